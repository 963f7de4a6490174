//! Checks of literals: strings and bytes, f-strings, t-strings, numbers.

use crate::syntax::SyntaxKind;
use crate::syntax::literal::number::{MAX_DECIMAL_DIGITS, Number, NumberError};
use crate::syntax::literal::string::{LiteralError, StringToken, decode_str};
use crate::text::ErrorClass;

use super::grammar::NodeKind;
use super::machine::{Machine, Stop};
use super::node::Value;
use super::place::Place;

/// A decimal integer has a limited number of digits; before Python 3.6 numbers had no underscores.
pub(super) fn check_number(machine: &mut Machine<'_>, value: Value) -> Option<Value> {
    let Value::Token(idx) = value else { return Some(value) };
    let text = machine.tape.text(idx as usize);
    if machine.options.minor_version < 6 && text.contains('_') {
        return machine.check_version(6, "Underscores in numeric literals are");
    }
    if text.len() <= MAX_DECIMAL_DIGITS {
        return Some(value);
    }
    match Number::parse(text) {
        Err(error @ NumberError::TooManyDigits { .. }) => {
            let (start, end) = machine.tape.places(idx as usize);
            let no_column = |place: Place| Place { column: -1, ..place };
            machine.reject_places(no_column(start), no_column(end), error.to_string())
        }
        _ => Some(value),
    }
}

/// A string or bytes literal must have a value.
pub(super) fn check_string(machine: &mut Machine<'_>, value: Value) -> Option<Value> {
    let Value::Token(idx) = value else { return Some(value) };
    let token = StringToken::parse(machine.tape.text(idx as usize));
    let error = if token.is_bytes { token.decode_bytes().err() } else { token.decode().err() };
    match error {
        None => Some(value),
        Some(error @ LiteralError::NotAscii) => machine.reject_range(value, value, error.to_string()),
        Some(error) => machine.reject_here(ErrorClass::Syntax, error.to_string()),
    }
}

/// Whether the text of a STRING token is a bytes literal.
pub(super) fn is_bytes(text: &str) -> bool {
    StringToken::parse(text).is_bytes
}

/// Literals side by side are all bytes, or none is.
pub(super) fn concatenate(machine: &mut Machine<'_>, literals: Value) -> Option<Value> {
    let parts = machine.nodes.children(literals);
    let holds_bytes =
        |it: &&Value| matches!(**it, Value::Token(idx) if is_bytes(machine.tape.text(idx as usize)));
    let n_bytes = parts.iter().filter(holds_bytes).count();
    if n_bytes != 0 && n_bytes != parts.len() {
        return machine.reject_here(ErrorClass::Syntax, LiteralError::MixedBytes.to_string());
    }
    let is_template = parts.iter().any(|it| matches!(it, Value::Node(_)));
    let kind = if is_template { NodeKind::FString } else { NodeKind::Literal };
    let start = parts.first().map_or(machine.mark, |first| match *first {
        Value::Token(idx) => idx as usize,
        Value::Node(idx) => machine.nodes.get(idx).first as usize,
        Value::Absent | Value::Matched => machine.mark,
    });
    Some(machine.node(kind, start, &[]))
}

/// The text in an f-string or t-string must have a value.
pub(super) fn check_template(machine: &mut Machine<'_>, start: Value, end: Value) -> Option<Value> {
    let (Value::Token(start), Value::Token(end)) = (start, end) else { return Some(start) };
    let is_raw = StringToken::parse(machine.tape.text(start as usize)).is_raw;
    let mut depth = 0;
    for idx in start as usize + 1..end as usize {
        let kind = machine.tape.kind(idx);
        if kind.is(SyntaxKind::L_BRACE) {
            depth += 1;
        } else if kind.is(SyntaxKind::R_BRACE) {
            depth -= 1;
        } else if depth == 0 && (kind.is(SyntaxKind::FSTRING_MIDDLE) || kind.is(SyntaxKind::TSTRING_MIDDLE)) {
            check_text(machine, idx, is_raw)?;
        }
    }
    if machine.tape.kind(end as usize).is(SyntaxKind::TSTRING_END) {
        machine.check_version(14, "t-strings are")?;
    }
    Some(Value::Matched)
}

/// CPython's tokenizer ends a stretch of text after the first of two braces and leaves out the second.
fn check_text(machine: &mut Machine<'_>, idx: usize, is_raw: bool) -> Option<()> {
    let text = machine.tape.text(idx);
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let doubled = ["{{", "}}"].iter().filter_map(|it| rest.find(it)).min();
        let len = doubled.map_or(rest.len(), |at| at + 1);
        if let Err(error) = decode_str(&rest[..len], is_raw) {
            let (from, to) = machine.tape.part_places(idx, start, start + len);
            machine.reject_places(from, to, error.to_string());
            return None;
        }
        start += len + usize::from(doubled.is_some());
    }
    Some(())
}

/// The text in a format specification must have a value.
pub(super) fn check_format_text(machine: &mut Machine<'_>, value: Value) -> Option<Value> {
    let Value::Token(idx) = value else { return Some(value) };
    match decode_str(machine.tape.text(idx as usize), false) {
        Ok(_) => Some(value),
        // CPython lets the codec's own exception out here.
        Err(error) => {
            let message = error.to_string().replace("(unicode error) ", "");
            machine.stop.get_or_insert(Stop::Undecodable(message));
            None
        }
    }
}

/// The conversion of a replacement field follows the `!` directly, and is one of three.
pub(super) fn check_conversion(machine: &mut Machine<'_>, mark: Value, name: Value) -> Option<Value> {
    let (Value::Token(mark_idx), Value::Token(name_idx)) = (mark, name) else { return Some(name) };
    let letter = |machine: &Machine<'_>| machine.tape.template_letter(name_idx as usize);
    if !machine.tape.touches(mark_idx as usize, name_idx as usize) {
        let letter = letter(machine);
        let message = format!("{letter}-string: conversion type must come right after the exclamation mark");
        return machine.reject_range(mark, name, message);
    }
    let text = machine.tape.text(name_idx as usize);
    if matches!(text, "s" | "r" | "a") {
        return Some(Value::Matched);
    }
    let letter = letter(machine);
    let message =
        format!("{letter}-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
    machine.reject_range(name, name, message)
}
