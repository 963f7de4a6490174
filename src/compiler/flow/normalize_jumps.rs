//! Conditional jumps forwards only, each followed by `NOT_TAKEN`.
//!
//! A conditional jump backwards is turned round: it skips an unconditional one. Source: CPython 3.14,
//! `normalize_jumps` in `Python/flowgraph.c`.

use super::graph::{BlockId, FlowInstr, Graph, Walk};
use crate::compiler::instruction::Op;

/// Normalizes the jump of every block; the order of the blocks is final.
pub(super) fn normalize(graph: &mut Graph) {
    graph.forget_seen();
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        graph.see(id);
        let Some(jump) = graph.last(id).copied() else { continue };
        let (Some(reversed), Some(target)) = (reversed(jump.op), jump.target) else { continue };
        if graph.block(target).is_seen {
            jump_backwards(graph, id, target, reversed);
        } else {
            graph.push(id, FlowInstr::new(Op::NOT_TAKEN, 0, jump.location));
        }
    }
}

/// The conditional jump that jumps when `op` does not.
fn reversed(op: Op) -> Option<Op> {
    match op {
        Op::POP_JUMP_IF_NOT_NONE => Some(Op::POP_JUMP_IF_NONE),
        Op::POP_JUMP_IF_NONE => Some(Op::POP_JUMP_IF_NOT_NONE),
        Op::POP_JUMP_IF_FALSE => Some(Op::POP_JUMP_IF_TRUE),
        Op::POP_JUMP_IF_TRUE => Some(Op::POP_JUMP_IF_FALSE),
        _ => None,
    }
}

fn jump_backwards(graph: &mut Graph, id: BlockId, target: BlockId, reversed: Op) {
    let block = graph.add_block();
    let after = graph.next(id);
    let start_depth = graph.block(target).start_depth;
    let Some(last) = graph.last_mut(id) else { return };
    let location = last.location;
    last.op = reversed;
    last.target = after;
    let mut jump = FlowInstr::new(Op::JUMP, 0, location);
    jump.target = Some(target);
    graph.extend(block, &[FlowInstr::new(Op::NOT_TAKEN, 0, location), jump]);
    graph.block_mut(block).start_depth = start_depth;
    graph.insert_after(id, block);
}
