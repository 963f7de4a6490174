//! From the flow graph to the code object: slots of variables, distances of jumps, bytes and tables.
//!
//! Source: CPython 3.14, `optimize_and_assemble_code_unit` in `Python/compile.c`, `prepare_localsplus` in
//! `Python/flowgraph.c` and `Python/assemble.c`.

mod emit;
mod jumps;
mod locals_plus;

use rustpython_wtf8::Wtf8Buf;

use self::emit::Emitted;
use super::flow::{self, FlowError};
use super::instruction::{InstructionSequence, Unit};
use crate::bytecode::{CodeObject, code_flags};

/// Optimises and assembles a code unit.
///
/// # Errors
/// If the sequence is not what code generation may make; no source program leads to that.
pub fn assemble_unit(mut unit: Unit, sequence: &InstructionSequence) -> Result<CodeObject, FlowError> {
    let n_params = n_params(&unit);
    let mut graph = flow::optimize(sequence, &mut unit.consts, unit.varnames.len(), n_params)?;
    let slots = locals_plus::Slots::new(&unit);
    let depth = flow::finish(&mut graph, |graph| locals_plus::place(graph, &unit, &slots))?;
    let layout = jumps::resolve(&mut graph);
    let Emitted { code, linetable, exceptiontable } = emit::emit(&graph, &layout, unit.first_line);
    let (localsplusnames, localspluskinds) = slots.names_and_kinds(&mut unit);
    Ok(CodeObject {
        argcount: unit.arg_count as i32,
        posonlyargcount: unit.posonly_arg_count as i32,
        kwonlyargcount: unit.kwonly_arg_count as i32,
        // A frame has room for one value, if only for an exception.
        stacksize: depth.max(1) as i32,
        flags: unit.flags,
        code,
        consts: unit.consts,
        names: unit.names.into_iter().map(Wtf8Buf::from).collect(),
        localsplusnames,
        localspluskinds,
        filename: unit.filename,
        name: Wtf8Buf::from(unit.name),
        qualname: Wtf8Buf::from(unit.qualname),
        firstlineno: unit.first_line,
        linetable,
        exceptiontable,
    })
}

/// How many parameters there are, `*args` and `**kwargs` included.
fn n_params(unit: &Unit) -> usize {
    let has = |flag: u32| u32::from(unit.flags & flag != 0);
    let rest = has(code_flags::VARARGS) + has(code_flags::VARKEYWORDS);
    (unit.arg_count + unit.kwonly_arg_count + rest) as usize
}
