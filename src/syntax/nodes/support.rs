//! What the generated accessors are made of.

use std::marker::PhantomData;

use super::{AstChildren, AstNode};
use crate::syntax::{SyntaxKind, SyntaxNode, SyntaxToken};

/// The child with index `nth` (0-based) among those that are `N`s.
pub fn child<N: AstNode>(parent: &SyntaxNode, nth: usize) -> Option<N> {
    parent.children().filter_map(N::cast).nth(nth)
}

/// All children that are `N`s.
pub fn children<N: AstNode>(parent: &SyntaxNode) -> AstChildren<N> {
    AstChildren { inner: parent.children(), node: PhantomData }
}

/// The first token of `kind` directly in `parent`.
pub fn token(parent: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxToken> {
    tokens(parent, kind).next()
}

/// The first token directly in `parent` whose kind is one of `kinds`.
pub fn token_of(parent: &SyntaxNode, kinds: &[SyntaxKind]) -> Option<SyntaxToken> {
    let mut all = parent.children_with_tokens().filter_map(|it| it.into_token());
    all.find(|token| kinds.contains(&token.kind()))
}

/// Every token of `kind` directly in `parent`.
pub fn tokens(parent: &SyntaxNode, kind: SyntaxKind) -> impl Iterator<Item = SyntaxToken> + use<> {
    parent.children_with_tokens().filter_map(|it| it.into_token()).filter(move |token| token.kind() == kind)
}
