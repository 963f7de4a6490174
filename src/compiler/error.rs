//! What code generation rejects and warns of.

use super::instruction::Location;

/// A program that parses and cannot be compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CompileError {
    pub(super) location: Location,
    pub(super) message: String,
}

/// A SyntaxWarning of the compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CompileWarning {
    pub(super) location: Location,
    pub(super) message: String,
}
