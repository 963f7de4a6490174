//! Patterns of `match` statements.

use super::{Precedence, Unparser};
use crate::ast::{MatchAs, MatchClass, MatchMapping, Pattern, PatternId};

impl Unparser<'_> {
    pub(super) fn pattern(&mut self, id: PatternId, place: Precedence) {
        match &self.ast[id] {
            Pattern::MatchValue(it) => self.test(it.value),
            Pattern::MatchSingleton(it) => self.constant(it.value),
            Pattern::MatchSequence(it) => {
                self.write("[");
                self.separated(&self.ast[it.patterns], |this, id| this.pattern(id, Precedence::Test));
                self.write("]");
            }
            Pattern::MatchMapping(it) => self.match_mapping(it),
            Pattern::MatchClass(it) => self.match_class(it),
            Pattern::MatchStar(it) => {
                self.write("*");
                match it.name {
                    Some(name) => self.write_name(name),
                    None => self.write("_"),
                }
            }
            Pattern::MatchAs(it) => self.match_as(it, place),
            Pattern::MatchOr(it) => self.in_parens_if(place > Precedence::BitOr, |this| {
                for (idx, &pattern) in this.ast[it.patterns].iter().enumerate() {
                    if idx > 0 {
                        this.write(" | ");
                    }
                    this.pattern(pattern, Precedence::BitOr.next());
                }
            }),
        }
    }

    fn match_mapping(&mut self, it: &MatchMapping) {
        self.write("{");
        let pairs: Vec<_> =
            self.ast[it.keys].iter().copied().zip(self.ast[it.patterns].iter().copied()).collect();
        self.separated(&pairs, |this, (key, pattern)| {
            this.test(key);
            this.write(": ");
            this.pattern(pattern, Precedence::Test);
        });
        if let Some(rest) = it.rest {
            if !it.keys.is_empty() {
                self.write(", ");
            }
            self.write("**");
            self.write_name(rest);
        }
        self.write("}");
    }

    fn match_class(&mut self, it: &MatchClass) {
        self.expr(it.cls, Precedence::Atom);
        self.write("(");
        self.separated(&self.ast[it.patterns], |this, id| this.pattern(id, Precedence::Test));
        if !it.patterns.is_empty() && !it.kwd_attrs.is_empty() {
            self.write(", ");
        }
        let pairs: Vec<_> =
            self.ast[it.kwd_attrs].iter().copied().zip(self.ast[it.kwd_patterns].iter().copied()).collect();
        self.separated(&pairs, |this, (name, pattern)| {
            this.write_name(name);
            this.write("=");
            this.pattern(pattern, Precedence::Test);
        });
        self.write(")");
    }

    fn match_as(&mut self, it: &MatchAs, place: Precedence) {
        match (it.pattern, it.name) {
            (_, None) => self.write("_"),
            (None, Some(name)) => self.write_name(name),
            (Some(pattern), Some(name)) => self.in_parens_if(place > Precedence::Test, |this| {
                this.pattern(pattern, Precedence::BitOr);
                this.write(" as ");
                this.write_name(name);
            }),
        }
    }
}
