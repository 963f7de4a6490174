//! Where a string literal may not become something else, whatever it prints.

use super::template::refuse;
use crate::rewrite::template_string::{FREE_FSTRINGS, shows_source, template_around};
use crate::rewrite::{FileModel, NativeContext, Refusal};
use crate::syntax::SyntaxKind;
use crate::text::TextSize;

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
