//! The flow graph: basic blocks in program order, their instructions, and the facts that passes leave on them.
//!
//! Blocks live in one vector and are never freed; program order is the chain of [`Block::next`] from
//! [`Graph::ENTRY`]. A jump, or any other instruction that ends control flow, is the last of its block. A pass that
//! drops code empties blocks and leaves them in the chain.

use std::num::NonZeroU32;

use crate::compiler::instruction::{Instruction, Location, Op};

/// A block, by its index in [`Graph::blocks`] plus one, so that `Option` takes no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct BlockId(NonZeroU32);

impl BlockId {
    /// The index into a table with one entry a block.
    pub(crate) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

// Every pass goes through all of them.
const _: () = assert!(size_of::<FlowInstr>() == 32);

/// An instruction whose target is a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FlowInstr {
    pub(crate) op: Op,
    /// Means nothing where there is a target.
    pub(crate) arg: u32,
    pub(crate) location: Location,
    /// Where a jump goes, or the handler that a `SETUP_*` starts.
    pub(crate) target: Option<BlockId>,
    /// The handler that an exception raised here goes to.
    pub(crate) except: Option<BlockId>,
}

impl FlowInstr {
    pub(crate) fn new(op: Op, arg: u32, location: Location) -> FlowInstr {
        FlowInstr { op, arg, location, target: None, except: None }
    }

    /// Becomes another instruction of the same place; target and handler stay.
    pub(super) fn set(&mut self, op: Op, arg: u32) {
        self.op = op;
        self.arg = arg;
    }

    /// Becomes a `NOP` of the same place, which a later pass removes if no line needs it.
    pub(super) fn clear(&mut self) {
        self.set(Op::NOP, 0);
    }

    pub(super) fn is(&self, op: Op) -> bool {
        self.op == op
    }
}

impl From<Instruction> for FlowInstr {
    fn from(it: Instruction) -> FlowInstr {
        FlowInstr::new(it.op, it.arg, it.location)
    }
}

/// Instructions that run one after the other, entered only at the first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    pub(crate) instrs: Vec<FlowInstr>,
    /// The handlers of instructions that were removed from the end, the one to be overwritten next last.
    ///
    /// CPython 3.14 keeps a block's instructions in an array and gives one that it adds to the end the handler of
    /// what was at that place before. Exception tables show it, so it is done here too.
    left_handlers: Vec<Option<BlockId>>,
    /// The next block in program order.
    pub(crate) next: Option<BlockId>,
    /// Whether something may jump here.
    pub(super) is_label: bool,
    /// Whether it is where an exception goes.
    pub(super) is_handler: bool,
    /// Whether the handler restores the offset of the raising instruction (`with` and cleanup handlers do).
    pub(crate) preserves_lasti: bool,
    /// Whether it is reached only by exceptions.
    pub(super) is_cold: bool,
    /// How many ways lead here: jumps, handlers, falling through. 0 is unreachable.
    pub(super) predecessors: u32,
    /// Values on the stack when it is entered, once computed.
    pub(crate) start_depth: Option<u32>,
}

impl Block {
    /// Adds an instruction that takes the handler left at its place.
    pub(super) fn push(&mut self, instr: FlowInstr) {
        let except = self.left_handlers.pop().flatten();
        self.instrs.push(FlowInstr { except, ..instr });
    }

    /// Adds instructions with their own handlers.
    pub(super) fn extend(&mut self, instrs: &[FlowInstr]) {
        let left = self.left_handlers.len().saturating_sub(instrs.len());
        self.left_handlers.truncate(left);
        self.instrs.extend_from_slice(instrs);
    }

    /// Puts instructions with their own handlers before the others.
    pub(crate) fn extend_front(&mut self, instrs: Vec<FlowInstr>) {
        let left = self.left_handlers.len().saturating_sub(instrs.len());
        self.left_handlers.truncate(left);
        self.instrs.splice(0..0, instrs);
    }

    /// Keeps the first `n_kept` instructions.
    pub(super) fn truncate(&mut self, n_kept: usize) {
        let left = self.instrs[n_kept..].iter().rev().map(|instr| instr.except);
        if self.left_handlers.is_empty() {
            // Below the others, no handler is the same as nothing.
            self.left_handlers.extend(left.skip_while(Option::is_none));
        } else {
            self.left_handlers.extend(left);
        }
        self.instrs.truncate(n_kept);
    }

    pub(super) fn last(&self) -> Option<&FlowInstr> {
        self.instrs.last()
    }

    /// Whether control can run into the next block.
    pub(super) fn falls_through(&self) -> bool {
        !self.last().is_some_and(|last| last.op.is_scope_exit() || last.op.is_unconditional_jump())
    }

    /// Whether it ends by leaving the function: return, raise or reraise.
    pub(super) fn exits_scope(&self) -> bool {
        self.last().is_some_and(|last| last.op.is_scope_exit())
    }

    pub(super) fn has_no_line(&self) -> bool {
        self.instrs.iter().all(|instr| !instr.location.has_line())
    }
}

/// The blocks of one code unit.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    pub(crate) blocks: Vec<Block>,
}

impl Graph {
    /// Where execution starts.
    pub(crate) const ENTRY: BlockId = BlockId(NonZeroU32::MIN);

    /// A graph of one block, with room for so many.
    pub(super) fn with_capacity(n_blocks: usize) -> Graph {
        let mut blocks = Vec::with_capacity(n_blocks);
        blocks.push(Block::default());
        Graph { blocks }
    }

    pub(super) fn add_block(&mut self) -> BlockId {
        self.blocks.push(Block::default());
        // There is one now, and fewer than 2^32.
        BlockId(NonZeroU32::new(self.blocks.len() as u32).unwrap_or(NonZeroU32::MAX))
    }

    pub(crate) fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    pub(super) fn block_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.index()]
    }

    pub(super) fn next(&self, id: BlockId) -> Option<BlockId> {
        self.block(id).next
    }

    /// The blocks in program order, as they are now: later changes of the chain do not show.
    pub(crate) fn order(&self) -> Vec<BlockId> {
        let mut order = Vec::with_capacity(self.blocks.len());
        let mut walk = Walk::new();
        while let Some(id) = walk.next(self) {
            order.push(id);
        }
        order
    }

    /// The block that control runs into after `id`, if it does.
    pub(super) fn fallthrough(&self, id: BlockId) -> Option<BlockId> {
        let block = self.block(id);
        if block.falls_through() { block.next } else { None }
    }

    /// The target of the jump that ends the block, if one does.
    pub(super) fn jump_target(&self, id: BlockId) -> Option<BlockId> {
        let last = self.block(id).last()?;
        if last.op.has_jump() { last.target } else { None }
    }

    /// Puts `new` after `id` in program order.
    pub(super) fn insert_after(&mut self, id: BlockId, new: BlockId) {
        self.block_mut(new).next = self.next(id);
        self.block_mut(id).next = Some(new);
    }

    /// For each block, itself if it holds instructions, else the first one after it that does.
    ///
    /// One table a pass instead of a walk a question: a run of emptied blocks can be as long as the program.
    pub(super) fn first_nonempty(&self) -> Vec<Option<BlockId>> {
        let mut table = vec![None; self.blocks.len()];
        // The emptied blocks right before the one at hand.
        let mut empty = Vec::new();
        let mut walk = Walk::new();
        while let Some(id) = walk.next(self) {
            if self.block(id).instrs.is_empty() {
                empty.push(id);
                continue;
            }
            table[id.index()] = Some(id);
            for before in empty.drain(..) {
                table[before.index()] = Some(id);
            }
        }
        table
    }
}

/// A way through the blocks in program order. A block that is put right behind the one at hand is not met.
pub(crate) struct Walk {
    next: Option<BlockId>,
}

impl Walk {
    pub(crate) fn new() -> Walk {
        Walk { next: Some(Graph::ENTRY) }
    }

    pub(crate) fn next(&mut self, graph: &Graph) -> Option<BlockId> {
        let id = self.next?;
        self.next = graph.next(id);
        Some(id)
    }
}
