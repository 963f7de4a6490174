//! Drops the constants that nothing loads any more.
//!
//! The first stays always: it can be the docstring. Source: CPython 3.14, `remove_unused_consts` in
//! `Python/flowgraph.c`.

use super::graph::{FlowInstr, Graph, Walk};
use crate::bytecode::Constant;
use crate::compiler::instruction::Op;

/// `consts` without the unused ones, in order; the instructions index what is left. `is_used` lends its room.
pub(super) fn remove(graph: &mut Graph, consts: Vec<Constant>, is_used: &mut Vec<bool>) -> Vec<Constant> {
    is_used.clear();
    is_used.resize(consts.len(), false);
    if let Some(first) = is_used.first_mut() {
        *first = true;
    }
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        for instr in graph.instrs(id) {
            if let Some(used) = const_index(instr).and_then(|at| is_used.get_mut(at)) {
                *used = true;
            }
        }
    }
    if !is_used.contains(&false) {
        return consts;
    }
    let mut left = 0;
    let new_index: Vec<u32> = is_used
        .iter()
        .map(|used| {
            let index = left;
            left += u32::from(*used);
            index
        })
        .collect();
    graph.each_instr(|instr| {
        if let Some(index) = const_index(instr).and_then(|at| new_index.get(at)) {
            instr.arg = *index;
        }
    });
    consts.into_iter().zip(is_used).filter_map(|(constant, used)| used.then_some(constant)).collect()
}

fn const_index(instr: &FlowInstr) -> Option<usize> {
    instr.is(Op::LOAD_CONST).then_some(instr.arg as usize)
}
