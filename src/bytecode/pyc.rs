//! `.pyc` files: a header of 16 bytes, then the marshalled code object of a module.
//!
//! The header says for which interpreter the file is (the magic number) and of which source it was made: by time and
//! size, or by a hash. Source: CPython 3.14, `importlib._bootstrap_external`, and PEP 552.

use std::sync::Arc;

use thiserror::Error;

use super::marshal::{self, MarshalError, TooDeep};
use super::{CodeObject, Constant};

/// The magic number of CPython 3.14.
pub const MAGIC_NUMBER: u16 = 3627;

const HEADER_BYTES: usize = 16;

/// Which source a `.pyc` file was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// A file with this time and size; both as CPython has them, modulo 2 to the 32nd.
    Timestamp {
        /// The time of the last change, in seconds since 1970.
        seconds: u32,
        /// The size in bytes.
        size: u32,
    },
    /// A source with this hash.
    Hash {
        /// SipHash of the source, as `_imp.source_hash` makes it.
        hash: [u8; 8],
        /// Whether CPython looks at the source to see that it still has the hash.
        is_checked: bool,
    },
}

/// A `.pyc` file.
#[derive(Debug, Clone, PartialEq)]
pub struct Pyc {
    /// Of which source it was made.
    pub provenance: Provenance,
    /// The module.
    pub code: Arc<CodeObject>,
}

/// Why bytes are no `.pyc` file of CPython 3.14.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PycError {
    /// It is shorter than a header.
    #[error("it has {0} bytes, expected a header of {HEADER_BYTES}")]
    Short(usize),
    /// It is for another interpreter, or no `.pyc` file at all.
    #[error("magic number {0}, expected {MAGIC_NUMBER} of CPython 3.14")]
    Magic(u16),
    /// The bytes after the magic number are not `\r\n`.
    #[error("no `\\r\\n` after the magic number")]
    LineEnd,
    /// Flags that CPython 3.14 does not know.
    #[error("unknown flags {0:#x}")]
    Flags(u32),
    /// The code does not read; the offset is that in the file.
    #[error(transparent)]
    Marshal(#[from] MarshalError),
    /// There is another object in the place of the code.
    #[error("the object is no code object")]
    NoCode,
}

impl Pyc {
    /// Whether `bytes` start like a `.pyc` file of CPython 3.7 or newer: a magic number, then flags below 4. No source
    /// does: it has no null bytes.
    pub fn is_like(bytes: &[u8]) -> bool {
        matches!(bytes, [_, _, b'\r', b'\n', 0..4, 0, 0, 0, ..])
    }

    /// Reads a file.
    pub fn read(bytes: &[u8]) -> Result<Self, PycError> {
        let Some((header, body)) = bytes.split_first_chunk::<HEADER_BYTES>() else {
            return Err(PycError::Short(bytes.len()));
        };
        let provenance = read_header(header)?;
        let in_file = |error: MarshalError| MarshalError { offset: HEADER_BYTES + error.offset, ..error };
        match marshal::load(body).map_err(in_file)? {
            Constant::Code(code) => Ok(Self { provenance, code }),
            _ => Err(PycError::NoCode),
        }
    }

    /// The bytes of the file.
    pub fn write(&self) -> Result<Vec<u8>, TooDeep> {
        let mut out = Vec::with_capacity(HEADER_BYTES);
        out.extend(MAGIC_NUMBER.to_le_bytes());
        out.extend(b"\r\n");
        match self.provenance {
            Provenance::Timestamp { seconds, size } => {
                out.extend([0; 4]);
                out.extend(seconds.to_le_bytes());
                out.extend(size.to_le_bytes());
            }
            Provenance::Hash { hash, is_checked } => {
                out.extend((1 | u32::from(is_checked) << 1).to_le_bytes());
                out.extend(hash);
            }
        }
        marshal::append(out, &Constant::Code(Arc::clone(&self.code)))
    }
}

fn read_header(header: &[u8; HEADER_BYTES]) -> Result<Provenance, PycError> {
    let [magic_low, magic_high, cr, lf, f0, f1, f2, f3, rest @ ..] = *header;
    let magic = u16::from_le_bytes([magic_low, magic_high]);
    if magic != MAGIC_NUMBER {
        return Err(PycError::Magic(magic));
    }
    if [cr, lf] != *b"\r\n" {
        return Err(PycError::LineEnd);
    }
    let [s0, s1, s2, s3, z0, z1, z2, z3] = rest;
    match u32::from_le_bytes([f0, f1, f2, f3]) {
        0 => Ok(Provenance::Timestamp {
            seconds: u32::from_le_bytes([s0, s1, s2, s3]),
            size: u32::from_le_bytes([z0, z1, z2, z3]),
        }),
        flags @ (1 | 3) => Ok(Provenance::Hash { hash: rest, is_checked: flags == 3 }),
        flags => Err(PycError::Flags(flags)),
    }
}
