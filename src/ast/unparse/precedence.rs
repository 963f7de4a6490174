//! How tightly expressions bind.

use crate::ast::{BoolOperator, Operator, UnaryOperator};

/// From loosest to tightest. An expression in a place of higher precedence than its own gets parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precedence {
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
    /// The next tighter one; the tightest stays.
    pub(super) fn next(self) -> Self {
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

    pub(super) fn of_binary(op: Operator) -> Self {
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

    pub(super) fn of_unary(op: UnaryOperator) -> Self {
        match op {
            UnaryOperator::Not => Self::Not,
            UnaryOperator::Invert | UnaryOperator::UAdd | UnaryOperator::USub => Self::Factor,
        }
    }

    pub(super) fn of_bool(op: BoolOperator) -> Self {
        match op {
            BoolOperator::And => Self::And,
            BoolOperator::Or => Self::Or,
        }
    }
}
