//! Arguments of calls and classes, indices of subscripts.

use super::*;
use crate::syntax::parser::is_name;

/// How far a list of arguments has come; each stage forbids what belongs before it.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Stage {
    Positional,
    Keyword,
    UnpackedKeywords,
}

/// `'(' [arguments] ')'` of a call, or `genexp`.
pub(super) fn arguments(p: &mut Parser<'_>) {
    argument_list(p, true);
}

/// `'(' [arguments] ')'` of a class, which takes no bare generator.
pub(super) fn bases(p: &mut Parser<'_>) {
    argument_list(p, false);
}

// test arguments
// f()
// f(a, *b, c=d, *e, **g, h=i)
// f(a for b in c)
// f(a := 1)

// test_err generator_beside_argument
// f(a for b in c, d)
fn argument_list(p: &mut Parser<'_>, generator: bool) {
    let m = p.start();
    p.bump(L_PAREN);
    let mut stage = Stage::Positional;
    let mut n_args = 0;
    let mut bare_generator = None;
    let trailing_comma = comma_list(p, R_PAREN, |p| {
        let at = p.pos();
        if argument(p, &mut stage) == Some(GENERATOR_EXPR) {
            bare_generator = Some(at);
        }
        n_args += 1;
    });
    if let Some(at) = bare_generator
        && (n_args > 1 || trailing_comma || !generator)
    {
        p.error_at(at, ParseErrorKind::Misplaced(Misplaced::Generator));
    }
    p.expect(R_PAREN);
    m.complete(p, ARG_LIST);
}

/// One of `args` or `kwargs`. `Some(GENERATOR_EXPR)` is a generator without parentheses.
fn argument(p: &mut Parser<'_>, stage: &mut Stage) -> Option<SyntaxKind> {
    match p.current() {
        T![*] => {
            let at = p.pos();
            if *stage == Stage::UnpackedKeywords {
                p.misplaced(Misplaced::UnpackedArgument);
            }
            let argument = expression::starred(p, expression::expression);
            return opt_generator(p, argument, at);
        }
        T![**] => {
            atom::double_starred(p, expression::expression);
            *stage = Stage::UnpackedKeywords;
        }
        kind if p.nth(1) == T![=] && (is_name(kind) || matches!(kind, T![async] | T![await])) => {
            let m = p.start();
            p.expect_name();
            p.bump(T![=]);
            expression::expression(p);
            m.complete(p, KEYWORD_ARG);
            *stage = if *stage == Stage::UnpackedKeywords { *stage } else { Stage::Keyword };
        }
        _ => return positional(p, *stage),
    }
    None
}

// test_err positional_after_keyword
// f(a=1, b)
// f(a.b=1)
/// `assignment_expression | expression !':='`
fn positional(p: &mut Parser<'_>, stage: Stage) -> Option<SyntaxKind> {
    let at = p.pos();
    let argument = expression::named_expression(p)?;
    if p.at(T![=]) {
        p.error_at(at, ParseErrorKind::Misplaced(Misplaced::KeywordName));
        let m = argument.precede();
        p.bump(T![=]);
        expression::expression(p);
        m.complete(p, ERROR);
        return None;
    }
    if stage > Stage::Positional {
        p.error_at(at, ParseErrorKind::Misplaced(Misplaced::PositionalArgument));
    }
    opt_generator(p, argument, at)
}

/// `for_if_clauses` after an argument make it a generator.
fn opt_generator(p: &mut Parser<'_>, argument: CompletedMarker, at: usize) -> Option<SyntaxKind> {
    if !comprehension::at_clauses(p) {
        return None;
    }
    let m = argument.precede();
    atom::clauses_of(p, argument.kind() == STARRED_EXPR, at);
    Some(m.complete(p, GENERATOR_EXPR).kind())
}

/// One of `type_expressions`: `'*' expression | '**' expression | expression`
pub(super) fn type_expression(p: &mut Parser<'_>) {
    match p.current() {
        T![*] => {
            expression::starred(p, expression::expression);
        }
        T![**] => {
            atom::double_starred(p, expression::expression);
        }
        _ => {
            expression::expression(p);
        }
    }
}

/// `'[' slices ']'`
///
/// `slices: slice !',' | ','.(slice | starred_expression)+ [',']`; the second form is a tuple.
pub(super) fn subscript(p: &mut Parser<'_>) {
    p.bump(L_BRACKET);
    if p.at(R_BRACKET) {
        p.expected(Expected::Expression);
    } else {
        slices(p);
    }
    p.expect(R_BRACKET);
}

// test slices
// a[b]
// a[b:c, ::d]
// a[:]
// a[*b]
// a[b, *c]

// test_err empty_subscript
// a[]
fn slices(p: &mut Parser<'_>) {
    let m = p.start();
    let starred = p.at(T![*]);
    slice(p);
    let mut tuple = starred;
    if p.at(T![,]) {
        tuple = true;
        p.bump(T![,]);
        comma_list(p, R_BRACKET, slice);
    }
    if tuple {
        m.complete(p, TUPLE_EXPR);
    }
}

/// `slice: [expression] ':' [expression] [':' [expression]] | named_expression`, or a starred expression.
fn slice(p: &mut Parser<'_>) {
    if p.at(T![*]) {
        expression::starred(p, expression::expression);
        return;
    }
    let m = p.start();
    if !p.at(T![:]) {
        let Some(lower) = expression::named_expression(p) else { return };
        if !p.at(T![:]) {
            return;
        }
        if lower.kind() == NAMED_EXPR {
            p.expected(Expected::Token(R_BRACKET));
        }
    }
    p.bump(T![:]);
    slice_part(p);
    if p.eat(T![:]) {
        slice_part(p);
    }
    m.complete(p, SLICE_EXPR);
}

fn slice_part(p: &mut Parser<'_>) {
    if !matches!(p.current(), T![:] | T![,] | R_BRACKET) {
        expression::expression(p);
    }
}
