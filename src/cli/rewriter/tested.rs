//! Rules made ready for `reskin rule test`, which rewrites examples with one of them, with two or with all.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use super::engine::kind_of;
use crate::cli::rule::test::{Granted, Prepared, Request, Rewriter, Rewritten};
use crate::rewrite::engine::{Engine, EngineOptions};
use crate::rewrite::rule_file::RuleFile;
use crate::rewrite::{
    Acceptance, Approver, Detail, ImportOptions, Rule, Site, StaticJudge, StubSignatures, Verdict,
};
use crate::rules;
use crate::syntax::PythonVersion;

/// Makes rules ready.
pub(in crate::cli) struct EngineMaker;

impl Rewriter for EngineMaker {
    fn prepare(&self, rules: &[&RuleFile]) -> Result<Box<dyn Prepared>, String> {
        let ready = |rule: &&RuleFile| {
            Rule::new((*rule).clone(), rules::natives()).map_err(|error| error.to_string())
        };
        Ok(Box::new(ReadyRules(Engine::new(rules.iter().map(ready).collect::<Result<_, _>>()?))))
    }
}

/// An engine with the rules.
struct ReadyRules(Engine);

impl Prepared for ReadyRules {
    fn rewrite(&self, text: &str, request: &Request<'_>) -> Result<Rewritten, String> {
        let id = request.rule.id();
        let rule_options = request.options.iter();
        let rule_options =
            rule_options.map(|it| (id.to_owned(), it.option.value.clone(), it.choice.value.clone()));
        let grants = Grants { request, has_withheld: AtomicBool::new(false) };
        let options = EngineOptions {
            acceptance: Acceptance::Assumed,
            target: request.target.unwrap_or_else(|| newest(request.rule)),
            vouched: Vec::new(),
            named_rules: HashSet::from([id.to_owned()]),
            imports: ImportOptions { kind_of: &kind_of, ..ImportOptions::default() },
            detail: Detail::Reasons,
            line_length: 88,
            off: HashSet::new(),
            rule_options: rule_options.collect(),
            signatures: &StubSignatures,
            judge: &StaticJudge,
            approver: &grants,
        };
        let outcome = self.0.rewrite(text, "example.py", &options).map_err(|fault| fault.to_string())?;
        let refused = outcome.findings.iter().filter_map(|finding| match &finding.verdict {
            Verdict::Refused(refusal) => Some(refusal.clone()),
            _ => None,
        });
        Ok(Rewritten {
            text: outcome.edits.apply(text).map_err(|error| error.to_string())?,
            refused: refused.collect(),
            has_withheld: grants.has_withheld.into_inner(),
        })
    }
}

/// The newest version that a rule is for: its examples are written for that.
fn newest(rule: &RuleFile) -> PythonVersion {
    let newest = PythonVersion::REFERENCE;
    rule.header.max_version.map_or(newest, |max| max.min(newest))
}

/// Lets a site through if all that it assumes is granted.
struct Grants<'a> {
    request: &'a Request<'a>,
    /// Whether a site was seen that rests on the assumption which is withheld.
    has_withheld: AtomicBool,
}

impl Approver for Grants<'_> {
    fn approves(&self, site: &Site, _text: &str) -> bool {
        let Verdict::Assumed(assumed) = &site.verdict else { return true };
        match self.request.granted {
            Granted::All => true,
            Granted::AllBut(withheld) => {
                let full = format!("{}/{withheld}", self.request.rule.id());
                let rests_on_it = assumed.iter().any(|it| it.id == withheld || it.id == full);
                self.has_withheld.fetch_or(rests_on_it, Ordering::Relaxed);
                !rests_on_it
            }
            Granted::OfRule => site.rule == self.request.rule.id(),
        }
    }
}
