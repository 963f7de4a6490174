//! The location table of a code object: which part of the source each code unit comes from, both ways.
//!
//! An entry covers one to eight code units. Its first byte has the top bit set, the form in the next four bits and
//! the number of units less one in the low three; what follows depends on the form. Lines are stored as differences
//! to the entry before, the first to the code object's first line.
//!
//! [`write_location_table`] takes for each location the shortest form, by CPython's rules, so the bytes are CPython's.
//! Source: CPython 3.14, `Objects/locations.md` (`co_linetable`) and `Python/assemble.c`.

/// A range of source text. `-1` is "not known", in every field.
#[derive(Debug, Clone, Copy, Eq)]
pub struct Location {
    /// The line it starts on, 1-based.
    pub line: i32,
    /// The line it ends on, 1-based.
    pub end_line: i32,
    /// Where it starts in its line, 0-based, in bytes of UTF-8.
    pub column: i32,
    /// Where it ends in its last line, 0-based, in bytes of UTF-8; half-open.
    pub end_column: i32,
}

impl PartialEq for Location {
    /// Passes compare neighbors, most of which differ in one field or none: one question is asked, not four.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        let differs = (self.line ^ other.line)
            | (self.end_line ^ other.end_line)
            | (self.column ^ other.column)
            | (self.end_column ^ other.end_column);
        differs == 0
    }
}

impl Location {
    /// No place in the source.
    pub const NONE: Self = Self::filled(-1);
    /// The place of the code units that follow. No table has it: a writer gives them one entry with those.
    pub const NEXT: Self = Self::filled(-2);

    /// A place on one line or several.
    pub const fn new(line: i32, end_line: i32, column: i32, end_column: i32) -> Self {
        Self { line, end_line, column, end_column }
    }

    const fn filled(value: i32) -> Self {
        Self { line: value, end_line: value, column: value, end_column: value }
    }

    /// Whether there is a line, so that a debugger can stop there.
    pub fn has_line(self) -> bool {
        self.line >= 0
    }
}

/// How many code units one entry can cover.
const MAX_UNITS: usize = 8;

/// Forms of an entry: the number of a short one is the start column over 8; the others are here.
mod form {
    pub(super) const ONE_LINE: u8 = 10;
    pub(super) const NO_COLUMNS: u8 = 13;
    pub(super) const LONG: u8 = 14;
    pub(super) const NONE: u8 = 15;
}

/// The table for `runs`: locations with the number of code units that come from each, in the order of the code.
/// Neighbors with one location become one run. `first_line` is the code object's.
pub fn write_location_table(first_line: i32, runs: impl IntoIterator<Item = (Location, usize)>) -> Vec<u8> {
    let runs = runs.into_iter();
    let mut writer = LocationTableWriter::new(first_line, runs.size_hint().0);
    for (location, n_units) in runs {
        writer.add(location, n_units);
    }
    writer.finish()
}

/// Writes a table run by run, as [`write_location_table`].
#[derive(Debug)]
pub struct LocationTableWriter {
    table: Vec<u8>,
    /// That of the entry before.
    line: i32,
    /// The run that may become longer.
    open: Location,
    n_open: usize,
    /// Code units behind the open run that have the place of what follows.
    n_next: usize,
}

impl LocationTableWriter {
    /// A writer of the table of a code object that starts on `first_line`, of about so many bytes.
    pub fn new(first_line: i32, n_bytes: usize) -> Self {
        let table = Vec::with_capacity(n_bytes);
        Self { table, line: first_line, open: Location::NONE, n_open: 0, n_next: 0 }
    }

    /// Adds code units that come from `location`.
    #[inline]
    pub fn add(&mut self, location: Location, n_units: usize) {
        let n_units = n_units + std::mem::take(&mut self.n_next);
        if location == self.open {
            self.n_open += n_units;
        } else if location == Location::NEXT {
            self.n_next = n_units;
        } else {
            self.run(self.open, self.n_open);
            (self.open, self.n_open) = (location, n_units);
        }
    }

    /// The table.
    pub fn finish(mut self) -> Vec<u8> {
        if self.n_next > 0 {
            self.add(Location::NONE, 0);
        }
        self.run(self.open, self.n_open);
        self.table
    }

    #[inline]
    fn run(&mut self, location: Location, mut n_units: usize) {
        while n_units > MAX_UNITS {
            self.entry(location, MAX_UNITS);
            n_units -= MAX_UNITS;
        }
        if n_units > 0 {
            self.entry(location, n_units);
        }
    }

    // In line it would be prepared for long runs, which are rare.
    #[inline(never)]
    fn entry(&mut self, location: Location, n_units: usize) {
        let Location { line, end_line, column, end_column } = location;
        if line < 0 {
            return self.table.push(head(form::NONE, n_units));
        }
        let line_delta = line.wrapping_sub(self.line);
        self.line = line;
        if column < 0 || end_column < 0 {
            if end_line == line || end_line < 0 {
                self.table.push(head(form::NO_COLUMNS, n_units));
                return self.signed(line_delta);
            }
        } else if end_line == line {
            let width = end_column.wrapping_sub(column);
            if line_delta == 0 && column < 80 && (0..16).contains(&width) {
                let columns = (column as u8 & 7) << 4 | width as u8;
                return self.table.extend_from_slice(&[head((column >> 3) as u8, n_units), columns]);
            }
            if (0..3).contains(&line_delta) && column < 128 && end_column < 128 {
                let head = head(form::ONE_LINE + line_delta as u8, n_units);
                return self.table.extend_from_slice(&[head, column as u8, end_column as u8]);
            }
        }
        self.table.push(head(form::LONG, n_units));
        self.signed(line_delta);
        self.unsigned(end_line.wrapping_sub(line) as u32);
        self.unsigned(column.wrapping_add(1) as u32);
        self.unsigned(end_column.wrapping_add(1) as u32);
    }

    /// Six bits a byte, the lowest first; bit 6 says that more follow.
    fn unsigned(&mut self, mut number: u32) {
        while number >= 64 {
            self.table.push(0x40 | (number & 63) as u8);
            number >>= 6;
        }
        self.table.push(number as u8);
    }

    /// The sign is the lowest bit.
    fn signed(&mut self, number: i32) {
        let sign = u32::from(number < 0);
        self.unsigned(number.unsigned_abs().wrapping_shl(1) | sign);
    }
}

/// The first byte of an entry.
fn head(form: u8, n_units: usize) -> u8 {
    0x80 | form << 3 | (n_units - 1) as u8
}

/// The entries of a table: locations, and how many code units (one to eight) each covers. A table that ends within an
/// entry, or has none where one should start, ends there.
pub fn read_location_table(table: &[u8], first_line: i32) -> impl Iterator<Item = (Location, usize)> {
    let mut reader = Reader { rest: table.iter(), line: first_line };
    std::iter::from_fn(move || reader.entry())
}

struct Reader<'a> {
    rest: std::slice::Iter<'a, u8>,
    line: i32,
}

impl Reader<'_> {
    fn entry(&mut self) -> Option<(Location, usize)> {
        let head = self.byte()?;
        if head & 0x80 == 0 {
            return None;
        }
        let n_units = usize::from(head & 7) + 1;
        let form = head >> 3 & 15;
        Some((self.location(form)?, n_units))
    }

    fn location(&mut self, form: u8) -> Option<Location> {
        match form {
            form::NONE => Some(Location::NONE),
            form::LONG => {
                let line = self.advance()?;
                let end_line = line.wrapping_add_unsigned(self.unsigned()?);
                let column = (self.unsigned()? as i32).wrapping_sub(1);
                let end_column = (self.unsigned()? as i32).wrapping_sub(1);
                Some(Location { line, end_line, column, end_column })
            }
            form::NO_COLUMNS => {
                let line = self.advance()?;
                Some(Location { line, end_line: line, column: -1, end_column: -1 })
            }
            form::ONE_LINE.. => {
                self.line = self.line.wrapping_add(i32::from(form - form::ONE_LINE));
                let (column, end_column) = (self.byte()?, self.byte()?);
                Some(self.on_line(i32::from(column), i32::from(end_column)))
            }
            _ => {
                let byte = self.byte()?;
                let column = i32::from(form) << 3 | i32::from(byte >> 4 & 7);
                Some(self.on_line(column, column + i32::from(byte & 15)))
            }
        }
    }

    fn on_line(&self, column: i32, end_column: i32) -> Location {
        Location { line: self.line, end_line: self.line, column, end_column }
    }

    /// Reads how far the line moves, and moves it.
    fn advance(&mut self) -> Option<i32> {
        let number = self.unsigned()?;
        let distance = (number >> 1) as i32;
        let distance = if number & 1 == 0 { distance } else { -distance };
        self.line = self.line.wrapping_add(distance);
        Some(self.line)
    }

    fn unsigned(&mut self) -> Option<u32> {
        let mut number = 0u32;
        let mut shift = 0;
        loop {
            let byte = self.byte()?;
            number |= u32::from(byte & 63).checked_shl(shift).unwrap_or(0);
            if byte & 0x40 == 0 {
                return Some(number);
            }
            shift = (shift + 6).min(u32::BITS);
        }
    }

    fn byte(&mut self) -> Option<u8> {
        self.rest.next().copied()
    }
}
