//! Whether a module can look at local variables by their names.
//!
//! A call of `locals()` need not stand in the function that it looks at, nor be spelled so (`show = locals`), so the
//! whole module is searched, names, attributes, variables and strings alike, for any name that leads there. That a
//! function of another module, called from here, looks at the frame of its caller cannot be seen here; it is on the
//! list of what a proof does not cover.

use rustpython_wtf8::Wtf8;

use crate::bytecode::{CodeObject, Constant};

/// Names that lead to the local variables of a frame, or to their names.
const NAMES: &[&str] = &[
    "_current_frames",
    "_getframe",
    "ag_frame",
    "breakpoint",
    "capture_locals",
    "co_varnames",
    "code_context",
    "cr_frame",
    "currentframe",
    "dir",
    "dis",
    "eval",
    "exec",
    "f_back",
    "f_locals",
    "gi_frame",
    "inspect",
    "locals",
    "pdb",
    "setprofile",
    "settrace",
    "sys_getframe",
    "tb_frame",
    "vars",
    "walk_stack",
    "walk_tb",
    "__code__",
];

/// The first such name in `code` or the code objects in it.
pub(in crate::verify::code) fn introspecting_name(code: &CodeObject) -> Option<String> {
    let names = code.names.iter().chain(&code.localsplusnames).map(|it| &**it);
    let found = names.into_iter().find_map(listed);
    found.or_else(|| code.consts.iter().find_map(in_constant)).map(str::to_owned)
}

fn in_constant(value: &Constant) -> Option<&'static str> {
    match value {
        Constant::Str(text) => listed(text),
        Constant::Tuple(items) | Constant::FrozenSet(items) => items.iter().find_map(in_constant),
        Constant::Code(code) => introspecting_name(code).and_then(|it| listed(Wtf8::new(&*it))),
        _ => None,
    }
}

fn listed(name: &Wtf8) -> Option<&'static str> {
    NAMES.iter().copied().find(|it| name == *it)
}
