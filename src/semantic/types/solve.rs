//! Types that depend on each other: what a loop carries round, functions that call themselves.
//!
//! A *goal* is what can depend on itself: a binding, or the result of a function. Met again while it is being worked
//! out, it has the type assumed so far, first none; it is worked out again until the assumption holds. Whatever used
//! an assumption that is not settled yet is not remembered.

use rustc_hash::FxHashMap;

use super::Type;
use crate::ast::{ExprId, StmtId};
use crate::semantic::Analysis;
use crate::semantic::names::BindingId;

/// What can depend on itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Goal {
    /// What a binding binds.
    Binding(BindingId),
    /// What a function of the file returns.
    Result(StmtId),
}

/// What is known so far, and what is being worked out.
#[derive(Debug, Default)]
pub(in crate::semantic) struct Solver {
    goals: FxHashMap<Goal, Type>,
    exprs: FxHashMap<ExprId, Type>,
    active: Vec<Active>,
    /// The outermost active goal that was met again since this was last set: its place.
    lowest: Option<usize>,
    /// A limit was hit: what rests on that may not be remembered, since asked directly it might be known.
    is_truncated: bool,
    /// How many expressions are in each other.
    depth: usize,
    /// How many were looked at for the present question.
    steps: usize,
}

#[derive(Debug)]
struct Active {
    goal: Goal,
    assumed: Type,
    was_met: bool,
}

/// Expressions in each other, through bindings and calls.
const MAX_DEPTH: usize = 120;

/// Expressions for one question. What hits a limit is not remembered, so this bounds the time of the next one, too.
const MAX_STEPS: usize = 2_000;

/// Rounds until a goal is given up as unknown. A round adds a part, of which there are few.
const MAX_ROUNDS: usize = 8;

fn lower(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

impl Analysis<'_> {
    /// The type of an expression: what it may give when the program runs.
    pub fn type_of(&self, expr: ExprId) -> Type {
        let mut solver = self.solver.borrow_mut();
        if let Some(known) = solver.exprs.get(&expr) {
            return known.clone();
        }
        if solver.depth == 0 {
            solver.steps = 0;
        }
        if solver.depth >= MAX_DEPTH || solver.steps >= MAX_STEPS {
            solver.is_truncated = true;
            return Type::UNKNOWN;
        }
        solver.depth += 1;
        solver.steps += 1;
        let outer = solver.lowest.take();
        drop(solver);
        let found = self.expression(expr);
        let mut solver = self.solver.borrow_mut();
        solver.depth -= 1;
        // The answer to a question itself is kept even so: it depends on nothing but the question.
        if solver.lowest.is_none() && (!solver.is_truncated || solver.depth == 0) {
            solver.exprs.insert(expr, found.clone());
        }
        solver.lowest = lower(outer, solver.lowest);
        if solver.depth == 0 {
            solver.lowest = None;
            solver.is_truncated = false;
        }
        found
    }

    pub(super) fn solve(&self, goal: Goal, work_out: impl Fn() -> Type) -> Type {
        let mut solver = self.solver.borrow_mut();
        if let Some(known) = solver.goals.get(&goal) {
            return known.clone();
        }
        if let Some(place) = solver.active.iter().position(|it| it.goal == goal) {
            solver.active[place].was_met = true;
            solver.lowest = lower(solver.lowest, Some(place));
            return solver.active[place].assumed.clone();
        }
        // What augments a variable leads from binding to binding with no expression between.
        if solver.active.len() >= MAX_DEPTH || solver.steps >= MAX_STEPS {
            solver.is_truncated = true;
            return Type::UNKNOWN;
        }
        solver.steps += 1;
        let place = solver.active.len();
        solver.active.push(Active { goal, assumed: Type::NEVER, was_met: false });
        let outer = solver.lowest.take();
        drop(solver);
        let mut rounds = 0;
        let found = loop {
            let found = work_out();
            let mut solver = self.solver.borrow_mut();
            let is_exhausted = solver.steps >= MAX_STEPS;
            let active = &mut solver.active[place];
            if !active.was_met {
                break found;
            }
            let joined = active.assumed.clone().or(&found);
            if joined == active.assumed {
                break joined;
            }
            rounds += 1;
            if rounds > MAX_ROUNDS || is_exhausted {
                break Type::UNKNOWN;
            }
            active.assumed = joined;
            active.was_met = false;
        };
        let mut solver = self.solver.borrow_mut();
        solver.active.pop();
        // What was assumed of this goal is settled now; what is around is not.
        let unsettled = solver.lowest.filter(|lowest| *lowest < place);
        if unsettled.is_none() && !solver.is_truncated {
            solver.goals.insert(goal, found.clone());
        }
        solver.lowest = lower(outer, unsettled);
        found
    }
}
