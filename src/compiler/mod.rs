//! From a tree to a code object, with the passes of CPython 3.14.
//!
//! Code generation writes [`instruction`] sequences; [`flow`] optimises them as a graph of basic blocks;
//! [`assemble`] writes the code object. A code object equals CPython's in every field.

pub mod instruction;

pub mod flow;

pub mod assemble;
