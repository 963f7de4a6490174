//! A finding with its code, the reasons of its verdict and the change.

use std::io::Write;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{FileView, Palette, Printer, hunks, reason_words};
use crate::cli::config::acceptance_name;
use crate::rewrite::{Acceptance, Detail, Evidence, Finding, Proof, Verdict, VouchedBy};
use crate::semantic::Answer;

/// Characters of a line that are shown; more is cut, so that a line of a megabyte does not fill the screen.
const MAX_SHOWN: usize = 240;

/// Characters before the matched code that stay where a line is cut.
const SHOWN_BEFORE: usize = 40;

pub(super) struct FullPrinter {
    pub(super) palette: Palette,
}

impl Printer for FullPrinter {
    fn detail(&self) -> Detail {
        Detail::Reasons
    }

    fn file(&self, view: &FileView<'_>, out: &mut Vec<u8>) {
        for (nth, finding) in view.findings.iter().enumerate() {
            if nth > 0 {
                out.push(b'\n');
            }
            // A vector takes what is written.
            let _ = write_finding(out, view, finding, &self.palette);
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

    fn separator(&self) -> &'static [u8] {
        b"\n"
    }
}

/// Writes a finding as `check` and `why` show it.
pub(in crate::cli) fn write_finding(
    out: &mut Vec<u8>,
    view: &FileView<'_>,
    finding: &Finding,
    palette: &Palette,
) -> std::io::Result<()> {
    let Palette { rule, frame, .. } = *palette;
    let place = view.place(finding.range.start());
    let hunks = hunks(view.text(), &view.index, &finding.edits);
    let last_line = hunks.iter().map(|it| it.first_line as usize + it.old.len().max(it.new.len())).max();
    let width = last_line.unwrap_or(0).max(place.line as usize).to_string().len();
    let pad = " ".repeat(width);
    writeln!(out, "{rule}{}{rule:#}: {}", finding.rule, finding.message)?;
    writeln!(out, "{pad}{frame}-->{frame:#} {}:{}:{}", view.path, place.line, place.column)?;
    writeln!(out, "{pad} {frame}|{frame:#}")?;
    write_code(out, view, finding, width, palette)?;
    let lines = evidence_lines(finding);
    if !lines.is_empty() {
        writeln!(out, "{pad} {frame}|{frame:#}")?;
        write_evidence(out, &lines, &pad, palette)?;
    }
    if let Some(help) = help(finding, view.accepted) {
        writeln!(out, "{rule}help{rule:#}: {help}")?;
    }
    if !hunks.is_empty() {
        writeln!(out, "{pad} {frame}|{frame:#}")?;
    }
    for hunk in &hunks {
        let signed = |sign, lines: &[String]| -> Vec<(char, usize, String)> {
            lines.iter().enumerate().map(|(nth, line)| (sign, nth, cut(line))).collect()
        };
        for (sign, nth, line) in signed('-', &hunk.old).into_iter().chain(signed('+', &hunk.new)) {
            let style = if sign == '-' { palette.removed } else { palette.added };
            let number = hunk.first_line as usize + nth;
            writeln!(out, "{frame}{number:>width$}{frame:#} {style}{sign} {line}{style:#}")?;
        }
    }
    Ok(())
}

/// The first line of the matched code, marked.
fn write_code(
    out: &mut Vec<u8>,
    view: &FileView<'_>,
    finding: &Finding,
    width: usize,
    palette: &Palette,
) -> std::io::Result<()> {
    let frame = palette.frame;
    let place = view.place(finding.range.start());
    let line = view.index.line_text(view.text(), place.line).unwrap_or_default();
    let line = line.trim_end_matches(['\n', '\r']);
    let before_len = line.char_indices().nth(place.column as usize - 1).map_or(line.len(), |(at, _)| at);
    let (mut before, rest) = line.split_at(before_len);
    let marked = rest.get(..usize::from(finding.range.len())).unwrap_or(rest);
    let mut after = &rest[marked.len()..];
    let (mut lead, mut trail) = ("", "");
    if line.chars().count() > MAX_SHOWN {
        if before.chars().count() > SHOWN_BEFORE {
            let from = before.char_indices().rev().nth(SHOWN_BEFORE - 1).map_or(0, |(at, _)| at);
            (lead, before) = ("...", &before[from..]);
        }
        let to = after.char_indices().nth(SHOWN_BEFORE).map_or(after.len(), |(at, _)| at);
        (after, trail) = (&after[..to], if to < after.len() { "..." } else { "" });
    }
    let marked = cut(marked);
    writeln!(out, "{frame}{:>width$} |{frame:#} {lead}{before}{marked}{after}{trail}", place.line)?;
    let padding: String = before
        .chars()
        .flat_map(|c| if c == '\t' { vec!['\t'] } else { vec![' '; c.width().unwrap_or(0)] })
        .collect();
    let carets = "^".repeat(marked.width().max(1));
    let style = palette.verdict(&finding.verdict);
    let goes_on = if finding.range.len() > u32::try_from(rest.len()).unwrap_or(u32::MAX).into() {
        " (goes on below)"
    } else {
        ""
    };
    let word = verdict_word(&finding.verdict);
    writeln!(
        out,
        "{frame}{:>width$} |{frame:#} {:lead_width$}{padding}{style}{carets} {word}{style:#}{goes_on}",
        "",
        "",
        lead_width = lead.len()
    )
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_owned(),
    }
}

/// `proved`, and by what if that is not the code objects.
fn verdict_word(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Proved(Proof::ByRule) => "proved (by rule)".to_owned(),
        other => other.word().to_owned(),
    }
}

/// A reason of the verdict: what was asked, the answer, why.
struct EvidenceLine {
    claim: String,
    answer: &'static str,
    because: Vec<String>,
}

fn evidence_lines(finding: &Finding) -> Vec<EvidenceLine> {
    let mut lines: Vec<_> = finding.evidence.iter().map(evidence_line).collect();
    let mut add = |claim: &str, answer, because: String| {
        lines.push(EvidenceLine { claim: claim.to_owned(), answer, because: vec![because] });
    };
    match &finding.verdict {
        Verdict::Proved(Proof::ByRule) => {}
        Verdict::Proved(Proof::SameCode) => add("code objects", "proved", "equal in every field".to_owned()),
        Verdict::Proved(Proof::NormalForm(steps)) => {
            add("code objects", "proved", format!("equal after {}", steps.join(", ")));
        }
        Verdict::Verified { runs, type_vectors } => {
            add("runs", "verified", format!("{runs} of {runs} agree, {type_vectors} type vectors"));
        }
        Verdict::Assumed(assumptions) => {
            for it in assumptions.iter().filter(|it| !finding.evidence.iter().any(|e| e.claim == it.id)) {
                add(&it.id, "assumed", it.because.clone());
            }
        }
        Verdict::Unverified(reason) => add("runs", "unverified", reason_words(reason)),
        Verdict::Refuted { counterexample } => {
            let because = counterexample.lines().map(str::to_owned).collect();
            lines.push(EvidenceLine { claim: "runs".to_owned(), answer: "refuted", because });
        }
        Verdict::Refused(refusal) => add(&refusal.reason, "refused", refusal.because.clone()),
    }
    lines
}

fn evidence_line(evidence: &Evidence) -> EvidenceLine {
    let answer = match (evidence.answer, evidence.vouched_by) {
        (_, Some(VouchedBy::Project)) => "by the project",
        (_, Some(VouchedBy::CommandLine)) => "by --assume",
        (Answer::Yes, None) => "proved",
        (Answer::No, None) => "no",
        (Answer::Unknown, None) => "assumed",
    };
    let mut because = vec![evidence.because.clone()];
    because.extend(evidence.witness.iter().map(|it| format!("told apart by {it}")));
    EvidenceLine { claim: evidence.claim.clone(), answer, because }
}

fn write_evidence(
    out: &mut Vec<u8>,
    lines: &[EvidenceLine],
    pad: &str,
    palette: &Palette,
) -> std::io::Result<()> {
    let frame = palette.frame;
    let claim_width = lines.iter().map(|it| it.claim.width()).max().unwrap_or(0);
    let answer_width = lines.iter().map(|it| it.answer.len()).max().unwrap_or(0);
    for line in lines {
        let gap = " ".repeat(claim_width - line.claim.width());
        let first = line.because.first().map_or("", String::as_str);
        let row = format!("{}{gap}  {:answer_width$}  {first}", line.claim, line.answer);
        writeln!(out, "{pad} {frame}={frame:#} {}", row.trim_end())?;
        for more in line.because.iter().skip(1) {
            writeln!(out, "{pad}   {:claim_width$}  {:answer_width$}  {more}", "", "")?;
        }
    }
    Ok(())
}

/// What applies it, if something does.
fn help(finding: &Finding, accepted: Acceptance) -> Option<String> {
    if finding.is_applied {
        return None;
    }
    let needed = match &finding.verdict {
        Verdict::Proved(_) => Acceptance::Proved,
        Verdict::Verified { .. } => Acceptance::Verified,
        Verdict::Assumed(_) | Verdict::Unverified(_) => Acceptance::Assumed,
        Verdict::Refuted { .. } | Verdict::Refused(_) => return None,
    };
    if needed <= accepted {
        return None;
    }
    let vouch = match &finding.verdict {
        Verdict::Assumed(assumptions) => {
            let ids: Vec<_> = assumptions.iter().map(|it| it.id.as_str()).collect();
            format!("; `--assume {}` vouches for it", ids.join(","))
        }
        _ => String::new(),
    };
    Some(format!("`reskin fix --accept {}` applies it{vouch}", acceptance_name(needed)))
}
