//! Statements.

use super::{Collector, Flags, Walk};
use crate::ast::{
    AliasId, AnnAssign, ArgumentsId, ClassDef, ExceptHandlerId, ExprContext, FunctionDef, If, KeywordId,
    List, Name, Stmt, StmtId, Try, TypeAlias, WithItemId,
};
use crate::ast::{Expr, ExprId};
use crate::semantic::error::ScopeErrorKind;
use crate::semantic::occurrence::BindingKind;
use crate::semantic::scopes::{ScopeId, ScopeKey, ScopeKind};

impl Collector<'_> {
    pub(super) fn statements(&mut self, body: List<StmtId>) -> Walk {
        for idx in 0..body.len() {
            self.stmt(self.ast[body][idx])?;
        }
        Ok(())
    }

    fn stmt(&mut self, id: StmtId) -> Walk {
        let around = self.stmt.replace(id);
        self.stmt_of_kind(id)?;
        self.stmt = around;
        Ok(())
    }

    fn stmt_of_kind(&mut self, id: StmtId) -> Walk {
        match self.ast[id] {
            Stmt::FunctionDef(it) => self.function_def(id, it, false),
            Stmt::AsyncFunctionDef(it) => self.function_def(id, it, true),
            Stmt::ClassDef(it) => self.class_def(id, it),
            Stmt::TypeAlias(it) => self.type_alias(id, it),
            Stmt::Return(it) => {
                if it.value.is_some() {
                    self.current().returns_value = true;
                }
                self.opt_expr(it.value)
            }
            Stmt::Delete(it) => self.exprs(it.targets),
            Stmt::Assign(it) => {
                self.targets(BindingKind::Assign, |this| this.exprs(it.targets))?;
                self.expr(it.value)
            }
            Stmt::AnnAssign(it) => self.ann_assign(id, it),
            Stmt::AugAssign(it) => {
                self.targets(BindingKind::AugAssign, |this| this.expr(it.target))?;
                self.expr(it.value)
            }
            Stmt::For(it) => {
                self.targets(BindingKind::For, |this| this.expr(it.target))?;
                self.expr(it.iter)?;
                self.conditional(|this| this.two_suites(it.body, it.orelse))
            }
            Stmt::AsyncFor(it) => {
                self.check_async(id, "async for")?;
                self.targets(BindingKind::For, |this| this.expr(it.target))?;
                self.expr(it.iter)?;
                self.conditional(|this| this.two_suites(it.body, it.orelse))
            }
            Stmt::While(it) => {
                self.expr(it.test)?;
                self.conditional(|this| this.two_suites(it.body, it.orelse))
            }
            Stmt::If(it) => self.if_chain(it),
            Stmt::With(it) => self.with(it.items, it.body),
            Stmt::AsyncWith(it) => {
                self.check_async(id, "async with")?;
                self.with(it.items, it.body)
            }
            Stmt::Match(it) => {
                self.expr(it.subject)?;
                self.conditional(|this| this.match_cases(it.cases))
            }
            Stmt::Raise(it) => {
                self.opt_expr(it.exc)?;
                self.opt_expr(it.cause)
            }
            Stmt::Try(it) | Stmt::TryStar(it) => self.try_stmt(it),
            Stmt::Assert(it) => {
                self.expr(it.test)?;
                self.opt_expr(it.msg)
            }
            Stmt::Import(it) => self.aliases(it.names),
            Stmt::ImportFrom(it) => {
                self.aliases(it.names)?;
                self.check_future(id, it)
            }
            Stmt::Global(it) => self.declare(id, it.names, "global", Flags::DEF_GLOBAL),
            Stmt::Nonlocal(it) => self.declare(id, it.names, "nonlocal", Flags::DEF_NONLOCAL),
            Stmt::Expr(it) => self.expr(it.value),
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) => Ok(()),
        }
    }

    /// Walks what may not be reached.
    fn conditional(&mut self, walk: impl FnOnce(&mut Self) -> Walk) -> Walk {
        let before = std::mem::replace(&mut self.situation().in_conditional_block, true);
        walk(self)?;
        self.situation().in_conditional_block = before;
        Ok(())
    }

    fn two_suites(&mut self, body: List<StmtId>, orelse: List<StmtId>) -> Walk {
        self.statements(body)?;
        self.statements(orelse)
    }

    /// An `if` with its `elif`s, each of which is the only statement of the `else` before it.
    fn if_chain(&mut self, mut it: If) -> Walk {
        self.expr(it.test)?;
        self.conditional(|this| {
            loop {
                this.statements(it.body)?;
                let [only] = this.ast[it.orelse] else { break };
                let Stmt::If(next) = this.ast[only] else { break };
                it = next;
                this.expr(it.test)?;
            }
            this.statements(it.orelse)
        })
    }

    fn with(&mut self, items: List<WithItemId>, body: List<StmtId>) -> Walk {
        self.conditional(|this| {
            for idx in 0..items.len() {
                let item = this.ast[this.ast[items][idx]];
                this.expr(item.context_expr)?;
                this.targets(BindingKind::With, |this| this.opt_expr(item.optional_vars))?;
            }
            this.statements(body)
        })
    }

    fn try_stmt(&mut self, it: Try) -> Walk {
        self.conditional(|this| {
            this.statements(it.body)?;
            for idx in 0..it.handlers.len() {
                this.handler(this.ast[it.handlers][idx])?;
            }
            this.two_suites(it.orelse, it.finalbody)
        })
    }

    fn handler(&mut self, id: ExceptHandlerId) -> Walk {
        let handler = self.ast[id];
        self.opt_expr(handler.type_)?;
        if let Some(name) = handler.name {
            self.add(name, Flags::DEF_LOCAL, id)?;
        }
        self.statements(handler.body)
    }

    fn check_async(&mut self, at: StmtId, words: &'static str) -> Walk {
        if self.allows_top_level_await() {
            self.current().coroutine = true;
        }
        if self.current().coroutine {
            return Ok(());
        }
        Err(self.error(at, ScopeErrorKind::AsyncOutsideAsync(words)))
    }

    pub(super) fn allows_top_level_await(&mut self) -> bool {
        self.options.top_level_await && self.current().kind == ScopeKind::Module
    }

    fn function_def(&mut self, id: StmtId, function: FunctionDef, is_async: bool) -> Walk {
        self.add(function.name, Flags::DEF_LOCAL, id)?;
        self.defaults(function.args)?;
        self.exprs(function.decorator_list)?;
        let is_generic = !function.type_params.is_empty();
        if is_generic {
            self.open_type_params(id, function.name, Some(function.args))?;
            self.type_params(function.type_params)?;
        }
        // The function comes before its annotations, but is their younger sister.
        let range = self.ast.range(id);
        let scope = self.new_scope(ScopeKind::Function, ScopeKey::Body(id), function.name, range);
        self.scopes[scope].has_docstring = self.has_docstring(function.body);
        self.signature(id, function)?;
        self.enter(scope, true);
        self.current().coroutine = is_async;
        self.params(function.args)?;
        self.statements(function.body)?;
        self.exit();
        if is_generic {
            self.exit();
        }
        Ok(())
    }

    pub(super) fn defaults(&mut self, args: ArgumentsId) -> Walk {
        let args = self.ast[args];
        self.exprs(args.defaults)?;
        self.opt_exprs(args.kw_defaults)
    }

    pub(super) fn params(&mut self, args: ArgumentsId) -> Walk {
        let args = self.ast[args];
        for list in [args.posonlyargs, args.args, args.kwonlyargs] {
            for idx in 0..list.len() {
                let arg = self.ast[list][idx];
                self.add(self.ast[arg].arg, Flags::DEF_PARAM, arg)?;
            }
        }
        for arg in [args.vararg, args.kwarg].into_iter().flatten() {
            self.add(self.ast[arg].arg, Flags::DEF_PARAM, arg)?;
        }
        self.current().varargs = args.vararg.is_some();
        self.current().varkeywords = args.kwarg.is_some();
        Ok(())
    }

    fn class_def(&mut self, id: StmtId, class: ClassDef) -> Walk {
        self.add(class.name, Flags::DEF_LOCAL, id)?;
        self.exprs(class.decorator_list)?;
        let private_around = self.private;
        let is_generic = !class.type_params.is_empty();
        if is_generic {
            self.open_type_params(id, class.name, None)?;
            self.private = Some(class.name);
            self.current().private = self.private;
            self.new_mangled_names();
            self.type_params(class.type_params)?;
        }
        self.exprs(class.bases)?;
        self.keywords(class.keywords)?;
        self.open(ScopeKind::Class, ScopeKey::Body(id), class.name, id)?;
        self.private = Some(class.name);
        self.current().private = self.private;
        if is_generic {
            self.add_implicit(self.names.dunder_type_params, Flags::DEF_LOCAL, id.into())?;
            self.add_implicit(self.names.type_params, Flags::USE, id.into())?;
        }
        self.current().has_docstring = self.has_docstring(class.body);
        self.statements(class.body)?;
        self.exit();
        if is_generic {
            self.exit();
        }
        self.private = private_around;
        Ok(())
    }

    pub(super) fn keywords(&mut self, keywords: List<KeywordId>) -> Walk {
        for &keyword in &self.ast[keywords] {
            if let Some(name) = self.ast[keyword].arg {
                self.check_name(name, keyword, ExprContext::Store)?;
            }
        }
        for idx in 0..keywords.len() {
            self.expr(self.ast[self.ast[keywords][idx]].value)?;
        }
        Ok(())
    }

    fn type_alias(&mut self, id: StmtId, alias: TypeAlias) -> Walk {
        self.targets(BindingKind::TypeAlias, |this| this.expr(alias.name))?;
        // The grammar has a name here alone; a broken file may lack it.
        let Expr::Name(name) = self.ast[alias.name] else { return self.expr(alias.value) };
        let is_in_class = self.current().kind == ScopeKind::Class;
        let is_generic = !alias.type_params.is_empty();
        if is_generic {
            self.open_type_params(id, name.id, None)?;
            self.type_params(alias.type_params)?;
        }
        self.type_alias_value(id, name.id, alias.value, is_in_class)?;
        if is_generic {
            self.exit();
        }
        Ok(())
    }

    fn ann_assign(&mut self, id: StmtId, it: AnnAssign) -> Walk {
        self.current().annotations_used = true;
        let kind = if it.value.is_some() { BindingKind::Assign } else { BindingKind::Annotation };
        self.targets(kind, |this| match this.ast[it.target] {
            Expr::Name(name) => this.annotated_name(id, it, name.id),
            _ => this.expr(it.target),
        })?;
        self.annotation(it.annotation)?;
        self.opt_expr(it.value)
    }

    fn annotated_name(&mut self, id: StmtId, it: AnnAssign, name: Name) -> Walk {
        let known = self.flags(name);
        let is_declared = known.has_any(Flags::DEF_GLOBAL | Flags::DEF_NONLOCAL);
        if it.simple && is_declared && self.current_id() != ScopeId::MODULE {
            let directive = if known.has_any(Flags::DEF_GLOBAL) { "global" } else { "nonlocal" };
            return Err(
                self.name_error(id, name, |name| ScopeErrorKind::AnnotatedDeclared { name, directive })
            );
        }
        if it.simple {
            self.add(name, Flags::DEF_ANNOT | Flags::DEF_LOCAL, it.target)?;
        } else if it.value.is_some() {
            self.add(name, Flags::DEF_LOCAL, it.target)?;
        }
        Ok(())
    }

    fn aliases(&mut self, aliases: List<AliasId>) -> Walk {
        for idx in 0..aliases.len() {
            self.alias(self.ast[aliases][idx])?;
        }
        Ok(())
    }

    fn alias(&mut self, id: AliasId) -> Walk {
        let alias = self.ast[id];
        let name = alias.asname.unwrap_or(alias.name);
        if name == self.names.star {
            if self.current().kind != ScopeKind::Module {
                return Err(self.error(id, ScopeErrorKind::ImportStar));
            }
            self.star_imports.push(id);
            return Ok(());
        }
        let bound = match self.ast.name(name).split_once('.') {
            Some((package, _)) => {
                let package = package.to_owned();
                self.ast.intern(&package)
            }
            None => name,
        };
        self.add(bound, Flags::DEF_IMPORT, id)
    }

    /// `global` and `nonlocal`.
    fn declare(&mut self, id: StmtId, names: List<Name>, directive: &'static str, flag: Flags) -> Walk {
        for idx in 0..names.len() {
            let name = self.ast[names][idx];
            let known = self.flags(name);
            if known.has_any(Flags::DEF_PARAM | Flags::DEF_LOCAL | Flags::USE | Flags::DEF_ANNOT) {
                return Err(self.name_error(id, name, |name| {
                    if known.has_any(Flags::DEF_PARAM) {
                        ScopeErrorKind::ParameterDeclared { name, directive }
                    } else if known.has_any(Flags::USE) {
                        ScopeErrorKind::UsedBeforeDeclaration { name, directive }
                    } else if known.has_any(Flags::DEF_ANNOT) {
                        ScopeErrorKind::AnnotatedDeclared { name, directive }
                    } else {
                        ScopeErrorKind::AssignedBeforeDeclaration { name, directive }
                    }
                }));
            }
            self.add(name, flag, id)?;
            self.add_directive(name, id);
        }
        Ok(())
    }

    pub(super) fn opt_expr(&mut self, id: Option<ExprId>) -> Walk {
        id.map_or(Ok(()), |id| self.expr(id))
    }
}
