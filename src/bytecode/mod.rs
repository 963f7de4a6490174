//! CPython 3.14's bytecode as data: instructions, code objects, their tables, and the files that hold them.
//!
//! [`Opcode`] is the instruction set, [`CodeObject`] what the compiler makes.

mod opcode;

mod operand;

mod code;
mod constant;
mod shared_str;

pub mod exception_table;
pub mod location_table;

pub mod marshal;
pub mod pyc;

mod disassemble;

pub use code::{CodeObject, code_flags, local_kind};
pub use constant::{Complex, Constant};
pub use disassemble::{Options as DisassemblyOptions, disassemble, write_constant};
pub use exception_table::{ExceptionEntry, read_exception_table, write_exception_table};
pub use location_table::{Location, LocationTableWriter, read_location_table, write_location_table};
pub use opcode::{ArgKind, Opcode, VARIANTS, Variant};
pub use shared_str::SharedStr;

pub use operand::{
    BINARY_OPERATORS, COMMON_CONSTANTS, COMPARISONS, CONVERSIONS, FUNCTION_ATTRIBUTES, INTRINSICS_1,
    INTRINSICS_2, SPECIAL_METHODS, binary,
};
