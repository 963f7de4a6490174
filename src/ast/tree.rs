//! The [`Ast`]: all nodes, lists, names and values of one file.

use std::ops;

use super::arena::{Arena, List};
use super::field::{Field, Pooled, Pools};
use super::names::{Name, Names};
use super::nodes::{Arenas, ExprId, ModId, Node, NodeId, NodeIndex, Stmt, StmtId};
use super::value::Values;
use crate::text::{TextRange, TextSize};

/// The abstract syntax tree of one file.
///
/// `&ast[id]` is a node, `&ast[list]` a slice of ids. Nothing is ever taken out of it; a node that nobody names any
/// more is dropped with the rest.
#[derive(Debug, Clone, Default)]
pub struct Ast {
    pub(super) arenas: Arenas,
    pub(super) pools: Pools,
    pub(super) names: Names,
    pub(super) values: Values,
    root: Option<ModId>,
}

/// How many nodes of each sort a tree had at some time.
#[derive(Debug, Clone, Default)]
pub struct Mark {
    lens: Vec<usize>,
}

impl Ast {
    /// The range of a node that stands for no text; CPython gives it -1 for each of its positions.
    pub const NO_RANGE: TextRange = TextRange::empty(TextSize::new(u32::MAX));

    /// An empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// The node for the whole input, once it is there.
    pub fn root(&self) -> Option<ModId> {
        self.root
    }

    /// Says which node stands for the whole input.
    pub fn set_root(&mut self, root: ModId) {
        self.root = Some(root);
    }

    /// The decorators of a function or class; none of another statement.
    pub fn decorators(&self, stmt: StmtId) -> &[ExprId] {
        match self[stmt] {
            Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => &self[it.decorator_list],
            Stmt::ClassDef(it) => &self[it.decorator_list],
            _ => &[],
        }
    }

    /// Adds a node. `range` is where it is in the text, in bytes.
    pub fn add<N: Node>(&mut self, node: N, range: TextRange) -> N::Id {
        N::Id::from_index(N::arena_mut(&mut self.arenas).push(node, range))
    }

    /// Makes room for `n_nodes` more nodes of the sort `N`.
    pub fn reserve<N: Node>(&mut self, n_nodes: usize) {
        N::arena_mut(&mut self.arenas).reserve(n_nodes);
    }

    /// Adds a list.
    pub fn add_list<T: Pooled>(&mut self, items: impl IntoIterator<Item = T>) -> List<T> {
        let pool = T::pool_mut(&mut self.pools);
        let start = pool.len();
        pool.extend(items);
        List::new(start, pool.len() - start)
    }

    /// Where a node is, in bytes of the text.
    pub fn range<I: NodeIndex>(&self, id: I) -> TextRange {
        I::Node::arena(&self.arenas).ranges[id.index().get()]
    }

    /// Moves a node's range.
    pub fn set_range<I: NodeIndex>(&mut self, id: I, range: TextRange) {
        let arena: &mut Arena<_> = I::Node::arena_mut(&mut self.arenas);
        arena.ranges[id.index().get()] = range;
    }

    /// What there is now, for [`Self::map_ranges_from`].
    pub fn mark(&self) -> Mark {
        Mark { lens: self.arenas.lens() }
    }

    /// Moves the ranges of all nodes that stand for text.
    pub fn map_ranges(&mut self, map: impl FnMut(TextRange) -> TextRange) {
        self.map_ranges_from(&Mark::default(), map);
    }

    /// Moves the ranges of the nodes that were added since `mark` and stand for text.
    pub fn map_ranges_from(&mut self, mark: &Mark, mut map: impl FnMut(TextRange) -> TextRange) {
        self.arenas.each_range_from(&mark.lens, |range| {
            if *range != Self::NO_RANGE {
                *range = map(*range);
            }
        });
    }

    /// How many nodes of a sort there are: `ast.count::<Expr>()`.
    pub fn count<N: Node>(&self) -> usize {
        N::arena(&self.arenas).nodes.len()
    }

    /// The name with this text.
    pub fn intern(&mut self, text: &str) -> Name {
        self.names.intern(text)
    }

    /// A tree with the names of this one and nothing else, to which more can be added.
    pub fn names_only(&self) -> Ast {
        Ast { names: self.names.clone(), ..Ast::default() }
    }

    /// The text of `name`.
    pub fn name(&self, name: Name) -> &str {
        self.names.get(name)
    }

    /// The text of the name whose [index](Name::index) is `idx`.
    pub fn name_at(&self, idx: usize) -> &str {
        self.names.text_at(idx)
    }

    /// How many names there are: more than the index of any.
    pub fn n_names(&self) -> usize {
        self.names.len()
    }

    /// Whether `node` and all below it equals `other` of another tree, or of this one, positions aside.
    pub fn same_tree(&self, node: NodeId, other: &Ast, other_node: NodeId) -> bool {
        let mut pending = vec![(node, other_node)];
        while let Some((a, b)) = pending.pop() {
            if a.class(self) != b.class(other) {
                return false;
            }
            let pairs = a.fields(self).zip(b.fields(other));
            for ((_, a), (_, b)) in pairs {
                if !self.same_field(a, other, b, &mut pending) {
                    return false;
                }
            }
        }
        true
    }

    /// Whether two fields are equal, leaving the comparison of nodes to the caller.
    fn same_field(&self, a: Field, other: &Ast, b: Field, pending: &mut Vec<(NodeId, NodeId)>) -> bool {
        match (a, b) {
            (Field::Absent, Field::Absent) => true,
            (Field::Node(a), Field::Node(b)) => {
                pending.push((a, b));
                true
            }
            (Field::Name(a), Field::Name(b)) => self.name(a) == other.name(b),
            (Field::Value(a), Field::Value(b)) => self.same_value(a, other, b),
            (Field::Str(a), Field::Str(b)) => self.str(a) == other.str(b),
            (Field::Text(a), Field::Text(b)) | (Field::Operator(a), Field::Operator(b)) => a == b,
            (Field::Int(a), Field::Int(b)) => a == b,
            (Field::List(a), Field::List(b)) => {
                a.len() == b.len()
                    && a.items(self).zip(b.items(other)).all(|(a, b)| self.same_field(a, other, b, pending))
            }
            _ => false,
        }
    }
}

impl<T: Pooled> ops::Index<List<T>> for Ast {
    type Output = [T];

    fn index(&self, list: List<T>) -> &[T] {
        &T::pool(&self.pools)[list.span()]
    }
}
