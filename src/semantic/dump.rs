//! The scopes as text, for tests and for comparison with CPython's module `symtable`.

use std::fmt::Write as _;

use super::scopes::{ScopeId, Scopes};
use super::symbol::Symbol;
use crate::ast::Ast;
use crate::text::LineIndex;

/// Every scope with its parameters and symbols, children below their parents, indented by one space each.
///
/// Symbols are in order, with CPython's numbers; those without flags, whose order CPython leaves to chance, come last,
/// sorted. `text` is the tree's.
pub fn dump_scopes(ast: &Ast, scopes: &Scopes, text: &str) -> String {
    let lines = LineIndex::new(text);
    let mut out = String::new();
    let mut pending = vec![(ScopeId::MODULE, 0)];
    while let Some((id, depth)) = pending.pop() {
        let scope = &scopes[id];
        let line = if id == ScopeId::MODULE { 0 } else { lines.line(scope.range.start()) };
        let nested = if scope.nested { " nested" } else { "" };
        let indent = " ".repeat(depth);
        let _ = write!(out, "{indent}{} {} {line}{nested} (", scope.kind.type_name(), ast.name(scope.name));
        let params: Vec<_> = scope.varnames.iter().map(|name| ast.name(*name)).collect();
        let _ = write!(out, "{})", params.join(" "));
        let shown = |symbol: &Symbol| format!(" {}={}", ast.name(symbol.name), symbol.bits());
        let (own, passed_on): (Vec<_>, Vec<_>) = scope.symbols.iter().partition(|it| it.flags.bits() != 0);
        let mut passed_on: Vec<_> = passed_on.into_iter().map(shown).collect();
        passed_on.sort_unstable();
        out.extend(own.into_iter().map(shown).chain(passed_on));
        out.push('\n');
        pending.extend(scope.children.iter().rev().map(|child| (*child, depth + 1)));
    }
    out
}
