//! Patterns.
//!
//! Each takes the subject off the stack and goes to a label of the state if it does not match. What is captured waits
//! on the stack, below what is at work there, until all of a case's pattern has matched.
//!
//! Source: CPython 3.14, `codegen_pattern` and its neighbours.

use rustc_hash::FxHashSet;

use crate::ast::{
    CmpOperator, Expr, List, MatchAs, MatchClass, MatchMapping, MatchOr, MatchSequence, MatchValue, Name,
    Operator, Pattern, PatternId, Value,
};
use crate::bytecode::{Constant, Opcode as Op, binary};

use super::expression::operator_number;
use super::generator::{Generator, Outcome};
use super::instruction::{Label, Location};

/// Where the matching of a case stands.
#[derive(Debug, Clone)]
pub(super) struct PatternState {
    /// The captured names, in the order of their values on the stack.
    pub(super) stores: Vec<Name>,
    /// Whether a pattern that always matches may stand here.
    allows_irrefutable: bool,
    /// By how many values are to be popped first: where to go if there is no match.
    fail_pops: Vec<Label>,
    /// Values on top of the stack that stay there until a match.
    n_on_top: usize,
}

impl PatternState {
    /// Nothing matched yet.
    pub(super) fn new(allows_irrefutable: bool) -> Self {
        Self { stores: Vec::new(), allows_irrefutable, fail_pops: Vec::new(), n_on_top: 0 }
    }
}

impl Generator<'_> {
    pub(super) fn pattern(&mut self, id: PatternId, state: &mut PatternState) -> Outcome {
        let loc = self.location(id);
        match self.ast[id] {
            Pattern::MatchValue(it) => self.match_value(it, loc, state),
            Pattern::MatchSingleton(it) => {
                self.load_value(it.value, loc);
                self.compare_op(CmpOperator::Is, loc);
                self.jump_to_fail(state, Op::POP_JUMP_IF_FALSE, loc);
                Ok(())
            }
            Pattern::MatchSequence(it) => self.match_sequence(it, loc, state),
            Pattern::MatchMapping(it) => self.match_mapping(it, loc, state),
            Pattern::MatchClass(it) => self.match_class(it, loc, state),
            Pattern::MatchStar(it) => self.capture(it.name, loc, state),
            Pattern::MatchAs(it) => self.match_as(it, loc, state),
            Pattern::MatchOr(it) => self.match_or(it, loc, state),
        }
    }

    /// A pattern in a pattern: it may match always.
    fn subpattern(&mut self, id: PatternId, state: &mut PatternState) -> Outcome {
        let outer = std::mem::replace(&mut state.allows_irrefutable, true);
        self.pattern(id, state)?;
        state.allows_irrefutable = outer;
        Ok(())
    }

    fn match_value(&mut self, it: MatchValue, loc: Location, state: &mut PatternState) -> Outcome {
        if !matches!(self.ast[it.value], Expr::Constant(_) | Expr::Attribute(_)) {
            return self.error(loc, "patterns may only match literals and attribute lookups");
        }
        self.expr(it.value)?;
        self.compare_op(CmpOperator::Eq, loc);
        self.emit(Op::TO_BOOL, loc);
        self.jump_to_fail(state, Op::POP_JUMP_IF_FALSE, loc);
        Ok(())
    }

    fn match_as(&mut self, it: MatchAs, loc: Location, state: &mut PatternState) -> Outcome {
        let Some(pattern) = it.pattern else {
            if state.allows_irrefutable {
                return self.capture(it.name, loc, state);
            }
            let message = match it.name {
                Some(name) => {
                    format!("name capture '{}' makes remaining patterns unreachable", self.text(name))
                }
                None => "wildcard makes remaining patterns unreachable".to_owned(),
            };
            return self.error(loc, message);
        };
        state.n_on_top += 1;
        self.emit_arg(Op::COPY, 1, loc);
        self.pattern(pattern, state)?;
        state.n_on_top -= 1;
        self.capture(it.name, loc, state)
    }

    /// Keeps the top of the stack for a name, below all that is at work; without a name it goes.
    fn capture(&mut self, name: Option<Name>, loc: Location, state: &mut PatternState) -> Outcome {
        let Some(name) = name else {
            self.emit(Op::POP_TOP, loc);
            return Ok(());
        };
        if state.stores.contains(&name) {
            return self.duplicate_capture(name, loc);
        }
        self.rotate(state.n_on_top + state.stores.len() + 1, loc);
        state.stores.push(name);
        Ok(())
    }

    fn duplicate_capture(&self, name: Name, loc: Location) -> Outcome {
        self.error(loc, format!("multiple assignments to name '{}' in pattern", self.text(name)))
    }

    /// Puts the top of the stack below the `count - 1` values under it.
    fn rotate(&mut self, count: usize, loc: Location) {
        for depth in (2..=count).rev() {
            self.emit_arg(Op::SWAP, depth as u32, loc);
        }
    }

    fn match_sequence(&mut self, it: MatchSequence, loc: Location, state: &mut PatternState) -> Outcome {
        let patterns = &self.ast[it.patterns];
        let is_star: Vec<bool> =
            patterns.iter().map(|id| matches!(self.ast[*id], Pattern::MatchStar(_))).collect();
        let star = is_star.iter().position(|it| *it);
        if is_star.iter().filter(|it| **it).count() > 1 {
            return self.error(loc, "multiple starred names in sequence pattern");
        }
        let is_open = |id: PatternId| matches!(self.ast[id], Pattern::MatchStar(it) if it.name.is_none());
        let is_only_wildcards = patterns.iter().all(|id| is_open(*id) || self.is_wildcard(*id));
        let has_open_star = star.is_some_and(|star| is_open(patterns[star]));
        state.n_on_top += 1;
        self.emit(Op::MATCH_SEQUENCE, loc);
        self.jump_to_fail(state, Op::POP_JUMP_IF_FALSE, loc);
        let length = match star {
            None => Some((patterns.len(), CmpOperator::Eq)),
            Some(_) if patterns.len() > 1 => Some((patterns.len() - 1, CmpOperator::GtE)),
            Some(_) => None,
        };
        if let Some((length, op)) = length {
            self.check_length(length, op, loc, state);
        }
        state.n_on_top -= 1;
        if is_only_wildcards {
            self.emit(Op::POP_TOP, loc);
            return Ok(());
        }
        match star {
            Some(star) if has_open_star => self.match_items(it.patterns, star, loc, state),
            _ => {
                self.unpack(&is_star, "sequence pattern", loc)?;
                self.match_unpacked(it.patterns, loc, state)
            }
        }
    }

    fn check_length(&mut self, length: usize, op: CmpOperator, loc: Location, state: &mut PatternState) {
        self.emit(Op::GET_LEN, loc);
        self.load_const(Constant::Int(length as i64), loc);
        self.compare_op(op, loc);
        self.jump_to_fail(state, Op::POP_JUMP_IF_FALSE, loc);
    }

    fn match_unpacked(
        &mut self,
        patterns: List<PatternId>,
        _loc: Location,
        state: &mut PatternState,
    ) -> Outcome {
        state.n_on_top += patterns.len();
        for &pattern in &self.ast[patterns] {
            state.n_on_top -= 1;
            self.subpattern(pattern, state)?;
        }
        Ok(())
    }

    /// Around `*_` items are taken one by one instead of all at once.
    fn match_items(
        &mut self,
        patterns: List<PatternId>,
        star: usize,
        loc: Location,
        state: &mut PatternState,
    ) -> Outcome {
        state.n_on_top += 1;
        for (idx, &pattern) in self.ast[patterns].iter().enumerate() {
            if idx == star || self.is_wildcard(pattern) {
                continue;
            }
            self.emit_arg(Op::COPY, 1, loc);
            if idx < star {
                self.load_const(Constant::Int(idx as i64), loc);
            } else {
                // The subject may know no negative index.
                self.emit(Op::GET_LEN, loc);
                self.load_const(Constant::Int((patterns.len() - idx) as i64), loc);
                self.emit_arg(Op::BINARY_OP, operator_number(Operator::Sub), loc);
            }
            self.emit_arg(Op::BINARY_OP, binary::SUBSCR, loc);
            self.subpattern(pattern, state)?;
        }
        state.n_on_top -= 1;
        self.emit(Op::POP_TOP, loc);
        Ok(())
    }

    fn match_class(&mut self, it: MatchClass, loc: Location, state: &mut PatternState) -> Outcome {
        self.check_attributes(it)?;
        self.expr(it.cls)?;
        let ast = self.ast;
        self.load_texts(ast[it.kwd_attrs].iter().copied(), loc);
        let n_patterns = it.patterns.len() + it.kwd_attrs.len();
        self.emit_arg(Op::MATCH_CLASS, it.patterns.len() as u32, loc);
        self.check_not_none(loc);
        state.n_on_top += 1;
        self.jump_to_fail(state, Op::POP_JUMP_IF_FALSE, loc);
        self.emit_arg(Op::UNPACK_SEQUENCE, n_patterns as u32, loc);
        state.n_on_top += n_patterns;
        state.n_on_top -= 1;
        for &pattern in ast[it.patterns].iter().chain(&ast[it.kwd_patterns]) {
            state.n_on_top -= 1;
            if self.is_wildcard(pattern) {
                self.emit(Op::POP_TOP, loc);
                continue;
            }
            self.subpattern(pattern, state)?;
        }
        Ok(())
    }

    /// Whether the top of the stack is not `None`; it stays.
    fn check_not_none(&mut self, loc: Location) {
        self.emit_arg(Op::COPY, 1, loc);
        self.load_none(loc);
        self.compare_op(CmpOperator::IsNot, loc);
    }

    fn check_attributes(&self, it: MatchClass) -> Outcome {
        let attrs = &self.ast[it.kwd_attrs];
        let mut seen = FxHashSet::default();
        if attrs.iter().all(|attr| seen.insert(*attr)) {
            return Ok(());
        }
        for (idx, attr) in attrs.iter().enumerate() {
            let Some(other) = attrs[idx + 1..].iter().position(|other| other == attr) else { continue };
            let loc = self.location(self.ast[it.kwd_patterns][idx + 1 + other]);
            return self
                .error(loc, format!("attribute name repeated in class pattern: {}", self.text(*attr)));
        }
        Ok(())
    }

    fn match_mapping(&mut self, it: MatchMapping, loc: Location, state: &mut PatternState) -> Outcome {
        let n_keys = it.keys.len();
        state.n_on_top += 1;
        self.emit(Op::MATCH_MAPPING, loc);
        self.jump_to_fail(state, Op::POP_JUMP_IF_FALSE, loc);
        if n_keys == 0 && it.rest.is_none() {
            state.n_on_top -= 1;
            self.emit(Op::POP_TOP, loc);
            return Ok(());
        }
        if n_keys > 0 {
            self.check_length(n_keys, CmpOperator::GtE, loc, state);
        }
        self.mapping_keys(it, loc)?;
        self.emit_arg(Op::BUILD_TUPLE, n_keys as u32, loc);
        self.emit(Op::MATCH_KEYS, loc);
        // Subject, keys, values.
        state.n_on_top += 2;
        self.check_not_none(loc);
        self.jump_to_fail(state, Op::POP_JUMP_IF_FALSE, loc);
        self.emit_arg(Op::UNPACK_SEQUENCE, n_keys as u32, loc);
        state.n_on_top += n_keys;
        state.n_on_top -= 1;
        for &pattern in &self.ast[it.patterns] {
            state.n_on_top -= 1;
            self.subpattern(pattern, state)?;
        }
        state.n_on_top -= 2;
        let Some(rest) = it.rest else {
            self.emit(Op::POP_TOP, loc);
            self.emit(Op::POP_TOP, loc);
            return Ok(());
        };
        self.emit_arg(Op::BUILD_MAP, 0, loc);
        self.emit_arg(Op::SWAP, 3, loc);
        self.emit_arg(Op::DICT_UPDATE, 2, loc);
        self.emit_arg(Op::UNPACK_SEQUENCE, n_keys as u32, loc);
        for n_left in (1..=n_keys).rev() {
            self.emit_arg(Op::COPY, n_left as u32 + 1, loc);
            self.emit_arg(Op::SWAP, 2, loc);
            self.emit(Op::DELETE_SUBSCR, loc);
        }
        self.capture(Some(rest), loc, state)
    }

    fn mapping_keys(&mut self, it: MatchMapping, loc: Location) -> Outcome {
        let mut seen = FxHashSet::default();
        for &key in &self.ast[it.keys] {
            match self.ast[key] {
                Expr::Constant(constant) => {
                    if !seen.insert(self.equality_key(constant.value)) {
                        let shown = self.ast.repr(constant.value);
                        return self.error(loc, format!("mapping pattern checks duplicate key ({shown})"));
                    }
                }
                Expr::Attribute(_) => {}
                _ => {
                    let message = "mapping pattern keys may only match literals and attribute lookups";
                    return self.error(loc, message);
                }
            }
            self.expr(key)?;
        }
        Ok(())
    }

    /// A constant that stands for all that are equal to `value` as keys of a dict: `1`, `1.0` and `True` are one key.
    fn equality_key(&self, value: Value) -> Constant {
        let constant = match self.constant(value) {
            Constant::Bool(it) => Constant::Int(it.into()),
            Constant::Complex(it) if it.imag == 0.0 => Constant::Float(it.real),
            it => it,
        };
        match constant {
            Constant::Float(it) if it == it.trunc() && it.abs() < 9e18 => Constant::Int(it as i64),
            it => it,
        }
    }

    fn match_or(&mut self, it: MatchOr, loc: Location, state: &mut PatternState) -> Outcome {
        let end = self.label();
        let alternatives = &self.ast[it.patterns];
        let mut control: Option<Vec<Name>> = None;
        for (idx, &alternative) in alternatives.iter().enumerate() {
            let alternative_loc = self.location(alternative);
            let is_last = idx + 1 == alternatives.len();
            let mut inner = PatternState::new(is_last && state.allows_irrefutable);
            self.emit_arg(Op::COPY, 1, alternative_loc);
            self.pattern(alternative, &mut inner)?;
            match &control {
                None => control = Some(inner.stores.clone()),
                Some(control) => {
                    if !self.reorder(control, &mut inner.stores, alternative_loc) {
                        return self.error(loc, "alternative patterns bind different names");
                    }
                }
            }
            self.jump(Op::JUMP, end, alternative_loc);
            self.emit_fail_pops(&mut inner, alternative_loc);
        }
        self.emit(Op::POP_TOP, loc);
        self.jump_to_fail(state, Op::JUMP, loc);
        self.bind(end);
        let control = control.unwrap_or_default();
        let n_rotated = control.len() + 1 + state.n_on_top + state.stores.len();
        for name in control {
            self.rotate(n_rotated, loc);
            if state.stores.contains(&name) {
                return self.duplicate_capture(name, loc);
            }
            state.stores.push(name);
        }
        self.emit(Op::POP_TOP, loc);
        Ok(())
    }

    /// Brings captured values into the order of `control`; false if those are other names.
    fn reorder(&mut self, control: &[Name], stores: &mut Vec<Name>, loc: Location) -> bool {
        if stores.len() != control.len() {
            return false;
        }
        for wanted in (0..control.len()).rev() {
            let Some(found) = stores.iter().position(|name| *name == control[wanted]) else { return false };
            if found == wanted {
                continue;
            }
            let n_rotations = found + 1;
            let rotated: Vec<Name> = stores.drain(..n_rotations).collect();
            let at = wanted - found;
            stores.splice(at..at, rotated);
            for _ in 0..n_rotations {
                self.rotate(wanted + 1, loc);
            }
        }
        true
    }

    /// Where to go if there is no match and `n_pops` values are to be popped.
    pub(super) fn fail_label(&mut self, state: &mut PatternState, n_pops: usize) -> Label {
        while state.fail_pops.len() <= n_pops {
            let label = self.label();
            state.fail_pops.push(label);
        }
        state.fail_pops[n_pops]
    }

    fn jump_to_fail(&mut self, state: &mut PatternState, op: Op, loc: Location) {
        let label = self.fail_label(state, state.n_on_top + state.stores.len());
        self.jump(op, label, loc);
    }

    /// The places where failures go: each pops one value and falls into the next.
    pub(super) fn emit_fail_pops(&mut self, state: &mut PatternState, loc: Location) {
        let labels = std::mem::take(&mut state.fail_pops);
        for (n_pops, &label) in labels.iter().enumerate().rev() {
            self.bind(label);
            if n_pops > 0 {
                self.emit(Op::POP_TOP, loc);
            }
        }
    }
}
