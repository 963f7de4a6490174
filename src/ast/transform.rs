//! Changing a tree: the counterpart of `ast.NodeTransformer`.

use super::Ast;
use super::nodes::{ExprId, NodeId, StmtId};

/// Visits nodes and says what to put in their place.
///
/// Each method has a default that goes on to the children; one that is overridden decides itself whether to, by
/// [`NodeId::map_children`]. It recurses, so a tree from a file of unknown depth wants a thread with a large stack.
///
/// ```
/// use reskin::ast::{self, Ast, Expr, ExprId, NodeId, Operator, Transformer};
///
/// struct MultiplyInstead;
///
/// impl Transformer for MultiplyInstead {
///     fn expr(&mut self, ast: &mut Ast, id: ExprId) -> ExprId {
///         NodeId::from(id).map_children(ast, self);
///         if let Expr::BinOp(sum) = &mut ast[id]
///             && sum.op == Operator::Add
///         {
///             sum.op = Operator::Mult;
///         }
///         id
///     }
/// }
///
/// let mut tree = ast::parse_module("total = price + f(tax + 1)\n");
/// tree.ast.transform(&mut MultiplyInstead);
/// assert_eq!(ast::unparse(&tree.ast), "total = price * f(tax * 1)");
/// ```
pub trait Transformer {
    /// The expression to stand where `id` stands now; `id` itself to keep it, changed or not.
    fn expr(&mut self, ast: &mut Ast, id: ExprId) -> ExprId {
        NodeId::from(id).map_children(ast, self);
        id
    }

    /// Adds to `out` the statements to stand where `id` stands now. None at all may leave a body that cannot be
    /// written.
    fn stmt(&mut self, ast: &mut Ast, id: StmtId, out: &mut Vec<StmtId>) {
        NodeId::from(id).map_children(ast, self);
        out.push(id);
    }

    /// Visits a node that is neither expression nor statement; it stays where it is and may be changed.
    fn node(&mut self, ast: &mut Ast, id: NodeId) {
        id.map_children(ast, self);
    }
}

impl Ast {
    /// Lets `transformer` change the whole tree.
    pub fn transform<T: Transformer + ?Sized>(&mut self, transformer: &mut T) {
        if let Some(root) = self.root() {
            transformer.node(self, root.into());
        }
    }
}
