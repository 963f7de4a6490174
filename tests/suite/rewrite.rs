//! The engine, held to cases: a rule, a program, and what becomes of it.

use std::collections::HashSet;
use std::fs;

use reskin::rewrite::engine::{Engine, EngineOptions};
use reskin::rewrite::importer::ImportOptions;
use reskin::rewrite::rule_file;
use reskin::rewrite::rule_set::Catalog;
use reskin::rewrite::{
    Acceptance, Approver, Detail, Proof, Rule, Site, StaticJudge, StubSignatures, Verdict,
};
use reskin::syntax::PythonVersion;
use reskin::verify::CodeJudge;

use super::cases::{files, on_deep_stack, root, sections};

struct All;

impl Approver for All {
    fn approves(&self, _site: &Site, _text: &str) -> bool {
        true
    }
}

/// The options of a case, which its line `# with target 3.8, off RULE, judge code, accept proved, detail verdicts`
/// changes.
pub(super) fn options(rules: &str) -> EngineOptions<'static> {
    let mut options = EngineOptions {
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
    };
    let settings = rules.lines().find_map(|line| line.strip_prefix("# with ")).unwrap_or_default();
    for setting in settings.split(", ").filter(|it| !it.is_empty()) {
        match setting.split_once(' ') {
            Some(("target", version)) => options.target = version.parse().unwrap(),
            Some(("off", rule)) => _ = options.off.insert(rule.to_owned()),
            Some(("named", rule)) => _ = options.named_rules.insert(rule.to_owned()),
            Some(("detail", "verdicts")) => options.detail = Detail::Verdicts,
            Some(("accept", "proved")) => options.acceptance = Acceptance::Proved,
            Some(("judge", "code")) => options.judge = &CodeJudge { target: PythonVersion::REFERENCE },
            other => panic!("unknown setting {other:?}"),
        }
    }
    options
}

/// What a case says became of its program: the text, or the refusals.
fn outcome(rules: &str, source: &str) -> String {
    let options = options(rules);
    if let Some(ids) = rules.lines().find_map(|line| line.strip_prefix("shipped = ")) {
        let catalog = Catalog::shipped().unwrap();
        let load = |id: &str| Rule::new(catalog.rule(id).unwrap().load().unwrap(), reskin::rules::natives());
        return rewritten(ids.split(", ").map(|id| load(id).unwrap()).collect(), source, &options);
    }
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
    rewritten(rules, source, &options)
}

/// The new text, the sites that were applied for another reason than the rule's word, and those that were refused.
fn rewritten(rules: Vec<Rule>, source: &str, options: &EngineOptions<'_>) -> String {
    let engine = Engine::new(rules);
    match engine.rewrite(source, "case.py", options) {
        Err(fault) => format!("fault: {fault}\n"),
        Ok(outcome) => {
            let mut text = outcome.edits.apply(source).unwrap();
            for finding in &outcome.findings {
                match &finding.verdict {
                    Verdict::Refused(it) => {
                        text.push_str(&format!("# refused: {}: {}\n", it.reason, it.because))
                    }
                    Verdict::Proved(Proof::ByRule) | Verdict::Assumed(_) => {}
                    other => text.push_str(&format!("# {}: {other:?}\n", finding.rule)),
                }
            }
            text
        }
    }
}

/// Cases of a file: `### name`, the rules or `shipped = ` and the ids of ours, `--- source` and a program, `--- after` and the result.
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
