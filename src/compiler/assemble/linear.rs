//! The graph written out: instructions in a row, with targets and handlers by index.
//!
//! Source: CPython 3.14, `_PyCfg_ToInstructionSequence` in `Python/flowgraph.c`.

use super::jumps::size_of;
use crate::compiler::flow::{Block, Graph, Walk};
use crate::compiler::instruction::{Location, Op};

/// An instruction of the final code.
#[derive(Debug, Clone, Copy)]
pub(super) struct LinearInstr {
    pub(super) op: Op,
    /// Its length in code units: `EXTENDED_ARG`s, itself and its caches. Kept by whoever changes opcode or argument.
    pub(super) size: u8,
    pub(super) arg: u32,
    pub(super) location: Location,
    /// The index of the instruction that a jump leads to.
    pub(super) target: Option<u32>,
    pub(super) handler: Option<Handler>,
}

/// Where an exception goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Handler {
    /// The index of its first instruction.
    pub(super) start: u32,
    /// Values on the stack when the handler starts, those that the interpreter pushes included.
    pub(super) start_depth: u32,
    pub(super) preserves_lasti: bool,
}

/// The instructions of the graph's blocks, in their order.
pub(super) fn flatten(graph: Graph) -> Vec<LinearInstr> {
    let mut starts = vec![0; graph.blocks.len()];
    let mut len = 0;
    let mut walk = Walk::new();
    while let Some(id) = walk.next(&graph) {
        starts[id.index()] = len;
        len += graph.block(id).instrs.len() as u32;
    }
    let mut code = Vec::with_capacity(len as usize);
    let mut walk = Walk::new();
    while let Some(id) = walk.next(&graph) {
        code.extend(graph.block(id).instrs.iter().map(|instr| {
            let target = instr.target.filter(|_| instr.op.has_target()).map(|it| starts[it.index()]);
            let handler = instr.except.map(|it| {
                let Block { start_depth, preserves_lasti, .. } = *graph.block(it);
                Handler { start: starts[it.index()], start_depth: start_depth.unwrap_or(0), preserves_lasti }
            });
            let size = size_of(instr.op, instr.arg);
            LinearInstr { op: instr.op, size, arg: instr.arg, location: instr.location, target, handler }
        }));
    }
    code
}
