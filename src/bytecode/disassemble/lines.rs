//! The column of source lines or positions.

use crate::bytecode::{CodeObject, Location, read_location_table};

/// What stands in the place of a line that is not known.
const NO_LINE: &str = "  --";

/// Source places by code unit.
pub(super) struct Lines {
    /// That of each code unit; the table may be shorter than the code.
    locations: Vec<Location>,
}

impl Lines {
    pub(super) fn new(code: &CodeObject) -> Self {
        let runs = read_location_table(&code.linetable, code.firstlineno);
        let units = runs.flat_map(|(location, n_units)| std::iter::repeat_n(location, n_units));
        Self { locations: units.take(code.code.len().div_ceil(2)).collect() }
    }

    /// The line of a unit, if it is the first of a new line; the line is `None` if it is not known.
    pub(super) fn start_at(&self, unit: usize) -> Option<Option<i32>> {
        let line = line_of(self.locations.get(unit)?);
        let is_new = match unit.checked_sub(1).and_then(|before| self.locations.get(before)) {
            Some(before) => line_of(before) != line,
            None => true,
        };
        is_new.then_some(line)
    }

    /// How wide lines are, in characters; 0 if no line is known.
    pub(super) fn line_width(&self) -> usize {
        let lines = || self.locations.iter().map(line_of);
        let Some(last) = lines().flatten().filter(|line| *line != 0).max() else { return 0 };
        let width = last.to_string().len().max(3);
        if lines().any(|line| line.is_none()) { width.max(NO_LINE.len()) } else { width }
    }

    /// How wide positions are, in characters, with a blank; 0 if nothing is known.
    pub(super) fn position_width(&self) -> usize {
        let known = |it: &Location| fields(it).iter().any(Option::is_some);
        if !self.locations.iter().any(known) {
            return 0;
        }
        let width = |it: &Location| fields(it).iter().map(|it| shown(*it).len()).sum::<usize>();
        let widest = self.locations.iter().map(width).max().unwrap_or(0);
        // Three signs stand between the four numbers.
        1 + NO_LINE.len().max(3 + widest)
    }

    /// The position of a unit as it is listed.
    pub(super) fn position(&self, unit: usize) -> String {
        let location = self.locations.get(unit).copied().unwrap_or(Location::NONE);
        let fields = fields(&location);
        if fields.iter().all(Option::is_none) {
            return NO_LINE.to_owned();
        }
        let [line, end_line, column, end_column] = fields.map(shown);
        format!("{line}:{column}-{end_line}:{end_column}")
    }
}

/// A line as it is listed.
pub(super) fn line_text(line: Option<i32>) -> String {
    line.map_or(NO_LINE.to_owned(), |line| line.to_string())
}

fn line_of(location: &Location) -> Option<i32> {
    known(location.line)
}

fn known(number: i32) -> Option<i32> {
    (number >= 0).then_some(number)
}

fn fields(it: &Location) -> [Option<i32>; 4] {
    [it.line, it.end_line, it.column, it.end_column].map(known)
}

fn shown(number: Option<i32>) -> String {
    number.map_or("?".to_owned(), |number| number.to_string())
}
