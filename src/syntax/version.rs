//! Versions of the language.

use std::fmt;
use std::str::FromStr;

/// A version `3.minor` of Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PythonVersion {
    minor: u8,
}

impl PythonVersion {
    /// The oldest that is read.
    pub const OLDEST: Self = Self { minor: 0 };
    /// The newest that is read.
    pub const NEWEST: Self = Self { minor: 15 };
    /// The one whose CPython the pipeline follows.
    pub const REFERENCE: Self = Self { minor: 14 };

    /// Python `3.minor`, if it is one that is read.
    pub const fn new(minor: u8) -> Option<Self> {
        if minor <= Self::NEWEST.minor { Some(Self { minor }) } else { None }
    }

    /// The number after `3.`.
    pub const fn minor(self) -> u8 {
        self.minor
    }
}

impl fmt::Display for PythonVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "3.{}", self.minor)
    }
}

/// What is no version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected a version from {} to {}, such as `3.12`, found `{found}`",
    PythonVersion::OLDEST,
    PythonVersion::NEWEST
)]
pub struct UnknownVersion {
    found: String,
}

impl FromStr for PythonVersion {
    type Err = UnknownVersion;

    fn from_str(text: &str) -> Result<Self, UnknownVersion> {
        let minor = text.strip_prefix("3.").and_then(|minor| minor.parse().ok());
        minor.and_then(Self::new).ok_or_else(|| UnknownVersion { found: text.to_owned() })
    }
}
