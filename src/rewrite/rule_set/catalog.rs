//! All rules and sets that there are for a project.

use std::collections::{BTreeMap, HashSet};

use super::super::rule_file::{Problem, RuleFile, RuleFileError, RuleFileErrors, load, nearest};
use super::listing::{Listing, Origin, shipped};
use super::rename::{Rename, RenameError};
use super::sets::{RuleSet, SetsError, parse};

/// The sets that reskin ships.
const SETS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/sets.toml"));

/// All rules and sets that there are for a project.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// By id.
    rules: BTreeMap<String, Listing>,
    /// By name.
    sets: BTreeMap<String, RuleSet>,
}

/// What keeps rules from being listed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogError {
    /// A rule file is broken.
    #[error(transparent)]
    File(#[from] RuleFileErrors),
    /// A local rule has the id of another.
    #[error("{file}: the id `{id}` is that of {of}; a project's rules need ids of their own")]
    IdTaken {
        /// The file.
        file: String,
        /// The id.
        id: String,
        /// Where the other is.
        of: String,
    },
    /// A `rename` is not understood.
    #[error(transparent)]
    Rename(#[from] RenameError),
    /// A `sets.toml` is broken.
    #[error("{file}: {error}")]
    Sets {
        /// The file.
        file: String,
        /// What is wrong.
        error: SetsError,
    },
}

impl Catalog {
    /// The shipped rules and sets.
    pub fn shipped() -> Result<Self, CatalogError> {
        let mut catalog = Self::default();
        catalog.rules.extend(shipped().map(|it| (it.id.clone(), it)));
        catalog.add_version_sets();
        catalog.add_sets("rules/sets.toml", SETS)?;
        Ok(catalog)
    }

    /// Adds the sets of versions, `py3` and `py38` to that of the newest version.
    pub fn add_version_sets(&mut self) {
        self.sets.extend(RuleSet::versions().map(|it| (it.name.clone(), it)));
    }

    /// Adds the sets of a `sets.toml`.
    pub fn add_sets(&mut self, file: &str, text: &str) -> Result<(), CatalogError> {
        let sets = parse(text).map_err(|error| CatalogError::Sets { file: file.to_owned(), error })?;
        self.sets.extend(sets.into_iter().map(|it| (it.name.clone(), it)));
        Ok(())
    }

    /// Adds a rule file of the project.
    pub fn add_local(&mut self, file: &str, text: &str) -> Result<(), CatalogError> {
        let rule = load(file, text)?;
        self.add(&rule, Origin::Local)
    }

    /// Puts a rule file in the place of the rule of its id, if there is one; the id is returned.
    pub fn put(&mut self, file: &str, text: &str) -> Result<String, CatalogError> {
        let rule = load(file, text)?;
        let id = rule.id().to_owned();
        self.rules.insert(id.clone(), Listing::of(&rule, Origin::Local));
        Ok(id)
    }

    /// Adds a `rename` of the configuration.
    pub fn add_rename(&mut self, rename: &Rename) -> Result<(), CatalogError> {
        let (file, text) = rename.rule_file()?;
        let rule = load(&file, &text)?;
        self.add(&rule, Origin::Rename)
    }

    fn add(&mut self, rule: &RuleFile, origin: Origin) -> Result<(), CatalogError> {
        if let Some(other) = self.rules.get(rule.id()) {
            let of = match other.origin {
                Origin::Shipped => "a rule of reskin".to_owned(),
                Origin::Local | Origin::Rename => other.file.clone(),
            };
            return Err(CatalogError::IdTaken { file: rule.name.clone(), id: rule.id().to_owned(), of });
        }
        self.rules.insert(rule.id().to_owned(), Listing::of(rule, origin));
        Ok(())
    }

    /// All rules, by id.
    pub fn rules(&self) -> impl Iterator<Item = &Listing> {
        self.rules.values()
    }

    /// A rule.
    pub fn rule(&self, id: &str) -> Option<&Listing> {
        self.rules.get(id)
    }

    /// All sets, by name.
    pub fn sets(&self) -> impl Iterator<Item = &RuleSet> {
        self.sets.values()
    }

    /// A set.
    pub fn set(&self, name: &str) -> Option<&RuleSet> {
        self.sets.get(name)
    }

    /// Whether a set, or one that it implies, has a rule.
    pub fn set_has(&self, set: &RuleSet, rule: &Listing) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![set];
        while let Some(set) = open.pop() {
            if !seen.insert(set.name.as_str()) {
                continue;
            }
            if set.holds(rule) {
                return true;
            }
            open.extend(set.implies.iter().filter_map(|it| self.set(it)));
        }
        false
    }

    /// All names of rules that no rule has: in `before`, `after` and `supersedes`, and sets that are not declared.
    ///
    /// It reads every file, so it is for tests and `reskin rule test`.
    pub fn dangling(&self) -> Result<Vec<RuleFileError>, RuleFileErrors> {
        let mut out = Vec::new();
        for rule in self.rules() {
            let file = rule.load()?;
            let header = &file.header;
            let rules = header.before.iter().chain(&header.after).chain(&header.supersedes);
            let rules = rules.filter(|it| self.rule(it.as_str()).is_none()).map(|it| ("rule", it));
            let sets = header.sets.iter().filter(|it| self.set(it.as_str()).is_none()).map(|it| ("set", it));
            for (what, text) in rules.chain(sets) {
                let known: Vec<&str> = match what {
                    "rule" => self.rules.keys().map(String::as_str).collect(),
                    _ => self.sets.keys().map(String::as_str).collect(),
                };
                let nearest = nearest(text.as_str(), known);
                let (found, known) = (text.value.clone(), Vec::new());
                out.push(file.error(text.range, Problem::UnknownName { what, found, nearest, known }));
            }
        }
        Ok(out)
    }
}
