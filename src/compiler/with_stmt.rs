//! `with` and `async with`.
//!
//! Source: CPython 3.14, `codegen_with_inner`, `codegen_async_with_inner`.

use crate::ast::{With, WithItem};
use crate::bytecode::Opcode as Op;

use super::frame_block::{FrameBlock, FrameBlockKind};
use super::generator::{Generator, Outcome};
use super::instruction::{Label, Location};
use super::intrinsic::SpecialMethod;

impl Generator<'_> {
    /// The items of `it` from `idx` on, then its body.
    pub(super) fn with_stmt(&mut self, it: With, idx: usize) -> Outcome {
        let Some(&item) = self.ast[it.items].get(idx) else { return self.stmts(it.body) };
        let item = self.ast[item];
        let [block, final_, exit, cleanup] = self.labels();
        self.expr(item.context_expr)?;
        let loc = self.location(item.context_expr);
        self.load_exit_and_enter(SpecialMethod::Exit, SpecialMethod::Enter, loc);
        self.jump(Op::SETUP_WITH, final_, loc);
        self.bind(block);
        self.push_block(FrameBlock::new(FrameBlockKind::With, loc))?;
        self.bind_context(item, loc)?;
        self.with_stmt(it, idx + 1)?;
        self.emit(Op::POP_BLOCK, Location::NONE);
        self.pop_block();

        self.call_exit_with_nones(loc);
        self.emit(Op::POP_TOP, loc);
        self.jump(Op::JUMP, exit, loc);

        self.bind(final_);
        self.jump(Op::SETUP_CLEANUP, cleanup, loc);
        self.emit(Op::PUSH_EXC_INFO, loc);
        self.emit(Op::WITH_EXCEPT_START, loc);
        self.finish_with_exception(cleanup);
        self.bind(exit);
        Ok(())
    }

    /// The items of `it` from `idx` on, then its body.
    pub(super) fn async_with_stmt(&mut self, it: With, idx: usize) -> Outcome {
        let Some(&item) = self.ast[it.items].get(idx) else { return self.stmts(it.body) };
        let item = self.ast[item];
        let [block, final_, exit, cleanup] = self.labels();
        self.expr(item.context_expr)?;
        let loc = self.location(item.context_expr);
        self.load_exit_and_enter(SpecialMethod::AsyncExit, SpecialMethod::AsyncEnter, loc);
        self.await_value(1, loc);
        self.jump(Op::SETUP_WITH, final_, loc);
        self.bind(block);
        self.push_block(FrameBlock::new(FrameBlockKind::AsyncWith, loc))?;
        self.bind_context(item, loc)?;
        self.async_with_stmt(it, idx + 1)?;
        self.pop_block();
        self.emit(Op::POP_BLOCK, loc);

        self.call_exit_with_nones(loc);
        self.await_value(2, loc);
        self.emit(Op::POP_TOP, loc);
        self.jump(Op::JUMP, exit, loc);

        self.bind(final_);
        self.jump(Op::SETUP_CLEANUP, cleanup, loc);
        self.emit(Op::PUSH_EXC_INFO, loc);
        self.emit(Op::WITH_EXCEPT_START, loc);
        self.await_value(2, loc);
        self.finish_with_exception(cleanup);
        self.bind(exit);
        Ok(())
    }

    fn load_exit_and_enter(&mut self, exit: SpecialMethod, enter: SpecialMethod, loc: Location) {
        self.emit_arg(Op::COPY, 1, loc);
        self.emit_arg(Op::LOAD_SPECIAL, exit.number(), loc);
        self.emit_arg(Op::SWAP, 2, loc);
        self.emit_arg(Op::SWAP, 3, loc);
        self.emit_arg(Op::LOAD_SPECIAL, enter.number(), loc);
        self.emit_arg(Op::CALL, 0, loc);
    }

    fn bind_context(&mut self, item: WithItem, loc: Location) -> Outcome {
        match item.optional_vars {
            Some(target) => self.expr(target),
            None => {
                self.emit(Op::POP_TOP, loc);
                Ok(())
            }
        }
    }

    /// Calls the exit method below the top with three `None`s.
    pub(super) fn call_exit_with_nones(&mut self, loc: Location) {
        for _ in 0..3 {
            self.load_none(loc);
        }
        self.emit_arg(Op::CALL, 3, loc);
    }

    fn finish_with_exception(&mut self, cleanup: Label) {
        let [suppress, exit] = self.labels();
        self.emit(Op::TO_BOOL, Location::NONE);
        self.jump(Op::POP_JUMP_IF_TRUE, suppress, Location::NONE);
        self.emit_arg(Op::RERAISE, 2, Location::NONE);
        self.bind(suppress);
        self.emit(Op::POP_TOP, Location::NONE);
        self.emit(Op::POP_BLOCK, Location::NONE);
        self.emit(Op::POP_EXCEPT, Location::NONE);
        for _ in 0..3 {
            self.emit(Op::POP_TOP, Location::NONE);
        }
        self.jump(Op::JUMP_NO_INTERRUPT, exit, Location::NONE);
        self.bind(cleanup);
        self.pop_except_and_reraise(Location::NONE);
        self.bind(exit);
    }
}
