//! The SyntaxWarnings of reading a file: what CPython's tokenizer and parser warn of, in the order in which they do.

use super::{LowerWarning, Lowered};
use crate::syntax::{
    Outline,
    lexer::{LexWarning, LexWarningKind},
    literal::EscapeWarning,
};
use crate::text::{ColumnUnit, ErrorClass, ErrorSpan, LineIndex, SyntaxError, SyntaxWarning, TextSize};

/// The warnings that a parse and its lowering gathered. `text` is theirs.
pub fn syntax_warnings(text: &str, parse: &impl AsRef<Outline>, lowered: &Lowered) -> Vec<SyntaxWarning> {
    let (lexed, lowered) = (parse.as_ref().warnings(), &lowered.warnings);
    if lexed.is_empty() && lowered.is_empty() {
        return Vec::new();
    }
    let index = LineIndex::new(text);
    let lexed = lexed.iter().map(|it| (it.range.start(), lex_warning(text, &index, it)));
    let lowered = lowered.iter().map(|it| (it.token, lower_warning(text, &index, it)));
    let mut all: Vec<(TextSize, SyntaxWarning)> = lexed.chain(lowered).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, warning)| warning).collect()
}

fn lex_warning(text: &str, index: &LineIndex, it: &LexWarning) -> SyntaxWarning {
    let place = index.line_column(text, it.range.start(), ColumnUnit::CodePoints);
    let (message, as_error, column) = match it.kind {
        // The place is the last character of the number.
        LexWarningKind::NumberThenKeyword(base) => {
            let message = format!("invalid {} literal", base.name());
            (message.clone(), message, place.column)
        }
        LexWarningKind::InvalidEscape(c) => {
            let escape = c.to_string();
            let error = escape_error(&escape, false);
            (EscapeWarning::message(&escape, false), error, place.column + 2)
        }
    };
    let as_error = error_at(text, index, as_error, place.line, column, column);
    SyntaxWarning { message, line: place.line, as_error }
}

fn lower_warning(text: &str, index: &LineIndex, it: &LowerWarning) -> SyntaxWarning {
    let place = index.line_column(text, it.token, ColumnUnit::CodePoints);
    let line = place.line + it.n_lines;
    let column = if it.n_lines == 0 { place.column } else { 0 } + it.n_bytes + 1;
    let message = escape_error(&it.warning.escape, it.warning.is_octal());
    let as_error = error_at(text, index, message, line, column, column + 2);
    SyntaxWarning { message: it.warning.to_string(), line, as_error }
}

/// The message of the error that a filter makes of the warning.
fn escape_error(escape: &str, is_octal: bool) -> String {
    EscapeWarning::message(escape, is_octal).replace(" Such sequences will not work in the future.", "")
}

/// `column` and `end_column` are 1-based, in code points.
fn error_at(
    text: &str,
    index: &LineIndex,
    message: String,
    line: u32,
    column: u32,
    end_column: u32,
) -> SyntaxError {
    let [line_number, column, end_column] = [line, column, end_column].map(u32::cast_signed);
    let span = ErrorSpan { line: line_number, column, end_line: line_number, end_column };
    let source_line = index.line_text(text, line).map(str::to_owned);
    SyntaxError { class: ErrorClass::Syntax, message, span: Some(span), text: source_line }
}
