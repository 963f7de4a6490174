//! From text to a lossless concrete syntax tree.

pub mod kind;
pub mod lexer;
pub mod nodes;
mod tree;

pub use kind::{SyntaxKind, T};
pub use tree::{Python, SyntaxElement, SyntaxNode, SyntaxNodeChildren, SyntaxToken};
