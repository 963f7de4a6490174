//! Bodies of modules and classes: docstring, statements, annotations; and `assert`.
//!
//! Source: CPython 3.14, `codegen_body`, `_PyCodegen_Module`, `codegen_assert`.

use crate::ast::{Assert, Expr, ExprContext, List, Mod, ModId, OptimizeLevel, Stmt, StmtId};
use crate::bytecode::{CodeObject, Opcode as Op};

use super::condition::JumpWhen;
use super::generator::{Generator, Outcome, Result};
use super::instruction::Location;
use super::intrinsic::CommonConstant;

impl Generator<'_> {
    /// The code object of the whole input.
    pub(super) fn module(mut self, root: ModId) -> (Result<CodeObject>, Vec<super::error::CompileWarning>) {
        let made = self.module_body(root).and_then(|returns_none| self.leave(returns_none));
        (made.map(|made| made.code), self.warnings)
    }

    /// Makes all code; whether it ends without a value.
    fn module_body(&mut self, root: ModId) -> Result<bool> {
        match self.ast[root] {
            Mod::Module(it) => self.top_level(it.body, true)?,
            Mod::Interactive(it) => self.top_level(it.body, false)?,
            Mod::Expression(it) => {
                self.expr(it.body)?;
                return Ok(false);
            }
            Mod::FunctionType(_) => {}
        }
        Ok(true)
    }

    fn top_level(&mut self, body: List<StmtId>, has_docstring: bool) -> Outcome {
        let loc = match self.ast[body].first() {
            Some(first) => self.location(*first),
            None => Location::new(1, 1, 0, 0),
        };
        if self.scope().has_conditional_annotations {
            self.emit_arg(Op::BUILD_SET, 0, loc);
            let name = self.names.intern("__conditional_annotations__");
            let arg = self.unit.names.add(name);
            self.emit_arg(Op::STORE_NAME, arg, loc);
        }
        self.body(body, loc, has_docstring)
    }

    /// The statements of a module or class.
    pub(super) fn body(&mut self, body: List<StmtId>, loc: Location, may_have_docstring: bool) -> Outcome {
        let scope = self.scope();
        if self.has_future_annotations() && scope.annotations_used {
            self.emit(Op::SETUP_ANNOTATIONS, loc);
        }
        let mut stmts = &self.ast[body];
        if may_have_docstring
            && scope.has_docstring
            && let Some(docstring) = self.docstring(stmts)
            && let Stmt::Expr(first) = self.ast[stmts[0]]
        {
            self.load_const(docstring, self.location(first.value));
            let name = self.names.intern("__doc__");
            self.name_op(name, ExprContext::Store, Location::NONE)?;
            stmts = &stmts[1..];
        }
        for &stmt in stmts {
            self.stmt(stmt)?;
        }
        if self.has_future_annotations() {
            return Ok(());
        }
        self.deferred_annotations(loc)
    }

    pub(super) fn assert_stmt(&mut self, it: Assert, loc: Location) -> Outcome {
        if matches!(self.ast[it.test], Expr::Tuple(test) if !test.elts.is_empty()) {
            self.warn(loc, "assertion is always true, perhaps remove parentheses?");
        }
        if self.options.optimize > OptimizeLevel::Zero {
            return Ok(());
        }
        let end = self.label();
        self.jump_if(it.test, end, JumpWhen::True, loc)?;
        self.emit_arg(Op::LOAD_COMMON_CONSTANT, CommonConstant::AssertionError.number(), loc);
        if let Some(msg) = it.msg {
            self.expr(msg)?;
            self.emit_arg(Op::CALL, 0, loc);
        }
        self.emit_arg(Op::RAISE_VARARGS, 1, self.location(it.test));
        self.bind(end);
        Ok(())
    }
}
