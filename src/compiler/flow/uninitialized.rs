//! Finds the loads of local variables that may be unbound: `LOAD_FAST` becomes `LOAD_FAST_CHECK`.
//!
//! The first 64 variables are followed through the whole graph as bits of a mask; the others, so that the time stays
//! linear, within one block at a time. Source: CPython 3.14, `add_checks_for_loads_of_uninitialized_variables` in
//! `Python/flowgraph.c`.

use rustc_hash::FxHashSet;

use super::graph::{BlockId, Graph};
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
    let order = graph.order();
    if n_locals > MASK_BITS as usize {
        order.iter().for_each(|&id| check_high_locals(graph, id));
    }
    let mut search = Search {
        masks: vec![0; graph.blocks.len()],
        waits: vec![false; graph.blocks.len()],
        todo: Vec::new(),
    };
    search.add(Graph::ENTRY, unbound);
    // A `del` makes a variable unbound in the middle, so every block is scanned once.
    for id in order {
        check_block(graph, id, &mut search);
    }
    while let Some(id) = search.todo.pop() {
        search.waits[id.index()] = false;
        check_block(graph, id, &mut search);
    }
}

/// Whether some instruction makes a variable unbound.
fn unbinds(graph: &Graph) -> bool {
    let mut instrs = graph.blocks.iter().flat_map(|block| &block.instrs);
    instrs.any(|it| matches!(it.op, Op::DELETE_FAST | Op::LOAD_FAST_AND_CLEAR | Op::STORE_FAST_MAYBE_NULL))
}

struct Search {
    /// By block: the variables that may be unbound on entry.
    masks: Vec<u64>,
    /// By block: whether it is in `todo`.
    waits: Vec<bool>,
    todo: Vec<BlockId>,
}

impl Search {
    /// Says that the variables of `mask` may be unbound when `id` is entered.
    fn add(&mut self, id: BlockId, mask: u64) {
        let known = &mut self.masks[id.index()];
        if *known | mask == *known {
            return;
        }
        *known |= mask;
        if !std::mem::replace(&mut self.waits[id.index()], true) {
            self.todo.push(id);
        }
    }
}

fn check_block(graph: &mut Graph, id: BlockId, search: &mut Search) {
    let mut unbound = search.masks[id.index()];
    for instr in &mut graph.block_mut(id).instrs {
        if let Some(handler) = instr.except {
            search.add(handler, unbound);
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
        search.add(successor, unbound);
    }
}

/// Checks the first load of each variable beyond the mask that the block itself has not bound.
fn check_high_locals(graph: &mut Graph, id: BlockId) {
    let mut bound = FxHashSet::default();
    for instr in &mut graph.block_mut(id).instrs {
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
