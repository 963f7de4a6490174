//! Rules without one of their predicates: a counterexample must then be rewritten, or nothing tests the predicate.

use super::rewriting::called;
use super::{Findings, Rewriter};
use crate::rewrite::rule_file::{Condition, Predicate, RuleFile, Test, Text};

pub(super) fn check(findings: &mut Findings, file: &RuleFile, rewriter: &dyn Rewriter) {
    for Mutant { rule, without } in mutants(file) {
        let is_caught = file.counterexamples.iter().any(|it| {
            let found = rewriter.rewrite(&rule, &it.source.value, &it.options);
            // A mutant that cannot be used at all, for want of a variable, is caught, too.
            found.map_or(true, |found| found.text != it.source.value)
        });
        findings.tried((!is_caught).then(|| format!("{without} is tested by no counterexample")));
    }
}

/// A rule without one predicate.
struct Mutant {
    rule: RuleFile,
    /// `12: predicate "p.type"`.
    without: String,
}

fn mutants(file: &RuleFile) -> Vec<Mutant> {
    let mut out = Vec::new();
    for (idx, condition) in file.conditions.iter().enumerate() {
        for (path, without) in paths(file, condition) {
            let mut rule = file.clone();
            remove(&mut rule.conditions[idx].tests, &path);
            out.push(Mutant { rule, without });
        }
    }
    for (case_idx, case) in file.cases.iter().enumerate() {
        for (idx, condition) in case.conditions.iter().enumerate() {
            for (path, without) in paths(file, condition) {
                let mut rule = file.clone();
                remove(&mut rule.cases[case_idx].conditions[idx].tests, &path);
                out.push(Mutant { rule, without });
            }
        }
    }
    out
}

/// Where a predicate is: an index into the condition's, then into those of `each` or `any` and so on.
type Path = Vec<usize>;

/// All predicates of a condition that can be deleted, with their names.
fn paths(file: &RuleFile, condition: &Condition) -> Vec<(Path, String)> {
    let mut out = Vec::new();
    let mut open: Vec<(Path, String, &Vec<Test>)> =
        vec![(Vec::new(), condition.var.value.clone(), &condition.tests)];
    while let Some((path, name, tests)) = open.pop() {
        for (idx, test) in tests.iter().enumerate() {
            let (mut path, name) = (path.clone(), format!("{name}.{}", test.predicate.key()));
            path.push(idx);
            // Of a sequence's predicates each is one of its own; a `not` or an `any_of` is one as a whole.
            match &test.predicate {
                Predicate::Each(inner) | Predicate::Any(inner) if inner.len() > 1 => {
                    open.push((path, name, inner))
                }
                _ => out.push((path, called(file, &text_at(test), "predicate", &name))),
            }
        }
    }
    out
}

fn text_at(test: &Test) -> Text {
    Text { value: String::new(), range: test.range }
}

fn remove(tests: &mut Vec<Test>, path: &[usize]) {
    match path {
        [] => {}
        [idx] => {
            tests.remove(*idx);
        }
        [idx, rest @ ..] => {
            if let Predicate::Each(inner) | Predicate::Any(inner) = &mut tests[*idx].predicate {
                remove(inner, rest);
            }
        }
    }
}
