//! Which words a file must hold for a rule to have a match there, so that most files need no parsing.
//!
//! A pattern's names must be spelled somewhere in every file that it matches, be it in an `import … as`. Of a dotted
//! name only the last part must: `os.path.exists` is `exists` behind `from os import path as p`, and a re-export has
//! other modules before it. Keywords of a call do not count, since arguments match by signature, nor do the parameters
//! of a `lambda`, which may have other names, nor names that are not ASCII, which a file may spell in another normal
//! form.

use super::case::Case;
use super::condition::Condition;
use super::file::RuleFile;
use super::metavariable::metavariables;
use super::names::names;
use super::predicate::Predicate;

/// Words of which one occurs in every file that the rule can change, sorted; empty if its patterns do not tell, which
/// the loader does not accept.
pub fn words(file: &RuleFile) -> Vec<String> {
    if !file.header.prefilter.is_empty() {
        return file.header.prefilter.iter().map(|it| it.value.clone()).collect();
    }
    let mut out = Vec::new();
    for case in &file.cases {
        let words = words_of_case(file, case);
        if words.is_empty() {
            return Vec::new();
        }
        out.extend(words);
    }
    out.sort();
    out.dedup();
    out
}

/// One word that the pattern names, the longest; else what its conditions ask for.
fn words_of_case(file: &RuleFile, case: &Case) -> Vec<String> {
    let Some(from) = case.from() else { return Vec::new() };
    let names = names(from.as_str());
    // `max_by_key` takes the last of several, and the last is most likely the one that is special.
    if let Some(word) = names.iter().max_by_key(|it| (!it.is_keyword, it.word.len())) {
        return vec![word.word.to_owned()];
    }
    let bound: Vec<_> = metavariables(from.as_str()).into_iter().map(|it| it.name).collect();
    let conditions = case.conditions.iter().chain(&file.conditions);
    let conditions = conditions.filter(|it| bound.contains(&it.var.as_str()));
    conditions.map(words_of_condition).find(|it| !it.is_empty()).unwrap_or_default()
}

fn words_of_condition(condition: &Condition) -> Vec<String> {
    let names = condition.tests.iter().find_map(|it| match &it.predicate {
        Predicate::Spelling(names) | Predicate::Qualified(names) => Some(names),
        _ => None,
    });
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    names.map_or(Vec::new(), |it| it.iter().map(|name| last(name.as_str())).collect())
}
