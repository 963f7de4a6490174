//! SyntaxWarnings for expressions that cannot be meant.
//!
//! Source: CPython 3.14, `check_caller`, `check_subscripter`, `check_index`, `codegen_check_compare`.

use crate::ast::{CmpOperator, Compare, Expr, ExprId, Value};

use super::generator::Generator;
use super::instruction::Location;

impl Generator<'_> {
    /// `is` with a literal.
    pub(super) fn check_compare(&mut self, it: Compare, loc: Location) {
        let mut left = it.left;
        for (&op, &right) in self.ast[it.ops].iter().zip(&self.ast[it.comparators]) {
            let literal = if self.is_plain_literal(left) {
                Some(left)
            } else {
                self.is_plain_literal(right).then_some(right)
            };
            let texts = match op {
                CmpOperator::Is => Some(("is", "==")),
                CmpOperator::IsNot => Some(("is not", "!=")),
                _ => None,
            };
            if let (Some(literal), Some((operator, instead))) = (literal, texts) {
                let type_ = self.inferred_type(literal).unwrap_or_default();
                self.warn(loc, format!("\"{operator}\" with '{type_}' literal. Did you mean \"{instead}\"?"));
                return;
            }
            left = right;
        }
    }

    /// Whether it is a constant but no singleton.
    fn is_plain_literal(&self, id: ExprId) -> bool {
        match self.ast[id] {
            Expr::Tuple(it) => {
                self.ast[it.elts].iter().all(|elt| matches!(self.ast[*elt], Expr::Constant(_)))
            }
            Expr::Constant(it) => {
                !matches!(it.value, Value::None | Value::True | Value::False | Value::Ellipsis)
            }
            _ => false,
        }
    }

    /// A call of what cannot be called.
    pub(super) fn check_caller(&mut self, id: ExprId) {
        if matches!(self.ast[id], Expr::Lambda(_)) {
            return;
        }
        if let Some(type_) = self.inferred_type(id) {
            let loc = self.location(id);
            self.warn(loc, format!("'{type_}' object is not callable; perhaps you missed a comma?"));
        }
    }

    /// A subscript of what has none.
    pub(super) fn check_subscripter(&mut self, id: ExprId) {
        let has_none = match self.ast[id] {
            Expr::Constant(it) => !matches!(it.value, Value::Str(_) | Value::Bytes(_)),
            Expr::Set(_)
            | Expr::SetComp(_)
            | Expr::GeneratorExp(_)
            | Expr::TemplateStr(_)
            | Expr::Interpolation(_)
            | Expr::Lambda(_) => true,
            _ => false,
        };
        if has_none && let Some(type_) = self.inferred_type(id) {
            let loc = self.location(id);
            self.warn(loc, format!("'{type_}' object is not subscriptable; perhaps you missed a comma?"));
        }
    }

    /// An index that is no index.
    pub(super) fn check_index(&mut self, id: ExprId, index: ExprId) {
        let Some(index_type) = self.inferred_type(index) else { return };
        if matches!(index_type, "int" | "bool") {
            return;
        }
        let is_sequence = match self.ast[id] {
            Expr::Constant(it) => matches!(it.value, Value::Str(_) | Value::Bytes(_)),
            Expr::Tuple(_)
            | Expr::List(_)
            | Expr::ListComp(_)
            | Expr::JoinedStr(_)
            | Expr::FormattedValue(_) => true,
            _ => false,
        };
        if is_sequence && let Some(type_) = self.inferred_type(id) {
            let loc = self.location(id);
            let message = format!(
                "{type_} indices must be integers or slices, not {index_type}; perhaps you missed a comma?"
            );
            self.warn(loc, message);
        }
    }

    /// The type of a display or constant, by the name that CPython's messages have for it.
    fn inferred_type(&self, id: ExprId) -> Option<&'static str> {
        Some(match self.ast[id] {
            Expr::Tuple(_) => "tuple",
            Expr::List(_) | Expr::ListComp(_) => "list",
            Expr::Dict(_) | Expr::DictComp(_) => "dict",
            Expr::Set(_) | Expr::SetComp(_) => "set",
            Expr::GeneratorExp(_) => "generator",
            Expr::Lambda(_) => "function",
            Expr::JoinedStr(_) | Expr::FormattedValue(_) => "str",
            Expr::TemplateStr(_) => "string.templatelib.Template",
            Expr::Interpolation(_) => "string.templatelib.Interpolation",
            Expr::Constant(it) => match it.value {
                Value::None => "NoneType",
                Value::True | Value::False => "bool",
                Value::Ellipsis => "ellipsis",
                Value::Int(_) | Value::BigInt(_) => "int",
                Value::Float(_) => "float",
                Value::Complex(_) => "complex",
                Value::Str(_) => "str",
                Value::Bytes(_) => "bytes",
            },
            _ => return None,
        })
    }
}
