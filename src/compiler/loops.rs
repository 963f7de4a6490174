//! `if`, `for`, `async for` and `while`, and the statements that leave them.
//!
//! Source: CPython 3.14, `codegen_if`, `codegen_for`, `codegen_while`, `codegen_return` and their neighbours.

use crate::ast::{Expr, For, If, Return, Stmt, While};
use crate::bytecode::Opcode as Op;

use super::condition::JumpWhen;
use super::frame_block::{FrameBlock, FrameBlockKind, Unwind};
use super::generator::{Generator, Outcome};
use super::instruction::Location;
use super::suspend::Suspend;

impl Generator<'_> {
    /// An `if`; a chain of `elif` is walked by a loop, and each adds a conditional block.
    pub(super) fn if_stmt(&mut self, it: If, loc: Location) -> Outcome {
        let (mut it, mut loc) = (it, loc);
        let mut ends = Vec::new();
        let n_outer = self.unit.n_conditional_blocks;
        loop {
            self.unit.n_conditional_blocks += 1;
            let end = self.label();
            ends.push(end);
            let next = if it.orelse.is_empty() { end } else { self.label() };
            self.jump_if(it.test, next, JumpWhen::False, loc)?;
            self.stmts(it.body)?;
            if it.orelse.is_empty() {
                break;
            }
            self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
            self.bind(next);
            if let [only] = self.ast[it.orelse]
                && let Stmt::If(elif) = self.ast[only]
            {
                (it, loc) = (elif, self.location(only));
                continue;
            }
            self.stmts(it.orelse)?;
            break;
        }
        for end in ends.into_iter().rev() {
            self.bind(end);
        }
        self.unit.n_conditional_blocks = n_outer;
        Ok(())
    }

    pub(super) fn for_stmt(&mut self, it: For, loc: Location) -> Outcome {
        let [start, body, cleanup, end] = self.labels();
        self.push_block(FrameBlock::loop_(FrameBlockKind::ForLoop, loc, start, end))?;
        self.expr(it.iter)?;
        let iter_loc = self.location(it.iter);
        self.emit(Op::GET_ITER, iter_loc);
        self.bind(start);
        self.jump(Op::FOR_ITER, cleanup, iter_loc);
        // A `for` of several lines is traced by it; it goes again where it says nothing new.
        self.emit(Op::NOP, self.location(it.target));
        self.bind(body);
        self.expr(it.target)?;
        self.stmts(it.body)?;
        self.jump(Op::JUMP, start, Location::NONE);
        self.bind(cleanup);
        self.emit(Op::END_FOR, Location::NONE);
        self.emit(Op::POP_ITER, Location::NONE);
        self.pop_block();
        self.stmts(it.orelse)?;
        self.bind(end);
        Ok(())
    }

    pub(super) fn async_for_stmt(&mut self, it: For, loc: Location) -> Outcome {
        let [start, send, except, end] = self.labels();
        self.expr(it.iter)?;
        let iter_loc = self.location(it.iter);
        self.emit(Op::GET_AITER, iter_loc);
        self.bind(start);
        self.push_block(FrameBlock::loop_(FrameBlockKind::ForLoop, loc, start, end))?;
        self.jump(Op::SETUP_FINALLY, except, loc);
        self.emit(Op::GET_ANEXT, loc);
        self.load_none(loc);
        self.bind(send);
        self.yield_from(Suspend::Await, loc);
        self.emit(Op::POP_BLOCK, loc);
        self.emit(Op::NOT_TAKEN, loc);
        self.expr(it.target)?;
        self.stmts(it.body)?;
        self.jump(Op::JUMP, start, Location::NONE);
        self.pop_block();
        self.bind(except);
        self.jump(Op::END_ASYNC_FOR, send, iter_loc);
        self.stmts(it.orelse)?;
        self.bind(end);
        Ok(())
    }

    pub(super) fn while_stmt(&mut self, it: While, loc: Location) -> Outcome {
        let [start, end, anchor] = self.labels();
        self.bind(start);
        self.push_block(FrameBlock::loop_(FrameBlockKind::WhileLoop, loc, start, end))?;
        self.jump_if(it.test, anchor, JumpWhen::False, loc)?;
        self.stmts(it.body)?;
        self.jump(Op::JUMP, start, Location::NONE);
        self.pop_block();
        self.bind(anchor);
        self.stmts(it.orelse)?;
        self.bind(end);
        Ok(())
    }

    pub(super) fn return_stmt(&mut self, it: Return, loc: Location) -> Outcome {
        if !self.scope().kind.is_function_like() {
            return self.error(loc, "'return' outside function");
        }
        if it.value.is_some() && self.scope().coroutine && self.scope().generator {
            return self.error(loc, "'return' with value in async generator");
        }
        let constant = it.value.and_then(|value| match self.ast[value] {
            Expr::Constant(constant) => Some(constant.value),
            _ => None,
        });
        let mut at = loc;
        // A constant is loaded last, so that nothing has to be kept on the stack while blocks are left.
        match it.value {
            Some(value) if constant.is_none() => self.expr(value)?,
            Some(value) => {
                at = self.location(value);
                self.emit(Op::NOP, at);
            }
            None => {}
        }
        if it.value.is_none_or(|value| self.location(value).line != loc.line) {
            at = loc;
            self.emit(Op::NOP, at);
        }
        let unwind = if it.value.is_some() && constant.is_none() { Unwind::KeepTop } else { Unwind::Plain };
        self.unwind_blocks(&mut at, unwind)?;
        match (it.value, constant) {
            (None, _) => self.load_none(at),
            (Some(_), Some(constant)) => self.load_value(constant, at),
            (Some(_), None) => {}
        }
        self.emit(Op::RETURN_VALUE, at);
        Ok(())
    }

    pub(super) fn break_stmt(&mut self, loc: Location) -> Outcome {
        let mut at = loc;
        self.emit(Op::NOP, at);
        let Some(loop_) = self.unwind_to_loop(&mut at)? else {
            return self.error(loc, "'break' outside loop");
        };
        self.unwind_block(&mut at, loop_, Unwind::Plain)?;
        if let Some(exit) = loop_.exit {
            self.jump(Op::JUMP, exit, at);
        }
        Ok(())
    }

    pub(super) fn continue_stmt(&mut self, loc: Location) -> Outcome {
        let mut at = loc;
        self.emit(Op::NOP, at);
        let Some(loop_) = self.unwind_to_loop(&mut at)? else {
            return self.error(loc, "'continue' not properly in loop");
        };
        if let Some(start) = loop_.start {
            self.jump(Op::JUMP, start, at);
        }
        Ok(())
    }
}
