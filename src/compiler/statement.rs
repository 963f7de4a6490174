//! Statements: which family makes the code of which, and the ones too small for a family.
//!
//! Source: CPython 3.14, `codegen_visit_stmt` in `Python/codegen.c`.

use crate::ast::{Assign, Expr, ExprContext, ExprId, List, Raise, Stmt, StmtId};
use crate::bytecode::Opcode as Op;

use super::generator::{Generator, Outcome};
use super::instruction::Location;
use super::intrinsic::Intrinsic1;

impl Generator<'_> {
    /// The statements of a block, one after the other.
    pub(super) fn stmts(&mut self, body: List<StmtId>) -> Outcome {
        for &stmt in &self.ast[body] {
            self.stmt(stmt)?;
        }
        Ok(())
    }

    /// One statement.
    pub(super) fn stmt(&mut self, id: StmtId) -> Outcome {
        let loc = self.location(id);
        match self.ast[id] {
            Stmt::FunctionDef(it) => self.function_def(id, it, false),
            Stmt::AsyncFunctionDef(it) => self.function_def(id, it, true),
            Stmt::ClassDef(it) => self.class_def(id, it),
            Stmt::Return(it) => self.return_stmt(it, loc),
            Stmt::Delete(it) => self.exprs(it.targets),
            Stmt::Assign(it) => self.assign(it, loc),
            Stmt::TypeAlias(it) => self.type_alias(id, it),
            Stmt::AugAssign(it) => self.aug_assign(it, loc),
            Stmt::AnnAssign(it) => self.ann_assign(id, it),
            Stmt::For(it) => self.conditional(|this| this.for_stmt(it, loc)),
            Stmt::AsyncFor(it) => self.conditional(|this| this.async_for_stmt(it, loc)),
            Stmt::While(it) => self.conditional(|this| this.while_stmt(it, loc)),
            Stmt::If(it) => self.if_stmt(it, loc),
            Stmt::With(it) => self.conditional(|this| this.with_stmt(it, 0)),
            Stmt::AsyncWith(it) => self.conditional(|this| this.async_with_stmt(it, 0)),
            Stmt::Match(it) => self.conditional(|this| this.match_stmt(it)),
            Stmt::Raise(it) => self.raise_stmt(it, loc),
            Stmt::Try(it) => self.conditional(|this| this.try_stmt(it, loc)),
            Stmt::TryStar(it) => self.conditional(|this| this.try_star_stmt(it, loc)),
            Stmt::Assert(it) => self.assert_stmt(it, loc),
            Stmt::Import(it) => self.import_stmt(it, loc),
            Stmt::ImportFrom(it) => self.import_from_stmt(it, loc),
            Stmt::Global(_) | Stmt::Nonlocal(_) => Ok(()),
            Stmt::Expr(it) => self.expr_stmt(it.value, loc),
            Stmt::Pass(_) => {
                self.emit(Op::NOP, loc);
                Ok(())
            }
            Stmt::Break(_) => self.break_stmt(loc),
            Stmt::Continue(_) => self.continue_stmt(loc),
        }
    }

    /// Code that may not run: annotations in it are looked at by a check of their own.
    pub(super) fn conditional(&mut self, make: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        self.unit.n_conditional_blocks += 1;
        // After an error the unit at hand can be one further in, whose blocks these are not.
        make(self)?;
        self.unit.n_conditional_blocks -= 1;
        Ok(())
    }

    fn assign(&mut self, it: Assign, loc: Location) -> Outcome {
        self.expr(it.value)?;
        let mut n_left = it.targets.len();
        for &target in &self.ast[it.targets] {
            n_left -= 1;
            if n_left > 0 {
                self.emit_arg(Op::COPY, 1, loc);
            }
            self.expr(target)?;
        }
        Ok(())
    }

    fn raise_stmt(&mut self, it: Raise, loc: Location) -> Outcome {
        let mut n_args = 0;
        if let Some(exc) = it.exc {
            self.expr(exc)?;
            n_args += 1;
            if let Some(cause) = it.cause {
                self.expr(cause)?;
                n_args += 1;
            }
        }
        self.emit_arg(Op::RAISE_VARARGS, n_args, loc);
        Ok(())
    }

    fn expr_stmt(&mut self, value: ExprId, loc: Location) -> Outcome {
        if self.is_interactive_top_level() {
            self.expr(value)?;
            self.emit_arg(Op::CALL_INTRINSIC_1, Intrinsic1::Print.number(), loc);
            self.emit(Op::POP_TOP, Location::NONE);
            return Ok(());
        }
        if matches!(self.ast[value], Expr::Constant(_)) {
            self.emit(Op::NOP, loc);
            return Ok(());
        }
        self.expr(value)?;
        self.emit(Op::POP_TOP, Location::NONE);
        Ok(())
    }

    /// The name of a plain name expression, with what is done to it.
    pub(super) fn as_name(&self, id: ExprId) -> Option<(crate::ast::Name, ExprContext)> {
        match self.ast[id] {
            Expr::Name(it) => Some((it.id, it.ctx)),
            _ => None,
        }
    }
}
