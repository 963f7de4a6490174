//! `path-flow` beside the other rules of its set: a program, what becomes of it, and what the site relies on.

use std::fmt::Write as _;
use std::fs;

use reskin::rewrite::engine::Engine;
use reskin::rewrite::{Rule, Verdict, rule_file};
use reskin::rules;

use crate::cases::{expect_file, files, on_deep_stack, root, sections};
use crate::rewrite::options;

fn engine() -> Engine {
    let load = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let file = rule_file::load(name, &fs::read_to_string(path).unwrap()).unwrap();
        Rule::new(file, rules::natives()).unwrap()
    };
    Engine::new(files(&root().join("rules/pathlib"), "toml").iter().map(load).collect())
}

/// The program after the rules of the set, with the verdicts of `path-flow`.
fn outcome(engine: &Engine, source: &str) -> String {
    let outcome = match engine.rewrite(source, "case.py", &options("")) {
        Err(fault) => return format!("fault: {fault}\n"),
        Ok(outcome) => outcome,
    };
    let mut out = outcome.edits.apply(source).unwrap();
    let again = engine.rewrite(&out, "case.py", &options("")).unwrap();
    assert_eq!(again.edits.apply(&out).unwrap(), out, "a second run changes something");
    for finding in outcome.findings.iter().filter(|it| it.rule == "path-flow") {
        let name = &source[finding.range];
        match &finding.verdict {
            Verdict::Refused(it) => writeln!(out, "# {name} refused {}: {}", it.reason, it.because).unwrap(),
            Verdict::Assumed(all) => {
                let ids: Vec<&str> = all.iter().map(|it| it.id.as_str()).collect();
                writeln!(out, "# {name} assumed {}", ids.join(", ")).unwrap();
            }
            other => writeln!(out, "# {name} {}", other.word()).unwrap(),
        }
    }
    out
}

/// Cases of a file: `### name` and a program, `### after` and what becomes of it.
#[test]
fn variables_are_moved_as_a_whole_or_not_at_all() {
    on_deep_stack(|| {
        let engine = engine();
        for path in files(&root().join("testdata/rewrite/path_flow"), "txt") {
            let text = fs::read_to_string(&path).unwrap();
            let mut blessed = text[..text.find("### ").unwrap()].to_owned();
            for (name, source) in sections(&text).into_iter().filter(|(name, _)| name != "after") {
                let after = outcome(&engine, &source);
                write!(blessed, "### {name}\n{source}### after\n{after}").unwrap();
            }
            expect_file(&path, &blessed);
        }
    });
}
