//! How tightly expressions bind.

use super::nodes::{BoolOperator, Expr, Operator, UnaryOperator};

/// From loosest to tightest. An expression in a place of higher precedence than its own gets parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "a level has the name of its operators")]
pub enum Precedence {
    NamedExpr,
    Tuple,
    Yield,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arith,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Precedence {
    /// How tightly an expression holds together, written without parentheses around it. Displays and comprehensions,
    /// which have brackets of their own, are atoms, and so is a tuple in its parentheses; see the callers for one
    /// without.
    pub fn of(expr: &Expr) -> Self {
        match expr {
            Expr::NamedExpr(_) => Self::NamedExpr,
            Expr::Yield(_) | Expr::YieldFrom(_) => Self::Yield,
            Expr::Lambda(_) | Expr::IfExp(_) => Self::Test,
            Expr::BoolOp(it) => Self::of_bool(it.op),
            Expr::UnaryOp(it) => Self::of_unary(it.op),
            Expr::Compare(_) => Self::Compare,
            Expr::BinOp(it) => Self::of_binary(it.op),
            Expr::Await(_) => Self::Await,
            Expr::Starred(_) => Self::Tuple,
            Expr::Dict(_)
            | Expr::Set(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::GeneratorExp(_)
            | Expr::Call(_)
            | Expr::FormattedValue(_)
            | Expr::Interpolation(_)
            | Expr::JoinedStr(_)
            | Expr::TemplateStr(_)
            | Expr::Constant(_)
            | Expr::Attribute(_)
            | Expr::Subscript(_)
            | Expr::Name(_)
            | Expr::List(_)
            | Expr::Tuple(_)
            | Expr::Slice(_) => Self::Atom,
        }
    }

    /// The next tighter one; the tightest stays.
    pub fn next(self) -> Self {
        match self {
            Self::NamedExpr => Self::Tuple,
            Self::Tuple => Self::Yield,
            Self::Yield => Self::Test,
            Self::Test => Self::Or,
            Self::Or => Self::And,
            Self::And => Self::Not,
            Self::Not => Self::Compare,
            Self::Compare => Self::BitOr,
            Self::BitOr => Self::BitXor,
            Self::BitXor => Self::BitAnd,
            Self::BitAnd => Self::Shift,
            Self::Shift => Self::Arith,
            Self::Arith => Self::Term,
            Self::Term => Self::Factor,
            Self::Factor => Self::Power,
            Self::Power => Self::Await,
            Self::Await | Self::Atom => Self::Atom,
        }
    }

    /// How tightly a binary operator binds.
    pub fn of_binary(op: Operator) -> Self {
        match op {
            Operator::Add | Operator::Sub => Self::Arith,
            Operator::Mult | Operator::MatMult | Operator::Div | Operator::Mod | Operator::FloorDiv => {
                Self::Term
            }
            Operator::Pow => Self::Power,
            Operator::LShift | Operator::RShift => Self::Shift,
            Operator::BitOr => Self::BitOr,
            Operator::BitXor => Self::BitXor,
            Operator::BitAnd => Self::BitAnd,
        }
    }

    /// How tightly a unary operator binds.
    pub fn of_unary(op: UnaryOperator) -> Self {
        match op {
            UnaryOperator::Not => Self::Not,
            UnaryOperator::Invert | UnaryOperator::UAdd | UnaryOperator::USub => Self::Factor,
        }
    }

    /// How tightly `and` or `or` binds.
    pub fn of_bool(op: BoolOperator) -> Self {
        match op {
            BoolOperator::And => Self::And,
            BoolOperator::Or => Self::Or,
        }
    }
}
