//! The engine, held to cases: a rule, a program, and what becomes of it.

use std::collections::HashSet;
use std::fs;

use reskin::rewrite::engine::{Engine, EngineOptions};
use reskin::rewrite::importer::ImportOptions;
use reskin::rewrite::rule_file;
use reskin::rewrite::{Acceptance, Approver, Detail, Rule, Site, StaticJudge, StubSignatures, Verdict};
use reskin::syntax::PythonVersion;

use super::cases::{files, on_deep_stack, root, sections};

struct All;

impl Approver for All {
    fn approves(&self, _site: &Site, _text: &str) -> bool {
        true
    }
}

fn options() -> EngineOptions<'static> {
    EngineOptions {
        acceptance: Acceptance::Assumed,
        target: PythonVersion::new(12).unwrap(),
        vouched: Vec::new(),
        named_rules: HashSet::new(),
        imports: ImportOptions::default(),
        detail: Detail::Reasons,
        line_length: 88,
        off: HashSet::new(),
        rule_options: Vec::new(),
        signatures: &StubSignatures,
        judge: &StaticJudge,
        approver: &All,
    }
}

/// What a case says became of its program: the text, or the refusals.
fn outcome(rules: &str, source: &str) -> String {
    let files: Vec<_> = rules.split("# next\n").enumerate().collect();
    let load = |(idx, text): &(usize, &str)| {
        let id =
            text.lines().find_map(|line| line.strip_prefix("id = ")).unwrap_or_default().trim_matches('"');
        let _ = idx;
        rule_file::load(&format!("{id}.toml"), text).map_err(|error| error.to_string())
    };
    let loaded: Result<Vec<_>, _> = files.iter().map(load).collect();
    let loaded = match loaded {
        Ok(loaded) => loaded,
        Err(error) => return format!("rule: {error}\n"),
    };
    let rules: Result<Vec<_>, _> =
        loaded.into_iter().map(|file| Rule::new(file, reskin::rewrite::Natives::NONE)).collect();
    let rules = match rules {
        Ok(rules) => rules,
        Err(error) => return format!("rule: {error}\n"),
    };
    let engine = Engine::new(rules);
    match engine.rewrite(source, "case.py", &options()) {
        Err(fault) => format!("fault: {fault}\n"),
        Ok(outcome) => {
            let mut text = outcome.edits.apply(source).unwrap();
            for finding in &outcome.findings {
                if let Verdict::Refused(reason) = &finding.verdict {
                    text.push_str(&format!("# refused: {}: {}\n", reason.reason, reason.because));
                }
            }
            text
        }
    }
}

/// Cases of a file: `### name`, the rules, `--- source` and a program, `--- after` and the result.
#[test]
fn rules_change_what_they_should() {
    on_deep_stack(|| {
        for path in files(&root().join("testdata/rewrite/engine"), "txt") {
            let text = fs::read_to_string(&path).unwrap();
            let mut blessed = text[..text.find("### ").unwrap()].to_owned();
            for (name, body) in sections(&text) {
                let (rules, rest) = body.split_once("--- source\n").unwrap();
                let (source, _) = rest.split_once("--- after\n").unwrap();
                let after = outcome(rules, source);
                blessed.push_str(&format!("### {name}\n{rules}--- source\n{source}--- after\n{after}"));
            }
            super::cases::expect_file(&path, &blessed);
        }
    });
}
