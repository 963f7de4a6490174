//! `repr()` of a constant of the tree, as CPython 3.14 writes it.

use std::fmt::Write as _;

use super::{Ast, Value};
use crate::text::repr::{write_bytes, write_complex, write_float};

pub(super) use crate::text::repr::{write_escaped, write_str};

impl Ast {
    /// `repr(value)`.
    pub fn repr(&self, value: Value) -> String {
        let mut out = String::new();
        write_value(&mut out, self, value);
        out
    }
}

/// Appends `repr(value)`.
pub(super) fn write_value(out: &mut String, ast: &Ast, value: Value) {
    match value {
        Value::None => out.push_str("None"),
        Value::True => out.push_str("True"),
        Value::False => out.push_str("False"),
        Value::Ellipsis => out.push_str("Ellipsis"),
        Value::Int(number) => push(out, number),
        Value::BigInt(id) => push(out, ast.big_int(id)),
        Value::Float(number) => write_float(out, number.get()),
        Value::Complex(id) => {
            let number = ast.complex(id);
            write_complex(out, number.real, number.imag);
        }
        Value::Str(id) => write_str(out, ast.str(id)),
        Value::Bytes(id) => write_bytes(out, ast.bytes(id)),
    }
}

fn push(out: &mut String, it: impl std::fmt::Display) {
    write!(out, "{it}").expect("a string takes everything");
}
