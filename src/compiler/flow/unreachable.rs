//! Empties the blocks that control flow never reaches, and counts the ways into the others.
//!
//! Source: CPython 3.14, `remove_unreachable` in `Python/flowgraph.c`.

use super::graph::{BlockId, Graph};

/// Empties unreachable blocks and sets [`predecessors`](super::graph::Block::predecessors).
pub(super) fn remove(graph: &mut Graph) {
    let mut predecessors = vec![0; graph.blocks.len()];
    predecessors[Graph::ENTRY.index()] = 1;
    let mut seen = vec![false; graph.blocks.len()];
    seen[Graph::ENTRY.index()] = true;
    let mut todo = vec![Graph::ENTRY];
    while let Some(id) = todo.pop() {
        let mut enter = |target: BlockId| {
            predecessors[target.index()] += 1;
            if !std::mem::replace(&mut seen[target.index()], true) {
                todo.push(target);
            }
        };
        if let Some(next) = graph.fallthrough(id) {
            enter(next);
        }
        let with_target = graph.block(id).instrs.iter().filter(|instr| instr.op.has_target());
        with_target.filter_map(|instr| instr.target).for_each(enter);
    }
    for (block, count) in graph.blocks.iter_mut().zip(predecessors) {
        block.predecessors = count;
        if count == 0 {
            block.retain(|_| false);
            block.is_handler = false;
        }
    }
}
