//! Every metavariable that is used is bound.

use std::collections::BTreeSet;

use super::super::case::Case;
use super::super::condition::Condition;
use super::super::error::{Problem, nearest};
use super::super::file::RuleFile;
use super::super::metavariable::metavariables;
use super::super::predicate::Test;
use super::super::reader::Reader;
use super::super::text::Text;
use crate::text::{TextRange, TextSize};

/// Names that are bound, without `$`.
type Bound<'a> = BTreeSet<&'a str>;

pub(super) fn check(r: &mut Reader, file: &RuleFile) {
    // A native finds its own variables, which only it knows.
    let is_native = file.cases.iter().any(|it| it.from().is_none());
    let mut in_any_case = Bound::new();
    for case in &file.cases {
        let mut bound = Bound::new();
        bind(&mut bound, case.from().into_iter());
        bind(&mut bound, case.also.iter().map(|it| &it.from));
        bind_conditions(&mut bound, &case.conditions);
        bind_conditions(&mut bound, &file.conditions);
        if case.from().is_some() {
            check_case(r, file, case, &bound);
        }
        in_any_case.extend(bound);
        in_any_case.extend(case.lets.iter().map(|it| it.name.as_str()));
    }
    if is_native {
        return;
    }
    check_conditions(r, &file.conditions, &in_any_case);
    for assume in &file.assumes {
        let fact = assume.fact.as_ref().and_then(|it| it.var.as_ref());
        let witness = assume.witness.iter().flat_map(|it| it.values.iter().map(|(var, _)| var));
        for var in fact.into_iter().chain(witness) {
            check_name(r, var, &in_any_case);
        }
        if let Some(observe) = &assume.observe {
            check_template(r, file, observe, &in_any_case, &[Condition::MATCH]);
        }
    }
}

fn check_case(r: &mut Reader, file: &RuleFile, case: &Case, bound: &Bound<'_>) {
    check_conditions(r, &case.conditions, bound);
    let mut bound = bound.clone();
    for it in &case.lets {
        for var in it.form.named_variables() {
            check_name(r, var, &bound);
        }
        for template in it.form.templates() {
            check_template(r, file, template, &bound, it.form.own_names());
        }
        if !bound.insert(it.name.as_str()) {
            r.problem(it.name.range, Problem::Twice { what: "metavariable", name: it.name.value.clone() });
        }
    }
    let own = case.to().into_iter().chain(case.also.iter().map(|it| &it.to));
    for template in own {
        check_template(r, file, template, &bound, &[]);
    }
    for also in &case.also {
        check_name(r, &also.over.var, &bound);
    }
}

fn bind<'a>(bound: &mut Bound<'a>, patterns: impl Iterator<Item = &'a Text>) {
    for pattern in patterns {
        let named = metavariables(pattern.as_str()).into_iter().filter(|it| !it.is_unnamed());
        bound.extend(named.map(|it| it.name));
    }
}

/// The variables that patterns within conditions bind.
fn bind_conditions<'a>(bound: &mut Bound<'a>, conditions: &'a [Condition]) {
    for condition in conditions {
        bind_tests(bound, condition.tests.iter());
    }
}

fn bind_tests<'a>(bound: &mut Bound<'a>, tests: impl Iterator<Item = &'a Test>) {
    for test in tests {
        bind(bound, test.predicate.patterns().into_iter());
        bind_tests(bound, test.predicate.inner());
    }
}

fn check_conditions(r: &mut Reader, conditions: &[Condition], bound: &Bound<'_>) {
    for condition in conditions {
        check_name(r, &condition.var, bound);
    }
}

fn check_name(r: &mut Reader, var: &Text, bound: &Bound<'_>) {
    let name = var.as_str();
    if name != Condition::MATCH && !bound.contains(name) {
        unbound(r, var.range, name, bound);
    }
}

fn check_template(r: &mut Reader, file: &RuleFile, template: &Text, bound: &Bound<'_>, own: &[&str]) {
    for variable in metavariables(template.as_str()) {
        if own.contains(&variable.name) || bound.contains(variable.name) {
            continue;
        }
        let start = template.place(&file.source, variable.at);
        let end = template.place(&file.source, variable.at + 1 + variable.name.len());
        unbound(r, TextRange::new(start, end.max(start + TextSize::new(1))), variable.name, bound);
    }
}

fn unbound(r: &mut Reader, range: TextRange, name: &str, bound: &Bound<'_>) {
    let nearest = nearest(name, bound.iter().copied());
    r.problem(range, Problem::Unbound { name: name.to_owned(), nearest });
}
