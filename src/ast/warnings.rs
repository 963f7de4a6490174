//! The SyntaxWarnings of reading a file: what CPython's tokenizer and parser warn of, in the order in which they do.

use super::Lowered;
use crate::syntax::Parse;
use crate::syntax::lexer::LexWarningKind;
use crate::text::{
    ColumnUnit, ErrorClass, ErrorSpan, LineIndex, SyntaxError, SyntaxWarning, TextRange, TextSize,
};

/// What CPython says of an escape sequence when it warns and leaves out when it rejects.
const OUTLOOK: &str = "Such sequences will not work in the future. ";

/// The warnings that a parse and its lowering gathered. `text` is theirs.
pub fn syntax_warnings(text: &str, parse: &Parse, lowered: &Lowered) -> Vec<SyntaxWarning> {
    if parse.warnings().is_empty() && lowered.warnings.is_empty() {
        return Vec::new();
    }
    let index = LineIndex::new(text);
    let mut noticed: Vec<(TextSize, SyntaxWarning)> = Vec::new();
    for it in parse.warnings() {
        let (class, message) = (&it.kind, it.message());
        let range = match class {
            LexWarningKind::NumberThenKeyword(_) => TextRange::empty(it.range.end()),
            LexWarningKind::InvalidEscape(_) => it.range,
        };
        noticed.push((it.range.end(), warning(text, &index, range, message)));
    }
    for it in &lowered.warnings {
        noticed.push((it.noticed_at, warning(text, &index, it.range, it.warning.to_string())));
    }
    noticed.sort_by_key(|(at, _)| *at);
    noticed.into_iter().map(|(_, warning)| warning).collect()
}

fn warning(text: &str, index: &LineIndex, range: TextRange, message: String) -> SyntaxWarning {
    let start = index.line_column(text, range.start(), ColumnUnit::CodePoints);
    // CPython marks the backslash and one character; what is an empty range here has one place there.
    let width = if range.is_empty() { 0 } else { 2 };
    let (line, column) = (start.line as i32, start.column as i32 + i32::from(!range.is_empty()));
    let as_error = SyntaxError {
        class: ErrorClass::Syntax,
        message: message.replace(OUTLOOK, ""),
        span: Some(ErrorSpan { line, column, end_line: line, end_column: column + width }),
        text: index.line_text(text, start.line).map(str::to_owned),
    };
    SyntaxWarning { message, line: start.line, as_error }
}
