//! What expressions are called, and which of them cannot be targets.

use crate::syntax::T;

use super::grammar::NodeKind;
use super::node::{Nodes, Value};
use super::tape::Tape;
use super::token::TokenKind;

/// What becomes of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Assigned,
    Deleted,
    /// Assigned to by a loop.
    Looped,
}

/// The name of an expression in messages.
pub(super) fn name(nodes: &Nodes, tape: &Tape<'_>, value: Value) -> &'static str {
    use NodeKind::*;
    let Some(kind) = nodes.kind(value) else { return token_name(tape, value) };
    match kind {
        Attribute | Other | Function => "attribute",
        Subscript => "subscript",
        Starred => "starred",
        List => "list",
        Tuple | Seq => "tuple",
        Lambda => "lambda",
        Call | Args | Keyword | KeywordUnpack => "function call",
        Operator => "expression",
        GeneratorExp => "generator expression",
        Yield => "yield expression",
        Await => "await expression",
        ListComp => "list comprehension",
        SetComp => "set comprehension",
        DictComp => "dict comprehension",
        Dict => "dict literal",
        Set => "set display",
        FString => "f-string expression",
        TString => "t-string expression",
        Literal => "literal",
        Compare | InOperator => "comparison",
        IfExp => "conditional expression",
        NamedExpr => "named expression",
        Comprehension => "comprehension",
    }
}

fn token_name(tape: &Tape<'_>, value: Value) -> &'static str {
    let Value::Token(idx) = value else { return "expression" };
    let kind = tape.kind(idx as usize);
    if kind == TokenKind::NAME {
        "name"
    } else if kind.is(T![None]) {
        "None"
    } else if kind.is(T![True]) {
        "True"
    } else if kind.is(T![False]) {
        "False"
    } else if kind.is(T![...]) {
        "ellipsis"
    } else {
        "literal"
    }
}

/// The first part of an expression that cannot be such a target.
pub(super) fn invalid_target(nodes: &Nodes, tape: &Tape<'_>, value: Value, target: Target) -> Option<Value> {
    let Some(kind) = nodes.kind(value) else {
        let Value::Token(idx) = value else { return None };
        return (tape.kind(idx as usize) != TokenKind::NAME).then_some(value);
    };
    let within = |child: &Value| invalid_target(nodes, tape, *child, target);
    match kind {
        NodeKind::Attribute | NodeKind::Subscript => None,
        NodeKind::List | NodeKind::Tuple => nodes.children(value).iter().find_map(within),
        NodeKind::Starred if target == Target::Deleted => Some(value),
        NodeKind::Starred => nodes.children(value).first().and_then(within),
        NodeKind::Compare if target == Target::Looped => {
            // In `for a in b`, `a in b` is read as a comparison.
            let children = nodes.children(value);
            let is_in = children.get(1).is_some_and(|it| nodes.kind(*it) == Some(NodeKind::InOperator));
            children.first().filter(|_| is_in).and_then(within)
        }
        _ => Some(value),
    }
}
