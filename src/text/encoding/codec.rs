//! Codecs by CPython's names: ASCII, UTF-8, and tables for the single-byte ones.
//!
//! `charmaps.txt` holds what CPython decodes each byte to, so that undefined bytes are errors where it has them.

use super::OffsetMap;
use super::multibyte::MultiByte;

/// Spellings of UTF-8 that are looked up rather than known to the tokenizer; keys are normalised.
const UTF_8: &[&str] = &["utf_8", "utf8", "u8", "utf", "utf8_ucs2", "utf8_ucs4", "cp65001"];

const LATIN_1: &[&str] = &[
    "latin_1",
    "8859",
    "cp819",
    "csisolatin1",
    "ibm819",
    "iso8859",
    "iso8859_1",
    "iso_8859_1",
    "iso_8859_1_1987",
    "iso_ir_100",
    "l1",
    "latin",
    "latin1",
];

const ASCII: &[&str] = &[
    "ascii",
    "646",
    "ansi_x3.4_1968",
    "ansi_x3_4_1968",
    "ansi_x3.4_1986",
    "cp367",
    "csascii",
    "ibm367",
    "iso646_us",
    "iso_646.irv_1991",
    "iso_ir_6",
    "us",
    "us_ascii",
];

/// Codecs between bytes, which CPython looks up and then refuses for source text.
const NOT_TEXT: &[&str] = &[
    "base64",
    "base64_codec",
    "base_64",
    "bz2",
    "bz2_codec",
    "hex",
    "hex_codec",
    "quopri",
    "quopri_codec",
    "quoted_printable",
    "quotedprintable",
    "rot13",
    "rot_13",
    "uu",
    "uu_codec",
    "zip",
    "zlib",
    "zlib_codec",
];

/// A line a codec: `name,alias,...: code points`.
const CHARMAPS: &str = include_str!("charmaps.txt");

/// Stands for an undefined byte of a charmap; no single-byte codec decodes to it.
const UNDEFINED: char = char::REPLACEMENT_CHARACTER;

/// A way between bytes and text, the lower half of which is ASCII.
#[derive(Debug, Clone)]
pub enum Codec {
    /// UTF-8, the default.
    Utf8,
    /// Seven bits.
    Ascii,
    /// ISO 8859-1.
    Latin1,
    /// One byte a character: what the bytes 0x80 to 0xff mean.
    Charmap(Box<[char; 128]>),
    /// One to four bytes a character.
    MultiByte(MultiByte),
}

/// Why bytes do not decode, as CPython's `UnicodeDecodeError` has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeFailure {
    /// What CPython's exception calls the codec.
    pub codec: &'static str,
    /// First undecodable byte.
    pub start: usize,
    /// Number of undecodable bytes, at least 1.
    pub len: usize,
    /// CPython's reason.
    pub reason: &'static str,
}

/// Why there is no codec for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookupFailure {
    /// Nothing is known by that name.
    Unknown,
    /// It is a codec between bytes.
    NotText,
    /// `undefined`, which refuses everything.
    Undefined,
}

impl Codec {
    /// The codec that CPython's `codecs.lookup` finds for `name`.
    pub fn lookup(name: &str) -> Result<Self, LookupFailure> {
        let key = lookup_key(name);
        // CPython tries the name as it is first, then with dots as underscores.
        find(&key).or_else(|| find(&key.replace('.', "_"))).unwrap_or_else(|| {
            Err(if NOT_TEXT.contains(&key.as_str()) {
                LookupFailure::NotText
            } else if key == "undefined" {
                LookupFailure::Undefined
            } else {
                LookupFailure::Unknown
            })
        })
    }

    /// Decodes `bytes`, with the map from text to bytes.
    ///
    /// Not for UTF-8 and ASCII, whose text is their bytes: those give text and an empty map.
    pub fn decode(&self, bytes: &[u8]) -> Result<(String, OffsetMap), DecodeFailure> {
        match self {
            Self::Utf8 | Self::Ascii => {
                self.check_own_text(bytes)?;
                Ok((String::from_utf8_lossy(bytes).into_owned(), OffsetMap::default()))
            }
            Self::Latin1 => decode_with(bytes, |rest, _| Ok((char::from(rest[0]), 1))),
            Self::Charmap(table) => decode_with(bytes, |rest, start| {
                let c = table[usize::from(rest[0] & 0x7f)];
                if c != UNDEFINED {
                    return Ok((c, 1));
                }
                let reason = "character maps to <undefined>";
                Err(DecodeFailure { codec: "charmap", start, len: 1, reason })
            }),
            Self::MultiByte(codec) => decode_with(bytes, |rest, start| codec.decode_char(rest, start)),
        }
    }

    /// Whether `bytes` are their own text in UTF-8 or ASCII.
    pub fn check_own_text(&self, bytes: &[u8]) -> Result<(), DecodeFailure> {
        if matches!(self, Self::Ascii) {
            let Some(start) = bytes.iter().position(|byte| !byte.is_ascii()) else { return Ok(()) };
            let reason = "ordinal not in range(128)";
            return Err(DecodeFailure { codec: "ascii", start, len: 1, reason });
        }
        let Err(error) = std::str::from_utf8(bytes) else { return Ok(()) };
        let start = error.valid_up_to();
        let bad_start = matches!(bytes[start], 0x80..=0xc1 | 0xf5..);
        let reason = if bad_start { "invalid start byte" } else { "invalid continuation byte" };
        // CPython ends every source with a line feed before it decodes: a cut-off sequence meets that byte.
        let len = error.error_len().unwrap_or(bytes.len() - start);
        Err(DecodeFailure { codec: "utf-8", start, len, reason })
    }

    /// Appends the bytes of `c`; false where the encoding lacks it.
    pub fn encode_char(&self, c: char, out: &mut Vec<u8>) -> bool {
        let byte = match self {
            Self::Utf8 => {
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                return true;
            }
            Self::MultiByte(codec) if !c.is_ascii() => return codec.encode_char(c, out),
            Self::Ascii | Self::Latin1 | Self::Charmap(_) | Self::MultiByte(_) if c.is_ascii() => {
                Some(c as u8)
            }
            Self::Latin1 => u8::try_from(u32::from(c)).ok(),
            Self::Charmap(table) => (c != UNDEFINED)
                .then(|| table.iter().position(|it| *it == c))
                .flatten()
                .map(|idx| 0x80 | idx as u8),
            Self::Ascii | Self::MultiByte(_) => None,
        };
        out.extend(byte);
        byte.is_some()
    }
}

/// Lower case, runs of punctuation but dots as one underscore, none at the ends.
fn lookup_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut punct = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '.' {
            if punct && !key.is_empty() {
                key.push('_');
            }
            key.push(c.to_ascii_lowercase());
            punct = false;
        } else {
            punct = true;
        }
    }
    key
}

fn find(key: &str) -> Option<Result<Codec, LookupFailure>> {
    if UTF_8.contains(&key) {
        return Some(Ok(Codec::Utf8));
    }
    if LATIN_1.contains(&key) {
        return Some(Ok(Codec::Latin1));
    }
    if ASCII.contains(&key) {
        return Some(Ok(Codec::Ascii));
    }
    let points = CHARMAPS.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let (names, points) = line.split_once(": ")?;
        names.split(',').any(|name| name == key).then_some(points)
    });
    match points {
        Some(points) => Some(Ok(Codec::Charmap(read_charmap(points)))),
        None => MultiByte::find(key).map(|codec| Ok(Codec::MultiByte(codec))),
    }
}

/// Reads `lo..hi`, `point` and `-`, in hexadecimal, for the bytes from 0x80 on.
fn read_charmap(points: &str) -> Box<[char; 128]> {
    let mut table = Box::new([UNDEFINED; 128]);
    let hex = |digits: &str| u32::from_str_radix(digits, 16).unwrap_or(u32::from(UNDEFINED));
    let chars = points.split(' ').flat_map(|word| {
        let (lo, hi) = word.split_once("..").unwrap_or((word, word));
        (hex(lo)..=hex(hi)).map(|point| char::from_u32(point).unwrap_or(UNDEFINED))
    });
    for (slot, c) in table.iter_mut().zip(chars) {
        *slot = c;
    }
    table
}

/// Copies runs of ASCII and asks `decode_char` for every other character, by the bytes from it on and its offset.
fn decode_with(
    bytes: &[u8],
    decode_char: impl Fn(&[u8], usize) -> Result<(char, usize), DecodeFailure>,
) -> Result<(String, OffsetMap), DecodeFailure> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut map = OffsetMap::default();
    let mut at = 0;
    while at < bytes.len() {
        let ascii_len = bytes[at..].iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len() - at);
        let ascii = &bytes[at..at + ascii_len];
        text.extend(std::str::from_utf8(ascii));
        map.push_ascii(ascii_len);
        at += ascii_len;
        if at < bytes.len() {
            let (c, len) = decode_char(&bytes[at..], at)?;
            text.push(c);
            map.push_char(c.len_utf8(), len);
            at += len;
        }
    }
    Ok((text, map))
}
