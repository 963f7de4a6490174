//! `[where.VAR]`: the conditions of a metavariable or of the matched node.

use super::error::Problem;
use super::predicate::{Test, read_tests};
use super::reader::{Reader, Table};
use super::text::Text;

/// What must hold of a metavariable, or of the matched node.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The metavariable, or `match` for the matched node.
    pub var: Text,
    /// All of these must hold; never empty. In the order of the file.
    pub tests: Vec<Test>,
    /// What *unknown* means here; the default depends on the predicate.
    pub unknown: Option<OnUnknown>,
    /// The id, shared with other rules, of the assumption that *unknown* becomes.
    pub assume: Option<Text>,
}

/// What an answer of *unknown* means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnUnknown {
    /// The rule is not applied.
    Refuse,
    /// It becomes an assumption that the user sees.
    Assume,
}

impl Condition {
    /// The name of the matched node among the metavariables.
    pub const MATCH: &'static str = "match";

    pub(super) fn read(r: &mut Reader, var: Text, mut table: Table<'_>) -> Self {
        let n_problems = r.problems.len();
        let tests = read_tests(r, &mut table);
        let unknown = r.opt_text(&mut table, "unknown");
        let words = &[("refuse", OnUnknown::Refuse), ("assume", OnUnknown::Assume)];
        let unknown = unknown.and_then(|it| r.word("answer to `unknown`", &it, words));
        let assume = r.opt_text(&mut table, "assume");
        if tests.is_empty() && table.is_empty() && r.problems.len() == n_problems {
            r.problem(table.range, Problem::Missing { what: "expected a predicate in this table" });
        }
        table.finish(r);
        Self { var, tests, unknown, assume }
    }

    /// Reads a `where` table: one condition a key.
    pub(super) fn read_all(r: &mut Reader, table: Table<'_>) -> Vec<Self> {
        let name = table.name.clone();
        let mut out = Vec::new();
        for item in table.rest() {
            let var = Text { value: item.key.clone(), range: item.key_range };
            let Some(table) = r.table(&item, format!("{name} `{}`", item.key)) else { continue };
            out.push(Self::read(r, var, table));
        }
        out
    }
}
