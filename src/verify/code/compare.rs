//! From two code objects to an answer.
//!
//! Strict equality first, which is what unchanged code has; then step by step, then as graphs, then with one more
//! normalisation after the other. A difference is reported as the first of these comparisons that fits the case finds
//! it: before anything is propagated or dropped.

use rustc_hash::FxHashMap;

use super::decode::{Flow, Value, decode};
use super::difference::{Difference, Fact, shown_constant};
use super::locals::Locals;
use super::normal::{Normalization, drop_dead_stores, introspecting_name, propagate_constants};
use super::same::is_same;
use super::walk::{Walk, is_same_list};
use crate::ast::OptimizeLevel;
use crate::bytecode::{CodeObject, Constant, code_flags};

/// Whether two programs are the same as far as their code tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// Equal in every field but locations.
    Same,
    /// Equal after these normalisations, of which there is one or more, each once, in their order.
    NormalForm(Vec<Normalization>),
    /// Neither; they may be the same program all the same.
    Different(Box<Difference>),
}

impl Comparison {
    /// What is true of both: the weaker answer, with the normalisations of both.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Different(it), _) | (_, Self::Different(it)) => Self::Different(it),
            (Self::Same, it) | (it, Self::Same) => it,
            (Self::NormalForm(mut a), Self::NormalForm(b)) => {
                a.extend(b);
                a.sort();
                a.dedup();
                Self::NormalForm(a)
            }
        }
    }

    /// The same answer, of code of this level.
    pub(super) fn at(mut self, level: OptimizeLevel) -> Self {
        if let Self::Different(difference) = &mut self {
            difference.optimize = level;
        }
        self
    }
}

/// Compares two code objects, with all in them, as the compiler made them.
pub fn compare_code(before: &CodeObject, after: &CodeObject) -> Comparison {
    let mut comparer = Comparer { introspection: None, roots: [before, after], known: FxHashMap::default() };
    match comparer.pair(before, after) {
        Ok(used) if used == Used::default() => Comparison::Same,
        Ok(used) => Comparison::NormalForm(used.list()),
        Err(difference) => Comparison::Different(difference),
    }
}

/// A set of normalisations, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Used(u8);

impl Used {
    pub(super) fn with(self, it: Normalization) -> Self {
        Self(self.0 | 1 << it as u8)
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn list(self) -> Vec<Normalization> {
        Normalization::ALL.into_iter().filter(|it| self.0 & 1 << *it as u8 != 0).collect()
    }
}

pub(super) type Answer = Result<Used, Box<Difference>>;

/// Two modules that are compared.
pub(super) struct Comparer<'a> {
    roots: [&'a CodeObject; 2],
    /// The name by which a module could look at local variables, once that was asked.
    introspection: Option<Option<String>>,
    /// Answers by where the two code objects are. A `finally` block has its functions once for each way out.
    known: FxHashMap<(*const CodeObject, *const CodeObject), Answer>,
}

impl<'a> Comparer<'a> {
    /// Compares two code objects, with all in them.
    pub(super) fn pair(&mut self, a: &'a CodeObject, b: &'a CodeObject) -> Answer {
        let key = (std::ptr::from_ref(a), std::ptr::from_ref(b));
        if let Some(answer) = self.known.get(&key) {
            return answer.clone();
        }
        let answer = if is_same(a, b) { Ok(Used::default()) } else { self.by_steps(a, b) };
        self.known.insert(key, answer.clone());
        answer
    }

    /// The name by which either module could look at local variables.
    pub(super) fn introspection(&mut self) -> Option<&str> {
        let roots = self.roots;
        self.introspection.get_or_insert_with(|| roots.into_iter().find_map(introspecting_name)).as_deref()
    }

    fn by_steps(&mut self, a: &'a CodeObject, b: &'a CodeObject) -> Answer {
        let (Some(a), Some(b)) = (decode(a), decode(b)) else {
            return Err(Box::new(Difference::of_name(a.qualname.to_string(), Fact::Malformed)));
        };
        same_fields(&a, &b)?;
        match is_same_list(self, &a, &b)? {
            // Only tables can differ.
            Some(used) if have_same_tables(a.code, b.code) => Ok(used),
            Some(used) => Ok(used.with(Normalization::TableOrder)),
            None => self.by_graph(&a, &b),
        }
    }

    fn by_graph(&mut self, a: &Flow<'a>, b: &Flow<'a>) -> Answer {
        let first = self.attempt(a, b, Used::default().with(Normalization::FlowGraph));
        let Err(mut difference) = first else { return first };
        if self.introspection().is_some() {
            return Err(difference);
        }
        for (drops, propagates) in [(true, false), (false, true), (true, true)] {
            let (mut a, mut b) = (a.clone(), b.clone());
            let mut used = Used::default().with(Normalization::FlowGraph);
            let mut changes = false;
            if propagates && (propagate_constants(&mut a) | propagate_constants(&mut b)) {
                used = used.with(Normalization::ConstantPropagation);
                changes = true;
            }
            if drops && (drop_dead_stores(&mut a) | drop_dead_stores(&mut b)) {
                used = used.with(Normalization::DeadStores);
                changes = true;
            }
            if !changes {
                continue;
            }
            match self.attempt(&a, &b, used) {
                Ok(used) => return Ok(used),
                // What is no renaming but looks so was a difference of another sort.
                Err(it) if matches!(difference.fact, Fact::Renamed { .. }) => difference = it,
                Err(_) => {}
            }
        }
        Err(difference)
    }

    fn attempt(&mut self, a: &Flow<'a>, b: &Flow<'a>, used: Used) -> Answer {
        Ok(Walk::new(self, a, b, Locals::of(a), Locals::of(b)).run()?.union(used))
    }

    /// Whether two constants are the same value, and what it took to see that of code objects in them; a difference
    /// within code objects is an error.
    pub(super) fn values(&mut self, a: Value<'a>, b: Value<'a>) -> Result<Option<Used>, Box<Difference>> {
        match (a, b) {
            (Value::Int(a), Value::Int(b)) => Ok((a == b).then(Used::default)),
            (Value::Table(a), Value::Table(b)) => self.constants(a, b),
            _ => Ok(None),
        }
    }

    fn constants(&mut self, a: &'a Constant, b: &'a Constant) -> Result<Option<Used>, Box<Difference>> {
        match (a, b) {
            (Constant::Code(a), Constant::Code(b)) => self.pair(a, b).map(Some),
            // The order of a frozenset decides the order of iteration.
            (Constant::Tuple(a), Constant::Tuple(b)) | (Constant::FrozenSet(a), Constant::FrozenSet(b)) => {
                self.lists(a, b)
            }
            (Constant::Slice(a), Constant::Slice(b)) => self.lists(&**a, &**b),
            (a, b) => Ok((a == b).then(Used::default)),
        }
    }

    fn lists(&mut self, a: &'a [Constant], b: &'a [Constant]) -> Result<Option<Used>, Box<Difference>> {
        if a.len() != b.len() {
            return Ok(None);
        }
        let mut used = Used::default();
        for (a, b) in a.iter().zip(b) {
            match self.constants(a, b)? {
                Some(it) => used = used.union(it),
                None => return Ok(None),
            }
        }
        Ok(Some(used))
    }
}

/// Compares what the code object is, beside its instructions and tables.
fn same_fields(a: &Flow<'_>, b: &Flow<'_>) -> Result<(), Box<Difference>> {
    let docstring = |code: &CodeObject| match code.consts.first() {
        Some(first) if code.flags & code_flags::HAS_DOCSTRING != 0 => shown_constant(first),
        _ => "none".to_owned(),
    };
    let (x, y) = (a.code, b.code);
    let fields = [
        ("co_argcount", x.argcount.to_string(), y.argcount.to_string()),
        ("co_posonlyargcount", x.posonlyargcount.to_string(), y.posonlyargcount.to_string()),
        ("co_kwonlyargcount", x.kwonlyargcount.to_string(), y.kwonlyargcount.to_string()),
        ("co_flags", format!("{:#x}", x.flags), format!("{:#x}", y.flags)),
        ("co_name", x.name.to_string(), y.name.to_string()),
        ("co_qualname", x.qualname.to_string(), y.qualname.to_string()),
    ];
    for (name, before, after) in fields {
        if before != after {
            return Err(Box::new(Difference::of_code(a, Fact::Field { name, before, after })));
        }
    }
    // What is shown of a long one is not all of it.
    let has_docstring = x.flags & code_flags::HAS_DOCSTRING != 0;
    if has_docstring && x.consts.first() != y.consts.first() {
        let fact = Fact::Field { name: "docstring", before: docstring(x), after: docstring(y) };
        return Err(Box::new(Difference::of_code(a, fact)));
    }
    Ok(())
}

/// Whether tables are alike in their order too, where the steps are. The line of a class is no constant; what is in
/// code objects was compared.
fn have_same_tables(a: &CodeObject, b: &CodeObject) -> bool {
    let kept = |code: &CodeObject| -> Vec<Constant> {
        let line = Constant::Int(code.firstlineno.into());
        code.consts.iter().filter(|it| **it != line).cloned().collect()
    };
    let is_alike = |(a, b): (&Constant, &Constant)| match (a, b) {
        (Constant::Code(_), Constant::Code(_)) => true,
        (a, b) => a == b,
    };
    let (consts_a, consts_b) = (kept(a), kept(b));
    a.stacksize == b.stacksize
        && a.names == b.names
        && a.localsplusnames == b.localsplusnames
        && a.localspluskinds == b.localspluskinds
        && consts_a.len() == consts_b.len()
        && consts_a.iter().zip(&consts_b).all(is_alike)
}
