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
    let mut handlers = Vec::new();
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        if graph.block(id).is_handler {
            handlers.push(id);
        }
    }
    if handlers.is_empty() {
        return;
    }
    let warm = reached_by(graph, vec![Graph::ENTRY], &vec![false; graph.blocks.len()]);
    let cold = reached_by(graph, handlers, &warm);
    for (block, is_cold) in graph.blocks.iter_mut().zip(&cold) {
        block.is_cold = *is_cold;
    }
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        let Some(next) = graph.fallthrough(id) else { continue };
        if cold[id.index()] && warm[next.index()] {
            jump_explicitly(graph, id, next);
        }
    }
    reorder(graph);
}

/// By block: whether it is one of `starts`, or reached from them by jumps and falling through without entering a
/// block of `barred`.
fn reached_by(graph: &Graph, starts: Vec<BlockId>, barred: &[bool]) -> Vec<bool> {
    let mut reached = vec![false; graph.blocks.len()];
    for start in &starts {
        reached[start.index()] = true;
    }
    let mut todo = starts;
    while let Some(id) = todo.pop() {
        for successor in [graph.fallthrough(id), graph.jump_target(id)].into_iter().flatten() {
            let index = successor.index();
            if !barred[index] && !std::mem::replace(&mut reached[index], true) {
                todo.push(successor);
            }
        }
    }
    reached
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

fn reorder(graph: &mut Graph) {
    let (cold, others): (Vec<_>, Vec<_>) = graph.order().into_iter().partition(|&id| graph.block(id).is_cold);
    if cold.is_empty() {
        return;
    }
    let order = [others, cold].concat();
    for pair in order.windows(2) {
        if let &[id, next] = pair {
            graph.block_mut(id).next = Some(next);
        }
    }
    if let Some(&last) = order.last() {
        graph.block_mut(last).next = None;
    }
    redundant::remove_nops_and_jumps(graph);
}
