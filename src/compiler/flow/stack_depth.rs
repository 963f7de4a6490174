//! How deep the stack gets, and how deep it is where each block starts.
//!
//! Source: CPython 3.14, `calculate_stackdepth` in `Python/flowgraph.c`.

use super::FlowError;
use super::graph::{BlockId, Graph};
use crate::compiler::instruction::Op;

/// The most values on the stack; [`start_depth`](super::graph::Block::start_depth) of every reached block is set.
///
/// # Errors
/// If a block is entered with two depths, or takes values that are not there.
pub(super) fn compute(graph: &mut Graph) -> Result<u32, FlowError> {
    for block in &mut graph.blocks {
        block.start_depth = None;
    }
    let mut deepest = 0;
    enter(graph, Graph::ENTRY, 0)?;
    while let Some(id) = graph.todo.pop() {
        let mut depth = i64::from(graph.block(id).start_depth.unwrap_or(0));
        let mut next = graph.next(id);
        for at in graph.block(id).span() {
            let instr = graph.instrs[at];
            deepest = deepest.max(depth);
            if let Some(target) = instr.target
                && instr.op.has_target()
                && instr.op != Op::END_ASYNC_FOR
            {
                let on_jump = depth + instr.op.stack_effect_on_jump(instr.arg);
                enter(graph, target, on_jump)?;
            }
            depth += instr.op.stack_effect(instr.arg);
            if depth < 0 {
                return Err(FlowError::StackUnderflow);
            }
            deepest = deepest.max(depth);
            if instr.op.has_no_fallthrough() {
                next = None;
                break;
            }
        }
        if let Some(next) = next {
            enter(graph, next, depth)?;
        }
    }
    u32::try_from(deepest).map_err(|_| FlowError::StackUnderflow)
}

fn enter(graph: &mut Graph, id: BlockId, depth: i64) -> Result<(), FlowError> {
    let depth = u32::try_from(depth).map_err(|_| FlowError::StackUnderflow)?;
    let known = &mut graph.block_mut(id).start_depth;
    match *known {
        Some(known) if known != depth => Err(FlowError::InconsistentDepth),
        Some(_) => Ok(()),
        None => {
            *known = Some(depth);
            graph.todo.push(id);
            Ok(())
        }
    }
}
