//! The slots of local variables, cells and free variables, and the instructions that make cells.
//!
//! A cell whose variable is also a local has the local's slot; the others follow the locals, free variables come last.
//! Source: CPython 3.14, `prepare_localsplus` in `Python/flowgraph.c` and `compute_localsplus_info` in
//! `Python/assemble.c`.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::bytecode::{SharedStr, code_flags, local_kind};
use crate::compiler::flow::{FlowInstr, Graph};
use crate::compiler::instruction::{Location, Op, Unit};

/// Where the variables that `*_DEREF` counts are.
pub(super) struct Slots {
    /// By cell variable, then by free variable: its slot.
    of_deref: Vec<u32>,
}

impl Slots {
    pub(super) fn new(unit: &Unit) -> Slots {
        let mut locals: FxHashMap<&SharedStr, u32> = FxHashMap::default();
        if !unit.cellvars.is_empty() {
            locals.extend(unit.varnames.iter().zip(0..));
        }
        let mut next = unit.varnames.len() as u32;
        let mut take = || {
            next += 1;
            next - 1
        };
        let mut of_deref = Vec::with_capacity(unit.cellvars.len() + unit.freevars.len());
        for name in &unit.cellvars {
            of_deref.push(locals.get(name).copied().unwrap_or_else(&mut take));
        }
        of_deref.extend(unit.freevars.iter().map(|_| take()));
        Slots { of_deref }
    }

    /// `localsplusnames` and `localspluskinds` of the code object, which the names are taken from `unit` for.
    pub(super) fn names_and_kinds(&self, unit: &mut Unit) -> (Vec<SharedStr>, Vec<u8>) {
        let cells: FxHashSet<&SharedStr> = unit.cellvars.iter().collect();
        let mut kinds = Vec::with_capacity(unit.varnames.len() + self.of_deref.len());
        let mut arg_kinds = arg_kinds(unit);
        for name in &unit.varnames {
            let mut kind = local_kind::LOCAL | arg_kinds.next().unwrap_or(0);
            if unit.hidden.contains(name) {
                kind |= local_kind::HIDDEN;
            }
            if cells.contains(name) {
                kind |= local_kind::CELL;
            }
            kinds.push(kind);
        }
        let mut names = std::mem::take(&mut unit.varnames);
        let cells = std::mem::take(&mut unit.cellvars).into_iter().map(|name| (name, local_kind::CELL));
        let free = std::mem::take(&mut unit.freevars).into_iter().map(|name| (name, local_kind::FREE));
        let derefs = cells.chain(free);
        for ((name, kind), &slot) in derefs.zip(&self.of_deref) {
            if slot as usize == names.len() {
                names.push(name);
                kinds.push(kind);
            }
        }
        (names, kinds)
    }
}

/// The kinds of the parameters, in the order of their slots.
fn arg_kinds(unit: &Unit) -> impl Iterator<Item = u8> + use<> {
    use local_kind::{ARG_KW, ARG_POS, ARG_VAR};
    let has = |flag: u32| usize::from(unit.flags & flag != 0);
    let posonly = unit.posonly_arg_count as usize;
    let counts = [
        (posonly, ARG_POS),
        ((unit.arg_count as usize).saturating_sub(posonly), ARG_POS | ARG_KW),
        (unit.kwonly_arg_count as usize, ARG_KW),
        (has(code_flags::VARARGS), ARG_VAR | ARG_POS),
        (has(code_flags::VARKEYWORDS), ARG_VAR | ARG_KW),
    ];
    counts.into_iter().flat_map(|(count, kind)| std::iter::repeat_n(kind, count))
}

/// Inserts what a function starts with, and turns the arguments of `*_DEREF` into slots.
pub(super) fn place(graph: &mut Graph, unit: &Unit, slots: &Slots) {
    graph.extend_front(Graph::ENTRY, &prefix(unit, slots));
    if slots.of_deref.is_empty() {
        return;
    }
    graph.each_instr(|instr| {
        let is_deref = matches!(
            instr.op,
            Op::MAKE_CELL
                | Op::LOAD_CLOSURE
                | Op::LOAD_DEREF
                | Op::STORE_DEREF
                | Op::DELETE_DEREF
                | Op::LOAD_FROM_DICT_OR_DEREF
        );
        if let (true, Some(slot)) = (is_deref, slots.of_deref.get(instr.arg as usize)) {
            instr.arg = *slot;
        }
    });
}

/// Copying the closure, then the cells in the order of their slots, then the start of a generator.
fn prefix(unit: &Unit, slots: &Slots) -> Vec<FlowInstr> {
    const GENERATOR: u32 = code_flags::GENERATOR | code_flags::COROUTINE | code_flags::ASYNC_GENERATOR;
    let mut prefix = Vec::new();
    if !unit.freevars.is_empty() {
        prefix.push(FlowInstr::new(Op::COPY_FREE_VARS, unit.freevars.len() as u32, Location::NONE));
    }
    let mut cells: Vec<u32> = (0..unit.cellvars.len() as u32).collect();
    cells.sort_unstable_by_key(|&cell| slots.of_deref.get(cell as usize));
    prefix.extend(cells.into_iter().map(|cell| FlowInstr::new(Op::MAKE_CELL, cell, Location::NONE)));
    if unit.flags & GENERATOR != 0 {
        let location = Location::new(unit.first_line, unit.first_line, -1, -1);
        prefix.push(FlowInstr::new(Op::RETURN_GENERATOR, 0, location));
        prefix.push(FlowInstr::new(Op::POP_TOP, 0, location));
    }
    prefix
}
