//! CPython's `SyntaxWarning` as data.

use super::SyntaxError;

/// A warning that CPython's tokenizer, parser or compiler gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxWarning {
    /// The text of the warning.
    pub message: String,
    /// 1-based.
    pub line: u32,
    /// What is raised instead where a filter turns the warning into an error; its words can differ.
    pub as_error: SyntaxError,
}
