//! What the parser finds wrong, as facts.
//!
//! These messages are for people who look at a tree. CPython's own wording is made by the report pass.

use std::fmt;

use super::lexer::LexErrorKind;
use super::{Feature, SyntaxKind};
use crate::text::TextRange;

/// Something in a file that is not Python.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// Where, in bytes of the text.
    pub range: TextRange,
    /// What.
    pub kind: ParseErrorKind,
}

impl ParseError {
    /// What is wrong, in a sentence. `text` is what was parsed: some sentences name lines of it.
    pub fn message(&self, text: &str) -> String {
        match &self.kind {
            ParseErrorKind::Lex(kind) => kind.message_at(text, self.range.start()),
            kind => kind.to_string(),
        }
    }
}

/// What is wrong. `Display` is for people, but knows no text: see [`ParseError::message`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseErrorKind {
    /// The lexer found no token.
    Lex(LexErrorKind),
    /// `expected` should stand where `found` does.
    Expected {
        /// What should be there.
        expected: Expected,
        /// What is there.
        found: SyntaxKind,
    },
    /// Something is where it may not be.
    Misplaced(Misplaced),
    /// Nothing can be assigned to it, or deleted.
    InvalidTarget {
        /// The node that is no target.
        found: SyntaxKind,
        /// Which statement wants a target.
        role: TargetRole,
    },
    /// Python 2's syntax.
    Python2(Python2),
    /// Syntax of a Python after 3.14.
    TooNew(NewSyntax),
    /// Syntax that the target version lacks.
    Lacking(Feature),
    /// More nodes within nodes than [`MAX_TREE_DEPTH`](super::MAX_TREE_DEPTH), or more recursion than the parser allows.
    TooDeep,
}

/// What the parser was looking for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A token of this kind.
    Token(SyntaxKind),
    /// An expression.
    Expression,
    /// A statement.
    Statement,
    /// A pattern of a `case`.
    Pattern,
    /// A parameter.
    Parameter,
    /// The end of the line, or `;`.
    EndOfStatement,
    /// An indented block after a colon.
    IndentedBlock,
    /// `case` clauses after `match`.
    CaseBlock,
    /// `except` or `finally` after `try`.
    Handler,
    /// `def`, `class`, `for` or `with` after `async` or a decorator.
    Definition,
}

/// What may not be where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences are in `Display`")]
pub enum Misplaced {
    Indent,
    Starred,
    Generator,
    PositionalArgument,
    UnpackedArgument,
    KeywordName,
    DottedName,
    ParameterOrder,
    DefaultOrder,
    DuplicateMarker,
    NothingAfterStar,
    StarDefault,
    TypeParameter,
    NamedExpression,
    LowPrecedence,
    MixedExcept,
    BareExcept,
    ImportStar,
    TrailingComma,
    PatternAfterRest,
    PositionalPattern,
    IrrefutableName,
    CapturedWildcard,
    ImaginaryPart,
    RealPart,
    Conversion,
    Annotation,
    ClauseWithoutStatement,
}

/// Which statement or clause wants a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetRole {
    /// `=`, `for`, `with`: names, attributes, subscripts, and tuples and lists of them.
    Assign,
    /// `+=` and its like: one name, attribute or subscript.
    Augmented,
    /// `x: int`.
    Annotated,
    /// `del`.
    Delete,
}

/// Python 2's syntax, which parses into nodes of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "a variant is its syntax")]
pub enum Python2 {
    Print,
    Exec,
    Backticks,
    LessGreater,
    RaiseTuple,
    TupleParameter,
    AsyncAsName,
}

/// Syntax of a Python after 3.14.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewSyntax {
    /// `lazy import m` (PEP 810).
    LazyImport,
    /// `[*x for x in y]`, `{**d for d in y}` (PEP 798).
    ComprehensionUnpacking,
}

impl fmt::Display for ParseErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lex(kind) => write!(f, "{kind:?}"),
            Self::Expected { expected, found } => write!(f, "expected {expected}, found {}", Token(*found)),
            Self::Misplaced(what) => f.write_str(what.sentence()),
            Self::InvalidTarget { found, role } => write!(f, "`{found:?}` cannot be {}", role.words()),
            Self::Python2(what) => write!(f, "{} is Python 2", what.words()),
            Self::TooNew(what) => write!(f, "{} needs Python 3.15", what.words()),
            Self::Lacking(feature) => write!(f, "{} needs Python {}", feature.name(), feature.since()),
            Self::TooDeep => write!(f, "nested too deeply (the limit is {} levels)", super::MAX_TREE_DEPTH),
        }
    }
}

/// A kind as people read it: its text if it has one.
struct Token(SyntaxKind);

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.text() {
            Some(text) => write!(f, "`{text}`"),
            None => write!(f, "{:?}", self.0),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token(kind) => write!(f, "{}", Token(*kind)),
            Self::Expression => f.write_str("an expression"),
            Self::Statement => f.write_str("a statement"),
            Self::Pattern => f.write_str("a pattern"),
            Self::Parameter => f.write_str("a parameter"),
            Self::EndOfStatement => f.write_str("the end of the statement"),
            Self::IndentedBlock => f.write_str("an indented block"),
            Self::CaseBlock => f.write_str("an indented block of `case` clauses"),
            Self::Handler => f.write_str("`except` or `finally`"),
            Self::Definition => f.write_str("a definition"),
        }
    }
}

impl Misplaced {
    const fn sentence(self) -> &'static str {
        match self {
            Self::Indent => "unexpected indentation",
            Self::Starred => "a starred expression cannot stand here",
            Self::Generator => "a generator that is not the only argument needs parentheses",
            Self::PositionalArgument => "a positional argument follows keyword arguments",
            Self::UnpackedArgument => "an unpacked argument follows unpacked keyword arguments",
            Self::KeywordName => "the name of a keyword argument must be a name",
            Self::DottedName => "a dotted name cannot be imported from a module",
            Self::ParameterOrder => "a parameter follows `**` parameters",
            Self::DefaultOrder => "a parameter without a default follows one with a default",
            Self::DuplicateMarker => "`*` or `/` stands where it may not, or twice",
            Self::NothingAfterStar => "named parameters must follow a bare `*`",
            Self::StarDefault => "a starred parameter cannot have a default",
            Self::TypeParameter => "a starred type parameter cannot have a bound",
            Self::NamedExpression => "`:=` needs parentheses here",
            Self::LowPrecedence => "this operator needs parentheses here",
            Self::MixedExcept => "a `try` has `except` clauses or `except*` clauses, not both",
            Self::BareExcept => "`except*` and `as` need an exception",
            Self::ImportStar => "`*` stands alone in an import",
            Self::TrailingComma => "a comma at the end needs parentheses here",
            Self::PatternAfterRest => "nothing can follow `**` in a mapping pattern",
            Self::PositionalPattern => "a positional pattern follows keyword patterns",
            Self::IrrefutableName => "this name cannot be captured",
            Self::CapturedWildcard => "`_` captures nothing, so it cannot be a name here",
            Self::ImaginaryPart => "an imaginary number cannot be the first part of a complex number",
            Self::RealPart => "the second part of a complex number must be imaginary",
            Self::Conversion => "a conversion is `!s`, `!r` or `!a`",
            Self::Annotation => "only one name, attribute or subscript can be annotated",
            Self::ClauseWithoutStatement => "this clause belongs to no statement",
        }
    }
}

impl TargetRole {
    const fn words(self) -> &'static str {
        match self {
            Self::Assign => "assigned to",
            Self::Augmented => "the target of an augmented assignment",
            Self::Annotated => "annotated",
            Self::Delete => "deleted",
        }
    }
}

impl Python2 {
    const fn words(self) -> &'static str {
        match self {
            Self::Print => "the `print` statement",
            Self::Exec => "the `exec` statement",
            Self::Backticks => "an expression in backticks",
            Self::LessGreater => "`<>`",
            Self::RaiseTuple => "`raise` with commas",
            Self::TupleParameter => "a tuple as parameter",
            Self::AsyncAsName => "`async` or `await` as a name",
        }
    }
}

impl NewSyntax {
    const fn words(self) -> &'static str {
        match self {
            Self::LazyImport => "a lazy import",
            Self::ComprehensionUnpacking => "unpacking in a comprehension",
        }
    }
}
