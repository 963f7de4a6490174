//! Reading a tree: the counterparts of `ast.NodeVisitor` and `ast.walk`.

use super::Ast;
use super::nodes::NodeId;

/// Visits nodes from the root down.
///
/// ```
/// use reskin::ast::{self, Ast, Expr, NodeId, Visitor};
///
/// struct Names(Vec<String>);
///
/// impl Visitor for Names {
///     fn visit(&mut self, ast: &Ast, node: NodeId) {
///         if let NodeId::Expr(id) = node
///             && let Expr::Name(name) = &ast[id]
///         {
///             self.0.push(ast.name(name.id).to_owned());
///         }
///         self.visit_children(ast, node);
///     }
/// }
///
/// let tree = ast::parse_module("print(a, [b for b in c])\n");
/// let mut names = Names(Vec::new());
/// names.visit(&tree.ast, tree.root.into());
/// assert_eq!(names.0, ["print", "a", "b", "b", "c"]);
/// ```
pub trait Visitor {
    /// Visits `node`. The default goes on to its children.
    fn visit(&mut self, ast: &Ast, node: NodeId) {
        self.visit_children(ast, node);
    }

    /// Visits every child of `node`, in the order of its fields.
    ///
    /// It recurses, so a tree from a file of unknown depth wants a thread with a large stack, or [`Ast::walk`].
    fn visit_children(&mut self, ast: &Ast, node: NodeId) {
        for (_, field) in node.fields(ast) {
            for child in field.nodes(ast) {
                self.visit(ast, child);
            }
        }
    }
}

impl Ast {
    /// `node` and all below it, parents before children, in the order of the fields. It keeps its own stack, so any
    /// depth will do.
    pub fn walk(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut pending = vec![node];
        std::iter::from_fn(move || {
            let node = pending.pop()?;
            let mark = pending.len();
            node.each_child(self, |child| pending.push(child));
            pending[mark..].reverse();
            Some(node)
        })
    }
}
