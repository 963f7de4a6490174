//! The way up: what each node of a tree is a child of.

use crate::ast::{Ast, ModId, NodeId, SideTable, StmtId};

/// The parent of each node below one root.
#[derive(Debug, Clone)]
pub struct Parents {
    table: SideTable<Option<NodeId>>,
}

impl Parents {
    /// The parents of what is below `root`.
    pub fn new(ast: &Ast, root: ModId) -> Self {
        let mut table = SideTable::filled(ast, None);
        for node in ast.walk(root.into()) {
            node.each_child(ast, |child| {
                if let Some(slot) = table.get_mut(child) {
                    *slot = Some(node);
                }
            });
        }
        Self { table }
    }

    /// What `node` is a child of; none of the root, and of nodes that are not below it.
    pub fn parent(&self, node: impl Into<NodeId>) -> Option<NodeId> {
        self.table.get(node.into()).copied().flatten()
    }

    /// The nodes around `node`, innermost first, without itself.
    pub fn ancestors(&self, node: impl Into<NodeId>) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(node), |node| self.parent(*node))
    }

    /// The innermost statement that holds `node`, or `node` itself.
    pub fn stmt(&self, node: impl Into<NodeId>) -> Option<StmtId> {
        let node = node.into();
        std::iter::once(node).chain(self.ancestors(node)).find_map(|it| match it {
            NodeId::Stmt(stmt) => Some(stmt),
            _ => None,
        })
    }
}
