//! Conditions: what holds where they came out true, and where false.

use super::State;
use super::summary::constant_truth;
use super::walk::Walker;
use crate::ast::{BoolOperator, CmpOperator, Expr, ExprId, NodeId, UnaryOperator};

impl Walker<'_, '_> {
    /// Follows a condition; the states in which it came out true and false.
    pub(super) fn condition(&mut self, test: ExprId) -> (State, State) {
        let ast = self.analysis.ast;
        match ast[test] {
            Expr::BoolOp(it) if self.is_marked(test) => self.bool_op(it.op, &ast[it.values]),
            Expr::UnaryOp(it) if it.op == UnaryOperator::Not => {
                let (holds, fails) = self.condition(it.operand);
                (fails, holds)
            }
            Expr::Constant(_) => match constant_truth(self.analysis, test) {
                Some(true) => (self.state.clone(), State::UNREACHED),
                Some(false) => (State::UNREACHED, self.state.clone()),
                None => (self.state.clone(), self.state.clone()),
            },
            _ => {
                self.expr(test);
                if self.is_marked(test) && self.is_test(test) {
                    (self.state.tested(test, true), self.state.tested(test, false))
                } else {
                    (self.state.clone(), self.state.clone())
                }
            }
        }
    }

    fn bool_op(&mut self, op: BoolOperator, values: &[ExprId]) -> (State, State) {
        // The state in which the operator stops early, and the one in which it goes on.
        let mut stopped = State::UNREACHED;
        for (idx, value) in values.iter().enumerate() {
            let (holds, fails) = self.condition(*value);
            let (goes_on, stops) = match op {
                BoolOperator::And => (holds, fails),
                BoolOperator::Or => (fails, holds),
            };
            stopped.join(&stops);
            self.state = goes_on;
            if idx + 1 == values.len() {
                break;
            }
        }
        match op {
            BoolOperator::And => (self.state.clone(), stopped),
            BoolOperator::Or => (stopped, self.state.clone()),
        }
    }

    /// Whether a condition says something of the variable's value.
    fn is_test(&self, test: ExprId) -> bool {
        let ast = self.analysis.ast;
        match ast[test] {
            Expr::Name(_) => self.is_variable(test),
            Expr::NamedExpr(it) => self.is_variable(it.target),
            Expr::Compare(it) => {
                let [op] = ast[it.ops] else { return false };
                let [right] = ast[it.comparators] else { return false };
                let is_identity = matches!(op, CmpOperator::Is | CmpOperator::IsNot);
                let is_equality = matches!(op, CmpOperator::Eq | CmpOperator::NotEq);
                let subject = |side: ExprId| match ast[side] {
                    Expr::Name(_) => self.is_variable(side),
                    Expr::NamedExpr(it) => self.is_variable(it.target),
                    _ => false,
                };
                let of_type = |side: ExprId| match ast[side] {
                    Expr::Call(call) => match ast[call.args] {
                        [arg] => subject(arg),
                        _ => false,
                    },
                    _ => false,
                };
                (is_identity && (subject(it.left) || subject(right)))
                    || ((is_identity || is_equality) && of_type(it.left))
                    || (is_equality && subject(it.left))
            }
            Expr::Call(call) => match ast[call.args] {
                [subject, _] => match ast[subject] {
                    Expr::Name(_) => self.is_variable(subject),
                    Expr::NamedExpr(it) => self.is_variable(it.target),
                    _ => false,
                },
                [subject] => matches!(ast[subject], Expr::Name(_)) && self.is_variable(subject),
                _ => false,
            },
            _ => false,
        }
    }

    fn is_variable(&self, name: ExprId) -> bool {
        self.reads.contains(&name) || self.binds.contains_key(&NodeId::Expr(name))
    }
}
