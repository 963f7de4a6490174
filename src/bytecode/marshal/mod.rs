//! Marshal, version 5: constants and code objects as bytes, both ways.
//!
//! [`load`] reads what any CPython 3.14 wrote, and bytes that nobody did: it neither panics nor takes memory out of
//! proportion, and its errors name the byte. [`dump`] writes what CPython writes for a code object fresh from its
//! compiler, down to the marks of shared objects (`graph` says how those are known).
//!
//! An object is a type byte and what the type says; the top bit of the byte makes it the next of the numbered objects,
//! which a reference names later. Numbers are little-endian. Lists, dicts and sets, which no code object holds, are
//! refused.
//!
//! Source: CPython 3.14, `Python/marshal.c`.

mod error;

mod read;

mod graph;
mod write;

pub use error::{MarshalError, Problem, TooDeep};
pub use read::load;
pub(super) use write::append;
pub use write::dump;

/// How deep objects nest, as in CPython.
pub const MAX_DEPTH: usize = 2000;

/// Type bytes.
mod tag {
    pub(super) const NONE: u8 = b'N';
    pub(super) const FALSE: u8 = b'F';
    pub(super) const TRUE: u8 = b'T';
    pub(super) const ELLIPSIS: u8 = b'.';
    pub(super) const INT: u8 = b'i';
    pub(super) const INT64: u8 = b'I';
    pub(super) const LONG: u8 = b'l';
    pub(super) const TEXT_FLOAT: u8 = b'f';
    pub(super) const FLOAT: u8 = b'g';
    pub(super) const TEXT_COMPLEX: u8 = b'x';
    pub(super) const COMPLEX: u8 = b'y';
    pub(super) const BYTES: u8 = b's';
    pub(super) const UNICODE: u8 = b'u';
    pub(super) const INTERNED: u8 = b't';
    pub(super) const ASCII: u8 = b'a';
    pub(super) const ASCII_INTERNED: u8 = b'A';
    pub(super) const SHORT_ASCII: u8 = b'z';
    pub(super) const SHORT_ASCII_INTERNED: u8 = b'Z';
    pub(super) const SMALL_TUPLE: u8 = b')';
    pub(super) const TUPLE: u8 = b'(';
    pub(super) const FROZENSET: u8 = b'>';
    pub(super) const SLICE: u8 = b':';
    pub(super) const CODE: u8 = b'c';
    pub(super) const REF: u8 = b'r';
    /// With a type: the object is numbered.
    pub(super) const FLAG_REF: u8 = 0x80;
}
