//! Bytes of the code, and the tables beside it.
//!
//! Source: CPython 3.14, `assemble_emit` in `Python/assemble.c`.

use super::jumps;
use super::linear::{Handler, LinearInstr};
use crate::bytecode::{self, ExceptionEntry};
use crate::compiler::instruction::{Location, Op};

/// Opcodes and arguments, two bytes a code unit, with zeroed caches.
pub(super) fn code(code: &[LinearInstr]) -> Vec<u8> {
    let mut bytes = vec![0; code.iter().map(|instr| 2 * usize::from(instr.size)).sum()];
    let (mut units, _) = bytes.as_chunks_mut::<2>();
    for instr in code {
        let n_extended = jumps::n_extended(instr.arg);
        let (own, rest) = units.split_at_mut(usize::from(instr.size));
        for (unit, index) in own.iter_mut().zip((1..=n_extended).rev()) {
            *unit = [Op::EXTENDED_ARG.number() as u8, (instr.arg >> (8 * index)) as u8];
        }
        own[usize::from(n_extended)] = [instr.op.number() as u8, instr.arg as u8];
        units = rest;
    }
    bytes
}

/// `co_linetable`. An instruction that takes the place of the next one gets it here.
pub(super) fn location_table(code: &mut [LinearInstr], first_line: i32) -> Vec<u8> {
    let mut next = Location::NONE;
    for instr in code.iter_mut().rev() {
        if instr.location == Location::NEXT {
            instr.location =
                if instr.op.has_jump() || instr.op.is_scope_exit() { Location::NONE } else { next };
        }
        next = instr.location;
    }
    let runs = code.iter().map(|instr| (instr.location, usize::from(instr.size)));
    bytecode::write_location_table(first_line, runs)
}

/// `co_exceptiontable`: neighbors with one handler are one entry.
pub(super) fn exception_table(code: &[LinearInstr]) -> Vec<u8> {
    if code.iter().all(|instr| instr.handler.is_none()) {
        return Vec::new();
    }
    let offsets = jumps::offsets(code);
    let offset = |at: u32| offsets.get(at as usize).copied().unwrap_or(0);
    let mut entries = Vec::new();
    let mut open: Option<(usize, Handler)> = None;
    let mut end = 0;
    for instr in code {
        if open.map(|(_, handler)| handler.start) != instr.handler.map(|handler| handler.start) {
            entries.extend(open.map(|(start, handler)| entry(start, end, offset(handler.start), handler)));
            open = instr.handler.map(|handler| (end, handler));
        }
        end += usize::from(instr.size);
    }
    entries.extend(open.map(|(start, handler)| entry(start, end, offset(handler.start), handler)));
    bytecode::write_exception_table(&entries)
}

/// The depth that the table stores leaves out what the interpreter pushes.
fn entry(start: usize, end: usize, target: usize, handler: Handler) -> ExceptionEntry {
    let pushed = 1 + u32::from(handler.preserves_lasti);
    ExceptionEntry {
        start: start as u32,
        end: end as u32,
        target: target as u32,
        depth: handler.start_depth.saturating_sub(pushed),
        lasti: handler.preserves_lasti,
    }
}
