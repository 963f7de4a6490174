//! Where a value comes from.

use std::fmt;
use std::sync::Arc;

/// Where a value of the configuration comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum Origin {
    /// Nobody said anything.
    Default,
    /// A line of a file.
    File {
        /// The file as it is shown.
        file: Arc<str>,
        /// 1-based.
        line: u32,
    },
    /// What a file of the project says to others: `requires-python in pyproject.toml`.
    Project(String),
    /// An option of the command line.
    CommandLine(&'static str),
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Sourced<T> {
    pub(in crate::cli) value: T,
    pub(in crate::cli) origin: Origin,
}

impl<T> Sourced<T> {
    pub(in crate::cli) fn default_of(value: T) -> Self {
        Self { value, origin: Origin::Default }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { file, line } => write!(f, "{file}:{line}"),
            Self::Project(what) => f.write_str(what),
            Self::CommandLine(option) => f.write_str(option),
        }
    }
}
