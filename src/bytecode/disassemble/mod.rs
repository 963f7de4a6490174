//! The disassembler: what `python3.14 -m dis` prints of a code object.
//!
//! [`disassemble`] lists a code object and those among its constants, in the columns of CPython's `dis`: source lines
//! or positions, jump labels, offsets, opcodes, arguments and what they stand for; then the exception table. An
//! argument that points nowhere, which no compiler makes, is listed without what it stands for.
//!
//! An address that CPython prints of a code object is always `0x0` here.
//!
//! Source: CPython 3.14, `Lib/dis.py`.

mod instruction;

mod argument;
mod cache;
mod constant_repr;

mod labels;
mod lines;
mod listing;

pub use constant_repr::write_constant;

use self::listing::Listing;
use super::{CodeObject, Constant};

/// What a listing shows beside instructions and lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Inline cache entries (`-C`).
    pub show_caches: bool,
    /// Offsets of the instructions, in bytes (`-O`).
    pub show_offsets: bool,
    /// Source positions in the place of lines (`-P`).
    pub show_positions: bool,
    /// The code as the interpreter holds it before its first run (`-S`): counters in the caches.
    pub specialized: bool,
}

/// The listing of `code`, then of the code objects among its constants, and theirs.
pub fn disassemble(code: &CodeObject, options: Options) -> String {
    let mut out = String::new();
    list(&mut out, code, options);
    out
}

fn list(out: &mut String, code: &CodeObject, options: Options) {
    Listing::new(code, options).write(out);
    for item in &code.consts {
        if let Constant::Code(child) = item {
            out.push_str("\nDisassembly of ");
            write_constant(out, item);
            out.push_str(":\n");
            list(out, child, options);
        }
    }
}
