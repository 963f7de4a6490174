//! `repr()` of strings, bytes and numbers, as CPython 3.14 writes it.

use std::fmt::Write as _;

use rustpython_wtf8::{CodePoint, Wtf8};
use unicode_general_category::{GeneralCategory, get_general_category};

/// Appends `repr` of a float.
pub fn write_float(out: &mut String, number: f64) {
    let start = out.len();
    write_shortest(out, number);
    if number.is_finite() && !out[start..].contains(['.', 'e']) {
        out.push_str(".0");
    }
}

/// Appends `repr` of a complex number.
pub fn write_complex(out: &mut String, real: f64, imag: f64) {
    if real == 0.0 && real.is_sign_positive() {
        write_shortest(out, imag);
        out.push('j');
        return;
    }
    out.push('(');
    write_shortest(out, real);
    if imag.is_nan() || imag.is_sign_positive() {
        out.push('+');
    }
    write_shortest(out, imag);
    out.push_str("j)");
}

/// The fewest digits that read back as `number`, with an exponent when it is below -4 or at least 16.
fn write_shortest(out: &mut String, number: f64) {
    if number.is_nan() {
        return out.push_str("nan");
    }
    if number.is_infinite() {
        return out.push_str(if number < 0.0 { "-inf" } else { "inf" });
    }
    let scientific = nearest(number, format!("{number:e}"));
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        return write_positional(out, mantissa, exponent);
    }
    out.push_str(mantissa);
    let sign = if exponent < 0 { '-' } else { '+' };
    write!(out, "e{sign}{:02}", exponent.unsigned_abs()).expect("a string takes everything");
}

/// Of the numbers with as many digits as `shortest` that read back as `number`, the one nearest to it. Rust may take
/// the other one of two that are equally near, where CPython takes the even one.
fn nearest(number: f64, shortest: String) -> String {
    let mantissa = shortest.split('e').next().unwrap_or_default();
    let n_decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let rounded = format!("{number:.n_decimals$e}");
    if rounded.parse() == Ok(number) { rounded } else { shortest }
}

/// Writes digits with their point at its place; `exponent` is that of the first digit.
fn write_positional(out: &mut String, mantissa: &str, exponent: i32) {
    let digits = mantissa.trim_start_matches('-').replace('.', "");
    if mantissa.starts_with('-') {
        out.push('-');
    }
    let Ok(exponent) = usize::try_from(exponent) else {
        out.push_str("0.");
        out.extend((1..exponent.unsigned_abs()).map(|_| '0'));
        return out.push_str(&digits);
    };
    let (whole, rest) = digits.split_at(digits.len().min(exponent + 1));
    out.push_str(whole);
    out.extend((whole.len()..=exponent).map(|_| '0'));
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
}

/// Appends `repr` of a string.
pub fn write_str(out: &mut String, text: &Wtf8) {
    let quote = quote_for(text.as_bytes());
    out.push(quote);
    for c in text.code_points() {
        match c.to_char() {
            Some(c) if c == quote => {
                out.push('\\');
                out.push(c);
            }
            _ => write_escaped(out, c),
        }
    }
    out.push(quote);
}

/// Appends `c`, escaped if it is a backslash or not printable.
pub fn write_escaped(out: &mut String, c: CodePoint) {
    match c.to_char() {
        Some('\\') => out.push_str("\\\\"),
        Some('\n') => out.push_str("\\n"),
        Some('\r') => out.push_str("\\r"),
        Some('\t') => out.push_str("\\t"),
        Some(c) if is_printable(c) => out.push(c),
        _ => {
            let number = c.to_u32();
            let result = match number {
                0..=0xff => write!(out, "\\x{number:02x}"),
                0x100..=0xffff => write!(out, "\\u{number:04x}"),
                _ => write!(out, "\\U{number:08x}"),
            };
            result.expect("a string takes everything");
        }
    }
}

/// Appends `repr` of a bytes object.
pub fn write_bytes(out: &mut String, bytes: &[u8]) {
    let quote = quote_for(bytes);
    out.push('b');
    out.push(quote);
    for &byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ if char::from(byte) == quote => {
                out.push('\\');
                out.push(quote);
            }
            b' '..=b'~' => out.push(char::from(byte)),
            _ => write!(out, "\\x{byte:02x}").expect("a string takes everything"),
        }
    }
    out.push(quote);
}

/// Double quotes where they save escapes.
fn quote_for(bytes: &[u8]) -> char {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' }
}

/// `str.isprintable` of one character, by Unicode 16.0.
pub fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, ' '..='~');
    }
    !matches!(
        get_general_category(c),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Surrogate
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::SpaceSeparator
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn float(number: f64) -> String {
        let mut out = String::new();
        write_float(&mut out, number);
        out
    }

    #[test]
    fn floats() {
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1.5e300, "1.5e+300"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (5e-324, "5e-324"),
            (1_429_035_198_630_573.2, "1429035198630573.2"),
            (-123.456, "-123.456"),
            (-100.0, "-100.0"),
            (0.5, "0.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (f64::INFINITY, "inf"),
        ];
        for (number, text) in cases {
            assert_eq!(float(number), text);
        }
    }

    #[test]
    fn strings() {
        for (text, repr) in [
            ("a'b", "\"a'b\""),
            ("a'b\"", "'a\\'b\"'"),
            ("\t\r\n\\\x0c\x7f", r"'\t\r\n\\\x0c\x7f'"),
            ("é\u{a0}\u{2028}\u{10ffff}😀", "'é\\xa0\\u2028\\U0010ffff😀'"),
        ] {
            let mut out = String::new();
            write_str(&mut out, Wtf8::new(text));
            assert_eq!(out, repr);
        }
    }
}
