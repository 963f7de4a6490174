//! Expressions within the braces of an f-string.
//!
//! Since 3.12 anything may stand there. Before, neither a backslash nor a comment may, nor the quotes of the f-string,
//! nor a line break within single quotes. What can be read well is written for all versions: a string literal inside that
//! has the quotes of the f-string gets others if it can, lines are joined within single quotes, and code with comments
//! is left where it is.

use super::literal::has_line_break;
use super::template::refuse;
use crate::ast::{Expr, ExprId, NodeId};
use crate::rewrite::template_string::FREE_FSTRINGS;
use crate::rewrite::{FileModel, Fill, Fragment, NativeContext, PatternKind, Refusal};
use crate::syntax::SyntaxKind;
use crate::text::TextRange;

/// Where an expression goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a, 'c> {
    pub(super) ctx: &'a NativeContext<'c>,
    /// The quotes of the f-string: one, or three.
    pub(super) quote: &'a str,
}

/// Whether the expression would double the brace before it.
pub(super) fn starts_with_brace(file: &FileModel<'_>, expr: ExprId) -> bool {
    file.source(expr).starts_with('{')
}

/// What fills the place of `expr`, or why nothing can.
pub(super) fn embed(place: Place<'_, '_>, expr: ExprId) -> Result<Fill, Refusal> {
    let file = place.ctx.file;
    let source = &file.text[file.outer_range(expr)];
    if file.comments_in(file.outer_range(expr)).next().is_some() {
        return Err(refuse("comment", "a comment of an operand would be inside of the string"));
    }
    let is_free = place.ctx.target >= FREE_FSTRINGS;
    if !is_free && source.contains('\\') {
        return Err(refuse("backslash-before-3.12", "an operand has a backslash in it"));
    }
    let joins_lines = place.quote.len() == 1 && has_line_break(source);
    let edits = requoted(place, expr)?;
    if edits.is_empty() && !joins_lines {
        return Ok(Fill::Kept(expr.into()));
    }
    copied(place, expr, edits, joins_lines)
}

/// New texts for string literals in `expr` that have the quotes of the f-string.
fn requoted(place: Place<'_, '_>, expr: ExprId) -> Result<Vec<(TextRange, String)>, Refusal> {
    use SyntaxKind::{FSTRING_END, FSTRING_START, STRING, TSTRING_END, TSTRING_START};
    let file = place.ctx.file;
    let is_free = place.ctx.target >= FREE_FSTRINGS;
    let clash = || refuse("quote-nesting", "an operand has the quotes of the f-string in it");
    let mut edits = Vec::new();
    let mut depth = 0usize;
    for idx in file.tokens_in(file.range(expr)) {
        let text = file.token_text(idx);
        let clashes = text.contains(place.quote);
        match file.tokens().kind(idx) {
            FSTRING_START | TSTRING_START => {
                depth += 1;
                if clashes && !is_free {
                    return Err(clash());
                }
            }
            FSTRING_END | TSTRING_END => depth = depth.saturating_sub(1),
            STRING if clashes && place.quote.len() == 1 && depth == 0 => match other_quotes(text) {
                Some(new) => edits.push((file.tokens().range(idx), new)),
                None if is_free => {}
                None => return Err(clash()),
            },
            _ if clashes && !is_free => return Err(clash()),
            _ => {}
        }
    }
    Ok(edits)
}

/// A string in single quotes with the other ones, if it holds neither these nor those nor a backslash.
fn other_quotes(token: &str) -> Option<String> {
    let at = token.find(['\'', '"'])?;
    let (prefix, quoted) = token.split_at(at);
    let quote = quoted.chars().next()?;
    let body = quoted.strip_prefix(quote)?.strip_suffix(quote)?;
    if body.contains(['\'', '"', '\\']) || has_line_break(body) {
        return None;
    }
    let other = if quote == '"' { '\'' } else { '"' };
    Some(format!("{prefix}{other}{body}{other}"))
}

fn copied(
    place: Place<'_, '_>,
    expr: ExprId,
    edits: Vec<(TextRange, String)>,
    joins_lines: bool,
) -> Result<Fill, Refusal> {
    let file = place.ctx.file;
    let range = file.range(expr);
    let mut edits = edits;
    if joins_lines {
        edits.extend(line_joins(file, range));
    }
    rewritten(file, expr, range, edits, Vec::new()).map(Fill::New)
}

/// A copy of `expr`, whose source is at `range`, with edits, in which holes may stand for what fills them. Names are
/// kept, since those of a template itself are builtins and qualified names.
pub(super) fn rewritten(
    file: &FileModel<'_>,
    expr: ExprId,
    range: TextRange,
    edits: Vec<(TextRange, String)>,
    fills: Vec<(String, Fill)>,
) -> Result<Fragment, Refusal> {
    let (mut edits, mut fills) = (edits, fills);
    let n_given = edits.len();
    for node in file.ast().walk(expr.into()) {
        let NodeId::Expr(at) = node else { continue };
        let place = file.range(at);
        let is_edited = || edits[..n_given].iter().any(|(edit, _)| edit.contains_range(place));
        if matches!(file.ast()[at], Expr::Name(_)) && !is_edited() {
            let name = format!("n{}", fills.len());
            edits.push((place, format!("${name}")));
            fills.push((name, Fill::Kept(at.into())));
        }
    }
    edits.sort_by_key(|(range, _)| range.start());
    let mut text = String::new();
    let mut at = range.start();
    for (edit, new) in &edits {
        text.push_str(&file.text[TextRange::new(at, edit.start())]);
        text.push_str(new);
        at = edit.end();
    }
    text.push_str(&file.text[TextRange::new(at, range.end())]);
    let fragment = Fragment::parse(PatternKind::Expr, &text)
        .map_err(|error| refuse("unreadable-result", format!("a copy would not parse: {error}")))?;
    Ok(fills.into_iter().fold(fragment, |it, (name, fill)| it.fill(&name, fill)))
}

/// Edits that put an expression on one line: line breaks and the white space around them become a space, or nothing
/// beside a bracket, where the comma after the last argument of a call goes too.
fn line_joins(file: &FileModel<'_>, range: TextRange) -> Vec<(TextRange, String)> {
    let mut out = Vec::new();
    let mut gap: Option<TextRange> = None;
    let (mut before, mut before_kind, mut before_range) =
        ("", SyntaxKind::NEWLINE, TextRange::empty(range.start()));
    // Of each open bracket, whether it is a call's.
    let mut open = Vec::new();
    for idx in file.tokens_in(range) {
        let token = file.tokens().range(idx);
        if file.tokens().kind(idx).is_trivia() {
            gap = Some(gap.map_or(token, |it| it.cover(token)));
            continue;
        }
        let text = file.token_text(idx);
        let is_call = matches!(text, ")" | "]" | "}") && open.pop() == Some(true);
        if let Some(gap) = gap.take().filter(|it| has_line_break(&file.text[*it])) {
            let is_tight = matches!(before, "(" | "[" | "{") || matches!(text, ")" | "]" | "}");
            let gap = if is_call && before == "," { gap.cover(before_range) } else { gap };
            out.push((gap, if is_tight { String::new() } else { " ".to_owned() }));
        }
        if matches!(text, "(" | "[" | "{") {
            let ends_callee = matches!(before, ")" | "]" | "}") || before_kind == SyntaxKind::NAME;
            open.push(text == "(" && ends_callee);
        }
        (before, before_kind, before_range) = (text, file.tokens().kind(idx), token);
    }
    out
}
