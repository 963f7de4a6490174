//! `try` with `except*`.
//!
//! The stack holds the original group, the list of what the handlers raised, and what no handler has taken yet.
//!
//! Source: CPython 3.14, `codegen_try_star_except`.

use crate::ast::{ExceptHandler, ExprContext, Try};
use crate::bytecode::Opcode as Op;

use super::frame_block::{FrameBlock, FrameBlockKind};
use super::generator::{Generator, Outcome};
use super::instruction::{Label, Location};
use super::intrinsic::Intrinsic2;

impl Generator<'_> {
    pub(super) fn try_star_stmt(&mut self, it: Try, loc: Location) -> Outcome {
        if it.finalbody.is_empty() {
            return self.try_star_except(it, loc);
        }
        self.try_finally(it, loc, |this| {
            if it.handlers.is_empty() { this.stmts(it.body) } else { this.try_star_except(it, loc) }
        })
    }

    fn try_star_except(&mut self, it: Try, loc: Location) -> Outcome {
        let [body, except, orelse, end, cleanup, reraise_star] = self.labels();
        self.jump(Op::SETUP_FINALLY, except, loc);
        self.bind(body);
        self.push_block(FrameBlock::new(FrameBlockKind::TryExcept, loc))?;
        self.stmts(it.body)?;
        self.pop_block();
        self.emit(Op::POP_BLOCK, Location::NONE);
        self.jump(Op::JUMP_NO_INTERRUPT, orelse, Location::NONE);

        self.bind(except);
        self.jump(Op::SETUP_CLEANUP, cleanup, Location::NONE);
        self.emit(Op::PUSH_EXC_INFO, Location::NONE);
        self.push_block(FrameBlock::new(FrameBlockKind::ExceptionGroupHandler, loc))?;
        for (idx, &handler) in self.ast[it.handlers].iter().enumerate() {
            let handler_loc = self.location(handler);
            if idx == 0 {
                self.emit_arg(Op::BUILD_LIST, 0, handler_loc);
                self.emit_arg(Op::COPY, 2, handler_loc);
            }
            let last = (idx + 1 == it.handlers.len()).then_some(reraise_star);
            self.star_handler(self.ast[handler], last, handler_loc)?;
        }
        self.pop_block();
        self.reraise_star(reraise_star, end);
        self.bind(cleanup);
        self.pop_except_and_reraise(Location::NONE);
        self.bind(orelse);
        self.stmts(it.orelse)?;
        self.bind(end);
        Ok(())
    }

    fn star_handler(&mut self, handler: ExceptHandler, reraise: Option<Label>, loc: Location) -> Outcome {
        let [next, with_error, no_match] = self.labels();
        if let Some(type_) = handler.type_ {
            self.expr(type_)?;
            self.emit(Op::CHECK_EG_MATCH, loc);
            self.emit_arg(Op::COPY, 1, loc);
            self.jump(Op::POP_JUMP_IF_NONE, no_match, loc);
        }
        let [cleanup_end, cleanup_body] = self.labels();
        match handler.name {
            Some(name) => self.name_op(name, ExprContext::Store, loc)?,
            None => self.emit(Op::POP_TOP, loc),
        }
        self.jump(Op::SETUP_CLEANUP, cleanup_end, loc);
        self.bind(cleanup_body);
        self.push_block(FrameBlock::new(FrameBlockKind::HandlerCleanup(handler.name), loc))?;
        self.stmts(handler.body)?;
        self.pop_block();
        self.emit(Op::POP_BLOCK, Location::NONE);
        if let Some(name) = handler.name {
            self.clear_name(name, Location::NONE)?;
        }
        self.jump(Op::JUMP_NO_INTERRUPT, next, Location::NONE);

        self.bind(cleanup_end);
        if let Some(name) = handler.name {
            self.clear_name(name, Location::NONE)?;
        }
        self.emit_arg(Op::LIST_APPEND, 3, Location::NONE);
        self.emit(Op::POP_TOP, Location::NONE);
        self.jump(Op::JUMP_NO_INTERRUPT, with_error, Location::NONE);

        self.bind(next);
        // It holds the place of what comes before.
        self.emit(Op::NOP, Location::NONE);
        self.jump(Op::JUMP_NO_INTERRUPT, with_error, Location::NONE);
        self.bind(no_match);
        self.emit(Op::POP_TOP, loc);
        self.bind(with_error);
        if let Some(reraise) = reraise {
            self.emit_arg(Op::LIST_APPEND, 1, Location::NONE);
            self.jump(Op::JUMP_NO_INTERRUPT, reraise, Location::NONE);
        }
        Ok(())
    }

    fn reraise_star(&mut self, start: Label, end: Label) {
        let reraise = self.label();
        self.bind(start);
        self.emit_arg(Op::CALL_INTRINSIC_2, Intrinsic2::PrepReraiseStar.number(), Location::NONE);
        self.emit_arg(Op::COPY, 1, Location::NONE);
        self.jump(Op::POP_JUMP_IF_NOT_NONE, reraise, Location::NONE);
        self.emit(Op::POP_TOP, Location::NONE);
        self.emit(Op::POP_BLOCK, Location::NONE);
        self.emit(Op::POP_EXCEPT, Location::NONE);
        self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.bind(reraise);
        self.emit(Op::POP_BLOCK, Location::NONE);
        self.emit_arg(Op::SWAP, 2, Location::NONE);
        self.emit(Op::POP_EXCEPT, Location::NONE);
        self.emit_arg(Op::RERAISE, 0, Location::NONE);
    }
}
