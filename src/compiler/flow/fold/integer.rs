//! Integer arithmetic on constants, within CPython's limits on the size of results.

use num_bigint::{BigInt, Sign};
use num_traits::{Signed, ToPrimitive, Zero};

use super::float;
use crate::bytecode::{Constant, binary};

/// The largest product, power or shifted value, in bits.
const MAX_INT_SIZE: u64 = 128;

/// The value of an int or bool.
pub(super) fn of(constant: &Constant) -> Option<BigInt> {
    match constant {
        Constant::Bool(value) => Some(BigInt::from(u8::from(*value))),
        Constant::Int(value) => Some(BigInt::from(*value)),
        Constant::BigInt(value) => Some((**value).clone()),
        _ => None,
    }
}

pub(super) fn eval(op: u32, a: &BigInt, b: &BigInt) -> Option<Constant> {
    let result = match op {
        binary::ADD => a + b,
        binary::SUBTRACT => a - b,
        binary::MULTIPLY => multiply(a, b)?,
        binary::FLOOR_DIVIDE => floor_div_mod(a, b)?.0,
        binary::REMAINDER => floor_div_mod(a, b)?.1,
        binary::TRUE_DIVIDE => return float::divide_integers(a, b).map(Constant::Float),
        binary::POWER => return power(a, b),
        binary::LSHIFT => shift_left(a, b)?,
        binary::RSHIFT => shift_right(a, b)?,
        binary::AND => a & b,
        binary::OR => a | b,
        binary::XOR => a ^ b,
        _ => return None,
    };
    Some(Constant::int(result))
}

fn multiply(a: &BigInt, b: &BigInt) -> Option<BigInt> {
    // A product with zero is small however large the other factor is, and costs nothing.
    let fits = a.is_zero() || b.is_zero() || a.bits() + b.bits() <= MAX_INT_SIZE;
    fits.then(|| a * b)
}

fn floor_div_mod(a: &BigInt, b: &BigInt) -> Option<(BigInt, BigInt)> {
    if b.is_zero() {
        return None;
    }
    let (quotient, remainder) = (a / b, a % b);
    if !remainder.is_zero() && remainder.is_negative() != b.is_negative() {
        return Some((quotient - 1, remainder + b));
    }
    Some((quotient, remainder))
}

fn power(a: &BigInt, b: &BigInt) -> Option<Constant> {
    match b.sign() {
        // CPython makes floats of both, as `pow` does.
        Sign::Minus => float::eval(binary::POWER, float::of_integer(a)?, float::of_integer(b)?),
        Sign::NoSign => Some(Constant::Int(1)),
        Sign::Plus if a.is_zero() => Some(Constant::Int(0)),
        Sign::Plus => {
            let exponent = b.to_u64()?;
            if a.bits() > MAX_INT_SIZE / exponent {
                return None;
            }
            Some(Constant::int(a.pow(u32::try_from(exponent).ok()?)))
        }
    }
}

fn shift_left(a: &BigInt, b: &BigInt) -> Option<BigInt> {
    if b.is_negative() {
        return None;
    }
    if a.is_zero() {
        return Some(BigInt::ZERO);
    }
    let shift = b.to_u64()?;
    if shift > 0 && (shift > MAX_INT_SIZE || a.bits() > MAX_INT_SIZE - shift) {
        return None;
    }
    Some(a << shift)
}

fn shift_right(a: &BigInt, b: &BigInt) -> Option<BigInt> {
    if b.is_negative() {
        return None;
    }
    match b.to_u64() {
        Some(shift) if shift <= a.bits() => Some(a >> shift),
        _ if a.is_negative() => Some(BigInt::from(-1)),
        _ => Some(BigInt::ZERO),
    }
}
