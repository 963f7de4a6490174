//! `return`, `break` and `continue` that leave a `finally` block (PEP 765).

use crate::ast::{Ast, If, List, Mod, Stmt, StmtId};

/// The innermost thing around a statement that decides where it goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Module,
    Finally,
    Function,
    Loop,
}

/// Each statement that CPython warns of with ``'return' in a 'finally' block``, and its keyword, in that order.
pub fn finally_exits(ast: &Ast) -> Vec<(StmtId, &'static str)> {
    let body = match ast.root().map(|root| ast[root]) {
        Some(Mod::Module(it)) => it.body,
        Some(Mod::Interactive(it)) => it.body,
        _ => return Vec::new(),
    };
    let mut finder = Finder { ast, found: Vec::new() };
    finder.body(body, Around::Module);
    finder.found
}

struct Finder<'a> {
    ast: &'a Ast,
    found: Vec<(StmtId, &'static str)>,
}

impl Finder<'_> {
    fn body(&mut self, body: List<StmtId>, around: Around) {
        for &id in &self.ast[body] {
            self.stmt(id, around);
        }
    }

    /// Statements nest no deeper than 100 levels, but for chains of `elif`, which are a loop.
    fn stmt(&mut self, id: StmtId, around: Around) {
        match self.ast[id] {
            Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => self.body(it.body, Around::Function),
            Stmt::ClassDef(it) => self.body(it.body, around),
            Stmt::For(it) | Stmt::AsyncFor(it) => {
                self.body(it.body, Around::Loop);
                self.body(it.orelse, around);
            }
            Stmt::While(it) => {
                self.body(it.body, Around::Loop);
                self.body(it.orelse, around);
            }
            Stmt::If(it) => self.if_stmt(it, around),
            Stmt::With(it) | Stmt::AsyncWith(it) => self.body(it.body, around),
            Stmt::Match(it) => {
                for &case in &self.ast[it.cases] {
                    self.body(self.ast[case].body, around);
                }
            }
            Stmt::Try(it) | Stmt::TryStar(it) => {
                self.body(it.body, around);
                for &handler in &self.ast[it.handlers] {
                    self.body(self.ast[handler].body, around);
                }
                self.body(it.orelse, around);
                self.body(it.finalbody, Around::Finally);
            }
            Stmt::Return(_) if around == Around::Finally => self.found.push((id, "return")),
            Stmt::Break(_) if around == Around::Finally => self.found.push((id, "break")),
            Stmt::Continue(_) if around == Around::Finally => self.found.push((id, "continue")),
            Stmt::Return(_)
            | Stmt::Break(_)
            | Stmt::Continue(_)
            | Stmt::Delete(_)
            | Stmt::Assign(_)
            | Stmt::TypeAlias(_)
            | Stmt::AugAssign(_)
            | Stmt::AnnAssign(_)
            | Stmt::Raise(_)
            | Stmt::Assert(_)
            | Stmt::Import(_)
            | Stmt::ImportFrom(_)
            | Stmt::Global(_)
            | Stmt::Nonlocal(_)
            | Stmt::Expr(_)
            | Stmt::Pass(_) => {}
        }
    }

    fn if_stmt(&mut self, it: If, around: Around) {
        let mut it = it;
        self.body(it.body, around);
        while let [only] = self.ast[it.orelse]
            && let Stmt::If(next) = self.ast[only]
        {
            self.body(next.body, around);
            it = next;
        }
        self.body(it.orelse, around);
    }
}
