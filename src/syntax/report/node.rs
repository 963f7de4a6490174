//! What the machine keeps of what it matched: as much as reports tell.

use super::grammar::NodeKind;

/// A value that a rule yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// An optional item that is not there.
    Absent,
    /// Something matched, of which nothing is kept.
    Matched,
    /// A token, by its index; a name, number or constant is an expression.
    Token(u32),
    /// A node, by its index.
    Node(u32),
}

/// A node over a range of tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    /// Index of its first token.
    pub(super) first: u32,
    /// Index of its last token.
    pub(super) last: u32,
    children: (u32, u32),
}

/// All nodes of a statement.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    nodes: Vec<Node>,
    children: Vec<Value>,
}

impl Nodes {
    /// Forgets all nodes.
    pub(super) fn clear(&mut self) {
        self.nodes.clear();
        self.children.clear();
    }

    /// A node over the tokens `first` to `last`; a child that is a list is spliced in, one that is absent left out.
    pub(super) fn push(&mut self, kind: NodeKind, first: usize, last: usize, children: &[Value]) -> Value {
        let start = self.children.len();
        for child in children {
            match *child {
                Value::Absent | Value::Matched => {}
                Value::Node(idx) if self.nodes[idx as usize].kind == NodeKind::Seq => {
                    let (lo, hi) = self.nodes[idx as usize].children;
                    self.children.extend_from_within(lo as usize..hi as usize);
                }
                value => self.children.push(value),
            }
        }
        let children = (start as u32, self.children.len() as u32);
        self.nodes.push(Node { kind, first: first as u32, last: last as u32, children });
        Value::Node(self.nodes.len() as u32 - 1)
    }

    /// The node with this index.
    pub(super) fn get(&self, idx: u32) -> &Node {
        &self.nodes[idx as usize]
    }

    /// The kind of a value that is a node.
    pub(super) fn kind(&self, value: Value) -> Option<NodeKind> {
        if let Value::Node(idx) = value { Some(self.get(idx).kind) } else { None }
    }

    /// The children of a value; a token has none.
    pub(super) fn children(&self, value: Value) -> &[Value] {
        let Value::Node(idx) = value else { return &[] };
        let (lo, hi) = self.get(idx).children;
        &self.children[lo as usize..hi as usize]
    }

    /// The first item of a list, and of lists in it; another value itself.
    pub(super) fn first_item(&self, mut value: Value) -> Value {
        while self.kind(value) == Some(NodeKind::Seq)
            && let Some(first) = self.children(value).first()
        {
            value = *first;
        }
        value
    }

    /// The last item of a list, of a comprehension the last expression in it; another value itself.
    pub(super) fn last_item(&self, mut value: Value) -> Value {
        while matches!(self.kind(value), Some(NodeKind::Seq | NodeKind::Comprehension))
            && let Some(last) = self.children(value).last()
        {
            value = *last;
        }
        value
    }
}
