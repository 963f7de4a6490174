//! `'%s and %r' % (a, b)` as an f-string.
//!
//! Only what means the same for any value: `%s`, `%r` and `%a` with width and precision of at most two digits, and
//! as many values as there are places for them.

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

use crate::ast::{Ast, BinOp, Constant, Expr, ExprId, FormattedValue, JoinedStr, Operator, Value};

/// Longer widths and precisions are left alone.
const MAX_DIGITS: usize = 2;

/// One place of a format.
struct Place {
    conversion: u8,
    /// The format specification; empty if there is none.
    spec: String,
}

/// Puts an f-string in the place of `id`, if it is such an expression.
pub(super) fn fold(ast: &mut Ast, id: ExprId) {
    let Expr::BinOp(BinOp { left, op: Operator::Mod, right }) = ast[id] else { return };
    let Expr::Constant(Constant { value: Value::Str(format), .. }) = ast[left] else { return };
    let Expr::Tuple(tuple) = ast[right] else { return };
    if ast[tuple.elts].iter().any(|elt| matches!(ast[*elt], Expr::Starred(_))) {
        return;
    }
    let Some((texts, places)) = parse(ast.str(format)) else { return };
    if places.len() != tuple.elts.len() {
        return;
    }
    let elts = ast[tuple.elts].to_vec();
    let mut values = Vec::with_capacity(2 * elts.len() + 1);
    let mut pairs = places.into_iter().zip(elts);
    for text in texts {
        if !text.is_empty() {
            values.push(add_text(ast, &text));
        }
        if let Some((place, elt)) = pairs.next() {
            values.push(add_place(ast, &place, elt));
        }
    }
    let values = ast.add_list(values);
    ast[id] = Expr::JoinedStr(JoinedStr { values });
}

fn add_text(ast: &mut Ast, text: &Wtf8) -> ExprId {
    let value = Value::Str(ast.add_str(text));
    ast.add(Expr::Constant(Constant { value, kind: None }), Ast::NO_RANGE)
}

fn add_place(ast: &mut Ast, place: &Place, value: ExprId) -> ExprId {
    let format_spec = (!place.spec.is_empty()).then(|| add_text(ast, Wtf8::new(place.spec.as_str())));
    let node = FormattedValue { value, conversion: place.conversion.into(), format_spec };
    let range = ast.range(value);
    ast.add(Expr::FormattedValue(node), range)
}

/// The texts of a format, and the places between them: one less.
fn parse(format: &Wtf8) -> Option<(Vec<Wtf8Buf>, Vec<Place>)> {
    let (mut texts, mut places) = (vec![Wtf8Buf::new()], Vec::new());
    let mut chars = format.code_points().peekable();
    while let Some(c) = chars.next() {
        let text = texts.last_mut()?;
        if c != '%' {
            text.push(c);
        } else if chars.next_if(|next| *next == '%').is_some() {
            text.push_char('%');
        } else {
            places.push(parse_place(&mut chars)?);
            texts.push(Wtf8Buf::new());
        }
    }
    Some((texts, places))
}

/// What follows a percent sign.
fn parse_place(chars: &mut std::iter::Peekable<impl Iterator<Item = CodePoint>>) -> Option<Place> {
    let mut is_left = false;
    while let Some(flag) = chars.next_if(|c| ['-', '+', ' ', '#', '0'].iter().any(|flag| c == flag)) {
        is_left |= flag == '-';
    }
    let width = digits(chars)?;
    let precision = match chars.next_if(|c| *c == '.') {
        Some(_) => Some(digits(chars)?.unwrap_or(0)),
        None => None,
    };
    let conversion = u8::try_from(chars.next()?.to_u32()).ok()?;
    if !matches!(conversion, b's' | b'r' | b'a') {
        return None;
    }
    let mut spec = String::new();
    if let Some(width) = width {
        // Strings go to the left by themselves.
        spec.push_str(if !is_left && width > 0 { ">" } else { "" });
        spec.push_str(&width.to_string());
    }
    if let Some(precision) = precision {
        spec.push('.');
        spec.push_str(&precision.to_string());
    }
    Some(Place { conversion, spec })
}

/// A number, if there is one; nothing at all if it is too long.
fn digits(chars: &mut std::iter::Peekable<impl Iterator<Item = CodePoint>>) -> Option<Option<u32>> {
    let mut number = None;
    let mut n_digits = 0;
    while let Some(digit) = chars.peek().and_then(|c| c.to_char()).and_then(|c| c.to_digit(10)) {
        chars.next();
        n_digits += 1;
        number = Some(number.unwrap_or(0) * 10 + digit);
        if n_digits > MAX_DIGITS {
            return None;
        }
    }
    Some(number)
}
