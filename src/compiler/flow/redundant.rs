//! Removes `NOP`s that no line needs, pairs that undo each other, and jumps to what follows anyway.
//!
//! A `NOP` stays if it is the only instruction of its line, so that a debugger can stop there. Source: CPython 3.14,
//! `basicblock_remove_redundant_nops`, `remove_redundant_nops_and_pairs`, `remove_redundant_jumps` and
//! `remove_redundant_nops_and_jumps` in `Python/flowgraph.c`.

use super::graph::{BlockId, FlowInstr, Graph, Walk};
use crate::compiler::instruction::{Location, Op};

/// Removes `NOP`s, if there may be some, and jumps until neither makes more of the other.
pub(super) fn remove_nops_and_jumps(graph: &mut Graph, mut may_have_nops: bool) {
    loop {
        let nops = if may_have_nops { remove_nops(graph) } else { Nops::default() };
        let jumps_changed = remove_jumps(graph);
        if !nops.changed && !jumps_changed {
            return;
        }
        may_have_nops = nops.left || jumps_changed;
    }
}

/// What became of `NOP`s.
#[derive(Default)]
pub(super) struct Nops {
    /// Some were removed.
    changed: bool,
    /// Some are left.
    left: bool,
}

/// Removes `NOP`s.
pub(super) fn remove_nops(graph: &mut Graph) -> Nops {
    let mut knows_nonempty = false;
    let mut nops = Nops::default();
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        remove_nops_of(graph, id, &mut knows_nonempty, &mut nops);
    }
    nops
}

/// `knows_nonempty`: whether [`Graph::find_nonempty`] is right for the blocks after `id`.
fn remove_nops_of(graph: &mut Graph, id: BlockId, knows_nonempty: &mut bool, nops: &mut Nops) {
    let Some(first_nop) = graph.instrs(id).iter().position(|instr| instr.is(Op::NOP)) else { return };
    if !std::mem::replace(knows_nonempty, true) {
        graph.find_nonempty();
    }
    let next_line = line_after(graph, id);
    let instrs = graph.instrs_mut(id);
    let len = instrs.len();
    let mut previous_line = first_nop.checked_sub(1).map_or(-1, |at| instrs[at].location.line);
    let mut n_kept = first_nop;
    for at in first_nop..len {
        if !is_redundant(instrs, at, previous_line, next_line) {
            previous_line = instrs[at].location.line;
            nops.left |= instrs[at].is(Op::NOP);
            instrs[n_kept] = instrs[at];
            n_kept += 1;
        }
    }
    graph.truncate(id, n_kept);
    nops.changed |= n_kept < len;
}

/// Whether the instruction at `at` is a `NOP` whose line the one kept before it has, or the one after it has or takes.
fn is_redundant(instrs: &mut [FlowInstr], at: usize, previous_line: i32, next_line: Option<i32>) -> bool {
    let FlowInstr { op, location, .. } = instrs[at];
    if op != Op::NOP {
        return false;
    }
    if !location.has_line() || location.line == previous_line {
        return true;
    }
    let Some(following) = instrs.get_mut(at + 1) else { return next_line == Some(location.line) };
    if following.location.has_line() {
        return following.location.line == location.line;
    }
    following.location = location;
    true
}

/// The line at which the program goes on after the block: that of the first instruction that will stay.
fn line_after(graph: &Graph, id: BlockId) -> Option<i32> {
    let next = graph.nonempty(graph.next(id)?)?;
    let stays = |instr: &&FlowInstr| !instr.is(Op::NOP) || instr.location.has_line();
    let found = graph.instrs(next).iter().find(stays);
    Some(found.map_or(Location::NONE.line, |instr| instr.location.line))
}

/// Turns jumps to the next instruction into `NOP`s; whether there was one.
pub(super) fn remove_jumps(graph: &mut Graph) -> bool {
    let mut knows_nonempty = false;
    let mut changed = false;
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        let Some(last) = graph.last(id) else { continue };
        let (true, Some(target)) = (last.op.is_unconditional_jump(), last.target) else { continue };
        if !std::mem::replace(&mut knows_nonempty, true) {
            graph.find_nonempty();
        }
        let next = graph.next(id).and_then(|next| graph.nonempty(next));
        if next.is_none() || graph.nonempty(target) != next {
            continue;
        }
        if let Some(jump) = graph.last_mut(id) {
            jump.clear();
        }
        changed = true;
    }
    changed
}

/// Removes `NOP`s, and values that are dropped as soon as they are loaded or copied; whether `NOP`s are left.
pub(super) fn remove_nops_and_pairs(graph: &mut Graph) -> bool {
    let mut nops = Nops::default();
    while remove_pairs(graph, &mut nops) {
        nops = Nops::default();
    }
    nops.left
}

fn remove_pairs(graph: &mut Graph, nops: &mut Nops) -> bool {
    let mut knows_nonempty = false;
    let mut changed = false;
    // Where the instruction is that control runs on from, while nothing else leads to the one after it.
    let mut previous: Option<usize> = None;
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        remove_nops_of(graph, id, &mut knows_nonempty, nops);
        if graph.block(id).is_label {
            previous = None;
        }
        for at in graph.block(id).span() {
            if graph.instrs[at].is(Op::POP_TOP)
                && let Some(before) = previous
                && makes_value(&graph.instrs[before])
            {
                graph.instrs[before].clear();
                graph.instrs[at].clear();
                changed = true;
            }
            previous = Some(at);
        }
        let last_jumps = previous.is_some_and(|at| graph.instrs[at].op.has_jump());
        if last_jumps || !graph.falls_through(id) {
            previous = None;
        }
    }
    changed
}

/// Whether the instruction does nothing but push a value.
fn makes_value(instr: &FlowInstr) -> bool {
    match instr.op {
        Op::LOAD_CONST | Op::LOAD_SMALL_INT => true,
        Op::COPY => instr.arg == 1,
        _ => false,
    }
}
