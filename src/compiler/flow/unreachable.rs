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
    let mut predecessors = vec![0; graph.blocks.len()];
    predecessors[Graph::ENTRY.index()] = 1;
    let mut todo = vec![Graph::ENTRY];
    while let Some(id) = todo.pop() {
        let mut enter = |target: BlockId| {
            predecessors[target.index()] += 1;
            if predecessors[target.index()] == 1 {
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
            block.truncate(0);
            block.is_handler = false;
        }
    }
}
