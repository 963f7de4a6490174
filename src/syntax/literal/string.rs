//! Strings and bytes: prefixes, quotes, and the value between them.
//!
//! Source: CPython 3.14, `Parser/string_parser.c`.

use std::borrow::Cow;

use rustpython_wtf8::{Wtf8, Wtf8Buf};
use thiserror::Error;

use super::escape;
use crate::text::{TextRange, TextSize};

/// A STRING token, an FSTRING_START or a TSTRING_START in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StringToken<'a> {
    /// `r`: backslashes are themselves.
    pub is_raw: bool,
    /// `b`: bytes.
    pub is_bytes: bool,
    /// `u` or `U`, which is the `kind` of the constant if it is `u`.
    pub is_unicode: bool,
    /// What is between the quotes; for a token that only starts a string, nothing.
    pub body: &'a str,
    /// Where `body` starts, in bytes from the start of the token.
    pub body_start: TextSize,
}

impl<'a> StringToken<'a> {
    /// The parts of a token's text. A string without its end has all after the opening quotes as its body.
    pub fn parse(text: &'a str) -> Self {
        let prefix_len = text.bytes().take_while(|it| it.is_ascii_alphabetic()).count();
        let (prefix, quoted) = text.split_at(prefix_len);
        let has = |letter: u8| prefix.bytes().any(|it| it.eq_ignore_ascii_case(&letter));
        let (body_start, body) = unquote(quoted);
        Self {
            is_raw: has(b'r'),
            is_bytes: has(b'b'),
            is_unicode: has(b'u'),
            body,
            body_start: TextSize::of(prefix) + TextSize::new(body_start),
        }
    }

    /// The string that it stands for, `u''` and `''` alike; of a bytes literal it is [`StringToken::decode_bytes`].
    pub fn decode(&self) -> Result<Decoded<Cow<'a, Wtf8>>, LiteralError> {
        decode_str(self.body, self.is_raw)
    }

    /// The bytes that it stands for.
    pub fn decode_bytes(&self) -> Result<Decoded<Cow<'a, [u8]>>, LiteralError> {
        if !self.body.is_ascii() {
            return Err(LiteralError::NotAscii);
        }
        let body = normalize_newlines(self.body);
        if self.is_raw || memchr::memchr(b'\\', body.as_bytes()).is_none() {
            let value = match body {
                Cow::Borrowed(body) => Cow::Borrowed(body.as_bytes()),
                Cow::Owned(body) => Cow::Owned(body.into_bytes()),
            };
            return Ok(Decoded { value, warning: None });
        }
        let mut out = Vec::with_capacity(body.len());
        let invalid = escape::decode_bytes(&body, &mut out)?;
        let warning = invalid.and_then(|at| EscapeWarning::at(self.body, &body, at));
        Ok(Decoded { value: Cow::Owned(out), warning })
    }
}

/// The body of a quoted text and where it starts.
fn unquote(quoted: &str) -> (u32, &str) {
    for quotes in ["\"\"\"", "'''", "\"", "'"] {
        if let Some(rest) = quoted.strip_prefix(quotes) {
            let start = if quotes.len() == 3 { 3 } else { 1 };
            return (start, rest.strip_suffix(quotes).unwrap_or(rest));
        }
    }
    (0, quoted)
}

/// The string that the text between quotes, or a part of an f-string's text, stands for. Doubled braces are the
/// caller's: they are a matter of tokens.
pub fn decode_str(body: &str, is_raw: bool) -> Result<Decoded<Cow<'_, Wtf8>>, LiteralError> {
    let text = normalize_newlines(body);
    if is_raw || memchr::memchr(b'\\', text.as_bytes()).is_none() {
        let value = match text {
            Cow::Borrowed(text) => Cow::Borrowed(Wtf8::new(text)),
            Cow::Owned(text) => Cow::Owned(Wtf8Buf::from(text)),
        };
        return Ok(Decoded { value, warning: None });
    }
    let mut out = Wtf8Buf::with_capacity(text.len());
    let invalid = escape::decode_str(&text, &mut out)?;
    let warning = invalid.and_then(|at| EscapeWarning::at(body, &text, at));
    Ok(Decoded { value: Cow::Owned(out), warning })
}

/// CR and CRLF as LF, as CPython reads source.
fn normalize_newlines(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// A value, and what CPython warns of on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// The first escape sequence that means nothing; CPython does not name later ones.
    pub warning: Option<EscapeWarning>,
}

/// An escape sequence that is kept as it is, or an octal one over `\377`. `Display` gives CPython's message.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", Self::message(escape, self.is_octal()))]
pub struct EscapeWarning {
    /// The backslash and what follows it, in bytes of the body.
    pub range: TextRange,
    /// What follows the backslash: a character, or three octal digits.
    pub escape: String,
}

impl EscapeWarning {
    /// The warning for the backslash at byte `at` of `text`, which is `body` with its newlines normalized.
    fn at(body: &str, text: &str, at: usize) -> Option<Self> {
        let after = text.get(at + 1..)?;
        let is_octal = after.starts_with(|c| matches!(c, '4'..='7'));
        let escape: String = after.chars().take(if is_octal { 3 } else { 1 }).collect();
        // An escape has one backslash; counting them leads back from the normalized text.
        let backslashes = text.get(..at)?.matches('\\').count();
        let (start, _) = body.match_indices('\\').nth(backslashes)?;
        let start = TextSize::new(u32::try_from(start).ok()?);
        let range = TextRange::at(start, TextSize::of('\\') + TextSize::of(escape.as_str()));
        Some(Self { range, escape })
    }

    /// CPython's message for a backslash before `escape`, which is a character, or three octal digits over `377`.
    pub fn message(escape: &str, is_octal: bool) -> String {
        let octal = if is_octal { "octal " } else { "" };
        format!(
            "\"\\{escape}\" is an invalid {octal}escape sequence. Such sequences will not work in the future. \
             Did you mean \"\\\\{escape}\"? A raw string is also an option."
        )
    }

    /// Whether it is an octal escape over `\377`.
    pub fn is_octal(&self) -> bool {
        self.escape.starts_with(|c| matches!(c, '4'..='7'))
    }
}

/// Why a literal has no value. `Display` gives the message of CPython's `SyntaxError`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LiteralError {
    /// An escape sequence of a string. Positions are what CPython says: bytes of a form of the body in which each
    /// character beyond ASCII takes ten.
    #[error("(unicode error) 'unicodeescape' codec can't decode bytes in position {start}-{}: {reason}", end - 1)]
    Escape {
        /// The backslash.
        start: usize,
        /// After the last byte that was read, exclusive.
        end: usize,
        /// What is wrong.
        reason: EscapeError,
    },
    /// `\x` of a bytes literal without two digits after it.
    #[error("(value error) invalid \\x escape at position {position}")]
    HexEscapeOfBytes {
        /// Of the backslash in the body, 0-based.
        position: usize,
    },
    /// A bytes literal with a character beyond ASCII.
    #[error("bytes can only contain ASCII literal characters")]
    NotAscii,
    /// Adjacent literals of strings and bytes.
    #[error("cannot mix bytes and nonbytes literals")]
    MixedBytes,
    /// Adjacent literals of template strings and others.
    #[error("cannot mix t-string literals with string or bytes literals")]
    MixedTemplate,
}

/// What is wrong with an escape sequence of a string. `Display` gives CPython's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EscapeError {
    /// `\x` without two digits.
    #[error("truncated \\xXX escape")]
    Hex,
    /// `\u` without four digits.
    #[error("truncated \\uXXXX escape")]
    Short,
    /// `\U` without eight digits.
    #[error("truncated \\UXXXXXXXX escape")]
    Long,
    /// `\U` over U+10FFFF.
    #[error("illegal Unicode character")]
    TooLarge,
    /// `\N` without a name in braces.
    #[error("malformed \\N character escape")]
    MalformedName,
    /// `\N` with the name of no character.
    #[error("unknown Unicode character name")]
    UnknownName,
}

#[cfg(test)]
mod tests;
