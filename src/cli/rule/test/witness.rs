//! The programs that show an assumption to be needed.

use crate::rewrite::rule_file::{
    Assume, Case, CaseBody, CaseKind, Level, Observed, RuleFile, Text, Witness, metavariables,
    qualified_names,
};

/// A program that the rule rewrites, and what is evaluated after it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WitnessProgram {
    pub(super) source: String,
    pub(super) setup: Option<String>,
    pub(super) inputs: Vec<String>,
}

/// The programs of an assumption; none if it has neither witness nor program.
///
/// A witness becomes a function with the metavariables for parameters, for the first case of level `assumes` that has
/// all of them. The values are the arguments, so that the rule knows no more of them than of any other.
pub(super) fn programs(file: &RuleFile, assume: &Assume) -> Vec<WitnessProgram> {
    if let Some(program) = &assume.program {
        return vec![WitnessProgram {
            source: program.source.value.clone(),
            setup: program.setup.as_ref().map(|it| it.value.clone()),
            inputs: program.inputs.iter().map(|it| it.value.clone()).collect(),
        }];
    }
    let Some(witness) = &assume.witness else { return Vec::new() };
    let cases = file.cases.iter().filter(|it| file.level_of(it) == Level::Assumes && has_all(it, witness));
    let observe = assume.observe.as_ref().map(Text::as_str);
    cases.take(1).filter_map(|case| program(case, witness, observe)).collect()
}

fn has_all(case: &Case, witness: &Witness) -> bool {
    let Some(from) = case.from() else { return false };
    let variables = metavariables(from.as_str());
    witness.values.iter().all(|(var, _)| variables.iter().any(|it| it.name == var.as_str()))
}

fn program(case: &Case, witness: &Witness, observe: Option<&str>) -> Option<WitnessProgram> {
    let CaseBody::Pattern { from, kind, .. } = &case.body else { return None };
    let (matched, parameters, arguments) = instance(from.as_str(), witness);
    let imports = imports(from.as_str());
    let body = match (kind, observe) {
        (CaseKind::Stmt | CaseKind::Block, _) => matched.replace('\n', "\n    "),
        (_, Some(observe)) => format!("return {}", observe.replace("$match", &matched)),
        (_, None) => format!("return {matched}"),
    };
    let mut source: String = imports.iter().map(|it| format!("import {it}\n")).collect();
    source.push_str(&format!("\ndef site({}):\n    {body}\n", parameters.join(", ")));
    Some(WitnessProgram { source, setup: None, inputs: vec![format!("site({})", arguments.join(", "))] })
}

/// The pattern with parameters in place of its metavariables, the parameters and the arguments for them.
fn instance(pattern: &str, witness: &Witness) -> (String, Vec<String>, Vec<String>) {
    let (mut text, mut parameters, mut arguments) = (String::new(), Vec::new(), Vec::new());
    let mut done = 0;
    for variable in metavariables(pattern) {
        text.push_str(&pattern[done..variable.at]);
        done = variable.at + 1 + if variable.is_sequence { 3 } else { 0 } + variable.name.len();
        let value = witness.values.iter().find(|(var, _)| var.as_str() == variable.name);
        let values: Vec<&str> = match value {
            Some((_, Observed::One(text))) => vec![text.as_str()],
            Some((_, Observed::Many(texts))) => texts.iter().map(Text::as_str).collect(),
            None if variable.is_sequence => vec![],
            None => vec!["None"],
        };
        let mut names = Vec::new();
        for (idx, value) in values.iter().enumerate() {
            let name = if variable.is_sequence {
                format!("{}{idx}", variable.name)
            } else {
                variable.name.to_owned()
            };
            if !parameters.contains(&name) {
                parameters.push(name.clone());
                arguments.push((*value).to_owned());
            }
            names.push(name);
        }
        if names.is_empty() {
            // An empty sequence leaves no comma behind.
            text.truncate(text.trim_end().trim_end_matches(',').len());
        }
        text.push_str(&names.join(", "));
    }
    text.push_str(&pattern[done..]);
    (text, parameters, arguments)
}

/// The modules of the pattern's names.
fn imports(pattern: &str) -> Vec<String> {
    let mut out = Vec::new();
    for name in qualified_names(pattern) {
        let root = name.split('.').next().unwrap_or_default().to_owned();
        if !out.contains(&root) {
            out.push(root);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::programs;
    use crate::rewrite::rule_set::Catalog;

    /// The program and the call of the first assumption of a rule.
    fn first(rule: &str) -> (String, Vec<String>) {
        let file = Catalog::shipped().unwrap().rule(rule).unwrap().load().unwrap();
        let program = programs(&file, &file.assumes[0]).remove(0);
        (program.source, program.inputs)
    }

    #[test]
    fn a_witness_is_a_function_of_the_metavariables() {
        let (source, inputs) = first("os-path-exists");
        assert_eq!(source, "import os\n\ndef site(p):\n    return os.path.exists(p)\n");
        assert_eq!(inputs, ["site(\"\")"]);
    }

    #[test]
    fn an_observed_witness_has_a_parameter_for_each_item() {
        let (source, inputs) = first("os-path-join");
        assert_eq!(
            source,
            "import os\n\ndef site(first, rest0):\n    return open(os.path.join(first, rest0)).close()\n"
        );
        assert_eq!(inputs, ["site(\"/dev/null\", \"\")"]);
    }

    #[test]
    fn a_program_is_taken_as_it_is() {
        let (source, inputs) = first("super-call");
        assert!(source.contains("return super(B, self).f()"), "{source}");
        assert_eq!(inputs, ["rebind(globals()) or made.f()"]);
    }
}
