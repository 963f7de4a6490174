//! Unary operators of constants, and their truth.

use num_bigint::BigInt;
use num_traits::Zero;

use super::integer;
use crate::bytecode::{Complex, Constant};
use crate::compiler::instruction::Op;

/// `bool(constant)`.
pub(crate) fn is_true(constant: &Constant) -> bool {
    match constant {
        Constant::None => false,
        Constant::Bool(value) => *value,
        Constant::Int(value) => *value != 0,
        Constant::BigInt(value) => !value.is_zero(),
        Constant::Float(value) => *value != 0.0,
        Constant::Complex(value) => value.real != 0.0 || value.imag != 0.0,
        Constant::Str(text) => !text.is_empty(),
        Constant::Bytes(bytes) => !bytes.is_empty(),
        Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
        Constant::Ellipsis | Constant::Slice(_) | Constant::Code(_) => true,
    }
}

/// What the operator makes of the operand; `None` if that raises or warns. `CALL_INTRINSIC_1` is the unary `+`.
pub(super) fn eval(op: Op, operand: &Constant) -> Option<Constant> {
    match op {
        Op::UNARY_NOT => Some(Constant::Bool(!is_true(operand))),
        // `~` of a bool is deprecated, and the warning comes at run time.
        Op::UNARY_INVERT if matches!(operand, Constant::Bool(_)) => None,
        Op::UNARY_INVERT => Some(Constant::int(-(integer::of(operand)? + BigInt::from(1)))),
        Op::UNARY_NEGATIVE => match operand {
            Constant::Float(value) => Some(Constant::Float(-value)),
            Constant::Complex(value) => {
                Some(Constant::Complex(Complex { real: -value.real, imag: -value.imag }))
            }
            _ => Some(Constant::int(-integer::of(operand)?)),
        },
        _ => match operand {
            Constant::Float(_) | Constant::Complex(_) => Some(operand.clone()),
            _ => Some(Constant::int(integer::of(operand)?)),
        },
    }
}
