//! `[rule]` and `[options.NAME]`: what a rule is called, why anyone wants it, where it belongs.

use super::error::Problem;
use super::reader::{Reader, Table};
use super::text::Text;
use crate::syntax::PythonVersion;

/// The `[rule]` table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Kebab case, equal to the file's stem, never reused.
    pub id: Text,
    /// One line: what becomes what.
    pub title: Text,
    /// Why anyone should want it.
    pub rationale: Text,
    /// The sets that it belongs to, its home first; never empty.
    pub sets: Vec<Text>,
    /// Words to select it by.
    pub tags: Vec<Text>,
    /// Web addresses.
    pub links: Vec<Text>,
    /// The oldest target version whose code may contain the replacement.
    pub min_version: Option<PythonVersion>,
    /// The newest.
    pub max_version: Option<PythonVersion>,
    /// Distributions that the project must depend on, unless the rule is selected on the command line.
    pub requires: Vec<Text>,
    /// Rules that this one takes the place of.
    pub supersedes: Vec<Text>,
    /// Rules that this one goes before.
    pub before: Vec<Text>,
    /// Rules that this one goes after.
    pub after: Vec<Text>,
    /// Texts of which one occurs in every file that the rule can change; empty if its patterns tell.
    pub prefilter: Vec<Text>,
}

/// A setting of a rule: `[options.NAME]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOption {
    /// Its name.
    pub name: Text,
    /// The values that it may have; never empty.
    pub choices: Vec<Text>,
    /// One of them.
    pub default: Text,
    /// What it does, in a sentence.
    pub help: Text,
}

impl Header {
    pub(super) fn read(r: &mut Reader, mut table: Table<'_>) -> Self {
        let n_problems = r.problems.len();
        let header = Self {
            id: r.required_text(&mut table, "id", "the name of the file without its ending"),
            title: r.required_text(&mut table, "title", "one line: what becomes what"),
            rationale: r.required_text(&mut table, "rationale", "a sentence: why anyone should want it"),
            sets: r.opt_texts(&mut table, "sets"),
            tags: r.opt_texts(&mut table, "tags"),
            links: r.opt_texts(&mut table, "links"),
            min_version: r.opt_version(&mut table, "min_version"),
            max_version: r.opt_version(&mut table, "max_version"),
            requires: r.opt_texts(&mut table, "requires"),
            supersedes: r.opt_texts(&mut table, "supersedes"),
            before: r.opt_texts(&mut table, "before"),
            after: r.opt_texts(&mut table, "after"),
            prefilter: r.opt_texts(&mut table, "prefilter"),
        };
        if header.sets.is_empty() && r.problems.len() == n_problems {
            let (key, table) = ("sets", table.name.clone());
            r.problem(header.id.range, Problem::MissingKey { key, table, expected: "at least one set" });
        }
        table.finish(r);
        header
    }
}

impl RuleOption {
    pub(super) fn read_all(r: &mut Reader, options: Table<'_>) -> Vec<Self> {
        let mut out = Vec::new();
        for item in options.rest() {
            let name = Text { value: item.key.clone(), range: item.key_range };
            let Some(mut table) = r.table(&item, format!("[options.{}]", item.key)) else { continue };
            let choices = r.opt_texts(&mut table, "choices");
            let default = r.required_text(&mut table, "default", "one of its choices");
            let help = r.required_text(&mut table, "help", "a sentence: what it does");
            if choices.is_empty() {
                let (key, table) = ("choices", table.name.clone());
                r.problem(
                    name.range,
                    Problem::MissingKey { key, table, expected: "the values that it may have" },
                );
            } else if !choices.iter().any(|it| it.value == default.value) {
                let known: Vec<_> = choices.iter().map(Text::as_str).collect();
                r.unknown_name("choice", &default, &known);
            }
            table.finish(r);
            out.push(Self { name, choices, default, help });
        }
        out
    }
}
