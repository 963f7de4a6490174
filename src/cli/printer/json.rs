//! An array of findings, and the object that a finding is.
//!
//! Places are 1-based, columns in code points; `range` is bytes of the decoded text, half-open.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{FileView, Printer, reason_words};
use crate::cli::run::Total;
use crate::rewrite::{Detail, Finding, Proof, Verdict, VouchedBy};
use crate::semantic::Answer;
use crate::text::{TextRange, TextSize};

pub(super) struct JsonPrinter;

impl Printer for JsonPrinter {
    fn detail(&self) -> Detail {
        Detail::Reasons
    }

    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn file(&self, view: &FileView<'_>, out: &mut Vec<u8>) {
        for (nth, finding) in view.findings.iter().enumerate() {
            out.extend_from_slice(if nth == 0 { b"\n" } else { b",\n" });
            push(out, &finding_json(view, finding));
        }
    }

    fn separator(&self) -> &'static [u8] {
        b","
    }

    fn end(&self, _total: &Total, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n]\n")
    }
}

/// Appends `value`, on one line.
pub(super) fn push(out: &mut Vec<u8>, value: &Value) {
    // A vector takes what is written, and our values have text for keys.
    let _ = serde_json::to_writer(&mut *out, value);
}

/// A finding as an object.
pub(super) fn finding_json(view: &FileView<'_>, finding: &Finding) -> Value {
    json!({
        "path": view.path,
        "rule": finding.rule,
        "case": finding.case_idx,
        "message": finding.message,
        "verdict": verdict_json(&finding.verdict),
        "evidence": finding.evidence.iter().map(|it| json!({
            "claim": it.claim,
            "answer": answer(it.answer),
            "vouched_by": it.vouched_by.map(|by| match by {
                VouchedBy::Project => "project",
                VouchedBy::CommandLine => "command line",
            }),
            "because": it.because,
            "witness": it.witness,
        })).collect::<Vec<_>>(),
        "location": location(view, finding.range.start()),
        "end_location": location(view, finding.range.end()),
        "range": range(finding.range),
        "round": finding.round,
        "applied": finding.is_applied,
        "edits": edits(view, finding),
    })
}

fn edits(view: &FileView<'_>, finding: &Finding) -> Vec<Value> {
    let edit = |it: &crate::text::TextEdit| {
        json!({
            "location": location(view, it.range.start()),
            "end_location": location(view, it.range.end()),
            "range": range(it.range),
            "content": it.insert,
        })
    };
    finding.edits.iter().map(edit).collect()
}

fn verdict_json(verdict: &Verdict) -> Value {
    let word = verdict.word();
    match verdict {
        Verdict::Proved(Proof::ByRule) => json!({ "kind": word, "by": "rule" }),
        Verdict::Proved(Proof::SameCode) => json!({ "kind": word, "by": "same code" }),
        Verdict::Proved(Proof::NormalForm(steps)) => {
            json!({ "kind": word, "by": "normal form", "steps": steps })
        }
        Verdict::Verified { runs, type_vectors } => {
            json!({ "kind": word, "runs": runs, "type_vectors": type_vectors })
        }
        Verdict::Assumed(assumptions) => json!({
            "kind": word,
            "assumptions":
                assumptions.iter().map(|it| json!({ "id": it.id, "because": it.because })).collect::<Vec<_>>(),
        }),
        Verdict::Unverified(reason) => json!({ "kind": word, "reason": reason_words(reason) }),
        Verdict::Refuted { counterexample } => json!({ "kind": word, "counterexample": counterexample }),
        Verdict::Refused(refusal) => {
            json!({ "kind": word, "reason": refusal.reason, "because": refusal.because })
        }
    }
}

fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::No => "no",
        Answer::Unknown => "unknown",
    }
}

fn location(view: &FileView<'_>, offset: TextSize) -> Value {
    let place = view.place(offset);
    json!({ "line": place.line, "column": place.column })
}

fn range(range: TextRange) -> [u32; 2] {
    [range.start().into(), range.end().into()]
}
