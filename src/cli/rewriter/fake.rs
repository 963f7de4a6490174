//! A rewriter for tests of what is around it: `old` becomes `new`, and some texts make it fail.

use std::path::Path;

use super::Rewriter;
use crate::rewrite::{
    Approver, Detail, EngineFault, Finding, LookedAt, Outcome, Proof, Site, Verdict, Write,
};
use crate::text::{Edits, SourceFile, TextEdit, TextRange, TextSize};

/// `old` becomes `new`; `panic` panics, `cycle` does not converge, `wrong` does not parse.
pub(in crate::cli) struct Fake;

impl Rewriter for Fake {
    fn rewrite(
        &self,
        _path: &Path,
        file: &SourceFile,
        _off: &[&str],
        _detail: Detail,
        approver: &dyn Approver,
    ) -> Result<Outcome, EngineFault> {
        let text = file.text();
        assert!(!text.contains("panic"), "the text asks for it");
        if text.contains("cycle") {
            return Err(EngineFault::Cycle { rules: vec!["there".into(), "back".into()] });
        }
        if text.contains("wrong") {
            return Err(EngineFault::DoesNotParse);
        }
        let findings: Vec<Finding> =
            text.match_indices("old").map(|(at, _)| finding(at, text, approver)).collect();
        let applied = findings.iter().filter(|it| it.is_applied).flat_map(|it| it.edits.iter().cloned());
        let edits = Edits::new(applied.collect()).unwrap();
        Ok(Outcome { looked_at: LookedAt::Searched, findings, edits, rounds: 1, ..Outcome::default() })
    }

    fn cases(&self, _rule: &str) -> Vec<String> {
        Vec::new()
    }

    fn title(&self, rule: &str) -> Option<String> {
        (rule == "renew").then(|| "old -> new".to_owned())
    }
}

fn finding(at: usize, text: &str, approver: &dyn Approver) -> Finding {
    let range = TextRange::at(TextSize::new(at as u32), TextSize::of("old"));
    let edit = TextEdit { range, insert: "new".into() };
    let site = Site {
        rule: "renew".into(),
        case_idx: 0,
        range,
        writes: vec![Write { edit: edit.clone() }],
        reads: Vec::new(),
        imports: Vec::new(),
        unhides: Vec::new(),
        releases: Vec::new(),
        verdict: Verdict::Proved(Proof::SameCode),
        evidence: Vec::new(),
    };
    let is_applied = approver.approves(&site, text);
    Finding {
        rule: site.rule,
        case_idx: 0,
        message: "old -> new".into(),
        range,
        verdict: site.verdict,
        evidence: Vec::new(),
        edits: Edits::one(edit),
        is_applied,
        round: 1,
    }
}
