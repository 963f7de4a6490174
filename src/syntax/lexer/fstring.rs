//! The literal stretches of f- and t-strings.
//!
//! **Ended by** the string's own quotes, or by the end of the line where those are single; a stretch is
//! interrupted by `{`, which opens a replacement field, and in a format specifier also by the `}` that closes the
//! field. **Nests** code, between `{` and `}` or `:`; format specifiers are stretches again. **At the end of the
//! file** the string is an error.
//!
//! As in CPython, the format specifier rules (no doubled braces) hold only up to the first replacement field
//! that is nested in the specifier.

use super::Policy;
use super::bytes::ENDS_TEXT;
use super::error::{Formatted, LexErrorKind, LexWarningKind};
use super::scan::Lexer;
use crate::syntax::SyntaxKind::*;

/// CPython's limit of formatted strings within formatted strings.
const MAX_STRINGS: usize = 149;
/// CPython's limit of replacement fields within format specifiers.
const MAX_FIELDS: usize = 3;

/// An open formatted string.
#[derive(Debug, Clone, Copy)]
pub(super) struct StringMode {
    /// f or t.
    pub(super) sort: Formatted,
    /// Its quote.
    pub(super) quote: u8,
    /// 1 or 3.
    pub(super) quotes_len: usize,
    /// Whether backslashes are text.
    is_raw: bool,
    /// Where its prefix begins, in bytes.
    start: u32,
    /// How many brackets were open before it.
    pub(super) base: usize,
    /// How many brackets are open in it.
    pub(super) depth: usize,
    /// How many replacement fields are open in it. If as many brackets are, code is at the top of a field.
    pub(super) fields: usize,
    /// Whether the stretch is a format specifier in which no field has been closed.
    pub(super) in_spec: bool,
}

impl Lexer<'_> {
    /// Reads prefix and quotes of a formatted string.
    pub(super) fn start_formatted(&mut self, prefix_len: usize, is_t: bool, is_raw: bool) {
        let start = self.pos;
        let quote = self.bytes[start + prefix_len];
        let quotes_len = if self.bytes[start + prefix_len..].starts_with(&[quote; 3]) { 3 } else { 1 };
        self.pos += prefix_len + quotes_len;
        if self.strings.len() == MAX_STRINGS {
            self.error(start, LexErrorKind::TooManyStrings);
        }
        self.strings.push(StringMode {
            sort: if is_t { Formatted::T } else { Formatted::F },
            quote,
            quotes_len,
            is_raw,
            start: start as u32,
            base: self.brackets.len(),
            depth: 0,
            fields: 0,
            in_spec: false,
        });
        self.in_text = true;
        self.push(if is_t { TSTRING_START } else { FSTRING_START }, start);
    }

    /// Reads a stretch of text and what ends it.
    pub(super) fn string_text(&mut self) {
        let start = self.pos;
        let Some(string) = self.strings.last().copied() else {
            self.in_text = false;
            return;
        };
        let quotes = &[string.quote; 3][..string.quotes_len];
        let mut pos = start;
        // Whether the braces of `\N{…}` are open.
        let mut in_name = false;
        loop {
            while self.bytes.get(pos).is_some_and(|byte| !ENDS_TEXT[usize::from(*byte)]) {
                pos += 1;
            }
            let Some(byte) = self.bytes.get(pos).copied() else {
                return self.unterminated_text(start, pos);
            };
            let is_doubled = self.bytes.get(pos + 1) == Some(&byte);
            match byte {
                b'{' if is_doubled && !string.in_spec => {
                    pos += 2;
                    in_name = false;
                }
                b'{' => return self.open_field(start, pos),
                b'}' if in_name => {
                    pos += 1;
                    in_name = false;
                }
                b'}' if string.depth > 0 => return self.close_field(start, pos),
                b'}' if is_doubled => pos += 2,
                b'}' => {
                    self.error_at(pos, pos + 1, LexErrorKind::SingleBrace(string.sort));
                    pos += 1;
                }
                b'\\' => pos = self.escape(pos, string.is_raw, &mut in_name),
                b'\n' | b'\r' if string.quotes_len == 1 => return self.unterminated_text(start, pos),
                _ if self.bytes[pos..].starts_with(quotes) => {
                    self.push_text(start, pos);
                    return self.end_formatted();
                }
                _ => pos += 1,
            }
        }
    }

    /// Where the escape ends whose backslash is at `pos`. A brace is never part of one, except in `\N{`.
    fn escape(&mut self, pos: usize, is_raw: bool, in_name: &mut bool) -> usize {
        let rest = &self.bytes[pos + 1..];
        match rest {
            [b'{' | b'}', ..] if is_raw => pos + 1,
            [brace @ (b'{' | b'}'), ..] => {
                self.warn_at(pos, pos + 2, LexWarningKind::InvalidEscape(char::from(*brace)));
                pos + 1
            }
            [b'N', b'{', ..] if !is_raw => {
                *in_name = true;
                pos + 3
            }
            _ => self.after_escape(pos),
        }
    }

    /// Adds the text from `start` to `end`, if there is any.
    fn push_text(&mut self, start: usize, end: usize) {
        self.pos = end;
        if start == end {
            return;
        }
        let kind = match self.strings.last().map(|string| string.sort) {
            Some(Formatted::T) => TSTRING_MIDDLE,
            _ => FSTRING_MIDDLE,
        };
        self.push(kind, start);
    }

    fn open_field(&mut self, start: usize, brace: usize) {
        self.push_text(start, brace);
        if let Some(string) = self.strings.last_mut() {
            string.fields += 1;
            string.in_spec = false;
            if string.fields == MAX_FIELDS + 1 {
                let kind = LexErrorKind::FieldsTooDeep(string.sort);
                // CPython's tokenizer stands on the character before.
                self.error_at(self.text.floor_char_boundary(brace.saturating_sub(1)), brace, kind);
            }
        }
        self.in_text = false;
        self.push_bracket(true);
    }

    fn close_field(&mut self, start: usize, brace: usize) {
        self.push_text(start, brace);
        self.in_text = false;
        self.close_bracket();
    }

    /// Whether the `:` that is next ends the expression of a replacement field.
    pub(super) fn starts_format_spec(&self) -> bool {
        self.strings.last().is_some_and(|string| string.fields > 0 && string.depth == string.fields)
    }

    pub(super) fn format_spec(&mut self) {
        self.bump(COLON, 1);
        self.in_text = true;
        if let Some(string) = self.strings.last_mut() {
            string.in_spec = true;
        }
    }

    /// Reads the quotes that end the innermost formatted string.
    pub(super) fn end_formatted(&mut self) {
        let Some(string) = self.strings.last().copied() else { return };
        if self.policy == Policy::Local && self.brackets.len() > string.base {
            self.report_unclosed();
            self.truncate_brackets(string.base);
        }
        self.strings.pop();
        self.in_text = false;
        let kind = match string.sort {
            Formatted::F => FSTRING_END,
            Formatted::T => TSTRING_END,
        };
        self.bump(kind, string.quotes_len);
    }

    /// Ends the innermost formatted string, whose text from `start` reaches the end of the line, or of the file.
    #[cold]
    fn unterminated_text(&mut self, start: usize, end: usize) {
        let Some(string) = self.strings.last().copied() else { return };
        let detected_at = end as u32;
        let sort = string.sort;
        if string.in_spec && string.quotes_len == 1 {
            // CPython's compiler has one line feed for any line break.
            self.error_at(end, end + self.break_len(end).min(1), LexErrorKind::NewlineInSpec(sort));
        } else {
            let kind = match string.quotes_len {
                1 => LexErrorKind::UnterminatedFormatted { string: sort, detected_at },
                _ => LexErrorKind::UnterminatedTripleFormatted { string: sort, detected_at },
            };
            self.error_at(string.start as usize, string.start as usize + 1, kind);
        }
        self.push_text(start, end);
        self.truncate_brackets(string.base);
        self.strings.pop();
        self.in_text = false;
    }

    /// At the end of the file, reports the formatted string in whose text the file ends.
    pub(super) fn unterminated_formatted(&mut self) {
        self.unterminated_text(self.pos, self.pos);
    }
}
