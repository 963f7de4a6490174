//! Replaces pseudo opcodes by real ones, all but the unconditional jumps.
//!
//! Source: CPython 3.14, `convert_pseudo_conditional_jumps` and `convert_pseudo_ops` in `Python/flowgraph.c`.

use super::graph::{FlowInstr, Graph};
use super::redundant;
use crate::compiler::instruction::Op;

/// A jump that keeps the value it tests becomes a copy, its truth, and a jump that takes that.
pub(super) fn convert_conditional_jumps(graph: &mut Graph) {
    for id in graph.ids() {
        let Some(jump) = graph.last(id).copied() else { continue };
        let op = match jump.op {
            Op::JUMP_IF_FALSE => Op::POP_JUMP_IF_FALSE,
            Op::JUMP_IF_TRUE => Op::POP_JUMP_IF_TRUE,
            _ => continue,
        };
        let to_bool = FlowInstr { op: Op::TO_BOOL, arg: 0, target: None, ..jump };
        if let Some(last) = graph.last_mut(id) {
            *last = FlowInstr { op: Op::COPY, arg: 1, target: None, ..jump };
        }
        graph.extend(id, &[to_bool, FlowInstr { op, ..jump }]);
    }
}

/// Replaces what only the passes before needed to see.
pub(super) fn convert(graph: &mut Graph) {
    let (mut has_nops, mut has_jumps) = (false, false);
    graph.each_instr(|instr| {
        if instr.op.is_block_push() {
            instr.clear();
            instr.target = None;
        } else if instr.is(Op::LOAD_CLOSURE) {
            instr.op = Op::LOAD_FAST;
        } else if instr.is(Op::STORE_FAST_MAYBE_NULL) {
            instr.op = Op::STORE_FAST;
        }
        has_nops |= instr.is(Op::NOP);
        has_jumps |= instr.op.is_unconditional_jump();
    });
    if has_nops || has_jumps {
        redundant::remove_nops_and_jumps(graph, has_nops);
    }
}
