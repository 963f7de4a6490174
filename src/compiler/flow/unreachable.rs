//! Empties the blocks that control flow never reaches, and counts the ways into the others.
//!
//! Source: CPython 3.14, `remove_unreachable` in `Python/flowgraph.c`.

use super::graph::{BlockId, Graph};

/// Empties unreachable blocks and sets [`predecessors`](super::graph::Block::predecessors).
pub(super) fn remove(graph: &mut Graph) {
    if let [only] = graph.blocks.as_mut_slice()
        && !only.instrs.iter().any(|instr| instr.op.has_target())
    {
        only.predecessors = 1;
        return;
    }
    for block in &mut graph.blocks {
        block.predecessors = 0;
    }
    let mut todo = Vec::with_capacity(graph.blocks.len());
    enter(graph, Graph::ENTRY, &mut todo);
    while let Some(id) = todo.pop() {
        if let Some(next) = graph.fallthrough(id) {
            enter(graph, next, &mut todo);
        }
        for at in 0..graph.block(id).instrs.len() {
            let instr = graph.block(id).instrs[at];
            if let (true, Some(target)) = (instr.op.has_target(), instr.target) {
                enter(graph, target, &mut todo);
            }
        }
    }
    for block in graph.blocks.iter_mut().filter(|block| block.predecessors == 0) {
        block.truncate(0);
        block.is_handler = false;
    }
}

/// Counts a way into the block; the first makes it one `todo`.
fn enter(graph: &mut Graph, id: BlockId, todo: &mut Vec<BlockId>) {
    let block = graph.block_mut(id);
    block.predecessors += 1;
    if block.predecessors == 1 {
        todo.push(id);
    }
}
