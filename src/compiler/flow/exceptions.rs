//! Which handler an exception raised at each instruction goes to.
//!
//! A `SETUP_*` starts a region, `POP_BLOCK` ends the one started last; the stack of regions is followed along control
//! flow. Afterwards no `POP_BLOCK` is left, and the `RESUME` after a `yield` knows whether one region is open.
//! Source: CPython 3.14, `mark_except_handlers` and `label_exception_targets` in `Python/flowgraph.c`.

use super::graph::{BlockId, Graph};
use crate::compiler::instruction::Op;

/// In the argument of `RESUME`: the `yield` before it stands in one region.
const RESUME_DEPTH_1: u32 = 4;

/// Marks the blocks that are handlers; whether there are any.
pub(super) fn mark_handlers(graph: &mut Graph) -> bool {
    let mut has_handlers = false;
    let pushes = graph.instrs.iter().filter(|it| it.op.is_block_push());
    for target in pushes.filter_map(|it| it.target) {
        graph.blocks[target.index()].is_handler = true;
        has_handlers = true;
    }
    has_handlers
}

/// Open regions, innermost first, as an index into [`Regions::links`]; stacks share their tails, so that passing one
/// on to another block costs nothing.
type Stack = Option<u32>;

#[derive(Default)]
struct Regions {
    links: Vec<Region>,
}

#[derive(Clone, Copy)]
struct Region {
    handler: BlockId,
    outer: Stack,
    /// How many regions are open, this one included.
    depth: u32,
}

impl Regions {
    fn region(&self, stack: Stack) -> Option<Region> {
        stack.and_then(|at| self.links.get(at as usize)).copied()
    }

    fn handler(&self, stack: Stack) -> Option<BlockId> {
        self.region(stack).map(|it| it.handler)
    }

    fn depth(&self, stack: Stack) -> u32 {
        self.region(stack).map_or(0, |it| it.depth)
    }

    fn push(&mut self, stack: Stack, handler: BlockId) -> Stack {
        let depth = self.depth(stack) + 1;
        self.links.push(Region { handler, outer: stack, depth });
        Some(self.links.len() as u32 - 1)
    }

    fn pop(&self, stack: Stack) -> Stack {
        self.region(stack).and_then(|it| it.outer)
    }
}

/// Gives every instruction that control flow reaches its handler.
pub(super) fn label_targets(graph: &mut Graph) {
    let mut walk = Walk { regions: Regions::default(), todo: Vec::new() };
    graph.forget_seen();
    walk.visit(graph, Graph::ENTRY, None);
    while let Some((id, stack)) = walk.todo.pop() {
        let stack = label_block(graph, id, stack, &mut walk);
        if let Some(next) = graph.fallthrough(id) {
            walk.visit(graph, next, stack);
        }
    }
}

struct Walk {
    regions: Regions,
    todo: Vec<(BlockId, Stack)>,
}

impl Walk {
    fn visit(&mut self, graph: &mut Graph, id: BlockId, stack: Stack) {
        if graph.see(id) {
            self.todo.push((id, stack));
        }
    }
}

/// Labels one block, entered with `stack` open; gives the regions open at its end.
fn label_block(graph: &mut Graph, id: BlockId, mut stack: Stack, walk: &mut Walk) -> Stack {
    let mut last_yield_depth = None;
    for at in graph.block(id).span() {
        let instr = graph.instrs[at];
        if let (true, Some(target)) = (instr.op.is_block_push(), instr.target) {
            walk.visit(graph, target, stack);
            if instr.op != Op::SETUP_FINALLY {
                graph.block_mut(target).preserves_lasti = true;
            }
            stack = walk.regions.push(stack, target);
            continue;
        }
        let handler = walk.regions.handler(stack);
        let instr = &mut graph.instrs[at];
        if instr.is(Op::POP_BLOCK) {
            stack = walk.regions.pop(stack);
            instr.clear();
            continue;
        }
        instr.except = handler;
        if instr.is(Op::YIELD_VALUE) {
            last_yield_depth = Some(walk.regions.depth(stack));
        } else if instr.is(Op::RESUME) && instr.arg != 0 {
            if last_yield_depth.take() == Some(1) {
                instr.arg |= RESUME_DEPTH_1;
            }
        } else if instr.op.has_jump()
            && let Some(target) = instr.target
        {
            walk.visit(graph, target, stack);
        }
    }
    stack
}
