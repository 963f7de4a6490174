//! The bytecode layer, against what CPython 3.14 recorded, and against what nobody wrote.

mod hostile;
mod opcodes;
mod recorded;
