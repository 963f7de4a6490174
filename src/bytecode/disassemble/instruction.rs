//! Bytes of code to instructions.

use crate::bytecode::{ArgKind, Opcode, Variant};

/// An instruction as it stands in the code.
#[derive(Debug, Clone, Copy)]
pub(super) struct Instruction {
    /// Where it starts, in bytes; prefixes that extend the argument are instructions of their own.
    pub(super) offset: usize,
    /// The byte of the opcode.
    pub(super) number: u8,
    /// The opcode, or what a specialised one stands for; `None` if there is none with the number.
    pub(super) opcode: Option<Opcode>,
    /// The argument with what extends it, if the opcode has one.
    pub(super) arg: Option<i32>,
}

impl Instruction {
    /// The name that is listed.
    pub(super) fn name(&self) -> String {
        match (Variant::from_number(self.number), self.opcode) {
            (Some(variant), _) => variant.name.to_owned(),
            (None, Some(opcode)) => opcode.name().to_owned(),
            (None, None) => format!("<{}>", self.number),
        }
    }

    /// How many code units of cache follow.
    pub(super) fn cache_entries(&self) -> usize {
        self.opcode.map_or(0, Opcode::cache_entries)
    }

    /// Where it jumps, in bytes of the code, if it is a jump. Bad code jumps outside.
    pub(super) fn jump_target(&self) -> Option<i64> {
        let after = (self.offset + 2 * (1 + self.cache_entries())) as i64;
        match (self.opcode?.arg_kind(), self.arg) {
            (ArgKind::Jump, Some(arg)) => Some(after + 2 * i64::from(arg)),
            (ArgKind::JumpBackward, Some(arg)) => Some(after - 2 * i64::from(arg)),
            _ => None,
        }
    }
}

/// The instructions of `code`, caches left out.
pub(super) fn instructions(code: &[u8]) -> impl Iterator<Item = Instruction> {
    let mut offset = 0;
    let mut extended = 0;
    std::iter::from_fn(move || {
        let number = *code.get(offset)?;
        let low = code.get(offset + 1).copied().unwrap_or(0);
        let opcode = match Variant::from_number(number) {
            Some(variant) => Some(variant.base),
            None => Opcode::from_number(number.into()),
        };
        let arg = opcode.is_some_and(Opcode::has_arg).then_some(i32::from(low) | extended);
        // The argument is a 32-bit number with a sign; what is shifted beyond is lost.
        extended = match (opcode, arg) {
            (Some(Opcode::EXTENDED_ARG), Some(arg)) => arg.wrapping_shl(8),
            _ => 0,
        };
        let instruction = Instruction { offset, number, opcode, arg };
        offset += 2 * (1 + instruction.cache_entries());
        Some(instruction)
    })
}
