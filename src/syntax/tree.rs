//! The rowan language of the tree, and its node types.

use super::SyntaxKind;

/// Python, as rowan's trees know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Python {}

impl rowan::Language for Python {
    type Kind = SyntaxKind;

    fn kind_from_raw(raw: rowan::SyntaxKind) -> SyntaxKind {
        SyntaxKind::ALL[usize::from(raw.0)]
    }

    fn kind_to_raw(kind: SyntaxKind) -> rowan::SyntaxKind {
        rowan::SyntaxKind(kind as u16)
    }
}

impl From<SyntaxKind> for rowan::SyntaxKind {
    fn from(kind: SyntaxKind) -> Self {
        Self(kind as u16)
    }
}

/// A node with its place in the file. Not `Send`: one file is one task.
pub type SyntaxNode = rowan::SyntaxNode<Python>;
/// A token with its place in the file.
pub type SyntaxToken = rowan::SyntaxToken<Python>;
/// A node or a token.
pub type SyntaxElement = rowan::NodeOrToken<SyntaxNode, SyntaxToken>;
/// The child nodes of a node.
pub type SyntaxNodeChildren = rowan::SyntaxNodeChildren<Python>;
