//! Statements.
//!
//! A compound statement ends where the last statement in it ends, or the semicolon after that, before the line break
//! that its concrete node holds.

use super::expressions::binary_operator;
use super::{Lowerer, is_expr, range_to};
use crate::ast::{
    AnnAssign, Assert, Assign, AugAssign, Break, Continue, Delete, ExceptHandler, Expr, ExprContext,
    ExprStmt, For, FunctionType, Global, If, Import, List, Match, MatchCase, Mod, Name, NameExpr, Nonlocal,
    Operator, Pass, Raise, Return, Stmt, StmtId, Try, TypeAlias, While, With, WithItem,
};
use crate::syntax::{
    SyntaxKind::{self, *},
    T,
    outline::{Child, Node as Syntax},
};
use crate::text::{TextRange, TextSize};

/// The statements of a block, and where what they are in ends.
pub(super) struct Block {
    pub(super) body: List<StmtId>,
    pub(super) end: TextSize,
}

impl<'t> Lowerer<'t> {
    /// Adds a statement to those that wait for their list; a node that is none adds nothing.
    pub(super) fn stmt(&mut self, node: Syntax<'t>) {
        let (stmt, range) = match node.kind {
            IF_STMT => self.if_stmt(node),
            WHILE_STMT => self.while_stmt(node),
            FOR_STMT => self.for_stmt(node),
            TRY_STMT => self.try_stmt(node),
            WITH_STMT => self.with_stmt(node),
            MATCH_STMT => self.match_stmt(node),
            FUNCTION_DEF => self.function_def(node),
            CLASS_DEF => self.class_def(node),
            ASSIGN_STMT => self.assign(node),
            kind => match self.simple_stmt(kind, node) {
                Some(stmt) => (stmt, node.range()),
                None => return,
            },
        };
        let id = self.add_at(stmt, node, range);
        self.stmts.push(id);
    }

    fn simple_stmt(&mut self, kind: SyntaxKind, node: Syntax<'t>) -> Option<Stmt> {
        Some(match kind {
            EXPR_STMT => Stmt::Expr(ExprStmt { value: self.child_expr(node) }),
            AUG_ASSIGN_STMT => self.aug_assign(node),
            ANN_ASSIGN_STMT => self.ann_assign(node),
            RETURN_STMT => Stmt::Return(Return { value: self.opt_child_expr(node) }),
            DELETE_STMT => {
                Stmt::Delete(Delete { targets: self.expr_list(node.children(), ExprContext::Del) })
            }
            PASS_STMT => Stmt::Pass(Pass {}),
            BREAK_STMT => Stmt::Break(Break {}),
            CONTINUE_STMT => Stmt::Continue(Continue {}),
            RAISE_STMT => {
                let [exc, cause] = self.child_exprs(node);
                Stmt::Raise(Raise { exc, cause })
            }
            GLOBAL_STMT => Stmt::Global(Global { names: self.names(node) }),
            NONLOCAL_STMT => Stmt::Nonlocal(Nonlocal { names: self.names(node) }),
            ASSERT_STMT => {
                let [test, msg] = self.child_exprs(node);
                let test = test.unwrap_or_else(|| self.missing(node));
                Stmt::Assert(Assert { test, msg })
            }
            IMPORT_STMT => Stmt::Import(Import { names: self.aliases(node) }),
            IMPORT_FROM_STMT => self.import_from(node),
            TYPE_ALIAS_STMT => self.type_alias(node),
            _ => return None,
        })
    }

    fn names(&mut self, node: Syntax<'t>) -> List<Name> {
        let names: Vec<Name> =
            node.tokens().filter(|it| it.kind == NAME).map(|it| self.identifier(it.text())).collect();
        self.ast.add_list(names)
    }

    /// The first block directly in `node`, or none of a broken file.
    pub(super) fn block(&mut self, node: Syntax<'t>) -> Block {
        let Some(block) = node.nodes().find(|it| it.kind == BLOCK) else {
            return Block { body: List::EMPTY, end: node.end() };
        };
        self.statements(block, node.end())
    }

    /// The statements directly in `block`, and where what they are in ends: at `end`, if there are none.
    pub(super) fn statements(&mut self, block: Syntax<'t>, mut end: TextSize) -> Block {
        let mark = self.stmts.len();
        for child in block.children() {
            match child {
                Child::Node(child) => {
                    self.stmt(child);
                    if let Some(last) = self.stmts[mark..].last() {
                        end = self.ast.range(*last).end();
                    }
                }
                // The last one is part of what holds the block, though of no statement in it.
                Child::Token(token) if token.kind == T![;] => end = token.range().end(),
                Child::Token(_) => {}
            }
        }
        Block { body: self.ast.add_list(self.stmts.drain(mark..)), end }
    }

    /// The block of a clause of `kind` directly in `node`.
    fn clause(&mut self, node: Syntax<'t>, kind: SyntaxKind) -> Option<Block> {
        let clause = node.nodes().find(|it| it.kind == kind)?;
        Some(self.block(clause))
    }

    /// The statements of an `else`, and where it or else `body` ends.
    fn orelse(&mut self, node: Syntax<'t>, body: &Block) -> Block {
        self.clause(node, ELSE_CLAUSE).unwrap_or(Block { body: List::EMPTY, end: body.end })
    }

    /// `elif` is an `if` in the `else`, so the last clause is made first.
    fn if_stmt(&mut self, node: Syntax<'t>) -> (Stmt, TextRange) {
        let mut orelse = self.clause(node, ELSE_CLAUSE);
        let elifs: Vec<_> = node.nodes().filter(|it| it.kind == ELIF_CLAUSE).collect();
        self.most_elifs = self.most_elifs.max(elifs.len());
        for clause in elifs.into_iter().rev() {
            let (stmt, range) = self.if_clause(clause, orelse);
            let id = self.add_at(stmt, clause, range);
            orelse = Some(Block { body: self.ast.add_list([id]), end: range.end() });
        }
        self.if_clause(node, orelse)
    }

    fn if_clause(&mut self, node: Syntax<'t>, orelse: Option<Block>) -> (Stmt, TextRange) {
        let test = self.child_expr(node);
        let body = self.block(node);
        let orelse = orelse.unwrap_or(Block { body: List::EMPTY, end: body.end });
        let stmt = Stmt::If(If { test, body: body.body, orelse: orelse.body });
        (stmt, range_to(node.start, orelse.end))
    }

    fn while_stmt(&mut self, node: Syntax<'t>) -> (Stmt, TextRange) {
        let test = self.child_expr(node);
        let body = self.block(node);
        let orelse = self.orelse(node, &body);
        let stmt = Stmt::While(While { test, body: body.body, orelse: orelse.body });
        (stmt, range_to(node.start, orelse.end))
    }

    fn for_stmt(&mut self, node: Syntax<'t>) -> (Stmt, TextRange) {
        let mut parts = node.nodes().filter(|it| is_expr(it.kind));
        let target = match parts.next() {
            Some(target) => self.expr_in(target, ExprContext::Store),
            None => self.missing(node),
        };
        let iter = match parts.next() {
            Some(iter) => self.expr(iter),
            None => self.missing(node),
        };
        let type_comment = self.type_comment_after_colon(node);
        let body = self.block(node);
        let orelse = self.orelse(node, &body);
        let it = For { target, iter, body: body.body, orelse: orelse.body, type_comment };
        let stmt = if node.has(T![async]) { Stmt::AsyncFor(it) } else { Stmt::For(it) };
        (stmt, range_to(node.start, orelse.end))
    }

    fn try_stmt(&mut self, node: Syntax<'t>) -> (Stmt, TextRange) {
        let body = self.block(node);
        let mut end = body.end;
        let mut handlers = Vec::new();
        let mut is_star = false;
        for clause in node.nodes().filter(|it| it.kind == EXCEPT_CLAUSE) {
            is_star |= clause.has(T![*]);
            let type_ = self.opt_child_expr(clause);
            let name = clause.has(T![as]).then(|| self.name_in(clause));
            let body = self.block(clause);
            end = body.end;
            let range = range_to(clause.start, end);
            handlers.push(self.add_at(ExceptHandler { type_, name, body: body.body }, clause, range));
        }
        let handlers = self.ast.add_list(handlers);
        let orelse = self.orelse(node, &Block { body: List::EMPTY, end });
        let finalbody =
            self.clause(node, FINALLY_CLAUSE).unwrap_or(Block { body: List::EMPTY, end: orelse.end });
        let it = Try { body: body.body, handlers, orelse: orelse.body, finalbody: finalbody.body };
        let stmt = if is_star { Stmt::TryStar(it) } else { Stmt::Try(it) };
        (stmt, range_to(node.start, finalbody.end))
    }

    fn with_stmt(&mut self, node: Syntax<'t>) -> (Stmt, TextRange) {
        let mut items = Vec::new();
        for item in node.nodes().filter(|it| it.kind == WITH_ITEM) {
            let mut parts = item.nodes().filter(|it| is_expr(it.kind));
            let context_expr = match parts.next() {
                Some(context) => self.expr(context),
                None => self.missing(item),
            };
            let optional_vars = parts.next().map(|target| self.expr_in(target, ExprContext::Store));
            items.push(self.add(WithItem { context_expr, optional_vars }, item));
        }
        let items = self.ast.add_list(items);
        let type_comment = self.type_comment_after_colon(node);
        let body = self.block(node);
        let it = With { items, body: body.body, type_comment };
        let stmt = if node.has(T![async]) { Stmt::AsyncWith(it) } else { Stmt::With(it) };
        (stmt, range_to(node.start, body.end))
    }

    fn match_stmt(&mut self, node: Syntax<'t>) -> (Stmt, TextRange) {
        let subject = self.child_expr(node);
        let mut end = node.end();
        let mut cases = Vec::new();
        let block = node.nodes().find(|it| it.kind == MATCH_BLOCK);
        for clause in block.into_iter().flat_map(Syntax::nodes).filter(|it| it.kind == CASE_CLAUSE) {
            let pattern = self.child_pattern(clause);
            let guard = clause.nodes().find(|it| it.kind == GUARD).map(|guard| self.child_expr(guard));
            let body = self.block(clause);
            end = body.end;
            let range = range_to(clause.start, end);
            cases.push(self.add_at(MatchCase { pattern, guard, body: body.body }, clause, range));
        }
        let cases = self.ast.add_list(cases);
        (Stmt::Match(Match { subject, cases }), range_to(node.start, end))
    }

    /// All operands but the last are targets. A type comment is part of the statement.
    fn assign(&mut self, node: Syntax<'t>) -> (Stmt, TextRange) {
        let n_targets = node.nodes().filter(|it| is_expr(it.kind)).count().saturating_sub(1);
        let mut operands = node.nodes().filter(|it| is_expr(it.kind));
        let mark = self.exprs.len();
        for target in operands.by_ref().take(n_targets) {
            let id = self.expr_in(target, ExprContext::Store);
            self.exprs.push(id);
        }
        let targets = self.ast.add_list(self.exprs.drain(mark..));
        let value = match operands.next() {
            Some(value) => self.expr(value),
            None => self.missing(node),
        };
        let (type_comment, end) = match self.type_comment_after(node.end()) {
            Some((name, end)) => (Some(name), end),
            None => (None, node.end()),
        };
        (Stmt::Assign(Assign { targets, value, type_comment }), range_to(node.start, end))
    }

    fn aug_assign(&mut self, node: Syntax<'t>) -> Stmt {
        let mut parts = node.nodes().filter(|it| is_expr(it.kind));
        let target = match parts.next() {
            Some(target) => self.expr_in(target, ExprContext::Store),
            None => self.missing(node),
        };
        let value = match parts.next() {
            Some(value) => self.expr(value),
            None => self.missing(node),
        };
        let op = node.tokens().next().map_or(Operator::Add, |it| binary_operator(it.kind));
        Stmt::AugAssign(AugAssign { target, op, value })
    }

    fn ann_assign(&mut self, node: Syntax<'t>) -> Stmt {
        let mut parts = node.nodes().filter(|it| is_expr(it.kind));
        let (target, simple) = match parts.next() {
            Some(target) => (self.expr_in(target, ExprContext::Store), target.kind == NAME_EXPR),
            None => (self.missing(node), false),
        };
        let annotation = match parts.next() {
            Some(annotation) => self.expr(annotation),
            None => self.missing(node),
        };
        let value = parts.next().map(|value| self.expr(value));
        Stmt::AnnAssign(AnnAssign { target, annotation, value, simple })
    }

    /// The name is an expression of its own.
    fn type_alias(&mut self, node: Syntax<'t>) -> Stmt {
        let name = match node.tokens().find(|it| it.kind == NAME) {
            Some(token) => {
                let id = self.identifier(token.text());
                self.add_token(Expr::Name(NameExpr { id, ctx: ExprContext::Store }), token)
            }
            None => self.missing(node),
        };
        let type_params = self.type_params(node);
        let value = self.child_expr(node);
        Stmt::TypeAlias(TypeAlias { name, type_params, value })
    }

    /// `(argtypes) -> returns`; the stars of argument types are left out.
    pub(super) fn func_type(&mut self, root: Syntax<'t>) -> Mod {
        let mark = self.exprs.len();
        let mut returns = None;
        let mut is_after_arrow = false;
        for child in root.children() {
            match child {
                Child::Token(token) => is_after_arrow |= token.kind == T![->],
                Child::Node(node) if is_after_arrow && is_expr(node.kind) => {
                    returns = Some(self.expr(node));
                }
                Child::Node(node) if matches!(node.kind, STARRED_EXPR | DOUBLE_STARRED) => {
                    let id = self.child_expr(node);
                    self.exprs.push(id);
                }
                Child::Node(node) if is_expr(node.kind) => {
                    let id = self.expr(node);
                    self.exprs.push(id);
                }
                Child::Node(_) => {}
            }
        }
        let argtypes = self.ast.add_list(self.exprs.drain(mark..));
        let returns = returns.unwrap_or_else(|| self.missing(root));
        Mod::FunctionType(FunctionType { argtypes, returns })
    }
}
