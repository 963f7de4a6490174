//! The order of imports that a file follows, and where a new one goes by it.

use std::cmp::Ordering;

use super::ImportOptions;
use super::stdlib::Section;

/// What an import statement is sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    /// The section of its module.
    pub(super) section: Section,
    /// Whether it is `from M import …`.
    pub(super) is_from: bool,
    /// The module, as written.
    pub(super) module: String,
}

impl Key {
    pub(super) fn new(module: &str, is_from: bool, options: &ImportOptions<'_>) -> Self {
        Self { section: Section::of(module, options), is_from, module: module.to_owned() }
    }
}

/// How the statements of one section are sorted; modules by their names without regard to case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// `import M` before `from M import …`: isort's default.
    ImportsFirst,
    /// By module alone: isort's `force_sort_within_sections`.
    ByModule,
    /// `from M import …` before `import M`.
    FromFirst,
}

impl Order {
    /// The order that all of `groups` follow, if there is one.
    pub(super) fn of(groups: &[Vec<&Key>]) -> Option<Self> {
        [Self::ImportsFirst, Self::ByModule, Self::FromFirst]
            .into_iter()
            .find(|order| groups.iter().all(|group| order.is_kept_by(group)))
    }

    fn is_kept_by(self, group: &[&Key]) -> bool {
        group.windows(2).all(|pair| self.compare(pair[0], pair[1]) != Ordering::Greater)
    }

    pub(super) fn compare(self, a: &Key, b: &Key) -> Ordering {
        let modules = || module_key(&a.module).cmp(&module_key(&b.module));
        match self {
            Self::ImportsFirst => a.is_from.cmp(&b.is_from).then_with(modules),
            Self::FromFirst => b.is_from.cmp(&a.is_from).then_with(modules),
            Self::ByModule => modules().then_with(|| a.is_from.cmp(&b.is_from)),
        }
    }
}

/// Modules sort by their text without case; of relative ones those of outer packages come first.
fn module_key(module: &str) -> (usize, String) {
    let dots = module.len() - module.trim_start_matches('.').len();
    (usize::MAX - dots, module.to_lowercase())
}

/// What a name is sorted by.
type NameKey = fn(&str) -> (u8, String, String);

/// The orders of names in `from M import …`.
const NAME_ORDERS: [NameKey; 3] = [
    // isort: constants, classes, the rest; each without regard to case.
    |name| (kind(name), name.to_lowercase(), name.to_owned()),
    |name| (0, name.to_lowercase(), name.to_owned()),
    |name| (0, name.to_owned(), String::new()),
];

fn kind(name: &str) -> u8 {
    let is_upper = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    match (is_upper && name.len() > 1, name.starts_with(char::is_uppercase)) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

/// Where `name` goes among `names`: before the one of that index. At the end if they are not sorted.
pub(super) fn place_of_name(names: &[&str], name: &str) -> usize {
    let sorted =
        NAME_ORDERS.into_iter().find(|key| names.windows(2).all(|pair| key(pair[0]) <= key(pair[1])));
    match sorted {
        Some(key) => names.partition_point(|it| key(it) <= key(name)),
        None => names.len(),
    }
}
