//! The flow graph of a code unit: built from instructions, and optimised for the assembler, which reads it.
//!
//! The passes are CPython 3.14's, in the order of `Optimizer`; each is a file. In go an instruction
//! sequence and constants, out comes a `Graph` whose blocks are in their final order and whose opcodes are real, but
//! for the unconditional jumps, whose direction the assembler knows. Source: `_PyCfg_OptimizeCodeUnit` and
//! `_PyCfg_OptimizedCfgToInstructionSequence` in `Python/flowgraph.c`.

mod borrow;
mod build;
mod cold;
mod consts;
mod exceptions;
mod fold;
mod graph;
mod inline_exits;
mod line_numbers;
mod load_const;
mod normalize_jumps;
mod peephole;
mod pseudo;
mod redundant;
mod stack_depth;
mod superinstructions;
mod swaps;
mod uninitialized;
mod unreachable;
mod unused_consts;

pub(crate) use graph::{BlockId, FlowInstr, Graph, Walk};

use consts::Consts;

use super::instruction::InstructionSequence;
use crate::bytecode::Constant;

/// What code generation must not do. No source program leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FlowError {
    /// A jump names a label that is nowhere, or after the last instruction.
    #[error("a jump has no target")]
    MissingTarget,
    /// An instruction takes values from an empty stack.
    #[error("stack underflow")]
    StackUnderflow,
    /// Two ways to one place leave stacks of different depths.
    #[error("inconsistent stack depth")]
    InconsistentDepth,
}

/// Runs the passes over one code unit after another, in room that it keeps.
#[derive(Default)]
pub(crate) struct Optimizer {
    /// That of the unit at hand.
    pub(crate) graph: Graph,
    targets: build::Targets,
    stack: borrow::Stack,
    is_used: Vec<bool>,
}

impl Optimizer {
    /// Makes the optimised graph of `sequence`. `consts` grows by what is folded and loses what is not used any more.
    ///
    /// `n_params` of the `n_locals` local variables are bound on entry.
    ///
    /// # Errors
    /// If the sequence has a jump without a target.
    pub(crate) fn optimize(
        &mut self,
        sequence: &InstructionSequence,
        consts: &mut Vec<Constant>,
        n_locals: usize,
        n_params: usize,
    ) -> Result<(), FlowError> {
        let graph = &mut self.graph;
        build::build(graph, sequence, &mut self.targets)?;
        if exceptions::mark_handlers(graph) {
            exceptions::label_targets(graph);
        }

        inline_exits::inline(graph);
        unreachable::remove(graph);
        line_numbers::resolve(graph);
        let mut table = Consts::new(std::mem::take(consts));
        load_const::optimize(graph, &mut table);
        peephole::optimize(graph, &mut table);
        let has_nops = redundant::remove_nops_and_pairs(graph);
        unreachable::remove(graph);
        redundant::remove_nops_and_jumps(graph, has_nops);

        *consts = unused_consts::remove(graph, table.values, &mut self.is_used);
        uninitialized::add_checks(graph, n_locals, n_params);
        superinstructions::insert(graph);
        cold::push_to_end(graph);
        line_numbers::resolve(graph);
        Ok(())
    }

    /// Makes the opcodes of the optimised graph real; `place_locals` runs where cells get their slots. Gives the most
    /// values that are on the stack at once.
    ///
    /// # Errors
    /// If the stack does not work out.
    pub(crate) fn finish(&mut self, place_locals: impl FnOnce(&mut Graph)) -> Result<u32, FlowError> {
        let graph = &mut self.graph;
        pseudo::convert_conditional_jumps(graph);
        let depth = stack_depth::compute(graph)?;
        place_locals(graph);
        pseudo::convert(graph);
        normalize_jumps::normalize(graph);
        borrow::optimize(graph, &mut self.stack);
        Ok(depth)
    }
}
