//! Workflow commands, which GitHub shows beside the lines of a pull request.

use std::io::Write as _;

use super::{FileView, Printer, verdict_details};
use crate::rewrite::{Finding, Verdict};

pub(super) struct GithubPrinter;

impl Printer for GithubPrinter {
    fn file(&self, view: &FileView<'_>, out: &mut Vec<u8>) {
        for finding in view.findings {
            let (start, end) = (view.place(finding.range.start()), view.place(finding.range.end()));
            let verdict = finding.verdict.word();
            let details = verdict_details(&finding.verdict).map_or_else(String::new, |it| format!(" ({it})"));
            let message = format!("{}: {verdict}{details}", finding.message);
            // A vector takes what is written.
            let _ = write!(
                out,
                "::{} title={},file={},line={},endLine={}",
                command(finding),
                property(&format!("reskin ({})", finding.rule)),
                property(view.path),
                start.line,
                end.line
            );
            // Columns of a range over several lines are refused.
            if start.line == end.line {
                let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
            }
            let _ = writeln!(out, "::{}", data(&message));
        }
    }
}

fn command(finding: &Finding) -> &'static str {
    match &finding.verdict {
        Verdict::Refuted { .. } => "error",
        _ if finding.is_applied => "warning",
        _ => "notice",
    }
}

/// Text after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
