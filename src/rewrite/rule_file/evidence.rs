//! `[[example]]` and `[[counterexample]]`: what a rule does, and where it keeps off, as programs that are run.

use super::case::When;
use super::reader::{Reader, Table};
use super::text::Text;

/// What a rule does to a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What it shows.
    pub name: Option<Text>,
    /// The program.
    pub before: Text,
    /// What becomes of it, byte for byte.
    pub after: Text,
    /// Run before both, not rewritten.
    pub setup: Option<Text>,
    /// Expressions that are evaluated after each.
    pub inputs: Vec<Text>,
    /// Settings of the rule's options.
    pub options: Vec<When>,
    /// Whether the outcomes differ, instead of being equal.
    pub differs: bool,
}

/// A program that a rule must leave alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterexample {
    /// The program.
    pub source: Text,
    /// Why it is left alone.
    pub why: Text,
    /// Settings of the rule's options.
    pub options: Vec<When>,
}

impl Example {
    pub(super) fn read(r: &mut Reader, mut table: Table<'_>) -> Self {
        let options = table.take("options").and_then(|it| r.table(&it, "`options`"));
        let example = Self {
            name: r.opt_text(&mut table, "name"),
            before: r.required_text(&mut table, "before", "a program"),
            after: r.required_text(&mut table, "after", "what becomes of it"),
            setup: r.opt_text(&mut table, "setup"),
            inputs: r.opt_texts(&mut table, "inputs"),
            options: options.map_or(Vec::new(), |it| When::read_all(r, it)),
            differs: r.flag(&mut table, "differs"),
        };
        table.finish(r);
        example
    }
}

impl Counterexample {
    pub(super) fn read(r: &mut Reader, mut table: Table<'_>) -> Self {
        let options = table.take("options").and_then(|it| r.table(&it, "`options`"));
        let counterexample = Self {
            source: r.required_text(&mut table, "source", "a program that the rule leaves alone"),
            why: r.required_text(&mut table, "why", "why the rule leaves it alone"),
            options: options.map_or(Vec::new(), |it| When::read_all(r, it)),
        };
        table.finish(r);
        counterexample
    }
}
