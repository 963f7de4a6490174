//! From a node of the abstract tree to the place in the concrete tree that it came from, and back.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::nodes::{Node, NodeId, SideTable};
use crate::syntax::SyntaxKind;
use crate::text::TextRange;

/// A node of the concrete tree: its kind and range tell it from all others of its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The kind.
    pub kind: SyntaxKind,
    /// The range, in bytes of the text.
    pub range: TextRange,
}

/// Which concrete node each abstract node was made of. Nodes that a transformer added are not in it.
#[derive(Debug, Default)]
pub struct SourceMap {
    origins: SideTable<Origin>,
    back: OnceLock<FxHashMap<Origin, NodeId>>,
}

impl SourceMap {
    /// What `id` was made of: a node, or a token of a node that makes more than one.
    pub fn origin(&self, id: impl Into<NodeId>) -> Option<Origin> {
        self.origins.get(id.into()).copied()
    }

    /// What was made of the concrete node with this kind and range. A node that makes more than one leads to the
    /// outermost; one that makes none of its own, such as parentheses, to nothing.
    pub fn node(&self, kind: SyntaxKind, range: TextRange) -> Option<NodeId> {
        self.back.get_or_init(|| self.invert()).get(&Origin { kind, range }).copied()
    }

    /// Makes room for `n_nodes` more nodes of the sort `N`.
    pub(super) fn reserve<N: Node>(&mut self, n_nodes: usize) {
        self.origins.reserve::<N>(n_nodes);
    }

    pub(super) fn push<N: Node>(&mut self, kind: SyntaxKind, range: TextRange) {
        self.origins.push::<N>(Origin { kind, range });
    }

    fn invert(&self) -> FxHashMap<Origin, NodeId> {
        // Parents are made after their children.
        self.origins.iter().map(|(id, origin)| (*origin, id)).collect()
    }
}
