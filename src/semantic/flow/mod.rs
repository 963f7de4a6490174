//! Which bindings of a variable may reach each place that reads it, and what has been tested of its value on the way.
//!
//! The statements of the scope that owns the variable are followed in the order of execution, for one variable at a
//! time and only where a place that reads it is asked about. What comes out is a [`State`] for each such place: the
//! bindings that may have been the last one there, each with the tests that its value has passed since.
//!
//! Exceptions may come from anywhere in a `try`; a `with` may swallow them unless its manager is known not to;
//! `finally` is passed on every way out. An `assert` counts as a test, although `python -O` leaves it out.
//!
//! # What is not followed
//!
//! A variable that another scope binds (`global`, `nonlocal`, an assignment expression in a comprehension) has no
//! states: all its bindings may reach all places. Nor has what a function or lambda reads that runs later, unless it
//! is a parameter that nothing else binds: then what was tested when the function was made holds for good.

mod condition;
mod state;
mod summary;
mod walk;

pub(super) use state::{Def, State};
pub(super) use summary::{Summary, summary};

use rustc_hash::FxHashMap;

use super::Analysis;
use super::names::VariableId;
use crate::ast::ExprId;

/// The states of one variable, by the expressions that read it and the targets that augment it.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    states: FxHashMap<ExprId, State>,
}

impl Flow {
    /// The state at a place; none where it is not known.
    pub(super) fn at(&self, expr: ExprId) -> Option<&State> {
        self.states.get(&expr)
    }
}

impl Analysis<'_> {
    /// The states of a variable, followed at the first call.
    pub(super) fn flow(&self, variable: VariableId) -> std::rc::Rc<Flow> {
        if let Some(known) = self.flows.borrow().get(&variable) {
            return known.clone();
        }
        let flow = std::rc::Rc::new(walk::flow(self, variable));
        self.flows.borrow_mut().insert(variable, flow.clone());
        flow
    }
}
