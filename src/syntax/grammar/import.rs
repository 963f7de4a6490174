//! Import statements.

use super::*;

// test import_names
// import a, b.c as d

// test_err import_star_of_nothing
// import *
/// `import_name: 'import' ','.(dotted_name ['as' NAME])+`
pub(super) fn import_name(p: &mut Parser<'_>, m: Marker) {
    p.bump(T![import]);
    loop {
        import_as(p, true);
        if !p.eat(T![,]) {
            break;
        }
    }
    m.complete(p, IMPORT_STMT);
}

// test import_from
// from a import b
// from . import c as d, e
// from ...f.g import (
//     h,
//     i,
// )
// from j import *
/// `import_from: 'from' ('.' | '...')* dotted_name 'import' import_from_targets
///              | 'from' ('.' | '...')+ 'import' import_from_targets`
pub(super) fn import_from(p: &mut Parser<'_>, m: Marker) {
    p.bump(T![from]);
    let mut relative = false;
    while p.eat(T![.]) || p.eat(T![...]) {
        relative = true;
    }
    if p.at_name() || !relative {
        dotted_name(p);
    }
    p.expect(T![import]);
    import_from_targets(p);
    m.complete(p, IMPORT_FROM_STMT);
}

// test_err import_from_trailing_comma
// from a import b,
/// `import_from_targets: '(' import_from_as_names [','] ')' | import_from_as_names !',' | '*'`
fn import_from_targets(p: &mut Parser<'_>) {
    if p.at(T![*]) {
        let m = p.start();
        p.bump(T![*]);
        m.complete(p, IMPORT_ALIAS);
        return;
    }
    if p.eat(L_PAREN) {
        if p.at(R_PAREN) {
            p.expected(Expected::Token(NAME));
        }
        comma_list(p, R_PAREN, |p| import_as(p, false));
        p.expect(R_PAREN);
        return;
    }
    loop {
        import_as(p, false);
        if !p.eat(T![,]) {
            break;
        }
        if p.at(NEWLINE) {
            p.misplaced(Misplaced::TrailingComma);
            break;
        }
    }
}

/// `import_from_as_name: NAME ['as' NAME]`, `dotted_as_name: dotted_name ['as' NAME]`
fn import_as(p: &mut Parser<'_>, dotted: bool) {
    if p.at(T![*]) {
        p.misplaced(Misplaced::ImportStar);
        let m = p.start();
        p.bump(T![*]);
        m.complete(p, IMPORT_ALIAS);
        return;
    }
    if !p.at_name() && !matches!(p.current(), T![async] | T![await]) {
        p.expected(Expected::Token(NAME));
        return;
    }
    let m = p.start();
    if !dotted && p.nth(1) == T![.] {
        p.misplaced(Misplaced::DottedName);
    }
    dotted_name(p);
    if p.eat(T![as]) {
        p.expect_name();
    }
    m.complete(p, IMPORT_ALIAS);
}

/// `dotted_name: '.'.NAME+`
fn dotted_name(p: &mut Parser<'_>) {
    let m = p.start();
    while p.expect_name() && p.eat(T![.]) {}
    m.complete(p, DOTTED_NAME);
}
