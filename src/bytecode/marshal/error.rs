//! What can be wrong with marshalled bytes, and with what is to be marshalled.

use thiserror::Error;

use super::MAX_DEPTH;

/// Bytes that are no marshalled value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("bad marshal data at byte {offset}: {problem}")]
pub struct MarshalError {
    /// Where the reader stood, in bytes from the start of the data.
    pub offset: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with marshalled bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Problem {
    /// The data ends within an object.
    #[error("it ends within an object")]
    End,
    /// A byte that is no type.
    #[error("unknown type {0:#04x}")]
    Type(u8),
    /// A type that code objects do not hold.
    #[error("an object of type `{0}` in a code object")]
    Unsupported(char),
    /// A size below zero.
    #[error("a size out of range")]
    Size,
    /// A digit of a long integer that is no digit, or a leading zero.
    #[error("a digit out of range in a long integer")]
    Digit,
    /// A number as text that is none.
    #[error("a float that is no number")]
    Number,
    /// Text that is not UTF-8 with surrogates, or not ASCII where it says so.
    #[error("text that does not decode")]
    Text,
    /// A reference to an object that there is not, or not yet.
    #[error("a reference to no object")]
    Reference,
    /// A field of a code object that has another type.
    #[error("the field `{field}` of a code object is no {expected}")]
    Field {
        /// As CPython names it.
        field: &'static str,
        /// What it must be.
        expected: &'static str,
    },
    /// Local variables and their kinds that are not as many.
    #[error("the names and kinds of local variables are not as many")]
    LocalKinds,
    /// The objects nest too deep.
    #[error("objects nested more than {MAX_DEPTH} deep")]
    Depth,
    /// References that repeat too much.
    #[error("references that stand for more than the limit")]
    TooLarge,
    /// Something follows the object.
    #[error("more data after the object")]
    Trailing,
}

/// A value that nests deeper than [`MAX_DEPTH`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("object too deeply nested to marshal")]
pub struct TooDeep;
