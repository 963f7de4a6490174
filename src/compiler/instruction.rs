//! The contract between code generation and the passes after it: instructions with labels, and what else a code unit is.
//!
//! Code generation fills an [`InstructionSequence`] and a [`Unit`] for every module, class, function, lambda,
//! comprehension and annotation scope; an [`Assembler`](super::assemble::Assembler) makes the
//! [`CodeObject`](crate::bytecode::CodeObject) of them. Nothing here knows of trees or scopes.
//!
//! Jumps are written before their targets are known: an instruction with a target holds the number of a [`Label`],
//! and a label is *placed* before the instruction that is pushed next. Source: CPython 3.14,
//! `Python/instruction_sequence.c` and the `_PyCompile_CodeUnitMetadata` of `pycore_compile.h`.

use rustc_hash::FxHashSet;

use crate::bytecode::{Constant, SharedStr};

/// A real or pseudo opcode. Pseudo opcodes (256 and up) exist only between code generation and assembly.
pub use crate::bytecode::Opcode as Op;

/// Where an instruction comes from.
pub use crate::bytecode::Location;

/// A place to jump to, by number within one sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Label(pub u32);

/// One instruction before its jumps are resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instruction {
    /// What to do.
    pub op: Op,
    /// The argument, below 2^30; 0 where the opcode takes none, a [`Label`]'s number where it has a target.
    pub arg: u32,
    /// Where it comes from.
    pub location: Location,
}

/// The instructions of one unit, in program order, and where its labels are.
#[derive(Debug, Clone, Default)]
pub struct InstructionSequence {
    /// In program order.
    pub instructions: Vec<Instruction>,
    /// By label: the index of the instruction that it precedes, or `None` until it is placed.
    pub labels: Vec<Option<u32>>,
    /// What is put in the place of `ANNOTATIONS_PLACEHOLDER`; has no labels. Only a module with annotations has it.
    pub annotations: Vec<Instruction>,
}

impl InstructionSequence {
    /// Takes all out, and keeps the room.
    pub fn clear(&mut self) {
        self.instructions.clear();
        self.labels.clear();
        self.annotations.clear();
    }

    /// A label that is nowhere yet.
    pub fn new_label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() as u32 - 1)
    }

    /// Puts `label` before the instruction that is pushed next.
    pub fn place(&mut self, label: Label) {
        let here = self.instructions.len() as u32;
        if let Some(place) = self.labels.get_mut(label.0 as usize) {
            *place = Some(here);
        }
    }

    /// Adds an instruction that has no target.
    pub fn push(&mut self, op: Op, arg: u32, location: Location) {
        self.instructions.push(Instruction { op, arg, location });
    }

    /// Adds an instruction whose target is `label`: a jump or a `SETUP_*`.
    pub fn push_jump(&mut self, op: Op, label: Label, location: Location) {
        self.push(op, label.0, location);
    }

    /// Puts an instruction before the one at `index`; labels at `index` and after move with what they precede.
    pub fn insert(&mut self, index: usize, instruction: Instruction) {
        self.instructions.insert(index, instruction);
        for place in self.labels.iter_mut().flatten() {
            if *place as usize >= index {
                *place += 1;
            }
        }
    }

    /// The instruction pushed last.
    pub fn last(&self) -> Option<&Instruction> {
        self.instructions.last()
    }
}

/// What a code object holds beside its instructions.
#[derive(Debug, Clone, Default)]
pub struct Unit {
    /// `co_name`.
    pub name: SharedStr,
    /// `co_qualname`.
    pub qualname: SharedStr,
    /// `co_filename`.
    pub filename: SharedStr,
    /// `co_firstlineno`, 1-based (0 for a module).
    pub first_line: i32,
    /// `co_argcount`: positional parameters, positional-only ones included, without `*args`.
    pub arg_count: u32,
    /// `co_posonlyargcount`.
    pub posonly_arg_count: u32,
    /// `co_kwonlyargcount`.
    pub kwonly_arg_count: u32,
    /// `co_flags`.
    pub flags: u32,
    /// What `LOAD_CONST` indexes. No two are the same constant (type and value); the passes may add some and drop
    /// unused ones, but never the first, which can be a docstring.
    pub consts: Vec<Constant>,
    /// `co_names`.
    pub names: Vec<SharedStr>,
    /// `co_varnames`: parameters first.
    pub varnames: Vec<SharedStr>,
    /// Cell variables in the order by which `*_DEREF`, `MAKE_CELL` and `LOAD_CLOSURE` count them (by name).
    pub cellvars: Vec<SharedStr>,
    /// Free variables, counted on from the cell variables.
    pub freevars: Vec<SharedStr>,
    /// Those of `varnames` that belong to an inlined comprehension of a module or class, so that `locals()` hides them.
    pub hidden: FxHashSet<SharedStr>,
}
