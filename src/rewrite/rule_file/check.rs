//! What must fit together in a rule file and can be seen without trees.

mod levels;
mod variables;

use std::collections::HashSet;
use std::path::Path;

use super::case::When;
use super::error::Problem;
use super::file::RuleFile;
use super::prefilter;
use super::reader::Reader;
use super::text::Text;

pub(super) fn check(r: &mut Reader, file: &RuleFile) {
    check_id(r, file);
    check_versions(r, file);
    check_options(r, file);
    check_names(r, file);
    variables::check(r, file);
    levels::check(r, file);
    if prefilter::words(file).is_empty() {
        let what =
            "no pattern names anything, so `prefilter` must say which texts occur where the rule applies";
        r.problem(file.header.id.range, Problem::Missing { what });
    }
}

/// Whether `name` is made of lower-case words and digits with hyphens between.
pub(super) fn is_kebab_case(name: &str) -> bool {
    let is_word = |part: &str| {
        !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
    };
    name.split('-').all(is_word)
}

fn check_id(r: &mut Reader, file: &RuleFile) {
    let id = &file.header.id;
    if id.value.is_empty() {
        return;
    }
    if !is_kebab_case(&id.value) {
        r.wrong_value("id", id, "lower-case words with hyphens between");
    }
    let stem = Path::new(&file.name).file_stem().and_then(|it| it.to_str()).unwrap_or_default();
    if stem != id.value {
        r.wrong_value("id", id, format!("`{stem}`, the name of the file without its ending"));
    }
}

fn check_versions(r: &mut Reader, file: &RuleFile) {
    let header = &file.header;
    let mut check = |range, min: Option<_>, max: Option<_>| {
        if let (Some(min), Some(max)) = (min, max)
            && min > max
        {
            r.problem(range, Problem::Versions { min, max });
        }
    };
    check(header.id.range, header.min_version, header.max_version);
    for case in &file.cases {
        if case.min_version.is_some() || case.max_version.is_some() {
            let (min, max) =
                (case.min_version.or(header.min_version), case.max_version.or(header.max_version));
            check(case.range, min, max);
        }
    }
}

fn check_options(r: &mut Reader, file: &RuleFile) {
    let settings = file.cases.iter().flat_map(|it| &it.when);
    let in_examples = file.examples.iter().flat_map(|it| &it.options);
    let in_counterexamples = file.counterexamples.iter().flat_map(|it| &it.options);
    let in_programs = file.assumes.iter().filter_map(|it| it.program.as_ref()).flat_map(|it| &it.options);
    for setting in settings.chain(in_examples).chain(in_counterexamples).chain(in_programs) {
        check_setting(r, file, setting);
    }
}

fn check_setting(r: &mut Reader, file: &RuleFile, setting: &When) {
    let Some(option) = file.options.iter().find(|it| it.name.value == setting.option.value) else {
        let known: Vec<_> = file.options.iter().map(|it| it.name.as_str()).collect();
        return r.unknown_name("option", &setting.option, &known);
    };
    if !option.choices.iter().any(|it| it.value == setting.choice.value) {
        let known: Vec<_> = option.choices.iter().map(Text::as_str).collect();
        r.unknown_name("choice", &setting.choice, &known);
    }
}

/// Names that may be there only once, and those that have a form.
fn check_names(r: &mut Reader, file: &RuleFile) {
    twice(r, "assumption", file.assumes.iter().map(|it| &it.id));
    twice(r, "case", file.cases.iter().filter_map(|it| it.name.as_ref()));
    twice(r, "example", file.examples.iter().filter_map(|it| it.name.as_ref()));
    twice(r, "set", file.header.sets.iter());
    let conditions = file.conditions.iter().chain(file.cases.iter().flat_map(|it| &it.conditions));
    let shared = conditions.filter_map(|it| it.assume.as_ref());
    let ids = file.assumes.iter().map(|it| &it.id).chain(shared);
    let words = file.header.sets.iter().chain(&file.header.tags).chain(ids);
    for word in words.filter(|it| !it.value.is_empty() && !is_kebab_case(&it.value)) {
        let problem = Problem::WrongValue {
            key: "name".to_owned(),
            found: word.value.clone(),
            expected: "lower-case words with hyphens between".to_owned(),
        };
        r.problem(word.range, problem);
    }
}

fn twice<'a>(r: &mut Reader, what: &'static str, names: impl Iterator<Item = &'a Text>) {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name.as_str()) {
            r.problem(name.range, Problem::Twice { what, name: name.value.clone() });
        }
    }
}
