//! Annotations: functions that evaluate them on demand (PEP 649), or their text.
//!
//! Source: CPython 3.14, `codegen_setup_annotations_scope`, `codegen_process_deferred_annotations`.

use crate::ast::{ArgId, Expr, ExprContext, ExprId, FunctionDef, List, Name, Stmt, StmtId, annotation_text};
use crate::bytecode::{CodeObject, Constant, Opcode as Op};
use crate::semantic::{ScopeId, ScopeKey};

use super::generator::{Generator, Outcome, Result};
use super::instruction::Location;
use super::intrinsic::{CommonConstant, FunctionAttribute};
use super::unit::{ParameterCounts, UnitKind};

/// `annotationlib.Format.VALUE_WITH_FAKE_GLOBALS`: annotation functions know formats up to it.
const VALUE_WITH_FAKE_GLOBALS: i64 = 2;

/// What the parameter of an annotation function is called to all outside.
const FORMAT: &str = "format";

impl Generator<'_> {
    /// Goes into a function that takes a format, which raises for formats that it does not know.
    pub(super) fn enter_annotations(&mut self, scope: ScopeId, name: Name, loc: Location) {
        let counts = ParameterCounts { positional_only: 1, ..ParameterCounts::default() };
        self.enter(UnitKind::Annotations, scope, name, loc.line, counts);
        self.emit_arg(Op::LOAD_FAST, 0, loc);
        self.load_const(Constant::Int(VALUE_WITH_FAKE_GLOBALS), loc);
        self.compare_op(crate::ast::CmpOperator::Gt, loc);
        let body = self.label();
        self.jump(Op::POP_JUMP_IF_FALSE, body, loc);
        self.emit_arg(Op::LOAD_COMMON_CONSTANT, CommonConstant::NotImplementedError.number(), loc);
        self.emit_arg(Op::RAISE_VARARGS, 1, loc);
        self.bind(body);
    }

    fn leave_annotations(&mut self, loc: Location) -> Outcome {
        self.emit(Op::RETURN_VALUE, loc);
        let mut made = self.leave(true)?;
        rename_format(&mut made.code);
        self.make_closure(made, 0, loc);
        Ok(())
    }

    /// Puts the annotation function of a signature on the stack, if there are annotations; for which bit of
    /// `SET_FUNCTION_ATTRIBUTE`.
    pub(super) fn function_annotations(&mut self, id: StmtId, it: FunctionDef) -> Result<u32> {
        let scope_id = self.scope_of(ScopeKey::Signature(id))?;
        let scope = &self.scopes[scope_id];
        if !scope.annotations_used {
            return Ok(0);
        }
        let loc = self.location(id);
        self.enter_annotations(scope_id, scope.name, loc);
        let args = self.ast[it.args];
        let mut n_annotations = 0;
        n_annotations += self.arg_annotations(args.args, loc)?;
        n_annotations += self.arg_annotations(args.posonlyargs, loc)?;
        if let Some(arg) = args.vararg {
            n_annotations += self.arg_annotation(arg, loc)?;
        }
        n_annotations += self.arg_annotations(args.kwonlyargs, loc)?;
        if let Some(arg) = args.kwarg {
            n_annotations += self.arg_annotation(arg, loc)?;
        }
        if let Some(returns) = it.returns {
            let name = self.names.intern("return");
            self.annotation(name, returns, loc)?;
            n_annotations += 1;
        }
        self.emit_arg(Op::BUILD_MAP, n_annotations, loc);
        self.leave_annotations(loc)?;
        Ok(FunctionAttribute::Annotate.number())
    }

    fn arg_annotations(&mut self, args: List<ArgId>, loc: Location) -> Result<u32> {
        let mut n_annotations = 0;
        for &arg in &self.ast[args] {
            n_annotations += self.arg_annotation(arg, loc)?;
        }
        Ok(n_annotations)
    }

    fn arg_annotation(&mut self, arg: ArgId, loc: Location) -> Result<u32> {
        let arg = self.ast[arg];
        let Some(annotation) = arg.annotation else { return Ok(0) };
        self.annotation(arg.arg, annotation, loc)?;
        Ok(1)
    }

    fn annotation(&mut self, name: Name, annotation: ExprId, loc: Location) -> Outcome {
        let key = self.mangled(name);
        self.load_text(key, loc);
        if self.has_future_annotations() {
            self.load_annotation_text(annotation);
            return Ok(());
        }
        let Expr::Starred(starred) = self.ast[annotation] else { return self.expr(annotation) };
        self.expr(starred.value)?;
        self.emit_arg(Op::UNPACK_SEQUENCE, 1, loc);
        Ok(())
    }

    /// Loads the source of an annotation.
    pub(super) fn load_annotation_text(&mut self, id: ExprId) {
        let text = annotation_text(self.ast, id);
        self.load_const(Constant::str(text), self.location(id));
    }

    /// The function of the annotated assignments of a module or class, once all are known.
    pub(super) fn deferred_annotations(&mut self, loc: Location) -> Outcome {
        if self.unit.deferred.is_empty() {
            return Ok(());
        }
        if self.unit.kind == UnitKind::Module {
            return self.in_annotation_setup(|this| this.annotate_function("__annotate__", loc));
        }
        self.annotate_function("__annotate_func__", loc)
    }

    fn annotate_function(&mut self, variable: &str, loc: Location) -> Outcome {
        let Some(block) = self.scope().annotation_block else { return Ok(()) };
        let deferred = std::mem::take(&mut self.unit.deferred);
        let is_class = self.unit.kind == UnitKind::Class;
        self.enter_annotations(block, self.scopes[block].name, loc);
        self.emit_arg(Op::BUILD_MAP, 0, loc);
        for (stmt, index) in deferred {
            self.deferred_annotation(stmt, index, is_class, loc)?;
        }
        self.leave_annotations(loc)?;
        let name = self.names.intern(variable);
        self.name_op(name, ExprContext::Store, loc)
    }

    fn deferred_annotation(
        &mut self,
        id: StmtId,
        index: Option<u32>,
        is_class: bool,
        loc: Location,
    ) -> Outcome {
        let Stmt::AnnAssign(it) = self.ast[id] else { return Ok(()) };
        let Some((name, _)) = self.as_name(it.target) else { return Ok(()) };
        let key = self.mangled_by_class(name);
        let not_set = self.label();
        let stmt_loc = self.location(id);
        if let Some(index) = index {
            self.load_const(Constant::Int(index.into()), stmt_loc);
            let conditional = self.names.intern("__conditional_annotations__");
            if is_class {
                let arg = self.unit.free_arg(conditional);
                self.emit_arg(Op::LOAD_DEREF, arg, stmt_loc);
            } else {
                let arg = self.unit.names.add(conditional);
                // The low bit would ask for a null below it.
                self.emit_arg(Op::LOAD_GLOBAL, arg << 1, stmt_loc);
            }
            self.emit_arg(Op::CONTAINS_OP, 0, stmt_loc);
            self.jump(Op::POP_JUMP_IF_FALSE, not_set, stmt_loc);
        }
        self.expr(it.annotation)?;
        self.emit_arg(Op::COPY, 2, stmt_loc);
        self.load_text(key, stmt_loc);
        self.emit(Op::STORE_SUBSCR, loc);
        self.bind(not_set);
        Ok(())
    }
}

/// Gives the parameter, whose name no program can write, the name that callers see.
fn rename_format(code: &mut CodeObject) {
    if let Some(first) = code.localsplusnames.first_mut() {
        *first = FORMAT.into();
    }
}
