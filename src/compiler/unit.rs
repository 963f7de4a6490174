//! The code object in the making: its names, constants, open blocks and deferred annotations.
//!
//! Source: CPython 3.14, `struct compiler_unit` of `Python/compile.c`.

use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, Hash};

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::ast::{Name, StmtId};
use crate::bytecode::{Constant, SharedStr};
use crate::semantic::{ScopeId, Symbol};

use super::frame_block::FrameBlock;
use super::instruction::InstructionSequence;

/// What a code object is of. Annotations, type parameters and their like are all [`Annotations`](Self::Annotations).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitKind {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
    Annotations,
}

/// Fewer items are searched one by one.
const FEW: usize = 8;

/// A table with room for more takes longer to clear than a new one to fill.
const MANY: usize = 1024;

/// Items by the order in which they were first met.
#[derive(Debug, Clone)]
pub(super) struct Table<T> {
    pub(super) items: Vec<T>,
    /// Places in `items`; empty as long as there are few.
    places: HashTable<u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { items: Vec::new(), places: HashTable::new() }
    }
}

impl<T: Eq + Hash> Table<T> {
    /// The place of `item`, which is added if it is new.
    pub(super) fn add(&mut self, item: T) -> u32 {
        if let Some(place) = self.place(&item) {
            return place;
        }
        if self.items.is_empty() {
            self.items.reserve(FEW);
        }
        self.items.push(item);
        if self.items.len() > FEW {
            self.index();
        }
        self.items.len() as u32 - 1
    }

    /// The place of `item`, if it is there.
    pub(super) fn place(&self, item: &T) -> Option<u32> {
        if self.places.is_empty() {
            return self.items.iter().position(|it| it == item).map(|place| place as u32);
        }
        let hash = FxBuildHasher.hash_one(item);
        self.places.find(hash, |place| self.items[*place as usize] == *item).copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Takes all out, and keeps the room.
    pub(super) fn clear(&mut self) {
        self.items.clear();
        if self.places.capacity() > MANY {
            self.places = HashTable::new();
        }
        self.places.clear();
    }

    fn index(&mut self) {
        let items = &self.items;
        if self.places.is_empty() {
            // Whoever has more than a few will have more yet.
            self.places = HashTable::with_capacity(4 * FEW);
        }
        for place in self.places.len()..items.len() {
            let hash_at = |place: &u32| FxBuildHasher.hash_one(&items[*place as usize]);
            let place = place as u32;
            self.places.insert_unique(hash_at(&place), place, hash_at);
        }
    }
}

impl<T: Eq + Hash> Extend<T> for Table<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for item in iter {
            self.add(item);
        }
    }
}

/// How many parameters of each kind, `*args` and `**kwargs` aside.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ParameterCounts {
    /// Without the positional-only ones.
    pub(super) positional: u32,
    pub(super) positional_only: u32,
    pub(super) keyword_only: u32,
}

/// A code object in the making.
#[derive(Debug)]
pub(super) struct UnitState {
    pub(super) kind: UnitKind,
    pub(super) scope: ScopeId,
    pub(super) name: Name,
    pub(super) qualname: SharedStr,
    /// 1-based.
    pub(super) first_line: i32,
    /// The class whose name mangles private names.
    pub(super) private: Option<Name>,
    pub(super) counts: ParameterCounts,
    pub(super) sequence: InstructionSequence,
    pub(super) consts: Table<Constant>,
    pub(super) names: Table<Name>,
    pub(super) varnames: Table<Name>,
    pub(super) cellvars: Table<Name>,
    pub(super) freevars: Table<Name>,
    /// The argument that means the first of `freevars`.
    pub(super) first_free: u32,
    pub(super) blocks: Vec<FrameBlock>,
    /// Statements around that may not run.
    pub(super) n_conditional_blocks: u32,
    /// Inlined comprehensions around.
    pub(super) n_inlined: u32,
    /// Names that mean something else than in the scope, within an inlined comprehension.
    pub(super) overrides: FxHashMap<Name, Option<Symbol>>,
    /// Names of inlined comprehensions outside of functions: whether they are fast variables right now.
    pub(super) fast_hidden: FxHashMap<Name, bool>,
    /// Of a class: attributes that its methods store in `self`.
    pub(super) static_attributes: BTreeSet<String>,
    /// Annotated assignments, and the index of each that is conditional.
    pub(super) deferred: Vec<(StmtId, Option<u32>)>,
    n_conditional_annotations: u32,
}

impl UnitState {
    /// A unit with nothing in it but what its scope gives.
    pub(super) fn new(kind: UnitKind, scope: ScopeId, name: Name, first_line: i32) -> Self {
        Self {
            kind,
            scope,
            name,
            qualname: SharedStr::default(),
            first_line,
            private: None,
            counts: ParameterCounts::default(),
            sequence: InstructionSequence::default(),
            consts: Table::default(),
            names: Table::default(),
            varnames: Table::default(),
            cellvars: Table::default(),
            freevars: Table::default(),
            first_free: 0,
            blocks: Vec::new(),
            n_conditional_blocks: 0,
            n_inlined: 0,
            overrides: FxHashMap::default(),
            fast_hidden: FxHashMap::default(),
            static_attributes: BTreeSet::new(),
            deferred: Vec::new(),
            n_conditional_annotations: 0,
        }
    }

    /// Makes a new unit of one that is done with, in its room; its qualified name is still the old one.
    pub(super) fn renew(&mut self, kind: UnitKind, scope: ScopeId, name: Name, first_line: i32) {
        (self.kind, self.scope, self.name, self.first_line) = (kind, scope, name, first_line);
        // All fields are named, so that none is forgotten.
        let Self {
            kind: _,
            scope: _,
            name: _,
            first_line: _,
            qualname: _,
            private,
            counts,
            sequence,
            consts,
            names,
            varnames,
            cellvars,
            freevars,
            first_free,
            blocks,
            n_conditional_blocks,
            n_inlined,
            overrides,
            fast_hidden,
            static_attributes,
            deferred,
            n_conditional_annotations,
        } = self;
        *private = None;
        *counts = ParameterCounts::default();
        sequence.clear();
        consts.clear();
        names.clear();
        varnames.clear();
        cellvars.clear();
        freevars.clear();
        blocks.clear();
        deferred.clear();
        // Most are empty, and to clear one that was large takes long.
        *overrides = FxHashMap::default();
        *fast_hidden = FxHashMap::default();
        *static_attributes = BTreeSet::new();
        (*first_free, *n_conditional_blocks, *n_inlined, *n_conditional_annotations) = (0, 0, 0, 0);
    }

    /// Keeps an annotated assignment for later; its index if it is conditional.
    pub(super) fn defer_annotation(&mut self, stmt: StmtId) -> Option<u32> {
        let is_conditional = self.kind == UnitKind::Module || self.n_conditional_blocks > 0;
        let index = is_conditional.then_some(self.n_conditional_annotations);
        self.n_conditional_annotations += u32::from(is_conditional);
        self.deferred.push((stmt, index));
        index
    }

    /// The argument of an instruction for a free variable.
    pub(super) fn free_arg(&mut self, name: Name) -> u32 {
        match self.freevars.place(&name) {
            Some(place) => self.first_free + place,
            None => self.freevars.add(name),
        }
    }
}
