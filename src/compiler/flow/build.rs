//! From an instruction sequence to basic blocks.
//!
//! A block starts at every instruction that something targets and after every instruction that ends control flow.
//! Source: CPython 3.14, `_PyCfg_FromInstructionSequence` and `translate_jump_labels_to_targets` in
//! `Python/flowgraph.c`.

use super::FlowError;
use super::graph::{BlockId, FlowInstr, Graph};
use crate::compiler::instruction::{InstructionSequence, Op};

/// What the instructions of a sequence lead to, by index: a block if something targets it, any one as long as there
/// are none.
pub(super) type Targets = Vec<Option<BlockId>>;

/// Makes `graph` that of `sequence`, with targets resolved. `targets` lends its room.
///
/// # Errors
/// If an instruction names a label that was never placed before an instruction.
pub(super) fn build(
    graph: &mut Graph,
    sequence: &InstructionSequence,
    targets: &mut Targets,
) -> Result<(), FlowError> {
    let has_targets = find_targets(sequence, targets)?;
    graph.clear();
    graph.instrs.reserve(sequence.instructions.len() + sequence.annotations.len());
    let mut builder = Builder { graph, current: Graph::ENTRY, last: None };
    for (index, &instruction) in sequence.instructions.iter().enumerate() {
        if let Some(Some(block)) = targets.get_mut(index) {
            *block = builder.use_label();
        }
        if instruction.op == Op::ANNOTATIONS_PLACEHOLDER {
            for &annotation in &sequence.annotations {
                builder.push(FlowInstr::from(annotation));
            }
            continue;
        }
        builder.push(FlowInstr::from(instruction));
    }
    builder.end_block();
    if has_targets {
        for instr in graph.instrs.iter_mut().filter(|it| it.op.has_target()) {
            let index = place(sequence, instr.arg).ok_or(FlowError::MissingTarget)?;
            instr.target = targets.get(index as usize).copied().flatten();
        }
    }
    Ok(())
}

/// Finds what is targeted; whether anything is.
fn find_targets(sequence: &InstructionSequence, targets: &mut Targets) -> Result<bool, FlowError> {
    targets.clear();
    for instruction in sequence.instructions.iter().filter(|it| it.op.has_target()) {
        let target = place(sequence, instruction.arg).ok_or(FlowError::MissingTarget)?;
        targets.resize(sequence.instructions.len(), None);
        *targets.get_mut(target as usize).ok_or(FlowError::MissingTarget)? = Some(Graph::ENTRY);
    }
    Ok(!targets.is_empty())
}

/// The index of the instruction that a label precedes.
fn place(sequence: &InstructionSequence, label: u32) -> Option<u32> {
    sequence.labels.get(label as usize).copied().flatten()
}

struct Builder<'a> {
    graph: &'a mut Graph,
    current: BlockId,
    /// The last opcode of the current block.
    last: Option<Op>,
}

impl Builder<'_> {
    /// Starts a block that is a label, unless the current one is an empty block without a label yet.
    fn use_label(&mut self) -> BlockId {
        if self.last.is_some() || self.graph.block(self.current).is_label {
            self.start_block();
        }
        self.graph.block_mut(self.current).is_label = true;
        self.current
    }

    fn push(&mut self, instr: FlowInstr) {
        if self.last.is_some_and(Op::ends_block) {
            self.start_block();
        }
        self.last = Some(instr.op);
        self.graph.instrs.push(instr);
    }

    /// Ends the current block, with room for what passes put behind a jump.
    fn end_block(&mut self) {
        let n_more = match self.last.take() {
            // It becomes three instructions.
            Some(Op::JUMP_IF_FALSE | Op::JUMP_IF_TRUE) => 3,
            Some(op) if op.has_jump() => 1,
            _ => 0,
        };
        self.graph.close(self.current, n_more);
    }

    fn start_block(&mut self) {
        self.end_block();
        let block = self.graph.add_block();
        self.graph.block_mut(self.current).next = Some(block);
        self.current = block;
    }
}
