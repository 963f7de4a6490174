//! What CPython's symbol table rejects.

use crate::text::{ColumnUnit, ErrorClass, ErrorSpan, LineIndex, SyntaxError, TextRange};

/// A `SyntaxError` that the symbol table raises: the first one of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeError {
    /// The node that CPython names, in bytes of the text.
    pub range: TextRange,
    /// What is wrong; `Display` gives CPython's message.
    pub kind: ScopeErrorKind,
}

/// What is wrong with a name or expression where it stands. `Display` gives CPython's message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "a variant is its message")]
pub enum ScopeErrorKind {
    #[error("name '{name}' is parameter and {directive}")]
    ParameterDeclared { name: String, directive: &'static str },
    #[error("name '{name}' is assigned to before {directive} declaration")]
    AssignedBeforeDeclaration { name: String, directive: &'static str },
    #[error("name '{name}' is used prior to {directive} declaration")]
    UsedBeforeDeclaration { name: String, directive: &'static str },
    #[error("annotated name '{name}' can't be {directive}")]
    AnnotatedDeclared { name: String, directive: &'static str },
    #[error("name '{0}' is nonlocal and global")]
    NonlocalAndGlobal(String),
    #[error("nonlocal declaration not allowed at module level")]
    NonlocalInModule,
    #[error("no binding for nonlocal '{0}' found")]
    NoBinding(String),
    #[error("nonlocal binding not allowed for type parameter '{0}'")]
    NonlocalTypeParameter(String),
    #[error("duplicate argument '{0}' in function definition")]
    DuplicateParameter(String),
    #[error("duplicate type parameter '{0}'")]
    DuplicateTypeParameter(String),
    #[error("reserved name '{0}' cannot be used for type parameter")]
    ReservedTypeParameter(String),
    #[error("import * only allowed at module level")]
    ImportStar,
    #[error("from __future__ imports must occur at the beginning of the file")]
    LateFuture,
    #[error("cannot assign to __debug__")]
    AssignToDebug,
    #[error("cannot delete __debug__")]
    DeleteDebug,
    #[error("assignment expression within a comprehension cannot be used {0}")]
    NamedExprInComprehension(&'static str),
    #[error("assignment expression cannot rebind comprehension iteration variable '{0}'")]
    RebindsIteration(String),
    #[error("comprehension inner loop cannot rebind assignment expression target '{0}'")]
    LoopRebindsTarget(String),
    #[error("assignment expression cannot be used in a comprehension iterable expression")]
    NamedExprInIterable,
    #[error("{expression} cannot be used within {place}")]
    NotAllowed { expression: &'static str, place: &'static str },
    #[error("'yield' inside {0}")]
    YieldInComprehension(&'static str),
    #[error("'await' outside function")]
    AwaitOutsideFunction,
    #[error("'await' outside async function")]
    AwaitOutsideAsync,
    #[error("'{0}' outside async function")]
    AsyncOutsideAsync(&'static str),
    #[error("asynchronous comprehension outside of an asynchronous function")]
    AsyncComprehension,
}

impl ScopeError {
    /// The error as CPython raises it for the text of the tree.
    ///
    /// The columns count bytes of UTF-8 here, unlike those of its parser.
    pub fn to_syntax_error(&self, text: &str) -> SyntaxError {
        let index = LineIndex::new(text);
        let place = |offset| {
            let place = index.line_column(text, offset, ColumnUnit::Bytes);
            (place.line as i32, place.column as i32 + 1)
        };
        let (line, column) = place(self.range.start());
        let (end_line, end_column) = place(self.range.end());
        SyntaxError {
            class: ErrorClass::Syntax,
            message: self.kind.to_string(),
            span: Some(ErrorSpan { line, column, end_line, end_column }),
            text: u32::try_from(line).ok().and_then(|line| index.line_text(text, line)).map(str::to_owned),
        }
    }
}
