//! The flow graph of a code unit: built from instructions, optimised, and flattened again for the assembler.
//!
//! The passes are CPython 3.14's, in its order (`optimize`, then `finish`); each is a file. In go an instruction
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

/// The optimised graph of `sequence`. `consts` grows by what is folded and loses what is not used any more.
///
/// `n_params` of the `n_locals` local variables are bound on entry.
///
/// # Errors
/// If the sequence has a jump without a target.
pub(crate) fn optimize(
    sequence: &InstructionSequence,
    consts: &mut Vec<Constant>,
    n_locals: usize,
    n_params: usize,
) -> Result<Graph, FlowError> {
    let mut graph = build::build(sequence)?;
    if exceptions::mark_handlers(&mut graph) {
        exceptions::label_targets(&mut graph);
    }

    inline_exits::inline(&mut graph);
    unreachable::remove(&mut graph);
    line_numbers::resolve(&mut graph);
    let mut table = Consts::new(std::mem::take(consts));
    load_const::optimize(&mut graph, &mut table);
    peephole::optimize(&mut graph, &mut table);
    redundant::remove_nops_and_pairs(&mut graph);
    unreachable::remove(&mut graph);
    redundant::remove_nops_and_jumps(&mut graph);

    *consts = unused_consts::remove(&mut graph, table.values);
    uninitialized::add_checks(&mut graph, n_locals, n_params);
    superinstructions::insert(&mut graph);
    cold::push_to_end(&mut graph);
    line_numbers::resolve(&mut graph);
    Ok(graph)
}

/// Makes the opcodes of an optimised graph real; `place_locals` runs where cells get their slots. Gives the most
/// values that are on the stack at once.
///
/// # Errors
/// If the stack does not work out.
pub(crate) fn finish(graph: &mut Graph, place_locals: impl FnOnce(&mut Graph)) -> Result<u32, FlowError> {
    pseudo::convert_conditional_jumps(graph);
    let depth = stack_depth::compute(graph)?;
    place_locals(graph);
    pseudo::convert(graph);
    normalize_jumps::normalize(graph);
    borrow::optimize(graph);
    Ok(depth)
}
