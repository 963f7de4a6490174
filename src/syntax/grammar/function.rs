//! Functions and classes: decorators, parameters, type parameters.

use super::*;
use crate::syntax::parse_error::Python2;
use crate::syntax::parser::is_name;

// test decorators
// @a
// @b.c(d)
// def f(): pass
// @e
// async def g(): pass
// @h
// class C: pass

// test_err decorated_statement
// @a
// x = 1
/// `decorators (class_def_raw | function_def_raw)`
pub(super) fn decorated(p: &mut Parser<'_>) {
    let m = p.start();
    while p.at(T![@]) {
        decorator(p);
    }
    match p.current() {
        T![def] => function_def(p, m),
        T![class] => class_def(p, m),
        T![async] if p.nth(1) == T![def] => {
            p.bump(T![async]);
            function_def(p, m);
        }
        _ => {
            p.expected(Expected::Definition);
            m.complete(p, ERROR);
        }
    }
}

/// `'@' named_expression NEWLINE`; the line's end is the definition's.
fn decorator(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![@]);
    expression::named_expression(p);
    if !matches!(p.current(), NEWLINE | ENDMARKER) {
        p.expected(Expected::Token(NEWLINE));
        let rest = p.start();
        while !matches!(p.current(), NEWLINE | ENDMARKER | INDENT | DEDENT) {
            p.bump_any();
        }
        rest.complete(p, ERROR);
    }
    m.complete(p, DECORATOR);
    p.eat(NEWLINE);
}

// test classes
// class A: pass
// class B(): pass
// class C[T](A, metaclass=M): x: int
/// `class_def_raw: 'class' NAME [type_params] ['(' [arguments] ')'] ':' block`
pub(super) fn class_def(p: &mut Parser<'_>, m: Marker) {
    p.bump(T![class]);
    p.expect_name();
    opt_type_params(p);
    if p.at(L_PAREN) {
        p.nested(argument::bases);
    }
    statement::colon_block(p);
    m.complete(p, CLASS_DEF);
}

// test functions
// def f() -> int: pass
// async def g[T, *Ts, **P](): pass
/// `function_def_raw: 'def' NAME [type_params] '(' [params] ')' ['->' expression] ':' block`
pub(super) fn function_def(p: &mut Parser<'_>, m: Marker) {
    p.bump(T![def]);
    p.expect_name();
    opt_type_params(p);
    if p.at(L_PAREN) {
        p.nested(def_params);
    } else {
        p.expected(Expected::Token(L_PAREN));
    }
    if p.eat(T![->]) {
        expression::expression(p);
    }
    statement::colon_block(p);
    m.complete(p, FUNCTION_DEF);
}

/// `'(' [params] ')'`
fn def_params(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(L_PAREN);
    let mut order = Order::default();
    comma_list(p, R_PAREN, |p| parameter(p, &mut order, true));
    order.finish(p);
    p.expect(R_PAREN);
    m.complete(p, PARAM_LIST);
}

/// `lambda_params`
pub(super) fn lambda_params(p: &mut Parser<'_>) {
    let m = p.start();
    let mut order = Order::default();
    comma_list(p, T![:], |p| parameter(p, &mut order, false));
    order.finish(p);
    m.complete(p, PARAM_LIST);
}

/// What a list of parameters has had so far.
#[derive(Default)]
struct Order {
    any: bool,
    slash: bool,
    star: bool,
    /// A bare `*` that waits for a parameter, and the token after it.
    bare_star: Option<usize>,
    default: bool,
    double_star: bool,
}

impl Order {
    /// A bare `*` must have been followed by a named parameter.
    fn finish(&self, p: &mut Parser<'_>) {
        if let Some(at) = self.bare_star {
            p.error_at(at, ParseErrorKind::Misplaced(Misplaced::NothingAfterStar));
        }
    }
}

// test parameters
// def f(a, /, b: int = 1, *args: *Ts, c, d=2, **kw): pass
// def g(*, a): pass

// test_err parameter_order
// def f(a=1, b): pass
// def g(*): pass
// def h(**k, a): pass
// def i(*a, *b): pass

// test_err tuple_parameter
// def f(a, (b, c)): pass
/// A parameter or one of the markers `/` and `*`, without its comma.
fn parameter(p: &mut Parser<'_>, order: &mut Order, annotated: bool) {
    if order.double_star {
        p.misplaced(Misplaced::ParameterOrder);
    }
    match p.current() {
        T![/] => {
            if order.slash || order.star || !order.any {
                p.misplaced(Misplaced::DuplicateMarker);
            }
            order.slash = true;
            let m = p.start();
            p.bump(T![/]);
            m.complete(p, POSITIONAL_ONLY_MARKER);
        }
        T![*] => star_parameter(p, order, annotated),
        T![**] => {
            order.finish(p);
            order.bare_star = None;
            order.double_star = true;
            let m = p.start();
            p.bump(T![**]);
            p.expect_name();
            opt_annotation(p, annotated, false);
            no_default(p);
            m.complete(p, PARAM);
        }
        L_PAREN => {
            p.error(ParseErrorKind::Python2(Python2::TupleParameter));
            let m = p.start();
            expression::bitwise_or(p);
            opt_default(p);
            m.complete(p, PARAM);
        }
        kind if is_name(kind) || matches!(kind, T![async] | T![await]) => {
            named_parameter(p, order, annotated)
        }
        _ => p.expected(Expected::Parameter),
    }
    order.any = true;
}

/// `'*' NAME [annotation]`, or the marker `*`.
fn star_parameter(p: &mut Parser<'_>, order: &mut Order, annotated: bool) {
    if order.star {
        p.misplaced(Misplaced::DuplicateMarker);
    }
    order.star = true;
    let m = p.start();
    p.bump(T![*]);
    if !is_name(p.current()) && !matches!(p.current(), T![async] | T![await]) {
        no_default(p);
        order.bare_star = Some(p.pos());
        m.complete(p, KEYWORD_ONLY_MARKER);
        return;
    }
    p.expect_name();
    opt_annotation(p, annotated, true);
    no_default(p);
    m.complete(p, PARAM);
}

/// `NAME [annotation] [default]`
fn named_parameter(p: &mut Parser<'_>, order: &mut Order, annotated: bool) {
    let at = p.pos();
    let m = p.start();
    p.expect_name();
    opt_annotation(p, annotated, false);
    let default = opt_default(p);
    if order.default && !default && !order.star {
        p.error_at(at, ParseErrorKind::Misplaced(Misplaced::DefaultOrder));
    }
    order.default |= default && !order.star;
    order.bare_star = None;
    m.complete(p, PARAM);
}

/// `':' expression`; after `*args` also `':' star_expression`. A lambda has none: its colon ends the list.
fn opt_annotation(p: &mut Parser<'_>, annotated: bool, starred: bool) {
    if annotated && p.eat(T![:]) {
        if starred {
            expression::star_expression(p);
        } else {
            expression::expression(p);
        }
    }
}

/// `default: '=' expression`
fn opt_default(p: &mut Parser<'_>) -> bool {
    let found = p.eat(T![=]);
    if found {
        expression::expression(p);
    }
    found
}

/// Starred parameters have no default.
fn no_default(p: &mut Parser<'_>) {
    if p.at(T![=]) {
        p.misplaced(Misplaced::StarDefault);
        opt_default(p);
    }
}

/// `type_params: '[' ','.type_param+ [','] ']'`
pub(super) fn opt_type_params(p: &mut Parser<'_>) {
    if !p.at(L_BRACKET) {
        return;
    }
    let m = p.start();
    p.bump(L_BRACKET);
    if p.at(R_BRACKET) {
        p.expected(Expected::Token(NAME));
    }
    comma_list(p, R_BRACKET, type_param);
    p.expect(R_BRACKET);
    m.complete(p, TYPE_PARAM_LIST);
}

// test type_parameters
// class A[T: (int, str) = int, *Ts = *tuple[int], **P = []]: pass
/// `type_param: NAME [':' expression] ['=' expression] | '*' NAME ['=' star_expression] | '**' NAME ['=' expression]`
fn type_param(p: &mut Parser<'_>) {
    if !p.at_name() && !matches!(p.current(), T![*] | T![**]) {
        p.expected(Expected::Token(NAME));
        return;
    }
    let m = p.start();
    let star = p.eat(T![*]);
    let starred = star || p.eat(T![**]);
    p.expect_name();
    if p.at(T![:]) {
        if starred {
            p.misplaced(Misplaced::TypeParameter);
        }
        p.bump(T![:]);
        expression::expression(p);
    }
    if p.eat(T![=]) {
        if star {
            expression::star_expression(p);
        } else {
            expression::expression(p);
        }
    }
    m.complete(p, TYPE_PARAM);
}
