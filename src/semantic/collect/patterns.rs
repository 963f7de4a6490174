//! `match`: what a `case` binds.

use super::{Collector, Flags, Walk};
use crate::ast::{ExprContext, List, MatchCaseId, MatchClass, Pattern, PatternId};

impl Collector<'_> {
    pub(super) fn match_cases(&mut self, cases: List<MatchCaseId>) -> Walk {
        for idx in 0..cases.len() {
            let case = self.ast[self.ast[cases][idx]];
            self.pattern(case.pattern)?;
            self.opt_expr(case.guard)?;
            self.statements(case.body)?;
        }
        Ok(())
    }

    fn pattern(&mut self, id: PatternId) -> Walk {
        match self.ast[id] {
            Pattern::MatchValue(it) => self.expr(it.value),
            Pattern::MatchSingleton(_) => Ok(()),
            Pattern::MatchSequence(it) => self.patterns(it.patterns),
            Pattern::MatchStar(it) => self.capture(id, it.name),
            Pattern::MatchMapping(it) => {
                self.exprs(it.keys)?;
                self.patterns(it.patterns)?;
                self.capture(id, it.rest)
            }
            Pattern::MatchClass(it) => self.match_class(it),
            Pattern::MatchAs(it) => {
                if let Some(pattern) = it.pattern {
                    self.pattern(pattern)?;
                }
                self.capture(id, it.name)
            }
            Pattern::MatchOr(it) => self.patterns(it.patterns),
        }
    }

    fn match_class(&mut self, class: MatchClass) -> Walk {
        self.expr(class.cls)?;
        self.patterns(class.patterns)?;
        for (name, at) in self.ast[class.kwd_attrs].iter().zip(&self.ast[class.kwd_patterns]) {
            self.check_name(*name, *at, ExprContext::Store)?;
        }
        self.patterns(class.kwd_patterns)
    }

    fn patterns(&mut self, patterns: List<PatternId>) -> Walk {
        for idx in 0..patterns.len() {
            self.pattern(self.ast[patterns][idx])?;
        }
        Ok(())
    }

    fn capture(&mut self, at: PatternId, name: Option<crate::ast::Name>) -> Walk {
        name.map_or(Ok(()), |name| self.add(name, Flags::DEF_LOCAL, at))
    }
}
