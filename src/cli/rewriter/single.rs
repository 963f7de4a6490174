//! One rule alone, all its assumptions granted: what `reskin rule test` rewrites examples with.

use std::collections::HashSet;

use super::engine::kind_of;
use crate::cli::rule::test::{Rewriter, Rewritten};
use crate::rewrite::engine::{Engine, EngineOptions};
use crate::rewrite::rule_file::{RuleFile, When};
use crate::rewrite::{
    Acceptance, Approver, Detail, ImportOptions, Rule, Site, StaticJudge, StubSignatures, Verdict,
};
use crate::rules;
use crate::syntax::PythonVersion;

/// Rewrites with one rule at a time.
pub(in crate::cli) struct SingleRule;

/// Lets everything through.
struct Everything;

impl Approver for Everything {
    fn approves(&self, _site: &Site, _text: &str) -> bool {
        true
    }
}

impl Rewriter for SingleRule {
    fn rewrite(&self, rule: &RuleFile, text: &str, options: &[When]) -> Result<Rewritten, String> {
        let id = rule.id().to_owned();
        // The newest version that the rule is for: its examples are written for that.
        let newest = PythonVersion::REFERENCE;
        let target = rule.header.max_version.map_or(newest, |max| max.min(newest));
        let ready = Rule::new(rule.clone(), rules::natives()).map_err(|error| error.to_string())?;
        let rule_options =
            options.iter().map(|it| (id.clone(), it.option.value.clone(), it.choice.value.clone()));
        let options = EngineOptions {
            acceptance: Acceptance::Assumed,
            target,
            vouched: Vec::new(),
            named_rules: HashSet::from([id.clone()]),
            imports: ImportOptions { kind_of: &kind_of, ..ImportOptions::default() },
            detail: Detail::Verdicts,
            line_length: 88,
            off: HashSet::new(),
            rule_options: rule_options.collect(),
            signatures: &StubSignatures,
            judge: &StaticJudge,
            approver: &Everything,
        };
        let outcome = Engine::new(vec![ready])
            .rewrite(text, "example.py", &options)
            .map_err(|fault| fault.to_string())?;
        let refused = outcome.findings.iter().filter_map(|finding| match &finding.verdict {
            Verdict::Refused(reason) => Some(format!("{}: {}", reason.reason, reason.because)),
            _ => None,
        });
        let refused = refused.collect();
        let text = outcome.edits.apply(text).map_err(|error| error.to_string())?;
        Ok(Rewritten { text, refused })
    }
}
