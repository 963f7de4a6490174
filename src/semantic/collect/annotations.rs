//! Scopes that are evaluated on demand: annotations and type parameters.

use super::{Collector, Flags, Walk};
use crate::ast::{
    ArgId, ArgumentsId, Expr, ExprId, FunctionDef, List, Name, Stmt, StmtId, TypeParam, TypeParamId,
};
use crate::semantic::error::ScopeErrorKind;
use crate::semantic::scopes::{ScopeKey, ScopeKind};

impl Collector<'_> {
    /// The annotation of an assignment.
    pub(super) fn annotation(&mut self, annotation: ExprId) -> Walk {
        let around = self.current_id();
        let kind = self.scopes[around].kind;
        // A module may be imported while it runs, so all of its annotations may be asked for before they are reached.
        let is_conditional = kind == ScopeKind::Module
            || kind == ScopeKind::Class && self.situations[around.index()].in_conditional_block;
        if is_conditional && !self.scopes[around].has_conditional_annotations {
            self.scopes[around].has_conditional_annotations = true;
            self.add_implicit(self.names.conditional_annotations, Flags::USE, annotation.into())?;
        }
        match self.scopes[around].annotation_block {
            Some(block) => self.enter(block, false),
            None => {
                let name = self.names.annotate;
                self.open(ScopeKind::Annotation, ScopeKey::Annotations(around), name, annotation)?;
                self.scopes[around].annotation_block = Some(self.current_id());
                if kind == ScopeKind::Class && !self.scopes.future_annotations {
                    self.see_class(annotation)?;
                }
            }
        }
        let is_unevaluated = kind.is_function_block();
        self.situation().in_unevaluated_annotation = is_unevaluated;
        self.expr(annotation)?;
        self.situation().in_unevaluated_annotation = false;
        self.exit();
        Ok(())
    }

    /// The annotations of a function's parameters and result.
    pub(super) fn signature(&mut self, stmt: StmtId, function: FunctionDef) -> Walk {
        let sees_class = self.current().can_see_class_scope || self.current().kind == ScopeKind::Class;
        self.open(ScopeKind::Annotation, ScopeKey::Signature(stmt), self.names.annotate, stmt)?;
        if sees_class {
            self.see_class(stmt)?;
        }
        let args = self.ast[function.args];
        self.arg_annotations(args.posonlyargs)?;
        self.arg_annotations(args.args)?;
        for arg in [args.vararg, args.kwarg].into_iter().flatten() {
            self.used_annotation(self.ast[arg].annotation)?;
        }
        self.arg_annotations(args.kwonlyargs)?;
        self.used_annotation(function.returns)?;
        self.exit();
        Ok(())
    }

    fn arg_annotations(&mut self, args: List<ArgId>) -> Walk {
        for idx in 0..args.len() {
            self.used_annotation(self.ast[self.ast[args][idx]].annotation)?;
        }
        Ok(())
    }

    fn used_annotation(&mut self, annotation: Option<ExprId>) -> Walk {
        let Some(annotation) = annotation else { return Ok(()) };
        self.current().annotations_used = true;
        self.expr(annotation)
    }

    /// The current scope looks names up in the class around first.
    fn see_class(&mut self, at: impl Into<crate::ast::NodeId>) -> Walk {
        self.current().can_see_class_scope = true;
        self.add_implicit(self.names.classdict, Flags::USE, at.into())
    }

    /// Enters the scope of the type parameters of a function, class or type alias called `name`.
    pub(super) fn open_type_params(&mut self, stmt: StmtId, name: Name, args: Option<ArgumentsId>) -> Walk {
        let is_in_class = self.current().kind == ScopeKind::Class;
        self.open(ScopeKind::TypeParameters, ScopeKey::TypeParams(stmt), name, stmt)?;
        if is_in_class {
            self.see_class(stmt)?;
        }
        if matches!(self.ast[stmt], Stmt::ClassDef(_)) {
            for name in [self.names.type_params, self.names.generic_base] {
                self.add_implicit(name, Flags::DEF_LOCAL, stmt.into())?;
                self.add_implicit(name, Flags::USE, stmt.into())?;
            }
        }
        if let Some(args) = args {
            // CPython means to ask whether there are defaults, but its parser always makes a list of them.
            self.add_implicit(self.names.defaults, Flags::DEF_PARAM, stmt.into())?;
            let kw_defaults = self.ast[args].kw_defaults;
            if self.ast[kw_defaults].iter().any(Option::is_some) {
                self.add_implicit(self.names.kwdefaults, Flags::DEF_PARAM, stmt.into())?;
            }
        }
        Ok(())
    }

    pub(super) fn type_params(&mut self, params: List<TypeParamId>) -> Walk {
        for idx in 0..params.len() {
            self.type_param(self.ast[params][idx])?;
        }
        Ok(())
    }

    fn type_param(&mut self, id: TypeParamId) -> Walk {
        let param = self.ast[id];
        let (name, bound, default, default_words) = match param {
            TypeParam::TypeVar(it) => (it.name, it.bound, it.default_value, "a TypeVar default"),
            TypeParam::ParamSpec(it) => (it.name, None, it.default_value, "a ParamSpec default"),
            TypeParam::TypeVarTuple(it) => (it.name, None, it.default_value, "a TypeVarTuple default"),
        };
        self.add(name, Flags::DEF_TYPE_PARAM | Flags::DEF_LOCAL, id)?;
        if name == self.names.classdict {
            return Err(self.name_error(id, name, ScopeErrorKind::ReservedTypeParameter));
        }
        if let Some(bound) = bound {
            let is_tuple = matches!(self.ast[bound], Expr::Tuple(_));
            let words = if is_tuple { "a TypeVar constraint" } else { "a TypeVar bound" };
            self.type_variable(name, ScopeKey::Bound(id), bound, words)?;
        }
        if let Some(default) = default {
            self.type_variable(name, ScopeKey::Default(id), default, default_words)?;
        }
        Ok(())
    }

    fn type_variable(&mut self, name: Name, key: ScopeKey, expr: ExprId, words: &'static str) -> Walk {
        let sees_class = self.current().can_see_class_scope;
        self.open(ScopeKind::TypeVariable, key, name, expr)?;
        if sees_class {
            self.see_class(expr)?;
        }
        self.situation().type_variable = words;
        self.expr(expr)?;
        self.exit();
        Ok(())
    }

    /// The value of a type alias.
    pub(super) fn type_alias_value(
        &mut self,
        stmt: StmtId,
        name: Name,
        value: ExprId,
        sees_class: bool,
    ) -> Walk {
        self.open(ScopeKind::TypeAlias, ScopeKey::Body(stmt), name, stmt)?;
        if sees_class {
            self.see_class(value)?;
        }
        self.expr(value)?;
        self.exit();
        Ok(())
    }
}
