//! Examples become what they say, and stay so; counterexamples stay as they are.

use super::{Findings, Rewriter};
use crate::rewrite::rule_file::{Counterexample, Example, RuleFile, Text};
use crate::text::{LineIndex, TextSize};

pub(super) fn check(findings: &mut Findings, file: &RuleFile, rewriter: &dyn Rewriter) {
    for example in &file.examples {
        findings.tried(not_as_shown(file, rewriter, example));
        findings.tried(not_settled(file, rewriter, example));
    }
    for counterexample in &file.counterexamples {
        findings.tried(not_left_alone(file, rewriter, counterexample));
    }
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

fn not_as_shown(file: &RuleFile, rewriter: &dyn Rewriter, example: &Example) -> Option<String> {
    let name = call_example(file, example);
    match rewriter.rewrite(file, &example.before.value, &example.options) {
        Err(error) => Some(format!("{name}: {error}")),
        Ok(found) if found.text == example.after.value => None,
        Ok(found) if found.text == example.before.value => {
            let refused = reasons(&found.refused);
            Some(format!("{name} is left alone{refused}"))
        }
        Ok(found) => Some(format!("{name} becomes\n{}instead of\n{}", found.text, example.after.value)),
    }
}

fn not_settled(file: &RuleFile, rewriter: &dyn Rewriter, example: &Example) -> Option<String> {
    let name = call_example(file, example);
    match rewriter.rewrite(file, &example.after.value, &example.options) {
        Err(error) => Some(format!("{name}, rewritten again: {error}")),
        Ok(found) if found.text == example.after.value => None,
        Ok(found) => Some(format!("{name}, rewritten again, becomes\n{}", found.text)),
    }
}

fn not_left_alone(file: &RuleFile, rewriter: &dyn Rewriter, it: &Counterexample) -> Option<String> {
    let name = called(file, &it.source, "counterexample", &it.why.value);
    match rewriter.rewrite(file, &it.source.value, &it.options) {
        Err(error) => Some(format!("{name}: {error}")),
        Ok(found) if found.text == it.source.value => None,
        Ok(found) => Some(format!("{name} becomes\n{}", found.text)),
    }
}

fn reasons(refused: &[String]) -> String {
    if refused.is_empty() { String::new() } else { format!(" ({})", refused.join(", ")) }
}
