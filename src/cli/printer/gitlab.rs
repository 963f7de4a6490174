//! A code quality report of GitLab: an array of issues.

use std::collections::HashMap;
use std::hash::Hasher as _;
use std::io::{self, Write};

use serde_json::json;
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use super::json::push;
use super::{FileView, Printer, verdict_details};
use crate::cli::run::Total;
use crate::rewrite::{Finding, Verdict};

pub(super) struct GitlabPrinter;

impl Printer for GitlabPrinter {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn file(&self, view: &FileView<'_>, out: &mut Vec<u8>) {
        for (nth, (finding, fingerprint)) in view.findings.iter().zip(fingerprints(view)).enumerate() {
            out.extend_from_slice(if nth == 0 { b"\n" } else { b",\n" });
            let details = verdict_details(&finding.verdict).map_or_else(String::new, |it| format!(" ({it})"));
            let (start, end) = (view.place(finding.range.start()), view.place(finding.range.end()));
            push(
                out,
                &json!({
                    "description": format!("{}: {}{details}", finding.message, finding.verdict.word()),
                    "check_name": finding.rule,
                    "fingerprint": fingerprint,
                    "severity": severity(finding),
                    "location": {
                        "path": view.path,
                        "lines": { "begin": start.line, "end": end.line },
                    },
                }),
            );
        }
    }

    fn separator(&self) -> &'static [u8] {
        b","
    }

    fn end(&self, _total: &Total, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n]\n")
    }
}

fn severity(finding: &Finding) -> &'static str {
    match &finding.verdict {
        Verdict::Refuted { .. } => "major",
        _ if finding.is_applied => "minor",
        _ => "info",
    }
}

/// A name for each finding that stays when lines are added above it: of the path, the rule, the matched code, and how
/// many of the same are before it.
pub(super) fn fingerprints<'a>(view: &FileView<'a>) -> Vec<String> {
    let mut seen: HashMap<(&str, &str), u32> = HashMap::new();
    let mut fingerprint = |finding: &'a Finding| {
        let (rule, matched) = (finding.rule.as_str(), view.matched(finding));
        let nth = seen.entry((rule, matched)).or_default();
        *nth += 1;
        let mut hasher = SipHasher13::new();
        for part in [view.path, rule, matched] {
            hasher.write(part.as_bytes());
            hasher.write(&[0]);
        }
        hasher.write_u32(*nth);
        format!("{:032x}", hasher.finish128().as_u128())
    };
    view.findings.iter().map(&mut fingerprint).collect()
}
