//! The rules that need Rust: functions that rule files call by name, one folder a set, one file a rule.
//!
//! A native sees one place of a file and makes new code for it, or refuses with a reason that its rule declares. It is
//! pure and cannot edit: what it keeps of the file it names, so that the bytes stay, and what it relied on it claims,
//! with the answer. What is claimed and not known becomes an assumption that the user sees.

mod fstrings;
mod pathlib;
mod source;

use crate::rewrite::{Native, NativeRule, Natives};

/// All natives, for the engine.
pub fn natives() -> Natives {
    Natives { table: TABLE, rules: RULES }
}

/// Sorted by name.
const TABLE: &[(&str, Native)] = &[
    ("format_builtin", fstrings::format_builtin),
    ("percent_format", fstrings::percent_format),
    ("str_format", fstrings::str_format),
    ("str_join_literals", fstrings::str_join_literals),
];

/// Sorted by name.
const RULES: &[(&str, NativeRule)] = &[
    ("encoding_comment", source::encoding_comment),
    ("fstring_conversion_call", fstrings::fstring_conversion_call),
    ("fstring_format_call", fstrings::fstring_format_call),
    ("fstring_literal_field", fstrings::fstring_literal_field),
    ("fstring_redundant_conversion", fstrings::fstring_redundant_conversion),
    ("fstring_without_fields", fstrings::fstring_without_fields),
    ("path_flow", pathlib::path_flow),
    ("str_concat", fstrings::str_concat),
    ("string_prefix_u", source::string_prefix_u),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn natives_are_sorted_by_name() {
        assert!(TABLE.is_sorted_by_key(|(name, _)| *name));
        assert!(RULES.is_sorted_by_key(|(name, _)| *name));
    }
}
