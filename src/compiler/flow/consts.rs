//! The constants of a unit while the passes add to them.
//!
//! The table only grows until [`super::unused_consts`] drops what no instruction loads. Source: CPython 3.14,
//! `add_const`, `get_const_value` and `instr_make_load_const` in `Python/flowgraph.c`.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::graph::FlowInstr;
use crate::bytecode::Constant;
use crate::compiler::instruction::Op;

/// Constants by index, each once.
pub(super) struct Consts {
    pub(super) values: Vec<Constant>,
    /// The indices of `values` by their constants; made when the first constant is added.
    by_value: Option<HashTable<u32>>,
}

impl Consts {
    pub(super) fn new(values: Vec<Constant>) -> Consts {
        Consts { values, by_value: None }
    }

    /// The index of `constant`, which is added if it is not there.
    pub(super) fn add(&mut self, constant: Constant) -> u32 {
        let hash = FxBuildHasher.hash_one(&constant);
        let next = self.values.len() as u32;
        // A NaN is the same constant only as itself, and this one is new.
        let is_new = holds_nan(&constant);
        let values = &self.values;
        let by_value = self.by_value.get_or_insert_with(|| index(values));
        let known = by_value.find(hash, |&at| values.get(at as usize) == Some(&constant)).copied();
        if let (Some(known), false) = (known, is_new) {
            return known;
        }
        by_value.insert_unique(hash, next, |&at| hash_at(values, at));
        self.values.push(constant);
        next
    }

    /// What a constant-loading instruction pushes; `None` if it is another instruction.
    pub(super) fn loaded_by(&self, instr: &FlowInstr) -> Option<Constant> {
        match instr.op {
            Op::LOAD_CONST => self.values.get(instr.arg as usize).cloned(),
            Op::LOAD_SMALL_INT => Some(Constant::Int(i64::from(instr.arg))),
            _ => None,
        }
    }

    /// Makes `instr` push `constant`.
    pub(super) fn load(&mut self, instr: &mut FlowInstr, constant: Constant) {
        match small_int(&constant) {
            Some(value) => instr.set(Op::LOAD_SMALL_INT, value),
            None => instr.set(Op::LOAD_CONST, self.add(constant)),
        }
    }
}

/// Whether the instruction pushes a constant.
pub(super) fn loads_const(instr: &FlowInstr) -> bool {
    matches!(instr.op, Op::LOAD_CONST | Op::LOAD_SMALL_INT)
}

/// The argument of `LOAD_SMALL_INT` that pushes the constant, if there is one.
pub(super) fn small_int(constant: &Constant) -> Option<u32> {
    match constant {
        Constant::Int(value) => u8::try_from(*value).ok().map(u32::from),
        _ => None,
    }
}

fn index(values: &[Constant]) -> HashTable<u32> {
    let mut table = HashTable::with_capacity(values.len() + 1);
    for (at, value) in (0..).zip(values) {
        table.insert_unique(FxBuildHasher.hash_one(value), at, |&at| hash_at(values, at));
    }
    table
}

fn hash_at(values: &[Constant], at: u32) -> u64 {
    values.get(at as usize).map_or(0, |value| FxBuildHasher.hash_one(value))
}

fn holds_nan(constant: &Constant) -> bool {
    match constant {
        Constant::Float(it) => it.is_nan(),
        Constant::Complex(it) => it.real.is_nan() || it.imag.is_nan(),
        Constant::Tuple(items) | Constant::FrozenSet(items) => items.iter().any(holds_nan),
        Constant::Slice(parts) => parts.iter().any(holds_nan),
        Constant::None
        | Constant::Ellipsis
        | Constant::Bool(_)
        | Constant::Int(_)
        | Constant::BigInt(_)
        | Constant::Str(_)
        | Constant::Bytes(_)
        | Constant::Code(_) => false,
    }
}
