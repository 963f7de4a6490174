//! Rewrites short runs of instructions within a block, and jumps whose target is a jump.
//!
//! Source: CPython 3.14, `optimize_basic_block` and `jump_thread` in `Python/flowgraph.c`.

use super::consts::Consts;
use super::graph::{BlockId, FlowInstr, Graph, Walk};
use super::{fold, swaps};
use crate::compiler::instruction::Op;

/// The argument of `CALL_INTRINSIC_1` for `tuple(list)`.
const LIST_TO_TUPLE: u32 = 6;
/// The argument of `CALL_INTRINSIC_1` for the unary `+`.
const UNARY_POSITIVE: u32 = 5;
/// The bit of the argument of `COMPARE_OP` that makes the result a bool.
const COMPARE_TO_BOOL: u32 = 16;

/// Optimises every block.
pub(super) fn optimize(graph: &mut Graph, consts: &mut Consts) {
    let mut walk = Walk::new();
    while let Some(id) = walk.next(graph) {
        rewrite_block(graph, id, consts);
        swaps::optimize(graph.instrs_mut(id));
    }
}

fn rewrite_block(graph: &mut Graph, id: BlockId, consts: &mut Consts) {
    // A jump that is threaded is looked at again; a cycle of jumps must not keep this here for ever.
    let mut threads_left = graph.blocks.len();
    let mut at = 0;
    loop {
        let instrs = graph.instrs_mut(id);
        while instrs.get(at).is_some_and(|it| !it.op.has_target()) {
            rewrite(instrs, at, consts);
            at += 1;
        }
        let Some(jump) = instrs.get(at).copied() else { return };
        if threads_left > 0 && redirect(graph, id, at, jump) {
            threads_left -= 1;
        } else {
            at += 1;
        }
    }
}

/// Makes the jump `instr` at `at` skip a jump or test that its target starts with; whether it did.
fn redirect(graph: &mut Graph, id: BlockId, at: usize, instr: FlowInstr) -> bool {
    let Some(target) = instr.target else { return false };
    let Some(first) = graph.instrs(target).first().copied() else { return false };
    let op = match (instr.op, first.op) {
        (
            Op::POP_JUMP_IF_NOT_NONE
            | Op::POP_JUMP_IF_NONE
            | Op::POP_JUMP_IF_FALSE
            | Op::POP_JUMP_IF_TRUE
            | Op::JUMP_IF_FALSE
            | Op::JUMP_IF_TRUE
            | Op::JUMP,
            Op::JUMP,
        ) => instr.op,
        (Op::JUMP_IF_FALSE, Op::JUMP_IF_FALSE) | (Op::JUMP_IF_TRUE, Op::JUMP_IF_TRUE) => instr.op,
        (Op::JUMP_IF_FALSE, Op::JUMP_IF_TRUE) | (Op::JUMP_IF_TRUE, Op::JUMP_IF_FALSE) => {
            let Some(next) = graph.next(target) else { return false };
            graph.instrs_mut(id)[at].target = Some(next);
            return true;
        }
        (Op::JUMP_NO_INTERRUPT, Op::JUMP) => Op::JUMP,
        (Op::JUMP | Op::JUMP_NO_INTERRUPT, Op::JUMP_NO_INTERRUPT) => instr.op,
        _ => return false,
    };
    thread(graph, id, at, first, op)
}

/// Puts a jump to where `first` leads after the jump at `at`, which becomes a `NOP` that keeps its line.
fn thread(graph: &mut Graph, id: BlockId, at: usize, first: FlowInstr, op: Op) -> bool {
    let threaded = &mut graph.instrs_mut(id)[at];
    if threaded.target == first.target {
        return false;
    }
    threaded.clear();
    let mut jump = FlowInstr::new(op, 0, first.location);
    jump.target = first.target;
    graph.push(id, jump);
    true
}

fn rewrite(instrs: &mut [FlowInstr], at: usize, consts: &mut Consts) {
    let FlowInstr { op, arg, location, .. } = instrs[at];
    let following = instrs.get(at + 1).map(|it| (it.op, it.arg, it.location.line));
    let is_followed_by = |op| following.is_some_and(|(following, ..)| following == op);
    match op {
        Op::BUILD_TUPLE => {
            let is_unpacked =
                is_followed_by(Op::UNPACK_SEQUENCE) && following.is_some_and(|(_, count, _)| count == arg);
            if !(is_unpacked && unpack_at_once(instrs, at)) {
                fold::tuple(instrs, at, consts);
            }
        }
        Op::BUILD_LIST | Op::BUILD_SET => fold::list_or_set(instrs, at, consts),
        Op::STORE_FAST if following == Some((Op::STORE_FAST, arg, location.line)) => {
            instrs[at].set(Op::POP_TOP, 0);
        }
        Op::SWAP if arg == 1 => instrs[at].clear(),
        Op::LOAD_GLOBAL if is_followed_by(Op::PUSH_NULL) && arg & 1 == 0 => {
            instrs[at].arg |= 1;
            instrs[at + 1].clear();
        }
        Op::COMPARE_OP if is_followed_by(Op::TO_BOOL) => {
            merge(instrs, at, Op::COMPARE_OP, arg | COMPARE_TO_BOOL);
        }
        Op::CONTAINS_OP | Op::IS_OP if is_followed_by(Op::TO_BOOL) => merge(instrs, at, op, arg),
        Op::CONTAINS_OP | Op::IS_OP if is_followed_by(Op::UNARY_NOT) => {
            merge(instrs, at, op, arg ^ 1);
        }
        Op::TO_BOOL if is_followed_by(Op::TO_BOOL) => instrs[at].clear(),
        Op::UNARY_NOT if is_followed_by(Op::TO_BOOL) => merge(instrs, at, Op::UNARY_NOT, 0),
        Op::UNARY_NOT if is_followed_by(Op::UNARY_NOT) => merge(instrs, at, Op::NOP, 0),
        Op::UNARY_NOT | Op::UNARY_INVERT | Op::UNARY_NEGATIVE => fold::unary(instrs, at, consts),
        Op::CALL_INTRINSIC_1 if arg == LIST_TO_TUPLE => fold::list_to_tuple(instrs, at, consts),
        Op::LIST_APPEND | Op::SET_ADD => fold::appended(instrs, at, consts),
        Op::CALL_INTRINSIC_1 if arg == UNARY_POSITIVE => fold::unary(instrs, at, consts),
        Op::BINARY_OP => fold::binary(instrs, at, consts),
        _ => {}
    }
}

/// The instruction at `at` becomes a `NOP`, the one after it does the work of both.
fn merge(instrs: &mut [FlowInstr], at: usize, op: Op, arg: u32) {
    instrs[at].clear();
    instrs[at + 1].set(op, arg);
}

/// Values that are packed and unpacked again need at most a swap.
fn unpack_at_once(instrs: &mut [FlowInstr], at: usize) -> bool {
    match instrs[at].arg {
        1 => merge(instrs, at, Op::NOP, 0),
        count @ (2 | 3) => merge(instrs, at, Op::SWAP, count),
        _ => return false,
    }
    true
}
