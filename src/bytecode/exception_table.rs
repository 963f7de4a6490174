//! The exception table of a code object: which handler takes an exception raised where, both ways.
//!
//! An entry is four numbers of six bits a byte, the highest first; bit 6 says that more follow, bit 7 marks the first
//! byte of an entry. Entries are sorted by start and disjoint.
//!
//! Source: CPython 3.14, `InternalDocs/exception_handling.md`.

/// A region of the code and its handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExceptionEntry {
    /// Where the region starts, in code units.
    pub start: u32,
    /// Where it ends, in code units; half-open.
    pub end: u32,
    /// Where the handler starts, in code units.
    pub target: u32,
    /// How many values stay on the stack for the handler.
    pub depth: u32,
    /// Whether the offset of the instruction that raised is pushed below the exception.
    pub lasti: bool,
}

/// The table that holds `entries`.
pub fn write_exception_table(entries: &[ExceptionEntry]) -> Vec<u8> {
    let mut table = Vec::with_capacity(entries.len() * 4);
    for it in entries {
        write_number(&mut table, it.start, 0x80);
        write_number(&mut table, it.end.saturating_sub(it.start), 0);
        write_number(&mut table, it.target, 0);
        write_number(&mut table, it.depth << 1 | u32::from(it.lasti), 0);
    }
    table
}

fn write_number(table: &mut Vec<u8>, number: u32, mark: u8) {
    let n_high = (1..6).rev().find(|n| number >> (6 * n) != 0).unwrap_or(0);
    for n in (0..=n_high).rev() {
        let more = if n > 0 { 0x40 } else { 0 };
        let mark = if n == n_high { mark } else { 0 };
        table.push((number >> (6 * n)) as u8 & 63 | more | mark);
    }
}

/// The entries of a table. One that ends within an entry, or has numbers of more than 32 bits, ends before it.
pub fn read_exception_table(table: &[u8]) -> impl Iterator<Item = ExceptionEntry> {
    let mut bytes = table.iter().copied();
    std::iter::from_fn(move || {
        let start = read_number(&mut bytes)?;
        let end = start.checked_add(read_number(&mut bytes)?)?;
        let target = read_number(&mut bytes)?;
        let depth = read_number(&mut bytes)?;
        Some(ExceptionEntry { start, end, target, depth: depth >> 1, lasti: depth & 1 != 0 })
    })
}

fn read_number(bytes: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let mut number = 0u32;
    loop {
        let byte = bytes.next()?;
        if number >> 26 != 0 {
            return None;
        }
        number = number << 6 | u32::from(byte & 63);
        if byte & 0x40 == 0 {
            return Some(number);
        }
    }
}
