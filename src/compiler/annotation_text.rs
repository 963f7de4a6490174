//! The text of an annotation, as `from __future__ import annotations` keeps it.

use crate::ast::{Ast, ExprId, unparse_node};

/// The source of an expression.
pub(super) fn annotation_text(ast: &Ast, id: ExprId) -> String {
    unparse_node(ast, id)
}
