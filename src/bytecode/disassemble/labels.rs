//! Labels: numbers, from 1, of the places that jumps and the exception table name, in the order of the code.

use super::instruction::instructions;
use crate::bytecode::{CodeObject, ExceptionEntry, read_exception_table};

/// The labels of a code object.
pub(super) struct Labels {
    /// Labelled offsets, in bytes: sorted, distinct.
    offsets: Vec<i64>,
}

impl Labels {
    pub(super) fn new(code: &CodeObject) -> Self {
        let mut offsets: Vec<i64> = instructions(&code.code).filter_map(|it| it.jump_target()).collect();
        for entry in read_exception_table(&code.exceptiontable) {
            offsets.extend(Self::places(&entry));
        }
        offsets.sort_unstable();
        offsets.dedup();
        Self { offsets }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.offsets.len()
    }

    /// The label at an offset in bytes.
    pub(super) fn at(&self, offset: i64) -> Option<usize> {
        self.offsets.binary_search(&offset).ok().map(|idx| idx + 1)
    }

    /// Start, end and target of a region, in bytes.
    pub(super) fn places(entry: &ExceptionEntry) -> [i64; 3] {
        [entry.start, entry.end, entry.target].map(|units| 2 * i64::from(units))
    }
}
