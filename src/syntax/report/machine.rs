//! The machine that runs the grammar: a packrat recogniser over a tape of tokens.
//!
//! In: the grammar's table, a tape, a pass. Out: the value of a rule, or `None`, and then perhaps why the text is
//! rejected. What decides reports is kept as in CPython 3.14: tokens are fetched one by one and only when asked for,
//! since the last one fetched places the generic error and a token that the tokenizer rejects counts only when it is
//! fetched; the same rules keep their results; a check that finds nothing ends its rule; depth is counted by rule,
//! group and repetition. What a rule cannot begin with is not tried, which has no effect but speed.

use super::grammar::{Action, Alternative, Choice, Element, Grammar, Memo, NodeKind, Rule, RuleId};
use super::memo::MemoTable;
use super::node::{Nodes, Value};
use super::place::Raised;
use super::tape::Tape;
use super::token::TokenKind;
use super::{Options, literal};

/// CPython's limit of rules within rules.
const MAX_DEPTH: usize = 6000;
/// The most values that an alternative names.
const MAX_SLOTS: usize = 4;

/// Why the machine stopped.
#[derive(Debug)]
pub(super) enum Stop {
    /// The text is rejected.
    Rejected(Raised),
    /// Text in a format specification does not decode, as this says: no `SyntaxError`.
    Undecodable(String),
    /// Rules are nested deeper than CPython follows.
    TooDeep,
}

/// How an alternative ended.
enum Outcome {
    Matched(Value),
    /// The next one is to be tried.
    Failed,
    /// No other one is to be tried.
    Final,
}

/// A recogniser at work.
pub(super) struct Machine<'a> {
    grammar: &'static Grammar,
    pub(super) tape: &'a Tape<'a>,
    pub(super) options: &'a Options,
    /// Index of the token to match next.
    pub(super) mark: usize,
    /// How many tokens have been fetched.
    pub(super) fetched: usize,
    depth: usize,
    /// Whether the rules for reports take part.
    with_reports: bool,
    pub(super) stop: Option<Stop>,
    pub(super) nodes: Nodes,
    memo: MemoTable,
    /// `from __future__ import barry_as_FLUFL` was met.
    pub(super) flufl: bool,
    /// The line of the last compound statement that is no function and is not followed by a nested one; 0 if none.
    pub(super) last_block_line: i32,
    /// Whether the parser asked for a token that the tokenizer rejects.
    pub(super) tokenizer_failed: bool,
}

impl<'a> Machine<'a> {
    /// A machine at the start of `tape`, for the first pass.
    pub(super) fn new(grammar: &'static Grammar, tape: &'a Tape<'a>, options: &'a Options) -> Self {
        Self {
            grammar,
            tape,
            options,
            mark: 0,
            fetched: 0,
            depth: 0,
            with_reports: false,
            stop: None,
            nodes: Nodes::default(),
            memo: MemoTable::default(),
            flufl: false,
            last_block_line: 0,
            tokenizer_failed: false,
        }
    }

    /// Goes back to `mark` for the second pass. What was fetched remains.
    pub(super) fn start_reports(&mut self, mark: usize) {
        self.forget(mark);
        self.with_reports = true;
    }

    /// Drops all results; the next token to match is `mark`.
    pub(super) fn forget(&mut self, mark: usize) {
        self.mark = mark;
        self.memo.clear(mark);
        self.nodes.clear();
    }

    /// Matches a rule here. The depth is that of a rule which CPython reaches through `above` others.
    pub(super) fn run(&mut self, rule: RuleId, above: usize) -> Option<Value> {
        self.depth = above;
        self.rule(rule)
    }

    /// The kind of the token to match next.
    pub(super) fn peek(&mut self) -> Option<TokenKind> {
        if self.mark == self.fetched && !self.fetch() {
            return None;
        }
        Some(self.tape.kind(self.mark))
    }

    /// Fetches a token; the tokenizer may reject it.
    pub(super) fn fetch(&mut self) -> bool {
        if self.fetched < self.tape.len() {
            self.fetched += 1;
            return true;
        }
        if self.stop.is_none()
            && let Some(raised) = self.tape.rejection()
        {
            self.tokenizer_failed = true;
            self.stop = Some(Stop::Rejected(raised));
        }
        false
    }

    /// What the tokenizer says when the rest of the text is read.
    pub(super) fn later_rejection(&self) -> Option<Raised> {
        let last = self.fetched.checked_sub(1)?;
        self.tape.later_rejection(self.tape.places(last).0.line)
    }

    fn rule(&mut self, id: RuleId) -> Option<Value> {
        self.deeper(|machine| machine.rule_here(id))
    }

    fn deeper(&mut self, body: impl FnOnce(&mut Self) -> Option<Value>) -> Option<Value> {
        if self.depth >= MAX_DEPTH {
            self.stop.get_or_insert(Stop::TooDeep);
            return None;
        }
        self.depth += 1;
        let value = body(self);
        self.depth -= 1;
        value
    }

    fn rule_here(&mut self, id: RuleId) -> Option<Value> {
        if self.stop.is_some() {
            return None;
        }
        let kind = self.peek()?;
        let rule = &self.grammar.rules[usize::from(id.0)];
        if !rule.body.first.contains(kind) {
            return None;
        }
        match rule.memo {
            Memo::Not if rule.quiet => {
                let outer = std::mem::replace(&mut self.with_reports, false);
                let value = self.choice(&rule.body);
                self.with_reports = outer;
                value
            }
            Memo::Not => self.choice(&rule.body),
            Memo::Kept => self.kept(id, &rule.body),
            Memo::Left => self.grown(id, rule),
        }
    }

    fn kept(&mut self, id: RuleId, body: &'static Choice) -> Option<Value> {
        let start = self.mark;
        if let Some((value, mark)) = self.memo.get(start, id) {
            self.mark = mark;
            return value;
        }
        let value = self.choice(body);
        self.memo.put(start, id, value, self.mark);
        value
    }

    /// A rule that begins with itself: at first it fails there, then each round finds what the last one found.
    fn grown(&mut self, id: RuleId, rule: &'static Rule) -> Option<Value> {
        let start = self.mark;
        if let Some((value, mark)) = self.memo.get(start, id) {
            self.mark = mark;
            return value;
        }
        let mut best = None;
        let mut end = start;
        loop {
            self.memo.put(start, id, best, end);
            if best.is_some() && !rule.growth.contains(self.peek()?) {
                break;
            }
            self.mark = start;
            let value = self.deeper(|machine| machine.choice(&rule.body));
            if self.stop.is_some() {
                return None;
            }
            if value.is_none() || self.mark <= end {
                break;
            }
            best = value;
            end = self.mark;
        }
        self.mark = end;
        best
    }

    fn choice(&mut self, choice: &'static Choice) -> Option<Value> {
        let start = self.mark;
        let kind = self.peek()?;
        for alternative in &choice.alternatives {
            if self.stop.is_some() {
                return None;
            }
            if !alternative.first.contains(kind) || alternative.second_pass && !self.with_reports {
                continue;
            }
            match self.alternative(alternative) {
                Outcome::Matched(value) => return Some(value),
                Outcome::Failed => self.mark = start,
                Outcome::Final => return None,
            }
        }
        None
    }

    fn alternative(&mut self, alternative: &'static Alternative) -> Outcome {
        let start = self.mark;
        let mut slots = [Value::Absent; MAX_SLOTS];
        let mut cut = false;
        for item in &alternative.items {
            if matches!(item.element, Element::Cut) {
                cut = true;
                continue;
            }
            let Some(value) = self.element(&item.element, item.slot.is_some()) else {
                return if cut { Outcome::Final } else { Outcome::Failed };
            };
            if let Some(slot) = item.slot.and_then(|slot| slots.get_mut(slot)) {
                *slot = value;
            }
        }
        match self.act(&alternative.action, &slots, start) {
            Some(value) => Outcome::Matched(value),
            None => Outcome::Final,
        }
    }

    fn element(&mut self, element: &'static Element, wanted: bool) -> Option<Value> {
        match element {
            Element::Token(kind) => self.token(*kind),
            Element::Word(word) => self.word(|text| text == *word),
            Element::SoftKeyword => self.word(|text| matches!(text, "_" | "case" | "match" | "type")),
            Element::Rule(id) => self.rule(*id),
            Element::Group(choice) => self.deeper(|machine| machine.choice(choice)),
            Element::Optional(element) => self.optional(element, wanted),
            Element::Many { element, at_least_one } => {
                self.deeper(|machine| machine.many(element, *at_least_one, wanted))
            }
            Element::Separated { separator, element } => {
                self.deeper(|machine| machine.separated(*separator, element, wanted))
            }
            Element::Look { element, positive } => {
                let mark = self.mark;
                let found = self.element(element, false).is_some();
                self.mark = mark;
                (found == *positive).then_some(Value::Matched)
            }
            Element::Forced(kind) => self.forced(*kind),
            Element::Cut => Some(Value::Matched),
        }
    }

    fn token(&mut self, kind: TokenKind) -> Option<Value> {
        if self.peek()? != kind {
            return None;
        }
        self.mark += 1;
        let token = Value::Token(self.mark as u32 - 1);
        if kind == TokenKind::NUMBER { literal::check_number(self, token) } else { Some(token) }
    }

    fn word(&mut self, is_it: impl FnOnce(&str) -> bool) -> Option<Value> {
        if self.peek()? != TokenKind::NAME || !is_it(self.tape.text(self.mark)) {
            return None;
        }
        self.mark += 1;
        Some(Value::Token(self.mark as u32 - 1))
    }

    fn forced(&mut self, kind: TokenKind) -> Option<Value> {
        if self.stop.is_some() {
            return None;
        }
        let found = self.token(kind);
        if found.is_none() && self.stop.is_none() {
            self.reject_missing(kind);
        }
        found
    }

    fn optional(&mut self, element: &'static Element, wanted: bool) -> Option<Value> {
        let mark = self.mark;
        let value = self.element(element, wanted);
        if self.stop.is_some() {
            return None;
        }
        if value.is_none() {
            self.mark = mark;
        }
        Some(value.unwrap_or(Value::Absent))
    }

    fn many(&mut self, element: &'static Element, at_least_one: bool, wanted: bool) -> Option<Value> {
        if self.stop.is_some() {
            return None;
        }
        let start = self.mark;
        let mut values = Vec::new();
        let mut end = start;
        while let Some(value) = self.element(element, wanted) {
            if wanted {
                values.push(value);
            }
            if self.mark == end {
                break;
            }
            end = self.mark;
        }
        self.mark = end;
        if at_least_one && (end == start || self.stop.is_some()) {
            return None;
        }
        Some(self.list(start, &values, wanted))
    }

    fn separated(&mut self, separator: TokenKind, element: &'static Element, wanted: bool) -> Option<Value> {
        let start = self.mark;
        let mut values = Vec::new();
        let mut end = start;
        while let Some(value) = self.element(element, wanted) {
            if wanted {
                values.push(value);
            }
            end = self.mark;
            if self.token(separator).is_none() {
                break;
            }
        }
        self.mark = end;
        if end == start {
            return None;
        }
        Some(self.list(start, &values, wanted))
    }

    fn list(&mut self, start: usize, values: &[Value], wanted: bool) -> Value {
        if wanted { self.node(NodeKind::Seq, start, values) } else { Value::Matched }
    }

    /// A node from the token at `start` to here.
    pub(super) fn node(&mut self, kind: NodeKind, start: usize, children: &[Value]) -> Value {
        let mut last = self.mark.saturating_sub(1);
        while last > start && self.tape.kind(last).is_layout() {
            last -= 1;
        }
        self.nodes.push(kind, start, last, children)
    }

    fn act(&mut self, action: &'static Action, slots: &[Value; MAX_SLOTS], start: usize) -> Option<Value> {
        match action {
            Action::Pass(_) => Some(slots[0]),
            Action::Slot(slot) => Some(slots[*slot]),
            Action::Node(kind, children) => {
                let mut values = [Value::Absent; MAX_SLOTS];
                for (value, slot) in values.iter_mut().zip(children) {
                    *value = slots[*slot];
                }
                Some(self.node(*kind, start, &values))
            }
            Action::Since { minor, feature, then } => {
                self.check_version(*minor, feature)?;
                self.act(then, slots, start)
            }
            Action::Check { check, slots: named, message, then } => {
                let value = |idx: usize| named.get(idx).map_or(Value::Absent, |slot| slots[*slot]);
                let found = self.check(*check, [value(0), value(1), value(2)], message)?;
                Some(then.map_or(found, |kind| self.node(kind, start, &[])))
            }
        }
    }
}
