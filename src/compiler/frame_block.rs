//! The blocks around a statement that `return`, `break` and `continue` have to leave in order.
//!
//! Source: CPython 3.14, `codegen_unwind_fblock`.

use crate::ast::{List, Name, StmtId};
use crate::bytecode::Opcode as Op;

use super::generator::{Generator, Outcome, Result};
use super::instruction::{Label, Location};

/// Blocks within blocks in one code object, loops and `with` included.
const MAX_FRAME_BLOCKS: usize = 21;

/// What a block is, and what leaving it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameBlockKind {
    WhileLoop,
    ForLoop,
    TryExcept,
    /// The body of a `try` with this `finally`.
    FinallyTry(List<StmtId>),
    /// A `finally` that runs because of an exception.
    FinallyEnd,
    With,
    AsyncWith,
    /// The body of a handler, and the name that it binds.
    HandlerCleanup(Option<Name>),
    /// A value that waits on the stack while a `finally` runs.
    PopValue,
    ExceptionHandler,
    ExceptionGroupHandler,
    AsyncComprehension,
    /// All of a generator's body.
    StopIteration,
}

/// A block that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct FrameBlock {
    pub(super) kind: FrameBlockKind,
    pub(super) loc: Location,
    /// Where `continue` goes.
    pub(super) start: Option<Label>,
    /// Where `break` goes.
    pub(super) exit: Option<Label>,
}

impl FrameBlock {
    /// A block that is no loop.
    pub(super) fn new(kind: FrameBlockKind, loc: Location) -> Self {
        Self { kind, loc, start: None, exit: None }
    }

    /// A loop that goes on at `start` and ends at `exit`.
    pub(super) fn loop_(kind: FrameBlockKind, loc: Location, start: Label, exit: Label) -> Self {
        Self { kind, loc, start: Some(start), exit: Some(exit) }
    }

    fn is_loop(&self) -> bool {
        matches!(self.kind, FrameBlockKind::WhileLoop | FrameBlockKind::ForLoop)
    }
}

/// What is on top of the stack while blocks are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unwind {
    /// Nothing of the statement's.
    Plain,
    /// The value to return, which must stay there.
    KeepTop,
}

impl Generator<'_> {
    /// Opens a block.
    pub(super) fn push_block(&mut self, block: FrameBlock) -> Outcome {
        if self.unit.blocks.len() >= MAX_FRAME_BLOCKS {
            return self.error(block.loc, "too many statically nested blocks");
        }
        self.unit.blocks.push(block);
        Ok(())
    }

    /// Closes the innermost block.
    pub(super) fn pop_block(&mut self) {
        let block = self.unit.blocks.pop();
        debug_assert!(block.is_some(), "every block that is closed was opened");
    }

    /// Leaves all blocks, as `return` does. `loc` becomes the place of what follows.
    pub(super) fn unwind_blocks(&mut self, loc: &mut Location, unwind: Unwind) -> Outcome {
        self.unwind_while(loc, unwind, |_| true).map(|_| ())
    }

    /// Leaves the blocks within the innermost loop, and says which that is.
    pub(super) fn unwind_to_loop(&mut self, loc: &mut Location) -> Result<Option<FrameBlock>> {
        self.unwind_while(loc, Unwind::Plain, |block| !block.is_loop())
    }

    /// Leaves blocks, innermost first, as long as `leaves` says so; the first that stays is the result. A `finally`
    /// is compiled without the blocks that are left by then, so they are taken off and put back.
    fn unwind_while(
        &mut self,
        loc: &mut Location,
        unwind: Unwind,
        leaves: fn(&FrameBlock) -> bool,
    ) -> Result<Option<FrameBlock>> {
        let Some(&block) = self.unit.blocks.last() else { return Ok(None) };
        if block.kind == FrameBlockKind::ExceptionGroupHandler {
            let message = "'break', 'continue' and 'return' cannot appear in an except* block";
            return self.error(*loc, message).map(|()| None);
        }
        if !leaves(&block) {
            return Ok(Some(block));
        }
        self.unit.blocks.pop();
        self.unwind_block(loc, block, unwind)?;
        let stayed = self.unwind_while(loc, unwind, leaves)?;
        self.unit.blocks.push(block);
        Ok(stayed)
    }

    /// The code that leaves one block.
    pub(super) fn unwind_block(&mut self, loc: &mut Location, block: FrameBlock, unwind: Unwind) -> Outcome {
        match block.kind {
            FrameBlockKind::WhileLoop
            | FrameBlockKind::ExceptionHandler
            | FrameBlockKind::ExceptionGroupHandler
            | FrameBlockKind::AsyncComprehension
            | FrameBlockKind::StopIteration => {}
            FrameBlockKind::ForLoop | FrameBlockKind::PopValue => {
                self.swap_if_kept(unwind, *loc);
                self.emit(Op::POP_TOP, *loc);
            }
            FrameBlockKind::TryExcept => self.emit(Op::POP_BLOCK, *loc),
            FrameBlockKind::FinallyTry(finalbody) => self.run_finally(loc, finalbody, unwind)?,
            FrameBlockKind::FinallyEnd => {
                self.swap_if_kept(unwind, *loc);
                self.emit(Op::POP_TOP, *loc);
                self.swap_if_kept(unwind, *loc);
                self.emit(Op::POP_BLOCK, *loc);
                self.emit(Op::POP_EXCEPT, *loc);
            }
            FrameBlockKind::With | FrameBlockKind::AsyncWith => self.run_exit(loc, block, unwind),
            FrameBlockKind::HandlerCleanup(name) => {
                if name.is_some() {
                    self.emit(Op::POP_BLOCK, *loc);
                }
                self.swap_if_kept(unwind, *loc);
                self.emit(Op::POP_BLOCK, *loc);
                self.emit(Op::POP_EXCEPT, *loc);
                if let Some(name) = name {
                    self.clear_name(name, *loc)?;
                }
            }
        }
        Ok(())
    }

    fn swap_if_kept(&mut self, unwind: Unwind, loc: Location) {
        if unwind == Unwind::KeepTop {
            self.emit_arg(Op::SWAP, 2, loc);
        }
    }

    fn run_finally(&mut self, loc: &mut Location, finalbody: List<StmtId>, unwind: Unwind) -> Outcome {
        self.emit(Op::POP_BLOCK, *loc);
        if unwind == Unwind::KeepTop {
            self.push_block(FrameBlock::new(FrameBlockKind::PopValue, *loc))?;
        }
        self.copy(*loc, |this| this.stmts(finalbody))?;
        if unwind == Unwind::KeepTop {
            self.pop_block();
        }
        // It runs after the statement that leaves, so what follows belongs to no line.
        *loc = Location::NONE;
        Ok(())
    }

    fn run_exit(&mut self, loc: &mut Location, block: FrameBlock, unwind: Unwind) {
        let at = block.loc;
        self.emit(Op::POP_BLOCK, at);
        if unwind == Unwind::KeepTop {
            self.emit_arg(Op::SWAP, 3, at);
            self.emit_arg(Op::SWAP, 2, at);
        }
        self.call_exit_with_nones(at);
        if block.kind == FrameBlockKind::AsyncWith {
            self.await_value(2, at);
        }
        self.emit(Op::POP_TOP, at);
        *loc = Location::NONE;
    }
}
