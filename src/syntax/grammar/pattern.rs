//! Patterns of `case`.

use super::*;
use crate::syntax::parser::{TextCheck, is_name};

/// `patterns: open_sequence_pattern | pattern`
pub(super) fn patterns(p: &mut Parser<'_>) {
    let starred = p.at(T![*]);
    let at = p.pos();
    let Some(first) = maybe_star_pattern(p) else { return };
    if p.at(T![,]) {
        let m = first.precede();
        while p.eat(T![,]) && !matches!(p.current(), T![:] | T![if]) && maybe_star_pattern(p).is_some() {}
        m.complete(p, SEQUENCE_PATTERN);
    } else if starred {
        p.error_at(at, ParseErrorKind::Misplaced(Misplaced::Starred));
    }
}

/// `maybe_star_pattern: '*' NAME | pattern`
fn maybe_star_pattern(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    if !p.at(T![*]) {
        return pattern(p);
    }
    let m = p.start();
    p.bump(T![*]);
    p.expect_name();
    Some(m.complete(p, STAR_PATTERN))
}

// test patterns
// match x:
//     case 1 | -2.5 | 1 - 2j | "a" "b" | None: pass
//     case a.b | (c) | [d, *_] | (): pass
//     case {1: a, b.c: _, **rest}: pass
//     case C() | m.D(1, x=2): pass
//     case [a] as b: pass
//     case a, *b: pass

// test_err patterns_by_text
// match x:
//     case 1j + 2j: pass
//     case 1 + 2: pass
//     case {**_}: pass
//     case a as _: pass

// test_err pattern_order
// match x:
//     case C(a=1, b): pass
//     case {**a, 1: b}: pass
/// `pattern: or_pattern ['as' NAME]`
fn pattern(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let inner = or_pattern(p)?;
    if !p.at(T![as]) {
        return Some(inner);
    }
    let m = inner.precede();
    p.bump(T![as]);
    capture_name(p);
    Some(m.complete(p, AS_PATTERN))
}

/// The name that `as` or `**` binds, which is not `_`.
fn capture_name(p: &mut Parser<'_>) {
    p.check_text(0, TextCheck::NotWildcard);
    p.expect_name();
    if matches!(p.current(), T![.] | L_PAREN) {
        p.misplaced(Misplaced::IrrefutableName);
    }
}

/// `or_pattern: '|'.closed_pattern+`
fn or_pattern(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let first = closed_pattern(p)?;
    if !p.at(T![|]) {
        return Some(first);
    }
    let m = first.precede();
    while p.eat(T![|]) && closed_pattern(p).is_some() {}
    Some(m.complete(p, OR_PATTERN))
}

/// `closed_pattern: literal_pattern | capture_pattern | wildcard_pattern | value_pattern | group_pattern
///                  | sequence_pattern | mapping_pattern | class_pattern`
fn closed_pattern(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    match p.current() {
        NUMBER | T![-] => Some(value_pattern(p, signed_or_complex)),
        STRING | FSTRING_START | TSTRING_START => Some(value_pattern(p, string_literals)),
        T![None] | T![True] | T![False] => Some(value_pattern(p, word)),
        L_PAREN => p.nested(group_or_sequence),
        L_BRACKET => p.nested(bracketed_sequence),
        L_BRACE => p.nested(mapping),
        kind if is_name(kind) => Some(name_or_class(p)),
        _ => {
            p.expected(Expected::Pattern);
            None
        }
    }
}

fn value_pattern(p: &mut Parser<'_>, value: impl FnOnce(&mut Parser<'_>)) -> CompletedMarker {
    let m = p.start();
    value(p);
    m.complete(p, VALUE_PATTERN)
}

/// `strings`; that f- and t-strings are no patterns is for the compiler to say.
fn string_literals(p: &mut Parser<'_>) {
    string::strings(p);
}

fn word(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump_any();
    m.complete(p, LITERAL);
}

/// `signed_number: NUMBER | '-' NUMBER`, `complex_number: signed_real_number ('+' | '-') imaginary_number`
fn signed_or_complex(p: &mut Parser<'_>) {
    let real_at = usize::from(p.at(T![-]));
    if matches!(p.nth(real_at + 1), T![+] | T![-]) {
        complex(p);
    } else {
        signed_number(p);
    }
}

fn complex(p: &mut Parser<'_>) {
    p.check_text(usize::from(p.at(T![-])), TextCheck::Real);
    let m = signed_number(p).precede();
    p.bump_any();
    p.check_text(0, TextCheck::Imaginary);
    number(p);
    m.complete(p, BINARY_EXPR);
}

fn signed_number(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    if !p.eat(T![-]) {
        p.bump_any();
        return m.complete(p, LITERAL);
    }
    number(p);
    m.complete(p, UNARY_EXPR)
}

fn number(p: &mut Parser<'_>) {
    if p.at(NUMBER) {
        word(p);
    } else {
        p.expected(Expected::Token(NUMBER));
    }
}

/// `capture_pattern: NAME`, `value_pattern: attr`, `class_pattern: name_or_attr '(' … ')'`
fn name_or_class(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    if !matches!(p.nth(1), T![.] | L_PAREN) {
        p.bump_as(NAME);
        return m.complete(p, CAPTURE_PATTERN);
    }
    dotted_expr(p);
    if p.at(L_PAREN) {
        p.nested(class_args);
        return m.complete(p, CLASS_PATTERN);
    }
    m.complete(p, VALUE_PATTERN)
}

/// `name_or_attr: NAME ('.' NAME)*`, as an expression.
fn dotted_expr(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump_as(NAME);
    let mut lhs = m.complete(p, NAME_EXPR);
    while p.at(T![.]) {
        let m = lhs.precede();
        p.bump(T![.]);
        p.expect_name();
        lhs = m.complete(p, ATTRIBUTE);
    }
}

/// `'(' [positional_patterns] [keyword_patterns] [','] ')'`
fn class_args(p: &mut Parser<'_>) {
    p.bump(L_PAREN);
    let mut keywords = false;
    comma_list(p, R_PAREN, |p| {
        if p.at_name() && p.nth(1) == T![=] {
            keywords = true;
            let m = p.start();
            p.bump_as(NAME);
            p.bump(T![=]);
            pattern(p);
            m.complete(p, KEYWORD_PATTERN);
            return;
        }
        if keywords {
            p.misplaced(Misplaced::PositionalPattern);
        }
        pattern(p);
    });
    p.expect(R_PAREN);
}

/// `group_pattern: '(' pattern ')'`, `sequence_pattern: '(' [open_sequence_pattern] ')'`
fn group_or_sequence(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let m = p.start();
    p.bump(L_PAREN);
    if p.eat(R_PAREN) {
        return Some(m.complete(p, SEQUENCE_PATTERN));
    }
    let starred = p.at(T![*]);
    let at = p.pos();
    maybe_star_pattern(p);
    let kind = if p.at(T![,]) {
        p.bump(T![,]);
        comma_list(p, R_PAREN, maybe_star);
        SEQUENCE_PATTERN
    } else {
        if starred {
            p.error_at(at, ParseErrorKind::Misplaced(Misplaced::Starred));
        }
        PAREN_PATTERN
    };
    close(p, R_PAREN);
    Some(m.complete(p, kind))
}

fn maybe_star(p: &mut Parser<'_>) {
    maybe_star_pattern(p);
}

/// `sequence_pattern: '[' [maybe_sequence_pattern] ']'`
fn bracketed_sequence(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let m = p.start();
    p.bump(L_BRACKET);
    comma_list(p, R_BRACKET, maybe_star);
    close(p, R_BRACKET);
    Some(m.complete(p, SEQUENCE_PATTERN))
}

/// `mapping_pattern: '{' [items_pattern] [','] [double_star_pattern] [','] '}'`
fn mapping(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let m = p.start();
    p.bump(L_BRACE);
    let mut rest = false;
    comma_list(p, R_BRACE, |p| {
        if rest {
            p.misplaced(Misplaced::PatternAfterRest);
        }
        rest |= p.at(T![**]);
        mapping_entry(p);
    });
    close(p, R_BRACE);
    Some(m.complete(p, MAPPING_PATTERN))
}

/// `key_value_pattern: (literal_expr | attr) ':' pattern`, `double_star_pattern: '**' NAME`
fn mapping_entry(p: &mut Parser<'_>) {
    let m = p.start();
    if p.eat(T![**]) {
        p.check_text(0, TextCheck::NotWildcard);
        p.expect_name();
        m.complete(p, DOUBLE_STAR_PATTERN);
        return;
    }
    match p.current() {
        NUMBER | T![-] => signed_or_complex(p),
        STRING | FSTRING_START | TSTRING_START => string_literals(p),
        T![None] | T![True] | T![False] => word(p),
        kind if is_name(kind) => {
            if p.nth(1) != T![.] {
                p.expected(Expected::Pattern);
            }
            dotted_expr(p);
        }
        _ => {
            p.expected(Expected::Pattern);
            return;
        }
    }
    if p.expect(T![:]) {
        pattern(p);
    }
    m.complete(p, MAPPING_PATTERN_ITEM);
}
