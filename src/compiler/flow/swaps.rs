//! Shortest runs of `SWAP`, and swapping instructions instead of values.
//!
//! Source: CPython 3.14, `swaptimize` and `apply_static_swaps` in `Python/flowgraph.c`.

use super::graph::FlowInstr;
use crate::compiler::instruction::Op;

/// Optimises every run of swaps in a block.
pub(super) fn optimize(instrs: &mut [FlowInstr]) {
    let mut at = 0;
    while at < instrs.len() {
        if instrs[at].is(Op::SWAP) {
            let end = shorten_run(instrs, at);
            apply(instrs, end);
            at = end;
        }
        at += 1;
    }
}

/// Replaces the run of `SWAP` and `NOP` that starts at `start` by the fewest swaps with the same effect, at its end;
/// gives the index of its last instruction, or `start` if there is one swap only.
fn shorten_run(instrs: &mut [FlowInstr], start: usize) -> usize {
    let in_run = |instr: &&FlowInstr| matches!(instr.op, Op::SWAP | Op::NOP);
    let len = instrs[start..].iter().take_while(in_run).count();
    let run = &mut instrs[start..start + len];
    let swaps = run.iter().filter(|instr| instr.is(Op::SWAP));
    if swaps.clone().count() < 2 {
        return start;
    }
    let depth = swaps.map(|instr| instr.arg as usize).max().unwrap_or(0);
    let mut stack: Vec<usize> = (0..depth).collect();
    for instr in run.iter().filter(|instr| instr.is(Op::SWAP)) {
        swap_with_top(&mut stack, instr.arg);
    }
    // What undoes the permutation, read backwards, makes it: the new swaps fill the run from its end.
    let mut free = len;
    for arg in unshuffle(stack) {
        let Some(slot) = free.checked_sub(1) else { break };
        run[slot].set(Op::SWAP, arg);
        free = slot;
    }
    run[..free].iter_mut().for_each(FlowInstr::clear);
    start + len - 1
}

fn swap_with_top(stack: &mut [usize], arg: u32) {
    if let Some(index) = (arg as usize).checked_sub(1)
        && index < stack.len()
    {
        stack.swap(0, index);
    }
}

/// The arguments of the swaps that bring every item to its place: each cycle is walked once, through the top.
fn unshuffle(stack: Vec<usize>) -> Vec<u32> {
    let mut visited = vec![false; stack.len()];
    let mut args = Vec::new();
    for start in 0..stack.len() {
        if visited[start] || stack[start] == start {
            continue;
        }
        let mut it = start;
        loop {
            if it != 0 {
                args.push(it as u32 + 1);
            }
            if std::mem::replace(&mut visited[it], true) {
                break;
            }
            it = stack[it];
        }
    }
    args
}

/// Whether the instruction only takes the topmost value, runs no code and cannot fail.
fn is_swappable(instr: &FlowInstr) -> bool {
    matches!(instr.op, Op::STORE_FAST | Op::STORE_FAST_MAYBE_NULL | Op::POP_TOP)
}

fn stored_local(instr: &FlowInstr) -> Option<u32> {
    matches!(instr.op, Op::STORE_FAST | Op::STORE_FAST_MAYBE_NULL).then_some(instr.arg)
}

/// Instead of swapping values, swaps the instructions that take them, for the swaps at and before `end`.
fn apply(instrs: &mut [FlowInstr], end: usize) {
    for at in (0..=end).rev() {
        let instr = instrs[at];
        if instr.is(Op::SWAP) {
            if !apply_swap(instrs, at) {
                return;
            }
        } else if !instr.is(Op::NOP) && !is_swappable(&instr) {
            return;
        }
    }
}

fn apply_swap(instrs: &mut [FlowInstr], at: usize) -> bool {
    let Some(first) = next_swappable(instrs, at, None) else { return false };
    let line = instrs[first].location.line;
    let mut last = first;
    for _ in 1..instrs[at].arg {
        match next_swappable(instrs, last, Some(line)) {
            Some(next) => last = next,
            None => return false,
        }
    }
    let (stored_first, stored_last) = (stored_local(&instrs[first]), stored_local(&instrs[last]));
    if stored_first.is_some() || stored_last.is_some() {
        let clashes = |instr: &FlowInstr| {
            let stored = stored_local(instr);
            stored.is_some() && (stored == stored_first || stored == stored_last)
        };
        if stored_first == stored_last || instrs[first + 1..last].iter().any(clashes) {
            return false;
        }
    }
    instrs[at].clear();
    instrs.swap(first, last);
    true
}

/// The next instruction after `at` that can be swapped, if only `NOP`s stand between and it has the same line:
/// otherwise a debugger could see the difference.
fn next_swappable(instrs: &[FlowInstr], at: usize, line: Option<i32>) -> Option<usize> {
    for (index, instr) in instrs.iter().enumerate().skip(at + 1) {
        if line.is_some_and(|line| line >= 0 && instr.location.line != line) {
            return None;
        }
        if !instr.is(Op::NOP) {
            return is_swappable(instr).then_some(index);
        }
    }
    None
}
