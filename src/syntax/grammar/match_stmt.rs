//! The `match` statement.

use super::*;

/// Whether the word `match` begins a statement here, and is no name.
///
/// What follows a name in an expression settles most cases at once. Else the line decides, as it does for CPython:
/// it ends in a colon, and a block of `case`s follows. A name, a number or a string right behind the word can be
/// nothing else than a subject.
pub(super) fn at_match_stmt(p: &Parser<'_>) -> bool {
    match p.nth(1) {
        NAME
        | NUMBER
        | STRING
        | FSTRING_START
        | TSTRING_START
        | T![None]
        | T![True]
        | T![False]
        | T![...] => true,
        kind if kind.is_soft_keyword() => true,
        T![lambda] | T![await] | L_BRACE | T![~] => true,
        L_PAREN | L_BRACKET | T![-] | T![+] | T![*] | T![not] => line_opens_cases(p),
        _ => false,
    }
}

fn line_opens_cases(p: &Parser<'_>) -> bool {
    let mut n = 1;
    while !matches!(p.nth(n), NEWLINE | ENDMARKER) {
        n += 1;
    }
    p.nth(n - 1) == T![:] && p.nth(n + 1) == INDENT && p.nth(n + 2) == T![case]
}

// test match_or_name
// match x:
//     case 1: pass
// match (x):
//     case _ if y: pass
// match(x)
// match[x]: int
// match, y = 1
// match *a, b:
//     case a: pass
/// `match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT`
pub(super) fn match_stmt(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![match]);
    expression::subject_expr(p);
    p.expect(T![:]);
    if p.at(NEWLINE) {
        p.nested(match_block);
    } else {
        p.expected(Expected::CaseBlock);
        statement::block(p);
    }
    m.complete(p, MATCH_STMT);
}

/// `NEWLINE INDENT case_block+ DEDENT`
fn match_block(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(NEWLINE);
    if !p.eat(INDENT) {
        p.expected(Expected::CaseBlock);
        m.complete(p, MATCH_BLOCK);
        return;
    }
    while !matches!(p.current(), DEDENT | ENDMARKER) {
        if p.at(T![case]) {
            case_block(p);
        } else {
            p.expected(Expected::Token(T![case]));
            let stray = p.start();
            statement::statement(p);
            stray.complete(p, ERROR);
        }
    }
    p.eat(DEDENT);
    m.complete(p, MATCH_BLOCK);
}

/// `case_block: "case" patterns [guard] ':' block`
fn case_block(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![case]);
    pattern::patterns(p);
    if p.at(T![if]) {
        let guard = p.start();
        p.bump(T![if]);
        expression::named_expression(p);
        guard.complete(p, GUARD);
    }
    statement::colon_block(p);
    m.complete(p, CASE_CLAUSE);
}
