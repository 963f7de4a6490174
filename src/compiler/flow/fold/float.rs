//! Floating point arithmetic on constants, with Python's rules for floors, remainders and errors.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use super::{complex, integer};
use crate::bytecode::{Constant, binary};

/// Bits of a double's significand, and of the quotient that is rounded to it: two more, to round once.
const SIGNIFICAND_BITS: u64 = 53;

/// The value of a float, int or bool; `None` if an int is too large.
pub(super) fn of(constant: &Constant) -> Option<f64> {
    match constant {
        Constant::Float(value) => Some(*value),
        _ => of_integer(&integer::of(constant)?),
    }
}

pub(super) fn of_integer(value: &BigInt) -> Option<f64> {
    value.to_f64().filter(|it| it.is_finite())
}

pub(super) fn eval(op: u32, a: f64, b: f64) -> Option<Constant> {
    let result = match op {
        binary::ADD => a + b,
        binary::SUBTRACT => a - b,
        binary::MULTIPLY => a * b,
        binary::TRUE_DIVIDE if b != 0.0 => a / b,
        binary::FLOOR_DIVIDE if b != 0.0 => floor_divide(a, b),
        binary::REMAINDER if b != 0.0 => remainder(a, b),
        binary::POWER => return power(a, b),
        _ => return None,
    };
    Some(Constant::Float(result))
}

/// The remainder, with the sign of the divisor, a zero too.
fn remainder(a: f64, b: f64) -> f64 {
    let result = a % b;
    if result == 0.0 {
        return 0.0_f64.copysign(b);
    }
    if (b < 0.0) != (result < 0.0) { result + b } else { result }
}

/// The quotient rounded down, computed from the exact remainder.
fn floor_divide(a: f64, b: f64) -> f64 {
    let exact = a % b;
    let mut quotient = (a - exact) / b;
    if exact != 0.0 && (b < 0.0) != (exact < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return 0.0_f64.copysign(a / b);
    }
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

fn power(a: f64, b: f64) -> Option<Constant> {
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return None;
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b != b.floor() {
        return complex::eval(binary::POWER, complex::Operand::Real(a), complex::Operand::Real(b));
    }
    let result = a.powf(b);
    // An infinite result of finite operands is an OverflowError.
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        return None;
    }
    Some(Constant::Float(result))
}

/// `a / b`, rounded once; `None` if `b` is zero or the result too large.
pub(super) fn divide_integers(a: &BigInt, b: &BigInt) -> Option<f64> {
    if b.is_zero() {
        return None;
    }
    if a.bits() <= SIGNIFICAND_BITS && b.bits() <= SIGNIFICAND_BITS {
        // Both are exact as doubles, so that the division rounds once.
        return Some(a.to_f64()? / b.to_f64()?);
    }
    let is_negative = a.is_negative() != b.is_negative();
    let (numerator, denominator) = (a.magnitude(), b.magnitude());
    // A quotient of 66 or 67 bits, its last bit set if a remainder was dropped, rounds as the exact one does.
    let shift = 66 + denominator.bits() as i64 - numerator.bits() as i64;
    let (numerator, denominator) = match u64::try_from(shift) {
        Ok(shift) => (numerator << shift, denominator.clone()),
        Err(_) => (numerator.clone(), denominator << shift.unsigned_abs()),
    };
    let mut quotient = &numerator / &denominator;
    if !(&numerator % &denominator).is_zero() {
        quotient.set_bit(0, true);
    }
    let result = scale(quotient.to_f64()?, -shift);
    let result = if is_negative { -result } else { result };
    result.is_finite().then_some(result)
}

/// `value * 2**exponent`, in steps that neither overflow nor vanish before the end does.
fn scale(mut value: f64, mut exponent: i64) -> f64 {
    while exponent > 1000 && value.is_finite() {
        value *= 2.0_f64.powi(1000);
        exponent -= 1000;
    }
    while exponent < -1000 && value != 0.0 {
        value *= 2.0_f64.powi(-1000);
        exponent += 1000;
    }
    if !value.is_finite() || value == 0.0 { value } else { value * 2.0_f64.powi(exponent as i32) }
}
