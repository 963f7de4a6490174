//! Multi-byte codecs: the tables of the crate `encoding_rs`, but for what CPython has otherwise.
//!
//! The web's tables have more and, here and there, other characters than CPython's; `multibyte.txt` says where.
//! Text is decoded a character at a time, so that each has its own bytes. Stateful codecs (`iso2022_jp`, `hz`) and
//! those the crate lacks (`johab`, `euc_jis_2004`) are unknown encodings.

use encoding_rs::Encoding;

use super::DecodeFailure;

/// The longest character in bytes, in GB 18030.
const MAX_CHAR_BYTES: usize = 4;

/// A line a codec: `name,alias,...: label exceptions`.
const CODECS: &str = include_str!("multibyte.txt");

/// A codec of East Asian text.
#[derive(Debug, Clone)]
pub struct MultiByte {
    name: &'static str,
    base: &'static Encoding,
    /// Sequences that CPython refuses, as ranges with both ends, in order.
    refused: Vec<(Sequence, Sequence)>,
    /// Sequences that mean another character to CPython, in order.
    replaced: Vec<(Sequence, char)>,
}

/// The bytes of one character: their number, then their value as a big-endian number.
type Sequence = (usize, u32);

impl MultiByte {
    /// The codec of a normalised name.
    pub(super) fn find(key: &str) -> Option<Self> {
        let (names, rest) = CODECS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(": "))
            .find(|(names, _)| names.split(',').any(|name| name == key))?;
        let (label, exceptions) = rest.split_once(' ').unwrap_or((rest, ""));
        let mut codec = Self {
            name: names.split(',').next()?,
            base: Encoding::for_label(label.as_bytes())?,
            refused: Vec::new(),
            replaced: Vec::new(),
        };
        for word in exceptions.split_ascii_whitespace() {
            if let Some(range) = word.strip_prefix('-') {
                let (lo, hi) = range.split_once("..").unwrap_or((range, range));
                codec.refused.push((read_sequence(lo)?, read_sequence(hi)?));
            } else {
                let (bytes, point) = word.split_once('=')?;
                let c = char::from_u32(u32::from_str_radix(point, 16).ok()?)?;
                codec.replaced.push((read_sequence(bytes)?, c));
            }
        }
        codec.refused.sort_unstable();
        codec.replaced.sort_unstable();
        Some(codec)
    }

    /// The first character of `rest` and the number of its bytes; `start` is the offset of `rest`.
    pub(super) fn decode_char(&self, rest: &[u8], start: usize) -> Result<(char, usize), DecodeFailure> {
        (1..=MAX_CHAR_BYTES.min(rest.len()))
            .find_map(|len| self.char_of(&rest[..len]).map(|c| (c, len)))
            // CPython blames the lead byte, whatever follows it.
            .ok_or(DecodeFailure { codec: self.name, start, len: 1, reason: "illegal multibyte sequence" })
    }

    /// Appends the bytes of `c`, which is not ASCII; false where the encoding lacks it.
    pub(super) fn encode_char(&self, c: char, out: &mut Vec<u8>) -> bool {
        if let Some(((len, value), _)) = self.replaced.iter().find(|(_, it)| *it == c) {
            out.extend_from_slice(&value.to_be_bytes()[MAX_CHAR_BYTES - len..]);
            return true;
        }
        let mut text = [0; 4];
        let (bytes, _, has_unmappable) = self.base.encode(c.encode_utf8(&mut text));
        if has_unmappable || self.char_of(&bytes) != Some(c) {
            return false;
        }
        out.extend_from_slice(&bytes);
        true
    }

    /// The one character that `bytes` are, all of them.
    fn char_of(&self, bytes: &[u8]) -> Option<char> {
        let sequence = (bytes.len(), bytes.iter().fold(0, |value, byte| value << 8 | u32::from(*byte)));
        if let Ok(idx) = self.replaced.binary_search_by_key(&sequence, |(it, _)| *it) {
            return Some(self.replaced[idx].1);
        }
        let text = self.base.decode_without_bom_handling_and_without_replacement(bytes)?;
        let mut chars = text.chars();
        let c = chars.next().filter(|_| chars.next().is_none())?;
        let after = self.refused.partition_point(|(lo, _)| *lo <= sequence);
        let is_refused = after > 0 && sequence <= self.refused[after - 1].1;
        (!is_refused).then_some(c)
    }
}

fn read_sequence(hex: &str) -> Option<Sequence> {
    Some((hex.len() / 2, u32::from_str_radix(hex, 16).ok()?))
}
