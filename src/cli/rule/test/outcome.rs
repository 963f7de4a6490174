//! Examples and witnesses, executed before and after.

use super::cpython::CPython;
use super::plan::{Job, Step};
use super::rewriting::{call_example, called};
use super::together::Together;
use super::witness;
use super::{Findings, Request, Rewriter};
use crate::rewrite::rule_file::{Example, RuleFile, Text};

/// Two programs that are executed, and what is claimed of them.
struct Pair {
    /// What they are in reports.
    name: String,
    before: Job,
    after: Job,
    claim: Claim,
}

/// What is claimed of two programs.
#[derive(Clone, Copy)]
enum Claim {
    Equal,
    /// An example of a change.
    Different,
    /// A witness of an assumption, which nothing needs if they are equal.
    Witness,
}

/// Executes what the version of `python` can have; a rule for newer versions is passed over.
pub(super) fn check(
    findings: &mut Findings,
    file: &RuleFile,
    python: &CPython,
    rewriter: &dyn Rewriter,
    together: &Together,
) -> anyhow::Result<()> {
    if file.header.min_version.is_some_and(|min| min > python.version) {
        return Ok(());
    }
    let mut pairs = examples(file);
    all_rules(findings, file, python, together, &mut pairs);
    witnesses(findings, file, python, rewriter, &mut pairs)?;
    let jobs: Vec<_> = pairs.iter().flat_map(|it| [it.before.clone(), it.after.clone()]).collect();
    let outcomes = python.execute(&jobs)?;
    for (pair, outcomes) in pairs.iter().zip(outcomes.chunks(2)) {
        if let [before, after] = outcomes {
            match missing_module(before, after) {
                Some(module) => findings.not_executed.push(format!("{}: {module}", pair.name)),
                None => findings.tried(wrong(pair, before, after)),
            }
        }
    }
    Ok(())
}

fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|it| it.value.clone()).collect()
}

fn examples(file: &RuleFile) -> Vec<Pair> {
    let pair = |it: &Example| {
        let setup = it.setup.as_ref().map(Text::as_str);
        let job = |code: &Text| Job::new(file, &code.value, setup, texts(&it.inputs));
        Pair {
            name: call_example(file, it),
            before: job(&it.before),
            after: job(&it.after),
            claim: if it.differs { Claim::Different } else { Claim::Equal },
        }
    };
    file.examples.iter().map(pair).collect()
}

/// Adds the examples as all rules together leave them, where that is not what they show.
fn all_rules(
    findings: &mut Findings,
    file: &RuleFile,
    python: &CPython,
    together: &Together,
    pairs: &mut Vec<Pair>,
) {
    for example in &file.examples {
        let name = format!("{}, with all rules,", call_example(file, example));
        match together.rewrite(file, example, python.version) {
            Err(error) => findings.tried(Some(format!("{name} {error}"))),
            Ok(text) if text == example.after.value => {}
            Ok(text) => {
                let setup = example.setup.as_ref().map(Text::as_str);
                let job = |code: &str| Job::new(file, code, setup, texts(&example.inputs));
                let (before, after) = (job(&example.before.value), job(&text));
                let claim = if example.differs { Claim::Different } else { Claim::Equal };
                pairs.push(Pair { name, before, after, claim });
            }
        }
    }
}

/// Adds the programs that show assumptions to be needed; those that the rule does not rewrite show nothing.
fn witnesses(
    findings: &mut Findings,
    file: &RuleFile,
    python: &CPython,
    rewriter: &dyn Rewriter,
    pairs: &mut Vec<Pair>,
) -> anyhow::Result<()> {
    let rule = rewriter.prepare(&[file]).map_err(anyhow::Error::msg)?;
    for assume in &file.assumes {
        // Of other versions nothing needs it, so nothing can show it.
        let version = python.version;
        if assume.until.is_some_and(|it| it <= version) || assume.since.is_some_and(|it| version < it) {
            continue;
        }
        let name = called(file, &assume.id, "assumption", &assume.id.value);
        for program in witness::programs(file, assume) {
            let after = match rule.rewrite(&program.source, &Request::new(file, program.options)) {
                Ok(after) if after.text != program.source => after.text,
                Ok(_) => {
                    findings.tried(Some(format!(
                        "{name}: the rule leaves its witness alone\n{}",
                        program.source
                    )));
                    continue;
                }
                Err(error) => {
                    findings.tried(Some(format!("{name}: {error}")));
                    continue;
                }
            };
            let job = |code: &str| {
                Job::new(file, code, program.setup.as_deref(), program.inputs.clone())
                    .optimized(assume.is_optimized)
            };
            let (before, after) = (job(&program.source), job(&after));
            pairs.push(Pair { name: name.clone(), before, after, claim: Claim::Witness });
        }
    }
    Ok(())
}

/// What says that one of the programs needs a library that this Python does not have.
fn missing_module(before: &[Step], after: &[Step]) -> Option<String> {
    let (before, after) = (before.first()?, after.first()?);
    let missing = [before, after].into_iter().find(|it| it.is_missing_module())?;
    // Both may be meant to fail so.
    (before != after).then(|| missing.in_words())
}

/// What is not as it is claimed.
fn wrong(pair: &Pair, before: &[Step], after: &[Step]) -> Option<String> {
    let name = &pair.name;
    let faults = before.iter().chain(after).find_map(Step::fault);
    if let Some(fault) = faults {
        return Some(format!("{name} cannot be executed: {fault}"));
    }
    let difference = before.iter().zip(after).position(|(before, after)| before != after);
    let difference = difference.or((before.len() != after.len()).then_some(0));
    match (pair.claim, difference) {
        (Claim::Equal, None) | (Claim::Different | Claim::Witness, Some(_)) => None,
        (Claim::Different, None) => Some(format!("{name} differs, it says, but does not")),
        (Claim::Witness, None) => {
            Some(format!("{name} is superfluous: with its witness, before and after are the same"))
        }
        (Claim::Equal, Some(idx)) => {
            let step = match idx.checked_sub(1).and_then(|it| pair.before.inputs.get(it)) {
                Some(input) => format!("`{input}`"),
                None => "the program".to_owned(),
            };
            let words = |steps: &[Step]| steps.get(idx).map_or(String::new(), Step::in_words);
            Some(format!("{name}: {step} is {} before, {} after", words(before), words(after)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Claim, Pair, missing_module, wrong};
    use crate::cli::rule::test::plan::{Job, Step};

    fn steps(json: &str) -> Vec<Step> {
        serde_json::from_str(json).unwrap()
    }

    fn pair(claim: Claim) -> Pair {
        let job = || Job {
            setup: None,
            code: String::new(),
            inputs: vec!["f()".to_owned()],
            ignore: vec![],
            optimize: 0,
            seconds: 1,
        };
        Pair { name: "p".to_owned(), before: job(), after: job(), claim }
    }

    const ONE: &str = r#"[{"type": "NoneType", "repr": "None"}, {"type": "builtins.int", "repr": "1"}]"#;
    const TRUE: &str = r#"[{"type": "NoneType", "repr": "None"}, {"type": "builtins.bool", "repr": "True"}]"#;
    const HANGS: &str =
        r#"[{"type": "NoneType", "repr": "None"}, {"raises": "__main__.OutOfTime", "args": "()"}]"#;
    const LACKS: &str = r#"[{"raises": "builtins.ModuleNotFoundError", "args": "('six',)"}]"#;

    fn said(claim: Claim, before: &str, after: &str) -> Option<String> {
        wrong(&pair(claim), &steps(before), &steps(after))
    }

    #[test]
    fn outcomes_are_held_against_the_claim() {
        assert_eq!(said(Claim::Equal, ONE, ONE), None);
        assert_eq!(said(Claim::Different, ONE, TRUE), None);
        assert_eq!(said(Claim::Witness, ONE, TRUE), None);
        let differs = "p: `f()` is 1 (builtins.int) before, True (builtins.bool) after";
        assert_eq!(said(Claim::Equal, ONE, TRUE).as_deref(), Some(differs));
        assert_eq!(said(Claim::Different, ONE, ONE).as_deref(), Some("p differs, it says, but does not"));
        let superfluous = "p is superfluous: with its witness, before and after are the same";
        assert_eq!(said(Claim::Witness, ONE, ONE).as_deref(), Some(superfluous));
    }

    #[test]
    fn what_was_not_executed_is_no_evidence() {
        let hangs = "p cannot be executed: __main__.OutOfTime()";
        for claim in [Claim::Equal, Claim::Different, Claim::Witness] {
            assert_eq!(said(claim, ONE, HANGS).as_deref(), Some(hangs));
        }
        assert!(missing_module(&steps(LACKS), &steps(ONE)).is_some());
        assert!(missing_module(&steps(ONE), &steps(ONE)).is_none());
    }
}
