//! Copies small exits, and blocks without a line, over the jumps that lead to them.
//!
//! Source: CPython 3.14, `inline_small_or_no_lineno_blocks` in `Python/flowgraph.c`.

use super::graph::{BlockId, Graph};
use crate::compiler::instruction::Op;

/// The longest exit that is copied, in instructions.
const MAX_COPY_SIZE: usize = 4;

/// Copies until nothing changes; each change removes a jump, so that it ends.
pub(super) fn inline(graph: &mut Graph) {
    let ends_in_jump = |id| graph.last(id).is_some_and(|last| last.op.is_unconditional_jump());
    if !graph.ids().any(ends_in_jump) {
        return;
    }
    let order = graph.order();
    loop {
        let mut changed = false;
        for &id in &order {
            changed |= inline_into(graph, id);
        }
        if !changed {
            return;
        }
    }
}

fn inline_into(graph: &mut Graph, id: BlockId) -> bool {
    let Some(last) = graph.last(id).copied() else { return false };
    let (true, Some(target)) = (last.op.is_unconditional_jump(), last.target) else { return false };
    let is_small_exit = graph.exits_scope(target) && graph.instrs(target).len() <= MAX_COPY_SIZE;
    let is_without_line = graph.has_no_line(target) && !graph.falls_through(target);
    if !is_small_exit && !is_without_line {
        return false;
    }
    if let Some(jump) = graph.last_mut(id) {
        jump.clear();
    }
    graph.extend_from(id, target);
    if is_without_line
        && last.is(Op::JUMP)
        && let Some(end) = graph.last_mut(id)
        && end.op.is_unconditional_jump()
    {
        // The jump that was removed let signals in, so the one that stays has to.
        end.op = Op::JUMP;
    }
    let target = graph.block_mut(target);
    target.predecessors = target.predecessors.saturating_sub(1);
    true
}
