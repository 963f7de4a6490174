//! Escape sequences.
//!
//! Both functions take text whose newlines are LF and return where the first escape sequence stands that CPython
//! warns of: the byte offset of its backslash.
//!
//! Source: CPython 3.14, `_PyUnicode_DecodeUnicodeEscapeInternal2` and `_PyBytes_DecodeEscape2`.

use rustpython_wtf8::{CodePoint, Wtf8Buf};

use super::char_names::character_named;
use super::string::{EscapeError, LiteralError};

/// The length of `\UXXXXXXXX`, which CPython writes for a character beyond ASCII before it decodes.
const WIDE_CHAR: usize = 10;

/// The length of `\u005c`.
const LONE_BACKSLASH: usize = 6;

/// Appends the string that `text` stands for.
pub(super) fn decode_str(text: &str, out: &mut Wtf8Buf) -> Result<Option<usize>, LiteralError> {
    let mut invalid = None;
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let escape = &rest[at..];
        let offset = text.len() - escape.len();
        let (taken, is_valid) = match decode_one(escape, out) {
            Ok(taken) => taken,
            Err((reason, len)) => {
                let start = cpython_offset(&text[..offset]);
                // The escape's own backslash is one byte, whatever follows it.
                let end = start + 1 + cpython_offset(&escape[1..len]);
                return Err(LiteralError::Escape { start, end, reason });
            }
        };
        if !is_valid {
            invalid.get_or_insert(offset);
        }
        rest = &escape[taken..];
    }
    out.push_str(rest);
    Ok(invalid)
}

/// How far CPython has come when it has read `text`, in its own form of it: a character beyond ASCII is written as
/// `\UXXXXXXXX`, and a backslash before one, or at the end, as `\u005c`.
fn cpython_offset(text: &str) -> usize {
    let mut chars = text.chars().peekable();
    let mut offset = 0;
    while let Some(c) = chars.next() {
        offset += match c {
            '\\' if chars.peek().is_none_or(|next| !next.is_ascii()) => LONE_BACKSLASH,
            '\\' => {
                chars.next();
                2
            }
            c if c.is_ascii() => 1,
            _ => WIDE_CHAR,
        };
    }
    offset
}

/// Decodes the sequence at the start of `escape`: the bytes that it takes and whether it means something.
/// An error comes with the bytes that were read.
fn decode_one(escape: &str, out: &mut Wtf8Buf) -> Result<(usize, bool), (EscapeError, usize)> {
    let bytes = escape.as_bytes();
    // Text of an f-string ends in a backslash where an interpolation follows.
    let Some(&kind) = bytes.get(1) else {
        out.push_char('\\');
        return Ok((1, true));
    };
    let simple = match kind {
        b'\n' => return Ok((2, true)),
        b'x' => return hex(escape, 2, EscapeError::Hex, out),
        b'u' => return hex(escape, 4, EscapeError::Short, out),
        b'U' => return hex(escape, 8, EscapeError::Long, out),
        b'N' => return named(escape, out),
        b'0'..=b'7' => {
            let (value, taken) = octal(&bytes[1..]);
            out.push(CodePoint::from(value));
            return Ok((taken + 1, value <= 0o377));
        }
        _ => simple(kind),
    };
    match simple {
        Some(byte) => {
            out.push_char(char::from(byte));
            Ok((2, true))
        }
        // A backslash stays before anything else; what follows is read as any text. Before a character beyond
        // ASCII CPython does not notice it.
        None => {
            out.push_char('\\');
            Ok((1, !kind.is_ascii()))
        }
    }
}

/// The byte for which the letter after a backslash stands.
fn simple(letter: u8) -> Option<u8> {
    Some(match letter {
        b'\\' | b'\'' | b'"' => letter,
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0b,
        _ => return None,
    })
}

/// Up to three octal digits at the start of `digits`: their value and number.
fn octal(digits: &[u8]) -> (u16, usize) {
    let len = digits.iter().take(3).take_while(|it| matches!(it, b'0'..=b'7')).count();
    (digits[..len].iter().fold(0, |value, it| value * 8 + u16::from(it - b'0')), len)
}

fn hex(
    escape: &str,
    n_digits: usize,
    truncated: EscapeError,
    out: &mut Wtf8Buf,
) -> Result<(usize, bool), (EscapeError, usize)> {
    let digits = escape.as_bytes()[2..].iter().take(n_digits).map_while(|it| char::from(*it).to_digit(16));
    let (value, len) = digits.fold((0u32, 0), |(value, len), digit| (value << 4 | digit, len + 1));
    if len < n_digits {
        return Err((truncated, 2 + len));
    }
    let Some(code_point) = CodePoint::from_u32(value) else {
        return Err((EscapeError::TooLarge, 2 + len));
    };
    out.push(code_point);
    Ok((2 + len, true))
}

fn named(escape: &str, out: &mut Wtf8Buf) -> Result<(usize, bool), (EscapeError, usize)> {
    let Some(name) = escape[2..].strip_prefix('{') else { return Err((EscapeError::MalformedName, 2)) };
    let Some(len) = name.find('}') else { return Err((EscapeError::MalformedName, escape.len())) };
    if len == 0 {
        return Err((EscapeError::MalformedName, 3));
    }
    let taken = 3 + len + 1;
    let Some(character) = character_named(&name[..len]) else {
        return Err((EscapeError::UnknownName, taken));
    };
    out.push_char(character);
    Ok((taken, true))
}

/// Appends the bytes that `text`, which is ASCII, stands for.
pub(super) fn decode_bytes(text: &str, out: &mut Vec<u8>) -> Result<Option<usize>, LiteralError> {
    let mut invalid = None;
    let mut rest = text.as_bytes();
    while let Some(at) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        let escape = &rest[at + 1..];
        let offset = text.len() - escape.len() - 1;
        let taken = match *escape {
            // The lexer ends no string after a lone backslash.
            [] => 0,
            [b'\n', ..] => 1,
            [b'x', ref digits @ ..] => {
                out.push(hex_byte(digits).ok_or(LiteralError::HexEscapeOfBytes { position: offset })?);
                3
            }
            [b'0'..=b'7', ..] => {
                let (value, len) = octal(escape);
                if value > 0o377 {
                    invalid.get_or_insert(offset);
                }
                out.push(value.to_le_bytes()[0]);
                len
            }
            [letter, ..] => match simple(letter) {
                Some(byte) => {
                    out.push(byte);
                    1
                }
                None => {
                    invalid.get_or_insert(offset);
                    out.push(b'\\');
                    0
                }
            },
        };
        rest = &escape[taken..];
    }
    out.extend_from_slice(rest);
    Ok(invalid)
}

/// The byte that the first two digits stand for.
fn hex_byte(digits: &[u8]) -> Option<u8> {
    let digit = |idx: usize| digits.get(idx).and_then(|it| char::from(*it).to_digit(16));
    u8::try_from(digit(0)? << 4 | digit(1)?).ok()
}
