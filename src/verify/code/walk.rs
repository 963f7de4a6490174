//! Two flows side by side.
//!
//! [`is_same_list`] goes down both lists at once. [`Walk`] follows both graphs: it starts at both first steps, and
//! wherever a pair of steps is reached, both must do the same, and lead to pairs that are looked at in turn, their
//! exception handlers included. When no pair is left, each program simulates the other, step for step: they cannot be
//! told apart by what they do (a bisimulation, computed as the pairs that are reached).

use rustc_hash::FxHashSet;

use super::compare::{Comparer, Used};
use super::decode::{Action, Flow, Step};
use super::difference::{Difference, Fact, Refusal, shown};
use super::locals::{Local, Locals};
use super::normal::Normalization;
use crate::bytecode::Opcode;

/// How many pairs are looked at for each step of either flow: code is copied a few times at most, so that more would
/// be no code of a compiler's.
const MAX_PAIRS_PER_STEP: usize = 64;

/// If two flows are the same list of steps, with the same opcodes, what it took to see that of code objects in them. A
/// difference within those is an error.
pub(super) fn is_same_list<'a>(
    comparer: &mut Comparer<'a>,
    a: &Flow<'a>,
    b: &Flow<'a>,
) -> Checked<Option<Used>> {
    let slots = |flow: &Flow<'a>| (flow.code.localsplusnames.clone(), flow.code.localspluskinds.clone());
    if a.steps.len() != b.steps.len() || slots(a) != slots(b) {
        return Ok(None);
    }
    let mut used = Used::default();
    for (x, y) in a.steps.iter().zip(&b.steps) {
        // The line of a class, and small constants about it, may be loaded in two ways.
        let is_same = x.handler == y.handler
            && match (x.action, y.action) {
                (Action::FirstLine, Action::FirstLine) => true,
                _ if x.opcode != y.opcode => false,
                (Action::Silent, Action::Silent) => true,
                (Action::Jump(a), Action::Jump(b)) => a == b,
                (Action::Constant(a), Action::Constant(b)) => match comparer.values(a, b)? {
                    Some(it) => {
                        used = used.union(it);
                        true
                    }
                    None => false,
                },
                (Action::Local { slot: a, .. }, Action::Local { slot: b, .. }) => a == b,
                (Action::Branch { yes, no, .. }, Action::Branch { yes: yes_b, no: no_b, .. }) => {
                    (yes, no) == (yes_b, no_b)
                }
                (Action::Exit { arg: a, .. }, Action::Exit { arg: b, .. }) => a == b,
                (Action::Other { name, arg, .. }, Action::Other { name: name_b, arg: arg_b, .. }) => {
                    (name, arg) == (name_b, arg_b)
                }
                _ => false,
            };
        if !is_same {
            return Ok(None);
        }
    }
    Ok(Some(used))
}

type Checked<T> = Result<T, Box<Difference>>;

/// A walk over the pairs of steps that two flows reach together.
pub(super) struct Walk<'w, 'a> {
    comparer: &'w mut Comparer<'a>,
    a: &'w Flow<'a>,
    b: &'w Flow<'a>,
    locals_a: Locals<'a>,
    locals_b: Locals<'a>,
    seen: FxHashSet<(usize, usize)>,
    /// Pairs that are still to be looked at.
    rest: Vec<(usize, usize)>,
    /// Pairs of handlers, which are looked at when there are no others: what is reported comes from the code first.
    handlers: Vec<(usize, usize)>,
    used: Used,
}

impl<'w, 'a> Walk<'w, 'a> {
    pub(super) fn new(
        comparer: &'w mut Comparer<'a>,
        a: &'w Flow<'a>,
        b: &'w Flow<'a>,
        locals_a: Locals<'a>,
        locals_b: Locals<'a>,
    ) -> Self {
        let (seen, rest, handlers) = (FxHashSet::default(), vec![(0, 0)], Vec::new());
        Self { comparer, a, b, locals_a, locals_b, seen, rest, handlers, used: Used::default() }
    }

    /// Which normalisations it took beside the walk itself.
    pub(super) fn run(mut self) -> Checked<Used> {
        let max_pairs = MAX_PAIRS_PER_STEP * (self.a.steps.len() + self.b.steps.len());
        while let Some((x, y)) = self.rest.pop().or_else(|| self.handlers.pop()) {
            let (x, y) = match (settle(self.a, x), settle(self.b, y)) {
                (Settled::At(x), Settled::At(y)) => (x, y),
                // Both go round in circles, doing nothing.
                (Settled::Nowhere, Settled::Nowhere) => continue,
                _ => return Err(self.whole(Fact::Malformed)),
            };
            if !self.seen.insert((x, y)) {
                continue;
            }
            if self.seen.len() > max_pairs {
                return Err(self.whole(Fact::TooLarge));
            }
            self.step(x, y)?;
        }
        self.variables()?;
        Ok(self.used)
    }

    fn step(&mut self, x: usize, y: usize) -> Checked<()> {
        let (step_a, step_b) = (&self.a.steps[x], &self.b.steps[y]);
        if !self.does_same(step_a, step_b)? {
            let before = shown(self.a, step_a);
            let after = shown(self.b, step_b);
            return Err(self.here(step_a, step_b, Fact::Instruction { before, after }));
        }
        if may_raise(step_a) || may_raise(step_b) {
            self.same_handler(step_a, step_b)?;
        }
        match (step_a.action, step_b.action) {
            (Action::Branch { yes, no, .. }, Action::Branch { yes: yes_b, no: no_b, .. }) => {
                // What comes next in the code is looked at first.
                let pairs = [(yes, yes_b), (no, no_b)];
                self.rest.extend(if yes == x + 1 { [pairs[1], pairs[0]] } else { pairs });
            }
            (Action::Exit { .. }, _) => {}
            _ => self.rest.push((x + 1, y + 1)),
        }
        Ok(())
    }

    /// Whether two steps do the same with the same operands.
    fn does_same(&mut self, step_a: &Step<'a>, step_b: &Step<'a>) -> Checked<bool> {
        Ok(match (step_a.action, step_b.action) {
            (Action::Constant(a), Action::Constant(b)) => match self.comparer.values(a, b)? {
                Some(used) => {
                    self.used = self.used.union(used);
                    true
                }
                None => false,
            },
            (Action::FirstLine, Action::FirstLine) => true,
            (Action::Local { opcode, slot }, Action::Local { opcode: opcode_b, slot: slot_b }) => {
                opcode == opcode_b && self.is_same_local(step_a, step_b, slot, slot_b)?
            }
            (Action::Branch { on, .. }, Action::Branch { on: on_b, .. }) => on == on_b,
            (Action::Exit { opcode, arg }, Action::Exit { opcode: opcode_b, arg: arg_b }) => {
                (opcode, arg) == (opcode_b, arg_b)
            }
            (
                Action::Other { opcode, name, arg },
                Action::Other { opcode: opcode_b, name: name_b, arg: arg_b },
            ) => (opcode, name, arg) == (opcode_b, name_b, arg_b),
            _ => false,
        })
    }

    fn is_same_local(
        &mut self,
        step_a: &Step<'a>,
        step_b: &Step<'a>,
        slot_a: usize,
        slot_b: usize,
    ) -> Checked<bool> {
        let (Some(a), Some(b)) = (self.locals_a.get(slot_a), self.locals_b.get(slot_b)) else {
            return Ok(false);
        };
        if self.locals_a.ordinal(slot_a) != self.locals_b.ordinal(slot_b) || a.kind != b.kind {
            return Ok(false);
        }
        if a.name == b.name {
            return Ok(true);
        }
        let (before, after) = (a.name.to_string(), b.name.to_string());
        if let Some(refusal) = refusal(self.comparer, a, b) {
            return Err(self.here(step_a, step_b, Fact::Renamed { before, after, refusal }));
        }
        self.used = self.used.with(Normalization::RenamedLocals);
        Ok(true)
    }

    fn same_handler(&mut self, step_a: &Step<'a>, step_b: &Step<'a>) -> Checked<()> {
        match (step_a.handler, step_b.handler) {
            (None, None) => Ok(()),
            (Some(a), Some(b)) if (a.depth, a.lasti) == (b.depth, b.lasti) => {
                self.handlers.push((a.target, b.target));
                Ok(())
            }
            _ => {
                let instruction = shown(self.a, step_a);
                Err(self.here(step_a, step_b, Fact::Handler { instruction }))
            }
        }
    }

    /// Variables that no step was reached for must agree too: parameters, cells, and what code that is never reached
    /// uses.
    fn variables(&mut self) -> Checked<()> {
        if self.locals_a.used.len() != self.locals_b.used.len() {
            return Err(self.whole(Fact::Locals));
        }
        for (a, b) in self.locals_a.used.iter().zip(&self.locals_b.used) {
            if a.kind != b.kind {
                return Err(self.whole(Fact::Locals));
            }
            if a.name == b.name {
                continue;
            }
            if let Some(refusal) = refusal(self.comparer, a, b) {
                let (before, after) = (a.name.to_string(), b.name.to_string());
                return Err(self.whole(Fact::Renamed { before, after, refusal }));
            }
            self.used = self.used.with(Normalization::RenamedLocals);
        }
        Ok(())
    }

    fn here(&self, step_a: &Step<'a>, step_b: &Step<'a>, fact: Fact) -> Box<Difference> {
        Box::new(Difference::at((self.a, step_a), (self.b, step_b), fact))
    }

    fn whole(&self, fact: Fact) -> Box<Difference> {
        Box::new(Difference::of_code(self.a, fact))
    }
}

/// Why `a` may not be called as `b` is.
fn refusal(comparer: &mut Comparer<'_>, a: &Local<'_>, b: &Local<'_>) -> Option<Refusal> {
    let own = a.refusal.clone().or_else(|| b.refusal.clone());
    own.or_else(|| comparer.introspection().map(|it| Refusal::Introspection(it.to_owned())))
}

enum Settled {
    At(usize),
    /// Round in circles, without doing anything.
    Nowhere,
    /// Behind the last step.
    Outside,
}

/// The first step from `idx` on that does anything.
fn settle(flow: &Flow<'_>, mut idx: usize) -> Settled {
    for _ in 0..=flow.steps.len() {
        match flow.steps.get(idx).map(|it| it.action) {
            Some(Action::Silent) => idx += 1,
            Some(Action::Jump(target)) => idx = target,
            Some(_) => return Settled::At(idx),
            None => return Settled::Outside,
        }
    }
    Settled::Nowhere
}

/// Whether the step can raise an exception: what only moves values between the frame and its stack does not.
fn may_raise(step: &Step<'_>) -> bool {
    match step.action {
        Action::Silent | Action::Jump(_) | Action::Constant(_) | Action::FirstLine => false,
        Action::Local { opcode: Opcode::LOAD_FAST, .. } => step.opcode == Opcode::LOAD_FAST_CHECK,
        Action::Other { opcode, .. } => !matches!(opcode, Opcode::COPY | Opcode::SWAP | Opcode::PUSH_NULL),
        Action::Local { .. } | Action::Branch { .. } | Action::Exit { .. } => true,
    }
}
