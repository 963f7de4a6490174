//! Tokens as CPython's parser sees them.

use crate::syntax::SyntaxKind;

/// The kind of a token: a [`SyntaxKind`] in which every word that is not reserved is a `NAME`, or a type comment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TokenKind(u8);

const _: () = assert!((SyntaxKind::ERROR_TOKEN as u8) < TokenKind::NEWLINE_AT_END.0);

impl TokenKind {
    pub(super) const TYPE_COMMENT: Self = Self(127);
    /// The NEWLINE that a single statement is given at the end of the text; the machine sees a NEWLINE.
    pub(super) const NEWLINE_AT_END: Self = Self(126);
    pub(super) const NAME: Self = Self::of(SyntaxKind::NAME);
    pub(super) const NUMBER: Self = Self::of(SyntaxKind::NUMBER);
    pub(super) const STRING: Self = Self::of(SyntaxKind::STRING);
    pub(super) const NEWLINE: Self = Self::of(SyntaxKind::NEWLINE);
    pub(super) const INDENT: Self = Self::of(SyntaxKind::INDENT);
    pub(super) const DEDENT: Self = Self::of(SyntaxKind::DEDENT);
    pub(super) const ENDMARKER: Self = Self::of(SyntaxKind::ENDMARKER);

    /// The kind that the parser tells a token of `kind` by.
    pub(super) const fn of(kind: SyntaxKind) -> Self {
        if kind.is_soft_keyword() { Self(SyntaxKind::NAME as u8) } else { Self(kind as u8) }
    }

    /// Whether this is `kind`.
    pub(super) const fn is(self, kind: SyntaxKind) -> bool {
        self.0 == Self::of(kind).0
    }

    /// Whether a node does not end with such a token.
    pub(super) fn is_layout(self) -> bool {
        matches!(self, Self::NEWLINE | Self::INDENT | Self::DEDENT | Self::ENDMARKER)
    }
}

impl std::fmt::Debug for TokenKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match SyntaxKind::ALL.get(usize::from(self.0)) {
            Some(kind) => kind.fmt(f),
            None if *self == Self::TYPE_COMMENT => f.write_str("TYPE_COMMENT"),
            None => f.write_str("NEWLINE_AT_END"),
        }
    }
}

/// A set of token kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct KindSet(u128);

impl KindSet {
    /// The set of every kind.
    pub(super) const ALL: Self = Self(u128::MAX);

    /// The set of one kind.
    pub(super) const fn of(kind: TokenKind) -> Self {
        Self(1 << kind.0)
    }

    /// What is in either set.
    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `kind` is in the set.
    pub(super) const fn contains(self, kind: TokenKind) -> bool {
        self.0 >> kind.0 & 1 == 1
    }
}

/// The text of a kind that has one.
pub(super) fn text(kind: TokenKind) -> &'static str {
    SyntaxKind::ALL.get(usize::from(kind.0)).and_then(|kind| kind.text()).unwrap_or_default()
}
