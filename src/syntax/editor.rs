//! Edits of a tree, collected and applied once.
//!
//! Whoever changes a program says what should become of nodes and tokens; nothing changes until
//! [`SyntaxEditor::finish`] gives the edits of the text, sorted and disjoint. Whitespace and comments beside an edited
//! element stay. Two changes of the same text are an error there, not a lost change.

use rowan::TextSize;

use super::{NodeOrToken, SyntaxElement, SyntaxNode, SyntaxToken};
use crate::text::{EditError, Edits, TextEdit, TextRange};

/// Where something is inserted, seen from an element of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// Directly before it.
    Before(SyntaxElement),
    /// Directly after it.
    After(SyntaxElement),
    /// Inside a node, before its first token.
    FirstIn(SyntaxNode),
    /// Inside a node, after its last token.
    LastIn(SyntaxNode),
}

impl Position {
    fn offset(&self) -> TextSize {
        match self {
            Self::Before(element) => element.text_range().start(),
            Self::After(element) => element.text_range().end(),
            Self::FirstIn(node) => node.text_range().start(),
            Self::LastIn(node) => node.text_range().end(),
        }
    }
}

/// A collection of edits of one tree.
///
/// ```
/// use reskin::syntax::nodes::{AstNode, Call};
/// use reskin::syntax::{SyntaxEditor, parse};
///
/// let text = "x = f(a)  # why\n";
/// let root = parse(text).syntax_node();
/// let call = root.descendants().find_map(Call::cast).unwrap();
/// let mut editor = SyntaxEditor::new(root);
/// editor.replace(call.callee().unwrap().syntax().clone(), "g");
/// assert_eq!(editor.finish().unwrap().apply(text).unwrap(), "x = g(a)  # why\n");
/// ```
#[derive(Debug)]
pub struct SyntaxEditor {
    root: SyntaxNode,
    edits: Vec<TextEdit>,
}

impl SyntaxEditor {
    /// An editor of the tree below `root`. Elements of another tree must not be given to it.
    pub fn new(root: SyntaxNode) -> Self {
        Self { root, edits: Vec::new() }
    }

    /// Puts `text` in place of an element.
    pub fn replace(&mut self, element: impl Into<SyntaxElement>, text: impl Into<String>) {
        let element = self.own(element);
        self.edits.push(TextEdit { range: element.text_range(), insert: text.into() });
    }

    /// Puts `text` in place of two elements and all between them.
    pub fn replace_all(
        &mut self,
        first: impl Into<SyntaxElement>,
        last: impl Into<SyntaxElement>,
        text: impl Into<String>,
    ) {
        let range = self.own(first).text_range().cover(self.own(last).text_range());
        self.edits.push(TextEdit { range, insert: text.into() });
    }

    /// Takes an element out.
    pub fn delete(&mut self, element: impl Into<SyntaxElement>) {
        self.replace(element, "");
    }

    /// Puts `text` at a place where nothing stood. What is inserted at one place keeps its order.
    pub fn insert(&mut self, position: &Position, text: impl Into<String>) {
        self.edits.push(TextEdit { range: TextRange::empty(position.offset()), insert: text.into() });
    }

    /// Puts an element between `before` and `after`.
    pub fn surround(
        &mut self,
        element: impl Into<SyntaxElement>,
        before: impl Into<String>,
        after: impl Into<String>,
    ) {
        let element = self.own(element);
        self.insert(&Position::Before(element.clone()), before);
        self.insert(&Position::After(element), after);
    }

    /// The edits of the tree's text, or which two of them are of the same text.
    pub fn finish(self) -> Result<Edits, EditError> {
        Edits::new(self.edits)
    }

    fn own(&self, element: impl Into<SyntaxElement>) -> SyntaxElement {
        let element = element.into();
        debug_assert!(self.root.text_range().contains_range(element.text_range()));
        element
    }
}

/// The tokens beside `token` on its line that are no part of it: whitespace, a comment, a line join.
///
/// In order; `token` itself is not among them.
pub fn trailing_trivia(token: &SyntaxToken) -> impl Iterator<Item = SyntaxToken> + use<> {
    let next = |token: &SyntaxToken| token.next_token();
    std::iter::successors(next(token), next)
        .take_while(|it| it.kind().is_trivia() && !it.text().contains(['\n', '\r']))
}

/// Every comment among the descendants of an element, in order.
pub fn comments(element: &SyntaxElement) -> Vec<SyntaxToken> {
    match element {
        NodeOrToken::Node(node) => node
            .descendants_with_tokens()
            .filter_map(|it| it.into_token())
            .filter(|it| it.kind() == super::SyntaxKind::COMMENT)
            .collect(),
        NodeOrToken::Token(token) if token.kind() == super::SyntaxKind::COMMENT => vec![token.clone()],
        NodeOrToken::Token(_) => Vec::new(),
    }
}
