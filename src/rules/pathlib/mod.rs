//! The set `pathlib` as far as it needs Rust: local variables that hold a path and are moved as a whole.
//!
//! A variable is moved if every binding of it can be written as a `Path`, and every place that reads it has a form of
//! `pathlib`, takes a path object as well, or can be given `str(p)` without the result being a worse read than before.
//! What was a string becomes a path object, so what is claimed is about text: that dropping `./`, `//` and a slash at
//! the end makes no difference where it can be seen.

mod assumptions;
mod code;

mod path_expr;
mod path_text;

mod form;
mod path_use;
mod sink;

mod objections;
mod variable;

mod path_flow;
mod plan;

pub(super) use path_flow::path_flow;
