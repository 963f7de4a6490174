//! Classes.
//!
//! `class C(B): …` calls `__build_class__` with a function made of the body, which fills the namespace.
//!
//! Source: CPython 3.14, `codegen_class`, `codegen_class_body`.

use crate::ast::{ClassDef, ExprContext, StmtId};
use crate::bytecode::{Constant, Opcode as Op};
use crate::semantic::ScopeKey;

use super::generator::{Generator, Outcome};
use super::instruction::Location;
use super::intrinsic::Intrinsic1;
use super::unit::{ParameterCounts, UnitKind};

impl Generator<'_> {
    pub(super) fn class_def(&mut self, id: StmtId, it: ClassDef) -> Outcome {
        let loc = self.location(id);
        self.exprs(it.decorator_list)?;
        let first_line = self.first_line(it.decorator_list, loc);
        if it.type_params.is_empty() {
            self.class_body(id, it, first_line)?;
            self.call_with(2, it.bases, None, it.keywords, loc)?;
        } else {
            self.generic_class(id, it, first_line)?;
        }
        self.apply_decorators(it.decorator_list);
        self.name_op(it.name, ExprContext::Store, loc)
    }

    /// A class with type parameters is made by a function of its own, with one more base.
    fn generic_class(&mut self, id: StmtId, it: ClassDef, first_line: i32) -> Outcome {
        let loc = self.location(id);
        let scope = self.scope_of(ScopeKey::TypeParams(id))?;
        let name = self.type_params_name(it.name);
        self.enter(UnitKind::Annotations, scope, name, first_line, ParameterCounts::default());
        self.unit.private = Some(it.name);
        self.type_params(it.type_params)?;
        let type_params = self.names.intern(".type_params");
        self.name_op(type_params, ExprContext::Store, loc)?;
        self.class_body(id, it, first_line)?;
        let generic_base = self.names.intern(".generic_base");
        self.name_op(type_params, ExprContext::Load, loc)?;
        self.emit_arg(Op::CALL_INTRINSIC_1, Intrinsic1::SubscriptGeneric.number(), loc);
        self.name_op(generic_base, ExprContext::Store, loc)?;
        self.call_with(2, it.bases, Some(generic_base), it.keywords, loc)?;
        let made = self.leave(false)?;
        self.make_closure(made, 0, loc);
        self.emit(Op::PUSH_NULL, loc);
        self.emit_arg(Op::CALL, 0, loc);
        Ok(())
    }

    /// Puts `__build_class__`, the body's function and the class's name on the stack.
    fn class_body(&mut self, id: StmtId, it: ClassDef, first_line: i32) -> Outcome {
        let scope = self.scope_of(ScopeKey::Body(id))?;
        self.enter(UnitKind::Class, scope, it.name, first_line, ParameterCounts::default());
        self.unit.private = Some(it.name);
        self.class_namespace(it, Location::new(first_line, first_line, 0, 0))?;
        let made = self.leave(true)?;
        let loc = self.location(id);
        self.emit(Op::LOAD_BUILD_CLASS, loc);
        self.emit(Op::PUSH_NULL, loc);
        self.make_closure(made, 0, loc);
        self.load_text(it.name, loc);
        Ok(())
    }

    fn class_namespace(&mut self, it: ClassDef, loc: Location) -> Outcome {
        self.store_known("__module__", loc, |this| {
            let name = this.names.intern("__name__");
            this.name_op(name, ExprContext::Load, loc)
        })?;
        let qualname = Constant::str((*self.unit.qualname).to_owned());
        self.store_known("__qualname__", loc, |this| {
            this.load_const(qualname, loc);
            Ok(())
        })?;
        let first_line = Constant::Int(self.unit.first_line.into());
        self.store_known("__firstlineno__", loc, |this| {
            this.load_const(first_line, loc);
            Ok(())
        })?;
        if !it.type_params.is_empty() {
            self.store_known("__type_params__", loc, |this| {
                let name = this.names.intern(".type_params");
                this.name_op(name, ExprContext::Load, loc)
            })?;
        }
        let scope = self.scope();
        if scope.needs_classdict {
            self.emit(Op::LOAD_LOCALS, loc);
            self.store_cell("__classdict__", loc);
        }
        if scope.has_conditional_annotations {
            self.emit_arg(Op::BUILD_SET, 0, loc);
            self.store_cell("__conditional_annotations__", loc);
        }
        self.body(it.body, loc, true)?;
        self.finish_class()
    }

    /// What comes after the body belongs to no line.
    fn finish_class(&mut self) -> Outcome {
        let attributes = self.unit.static_attributes.iter().map(|it| Constant::str(it.as_str())).collect();
        self.store_known("__static_attributes__", Location::NONE, |this| {
            this.load_const(Constant::Tuple(attributes), Location::NONE);
            Ok(())
        })?;
        let scope = self.scope();
        if scope.needs_classdict {
            self.store_known("__classdictcell__", Location::NONE, |this| {
                this.load_cell("__classdict__");
                Ok(())
            })?;
        }
        if scope.needs_class_closure {
            self.store_known("__classcell__", Location::NONE, |this| {
                this.load_cell("__class__");
                this.emit_arg(Op::COPY, 1, Location::NONE);
                Ok(())
            })?;
        } else {
            self.load_none(Location::NONE);
        }
        self.emit(Op::RETURN_VALUE, Location::NONE);
        Ok(())
    }

    /// Stores what `value` puts on the stack in a variable of the namespace.
    fn store_known(
        &mut self,
        text: &str,
        loc: Location,
        value: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        value(self)?;
        let name = self.names.intern(text);
        self.name_op(name, ExprContext::Store, loc)
    }

    fn store_cell(&mut self, text: &str, loc: Location) {
        let name = self.names.intern(text);
        let arg = self.unit.cellvars.add(name);
        self.emit_arg(Op::STORE_DEREF, arg, loc);
    }

    fn load_cell(&mut self, text: &str) {
        let name = self.names.intern(text);
        let arg = self.unit.cellvars.add(name);
        self.emit_arg(Op::LOAD_CLOSURE, arg, Location::NONE);
    }
}
