//! The reason that a counterexample names: `why = "star-width: the width is an argument"`.

use std::slice;

use crate::rewrite::rule_file::{
    CaseBody, Condition, Counterexample, LetForm, RuleFile, Text, metavariables,
};

/// The reasons that the engine has beside those of rules.
const OF_ENGINE: &[&str] = &[
    "also",
    "comment",
    "import-shadowed",
    "import-used",
    "layout",
    "name",
    "quote-nesting",
    "source-is-shown",
];

/// What `why` begins with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reason<'a> {
    /// Words for people alone.
    None,
    /// A reason to refuse a site.
    Refusal(&'a str),
    /// An assumption that the counterexample does without.
    Assumption(&'a str),
    /// What looks like the name of a reason and is none.
    Unknown(&'a str),
}

/// The reason that a counterexample names, before a colon or alone.
pub(super) fn of<'a>(file: &RuleFile, it: &'a Counterexample) -> Reason<'a> {
    let why = it.why.value.as_str();
    let (name, is_alone) = why.split_once(':').map_or((why, true), |(name, _)| (name, false));
    let is_word =
        !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._".contains(&it));
    if !is_word {
        return Reason::None;
    }
    if file.assumes.iter().any(|it| it.id.value == name) {
        return Reason::Assumption(name);
    }
    if refusals(file).any(|it| it.value == name) || predicates(file).any(|it| it == name) {
        return Reason::Refusal(name);
    }
    let shared = conditions(file).filter_map(|it| it.assume.as_ref());
    if shared.into_iter().any(|it| it.value == name) {
        return Reason::Assumption(name);
    }
    match OF_ENGINE.contains(&name) {
        true => Reason::Refusal(name),
        // One plain word, such as `bounded`, is said to people.
        false if is_alone && !name.contains(['-', '.']) => Reason::None,
        false => Reason::Unknown(name),
    }
}

/// The declared refusals of cases and of natives.
fn refusals(file: &RuleFile) -> impl Iterator<Item = &Text> {
    file.cases.iter().flat_map(|case| {
        let of_body = match &case.body {
            CaseBody::Native(native) => native.refuses.as_slice(),
            CaseBody::LeftAlone { refuse, .. } => slice::from_ref(&refuse.reason),
            CaseBody::Pattern { .. } => &[],
        };
        let of_lets = case.lets.iter().flat_map(|it| match &it.form {
            LetForm::Native { refuses, .. } => refuses.as_slice(),
            LetForm::Fold { .. } | LetForm::Map { .. } | LetForm::Template { .. } => &[],
        });
        of_body.iter().chain(of_lets)
    })
}

fn conditions(file: &RuleFile) -> impl Iterator<Item = &Condition> {
    file.conditions.iter().chain(file.cases.iter().flat_map(|it| &it.conditions))
}

/// `VAR.PREDICATE` of every condition, and `VAR.pure` of every variable: the engine asks for that where code moves.
fn predicates(file: &RuleFile) -> impl Iterator<Item = String> {
    let of_conditions = conditions(file).flat_map(|condition| {
        let var = &condition.var.value;
        condition.tests.iter().map(move |it| format!("{var}.{}", it.predicate.key()))
    });
    let moved = file.cases.iter().filter_map(|it| it.from()).flat_map(|it| {
        let named = metavariables(it.as_str()).into_iter();
        named.map(|it| format!("{}.pure", it.name)).collect::<Vec<_>>()
    });
    of_conditions.chain(moved)
}
