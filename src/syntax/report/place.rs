//! Where things are, in CPython's units, and the report of a rejection at a place.
//!
//! CPython's tokenizer turns every line break into a line feed and, for a file, adds one at the end if there is none;
//! places are lines (1-based) and byte columns in what comes out of that. A report has code points, counted in one
//! line, the one that it shows: for a place that ends on another line, that yields an odd but harmless number, kept
//! here since the number is part of the exception.

use crate::text::{ErrorClass, ErrorSpan, LineIndex, SyntaxError, TextSize};

/// A text by lines. Here a line that is empty at the end of the text is none.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    index: LineIndex,
    /// Whether the tokenizer adds a line feed to a text that ends within a line.
    pub(super) completes: bool,
}

/// A line, and a column of it in bytes; a column below 0 is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// 1-based.
    pub(super) line: i32,
    /// 0-based.
    pub(super) column: i32,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str, completes: bool) -> Self {
        Self { text, index: LineIndex::new(text), completes }
    }

    /// How many lines there are.
    pub(super) fn count(&self) -> i32 {
        let last = self.index.line_count() as i32;
        if self.text.is_empty() || self.text.ends_with(['\n', '\r']) { last - 1 } else { last }
    }

    /// The place of a byte of the text; that of the end of the text is after its last line break.
    pub(super) fn place(&self, offset: u32) -> Place {
        if offset as usize >= self.text.len() {
            return self.end();
        }
        let line = self.index.line(TextSize::new(offset));
        let start = self.index.line_start(line).map_or(0, u32::from);
        Place { line: line as i32, column: (offset - start) as i32 }
    }

    /// Where the tokenizer stands when all is read.
    pub(super) fn end(&self) -> Place {
        let line = self.count();
        let text = self.line(line);
        let is_open = self.completes && !self.is_broken(line);
        Place { line, column: (text.len() + usize::from(is_open || self.is_broken(line))) as i32 }
    }

    /// The text of a line (1-based), without its line break; empty if there is no such line.
    pub(super) fn line(&self, line: i32) -> &'a str {
        self.whole_line(line).trim_end_matches(['\n', '\r'])
    }

    /// The text of a line, with a line feed if it has a line break or is given one.
    pub(super) fn broken_line(&self, line: i32) -> String {
        let text = self.line(line);
        let line_feed = if self.is_broken(line) || self.completes { "\n" } else { "" };
        format!("{text}{line_feed}")
    }

    fn whole_line(&self, line: i32) -> &'a str {
        u32::try_from(line).ok().and_then(|line| self.index.line_text(self.text, line)).unwrap_or_default()
    }

    fn is_broken(&self, line: i32) -> bool {
        self.whole_line(line).ends_with(['\n', '\r'])
    }
}

/// A rejection: what is said, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raised {
    pub(super) class: ErrorClass,
    pub(super) message: String,
    /// Columns here are one more than in bytes, as CPython hands them on; 0 and less are kept.
    pub(super) start: Place,
    pub(super) end: Place,
    /// The line in which the tokenizer stands.
    pub(super) current_line: i32,
}

impl Raised {
    /// The exception, with columns in code points and the line that it shows.
    pub(super) fn into_error(self, lines: &Lines<'_>) -> SyntaxError {
        let text = if self.current_line <= self.start.line {
            lines.broken_line(self.current_line)
        } else {
            lines.line(self.start.line).to_owned()
        };
        let span = ErrorSpan {
            line: self.start.line,
            column: code_points(&text, self.start.column),
            end_line: self.end.line,
            end_column: if self.end.column > 0 {
                code_points(&text, self.end.column)
            } else {
                self.end.column
            },
        };
        SyntaxError { class: self.class, message: self.message, span: Some(span), text: Some(text) }
    }
}

/// How many code points begin in the first `bytes` bytes of a line; one past its end counts as one more.
fn code_points(line: &str, bytes: i32) -> i32 {
    let bytes = usize::try_from(bytes).unwrap_or(0);
    let within = line.as_bytes().iter().take(bytes).filter(|byte| **byte & 0xC0 != 0x80).count();
    (within + usize::from(bytes > line.len())) as i32
}
