//! Further forms of an expression that a case asks for by name.

use super::Matcher;
use crate::ast::{Ast, CmpOperator, Compare, Expr, ExprId, UnaryOperator, Value};
use crate::rewrite::rule_file::Isomorphism;

impl Matcher<'_> {
    /// Whether another form of the pattern matches `expr`.
    pub(super) fn as_another_form(&mut self, pattern: ExprId, expr: ExprId) -> bool {
        let isomorphisms = &self.pattern.options.isomorphisms;
        isomorphisms.iter().any(|it| match it {
            Isomorphism::CommuteEq => self.commuted(pattern, expr),
            Isomorphism::IsNone => self.commuted_none(pattern, expr),
            Isomorphism::NotIn => self.negated(pattern, expr),
        })
    }

    /// `a == b` for `b == a`.
    fn commuted(&mut self, pattern: ExprId, expr: ExprId) -> bool {
        let Some((wanted, found)) = self.comparisons(pattern, expr) else { return false };
        let is_eq = matches!(wanted.op, CmpOperator::Eq | CmpOperator::NotEq) && wanted.op == found.op;
        is_eq && self.sides((wanted.left, wanted.right), (found.right, found.left))
    }

    /// `None is a` for `a is None`.
    fn commuted_none(&mut self, pattern: ExprId, expr: ExprId) -> bool {
        let Some((wanted, found)) = self.comparisons(pattern, expr) else { return false };
        let is_identity = matches!(wanted.op, CmpOperator::Is | CmpOperator::IsNot) && wanted.op == found.op;
        let ast = self.pattern.ast();
        let has_none = is_none(ast, wanted.left) || is_none(ast, wanted.right);
        is_identity && has_none && self.sides((wanted.left, wanted.right), (found.right, found.left))
    }

    /// `a not in b` for `not a in b`, and the other way round.
    fn negated(&mut self, pattern: ExprId, expr: ExprId) -> bool {
        let (pattern_ast, ast) = (self.pattern.ast(), self.file.ast());
        let wanted = membership(pattern_ast, pattern);
        let found = membership(ast, expr);
        match (wanted, found) {
            (Some(wanted), Some(found)) => self.sides(wanted, found),
            _ => false,
        }
    }

    fn comparisons(&self, pattern: ExprId, expr: ExprId) -> Option<(Comparison, Comparison)> {
        Some((comparison(self.pattern.ast(), pattern)?, comparison(self.file.ast(), expr)?))
    }

    fn sides(&mut self, wanted: (ExprId, ExprId), found: (ExprId, ExprId)) -> bool {
        let mark = self.bindings.bound.len();
        let is_match = self.expr(wanted.0, found.0) && self.expr(wanted.1, found.1);
        if !is_match {
            self.bindings.bound.truncate(mark);
        }
        is_match
    }
}

/// A comparison of two operands.
struct Comparison {
    left: ExprId,
    op: CmpOperator,
    right: ExprId,
}

fn comparison(ast: &Ast, expr: ExprId) -> Option<Comparison> {
    let Expr::Compare(Compare { left, ops, comparators }) = ast[expr] else { return None };
    match (&ast[ops], &ast[comparators]) {
        ([op], [right]) => Some(Comparison { left, op: *op, right: *right }),
        _ => None,
    }
}

/// The operands of `a not in b` and of `not a in b`.
fn membership(ast: &Ast, expr: ExprId) -> Option<(ExprId, ExprId)> {
    let (inner, op) = match ast[expr] {
        Expr::UnaryOp(it) if it.op == UnaryOperator::Not => (it.operand, CmpOperator::In),
        _ => (expr, CmpOperator::NotIn),
    };
    comparison(ast, inner).filter(|it| it.op == op).map(|it| (it.left, it.right))
}

fn is_none(ast: &Ast, expr: ExprId) -> bool {
    matches!(ast[expr], Expr::Constant(it) if it.value == Value::None)
}
