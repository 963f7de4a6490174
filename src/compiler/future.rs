//! `from __future__ import …` at the start of a module.
//!
//! Source: CPython 3.14, `Python/future.c`.

use crate::ast::{Ast, Expr, ImportFrom, List, Mod, ModId, Stmt, StmtId, Value};
use crate::bytecode::code_flags;
use crate::text::TextRange;

/// Features, and the flags that they leave in code objects; 0 where there is nothing left to ask for.
const FEATURES: &[(&str, u32)] = &[
    ("nested_scopes", 0),
    ("generators", 0),
    ("division", 0),
    ("absolute_import", 0),
    ("with_statement", 0),
    ("print_function", 0),
    ("unicode_literals", 0),
    ("generator_stop", 0),
    ("barry_as_FLUFL", code_flags::FUTURE_BARRY_AS_BDFL),
    ("annotations", code_flags::FUTURE_ANNOTATIONS),
];

/// An import of a feature that there is none of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnknownFeature {
    pub(super) range: TextRange,
    pub(super) message: String,
}

/// The flags of the features that a module asks for.
pub(super) fn future_flags(ast: &Ast, root: ModId) -> Result<u32, UnknownFeature> {
    let body = match ast[root] {
        Mod::Module(it) => it.body,
        Mod::Interactive(it) => it.body,
        Mod::Expression(_) | Mod::FunctionType(_) => return Ok(0),
    };
    let mut flags = 0;
    for import in future_imports(ast, body) {
        for &alias in &ast[import.names] {
            let name = ast.name(ast[alias].name);
            let Some((_, flag)) = FEATURES.iter().find(|(feature, _)| *feature == name) else {
                let message = match name {
                    "braces" => "not a chance".to_owned(),
                    _ => format!("future feature {name} is not defined"),
                };
                return Err(UnknownFeature { range: ast.range(alias), message });
            };
            flags |= flag;
        }
    }
    Ok(flags)
}

/// The imports at the start of a body, under a docstring perhaps.
fn future_imports(ast: &Ast, body: List<StmtId>) -> impl Iterator<Item = ImportFrom> {
    let is_docstring = |id: &StmtId| match ast[*id] {
        Stmt::Expr(it) => matches!(ast[it.value], Expr::Constant(it) if matches!(it.value, Value::Str(_))),
        _ => false,
    };
    let n_docstrings = usize::from(ast[body].first().is_some_and(is_docstring));
    ast[body].iter().skip(n_docstrings).map_while(|id| match ast[*id] {
        Stmt::ImportFrom(it)
            if it.level == 0 && it.module.is_some_and(|name| ast.name(name) == "__future__") =>
        {
            Some(it)
        }
        _ => None,
    })
}
