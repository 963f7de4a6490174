//! f-strings and t-strings around and inside of code: what may stand in them, and which show their own source.
//!
//! Source: PEP 498, PEP 701, PEP 750; `f"{x = }"` of Python 3.8.

use super::file::FileModel;
use crate::syntax::{PythonVersion, SyntaxKind};
use crate::text::{TextRange, TextSize};

/// From here on an f-string may hold any tokens, its own quotes and backslashes among them (PEP 701).
pub const FREE_FSTRINGS: PythonVersion = PythonVersion::new(12).expect("a version that is read");

/// Why new text in the place of code at `range` cannot stand in the f-strings around it.
pub fn refuses(
    file: &FileModel<'_>,
    range: TextRange,
    target: PythonVersion,
    new: &[&str],
) -> Option<(&'static str, String)> {
    let mut at = range.start();
    let mut is_inside = false;
    while let Some(start_idx) = template_around(file, at) {
        if shows_source(file, start_idx) {
            return Some((
                "source-is-shown",
                "the f-string around shows the source of this expression".to_owned(),
            ));
        }
        is_inside = true;
        at = file.tokens().range(start_idx).start();
    }
    let needs_freedom = |text: &str| text.contains(['"', '\'', '\\', '#', '\n']);
    if is_inside && target < FREE_FSTRINGS && new.iter().any(|text| needs_freedom(text)) {
        let because = format!(
            "quotes, backslashes and line breaks cannot stand in an f-string before 3.12, target is {target}"
        );
        return Some(("quote-nesting", because));
    }
    None
}

/// The token that starts the innermost f-string or t-string around `at`, if one is open in the logical line.
pub fn template_around(file: &FileModel<'_>, at: TextSize) -> Option<usize> {
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
pub fn shows_source(file: &FileModel<'_>, start_idx: usize) -> bool {
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
pub fn holds_shown_source(file: &FileModel<'_>, range: TextRange) -> bool {
    let is_start = |idx: &usize| {
        matches!(file.tokens().kind(*idx), SyntaxKind::FSTRING_START | SyntaxKind::TSTRING_START)
    };
    file.tokens_in(range).filter(is_start).any(|idx| shows_source(file, idx))
}
