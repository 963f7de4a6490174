//! Statements: the lines, and those that fit on one.

use super::super::token_set::TokenSet;
use super::*;
use crate::syntax::parse_error::{NewSyntax, Python2, TargetRole};
use crate::syntax::parser::is_name;

/// Words that go on with a compound statement and cannot begin one.
const CLAUSES: TokenSet = TokenSet::new(&[T![elif], T![else], T![except], T![finally]]);

const AUGMENTED: TokenSet = TokenSet::new(&[
    PLUS_EQUAL,
    MINUS_EQUAL,
    STAR_EQUAL,
    SLASH_EQUAL,
    PERCENT_EQUAL,
    AMPERSAND_EQUAL,
    PIPE_EQUAL,
    CARET_EQUAL,
    LEFT_SHIFT_EQUAL,
    RIGHT_SHIFT_EQUAL,
    DOUBLE_STAR_EQUAL,
    DOUBLE_SLASH_EQUAL,
    AT_EQUAL,
]);

/// What can follow Python 2's `print` and `exec` and cannot follow a name in Python 3.
const PYTHON_2_OPERAND: TokenSet = TokenSet::new(&[
    NAME,
    NUMBER,
    STRING,
    FSTRING_START,
    T![None],
    T![True],
    T![False],
    T![lambda],
    BACKTICK,
]);

// test several_on_a_line
// a = 1; b = 2;
// c

// test blank_lines_and_comments
// # first
//
// x  # why
//
//     # odd place
// y
/// `statement: compound_stmt | simple_stmts`
pub(super) fn statement(p: &mut Parser<'_>) {
    match p.current() {
        T![if] => compound::if_stmt(p),
        T![while] => compound::while_stmt(p),
        T![for] => {
            let m = p.start();
            compound::for_stmt(p, m);
        }
        T![try] => compound::try_stmt(p),
        T![with] => {
            let m = p.start();
            compound::with_stmt(p, m);
        }
        T![def] => {
            let m = p.start();
            function::function_def(p, m);
        }
        T![class] => {
            let m = p.start();
            function::class_def(p, m);
        }
        T![@] => function::decorated(p),
        T![async] if matches!(p.nth(1), T![def] | T![for] | T![with]) => async_stmt(p),
        T![match] if match_stmt::at_match_stmt(p) => match_stmt::match_stmt(p),
        INDENT => unexpected_indent(p),
        NEWLINE => {
            p.expected(Expected::Statement);
            p.bump(NEWLINE);
        }
        kind if CLAUSES.contains(kind) => stray_clause(p),
        _ => simple_stmts(p),
    }
}

/// `'async' (function_def_raw | for_stmt | with_stmt)`
fn async_stmt(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![async]);
    match p.current() {
        T![def] => function::function_def(p, m),
        T![for] => compound::for_stmt(p, m),
        _ => compound::with_stmt(p, m),
    }
}

// test_err unexpected_indent
// x = 1
//     y = 2
//     z = 3
// w
/// A block where none belongs: its statements, within an ERROR node.
fn unexpected_indent(p: &mut Parser<'_>) {
    p.misplaced(Misplaced::Indent);
    let m = p.start();
    p.nested(indented);
    m.complete(p, ERROR);
}

// test_err stray_clause
// else:
//     x
// y
/// `else:` and its like without their statement: the line and its block, within an ERROR node.
fn stray_clause(p: &mut Parser<'_>) {
    p.misplaced(Misplaced::ClauseWithoutStatement);
    let m = p.start();
    while !matches!(p.current(), T![:] | NEWLINE | ENDMARKER) {
        p.bump_any();
    }
    if p.eat(T![:]) {
        block(p);
    } else {
        p.eat(NEWLINE);
    }
    m.complete(p, ERROR);
}

// test block_on_the_line
// if x: a; b
// c

// test comments_of_a_block
// if x:
//     # before
//     a
//     # its own
//
//     # its own too
//
// # not its own
// b

// test comments_of_nested_blocks
// if x:
//     if y:
//         a
//         # inner
//     # outer
// b

// test_err missing_block
// if x:
// y
/// `block: NEWLINE INDENT statements DEDENT | simple_stmts`
pub(super) fn block(p: &mut Parser<'_>) {
    if p.at(NEWLINE) {
        let m = p.start();
        p.bump(NEWLINE);
        if p.at(INDENT) {
            p.nested(indented);
        } else {
            p.expected(Expected::IndentedBlock);
        }
        m.complete(p, BLOCK);
    } else if p.at(ENDMARKER) {
        p.expected(Expected::IndentedBlock);
    } else {
        let m = p.start();
        simple_stmts(p);
        m.complete(p, BLOCK);
    }
}

// test_err missing_colon
// while x
//     y
// z
/// `':' block`
pub(super) fn colon_block(p: &mut Parser<'_>) {
    if !p.expect(T![:]) && !p.at(NEWLINE) {
        rest_of_line(p);
        if p.at(NEWLINE) && p.nth(1) != INDENT {
            p.bump(NEWLINE);
            return;
        }
    }
    block(p);
}

/// `INDENT statements DEDENT`
pub(super) fn indented(p: &mut Parser<'_>) {
    p.bump(INDENT);
    while !matches!(p.current(), DEDENT | ENDMARKER) {
        statement(p);
    }
    p.eat(DEDENT);
}

/// `simple_stmts: ';'.simple_stmt+ [';'] NEWLINE`
fn simple_stmts(p: &mut Parser<'_>) {
    loop {
        let before = p.pos();
        simple_stmt(p);
        let empty = p.pos() == before;
        if empty {
            p.expected(Expected::Statement);
        }
        if !p.eat(T![;]) || p.at(NEWLINE) {
            break;
        }
    }
    if p.at(NEWLINE) {
        p.bump(NEWLINE);
    } else if !p.at(ENDMARKER) {
        p.expected(Expected::EndOfStatement);
        rest_of_line(p);
        p.eat(NEWLINE);
    }
}

// test_err rest_of_line_is_one_error
// a b c
// d
/// What is left of a line, in one ERROR node.
fn rest_of_line(p: &mut Parser<'_>) {
    if matches!(p.current(), NEWLINE | ENDMARKER | INDENT | DEDENT) {
        return;
    }
    let m = p.start();
    while !matches!(p.current(), NEWLINE | ENDMARKER | INDENT | DEDENT) {
        p.bump_any();
    }
    m.complete(p, ERROR);
}

/// `simple_stmt`
fn simple_stmt(p: &mut Parser<'_>) {
    match p.current() {
        T![return] => return_stmt(p),
        T![raise] => raise_stmt(p),
        T![global] => names_stmt(p, GLOBAL_STMT),
        T![nonlocal] => names_stmt(p, NONLOCAL_STMT),
        T![del] => del_stmt(p),
        T![pass] => word_stmt(p, PASS_STMT),
        T![break] => word_stmt(p, BREAK_STMT),
        T![continue] => word_stmt(p, CONTINUE_STMT),
        T![assert] => assert_stmt(p),
        T![import] => {
            let m = p.start();
            import::import_name(p, m);
        }
        T![from] => {
            let m = p.start();
            import::import_from(p, m);
        }
        T![lazy] if matches!(p.nth(1), T![import] | T![from]) => lazy_import(p),
        T![type] if is_name(p.nth(1)) => type_alias(p),
        T![print] if python_2_operand(p.nth(1)) => print_stmt(p),
        T![exec] if python_2_operand(p.nth(1)) => exec_stmt(p),
        _ => expression_stmt(p),
    }
}

fn python_2_operand(kind: SyntaxKind) -> bool {
    PYTHON_2_OPERAND.contains(kind) || kind.is_soft_keyword()
}

/// `'pass' | 'break' | 'continue'`
fn word_stmt(p: &mut Parser<'_>, kind: SyntaxKind) {
    let m = p.start();
    p.bump_any();
    m.complete(p, kind);
}

/// `return_stmt: 'return' [star_expressions]`
fn return_stmt(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![return]);
    if expression::at_expression(p) {
        expression::star_expressions(p);
    }
    m.complete(p, RETURN_STMT);
}

// test raise_from
// raise
// raise E
// raise E from None

// test_err python_2_raise
// raise E, "why"
/// `raise_stmt: 'raise' [expression ['from' expression]]`; Python 2: `'raise' expression (',' expression)*`
fn raise_stmt(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![raise]);
    if expression::at_expression(p)
        && let Some(exception) = expression::expression(p)
    {
        if p.at(T![,]) {
            p.error(ParseErrorKind::Python2(Python2::RaiseTuple));
            let tuple = exception.precede();
            while p.eat(T![,]) {
                expression::expression(p);
            }
            tuple.complete(p, TUPLE_EXPR);
        }
        if p.eat(T![from]) {
            expression::expression(p);
        }
    } else if p.at(T![from]) {
        p.expected(Expected::Expression);
    }
    m.complete(p, RAISE_STMT);
}

// test global_names
// global a, b
// nonlocal c
/// `global_stmt: 'global' ','.NAME+`, `nonlocal_stmt: 'nonlocal' ','.NAME+`
fn names_stmt(p: &mut Parser<'_>, kind: SyntaxKind) {
    let m = p.start();
    p.bump_any();
    while p.expect_name() && p.eat(T![,]) {}
    m.complete(p, kind);
}

// test del_targets
// del a, b.c, d[0], (e, [f])
// del a,

// test_err del_call
// del f()
/// `del_stmt: 'del' del_targets`
fn del_stmt(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![del]);
    loop {
        let at = p.pos();
        let Some(target) = expression::bitwise_or(p) else { break };
        target::check(p, target, TargetRole::Delete, at);
        if !p.eat(T![,]) || !expression::at_expression(p) {
            break;
        }
    }
    m.complete(p, DELETE_STMT);
}

// test assert_message
// assert a
// assert a, "b"
/// `assert_stmt: 'assert' expression [',' expression]`
fn assert_stmt(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![assert]);
    expression::expression(p);
    if p.eat(T![,]) {
        expression::expression(p);
    }
    m.complete(p, ASSERT_STMT);
}

// test lazy_is_a_name
// lazy = 1
// lazy.x

// test_err lazy_import
// lazy import a
// lazy from b import c
/// `"lazy" (import_name | import_from)` of 3.15.
fn lazy_import(p: &mut Parser<'_>) {
    p.error(ParseErrorKind::TooNew(NewSyntax::LazyImport));
    let m = p.start();
    p.bump(T![lazy]);
    if p.at(T![import]) {
        import::import_name(p, m);
    } else {
        import::import_from(p, m);
    }
}

// test type_alias
// type A = int
// type B[T] = list[T]
// type = 1
// type(x)
/// `type_alias: "type" NAME [type_params] '=' expression`
fn type_alias(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![type]);
    p.expect_name();
    function::opt_type_params(p);
    p.expect(T![=]);
    expression::expression(p);
    m.complete(p, TYPE_ALIAS_STMT);
}

// test_err python_2_print
// print "a", b
// print x,
// print(x)
/// Python 2's `print a, b` and `print a,`.
fn print_stmt(p: &mut Parser<'_>) {
    p.error(ParseErrorKind::Python2(Python2::Print));
    let m = p.start();
    p.bump(T![print]);
    while expression::at_expression(p) && expression::expression(p).is_some() && p.eat(T![,]) {}
    m.complete(p, PRINT_STMT);
}

// test_err python_2_exec
// exec "a" in b, c
// exec("a")
/// Python 2's `exec code in globals, locals`.
fn exec_stmt(p: &mut Parser<'_>) {
    p.error(ParseErrorKind::Python2(Python2::Exec));
    let m = p.start();
    p.bump(T![exec]);
    expression::bitwise_or(p);
    if p.eat(T![in]) {
        expression::expression(p);
        if p.eat(T![,]) {
            expression::expression(p);
        }
    }
    m.complete(p, EXEC_STMT);
}

/// `assignment | star_expressions | yield_expr`: what follows the first expression tells.
fn expression_stmt(p: &mut Parser<'_>) {
    let at = p.pos();
    let yields = p.at(T![yield]);
    let Some(first) = expression::annotated_rhs(p) else { return };
    match p.current() {
        T![=] => assignment(p, first, at),
        T![:] if !yields => annotated_assignment(p, first, at),
        kind if AUGMENTED.contains(kind) => augmented_assignment(p, first, at),
        _ => {
            first.precede().complete(p, EXPR_STMT);
        }
    }
}

// test chained_assignment
// a = b, *c = [d, (e)] = yield f

// test_err assign_to_call
// f() = 1
// a = (b, 1) = c
/// `assignment: (star_targets '=')+ annotated_rhs`
fn assignment(p: &mut Parser<'_>, first: CompletedMarker, at: usize) {
    let m = first.precede();
    let mut target = (first, at);
    while p.eat(T![=]) {
        target::check(p, target.0, TargetRole::Assign, target.1);
        let at = p.pos();
        let Some(next) = expression::annotated_rhs(p) else { break };
        target = (next, at);
    }
    m.complete(p, ASSIGN_STMT);
}

// test augmented
// a += 1
// a.b **= yield

// test_err augmented_tuple
// a, b += 1
/// `assignment: single_target augassign annotated_rhs`
fn augmented_assignment(p: &mut Parser<'_>, target: CompletedMarker, at: usize) {
    target::check(p, target, TargetRole::Augmented, at);
    let m = target.precede();
    p.bump_any();
    expression::annotated_rhs(p);
    m.complete(p, AUG_ASSIGN_STMT);
}

// test annotated
// a: int
// (b): int = 1
// c.d: e = f, g

// test_err annotated_tuple
// a, b: int
/// `assignment: single_target ':' expression ['=' annotated_rhs]`
fn annotated_assignment(p: &mut Parser<'_>, target: CompletedMarker, at: usize) {
    target::check(p, target, TargetRole::Annotated, at);
    let m = target.precede();
    p.bump(T![:]);
    expression::expression(p);
    if p.eat(T![=]) {
        expression::annotated_rhs(p);
    }
    m.complete(p, ANN_ASSIGN_STMT);
}
