//! From text to tokens.
//!
//! In: a decoded text of at most 256 MiB, without its byte order mark. Out: [`Tokens`], whose texts joined are the
//! text, whatever it holds; errors and warnings beside them.
//!
//! The lexer is a stack of modes, of which two sorts exist: code (`scan.rs`) and the literal stretches of an f- or
//! t-string (`fstring.rs`). What ends a mode, what nests in it and what it does at the end of the file is written
//! at the top of those files. Brackets, indentation and line ends (`brackets.rs`, `lines.rs`) belong to code.
//!
//! There are two policies. [`lex_strict`] follows CPython 3.14's tokenizer to the letter, also where it is
//! lenient (`tokenize` accepts brackets that do not match). [`lex`] serves the parser: damage stays local. For a
//! text in which [`lex`] finds no error both give the same tokens. No token costs an allocation, and the time is
//! linear in the length of the text.
//!
//! Source: CPython 3.14, `Parser/lexer/`; PEP 3131, PEP 515, PEP 701, PEP 750.

mod brackets;
mod bytes;
mod error;
mod fstring;
mod lines;
mod message;
mod number;
mod scan;
mod string;
mod word;

use crate::syntax::SyntaxKind;
use crate::text::{TextRange, TextSize};

pub use error::{Base, Formatted, LexError, LexErrorKind, LexWarning, LexWarningKind};

/// The tokens of a text, in order, without gaps: the text of all of them is the text.
///
/// NEWLINE, NL, whitespace, comments and line joins are tokens. INDENT, DEDENT and ENDMARKER are tokens of no
/// length, placed directly before the token that they announce. The last token is ENDMARKER.
///
/// A NEWLINE has no length where the file ends within a line. An FSTRING_MIDDLE (TSTRING_MIDDLE) is the whole
/// stretch between two replacement fields as it is written, doubled braces included, and never empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    kinds: Vec<SyntaxKind>,
    /// Byte offset of each token; a token ends where the next begins. One longer than `kinds`.
    starts: Vec<u32>,
    errors: Vec<LexError>,
    warnings: Vec<LexWarning>,
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

    /// What is wrong with the tokens, in the order in which the tokenizer meets it, which is not always the order
    /// of the places: an f-string without an end is reported at its start.
    pub fn errors(&self) -> &[LexError] {
        &self.errors
    }

    /// What CPython's tokenizer warns of, in order.
    pub fn warnings(&self) -> &[LexWarning] {
        &self.warnings
    }
}

/// What the lexer does after an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Policy {
    /// What CPython's tokenizer does when asked to go on.
    Strict,
    /// What keeps most of the rest of the file as it was meant.
    Local,
}

/// The tokens of `text` as the parser wants them: after an error, damage is kept local (an unclosed bracket ends
/// before a line that starts with a word that begins statements only). If it finds no error they are those
/// of [`lex_strict`].
///
/// ```
/// use reskin::syntax::{SyntaxKind, lexer::lex};
///
/// let tokens = lex("x = f(1");
/// assert_eq!(tokens.kind(0), SyntaxKind::NAME);
/// assert_eq!(tokens.errors().len(), 1);
/// ```
pub fn lex(text: &str) -> Tokens {
    scan::Lexer::new(text, Policy::Local).run()
}

/// The tokens of `text` as CPython's tokenizer makes them, to the end of the text even after an error.
pub fn lex_strict(text: &str) -> Tokens {
    scan::Lexer::new(text, Policy::Strict).run()
}
