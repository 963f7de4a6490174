//! Every place where a name stands.

use super::scopes::ScopeId;
use crate::ast::{Name, NodeId, StmtId};

/// A name where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The scope in which it is looked up or bound.
    pub scope: ScopeId,
    /// The name, mangled.
    pub name: Name,
    /// The node: a `Name`, or the statement, parameter, alias, pattern, handler or type parameter that has the name
    /// for a field.
    pub node: NodeId,
    /// The innermost statement around; none in the input of `eval`.
    pub stmt: Option<StmtId>,
    /// What is done with it.
    pub role: Role,
    /// Whether the place is evaluated; the annotation of a local variable never is.
    pub is_evaluated: bool,
}

/// What is done with a name where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// It is read.
    Read,
    /// It is bound.
    Bind(BindingKind),
    /// It is unbound: `del x`.
    Delete,
    /// It is declared by `global`.
    Global,
    /// It is declared by `nonlocal`.
    Nonlocal,
}

/// What binds a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BindingKind {
    /// `x = …`, also in a list of targets, and `x: int = …`.
    Assign,
    /// `x += …`, which reads it first.
    AugAssign,
    /// `x: int`, which makes it a variable of the scope but binds nothing.
    Annotation,
    /// `(x := …)`.
    NamedExpr,
    /// `for x in …`, the statement.
    For,
    /// `for x in …` of a comprehension.
    Comprehension,
    /// `with … as x`.
    With,
    /// `except … as x`; it is unbound at the end of the handler.
    Except,
    /// `import x`, `from … import x`; [`Import`](super::Import) has its module and name.
    Import,
    /// `def x`, `async def x`.
    Function,
    /// `class x`.
    Class,
    /// A parameter of a function or lambda.
    Parameter,
    /// A capture, star or rest of a pattern.
    Capture,
    /// A type parameter.
    TypeParam,
    /// `type x = …`.
    TypeAlias,
}
