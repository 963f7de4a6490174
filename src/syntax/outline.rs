//! The tree without its white space and comments, laid flat: what lowering reads.
//!
//! A parse that is only lowered needs neither shared tokens nor nodes that outlive it, so this tree has no allocation
//! of its own for any of them. Kinds and ranges of its nodes are those of the lossless tree: a block ends with the
//! comments that belong to it, though they are not among its children.

use super::SyntaxKind;
use super::lexer::{LexWarning, Tokens};
use super::parse_error::ParseError;
use super::tree_builder::OutlineTree;
use crate::text::{TextRange, TextSize};

/// A text's tokens, its tree without white space and comments, and what is wrong with it.
#[derive(Debug)]
pub struct Outline {
    pub(super) tokens: Tokens,
    pub(super) tree: OutlineTree,
    pub(super) errors: Vec<ParseError>,
}

impl Outline {
    /// The root of the tree, over its text.
    pub fn view<'t>(&'t self, text: &'t str) -> View<'t> {
        View { outline: self, text }
    }

    /// The tokens, white space and comments too.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// The tokens alone.
    pub fn into_tokens(self) -> Tokens {
        self.tokens
    }

    /// What is wrong, in the order of the text. Empty for what CPython 3.14's parser accepts, but for the contents
    /// of literals, which lowering reads.
    pub fn errors(&self) -> &[ParseError] {
        &self.errors
    }

    /// What CPython's tokenizer warns of, in order.
    pub fn warnings(&self) -> &[LexWarning] {
        self.tokens.warnings()
    }

    /// Nodes within nodes, the root included.
    pub fn depth(&self) -> u32 {
        self.tree.depth
    }
}

impl AsRef<Outline> for Outline {
    fn as_ref(&self) -> &Outline {
        self
    }
}

/// A node or token as it lies in the tree. The children of a node lie side by side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Where the children of a node begin; [`Element::NONE`] if it has none.
    pub(super) first_child: u32,
    pub(super) kind: SyntaxKind,
    /// Whether it is the last child of its node.
    pub(super) is_last: bool,
}

impl Element {
    /// No place in a tree.
    pub(super) const NONE: u32 = u32::MAX;
}

/// An outline and its text.
#[derive(Debug, Clone, Copy)]
pub struct View<'t> {
    outline: &'t Outline,
    text: &'t str,
}

impl<'t> View<'t> {
    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// How many nodes there are, the root left out.
    pub fn n_nodes(&self) -> usize {
        self.outline.tree.n_nodes
    }

    /// The root of the tree.
    pub fn root(&'t self) -> Node<'t> {
        Node::new(self, self.outline.tree.root)
    }
}

/// A node and where it is.
#[derive(Debug, Clone, Copy)]
pub struct Node<'t> {
    view: &'t View<'t>,
    end: u32,
    first_child: u32,
    /// Where it begins.
    pub start: TextSize,
    /// What it is.
    pub kind: SyntaxKind,
}

/// A token and where it is.
#[derive(Debug, Clone, Copy)]
pub struct Token<'t> {
    view: &'t View<'t>,
    end: u32,
    /// Where it begins.
    pub start: TextSize,
    /// What it is.
    pub kind: SyntaxKind,
}

/// A child of a node.
#[derive(Debug, Clone, Copy)]
pub enum Child<'t> {
    /// A node.
    Node(Node<'t>),
    /// A token.
    Token(Token<'t>),
}

impl<'t> Node<'t> {
    fn new(view: &'t View<'t>, element: Element) -> Self {
        let Element { start, end, first_child, kind, .. } = element;
        Self { view, end, first_child, start: start.into(), kind }
    }

    /// Where it ends.
    pub fn end(self) -> TextSize {
        self.end.into()
    }

    /// Where it is.
    pub fn range(self) -> TextRange {
        TextRange::new(self.start, self.end())
    }

    /// The children, in order.
    #[inline]
    pub fn children(self) -> Children<'t> {
        Children { view: self.view, next: self.first_child }
    }

    /// The child nodes, in order.
    pub fn nodes(self) -> impl Iterator<Item = Node<'t>> {
        self.children().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Token(_) => None,
        })
    }

    /// The tokens directly in it, in order.
    pub fn tokens(self) -> impl Iterator<Item = Token<'t>> {
        self.children().filter_map(|child| match child {
            Child::Token(token) => Some(token),
            Child::Node(_) => None,
        })
    }

    /// Whether a token of `kind` is directly in it.
    pub fn has(self, kind: SyntaxKind) -> bool {
        self.tokens().any(|token| token.kind == kind)
    }

    /// The tokens of the text that begin in `range`, comments and white space too.
    pub fn all_tokens_in(self, range: TextRange) -> impl Iterator<Item = Token<'t>> {
        let view = self.view;
        let tokens = &view.outline.tokens;
        let first = tokens.starts().partition_point(|start| *start < u32::from(range.start()));
        let in_range = (first..tokens.len()).take_while(move |idx| tokens.range(*idx).start() < range.end());
        in_range.map(move |idx| {
            let place = tokens.range(idx);
            Token { view, end: place.end().into(), start: place.start(), kind: tokens.kind(idx) }
        })
    }
}

impl<'t> Token<'t> {
    /// Where it is.
    pub fn range(self) -> TextRange {
        TextRange::new(self.start, self.end.into())
    }

    /// Its text.
    pub fn text(self) -> &'t str {
        &self.view.text[self.range()]
    }
}

/// The children of a node.
#[derive(Debug, Clone)]
pub struct Children<'t> {
    view: &'t View<'t>,
    next: u32,
}

impl<'t> Children<'t> {
    /// The next child node.
    pub fn next_node(&mut self) -> Option<Node<'t>> {
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
        let view = self.view;
        // After the last child there is no place, and so no element.
        let element = *view.outline.tree.elements.get(self.next as usize)?;
        self.next = if element.is_last { Element::NONE } else { self.next + 1 };
        if element.kind.is_token() {
            let Element { start, end, kind, .. } = element;
            return Some(Child::Token(Token { view, end, start: start.into(), kind }));
        }
        Some(Child::Node(Node::new(view, element)))
    }
}

const _: () = assert!(size_of::<Element>() == 16);
