//! Names: by which instruction a variable is read, set or deleted.
//!
//! Source: CPython 3.14, `codegen_nameop`, `_PyCompile_ResolveNameop`.

use crate::ast::{ExprContext, Name};
use crate::bytecode::Opcode as Op;
use crate::semantic::{Resolution, ScopeKind};

use super::generator::{Generator, Outcome};
use super::instruction::Location;

impl Generator<'_> {
    /// Reads, sets or deletes a variable.
    pub(super) fn name_op(&mut self, name: Name, ctx: ExprContext, loc: Location) -> Outcome {
        let name = self.mangled(name);
        let resolution = self.resolution(name);
        let is_function_like = self.scope().kind.is_function_like();
        match resolution {
            Some(Resolution::Free) => {
                let arg = self.unit.free_arg(name);
                self.deref_op(arg, ctx, loc);
            }
            Some(Resolution::Cell) => {
                let arg = self.unit.cellvars.add(name);
                self.deref_op(arg, ctx, loc);
            }
            Some(Resolution::Local) if is_function_like || self.is_fast_hidden(name) => {
                let arg = self.unit.varnames.add(name);
                let op = by_context(ctx, Op::LOAD_FAST, Op::STORE_FAST, Op::DELETE_FAST);
                self.emit_arg(op, arg, loc);
            }
            Some(Resolution::GlobalExplicit) => self.global_op(name, ctx, false, loc),
            Some(Resolution::GlobalImplicit) if is_function_like => self.global_op(name, ctx, true, loc),
            _ => self.namespace_op(name, ctx, loc),
        }
        Ok(())
    }

    fn is_fast_hidden(&self, name: Name) -> bool {
        self.unit.fast_hidden.get(&name) == Some(&true)
    }

    fn is_class_outside_comprehension(&self) -> bool {
        self.scope().kind == ScopeKind::Class && self.unit.n_inlined == 0
    }

    fn deref_op(&mut self, arg: u32, ctx: ExprContext, loc: Location) {
        let op = by_context(ctx, Op::LOAD_DEREF, Op::STORE_DEREF, Op::DELETE_DEREF);
        if ctx != ExprContext::Load {
            self.emit_arg(op, arg, loc);
        } else if self.is_class_outside_comprehension() {
            self.emit(Op::LOAD_LOCALS, loc);
            self.emit_arg(Op::LOAD_FROM_DICT_OR_DEREF, arg, loc);
        } else if self.scope().can_see_class_scope {
            self.load_class_dict(loc);
            self.emit_arg(Op::LOAD_FROM_DICT_OR_DEREF, arg, loc);
        } else {
            self.emit_arg(op, arg, loc);
        }
    }

    fn global_op(&mut self, name: Name, ctx: ExprContext, is_implicit: bool, loc: Location) {
        let arg = self.unit.names.add(name);
        match ctx {
            ExprContext::Load if is_implicit && self.scope().can_see_class_scope => {
                self.load_class_dict(loc);
                self.emit_arg(Op::LOAD_FROM_DICT_OR_GLOBALS, arg, loc);
            }
            ExprContext::Load => self.emit_arg(Op::LOAD_GLOBAL, arg << 1, loc),
            ExprContext::Store => self.emit_arg(Op::STORE_GLOBAL, arg, loc),
            ExprContext::Del => self.emit_arg(Op::DELETE_GLOBAL, arg, loc),
        }
    }

    fn namespace_op(&mut self, name: Name, ctx: ExprContext, loc: Location) {
        let arg = self.unit.names.add(name);
        let is_inlined_in_class = self.scope().kind == ScopeKind::Class && self.unit.n_inlined > 0;
        if ctx == ExprContext::Load && is_inlined_in_class {
            self.emit_arg(Op::LOAD_GLOBAL, arg << 1, loc);
            return;
        }
        self.emit_arg(by_context(ctx, Op::LOAD_NAME, Op::STORE_NAME, Op::DELETE_NAME), arg, loc);
    }

    /// Loads the namespace of the class around.
    fn load_class_dict(&mut self, loc: Location) {
        let name = self.names.intern("__classdict__");
        let arg = self.unit.free_arg(name);
        self.emit_arg(Op::LOAD_DEREF, arg, loc);
    }
}

fn by_context(ctx: ExprContext, load: Op, store: Op, delete: Op) -> Op {
    match ctx {
        ExprContext::Load => load,
        ExprContext::Store => store,
        ExprContext::Del => delete,
    }
}
