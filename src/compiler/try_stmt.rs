//! `try` with `except` and `finally`.
//!
//! A `finally` is compiled once for each way out of the body: the end, an exception, and every statement that leaves.
//!
//! Source: CPython 3.14, `codegen_try_finally`, `codegen_try_except`.

use crate::ast::{ExceptHandler, ExprContext, Name, Try};
use crate::bytecode::Opcode as Op;

use super::frame_block::{FrameBlock, FrameBlockKind};
use super::generator::{Generator, Outcome};
use super::instruction::{Label, Location};

impl Generator<'_> {
    pub(super) fn try_stmt(&mut self, it: Try, loc: Location) -> Outcome {
        if it.finalbody.is_empty() {
            return self.try_except(it, loc);
        }
        self.try_finally(it, loc, |this| {
            if it.handlers.is_empty() { this.stmts(it.body) } else { this.try_except(it, loc) }
        })
    }

    /// `body` and then the `finally` of `it`, whatever happens.
    pub(super) fn try_finally(
        &mut self,
        it: Try,
        loc: Location,
        body: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        let [body_label, end, exit, cleanup] = self.labels();
        self.jump(Op::SETUP_FINALLY, end, loc);
        self.bind(body_label);
        self.push_block(FrameBlock::new(FrameBlockKind::FinallyTry(it.finalbody), loc))?;
        body(self)?;
        self.emit(Op::POP_BLOCK, Location::NONE);
        self.pop_block();
        self.stmts(it.finalbody)?;
        self.jump(Op::JUMP_NO_INTERRUPT, exit, Location::NONE);

        self.bind(end);
        self.jump(Op::SETUP_CLEANUP, cleanup, Location::NONE);
        self.emit(Op::PUSH_EXC_INFO, Location::NONE);
        self.push_block(FrameBlock::new(FrameBlockKind::FinallyEnd, Location::NONE))?;
        // The copy before has warned of whatever is odd in it.
        self.n_muted += 1;
        self.copy(loc, |this| this.stmts(it.finalbody))?;
        self.n_muted -= 1;
        self.pop_block();
        self.emit_arg(Op::RERAISE, 0, Location::NONE);
        self.bind(cleanup);
        self.pop_except_and_reraise(Location::NONE);
        self.bind(exit);
        Ok(())
    }

    fn try_except(&mut self, it: Try, loc: Location) -> Outcome {
        let [body, except, end, cleanup] = self.labels();
        self.jump(Op::SETUP_FINALLY, except, loc);
        self.bind(body);
        self.push_block(FrameBlock::new(FrameBlockKind::TryExcept, loc))?;
        self.stmts(it.body)?;
        self.pop_block();
        self.emit(Op::POP_BLOCK, Location::NONE);
        self.stmts(it.orelse)?;
        self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);

        self.bind(except);
        self.jump(Op::SETUP_CLEANUP, cleanup, Location::NONE);
        self.emit(Op::PUSH_EXC_INFO, Location::NONE);
        self.push_block(FrameBlock::new(FrameBlockKind::ExceptionHandler, loc))?;
        let mut n_left = it.handlers.len();
        for &handler in &self.ast[it.handlers] {
            n_left -= 1;
            let handler_loc = self.location(handler);
            let handler = self.ast[handler];
            if handler.type_.is_none() && n_left > 0 {
                return self.error(handler_loc, "default 'except:' must be last");
            }
            self.handler(handler, end, handler_loc)?;
        }
        self.pop_block();
        self.emit_arg(Op::RERAISE, 0, Location::NONE);
        self.bind(cleanup);
        self.pop_except_and_reraise(Location::NONE);
        self.bind(end);
        Ok(())
    }

    fn handler(&mut self, handler: ExceptHandler, end: Label, loc: Location) -> Outcome {
        let next = self.label();
        if let Some(type_) = handler.type_ {
            self.expr(type_)?;
            self.emit(Op::CHECK_EXC_MATCH, loc);
            self.jump(Op::POP_JUMP_IF_FALSE, next, loc);
        }
        match handler.name {
            Some(name) => self.named_handler_body(handler, name, end, loc)?,
            None => {
                let body = self.label();
                self.emit(Op::POP_TOP, loc);
                self.bind(body);
                self.push_block(FrameBlock::new(FrameBlockKind::HandlerCleanup(None), loc))?;
                self.stmts(handler.body)?;
                self.pop_block();
                self.emit(Op::POP_BLOCK, Location::NONE);
                self.emit(Op::POP_EXCEPT, Location::NONE);
                self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
            }
        }
        self.bind(next);
        Ok(())
    }

    /// The name is unbound when the body ends, however it ends.
    fn named_handler_body(
        &mut self,
        handler: ExceptHandler,
        name: Name,
        end: Label,
        loc: Location,
    ) -> Outcome {
        let [cleanup_end, cleanup_body] = self.labels();
        self.name_op(name, ExprContext::Store, loc)?;
        self.jump(Op::SETUP_CLEANUP, cleanup_end, loc);
        self.bind(cleanup_body);
        self.push_block(FrameBlock::new(FrameBlockKind::HandlerCleanup(Some(name)), loc))?;
        self.stmts(handler.body)?;
        self.pop_block();
        self.emit(Op::POP_BLOCK, Location::NONE);
        self.emit(Op::POP_BLOCK, Location::NONE);
        self.emit(Op::POP_EXCEPT, Location::NONE);
        self.clear_name(name, Location::NONE)?;
        self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.bind(cleanup_end);
        self.clear_name(name, Location::NONE)?;
        self.emit_arg(Op::RERAISE, 1, Location::NONE);
        Ok(())
    }

    /// `name = None; del name`: the body may have deleted it already.
    pub(super) fn clear_name(&mut self, name: Name, loc: Location) -> Outcome {
        self.load_none(loc);
        self.name_op(name, ExprContext::Store, loc)?;
        self.name_op(name, ExprContext::Del, loc)
    }

    /// Leaves a handler by the exception that it holds.
    pub(super) fn pop_except_and_reraise(&mut self, loc: Location) {
        self.emit_arg(Op::COPY, 3, loc);
        self.emit(Op::POP_EXCEPT, loc);
        self.emit_arg(Op::RERAISE, 1, loc);
    }
}
