//! `match`: its cases. Patterns are in [`super::pattern`].
//!
//! Source: CPython 3.14, `codegen_match_inner`.

use crate::ast::{ExprContext, Match, Pattern, PatternId};
use crate::bytecode::Opcode as Op;

use super::condition::JumpWhen;
use super::generator::{Generator, Outcome};
use super::instruction::Location;
use super::pattern::PatternState;

impl Generator<'_> {
    pub(super) fn match_stmt(&mut self, it: Match) -> Outcome {
        self.expr(it.subject)?;
        let end = self.label();
        let cases = &self.ast[it.cases];
        let Some((&last, others)) = cases.split_last() else { return Ok(()) };
        let default = (self.is_wildcard(self.ast[last].pattern) && !others.is_empty()).then_some(last);
        let tried = if default.is_some() { others } else { cases };
        for (idx, &case) in tried.iter().enumerate() {
            let case = self.ast[case];
            let loc = self.location(case.pattern);
            let is_last_try = idx + 1 == tried.len();
            if !is_last_try {
                self.emit_arg(Op::COPY, 1, loc);
            }
            let is_last = idx + 1 == cases.len();
            let mut state = PatternState::new(case.guard.is_some() || is_last);
            self.pattern(case.pattern, &mut state)?;
            for name in std::mem::take(&mut state.stores) {
                self.name_op(name, ExprContext::Store, loc)?;
            }
            if let Some(guard) = case.guard {
                let fail = self.fail_label(&mut state, 0);
                self.jump_if(guard, fail, JumpWhen::False, loc)?;
            }
            if !is_last_try {
                self.emit(Op::POP_TOP, Location::NEXT);
            }
            self.stmts(case.body)?;
            self.jump(Op::JUMP, end, Location::NONE);
            self.emit_fail_pops(&mut state, loc);
        }
        if let Some(default) = default {
            let case = self.ast[default];
            let loc = self.location(case.pattern);
            self.emit(Op::NOP, loc);
            if let Some(guard) = case.guard {
                self.jump_if(guard, end, JumpWhen::False, loc)?;
            }
            self.stmts(case.body)?;
        }
        self.bind(end);
        Ok(())
    }

    /// `_`.
    pub(super) fn is_wildcard(&self, id: PatternId) -> bool {
        matches!(self.ast[id], Pattern::MatchAs(it) if it.name.is_none() && it.pattern.is_none())
    }
}
