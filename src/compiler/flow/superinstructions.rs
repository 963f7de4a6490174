//! Two loads or stores of local variables on one line become one instruction.
//!
//! Source: CPython 3.14, `insert_superinstructions` in `Python/flowgraph.c`.

use super::graph::{FlowInstr, Graph};
use super::redundant;
use crate::compiler::instruction::Op;

/// The first local variable that does not fit half an argument.
const MAX_LOCAL: u32 = 16;

/// Joins neighbors in every block.
pub(super) fn insert(graph: &mut Graph) {
    let mut joined_any = false;
    for id in graph.ids() {
        let instrs = graph.instrs_mut(id);
        for at in 1..instrs.len() {
            if let [first, second] = &mut instrs[at - 1..=at]
                && let Some(op) = joined(first, second)
            {
                first.set(op, first.arg << 4 | second.arg);
                second.clear();
                joined_any = true;
            }
        }
    }
    // No `NOP` was left before that can be removed.
    if joined_any {
        redundant::remove_nops(graph);
    }
}

fn joined(first: &FlowInstr, second: &FlowInstr) -> Option<Op> {
    let op = match (first.op, second.op) {
        (Op::LOAD_FAST, Op::LOAD_FAST) => Op::LOAD_FAST_LOAD_FAST,
        (Op::STORE_FAST, Op::LOAD_FAST) => Op::STORE_FAST_LOAD_FAST,
        (Op::STORE_FAST, Op::STORE_FAST) => Op::STORE_FAST_STORE_FAST,
        _ => return None,
    };
    let (first_line, second_line) = (first.location, second.location);
    let differ = first_line.has_line() && second_line.has_line() && first_line.line != second_line.line;
    (!differ && first.arg < MAX_LOCAL && second.arg < MAX_LOCAL).then_some(op)
}
