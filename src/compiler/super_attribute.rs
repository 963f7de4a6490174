//! `super().attr` without making a `super` object.
//!
//! Source: CPython 3.14, `can_optimize_super_call`.

use crate::ast::{Attribute, Call, Expr, ExprContext, ExprId};
use crate::bytecode::Opcode as Op;
use crate::semantic::Resolution;

use super::generator::{Generator, Outcome, Result};
use super::instruction::Location;

/// A call of `super` whose result nothing but an attribute is read of.
#[derive(Debug, Clone, Copy)]
pub(super) struct SuperCall {
    id: ExprId,
    call: Call,
}

impl Generator<'_> {
    /// The call of `super` that `it` is an attribute of, if it is plain enough.
    pub(super) fn optimizable_super(&mut self, it: Attribute) -> Option<SuperCall> {
        let Expr::Call(call) = self.ast[it.value] else { return None };
        let (name, _) = self.as_name(call.func)?;
        if self.text(name) != "super" || self.text(it.attr) == "__class__" || !call.keywords.is_empty() {
            return None;
        }
        let is_shadowed =
            self.resolution(name) != Some(Resolution::GlobalImplicit) || self.module_symbol(name).is_some();
        if is_shadowed {
            return None;
        }
        let found = SuperCall { id: it.value, call };
        match call.args.len() {
            2 => (!self.has_starred(call.args)).then_some(found),
            0 => self.can_leave_out_arguments().then_some(found),
            _ => None,
        }
    }

    fn can_leave_out_arguments(&mut self) -> bool {
        let counts = self.unit.counts;
        if counts.positional + counts.positional_only == 0 {
            return false;
        }
        let class = self.names.intern("__class__");
        self.resolution(class) == Some(Resolution::Free)
    }

    /// Reads `it` if it is an attribute of a plain `super()`; whether it is.
    pub(super) fn opt_super_attribute(&mut self, it: Attribute, loc: Location) -> Result<bool> {
        if it.ctx != ExprContext::Load {
            return Ok(false);
        }
        let Some(call) = self.optimizable_super(it) else { return Ok(false) };
        self.load_super_attribute(it, call, 0, loc)?;
        let loc = self.attribute_location(it, loc, loc);
        self.emit(Op::NOP, loc);
        Ok(true)
    }

    /// Reads the attribute as a method that is called next.
    pub(super) fn super_method(&mut self, it: Attribute, super_: SuperCall, loc: Location) -> Outcome {
        self.load_super_attribute(it, super_, 1, loc)
    }

    fn load_super_attribute(
        &mut self,
        it: Attribute,
        super_: SuperCall,
        is_method: u32,
        loc: Location,
    ) -> Outcome {
        let SuperCall { id, call } = super_;
        let has_args = !call.args.is_empty();
        self.expr(call.func)?;
        if has_args {
            self.exprs(call.args)?;
        } else {
            let call_loc = self.location(id);
            let class = self.names.intern("__class__");
            self.name_op(class, ExprContext::Load, call_loc)?;
            if let Some(&first) = self.unit.varnames.items.first() {
                self.name_op(first, ExprContext::Load, call_loc)?;
            }
        }
        let index = self.name_index(it.attr);
        self.emit_arg(Op::LOAD_SUPER_ATTR, index << 2 | u32::from(has_args) << 1 | is_method, loc);
        Ok(())
    }
}
