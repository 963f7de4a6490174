//! Findings and differences as people and machines read them, one file a format.
//!
//! A printer renders a file at a time, in parallel, into bytes; what comes before, between and after the files is
//! written in order. Nothing else writes results.

pub(super) mod concise;
mod diff;
pub(super) mod full;
mod github;
mod gitlab;
mod hunk;
mod json;
mod json_lines;
mod sarif;
mod statistics;
mod style;

use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;

pub(super) use self::diff::{DiffPrinter, diff_path};
pub(super) use self::hunk::hunks;
pub(super) use self::statistics::StatisticsPrinter;
pub(super) use self::style::Palette;

use super::run::{Engines, Total};
use crate::rewrite::{Acceptance, Detail, Finding, Outcome, Verdict};
use crate::text::{ColumnUnit, Edits, LineColumn, LineIndex, SourceFile, TextRange, TextSize};

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the code, the reasons of the verdict and the change
    Full,
    /// A line each
    Concise,
    /// An array of objects
    Json,
    /// An object a line
    JsonLines,
    /// Workflow commands, which GitHub shows in a pull request
    Github,
    /// A code quality report of GitLab
    Gitlab,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// Renders results.
pub(super) trait Printer: Sync {
    /// What comes before the first file.
    fn begin(&self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// How much of each finding is shown.
    fn detail(&self) -> Detail {
        Detail::Verdicts
    }

    /// A file with something to show; nothing is written between its parts by anybody else.
    fn file(&self, view: &FileView<'_>, out: &mut Vec<u8>);

    /// What stands between two files that wrote something.
    fn separator(&self) -> &'static [u8] {
        b""
    }

    /// What comes after the last file.
    fn end(&self, _total: &Total, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// A printer that prints nothing.
pub(super) struct Silent;

impl Printer for Silent {
    fn file(&self, _view: &FileView<'_>, _out: &mut Vec<u8>) {}
}

/// The printer of a format. `engines` know the titles of rules.
pub(super) fn printer(format: Format, palette: Palette, engines: &Engines) -> Box<dyn Printer + '_> {
    match format {
        Format::Full => Box::new(full::FullPrinter { palette }),
        Format::Concise => Box::new(concise::ConcisePrinter { palette }),
        Format::Json => Box::new(json::JsonPrinter),
        Format::JsonLines => Box::new(json_lines::JsonLinesPrinter),
        Format::Github => Box::new(github::GithubPrinter),
        Format::Gitlab => Box::new(gitlab::GitlabPrinter),
        Format::Sarif => Box::new(sarif::SarifPrinter { engines }),
    }
}

/// A file and what was found in it.
pub(super) struct FileView<'a> {
    /// The path as it is shown.
    pub(super) path: &'a str,
    /// The path in a diff.
    pub(super) diff_path: String,
    pub(super) source: &'a SourceFile,
    pub(super) index: LineIndex,
    pub(super) findings: &'a [Finding],
    /// All edits.
    pub(super) edits: &'a Edits,
    /// Suppression comments that suppressed nothing.
    pub(super) unused_suppressions: &'a [TextRange],
    /// The new bytes, if they differ.
    pub(super) new: Option<&'a [u8]>,
    /// What is accepted in this file.
    pub(super) accepted: Acceptance,
}

impl<'a> FileView<'a> {
    pub(super) fn new(
        path: &'a str,
        source: &'a SourceFile,
        outcome: &'a Outcome,
        new: Option<&'a [u8]>,
    ) -> Self {
        Self {
            path,
            diff_path: path.to_owned(),
            source,
            index: LineIndex::new(source.text()),
            findings: &outcome.findings,
            edits: &outcome.edits,
            unused_suppressions: &outcome.unused_suppressions,
            new,
            accepted: Acceptance::Verified,
        }
    }

    pub(super) fn text(&self) -> &'a str {
        self.source.text()
    }

    /// The place of an offset: both numbers 1-based, the column in code points.
    pub(super) fn place(&self, offset: TextSize) -> LineColumn {
        let place = self.index.line_column(self.text(), offset, ColumnUnit::CodePoints);
        LineColumn { column: place.column + 1, ..place }
    }

    /// The code that a finding is about.
    pub(super) fn matched(&self, finding: &Finding) -> &'a str {
        self.text().get(std::ops::Range::<usize>::from(finding.range)).unwrap_or_default()
    }
}

/// Ids of the assumptions of a verdict, or the reason of a refusal.
pub(super) fn verdict_details(verdict: &Verdict) -> Option<String> {
    match verdict {
        Verdict::Proved(_) => None,
        Verdict::Verified { runs, type_vectors } => Some(format!("{runs} runs, {type_vectors} type vectors")),
        Verdict::Assumed(assumptions) => {
            Some(assumptions.iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join(", "))
        }
        Verdict::Unverified(reason) => Some(reason_words(reason)),
        Verdict::Refuted { .. } => Some("told apart by a run".to_owned()),
        Verdict::Refused(refusal) => Some(refusal.reason.clone()),
    }
}

/// Why there is no evidence.
pub(super) fn reason_words(reason: &crate::rewrite::Reason) -> String {
    use crate::rewrite::Reason;
    match reason {
        Reason::NotExecuted => "not executed".to_owned(),
        Reason::OutOfFuel => "out of fuel".to_owned(),
        Reason::CouldNotRun(why) => format!("could not run: {why}"),
    }
}

/// The path of a file as URIs and machines want it: `/` between names.
pub(super) fn slashed(path: &Path) -> String {
    let text = crate::text::report::shown_path(path);
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}
