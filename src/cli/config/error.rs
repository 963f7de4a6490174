//! What is wrong with a configuration.

use std::fmt;

/// A configuration that cannot be used: where, and what was expected. The exit status is 2.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(in crate::cli) struct ConfigError {
    /// The file as it is shown, or the option of the command line.
    pub(in crate::cli) place: String,
    /// The 1-based line in a file.
    pub(in crate::cli) line: Option<u32>,
    /// What is wrong.
    pub(in crate::cli) message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.place, self.message),
            None => write!(f, "{}: {}", self.place, self.message),
        }
    }
}

/// Names that differ in no more than a third of their letters are perhaps the same.
const MIN_SIMILARITY: f64 = 0.66;

/// `, did you mean ...?`, if one of `known` is like `found`.
pub(super) fn suggestion<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let similar = known
        .into_iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(found, name), name))
        .filter(|(similarity, _)| *similarity >= MIN_SIMILARITY)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    similar.map_or_else(String::new, |(_, name)| format!(", did you mean `{name}`?"))
}
