//! What CPython 3.14 does otherwise than older versions, as `data/version-differences.toml` says.
//!
//! The pipeline is CPython 3.14's, so whatever is proved or measured with it speaks for an older version only where
//! no entry of the table names a construct or function of the site. Proofs read it, and rules are to: it is here
//! because both may name this layer and neither may name the other. The file is embedded; its entries are measured by
//! `testdata/verify/versions.py`.
//!
//! An entry names a [`Construct`], which is found in the tree, or a function by its qualified name.

mod construct;

use std::sync::LazyLock;

use serde::Deserialize;

pub use construct::{Construct, constructs};

use crate::syntax::PythonVersion;

/// The oldest version that was measured: of older ones the table says nothing.
pub const OLDEST_MEASURED: PythonVersion =
    PythonVersion::new(8).expect("3.8 is among the versions that are read");

/// What kind of evidence a difference weakens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum BearsOn {
    /// Sources with equal code on 3.14 may differ in older versions; what a run shows is not what older ones do, too.
    #[serde(rename = "equal code")]
    EqualCode,
    /// Sources with equal code on 3.14 are alike in it, but a run does not show what older versions do.
    #[serde(rename = "runs")]
    Runs,
}

/// What a difference is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A form of the language.
    Construct(Construct),
    /// A function, method or class, by its qualified name.
    Function(String),
}

/// One difference between CPython 3.14 and older versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionDifference {
    /// Its name, and that of the probe that measures it.
    pub id: String,
    /// What it is about.
    pub subject: Subject,
    /// The first version that has it.
    pub since: PythonVersion,
    /// The first version after those, which does as 3.14.
    pub until: PythonVersion,
    /// What evidence it weakens.
    pub bears_on: BearsOn,
    /// What those versions do, in a sentence.
    pub summary: String,
}

impl VersionDifference {
    /// Whether some version from `target` on has it.
    pub fn touches(&self, target: PythonVersion) -> bool {
        target < self.until
    }
}

/// All differences, in the order of the file.
pub fn version_differences() -> &'static [VersionDifference] {
    static TABLE: LazyLock<Vec<VersionDifference>> = LazyLock::new(|| {
        read(include_str!("../../data/version-differences.toml"))
            .expect("the embedded table is well-formed, which a test holds")
    });
    &TABLE
}

/// Reads a table. The error says what is expected, and where.
pub fn read(text: &str) -> Result<Vec<VersionDifference>, String> {
    let table: Table = toml::from_str(text).map_err(|error| error.to_string())?;
    if table.schema != SCHEMA {
        return Err(format!("expected `schema = {SCHEMA}`, found {}", table.schema));
    }
    table.difference.into_iter().map(Entry::resolve).collect()
}

/// The version of the format.
const SCHEMA: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    schema: u32,
    difference: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    construct: Option<Construct>,
    function: Option<String>,
    since: Option<String>,
    until: String,
    bears_on: BearsOn,
    summary: String,
}

impl Entry {
    fn resolve(self) -> Result<VersionDifference, String> {
        let subject = match (self.construct, self.function) {
            (Some(construct), None) => Subject::Construct(construct),
            (None, Some(function)) => Subject::Function(function),
            _ => return Err(format!("{}: expected one of `construct` and `function`", self.id)),
        };
        let version = |text: &str| -> Result<PythonVersion, String> {
            text.parse().map_err(|error| format!("{}: {error}", self.id))
        };
        let since = self.since.as_deref().map_or(Ok(OLDEST_MEASURED), version)?;
        let until = version(&self.until)?;
        if since >= until {
            return Err(format!("{}: expected `since` before `until`", self.id));
        }
        Ok(VersionDifference {
            id: self.id,
            subject,
            since,
            until,
            bears_on: self.bears_on,
            summary: self.summary,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_is_not_well_formed_is_an_error() {
        let entry = |fields: &str| format!("schema = 1\n[[difference]]\nid = \"x\"\n{fields}\n");
        let rest = "bears_on = \"runs\"\nsummary = \"\"";
        for (text, said) in [
            ("schema = 2\ndifference = []\n".to_owned(), "expected `schema = 1`, found 2"),
            (entry(&format!("until = \"3.9\"\n{rest}")), "x: expected one of `construct` and `function`"),
            (
                entry(&format!("construct = \"with\"\nuntil = \"3.8\"\n{rest}")),
                "x: expected `since` before `until`",
            ),
        ] {
            assert_eq!(read(&text).unwrap_err(), said);
        }
        assert!(read(&entry(&format!("construct = \"wth\"\nuntil = \"3.9\"\n{rest}"))).is_err());
        assert!(!version_differences().is_empty());
    }
}
