//! What the file itself says against paths as objects: it replaces functions of `os` or `open`, as tests do, or has
//! paths of bytes.

use super::code::Code;
use crate::ast::{Call, Expr, ExprContext, ExprId, NodeId};
use crate::semantic::{Answer, Qualified};

/// What a patched name begins with.
const MODULES: &[&str] =
    &["os", "os.path", "posixpath", "genericpath", "builtins", "__builtin__", "io", "shutil"];

/// What speaks against all variables of a file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Objections {
    /// The place that replaces such a function: `mock.patch("os.path.exists")`, `monkeypatch.setattr(os, "remove", …)`,
    /// `os.path.exists = …`.
    pub(super) patch: Option<ExprId>,
    /// A part of bytes that is joined to a path.
    pub(super) bytes: Option<ExprId>,
}

impl Objections {
    pub(super) fn of(code: &Code<'_>) -> Self {
        let ast = code.ast();
        let mut out = Self::default();
        for node in ast.walk(code.ctx.file.lowered.root.into()) {
            let NodeId::Expr(expr) = node else { continue };
            match ast[expr] {
                Expr::Attribute(it) if it.ctx == ExprContext::Store && is_module(code, it.value) => {
                    out.patch.get_or_insert(expr);
                }
                Expr::Call(call) if is_patching(code, call) => {
                    out.patch.get_or_insert(expr);
                }
                Expr::Call(call) => {
                    let of_bytes = || ast[call.args].iter().find(|it| code.is_path_text(**it) == Answer::No);
                    if out.bytes.is_none()
                        && is_join(code, call)
                        && let Some(bytes) = of_bytes()
                    {
                        out.bytes = Some(*bytes);
                    }
                }
                _ => {}
            }
        }
        out
    }
}

fn is_join(code: &Code<'_>, call: Call) -> bool {
    matches!(code.ctx.file.qualified_name(call.func), Qualified::Name(name) if name == "os.path.join")
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
