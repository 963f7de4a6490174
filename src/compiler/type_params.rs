//! Type parameters and type aliases (PEP 695, 696).
//!
//! Source: CPython 3.14, `codegen_type_params`, `codegen_typealias`.

use crate::ast::{Expr, ExprContext, ExprId, List, Name, StmtId, TypeAlias, TypeParam, TypeParamId};
use crate::bytecode::{Constant, Opcode as Op};
use crate::semantic::{ScopeId, ScopeKey};

use super::generator::{Generator, Outcome};
use super::instruction::Location;
use super::intrinsic::{FunctionAttribute, Intrinsic1, Intrinsic2};
use super::unit::{ParameterCounts, UnitKind};

impl Generator<'_> {
    /// The name of the function that makes the type parameters of what is called `name`.
    pub(super) fn type_params_name(&mut self, name: Name) -> Name {
        let title = format!("<generic parameters of {}>", self.text(name));
        self.names.intern(&title)
    }

    /// Makes the parameters, binds them, and leaves a tuple of them.
    pub(super) fn type_params(&mut self, params: List<TypeParamId>) -> Outcome {
        let mut has_default = false;
        for &id in &self.ast[params] {
            let loc = self.location(id);
            let (name, default) = match self.ast[id] {
                TypeParam::TypeVar(it) => {
                    self.load_text(it.name, loc);
                    match it.bound {
                        Some(bound) => self.bound(id, it.name, bound, loc)?,
                        None => self.intrinsic_1(Intrinsic1::TypeVar, loc),
                    }
                    (it.name, it.default_value)
                }
                TypeParam::TypeVarTuple(it) => {
                    self.load_text(it.name, loc);
                    self.intrinsic_1(Intrinsic1::TypeVarTuple, loc);
                    (it.name, it.default_value)
                }
                TypeParam::ParamSpec(it) => {
                    self.load_text(it.name, loc);
                    self.intrinsic_1(Intrinsic1::ParamSpec, loc);
                    (it.name, it.default_value)
                }
            };
            match default {
                Some(default) => {
                    has_default = true;
                    let takes_star = matches!(self.ast[id], TypeParam::TypeVarTuple(_));
                    let scope = self.scope_of(ScopeKey::Default(id))?;
                    self.lazy_expr(scope, name, default, takes_star)?;
                    self.emit_arg(Op::CALL_INTRINSIC_2, Intrinsic2::SetTypeParamDefault.number(), loc);
                }
                None if has_default => {
                    let text = self.text(name);
                    let message =
                        format!("non-default type parameter '{text}' follows default type parameter");
                    return self.error(loc, message);
                }
                None => {}
            }
            self.emit_arg(Op::COPY, 1, loc);
            self.name_op(name, ExprContext::Store, loc)?;
        }
        if let Some(&first) = self.ast[params].first() {
            self.emit_arg(Op::BUILD_TUPLE, params.len() as u32, self.location(first));
        }
        Ok(())
    }

    fn intrinsic_1(&mut self, intrinsic: Intrinsic1, loc: Location) {
        self.emit_arg(Op::CALL_INTRINSIC_1, intrinsic.number(), loc);
    }

    fn bound(&mut self, id: TypeParamId, name: Name, bound: ExprId, loc: Location) -> Outcome {
        let scope = self.scope_of(ScopeKey::Bound(id))?;
        self.lazy_expr(scope, name, bound, false)?;
        let intrinsic = match self.ast[bound] {
            Expr::Tuple(_) => Intrinsic2::TypeVarWithConstraints,
            _ => Intrinsic2::TypeVarWithBound,
        };
        self.emit_arg(Op::CALL_INTRINSIC_2, intrinsic.number(), loc);
        Ok(())
    }

    /// A function that evaluates `id` when it is asked for.
    fn lazy_expr(&mut self, scope: ScopeId, name: Name, id: ExprId, takes_star: bool) -> Outcome {
        let loc = self.location(id);
        self.load_const(Constant::Tuple(vec![Constant::Int(1)]), loc);
        self.enter_annotations(scope, name, loc);
        match self.ast[id] {
            Expr::Starred(starred) if takes_star => {
                self.expr(starred.value)?;
                self.emit_arg(Op::UNPACK_SEQUENCE, 1, loc);
            }
            _ => self.expr(id)?,
        }
        self.emit(Op::RETURN_VALUE, loc);
        let made = self.leave(true)?;
        self.make_closure(made, FunctionAttribute::Defaults.number(), loc);
        Ok(())
    }

    pub(super) fn type_alias(&mut self, id: StmtId, it: TypeAlias) -> Outcome {
        let loc = self.location(id);
        let Some((name, _)) = self.as_name(it.name) else { return Ok(()) };
        if it.type_params.is_empty() {
            self.load_text(name, loc);
            self.load_none(loc);
            self.type_alias_value(id, it, name, loc)?;
        } else {
            let scope = self.scope_of(ScopeKey::TypeParams(id))?;
            let title = self.type_params_name(name);
            self.enter(UnitKind::Annotations, scope, title, loc.line, ParameterCounts::default());
            self.load_text(name, loc);
            self.type_params(it.type_params)?;
            self.type_alias_value(id, it, name, loc)?;
            let made = self.leave(false)?;
            self.make_closure(made, 0, loc);
            self.emit(Op::PUSH_NULL, loc);
            self.emit_arg(Op::CALL, 0, loc);
        }
        self.name_op(name, ExprContext::Store, loc)
    }

    fn type_alias_value(&mut self, id: StmtId, it: TypeAlias, name: Name, loc: Location) -> Outcome {
        self.load_const(Constant::Tuple(vec![Constant::Int(1)]), loc);
        let scope = self.scope_of(ScopeKey::Body(id))?;
        self.enter_annotations(scope, name, loc);
        self.expr(it.value)?;
        self.emit(Op::RETURN_VALUE, loc);
        let made = self.leave(false)?;
        self.make_closure(made, FunctionAttribute::Defaults.number(), loc);
        self.emit_arg(Op::BUILD_TUPLE, 3, loc);
        self.intrinsic_1(Intrinsic1::TypeAlias, loc);
        Ok(())
    }
}
