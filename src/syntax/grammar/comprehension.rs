//! The clauses of comprehensions and generators.

use super::*;

/// Whether `for` or `async for` is next.
pub(super) fn at_clauses(p: &Parser<'_>) -> bool {
    p.at(T![for]) || (p.at(T![async]) && p.nth(1) == T![for])
}

// test comprehension_clauses
// [a for b, *c in d if e if f async for g in h]
/// `for_if_clauses: ('async'? 'for' star_targets 'in' disjunction ('if' disjunction)*)+`
pub(super) fn for_if_clauses(p: &mut Parser<'_>) {
    while at_clauses(p) {
        let m = p.start();
        p.eat(T![async]);
        p.bump(T![for]);
        expression::star_targets(p);
        if p.expect(T![in]) {
            expression::disjunction(p);
        }
        while p.at(T![if]) {
            let condition = p.start();
            p.bump(T![if]);
            expression::disjunction(p);
            condition.complete(p, COMPREHENSION_IF);
        }
        m.complete(p, COMPREHENSION);
    }
}
