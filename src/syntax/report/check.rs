//! What checks do: the actions of the grammar that may reject the text.

use crate::text::ErrorClass;

use super::grammar::{Check, NodeKind};
use super::machine::{Machine, Stop};
use super::node::Value;
use super::place::{Place, Raised};
use super::target::{self, Target};
use super::token::TokenKind;
use super::{literal, token};

impl Machine<'_> {
    /// Does a check. `None` ends the rule, with or without a rejection.
    pub(super) fn check(&mut self, check: Check, values: [Value; 3], message: &str) -> Option<Value> {
        let [a, b, c] = values;
        match check {
            Check::At => self.reject_range(a, a, self.fill_in(message, a)),
            Check::Range => {
                self.reject_range(self.nodes.first_item(a), self.nodes.last_item(b), self.fill_in(message, a))
            }
            Check::RangeLast => self.reject_range(self.nodes.last_item(a), b, message.to_owned()),
            Check::From => self.reject_from(a, message.to_owned()),
            Check::Here => self.reject_here(ErrorClass::Syntax, message.to_owned()),
            Check::Next => self.reject_next(message.to_owned()),
            Check::Indent => self.reject_here(ErrorClass::Indentation, self.fill_in(message, a)),
            Check::AssignTarget => self.reject_target(a, Target::Assigned),
            Check::DeleteTarget => self.reject_target(a, Target::Deleted),
            Check::LoopTarget => self.reject_target(a, Target::Looped),
            Check::MissingComma => self.missing_comma(a, b),
            Check::Legacy => self.legacy(a, b),
            Check::KeyWithoutValue => self.key_without_value(a, message),
            Check::Bound => self.bound(a, b, message),
            Check::BareGenerator => self.bare_generator(a, b),
            Check::PositionalAfterKeyword => self.positional_after_keyword(a),
            Check::LessGreater => {
                let is_joined = self.tape.touches(self.tokens(a).1, self.tokens(b).0);
                if is_joined { self.reject_range(a, b, message.to_owned()) } else { None }
            }
            Check::NotEqual => self.not_equal(a),
            Check::Real => self.number_part(a, false),
            Check::Imaginary => self.number_part(a, true),
            Check::String => literal::check_string(self, a),
            Check::Concatenate => literal::concatenate(self, a),
            Check::Template => literal::check_template(self, a, b),
            Check::Conversion => literal::check_conversion(self, a, b),
            Check::FormatText => literal::check_format_text(self, a),
            Check::Future => self.future(a, b, c),
            Check::Statement => {
                if self.nodes.kind(a) != Some(NodeKind::Function) {
                    let line = self.tape.places(self.tokens(a).0).0.line;
                    self.last_block_line = self.last_block_line.max(line);
                }
                Some(a)
            }
            Check::NothingToRun => None,
        }
    }

    /// The message with what it says of a value in the place of `{a}`, `{a.text}` or `{a.line}`.
    fn fill_in(&self, message: &str, value: Value) -> String {
        if !message.contains("{a") {
            return message.to_owned();
        }
        let mut message = message.replace("{a}", target::name(&self.nodes, self.tape, value));
        if let Value::Token(idx) = value {
            let idx = idx as usize;
            message = message.replace("{a.text}", self.tape.text(idx));
            message = message.replace("{a.line}", &self.tape.places(idx).0.line.to_string());
        }
        message
    }

    fn reject(&mut self, class: ErrorClass, message: String, start: Place, end: Place) -> Option<Value> {
        if self.stop.is_none() {
            let current_line = self.tape.current_line(self.fetched);
            self.stop = Some(Stop::Rejected(Raised { class, message, start, end, current_line }));
        }
        None
    }

    /// First and last token of a value.
    fn tokens(&self, value: Value) -> (usize, usize) {
        match value {
            Value::Token(idx) => (idx as usize, idx as usize),
            Value::Node(idx) => {
                let node = self.nodes.get(idx);
                (node.first as usize, node.last as usize)
            }
            // No check names such a value; the next token is as good a place as any.
            Value::Absent | Value::Matched => {
                let next = self.mark.min(self.tape.len().saturating_sub(1));
                (next, next)
            }
        }
    }

    /// Rejects from the start of one value to the end of another.
    pub(super) fn reject_range(&mut self, a: Value, b: Value, message: String) -> Option<Value> {
        let (first, last) = (self.tokens(a).0, self.tokens(b).1);
        let (start, end) = (self.tape.places(first).0, self.tape.places(last).1);
        self.reject(ErrorClass::Syntax, message, right(start), right(end))
    }

    /// Rejects between two places of the text.
    pub(super) fn reject_places(&mut self, start: Place, end: Place, message: String) -> Option<Value> {
        self.reject(ErrorClass::Syntax, message, right(start), right(end))
    }

    fn reject_from(&mut self, a: Value, message: String) -> Option<Value> {
        let start = self.tape.places(self.tokens(a).0).0;
        let end = self.tape.cursor(self.fetched - 1);
        self.reject(ErrorClass::Syntax, message, right(start), end)
    }

    /// Rejects at the last token that was fetched.
    pub(super) fn reject_here(&mut self, class: ErrorClass, message: String) -> Option<Value> {
        match self.fetched.checked_sub(1) {
            Some(last) => self.reject_at_token(class, last, message),
            None => {
                let start = Place { line: 0, column: 0 };
                self.reject(class, message, start, Place { column: -1, ..start })
            }
        }
    }

    fn reject_next(&mut self, message: String) -> Option<Value> {
        if self.mark == self.fetched && !self.fetch() {
            return None;
        }
        self.reject_at_token(ErrorClass::Syntax, self.mark, message)
    }

    fn reject_at_token(&mut self, class: ErrorClass, idx: usize, message: String) -> Option<Value> {
        let (start, end) = self.tape.places(idx);
        // A token without a column is placed where the tokenizer stands, which is counted from 0.
        let start = if start.column < 0 {
            let cursor = self.tape.cursor(self.fetched - 1);
            Place { column: cursor.column, ..start }
        } else {
            right(start)
        };
        let end = if end.column < 0 { end } else { right(end) };
        self.reject(class, message, start, end)
    }

    /// The generic report, at the last token that the first pass fetched.
    pub(super) fn reject_generic(&mut self, last: usize) {
        let Some(idx) = last.checked_sub(1) else {
            self.reject_here(ErrorClass::Syntax, "error at start before reading any input".to_owned());
            return;
        };
        match self.tape.kind(idx) {
            TokenKind::INDENT => self.reject_here(ErrorClass::Indentation, "unexpected indent".to_owned()),
            TokenKind::DEDENT => self.reject_here(ErrorClass::Indentation, "unexpected unindent".to_owned()),
            _ => {
                let at = Value::Token(idx as u32);
                self.reject_range(at, at, "invalid syntax".to_owned())
            }
        };
    }

    /// Rejects since a token that must be here is not.
    pub(super) fn reject_missing(&mut self, kind: TokenKind) {
        let at = Value::Token(self.mark as u32);
        self.reject_range(at, at, format!("expected '{}'", token::text(kind)));
    }

    /// Rejects what a version of Python 3 before `minor` does not have.
    pub(super) fn check_version(&mut self, minor: u8, feature: &str) -> Option<Value> {
        if self.options.minor_version >= minor {
            return Some(Value::Matched);
        }
        let message = format!("{feature} only supported in Python 3.{minor} and greater");
        self.reject_here(ErrorClass::Syntax, message)
    }

    fn reject_target(&mut self, value: Value, target: Target) -> Option<Value> {
        let wrong = target::invalid_target(&self.nodes, self.tape, value, target)?;
        let verb = if target == Target::Deleted { "delete" } else { "assign to" };
        let message = format!("cannot {verb} {}", target::name(&self.nodes, self.tape, wrong));
        self.reject_range(wrong, wrong, message)
    }

    fn is_legacy(&self, value: Value) -> bool {
        matches!(value, Value::Token(idx) if matches!(self.tape.text(idx as usize), "print" | "exec"))
    }

    /// Outside brackets two expressions in a row are rather two statements than two items.
    fn missing_comma(&mut self, a: Value, b: Value) -> Option<Value> {
        let is_open = self.mark.checked_sub(1).is_some_and(|last| self.tape.depth(last) > 0);
        if self.is_legacy(a) || !is_open {
            return None;
        }
        self.reject_range(a, b, "invalid syntax. Perhaps you forgot a comma?".to_owned())
    }

    fn legacy(&mut self, a: Value, b: Value) -> Option<Value> {
        if !self.is_legacy(a) {
            return None;
        }
        let name = self.tape.text(self.tokens(a).0);
        let message = format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
        self.reject_range(a, b, message)
    }

    /// The place is the line on which the key starts, with the column at which it ends.
    fn key_without_value(&mut self, key: Value, message: &str) -> Option<Value> {
        let (first, last) = self.tokens(key);
        let (start, end) = (self.tape.places(first).0, self.tape.places(last).1);
        let start = Place { line: start.line, column: end.column };
        self.reject(ErrorClass::Syntax, message.to_owned(), start, Place { line: end.line, column: 0 })
    }

    fn bound(&mut self, colon: Value, bound: Value, of: &str) -> Option<Value> {
        let what = if self.nodes.kind(bound) == Some(NodeKind::Tuple) { "constraints" } else { "bound" };
        self.reject_from(colon, format!("cannot use {what} with {of}"))
    }

    /// The positional arguments of a list of arguments.
    fn positional(&self, args: Value) -> impl Iterator<Item = Value> {
        let is_positional =
            |it: &Value| !matches!(self.nodes.kind(*it), Some(NodeKind::Keyword | NodeKind::KeywordUnpack));
        self.nodes.children(args).iter().copied().filter(is_positional)
    }

    /// `dict((a, b) for a, b in x)` is fine, hence the count.
    fn bare_generator(&mut self, args: Value, clauses: Value) -> Option<Value> {
        if self.positional(args).count() <= 1 {
            return None;
        }
        let last = self.positional(args).last()?;
        let end = self.nodes.last_item(clauses);
        self.reject_range(last, end, "Generator expression must be parenthesized".to_owned())
    }

    fn positional_after_keyword(&mut self, args: Value) -> Option<Value> {
        let unpacks = |it: &Value| self.nodes.kind(*it) == Some(NodeKind::KeywordUnpack);
        let tail = if self.nodes.children(args).iter().any(unpacks) { " unpacking" } else { "" };
        self.reject_here(ErrorClass::Syntax, format!("positional argument follows keyword argument{tail}"))
    }

    /// `!=` and `<>` change places by `from __future__ import barry_as_FLUFL`.
    fn not_equal(&mut self, operator: Value) -> Option<Value> {
        let Value::Token(idx) = operator else { return None };
        match (self.flufl, self.tape.text(idx as usize)) {
            (false, "<>") => None,
            (true, "!=") => {
                let message = "with Barry as BDFL, use '<>' instead of '!='".to_owned();
                self.reject_range(operator, operator, message)
            }
            _ => Some(operator),
        }
    }

    fn number_part(&mut self, number: Value, imaginary: bool) -> Option<Value> {
        let Value::Token(idx) = number else { return None };
        if self.tape.text(idx as usize).ends_with(['j', 'J']) == imaginary {
            return Some(number);
        }
        let part = if imaginary { "imaginary" } else { "real" };
        self.reject_range(number, number, format!("{part} number required in complex literal"))
    }

    fn future(&mut self, dots: Value, module: Value, names: Value) -> Option<Value> {
        let has_dots = !self.nodes.children(dots).is_empty();
        let (first, last) = self.tokens(module);
        if !has_dots && first == last && self.tape.text(first) == "__future__" {
            let is_flufl = |it: &Value| matches!(*it, Value::Token(idx) if self.tape.text(idx as usize) == "barry_as_FLUFL");
            self.flufl |= self.nodes.children(names).iter().any(is_flufl);
        }
        Some(Value::Matched)
    }
}

/// A place as CPython hands it on: its column counted from 1.
fn right(place: Place) -> Place {
    Place { column: place.column + 1, ..place }
}
