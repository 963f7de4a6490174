//! What functions of the file return.

use super::library::library;
use super::solve::Goal;
use super::{Class, Instance, Part, Type};
use crate::ast::{Expr, ExprId, NodeId, Stmt, StmtId};
use crate::semantic::Analysis;
use crate::semantic::flow::summary;
use crate::semantic::scopes::ScopeKey;

/// Longer functions are not looked through for what they return.
const MAX_NODES: usize = 5_000;

impl Analysis<'_> {
    /// What a call of a function of the file gives. A method that may be overridden gives what it is annotated with.
    pub(super) fn function_result(&self, stmt: StmtId, receiver: Option<&Part>) -> Type {
        let ast = self.ast;
        let (is_async, it) = match ast[stmt] {
            Stmt::FunctionDef(it) => (false, it),
            Stmt::AsyncFunctionDef(it) => (true, it),
            _ => return Type::UNKNOWN,
        };
        let scope = self.model.scopes.get(ScopeKey::Body(stmt)).map(|id| &self.model.scopes[id]);
        let Some(scope) = scope else { return Type::UNKNOWN };
        let is_generator = scope.generator;
        let result = match it.returns {
            Some(returns) if is_async && is_generator => return self.annotation(returns),
            Some(returns) => self.annotation(returns),
            None if is_generator || receiver.is_some() => Type::UNKNOWN,
            None => self.solve(Goal::Result(stmt), || self.returned(stmt)),
        };
        if !is_async {
            return result;
        }
        if is_generator {
            return Type::UNKNOWN;
        }
        let args = vec![Type::UNKNOWN, Type::UNKNOWN, result];
        Type::of(Part::Instance(Instance::new(Class::Library(library().coroutine)).with_args(args)))
    }

    /// What the `return` statements of a function give.
    fn returned(&self, function: StmtId) -> Type {
        let ast = self.ast;
        let (Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it)) = ast[function] else {
            return Type::UNKNOWN;
        };
        let mut all = Type::NEVER;
        let mut pending: Vec<StmtId> = ast[it.body].to_vec();
        let mut n_nodes = 0;
        while let Some(stmt) = pending.pop() {
            n_nodes += 1;
            if n_nodes > MAX_NODES {
                return Type::UNKNOWN;
            }
            match ast[stmt] {
                Stmt::Return(it) => all.join(&it.value.map_or_else(Type::none, |value| self.type_of(value))),
                Stmt::FunctionDef(_) | Stmt::AsyncFunctionDef(_) | Stmt::ClassDef(_) => {}
                _ => pending.extend(self.inner_statements(stmt)),
            }
        }
        let completes = ast[it.body].iter().all(|stmt| summary(self, *stmt).completes);
        if completes {
            all.join(&Type::none());
        }
        all
    }

    /// The statements right below a statement.
    pub(in crate::semantic) fn inner_statements(&self, stmt: StmtId) -> Vec<StmtId> {
        let ast = self.ast;
        let mut out = Vec::new();
        for (_, field) in NodeId::Stmt(stmt).fields(ast) {
            for node in field.nodes(ast) {
                match node {
                    NodeId::Stmt(stmt) => out.push(stmt),
                    NodeId::ExceptHandler(id) => out.extend(&ast[ast[id].body]),
                    NodeId::MatchCase(id) => out.extend(&ast[ast[id].body]),
                    _ => {}
                }
            }
        }
        out
    }

    /// Whether an expression is a lambda or function that takes nothing of its surroundings.
    pub fn is_function(&self, expr: ExprId) -> bool {
        matches!(self.ast[expr], Expr::Lambda(_))
            || matches!(self.type_of(expr).only(), Some(Part::Function(_)))
    }
}
