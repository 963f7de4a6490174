//! Lines for instructions that have none, so that a frame's line is right where it is left (PEP 626).
//!
//! An exit without a line is duplicated until it has one predecessor, then takes its line from there. Source:
//! CPython 3.14, `resolve_line_numbers` in `Python/flowgraph.c`.

use super::graph::{BlockId, Graph, Walk};
use crate::compiler::instruction::Location;

/// Duplicates exits without a line, then spreads lines along blocks and to successors with one predecessor.
pub(super) fn resolve(graph: &mut Graph) {
    duplicate_exits(graph);
    propagate(graph);
}

/// Whether the block ends the function, or lets signals in, at no line.
fn needs_line(graph: &Graph, id: BlockId) -> bool {
    let matters = || graph.exits_scope(id) || graph.instrs(id).iter().any(|instr| instr.op.has_eval_break());
    graph.has_no_line(id) && matters()
}

fn duplicate_exits(graph: &mut Graph) {
    if !graph.ids().any(|id| needs_line(graph, id)) {
        return;
    }
    graph.find_nonempty();
    let mut it = Some(Graph::ENTRY);
    while let Some(id) = it {
        if let Some(target) = graph.jump_target(id) {
            // A copy made here is never empty and nothing jumps to it but its own jump.
            let target = graph.nonempty(target).unwrap_or(target);
            duplicate_exit(graph, id, target);
        }
        it = graph.next(id);
    }
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        let Some(next) = graph.fallthrough(id) else { continue };
        let Some(last) = graph.last(id) else { continue };
        let location = last.location;
        if needs_line(graph, next) {
            set_first_location(graph, next, location);
        }
    }
}

/// Gives the jump that ends `id` a copy of `target` of its own, if `target` needs a line and others lead there too.
fn duplicate_exit(graph: &mut Graph, id: BlockId, target: BlockId) {
    if !needs_line(graph, target) || graph.block(target).predecessors <= 1 {
        return;
    }
    let copy = graph.add_block();
    graph.extend_from(copy, target);
    graph.block_mut(copy).predecessors = 1;
    graph.block_mut(copy).is_label = true;
    graph.block_mut(target).predecessors -= 1;
    graph.insert_after(target, copy);
    let Some(jump) = graph.last_mut(id) else { return };
    jump.target = Some(copy);
    let location = jump.location;
    set_first_location(graph, copy, location);
}

fn set_first_location(graph: &mut Graph, id: BlockId, location: Location) {
    if let Some(first) = graph.instrs_mut(id).first_mut() {
        first.location = location;
    }
}

fn propagate(graph: &mut Graph) {
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        let instrs = graph.instrs_mut(id);
        for at in 1..instrs.len() {
            if instrs[at].location.line == Location::NONE.line {
                instrs[at].location = instrs[at - 1].location;
            }
        }
        let Some(last) = instrs.last() else { continue };
        let location = last.location;
        for successor in [graph.fallthrough(id), graph.jump_target(id)].into_iter().flatten() {
            let first = graph.instrs(successor).first();
            let lacks_line = first.is_some_and(|first| first.location.line == Location::NONE.line);
            if graph.block(successor).predecessors == 1 && lacks_line {
                set_first_location(graph, successor, location);
            }
        }
    }
}
