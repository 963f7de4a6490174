//! CPython's `SyntaxError` as data.

/// Which class CPython raises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorClass {
    /// `SyntaxError`.
    Syntax,
    /// `IndentationError`.
    Indentation,
    /// `TabError`.
    Tab,
    /// `UnicodeDecodeError`, which CPython's parser lets out in one case.
    UnicodeDecode,
    /// `MemoryError`: the text is nested too deeply for CPython's parser.
    Memory,
}

/// What a `SyntaxError` exception of CPython holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The class that is raised.
    pub class: ErrorClass,
    /// `msg`.
    pub message: String,
    /// `lineno`, `offset`, `end_lineno`, `end_offset`; absent when CPython gives no place.
    pub span: Option<ErrorSpan>,
    /// `text`: the source line that is shown, with its line break if it has one.
    pub text: Option<String>,
}

/// The place of a `SyntaxError`, in CPython's units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorSpan {
    /// `lineno`, 1-based.
    pub line: i32,
    /// `offset`: 1-based, in code points; 0 where CPython gives 0.
    pub column: i32,
    /// `end_lineno`, 1-based.
    pub end_line: i32,
    /// `end_offset`: 1-based, in code points, exclusive; 0 and -1 where CPython gives those.
    pub end_column: i32,
}
