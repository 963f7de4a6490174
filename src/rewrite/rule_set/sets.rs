//! `sets.toml`, and the sets of versions that it need not name.

use globset::{Glob, GlobSet, GlobSetBuilder};
use toml::Table;

use super::listing::Listing;
use crate::syntax::PythonVersion;

/// A named set of rules.
#[derive(Debug, Clone)]
pub struct RuleSet {
    /// Its name.
    pub name: String,
    /// One line.
    pub title: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Sets whose rules it has, too.
    pub implies: Vec<String>,
    /// Rules that it has whether they name it or not, by globs over ids.
    include: GlobSet,
    /// The version up to which it holds the rules of version sets.
    version: Option<PythonVersion>,
}

/// What is wrong with a `sets.toml`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetsError {
    /// It is no TOML.
    #[error("{0}")]
    Toml(String),
    /// A key or value that is not understood.
    #[error("[sets.{set}]: {problem}")]
    Set {
        /// The set.
        set: String,
        /// What is wrong.
        problem: String,
    },
}

/// The set of rules for any Python 3.
const ANY_VERSION: &str = "py3";

impl RuleSet {
    /// The version sets: `py3`, then `py38` and so on to the newest version.
    pub(super) fn versions() -> impl Iterator<Item = Self> {
        const OLDEST_SET: u8 = 8;
        let any = Self::of_version(ANY_VERSION.to_owned(), "any Python 3", PythonVersion::OLDEST);
        let numbered =
            (OLDEST_SET..=PythonVersion::REFERENCE.minor()).filter_map(PythonVersion::new).map(|it| {
                let title = format!("code for Python {it} and later");
                Self::of_version(format!("py3{}", it.minor()), &title, it)
            });
        std::iter::once(any).chain(numbered)
    }

    fn of_version(name: String, title: &str, version: PythonVersion) -> Self {
        let (title, description) = (title.to_owned(), String::new());
        Self {
            name,
            title,
            description,
            implies: Vec::new(),
            include: GlobSet::empty(),
            version: Some(version),
        }
    }

    /// Whether it has the rule by itself, not by what it implies.
    pub(super) fn holds(&self, rule: &Listing) -> bool {
        rule.sets.contains(&self.name)
            || self.include.is_match(&rule.id)
            || self.version.is_some_and(|version| belongs_to_version(rule, version))
    }
}

/// Version sets are cumulative: they hold what names an older one, as far as its versions reach.
fn belongs_to_version(rule: &Listing, version: PythonVersion) -> bool {
    let names_older = rule.sets.iter().filter_map(|it| version_of(it)).any(|it| it <= version);
    names_older && rule.min_version.is_none_or(|min| min <= version || version == PythonVersion::OLDEST)
}

/// The version that the name of a version set says.
fn version_of(set: &str) -> Option<PythonVersion> {
    if set == ANY_VERSION {
        return Some(PythonVersion::OLDEST);
    }
    PythonVersion::new(set.strip_prefix(ANY_VERSION)?.parse().ok()?)
}

/// Reads a `sets.toml`.
pub(super) fn parse(text: &str) -> Result<Vec<RuleSet>, SetsError> {
    let document: Table =
        text.parse().map_err(|error: toml::de::Error| SetsError::Toml(error.to_string()))?;
    let mut out = Vec::new();
    for (key, value) in &document {
        let sets = value.as_table().filter(|_| key == "sets");
        let Some(sets) = sets else {
            return Err(SetsError::Toml(format!("unknown key `{key}`, expected tables `[sets.NAME]`")));
        };
        for (name, set) in sets {
            out.push(read_set(name, set)?);
        }
    }
    Ok(out)
}

fn read_set(name: &str, value: &toml::Value) -> Result<RuleSet, SetsError> {
    let wrong = |problem: String| SetsError::Set { set: name.to_owned(), problem };
    let table = value.as_table().ok_or_else(|| wrong("expected a table".to_owned()))?;
    let known = ["title", "description", "include", "implies"];
    if let Some(key) = table.keys().find(|it| !known.contains(&it.as_str())) {
        return Err(wrong(format!("unknown key `{key}`, expected one of {}", known.join(", "))));
    }
    let text = |key: &str| match table.get(key) {
        None => Ok(String::new()),
        Some(it) => it.as_str().map(str::to_owned).ok_or_else(|| wrong(format!("`{key}` must be a string"))),
    };
    let texts = |key: &str| -> Result<Vec<String>, SetsError> {
        let Some(value) = table.get(key) else { return Ok(Vec::new()) };
        let texts =
            value.as_array().and_then(|it| it.iter().map(|it| it.as_str().map(str::to_owned)).collect());
        texts.ok_or_else(|| wrong(format!("`{key}` must be an array of strings")))
    };
    let mut include = GlobSetBuilder::new();
    for glob in texts("include")? {
        include.add(Glob::new(&glob).map_err(|error| wrong(error.to_string()))?);
    }
    Ok(RuleSet {
        name: name.to_owned(),
        title: text("title")?,
        description: text("description")?,
        implies: texts("implies")?,
        include: include.build().map_err(|error| wrong(error.to_string()))?,
        version: None,
    })
}
