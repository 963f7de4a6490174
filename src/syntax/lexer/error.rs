//! What CPython's tokenizer rejects or warns of, as facts with a place.

use crate::text::TextRange;

/// Something that CPython's tokenizer rejects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexError {
    /// Where, in bytes of the text. Its last character is where CPython's tokenizer stands.
    pub range: TextRange,
    /// Index of the token in which it is met: CPython's parser gets only the tokens before.
    pub token: u32,
    /// What.
    pub kind: LexErrorKind,
    /// Whether CPython's `tokenize` module passes over it.
    pub is_tolerated: bool,
}

/// The sort of a formatted string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formatted {
    /// An f-string.
    F,
    /// A t-string.
    T,
}

impl Formatted {
    /// The letter of its prefix, as messages show it.
    pub fn letter(self) -> char {
        match self {
            Self::F => 'f',
            Self::T => 't',
        }
    }
}

/// How a number is written, as messages name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Digits.
    Decimal,
    /// `0x`.
    Hexadecimal,
    /// `0o`.
    Octal,
    /// `0b`.
    Binary,
    /// With the suffix `j`.
    Imaginary,
}

impl Base {
    /// The adjective that messages use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Decimal => "decimal",
            Self::Hexadecimal => "hexadecimal",
            Self::Octal => "octal",
            Self::Binary => "binary",
            Self::Imaginary => "imaginary",
        }
    }
}

/// What CPython's tokenizer rejects. Offsets are in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LexErrorKind {
    /// A NUL.
    NullByte,
    /// Tabs and spaces whose order depends on the width of a tab.
    InconsistentTabs,
    /// A line that is indented as no line around it.
    InconsistentDedent,
    /// More than 100 levels of indentation.
    TooManyIndents,
    /// More than 200 brackets open.
    TooManyBrackets,
    /// More than 150 formatted strings open.
    TooManyStrings,
    /// A closing bracket where none is open.
    UnmatchedCloser(char),
    /// A closing bracket of another sort than the open one.
    MismatchedCloser {
        /// The closing bracket.
        closer: char,
        /// The open one.
        opener: char,
        /// Where the open one is.
        opened_at: u32,
    },
    /// A closing bracket of another sort directly in a replacement field.
    UnmatchedInField {
        /// The closing bracket.
        closer: char,
        /// The string around it.
        string: Formatted,
    },
    /// A bracket that is open at the end of the file, or before a line that starts a statement.
    UnclosedBracket(char),
    /// A string that does not end on its line.
    UnterminatedString {
        /// Whether it holds an escaped quote of its own sort.
        escaped_quote: bool,
        /// Where its line ends.
        detected_at: u32,
    },
    /// A triple-quoted string that does not end.
    UnterminatedTriple {
        /// Where the file ends.
        detected_at: u32,
    },
    /// A formatted string that does not end on its line.
    UnterminatedFormatted {
        /// Which.
        string: Formatted,
        /// Where its line ends.
        detected_at: u32,
    },
    /// A triple-quoted formatted string that does not end.
    UnterminatedTripleFormatted {
        /// Which.
        string: Formatted,
        /// Where the file ends.
        detected_at: u32,
    },
    /// A string within a replacement field that does not end and has the quotes of the string around it.
    ExpectingBrace(Formatted),
    /// A line break in a format specifier of a string with single quotes.
    NewlineInSpec(Formatted),
    /// `}` in the text of a formatted string.
    SingleBrace(Formatted),
    /// A replacement field in a format specifier in a format specifier in a format specifier.
    FieldsTooDeep(Formatted),
    /// Two letters before a string that exclude each other.
    IncompatiblePrefixes(char, char),
    /// A number that is not written as one.
    InvalidNumber(Base),
    /// A digit that the base does not have.
    InvalidDigit {
        /// Which.
        digit: char,
        /// The base.
        base: Base,
    },
    /// `0777`.
    LeadingZeros,
    /// A character that no identifier has, and that can be shown.
    InvalidCharacter(char),
    /// A character that cannot be shown.
    NonPrintable(char),
    /// A backslash that no line break follows.
    StrayBackslash,
    /// A backslash at the end of the file.
    EofAfterBackslash,
}

/// Something that CPython's tokenizer warns of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexWarning {
    /// Where, in bytes of the text.
    pub range: TextRange,
    /// Index of the token in which it is met.
    pub token: u32,
    /// What.
    pub kind: LexWarningKind,
}

/// What CPython's tokenizer warns of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LexWarningKind {
    /// A number that runs into a keyword: `1if`.
    NumberThenKeyword(Base),
    /// A backslash before a brace in a formatted string.
    InvalidEscape(char),
}
