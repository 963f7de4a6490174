//! What stands between two anchors, before and after.

use std::ops::Range;

use super::super::file::FileModel;
use super::super::fragment::Piece;
use crate::syntax::SyntaxKind;
use crate::text::{TextRange, TextSize};

/// What stands between two anchors: old tokens that become new ones.
#[derive(Debug)]
pub(super) struct Gap {
    /// The old tokens that go, with the trivia among them: a range between two kept tokens.
    pub(super) old: TextRange,
    /// The new tokens that come in their place.
    pub(super) new: Vec<NewToken>,
    /// White space after the last of them, before what is kept.
    pub(super) space_after: String,
    /// The comments that go with the old tokens.
    pub(super) comments: Vec<Comment>,
    /// Whether a line ended among the old tokens.
    pub(super) breaks: bool,
    /// What brackets are around the new tokens.
    pub(super) brackets: Brackets,
}

/// The brackets around a gap, of which there must be some where a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brackets {
    /// There are some all the way.
    Open,
    /// Its tokens close the last, and may open others after it.
    Closed,
    /// There are none at its start.
    Missing,
}

/// A new token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewToken {
    pub(super) text: String,
    /// White space before it.
    pub(super) space: String,
    /// Whether it is a qualified name, to be spelled later.
    pub(super) is_name: bool,
    /// Whether it is text of a string literal.
    pub(super) is_literal: bool,
}

/// A comment of the old text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comment {
    pub(super) range: TextRange,
    /// Whether nothing but white space stands before it on its line.
    pub(super) is_own_line: bool,
}

/// An old token.
struct OldToken<'t> {
    text: &'t str,
    range: TextRange,
}

/// The gaps around the anchors: one more than there are anchors. With `keeps_commas` a comma after the last of several
/// things may stay.
pub(super) fn gaps(
    file: &FileModel<'_>,
    replaced: TextRange,
    pieces: &[Piece],
    anchors: &[usize],
    keeps_commas: bool,
) -> Vec<Gap> {
    let old_ranges = old_ranges(replaced, pieces, anchors);
    let old: Vec<_> = old_ranges.iter().map(|range| old_tokens(file, *range)).collect();
    let new: Vec<_> =
        new_ranges(pieces.len(), anchors).map(|range| new_tokens(file, &pieces[range])).collect();
    let old_partners = partners(old.iter().map(|gap| gap.iter().map(|it| it.text).collect()));
    let new_partners = partners(new.iter().map(|(gap, _)| gap.iter().map(|it| it.text.as_str()).collect()));
    let in_new: Vec<&str> = pieces
        .iter()
        .filter_map(|it| if let Piece::Text(text) = it { Some(text.as_str()) } else { None })
        .collect();
    let mut depth = usize::from(file.is_in_brackets(replaced.start()));
    let mut out = Vec::new();
    for (idx, (new_gap, space_after)) in new.iter().enumerate() {
        // A line that ends where no bracket is open any more ends the statement.
        let starts_open = depth == 0;
        let mut is_open_within = false;
        for token in new_gap {
            depth = depth_after(depth, &token.text);
            is_open_within |= depth == 0;
        }
        let is_exposed = (starts_open || is_open_within)
            && idx > 0
            && idx + 1 < new.len()
            && has_line_end(file, old_ranges[idx]);
        let is_same = |a: usize, b: usize| {
            !is_exposed
                && old[idx][a].text == new_gap[b].text
                && !new_gap[b].is_name
                && old_partners[idx][a] == new_partners[idx][b]
        };
        let (old_middle, new_middle) = middles(&old[idx], new_gap, is_same);
        let range = middle_range(old_ranges[idx], &old[idx], &old_middle);
        let keeps_all = old_middle.is_empty() && new_middle.is_empty() && !old[idx].is_empty();
        let is_trailing_comma = keeps_commas
            && new_middle.is_empty()
            && old[idx][old_middle.clone()].iter().map(|it| it.text).eq([","])
            && old_middle.end < old[idx].len();
        if keeps_all || is_trailing_comma {
            out.push(Gap::unchanged(range.start()));
            continue;
        }
        let space_after = match new_gap.get(new_middle.end) {
            Some(next) => next.space.clone(),
            None => space_after.clone(),
        };
        let comments = comments(file, range).into_iter().filter(|it| {
            let text = &file.text[it.range];
            !in_new.iter().any(|new| new.contains(text))
        });
        out.push(Gap {
            old: range,
            new: new_gap[new_middle].to_vec(),
            space_after,
            comments: comments.collect(),
            breaks: has_line_end(file, range),
            brackets: match (starts_open, is_open_within) {
                (true, _) if idx > 0 || depth == 0 => Brackets::Missing,
                (false, true) => Brackets::Closed,
                _ => Brackets::Open,
            },
        });
    }
    out
}

impl Gap {
    fn unchanged(at: TextSize) -> Self {
        Self {
            old: TextRange::empty(at),
            new: Vec::new(),
            space_after: String::new(),
            comments: Vec::new(),
            breaks: false,
            brackets: Brackets::Open,
        }
    }

    /// Whether all of its tokens stay.
    pub(super) fn is_unchanged(&self) -> bool {
        self.old.is_empty() && self.new.is_empty() && self.space_after.is_empty()
    }
}

fn depth_after(depth: usize, token: &str) -> usize {
    match token {
        "(" | "[" | "{" => depth + 1,
        ")" | "]" | "}" => depth.saturating_sub(1),
        _ => depth,
    }
}

fn has_line_end(file: &FileModel<'_>, range: TextRange) -> bool {
    file.tokens_in(range).any(|idx| file.tokens().kind(idx) == SyntaxKind::NL)
}

fn old_ranges(replaced: TextRange, pieces: &[Piece], anchors: &[usize]) -> Vec<TextRange> {
    let mut start = replaced.start();
    let mut out = Vec::new();
    for anchor in anchors {
        let range = super::kept_range(&pieces[*anchor]);
        out.push(TextRange::new(start, range.start()));
        start = range.end();
    }
    out.push(TextRange::new(start, replaced.end()));
    out
}

fn new_ranges(len: usize, anchors: &[usize]) -> impl Iterator<Item = Range<usize>> {
    let starts = std::iter::once(0).chain(anchors.iter().map(|at| at + 1)).collect::<Vec<_>>();
    let ends = anchors.iter().copied().chain([len]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| start..end)
}

fn old_tokens<'t>(file: &FileModel<'t>, range: TextRange) -> Vec<OldToken<'t>> {
    let significant = file.tokens_in(range).filter(|idx| file.is_significant(*idx));
    significant.map(|idx| OldToken { text: file.token_text(idx), range: file.tokens().range(idx) }).collect()
}

/// The new tokens of some pieces, and the white space after them.
fn new_tokens(file: &FileModel<'_>, pieces: &[Piece]) -> (Vec<NewToken>, String) {
    let mut out = Vec::new();
    let mut space = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => split_code(text, &mut out, &mut space),
            Piece::Literal(text) => {
                push(&mut out, &mut space, text, false);
                if let Some(last) = out.last_mut() {
                    last.is_literal = true;
                }
            }
            Piece::Kept(range) => push(&mut out, &mut space, &file.text[*range], false),
            Piece::Name(name) => push(&mut out, &mut space, name, true),
        }
    }
    (out, space)
}

fn push(out: &mut Vec<NewToken>, space: &mut String, text: &str, is_name: bool) {
    out.push(NewToken { text: text.to_owned(), space: std::mem::take(space), is_name, is_literal: false });
}

/// Splits code without literals into words and single signs.
fn split_code(text: &str, out: &mut Vec<NewToken>, space: &mut String) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c == '_' || c.is_alphanumeric();
        let len = if first.is_whitespace() {
            rest.find(|c: char| !c.is_whitespace())
        } else if is_word(first) {
            rest.find(|c: char| !is_word(c))
        } else if first == '#' {
            rest.find(['\n', '\r'])
        } else {
            Some(sign_len(rest))
        };
        let (token, after) = rest.split_at(len.unwrap_or(rest.len()));
        if first.is_whitespace() {
            space.push_str(token)
        } else {
            push(out, space, token, false)
        }
        rest = after;
    }
}

/// Bytes of the sign that a text begins with, in the manner of Python's tokens.
fn sign_len(text: &str) -> usize {
    const LONG: [&str; 13] =
        ["**=", "//=", ">>=", "<<=", "...", "**", "//", "==", "!=", "<=", ">=", "->", ":="];
    let long = LONG.iter().find(|sign| text.starts_with(**sign)).map(|sign| sign.len());
    long.unwrap_or_else(|| text.chars().next().map_or(1, char::len_utf8))
}

/// For each token of each gap, the gap in which its bracket's other half is, and whether it is a bracket at all.
fn partners<'t>(gaps: impl Iterator<Item = Vec<&'t str>>) -> Vec<Vec<Option<usize>>> {
    let gaps: Vec<Vec<&str>> = gaps.collect();
    let mut out: Vec<Vec<Option<usize>>> = gaps.iter().map(|gap| vec![None; gap.len()]).collect();
    let mut open = Vec::new();
    for (gap_idx, gap) in gaps.iter().enumerate() {
        for (idx, token) in gap.iter().enumerate() {
            match *token {
                "(" | "[" | "{" => open.push((gap_idx, idx)),
                ")" | "]" | "}" => {
                    if let Some((other_gap, other)) = open.pop() {
                        out[gap_idx][idx] = Some(other_gap);
                        out[other_gap][other] = Some(gap_idx);
                    }
                }
                _ => {}
            }
        }
    }
    out
}

/// What is left of both when what they begin and end with alike is taken off.
fn middles(
    old: &[OldToken<'_>],
    new: &[NewToken],
    is_same: impl Fn(usize, usize) -> bool,
) -> (Range<usize>, Range<usize>) {
    let most = old.len().min(new.len());
    let head = (0..most).take_while(|idx| is_same(*idx, *idx)).count();
    let tail = (0..most - head).take_while(|idx| is_same(old.len() - 1 - idx, new.len() - 1 - idx)).count();
    (head..old.len() - tail, head..new.len() - tail)
}

/// From the last kept token before the middle to the first one after it, trivia included.
fn middle_range(gap: TextRange, old: &[OldToken<'_>], middle: &Range<usize>) -> TextRange {
    let start = match middle.start.checked_sub(1) {
        Some(before) => old[before].range.end(),
        None => gap.start(),
    };
    let end = old.get(middle.end).map_or(gap.end(), |after| after.range.start());
    TextRange::new(start, end)
}

fn comments(file: &FileModel<'_>, range: TextRange) -> Vec<Comment> {
    let is_own_line = |comment: TextRange| {
        let line = TextRange::new(file.line_start(comment.start()), comment.start());
        file.text[line].trim().is_empty()
    };
    file.comments_in(range).map(|range| Comment { range, is_own_line: is_own_line(range) }).collect()
}
