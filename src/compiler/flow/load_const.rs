//! What is known once a constant is on the stack: small integers, constant conditions, comparisons with `None`.
//!
//! Source: CPython 3.14, `optimize_load_const` in `Python/flowgraph.c`.

use super::consts::{Consts, small_int};
use super::fold::is_true;
use super::graph::{FlowInstr, Graph, Walk};
use crate::bytecode::Constant;
use crate::compiler::instruction::Op;

/// Rewrites the users of constants in every block.
pub(super) fn optimize(graph: &mut Graph, consts: &mut Consts) {
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        optimize_block(graph.instrs_mut(id), consts);
    }
}

fn optimize_block(instrs: &mut [FlowInstr], consts: &mut Consts) {
    // The instruction that pushed what is on top: for a `COPY 1`, the one before it.
    let mut source = None;
    for at in 0..instrs.len() {
        let instr = instrs[at];
        if instr.is(Op::LOAD_CONST)
            && let Some(value) = consts.values.get(instr.arg as usize).and_then(small_int)
        {
            instrs[at].set(Op::LOAD_SMALL_INT, value);
        }
        let source_is_const = source.is_some_and(|it: FlowInstr| it.is(Op::LOAD_CONST));
        if !(source_is_const && instrs[at].is(Op::COPY) && instrs[at].arg == 1) {
            source = Some(instrs[at]);
        }
        let Some(following) = instrs.get(at + 1).map(|it| it.op) else { return };
        let used = matches!(
            following,
            Op::POP_JUMP_IF_FALSE
                | Op::POP_JUMP_IF_TRUE
                | Op::JUMP_IF_FALSE
                | Op::JUMP_IF_TRUE
                | Op::IS_OP
                | Op::TO_BOOL
        );
        if !used {
            continue;
        }
        let Some(constant) = source.and_then(|source| consts.loaded_by(&source)) else { continue };
        match following {
            Op::IS_OP if matches!(constant, Constant::None) => compare_with_none(instrs, at),
            Op::IS_OP => {}
            Op::TO_BOOL => {
                let value = consts.add(Constant::Bool(is_true(&constant)));
                instrs[at].clear();
                instrs[at + 1].set(Op::LOAD_CONST, value);
            }
            _ => decide_jump(instrs, at, is_true(&constant)),
        }
    }
}

/// The conditional jump after `at` is taken always or never.
fn decide_jump(instrs: &mut [FlowInstr], at: usize, is_true: bool) {
    let jump = instrs[at + 1].op;
    if matches!(jump, Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE) {
        instrs[at].clear();
    }
    let jumps_if = matches!(jump, Op::POP_JUMP_IF_TRUE | Op::JUMP_IF_TRUE);
    if jumps_if == is_true {
        instrs[at + 1].op = Op::JUMP;
    } else {
        instrs[at + 1].clear();
    }
}

/// `None`, loaded at `at`, is compared by `is` and then jumped on: one instruction does it.
fn compare_with_none(instrs: &mut [FlowInstr], at: usize) {
    let mut jump = at + 2;
    if instrs.get(jump).is_some_and(|it| it.is(Op::TO_BOOL)) {
        instrs[jump].clear();
        jump += 1;
    }
    let is_not = instrs[at + 1].arg != 0;
    let jumps_if_none = match instrs.get(jump).map(|it| it.op) {
        Some(Op::POP_JUMP_IF_TRUE) => !is_not,
        Some(Op::POP_JUMP_IF_FALSE) => is_not,
        _ => return,
    };
    instrs[at].clear();
    instrs[at + 1].clear();
    instrs[jump].op = if jumps_if_none { Op::POP_JUMP_IF_NONE } else { Op::POP_JUMP_IF_NOT_NONE };
}
