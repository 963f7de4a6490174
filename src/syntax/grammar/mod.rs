//! The grammar: one production, one function, named as in CPython's `Grammar/python.gram`.
//!
//! One permissive grammar reads Python 3.0 to 3.15 and the commonest of Python 2. A production consumes what it can,
//! records what is missing, and never goes back: where CPython tries one alternative after the other, a look ahead
//! decides here. What CPython 3.14's parser rejects leaves at least one error, what it accepts leaves none.
//!
//! Recovery: a list between brackets ends at its bracket or at the end of the line, a statement at the end of its
//! line, and what is left over on a line goes into one ERROR node there, so that the next line is read as if nothing
//! had happened.

mod statement;

mod compound;
mod function;
mod import;
mod match_stmt;
mod pattern;

mod expression;

mod argument;
mod atom;
mod comprehension;
mod string;
mod target;

use super::SyntaxKind::{self, *};
use super::T;
use super::parse_error::{Expected, Misplaced, ParseErrorKind};
use super::parser::{CompletedMarker, Marker, Parser};

/// `file: [statements] ENDMARKER`, and `interactive`, which the tree does not tell apart.
pub(super) fn module(p: &mut Parser<'_>) {
    let m = p.start();
    while !p.at(ENDMARKER) {
        if !p.eat(DEDENT) {
            statement::statement(p);
        }
    }
    m.complete(p, MODULE);
}

/// Statements of one block, cut out of a file at beginnings of lines: `INDENT statements DEDENT | statements`
pub(super) fn block_input(p: &mut Parser<'_>) {
    let m = p.start();
    if p.at(INDENT) {
        p.nested(statement::indented);
    } else {
        while !p.at(ENDMARKER) {
            statement::statement(p);
        }
    }
    end_of_input(p);
    m.complete(p, BLOCK);
}

/// `eval: expressions NEWLINE* ENDMARKER`
pub(super) fn expression_input(p: &mut Parser<'_>) {
    let m = p.start();
    expression::expressions(p);
    end_of_input(p);
    m.complete(p, EXPRESSION_INPUT);
}

/// `func_type: '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER`
pub(super) fn func_type_input(p: &mut Parser<'_>) {
    let m = p.start();
    p.expect(L_PAREN);
    comma_list(p, R_PAREN, argument::type_expression);
    p.expect(R_PAREN);
    p.expect(ARROW);
    expression::expression(p);
    end_of_input(p);
    m.complete(p, FUNC_TYPE_INPUT);
}

/// Line ends, then the end; anything else is left over.
fn end_of_input(p: &mut Parser<'_>) {
    while p.eat(NEWLINE) {}
    if p.at(ENDMARKER) {
        return;
    }
    p.expected(Expected::Token(ENDMARKER));
    let m = p.start();
    while !p.at(ENDMARKER) {
        p.bump_any();
    }
    m.complete(p, ERROR);
}

/// `','.item+ [',']` up to, not including, `close`. Whether the last item had a comma is returned.
///
/// `item` gets every position that is not the end of the list; one at which it consumes nothing becomes an ERROR.
fn comma_list(p: &mut Parser<'_>, close: SyntaxKind, mut item: impl FnMut(&mut Parser<'_>)) -> bool {
    let mut trailing_comma = false;
    while !p.at(close) && !at_list_end(p) {
        let before = p.pos();
        item(p);
        if p.pos() == before {
            if p.at(T![,]) {
                p.expected(Expected::Expression);
            } else if at_foreign_closer(p) {
                break;
            } else {
                p.bump_error(Expected::Expression);
            }
        }
        trailing_comma = p.eat(T![,]);
        if !trailing_comma && !p.at(close) {
            if at_list_end(p) || at_foreign_closer(p) {
                break;
            }
            p.expected(Expected::Token(T![,]));
        }
    }
    trailing_comma
}

/// Nothing in brackets goes on after these.
fn at_list_end(p: &Parser<'_>) -> bool {
    matches!(p.current(), NEWLINE | ENDMARKER | INDENT | DEDENT | FSTRING_END | TSTRING_END)
}

/// A closing bracket, which belongs to somebody else where its own list did not ask for it.
fn at_foreign_closer(p: &Parser<'_>) -> bool {
    matches!(p.current(), R_PAREN | R_BRACKET | R_BRACE)
}

/// The closing bracket; before it, what does not belong.
fn close(p: &mut Parser<'_>, close: SyntaxKind) {
    if p.at(close) || at_list_end(p) || at_foreign_closer(p) {
        p.expect(close);
        return;
    }
    p.expected(Expected::Token(close));
    let m = p.start();
    while !p.at(close) && !at_list_end(p) && !at_foreign_closer(p) {
        p.bump_any();
    }
    m.complete(p, ERROR);
    p.expect(close);
}
