//! The bytecode layer, against what CPython 3.14 recorded.

mod opcodes;
