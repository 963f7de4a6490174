//! Where a string literal may not become something else, whatever it prints.

use super::template::refuse;
use crate::rewrite::{FileModel, NativeContext, Refusal};
use crate::syntax::{PythonVersion, SyntaxKind};
use crate::text::{TextRange, TextSize};

/// From here on an f-string may hold any tokens, its own quotes and backslashes among them (PEP 701).
pub(super) const FREE_FSTRINGS: PythonVersion = PythonVersion::new(12).expect("a version that is read");

/// Refuses where the source of the matched code is itself printed, where it stands in an f-string that is too old for
/// another inside, and where a plain string would become a docstring.
pub(super) fn check(ctx: &NativeContext<'_>, has_fields: bool) -> Result<(), Refusal> {
    let file = ctx.file;
    let range = ctx.matched.range(file.ast());
    let mut at = range.start();
    while let Some(start_idx) = template_around(file, at) {
        if shows_source(file, start_idx) {
            return Err(refuse("source-is-shown", "the f-string around shows the source of this expression"));
        }
        if has_fields && ctx.target < FREE_FSTRINGS {
            let because = format!(
                "an f-string in an f-string has too few quotes before 3.12, target is {}",
                ctx.target
            );
            return Err(refuse("quote-nesting", because));
        }
        at = file.tokens().range(start_idx).start();
    }
    if !has_fields && starts_statement(file, range.start()) {
        return Err(refuse(
            "becomes-docstring",
            "a plain string that is a statement may be taken for a docstring",
        ));
    }
    Ok(())
}

/// The token that starts the innermost f-string or t-string around `at`, if one is open in the logical line.
fn template_around(file: &FileModel<'_>, at: TextSize) -> Option<usize> {
    use SyntaxKind::{FSTRING_END, FSTRING_START, NEWLINE, TSTRING_END, TSTRING_START};
    let tokens = file.tokens();
    let end = tokens.starts().partition_point(|start| *start < u32::from(at)).min(tokens.len());
    let mut depth = 0usize;
    for idx in (0..end).rev() {
        match tokens.kind(idx) {
            FSTRING_END | TSTRING_END => depth += 1,
            FSTRING_START | TSTRING_START => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some(idx),
            },
            NEWLINE => return None,
            _ => {}
        }
    }
    None
}

/// Whether the template that token `start_idx` starts keeps source text: a t-string, or an f-string with `=` after an
/// expression.
fn shows_source(file: &FileModel<'_>, start_idx: usize) -> bool {
    use SyntaxKind::{FSTRING_END, FSTRING_START, TSTRING_END, TSTRING_START};
    let tokens = file.tokens();
    if tokens.kind(start_idx) == TSTRING_START {
        return true;
    }
    let mut depth = 0usize;
    for idx in start_idx..tokens.len() {
        match tokens.kind(idx) {
            FSTRING_START | TSTRING_START => depth += 1,
            FSTRING_END | TSTRING_END => depth -= 1,
            _ if file.token_text(idx) == "=" => {
                let next = file.significant_from(tokens.range(idx).end());
                if next.is_some_and(|it| matches!(file.token_text(it), "}" | "!" | ":")) {
                    return true;
                }
            }
            _ => {}
        }
        if depth == 0 {
            return false;
        }
    }
    false
}

/// Whether an f-string in `range` shows source text, or a t-string is in it.
pub(super) fn holds_shown_source(file: &FileModel<'_>, range: TextRange) -> bool {
    let is_start = |idx: &usize| {
        matches!(file.tokens().kind(*idx), SyntaxKind::FSTRING_START | SyntaxKind::TSTRING_START)
    };
    file.tokens_in(range).filter(is_start).any(|idx| shows_source(file, idx))
}

/// Whether code at `at` may be the start of a statement, by what stands before it.
fn starts_statement(file: &FileModel<'_>, at: TextSize) -> bool {
    use SyntaxKind::{COLON, DEDENT, INDENT, L_PAREN, NEWLINE, SEMICOLON};
    let mut at = at;
    loop {
        let Some(before) = file.significant_before(at) else { return true };
        match file.tokens().kind(before) {
            // Parentheses around a docstring do not keep it from being one.
            L_PAREN => at = file.tokens().range(before).start(),
            NEWLINE | INDENT | DEDENT | COLON | SEMICOLON => return true,
            _ => return false,
        }
    }
}
