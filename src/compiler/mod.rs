//! From a tree to a code object, with the passes of CPython 3.14.
//!
//! Code generation writes [`instruction`] sequences, a file a family of statements or expressions; `flow` optimises
//! them as a graph of basic blocks; `assemble` writes the code object. A code object equals CPython's in every field.
//! What CPython's compiler rejects and warns of comes with its words and places.
//!
//! It recurses as deep as the tree but for left spines, so a file of unknown depth wants a thread with
//! [`DEEP_STACK_BYTES`](crate::syntax::DEEP_STACK_BYTES).
//!
//! Source: CPython 3.14, `Python/compile.c` and `Python/codegen.c`.

pub mod instruction;

mod compile;
mod error;
mod future;

mod generator;
mod intrinsic;
mod name;
mod nesting;
mod unit;

mod body;
mod statement;

mod annotation;
mod class;
mod docstring;
mod function;
mod type_params;

mod assign;
mod import;
mod loops;

mod except_star;
mod frame_block;
mod try_stmt;
mod with_stmt;

mod match_stmt;
mod pattern;

mod expression;
mod spine;

mod call;
mod check;
mod collection;
mod comprehension;
mod condition;
mod fstring;
mod subscript;
mod super_attribute;
mod suspend;

pub mod flow;

pub mod assemble;

pub use compile::{Compiled, InputKind, Options, compile};
