//! From pieces of new code to the smallest edits of the old.
//!
//! What is kept and stands in the same order is an *anchor*: its bytes are not touched. Between two anchors, and before
//! the first and after the last, there is a *gap*, whose old tokens become new ones; tokens that both begin or end
//! with stay. So quotes, line breaks and comments of an unchanged argument survive.
//!
//! Comments of a gap go to the nearest kept token: one at the end of a line stays at an end of a line, one on a line of
//! its own goes above. One line stays one line; what was on several is joined if it fits, and keeps its breaks if not.
//! A break needs brackets around it; where there are none, a pair is put around: of an `assert` around its test.
//!
//! Source: rule-language section 5.

mod gap;
mod remove;
mod render;

pub(super) use remove::{remove, split_import};

use self::render::{Renderer, Test};
use super::file::FileModel;
use super::fragment::{Fragment, Piece};
use super::pattern::PatternKind;
use super::site::{ImportNeed, Write};
use super::verdict::Refusal;
use crate::ast::{NodeId, Stmt};
use crate::text::{TextRange, TextSize};

/// What is replaced.
#[derive(Debug, Clone, Copy)]
pub(super) struct Replaced {
    /// The matched node, without parentheses around it.
    pub(super) range: TextRange,
    /// Whether it is a whole statement, beside or above which a comment may stand.
    pub(super) is_statement: bool,
    /// Columns to which lines may be joined.
    pub(super) line_length: usize,
}

/// The edits of a site and the names in them.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub(super) writes: Vec<Write>,
    pub(super) imports: Vec<ImportNeed>,
}

impl Laid {
    /// Adds the edits of another change of the same site.
    pub(super) fn extend(&mut self, other: Self) {
        let before = self.writes.len();
        let imports = other.imports.into_iter();
        self.imports.extend(imports.map(|need| ImportNeed { write_idx: need.write_idx + before, ..need }));
        self.writes.extend(other.writes);
    }
}

/// The edits that put `fragment` in the place of `replaced`.
pub(super) fn lay_out(
    file: &FileModel<'_>,
    replaced: Replaced,
    fragment: &Fragment,
) -> Result<Laid, Refusal> {
    let pieces = fragment.pieces(file);
    let is_block = fragment.template.kind == PatternKind::Block;
    let pieces = if is_block { indented(file, replaced, pieces)? } else { pieces };
    let pieces = set_off(file, replaced.range, bracketed(file, replaced, pieces));
    let renderer = renderer(file, replaced, &pieces, None)?;
    if is_assert(fragment) && !renderer.has_brackets && renderer.needs_brackets() {
        let first = renderer.anchors.first().map_or(replaced.range.start(), |it| it.start());
        let begins_below = file.line_start(first) > replaced.range.start();
        let test = if begins_below { Test::Apart } else { Test::Aligned };
        return self::renderer(file, replaced, &test_in_parentheses(&pieces), Some(test))?.render();
    }
    renderer.render()
}

fn renderer<'a>(
    file: &'a FileModel<'a>,
    replaced: Replaced,
    pieces: &[Piece],
    test: Option<Test>,
) -> Result<Renderer<'a>, Refusal> {
    let anchors = anchors(replaced.range, pieces);
    if copies_a_comment(file, pieces, &anchors) {
        return Err(comment_refusal("code with a comment in it would be repeated"));
    }
    // After a test in parentheses a comma would make a tuple of it.
    let gaps = gap::gaps(file, replaced.range, pieces, &anchors, test.is_none());
    let anchors = anchors.iter().map(|idx| kept_range(&pieces[*idx])).collect();
    let has_brackets = test.is_some() || file.is_in_brackets(replaced.range.start());
    Ok(Renderer { file, replaced, gaps, anchors, has_brackets, test })
}

fn is_assert(fragment: &Fragment) -> bool {
    let template = &fragment.template;
    matches!(template.root(), NodeId::Stmt(root) if matches!(template.ast()[root], Stmt::Assert(_)))
}

/// The pieces of an `assert` with parentheses around its test. They take the place of those of the call that it was, so
/// that what was on lines of its own stays there.
fn test_in_parentheses(pieces: &[Piece]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut depth = 0usize;
    let mut is_closed = false;
    for (idx, piece) in pieces.iter().enumerate() {
        let Piece::Text(text) = piece else {
            out.push(piece.clone());
            continue;
        };
        let text = match text.strip_prefix("assert ") {
            Some(rest) if idx == 0 => format!("assert ({rest}"),
            _ => text.clone(),
        };
        // The parenthesis of the test is one of those that are open.
        let comma =
            text.char_indices().find(|(at, sign)| *sign == ',' && depth_after(depth, &text[..*at]) == 1);
        depth = depth_after(depth, &text);
        match comma.filter(|_| !is_closed) {
            Some((at, _)) => {
                out.push(Piece::Text(format!("{}){}", &text[..at], &text[at..])));
                is_closed = true;
            }
            None => out.push(Piece::Text(text)),
        }
    }
    if !is_closed {
        out.push(Piece::Text(")".to_owned()));
    }
    out
}

/// Puts the lines of new statements where the old statement stands. Kept statements go with their lines, which can only
/// stay as they are.
fn indented(file: &FileModel<'_>, replaced: Replaced, pieces: Vec<Piece>) -> Result<Vec<Piece>, Refusal> {
    let base = file.indentation_at(replaced.range.start());
    let line_break = file.line_break();
    let mut indentation = base.to_owned();
    let mut out = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) if text.contains('\n') => {
                if !has_own_lines(file, replaced.range) {
                    return Err(layout_refusal("something else stands on the same line"));
                }
                let last = text.rsplit('\n').next().unwrap_or_default();
                indentation = format!("{base}{}", &last[..last.len() - last.trim_start().len()]);
                out.push(Piece::Text(text.replace('\n', &format!("{line_break}{base}"))));
            }
            Piece::Kept(range) if ends_a_statement(file, range) => {
                if file.indentation_at(range.start()) != indentation {
                    return Err(layout_refusal("lines would go to another indentation"));
                }
                out.push(piece);
            }
            _ => out.push(piece),
        }
    }
    Ok(out)
}

/// Whether nothing but a comment stands on the lines of `range` beside it.
fn has_own_lines(file: &FileModel<'_>, range: TextRange) -> bool {
    let before = &file.text[TextRange::new(file.line_start(range.start()), range.start())];
    let after = &file.text[TextRange::new(range.end(), file.line_end(range.end()))];
    before.trim().is_empty() && (after.trim().is_empty() || after.trim_start().starts_with('#'))
}

/// Whether a statement ends in `range`, and not with it.
fn ends_a_statement(file: &FileModel<'_>, range: TextRange) -> bool {
    file.tokens_in(range).any(|idx| file.tokens().kind(idx) == crate::syntax::SyntaxKind::NEWLINE)
}

/// Puts parentheses around kept code that goes on over a line end without brackets of its own, where there are none
/// around its new place either.
fn bracketed(file: &FileModel<'_>, replaced: Replaced, pieces: Vec<Piece>) -> Vec<Piece> {
    if file.is_in_brackets(replaced.range.start()) {
        return pieces;
    }
    let mut depth = 0usize;
    let mut out = Vec::new();
    for piece in pieces {
        match &piece {
            Piece::Text(text) => depth = depth_after(depth, text),
            Piece::Kept(range) if depth == 0 && breaks_openly(file, *range) => {
                out.extend([Piece::Text("(".to_owned()), piece.clone(), Piece::Text(")".to_owned())]);
                continue;
            }
            Piece::Literal(_) | Piece::Kept(_) | Piece::Name(_) => {}
        }
        out.push(piece);
    }
    out
}

/// Puts a space before new code that would run into what is before it: a word, as in `not"%s" % x`, or the brace of a
/// field, as in `f"{set(x)}"`, where two braces would be text.
fn set_off(file: &FileModel<'_>, replaced: TextRange, mut pieces: Vec<Piece>) -> Vec<Piece> {
    let is_word = |c: char| c == '_' || c.is_alphanumeric();
    let before = file.text[..usize::from(replaced.start())].chars().next_back();
    let first = match pieces.first() {
        Some(Piece::Text(text) | Piece::Literal(text) | Piece::Name(text)) => text.chars().next(),
        Some(Piece::Kept(range)) => file.text[*range].chars().next(),
        None => None,
    };
    let are_words = before.is_some_and(is_word) && first.is_some_and(is_word);
    if are_words || (before == Some('{') && first == Some('{')) {
        pieces.insert(0, Piece::Text(" ".to_owned()));
    }
    pieces
}

fn depth_after(depth: usize, text: &str) -> usize {
    text.bytes().fold(depth, |depth, byte| match byte {
        b'(' | b'[' | b'{' => depth + 1,
        b')' | b']' | b'}' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// Whether there is a line break in `range` that is in none of its own brackets.
fn breaks_openly(file: &FileModel<'_>, range: TextRange) -> bool {
    use crate::syntax::SyntaxKind::{L_BRACE, L_BRACKET, L_PAREN, NL, R_BRACE, R_BRACKET, R_PAREN};
    let mut depth = 0usize;
    for idx in file.tokens_in(range) {
        match file.tokens().kind(idx) {
            L_PAREN | L_BRACKET | L_BRACE => depth += 1,
            R_PAREN | R_BRACKET | R_BRACE => depth = depth.saturating_sub(1),
            NL if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

/// Which pieces are anchors: kept, inside of what is replaced, and in the order of the text.
fn anchors(replaced: TextRange, pieces: &[Piece]) -> Vec<usize> {
    let mut end = replaced.start();
    let mut out = Vec::new();
    for (idx, piece) in pieces.iter().enumerate() {
        if let Piece::Kept(range) = piece
            && replaced.contains_range(*range)
            && range.start() >= end
        {
            out.push(idx);
            end = range.end();
        }
    }
    out
}

fn kept_range(piece: &Piece) -> TextRange {
    match piece {
        Piece::Kept(range) => *range,
        Piece::Text(_) | Piece::Literal(_) | Piece::Name(_) => TextRange::default(),
    }
}

/// Whether something that is copied, beside being kept or copied elsewhere, has a comment in it.
fn copies_a_comment(file: &FileModel<'_>, pieces: &[Piece], anchors: &[usize]) -> bool {
    pieces.iter().enumerate().any(|(idx, piece)| {
        let Piece::Kept(range) = piece else { return false };
        !anchors.contains(&idx) && file.comments_in(*range).next().is_some()
    })
}

/// The refusal of a site whose comments would be lost.
pub(super) fn comment_refusal(because: &str) -> Refusal {
    Refusal { reason: "comment".to_owned(), because: because.to_owned() }
}

/// The refusal of a site whose lines cannot be put there.
pub(super) fn layout_refusal(because: &str) -> Refusal {
    Refusal { reason: "layout".to_owned(), because: because.to_owned() }
}

/// Whether a node is a statement.
pub(super) fn is_statement(node: NodeId) -> bool {
    matches!(node, NodeId::Stmt(_))
}

/// The size of a text that is part of a file, which is smaller than 2³² bytes.
fn size(text: &str) -> TextSize {
    TextSize::of(text)
}
