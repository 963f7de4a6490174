//! Expressions by precedence.
//!
//! `expression` down to `primary` of CPython's grammar are one loop over binding powers. Chains of prefix operators
//! and of conditional expressions, lambdas and powers are loops too: only brackets recurse.

use super::super::token_set::TokenSet;
use super::*;
use crate::syntax::parse_error::{Python2, TargetRole};

/// Binding powers, loosest first. 0 is no operator.
const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const COMPARISON: u8 = 4;
const BITWISE_OR: u8 = 5;

/// What can begin an expression, names aside.
const EXPRESSION_START: TokenSet = TokenSet::new(&[
    NAME,
    NUMBER,
    STRING,
    FSTRING_START,
    TSTRING_START,
    T![None],
    T![True],
    T![False],
    T![...],
    L_PAREN,
    L_BRACKET,
    L_BRACE,
    BACKTICK,
    T![-],
    T![+],
    T![~],
    T![*],
    T![not],
    T![lambda],
    T![await],
    T![yield],
    T![case],
    T![exec],
    T![lazy],
    T![match],
    T![print],
    T![type],
    ERROR_TOKEN,
]);

const PREFIX: TokenSet = TokenSet::new(&[T![-], T![+], T![~]]);

/// Binding power of each infix operator, by kind.
const POWERS: [u8; 256] = {
    let mut powers = [0; 256];
    let table: &[(u8, &[SyntaxKind])] = &[
        (OR, &[T![or]]),
        (AND, &[T![and]]),
        (COMPARISON, &[T![==], T![!=], LESS_GREATER, T![<], T![<=], T![>], T![>=], T![in], T![is]]),
        (BITWISE_OR, &[T![|]]),
        (BITWISE_OR + 1, &[T![^]]),
        (BITWISE_OR + 2, &[T![&]]),
        (BITWISE_OR + 3, &[T![<<], T![>>]]),
        (BITWISE_OR + 4, &[T![+], T![-]]),
        (BITWISE_OR + 5, &[T![*], T![/], T!["//"], T![%], T![@]]),
    ];
    let mut row = 0;
    while row < table.len() {
        let mut column = 0;
        while column < table[row].1.len() {
            powers[table[row].1[column] as usize] = table[row].0;
            column += 1;
        }
        row += 1;
    }
    powers
};

/// Whether the next token can begin an expression, a starred one or a `yield`.
pub(super) fn at_expression(p: &Parser<'_>) -> bool {
    p.at_any(EXPRESSION_START)
}

/// `annotated_rhs: yield_expr | star_expressions`
pub(super) fn annotated_rhs(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    if p.at(T![yield]) { Some(yield_expr(p)) } else { star_expressions(p) }
}

// test yields
// yield
// yield a, *b
// x = yield from c
/// `yield_expr: 'yield' 'from' expression | 'yield' [star_expressions]`
pub(super) fn yield_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(T![yield]);
    if p.eat(T![from]) {
        expression(p);
        return m.complete(p, YIELD_FROM_EXPR);
    }
    if at_expression(p) && !p.at(T![yield]) {
        star_expressions(p);
    }
    m.complete(p, YIELD_EXPR)
}

/// `expressions: ','.expression+ [',']`
pub(super) fn expressions(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    bare_tuple(p, expression)
}

// test bare_tuples
// a,
// *a, b
// return_ = 1, 2
/// `star_expressions: ','.star_expression+ [',']`
pub(super) fn star_expressions(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    bare_tuple(p, star_expression)
}

/// `star_named_expression ',' star_named_expressions? | named_expression`, the subject of a `match`.
pub(super) fn subject_expr(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let starred = p.at(T![*]);
    let subject = bare_tuple(p, star_named_expression)?;
    if starred && subject.kind() == STARRED_EXPR {
        p.misplaced(Misplaced::Starred);
    }
    Some(subject)
}

/// `','.star_target+ [',']`, of `for`: a tuple without parentheses, or one target.
pub(super) fn star_targets(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let at = p.pos();
    let targets = bare_tuple(p, star_target)?;
    target::check(p, targets, TargetRole::Assign, at);
    Some(targets)
}

/// `star_target: '*' target | target`, not yet checked.
pub(super) fn star_target(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    if p.at(T![*]) { Some(starred(p, bitwise_or)) } else { bitwise_or(p) }
}

/// One `item`, or a tuple of them without parentheses.
fn bare_tuple(
    p: &mut Parser<'_>,
    item: impl Fn(&mut Parser<'_>) -> Option<CompletedMarker>,
) -> Option<CompletedMarker> {
    let first = item(p)?;
    if !p.at(T![,]) {
        return Some(first);
    }
    let m = first.precede();
    while p.eat(T![,]) && at_expression(p) && item(p).is_some() {}
    Some(m.complete(p, TUPLE_EXPR))
}

/// `star_expression: '*' bitwise_or | expression`
pub(super) fn star_expression(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    if p.at(T![*]) { Some(starred(p, bitwise_or)) } else { expression(p) }
}

/// `star_named_expression: '*' bitwise_or | named_expression`
pub(super) fn star_named_expression(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    if p.at(T![*]) { Some(starred(p, bitwise_or)) } else { named_expression(p) }
}

/// `'*'` and a `value`.
pub(super) fn starred(
    p: &mut Parser<'_>,
    value: impl FnOnce(&mut Parser<'_>) -> Option<CompletedMarker>,
) -> CompletedMarker {
    let m = p.start();
    p.bump(T![*]);
    value(p);
    m.complete(p, STARRED_EXPR)
}

// test walrus
// if (n := 1): pass
// while n := f(): pass

// test_err walrus_target
// if a.b := 1: pass
/// `named_expression: NAME ':=' expression | expression !':='`
pub(super) fn named_expression(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let at = p.pos();
    let target = expression(p)?;
    if !p.at(T![:=]) {
        return Some(target);
    }
    if target.kind() != NAME_EXPR {
        let role = TargetRole::Assign;
        p.error_at(at, ParseErrorKind::InvalidTarget { found: target.kind(), role });
    }
    let m = target.precede();
    p.bump(T![:=]);
    expression(p);
    Some(m.complete(p, NAMED_EXPR))
}

/// `expression: disjunction ['if' disjunction 'else' expression] | lambdef`
pub(super) fn expression(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    if !p.at(T![lambda]) {
        let body = disjunction(p)?;
        if !p.at(T![if]) {
            return Some(body);
        }
        return Some(right_nested(p, Some(body)));
    }
    Some(right_nested(p, None))
}

// test conditional_chain
// a if b else c if d else lambda: e
// lambda: a if b else lambda: c

// test lambdas
// lambda: 0
// lambda a, /, b=1, *c, d, **e: a
/// Conditional expressions and lambdas, whose last part is an expression again, and so on: a run of what they begin
/// with, and then their ends, from the inside out. `body` is the disjunction that stands before the first `if`.
fn right_nested(p: &mut Parser<'_>, mut body: Option<CompletedMarker>) -> CompletedMarker {
    let mut open = Vec::new();
    loop {
        let is_open = match body {
            Some(body) => {
                open.push((body.precede(), IF_EXPR));
                condition(p)
            }
            None => {
                open.push((p.start(), LAMBDA_EXPR));
                lambda_head(p)
            }
        };
        if !is_open {
            break;
        }
        body = None;
        if p.at(T![lambda]) {
            continue;
        }
        body = disjunction(p);
        if body.is_none() || !p.at(T![if]) {
            break;
        }
    }
    complete_all(p, open)
}

/// `'if' disjunction 'else'`; whether the last part is to come is returned.
fn condition(p: &mut Parser<'_>) -> bool {
    p.bump(T![if]);
    disjunction(p);
    p.expect(T![else])
}

/// `'lambda' [lambda_params] ':'`; whether the body is to come is returned.
fn lambda_head(p: &mut Parser<'_>) -> bool {
    p.bump(T![lambda]);
    if !p.at(T![:]) {
        function::lambda_params(p);
    }
    p.expect(T![:])
}

/// Ends nodes that end together, the innermost first. There is at least one.
fn complete_all(p: &mut Parser<'_>, open: Vec<(Marker, SyntaxKind)>) -> CompletedMarker {
    let mut done = None;
    for (m, kind) in open.into_iter().rev() {
        done = Some(m.complete(p, kind));
    }
    done.expect("a run has a first node")
}

/// `disjunction: 'or'.conjunction+`
pub(super) fn disjunction(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    binary(p, OR)
}

/// `bitwise_or`: no comparison, so that `in` and `as` end it.
pub(super) fn bitwise_or(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    binary(p, BITWISE_OR)
}

// test precedence
// a or b and not c < d | e ^ f & g << h + i * -j ** k

// test left_spine
// a - b - c
/// An operand and every infix operator after it that binds at least as tightly as `min`.
fn binary(p: &mut Parser<'_>, min: u8) -> Option<CompletedMarker> {
    let mut lhs = operand(p, min)?;
    loop {
        let power = infix_power(p);
        if power < min || power == 0 {
            return Some(lhs);
        }
        lhs = match power {
            OR | AND => bool_op(p, lhs, power),
            COMPARISON => comparison(p, lhs),
            _ => {
                let m = lhs.precede();
                p.bump_any();
                binary(p, power + 1);
                m.complete(p, BINARY_EXPR)
            }
        };
    }
}

#[inline]
fn infix_power(p: &Parser<'_>) -> u8 {
    match p.current() {
        T![not] if p.nth(1) == T![in] => COMPARISON,
        kind => POWERS[kind as usize],
    }
}

// test bool_runs
// a and b and c or d or e
/// A run of one of `and`, `or`, as one node.
fn bool_op(p: &mut Parser<'_>, first: CompletedMarker, power: u8) -> CompletedMarker {
    let word = p.current();
    let m = first.precede();
    while p.eat(word) {
        binary(p, power + 1);
    }
    m.complete(p, BOOL_EXPR)
}

// test comparison_chain
// a < b not in c is not d is e

// test_err less_greater
// a <> b
/// `comparison: bitwise_or (compare_op bitwise_or)+`, as one node.
fn comparison(p: &mut Parser<'_>, first: CompletedMarker) -> CompletedMarker {
    let m = first.precede();
    while infix_power(p) == COMPARISON {
        match p.current() {
            T![not] => {
                p.bump(T![not]);
                p.bump(T![in]);
            }
            T![is] => {
                p.bump(T![is]);
                p.eat(T![not]);
            }
            LESS_GREATER => {
                p.error(ParseErrorKind::Python2(Python2::LessGreater));
                p.bump(LESS_GREATER);
            }
            _ => p.bump_any(),
        }
        bitwise_or(p);
    }
    m.complete(p, COMPARE_EXPR)
}

// test_err not_after_operator
// a + not b
/// What stands between infix operators, its prefix operators included.
fn operand(p: &mut Parser<'_>, min: u8) -> Option<CompletedMarker> {
    match p.current() {
        T![not] => {
            if min > NOT {
                p.misplaced(Misplaced::LowPrecedence);
            }
            Some(prefix_chain(p, TokenSet::new(&[T![not]]), |p| binary(p, COMPARISON)))
        }
        T![lambda] => {
            p.misplaced(Misplaced::LowPrecedence);
            p.nested(expression)
        }
        kind if PREFIX.contains(kind) => Some(prefix_chain(p, PREFIX, power)),
        _ => power(p),
    }
}

// test prefix_chains
// not not a
// - + ~b
/// `inversion: 'not' inversion`, `factor: ('+' | '-' | '~') factor`: a run of `operators`, then a `rest`.
fn prefix_chain(
    p: &mut Parser<'_>,
    operators: TokenSet,
    rest: impl FnOnce(&mut Parser<'_>) -> Option<CompletedMarker>,
) -> CompletedMarker {
    let first = p.start();
    p.bump_any();
    let mut inner = Vec::new();
    while p.at_any(operators) {
        inner.push(p.start());
        p.bump_any();
    }
    rest(p);
    while let Some(m) = inner.pop() {
        m.complete(p, UNARY_EXPR);
    }
    first.complete(p, UNARY_EXPR)
}

// test powers
// a ** -b ** c
// await d ** 2
/// `power: await_primary ['**' factor]`, `factor: ('+' | '-' | '~') factor | power`: a run of bases and signs, and
/// then the ends of their nodes, from the inside out.
fn power(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let base = await_primary(p)?;
    if !p.at(T![**]) {
        return Some(base);
    }
    let mut open = Vec::new();
    let mut base = Some(base);
    while let Some(it) = base
        && p.at(T![**])
    {
        open.push((it.precede(), BINARY_EXPR));
        p.bump(T![**]);
        while p.at_any(PREFIX) {
            open.push((p.start(), UNARY_EXPR));
            p.bump_any();
        }
        base =
            if matches!(p.current(), T![not] | T![lambda]) { operand(p, u8::MAX) } else { await_primary(p) };
    }
    Some(complete_all(p, open))
}

/// `await_primary: 'await' primary | primary`
fn await_primary(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    if !p.at(T![await]) || !EXPRESSION_START.contains(p.nth(1)) {
        return primary(p);
    }
    let m = p.start();
    p.bump(T![await]);
    primary(p);
    Some(m.complete(p, AWAIT_EXPR))
}

// test postfix_chain
// a.b(c)[d](e)(f).g
/// `primary: atom ('.' NAME | '(' [arguments] ')' | genexp | '[' slices ']')*`
fn primary(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let mut lhs = atom::atom(p)?;
    loop {
        lhs = match p.current() {
            T![.] => {
                let m = lhs.precede();
                p.bump(T![.]);
                p.expect_name();
                m.complete(p, ATTRIBUTE)
            }
            L_PAREN => {
                let m = lhs.precede();
                p.nested(argument::arguments);
                m.complete(p, CALL)
            }
            L_BRACKET => {
                let m = lhs.precede();
                p.nested(argument::subscript);
                m.complete(p, SUBSCRIPT)
            }
            _ => return Some(lhs),
        }
    }
}
