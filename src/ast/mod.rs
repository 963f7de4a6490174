//! CPython 3.14's abstract syntax tree.
