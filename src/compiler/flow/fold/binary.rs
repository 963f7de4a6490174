//! Binary operators of constants: which rules the types of the operands choose.
//!
//! Source: CPython 3.14, `eval_const_binop` in `Python/flowgraph.c` and the number and sequence protocols.

use super::{complex, float, integer, sequence};
use crate::bytecode::{Constant, binary};

/// `left op right`; `op` is an argument of `BINARY_OP`. `None` if it raises, is too large, or is not folded.
pub(super) fn eval(op: u32, left: &Constant, right: &Constant) -> Option<Constant> {
    if op == binary::SUBSCR {
        return sequence::subscript(left, right);
    }
    if let (Some(a), Some(b)) = (integer::of(left), integer::of(right)) {
        let both_bool = matches!((left, right), (Constant::Bool(_), Constant::Bool(_)));
        return integer::eval(op, &a, &b).map(|result| match (both_bool, op, result) {
            (true, binary::AND | binary::OR | binary::XOR, Constant::Int(bit)) => Constant::Bool(bit != 0),
            (_, _, result) => result,
        });
    }
    if is_number(left) && is_number(right) {
        let has_complex = matches!(left, Constant::Complex(_)) || matches!(right, Constant::Complex(_));
        return if has_complex {
            complex::eval(op, complex::Operand::of(left)?, complex::Operand::of(right)?)
        } else {
            float::eval(op, float::of(left)?, float::of(right)?)
        };
    }
    match op {
        binary::ADD => sequence::concat(left, right),
        binary::MULTIPLY => match (integer::of(left), integer::of(right)) {
            (Some(count), None) => sequence::repeat(right, &count),
            (None, Some(count)) => sequence::repeat(left, &count),
            _ => None,
        },
        _ => None,
    }
}

fn is_number(constant: &Constant) -> bool {
    integer::of(constant).is_some() || matches!(constant, Constant::Float(_) | Constant::Complex(_))
}
