//! What is wrong with a rule file.

use std::fmt;

use crate::syntax::PythonVersion;
use crate::text::TextRange;

/// All that is wrong with a rule file, in the order of the file; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFileErrors(pub Vec<RuleFileError>);

/// One thing that is wrong with a rule file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {problem}")]
pub struct RuleFileError {
    /// The file as it is shown.
    pub file: String,
    /// 1-based.
    pub line: u32,
    /// 1-based, in code points.
    pub column: u32,
    /// Where, in bytes of the file.
    pub range: TextRange,
    /// What.
    pub problem: Problem,
}

/// What is wrong at a place of a rule file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It is no TOML.
    #[error("{message}")]
    Toml {
        /// The parser's words.
        message: String,
    },
    /// It has more bytes than a rule has.
    #[error("it has more than {limit} bytes, which is the limit")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// A key that the table does not have.
    #[error("unknown key `{key}` in {table}{}", did_you_mean(.nearest))]
    UnknownKey {
        /// The key.
        key: String,
        /// The table: `[rule]`.
        table: String,
        /// A key that it may be meant to be.
        nearest: Option<String>,
    },
    /// A key that the table must have.
    #[error("{table} has no `{key}`, expected {expected}")]
    MissingKey {
        /// The key.
        key: &'static str,
        /// The table.
        table: String,
        /// What it would hold.
        expected: &'static str,
    },
    /// A value of another type.
    #[error("`{key}` is {found}, expected {expected}")]
    WrongType {
        /// The key.
        key: String,
        /// What it is: `an integer`.
        found: &'static str,
        /// What it must be.
        expected: String,
    },
    /// A word that is none of those that are known.
    #[error("unknown {what} `{found}`{}", did_you_mean_or_list(.nearest, .known))]
    UnknownName {
        /// `kind`, `named predicate`, `set`.
        what: &'static str,
        /// The word.
        found: String,
        /// What it may be meant to be.
        nearest: Option<String>,
        /// All that are known.
        known: Vec<String>,
    },
    /// A text that is not what it must be.
    #[error("`{key}` is `{found}`, expected {expected}")]
    WrongValue {
        /// The key.
        key: String,
        /// The text.
        found: String,
        /// What it must be.
        expected: String,
    },
    /// Two keys of which a table has one.
    #[error("{table} has `{first}` and `{second}`, expected one of them")]
    Both {
        /// The table.
        table: String,
        /// A key.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// A metavariable that nothing binds.
    #[error("`${name}` is bound by no pattern{}", did_you_mean(.nearest))]
    Unbound {
        /// Its name.
        name: String,
        /// One that is bound.
        nearest: Option<String>,
    },
    /// A name that is there already.
    #[error("{what} `{name}` is there twice")]
    Twice {
        /// What it names.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// An empty list, or a table that a rule must have.
    #[error("{what}")]
    Missing {
        /// What is missing, and why it is wanted.
        what: &'static str,
    },
    /// Versions out of order.
    #[error("`min_version` {min} is above `max_version` {max}")]
    Versions {
        /// The lower bound.
        min: PythonVersion,
        /// The upper bound.
        max: PythonVersion,
    },
    /// The level and what stands beside it contradict each other.
    #[error("{0}")]
    Level(LevelConflict),
}

/// How a level contradicts the rest of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LevelConflict {
    /// An assumption, but no case of level `assumes`.
    #[error("no case has the level `assumes`, so there is nothing to assume")]
    AssumesNothing,
    /// A case of level `assumes`, but no assumption.
    #[error("a case has the level `assumes`, so an `[[assume]]` must say what")]
    NoAssumption,
    /// An example that differs, but no case of level `changes`.
    #[error("an example differs, but no case has the level `changes`")]
    DiffersWithoutChanges,
    /// A case of level `changes`, but no example that differs.
    #[error("a case has the level `changes`, so an example with `differs = true` must show the change")]
    NoDifference,
}

impl fmt::Display for RuleFileErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, error) in self.0.iter().enumerate() {
            if idx > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for RuleFileErrors {}

fn did_you_mean(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or(String::new(), |it| format!("; did you mean `{it}`?"))
}

fn did_you_mean_or_list(nearest: &Option<String>, known: &[String]) -> String {
    match nearest {
        Some(_) => did_you_mean(nearest),
        None if known.is_empty() => String::new(),
        None => {
            let known: Vec<_> = known.iter().map(|it| format!("`{it}`")).collect();
            format!(", expected one of {}", known.join(", "))
        }
    }
}

/// The word of `known` that `word` is likely meant to be.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    /// Less alike than this, two words have little in common (Jaro-Winkler, 0 to 1).
    const MIN_SIMILARITY: f64 = 0.75;
    let similarity = |it: &'a str| (strsim::jaro_winkler(word, it), it);
    let best = known.into_iter().map(similarity).max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (best.0 >= MIN_SIMILARITY).then(|| best.1.to_owned())
}
