//! The flow graph: basic blocks in program order, their instructions, and the facts that passes leave on them.
//!
//! Blocks live in one vector and are never freed; program order is the chain of [`Block::next`] from
//! [`Graph::ENTRY`]. A jump, or any other instruction that ends control flow, is the last of its block. A pass that
//! drops code empties blocks and leaves them in the chain.
//!
//! The instructions of all blocks live in one vector too, those of a block side by side, with room behind them for
//! some more; a block that outgrows its room moves to the end. What is removed from the end of a block stays where it
//! was until something is put in its place, which takes over its handler: so does CPython 3.14, and its exception
//! tables show it.

use std::num::NonZeroU32;
use std::ops::Range;

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

impl FlowInstr {
    /// What is in the room behind a block's instructions.
    const FREE: FlowInstr =
        FlowInstr { op: Op::NOP, arg: 0, location: Location::NONE, target: None, except: None };
}

impl From<Instruction> for FlowInstr {
    fn from(it: Instruction) -> FlowInstr {
        FlowInstr::new(it.op, it.arg, it.location)
    }
}

/// Instructions that run one after the other, entered only at the first, and what passes know of them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Block {
    /// Where its instructions are in [`Graph::instrs`].
    start: u32,
    /// How many they are.
    len: u32,
    /// How many they can become where they are.
    room: u32,
    /// The next block in program order.
    pub(crate) next: Option<BlockId>,
    /// How many ways lead here: jumps, handlers, falling through. 0 is unreachable.
    pub(super) predecessors: u32,
    /// Values on the stack when it is entered, once computed.
    pub(crate) start_depth: Option<u32>,
    /// Itself if it holds instructions, else the next in program order that does; as [`Graph::find_nonempty`] saw it.
    nonempty: Option<BlockId>,
    /// The local variables that may be unbound when it is entered, as bits.
    pub(super) unbound: u64,
    /// Whether something may jump here.
    pub(super) is_label: bool,
    /// Whether it is where an exception goes.
    pub(super) is_handler: bool,
    /// Whether the handler restores the offset of the raising instruction (`with` and cleanup handlers do).
    pub(crate) preserves_lasti: bool,
    /// Whether it is reached without an exception, once that is found out.
    pub(super) is_warm: bool,
    /// Whether it is reached only by exceptions.
    pub(super) is_cold: bool,
    /// Whether the pass at hand has met it.
    pub(super) is_seen: bool,
}

impl Block {
    /// Where its instructions are in [`Graph::instrs`].
    pub(super) fn span(&self) -> Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// The blocks of one code unit.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(super) blocks: Vec<Block>,
    /// The instructions of all blocks, and room between them.
    pub(super) instrs: Vec<FlowInstr>,
    /// Blocks that the pass at hand has yet to look at; empty between passes.
    pub(super) todo: Vec<BlockId>,
}

impl Graph {
    /// Where execution starts.
    pub(crate) const ENTRY: BlockId = BlockId(NonZeroU32::MIN);

    /// Takes all out but the entry, which is empty.
    pub(super) fn clear(&mut self) {
        self.blocks.clear();
        self.blocks.push(Block::default());
        self.instrs.clear();
        self.todo.clear();
    }

    /// A new block, whose instructions will be where the vector of them ends now.
    pub(super) fn add_block(&mut self) -> BlockId {
        self.blocks.push(Block { start: self.instrs.len() as u32, ..Block::default() });
        // There is one now, and fewer than 2^32.
        BlockId(NonZeroU32::new(self.blocks.len() as u32).unwrap_or(NonZeroU32::MAX))
    }

    /// All blocks, whether they are in program order or not.
    pub(super) fn ids(&self) -> impl Iterator<Item = BlockId> + use<> {
        let n_blocks = self.blocks.len() as u32;
        (1..=n_blocks).filter_map(NonZeroU32::new).map(BlockId)
    }

    pub(crate) fn n_blocks(&self) -> usize {
        self.blocks.len()
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

    /// Puts `new` after `id` in program order.
    pub(super) fn insert_after(&mut self, id: BlockId, new: BlockId) {
        self.block_mut(new).next = self.next(id);
        self.block_mut(id).next = Some(new);
    }

    /// Forgets which blocks were met.
    pub(super) fn forget_seen(&mut self) {
        for block in &mut self.blocks {
            block.is_seen = false;
        }
    }

    /// Meets a block; whether it is the first time.
    pub(super) fn see(&mut self, id: BlockId) -> bool {
        !std::mem::replace(&mut self.block_mut(id).is_seen, true)
    }

    /// Has a block looked at by the pass at hand, if it was not met before.
    pub(super) fn visit(&mut self, id: BlockId) {
        if self.see(id) {
            self.todo.push(id);
        }
    }

    /// Finds for each block itself if it holds instructions, else the first one after it that does.
    ///
    /// Once a pass instead of a walk a question: a run of emptied blocks can be as long as the program.
    pub(super) fn find_nonempty(&mut self) {
        // The first of the emptied blocks right before the one at hand.
        let mut first_empty = None;
        let mut walk = Walk::new();
        while let Some(id) = walk.next(self) {
            if self.block(id).is_empty() {
                first_empty.get_or_insert(id);
                self.block_mut(id).nonempty = None;
                continue;
            }
            let mut before = first_empty.take();
            while let Some(empty) = before.filter(|it| *it != id) {
                self.block_mut(empty).nonempty = Some(id);
                before = self.next(empty);
            }
            self.block_mut(id).nonempty = Some(id);
        }
    }

    /// What [`Self::find_nonempty`] has found. It stays right for blocks that were not changed since.
    pub(super) fn nonempty(&self, id: BlockId) -> Option<BlockId> {
        self.block(id).nonempty
    }
}

/// Instructions of blocks.
impl Graph {
    pub(crate) fn instrs(&self, id: BlockId) -> &[FlowInstr] {
        &self.instrs[self.block(id).span()]
    }

    pub(crate) fn instrs_mut(&mut self, id: BlockId) -> &mut [FlowInstr] {
        &mut self.instrs[self.blocks[id.index()].span()]
    }

    /// Changes the instructions of all blocks.
    pub(crate) fn each_instr(&mut self, mut change: impl FnMut(&mut FlowInstr)) {
        for block in &self.blocks {
            self.instrs[block.span()].iter_mut().for_each(&mut change);
        }
    }

    pub(super) fn last(&self, id: BlockId) -> Option<&FlowInstr> {
        self.instrs(id).last()
    }

    pub(super) fn last_mut(&mut self, id: BlockId) -> Option<&mut FlowInstr> {
        self.instrs_mut(id).last_mut()
    }

    /// Gives a block all instructions behind those of the blocks before it, and room for `n_more`.
    pub(super) fn close(&mut self, id: BlockId, n_more: usize) {
        let n_instrs = self.instrs.len();
        let block = &mut self.blocks[id.index()];
        block.len = n_instrs as u32 - block.start;
        block.room = block.len + n_more as u32;
        self.instrs.resize(n_instrs + n_more, FlowInstr::FREE);
    }

    /// Adds an instruction that takes the handler left at its place.
    pub(super) fn push(&mut self, id: BlockId, instr: FlowInstr) {
        self.make_room(id, 1);
        let end = self.block(id).span().end;
        self.instrs[end] = FlowInstr { except: self.instrs[end].except, ..instr };
        self.block_mut(id).len += 1;
    }

    /// Adds instructions with their own handlers.
    pub(super) fn extend(&mut self, id: BlockId, instrs: &[FlowInstr]) {
        self.make_room(id, instrs.len());
        let end = self.block(id).span().end;
        self.instrs[end..end + instrs.len()].copy_from_slice(instrs);
        self.block_mut(id).len += instrs.len() as u32;
    }

    /// Adds a copy of another block's instructions.
    pub(super) fn extend_from(&mut self, id: BlockId, other: BlockId) {
        self.make_room(id, self.block(other).span().len());
        let (copied, end) = (self.block(other).span(), self.block(id).span().end);
        self.block_mut(id).len += copied.len() as u32;
        self.instrs.copy_within(copied, end);
    }

    /// Puts instructions with their own handlers before the others.
    pub(crate) fn extend_front(&mut self, id: BlockId, instrs: &[FlowInstr]) {
        self.make_room(id, instrs.len());
        let Range { start, end } = self.block(id).span();
        self.instrs.copy_within(start..end, start + instrs.len());
        self.instrs[start..start + instrs.len()].copy_from_slice(instrs);
        self.block_mut(id).len += instrs.len() as u32;
    }

    /// Keeps the first `n_kept` instructions.
    pub(super) fn truncate(&mut self, id: BlockId, n_kept: usize) {
        let block = self.block_mut(id);
        block.len = block.len.min(n_kept as u32);
    }

    /// Makes room for so many more instructions in a block.
    fn make_room(&mut self, id: BlockId, n_more: usize) {
        let Block { start, len, room, .. } = *self.block(id);
        let needed = len + n_more as u32;
        if needed <= room {
            return;
        }
        // A jump can be threaded again and again, each time into a place behind.
        let more_room = needed.max(room + room / 2);
        let (old, new) = (start as usize, self.instrs.len());
        self.instrs.extend_from_within(old..old + room as usize);
        self.instrs.resize(new + more_room as usize, FlowInstr::FREE);
        let block = self.block_mut(id);
        (block.start, block.room) = (new as u32, more_room);
    }

    /// Whether control can run from the block into the next.
    pub(super) fn falls_through(&self, id: BlockId) -> bool {
        !self.last(id).is_some_and(|last| last.op.has_no_fallthrough())
    }

    /// The block that control runs into after `id`, if it does.
    pub(super) fn fallthrough(&self, id: BlockId) -> Option<BlockId> {
        if self.falls_through(id) { self.next(id) } else { None }
    }

    /// The target of the jump that ends the block, if one does.
    pub(super) fn jump_target(&self, id: BlockId) -> Option<BlockId> {
        let last = self.last(id)?;
        if last.op.has_jump() { last.target } else { None }
    }

    /// Whether the block ends by leaving the function: return, raise or reraise.
    pub(super) fn exits_scope(&self, id: BlockId) -> bool {
        self.last(id).is_some_and(|last| last.op.is_scope_exit())
    }

    pub(super) fn has_no_line(&self, id: BlockId) -> bool {
        self.instrs(id).iter().all(|instr| !instr.location.has_line())
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
