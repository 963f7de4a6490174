//! Levels agree with the assumptions and examples beside them.

use super::super::error::{LevelConflict, Problem};
use super::super::file::RuleFile;
use super::super::reader::Reader;
use super::super::safety::Level;

pub(super) fn check(r: &mut Reader, file: &RuleFile) {
    let has = |level| file.cases.iter().any(|case| file.level_of(case) == level);
    let differing = file.examples.iter().find(|it| it.differs);
    let mut conflict = |range, conflict| r.problem(range, Problem::Level(conflict));
    match file.assumes.first() {
        Some(assume) if !has(Level::Assumes) => conflict(assume.id.range, LevelConflict::AssumesNothing),
        None if has(Level::Assumes) => conflict(file.header.id.range, LevelConflict::NoAssumption),
        _ => {}
    }
    match differing {
        Some(example) if !has(Level::Changes) => {
            conflict(example.before.range, LevelConflict::DiffersWithoutChanges);
        }
        None if has(Level::Changes) => conflict(file.header.id.range, LevelConflict::NoDifference),
        _ => {}
    }
}
