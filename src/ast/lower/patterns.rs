//! Patterns of `match` statements.

use super::{Lowerer, is_pattern};
use crate::ast::{
    List, MatchAs, MatchClass, MatchMapping, MatchOr, MatchSequence, MatchSingleton, MatchStar, MatchValue,
    Name, Pattern, PatternId, Value,
};
use crate::syntax::{SyntaxKind::*, T, outline::Node as Syntax};
use crate::text::TextRange;

impl<'t> Lowerer<'t> {
    /// The first pattern directly in `within`, or one that matches anything.
    pub(super) fn child_pattern(&mut self, within: Syntax<'t>) -> PatternId {
        match within.nodes().find(|it| is_pattern(it.kind)) {
            Some(node) => self.pattern(node),
            None => {
                let range = TextRange::empty(within.end());
                self.add_at(Pattern::MatchAs(MatchAs { pattern: None, name: None }), within, range)
            }
        }
    }

    fn pattern(&mut self, node: Syntax<'t>) -> PatternId {
        let pattern = match node.kind {
            PAREN_PATTERN => return self.child_pattern(node),
            VALUE_PATTERN => self.value_pattern(node),
            CAPTURE_PATTERN => {
                let name = self.capture(node);
                Pattern::MatchAs(MatchAs { pattern: None, name })
            }
            STAR_PATTERN => Pattern::MatchStar(MatchStar { name: self.capture(node) }),
            SEQUENCE_PATTERN => Pattern::MatchSequence(MatchSequence { patterns: self.child_patterns(node) }),
            OR_PATTERN => Pattern::MatchOr(MatchOr { patterns: self.child_patterns(node) }),
            AS_PATTERN => {
                let pattern = Some(self.child_pattern(node));
                Pattern::MatchAs(MatchAs { pattern, name: Some(self.name_in(node)) })
            }
            MAPPING_PATTERN => self.mapping_pattern(node),
            _ => self.class_pattern(node),
        };
        self.add(pattern, node)
    }

    /// The name that a pattern binds; `_` binds none.
    fn capture(&mut self, node: Syntax<'t>) -> Option<Name> {
        let token = node.tokens().find(|it| it.kind == NAME)?;
        (token.text() != "_").then(|| self.identifier(token.text()))
    }

    fn child_patterns(&mut self, node: Syntax<'t>) -> List<PatternId> {
        let mark = self.patterns.len();
        for child in node.nodes().filter(|it| is_pattern(it.kind)) {
            let id = self.pattern(child);
            self.patterns.push(id);
        }
        self.ast.add_list(self.patterns.drain(mark..))
    }

    /// `None`, `True` and `False` are compared by identity.
    fn value_pattern(&mut self, node: Syntax<'t>) -> Pattern {
        let literal = node.nodes().next().filter(|it| it.kind == LITERAL);
        let value = match literal.and_then(|it| it.tokens().next()).map(|it| it.kind) {
            Some(T![None]) => Value::None,
            Some(T![True]) => Value::True,
            Some(T![False]) => Value::False,
            _ => return Pattern::MatchValue(MatchValue { value: self.child_expr(node) }),
        };
        Pattern::MatchSingleton(MatchSingleton { value })
    }

    fn mapping_pattern(&mut self, node: Syntax<'t>) -> Pattern {
        let (keys_mark, patterns_mark) = (self.exprs.len(), self.patterns.len());
        let mut rest = None;
        for entry in node.nodes() {
            match entry.kind {
                DOUBLE_STAR_PATTERN => rest = Some(self.name_in(entry)),
                MAPPING_PATTERN_ITEM => {
                    let key = self.child_expr(entry);
                    let pattern = self.child_pattern(entry);
                    self.exprs.push(key);
                    self.patterns.push(pattern);
                }
                _ => {}
            }
        }
        let keys = self.ast.add_list(self.exprs.drain(keys_mark..));
        let patterns = self.ast.add_list(self.patterns.drain(patterns_mark..));
        Pattern::MatchMapping(MatchMapping { keys, patterns, rest })
    }

    fn class_pattern(&mut self, node: Syntax<'t>) -> Pattern {
        let cls = self.child_expr(node);
        let patterns = self.child_patterns(node);
        let mark = self.patterns.len();
        let mut names = Vec::new();
        for arg in node.nodes().filter(|it| it.kind == KEYWORD_PATTERN) {
            names.push(self.name_in(arg));
            let pattern = self.child_pattern(arg);
            self.patterns.push(pattern);
        }
        let kwd_attrs = self.ast.add_list(names);
        let kwd_patterns = self.ast.add_list(self.patterns.drain(mark..));
        Pattern::MatchClass(MatchClass { cls, patterns, kwd_attrs, kwd_patterns })
    }
}
