//! Multi-byte codecs through `encoding_rs`, where its tables agree with CPython's.

use super::DecodeFailure;

/// A codec of East Asian text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MultiByte {}

impl MultiByte {
    /// The codec of a normalised name.
    pub(super) fn find(_key: &str) -> Option<Self> {
        None
    }

    /// The first character of `rest` and the number of its bytes; `start` is the offset of `rest`.
    pub(super) fn decode_char(self, _rest: &[u8], _start: usize) -> Result<(char, usize), DecodeFailure> {
        match self {}
    }

    /// Appends the bytes of `c`; false where the encoding lacks it.
    pub(super) fn encode_char(self, _c: char, _out: &mut Vec<u8>) -> bool {
        match self {}
    }
}
