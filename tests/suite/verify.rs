//! Proofs of level 0: cases as data, what holds of every program, and the table of versions against what was measured.

use std::collections::BTreeMap;
use std::fs;

use reskin::ast::{self, OptimizeLevel};
use reskin::rewrite::{self, Judge, Part, Site, Write};
use reskin::semantic::version_differences::{BearsOn, version_differences};
use reskin::syntax::PythonVersion;
use reskin::text::{TextEdit, TextRange, TextSize};
use reskin::verify::CodeJudge;
use reskin::verify::code::{Comparison, Program};
use reskin::verify::proof::{Limit, Proof, Reason, Source, Verdict, judge};

use crate::cases::{expect_file, files, on_deep_stack, root, sections};

/// The `### name`, `### after`, `### verdict` cases of `testdata/verify/cases`.
#[test]
fn verdicts_are_as_in_the_cases() {
    for path in files(&root().join("testdata/verify/cases"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let mut found = String::new();
        let mut before: Option<String> = None;
        for (name, body) in sections(&text) {
            match name.as_str() {
                "verdict" => {}
                "after" => {
                    let verdict = verdict(&before.take().expect("a case starts with its name"), &body);
                    found.push_str(&format!("### after\n{body}### verdict\n{verdict}\n"));
                }
                _ => {
                    found.push_str(&format!("### {name}\n{body}"));
                    before = Some(body);
                }
            }
        }
        expect_file(&path, &found);
    }
}

fn verdict(before: &str, after: &str) -> String {
    let source = |text: &str| Source::from_text(text).unwrap();
    match judge(&source(before), &source(after), PythonVersion::REFERENCE) {
        Verdict::Proved(proof) => format!("proved{}", shown(&proof)),
        Verdict::Unverified(Reason::Version(proof)) => format!("unverified, but proved{}", shown(&proof)),
        Verdict::Unverified(Reason::Different(it)) => {
            let line = |line: Option<u32>| line.map_or("-".to_owned(), |line| line.to_string());
            let (before, after) = (line(it.line_before), line(it.line_after));
            let level = if it.optimize == OptimizeLevel::Zero { "" } else { " optimized" };
            format!("unverified{level}: `{}` {before} {after}: {}", it.code, it.fact)
        }
    }
}

fn shown(proof: &Proof) -> String {
    let mut out = String::new();
    if proof.normalizations.is_empty() {
        out.push_str(" (same code)");
    } else {
        let names: Vec<String> = proof.normalizations.iter().map(ToString::to_string).collect();
        out.push_str(&format!(" (normal form: {})", names.join(", ")));
    }
    out.push_str(&format!(" since {}", proof.since));
    for limit in &proof.limits {
        match limit {
            Limit::Difference { difference, .. } => out.push_str(&format!("; {}", difference.id)),
            Limit::Syntax { since, feature } => out.push_str(&format!("; {since} has {feature}")),
        }
    }
    out
}

/// Every program of the cases is itself, wherever its lines are; as are all of these pairs in either direction.
#[test]
fn a_program_is_itself_on_other_lines() {
    for path in files(&root().join("testdata/verify/cases"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        for (name, body) in sections(&text) {
            if name == "verdict" {
                continue;
            }
            let program = Program::from_text(&body).unwrap();
            let lower = if body.contains("__future__") {
                body.clone()
            } else {
                format!("{}{body}", "\n".repeat(300))
            };
            let moved = Program::from_text(&lower).unwrap();
            assert_eq!(program.compare(&moved), Comparison::Same, "{body}");
            let mut tree = ast::parse_module(&body);
            let unparsed = Program::from_text(&ast::unparse(&tree.ast)).unwrap();
            assert!(!matches!(program.compare(&unparsed), Comparison::Different(_)), "{body}");
            let again = Program::from_ast(std::mem::take(&mut tree.ast), tree.root, &body).unwrap();
            assert_eq!(program.compare(&again), Comparison::Same, "{body}");
        }
    }
}

#[test]
fn the_answer_is_the_same_in_either_direction() {
    for path in files(&root().join("testdata/verify/cases"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let bodies: Vec<_> = sections(&text).into_iter().filter(|(name, _)| name != "verdict").collect();
        for pair in bodies.chunks(2) {
            let [(_, before), (_, after)] = pair else {
                panic!("a case without an after in {}", path.display())
            };
            let (before, after) = (Program::from_text(before).unwrap(), Program::from_text(after).unwrap());
            match (before.compare(&after), after.compare(&before)) {
                (Comparison::Different(_), Comparison::Different(_)) => {}
                (there, back) => assert_eq!(there, back),
            }
        }
    }
}

#[test]
fn deep_nesting_is_compared() {
    on_deep_stack(|| {
        // Functions in functions, nearly as deep as indentation may be; lambdas in lambdas; a long sum.
        let functions = |last: &str| {
            let heads: String = (0..90).map(|depth| format!("{}def f():\n", " ".repeat(depth))).collect();
            format!("{heads}{}{last}\n", " ".repeat(90))
        };
        let lambdas = |last: &str| format!("x = {}{last}\n", "lambda: ".repeat(150));
        let sums = |last: &str| format!("x = a{} + {last}\n", " + a".repeat(20_000));
        let shapes: [&dyn Fn(&str) -> String; 3] = [&functions, &lambdas, &sums];
        for shape in shapes {
            let [one, same, other] = ["(a)", "a", "b"].map(|last| Program::from_text(&shape(last)).unwrap());
            assert_eq!(one.compare(&same), Comparison::Same);
            assert!(matches!(one.compare(&other), Comparison::Different(_)));
        }
    });
}

/// `since` and `until` of each entry are what CPython 3.8 to 3.14 answered; see `testdata/verify/versions.py`.
#[test]
fn version_differences_are_as_measured() {
    let text = fs::read_to_string(root().join("testdata/verify/versions.txt")).unwrap();
    let measured: BTreeMap<String, Vec<(PythonVersion, String)>> = sections(&text)
        .into_iter()
        .map(|(name, body)| {
            let answer = |line: &str| {
                let (version, answer) = line.split_once(':').unwrap();
                (version.parse().unwrap(), answer.trim().to_owned())
            };
            (name, body.lines().map(answer).collect())
        })
        .collect();
    for it in version_differences() {
        let answers = &measured[&it.id];
        let (_, newest) = answers.last().unwrap();
        let differing: Vec<PythonVersion> =
            answers.iter().filter(|(_, answer)| answer != newest).map(|(version, _)| *version).collect();
        let expected: Vec<PythonVersion> = answers
            .iter()
            .map(|(version, _)| *version)
            .filter(|it_is| (it.since..it.until).contains(it_is))
            .collect();
        assert_eq!(differing, expected, "{}", it.id);
        assert!(
            it.touches(PythonVersion::new(8).unwrap()) && !it.touches(PythonVersion::REFERENCE),
            "{}",
            it.id
        );
    }
    assert!(version_differences().iter().any(|it| it.bears_on == BearsOn::Runs));
}

/// A site that replaces `range` of a text.
fn site(range: TextRange, insert: &str) -> Site {
    Site {
        rule: "rule".to_owned(),
        case_idx: 0,
        range,
        writes: vec![Write { edit: TextEdit { range, insert: insert.to_owned() } }],
        reads: Vec::new(),
        imports: Vec::new(),
        unhides: Vec::new(),
        releases: Vec::new(),
        verdict: rewrite::Verdict::Assumed(Vec::new()),
        evidence: Vec::new(),
    }
}

/// The verdict of a site that leaves the code as it is, after others that do not.
fn verdict_after(n_others: usize) -> rewrite::Verdict {
    let text = format!("{}x = not y in z", "a = b; ".repeat(n_others));
    let range =
        |start: usize, len: usize| TextRange::at(TextSize::new(start as u32), TextSize::new(len as u32));
    let start = text.len() - "not y in z".len();
    let mut sites: Vec<Site> = (0..n_others).map(|idx| site(range(idx * 7 + 4, 1), "c")).collect();
    sites.push(site(range(start, "not y in z".len()), "y not in z"));
    let all = TextRange::up_to(TextSize::of(text.as_str()));
    let part = Part { future: "", text: &text, range: all, sites: sites.iter().collect() };
    let judge = CodeJudge { target: PythonVersion::REFERENCE };
    judge.judge(&part).pop().unwrap()
}

#[test]
fn sites_are_proved_beside_others_and_not_without_end() {
    assert_eq!(verdict_after(3), rewrite::Verdict::Proved(rewrite::Proof::SameCode));
    // The first half alone takes more compiling than a part is given.
    assert_eq!(verdict_after(200), rewrite::Verdict::Assumed(Vec::new()));
}

#[test]
fn sites_that_write_at_the_same_place_are_no_program_together() {
    let text = "x = not y in z";
    let range = TextRange::new(TextSize::new(4), TextSize::of(text));
    let sites = [site(range, "y not in z"), site(range, "y not in z")];
    let all = TextRange::up_to(TextSize::of(text));
    let part = Part { future: "", text, range: all, sites: sites.iter().collect() };
    assert_eq!(part.after(&[0, 1]), None);
    assert_eq!(part.after(&[1]).unwrap(), "x = y not in z\n");
}
