//! Constants built, computed and collected by runs of instructions become one constant.
//!
//! Operands are found backwards over `NOP`s. What would raise, or grow large, is left for run time. Source: CPython
//! 3.14, `fold_tuple_of_constants`, `fold_constant_intrinsic_list_to_tuple`, `optimize_lists_and_sets`,
//! `fold_const_binop` and `fold_const_unaryop` in `Python/flowgraph.c`.

mod binary;
mod complex;
mod float;
mod integer;
mod sequence;
mod unary;

pub(super) use unary::is_true;

use super::consts::{Consts, loads_const};
use super::graph::FlowInstr;
use crate::bytecode::Constant;
use crate::compiler::instruction::{Location, Op};

/// The most operands that are folded into one collection: what the code generator keeps on the stack at most.
const STACK_USE_GUIDELINE: u32 = 30;
/// The shortest list or set that is made by extending an empty one with a constant.
const MIN_CONST_SEQUENCE_SIZE: u32 = 3;

/// The indices of the `count` instructions before `end` that load constants, `NOP`s left out; `None` if another
/// instruction comes first.
fn operands(instrs: &[FlowInstr], end: usize, count: usize) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    let mut at = end;
    while found.len() < count {
        at = at.checked_sub(1)?;
        if instrs[at].is(Op::NOP) {
            continue;
        }
        if !loads_const(&instrs[at]) {
            return None;
        }
        // Most runs end before this, and need no room.
        found.reserve_exact(count - found.len());
        found.push(at);
    }
    found.reverse();
    Some(found)
}

fn values(instrs: &[FlowInstr], operands: &[usize], consts: &Consts) -> Option<Vec<Constant>> {
    operands.iter().map(|&at| consts.loaded_by(&instrs[at])).collect()
}

/// Operands that were folded away keep no line of their own.
fn drop_operands(instrs: &mut [FlowInstr], operands: &[usize]) {
    for &at in operands {
        instrs[at].clear();
        instrs[at].location = Location::NONE;
    }
}

/// `BUILD_TUPLE` of constants.
pub(super) fn tuple(instrs: &mut [FlowInstr], at: usize, consts: &mut Consts) {
    if instrs[at].arg > STACK_USE_GUIDELINE {
        return;
    }
    let Some(operands) = operands(instrs, at, instrs[at].arg as usize) else { return };
    let Some(items) = values(instrs, &operands, consts) else { return };
    drop_operands(instrs, &operands);
    consts.load(&mut instrs[at], Constant::Tuple(items));
}

/// A long tuple display: constants appended to a list, of which the intrinsic at `at` makes a tuple. A list of
/// something else stays one if it is only iterated.
pub(super) fn list_to_tuple(instrs: &mut [FlowInstr], at: usize, consts: &mut Consts) {
    if let Some(start) = run_of_appends(instrs, at, Op::BUILD_LIST, Op::LIST_APPEND) {
        replace_run(instrs, start, at, consts, Constant::Tuple);
    } else if instrs.get(at + 1).is_some_and(|it| it.is(Op::GET_ITER)) {
        instrs[at].clear();
    }
}

/// A long list or set display that is only iterated or searched: constants appended up to the instruction at `at`.
pub(super) fn appended(instrs: &mut [FlowInstr], at: usize, consts: &mut Consts) {
    let append = instrs[at].op;
    let is_only_read = instrs.get(at + 1).is_some_and(is_read);
    if !is_only_read || instrs[at].arg != 1 {
        return;
    }
    let is_list = append == Op::LIST_APPEND;
    let build = if is_list { Op::BUILD_LIST } else { Op::BUILD_SET };
    if let Some(start) = run_of_appends(instrs, at + 1, build, append) {
        let is_folded = replace_run(instrs, start, at, consts, |items| {
            if is_list { Constant::Tuple(items) } else { sequence::frozenset(items) }
        });
        if is_folded {
            // The last append goes like the others, so that the constant takes the place of what is before it.
            instrs[at].location = Location::NONE;
        }
    }
}

/// Whether the instruction iterates over or searches what is on top of the stack.
fn is_read(instr: &FlowInstr) -> bool {
    matches!(instr.op, Op::GET_ITER | Op::CONTAINS_OP)
}

/// Where a run of `build 0` and then constants, each with `append 1`, starts that ends before `end`.
fn run_of_appends(instrs: &[FlowInstr], end: usize, build: Op, append: Op) -> Option<usize> {
    let mut expects_append = true;
    for (at, instr) in instrs[..end].iter().enumerate().rev() {
        if instr.is(Op::NOP) {
            continue;
        }
        if instr.is(build) && instr.arg == 0 {
            return expects_append.then_some(at);
        }
        let is_expected =
            if expects_append { instr.is(append) && instr.arg == 1 } else { loads_const(instr) };
        if !is_expected {
            return None;
        }
        expects_append = !expects_append;
    }
    None
}

/// Makes the instruction at `at` load what `collect` makes of the constants that are loaded from `start` on.
fn replace_run(
    instrs: &mut [FlowInstr],
    start: usize,
    at: usize,
    consts: &mut Consts,
    collect: impl Fn(Vec<Constant>) -> Constant,
) -> bool {
    let loads: Vec<usize> = (start..at).filter(|&it| loads_const(&instrs[it])).collect();
    let Some(items) = values(instrs, &loads, consts) else { return false };
    let used: Vec<usize> = (start..at).filter(|&it| !instrs[it].is(Op::NOP)).collect();
    drop_operands(instrs, &used);
    consts.load(&mut instrs[at], collect(items));
    true
}

/// A list or set display: a constant where it is only iterated or searched, else made of one constant.
pub(super) fn list_or_set(instrs: &mut [FlowInstr], at: usize, consts: &mut Consts) {
    let FlowInstr { op, arg: size, .. } = instrs[at];
    let is_only_read = instrs.get(at + 1).is_some_and(is_read);
    if size > STACK_USE_GUIDELINE || (size < MIN_CONST_SEQUENCE_SIZE && !is_only_read) {
        return;
    }
    let Some(operands) = operands(instrs, at, size as usize) else {
        if is_only_read && op == Op::BUILD_LIST {
            instrs[at].op = Op::BUILD_TUPLE;
        }
        return;
    };
    let Some(items) = values(instrs, &operands, consts) else { return };
    let constant = if op == Op::BUILD_SET { sequence::frozenset(items) } else { Constant::Tuple(items) };
    let index = consts.add(constant);
    drop_operands(instrs, &operands);
    if is_only_read {
        instrs[at].set(Op::LOAD_CONST, index);
        return;
    }
    // There are at least three operands, so the two slots before this one are free.
    let extend = if op == Op::BUILD_LIST { Op::LIST_EXTEND } else { Op::SET_UPDATE };
    instrs[at - 2].location = instrs[at].location;
    instrs[at - 2].set(op, 0);
    instrs[at - 1].set(Op::LOAD_CONST, index);
    instrs[at].set(extend, 1);
}

/// A binary operator or subscript of two constants.
pub(super) fn binary(instrs: &mut [FlowInstr], at: usize, consts: &mut Consts) {
    let Some(operands) = operands(instrs, at, 2) else { return };
    let &[left, right] = operands.as_slice() else { return };
    let (Some(left), Some(right)) = (consts.loaded_by(&instrs[left]), consts.loaded_by(&instrs[right]))
    else {
        return;
    };
    let Some(result) = binary::eval(instrs[at].arg, &left, &right) else { return };
    drop_operands(instrs, &operands);
    consts.load(&mut instrs[at], result);
}

/// A unary operator of a constant.
pub(super) fn unary(instrs: &mut [FlowInstr], at: usize, consts: &mut Consts) {
    let Some(operands) = operands(instrs, at, 1) else { return };
    let Some(operand) = operands.first().and_then(|&it| consts.loaded_by(&instrs[it])) else { return };
    let Some(result) = unary::eval(instrs[at].op, &operand) else { return };
    drop_operands(instrs, &operands);
    consts.load(&mut instrs[at], result);
}
