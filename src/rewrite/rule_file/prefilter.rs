//! Which words a file must hold for a rule to have a match there, so that most files need no parsing.
//!
//! A pattern's names must be spelled somewhere in every file that it matches, be it in an `import … as`. Of a dotted
//! name only the last part must: `os.path.exists` is `exists` behind `from os import path as p`, and a re-export has
//! other modules before it. Keywords of a call do not count, since arguments match by signature, nor do the parameters
//! of a `lambda`, which may have other names, nor names that are not ASCII, which a file may spell in another normal
//! form.

use super::case::{Case, CaseBody};
use super::condition::Condition;
use super::file::RuleFile;
use super::metavariable::{metavariables, string_len};
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
    let CaseBody::Pattern { from, .. } = &case.body else { return Vec::new() };
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

/// A name that must be spelled in a file.
#[derive(Debug, PartialEq, Eq)]
struct Name<'a> {
    word: &'a str,
    is_keyword: bool,
}

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Words that isomorphisms or layout may do without.
const OPTIONAL: &[&str] = &["pass", "as", "not", "in", "is", "and", "or", "if", "else", "for"];

/// The names that a pattern needs.
fn names(pattern: &str) -> Vec<Name<'_>> {
    let tokens = tokens(pattern);
    let mut out = Vec::new();
    for (idx, token) in tokens.iter().enumerate() {
        let next = tokens.get(idx + 1).copied().unwrap_or_default();
        let is_name = token.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_');
        // `key=` of a call; of an assignment it would be a name, which `$x = …` patterns do not have.
        let is_key =
            next == "=" && tokens.get(idx.wrapping_sub(1)).is_some_and(|it| matches!(*it, "(" | ","));
        if !is_name || !token.is_ascii() || next == "." || is_key {
            continue;
        }
        let is_keyword = KEYWORDS.contains(token);
        if !OPTIONAL.contains(token) {
            out.push(Name { word: token, is_keyword });
        }
    }
    let parameters = lambda_parameters(&tokens);
    out.retain(|it| !parameters.contains(&it.word));
    out
}

fn lambda_parameters<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    let mut out = Vec::new();
    let mut in_lambda = false;
    for token in tokens {
        match *token {
            "lambda" => in_lambda = true,
            ":" => in_lambda = false,
            token if in_lambda => out.push(token),
            _ => {}
        }
    }
    out
}

/// Names, operators one or two characters long, and for each metavariable and literal one token that is no name.
fn tokens(pattern: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let is_word = |it: char| it.is_alphanumeric() || it == '_';
        let len = match first {
            '"' | '\'' => string_len(rest),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '$' => {
                let dots = if rest[1..].starts_with("...") { 4 } else { 1 };
                rest[dots..].find(|it| !is_word(it)).map_or(rest.len(), |it| dots + it)
            }
            first if is_word(first) => {
                let len = rest.find(|it| !is_word(it)).unwrap_or(rest.len());
                // A prefix belongs to its string.
                if rest[len..].starts_with(['"', '\'']) { len + string_len(&rest[len..]) } else { len }
            }
            '=' | '!' | '<' | '>' if rest[1..].starts_with('=') => 2,
            first => first.len_utf8(),
        };
        let (token, after) = rest.split_at(len);
        let is_string = token.ends_with(['"', '\'']);
        if !first.is_whitespace() && first != '#' {
            out.push(if is_string { "\"" } else { token });
        }
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::names;

    fn words(pattern: &str) -> Vec<&str> {
        names(pattern).into_iter().map(|it| it.word).collect()
    }

    #[test]
    fn names_that_must_be_spelled_are_found() {
        assert_eq!(words("os.path.exists($p)"), ["exists"]);
        assert_eq!(words("$tc.assertEqual($a, first=$b, $...rest)"), ["assertEqual"]);
        assert_eq!(words("functools.lru_cache(maxsize=None)"), ["lru_cache", "None"]);
        assert_eq!(words("sorted($xs, key=lambda item: item.name)"), ["sorted", "lambda", "name"]);
        assert_eq!(words(r#"$x.encode(b"utf-8", 'a"b')"#), ["encode"]);
        assert_eq!(words("$a % $b"), Vec::<&str>::new());
        assert_eq!(words("$a == None"), ["None"]);
        assert_eq!(words("$naïve.é(x)"), ["x"]);
    }
}
