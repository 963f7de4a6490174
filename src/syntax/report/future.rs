//! `from __future__ import …`: the one thing that CPython checks of a tree as soon as it has it.
//!
//! Source: CPython 3.14, `Python/future.c`.

use crate::syntax::T;
use crate::text::{ErrorClass, ErrorSpan, SyntaxError};

use super::literal::is_bytes;
use super::tape::Tape;
use super::token::TokenKind;

const FEATURES: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Whether `from __future__ import name` is right and leaves the grammar as it is.
pub fn is_plain_feature(name: &str) -> bool {
    FEATURES.contains(&name) && name != "barry_as_FLUFL"
}

/// What is wrong with the future imports at the start of a file that parses.
pub(super) fn check(tape: &Tape<'_>) -> Option<SyntaxError> {
    pass(tape).err()
}

/// Whether token `at` begins a future import that is not at the start of the file, which CPython's compiler rejects.
pub(super) fn is_late(tape: &Tape<'_>, at: usize) -> bool {
    is_future_import(tape, at) && pass(tape).is_ok_and(|end| at >= end)
}

/// Goes past the future imports at the start of a file: the index of the token after them.
fn pass(tape: &Tape<'_>) -> Result<usize, SyntaxError> {
    let mut at = after_docstring(tape);
    while is_future_import(tape, at) {
        at += 2;
        loop {
            at += 1;
            match tape.kind(at) {
                TokenKind::NAME => {
                    if let Some(error) = check_feature(tape, at) {
                        return Err(error);
                    }
                    // Past `as` and the name after it.
                    at += if tape.kind(at + 1).is(T![as]) { 2 } else { 0 };
                }
                kind if kind.is(T![*]) => return check_feature(tape, at).map_or(Ok(at), Err),
                kind if kind.is(T![;]) || kind == TokenKind::NEWLINE => break,
                _ => {}
            }
        }
        at += 1;
        if at < tape.len() && tape.kind(at) == TokenKind::NEWLINE {
            at += 1;
        }
    }
    Ok(at)
}

/// The index of the token after a docstring, or 0.
fn after_docstring(tape: &Tape<'_>) -> usize {
    let mut at = 0;
    let mut strings = 0;
    while at < tape.len() {
        match tape.kind(at) {
            TokenKind::STRING if !is_bytes(tape.text(at)) => strings += 1,
            kind if kind.is(T!["("]) || kind.is(T![")"]) => {}
            kind if kind.is(T![;]) && strings > 0 => {
                return if tape.kind(at + 1) == TokenKind::NEWLINE { at + 2 } else { at + 1 };
            }
            TokenKind::NEWLINE if strings > 0 => return at + 1,
            _ => return 0,
        }
        at += 1;
    }
    0
}

fn is_future_import(tape: &Tape<'_>, at: usize) -> bool {
    at + 3 < tape.len()
        && tape.kind(at).is(T![from])
        && tape.text(at + 1) == "__future__"
        && tape.kind(at + 2).is(T![import])
}

fn check_feature(tape: &Tape<'_>, at: usize) -> Option<SyntaxError> {
    let name = tape.text(at);
    if FEATURES.contains(&name) {
        return None;
    }
    let message = if name == "braces" {
        "not a chance".to_owned()
    } else {
        format!("future feature {name} is not defined")
    };
    let last = if tape.kind(at + 1).is(T![as]) { at + 2 } else { at };
    let (start, end) = (tape.places(at).0, tape.places(last).1);
    let span = ErrorSpan {
        line: start.line,
        column: start.column + 1,
        end_line: end.line,
        end_column: end.column + 1,
    };
    Some(SyntaxError { class: ErrorClass::Syntax, message, span: Some(span), text: None })
}
