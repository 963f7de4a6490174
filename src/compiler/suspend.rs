//! `yield`, `yield from`, `await`, and what makes a body a generator's.
//!
//! Source: CPython 3.14, `codegen_add_yield_from`, `codegen_wrap_in_stopiteration_handler`.

use crate::ast::{Yield, YieldFrom};
use crate::bytecode::Opcode as Op;

use super::generator::{Generator, Outcome};
use super::instruction::Location;
use super::intrinsic::{Intrinsic1, Resume};
use super::unit::UnitKind;

/// Why a frame delegates to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suspend {
    Await,
    YieldFrom,
}

impl Generator<'_> {
    pub(super) fn yield_expr(&mut self, it: Yield, loc: Location) -> Outcome {
        if !self.scope().kind.is_function_like() {
            return self.error(loc, "'yield' outside function");
        }
        match it.value {
            Some(value) => self.expr(value)?,
            None => self.load_none(loc),
        }
        self.yield_value(loc);
        Ok(())
    }

    pub(super) fn yield_from_expr(&mut self, it: YieldFrom, loc: Location) -> Outcome {
        if !self.scope().kind.is_function_like() {
            return self.error(loc, "'yield from' outside function");
        }
        if self.unit.kind == UnitKind::AsyncFunction {
            return self.error(loc, "'yield from' inside async function");
        }
        self.expr(it.value)?;
        self.emit(Op::GET_YIELD_FROM_ITER, loc);
        self.load_none(loc);
        self.yield_from(Suspend::YieldFrom, loc);
        Ok(())
    }

    /// Awaits the value on top. `reason`: 0 for `await`, 1 for `__aenter__`, 2 for `__aexit__`.
    pub(super) fn await_value(&mut self, reason: u32, loc: Location) {
        self.emit_arg(Op::GET_AWAITABLE, reason, loc);
        self.load_none(loc);
        self.yield_from(Suspend::Await, loc);
    }

    /// Yields the value on top.
    pub(super) fn yield_value(&mut self, loc: Location) {
        if self.scope().generator && self.scope().coroutine {
            self.emit_arg(Op::CALL_INTRINSIC_1, Intrinsic1::AsyncGenWrap.number(), loc);
        }
        self.emit_arg(Op::YIELD_VALUE, 0, loc);
        self.emit_arg(Op::RESUME, Resume::AfterYield.number(), loc);
    }

    /// Sends to the iterator below the top until it ends.
    pub(super) fn yield_from(&mut self, suspend: Suspend, loc: Location) {
        let [send, fail, exit] = self.labels();
        self.bind(send);
        self.jump(Op::SEND, exit, loc);
        // Only `throw` and `close` make YIELD_VALUE raise; CLEANUP_THROW tells StopIteration from the rest.
        self.jump(Op::SETUP_FINALLY, fail, loc);
        self.emit_arg(Op::YIELD_VALUE, 1, loc);
        self.emit(Op::POP_BLOCK, Location::NONE);
        let resume = match suspend {
            Suspend::Await => Resume::AfterAwait,
            Suspend::YieldFrom => Resume::AfterYieldFrom,
        };
        self.emit_arg(Op::RESUME, resume.number(), loc);
        self.jump(Op::JUMP_NO_INTERRUPT, send, loc);
        self.bind(fail);
        self.emit(Op::CLEANUP_THROW, loc);
        self.bind(exit);
        self.emit(Op::END_SEND, loc);
    }

    /// Puts all that was emitted so far into a handler that makes a RuntimeError of a StopIteration.
    pub(super) fn wrap_in_stop_iteration_handler(&mut self) {
        let handler = self.label();
        self.insert_first_jump(Op::SETUP_CLEANUP, handler);
        self.load_none(Location::NONE);
        self.emit(Op::RETURN_VALUE, Location::NONE);
        self.bind(handler);
        self.emit_arg(Op::CALL_INTRINSIC_1, Intrinsic1::StopIterationError.number(), Location::NONE);
        self.emit_arg(Op::RERAISE, 1, Location::NONE);
    }
}
