//! Truth: comparisons, `and`, `or`, conditional expressions, and jumps on a test.
//!
//! Source: CPython 3.14, `codegen_jump_if`, `codegen_compare`.

use crate::ast::{BoolOp, BoolOperator, CmpOperator, Compare, Expr, ExprId, IfExp, UnaryOp, UnaryOperator};
use crate::bytecode::Opcode as Op;

use super::generator::{Generator, Outcome};
use super::instruction::{Label, Location};

/// When a test jumps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JumpWhen {
    True,
    False,
}

impl JumpWhen {
    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
        }
    }

    fn op(self) -> Op {
        match self {
            Self::True => Op::POP_JUMP_IF_TRUE,
            Self::False => Op::POP_JUMP_IF_FALSE,
        }
    }
}

impl Generator<'_> {
    /// Goes to `next` when the test comes out as `when` says, else on.
    pub(super) fn jump_if(&mut self, id: ExprId, next: Label, when: JumpWhen, loc: Location) -> Outcome {
        let (mut id, mut when) = (id, when);
        while let Expr::UnaryOp(UnaryOp { op: UnaryOperator::Not, operand }) = self.ast[id] {
            (id, when) = (operand, when.not());
        }
        match self.ast[id] {
            Expr::BoolOp(it) => self.jump_if_bool_op(it, next, when, loc),
            Expr::IfExp(it) => self.jump_if_if_exp(it, next, when, loc),
            Expr::Compare(it) if it.ops.len() > 1 => self.jump_if_chain(it, next, when, self.location(id)),
            _ => {
                self.expr(id)?;
                let loc = self.location(id);
                self.emit(Op::TO_BOOL, loc);
                self.jump(when.op(), next, loc);
                Ok(())
            }
        }
    }

    fn jump_if_bool_op(&mut self, it: BoolOp, next: Label, when: JumpWhen, loc: Location) -> Outcome {
        let shortcut = match it.op {
            BoolOperator::And => JumpWhen::False,
            BoolOperator::Or => JumpWhen::True,
        };
        let past = if shortcut == when { None } else { Some(self.label()) };
        let Some((&last, values)) = self.ast[it.values].split_last() else { return Ok(()) };
        for &value in values {
            self.jump_if(value, past.unwrap_or(next), shortcut, loc)?;
        }
        self.jump_if(last, next, when, loc)?;
        if let Some(past) = past {
            self.bind(past);
        }
        Ok(())
    }

    fn jump_if_if_exp(&mut self, it: IfExp, next: Label, when: JumpWhen, loc: Location) -> Outcome {
        let [end, orelse] = self.labels();
        self.jump_if(it.test, orelse, JumpWhen::False, loc)?;
        self.jump_if(it.body, next, when, loc)?;
        self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.bind(orelse);
        self.jump_if(it.orelse, next, when, loc)?;
        self.bind(end);
        Ok(())
    }

    fn jump_if_chain(&mut self, it: Compare, next: Label, when: JumpWhen, loc: Location) -> Outcome {
        self.check_compare(it, loc);
        let cleanup = self.label();
        self.expr(it.left)?;
        let comparators = &self.ast[it.comparators];
        let ops = &self.ast[it.ops];
        let n_inner = ops.len() - 1;
        for (&op, &comparator) in ops.iter().zip(comparators).take(n_inner) {
            self.expr(comparator)?;
            self.emit_arg(Op::SWAP, 2, loc);
            self.emit_arg(Op::COPY, 2, loc);
            self.compare_op(op, loc);
            self.emit(Op::TO_BOOL, loc);
            self.jump(Op::POP_JUMP_IF_FALSE, cleanup, loc);
        }
        self.expr(comparators[n_inner])?;
        self.compare_op(ops[n_inner], loc);
        self.emit(Op::TO_BOOL, loc);
        self.jump(when.op(), next, loc);
        let end = self.label();
        self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.bind(cleanup);
        self.emit(Op::POP_TOP, loc);
        if when == JumpWhen::False {
            self.jump(Op::JUMP_NO_INTERRUPT, next, Location::NONE);
        }
        self.bind(end);
        Ok(())
    }

    pub(super) fn if_exp(&mut self, it: IfExp, loc: Location) -> Outcome {
        let [end, next] = self.labels();
        self.jump_if(it.test, next, JumpWhen::False, loc)?;
        self.expr(it.body)?;
        self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.bind(next);
        self.expr(it.orelse)?;
        self.bind(end);
        Ok(())
    }

    pub(super) fn bool_op(&mut self, it: BoolOp, loc: Location) -> Outcome {
        let jump = match it.op {
            BoolOperator::And => Op::JUMP_IF_FALSE,
            BoolOperator::Or => Op::JUMP_IF_TRUE,
        };
        let end = self.label();
        let Some((&last, values)) = self.ast[it.values].split_last() else { return Ok(()) };
        for &value in values {
            self.expr(value)?;
            self.jump(jump, end, loc);
            self.emit(Op::POP_TOP, loc);
        }
        self.expr(last)?;
        self.bind(end);
        Ok(())
    }

    pub(super) fn compare(&mut self, it: Compare, loc: Location) -> Outcome {
        self.check_compare(it, loc);
        self.expr(it.left)?;
        let comparators = &self.ast[it.comparators];
        let ops = &self.ast[it.ops];
        if let ([op], [comparator]) = (ops, comparators) {
            self.expr(*comparator)?;
            self.compare_op(*op, loc);
            return Ok(());
        }
        let cleanup = self.label();
        let n_inner = ops.len() - 1;
        for (&op, &comparator) in ops.iter().zip(comparators).take(n_inner) {
            self.expr(comparator)?;
            self.emit_arg(Op::SWAP, 2, loc);
            self.emit_arg(Op::COPY, 2, loc);
            self.compare_op(op, loc);
            self.emit_arg(Op::COPY, 1, loc);
            self.emit(Op::TO_BOOL, loc);
            self.jump(Op::POP_JUMP_IF_FALSE, cleanup, loc);
            self.emit(Op::POP_TOP, loc);
        }
        self.expr(comparators[n_inner])?;
        self.compare_op(ops[n_inner], loc);
        let end = self.label();
        self.jump(Op::JUMP_NO_INTERRUPT, end, Location::NONE);
        self.bind(cleanup);
        self.emit_arg(Op::SWAP, 2, loc);
        self.emit(Op::POP_TOP, loc);
        self.bind(end);
        Ok(())
    }

    /// The instruction of one comparison.
    pub(super) fn compare_op(&mut self, op: CmpOperator, loc: Location) {
        /// Bits of the result that a specialised instruction tests.
        const LESS: u32 = 2;
        const GREATER: u32 = 4;
        const EQUAL: u32 = 8;
        const UNORDERED: u32 = 1;
        let (op, arg) = match op {
            CmpOperator::Lt => (Op::COMPARE_OP, LESS),
            CmpOperator::LtE => (Op::COMPARE_OP, 1 << 5 | LESS | EQUAL),
            CmpOperator::Eq => (Op::COMPARE_OP, 2 << 5 | EQUAL),
            CmpOperator::NotEq => (Op::COMPARE_OP, 3 << 5 | UNORDERED | LESS | GREATER),
            CmpOperator::Gt => (Op::COMPARE_OP, 4 << 5 | GREATER),
            CmpOperator::GtE => (Op::COMPARE_OP, 5 << 5 | GREATER | EQUAL),
            CmpOperator::Is => (Op::IS_OP, 0),
            CmpOperator::IsNot => (Op::IS_OP, 1),
            CmpOperator::In => (Op::CONTAINS_OP, 0),
            CmpOperator::NotIn => (Op::CONTAINS_OP, 1),
        };
        self.emit_arg(op, arg, loc);
    }
}
