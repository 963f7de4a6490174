//! Loads of local variables that need no reference of their own become `LOAD_FAST_BORROW`.
//!
//! A load may borrow if the value is taken from the stack within its block, while the variable still holds it, and is
//! not itself stored as a local. Each block is followed over a stack that knows which load each value came from; the
//! stack is as deep as expressions nest, because the code generator splits long displays and calls. Source: CPython
//! 3.14, `optimize_load_fast` in `Python/flowgraph.c`.

use super::graph::{BlockId, FlowInstr, Graph};
use crate::compiler::instruction::Op;

/// Rewrites the loads of every block that control flow reaches. Nothing may change the code afterwards. `stack` lends
/// its room.
pub(super) fn optimize(graph: &mut Graph, stack: &mut Stack) {
    graph.forget_seen();
    graph.visit(Graph::ENTRY);
    while let Some(id) = graph.todo.pop() {
        optimize_block(graph, id, stack);
        for at in graph.block(id).span() {
            let FlowInstr { op, target, .. } = graph.instrs[at];
            if let Some(target) = target.filter(|_| op.has_target()) {
                graph.visit(target);
            }
        }
        if let Some(next) = graph.fallthrough(id).filter(|_| !graph.block(id).is_empty()) {
            graph.visit(next);
        }
    }
}

/// Where a value on the stack came from.
#[derive(Clone, Copy)]
struct Reference {
    /// The index of the instruction; `None` if the value was there when the block was entered.
    instr: Option<usize>,
    /// The variable that was loaded.
    local: Option<u32>,
}

const UNKNOWN: Reference = Reference { instr: None, local: None };

/// The values on the stack while a block is followed, the topmost last.
#[derive(Default)]
pub(super) struct Stack {
    values: Vec<Reference>,
    /// By instruction: whether a value that it pushed forbids borrowing.
    is_needed: Vec<bool>,
}

impl Stack {
    fn pop(&mut self) -> Reference {
        self.values.pop().unwrap_or(UNKNOWN)
    }

    fn pop_n(&mut self, count: i64) {
        let count = usize::try_from(count).unwrap_or(0);
        self.values.truncate(self.values.len().saturating_sub(count));
    }

    fn push(&mut self, instr: usize, local: Option<u32>) {
        self.values.push(Reference { instr: Some(instr), local });
    }

    fn push_n(&mut self, count: i64, instr: usize) {
        for _ in 0..count {
            self.push(instr, None);
        }
    }

    fn need(&mut self, value: Reference) {
        if let Some(needed) = value.instr.and_then(|at| self.is_needed.get_mut(at)) {
            *needed = true;
        }
    }

    /// The variable loses its value: those loaded from it and still on the stack must have references of their own.
    fn kill(&mut self, local: u32) {
        for at in 0..self.values.len() {
            if self.values[at].local == Some(local) {
                self.need(self.values[at]);
            }
        }
    }

    fn store(&mut self, local: u32) {
        let value = self.pop();
        self.kill(local);
        self.need(value);
    }
}

fn optimize_block(graph: &mut Graph, id: BlockId, stack: &mut Stack) {
    let depth = graph.block(id).start_depth.unwrap_or(0) as usize;
    let instrs = graph.instrs_mut(id);
    if !instrs.iter().any(|it| matches!(it.op, Op::LOAD_FAST | Op::LOAD_FAST_LOAD_FAST)) {
        return;
    }
    stack.values.clear();
    stack.values.resize(depth, UNKNOWN);
    stack.is_needed.clear();
    stack.is_needed.resize(instrs.len(), false);
    for (at, instr) in instrs.iter().enumerate() {
        step(stack, at, instr);
    }
    while let Some(value) = stack.values.pop() {
        stack.need(value);
    }
    for (instr, is_needed) in instrs.iter_mut().zip(&stack.is_needed) {
        instr.op = match instr.op {
            Op::LOAD_FAST if !is_needed => Op::LOAD_FAST_BORROW,
            Op::LOAD_FAST_LOAD_FAST if !is_needed => Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW,
            op => op,
        };
    }
}

fn step(stack: &mut Stack, at: usize, instr: &FlowInstr) {
    let FlowInstr { op, arg, .. } = *instr;
    let (popped, pushed) = (op.popped(arg), op.pushed(arg));
    match op {
        Op::LOAD_FAST => stack.push(at, Some(arg)),
        Op::LOAD_FAST_AND_CLEAR => {
            stack.kill(arg);
            stack.push(at, Some(arg));
        }
        Op::LOAD_FAST_LOAD_FAST => {
            stack.push(at, Some(arg >> 4));
            stack.push(at, Some(arg & 15));
        }
        Op::STORE_FAST => stack.store(arg),
        Op::STORE_FAST_LOAD_FAST => {
            stack.store(arg >> 4);
            stack.push(at, Some(arg & 15));
        }
        Op::STORE_FAST_STORE_FAST => {
            stack.store(arg >> 4);
            stack.store(arg & 15);
        }
        Op::COPY => {
            let source = stack.values.len().checked_sub(arg as usize).and_then(|it| stack.values.get(it));
            let value = source.copied().unwrap_or(UNKNOWN);
            stack.values.push(value);
        }
        Op::SWAP => {
            let len = stack.values.len();
            if let Some(other) = len.checked_sub(arg as usize)
                && other < len
            {
                stack.values.swap(other, len - 1);
            }
        }
        // These look at their operands and leave them. CPython 3.14 books what they push on the first instructions
        // of the block, and so must this.
        Op::GET_ANEXT
        | Op::GET_LEN
        | Op::IMPORT_FROM
        | Op::MATCH_KEYS
        | Op::MATCH_MAPPING
        | Op::MATCH_SEQUENCE
        | Op::WITH_EXCEPT_START => {
            for index in 0..usize::try_from(pushed - popped).unwrap_or(0) {
                stack.push(index, None);
            }
        }
        Op::DICT_MERGE
        | Op::DICT_UPDATE
        | Op::LIST_APPEND
        | Op::LIST_EXTEND
        | Op::MAP_ADD
        | Op::RERAISE
        | Op::SET_ADD
        | Op::SET_UPDATE => stack.pop_n(popped - pushed),
        Op::CHECK_EXC_MATCH | Op::SEND => {
            stack.pop();
            stack.push(at, None);
        }
        Op::DELETE_FAST => stack.kill(arg),
        // What is iterated can be its own iterator, and what is formatted its own text: it may stay.
        Op::GET_YIELD_FROM_ITER | Op::FORMAT_SIMPLE => {}
        Op::FOR_ITER => stack.push(at, None),
        Op::LOAD_ATTR | Op::LOAD_SUPER_ATTR => {
            let receiver = stack.pop();
            stack.pop_n(if op == Op::LOAD_SUPER_ATTR { 2 } else { 0 });
            stack.push(at, None);
            if arg & 1 != 0 {
                stack.values.push(receiver);
            }
        }
        Op::LOAD_SPECIAL | Op::PUSH_EXC_INFO => {
            let top = stack.pop();
            stack.push(at, None);
            stack.values.push(top);
        }
        Op::END_SEND | Op::SET_FUNCTION_ATTRIBUTE => {
            let top = stack.pop();
            stack.pop();
            stack.values.push(top);
        }
        _ => {
            stack.pop_n(popped);
            stack.push_n(pushed, at);
        }
    }
}
