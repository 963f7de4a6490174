//! Comprehensions, in place (PEP 709) or as functions of their own, and generator expressions.
//!
//! The first iterable is evaluated outside. In place, the variables of the comprehension take the places of those
//! around that have their names, whose values wait on the stack meanwhile, whatever happens.
//!
//! Source: CPython 3.14, `codegen_comprehension`, `_PyCompile_TweakInlinedComprehensionScopes`.

use crate::ast::{Comprehension, ComprehensionId, Expr, ExprId, List, Name};
use crate::bytecode::Opcode as Op;
use crate::semantic::{Resolution, Scope, ScopeKey, ScopeKind, Symbol, SymbolFlags};

use super::condition::JumpWhen;
use super::frame_block::{FrameBlock, FrameBlockKind};
use super::generator::{Generator, Outcome};
use super::instruction::{Label, Location};
use super::suspend::Suspend;
use super::unit::{ParameterCounts, UnitKind};

/// What each round of a comprehension gives.
#[derive(Debug, Clone, Copy)]
pub(super) enum Comprehended {
    List(ExprId),
    Set(ExprId),
    Dict(ExprId, ExprId),
    Generator(ExprId),
}

impl Comprehended {
    fn name(self) -> &'static str {
        match self {
            Self::List(_) => "<listcomp>",
            Self::Set(_) => "<setcomp>",
            Self::Dict(..) => "<dictcomp>",
            Self::Generator(_) => "<genexpr>",
        }
    }

    /// The instruction that makes the empty collection.
    fn build(self) -> Option<Op> {
        match self {
            Self::List(_) => Some(Op::BUILD_LIST),
            Self::Set(_) => Some(Op::BUILD_SET),
            Self::Dict(..) => Some(Op::BUILD_MAP),
            Self::Generator(_) => None,
        }
    }
}

/// A comprehension and the depth at which its collection lies.
#[derive(Clone, Copy)]
struct Rounds {
    what: Comprehended,
    generators: List<ComprehensionId>,
    loc: Location,
}

/// What an inlined comprehension changed in the unit around.
#[derive(Default)]
struct Inlined {
    /// Variables whose values wait on the stack.
    pushed: Vec<Name>,
    /// Names that mean something else inside, and what they mean outside.
    replaced: Vec<(Name, Option<Symbol>)>,
    /// Names that were made fast variables.
    hidden: Vec<Name>,
    cleanup: Option<Label>,
}

impl Generator<'_> {
    pub(super) fn comprehension(
        &mut self,
        id: ExprId,
        what: Comprehended,
        generators: List<ComprehensionId>,
    ) -> Outcome {
        let loc = self.location(id);
        let scope_id = self.scope_of(ScopeKey::Expr(id))?;
        let scope = &self.scopes[scope_id];
        let Some(&outermost) = self.ast[generators].first() else { return Ok(()) };
        let outermost = self.ast[outermost];
        let rounds = Rounds { what, generators, loc };
        if scope.comp_inlined {
            self.iterate(outermost)?;
            return self.inlined(scope, rounds);
        }
        let counts = ParameterCounts { positional: 1, ..ParameterCounts::default() };
        let name = self.names.intern(what.name());
        self.enter(UnitKind::Comprehension, scope_id, name, loc.line, counts);
        if let Some(build) = what.build() {
            self.emit_arg(build, 0, loc);
        }
        self.emit_arg(Op::LOAD_FAST, 0, loc);
        self.rounds(rounds, 0, 0)?;
        if what.build().is_some() {
            self.emit(Op::RETURN_VALUE, loc);
        } else {
            self.wrap_in_stop_iteration_handler();
        }
        let made = self.leave(true)?;
        self.make_closure(made, 0, loc);
        self.iterate(outermost)?;
        self.emit_arg(Op::CALL, 0, loc);
        if scope.coroutine && what.build().is_some() {
            self.await_value(0, loc);
        }
        Ok(())
    }

    /// The iterator of one `for`.
    fn iterate(&mut self, it: Comprehension) -> Outcome {
        self.expr(it.iter)?;
        self.emit(if it.is_async { Op::GET_AITER } else { Op::GET_ITER }, self.location(it.iter));
        Ok(())
    }

    fn inlined(&mut self, scope: &Scope, rounds: Rounds) -> Outcome {
        let loc = rounds.loc;
        let mut state = self.replace_symbols(scope);
        self.push_locals(scope, &mut state, loc);
        if let Some(build) = rounds.what.build() {
            self.emit_arg(build, 0, loc);
            self.emit_arg(Op::SWAP, 2, loc);
        }
        self.rounds(rounds, 0, 0)?;
        self.pop_locals(&state, loc);
        self.restore_symbols(state);
        Ok(())
    }

    /// Goes through the `for`s from `idx` on; the iterator of the first is on the stack, `depth` above the collection.
    fn rounds(&mut self, rounds: Rounds, idx: usize, depth: u32) -> Outcome {
        let Some(&generator) = self.ast[rounds.generators].get(idx) else {
            return self.element(rounds.what, depth);
        };
        let generator = self.ast[generator];
        if generator.is_async {
            return self.async_round(generator, rounds, idx, depth);
        }
        self.sync_round(generator, rounds, idx, depth)
    }

    fn sync_round(&mut self, it: Comprehension, rounds: Rounds, idx: usize, depth: u32) -> Outcome {
        let [start, if_cleanup, anchor] = self.labels();
        // `for y in [f(x)]` is an assignment.
        let only = if idx > 0 { self.only_item(it.iter) } else { None };
        let mut depth = depth;
        match only {
            Some(only) => self.expr(only)?,
            None => {
                if idx > 0 {
                    self.iterate(it)?;
                }
                depth += 1;
                self.bind(start);
                self.jump(Op::FOR_ITER, anchor, self.location(it.iter));
            }
        }
        self.expr(it.target)?;
        self.filters(it, if_cleanup, rounds.loc)?;
        self.rounds(rounds, idx + 1, depth)?;
        self.bind(if_cleanup);
        if only.is_none() {
            self.jump(Op::JUMP, start, self.element_location(rounds, idx));
            self.bind(anchor);
            self.emit(Op::END_FOR, Location::NONE);
            self.emit(Op::POP_ITER, Location::NONE);
        }
        Ok(())
    }

    fn async_round(&mut self, it: Comprehension, rounds: Rounds, idx: usize, depth: u32) -> Outcome {
        let [start, send, except, if_cleanup] = self.labels();
        let loc = rounds.loc;
        if idx > 0 {
            self.iterate(it)?;
        }
        self.bind(start);
        self.push_block(FrameBlock::new(FrameBlockKind::AsyncComprehension, loc))?;
        self.jump(Op::SETUP_FINALLY, except, loc);
        self.emit(Op::GET_ANEXT, loc);
        self.load_none(loc);
        self.bind(send);
        self.yield_from(Suspend::Await, loc);
        self.emit(Op::POP_BLOCK, loc);
        self.expr(it.target)?;
        self.filters(it, if_cleanup, loc)?;
        self.rounds(rounds, idx + 1, depth + 1)?;
        self.bind(if_cleanup);
        self.jump(Op::JUMP, start, self.element_location(rounds, idx));
        self.pop_block();
        self.bind(except);
        self.jump(Op::END_ASYNC_FOR, send, loc);
        Ok(())
    }

    fn only_item(&self, iter: ExprId) -> Option<ExprId> {
        let elts = match self.ast[iter] {
            Expr::List(it) => it.elts,
            Expr::Tuple(it) => it.elts,
            _ => return None,
        };
        match self.ast[elts] {
            [only] if !matches!(self.ast[only], Expr::Starred(_)) => Some(only),
            _ => None,
        }
    }

    fn filters(&mut self, it: Comprehension, skip: Label, loc: Location) -> Outcome {
        for &test in &self.ast[it.ifs] {
            self.jump_if(test, skip, JumpWhen::False, loc)?;
        }
        Ok(())
    }

    fn element(&mut self, what: Comprehended, depth: u32) -> Outcome {
        match what {
            Comprehended::Generator(elt) => {
                self.expr(elt)?;
                let loc = self.location(elt);
                self.yield_value(loc);
                self.emit(Op::POP_TOP, loc);
            }
            Comprehended::List(elt) => {
                self.expr(elt)?;
                self.emit_arg(Op::LIST_APPEND, depth + 1, self.location(elt));
            }
            Comprehended::Set(elt) => {
                self.expr(elt)?;
                self.emit_arg(Op::SET_ADD, depth + 1, self.location(elt));
            }
            Comprehended::Dict(key, value) => {
                self.expr(key)?;
                self.expr(value)?;
                self.emit_arg(Op::MAP_ADD, depth + 1, self.pair_location(key, value));
            }
        }
        Ok(())
    }

    fn pair_location(&self, key: ExprId, value: ExprId) -> Location {
        let (start, end) = (self.location(key), self.location(value));
        Location::new(start.line, end.end_line, start.column, end.end_column)
    }

    /// Where the jump back of a `for` is: a pair counts as a whole in the innermost only.
    fn element_location(&self, rounds: Rounds, idx: usize) -> Location {
        let is_innermost = idx + 1 == rounds.generators.len();
        match rounds.what {
            Comprehended::Dict(key, value) if is_innermost => self.pair_location(key, value),
            Comprehended::Dict(elt, _)
            | Comprehended::List(elt)
            | Comprehended::Set(elt)
            | Comprehended::Generator(elt) => self.location(elt),
        }
    }
}

/// Comprehensions in place.
impl Generator<'_> {
    /// Whether a name of the comprehension needs a variable of its own.
    fn is_own(symbol: &Symbol, is_in_class: bool) -> bool {
        let is_bound =
            symbol.flags.has_any(SymbolFlags::DEF_LOCAL) && !symbol.flags.has_any(SymbolFlags::DEF_NONLOCAL);
        is_bound || is_in_class
    }

    fn is_in_class_itself(&self) -> bool {
        self.scope().kind == ScopeKind::Class && self.unit.n_inlined == 0
    }

    fn replace_symbols(&mut self, comprehension: &Scope) -> Inlined {
        let is_in_class = self.is_in_class_itself();
        let is_function_like = self.scope().kind.is_function_like();
        let mut state = Inlined::default();
        self.unit.n_inlined += 1;
        for symbol in comprehension.symbols.iter() {
            let name = symbol.name;
            let outer = self.symbol(name);
            let outer_resolution = outer.map(|it| it.resolution);
            let inner_resolution = symbol.resolution;
            let is_other = outer_resolution != Some(inner_resolution)
                && inner_resolution != Resolution::Free
                && !(inner_resolution == Resolution::Cell && outer_resolution == Some(Resolution::Free));
            if is_other || is_in_class {
                self.unit.overrides.insert(name, Some(*symbol));
                state.replaced.push((name, outer));
            }
            if Self::is_own(symbol, is_in_class)
                && !is_function_like
                && self.unit.fast_hidden.insert(name, true) != Some(true)
            {
                state.hidden.push(name);
            }
        }
        state
    }

    fn restore_symbols(&mut self, state: Inlined) {
        self.unit.n_inlined -= 1;
        self.unit.overrides.extend(state.replaced);
        // They stay known as variables that the code around does not have.
        self.unit.fast_hidden.extend(state.hidden.into_iter().map(|name| (name, false)));
    }

    fn push_locals(&mut self, comprehension: &Scope, state: &mut Inlined, loc: Location) {
        // By now the comprehension counts as entered, so a class is one only if no other is around.
        let is_in_class = self.is_in_class_itself();
        for symbol in comprehension.symbols.iter() {
            if !Self::is_own(symbol, is_in_class) {
                continue;
            }
            let name = symbol.name;
            let place = self.unit.varnames.add(name);
            self.emit_arg(Op::LOAD_FAST_AND_CLEAR, place, loc);
            if symbol.resolution == Resolution::Cell {
                let arg = if self.resolution(name) == Some(Resolution::Free) {
                    self.unit.free_arg(name)
                } else {
                    self.unit.cellvars.add(name)
                };
                self.emit_arg(Op::MAKE_CELL, arg, loc);
            }
            state.pushed.push(name);
        }
        if state.pushed.is_empty() {
            return;
        }
        self.emit_arg(Op::SWAP, state.pushed.len() as u32 + 1, loc);
        let cleanup = self.label();
        state.cleanup = Some(cleanup);
        self.jump(Op::SETUP_FINALLY, cleanup, loc);
    }

    fn pop_locals(&mut self, state: &Inlined, loc: Location) {
        let Some(cleanup) = state.cleanup else { return };
        self.emit(Op::POP_BLOCK, Location::NONE);
        let end = self.label();
        self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.bind(cleanup);
        self.emit_arg(Op::SWAP, 2, Location::NONE);
        self.emit(Op::POP_TOP, Location::NONE);
        self.restore_locals(state, loc);
        self.emit_arg(Op::RERAISE, 0, Location::NONE);
        self.bind(end);
        self.restore_locals(state, loc);
    }

    fn restore_locals(&mut self, state: &Inlined, loc: Location) {
        self.emit_arg(Op::SWAP, state.pushed.len() as u32 + 1, loc);
        for &name in state.pushed.iter().rev() {
            let place = self.unit.varnames.add(name);
            self.emit_arg(Op::STORE_FAST_MAYBE_NULL, place, loc);
        }
    }
}
