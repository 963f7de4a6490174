//! Sets of token kinds.

use super::SyntaxKind;

/// A set of token kinds, made at compile time.
#[derive(Debug, Clone, Copy)]
pub(super) struct TokenSet([u64; 2]);

impl TokenSet {
    /// The set of `kinds`, all of them kinds of tokens.
    pub(super) const fn new(kinds: &[SyntaxKind]) -> Self {
        let mut words = [0, 0];
        let mut idx = 0;
        while idx < kinds.len() {
            assert!(kinds[idx].is_token());
            words[kinds[idx] as usize / 64] |= 1 << (kinds[idx] as usize % 64);
            idx += 1;
        }
        Self(words)
    }

    /// Whether `kind` is in the set.
    pub(super) const fn contains(self, kind: SyntaxKind) -> bool {
        let idx = kind as usize;
        idx < 128 && self.0[idx / 64] & (1 << (idx % 64)) != 0
    }
}
