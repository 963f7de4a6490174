//! String literals: plain ones, and f- and t-strings with what they interpolate.

use super::*;
use crate::syntax::parser::TextCheck;

// test adjacent_literals
// "a" 'b' f"c" rb"d"
/// `strings: (fstring | tstring | STRING)+`
pub(super) fn strings(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    loop {
        match p.current() {
            STRING => p.bump(STRING),
            FSTRING_START => template(p, FSTRING_MIDDLE, FSTRING_END, FSTRING),
            TSTRING_START => template(p, TSTRING_MIDDLE, TSTRING_END, TSTRING),
            _ => break,
        }
    }
    m.complete(p, STRING_EXPR)
}

// test f_strings
// f""
// f"a{b}c"
// f"{a!r:>{w}}{b=}"
// t"{a}"

// test nested_f_strings
// f"{f"{f"{1}"}"}"

// test_err empty_replacement
// f"{}"
/// `fstring: FSTRING_START (FSTRING_MIDDLE | fstring_replacement_field)* FSTRING_END`, and the same of t-strings.
fn template(p: &mut Parser<'_>, middle: SyntaxKind, end: SyntaxKind, node: SyntaxKind) {
    let m = p.start();
    p.bump_any();
    loop {
        if p.at(middle) {
            p.bump(middle);
        } else if p.at(L_BRACE) {
            p.nested(|p| replacement_field(p, middle));
        } else if p.at(end) || matches!(p.current(), NEWLINE | ENDMARKER | INDENT | DEDENT) {
            break;
        } else {
            p.bump_error(Expected::Token(end));
        }
    }
    p.expect(end);
    m.complete(p, node);
}

// test_err conversion
// f"{a!x}"
/// `fstring_replacement_field: '{' annotated_rhs '='? ['!' NAME] [':' fstring_format_spec*] '}'`
fn replacement_field(p: &mut Parser<'_>, middle: SyntaxKind) {
    let m = p.start();
    p.bump(L_BRACE);
    expression::annotated_rhs(p);
    p.eat(T![=]);
    if p.at(T![!]) {
        let conversion = p.start();
        p.bump(T![!]);
        p.check_text(0, TextCheck::Conversion);
        p.expect_name();
        conversion.complete(p, CONVERSION);
    }
    if p.at(T![:]) {
        format_spec(p, middle);
    }
    if !p.at(R_BRACE) {
        p.expected(Expected::Token(R_BRACE));
        leftover(p, middle);
    }
    p.eat(R_BRACE);
    m.complete(p, INTERPOLATION);
}

/// `':' (FSTRING_MIDDLE | fstring_replacement_field)*`
fn format_spec(p: &mut Parser<'_>, middle: SyntaxKind) {
    let m = p.start();
    p.bump(T![:]);
    loop {
        if p.at(middle) {
            p.bump(middle);
        } else if p.at(L_BRACE) {
            p.nested(|p| replacement_field(p, middle));
        } else {
            break;
        }
    }
    m.complete(p, FORMAT_SPEC);
}

/// What keeps a replacement field from its brace, in one ERROR node.
fn leftover(p: &mut Parser<'_>, middle: SyntaxKind) {
    let at_end = |p: &Parser<'_>| at_list_end(p) || p.at(R_BRACE) || p.at(middle);
    if at_end(p) {
        return;
    }
    let m = p.start();
    while !at_end(p) {
        p.bump_any();
    }
    m.complete(p, ERROR);
}
