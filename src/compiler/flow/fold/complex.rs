//! Complex arithmetic on constants.
//!
//! An operand that is real has no imaginary part at all, not a zero one, so that signs of zeros survive. Source:
//! CPython 3.14, `Objects/complexobject.c`.

use super::float;
use crate::bytecode::{Complex, Constant, binary};

/// A number beside a complex one.
#[derive(Clone, Copy)]
pub(super) enum Operand {
    /// An int, bool or float.
    Real(f64),
    /// A complex number.
    Complex(Complex),
}

impl Operand {
    pub(super) fn of(constant: &Constant) -> Option<Operand> {
        match constant {
            Constant::Complex(value) => Some(Operand::Complex(*value)),
            _ => float::of(constant).map(Operand::Real),
        }
    }

    fn widened(self) -> Complex {
        match self {
            Operand::Real(real) => Complex { real, imag: 0.0 },
            Operand::Complex(value) => value,
        }
    }
}

pub(super) fn eval(op: u32, a: Operand, b: Operand) -> Option<Constant> {
    let result = match op {
        binary::ADD => add(a, b),
        binary::SUBTRACT => subtract(a, b),
        binary::MULTIPLY => multiply(a, b),
        binary::TRUE_DIVIDE => divide(a, b)?,
        binary::POWER => power(a.widened(), b.widened())?,
        _ => return None,
    };
    Some(Constant::Complex(result))
}

fn add(a: Operand, b: Operand) -> Complex {
    match (a, b) {
        (Operand::Complex(a), Operand::Complex(b)) => {
            Complex { real: a.real + b.real, imag: a.imag + b.imag }
        }
        (Operand::Complex(a), Operand::Real(b)) => Complex { real: a.real + b, imag: a.imag },
        (Operand::Real(a), b) => {
            let b = b.widened();
            Complex { real: a + b.real, imag: b.imag }
        }
    }
}

fn subtract(a: Operand, b: Operand) -> Complex {
    match (a, b) {
        (Operand::Complex(a), Operand::Complex(b)) => {
            Complex { real: a.real - b.real, imag: a.imag - b.imag }
        }
        (Operand::Complex(a), Operand::Real(b)) => Complex { real: a.real - b, imag: a.imag },
        (Operand::Real(a), b) => {
            let b = b.widened();
            Complex { real: a - b.real, imag: -b.imag }
        }
    }
}

fn multiply(a: Operand, b: Operand) -> Complex {
    match (a, b) {
        (Operand::Complex(a), Operand::Complex(b)) => product(a, b),
        (Operand::Complex(a), Operand::Real(b)) => Complex { real: a.real * b, imag: a.imag * b },
        (Operand::Real(a), b) => {
            let b = b.widened();
            Complex { real: a * b.real, imag: a * b.imag }
        }
    }
}

fn product(a: Complex, b: Complex) -> Complex {
    Complex { real: a.real * b.real - a.imag * b.imag, imag: a.real * b.imag + a.imag * b.real }
}

fn divide(a: Operand, b: Operand) -> Option<Complex> {
    match b {
        Operand::Real(0.0) => None,
        Operand::Real(b) => {
            let a = a.widened();
            Some(Complex { real: a.real / b, imag: a.imag / b })
        }
        Operand::Complex(b) => quotient(a, b),
    }
}

/// Scales by the larger part of the divisor, so that no intermediate result overflows before the end does.
fn quotient(a: Operand, b: Complex) -> Option<Complex> {
    let is_real = matches!(a, Operand::Real(_));
    let a = a.widened();
    if b.real.abs() >= b.imag.abs() {
        if b.real == 0.0 {
            return None;
        }
        let ratio = b.imag / b.real;
        let denominator = b.real + b.imag * ratio;
        if is_real {
            return Some(Complex { real: a.real / denominator, imag: (-a.real * ratio) / denominator });
        }
        return Some(Complex {
            real: (a.real + a.imag * ratio) / denominator,
            imag: (a.imag - a.real * ratio) / denominator,
        });
    }
    let ratio = b.real / b.imag;
    let denominator = b.real * ratio + b.imag;
    if is_real {
        return Some(Complex { real: (a.real * ratio) / denominator, imag: -a.real / denominator });
    }
    Some(Complex {
        real: (a.real * ratio + a.imag) / denominator,
        imag: (a.imag * ratio - a.real) / denominator,
    })
}

/// Small whole exponents by multiplication, others by polar coordinates.
fn power(a: Complex, b: Complex) -> Option<Complex> {
    let result = if b.imag == 0.0 && b.real == b.real.floor() && b.real.abs() <= 100.0 {
        whole_power(a, b.real as i32)?
    } else {
        polar_power(a, b)?
    };
    (result.real.is_finite() && result.imag.is_finite()).then_some(result)
}

fn whole_power(a: Complex, exponent: i32) -> Option<Complex> {
    let mut result = Complex { real: 1.0, imag: 0.0 };
    let mut square = a;
    let mut bits = exponent.unsigned_abs();
    while bits > 0 {
        if bits & 1 != 0 {
            result = product(result, square);
        }
        bits >>= 1;
        square = product(square, square);
    }
    if exponent >= 0 {
        return Some(result);
    }
    quotient(Operand::Complex(Complex { real: 1.0, imag: 0.0 }), result)
}

fn polar_power(a: Complex, b: Complex) -> Option<Complex> {
    if b.real == 0.0 && b.imag == 0.0 {
        return Some(Complex { real: 1.0, imag: 0.0 });
    }
    if a.real == 0.0 && a.imag == 0.0 {
        let raises = b.imag != 0.0 || b.real < 0.0;
        return (!raises).then_some(Complex { real: 0.0, imag: 0.0 });
    }
    let length = a.real.hypot(a.imag);
    let angle = a.imag.atan2(a.real);
    let mut scale = length.powf(b.real);
    let mut phase = angle * b.real;
    if b.imag != 0.0 {
        scale *= (-angle * b.imag).exp();
        phase += b.imag * length.ln();
    }
    Some(Complex { real: scale * phase.cos(), imag: scale * phase.sin() })
}
