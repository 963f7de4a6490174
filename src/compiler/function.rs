//! Functions and lambdas: decorators, defaults, bodies.
//!
//! Source: CPython 3.14, `codegen_function`, `codegen_function_body`, `codegen_lambda`.

use crate::ast::{
    Arguments, ArgumentsId, Constant as ConstantExpr, ExprContext, ExprId, FunctionDef, Lambda, List, Stmt,
    StmtId, Value,
};
use crate::bytecode::{Constant, Opcode as Op};
use crate::semantic::ScopeKey;

use super::docstring::clean_doc;
use super::frame_block::{FrameBlock, FrameBlockKind};
use super::generator::{Generator, Outcome, Result};
use super::instruction::Location;
use super::intrinsic::{FunctionAttribute, Intrinsic2};
use super::unit::{ParameterCounts, UnitKind};

impl Generator<'_> {
    pub(super) fn function_def(&mut self, id: StmtId, it: FunctionDef, is_async: bool) -> Outcome {
        let loc = self.location(id);
        self.exprs(it.decorator_list)?;
        let first_line = self.first_line(it.decorator_list, loc);
        let args = self.ast[it.args];
        let attributes = self.default_arguments(&args, loc)?;
        if it.type_params.is_empty() {
            self.function_object(id, it, is_async, attributes, first_line)?;
        } else {
            self.generic_function(id, it, is_async, attributes, first_line)?;
        }
        self.apply_decorators(it.decorator_list);
        self.name_op(it.name, ExprContext::Store, loc)
    }

    /// The line of the first decorator, or of the definition.
    pub(super) fn first_line(&self, decorators: List<ExprId>, loc: Location) -> i32 {
        self.ast[decorators].first().map_or(loc.line, |first| self.location(*first).line)
    }

    /// Calls decorators, innermost first.
    pub(super) fn apply_decorators(&mut self, decorators: List<ExprId>) {
        for &decorator in self.ast[decorators].iter().rev() {
            self.emit_arg(Op::CALL, 0, self.location(decorator));
        }
    }

    /// A function with type parameters is made by a function of its own, which takes the defaults as arguments.
    fn generic_function(
        &mut self,
        id: StmtId,
        it: FunctionDef,
        is_async: bool,
        attributes: u32,
        first_line: i32,
    ) -> Outcome {
        let loc = self.location(id);
        let n_args = attributes.count_ones();
        if n_args == 2 {
            self.emit_arg(Op::SWAP, 2, loc);
        }
        let scope = self.scope_of(ScopeKey::TypeParams(id))?;
        let name = self.type_params_name(it.name);
        let counts = ParameterCounts { positional: n_args, ..ParameterCounts::default() };
        self.enter(UnitKind::Annotations, scope, name, first_line, counts);
        self.type_params(it.type_params)?;
        for arg in 0..n_args {
            self.emit_arg(Op::LOAD_FAST, arg, loc);
        }
        self.function_object(id, it, is_async, attributes, first_line)?;
        self.emit_arg(Op::SWAP, 2, loc);
        self.emit_arg(Op::CALL_INTRINSIC_2, Intrinsic2::SetFunctionTypeParams.number(), loc);
        let made = self.leave(false)?;
        self.make_closure(made, 0, loc);
        if n_args > 0 {
            self.emit_arg(Op::SWAP, n_args + 1, loc);
            self.emit_arg(Op::CALL, n_args - 1, loc);
        } else {
            self.emit(Op::PUSH_NULL, loc);
            self.emit_arg(Op::CALL, 0, loc);
        }
        Ok(())
    }

    /// The annotations and the body, as a function on the stack.
    fn function_object(
        &mut self,
        id: StmtId,
        it: FunctionDef,
        is_async: bool,
        attributes: u32,
        first_line: i32,
    ) -> Outcome {
        let attributes = attributes | self.function_annotations(id, it)?;
        let scope_id = self.scope_of(ScopeKey::Body(id))?;
        let scope = &self.scopes[scope_id];
        let kind = if is_async { UnitKind::AsyncFunction } else { UnitKind::Function };
        self.enter(kind, scope_id, it.name, first_line, self.parameter_counts(it.args));
        let mut body = &self.ast[it.body];
        if scope.has_docstring
            && let Some(docstring) = self.docstring(body)
        {
            self.unit.consts.add(docstring);
            body = &body[1..];
        }
        let start = self.label();
        self.bind(start);
        let is_suspended = scope.coroutine || scope.generator;
        if is_suspended {
            self.push_block(FrameBlock::new(FrameBlockKind::StopIteration, Location::NONE))?;
        }
        for &stmt in body {
            self.stmt(stmt)?;
        }
        if is_suspended {
            self.wrap_in_stop_iteration_handler();
            self.pop_block();
        }
        let made = self.leave(true)?;
        self.make_closure(made, attributes, self.location(id));
        Ok(())
    }

    /// The docstring at the start of a body, as it is stored.
    pub(super) fn docstring(&self, body: &[StmtId]) -> Option<Constant> {
        let Stmt::Expr(first) = self.ast[*body.first()?] else { return None };
        let crate::ast::Expr::Constant(ConstantExpr { value: Value::Str(text), .. }) = self.ast[first.value]
        else {
            return None;
        };
        Some(Constant::Str(clean_doc(self.ast.str(text))))
    }

    fn parameter_counts(&self, args: ArgumentsId) -> ParameterCounts {
        let args = self.ast[args];
        ParameterCounts {
            positional: args.args.len() as u32,
            positional_only: args.posonlyargs.len() as u32,
            keyword_only: args.kwonlyargs.len() as u32,
        }
    }

    /// Puts defaults on the stack; which of `SET_FUNCTION_ATTRIBUTE`'s bits they are for.
    fn default_arguments(&mut self, args: &Arguments, loc: Location) -> Result<u32> {
        let mut attributes = 0;
        if !args.defaults.is_empty() {
            self.exprs(args.defaults)?;
            self.emit_arg(Op::BUILD_TUPLE, args.defaults.len() as u32, loc);
            attributes |= FunctionAttribute::Defaults.number();
        }
        let mut n_defaults = 0;
        let ast = self.ast;
        for (&arg, default) in ast[args.kwonlyargs].iter().zip(&ast[args.kw_defaults]) {
            let Some(default) = *default else { continue };
            n_defaults += 1;
            let name = self.mangled(ast[arg].arg);
            self.load_text(name, loc);
            self.expr(default)?;
        }
        if n_defaults > 0 {
            self.emit_arg(Op::BUILD_MAP, n_defaults, loc);
            attributes |= FunctionAttribute::KwDefaults.number();
        }
        Ok(attributes)
    }

    pub(super) fn lambda(&mut self, id: ExprId, it: Lambda) -> Outcome {
        let loc = self.location(id);
        let args = self.ast[it.args];
        let attributes = self.default_arguments(&args, loc)?;
        let scope_id = self.scope_of(ScopeKey::Expr(id))?;
        let counts = self.parameter_counts(it.args);
        let name = self.names.intern("<lambda>");
        self.enter(UnitKind::Lambda, scope_id, name, loc.line, counts);
        self.expr(it.body)?;
        let is_generator = self.scope().generator;
        if !is_generator {
            self.emit(Op::RETURN_VALUE, self.location(it.body));
        }
        let made = self.leave(!is_generator)?;
        self.make_closure(made, attributes, loc);
        Ok(())
    }
}
