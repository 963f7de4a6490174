//! What is known of modules by their names: those of the standard library, and what a dotted name is made of.
//!
//! Source: CPython 3.14, by `record_stdlib.py` beside this file.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ImportOptions, NameKind};

/// The section of an import, in the order in which isort has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Section {
    /// The standard library.
    Standard,
    /// Installed distributions, and whatever is not known.
    ThirdParty,
    /// The project's own.
    FirstParty,
    /// Relative to the package.
    Relative,
}

/// A qualified name, taken apart: `datetime`, `timezone`, `.utc`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts<'n> {
    /// The module.
    pub(super) module: &'n str,
    /// The name in it; none if the whole is a module.
    pub(super) name: Option<&'n str>,
    /// The attributes of that, with their dots.
    pub(super) rest: &'n str,
}

static MODULES: LazyLock<FxHashMap<&str, FxHashSet<&str>>> = LazyLock::new(|| {
    let line = |line: &'static str| match line.split_once(':') {
        Some((module, classes)) => (module, classes.split_whitespace().collect()),
        None => (line, FxHashSet::default()),
    };
    include_str!("stdlib.txt").lines().map(line).collect()
});

/// Distributions whose attributes are no modules, which their names alone do not tell: `pytest.mark.skip`.
const FLAT: &[&str] = &["pytest", "attr"];

impl Section {
    /// The section of a module.
    pub(super) fn of(module: &str, options: &ImportOptions<'_>) -> Self {
        let top = module.split('.').next().unwrap_or(module);
        if top.is_empty() {
            return Self::Relative;
        }
        if options.first_party.iter().any(|it| it == top) {
            return Self::FirstParty;
        }
        if is_standard(module) { Self::Standard } else { Self::ThirdParty }
    }
}

/// Whether a module is of the standard library.
pub(super) fn is_standard(module: &str) -> bool {
    let top = module.split('.').next().unwrap_or(module);
    // Modules such as `_thread` are not listed.
    MODULES.contains_key(top) || matches!(top, "_thread" | "_typeshed" | "_weakref" | "_collections_abc")
}

/// Takes a qualified name apart.
///
/// The module is the longest part that is known to be one; elsewhere all before the first component that begins with a
/// capital letter, or all but the last.
pub(super) fn parts<'n>(qualified: &'n str, options: &ImportOptions<'_>) -> Parts<'n> {
    let module = &qualified[..module_len(qualified, options)];
    let Some(after) = qualified[module.len()..].strip_prefix('.') else {
        return Parts { module, name: None, rest: "" };
    };
    let name = after.split('.').next().unwrap_or(after);
    Parts { module, name: Some(name), rest: &after[name.len()..] }
}

fn module_len(qualified: &str, options: &ImportOptions<'_>) -> usize {
    let ends = qualified.match_indices('.').map(|(at, _)| at).chain([qualified.len()]);
    let known = |end: &usize| match (options.kind_of)(&qualified[..*end]) {
        Some(kind) => kind == NameKind::Module,
        None => MODULES.contains_key(&qualified[..*end]),
    };
    let ends: Vec<usize> = ends.collect();
    if let Some(end) = ends.iter().rev().copied().find(known) {
        return end;
    }
    let top = &qualified[..ends[0]];
    if FLAT.contains(&top) {
        return ends[0];
    }
    let capital = ends.windows(2).find(|pair| qualified[pair[0] + 1..].starts_with(char::is_uppercase));
    let last = ends.len().saturating_sub(2);
    capital.map_or(ends[last], |pair| pair[0])
}

/// Whether `name` of `module` is a class.
pub(super) fn is_class(module: &str, name: &str, options: &ImportOptions<'_>) -> bool {
    if let Some(kind) = (options.kind_of)(&format!("{module}.{name}")) {
        return kind == NameKind::Class;
    }
    if MODULES.get(module).is_some_and(|classes| classes.contains(name)) {
        return true;
    }
    // `re.IGNORECASE` is a constant.
    name.starts_with(char::is_uppercase) && name.chars().any(char::is_lowercase)
}
