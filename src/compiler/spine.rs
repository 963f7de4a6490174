//! Left spines: operators, attributes, subscripts and calls whose first part is again one of them.
//!
//! A program may chain tens of thousands, each a level of the tree, so a spine is walked by a loop: down to its
//! leftmost part, with what is to be done behind each part kept on a stack, and up again.
//!
//! Source: CPython 3.14, `codegen_visit_expr`, which recurses instead.

use crate::ast::{Attribute, BinOp, Call, Expr, ExprContext, ExprId, Subscript};
use crate::bytecode::Opcode as Op;

use super::expression::operator_number;
use super::generator::{Generator, Outcome, Result};
use super::instruction::{Label, Location};

/// What is to be done once the left part of a node has its value on the stack.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pending {
    BinOp(BinOp, Location),
    Attribute(Attribute, Location),
    Subscript(Subscript, Location),
    /// The rest of a call; past all of it is the label.
    Call(Call, Location, Label),
    /// A call of this attribute, which is read as a method.
    MethodCall(Call, Location, Attribute),
}

impl Generator<'_> {
    /// An operator, attribute, subscript or call, and all those on its left.
    pub(super) fn spine(&mut self, id: ExprId) -> Outcome {
        let base = self.pending.len();
        let mut next = Some(id);
        while let Some(id) = next {
            next = self.go_left(id)?;
        }
        while self.pending.len() > base
            && let Some(pending) = self.pending.pop()
        {
            self.go_back(pending)?;
        }
        Ok(())
    }

    /// What comes before the left part of a node; gives that part, unless the node has its value already.
    fn go_left(&mut self, id: ExprId) -> Result<Option<ExprId>> {
        let loc = self.location(id);
        let (pending, left) = match self.ast[id] {
            Expr::BinOp(it) => (Pending::BinOp(it, loc), it.left),
            Expr::Attribute(it) => {
                if self.opt_super_attribute(it, loc)? {
                    return Ok(None);
                }
                self.note_static_attribute(it);
                (Pending::Attribute(it, loc), it.value)
            }
            Expr::Subscript(it) => {
                self.check_subscript(it);
                (Pending::Subscript(it, loc), it.value)
            }
            Expr::Call(it) => return self.begin_call(it, loc),
            _ => {
                self.expr(id)?;
                return Ok(None);
            }
        };
        self.pending.push(pending);
        Ok(Some(left))
    }

    fn go_back(&mut self, pending: Pending) -> Outcome {
        match pending {
            Pending::BinOp(it, loc) => {
                self.expr(it.right)?;
                self.emit_arg(Op::BINARY_OP, operator_number(it.op), loc);
                Ok(())
            }
            Pending::Attribute(it, loc) => {
                let loc = self.attribute_location(it, loc, loc);
                match it.ctx {
                    ExprContext::Load => self.load_attr(it.attr, loc),
                    ExprContext::Store => self.emit_name(Op::STORE_ATTR, it.attr, loc),
                    ExprContext::Del => self.emit_name(Op::DELETE_ATTR, it.attr, loc),
                }
                Ok(())
            }
            Pending::Subscript(it, loc) => self.subscript(it, loc),
            Pending::Call(it, loc, end) => self.finish_call(it, loc, end),
            Pending::MethodCall(it, loc, method) => self.finish_method_call(it, loc, method),
        }
    }
}
