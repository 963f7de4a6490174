//! What keeps two programs apart.

use std::fmt;

use super::decode::{Action, Flow, Step, Value};
use super::location::line_of;
use crate::ast::OptimizeLevel;
use crate::bytecode::{
    ArgKind, BINARY_OPERATORS, COMMON_CONSTANTS, COMPARISONS, Constant, Opcode, SPECIAL_METHODS,
    write_constant,
};

/// The first difference between two programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The qualified name of the code object that has it; `<module>` is the module's.
    pub code: String,
    /// Its line in the source before, 1-based, if it is at a line.
    pub line_before: Option<u32>,
    /// Its line in the source after.
    pub line_after: Option<u32>,
    /// The first level at which it is there: plain, `-O` or `-OO`.
    pub optimize: OptimizeLevel,
    /// What it is.
    pub fact: Fact,
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A property of the code object.
    Field {
        /// As Python calls it: `co_argcount`, or `docstring`.
        name: &'static str,
        /// What it is before.
        before: String,
        /// What it is after.
        after: String,
    },
    /// What is done next.
    Instruction {
        /// The instruction before, as `dis` would list it.
        before: String,
        /// The instruction after.
        after: String,
    },
    /// Who takes an exception of this instruction.
    Handler {
        /// The instruction, as `dis` would list it.
        instruction: String,
    },
    /// A local variable has another name, and a condition of renaming it does not hold.
    Renamed {
        /// The name before.
        before: String,
        /// The name after.
        after: String,
        /// Which.
        refusal: Refusal,
    },
    /// One has local variables that the other lacks.
    Locals,
    /// One of them does not compile at this level of optimisation.
    Uncompiled,
    /// Comparing them takes more steps than are allowed.
    TooLarge,
    /// One is no code that a compiler makes.
    Malformed,
}

/// Why a local variable may not be renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The module mentions this name, by which local variables can be looked at.
    Introspection(String),
    /// It is a parameter, or shared with another function.
    Interface,
    /// It may be unbound where it is read, and the exception would name it.
    Unbound,
}

impl Difference {
    pub(super) fn of_code(flow: &Flow<'_>, fact: Fact) -> Self {
        Self::of_name(flow.code.qualname.to_string(), fact)
    }

    /// A difference of a whole code object, by its qualified name.
    pub(super) fn of_name(code: String, fact: Fact) -> Self {
        Self { code, line_before: None, line_after: None, optimize: OptimizeLevel::Zero, fact }
    }

    /// A difference at a step of each.
    pub(super) fn at(before: (&Flow<'_>, &Step<'_>), after: (&Flow<'_>, &Step<'_>), fact: Fact) -> Self {
        Self {
            code: before.0.code.qualname.to_string(),
            line_before: line_of(before.0.code, before.1.unit),
            line_after: line_of(after.0.code, after.1.unit),
            optimize: OptimizeLevel::Zero,
            fact,
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { name, before, after } => write!(f, "{name} is {before}, then {after}"),
            Self::Instruction { before, after } => write!(f, "`{before}`, then `{after}`"),
            Self::Handler { instruction } => {
                write!(f, "an exception of `{instruction}` is handled otherwise")
            }
            Self::Renamed { before, after, refusal } => {
                write!(f, "local variable `{before}` is `{after}`, and {refusal}")
            }
            Self::Locals => f.write_str("one has local variables that the other lacks"),
            Self::Uncompiled => f.write_str("one of them does not compile"),
            Self::TooLarge => f.write_str("comparing them takes more steps than are allowed"),
            Self::Malformed => f.write_str("it is no code that a compiler makes"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Introspection(name) => {
                write!(f, "the module mentions `{name}`, by which it could look at local variables")
            }
            Self::Interface => f.write_str("it is a parameter or shared with another function"),
            Self::Unbound => f.write_str("it may be unbound where it is read, which the exception would say"),
        }
    }
}

/// The most that is shown of a constant, in characters.
const MAX_SHOWN: usize = 60;

/// A step as `dis` lists it, without numbers.
pub(super) fn shown(flow: &Flow<'_>, step: &Step<'_>) -> String {
    let local = |slot: usize| flow.code.localsplusnames.get(slot).map_or(String::new(), ToString::to_string);
    match step.action {
        Action::Constant(Value::Int(number)) => format!("LOAD_CONST {number}"),
        Action::Constant(Value::Table(value)) => format!("LOAD_CONST {}", shown_constant(value)),
        Action::FirstLine => "LOAD_CONST (the line of the class)".to_owned(),
        Action::Local { opcode, slot } => format!("{} {}", opcode.name(), local(slot)),
        Action::Other { opcode, name: Some(name), .. } => format!("{} {name}", opcode.name()),
        Action::Other { opcode, name: None, arg } | Action::Exit { opcode, arg } => {
            shown_argument(opcode, arg)
        }
        Action::Silent | Action::Jump(_) | Action::Branch { .. } => step.opcode.name().to_owned(),
    }
}

pub(super) fn shown_constant(value: &Constant) -> String {
    let mut text = String::new();
    match value {
        Constant::Code(code) => text = format!("<code of {}>", code.qualname),
        other => write_constant(&mut text, other),
    }
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

fn shown_argument(opcode: Opcode, arg: u32) -> String {
    let idx = arg as usize;
    let word = match opcode.arg_kind() {
        ArgKind::None => return opcode.name().to_owned(),
        ArgKind::BinaryOp => BINARY_OPERATORS.get(idx),
        ArgKind::Compare => COMPARISONS.get(idx >> 5),
        ArgKind::CommonConstant => COMMON_CONSTANTS.get(idx),
        ArgKind::SpecialMethod => SPECIAL_METHODS.get(idx),
        _ => None,
    };
    match word {
        Some(word) => format!("{} {word}", opcode.name()),
        None => format!("{} {arg}", opcode.name()),
    }
}
