//! Rules without one of their predicates: a counterexample must then be rewritten, or nothing tests the predicate.
//!
//! A predicate may also be what keeps a rule from speaking of other code than it is about (`kind`): then a
//! counterexample must be reported that is not.

use super::rewriting::{called, rewrite_counterexample};
use super::{Findings, Prepared, Rewriter, Rewritten};
use crate::rewrite::rule_file::{CaseBody, Condition, Predicate, RuleFile, Test, Text};

pub(super) fn check(findings: &mut Findings, file: &RuleFile, rewriter: &dyn Rewriter) {
    let Ok(whole) = rewriter.prepare(&[file]) else { return };
    for Mutant { rule, without } in mutants(file) {
        // A mutant that cannot be used at all, for want of a variable, is caught, too.
        let is_caught = rewriter.prepare(&[&rule]).map_or(true, |mutant| is_caught(file, &*whole, &*mutant));
        findings.tried((!is_caught).then(|| format!("{without} is tested by no counterexample")));
    }
}

/// Whether the mutant changes a counterexample, assumes where the rule refuses, or says of one what the rule does not.
fn is_caught(file: &RuleFile, whole: &dyn Prepared, mutant: &dyn Prepared) -> bool {
    file.counterexamples.iter().any(|it| {
        let Ok(found) = rewrite_counterexample(file, mutant, it) else { return true };
        if found.text != it.source.value {
            return true;
        }
        rewrite_counterexample(file, whole, it).is_ok_and(|before| {
            (found.has_withheld && !before.has_withheld) || says_more(file, &before, &found)
        })
    })
}

/// Whether something is reported where nothing was, or a case that leaves code alone for its own reason is reached.
fn says_more(file: &RuleFile, before: &Rewritten, found: &Rewritten) -> bool {
    let left_alone = |reason: &str| {
        file.cases
            .iter()
            .any(|it| matches!(&it.body, CaseBody::LeftAlone { refuse, .. } if refuse.reason.value == reason))
    };
    let is_new = |reason: &str| !before.refused.iter().any(|it| it.reason == reason);
    let was_silent = before.refused.is_empty() && !before.has_withheld;
    found.refused.iter().any(|it| was_silent || (left_alone(&it.reason) && is_new(&it.reason)))
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
