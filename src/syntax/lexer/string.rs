//! Strings that are one token.
//!
//! **Ended by** their quotes; **nest** nothing. **At the end of the line**, or of the file with triple quotes, the
//! string ends with an error.

use memchr::memchr2;

use super::bytes::ENDS_TEXT;
use super::error::LexErrorKind;
use super::scan::Lexer;
use crate::syntax::SyntaxKind::*;

/// How a string came to its end.
enum End {
    Quotes,
    Missing { escaped_quote: bool },
}

impl Lexer<'_> {
    /// Reads a string whose quotes begin at `quote_at`, after its prefix, if it has one.
    pub(super) fn string(&mut self, quote_at: usize) {
        let start = self.pos;
        let quote = self.bytes[quote_at];
        let is_triple = self.bytes[quote_at..].starts_with(&[quote; 3]);
        let end = if is_triple { self.triple(quote_at, quote) } else { self.single(quote_at, quote) };
        match end {
            End::Quotes => self.push(STRING, start),
            End::Missing { escaped_quote } => self.unterminated(start, quote_at, is_triple, escaped_quote),
        }
    }

    fn single(&mut self, quote_at: usize, quote: u8) -> End {
        let mut escaped_quote = false;
        let mut pos = quote_at + 1;
        loop {
            while self.bytes.get(pos).is_some_and(|byte| !ENDS_TEXT[usize::from(*byte)]) {
                pos += 1;
            }
            match self.bytes.get(pos) {
                Some(b'\\') => {
                    escaped_quote |= self.bytes.get(pos + 1) == Some(&quote);
                    pos = self.after_escape(pos);
                }
                Some(byte) if *byte == quote => {
                    self.pos = pos + 1;
                    return End::Quotes;
                }
                None | Some(b'\n' | b'\r') => {
                    self.pos = pos;
                    return End::Missing { escaped_quote };
                }
                Some(_) => pos += 1,
            }
        }
    }

    fn triple(&mut self, quote_at: usize, quote: u8) -> End {
        let missing = End::Missing { escaped_quote: false };
        let mut pos = quote_at + 3;
        let endless = usize::from(quote == b'"');
        if pos > self.endless[endless] {
            self.pos = self.bytes.len();
            return missing;
        }
        while let Some(len) = self.bytes.get(pos..).and_then(|rest| memchr2(quote, b'\\', rest)) {
            pos += len;
            if self.bytes[pos] == b'\\' {
                pos = self.after_escape(pos);
            } else if self.bytes[pos..].starts_with(&[quote; 3]) {
                self.pos = pos + 3;
                return End::Quotes;
            } else {
                pos += 1;
            }
        }
        self.endless[endless] = quote_at;
        self.pos = self.bytes.len();
        missing
    }

    /// Where the escape ends whose backslash is at `pos`: after the next byte, or the next line break.
    pub(super) fn after_escape(&self, pos: usize) -> usize {
        (pos + 1 + self.break_len(pos + 1).max(1)).min(self.bytes.len())
    }

    /// A string from `start`, whose quotes are at `quote_at`, that has no end; it has been read to the end of its
    /// line, or of the file. One that has the quotes of the formatted string around it is taken for their end.
    #[cold]
    fn unterminated(&mut self, start: usize, quote_at: usize, is_triple: bool, escaped_quote: bool) {
        let detected_at = self.pos as u32;
        let quote = self.bytes[quote_at];
        let quotes_len = if is_triple { 3 } else { 1 };
        if let Some(string) = self.strings.last()
            && string.quote == quote
            && string.quotes_len == quotes_len
        {
            let kind = LexErrorKind::ExpectingBrace(string.sort);
            self.error_at(start, start + 1, kind);
            if quote_at > start {
                self.push(NAME, start);
            }
            self.pos = quote_at;
            return self.end_formatted();
        }
        let kind = if is_triple {
            LexErrorKind::UnterminatedTriple { detected_at }
        } else {
            LexErrorKind::UnterminatedString { escaped_quote, detected_at }
        };
        self.error_at(start, start + 1, kind);
        self.push(STRING, start);
    }
}
