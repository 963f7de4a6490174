//! Characters by name, as `\N{...}` finds them in CPython 3.14: Unicode 16.0, any case, spaces and hyphens exact,
//! aliases too, named sequences not.

use unicode_general_category::{GeneralCategory, get_general_category};

/// The character called `name`.
pub(super) fn character_named(name: &str) -> Option<char> {
    let found = unicode_names2::character(name)?;
    // The crate knows a later Unicode.
    if get_general_category(found) == GeneralCategory::Unassigned {
        return None;
    }
    // It also passes over spaces, hyphens and underscores, where CPython wants them as they are.
    let is_own_name = unicode_names2::name(found).is_some_and(|own| is_spelled(name, own));
    (is_own_name || ALIASES.lines().any(|alias| alias.eq_ignore_ascii_case(name))).then_some(found)
}

/// Whether `name` is `own` but for case.
fn is_spelled(name: &str, own: unicode_names2::Name) -> bool {
    let mut rest = name.as_bytes();
    for part in own {
        let Some((head, tail)) = rest.split_at_checked(part.len()) else { return false };
        if !head.eq_ignore_ascii_case(part.as_bytes()) {
            return false;
        }
        rest = tail;
    }
    rest.is_empty()
}

/// Every alias, a line each: the second column of `NameAliases.txt` of Unicode 16.0.
const ALIASES: &str = include_str!("name_aliases.txt");
