//! Changes the list of an import statement: names come and go, the layout stays.

use super::context::Context;
use super::order::place_of_name;
use crate::ast::{AliasId, Stmt, StmtId};
use crate::rewrite::file::FileModel;
use crate::syntax::SyntaxKind;
use crate::text::{TextEdit, TextRange, TextSize};

/// What is done to a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Change {
    /// Names that are added; without duplicates.
    pub(super) add: Vec<String>,
    /// Names that are removed.
    pub(super) remove: Vec<AliasId>,
}

/// How a list is written.
enum Layout {
    /// All names are in one line.
    OneLine,
    /// Every name has a line, and the closing parenthesis has one.
    OnePerLine,
    /// Whatever else.
    Other,
}

/// The list of an import statement.
struct List<'a> {
    ctx: &'a Context<'a>,
    stmt: StmtId,
    aliases: &'a [AliasId],
    ranges: Vec<TextRange>,
}

/// The names in an import statement.
pub(super) fn aliases<'a>(ctx: &'a Context<'_>, stmt: StmtId) -> &'a [AliasId] {
    match ctx.ast()[stmt] {
        Stmt::Import(it) => &ctx.ast()[it.names],
        Stmt::ImportFrom(it) => &ctx.ast()[it.names],
        _ => &[],
    }
}

/// The edits that make `change`, after which at least one name is left; none if the layout does not allow it.
pub(super) fn edits(ctx: &Context<'_>, stmt: StmtId, change: &Change) -> Option<Vec<TextEdit>> {
    let aliases = aliases(ctx, stmt);
    let ranges: Vec<TextRange> = aliases.iter().map(|alias| ctx.ast().range(*alias)).collect();
    let list = List { ctx, stmt, aliases, ranges };
    match (list.layout()?, change.add.is_empty(), change.remove.is_empty()) {
        (Layout::OnePerLine, _, _) => list.lines(change),
        (Layout::OneLine | Layout::Other, true, _) => list.without(&change.remove),
        (Layout::OneLine, false, true) => list.with(change).or_else(|| list.wrapped(change)),
        (Layout::OneLine, false, false) => list.rewritten(change).or_else(|| list.wrapped(change)),
        (Layout::Other, false, true) => list.with(change),
        (Layout::Other, false, false) => None,
    }
}

/// A name of the changed list.
struct Item<'l> {
    /// The name itself, which it is sorted by.
    name: &'l str,
    /// The name with its `as`.
    text: &'l str,
    /// Which of the old names it is, 0-based.
    old_idx: Option<usize>,
}

impl<'a> List<'a> {
    fn file(&self) -> &'a FileModel<'a> {
        self.ctx.file
    }

    /// From the first name to the last.
    fn range(&self) -> Option<TextRange> {
        Some(self.ranges.first()?.cover(*self.ranges.last()?))
    }

    fn layout(&self) -> Option<Layout> {
        let is_one_line = !self.file().text[self.range()?].contains(['\n', '\r']);
        let is_alone = |idx: usize| {
            let line = self.line(idx);
            let before = &self.file().text[TextRange::new(line.start(), self.ranges[idx].start())];
            let behind = &self.file().text[TextRange::new(self.ranges[idx].end(), line.end())];
            let behind = behind.trim_start();
            let behind = behind.strip_prefix(',').unwrap_or(behind).trim();
            before.trim().is_empty() && (behind.is_empty() || behind.starts_with('#'))
        };
        let touch = |idx: usize| idx == 0 || self.line(idx - 1).end() == self.line(idx).start();
        let in_lines =
            self.parens().is_some() && (0..self.ranges.len()).all(|idx| is_alone(idx) && touch(idx));
        Some(match (in_lines, is_one_line) {
            (true, _) => Layout::OnePerLine,
            (false, true) => Layout::OneLine,
            (false, false) => Layout::Other,
        })
    }

    /// The parentheses around the list, with what is between.
    fn parens(&self) -> Option<TextRange> {
        let tokens = self.file().tokens();
        let open = self.file().significant_before(self.ranges.first()?.start())?;
        let mut close = self.file().significant_from(self.ranges.last()?.end())?;
        if self.file().token_text(close) == "," {
            close = self.file().significant_from(tokens.range(close).end())?;
        }
        let are_parens =
            tokens.kind(open) == SyntaxKind::L_PAREN && tokens.kind(close) == SyntaxKind::R_PAREN;
        are_parens.then(|| tokens.range(open).cover(tokens.range(close)))
    }

    /// The line of name `idx`, with its line break.
    fn line(&self, idx: usize) -> TextRange {
        let (start, end) = (self.ranges[idx].start(), self.file().line_end(self.ranges[idx].end()));
        let rest = &self.file().text[usize::from(end)..];
        let line_break = if rest.starts_with("\r\n") { 2 } else { u32::from(!rest.is_empty()) };
        TextRange::new(self.file().line_start(start), end + TextSize::new(line_break))
    }

    /// The names after `change`.
    fn items<'l>(&'l self, change: &'l Change) -> Vec<Item<'l>> {
        let ast = self.ctx.ast();
        let old = self.aliases.iter().enumerate().map(|(idx, alias)| Item {
            name: ast.name(ast[*alias].name),
            text: &self.file().text[self.ranges[idx]],
            old_idx: Some(idx),
        });
        let mut all: Vec<Item<'_>> = old.collect();
        for name in &change.add {
            let names: Vec<&str> = all.iter().map(|it| it.name).collect();
            let at = place_of_name(&names, name);
            all.insert(at, Item { name, text: name, old_idx: None });
        }
        all.retain(|it| it.old_idx.is_none_or(|idx| !change.remove.contains(&self.aliases[idx])));
        all
    }

    /// New names behind old ones; none if a line would be too long.
    fn with(&self, change: &Change) -> Option<Vec<TextEdit>> {
        let mut out: Vec<TextEdit> = Vec::new();
        let mut last: Option<usize> = None;
        for item in self.items(change) {
            if item.old_idx.is_some() {
                last = item.old_idx;
                continue;
            }
            let (offset, text) = match last {
                Some(idx) => (self.ranges[idx].end(), format!(", {}", item.text)),
                None => (self.ranges.first()?.start(), format!("{}, ", item.text)),
            };
            match out.last_mut().filter(|edit| edit.range.start() == offset) {
                Some(edit) => edit.insert.push_str(&text),
                None => out.push(TextEdit { range: TextRange::empty(offset), insert: text }),
            }
        }
        let added_in = |start: TextSize| {
            let of_line = out.iter().filter(|edit| self.file().line_start(edit.range.start()) == start);
            of_line.map(|edit| edit.insert.chars().count()).sum::<usize>()
        };
        let fits = out.iter().all(|edit| {
            let start = self.file().line_start(edit.range.start());
            let line = TextRange::new(start, self.file().line_end(edit.range.start()));
            self.file().text[line].chars().count() + added_in(start) <= self.ctx.options.line_length
        });
        fits.then_some(out)
    }

    /// Old names taken out with a comma each; none if a comment is among them.
    fn without(&self, remove: &[AliasId]) -> Option<Vec<TextEdit>> {
        if self.file().comments_in(self.range()?).next().is_some() {
            return None;
        }
        let is_removed = |idx: usize| remove.contains(&self.aliases[idx]);
        let last_kept = (0..self.aliases.len()).rev().find(|idx| !is_removed(*idx))?;
        let inner = (0..last_kept).filter(|idx| is_removed(*idx));
        let mut out: Vec<TextEdit> = inner
            .map(|idx| deletion(TextRange::new(self.ranges[idx].start(), self.ranges[idx + 1].start())))
            .collect();
        if last_kept + 1 < self.aliases.len() {
            out.push(deletion(TextRange::new(self.ranges[last_kept].end(), self.ranges.last()?.end())));
        }
        Some(out)
    }

    /// The list in one line; none if that would be too long.
    fn rewritten(&self, change: &Change) -> Option<Vec<TextEdit>> {
        let texts: Vec<&str> = self.items(change).iter().map(|it| it.text).collect();
        let (range, insert) = (self.range()?, texts.join(", "));
        let line = TextRange::new(self.file().line_start(range.start()), self.file().line_end(range.end()));
        let text = self.file().text;
        let width = text[line].chars().count() + insert.chars().count() - text[range].chars().count();
        (width <= self.ctx.options.line_length).then(|| vec![trimmed(text, range, insert)])
    }

    /// The list in parentheses, with a line for every name.
    fn wrapped(&self, change: &Change) -> Option<Vec<TextEdit>> {
        let unit = &self.ctx.units[self.ctx.unit_at(self.ctx.ast().range(self.stmt).start())];
        if unit.stmts.len() > 1 || self.file().comments_in(unit.lines).next().is_some() {
            return None;
        }
        let range = self.parens().or_else(|| self.range())?;
        let line_break = self.file().line_break();
        let lines =
            self.items(change).iter().map(|it| format!("    {},{line_break}", it.text)).collect::<String>();
        Some(vec![TextEdit { range, insert: format!("({line_break}{lines})") }])
    }

    /// Lines of names come and go; none if the comment of one would be lost.
    fn lines(&self, change: &Change) -> Option<Vec<TextEdit>> {
        let file = self.file();
        let has_comment = |alias: &AliasId| {
            let idx = self.aliases.iter().position(|it| it == alias);
            idx.is_some_and(|idx| file.comments_in(self.line(idx)).next().is_some())
        };
        if change.remove.iter().any(has_comment) {
            return None;
        }
        let indent = file.indentation_at(self.ranges.first()?.start());
        let items = self.items(change);
        let mut insert = String::new();
        for (idx, item) in items.iter().enumerate() {
            match item.old_idx {
                None => insert.push_str(&format!("{indent}{},{}", item.text, file.line_break())),
                Some(old) => {
                    let (line, own) = (self.line(old), self.ranges[old]);
                    let behind = &file.text[TextRange::new(own.end(), line.end())];
                    insert.push_str(&file.text[TextRange::new(line.start(), own.end())]);
                    if idx + 1 < items.len() && !behind.trim_start().starts_with(',') {
                        insert.push(',');
                    }
                    insert.push_str(behind);
                }
            }
        }
        let range = self.line(0).cover(self.line(self.ranges.len() - 1));
        Some(vec![trimmed(file.text, range, insert)])
    }
}

fn deletion(range: TextRange) -> TextEdit {
    TextEdit { range, insert: String::new() }
}

/// The replacement without what is equal at both ends.
fn trimmed(text: &str, range: TextRange, insert: String) -> TextEdit {
    let old = &text[range];
    let pairs = old.chars().zip(insert.chars()).take_while(|(a, b)| a == b);
    let head: usize = pairs.map(|(a, _)| a.len_utf8()).sum();
    let pairs = old[head..].chars().rev().zip(insert[head..].chars().rev()).take_while(|(a, b)| a == b);
    let tail: usize = pairs.map(|(a, _)| a.len_utf8()).sum();
    let start = range.start() + TextSize::new(head as u32);
    let end = range.end() - TextSize::new(tail as u32);
    TextEdit { range: TextRange::new(start, end), insert: insert[head..insert.len() - tail].to_owned() }
}
