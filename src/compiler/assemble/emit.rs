//! Bytes of the code, and the tables beside it.
//!
//! Source: CPython 3.14, `assemble_emit` in `Python/assemble.c`.

use super::jumps::{self, Layout};
use crate::bytecode::{self, ExceptionEntry, LocationTableWriter};
use crate::compiler::flow::{BlockId, FlowInstr, Graph, Walk};
use crate::compiler::instruction::{Location, Op};

/// What a code object says of its instructions.
pub(super) struct Emitted {
    /// `co_code`.
    pub(super) code: Vec<u8>,
    /// `co_linetable`.
    pub(super) linetable: Vec<u8>,
    /// `co_exceptiontable`.
    pub(super) exceptiontable: Vec<u8>,
}

/// The instructions of a graph whose jumps are resolved.
pub(super) fn emit(graph: &Graph, layout: &Layout, first_line: i32) -> Emitted {
    let mut code = vec![0; 2 * layout.len() as usize];
    let (units, _) = code.as_chunks_mut::<2>();
    let mut locations = LocationTableWriter::new(first_line, layout.len() as usize);
    let mut regions = Regions { graph, layout, entries: Vec::new(), open: None, handler: None };
    let mut offset = 0;
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        for instr in graph.instrs(id) {
            let size = jumps::size_of(instr.op, instr.arg);
            write(units, offset as usize, instr);
            locations.add(location(instr), size as usize);
            regions.enter(instr.except, offset);
            offset += size;
        }
    }
    regions.enter(None, offset);
    Emitted {
        linetable: locations.finish(),
        exceptiontable: bytecode::write_exception_table(&regions.entries),
        code,
    }
}

/// Opcode and argument, from the code unit at `offset` on. Its caches are zero already.
#[inline]
fn write(units: &mut [[u8; 2]], mut offset: usize, instr: &FlowInstr) {
    for index in (1..=jumps::n_extended(instr.arg)).rev() {
        units[offset] = [Op::EXTENDED_ARG.number() as u8, (instr.arg >> (8 * index)) as u8];
        offset += 1;
    }
    units[offset] = [instr.op.number() as u8, instr.arg as u8];
}

/// An instruction that ends control flow does not take the place of the next one.
#[inline]
fn location(instr: &FlowInstr) -> Location {
    let ends = || instr.op.has_jump() || instr.op.is_scope_exit();
    if instr.location == Location::NEXT && ends() { Location::NONE } else { instr.location }
}

/// Neighbors with one handler are one region.
struct Regions<'a> {
    graph: &'a Graph,
    layout: &'a Layout,
    entries: Vec<ExceptionEntry>,
    /// Where the region at hand starts, and its handler.
    open: Option<(u32, BlockId)>,
    /// The handler of the last instruction.
    handler: Option<BlockId>,
}

impl Regions<'_> {
    /// An instruction at `offset` has this handler.
    #[inline]
    fn enter(&mut self, handler: Option<BlockId>, offset: u32) {
        if std::mem::replace(&mut self.handler, handler) != handler {
            self.change(handler, offset);
        }
    }

    fn change(&mut self, handler: Option<BlockId>, offset: u32) {
        let start_of = |id| self.layout.start(id);
        // Handlers are one if they start at one place.
        if self.open.map(|(_, open)| start_of(open)) == handler.map(start_of) {
            return;
        }
        if let Some((start, open)) = self.open {
            let block = self.graph.block(open);
            let lasti = block.preserves_lasti;
            // The depth that the table stores leaves out what the interpreter pushes.
            let depth = block.start_depth.unwrap_or(0).saturating_sub(1 + u32::from(lasti));
            self.entries.push(ExceptionEntry { start, end: offset, target: start_of(open), depth, lasti });
        }
        self.open = handler.map(|it| (offset, it));
    }
}
