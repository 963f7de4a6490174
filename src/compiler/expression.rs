//! Expressions: which family makes the code of which, and operators.
//!
//! Every expression leaves one value on the stack, but for targets, which take one off or none.
//!
//! Source: CPython 3.14, `codegen_visit_expr`.

use crate::ast::{
    Attribute, Expr, ExprContext, ExprId, List, NamedExpr, Operator, Starred, UnaryOp, UnaryOperator,
};
use crate::bytecode::{Opcode as Op, binary};

use super::comprehension::Comprehended;
use super::generator::{Generator, Outcome};
use super::instruction::Location;
use super::intrinsic::Intrinsic1;

impl Generator<'_> {
    /// Expressions, one after the other.
    pub(super) fn exprs(&mut self, exprs: List<ExprId>) -> Outcome {
        for &expr in &self.ast[exprs] {
            self.expr(expr)?;
        }
        Ok(())
    }

    /// One expression.
    pub(super) fn expr(&mut self, id: ExprId) -> Outcome {
        let loc = self.location(id);
        match self.ast[id] {
            Expr::NamedExpr(it) => self.named_expr(it, loc),
            Expr::BoolOp(it) => self.bool_op(it, loc),
            Expr::BinOp(_) | Expr::Call(_) | Expr::Attribute(_) | Expr::Subscript(_) => self.spine(id),
            Expr::UnaryOp(it) => self.unary_op(it, loc),
            Expr::Lambda(it) => self.lambda(id, it),
            Expr::IfExp(it) => self.if_exp(it, loc),
            Expr::Dict(it) => self.dict(it, loc),
            Expr::Set(it) => self.set(it, loc),
            Expr::ListComp(it) => self.comprehension(id, Comprehended::List(it.elt), it.generators),
            Expr::SetComp(it) => self.comprehension(id, Comprehended::Set(it.elt), it.generators),
            Expr::DictComp(it) => self.comprehension(id, Comprehended::Dict(it.key, it.value), it.generators),
            Expr::GeneratorExp(it) => self.comprehension(id, Comprehended::Generator(it.elt), it.generators),
            Expr::Await(it) => {
                self.expr(it.value)?;
                self.await_value(0, loc);
                Ok(())
            }
            Expr::Yield(it) => self.yield_expr(it, loc),
            Expr::YieldFrom(it) => self.yield_from_expr(it, loc),
            Expr::Compare(it) => self.compare(it, loc),
            Expr::FormattedValue(it) => self.formatted_value(it, loc),
            Expr::Interpolation(it) => self.interpolation(it, loc),
            Expr::JoinedStr(it) => self.joined_str(it, loc),
            Expr::TemplateStr(it) => self.template_str(it, loc),
            Expr::Constant(it) => {
                self.load_value(it.value, loc);
                Ok(())
            }
            Expr::Starred(it) => self.starred(it, loc),
            Expr::Name(it) => self.name_op(it.id, it.ctx, loc),
            Expr::List(it) => self.list(it, loc),
            Expr::Tuple(it) => self.tuple(it, loc),
            Expr::Slice(it) => self.slice(it, loc),
        }
    }

    fn named_expr(&mut self, it: NamedExpr, loc: Location) -> Outcome {
        self.expr(it.value)?;
        self.emit_arg(Op::COPY, 1, loc);
        self.expr(it.target)
    }

    fn unary_op(&mut self, it: UnaryOp, loc: Location) -> Outcome {
        self.expr(it.operand)?;
        match it.op {
            UnaryOperator::UAdd => {
                self.emit_arg(Op::CALL_INTRINSIC_1, Intrinsic1::UnaryPositive.number(), loc);
            }
            UnaryOperator::Not => {
                self.emit(Op::TO_BOOL, loc);
                self.emit(Op::UNARY_NOT, loc);
            }
            UnaryOperator::Invert => self.emit(Op::UNARY_INVERT, loc),
            UnaryOperator::USub => self.emit(Op::UNARY_NEGATIVE, loc),
        }
        Ok(())
    }

    /// Remembers the name of an attribute that a method of the innermost class around it stores in `self`.
    pub(super) fn note_static_attribute(&mut self, it: Attribute) {
        if it.ctx != ExprContext::Store
            || self.as_name(it.value).is_none_or(|(name, _)| self.text(name) != "self")
        {
            return;
        }
        self.add_static_attribute(it.attr);
    }

    /// `loc`, moved to the attribute's name if `attr_loc`, the place of all of `it`, ends in another line.
    pub(super) fn attribute_location(&self, it: Attribute, attr_loc: Location, loc: Location) -> Location {
        if loc.line == attr_loc.end_line {
            return loc;
        }
        let mut moved = Location { line: attr_loc.end_line, ..loc };
        let len = i32::try_from(self.text(it.attr).chars().count()).unwrap_or(i32::MAX);
        if len <= attr_loc.end_column {
            moved.column = attr_loc.end_column - len;
        } else {
            moved.column = -1;
            moved.end_column = -1;
        }
        moved.end_line = moved.end_line.max(moved.line);
        if moved.line == moved.end_line {
            moved.end_column = moved.end_column.max(moved.column);
        }
        moved
    }

    fn starred(&mut self, it: Starred, loc: Location) -> Outcome {
        self.error(
            loc,
            match it.ctx {
                ExprContext::Store => "starred assignment target must be in a list or tuple",
                ExprContext::Load | ExprContext::Del => "can't use starred expression here",
            },
        )
    }
}

/// The argument of `BINARY_OP`.
pub(super) fn operator_number(op: Operator) -> u32 {
    match op {
        Operator::Add => binary::ADD,
        Operator::Sub => binary::SUBTRACT,
        Operator::Mult => binary::MULTIPLY,
        Operator::MatMult => binary::MATRIX_MULTIPLY,
        Operator::Div => binary::TRUE_DIVIDE,
        Operator::Mod => binary::REMAINDER,
        Operator::Pow => binary::POWER,
        Operator::LShift => binary::LSHIFT,
        Operator::RShift => binary::RSHIFT,
        Operator::BitOr => binary::OR,
        Operator::BitXor => binary::XOR,
        Operator::BitAnd => binary::AND,
        Operator::FloorDiv => binary::FLOOR_DIVIDE,
    }
}

/// The argument of `BINARY_OP` for `op=`.
pub(super) fn in_place_number(op: Operator) -> u32 {
    operator_number(op) + binary::INPLACE_ADD
}
