//! `repr()` of constants.

use std::fmt::Write as _;

use crate::bytecode::{CodeObject, Constant};
use crate::text::repr::{write_bytes, write_complex, write_float, write_str};

/// The longest integer that is written in decimal, in bits: CPython refuses more than 4300 digits, and the time for
/// it grows with the square of the length.
const MAX_DECIMAL_BITS: u64 = 14_285;

/// Appends `repr(value)`; the address of a code object is `0x0`, and the items of a frozenset are in the order in
/// which they are stored, not in that of a hash table.
pub fn write_constant(out: &mut String, value: &Constant) {
    match value {
        Constant::None => out.push_str("None"),
        Constant::Ellipsis => out.push_str("Ellipsis"),
        Constant::Bool(true) => out.push_str("True"),
        Constant::Bool(false) => out.push_str("False"),
        Constant::Int(number) => push(out, format_args!("{number}")),
        Constant::BigInt(number) if number.bits() > MAX_DECIMAL_BITS => {
            push(out, format_args!("{:#x}", **number))
        }
        Constant::BigInt(number) => push(out, format_args!("{number}")),
        Constant::Float(number) => write_float(out, *number),
        Constant::Complex(number) => write_complex(out, number.real, number.imag),
        Constant::Str(text) => write_str(out, text),
        Constant::Bytes(bytes) => write_bytes(out, bytes),
        Constant::Tuple(items) => {
            out.push('(');
            write_items(out, items);
            out.push_str(if items.len() == 1 { ",)" } else { ")" });
        }
        Constant::FrozenSet(items) if items.is_empty() => out.push_str("frozenset()"),
        Constant::FrozenSet(items) => {
            out.push_str("frozenset({");
            write_items(out, items);
            out.push_str("})");
        }
        Constant::Slice(parts) => {
            out.push_str("slice(");
            write_items(out, &**parts);
            out.push(')');
        }
        Constant::Code(code) => write_code(out, code),
    }
}

fn write_items(out: &mut String, items: &[Constant]) {
    for (idx, item) in items.iter().enumerate() {
        if idx > 0 {
            out.push_str(", ");
        }
        write_constant(out, item);
    }
}

fn write_code(out: &mut String, code: &CodeObject) {
    // A line of 0 is that of no line, for CPython.
    let line = if code.firstlineno == 0 { -1 } else { code.firstlineno };
    push(out, format_args!("<code object {} at 0x0, file \"{}\", line {line}>", code.name, code.filename));
}

fn push(out: &mut String, it: std::fmt::Arguments<'_>) {
    out.write_fmt(it).expect("a string takes everything");
}
