//! `fstring-redundant-conversion`: `f"{x!s}"` as `f"{x}"` where `x` prints the same without it.

use super::fields::{conversion_range, sites};
use super::known_type::{KnownType, known_type};
use crate::rewrite::{NativeRuleContext, NativeSite};

/// Finds `!s` of exact strings, and without a specification of other exact builtins.
pub(in crate::rules) fn fstring_redundant_conversion(ctx: &NativeRuleContext<'_>) -> Vec<NativeSite> {
    sites(ctx, |edits, _, field| {
        let known = known_type(ctx.file, ctx.analysis, field.value);
        let is_redundant = known == KnownType::Str || known.prints_plainly() && field.format_spec.is_none();
        if field.conversion != 's' as i32 || !is_redundant {
            return;
        }
        if let Some(range) = conversion_range(ctx.file, field.value) {
            edits.edits.push((range, String::new()));
        }
    })
}
