//! From the flow graph to the code object: slots of variables, distances of jumps, bytes and tables.
//!
//! Source: CPython 3.14, `optimize_and_assemble_code_unit` in `Python/compile.c`, `prepare_localsplus` in
//! `Python/flowgraph.c` and `Python/assemble.c`.

mod emit;
mod jumps;
mod locals_plus;

use self::jumps::Layout;
use self::locals_plus::Slots;
use super::flow::{FlowError, Optimizer};
use super::instruction::{InstructionSequence, Unit};
use crate::bytecode::{CodeObject, code_flags};

/// Optimises and assembles one code unit after another, in room that it keeps.
#[derive(Default)]
pub struct Assembler {
    optimizer: Optimizer,
    layout: Layout,
}

impl Assembler {
    /// The code object of a unit.
    ///
    /// # Errors
    /// If the sequence is not what code generation may make; no source program leads to that.
    pub fn assemble(
        &mut self,
        mut unit: Unit,
        sequence: &InstructionSequence,
    ) -> Result<CodeObject, FlowError> {
        let (n_locals, n_params) = (unit.varnames.len(), n_params(&unit));
        self.optimizer.optimize(sequence, &mut unit.consts, n_locals, n_params)?;
        let slots = Slots::new(&unit);
        let depth = self.optimizer.finish(|graph| locals_plus::place(graph, &unit, &slots))?;
        self.layout.resolve(&mut self.optimizer.graph);
        let emitted = emit::emit(&self.optimizer.graph, &self.layout, unit.first_line);
        let (localsplusnames, localspluskinds) = slots.names_and_kinds(&mut unit);
        Ok(CodeObject {
            argcount: unit.arg_count as i32,
            posonlyargcount: unit.posonly_arg_count as i32,
            kwonlyargcount: unit.kwonly_arg_count as i32,
            // A frame has room for one value, if only for an exception.
            stacksize: depth.max(1) as i32,
            flags: unit.flags,
            code: emitted.code,
            consts: unit.consts,
            names: unit.names,
            localsplusnames,
            localspluskinds,
            filename: unit.filename,
            name: unit.name,
            qualname: unit.qualname,
            firstlineno: unit.first_line,
            linetable: emitted.linetable,
            exceptiontable: emitted.exceptiontable,
        })
    }
}

/// How many parameters there are, `*args` and `**kwargs` included.
fn n_params(unit: &Unit) -> usize {
    let has = |flag: u32| u32::from(unit.flags & flag != 0);
    let rest = has(code_flags::VARARGS) + has(code_flags::VARKEYWORDS);
    (unit.arg_count + unit.kwonly_arg_count + rest) as usize
}
