//! The programs that show an assumption to be needed.

use crate::rewrite::rule_file::{
    Assume, Case, CaseBody, CaseKind, Level, Observed, Predicate, RuleFile, Text, When, Witness,
    metavariables, qualified_names,
};

/// A program that the rule rewrites, and what is evaluated after it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WitnessProgram<'a> {
    pub(super) source: String,
    pub(super) setup: Option<String>,
    pub(super) inputs: Vec<String>,
    /// Settings of the rule's options.
    pub(super) options: &'a [When],
}

/// The programs of an assumption; none if it has neither witness nor program.
///
/// A witness becomes a function with the metavariables for parameters, for the first case of level `assumes` that has
/// all of them. The values are the arguments, so that the rule knows no more of them than of any other; but a variable
/// that has to be a certain kind of code is that code. The test case of a rule about `unittest` is the `self` of a
/// method.
pub(super) fn programs<'a>(file: &'a RuleFile, assume: &'a Assume) -> Vec<WitnessProgram<'a>> {
    if let Some(program) = &assume.program {
        return vec![WitnessProgram {
            source: program.source.value.clone(),
            setup: program.setup.as_ref().map(|it| it.value.clone()),
            inputs: program.inputs.iter().map(|it| it.value.clone()).collect(),
            options: &program.options,
        }];
    }
    let Some(witness) = &assume.witness else { return Vec::new() };
    let cases = file.cases.iter().filter(|it| file.level_of(it) == Level::Assumes && has_all(it, witness));
    let observe = assume.observe.as_ref().map(Text::as_str);
    cases.take(1).filter_map(|case| program(file, case, witness, observe)).collect()
}

fn has_all(case: &Case, witness: &Witness) -> bool {
    let Some(from) = case.from() else { return false };
    let variables = metavariables(from.as_str());
    witness.values.iter().all(|(var, _)| variables.iter().any(|it| it.name == var.as_str()))
}

fn program<'a>(
    file: &RuleFile,
    case: &Case,
    witness: &Witness,
    observe: Option<&str>,
) -> Option<WitnessProgram<'a>> {
    let CaseBody::Pattern { from, kind, .. } = &case.body else { return None };
    let roles = Roles::of(file, case);
    let (matched, parameters, arguments) = instance(from.as_str(), witness, &roles);
    let mut imports = imports(from.as_str());
    let body = match (kind, observe) {
        (CaseKind::Stmt | CaseKind::Block, _) => matched.clone(),
        (_, Some(observe)) => format!("return {}", observe.replace("$match", &matched)),
        (_, None) => format!("return {matched}"),
    };
    let (parameters, arguments) = (parameters.join(", "), arguments.join(", "));
    let function = format!("def site({parameters}):\n    {}\n", body.replace('\n', "\n    "));
    let (function, call) = match roles.test_case {
        Some(_) => {
            imports.push("unittest".to_owned());
            let method = function.trim_end().replace('\n', "\n    ");
            (format!("class T(unittest.TestCase):\n    {method}\n"), "T(\"site\").site")
        }
        None => (function, "site"),
    };
    let imports: String = imports.iter().map(|it| format!("import {it}\n")).collect();
    let source = format!("{imports}\n{function}");
    Some(WitnessProgram { source, setup: None, inputs: vec![format!("{call}({arguments})")], options: &[] })
}

/// What the conditions say of variables that a witness has to respect.
struct Roles<'a> {
    /// The variable that is the first parameter of a method of a test case.
    test_case: Option<&'a str>,
    /// Variables that are code of a certain kind.
    code: Vec<&'a str>,
}

impl<'a> Roles<'a> {
    fn of(file: &'a RuleFile, case: &'a Case) -> Self {
        let mut roles = Self { test_case: None, code: Vec::new() };
        for condition in file.conditions.iter().chain(&case.conditions) {
            for test in &condition.tests {
                match &test.predicate {
                    Predicate::Is(names) if names.iter().any(|it| it.value == "unittest-self") => {
                        roles.test_case = Some(condition.var.as_str());
                    }
                    Predicate::Kind(_) => roles.code.push(condition.var.as_str()),
                    _ => {}
                }
            }
        }
        roles
    }
}

/// The pattern with parameters in place of its metavariables, the parameters and the arguments for them.
fn instance(pattern: &str, witness: &Witness, roles: &Roles<'_>) -> (String, Vec<String>, Vec<String>) {
    let (mut text, mut parameters, mut arguments) = (String::new(), Vec::new(), Vec::new());
    let mut done = 0;
    // A method gets its first argument by itself.
    parameters.extend(roles.test_case.map(str::to_owned));
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
            if roles.code.contains(&variable.name) {
                names.push((*value).to_owned());
                continue;
            }
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

    /// The program and the call of an assumption of a rule.
    fn witnessed(rule: &str, id: &str) -> (String, Vec<String>) {
        let file = Catalog::shipped().unwrap().rule(rule).unwrap().load().unwrap();
        let assume = file.assumes.iter().find(|it| it.id.value == id).unwrap();
        let program = programs(&file, assume).remove(0);
        (program.source, program.inputs)
    }

    /// Those of the first.
    fn first(rule: &str) -> (String, Vec<String>) {
        let file = Catalog::shipped().unwrap().rule(rule).unwrap().load().unwrap();
        witnessed(rule, &file.assumes[0].id.value)
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
    fn the_test_case_is_the_self_of_a_method() {
        let (source, inputs) = witnessed("assert-regex", "regex-not-empty");
        let method = "    def site(tc, text, regex):\n        tc.assertRegex(text, regex)\n";
        assert_eq!(source, format!("import unittest\n\nclass T(unittest.TestCase):\n{method}"));
        assert_eq!(inputs, ["T(\"site\").site(\"a\", \"\")"]);
    }

    #[test]
    fn what_has_to_be_a_literal_is_one() {
        let (source, inputs) = witnessed("percent-format", "not-a-tuple");
        assert_eq!(source, "\ndef site(args):\n    return '%s' % args\n");
        assert_eq!(inputs, ["site((1,))"]);
    }

    #[test]
    fn a_program_is_taken_as_it_is() {
        let (source, inputs) = first("super-call");
        assert!(source.contains("return super(B, self).f()"), "{source}");
        assert_eq!(inputs, ["rebind(globals()) or made.f()"]);
    }
}
