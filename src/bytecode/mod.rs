//! CPython 3.14's bytecode as data: instructions, code objects, their tables, and the files that hold them.
//!
//! [`Opcode`] is the instruction set, [`CodeObject`] what the compiler makes.

mod opcode;

mod operand;

mod code;
mod constant;

pub use code::{CodeObject, code_flags, local_kind};
pub use constant::{Complex, Constant};
pub use opcode::{ArgKind, Opcode, VARIANTS, Variant};
pub use operand::{
    BINARY_OPERATORS, COMMON_CONSTANTS, COMPARISONS, CONVERSIONS, FUNCTION_ATTRIBUTES, INTRINSICS_1,
    INTRINSICS_2, SPECIAL_METHODS, binary,
};
