//! Subscripts and slices.
//!
//! Source: CPython 3.14, `codegen_subscript`, `codegen_slice`.

use crate::ast::{Expr, ExprContext, ExprId, Slice, Subscript};
use crate::bytecode::{Constant, Opcode as Op, binary};

use super::generator::{Generator, Outcome};
use super::instruction::Location;

impl Generator<'_> {
    /// Warns of a subscript that cannot be meant.
    pub(super) fn check_subscript(&mut self, it: Subscript) {
        if it.ctx == ExprContext::Load {
            self.check_subscripter(it.value);
            self.check_index(it.value, it.slice);
        }
    }

    /// The rest of a subscript whose container is on the stack.
    pub(super) fn subscript(&mut self, it: Subscript, loc: Location) -> Outcome {
        if it.ctx != ExprContext::Del
            && let Some(slice) = self.two_part_slice(it.slice)
        {
            self.slice_parts(slice, self.location(it.slice))?;
            self.emit(if it.ctx == ExprContext::Load { Op::BINARY_SLICE } else { Op::STORE_SLICE }, loc);
            return Ok(());
        }
        self.expr(it.slice)?;
        match it.ctx {
            ExprContext::Load => self.emit_arg(Op::BINARY_OP, binary::SUBSCR, loc),
            ExprContext::Store => self.emit(Op::STORE_SUBSCR, loc),
            ExprContext::Del => self.emit(Op::DELETE_SUBSCR, loc),
        }
        Ok(())
    }

    /// A slice without a step that is no constant: it needs no slice object.
    pub(super) fn two_part_slice(&self, id: ExprId) -> Option<Slice> {
        match self.ast[id] {
            Expr::Slice(it) if it.step.is_none() && self.constant_slice(it).is_none() => Some(it),
            _ => None,
        }
    }

    /// Start and stop of a slice.
    pub(super) fn slice_parts(&mut self, it: Slice, loc: Location) -> Outcome {
        for part in [it.lower, it.upper] {
            match part {
                Some(part) => self.expr(part)?,
                None => self.load_none(loc),
            }
        }
        Ok(())
    }

    pub(super) fn slice(&mut self, it: Slice, loc: Location) -> Outcome {
        if let Some(constant) = self.constant_slice(it) {
            self.load_const(constant, loc);
            return Ok(());
        }
        self.slice_parts(it, loc)?;
        if let Some(step) = it.step {
            self.expr(step)?;
        }
        self.emit_arg(Op::BUILD_SLICE, if it.step.is_some() { 3 } else { 2 }, loc);
        Ok(())
    }

    fn constant_slice(&self, it: Slice) -> Option<Constant> {
        let part = |part: Option<ExprId>| match part.map(|id| self.ast[id]) {
            None => Some(Constant::None),
            Some(Expr::Constant(it)) => Some(self.constant(it.value)),
            Some(_) => None,
        };
        Some(Constant::Slice(Box::new([part(it.lower)?, part(it.upper)?, part(it.step)?])))
    }
}
