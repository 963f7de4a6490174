//! Atoms: names, literals, and displays in brackets.

use super::*;
use crate::syntax::parse_error::{NewSyntax, Python2};

// test soft_keywords_are_names
// match = case = type = print
// match.case(type)
// _ = print

// test_err missing_operand
// x =
// y = +
// z

// test_err async_as_name
// f(async=1)
/// `atom`
pub(super) fn atom(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    match p.current() {
        NAME => Some(word(p, NAME_EXPR)),
        NUMBER | T![None] | T![True] | T![False] | T![...] => Some(word(p, LITERAL)),
        STRING | FSTRING_START | TSTRING_START => Some(string::strings(p)),
        L_PAREN => p.nested(group),
        L_BRACKET => p.nested(list),
        L_BRACE => p.nested(brace),
        BACKTICK => p.nested(repr),
        kind if kind.is_soft_keyword() => Some(word(p, NAME_EXPR)),
        T![async] | T![await] => {
            p.error(ParseErrorKind::Python2(Python2::AsyncAsName));
            let m = p.start();
            p.bump_as(NAME);
            Some(m.complete(p, NAME_EXPR))
        }
        T![*] => {
            p.misplaced(Misplaced::Starred);
            Some(expression::starred(p, expression::bitwise_or))
        }
        T![yield] => {
            p.expected(Expected::Expression);
            Some(expression::yield_expr(p))
        }
        ERROR_TOKEN => {
            p.expected(Expected::Expression);
            Some(word(p, ERROR))
        }
        _ => {
            p.expected(Expected::Expression);
            None
        }
    }
}

/// The next token as a node of its own.
fn word(p: &mut Parser<'_>, kind: SyntaxKind) -> CompletedMarker {
    let m = p.start();
    p.bump_any();
    m.complete(p, kind)
}

// test groups
// ()
// (a)
// (a,)
// (a, *b)
// ((a))
// (yield)
// (a for b in c)

// test_err starred_group
// (*a)
/// `group: '(' (yield_expr | named_expression) ')'`, `tuple: '(' [star_named_expression ',' …] ')'`,
/// `genexp: '(' named_expression for_if_clauses ')'`
fn group(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let m = p.start();
    p.bump(L_PAREN);
    if p.eat(R_PAREN) {
        return Some(m.complete(p, TUPLE_EXPR));
    }
    if p.at(T![yield]) {
        expression::yield_expr(p);
        p.expect(R_PAREN);
        return Some(m.complete(p, PAREN_EXPR));
    }
    let at = p.pos();
    let first = expression::star_named_expression(p);
    let starred = first.is_some_and(|it| it.kind() == STARRED_EXPR);
    let kind = if comprehension::at_clauses(p) {
        clauses_of(p, starred, at);
        GENERATOR_EXPR
    } else if p.at(T![,]) || first.is_none() {
        rest_of_list(p, R_PAREN);
        TUPLE_EXPR
    } else {
        if starred {
            p.error_at(at, ParseErrorKind::Misplaced(Misplaced::Starred));
        }
        PAREN_EXPR
    };
    close(p, R_PAREN);
    Some(m.complete(p, kind))
}

// test lists
// []
// [a, *b,]
// [a for b in c]

// test_err unclosed_list
// x = [1, 2
// def f(): pass

// test_err list_comprehension_unpacking
// [*a for a in b]
/// `list: '[' [star_named_expressions] ']'`, `listcomp: '[' named_expression for_if_clauses ']'`
fn list(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let m = p.start();
    p.bump(L_BRACKET);
    if p.eat(R_BRACKET) {
        return Some(m.complete(p, LIST_EXPR));
    }
    let at = p.pos();
    let first = expression::star_named_expression(p);
    let kind = if comprehension::at_clauses(p) {
        clauses_of(p, first.is_some_and(|it| it.kind() == STARRED_EXPR), at);
        LIST_COMP
    } else {
        rest_of_list(p, R_BRACKET);
        LIST_EXPR
    };
    close(p, R_BRACKET);
    Some(m.complete(p, kind))
}

// test dicts_and_sets
// {}
// {a: b, **c}
// {a, *b}
// {a: b for c in d}
// {a for b in c}

// test_err dict_and_set
// {a: b, c}
/// `dict`, `dictcomp`, `set`, `setcomp`: the first entry tells.
fn brace(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let m = p.start();
    p.bump(L_BRACE);
    if p.eat(R_BRACE) {
        return Some(m.complete(p, DICT_EXPR));
    }
    let at = p.pos();
    let first = dict_or_set_entry(p);
    let is_dict = matches!(first, Some(DICT_ITEM | DOUBLE_STARRED));
    let kind = if comprehension::at_clauses(p) {
        clauses_of(p, matches!(first, Some(STARRED_EXPR | DOUBLE_STARRED)), at);
        if is_dict { DICT_COMP } else { SET_COMP }
    } else if is_dict {
        rest_of_entries(p);
        DICT_EXPR
    } else {
        rest_of_list(p, R_BRACE);
        SET_EXPR
    };
    close(p, R_BRACE);
    Some(m.complete(p, kind))
}

/// `double_starred_kvpair: '**' bitwise_or | expression ':' expression`, or an element of a set.
fn dict_or_set_entry(p: &mut Parser<'_>) -> Option<SyntaxKind> {
    if p.at(T![**]) {
        return Some(double_starred(p, expression::bitwise_or).kind());
    }
    let key = expression::star_named_expression(p)?;
    if !p.at(T![:]) {
        return Some(key.kind());
    }
    if matches!(key.kind(), STARRED_EXPR | NAMED_EXPR) {
        p.expected(Expected::Token(T![,]));
    }
    let m = key.precede();
    p.bump(T![:]);
    expression::expression(p);
    Some(m.complete(p, DICT_ITEM).kind())
}

/// `'**'` and a `value`.
pub(super) fn double_starred(
    p: &mut Parser<'_>,
    value: impl FnOnce(&mut Parser<'_>) -> Option<CompletedMarker>,
) -> CompletedMarker {
    let m = p.start();
    p.bump(T![**]);
    value(p);
    m.complete(p, DOUBLE_STARRED)
}

/// `for_if_clauses`; before 3.15 their element cannot be unpacked.
pub(super) fn clauses_of(p: &mut Parser<'_>, unpacks: bool, at: usize) {
    if unpacks {
        p.error_at(at, ParseErrorKind::TooNew(NewSyntax::ComprehensionUnpacking));
    }
    comprehension::for_if_clauses(p);
}

/// The elements after the first.
fn rest_of_list(p: &mut Parser<'_>, close: SyntaxKind) {
    if comma_before_rest(p, close) {
        comma_list(p, close, |p| {
            expression::star_named_expression(p);
        });
    }
}

/// The entries of a dict after the first.
fn rest_of_entries(p: &mut Parser<'_>) {
    if comma_before_rest(p, R_BRACE) {
        comma_list(p, R_BRACE, |p| {
            let found = dict_or_set_entry(p);
            if found.is_some() && !matches!(found, Some(DICT_ITEM | DOUBLE_STARRED)) {
                p.expected(Expected::Token(T![:]));
            }
        });
    }
}

/// The comma after the first element, if the list goes on; what is no comma is reported once.
fn comma_before_rest(p: &mut Parser<'_>, close: SyntaxKind) -> bool {
    if p.eat(T![,]) {
        return true;
    }
    if p.at(close) || at_list_end(p) || at_foreign_closer(p) {
        return false;
    }
    p.expected(Expected::Token(T![,]));
    true
}

// test_err backticks
// `a`
/// Python 2's `` `x` ``.
fn repr(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    p.error(ParseErrorKind::Python2(Python2::Backticks));
    let m = p.start();
    p.bump(BACKTICK);
    if !p.at(BACKTICK) {
        expression::expressions(p);
    }
    p.expect(BACKTICK);
    Some(m.complete(p, REPR_EXPR))
}
