//! SARIF 2.1.0, as code scanning takes it: results with their fixes, then the tool with its rules.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::gitlab::fingerprints;
use super::json::push;
use super::{FileView, Printer, verdict_details};
use crate::cli::run::{Engines, Total};
use crate::rewrite::{Detail, Finding, Verdict};
use crate::text::TextRange;

const HEAD: &str = r#"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","results":["#;

pub(super) struct SarifPrinter<'a> {
    /// They know the titles of rules.
    pub(super) engines: &'a Engines,
}

impl Printer for SarifPrinter<'_> {
    fn detail(&self) -> Detail {
        Detail::Reasons
    }

    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(HEAD.as_bytes())
    }

    fn file(&self, view: &FileView<'_>, out: &mut Vec<u8>) {
        for (nth, (finding, fingerprint)) in view.findings.iter().zip(fingerprints(view)).enumerate() {
            out.extend_from_slice(if nth == 0 { b"\n" } else { b",\n" });
            push(out, &result(view, finding, &fingerprint));
        }
    }

    fn separator(&self) -> &'static [u8] {
        b","
    }

    fn end(&self, total: &Total, out: &mut dyn Write) -> io::Result<()> {
        let rule = |id: &String| {
            let title = self.engines.title(id).unwrap_or_else(|| id.clone());
            json!({ "id": id, "shortDescription": { "text": title } })
        };
        let rules: Vec<Value> = total.tally.by_rule.keys().map(rule).collect();
        let tool = json!({ "driver": {
            "name": "reskin",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        } });
        writeln!(out, "\n],\"tool\":{tool}}}]}}")
    }
}

fn result(view: &FileView<'_>, finding: &Finding, fingerprint: &str) -> Value {
    let details = verdict_details(&finding.verdict).map_or_else(String::new, |it| format!(" ({it})"));
    let artifact = json!({ "uri": uri(view.path) });
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding),
        "message": { "text": format!("{}: {}{details}", finding.message, finding.verdict.word()) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": artifact,
            "region": region(view, finding.range),
        } }],
        "partialFingerprints": { "reskin/v1": fingerprint },
        "properties": { "verdict": finding.verdict.word() },
    });
    if !finding.edits.is_empty() {
        let replacement = |it: &crate::text::TextEdit| json!({ "deletedRegion": region(view, it.range), "insertedContent": { "text": it.insert } });
        let replacements: Vec<Value> = finding.edits.iter().map(replacement).collect();
        result["fixes"] = json!([{
            "description": { "text": finding.message },
            "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements }],
        }]);
    }
    result
}

fn level(finding: &Finding) -> &'static str {
    match &finding.verdict {
        Verdict::Refuted { .. } => "error",
        _ if finding.is_applied => "warning",
        _ => "note",
    }
}

fn region(view: &FileView<'_>, range: TextRange) -> Value {
    let (start, end) = (view.place(range.start()), view.place(range.end()));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// The path as a relative reference (RFC 3986): what is no unreserved character or `/` is escaped.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            other => out += &format!("%{other:02X}"),
        }
    }
    if path.starts_with('/') { format!("file://{out}") } else { out }
}
