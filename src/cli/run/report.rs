//! What became of a file, and of all of them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::rewrite::{Finding, Verdict};
use crate::text::report::shown_path;

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Status {
    /// It changes, or would.
    Changed,
    /// It was searched, and nothing changes.
    Clean,
    /// No word of a selected rule is in it; it was not parsed.
    NoCandidate,
    /// It is not looked at. The kind is counted, the detail, if there is one, is shown always.
    Skipped(&'static str, Option<String>),
    /// It could not be read, parsed or written. The place is a line and a column.
    Failed(Option<(i32, i32)>, String),
    /// It is a fault of ours.
    Fault(String),
}

impl Status {
    /// A failure without a place.
    pub(in crate::cli) fn failed(message: impl Into<String>) -> Self {
        Self::Failed(None, message.into())
    }

    /// What is said of it on standard error.
    pub(in crate::cli) fn line(&self, path: &Path, verbose: bool) -> Option<String> {
        let path = shown_path(path);
        match self {
            Self::Changed | Self::Clean | Self::NoCandidate => None,
            Self::Skipped(kind, Some(detail)) => Some(format!("{path}: skipped, {kind}: {detail}")),
            Self::Skipped(kind, None) => verbose.then(|| format!("{path}: skipped, {kind}")),
            Self::Failed(Some((line, column)), message) => Some(format!("{path}:{line}:{column}: {message}")),
            Self::Failed(None, message) => Some(format!("{path}: {message}")),
            Self::Fault(message) => {
                Some(format!("{path}: a fault of reskin, the file is left as it is: {message}"))
            }
        }
    }
}

/// Sites, counted by rule and verdict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::cli) struct Tally {
    pub(in crate::cli) by_rule: BTreeMap<String, Counts>,
}

/// Sites, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::cli) struct Counts {
    /// In the order of [`VERDICTS`].
    pub(in crate::cli) by_verdict: [usize; VERDICTS.len()],
    /// Sites that are applied.
    pub(in crate::cli) n_applied: usize,
}

/// The words of the verdicts, best first.
pub(in crate::cli) const VERDICTS: [&str; 6] =
    ["proved", "verified", "assumed", "unverified", "refuted", "refused"];

impl Counts {
    pub(in crate::cli) fn n_sites(&self) -> usize {
        self.by_verdict.iter().sum()
    }

    fn add(&mut self, other: &Self) {
        for (sum, n) in self.by_verdict.iter_mut().zip(other.by_verdict) {
            *sum += n;
        }
        self.n_applied += other.n_applied;
    }
}

impl Tally {
    pub(super) fn of(findings: &[Finding]) -> Self {
        let mut tally = Self::default();
        for finding in findings {
            // One look-up a finding of a rule that is there already, and no copy of its name.
            let counts = match tally.by_rule.get_mut(&finding.rule) {
                Some(counts) => counts,
                None => tally.by_rule.entry(finding.rule.clone()).or_default(),
            };
            counts.by_verdict[place(&finding.verdict)] += 1;
            counts.n_applied += usize::from(finding.is_applied);
        }
        tally
    }

    /// All rules together.
    pub(in crate::cli) fn sum(&self) -> Counts {
        let mut sum = Counts::default();
        self.by_rule.values().for_each(|it| sum.add(it));
        sum
    }
}

fn place(verdict: &Verdict) -> usize {
    match verdict {
        Verdict::Proved(_) => 0,
        Verdict::Verified { .. } => 1,
        Verdict::Assumed(_) => 2,
        Verdict::Unverified(_) => 3,
        Verdict::Refuted { .. } => 4,
        Verdict::Refused(_) => 5,
    }
}

/// What became of a file, with everything that is to be printed of it.
#[derive(Debug)]
pub(in crate::cli) struct Report {
    pub(in crate::cli) status: Status,
    pub(in crate::cli) tally: Tally,
    /// For standard output, by the printer.
    pub(in crate::cli) out: Vec<u8>,
    /// For standard error.
    pub(in crate::cli) err: Vec<u8>,
    /// From the old bytes to the new ones, where it is to be kept.
    pub(in crate::cli) diff: Vec<u8>,
    /// Suppression comments that suppressed nothing.
    pub(in crate::cli) n_unused_suppressions: usize,
}

impl Report {
    pub(in crate::cli) fn of(status: Status) -> Self {
        Self {
            status,
            tally: Tally::default(),
            out: Vec::new(),
            err: Vec::new(),
            diff: Vec::new(),
            n_unused_suppressions: 0,
        }
    }
}

/// What became of all files.
#[derive(Debug, Clone, Default)]
pub(in crate::cli) struct Total {
    pub(in crate::cli) n_files: usize,
    pub(in crate::cli) n_changed: usize,
    pub(in crate::cli) n_clean: usize,
    pub(in crate::cli) n_no_candidate: usize,
    pub(in crate::cli) n_failed: usize,
    pub(in crate::cli) n_faults: usize,
    pub(in crate::cli) skipped: BTreeMap<&'static str, usize>,
    pub(in crate::cli) n_unused_suppressions: usize,
    pub(in crate::cli) tally: Tally,
}

impl Total {
    pub(in crate::cli) fn add(&mut self, report: &Report) {
        self.n_files += 1;
        match &report.status {
            Status::Changed => self.n_changed += 1,
            Status::Clean => self.n_clean += 1,
            Status::NoCandidate => self.n_no_candidate += 1,
            Status::Skipped(kind, _) => *self.skipped.entry(kind).or_default() += 1,
            Status::Failed(..) => self.n_failed += 1,
            Status::Fault(_) => self.n_faults += 1,
        }
        self.n_unused_suppressions += report.n_unused_suppressions;
        for (rule, counts) in &report.tally.by_rule {
            self.tally.by_rule.entry(rule.clone()).or_default().add(counts);
        }
    }

    /// Adds what another run over the same files changed.
    pub(in crate::cli) fn add_changes(&mut self, other: &Self) {
        self.n_files = other.n_files;
        self.n_changed += other.n_changed;
        self.n_failed = self.n_failed.max(other.n_failed);
        self.n_faults = self.n_faults.max(other.n_faults);
        for (rule, counts) in other.tally.by_rule.iter().filter(|(_, it)| it.n_applied > 0) {
            self.tally.by_rule.entry(rule.clone()).or_default().add(counts);
        }
    }

    /// Whether there are sites that are not applied.
    pub(super) fn has_left_sites(&self) -> bool {
        let sum = self.tally.sum();
        sum.n_sites() > sum.n_applied
    }
}
