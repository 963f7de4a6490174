//! Code objects: what a module, class or function compiles to.

use rustpython_wtf8::Wtf8;

use super::constant::Constant;
use super::shared_str::SharedStr;

/// Bits of [`CodeObject::flags`], as CPython's `CO_…`.
pub mod code_flags {
    /// Local variables have slots; there is no mapping of them.
    pub const OPTIMIZED: u32 = 0x1;
    /// A call makes a new namespace.
    pub const NEWLOCALS: u32 = 0x2;
    /// There is a `*args` parameter.
    pub const VARARGS: u32 = 0x4;
    /// There is a `**kwargs` parameter.
    pub const VARKEYWORDS: u32 = 0x8;
    /// It lies within another function.
    pub const NESTED: u32 = 0x10;
    /// It is a generator.
    pub const GENERATOR: u32 = 0x20;
    /// It is a coroutine.
    pub const COROUTINE: u32 = 0x80;
    /// It is a generator that can be awaited (`types.coroutine`).
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    /// It is an asynchronous generator.
    pub const ASYNC_GENERATOR: u32 = 0x200;
    /// `from __future__ import division`.
    pub const FUTURE_DIVISION: u32 = 0x20000;
    /// `from __future__ import absolute_import`.
    pub const FUTURE_ABSOLUTE_IMPORT: u32 = 0x40000;
    /// `from __future__ import with_statement`.
    pub const FUTURE_WITH_STATEMENT: u32 = 0x80000;
    /// `from __future__ import print_function`.
    pub const FUTURE_PRINT_FUNCTION: u32 = 0x100000;
    /// `from __future__ import unicode_literals`.
    pub const FUTURE_UNICODE_LITERALS: u32 = 0x200000;
    /// `from __future__ import barry_as_FLUFL`.
    pub const FUTURE_BARRY_AS_BDFL: u32 = 0x400000;
    /// `from __future__ import generator_stop`.
    pub const FUTURE_GENERATOR_STOP: u32 = 0x800000;
    /// `from __future__ import annotations`.
    pub const FUTURE_ANNOTATIONS: u32 = 0x1000000;
    /// The first constant is the docstring.
    pub const HAS_DOCSTRING: u32 = 0x4000000;
    /// It is a function defined in a class body.
    pub const METHOD: u32 = 0x8000000;
}

/// Bits of an item of [`CodeObject::localspluskinds`], as CPython's `CO_FAST_…`.
pub mod local_kind {
    /// A positional parameter.
    pub const ARG_POS: u8 = 0x02;
    /// A keyword parameter.
    pub const ARG_KW: u8 = 0x04;
    /// A `*args` or `**kwargs` parameter (with [`ARG_POS`] or [`ARG_KW`]).
    pub const ARG_VAR: u8 = 0x08;
    /// A variable of an inlined comprehension, which is not among the function's own.
    pub const HIDDEN: u8 = 0x10;
    /// A local variable, a parameter too.
    pub const LOCAL: u8 = 0x20;
    /// A variable that inner functions use.
    pub const CELL: u8 = 0x40;
    /// A variable of an outer function.
    pub const FREE: u8 = 0x80;
}

/// A code object with the fields that CPython 3.14 stores of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeObject {
    /// How many positional parameters, positional-only ones included.
    pub argcount: i32,
    /// How many positional-only parameters.
    pub posonlyargcount: i32,
    /// How many keyword-only parameters.
    pub kwonlyargcount: i32,
    /// The deepest that the stack gets, in values.
    pub stacksize: i32,
    /// Bits of [`code_flags`].
    pub flags: u32,
    /// The instructions: code units of two bytes, opcode and argument, with zeroed caches.
    pub code: Vec<u8>,
    /// Constants, by index.
    pub consts: Vec<Constant>,
    /// Names of globals, attributes and imports, by index.
    pub names: Vec<SharedStr>,
    /// Names of local variables, cells and free variables, in the order of their slots.
    pub localsplusnames: Vec<SharedStr>,
    /// Bits of [`local_kind`], one byte for each of [`Self::localsplusnames`].
    pub localspluskinds: Vec<u8>,
    /// The file, as it was given to the compiler.
    pub filename: SharedStr,
    /// The name.
    pub name: SharedStr,
    /// The name with those of the classes and functions around it.
    pub qualname: SharedStr,
    /// The line of the first line of source, 1-based; decorators count.
    pub firstlineno: i32,
    /// Places of the instructions in the source: [`super::location_table`].
    pub linetable: Vec<u8>,
    /// Exception handlers: [`super::exception_table`].
    pub exceptiontable: Vec<u8>,
}

impl CodeObject {
    /// `co_varnames`: local variables, parameters first.
    pub fn varnames(&self) -> impl Iterator<Item = &Wtf8> {
        self.names_of(local_kind::LOCAL)
    }

    /// `co_cellvars`: variables that inner functions use; parameters among them are [`Self::varnames`] too.
    pub fn cellvars(&self) -> impl Iterator<Item = &Wtf8> {
        self.names_of(local_kind::CELL)
    }

    /// `co_freevars`: variables of outer functions.
    pub fn freevars(&self) -> impl Iterator<Item = &Wtf8> {
        self.names_of(local_kind::FREE)
    }

    /// `co_nlocals`.
    pub fn nlocals(&self) -> usize {
        self.varnames().count()
    }

    fn names_of(&self, kind: u8) -> impl Iterator<Item = &Wtf8> {
        let pairs = self.localsplusnames.iter().zip(&self.localspluskinds);
        pairs.filter(move |(_, bits)| **bits & kind != 0).map(|(name, _)| &**name)
    }

    /// The code objects among its constants, in order. Those in turn have more.
    pub fn children(&self) -> impl Iterator<Item = &CodeObject> {
        self.consts.iter().filter_map(|it| match it {
            Constant::Code(code) => Some(&**code),
            _ => None,
        })
    }
}
