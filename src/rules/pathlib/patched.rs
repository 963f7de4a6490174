//! Whether the file itself replaces functions of `os` or `open`, as tests do.

use super::code::Code;
use crate::ast::{Call, Expr, ExprContext, ExprId, NodeId};
use crate::semantic::Qualified;

/// What a patched name begins with.
const MODULES: &[&str] =
    &["os", "os.path", "posixpath", "genericpath", "builtins", "__builtin__", "io", "shutil"];

/// The place that replaces such a function: `mock.patch("os.path.exists")`, `monkeypatch.setattr(os, "remove", …)`,
/// `os.path.exists = …`.
pub(super) fn patch(code: &Code<'_>) -> Option<ExprId> {
    let ast = code.ast();
    ast.walk(code.ctx.file.lowered.root.into()).find_map(|node| {
        let NodeId::Expr(expr) = node else { return None };
        let is_patch = match ast[expr] {
            Expr::Attribute(it) => it.ctx == ExprContext::Store && is_module(code, it.value),
            Expr::Call(call) => is_patching(code, call),
            _ => false,
        };
        is_patch.then_some(expr)
    })
}

fn is_patching(code: &Code<'_>, call: Call) -> bool {
    const PATCHERS: &[&str] = &["patch", "object", "setattr", "multiple"];
    let ast = code.ast();
    let name = match ast[call.func] {
        Expr::Name(it) => ast.name(it.id),
        Expr::Attribute(it) => ast.name(it.attr),
        _ => return false,
    };
    PATCHERS.contains(&name)
        && ast[call.args].first().is_some_and(|it| match code.literal(*it) {
            Some(text) => text.rsplit_once('.').is_some_and(|(module, name)| {
                MODULES.contains(&module)
                    || name == "open"
                    || module.ends_with(".os")
                    || module.ends_with(".os.path")
            }),
            None => is_module(code, *it),
        })
}

fn is_module(code: &Code<'_>, expr: ExprId) -> bool {
    match code.ctx.file.qualified_name(expr) {
        Qualified::Name(name) => MODULES.contains(&name.as_str()),
        Qualified::Other | Qualified::Unknown => false,
    }
}
