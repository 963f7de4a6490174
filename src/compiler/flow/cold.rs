//! Moves the blocks that only exceptions reach to the end.
//!
//! Source: CPython 3.14, `push_cold_blocks_to_end` in `Python/flowgraph.c`.

use super::graph::{BlockId, FlowInstr, Graph, Walk};
use super::redundant;
use crate::compiler::instruction::{Location, Op};

/// Moves cold blocks, in their order, behind the others.
pub(super) fn push_to_end(graph: &mut Graph) {
    if graph.next(Graph::ENTRY).is_none() {
        return;
    }
    if !graph.blocks.iter().any(|block| block.is_handler) {
        return;
    }
    graph.forget_seen();
    graph.visit(Graph::ENTRY);
    see_reached(graph);
    // What is not warm and reached from here on is cold.
    for block in &mut graph.blocks {
        block.is_warm = block.is_seen;
    }
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        if graph.block(id).is_handler {
            graph.visit(id);
        }
    }
    see_reached(graph);
    for block in &mut graph.blocks {
        block.is_cold = block.is_seen && !block.is_warm;
    }
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        let Some(next) = graph.fallthrough(id) else { continue };
        if graph.block(id).is_cold && graph.block(next).is_warm {
            jump_explicitly(graph, id, next);
        }
    }
    reorder(graph);
}

/// Sees what is reached, by jumps and falling through, from the blocks that wait for it.
fn see_reached(graph: &mut Graph) {
    while let Some(id) = graph.todo.pop() {
        for successor in [graph.fallthrough(id), graph.jump_target(id)].into_iter().flatten() {
            graph.visit(successor);
        }
    }
}

/// The cold block `id` falls into the warm block `next`, which will not follow it any more.
fn jump_explicitly(graph: &mut Graph, id: BlockId, next: BlockId) {
    let block = graph.add_block();
    let mut jump = FlowInstr::new(Op::JUMP_NO_INTERRUPT, 0, Location::NONE);
    jump.target = Some(next);
    graph.push(block, jump);
    graph.block_mut(block).is_cold = true;
    graph.block_mut(block).predecessors = 1;
    graph.block_mut(next).is_label = true;
    graph.insert_after(id, block);
}

/// Makes one chain of the blocks that are not cold, and hangs that of the cold ones behind it.
fn reorder(graph: &mut Graph) {
    // First and last of each chain.
    let mut chains: [Option<(BlockId, BlockId)>; 2] = [None; 2];
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        let chain = &mut chains[usize::from(graph.block(id).is_cold)];
        match chain {
            None => *chain = Some((id, id)),
            Some((_, last)) => graph.block_mut(std::mem::replace(last, id)).next = Some(id),
        }
    }
    let [Some((_, last)), Some((first_cold, last_cold))] = chains else { return };
    graph.block_mut(last).next = Some(first_cold);
    graph.block_mut(last_cold).next = None;
    redundant::remove_nops_and_jumps(graph, true);
}
