//! What an instruction's argument stands for, as it is listed in parentheses.

use super::constant_repr::write_constant;
use super::instruction::Instruction;
use super::labels::Labels;
use crate::bytecode::{
    ArgKind, BINARY_OPERATORS, COMMON_CONSTANTS, COMPARISONS, CONVERSIONS, CodeObject, FUNCTION_ATTRIBUTES,
    INTRINSICS_1, INTRINSICS_2, Opcode, SPECIAL_METHODS, SharedStr,
};

/// The text for the argument of `it`; empty if there is nothing to say, or if it points nowhere.
pub(super) fn argument(code: &CodeObject, labels: &Labels, it: &Instruction) -> String {
    let (Some(opcode), Some(arg)) = (it.opcode, it.arg) else { return String::new() };
    let Ok(idx) = usize::try_from(arg) else { return String::new() };
    match opcode.arg_kind() {
        ArgKind::Constant => {
            let mut out = String::new();
            if let Some(value) = code.consts.get(idx) {
                write_constant(&mut out, value);
            }
            out
        }
        ArgKind::Name => name(&code.names, idx),
        ArgKind::NameAndNull => with_low_bit(name(&code.names, idx / 2), idx, " + NULL"),
        ArgKind::NameAndSelf => with_low_bit(name(&code.names, idx / 2), idx, " + NULL|self"),
        ArgKind::SuperAttr => with_low_bit(name(&code.names, idx / 4), idx, " + NULL|self"),
        ArgKind::Local | ArgKind::Free => name(&code.localsplusnames, idx),
        ArgKind::LocalPair => {
            let [first, second] = [idx >> 4, idx & 15].map(|idx| name(&code.localsplusnames, idx));
            format!("{first}, {second}")
        }
        ArgKind::Jump | ArgKind::JumpBackward => {
            let preposition = if opcode == Opcode::END_ASYNC_FOR { "from" } else { "to" };
            let label = it.jump_target().and_then(|target| labels.at(target));
            label.map_or(String::new(), |label| format!("{preposition} L{label}"))
        }
        ArgKind::Compare => {
            let operator = entry(&COMPARISONS, idx >> 5);
            if idx & 16 == 0 { operator } else { format!("bool({operator})") }
        }
        ArgKind::Invert => inverted(opcode, idx != 0).to_owned(),
        ArgKind::FunctionAttribute => {
            let names = FUNCTION_ATTRIBUTES.iter().enumerate();
            let set: Vec<_> = names.filter(|(bit, _)| idx & 1 << bit != 0).map(|(_, name)| *name).collect();
            set.join(", ")
        }
        ArgKind::BinaryOp => entry(&BINARY_OPERATORS, idx),
        ArgKind::Intrinsic1 => entry(&INTRINSICS_1, idx),
        ArgKind::Intrinsic2 => entry(&INTRINSICS_2, idx),
        ArgKind::SpecialMethod => entry(&SPECIAL_METHODS, idx),
        ArgKind::CommonConstant => entry(&COMMON_CONSTANTS, idx),
        ArgKind::Conversion => entry(&CONVERSIONS, idx),
        ArgKind::None
        | ArgKind::Extended
        | ArgKind::SmallInt
        | ArgKind::Handler
        | ArgKind::Interpolation
        | ArgKind::Count
        | ArgKind::Depth
        | ArgKind::Place => String::new(),
    }
}

fn name(names: &[SharedStr], idx: usize) -> String {
    names.get(idx).map_or(String::new(), ToString::to_string)
}

fn entry(table: &[&str], idx: usize) -> String {
    table.get(idx).map_or(String::new(), ToString::to_string)
}

fn with_low_bit(mut name: String, arg: usize, suffix: &str) -> String {
    if arg & 1 != 0 && !name.is_empty() {
        name.push_str(suffix);
    }
    name
}

fn inverted(opcode: Opcode, is_inverted: bool) -> &'static str {
    match (opcode == Opcode::IS_OP, is_inverted) {
        (true, false) => "is",
        (true, true) => "is not",
        (false, false) => "in",
        (false, true) => "not in",
    }
}
