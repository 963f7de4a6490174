//! What the parser hands to the tree builder.
//!
//! A node is known when it ends: [`Event::Finish`] names the [`Event::Mark`] where it began, so a node can be put
//! around one that is finished already by finishing a second node at the same mark, and a mark that no `Finish`
//! names costs nothing.

use super::SyntaxKind;

/// One step of building the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// A node may begin before the next token. `height` is the tree builder's: how much waits for its node here.
    Mark { height: u32 },
    /// The node that began at the mark with index `mark` among the events ends after the last token.
    Finish { kind: SyntaxKind, mark: u32 },
    /// The next token of the parser's input, with the kind that it has in the tree (a soft keyword may be a name).
    Token(SyntaxKind),
}
