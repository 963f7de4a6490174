//! The line of an instruction, for people.

use crate::bytecode::{CodeObject, read_location_table};

/// The line that code unit `unit` comes from, 1-based, if it comes from any.
pub(super) fn line_of(code: &CodeObject, unit: u32) -> Option<u32> {
    let mut end = 0usize;
    for (location, n_units) in read_location_table(&code.linetable, code.firstlineno) {
        end += n_units;
        if end > unit as usize {
            return u32::try_from(location.line).ok().filter(|line| *line > 0);
        }
    }
    None
}
