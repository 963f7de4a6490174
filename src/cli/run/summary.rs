//! The last lines of a run: every file and every site is accounted for.

use std::collections::BTreeSet;
use std::fmt;

use super::report::{Counts, Total, VERDICTS};
use super::{Action, Session};
use crate::cli::config::acceptance_name;
use crate::cli::discover::State;

/// Target versions of different places that are shown one by one.
const MAX_SHOWN_VERSIONS: usize = 3;

/// The last lines of a run.
pub(in crate::cli) struct Summary<'a> {
    pub(in crate::cli) session: &'a Session,
    pub(in crate::cli) total: &'a Total,
    pub(in crate::cli) action: Action,
}

impl Summary<'_> {
    fn files(&self) -> String {
        let total = self.total;
        let changed = if self.action == Action::Fix { "changed" } else { "would change" };
        let mut parts = Vec::new();
        let mut part = |n: usize, what: &str| {
            if n > 0 {
                parts.push(format!("{n} {what}"));
            }
        };
        part(total.n_changed, changed);
        part(total.n_clean, "clean");
        part(total.n_no_candidate, "without a candidate (not parsed)");
        for (kind, n) in &total.skipped {
            part(*n, &format!("skipped ({kind})"));
        }
        part(total.n_failed, "failed");
        part(total.n_faults, "left alone because of a fault of reskin");
        let mut line = counted(total.n_files, "file");
        if !parts.is_empty() {
            line += &format!(": {}", parts.join(", "));
        }
        let discovery = &self.session.discovery;
        let not_listed = [(discovery.n_excluded, "excluded"), (discovery.n_ignored, "ignored by git")];
        let not_listed: Vec<_> =
            not_listed.iter().filter(|it| it.0 > 0).map(|(n, why)| format!("{n} {why}")).collect();
        if !not_listed.is_empty() {
            line += &format!("; not looked at: {}", not_listed.join(", "));
        }
        line
    }

    fn sites(&self) -> Option<String> {
        let sum = self.total.tally.sum();
        if sum.n_sites() == 0 {
            return None;
        }
        let applied = if self.action == Action::Fix { "applied" } else { "would be applied" };
        let accepted: BTreeSet<_> = self.settings().map(|it| acceptance_name(it.accept.value)).collect();
        let accepted = accepted.into_iter().collect::<Vec<_>>().join(", ");
        Some(format!(
            "{}: {}; {} {applied} (accepted: {accepted})",
            counted(sum.n_sites(), "site"),
            by_verdict(&sum),
            sum.n_applied
        ))
    }

    fn settings(&self) -> impl Iterator<Item = &crate::cli::config::Settings> {
        self.session.discovery.found.iter().filter_map(|it| match &it.state {
            State::Taken(settings) => Some(&**settings),
            State::Skipped(_) | State::Failed(_) => None,
        })
    }

    /// Each with what says so; of many the range.
    fn target_versions(&self) -> String {
        let versions: BTreeSet<_> = self.settings().map(|it| it.target_version.value).collect();
        let (Some(oldest), Some(newest)) = (versions.first(), versions.last()) else { return String::new() };
        let shown: BTreeSet<_> = self
            .settings()
            .map(|it| format!("{} ({})", it.target_version.value, it.target_version.origin))
            .collect();
        if shown.len() > MAX_SHOWN_VERSIONS {
            return format!("{oldest} to {newest}, as each project says (`reskin config PATH` shows it)");
        }
        shown.into_iter().collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.files())?;
        if let Some(sites) = self.sites() {
            writeln!(f, "{sites}")?;
        }
        if self.total.n_unused_suppressions > 0 {
            let n = counted(self.total.n_unused_suppressions, "suppression comment");
            writeln!(f, "{n} suppressed nothing")?;
        }
        let versions = self.target_versions();
        if !versions.is_empty() {
            writeln!(f, "target version: {versions}")?;
        }
        Ok(())
    }
}

fn by_verdict(counts: &Counts) -> String {
    let parts = VERDICTS.iter().zip(counts.by_verdict).filter(|(_, n)| *n > 0);
    parts.map(|(word, n)| format!("{n} {word}")).collect::<Vec<_>>().join(", ")
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
