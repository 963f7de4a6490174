//! Which rules are on.
//!
//! A selector is a rule's id, a set, a tag, a glob over ids, `default` (every exact rule) or `ALL`. The most specific
//! selector that speaks of a rule wins, ids before globs before sets and tags before `default` before `ALL`; of two
//! that are alike, the one that ignores. Rules that change behavior are never selected by anything but their id, unless
//! changes are accepted.

use globset::{Glob, GlobMatcher};

use super::super::rule_file::{Level, nearest};
use super::super::verdict::Acceptance;
use super::catalog::Catalog;
use super::listing::Listing;
use crate::syntax::PythonVersion;

/// What a user asks for.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// `select`; `default` if it is empty.
    pub select: Vec<Choice>,
    /// `extend-select`.
    pub extend_select: Vec<Choice>,
    /// `ignore`.
    pub ignore: Vec<Choice>,
    /// Only rules up to this tier; without a `select` all of those.
    pub tier: Option<u8>,
    /// The oldest Python that the code must run on; the reference version if it is not known.
    pub target: Option<PythonVersion>,
    /// What is accepted.
    pub acceptance: Option<Acceptance>,
    /// The distributions that the project depends on, as it spells them.
    pub dependencies: Vec<String>,
}

/// A selector, and who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The selector.
    pub selector: String,
    /// Whether it comes from the command line: then a rule is on whatever the project depends on.
    pub is_from_command_line: bool,
}

/// A selector that names nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// There is no such rule, set or tag.
    #[error(
        "unknown rule, set or tag `{selector}`{}",
        .nearest.as_ref().map_or(String::new(), |it| format!("; did you mean `{it}`?"))
    )]
    Unknown {
        /// The selector.
        selector: String,
        /// What it may be meant to be.
        nearest: Option<String>,
    },
    /// There is no such rule.
    #[error(
        "unknown rule `{id}`{}",
        .nearest.as_ref().map_or(String::new(), |it| format!("; did you mean `{it}`?"))
    )]
    UnknownRule {
        /// The id.
        id: String,
        /// What it may be meant to be.
        nearest: Option<String>,
    },
    /// A glob that matches no id.
    #[error("`{0}` matches no rule")]
    MatchesNothing(String),
    /// A glob that is none.
    #[error("{0}")]
    BadGlob(String),
    /// A tier that there is not.
    #[error("there is no tier {0}, expected 1 to 4")]
    UnknownTier(u8),
}

/// Why a rule is off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Off {
    /// Nothing selects it.
    #[error("nothing selects it")]
    NotSelected,
    /// This selector ignores it.
    #[error("`{0}` ignores it")]
    Ignored(String),
    /// It changes behavior, and nobody asked for it by id.
    #[error("it changes behavior, and is on by its id or with `--accept changes` alone")]
    Changes,
    /// It is above the tier.
    #[error("it is of tier {0}")]
    Tier(u8),
    /// The target version is not one of its versions.
    #[error("its replacement is not for Python {0}")]
    Version(PythonVersion),
    /// The project does not depend on this distribution.
    #[error("the project does not depend on `{0}`")]
    Requires(String),
}

/// How much a selector says of a rule; later is more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Specificity {
    All,
    Default,
    Group,
    Glob,
    Id,
}

/// A selector that is understood.
enum Selector<'a> {
    All,
    Default,
    Set(&'a super::sets::RuleSet),
    Tag(&'a str),
    Glob(Box<GlobMatcher>),
    Id(&'a str),
}

/// A selector with its source.
struct Resolved<'a> {
    selector: Selector<'a>,
    choice: &'a Choice,
}

impl Choice {
    /// A selector of the configuration.
    pub fn configured(selector: impl Into<String>) -> Self {
        Self { selector: selector.into(), is_from_command_line: false }
    }

    /// A selector of the command line.
    pub fn on_command_line(selector: impl Into<String>) -> Self {
        Self { selector: selector.into(), is_from_command_line: true }
    }
}

/// The homes of the families, which change the look of a whole code base and are asked for by name.
const FAMILIES: &[&str] = &["fstrings", "fstrings-extra", "pathlib", "pytest"];

fn is_of_family(rule: &Listing) -> bool {
    rule.sets.first().is_some_and(|home| FAMILIES.contains(&home.as_str()))
}

impl Catalog {
    /// The rules that are on, by id.
    pub fn select(&self, selection: &Selection) -> Result<Vec<&Listing>, SelectionError> {
        let states = self.states(selection)?;
        Ok(states.into_iter().filter(|(_, off)| off.is_none()).map(|(rule, _)| rule).collect())
    }

    /// The rules that a selector speaks of, by id, on or off.
    pub fn matching(&self, selector: &str) -> Result<Vec<&Listing>, SelectionError> {
        let choice = Choice::on_command_line(selector);
        let resolved = self.resolve(&choice)?;
        Ok(self.rules().filter(|rule| self.says(&resolved, rule).is_some()).collect())
    }

    /// Every rule by id, with the reason if it is off.
    pub fn states(&self, selection: &Selection) -> Result<Vec<(&Listing, Option<Off>)>, SelectionError> {
        if let Some(tier) = selection.tier.filter(|it| !(1..=4).contains(it)) {
            return Err(SelectionError::UnknownTier(tier));
        }
        let base = Choice::configured(if selection.tier.is_some() { "ALL" } else { "default" });
        let base = if selection.select.is_empty() { std::slice::from_ref(&base) } else { &selection.select };
        let resolve = |choices| -> Result<Vec<Resolved<'_>>, SelectionError> {
            let choices: std::slice::Iter<'_, Choice> = choices;
            choices.map(|it| self.resolve(it)).collect()
        };
        let mut on = resolve(base.iter())?;
        on.extend(resolve(selection.extend_select.iter())?);
        let off = resolve(selection.ignore.iter())?;
        Ok(self.rules().map(|rule| (rule, self.off(rule, selection, &on, &off))).collect())
    }

    fn off(
        &self,
        rule: &Listing,
        selection: &Selection,
        on: &[Resolved<'_>],
        off: &[Resolved<'_>],
    ) -> Option<Off> {
        let strongest = |choices: &[Resolved<'_>]| {
            let said = choices.iter().enumerate().filter_map(|(idx, it)| Some((self.says(it, rule)?, idx)));
            said.max_by_key(|(specificity, _)| *specificity)
        };
        let Some((selected, _)) = strongest(on) else { return Some(Off::NotSelected) };
        if let Some((ignored, idx)) = strongest(off)
            && ignored >= selected
        {
            return Some(Off::Ignored(off[idx].choice.selector.clone()));
        }
        let by_id = selected == Specificity::Id;
        let accepts_changes = selection.acceptance == Some(Acceptance::Changes) || selection.tier == Some(4);
        if rule.level == Level::Changes && !by_id && !accepts_changes {
            return Some(Off::Changes);
        }
        if selection.tier.is_some_and(|tier| rule.tier > tier) {
            return Some(Off::Tier(rule.tier));
        }
        let target = selection.target.unwrap_or(PythonVersion::REFERENCE);
        if !rule.is_for(target) {
            return Some(Off::Version(target));
        }
        let is_asked_for =
            by_id || on.iter().any(|it| it.choice.is_from_command_line && self.says(it, rule).is_some());
        let lacks = |it: &&String| !selection.dependencies.iter().any(|has| same_distribution(has, it));
        match rule.requires.iter().find(lacks) {
            Some(distribution) if !is_asked_for => Some(Off::Requires(distribution.clone())),
            _ => None,
        }
    }

    /// How specifically a selector speaks of a rule.
    fn says(&self, it: &Resolved<'_>, rule: &Listing) -> Option<Specificity> {
        let (says, specificity) = match &it.selector {
            Selector::All => (true, Specificity::All),
            Selector::Default => (rule.level == Level::Exact && !is_of_family(rule), Specificity::Default),
            Selector::Set(set) => (self.set_has(set, rule), Specificity::Group),
            Selector::Tag(tag) => (has_word(rule, tag), Specificity::Group),
            Selector::Glob(glob) => (glob.is_match(&rule.id), Specificity::Glob),
            Selector::Id(id) => (rule.id == *id, Specificity::Id),
        };
        says.then_some(specificity)
    }

    fn resolve<'a>(&'a self, choice: &'a Choice) -> Result<Resolved<'a>, SelectionError> {
        let name = choice.selector.as_str();
        let selector = match name {
            "ALL" | "*" => Selector::All,
            "default" => Selector::Default,
            _ if self.rule(name).is_some() => Selector::Id(name),
            _ if name.contains(['*', '?', '[', '{']) => self.glob(name)?,
            _ => match self.set(name) {
                Some(set) => Selector::Set(set),
                None if self.rules().any(|rule| has_word(rule, name)) => Selector::Tag(name),
                None => return Err(self.unknown(name)),
            },
        };
        Ok(Resolved { selector, choice })
    }

    fn glob<'a>(&self, name: &str) -> Result<Selector<'a>, SelectionError> {
        let glob = Glob::new(name).map_err(|error| SelectionError::BadGlob(error.to_string()))?;
        let matcher = glob.compile_matcher();
        if !self.rules().any(|rule| matcher.is_match(&rule.id)) {
            return Err(SelectionError::MatchesNothing(name.to_owned()));
        }
        Ok(Selector::Glob(Box::new(matcher)))
    }

    /// The error for an id that no rule has.
    pub fn unknown_rule(&self, id: &str) -> SelectionError {
        let nearest = nearest(id, self.rules().map(|it| it.id.as_str()));
        SelectionError::UnknownRule { id: id.to_owned(), nearest }
    }

    /// The error for a name that nothing has.
    pub fn unknown(&self, name: &str) -> SelectionError {
        let ids = self.rules().map(|it| it.id.as_str());
        let sets = self.sets().map(|it| it.name.as_str());
        let tags = self.rules().flat_map(|it| it.tags.iter().chain(&it.sets).map(String::as_str));
        let known = ids.chain(sets).chain(tags).chain(["default", "ALL"]);
        SelectionError::Unknown { selector: name.to_owned(), nearest: nearest(name, known) }
    }
}

/// Whether a rule has a tag, or names a set that needs no entry in a `sets.toml`, as those of local rules.
fn has_word(rule: &Listing, word: &str) -> bool {
    rule.tags.iter().chain(&rule.sets).any(|it| it == word)
}

/// Whether two names are those of one distribution (PEP 503).
fn same_distribution(a: &str, b: &str) -> bool {
    let normal = |name: &str| {
        let parts: Vec<_> = name.split(['-', '_', '.']).filter(|it| !it.is_empty()).collect();
        parts.join("-").to_ascii_lowercase()
    };
    normal(a) == normal(b)
}
