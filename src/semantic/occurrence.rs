//! Every place where a name stands.

use super::scopes::ScopeId;
use super::symbol::SymbolFlags;
use crate::ast::{ExprContext, Name, NodeId};

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
    /// What is done with it.
    pub flags: SymbolFlags,
    /// Whether it is read, bound or deleted.
    pub context: ExprContext,
}
