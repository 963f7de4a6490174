//! Directions and distances of jumps.
//!
//! A distance decides how long its instruction is, and lengths decide distances: they are computed again until no
//! length changes, from the start value that CPython takes, because the result can depend on it. Source: CPython
//! 3.14, `resolve_unconditional_jumps` and `resolve_jump_offsets` in `Python/assemble.c`.

use super::linear::LinearInstr;
use crate::compiler::instruction::Op;

/// From the `SEND` that `END_ASYNC_FOR` targets to the `END_SEND` whose distance it holds, in code units: monitoring
/// looks for that one.
const END_SEND_OFFSET: usize = 5;

/// The length of an instruction in code units: `EXTENDED_ARG`s, itself and its caches.
#[inline]
pub(super) fn size_of(op: Op, arg: u32) -> u8 {
    n_extended(arg) + 1 + op.cache_entries() as u8
}

/// How many `EXTENDED_ARG`s an argument needs.
#[inline]
pub(super) fn n_extended(arg: u32) -> u8 {
    match arg {
        0..=0xff => 0,
        0x100..=0xffff => 1,
        0x1_0000..=0xff_ffff => 2,
        0x100_0000.. => 3,
    }
}

/// Gives jumps their direction, and as argument their distance in code units.
pub(super) fn resolve(code: &mut [LinearInstr]) {
    let mut has_jumps = false;
    for (at, instr) in (0..).zip(&mut *code) {
        let Some(target) = instr.target else { continue };
        has_jumps = true;
        instr.arg = target;
        let is_forward = target > at;
        instr.op = match instr.op {
            Op::JUMP | Op::JUMP_NO_INTERRUPT if is_forward => Op::JUMP_FORWARD,
            Op::JUMP => Op::JUMP_BACKWARD,
            Op::JUMP_NO_INTERRUPT => Op::JUMP_BACKWARD_NO_INTERRUPT,
            op => op,
        };
        instr.size = size_of(instr.op, instr.arg);
    }
    while has_jumps && resolve_once(code) {}
}

/// Whether an instruction changed its length.
fn resolve_once(code: &mut [LinearInstr]) -> bool {
    let offsets = offsets(code);
    let mut changed = false;
    let mut end = 0;
    for instr in code {
        end += usize::from(instr.size);
        let Some(target) = instr.target else { continue };
        let Some(&start) = offsets.get(target as usize) else { continue };
        let start = if instr.op == Op::END_ASYNC_FOR { start + END_SEND_OFFSET } else { start };
        instr.arg = start.abs_diff(end) as u32;
        let size = size_of(instr.op, instr.arg);
        changed |= std::mem::replace(&mut instr.size, size) != size;
    }
    changed
}

/// Where each instruction starts, its `EXTENDED_ARG`s included, in code units.
pub(super) fn offsets(code: &[LinearInstr]) -> Vec<usize> {
    let starts = code.iter().scan(0, |offset, instr| {
        let start = *offset;
        *offset += usize::from(instr.size);
        Some(start)
    });
    starts.collect()
}
