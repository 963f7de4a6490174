//! Augmented and annotated assignment.
//!
//! Source: CPython 3.14, `codegen_augassign`, `codegen_annassign`.

use crate::ast::{AnnAssign, AugAssign, Expr, ExprContext, ExprId, Slice, StmtId};
use crate::bytecode::{Constant, Opcode as Op, binary};

use super::expression::in_place_number;
use super::generator::{Generator, Outcome};
use super::instruction::Location;
use super::unit::UnitKind;

impl Generator<'_> {
    pub(super) fn aug_assign(&mut self, it: AugAssign, stmt_loc: Location) -> Outcome {
        let loc = self.location(it.target);
        match self.ast[it.target] {
            Expr::Attribute(target) => {
                self.expr(target.value)?;
                self.emit_arg(Op::COPY, 1, loc);
                let loc = self.attribute_location(target, loc, loc);
                self.load_attr(target.attr, loc);
                self.aug_value(it, stmt_loc)?;
                self.emit_arg(Op::SWAP, 2, loc);
                self.emit_name(Op::STORE_ATTR, target.attr, loc);
            }
            Expr::Subscript(target) => {
                self.expr(target.value)?;
                match self.two_part_slice(target.slice) {
                    Some(slice) => {
                        self.slice_parts(slice, self.location(target.slice))?;
                        for _ in 0..3 {
                            self.emit_arg(Op::COPY, 3, loc);
                        }
                        self.emit(Op::BINARY_SLICE, loc);
                        self.aug_value(it, stmt_loc)?;
                        for depth in [4, 3, 2] {
                            self.emit_arg(Op::SWAP, depth, loc);
                        }
                        self.emit(Op::STORE_SLICE, loc);
                    }
                    None => {
                        self.expr(target.slice)?;
                        self.emit_arg(Op::COPY, 2, loc);
                        self.emit_arg(Op::COPY, 2, loc);
                        self.emit_arg(Op::BINARY_OP, binary::SUBSCR, loc);
                        self.aug_value(it, stmt_loc)?;
                        self.emit_arg(Op::SWAP, 3, loc);
                        self.emit_arg(Op::SWAP, 2, loc);
                        self.emit(Op::STORE_SUBSCR, loc);
                    }
                }
            }
            Expr::Name(target) => {
                self.name_op(target.id, ExprContext::Load, loc)?;
                self.aug_value(it, stmt_loc)?;
                self.name_op(target.id, ExprContext::Store, loc)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn aug_value(&mut self, it: AugAssign, loc: Location) -> Outcome {
        self.expr(it.value)?;
        self.emit_arg(Op::BINARY_OP, in_place_number(it.op), loc);
        Ok(())
    }

    pub(super) fn ann_assign(&mut self, id: StmtId, it: AnnAssign) -> Outcome {
        let loc = self.location(id);
        if let Some(value) = it.value {
            self.expr(value)?;
            self.expr(it.target)?;
        }
        let is_future = self.has_future_annotations();
        let keeps_annotations = matches!(self.unit.kind, UnitKind::Module | UnitKind::Class);
        match self.ast[it.target] {
            Expr::Name(target) if it.simple && keeps_annotations => {
                if is_future {
                    self.load_annotation_text(it.annotation);
                    let annotations = self.names.intern("__annotations__");
                    self.emit_name(Op::LOAD_NAME, annotations, loc);
                    let key = self.mangled(target.id);
                    self.load_text(key, loc);
                    self.emit(Op::STORE_SUBSCR, loc);
                } else {
                    self.defer_annotation(id, loc);
                }
            }
            Expr::Attribute(target) if it.value.is_none() => self.check_annotation_expr(target.value)?,
            Expr::Subscript(target) if it.value.is_none() => {
                self.check_annotation_expr(target.value)?;
                self.check_annotation_subscript(target.slice)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// An annotation is made when it is asked for; whether it is there at all shows only here if it is conditional.
    fn defer_annotation(&mut self, id: StmtId, loc: Location) {
        let Some(index) = self.unit.defer_annotation(id) else { return };
        let name = self.names.intern("__conditional_annotations__");
        if self.unit.kind == UnitKind::Class {
            let arg = self.unit.cellvars.add(name);
            self.emit_arg(Op::LOAD_DEREF, arg, loc);
        } else {
            let arg = self.unit.names.add(name);
            self.emit_arg(Op::LOAD_NAME, arg, loc);
        }
        self.load_const(Constant::Int(index.into()), loc);
        self.emit_arg(Op::SET_ADD, 1, loc);
        self.emit(Op::POP_TOP, loc);
    }

    /// Evaluates what is not annotated but named, so that it is missed if it is not there.
    fn check_annotation_expr(&mut self, id: ExprId) -> Outcome {
        self.expr(id)?;
        self.emit(Op::POP_TOP, self.location(id));
        Ok(())
    }

    fn check_annotation_subscript(&mut self, id: ExprId) -> Outcome {
        match self.ast[id] {
            Expr::Slice(Slice { lower, upper, step }) => {
                for part in [lower, upper, step].into_iter().flatten() {
                    self.check_annotation_expr(part)?;
                }
                Ok(())
            }
            Expr::Tuple(it) => {
                for &elt in &self.ast[it.elts] {
                    self.check_annotation_subscript(elt)?;
                }
                Ok(())
            }
            _ => self.check_annotation_expr(id),
        }
    }
}
