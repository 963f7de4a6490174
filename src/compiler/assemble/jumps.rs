//! Directions and distances of jumps, and where blocks start.
//!
//! A distance decides how long its instruction is, and lengths decide distances: they are computed again until no
//! length changes, from the start value that CPython takes, because the result can depend on it. What does not jump is
//! looked at once. Source: CPython 3.14, `resolve_unconditional_jumps` and `resolve_jump_offsets` in
//! `Python/assemble.c`.

use crate::compiler::flow::{BlockId, Graph, Walk};
use crate::compiler::instruction::Op;

/// From the `SEND` that `END_ASYNC_FOR` targets to the `END_SEND` whose distance it holds, in code units: monitoring
/// looks for that one.
const END_SEND_OFFSET: u32 = 5;

/// The length of an instruction in code units: `EXTENDED_ARG`s, itself and its caches.
#[inline]
pub(super) fn size_of(op: Op, arg: u32) -> u32 {
    n_extended(arg) + 1 + op.cache_entries() as u32
}

/// How many `EXTENDED_ARG`s an argument needs.
#[inline]
pub(super) fn n_extended(arg: u32) -> u32 {
    match arg {
        0..=0xff => 0,
        0x100..=0xffff => 1,
        0x1_0000..=0xff_ffff => 2,
        0x100_0000.. => 3,
    }
}

/// Where everything is, in code units.
pub(super) struct Layout {
    /// By block.
    pub(super) offsets: Vec<u32>,
    /// Of the whole code.
    pub(super) len: u32,
}

/// Gives jumps their direction, and as argument their distance in code units.
pub(super) fn resolve(graph: &mut Graph) -> Layout {
    let mut places = places(graph);
    let (mut jumps, n_plain) = find_jumps(graph, &mut places);
    let mut sums = Vec::with_capacity(jumps.len() + 1);
    loop {
        sums.clear();
        sums.extend(jumps.iter().scan(0, |sum, jump| Some(std::mem::replace(sum, *sum + jump.size))));
        sums.push(jumps.last().zip(sums.last()).map_or(0, |(last, before)| before + last.size));
        if !measure(&mut jumps, &places, &sums) {
            break;
        }
    }
    for jump in &jumps {
        graph.instrs_mut(jump.block)[jump.at].arg = jump.distance;
    }
    let offsets = places.iter().map(|place| place.n_plain + sums[place.n_jumps]).collect();
    Layout { offsets, len: n_plain + sums[jumps.len()] }
}

/// What is before a block.
#[derive(Clone, Copy, Default)]
struct Place {
    n_instrs: u32,
    /// Code units of instructions that do not jump.
    n_plain: u32,
    n_jumps: usize,
}

struct Jump {
    block: BlockId,
    /// The index in its block.
    at: usize,
    target: BlockId,
    op: Op,
    /// Code units of instructions before it that do not jump.
    n_plain: u32,
    /// The argument: at first the index of the instruction that it leads to.
    distance: u32,
    size: u32,
}

/// By block, what is before it, as far as instructions go.
fn places(graph: &Graph) -> Vec<Place> {
    let mut places = vec![Place::default(); graph.n_blocks()];
    let mut n_instrs = 0;
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        places[id.index()].n_instrs = n_instrs;
        n_instrs += graph.instrs(id).len() as u32;
    }
    places
}

/// The jumps, which get their direction, and the code units of everything else. `places` are completed.
fn find_jumps(graph: &mut Graph, places: &mut [Place]) -> (Vec<Jump>, u32) {
    let mut jumps = Vec::new();
    let mut n_plain = 0;
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        places[id.index()] = Place { n_plain, n_jumps: jumps.len(), ..places[id.index()] };
        let first = places[id.index()].n_instrs;
        for (at, instr) in graph.instrs_mut(id).iter_mut().enumerate() {
            let Some(target) = instr.target.filter(|_| instr.op.has_target()) else {
                n_plain += size_of(instr.op, instr.arg);
                continue;
            };
            let distance = places[target.index()].n_instrs;
            let is_forward = distance > first + at as u32;
            instr.op = match instr.op {
                Op::JUMP | Op::JUMP_NO_INTERRUPT if is_forward => Op::JUMP_FORWARD,
                Op::JUMP => Op::JUMP_BACKWARD,
                Op::JUMP_NO_INTERRUPT => Op::JUMP_BACKWARD_NO_INTERRUPT,
                op => op,
            };
            let (op, size) = (instr.op, size_of(instr.op, distance));
            jumps.push(Jump { block: id, at, target, op, n_plain, distance, size });
        }
    }
    (jumps, n_plain)
}

/// Computes distances from lengths, and lengths from distances; whether a length changes. `sums` are the code units
/// of the jumps before each, and of all.
fn measure(jumps: &mut [Jump], places: &[Place], sums: &[u32]) -> bool {
    let mut changed = false;
    for (jump, sum) in jumps.iter_mut().zip(&sums[1..]) {
        let target = places[jump.target.index()];
        let start = target.n_plain + sums[target.n_jumps];
        let start = if jump.op == Op::END_ASYNC_FOR { start + END_SEND_OFFSET } else { start };
        jump.distance = start.abs_diff(jump.n_plain + sum);
        let size = size_of(jump.op, jump.distance);
        changed |= std::mem::replace(&mut jump.size, size) != size;
    }
    changed
}
