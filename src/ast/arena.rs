//! Ids, lists and arenas: how a tree lies in memory.
//!
//! Every node lies in the vector of its sort and is named by a four-byte id; a list of ids is a slice of a pool.
//! No node owns another, so a tree of any depth is dropped flat and a node is a small `Copy` value.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::num::NonZeroU32;

use crate::text::TextRange;

/// An index (0-based) that leaves room for `Option` in its four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Index(NonZeroU32);

impl Index {
    /// The index `idx`. A file is smaller than 2³² bytes, and a node takes a byte of it at least, so it fits.
    pub(super) fn new(idx: usize) -> Self {
        let next = u32::try_from(idx + 1).ok().and_then(NonZeroU32::new);
        Self(next.expect("a file has fewer than 2^32 - 1 nodes"))
    }

    /// The index as a number.
    pub fn get(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The nodes of one sort, and where they are in the text.
#[derive(Debug, Clone)]
pub struct Arena<T> {
    pub(super) nodes: Vec<T>,
    pub(super) ranges: Vec<TextRange>,
}

impl<T> Arena<T> {
    /// Makes room for `n_nodes` more nodes.
    pub(super) fn reserve(&mut self, n_nodes: usize) {
        self.nodes.reserve(n_nodes);
        self.ranges.reserve(n_nodes);
    }

    /// Adds a node at `range`.
    pub(super) fn push(&mut self, node: T, range: TextRange) -> Index {
        let idx = Index::new(self.nodes.len());
        self.nodes.push(node);
        self.ranges.push(range);
        idx
    }
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self { nodes: Vec::new(), ranges: Vec::new() }
    }
}

/// A list of `T`s in the pool of an [`Ast`](super::Ast): `&ast[list]` is a slice.
pub struct List<T> {
    pub(super) start: u32,
    pub(super) len: u32,
    item: PhantomData<fn() -> T>,
}

impl<T> List<T> {
    /// The list without items.
    pub const EMPTY: Self = Self { start: 0, len: 0, item: PhantomData };

    /// Items `start..start + len` of the pool.
    pub(super) fn new(start: usize, len: usize) -> Self {
        let [start, len] =
            [start, len].map(|it| u32::try_from(it).expect("a file has fewer than 2^32 list items"));
        Self { start, len, item: PhantomData }
    }

    /// How many items there are.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there are no items.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The place of the items in the pool.
    pub(super) fn span(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }
}

// Derived implementations would ask the same of `T`, which a list does not hold.
impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.len) == (other.start, other.len)
    }
}

impl<T> Eq for List<T> {}

impl<T> Hash for List<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.start, self.len).hash(state);
    }
}

impl<T> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.span())
    }
}
