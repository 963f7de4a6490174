//! Examples, rewritten by all rules together: every rule meets what the others write.

use super::rewriting::call_example;
use super::{Findings, Granted, Prepared, Request, Rewriter};
use crate::rewrite::rule_file::{Example, RuleFile};
use crate::syntax::PythonVersion;

/// All rules at once.
pub(super) struct Together {
    rules: Box<dyn Prepared>,
}

impl Together {
    pub(super) fn new(rewriter: &dyn Rewriter, files: &[RuleFile]) -> anyhow::Result<Self> {
        let files: Vec<_> = files.iter().collect();
        Ok(Self { rules: rewriter.prepare(&files).map_err(anyhow::Error::msg)? })
    }

    /// Whether the rules come to an end, and settle there.
    pub(super) fn check(&self, findings: &mut Findings, file: &RuleFile) {
        for example in &file.examples {
            findings.tried(self.not_settled(file, example));
        }
    }

    fn not_settled(&self, file: &RuleFile, example: &Example) -> Option<String> {
        let name = call_example(file, example);
        let request = Request::new(file, &example.options);
        let text = match self.rules.rewrite(&example.before.value, &request) {
            Err(error) => return Some(format!("{name}, with all rules: {error}")),
            Ok(found) => found.text,
        };
        match self.rules.rewrite(&text, &request) {
            Err(error) => Some(format!("{name}, with all rules and again: {error}")),
            Ok(found) if found.text == text => None,
            Ok(found) => {
                Some(format!("{name}, with all rules becomes\n{text}and, rewritten again,\n{}", found.text))
            }
        }
    }

    /// The example as all rules leave it for a version, with the assumptions of its own rule: an input that another rule
    /// assumes away may be among its inputs.
    pub(super) fn rewrite(
        &self,
        file: &RuleFile,
        example: &Example,
        target: PythonVersion,
    ) -> Result<String, String> {
        let request = Request {
            granted: Granted::OfRule,
            target: Some(target),
            ..Request::new(file, &example.options)
        };
        self.rules.rewrite(&example.before.value, &request).map(|it| it.text)
    }
}
