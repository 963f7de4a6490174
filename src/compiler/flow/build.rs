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
    let targets = target_indices(sequence)?;
    let mut builder = Builder { graph: Graph::new(), current: Graph::ENTRY };
    let mut block_of = vec![None; sequence.instructions.len()];
    for (index, instruction) in sequence.instructions.iter().enumerate() {
        if targets.is_target[index] {
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
        if let Some(target) = targets.of[index] {
            // Resolved below, once every target has its block.
            instr.arg = target;
        }
        builder.push(instr);
    }
    let mut graph = builder.graph;
    for instr in graph.blocks.iter_mut().flat_map(|block| &mut block.instrs) {
        if instr.op.has_target() {
            instr.target = block_of.get(instr.arg as usize).copied().flatten();
        }
    }
    Ok(graph)
}

struct Targets {
    /// By instruction: the index of the instruction that it targets.
    of: Vec<Option<u32>>,
    /// By instruction: whether something targets it.
    is_target: Vec<bool>,
}

fn target_indices(sequence: &InstructionSequence) -> Result<Targets, FlowError> {
    let len = sequence.instructions.len();
    let mut targets = Targets { of: vec![None; len], is_target: vec![false; len] };
    for (index, instruction) in sequence.instructions.iter().enumerate() {
        if !instruction.op.has_target() {
            continue;
        }
        let place = sequence.labels.get(instruction.arg as usize).copied().flatten();
        let target = place.ok_or(FlowError::MissingTarget)?;
        *targets.is_target.get_mut(target as usize).ok_or(FlowError::MissingTarget)? = true;
        targets.of[index] = Some(target);
    }
    Ok(targets)
}

struct Builder {
    graph: Graph,
    current: BlockId,
}

impl Builder {
    /// Starts a block that is a label, unless the current one is an empty block without a label yet.
    fn use_label(&mut self) {
        let block = self.graph.block(self.current);
        if !block.instrs.is_empty() || block.is_label {
            self.start_block();
        }
        self.graph.block_mut(self.current).is_label = true;
    }

    fn push(&mut self, instr: FlowInstr) {
        if self
            .graph
            .block(self.current)
            .last()
            .is_some_and(|last| last.op.has_jump() || last.op.is_scope_exit())
        {
            self.start_block();
        }
        self.graph.block_mut(self.current).push(instr);
    }

    fn start_block(&mut self) {
        let block = self.graph.add_block();
        self.graph.block_mut(self.current).next = Some(block);
        self.current = block;
    }
}
