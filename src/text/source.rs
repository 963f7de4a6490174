//! A source file: its original bytes beside their text.
//!
//! In: bytes, as read. Out: text without the BOM, and a way back that copies the bytes of unchanged text. Line
//! breaks, form feeds and NUL bytes are text like any other. What does not decode gives the `SyntaxError` that
//! CPython 3.14's `compile()` raises for the bytes, and the offset of the offending byte.

use super::edit::{Edits, TextEdit};
use super::encoding::{self, BOM, Codec, Declaration, DecodeFailure, LookupFailure, OffsetMap};
use super::{ErrorClass, ErrorSpan, SyntaxError, TextRange, TextSize};

/// Larger files are refused: 256 MiB. Offsets are 32 bits, and text can be thrice as long as the bytes.
pub const MAX_FILE_BYTES: usize = 256 << 20;

/// The original bytes of a file and their text.
///
/// Where the bytes are UTF-8 (or ASCII) they are the text, but for the BOM, and are kept once.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The text, after the BOM if the file has one.
    whole: String,
    has_bom: bool,
    /// The bytes and the map to them, where they are not `whole`.
    recoded: Option<(Vec<u8>, OffsetMap)>,
    codec: Codec,
    encoding_name: String,
}

/// Why bytes are no source file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// Longer than [`MAX_FILE_BYTES`].
    #[error("{len} bytes are more than the limit of {MAX_FILE_BYTES}")]
    TooLarge {
        /// Length in bytes.
        len: usize,
    },
    /// The bytes do not decode as they declare.
    #[error("{} (byte {byte_offset})", .error.message)]
    Undecodable {
        /// What CPython raises.
        error: SyntaxError,
        /// Offset of the offending byte, or of the declaration's line.
        byte_offset: usize,
    },
}

/// A character of inserted text that the file's encoding lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the encoding `{encoding}` has no character {character:?}")]
pub struct EncodeError {
    /// The character.
    pub character: char,
    /// The encoding's name, as declared.
    pub encoding: String,
}

impl SourceFile {
    /// Decodes a file as its BOM and its declaration say, as UTF-8 without either.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, SourceError> {
        if bytes.len() > MAX_FILE_BYTES {
            return Err(SourceError::TooLarge { len: bytes.len() });
        }
        let bom_len = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
        let decoded = match encoding::declaration(&bytes[bom_len..]) {
            Some(found) if found.name != "utf-8" && bom_len > 0 => {
                let error = bom_mismatch(&bytes[bom_len..], &found);
                Err(Rejected { bytes, error, byte_offset: bom_len + found.range.start })
            }
            Some(found) if found.name != "utf-8" => match Codec::lookup(&found.name) {
                Ok(codec) => decode(bytes, codec, found.name),
                Err(why) => {
                    let error = lookup_error(&found.name, why);
                    Err(Rejected { bytes, error, byte_offset: found.range.start })
                }
            },
            Some(_) | None => read_utf8(bytes, bom_len),
        };
        decoded.map_err(|Rejected { bytes, error, byte_offset }| {
            // CPython looks for NUL bytes first; a file that decodes keeps them as text.
            let error = if bytes.contains(&0) { null_bytes() } else { error };
            SourceError::Undecodable { error, byte_offset }
        })
    }

    /// A file in UTF-8 without BOM; what the text declares is not looked at.
    pub fn from_text(text: String) -> Self {
        let encoding_name = "utf-8".to_owned();
        Self { whole: text, has_bom: false, recoded: None, codec: Codec::Utf8, encoding_name }
    }

    /// The decoded text, without the BOM.
    pub fn text(&self) -> &str {
        &self.whole[self.bom_len()..]
    }

    /// The decoded text, without the BOM.
    pub fn into_text(mut self) -> String {
        self.whole.drain(..self.bom_len());
        self.whole
    }

    /// The original bytes, with the BOM.
    pub fn bytes(&self) -> &[u8] {
        self.recoded.as_ref().map_or(self.whole.as_bytes(), |(bytes, _)| bytes)
    }

    /// The encoding as `tokenize` names it: `utf-8` (also with a BOM), `iso-8859-1`, or as declared.
    pub fn encoding_name(&self) -> &str {
        &self.encoding_name
    }

    /// Whether the file starts with the UTF-8 byte order mark.
    pub fn has_bom(&self) -> bool {
        self.has_bom
    }

    /// The offset in [`Self::bytes`] of an offset of the text.
    pub fn byte_offset(&self, offset: TextSize) -> usize {
        match &self.recoded {
            None => usize::from(offset) + self.bom_len(),
            Some((_, map)) => map.byte_offset(usize::from(offset)),
        }
    }

    /// The offset in the text of an offset of [`Self::bytes`]; 0 inside the BOM.
    pub fn text_offset(&self, byte_offset: usize) -> TextSize {
        let offset = match &self.recoded {
            None => byte_offset.saturating_sub(self.bom_len()),
            Some((_, map)) => map.text_offset(byte_offset),
        };
        // At most three bytes of text a byte of the file, so that the text is below 2^32.
        TextSize::new(offset as u32)
    }

    /// The bytes after `edits`: copied where the text stays, encoded where it is new.
    pub fn rebuild(&self, edits: &Edits) -> Result<Vec<u8>, EncodeError> {
        let mut out = Vec::with_capacity(self.bytes().len());
        let mut copied_to = 0;
        for edit in edits.iter() {
            let (start, end) = (self.byte_offset(edit.range.start()), self.byte_offset(edit.range.end()));
            out.extend_from_slice(&self.bytes()[copied_to..start]);
            self.encode(&edit.insert, &mut out)?;
            copied_to = end;
        }
        out.extend_from_slice(&self.bytes()[copied_to..]);
        Ok(out)
    }

    /// The bytes of a changed text: those of the file where it begins and ends alike, encoded in between.
    pub fn bytes_of(&self, new_text: &str) -> Result<Vec<u8>, EncodeError> {
        let old = self.text();
        let mut lo = old.bytes().zip(new_text.bytes()).take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(lo) || !new_text.is_char_boundary(lo) {
            lo -= 1;
        }
        let (old_rest, new_rest) = (&old[lo..], &new_text[lo..]);
        let mut tail = old_rest.bytes().rev().zip(new_rest.bytes().rev()).take_while(|(a, b)| a == b).count();
        while !old_rest.is_char_boundary(old_rest.len() - tail) {
            tail -= 1;
        }
        let range = TextRange::new(size_of(lo), size_of(old.len() - tail));
        let insert = new_rest[..new_rest.len() - tail].to_owned();
        self.rebuild(&Edits::one(TextEdit { range, insert }))
    }

    fn encode(&self, text: &str, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        match text.chars().find(|c| !self.codec.encode_char(*c, out)) {
            None => Ok(()),
            Some(character) => Err(EncodeError { character, encoding: self.encoding_name.clone() }),
        }
    }

    fn bom_len(&self) -> usize {
        if self.has_bom { BOM.len() } else { 0 }
    }
}

/// Offsets of a text that came from a file are below 2^32, see [`MAX_FILE_BYTES`].
fn size_of(offset: usize) -> TextSize {
    TextSize::new(offset as u32)
}

/// Bytes that do not decode, and why.
struct Rejected {
    bytes: Vec<u8>,
    error: SyntaxError,
    byte_offset: usize,
}

/// Reads a file that is UTF-8 by its BOM, its declaration or default.
fn read_utf8(bytes: Vec<u8>, bom_len: usize) -> Result<SourceFile, Rejected> {
    match String::from_utf8(bytes) {
        Ok(whole) => Ok(SourceFile { has_bom: bom_len > 0, ..SourceFile::from_text(whole) }),
        Err(invalid) => {
            let byte_offset = invalid.utf8_error().valid_up_to();
            let bytes = invalid.into_bytes();
            let error = not_utf8(&bytes[bom_len..], byte_offset - bom_len);
            Err(Rejected { bytes, error, byte_offset })
        }
    }
}

/// Decodes a file without BOM by its declared codec.
fn decode(bytes: Vec<u8>, codec: Codec, encoding_name: String) -> Result<SourceFile, Rejected> {
    let is_own_text = matches!(codec, Codec::Utf8 | Codec::Ascii) || bytes.is_ascii();
    let decoded = if is_own_text {
        codec.check_own_text(&bytes).map(|()| None)
    } else {
        codec.decode(&bytes).map(Some)
    };
    match decoded {
        Ok(None) => {
            let file = read_utf8(bytes, 0)?;
            Ok(SourceFile { codec, encoding_name, ..file })
        }
        Ok(Some((whole, map))) => {
            Ok(SourceFile { whole, has_bom: false, recoded: Some((bytes, map)), codec, encoding_name })
        }
        Err(failure) => {
            let error = decode_error(&bytes, &failure);
            Err(Rejected { bytes, error, byte_offset: failure.start })
        }
    }
}

fn null_bytes() -> SyntaxError {
    let message = "source code string cannot contain null bytes".to_owned();
    SyntaxError { class: ErrorClass::Syntax, message, span: None, text: None }
}

/// An error that CPython makes of another exception: on line 0, without text.
fn placeless(message: String) -> SyntaxError {
    let span = ErrorSpan { line: 0, column: -1, end_line: 0, end_column: 0 };
    SyntaxError { class: ErrorClass::Syntax, message, span: Some(span), text: None }
}

fn lookup_error(name: &str, why: LookupFailure) -> SyntaxError {
    placeless(match why {
        LookupFailure::Unknown => format!("unknown encoding: {name}"),
        LookupFailure::NotText => {
            format!("'{name}' is not a text encoding; use codecs.decode() to handle arbitrary codecs")
        }
        LookupFailure::Undefined => "undefined encoding".to_owned(),
    })
}

/// CPython makes every line break one line feed before it decodes, so its positions count CRLF once.
fn decode_error(bytes: &[u8], failure: &DecodeFailure) -> SyntaxError {
    let n_crlf = memchr::memmem::find_iter(&bytes[..failure.start], b"\r\n").count();
    let (at, codec, reason) = (failure.start - n_crlf, failure.codec, failure.reason);
    placeless(if failure.len == 1 {
        format!("'{codec}' codec can't decode byte 0x{:02x} in position {at}: {reason}", bytes[failure.start])
    } else {
        format!("'{codec}' codec can't decode bytes in position {at}-{}: {reason}", at + failure.len - 1)
    })
}

fn bom_mismatch(body: &[u8], found: &Declaration) -> SyntaxError {
    let text = String::from_utf8_lossy(&body[found.range.clone()]).into_owned();
    let line = i32::from(found.line);
    // The end is the length of what was searched: the first line without its line break, the second with it.
    let end_column = column(&text) + if found.line == 2 { 1 } else { 0 };
    SyntaxError {
        class: ErrorClass::Syntax,
        message: format!("encoding problem: {} with BOM", found.name),
        span: Some(ErrorSpan { line, column: 0, end_line: line, end_column }),
        text: Some(text),
    }
}

/// The report on bytes that are UTF-8 by default or declaration and yet are not: `at` is the first bad one.
fn not_utf8(body: &[u8], at: usize) -> SyntaxError {
    let before = &body[..at];
    let line_start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |idx| idx + 1);
    let line_len = memchr::memchr2(b'\n', b'\r', &body[at..]).map_or(body.len(), |len| at + len) - line_start;
    let n_breaks = memchr::memchr2_iter(b'\n', b'\r', before)
        .filter(|idx| !(body[*idx] == b'\n' && *idx > 0 && body[*idx - 1] == b'\r'))
        .count();
    let line = i32::try_from(n_breaks + 1).unwrap_or(i32::MAX);
    let column = column(&String::from_utf8_lossy(&body[line_start..at])).saturating_add(1);
    SyntaxError {
        class: ErrorClass::Syntax,
        message: format!(
            "Non-UTF-8 code starting with '\\x{:02x}' on line {line}, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details",
            body[at]
        ),
        span: Some(ErrorSpan { line, column, end_line: line, end_column: column }),
        text: Some(String::from_utf8_lossy(&body[line_start..line_start + line_len]).into_owned()),
    }
}

fn column(text: &str) -> i32 {
    i32::try_from(text.chars().count()).unwrap_or(i32::MAX)
}
