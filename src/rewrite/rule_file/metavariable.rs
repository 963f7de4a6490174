//! Finding the metavariables of a pattern or a template in its text, without parsing it.
//!
//! The engine's pattern parser decides; this is what a rule file is checked by before there are trees.

/// A metavariable as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metavariable<'a> {
    /// Without `$` and dots; `_` or empty if it is unnamed.
    pub name: &'a str,
    /// Whether it stands for a sequence: `$...xs`.
    pub is_sequence: bool,
    /// Where its `$` is, in bytes.
    pub at: usize,
}

impl Metavariable<'_> {
    /// Whether it binds nothing.
    pub fn is_unnamed(&self) -> bool {
        matches!(self.name, "" | "_")
    }
}

/// The metavariables of `text` in order; those within string literals and comments are text, unless they
/// stand in a replacement field of an f-string or a t-string.
pub fn metavariables(text: &str) -> Vec<Metavariable<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|it| !it.is_empty()) {
        let skipped = match rest.as_bytes()[0] {
            b'"' | b'\'' => {
                let len = string_len(rest);
                if is_formatted(&text[..at]) {
                    fields(&rest[..len], at, &mut out);
                }
                len
            }
            b'#' => rest.find('\n').unwrap_or(rest.len()),
            b'$' => {
                let (variable, len) = metavariable(rest, at);
                out.push(variable);
                len
            }
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
        at += skipped;
    }
    out
}

/// The metavariable at the start of `rest`, which stands at `at`, and its length.
fn metavariable(rest: &str, at: usize) -> (Metavariable<'_>, usize) {
    let after = &rest[1..];
    let (is_sequence, after) = match after.strip_prefix("...") {
        Some(after) => (true, after),
        None => (false, after),
    };
    let len = after.find(|it: char| !(it.is_alphanumeric() || it == '_')).unwrap_or(after.len());
    let name = &after[..len];
    (Metavariable { name, is_sequence, at }, rest.len() - after.len() + len)
}

/// Whether a string literal that follows `before` is an f-string or a t-string.
fn is_formatted(before: &str) -> bool {
    let prefix = before.trim_end_matches(['r', 'R']);
    let prefix_len = before.len() - prefix.len();
    let mark = before.rfind(|it: char| !(it.is_alphanumeric() || it == '_')).map_or(0, |it| it + 1);
    let prefix = before.get(mark..).unwrap_or_default();
    prefix_len <= 1 && prefix.len() <= 2 && prefix.contains(['f', 'F', 't', 'T'])
}

/// Adds the metavariables in the replacement fields of a literal that stands at `start`.
fn fields<'a>(literal: &'a str, start: usize, out: &mut Vec<Metavariable<'a>>) {
    let mut depth = 0_usize;
    for (at, char) in literal.char_indices() {
        match char {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '$' if depth % 2 == 1 || depth > 2 => out.push(metavariable(&literal[at..], start + at).0),
            _ => {}
        }
    }
}

/// The length of the string literal that `rest` starts with, up to its end or that of the text.
pub(super) fn string_len(rest: &str) -> usize {
    let quote = &rest[..1];
    let triple = quote.repeat(3);
    let delimiter = if rest.starts_with(&triple) { triple.as_str() } else { quote };
    let mut at = delimiter.len();
    while let Some(tail) = rest.get(at..).filter(|it| !it.is_empty()) {
        if tail.starts_with(delimiter) {
            return at + delimiter.len();
        }
        let escaped = tail.strip_prefix('\\').and_then(|it| it.chars().next());
        at += match escaped {
            Some(char) => 1 + char.len_utf8(),
            None => tail.chars().next().map_or(1, char::len_utf8),
        };
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::metavariables;

    fn names(text: &str) -> Vec<String> {
        let show = |it: super::Metavariable<'_>| {
            format!("{}{}@{}", if it.is_sequence { "..." } else { "" }, it.name, it.at)
        };
        metavariables(text).into_iter().map(show).collect()
    }

    #[test]
    fn those_in_strings_and_comments_are_text() {
        assert_eq!(names("f($a, $...rest, $_, $...)"), ["a@2", "...rest@6", "_@16", "...@20"]);
        assert_eq!(names(r#"f("$x\"$y", '''$z''', $a)  # $b"#), ["a@22"]);
        assert_eq!(names("'$x"), Vec::<String>::new());
        assert_eq!(names("$é.x"), ["é@0"]);
        assert_eq!(names(r#"f"{$a!r} $b {{$c}}" + "{$d}""#), ["a@3"]);
    }
}
