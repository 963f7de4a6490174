//! A green tree read with a running offset, trivia left out.
//!
//! Walking green trees is five to seven times faster than walking red ones, which allocate a node for each that is
//! looked at.

use rowan::{GreenNodeData, NodeOrToken};

use crate::syntax::SyntaxKind;
use crate::text::{TextRange, TextSize};

/// A node and where it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Syntax<'t> {
    green: &'t GreenNodeData,
    pub(super) kind: SyntaxKind,
    pub(super) start: TextSize,
}

/// A token and where it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    pub(super) kind: SyntaxKind,
    pub(super) text: &'t str,
    pub(super) start: TextSize,
}

/// A child of a node.
#[derive(Debug, Clone, Copy)]
pub(super) enum Child<'t> {
    Node(Syntax<'t>),
    Token(Token<'t>),
}

impl<'t> Syntax<'t> {
    /// The root of a tree.
    pub(super) fn root(green: &'t GreenNodeData) -> Self {
        Self { green, kind: kind_of(green.kind()), start: TextSize::new(0) }
    }

    pub(super) fn end(self) -> TextSize {
        self.start + self.green.text_len()
    }

    pub(super) fn range(self) -> TextRange {
        TextRange::at(self.start, self.green.text_len())
    }

    /// The children but for trivia, in order.
    pub(super) fn children(self) -> Children<'t> {
        Children { inner: self.green.children(), offset: self.start }
    }

    /// The child nodes, in order.
    pub(super) fn nodes(self) -> impl Iterator<Item = Syntax<'t>> {
        self.children().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Token(_) => None,
        })
    }

    /// The tokens directly in it but for trivia, in order.
    pub(super) fn tokens(self) -> impl Iterator<Item = Token<'t>> {
        self.children().filter_map(|child| match child {
            Child::Token(token) => Some(token),
            Child::Node(_) => None,
        })
    }

    /// Whether a token of `kind` is directly in it.
    pub(super) fn has(self, kind: SyntaxKind) -> bool {
        self.tokens().any(|token| token.kind == kind)
    }

    /// Hands every token in it to `token`, comments and whitespace too, until that says no.
    ///
    /// It recurses as deep as the tree.
    pub(super) fn each_token(self, token: &mut impl FnMut(Token<'t>) -> bool) -> bool {
        let mut start = self.start;
        for child in self.green.children() {
            let goes_on = match child {
                NodeOrToken::Node(green) => {
                    Self { green, kind: kind_of(green.kind()), start }.each_token(token)
                }
                NodeOrToken::Token(green) => {
                    token(Token { kind: kind_of(green.kind()), text: green.text(), start })
                }
            };
            if !goes_on {
                return false;
            }
            start += match child {
                NodeOrToken::Node(green) => green.text_len(),
                NodeOrToken::Token(green) => green.text_len(),
            };
        }
        true
    }
}

impl Token<'_> {
    pub(super) fn range(self) -> TextRange {
        TextRange::at(self.start, TextSize::of(self.text))
    }
}

/// The children of a node but for trivia.
#[derive(Debug, Clone)]
pub(super) struct Children<'t> {
    inner: rowan::Children<'t>,
    offset: TextSize,
}

impl<'t> Children<'t> {
    /// The next child node.
    pub(super) fn next_node(&mut self) -> Option<Syntax<'t>> {
        self.find_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Token(_) => None,
        })
    }
}

impl<'t> Iterator for Children<'t> {
    type Item = Child<'t>;

    #[inline]
    fn next(&mut self) -> Option<Child<'t>> {
        loop {
            let start = self.offset;
            match self.inner.next()? {
                NodeOrToken::Node(green) => {
                    self.offset += green.text_len();
                    return Some(Child::Node(Syntax { green, kind: kind_of(green.kind()), start }));
                }
                NodeOrToken::Token(green) => {
                    self.offset += green.text_len();
                    let kind = kind_of(green.kind());
                    if !kind.is_trivia() {
                        return Some(Child::Token(Token { kind, text: green.text(), start }));
                    }
                }
            }
        }
    }
}

#[inline]
fn kind_of(raw: rowan::SyntaxKind) -> SyntaxKind {
    SyntaxKind::ALL[usize::from(raw.0)]
}
