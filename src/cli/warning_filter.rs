//! `PYTHONWARNINGS`: which SyntaxWarnings are shown, and which become errors.
//!
//! The value is a list of filters, `action:message:category:module:lineno` each, with commas between; parts may be
//! left out from the end, and later filters win. Source: CPython 3.14, `Lib/_py_warnings.py`, and its documentation
//! of the `warnings` module.

use std::env;

use crate::text::{SyntaxError, SyntaxWarning};

/// Categories that SyntaxWarning is one of, and so match it.
const MATCHING: &[&str] = &["", "Warning", "SyntaxWarning"];

/// The other categories that CPython knows by name.
const OTHERS: &[&str] = &[
    "BytesWarning",
    "DeprecationWarning",
    "EncodingWarning",
    "FutureWarning",
    "ImportWarning",
    "PendingDeprecationWarning",
    "ResourceWarning",
    "RuntimeWarning",
    "UnicodeWarning",
    "UserWarning",
];

const ACTIONS: &[(&str, Action)] = &[
    ("default", Action::Show),
    ("always", Action::Show),
    ("all", Action::Show),
    ("ignore", Action::Ignore),
    ("module", Action::Show),
    ("once", Action::Once),
    ("error", Action::Error),
];

/// What is done with a warning.
///
/// CPython compiles without a registry of warnings, so that `default` and `module` show the same warning on the
/// same line as often as it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// Shown.
    Show,
    /// Not shown.
    Ignore,
    /// Shown the first time that its message comes.
    Once,
    /// Raised.
    Error,
}

/// A warning, as filters see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct SyntaxWarningSite<'a> {
    pub(super) message: &'a str,
    /// As shown.
    pub(super) file: &'a str,
    /// 1-based.
    pub(super) line: u32,
}

struct Filter {
    action: Action,
    /// What the message begins with, in lower case.
    message: String,
    matches_category: bool,
    /// The whole name of the module; empty for any.
    module: String,
    /// 1-based; 0 for any.
    line: u32,
}

/// The filters of a process, the latest first.
pub(super) struct Filters(Vec<Filter>);

impl Filters {
    /// Those of `PYTHONWARNINGS`, and a complaint about each that is not understood.
    pub(super) fn from_environment() -> (Self, Vec<String>) {
        Self::parse(&env::var("PYTHONWARNINGS").unwrap_or_default())
    }

    fn parse(list: &str) -> (Self, Vec<String>) {
        let mut filters = Vec::new();
        let mut complaints = Vec::new();
        for text in list.split(',').filter(|text| !text.is_empty()) {
            match Filter::parse(text) {
                Ok(filter) => filters.insert(0, filter),
                Err(complaint) => complaints.push(complaint),
            }
        }
        (Self(filters), complaints)
    }

    /// What the first filter that matches wants; without one, the default.
    pub(super) fn action(&self, site: SyntaxWarningSite<'_>) -> Action {
        let found = self.0.iter().find(|filter| filter.matches(site));
        found.map_or(Action::Show, |filter| filter.action)
    }

    /// The first of the warnings of a file that is to be an error.
    pub(super) fn first_error<'a>(
        &self,
        warnings: &'a [SyntaxWarning],
        file: &str,
    ) -> Option<&'a SyntaxError> {
        let is_error = |it: &&SyntaxWarning| {
            let site = SyntaxWarningSite { message: &it.message, file, line: it.line };
            self.action(site) == Action::Error
        };
        warnings.iter().find(is_error).map(|it| &it.as_error)
    }
}

impl Filter {
    fn parse(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split(':').collect();
        if parts.len() > 5 {
            return Err(format!("too many fields (max 5): '{text}'"));
        }
        let part = |idx: usize| parts.get(idx).map_or("", |part| part.trim());
        let action = parse_action(part(0))?;
        let category = part(2);
        let builtin = category.strip_prefix("builtins.").unwrap_or(category);
        let matches_category = MATCHING.contains(&builtin);
        if !matches_category && !OTHERS.contains(&builtin) {
            return Err(complaint_about_category(category));
        }
        let line = match part(4) {
            "" => 0,
            number => parse_line(number)?,
        };
        let (message, module) = (part(1).to_lowercase(), part(3).to_owned());
        Ok(Self { action, message, matches_category, module, line })
    }

    fn matches(&self, site: SyntaxWarningSite<'_>) -> bool {
        let module = site.file.strip_suffix(".py").unwrap_or(site.file);
        self.matches_category
            && (self.line == 0 || self.line == site.line)
            && (self.module.is_empty() || self.module == module)
            && site.message.to_lowercase().starts_with(&self.message)
    }
}

/// An action may be shortened to any of its beginnings; the first that fits is meant.
fn parse_action(name: &str) -> Result<Action, String> {
    if name.is_empty() {
        return Ok(Action::Show);
    }
    let found = ACTIONS.iter().find(|(action, _)| action.starts_with(name));
    found.map(|(_, action)| *action).ok_or_else(|| format!("invalid action: '{name}'"))
}

/// FIXME: CPython says `invalid warning category: 'int'` of a builtin class that is no warning, and imports the
/// module of a dotted name before it complains about the module or the name.
fn complaint_about_category(category: &str) -> String {
    match category.rsplit_once('.') {
        Some((module, _)) if module != "builtins" => format!("invalid module name: '{module}'"),
        Some(_) | None => format!("unknown warning category: '{category}'"),
    }
}

/// A line as Python's `int` reads it: a sign and single underscores between digits may be there. CPython shows what
/// is no number in quotes, and a negative number bare.
fn parse_line(text: &str) -> Result<u32, String> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_number =
        digits.split('_').all(|run| !run.is_empty() && run.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_number {
        return Err(format!("invalid lineno '{text}'"));
    }
    let number = digits.replace('_', "").parse().unwrap_or(u32::MAX);
    if text.starts_with('-') && number > 0 { Err(format!("invalid lineno -{number}")) } else { Ok(number) }
}
