//! All integration tests are this one binary: each further binary would link the whole crate again.

mod analysis;
mod ast;
mod bytecode;
mod cases;
mod cli;
mod codegen;
mod compileall;
mod compiler;
mod discovery;
mod flow;
mod fstrings;
mod importer;
mod lexer;
mod nodes;
mod parser;
mod path_flow;
mod report;
mod rewrite;
mod robustness;
mod rule_files;
mod semantic;
mod text;
mod tidy;
mod validation;
mod verify;
mod warning_filters;
