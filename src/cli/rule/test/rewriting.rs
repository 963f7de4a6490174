//! Examples become what they say, and stay so; counterexamples stay as they are, for the reason that they name.

use super::reason::{self, Reason};
use super::{Findings, Granted, Prepared, Request, Rewriter, Rewritten};
use crate::rewrite::Refusal;
use crate::rewrite::rule_file::{Counterexample, Example, RuleFile, Text};
use crate::text::{LineIndex, TextSize};

pub(super) fn check(findings: &mut Findings, file: &RuleFile, rewriter: &dyn Rewriter) -> anyhow::Result<()> {
    let rule = rewriter.prepare(&[file]).map_err(anyhow::Error::msg)?;
    for example in &file.examples {
        findings.tried(not_as_shown(file, &*rule, example));
        findings.tried(not_settled(file, &*rule, example));
    }
    for counterexample in &file.counterexamples {
        findings.tried(not_left_alone(file, &*rule, counterexample));
    }
    Ok(())
}

/// `12: the example "name"`, the line being that of its text.
pub(super) fn called(file: &RuleFile, text: &Text, what: &str, name: &str) -> String {
    let line = LineIndex::new(&file.source).line(TextSize::new(text.range.start().into()));
    format!("{line}: {what} \"{name}\"")
}

pub(super) fn call_example(file: &RuleFile, example: &Example) -> String {
    let name = example.name.as_ref().map_or(file.header.title.as_str(), Text::as_str);
    called(file, &example.before, "example", name)
}

/// What becomes of a counterexample of `file`; `rule` may be a mutant of it. Where it names an assumption, that is not
/// granted.
pub(super) fn rewrite_counterexample(
    file: &RuleFile,
    rule: &dyn Prepared,
    it: &Counterexample,
) -> Result<Rewritten, String> {
    let granted = match reason::of(file, it) {
        Reason::Assumption(id) => Granted::AllBut(id),
        // What a predicate says is an assumption where its answer is not known.
        Reason::Refusal(name) => Granted::AllBut(name),
        Reason::None | Reason::Unknown(_) => Granted::All,
    };
    rule.rewrite(&it.source.value, &Request { granted, ..Request::new(file, &it.options) })
}

fn not_as_shown(file: &RuleFile, rule: &dyn Prepared, example: &Example) -> Option<String> {
    let name = call_example(file, example);
    match rule.rewrite(&example.before.value, &Request::new(file, &example.options)) {
        Err(error) => Some(format!("{name}: {error}")),
        Ok(found) if found.text == example.after.value => None,
        Ok(found) if found.text == example.before.value => {
            let refused = reasons(&found.refused);
            Some(format!("{name} is left alone{refused}"))
        }
        Ok(found) => Some(format!("{name} becomes\n{}instead of\n{}", found.text, example.after.value)),
    }
}

fn not_settled(file: &RuleFile, rule: &dyn Prepared, example: &Example) -> Option<String> {
    let name = call_example(file, example);
    match rule.rewrite(&example.after.value, &Request::new(file, &example.options)) {
        Err(error) => Some(format!("{name}, rewritten again: {error}")),
        Ok(found) if found.text == example.after.value => None,
        Ok(found) => Some(format!("{name}, rewritten again, becomes\n{}", found.text)),
    }
}

fn not_left_alone(file: &RuleFile, rule: &dyn Prepared, it: &Counterexample) -> Option<String> {
    let name = called(file, &it.source, "counterexample", &it.why.value);
    let found = match rewrite_counterexample(file, rule, it) {
        Err(error) => return Some(format!("{name}: {error}")),
        Ok(found) if found.text != it.source.value => return Some(format!("{name} becomes\n{}", found.text)),
        Ok(found) => found,
    };
    let is_reported = |reason: &str| found.refused.iter().any(|it| it.reason == reason);
    match reason::of(file, it) {
        Reason::Unknown(reason) => Some(format!("{name}: `{reason}` is no reason of this rule")),
        Reason::Assumption(_) | Reason::Refusal(_) if found.has_withheld => None,
        // The answer to its fact is no.
        Reason::Assumption(id) if is_reported(id) => None,
        Reason::Assumption(id) => {
            Some(format!("{name} is left alone whatever `{id}` is{}", reasons(&found.refused)))
        }
        // Other kinds of code than the rule is about are not reported.
        Reason::Refusal(reason) if is_reported(reason) || reason.ends_with(".kind") => None,
        Reason::Refusal(_) => {
            Some(format!("{name} is left alone for another reason{}", reasons(&found.refused)))
        }
        Reason::None if found.refused.is_empty() => None,
        Reason::None => Some(format!("{name} does not name the reason{}", reasons(&found.refused))),
    }
}

fn reasons(refused: &[Refusal]) -> String {
    if refused.is_empty() {
        return String::new();
    }
    let words: Vec<_> = refused.iter().map(|it| format!("{}: {}", it.reason, it.because)).collect();
    format!(" ({})", words.join(", "))
}
