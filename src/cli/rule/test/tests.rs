//! The tests of a rule, with a rewriter that is simple enough to be seen through.

use super::{Findings, Prepared, Request, Rewriter, Rewritten, mutants, rewriting};
use crate::rewrite::rule_file::{Predicate, RuleFile, load};

/// Makes `g` of `f` in every line whose argument is a number, or in every line if no `kind` asks for one.
struct Toy;

struct ReadyToy {
    asks_for_number: bool,
}

impl Rewriter for Toy {
    fn prepare(&self, rules: &[&RuleFile]) -> Result<Box<dyn Prepared>, String> {
        let mut tests = rules.iter().flat_map(|it| &it.conditions).flat_map(|it| &it.tests);
        let asks_for_number = tests.any(|it| matches!(it.predicate, Predicate::Kind(_)));
        Ok(Box::new(ReadyToy { asks_for_number }))
    }
}

impl Prepared for ReadyToy {
    fn rewrite(&self, text: &str, _request: &Request<'_>) -> Result<Rewritten, String> {
        let is_match = |line: &str| {
            let argument = line.strip_prefix("m.f(").and_then(|it| it.strip_suffix(")"));
            argument.is_some_and(|it| !self.asks_for_number || it.bytes().all(|it| it.is_ascii_digit()))
        };
        let line = |line: &str| if is_match(line) { line.replace("m.f", "m.g") } else { line.to_owned() };
        let text = text.lines().map(|it| line(it) + "\n").collect();
        Ok(Rewritten { text, refused: Vec::new(), has_withheld: false })
    }
}

fn rule(rest: &str) -> RuleFile {
    let head = r#"schema = 1
[rule]
id = "swap"
title = "f -> g"
rationale = "r"
sets = ["local"]
[where.x]
kind = ["integer"]
[[rewrite]]
from = "m.f($x)"
to = "m.g($x)"
[safety]
level = "exact"
"#;
    load("swap.toml", &format!("{head}{rest}")).unwrap()
}

fn wrong(rest: &str) -> Vec<String> {
    let mut findings = Findings::default();
    rewriting::check(&mut findings, &rule(rest), &Toy).unwrap();
    mutants::check(&mut findings, &rule(rest), &Toy);
    findings.wrong
}

const EXAMPLE: &str = "[[example]]\nbefore = \"m.f(1)\\n\"\nafter = \"m.g(1)\\n\"\n";

#[test]
fn a_predicate_that_no_counterexample_needs_is_found() {
    let tested = "[[counterexample]]\nsource = \"m.f(a)\\n\"\nwhy = \"no number\"\n";
    assert_eq!(wrong(&format!("{EXAMPLE}{tested}")), Vec::<String>::new());
    let untested = "[[counterexample]]\nsource = \"f(a)\\n\"\nwhy = \"another f\"\n";
    assert_eq!(
        wrong(&format!("{EXAMPLE}{untested}")),
        ["8: predicate \"x.kind\" is tested by no counterexample"]
    );
}

#[test]
fn what_an_example_becomes_is_shown() {
    let tested = "[[counterexample]]\nsource = \"m.f(a)\\n\"\nwhy = \"no number\"\n";
    let other = "[[example]]\nname = \"b\"\nbefore = \"m.f(1)\\n\"\nafter = \"m.h(1)\\n\"\n";
    assert_eq!(
        wrong(&format!("{other}{tested}")),
        ["16: example \"b\" becomes\nm.g(1)\ninstead of\nm.h(1)\n"]
    );
    let not_settled = "[[example]]\nname = \"c\"\nbefore = \"m.f(2)\\n\"\nafter = \"m.f(2)\\n\"\n";
    assert_eq!(
        wrong(&format!("{not_settled}{tested}")),
        [
            "16: example \"c\" becomes\nm.g(2)\ninstead of\nm.f(2)\n",
            "16: example \"c\", rewritten again, becomes\nm.g(2)\n"
        ]
    );
    let fires = "[[counterexample]]\nsource = \"m.f(3)\\n\"\nwhy = \"w\"\n";
    assert_eq!(wrong(&format!("{EXAMPLE}{fires}{tested}")), ["18: counterexample \"w\" becomes\nm.g(3)\n"]);
}
