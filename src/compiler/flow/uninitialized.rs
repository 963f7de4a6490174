//! Finds the loads of local variables that may be unbound: `LOAD_FAST` becomes `LOAD_FAST_CHECK`.
//!
//! The first 64 variables are followed through the whole graph as bits of a mask; the others, so that the time stays
//! linear, within one block at a time. Source: CPython 3.14, `add_checks_for_loads_of_uninitialized_variables` in
//! `Python/flowgraph.c`.

use rustc_hash::FxHashSet;

use super::graph::{Block, BlockId, FlowInstr, Graph, Walk};
use crate::compiler::instruction::Op;

/// How many variables a mask holds.
const MASK_BITS: u32 = u64::BITS;

/// Adds checks; the first `n_params` of the `n_locals` variables are bound on entry.
pub(super) fn add_checks(graph: &mut Graph, n_locals: usize, n_params: usize) {
    if n_locals == 0 {
        return;
    }
    let low = |count: usize| if count >= MASK_BITS as usize { u64::MAX } else { (1 << count) - 1 };
    let unbound = low(n_locals) & !low(n_params);
    if unbound == 0 && n_locals <= MASK_BITS as usize && !unbinds(graph) {
        return;
    }
    if n_locals > MASK_BITS as usize {
        let mut walk = Walk::new();
        while let Some(id) = walk.next(graph) {
            check_high_locals(graph.instrs_mut(id));
        }
    }
    graph.forget_seen();
    enter(&mut graph.blocks, &mut graph.todo, Graph::ENTRY, unbound);
    // A `del` makes a variable unbound in the middle, so every block is scanned once.
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        check_block(graph, id);
    }
    while let Some(id) = graph.todo.pop() {
        graph.block_mut(id).is_seen = false;
        check_block(graph, id);
    }
}

/// Whether some instruction makes a variable unbound.
fn unbinds(graph: &Graph) -> bool {
    let mut instrs = graph.ids().flat_map(|id| graph.instrs(id));
    instrs.any(|it| matches!(it.op, Op::DELETE_FAST | Op::LOAD_FAST_AND_CLEAR | Op::STORE_FAST_MAYBE_NULL))
}

/// Says that the variables of `mask` may be unbound when `id` is entered. A block of which more is said now is put
/// among those `todo`, and [seen](Block::is_seen) as long as it is one of them.
fn enter(blocks: &mut [Block], todo: &mut Vec<BlockId>, id: BlockId, mask: u64) {
    let block = &mut blocks[id.index()];
    if block.unbound | mask == block.unbound {
        return;
    }
    block.unbound |= mask;
    if !std::mem::replace(&mut block.is_seen, true) {
        todo.push(id);
    }
}

fn check_block(graph: &mut Graph, id: BlockId) {
    let mut unbound = graph.block(id).unbound;
    for at in graph.block(id).span() {
        let instr = &mut graph.instrs[at];
        if let Some(handler) = instr.except {
            enter(&mut graph.blocks, &mut graph.todo, handler, unbound);
        }
        let names_local = matches!(
            instr.op,
            Op::LOAD_FAST
                | Op::STORE_FAST
                | Op::LOAD_FAST_CHECK
                | Op::DELETE_FAST
                | Op::LOAD_FAST_AND_CLEAR
                | Op::STORE_FAST_MAYBE_NULL
        );
        if !names_local || instr.arg >= MASK_BITS {
            continue;
        }
        let bit = 1_u64 << instr.arg;
        match instr.op {
            Op::DELETE_FAST | Op::LOAD_FAST_AND_CLEAR | Op::STORE_FAST_MAYBE_NULL => unbound |= bit,
            // A checked load that does not raise shows that the variable is bound.
            Op::STORE_FAST | Op::LOAD_FAST_CHECK => unbound &= !bit,
            Op::LOAD_FAST => {
                if unbound & bit != 0 {
                    instr.op = Op::LOAD_FAST_CHECK;
                }
                unbound &= !bit;
            }
            _ => {}
        }
    }
    for successor in [graph.fallthrough(id), graph.jump_target(id)].into_iter().flatten() {
        enter(&mut graph.blocks, &mut graph.todo, successor, unbound);
    }
}

/// Checks the first load of each variable beyond the mask that the block itself has not bound.
fn check_high_locals(instrs: &mut [FlowInstr]) {
    let mut bound = FxHashSet::default();
    for instr in instrs {
        if instr.arg < MASK_BITS {
            continue;
        }
        match instr.op {
            Op::DELETE_FAST | Op::LOAD_FAST_AND_CLEAR | Op::STORE_FAST_MAYBE_NULL => {
                bound.remove(&instr.arg);
            }
            Op::STORE_FAST => {
                bound.insert(instr.arg);
            }
            Op::LOAD_FAST if bound.insert(instr.arg) => instr.op = Op::LOAD_FAST_CHECK,
            _ => {}
        }
    }
}
