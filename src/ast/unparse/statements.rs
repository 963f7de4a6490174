//! Statements and what they are made of.

use super::{Precedence, Unparser};
use crate::ast::{
    Alias, AliasId, AnnAssign, ArgId, Arguments, ArgumentsId, Assign, ClassDef, ExceptHandlerId, Expr,
    ExprId, For, FunctionDef, If, ImportFrom, KeywordId, List, MatchCaseId, Name, Stmt, StmtId, Try,
    TypeParam, TypeParamId, With, WithItemId,
};

impl Unparser<'_> {
    pub(super) fn stmt(&mut self, id: StmtId) {
        match &self.ast[id] {
            Stmt::FunctionDef(it) => self.function_def(id, it, "def "),
            Stmt::AsyncFunctionDef(it) => self.function_def(id, it, "async def "),
            Stmt::ClassDef(it) => self.class_def(it),
            Stmt::Return(it) => self.keyword_stmt("return", it.value),
            Stmt::Delete(it) => {
                self.simple_line("del ");
                self.comma_separated(it.targets);
            }
            Stmt::Assign(it) => self.assign(id, it),
            Stmt::TypeAlias(it) => {
                self.simple_line("type ");
                self.test(it.name);
                self.type_params(it.type_params);
                self.write(" = ");
                self.test(it.value);
            }
            Stmt::AugAssign(it) => {
                self.simple_line("");
                self.test(it.target);
                self.write(" ");
                self.write(it.op.text());
                self.write("= ");
                self.test(it.value);
            }
            Stmt::AnnAssign(it) => self.ann_assign(it),
            Stmt::For(it) => self.for_stmt(id, it, "for "),
            Stmt::AsyncFor(it) => self.for_stmt(id, it, "async for "),
            Stmt::While(it) => {
                self.head("while ", it.test);
                self.block(it.body);
                self.orelse(it.orelse);
            }
            Stmt::If(it) => self.if_stmt(it),
            Stmt::With(it) => self.with_stmt(id, it, "with "),
            Stmt::AsyncWith(it) => self.with_stmt(id, it, "async with "),
            Stmt::Match(it) => {
                self.head("match ", it.subject);
                self.write(":");
                self.indent += 1;
                for &case in &self.ast[it.cases] {
                    self.match_case(case);
                }
                self.indent -= 1;
            }
            Stmt::Raise(it) => {
                self.keyword_stmt("raise", it.exc);
                self.opt_test(" from ", it.cause);
            }
            Stmt::Try(it) => self.try_stmt(it, false),
            Stmt::TryStar(it) => self.try_stmt(it, true),
            Stmt::Assert(it) => {
                self.simple_line("assert ");
                self.test(it.test);
                self.opt_test(", ", it.msg);
            }
            Stmt::Import(it) => {
                self.simple_line("import ");
                self.separated(&self.ast[it.names], Self::alias);
            }
            Stmt::ImportFrom(it) => self.import_from(it),
            Stmt::Global(it) => self.name_list("global ", it.names),
            Stmt::Nonlocal(it) => self.name_list("nonlocal ", it.names),
            Stmt::Expr(it) => {
                self.simple_line("");
                self.expr(it.value, Precedence::Yield);
            }
            Stmt::Pass(_) => self.simple_line("pass"),
            Stmt::Break(_) => self.simple_line("break"),
            Stmt::Continue(_) => self.simple_line("continue"),
        }
    }

    /// An expression where most stand: a tuple or an assignment expression needs parentheses.
    pub(super) fn test(&mut self, id: ExprId) {
        self.expr(id, Precedence::Test);
    }

    /// `before` and the expression, if there is one.
    pub(super) fn opt_test(&mut self, before: &str, id: Option<ExprId>) {
        if let Some(id) = id {
            self.write(before);
            self.test(id);
        }
    }

    fn keyword_stmt(&mut self, keyword: &str, value: Option<ExprId>) {
        self.simple_line(keyword);
        self.opt_test(" ", value);
    }

    fn name_list(&mut self, keyword: &str, names: List<Name>) {
        self.simple_line(keyword);
        self.separated(&self.ast[names], Self::write_name);
    }

    fn head(&mut self, keyword: &str, test: ExprId) {
        self.line(keyword);
        self.test(test);
    }

    /// A colon and the statements below it.
    fn block(&mut self, body: List<StmtId>) {
        self.write(":");
        self.indent += 1;
        self.body(body);
        self.indent -= 1;
    }

    fn block_with_comment(&mut self, stmt: StmtId, comment: Option<Name>, body: List<StmtId>) {
        self.write(":");
        self.type_comment(stmt, comment);
        self.indent += 1;
        self.body(body);
        self.indent -= 1;
    }

    fn orelse(&mut self, orelse: List<StmtId>) {
        if !orelse.is_empty() {
            self.line("else");
            self.block(orelse);
        }
    }

    /// The type comment of a statement; a `# type: ignore` of its first line goes first.
    fn type_comment(&mut self, stmt: StmtId, comment: Option<Name>) {
        let ignore = self.line_of.and_then(|line_of| {
            let line = line_of(self.ast.range(stmt).start());
            self.type_ignores.get(&line).copied()
        });
        if let Some(tag) = ignore {
            self.write(" # type: ignore");
            self.write_name(tag);
        } else if let Some(comment) = comment {
            self.write(" # type: ");
            self.write_name(comment);
        }
    }

    fn decorators(&mut self, decorators: List<ExprId>) {
        self.newline();
        for &decorator in &self.ast[decorators] {
            self.line("@");
            self.test(decorator);
        }
    }

    fn function_def(&mut self, id: StmtId, it: &FunctionDef, keyword: &str) {
        self.decorators(it.decorator_list);
        self.line(keyword);
        self.write_name(it.name);
        self.type_params(it.type_params);
        self.write("(");
        self.arguments(it.args);
        self.write(")");
        self.opt_test(" -> ", it.returns);
        self.write(":");
        self.type_comment(id, it.type_comment);
        self.indent += 1;
        self.body_with_docstring(it.body);
        self.indent -= 1;
    }

    fn class_def(&mut self, it: &ClassDef) {
        self.decorators(it.decorator_list);
        self.line("class ");
        self.write_name(it.name);
        self.type_params(it.type_params);
        let has_args = !it.bases.is_empty() || !it.keywords.is_empty();
        self.in_parens_if(has_args, |this| this.call_args(it.bases, it.keywords));
        self.write(":");
        self.indent += 1;
        self.body_with_docstring(it.body);
        self.indent -= 1;
    }

    /// Positional arguments, then those with names, as they stand in a call.
    pub(super) fn call_args(&mut self, args: List<ExprId>, keywords: List<KeywordId>) {
        self.comma_separated(args);
        if !args.is_empty() && !keywords.is_empty() {
            self.write(", ");
        }
        self.separated(&self.ast[keywords], Self::keyword);
    }

    pub(super) fn keyword(&mut self, id: KeywordId) {
        let keyword = self.ast[id];
        match keyword.arg {
            Some(name) => {
                self.write_name(name);
                self.write("=");
            }
            None => self.write("**"),
        }
        self.test(keyword.value);
    }

    fn assign(&mut self, id: StmtId, it: &Assign) {
        self.simple_line("");
        for &target in &self.ast[it.targets] {
            self.expr(target, Precedence::Tuple);
            self.write(" = ");
        }
        self.test(it.value);
        self.type_comment(id, it.type_comment);
    }

    fn ann_assign(&mut self, it: &AnnAssign) {
        self.simple_line("");
        let in_parens = !it.simple && matches!(self.ast[it.target], Expr::Name(_));
        self.in_parens_if(in_parens, |this| this.test(it.target));
        self.write(": ");
        self.test(it.annotation);
        self.opt_test(" = ", it.value);
    }

    fn for_stmt(&mut self, id: StmtId, it: &For, keyword: &str) {
        self.line(keyword);
        self.expr(it.target, Precedence::Tuple);
        self.write(" in ");
        self.test(it.iter);
        self.block_with_comment(id, it.type_comment, it.body);
        self.orelse(it.orelse);
    }

    fn if_stmt(&mut self, it: &If) {
        let mut it = *it;
        self.head("if ", it.test);
        self.block(it.body);
        while let [only] = self.ast[it.orelse]
            && let Stmt::If(next) = self.ast[only]
        {
            self.head("elif ", next.test);
            self.block(next.body);
            it = next;
        }
        self.orelse(it.orelse);
    }

    fn with_stmt(&mut self, id: StmtId, it: &With, keyword: &str) {
        self.line(keyword);
        self.separated(&self.ast[it.items], Self::with_item);
        self.block_with_comment(id, it.type_comment, it.body);
    }

    pub(super) fn with_item(&mut self, id: WithItemId) {
        let item = self.ast[id];
        self.test(item.context_expr);
        self.opt_test(" as ", item.optional_vars);
    }

    fn try_stmt(&mut self, it: &Try, is_star: bool) {
        let outer = std::mem::replace(&mut self.in_try_star, is_star);
        self.line("try");
        self.block(it.body);
        for &handler in &self.ast[it.handlers] {
            self.except_handler(handler);
        }
        self.orelse(it.orelse);
        if !it.finalbody.is_empty() {
            self.line("finally");
            self.block(it.finalbody);
        }
        self.in_try_star = outer;
    }

    pub(super) fn except_handler(&mut self, id: ExceptHandlerId) {
        let handler = self.ast[id];
        self.line(if self.in_try_star { "except*" } else { "except" });
        self.opt_test(" ", handler.type_);
        if let Some(name) = handler.name {
            self.write(" as ");
            self.write_name(name);
        }
        self.block(handler.body);
    }

    fn import_from(&mut self, it: &ImportFrom) {
        self.simple_line("from ");
        for _ in 0..it.level {
            self.write(".");
        }
        if let Some(module) = it.module {
            self.write_name(module);
        }
        self.write(" import ");
        self.separated(&self.ast[it.names], Self::alias);
    }

    pub(super) fn alias(&mut self, id: AliasId) {
        let Alias { name, asname } = self.ast[id];
        self.write_name(name);
        if let Some(asname) = asname {
            self.write(" as ");
            self.write_name(asname);
        }
    }

    pub(super) fn match_case(&mut self, id: MatchCaseId) {
        let case = self.ast[id];
        self.line("case ");
        self.pattern(case.pattern, Precedence::Test);
        self.opt_test(" if ", case.guard);
        self.block(case.body);
    }

    fn type_params(&mut self, params: List<TypeParamId>) {
        if params.is_empty() {
            return;
        }
        self.write("[");
        self.separated(&self.ast[params], Self::type_param);
        self.write("]");
    }

    pub(super) fn type_param(&mut self, id: TypeParamId) {
        let (stars, name, bound, default) = match self.ast[id] {
            TypeParam::TypeVar(it) => ("", it.name, it.bound, it.default_value),
            TypeParam::TypeVarTuple(it) => ("*", it.name, None, it.default_value),
            TypeParam::ParamSpec(it) => ("**", it.name, None, it.default_value),
        };
        self.write(stars);
        self.write_name(name);
        self.opt_test(": ", bound);
        self.opt_test(" = ", default);
    }

    pub(super) fn arguments(&mut self, id: ArgumentsId) {
        let it = self.ast[id];
        let mut is_first = true;
        self.positional_params(&it, &mut is_first);
        if it.vararg.is_some() || !it.kwonlyargs.is_empty() {
            self.comma_unless(&mut is_first);
            self.write("*");
            if let Some(vararg) = it.vararg {
                self.arg(vararg);
            }
        }
        let kw_defaults = self.ast[it.kw_defaults].iter().copied().chain(std::iter::repeat(None));
        for (&arg, default) in self.ast[it.kwonlyargs].iter().zip(kw_defaults) {
            self.write(", ");
            self.arg(arg);
            self.opt_test("=", default);
        }
        if let Some(kwarg) = it.kwarg {
            self.comma_unless(&mut is_first);
            self.write("**");
            self.arg(kwarg);
        }
    }

    fn positional_params(&mut self, it: &Arguments, is_first: &mut bool) {
        let (posonly, args) = (&self.ast[it.posonlyargs], &self.ast[it.args]);
        let defaults = &self.ast[it.defaults];
        let n_without = (posonly.len() + args.len()).saturating_sub(defaults.len());
        for (idx, &arg) in posonly.iter().chain(args).enumerate() {
            self.comma_unless(is_first);
            self.arg(arg);
            let default = idx.checked_sub(n_without).and_then(|nth| defaults.get(nth));
            self.opt_test("=", default.copied());
            if idx + 1 == posonly.len() {
                self.write(", /");
            }
        }
    }

    fn comma_unless(&mut self, is_first: &mut bool) {
        if !std::mem::take(is_first) {
            self.write(", ");
        }
    }

    pub(super) fn arg(&mut self, id: ArgId) {
        let arg = self.ast[id];
        self.write_name(arg.arg);
        self.opt_test(": ", arg.annotation);
    }
}
