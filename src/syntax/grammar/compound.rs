//! Compound statements: `if`, `while`, `for`, `try`, `with`.

use super::statement::colon_block;
use super::*;
use crate::syntax::event::Event;
use crate::syntax::parse_error::TargetRole;

// test if_chain
// if a:
//     b
// elif c:
//     d
// else:
//     e
/// `if_stmt: 'if' named_expression ':' block (elif_stmt | [else_block])`
pub(super) fn if_stmt(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![if]);
    expression::named_expression(p);
    colon_block(p);
    while p.at(T![elif]) {
        let clause = p.start();
        p.bump(T![elif]);
        expression::named_expression(p);
        colon_block(p);
        clause.complete(p, ELIF_CLAUSE);
    }
    opt_else_block(p);
    m.complete(p, IF_STMT);
}

/// `else_block: 'else' ':' block`
fn opt_else_block(p: &mut Parser<'_>) {
    if p.at(T![else]) {
        let m = p.start();
        p.bump(T![else]);
        colon_block(p);
        m.complete(p, ELSE_CLAUSE);
    }
}

// test while_else
// while n:
//     n -= 1
// else:
//     done()
/// `while_stmt: 'while' named_expression ':' block [else_block]`
pub(super) fn while_stmt(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![while]);
    expression::named_expression(p);
    colon_block(p);
    opt_else_block(p);
    m.complete(p, WHILE_STMT);
}

// test for_targets
// for a, *b in c, *d:
//     e
// else:
//     f
/// `for_stmt: 'async'? 'for' star_targets 'in' star_expressions ':' block [else_block]`
pub(super) fn for_stmt(p: &mut Parser<'_>, m: Marker) {
    p.bump(T![for]);
    expression::star_targets(p);
    if p.expect(T![in]) {
        expression::star_expressions(p);
    }
    colon_block(p);
    opt_else_block(p);
    m.complete(p, FOR_STMT);
}

// test try_forms
// try: a
// except: b
// try:
//     a
// except E as e:
//     b
// except E, F:
//     c
// else:
//     d
// finally:
//     g
// try: a
// except* E: b

// test_err try_alone
// try:
//     a
// b

// test_err mixed_except
// try: a
// except A: b
// except* C: d
/// `try_stmt: 'try' ':' block (finally_block | except_block+ [else_block] [finally_block] | except_star_block+ …)`
pub(super) fn try_stmt(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![try]);
    colon_block(p);
    let mut star = None;
    while p.at(T![except]) {
        let is_star = p.nth(1) == T![*];
        if *star.get_or_insert(is_star) != is_star {
            p.misplaced(Misplaced::MixedExcept);
        }
        except_block(p);
    }
    if star.is_some() {
        opt_else_block(p);
    }
    if p.at(T![finally]) {
        let clause = p.start();
        p.bump(T![finally]);
        colon_block(p);
        clause.complete(p, FINALLY_CLAUSE);
    } else if star.is_none() {
        p.expected(Expected::Handler);
    }
    m.complete(p, TRY_STMT);
}

/// `except_block: 'except' ['*'] expressions ':' block | 'except' ['*'] expression 'as' NAME ':' block
///               | 'except' ':' block`
fn except_block(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![except]);
    let star = p.eat(T![*]);
    if p.at(T![:]) {
        if star {
            p.misplaced(Misplaced::BareExcept);
        }
    } else if let Some(exception) = expression::expressions(p) {
        if p.at(T![as]) && exception.kind() == TUPLE_EXPR && !tuple_has_parens(p) {
            p.misplaced(Misplaced::BareExcept);
        }
        if p.eat(T![as]) {
            p.expect_name();
        }
    }
    colon_block(p);
    m.complete(p, EXCEPT_CLAUSE);
}

/// Whether a tuple ends in its own parenthesis: one without ends in an element or a comma.
fn tuple_has_parens(p: &Parser<'_>) -> bool {
    matches!(p.events(), [.., Event::Token(R_PAREN), Event::Finish { kind: TUPLE_EXPR, .. }])
}

// test with_forms
// with a: pass
// with a as b, c as (d, e): pass
// with (a as b, c,): pass
// with (a, b): pass
// with (a, b) as c: pass
// with (a).b as c: pass
// with (a := b): pass
/// `with_stmt: 'async'? 'with' '(' ','.with_item+ [','] ')' ':' block | 'async'? 'with' ','.with_item+ ':' block`
pub(super) fn with_stmt(p: &mut Parser<'_>, m: Marker) {
    p.bump(T![with]);
    if p.at(L_PAREN) && at_parenthesized_items(p) {
        p.bump(L_PAREN);
        comma_list(p, R_PAREN, with_item);
        p.expect(R_PAREN);
    } else {
        loop {
            with_item(p);
            if !p.eat(T![,]) {
                break;
            }
        }
    }
    colon_block(p);
    m.complete(p, WITH_STMT);
}

/// `with_item: expression ['as' star_target]`
fn with_item(p: &mut Parser<'_>) {
    if !expression::at_expression(p) {
        p.expected(Expected::Expression);
        return;
    }
    let m = p.start();
    expression::expression(p);
    if p.eat(T![as]) {
        let at = p.pos();
        if let Some(target) = expression::star_target(p) {
            target::check(p, target, TargetRole::Assign, at);
        }
    }
    m.complete(p, WITH_ITEM);
}

/// Whether the parenthesis after `with` holds its items and is not the beginning of an expression.
///
/// CPython tries the items first: they are a list of expressions, so what makes the parenthesis a generator, a
/// named or starred expression or a `yield` makes it no items, and so does anything but a colon after it.
fn at_parenthesized_items(p: &Parser<'_>) -> bool {
    let mut depth = 0;
    let mut lambdas = 0;
    let mut previous = L_PAREN;
    for n in 0.. {
        let kind = p.nth(n);
        match kind {
            L_PAREN | L_BRACKET | L_BRACE => depth += 1,
            R_PAREN | R_BRACKET | R_BRACE => {
                depth -= 1;
                if depth == 0 {
                    return p.nth(n + 1) == T![:];
                }
            }
            FSTRING_START | TSTRING_START => depth += 1,
            FSTRING_END | TSTRING_END => depth -= 1,
            NEWLINE | ENDMARKER => return true,
            _ if depth > 1 => {}
            T![lambda] => lambdas += 1,
            T![:] if lambdas > 0 => lambdas -= 1,
            T![for] | T![:=] | T![yield] => return false,
            T![*] if lambdas == 0 && matches!(previous, L_PAREN | T![,]) => return false,
            _ => {}
        }
        previous = kind;
    }
    unreachable!("the loop ends at ENDMARKER at the latest")
}
