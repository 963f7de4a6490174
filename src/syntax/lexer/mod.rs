//! From text to tokens.

use crate::syntax::SyntaxKind;
use crate::text::{TextRange, TextSize};

/// The tokens of a text, in order, without gaps: the text of all of them is the text.
///
/// NEWLINE, NL, whitespace, comments and line joins are tokens. INDENT, DEDENT and ENDMARKER are tokens of no
/// length, placed directly before the token that they announce. The last token is ENDMARKER.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    kinds: Vec<SyntaxKind>,
    /// Byte offset of each token; a token ends where the next begins. One longer than `kinds`.
    starts: Vec<u32>,
    errors: Vec<LexError>,
}

impl Tokens {
    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there is none, which holds only for the default value.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The kinds of all tokens, in order.
    pub fn kinds(&self) -> &[SyntaxKind] {
        &self.kinds
    }

    /// The byte offsets of all tokens, in order, and the end of the text.
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// The kind of token `idx` (0-based).
    pub fn kind(&self, idx: usize) -> SyntaxKind {
        self.kinds[idx]
    }

    /// The range of token `idx` (0-based), in bytes of the text.
    pub fn range(&self, idx: usize) -> TextRange {
        TextRange::new(TextSize::new(self.starts[idx]), TextSize::new(self.starts[idx + 1]))
    }

    /// What is wrong with the tokens, sorted by start.
    pub fn errors(&self) -> &[LexError] {
        &self.errors
    }
}

/// Something that CPython's tokenizer rejects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexError {
    /// Where, in bytes of the text.
    pub range: TextRange,
    /// What.
    pub kind: LexErrorKind,
}

/// What CPython's tokenizer rejects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LexErrorKind {}

/// The tokens of `text` as the parser wants them: after an error, damage is kept local (an unclosed bracket ends
/// before a line that starts with a word that begins statements only). For a text without errors they are those
/// of [`lex_strict`].
pub fn lex(text: &str) -> Tokens {
    let _ = text;
    Tokens::default()
}

/// The tokens of `text` as CPython's tokenizer makes them, to the end of the text even after an error.
pub fn lex_strict(text: &str) -> Tokens {
    let _ = text;
    Tokens::default()
}

impl std::fmt::Display for LexErrorKind {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}
