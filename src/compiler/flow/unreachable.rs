//! Empties the blocks that control flow never reaches, and counts the ways into the others.
//!
//! Source: CPython 3.14, `remove_unreachable` in `Python/flowgraph.c`.

use super::graph::{BlockId, Graph};

/// Empties unreachable blocks and sets [`predecessors`](super::graph::Block::predecessors).
pub(super) fn remove(graph: &mut Graph) {
    if graph.blocks.len() == 1 && !graph.instrs.iter().any(|instr| instr.op.has_target()) {
        graph.block_mut(Graph::ENTRY).predecessors = 1;
        return;
    }
    for block in &mut graph.blocks {
        block.predecessors = 0;
    }
    enter(graph, Graph::ENTRY);
    while let Some(id) = graph.todo.pop() {
        if let Some(next) = graph.fallthrough(id) {
            enter(graph, next);
        }
        for at in graph.block(id).span() {
            let instr = graph.instrs[at];
            if let (true, Some(target)) = (instr.op.has_target(), instr.target) {
                enter(graph, target);
            }
        }
    }
    for id in graph.ids() {
        if graph.block(id).predecessors == 0 {
            graph.truncate(id, 0);
            graph.block_mut(id).is_handler = false;
        }
    }
}

/// Counts a way into the block; the first has it looked at.
fn enter(graph: &mut Graph, id: BlockId) {
    let block = graph.block_mut(id);
    block.predecessors += 1;
    if block.predecessors == 1 {
        graph.todo.push(id);
    }
}
