//! From gaps to edits: on one line, or on several.

use super::gap::{Brackets, Comment, Gap, NewToken};
use super::{Laid, Replaced, comment_refusal, size};
use crate::rewrite::file::FileModel;
use crate::rewrite::site::{ImportNeed, Write};
use crate::rewrite::verdict::Refusal;
use crate::syntax::SyntaxKind;
use crate::text::{TextEdit, TextRange, TextSize};

pub(super) struct Renderer<'a> {
    pub(super) file: &'a FileModel<'a>,
    pub(super) replaced: Replaced,
    pub(super) gaps: Vec<Gap>,
    pub(super) anchors: Vec<TextRange>,
    /// Whether lines may end in it: there are brackets around.
    pub(super) has_brackets: bool,
    /// How the test of an `assert` stands in parentheses that it gets.
    pub(super) test: Option<Test>,
}

/// How the test of an `assert` stands in its parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Test {
    /// On lines of its own.
    Apart,
    /// Right after the parenthesis, and below.
    Aligned,
}

impl Renderer<'_> {
    /// Whether a statement has comments for which there is no other place, or line breaks without which it is too
    /// long.
    pub(super) fn needs_brackets(&self) -> bool {
        let comments = self.comments();
        if !comments.is_empty() {
            return self.beside_the_statement(&comments).is_none();
        }
        let was_broken = self.gaps.iter().any(|gap| gap.breaks);
        was_broken && !self.is_in_literal() && !self.fits_on_one_line()
    }

    fn comments(&self) -> Vec<Comment> {
        self.gaps.iter().flat_map(|gap| gap.comments.iter().copied()).collect()
    }

    pub(super) fn render(self) -> Result<Laid, Refusal> {
        let comments = self.comments();
        if self.test.is_none()
            && let Some(laid) = self.hanging()
        {
            return Ok(laid);
        }
        if comments.is_empty() {
            let was_broken = self.gaps.iter().any(|gap| gap.breaks);
            if was_broken && !self.is_in_literal() && !self.fits_on_one_line() && self.has_brackets {
                return Ok(self.broken(false));
            }
            return Ok(self.joined());
        }
        if self.replaced.is_statement
            && !self.has_brackets
            && let Some(laid) = self.beside_the_statement(&comments)
        {
            return Ok(laid);
        }
        if self.is_in_literal() {
            return Err(comment_refusal("a comment would be inside of a string"));
        }
        if self.has_brackets && self.comments_have_places() {
            return Ok(self.broken(false));
        }
        if self.replaced.is_statement {
            return Err(comment_refusal("there is no place for a comment that stands between the arguments"));
        }
        Ok(self.broken(true))
    }

    /// Whether kept code stands in a field of an f-string, where no line may end: text of the literal is directly
    /// before it.
    fn is_in_literal(&self) -> bool {
        let before_anchors = &self.gaps[..self.gaps.len() - 1];
        before_anchors.iter().any(|gap| gap.new.last().is_some_and(|token| token.is_literal))
    }

    /// Every gap on one line.
    fn joined(&self) -> Laid {
        let mut laid = Laid::default();
        for gap in self.gaps.iter().filter(|gap| !gap.is_unchanged()) {
            let mut insert = Insert::default();
            insert.tokens(&gap.new, true);
            insert.text.push_str(&gap.space_after);
            insert.finish(gap.old, &mut laid);
        }
        laid
    }

    /// New brackets around kept code on several lines, where the old brackets stood around those lines: the new ones stand
    /// as they did, and a trailing comma stays.
    fn hanging(&self) -> Option<Laid> {
        let ([first, middle @ .., last], [start, ..], [.., end]) =
            (self.gaps.as_slice(), self.anchors.as_slice(), self.anchors.as_slice())
        else {
            return None;
        };
        let text = |range: TextRange| &self.file.text[range];
        let (before, after) = (text(first.old), text(last.old));
        let kept = text(TextRange::new(start.start(), end.end()));
        let code = first
            .comments
            .first()
            .map_or(before, |it| text(TextRange::new(first.old.start(), it.range.start())));
        let opened = code.trim_end();
        let closing = after.find([')', ']', '}'])?;
        let hung = opened.ends_with(['(', '[', '{'])
            && before[opened.len()..].contains(['\n', '\r'])
            && after[..closing].contains(['\n', '\r'])
            && (kept.contains(['\n', '\r']) || !first.comments.is_empty());
        let hangs = first.new.last().is_some_and(|it| matches!(it.text.as_str(), "(" | "[" | "{"))
            && last.new.first().is_some_and(|it| matches!(it.text.as_str(), ")" | "]" | "}"));
        if !hung || !hangs || !middle.iter().all(Gap::is_unchanged) || !last.comments.is_empty() {
            return None;
        }
        let new_line = format!("{}{}", self.file.line_break(), self.file.indentation_at(start.start()));
        let mut laid = Laid::default();
        let (mut open, mut close) = (Insert::default(), Insert::default());
        open.tokens(&first.new, true);
        for comment in &first.comments {
            open.text.push_str(if comment.is_own_line { &new_line } else { "  " });
            open.text.push_str(text(comment.range));
        }
        open.text.push_str(&new_line);
        open.finish(first.old, &mut laid);
        // In parentheses that only group, a comma would make a tuple.
        let is_list = match first.new.as_slice() {
            [.., before, open] if open.text == "(" => {
                before.text.ends_with(|c: char| c == '_' || c.is_alphanumeric())
            }
            [.., open] => open.text != "(",
            [] => false,
        };
        close.text.push_str(if is_list && after.trim_start().starts_with(',') { "," } else { "" });
        close.text.push_str(self.file.line_break());
        close.text.push_str(self.file.indentation_at(last.old.start() + size(&after[..closing])));
        close.tokens(&last.new, false);
        close.text.push_str(&last.space_after);
        close.finish(last.old, &mut laid);
        Some(laid)
    }

    /// Whether the lines of the whole are no longer than allowed if every gap is on one line.
    fn fits_on_one_line(&self) -> bool {
        let file = self.file;
        let start = file.line_start(self.replaced.range.start());
        let end = file.line_end(self.replaced.range.end());
        let mut text = file.text[TextRange::new(start, self.replaced.range.start())].to_owned();
        for (idx, gap) in self.gaps.iter().enumerate() {
            if idx > 0 {
                text.push_str(&file.text[self.anchors[idx - 1]]);
            }
            for token in &gap.new {
                text.push_str(&token.space);
                text.push_str(&token.text);
            }
            text.push_str(&gap.space_after);
        }
        text.push_str(&file.text[TextRange::new(self.replaced.range.end(), end)]);
        text.lines().all(|line| line.chars().count() <= self.replaced.line_length)
    }

    /// The comments of a statement that becomes one line: those on lines of their own above it, a single other one at
    /// its end. None if there are more.
    fn beside_the_statement(&self, comments: &[Comment]) -> Option<Laid> {
        let (own, end): (Vec<Comment>, Vec<Comment>) = comments.iter().partition(|it| it.is_own_line);
        let range = self.replaced.range;
        let line_end = self.file.line_end(range.end());
        let is_last = self.file.text[TextRange::new(range.end(), line_end)].trim().is_empty();
        let is_first = self.file.text[TextRange::new(self.file.line_start(range.start()), range.start())]
            .trim()
            .is_empty();
        if end.len() > usize::from(is_last) || (!own.is_empty() && !is_first) {
            return None;
        }
        let mut laid = self.joined();
        if let Some(comment) = end.first() {
            let text = format!("  {}", &self.file.text[comment.range]);
            append(&mut laid, TextEdit { range: TextRange::empty(range.end()), insert: text });
        }
        if !own.is_empty() {
            let indentation = self.file.indentation_at(range.start());
            let line_break = self.file.line_break();
            let lines: String = own
                .iter()
                .map(|it| format!("{}{line_break}{indentation}", &self.file.text[it.range]))
                .collect();
            prepend(&mut laid, TextEdit { range: TextRange::empty(range.start()), insert: lines });
        }
        Some(laid)
    }

    /// Gaps that had a line end keep it, and comments stay at line ends; with `wrapped` in a pair of parentheses.
    fn broken(&self, wrapped: bool) -> Laid {
        let line_break = self.file.line_break();
        let base = self.file.indentation_at(self.replaced.range.start());
        let inner = format!("{line_break}{}", self.broken_indentation(wrapped));
        let mut laid = Laid::default();
        let last = self.gaps.len() - 1;
        for (idx, gap) in self.gaps.iter().enumerate() {
            let mut insert = Insert::default();
            if idx == 0 && wrapped {
                insert.text.push_str(&format!("({inner}"));
            }
            let is_apart = self.test == Some(Test::Apart);
            let may_break = idx > 0 && (idx < last || is_apart);
            let is_break = !gap.comments.is_empty() || (gap.breaks && may_break);
            match gap.brackets {
                Brackets::Closed if !wrapped && (is_apart || !gap.comments.is_empty()) => {
                    self.write_closing(gap, &mut insert);
                }
                _ if is_apart && gap.new.last().is_some_and(|it| it.text == "(") && idx == 0 => {
                    self.write_opening(gap, &inner, &mut insert);
                }
                Brackets::Closed | Brackets::Missing if self.test.is_some() => {
                    self.write_last(gap, &mut insert);
                }
                _ if is_break => {
                    let new_line = format!("{line_break}{base}");
                    let is_end = idx == last && self.test.is_some();
                    self.write_broken(gap, if is_end { &new_line } else { &inner }, &mut insert);
                }
                _ => {
                    insert.tokens(&gap.new, idx > 0 || !wrapped);
                    insert.text.push_str(&gap.space_after);
                }
            }
            if idx == last && wrapped {
                trim_end(&mut insert.text);
                insert.text.push_str(&format!("{line_break}{base})"));
            }
            if !gap.is_unchanged() || !insert.text.is_empty() {
                insert.finish(gap.old, &mut laid);
            }
        }
        laid
    }

    /// Whether there is a place for every comment: brackets around it, or the end of the line after all else.
    fn comments_have_places(&self) -> bool {
        let end = self.replaced.range.end();
        let is_last = self.file.text[TextRange::new(end, self.file.line_end(end))].trim().is_empty();
        let last = self.gaps.len() - 1;
        self.gaps.iter().enumerate().all(|(idx, gap)| match gap.brackets {
            Brackets::Open => true,
            Brackets::Closed => gap.new.first().is_none_or(|token| token.text == ")"),
            Brackets::Missing => gap.comments.len() <= usize::from(idx == last && is_last),
        })
    }

    /// The bracket that opens the test, comments, and the line end before what stands on lines of its own.
    fn write_opening(&self, gap: &Gap, inner: &str, insert: &mut Insert) {
        insert.tokens(&gap.new, true);
        for comment in &gap.comments {
            insert.text.push_str(if comment.is_own_line { inner } else { "  " });
            insert.text.push_str(&self.file.text[comment.range]);
        }
        insert.text.push_str(inner);
    }

    /// Comments, line end, and the bracket after which no line may end, with all that follows.
    fn write_closing(&self, gap: &Gap, insert: &mut Insert) {
        let indentation = self.file.indentation_at(self.replaced.range.start());
        let inner = format!("{}{indentation}    ", self.file.line_break());
        for (idx, comment) in gap.comments.iter().enumerate() {
            insert.text.push_str(if idx == 0 && !comment.is_own_line { "  " } else { &inner });
            insert.text.push_str(&self.file.text[comment.range]);
        }
        insert.text.push_str(&format!("{}{indentation}", self.file.line_break()));
        insert.tokens(&gap.new, false);
        insert.text.push_str(&gap.space_after);
    }

    /// All on one line, and a comment at its end.
    fn write_last(&self, gap: &Gap, insert: &mut Insert) {
        insert.tokens(&gap.new, true);
        insert.text.push_str(&gap.space_after);
        for comment in &gap.comments {
            insert.text.push_str("  ");
            insert.text.push_str(&self.file.text[comment.range]);
        }
    }

    /// Brackets and commas that close come first, then the line ends, with its comment; then the rest.
    fn write_broken(&self, gap: &Gap, new_line: &str, insert: &mut Insert) {
        let closes = |token: &NewToken| matches!(token.text.as_str(), ")" | "]" | "}" | ",");
        let n_closing = gap.new.iter().take_while(|token| closes(token)).count();
        let (closing, rest) = gap.new.split_at(n_closing);
        insert.tokens(closing, true);
        let (own, end): (Vec<Comment>, Vec<Comment>) = gap.comments.iter().partition(|it| it.is_own_line);
        for (idx, comment) in end.iter().enumerate() {
            if idx > 0 {
                insert.text.push_str(new_line);
            }
            insert.text.push_str(if idx > 0 { "" } else { "  " });
            insert.text.push_str(&self.file.text[comment.range]);
        }
        for comment in &own {
            insert.text.push_str(new_line);
            insert.text.push_str(&self.file.text[comment.range]);
        }
        let ends_file_line = rest.is_empty() && gap.space_after.is_empty() && self.ends_its_line(gap);
        if !ends_file_line {
            insert.text.push_str(new_line);
        }
        insert.tokens(rest, false);
        insert.text.push_str(if rest.is_empty() { "" } else { &gap.space_after });
    }

    /// Whether the gap is the last and nothing but a line end stands after it.
    fn ends_its_line(&self, gap: &Gap) -> bool {
        let end = self.replaced.range.end();
        gap.old.end() == end && {
            let after = self.file.token_at(end);
            let tokens = self.file.tokens();
            tokens.range(after).start() == end && tokens.kind(after) == SyntaxKind::NL
        }
    }

    /// The white space at the start of continued lines.
    fn broken_indentation(&self, wrapped: bool) -> String {
        let start = self.replaced.range.start();
        let line_indentation = self.file.indentation_at(start);
        if wrapped || self.test == Some(Test::Apart) {
            return format!("{line_indentation}    ");
        }
        if self.test == Some(Test::Aligned) {
            return format!("{line_indentation}{}", " ".repeat("assert (".len()));
        }
        let line_start = self.file.line_start(start) + size(line_indentation);
        if line_start == start {
            return line_indentation.to_owned();
        }
        let first_break = self.gaps.iter().skip(1).find(|gap| gap.breaks);
        first_break.map_or_else(
            || format!("{line_indentation}    "),
            |gap| self.file.indentation_at(gap.old.end()).to_owned(),
        )
    }
}

/// New text of one edit as it is made.
#[derive(Default)]
struct Insert {
    text: String,
    names: Vec<(String, TextRange)>,
}

impl Insert {
    /// Adds tokens; with `spaced` the white space before the first too.
    fn tokens(&mut self, tokens: &[NewToken], spaced: bool) {
        for (idx, token) in tokens.iter().enumerate() {
            if idx > 0 || spaced {
                self.text.push_str(&token.space);
            }
            let start = size(&self.text);
            self.text.push_str(&token.text);
            if token.is_name {
                self.names.push((token.text.clone(), TextRange::new(start, size(&self.text))));
            }
        }
    }

    fn finish(self, range: TextRange, laid: &mut Laid) {
        let write_idx = laid.writes.len();
        let needs = self.names.into_iter().map(|(qualified, at)| ImportNeed { qualified, write_idx, at });
        laid.imports.extend(needs);
        laid.writes.push(Write { edit: TextEdit { range, insert: self.text } });
    }
}

fn trim_end(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
}

/// Adds an edit after all others; one that ends there takes its text.
fn append(laid: &mut Laid, edit: TextEdit) {
    match laid.writes.last_mut() {
        Some(last) if last.edit.range.end() == edit.range.start() => last.edit.insert.push_str(&edit.insert),
        _ => laid.writes.push(Write { edit }),
    }
}

/// Adds an edit before all others; one that starts there takes its text.
fn prepend(laid: &mut Laid, edit: TextEdit) {
    let len = TextSize::of(edit.insert.as_str());
    let is_joined = laid.writes.first().is_some_and(|first| first.edit.range.start() == edit.range.end());
    for need in &mut laid.imports {
        if !is_joined {
            need.write_idx += 1;
        } else if need.write_idx == 0 {
            need.at += len;
        }
    }
    match laid.writes.first_mut() {
        Some(first) if is_joined => first.edit.insert.insert_str(0, &edit.insert),
        _ => laid.writes.insert(0, Write { edit }),
    }
}
