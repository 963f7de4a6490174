//! The set `fstrings`: `%`, `str.format`, concatenation and `str.join` as f-strings, and f-strings made simpler.
//!
//! A template is read by its source, so that what is text stays as it is written; its fields come from the
//! mini-language of the rule; one builder makes the f-string. What must hold for both forms to print the same is
//! claimed: of types, of the order of evaluation, of what formatting may do besides.

mod known_type;
mod literal;
mod order;

mod embed;
mod surroundings;
mod template;

mod percent_format;
mod percent_spec;

mod format_field;
mod str_format;

mod joined;
mod str_concat;
mod str_join_literals;

mod fields;
mod format_builtin;
mod fstring_conversion_call;
mod fstring_format_call;
mod fstring_literal_field;
mod fstring_redundant_conversion;
mod fstring_without_fields;

pub(super) use format_builtin::format_builtin;
pub(super) use fstring_conversion_call::fstring_conversion_call;
pub(super) use fstring_format_call::fstring_format_call;
pub(super) use fstring_literal_field::fstring_literal_field;
pub(super) use fstring_redundant_conversion::fstring_redundant_conversion;
pub(super) use fstring_without_fields::fstring_without_fields;
pub(super) use percent_format::percent_format;
pub(super) use str_concat::str_concat;
pub(super) use str_format::str_format;
pub(super) use str_join_literals::str_join_literals;
