//! The names of a pattern or a template, from its text alone.

use super::metavariable::string_len;

/// A name that must be spelled in a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name<'a> {
    pub(super) word: &'a str,
    pub(super) is_keyword: bool,
}

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Words that isomorphisms or layout may do without.
const OPTIONAL: &[&str] = &["pass", "as", "not", "in", "is", "and", "or", "if", "else", "for"];

/// The qualified names of a pattern or a template: dotted names whose roots are no metavariables. Builtins, the words
/// of Python and the keys of arguments are not among them.
pub fn qualified_names(pattern: &str) -> Vec<String> {
    let tokens = tokens(pattern);
    let parameters = lambda_parameters(&tokens);
    let mut out: Vec<String> = Vec::new();
    let mut idx = 0;
    while let Some(token) = tokens.get(idx).copied() {
        let start = idx;
        idx += 1;
        let is_root = is_name(token) && (start == 0 || tokens[start - 1] != ".");
        if !is_root || KEYWORDS.contains(&token) || parameters.contains(&token) {
            continue;
        }
        let mut name = token.to_owned();
        while let [".", part, ..] = tokens.get(idx..).unwrap_or_default()
            && is_name(part)
        {
            name.push('.');
            name.push_str(part);
            idx += 2;
        }
        if name.contains('.') && !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

fn is_name(token: &str) -> bool {
    token.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
}

/// The names that a pattern needs.
pub(super) fn names(pattern: &str) -> Vec<Name<'_>> {
    let tokens = tokens(pattern);
    let mut out = Vec::new();
    for (idx, token) in tokens.iter().enumerate() {
        let next = tokens.get(idx + 1).copied().unwrap_or_default();
        // `key=` of a call; of an assignment it would be a name, which `$x = …` patterns do not have.
        let is_key =
            next == "=" && tokens.get(idx.wrapping_sub(1)).is_some_and(|it| matches!(*it, "(" | ","));
        if !is_name(token) || !token.is_ascii() || next == "." || is_key {
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
    use super::{names, qualified_names};

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

    #[test]
    fn qualified_names_start_at_no_metavariable() {
        assert_eq!(
            qualified_names("pathlib.Path($p, key=$a.b).exists() + str(os.sep)"),
            ["pathlib.Path", "os.sep"]
        );
    }
}
