//! What may be in a variable at one place.

use std::rc::Rc;

use crate::ast::ExprId;
use crate::semantic::names::BindingId;

/// What gave the variable its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::semantic) enum Def {
    /// Nothing: it is not bound here.
    Unbound,
    /// A binding.
    Binding(BindingId),
}

/// A test of the variable's value that came out as `holds`.
#[derive(Debug)]
pub(in crate::semantic) struct Test {
    /// The condition, of one of the forms that `condition.rs` knows.
    pub(in crate::semantic) condition: ExprId,
    /// How it came out.
    pub(in crate::semantic) holds: bool,
    /// The tests before, latest first.
    earlier: Tests,
    /// How many there are before.
    depth: usize,
}

/// Further tests of one value are forgotten: it may be anything that they let pass.
const MAX_TESTS: usize = 64;

type Tests = Option<Rc<Test>>;

/// A binding that may have been the last, and the tests of its value since.
#[derive(Debug, Clone)]
pub(in crate::semantic) struct Fact {
    pub(in crate::semantic) def: Def,
    tests: Tests,
}

impl Fact {
    /// The tests, latest first.
    pub(in crate::semantic) fn tests(&self) -> impl Iterator<Item = &Test> {
        std::iter::successors(self.tests.as_deref(), |test| test.earlier.as_deref())
    }
}

/// The facts of which one holds: sorted by binding, one a binding. None at all if the place is never reached.
#[derive(Debug, Clone, Default)]
pub(in crate::semantic) struct State {
    facts: Vec<Fact>,
}

impl State {
    /// The state of a place that is never reached.
    pub(super) const UNREACHED: Self = Self { facts: Vec::new() };

    /// The state right after `def`.
    pub(super) fn after(def: Def) -> Self {
        Self { facts: vec![Fact { def, tests: None }] }
    }

    pub(in crate::semantic) fn facts(&self) -> &[Fact] {
        &self.facts
    }

    pub(super) fn is_reached(&self) -> bool {
        !self.facts.is_empty()
    }

    /// The state after `condition` came out as `holds`.
    pub(super) fn tested(&self, condition: ExprId, holds: bool) -> Self {
        let test = |fact: &Fact| {
            let depth = depth(&fact.tests);
            if depth >= MAX_TESTS {
                return fact.clone();
            }
            let test = Test { condition, holds, earlier: fact.tests.clone(), depth };
            Fact { def: fact.def, tests: Some(Rc::new(test)) }
        };
        Self { facts: self.facts.iter().map(test).collect() }
    }

    /// Lets the facts of `other` hold, too: of a binding that both have, only the tests that both have are kept.
    /// Returns whether that changed anything.
    pub(super) fn join(&mut self, other: &Self) -> bool {
        let mut changed = false;
        for fact in &other.facts {
            match self.facts.binary_search_by_key(&fact.def, |it| it.def) {
                Err(place) => {
                    self.facts.insert(place, fact.clone());
                    changed = true;
                }
                Ok(place) => {
                    let tests = shared(self.facts[place].tests.clone(), fact.tests.clone());
                    changed |= !same(&tests, &self.facts[place].tests);
                    self.facts[place].tests = tests;
                }
            }
        }
        changed
    }
}

/// The tests with which both begin.
fn shared(mut a: Tests, mut b: Tests) -> Tests {
    while !same(&a, &b) {
        let (depth_a, depth_b) = (depth(&a), depth(&b));
        if depth_a >= depth_b {
            a = a.and_then(|it| it.earlier.clone());
        }
        if depth_b >= depth_a {
            b = b.and_then(|it| it.earlier.clone());
        }
    }
    a
}

fn depth(tests: &Tests) -> usize {
    tests.as_ref().map_or(0, |it| it.depth + 1)
}

/// Whether two lists of tests are the same. Passing through a loop again makes the same tests anew, so they are
/// compared by what they say.
fn same(mut a: &Tests, mut b: &Tests) -> bool {
    loop {
        match (a, b) {
            (None, None) => return true,
            (Some(x), Some(y)) => {
                if Rc::ptr_eq(x, y) {
                    return true;
                }
                if x.depth != y.depth || x.condition != y.condition || x.holds != y.holds {
                    return false;
                }
                (a, b) = (&x.earlier, &y.earlier);
            }
            (None, Some(_)) | (Some(_), None) => return false,
        }
    }
}
