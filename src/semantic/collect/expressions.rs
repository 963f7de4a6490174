//! Expressions.

use super::{Collector, Flags, Walk};
use crate::ast::{
    ComprehensionId, Expr, ExprContext, ExprId, Lambda, List, Name, NameExpr, NamedExpr, NodeId,
};
use crate::semantic::error::ScopeErrorKind;
use crate::semantic::occurrence::{BindingKind, Occurrence, Role};
use crate::semantic::scopes::{Comprehension, ScopeId, ScopeKey, ScopeKind};

/// The parts of a comprehension.
struct Parts {
    kind: Comprehension,
    /// The element, or the key.
    element: ExprId,
    /// The value of a dictionary's item.
    value: Option<ExprId>,
    generators: List<ComprehensionId>,
}

impl Collector<'_> {
    pub(super) fn exprs(&mut self, exprs: List<ExprId>) -> Walk {
        for idx in 0..exprs.len() {
            self.expr(self.ast[exprs][idx])?;
        }
        Ok(())
    }

    pub(super) fn opt_exprs(&mut self, exprs: List<Option<ExprId>>) -> Walk {
        for idx in 0..exprs.len() {
            self.opt_expr(self.ast[exprs][idx])?;
        }
        Ok(())
    }

    /// Walks an expression; its left spine by a loop.
    pub(super) fn expr(&mut self, mut id: ExprId) -> Walk {
        let base = self.spine.len();
        loop {
            let left = match self.ast[id] {
                Expr::BinOp(it) => it.left,
                Expr::Call(it) => it.func,
                Expr::Subscript(it) => it.value,
                Expr::Attribute(it) => {
                    self.check_name(it.attr, id, it.ctx)?;
                    it.value
                }
                _ => break,
            };
            self.spine.push(id);
            id = left;
        }
        self.expr_off_spine(id)?;
        while self.spine.len() > base {
            let Some(id) = self.spine.pop() else { break };
            match self.ast[id] {
                Expr::BinOp(it) => self.expr(it.right)?,
                Expr::Subscript(it) => self.expr(it.slice)?,
                Expr::Call(it) => {
                    self.exprs(it.args)?;
                    self.keywords(it.keywords)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn expr_off_spine(&mut self, id: ExprId) -> Walk {
        match self.ast[id] {
            Expr::NamedExpr(it) => self.named_expr(id, it),
            Expr::BoolOp(it) => self.exprs(it.values),
            Expr::UnaryOp(it) => self.expr(it.operand),
            Expr::Lambda(it) => self.lambda(id, it),
            Expr::IfExp(it) => {
                self.expr(it.test)?;
                self.expr(it.body)?;
                self.expr(it.orelse)
            }
            Expr::Dict(it) => {
                self.opt_exprs(it.keys)?;
                self.exprs(it.values)
            }
            Expr::Set(it) => self.exprs(it.elts),
            Expr::ListComp(it) => {
                self.comprehension(id, Parts::of(Comprehension::List, it.elt, it.generators))
            }
            Expr::SetComp(it) => self.comprehension(id, Parts::of(Comprehension::Set, it.elt, it.generators)),
            Expr::GeneratorExp(it) => {
                self.comprehension(id, Parts::of(Comprehension::Generator, it.elt, it.generators))
            }
            Expr::DictComp(it) => {
                let parts = Parts::of(Comprehension::Dict, it.key, it.generators);
                self.comprehension(id, Parts { value: Some(it.value), ..parts })
            }
            Expr::Await(it) => self.await_expr(id, it.value),
            Expr::Yield(it) => self.yield_expr(id, it.value),
            Expr::YieldFrom(it) => self.yield_expr(id, Some(it.value)),
            Expr::Compare(it) => {
                self.expr(it.left)?;
                self.exprs(it.comparators)
            }
            Expr::FormattedValue(it) => {
                self.expr(it.value)?;
                self.opt_expr(it.format_spec)
            }
            Expr::Interpolation(it) => {
                self.expr(it.value)?;
                self.opt_expr(it.format_spec)
            }
            Expr::JoinedStr(it) => self.exprs(it.values),
            Expr::TemplateStr(it) => self.exprs(it.values),
            Expr::Constant(_) => Ok(()),
            Expr::Starred(it) => self.expr(it.value),
            Expr::Name(it) => self.name(id, it),
            Expr::List(it) => self.exprs(it.elts),
            Expr::Tuple(it) => self.exprs(it.elts),
            Expr::Slice(it) => {
                for part in [it.lower, it.upper, it.step] {
                    self.opt_expr(part)?;
                }
                Ok(())
            }
            // They are spines, which the caller walks.
            Expr::BinOp(_) | Expr::Call(_) | Expr::Attribute(_) | Expr::Subscript(_) => self.expr(id),
        }
    }

    fn name(&mut self, id: ExprId, name: NameExpr) -> Walk {
        if self.situation().in_unevaluated_annotation {
            self.note_unevaluated(id, name);
            return Ok(());
        }
        let is_read = name.ctx == ExprContext::Load;
        let flag = if is_read { Flags::USE } else { Flags::DEF_LOCAL };
        self.add_in_context(name.id, flag, id, name.ctx)?;
        // `super()` without arguments takes the class from the cell.
        if is_read && name.id == self.names.super_ && self.current().kind.is_function_like() {
            self.add_implicit(self.names.class, Flags::USE, id.into())?;
        }
        Ok(())
    }

    /// A name that nothing but type checkers reads: the symbol table does not have it.
    fn note_unevaluated(&mut self, id: ExprId, name: NameExpr) {
        if !self.options.names || name.ctx != ExprContext::Load {
            return;
        }
        let scope = self.current_id();
        let name = self.mangled(scope, name.id);
        let (node, stmt, role) = (id.into(), self.stmt, Role::Read);
        self.occurrences.push(Occurrence { scope, name, node, stmt, role, is_evaluated: false });
    }

    fn lambda(&mut self, id: ExprId, lambda: Lambda) -> Walk {
        self.defaults(lambda.args)?;
        self.open(ScopeKind::Lambda, ScopeKey::Expr(id), self.names.lambda, id)?;
        self.params(lambda.args)?;
        self.expr(lambda.body)?;
        self.exit();
        Ok(())
    }

    fn await_expr(&mut self, id: ExprId, value: ExprId) -> Walk {
        self.check_place(id, "await expression")?;
        if !self.allows_top_level_await() {
            let scope = self.current();
            if !scope.kind.is_function_like() {
                return Err(self.error(id, ScopeErrorKind::AwaitOutsideFunction));
            }
            let is_async = scope.kind.is_function_block() && scope.coroutine;
            if !is_async && scope.comprehension().is_none() {
                return Err(self.error(id, ScopeErrorKind::AwaitOutsideAsync));
            }
        }
        self.expr(value)?;
        self.current().coroutine = true;
        Ok(())
    }

    fn yield_expr(&mut self, id: ExprId, value: Option<ExprId>) -> Walk {
        self.check_place(id, "yield expression")?;
        self.opt_expr(value)?;
        self.current().generator = true;
        let place = match self.current().comprehension() {
            None => return Ok(()),
            Some(Comprehension::List) => "list comprehension",
            Some(Comprehension::Set) => "set comprehension",
            Some(Comprehension::Dict) => "dict comprehension",
            Some(Comprehension::Generator) => "generator expression",
        };
        Err(self.error(id, ScopeErrorKind::YieldInComprehension(place)))
    }

    /// Rejects what a scope that is evaluated on demand may not hold.
    fn check_place(&mut self, id: ExprId, expression: &'static str) -> Walk {
        let place = match self.current().kind {
            ScopeKind::Annotation => "an annotation",
            ScopeKind::TypeVariable => self.situation().type_variable,
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeParameters => "the definition of a generic",
            ScopeKind::Module
            | ScopeKind::Class
            | ScopeKind::Function
            | ScopeKind::Lambda
            | ScopeKind::Comprehension(_) => return Ok(()),
        };
        Err(self.error(id, ScopeErrorKind::NotAllowed { expression, place }))
    }

    fn named_expr(&mut self, id: ExprId, it: NamedExpr) -> Walk {
        self.check_place(id, "named expression")?;
        if self.situation().n_iterables > 0 {
            return Err(self.error(id, ScopeErrorKind::NamedExprInIterable));
        }
        if self.current().comprehension().is_some()
            && let Expr::Name(target) = self.ast[it.target]
        {
            self.bind_outside(it.target, target.id)?;
        }
        self.expr(it.value)?;
        self.targets(BindingKind::NamedExpr, |this| this.expr(it.target))
    }

    /// The target of an assignment expression in a comprehension: it is bound in the scope around all comprehensions.
    fn bind_outside(&mut self, at: ExprId, name: Name) -> Walk {
        for idx in (0..self.stack.len()).rev() {
            let scope = self.stack[idx];
            let place = match self.scopes[scope].kind {
                ScopeKind::Comprehension(_) => {
                    let known = self.flags_in(scope, name);
                    if known.has_any(Flags::DEF_COMP_ITER) && known.has_any(Flags::DEF_LOCAL) {
                        return Err(self.name_error(at, name, ScopeErrorKind::RebindsIteration));
                    }
                    continue;
                }
                ScopeKind::Function | ScopeKind::Lambda => {
                    let is_global = self.flags_in(scope, name).has_any(Flags::DEF_GLOBAL);
                    let flag = if is_global { Flags::DEF_GLOBAL } else { Flags::DEF_NONLOCAL };
                    return self.declare_outside(at, name, flag, scope, Flags::DEF_LOCAL);
                }
                ScopeKind::Module => {
                    return self.declare_outside(at, name, Flags::DEF_GLOBAL, scope, Flags::DEF_GLOBAL);
                }
                // The scope around an annotation takes the name.
                ScopeKind::Annotation => continue,
                ScopeKind::Class => "in a class body",
                ScopeKind::TypeParameters => "within the definition of a generic",
                ScopeKind::TypeAlias => "in a type alias",
                ScopeKind::TypeVariable => "in a TypeVar bound",
            };
            return Err(self.error(at, ScopeErrorKind::NamedExprInComprehension(place)));
        }
        Ok(())
    }

    fn declare_outside(
        &mut self,
        at: ExprId,
        name: Name,
        flag: Flags,
        scope: ScopeId,
        flag_there: Flags,
    ) -> Walk {
        self.check_name(name, at, ExprContext::Load)?;
        self.add_implicit(name, flag, at.into())?;
        self.add_directive(name, at);
        self.add_to(scope, name, flag_there, at.into())
    }

    fn comprehension(&mut self, id: ExprId, parts: Parts) -> Walk {
        // A broken file's comprehension may lack its `for`.
        let Some(&outermost) = self.ast[parts.generators].first() else { return self.expr(parts.element) };
        let outermost = self.ast[outermost];
        self.iterable(outermost.iter)?;
        let name = self.names.comprehension(parts.kind);
        self.open(ScopeKind::Comprehension(parts.kind), ScopeKey::Expr(id), name, id)?;
        self.current().coroutine = outermost.is_async;
        self.add_implicit(self.names.first_iterable, Flags::DEF_PARAM, id.into())?;
        self.iteration_target(outermost.target)?;
        self.exprs(outermost.ifs)?;
        for idx in 1..parts.generators.len() {
            self.generator(self.ast[parts.generators][idx])?;
        }
        self.opt_expr(parts.value)?;
        self.expr(parts.element)?;
        let is_generator = parts.kind == Comprehension::Generator;
        self.current().generator = is_generator;
        let is_async = self.current().coroutine && !is_generator;
        self.exit();
        if is_async {
            self.make_coroutine(id.into())?;
        }
        Ok(())
    }

    /// The scope around an asynchronous comprehension is a coroutine too.
    fn make_coroutine(&mut self, at: NodeId) -> Walk {
        let allows_await = self.allows_top_level_await();
        let scope = self.current();
        let is_async = scope.kind.is_function_block() && scope.coroutine;
        if !is_async && scope.comprehension().is_none() && !allows_await {
            return Err(self.error(at, ScopeErrorKind::AsyncComprehension));
        }
        scope.coroutine = true;
        Ok(())
    }

    fn generator(&mut self, id: ComprehensionId) -> Walk {
        let generator = self.ast[id];
        self.iteration_target(generator.target)?;
        self.iterable(generator.iter)?;
        self.exprs(generator.ifs)?;
        if generator.is_async {
            self.current().coroutine = true;
        }
        Ok(())
    }

    fn iteration_target(&mut self, target: ExprId) -> Walk {
        self.situation().in_iteration_target = true;
        self.targets(BindingKind::Comprehension, |this| this.expr(target))?;
        self.situation().in_iteration_target = false;
        Ok(())
    }

    fn iterable(&mut self, iter: ExprId) -> Walk {
        self.situation().n_iterables += 1;
        self.expr(iter)?;
        self.situation().n_iterables -= 1;
        Ok(())
    }
}

impl Parts {
    fn of(kind: Comprehension, element: ExprId, generators: List<ComprehensionId>) -> Self {
        Self { kind, element, value: None, generators }
    }
}
