//! What inline caches hold: names of their parts, and what they start with.

use crate::bytecode::Opcode;

/// The parts of the cache of an opcode, with the number of code units each takes.
pub(super) fn layout(opcode: Opcode) -> &'static [(&'static str, usize)] {
    use Opcode::*;
    match opcode {
        LOAD_GLOBAL => {
            &[("counter", 1), ("index", 1), ("module_keys_version", 1), ("builtin_keys_version", 1)]
        }
        BINARY_OP => &[("counter", 1), ("descr", 4)],
        LOAD_ATTR => &[("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)],
        STORE_ATTR => &[("counter", 1), ("version", 2), ("index", 1)],
        CALL | CALL_KW => &[("counter", 1), ("func_version", 2)],
        TO_BOOL => &[("counter", 1), ("version", 2)],
        _ if opcode.cache_entries() == 1 => &[("counter", 1)],
        _ => &[],
    }
}

/// What the counter of an opcode holds before the first run: how soon it is specialised, or the history of a branch.
pub(super) fn initial_counter(opcode: Opcode) -> u16 {
    use Opcode::*;
    match opcode {
        POP_JUMP_IF_FALSE | POP_JUMP_IF_TRUE | POP_JUMP_IF_NONE | POP_JUMP_IF_NOT_NONE => 0x5555,
        JUMP_BACKWARD => 0xfffc,
        _ => 0x11,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_fill_the_cache() {
        for &opcode in Opcode::ALL {
            let n_units: usize = layout(opcode).iter().map(|(_, n_units)| n_units).sum();
            assert_eq!(n_units, opcode.cache_entries(), "{}", opcode.name());
        }
    }
}
