//! Numbers: decimal, hexadecimal, octal, binary, floating point and imaginary.
//!
//! Source: CPython 3.14, `parsenumber` in `Parser/pegen.c`.

use num_bigint::BigUint;
use thiserror::Error;

/// The value of a NUMBER token.
#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    /// An integer that fits 64 bits.
    Int(u64),
    /// An integer that does not.
    BigInt(BigUint),
    /// A float; infinite if the text names a number that is too large.
    Float(f64),
    /// The imaginary part of a complex number whose real part is 0.
    Imaginary(f64),
}

/// How many decimal digits CPython converts to an integer, `sys.int_info.default_max_str_digits`.
pub const MAX_DECIMAL_DIGITS: usize = 4300;

/// Why a NUMBER token has no value.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NumberError {
    /// A decimal integer of more than [`MAX_DECIMAL_DIGITS`] digits. The message is CPython's.
    #[error(
        "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value has {digits} digits; \
         use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals \
         to avoid decimal conversion limits."
    )]
    TooManyDigits {
        /// How many digits, underscores not counted.
        digits: usize,
    },
    /// The text is no number of Python 3, such as `0777` or `10L`.
    #[error("invalid number")]
    Malformed,
}

impl Number {
    /// The value of a NUMBER token's text.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        if let Some(small) = parse_small(text) {
            return Ok(small);
        }
        let digits: String = text.chars().filter(|c| *c != '_').collect();
        match digits.as_bytes() {
            [b'0', b'x' | b'X', rest @ ..] => parse_radix(rest, 16),
            [b'0', b'o' | b'O', rest @ ..] => parse_radix(rest, 8),
            [b'0', b'b' | b'B', rest @ ..] => parse_radix(rest, 2),
            [rest @ .., b'j' | b'J'] => parse_float(rest).map(Self::Imaginary),
            all if !all.is_empty() && all.iter().all(u8::is_ascii_digit) => parse_decimal(all),
            all => parse_float(all).map(Self::Float),
        }
    }
}

/// The usual case: a few decimal digits.
fn parse_small(text: &str) -> Option<Number> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut value = 0;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u64::from(byte - b'0');
    }
    (value == 0 || !text.starts_with('0')).then_some(Number::Int(value))
}

fn parse_decimal(digits: &[u8]) -> Result<Number, NumberError> {
    if digits.len() > MAX_DECIMAL_DIGITS && digits[0] != b'0' {
        return Err(NumberError::TooManyDigits { digits: digits.len() });
    }
    if digits[0] == b'0' && digits.iter().any(|it| *it != b'0') {
        return Err(NumberError::Malformed);
    }
    if digits[0] == b'0' {
        return Ok(Number::Int(0));
    }
    parse_radix(digits, 10)
}

fn parse_radix(digits: &[u8], radix: u32) -> Result<Number, NumberError> {
    let value = BigUint::parse_bytes(digits, radix).ok_or(NumberError::Malformed)?;
    Ok(u64::try_from(&value).map_or(Number::BigInt(value), Number::Int))
}

fn parse_float(text: &[u8]) -> Result<f64, NumberError> {
    // Rust reads words such as `inf` too, which are no NUMBER tokens.
    if !text.iter().any(u8::is_ascii_digit) {
        return Err(NumberError::Malformed);
    }
    std::str::from_utf8(text).ok().and_then(|it| it.parse().ok()).ok_or(NumberError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_number_tokens() {
        let cases = [
            ("0", Number::Int(0)),
            ("00_0", Number::Int(0)),
            ("1_000", Number::Int(1000)),
            ("0x_FF", Number::Int(255)),
            ("0O17", Number::Int(15)),
            ("0b1_0", Number::Int(2)),
            ("18446744073709551616", Number::BigInt(BigUint::from(1u8) << 64)),
            ("1.", Number::Float(1.0)),
            (".5e-1_0", Number::Float(0.5e-10)),
            ("1.e5", Number::Float(1e5)),
            ("1e999", Number::Float(f64::INFINITY)),
            ("0777.", Number::Float(777.0)),
            ("09j", Number::Imaginary(9.0)),
            ("1_0e1J", Number::Imaginary(100.0)),
        ];
        for (text, value) in cases {
            assert_eq!(Number::parse(text), Ok(value), "{text}");
        }
        for text in ["0777", "10L", "0x", "", "inf", "nanj", "."] {
            assert_eq!(Number::parse(text), Err(NumberError::Malformed), "{text}");
        }
    }

    #[test]
    fn decimal_integers_have_a_longest() {
        assert!(Number::parse(&"9".repeat(4300)).is_ok());
        assert_eq!(Number::parse(&"9".repeat(4301)), Err(NumberError::TooManyDigits { digits: 4301 }));
        assert!(Number::parse(&format!("0x{}", "f".repeat(100_000))).is_ok());
    }
}
