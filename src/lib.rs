//! `reskin` moves Python code to its modern form and shows, for every rewrite, that the program still does what
//! it did. It keeps every byte that it has no reason to touch.
//!
//! # The map
//!
//! The tree of folders is the pipeline. A layer names only the layers before it; a test
//! (`tests/suite/tidy.rs`) reads every `crate::` path against the table.
//!
//! | layer | holds |
//! |---|---|
//! | [`text`] | source files, line index, edits, diffs, syntax errors and warnings as data |
//! | [`syntax`] | lexer, parser, the lossless tree, typed nodes, validation, CPython's error reports |
//! | [`ast`] | CPython 3.14's abstract syntax tree: lowering, visitor, `ast.dump`, `ast.unparse` |
//! | [`semantic`] | what names mean: scopes as CPython's symbol table has them, bindings, references |
//! | [`bytecode`] | CPython 3.14's instructions, code objects, `.pyc` files, the disassembler |
//! | [`compiler`] | code generation, flow graph passes, assembler |
//! | [`rewrite`] | rule files, patterns, conditions, templates, imports, the engine |
//! | [`rules`] | rules that need Rust, one folder a set |
//! | [`verify`] | whether a rewritten program still is the same: equal code, and for which versions |
//! | [`cli`] | arguments, one file a command |

pub mod text;

pub mod syntax;

pub mod ast;

pub mod semantic;

pub mod bytecode;

pub mod compiler;

pub mod rewrite;

pub mod rules;

pub mod verify;

pub mod cli;
