//! From an instruction sequence to basic blocks.
//!
//! A block starts at every instruction that something targets and after every instruction that ends control flow.
//! Source: CPython 3.14, `_PyCfg_FromInstructionSequence` and `translate_jump_labels_to_targets` in
//! `Python/flowgraph.c`.

use super::FlowError;
use super::graph::{BlockId, FlowInstr, Graph};
use crate::compiler::instruction::{InstructionSequence, Op};

/// The blocks of `sequence`, with targets resolved.
///
/// # Errors
/// If an instruction names a label that was never placed before an instruction.
pub(super) fn build(sequence: &InstructionSequence) -> Result<Graph, FlowError> {
    let (is_target, n_targets) = targets(sequence)?;
    // A block starts at a target and behind what has one, or leaves the function; passes add a few.
    let graph = Graph::with_capacity(2 * n_targets + SPARE_BLOCKS);
    let mut builder = Builder { graph, current: Graph::ENTRY, instrs: Vec::with_capacity(64) };
    let mut block_of = vec![None; sequence.instructions.len()];
    for (index, instruction) in sequence.instructions.iter().enumerate() {
        if is_target[index] {
            builder.use_label();
            block_of[index] = Some(builder.current);
        }
        if instruction.op == Op::ANNOTATIONS_PLACEHOLDER {
            for &annotation in &sequence.annotations {
                builder.push(FlowInstr::from(annotation));
            }
            continue;
        }
        let mut instr = FlowInstr::from(*instruction);
        if instr.op.has_target() {
            // Resolved below, once every target has its block.
            instr.arg = place(sequence, instr.arg).ok_or(FlowError::MissingTarget)?;
        }
        builder.push(instr);
    }
    let mut graph = builder.finish();
    if n_targets == 0 {
        return Ok(graph);
    }
    for instr in graph.blocks.iter_mut().flat_map(|block| &mut block.instrs) {
        if instr.op.has_target() {
            instr.target = block_of.get(instr.arg as usize).copied().flatten();
        }
    }
    Ok(graph)
}

/// By instruction: whether something targets it. And how many instructions have a target.
fn targets(sequence: &InstructionSequence) -> Result<(Vec<bool>, usize), FlowError> {
    let mut is_target = vec![false; sequence.instructions.len()];
    let mut n_targets = 0;
    for instruction in sequence.instructions.iter().filter(|it| it.op.has_target()) {
        let target = place(sequence, instruction.arg).ok_or(FlowError::MissingTarget)?;
        *is_target.get_mut(target as usize).ok_or(FlowError::MissingTarget)? = true;
        n_targets += 1;
    }
    Ok((is_target, n_targets))
}

/// The index of the instruction that a label precedes.
fn place(sequence: &InstructionSequence, label: u32) -> Option<u32> {
    sequence.labels.get(label as usize).copied().flatten()
}

/// Room that a graph has beside the blocks that targets make.
const SPARE_BLOCKS: usize = 4;

/// Room that a block has beside its instructions: passes add a jump, or what follows one.
const SPARE_INSTRS: usize = 2;

struct Builder {
    graph: Graph,
    current: BlockId,
    /// Those of the current block.
    instrs: Vec<FlowInstr>,
}

impl Builder {
    /// Starts a block that is a label, unless the current one is an empty block without a label yet.
    fn use_label(&mut self) {
        if !self.instrs.is_empty() || self.graph.block(self.current).is_label {
            self.start_block();
        }
        self.graph.block_mut(self.current).is_label = true;
    }

    fn push(&mut self, instr: FlowInstr) {
        if self.instrs.last().is_some_and(|last| last.op.has_jump() || last.op.is_scope_exit()) {
            self.start_block();
        }
        self.instrs.push(instr);
    }

    /// Puts the instructions into the current block, which has just the room that it needs.
    fn end_block(&mut self) {
        let mut instrs = Vec::with_capacity(self.instrs.len() + SPARE_INSTRS);
        instrs.append(&mut self.instrs);
        self.graph.block_mut(self.current).instrs = instrs;
    }

    fn finish(mut self) -> Graph {
        self.end_block();
        self.graph
    }

    fn start_block(&mut self) {
        self.end_block();
        let block = self.graph.add_block();
        self.graph.block_mut(self.current).next = Some(block);
        self.current = block;
    }
}
