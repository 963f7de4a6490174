//! A finding a line: `app/cache.py:41:12: assumed os-path-exists (path-not-empty)`.

use std::io::Write as _;

use super::{FileView, Palette, Printer, verdict_details};
use crate::rewrite::Finding;

pub(super) struct ConcisePrinter {
    pub(super) palette: Palette,
}

impl Printer for ConcisePrinter {
    fn file(&self, view: &FileView<'_>, out: &mut Vec<u8>) {
        for finding in view.findings {
            write_line(out, view, finding, &self.palette);
        }
        for range in view.unused_suppressions {
            let place = view.place(range.start());
            let _ = writeln!(
                out,
                "{}:{}:{}: this comment suppresses nothing",
                view.path, place.line, place.column
            );
        }
    }
}

/// The sites that are not applied.
pub(in crate::cli) fn left_sites(view: &FileView<'_>, out: &mut Vec<u8>) {
    let palette = Palette::of_stderr();
    for finding in view.findings.iter().filter(|it| !it.is_applied) {
        write_line(out, view, finding, &palette);
    }
}

fn write_line(out: &mut Vec<u8>, view: &FileView<'_>, finding: &Finding, palette: &Palette) {
    let place = view.place(finding.range.start());
    let (style, word) = (palette.verdict(&finding.verdict), finding.verdict.word());
    let details = verdict_details(&finding.verdict).map_or_else(String::new, |it| format!(" ({it})"));
    // A vector takes what is written.
    let _ = writeln!(
        out,
        "{}:{}:{}: {style}{word}{style:#} {}{details}",
        view.path, place.line, place.column, finding.rule
    );
}
