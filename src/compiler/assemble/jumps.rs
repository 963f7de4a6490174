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

/// Where everything is in the code, in code units.
#[derive(Default)]
pub(super) struct Layout {
    /// By block.
    places: Vec<Place>,
    /// In the order of the code.
    jumps: Vec<Jump>,
    /// Code units of the jumps before each of them, and of all.
    sums: Vec<u32>,
    /// Code units of instructions that do not jump.
    n_plain: u32,
}

impl Layout {
    /// Gives the jumps of `graph` their direction, and as argument their distance in code units.
    pub(super) fn resolve(&mut self, graph: &mut Graph) {
        self.count_instrs(graph);
        self.find_jumps(graph);
        loop {
            self.sums.clear();
            let mut sum = 0;
            for jump in &self.jumps {
                self.sums.push(sum);
                sum += jump.size;
            }
            self.sums.push(sum);
            if !self.measure() {
                break;
            }
        }
        for jump in &self.jumps {
            graph.instrs_mut(jump.block)[jump.at].arg = jump.distance;
        }
    }

    /// Where a block starts.
    #[inline]
    pub(super) fn start(&self, id: BlockId) -> u32 {
        let place = self.places[id.index()];
        place.n_plain + self.sums[place.n_jumps]
    }

    /// How long the code is.
    pub(super) fn len(&self) -> u32 {
        self.n_plain + self.sums[self.jumps.len()]
    }

    /// Says of the blocks how many instructions are before each.
    fn count_instrs(&mut self, graph: &Graph) {
        self.places.clear();
        self.places.resize(graph.n_blocks(), Place::default());
        let mut n_instrs = 0;
        let mut walk = Walk::new();
        while let Some(id) = walk.next(graph) {
            self.places[id.index()].n_instrs = n_instrs;
            n_instrs += graph.instrs(id).len() as u32;
        }
    }

    /// Finds the jumps, which get their direction, and adds up everything else.
    fn find_jumps(&mut self, graph: &mut Graph) {
        self.jumps.clear();
        self.n_plain = 0;
        let mut walk = Walk::new();
        while let Some(id) = walk.next(graph) {
            let place = &mut self.places[id.index()];
            (place.n_plain, place.n_jumps) = (self.n_plain, self.jumps.len());
            let first = place.n_instrs;
            for (at, instr) in graph.instrs_mut(id).iter_mut().enumerate() {
                let Some(target) = instr.target.filter(|_| instr.op.has_target()) else {
                    self.n_plain += size_of(instr.op, instr.arg);
                    continue;
                };
                let distance = self.places[target.index()].n_instrs;
                let is_forward = distance > first + at as u32;
                instr.op = match instr.op {
                    Op::JUMP | Op::JUMP_NO_INTERRUPT if is_forward => Op::JUMP_FORWARD,
                    Op::JUMP => Op::JUMP_BACKWARD,
                    Op::JUMP_NO_INTERRUPT => Op::JUMP_BACKWARD_NO_INTERRUPT,
                    op => op,
                };
                let (op, size) = (instr.op, size_of(instr.op, distance));
                self.jumps.push(Jump { block: id, at, target, op, n_plain: self.n_plain, distance, size });
            }
        }
    }

    /// Computes distances from lengths, and lengths from distances; whether a length changes.
    fn measure(&mut self) -> bool {
        let mut changed = false;
        for idx in 0..self.jumps.len() {
            let start = self.start(self.jumps[idx].target);
            let jump = &mut self.jumps[idx];
            let start = if jump.op == Op::END_ASYNC_FOR { start + END_SEND_OFFSET } else { start };
            jump.distance = start.abs_diff(jump.n_plain + self.sums[idx + 1]);
            let size = size_of(jump.op, jump.distance);
            changed |= std::mem::replace(&mut jump.size, size) != size;
        }
        changed
    }
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
