//! What CPython 3.14 prints for a `SyntaxError` and a `SyntaxWarning`: the one renderer.
//!
//! In: the error as data and the name of the file. Out: the lines of `traceback.format_exception_only`, or of
//! `warnings.showwarning`. Facts: `Lib/traceback.py`, `Lib/_py_warnings.py`. Suggestions are part of the message.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use super::{ErrorClass, ErrorSpan, SyntaxError, SyntaxWarning};

/// Escape sequences around the parts of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportStyle {
    file_and_message: &'static str,
    class: &'static str,
    highlight: &'static str,
    reset: &'static str,
}

impl ReportStyle {
    /// No escape sequences.
    pub const PLAIN: Self = Self { file_and_message: "", class: "", highlight: "", reset: "" };
    /// The colours of CPython 3.14 on a terminal.
    pub const COLORED: Self =
        Self { file_and_message: "\x1b[35m", class: "\x1b[1;35m", highlight: "\x1b[1;31m", reset: "\x1b[0m" };
}

/// The report of `error` in the file that is shown as `file`, each line with its line feed.
pub fn render_error(error: &SyntaxError, file: &str, style: ReportStyle) -> String {
    let mut out = String::new();
    if let Some(span) = &error.span {
        let ReportStyle { file_and_message: on, reset: off, .. } = style;
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  File {on}\"{file}\"{off}, line {on}{}{off}", span.line);
    }
    if let Some(text) = &error.text {
        render_place(&mut out, text, error.span.as_ref(), style);
    }
    let class = match error.class {
        ErrorClass::Syntax => "SyntaxError",
        ErrorClass::Indentation => "IndentationError",
        ErrorClass::Tab => "TabError",
        ErrorClass::UnicodeDecode => "UnicodeDecodeError",
        ErrorClass::Memory => "MemoryError",
    };
    let ReportStyle { class: bold, file_and_message: on, reset: off, .. } = style;
    let message = if error.message.is_empty() { "<no detail available>" } else { &error.message };
    let _ = writeln!(out, "{bold}{class}{off}: {on}{message}{off}");
    out
}

/// The lines of `warning` in the file that is shown as `file`; `source_line` is absent where there is none to show.
pub fn render_warning(warning: &SyntaxWarning, file: &str, source_line: Option<&str>) -> String {
    let mut out = format!("{file}:{}: SyntaxWarning: {}\n", warning.line, warning.message);
    if let Some(line) = source_line {
        let _ = writeln!(out, "  {}", line.trim_matches(is_space));
    }
    out
}

/// A file's name as CPython shows it: bytes that are no UTF-8 as the lone surrogates it reads them as, escaped.
pub fn shown_path(path: &Path) -> Cow<'_, str> {
    let bytes = path.as_os_str().as_encoded_bytes();
    if let Ok(name) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(name);
    }
    let mut shown = String::new();
    for chunk in bytes.utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(shown, "\\udc{byte:02x}");
        }
    }
    Cow::Owned(shown)
}

/// The source line and, where the place is in its shown part, the carets below it.
fn render_place(out: &mut String, text: &str, span: Option<&ErrorSpan>, style: ReportStyle) {
    let without_break = text.trim_end_matches('\n');
    let shown = without_break.trim_start_matches([' ', '\n', '\x0c']);
    // The characters that are cut off are one byte each.
    let n_cut = (without_break.len() - shown.len()) as i64;
    let columns = span.map(|span| caret_columns(text, without_break, span));
    match columns {
        Some((start, end)) if start - n_cut > 0 => {
            let (lo, n_carets) = ((start - n_cut - 1) as usize, (end - start) as usize);
            let (before, rest) = split_at_char(shown, lo);
            let (marked, after) = split_at_char(rest, n_carets);
            let ReportStyle { highlight: on, reset: off, .. } = style;
            let _ = writeln!(out, "    {before}{on}{marked}{off}{after}");
            let padding: String = before.chars().map(|c| if is_space(c) { c } else { ' ' }).collect();
            let _ = writeln!(out, "    {padding}{on}{}{off}", "^".repeat(n_carets));
        }
        _ => {
            let _ = writeln!(out, "    {shown}");
        }
    }
}

/// First and last column to mark, 1-based and half-open, in code points of the whole line.
fn caret_columns(text: &str, without_break: &str, span: &ErrorSpan) -> (i64, i64) {
    let past_end = without_break.chars().count() as i64 + 1;
    let len = text.chars().count() as i64;
    let clamp = |column: i64| if len > 0 && column > len { past_end } else { column };
    let start = i64::from(span.column);
    let end = if span.line != span.end_line {
        past_end
    } else if span.end_column != 0 {
        i64::from(span.end_column)
    } else {
        start
    };
    let (start, end) = (clamp(start), clamp(end));
    if start >= end || end < 0 { (start, start + 1) } else { (start, end) }
}

fn split_at_char(text: &str, n_chars: usize) -> (&str, &str) {
    let at = text.char_indices().nth(n_chars).map_or(text.len(), |(at, _)| at);
    text.split_at(at)
}

/// `str.isspace` of CPython: Unicode's white space and the four information separators.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}
