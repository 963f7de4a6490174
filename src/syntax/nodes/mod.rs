//! Typed nodes: one struct a node kind, one enum a choice, made from `python.ungram`.
//!
//! A typed node is a view of a [`SyntaxNode`]; it costs nothing and checks only its kind. Every accessor returns an
//! `Option` or an iterator, because a tree of an invalid file may lack any part.

mod generated;

mod expr_ext;
mod stmt_ext;

pub mod support;

pub use expr_ext::{CompareOp, StringPart};
pub use generated::*;

use std::marker::PhantomData;

use crate::syntax::{SyntaxKind, SyntaxNode, SyntaxNodeChildren};

/// A typed view of a node.
pub trait AstNode: Sized {
    /// Whether a node of `kind` is one of these.
    fn can_cast(kind: SyntaxKind) -> bool;
    /// The typed view of `syntax`, if its kind fits.
    fn cast(syntax: SyntaxNode) -> Option<Self>;
    /// The node itself.
    fn syntax(&self) -> &SyntaxNode;
}

/// The children of a node that are `N`s, in source order.
#[derive(Debug, Clone)]
pub struct AstChildren<N> {
    inner: SyntaxNodeChildren,
    node: PhantomData<N>,
}

impl<N: AstNode> Iterator for AstChildren<N> {
    type Item = N;

    fn next(&mut self) -> Option<N> {
        self.inner.find_map(N::cast)
    }
}
