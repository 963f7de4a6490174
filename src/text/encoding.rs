//! Which encoding a source file is in (PEP 263), and the codecs.
//!
//! In: the bytes of a file. Out: a [`Declaration`] or CPython 3.14's complaint. Names are read, normalised and looked
//! up as CPython does it (`Parser/tokenizer/helpers.c`, `Lib/encodings/__init__.py`), which is not how the web's
//! labels work: `latin-1` is ISO 8859-1 here, and cp1252 leaves five bytes undefined. A codec that CPython has and
//! we do not is an unknown encoding: never wrong text.

mod codec;
mod multibyte;
mod offset_map;

pub use codec::{Codec, DecodeFailure, LookupFailure};
pub use offset_map::OffsetMap;

use std::ops::Range;

/// The UTF-8 byte order mark.
pub const BOM: &[u8] = b"\xef\xbb\xbf";

/// An encoding declaration in one of the first two lines of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// The name, `utf-8` and `iso-8859-1` for the spellings of those that CPython's tokenizer knows itself,
    /// otherwise as written.
    pub name: String,
    /// 1 or 2.
    pub line: u8,
    /// The line that holds it, without its line break: bytes of what follows the BOM.
    pub range: Range<usize>,
}

/// The declaration in the first two lines of `body`, the bytes after the BOM.
///
/// Lines end at LF, CRLF or a lone CR. The second line counts only if the first holds nothing but a comment.
pub fn declaration(body: &[u8]) -> Option<Declaration> {
    let first = line_range(body, 0);
    if let Some(name) = declared_in(&body[first.clone()]) {
        return Some(Declaration { name, line: 1, range: first });
    }
    if !is_blank_or_comment(&body[first.clone()]) {
        return None;
    }
    let break_len = match &body[first.end..] {
        [b'\r', b'\n', ..] => 2,
        [] => return None,
        _ => 1,
    };
    let second = line_range(body, first.end + break_len);
    declared_in(&body[second.clone()]).map(|name| Declaration { name, line: 2, range: second })
}

fn line_range(body: &[u8], start: usize) -> Range<usize> {
    let len = memchr::memchr2(b'\n', b'\r', &body[start..]).unwrap_or(body.len() - start);
    start..start + len
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\x0c')
}

fn is_blank_or_comment(line: &[u8]) -> bool {
    line.iter().find(|byte| !is_blank(**byte)).is_none_or(|byte| *byte == b'#')
}

/// The normalised name behind the first `coding:` or `coding=` of a comment line that has one.
fn declared_in(line: &[u8]) -> Option<String> {
    let comment_at = line.iter().position(|byte| !is_blank(*byte))?;
    if line[comment_at] != b'#' {
        return None;
    }
    let comment = &line[comment_at..];
    memchr::memmem::find_iter(comment, b"coding").find_map(|at| {
        let rest = &comment[at + b"coding".len()..];
        let [b':' | b'=', rest @ ..] = rest else { return None };
        let name_at = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t'))?;
        let name = &rest[name_at..];
        let len = name.iter().position(|byte| !is_name_byte(*byte)).unwrap_or(name.len());
        let name: String = name[..len].iter().map(|byte| char::from(*byte)).collect();
        (len > 0).then(|| normal_name(name))
    })
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// Folds the spellings of UTF-8 and Latin-1 that the tokenizer knows; it looks at twelve characters only.
fn normal_name(name: String) -> String {
    let head: String =
        name.chars().take(12).map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect();
    let is = |base: &str| head == base || head.strip_prefix(base).is_some_and(|rest| rest.starts_with('-'));
    if is("utf-8") {
        "utf-8".to_owned()
    } else if is("latin-1") || is("iso-8859-1") || head == "iso-latin-1" || head == "iso-latin-1-" {
        "iso-8859-1".to_owned()
    } else {
        name
    }
}
