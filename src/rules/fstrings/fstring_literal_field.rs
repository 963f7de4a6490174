//! `fstring-literal-field`: `f"a{'b'}c"` as `f"abc"`.
//!
//! A literal that is printed as it is is text. One with quotes, backslashes or line breaks would be written anew, and is
//! left alone.

use super::fields::sites;
use super::literal::{Literal, Written};
use crate::ast::{ExprId, FormattedValue};
use crate::rewrite::{FileModel, NativeRuleContext, NativeSite};

/// Finds fields without a specification whose value is a string literal of plain characters.
pub(in crate::rules) fn fstring_literal_field(ctx: &NativeRuleContext<'_>) -> Vec<NativeSite> {
    sites(ctx, |edits, node, field| {
        let Some(text) = plain_text(ctx.file, field) else { return };
        edits.edits.push((ctx.file.range(node), text));
    })
}

fn plain_text(file: &FileModel<'_>, field: FormattedValue) -> Option<String> {
    if field.format_spec.is_some() || !matches!(field.conversion, -1 | 115) {
        return None;
    }
    text_of(file, field.value)
}

/// The text of a literal as it stands in an f-string of any quotes.
pub(super) fn text_of(file: &FileModel<'_>, expr: ExprId) -> Option<String> {
    let literal = Literal::of(file, expr)?;
    let mut text = String::new();
    for unit in literal.parts.iter().flat_map(|it| it.units()) {
        match unit.written {
            Written::Plain(c) if matches!(c, '\'' | '"' | '\\') || c.is_control() => return None,
            Written::Plain('{') => text.push_str("{{"),
            Written::Plain('}') => text.push_str("}}"),
            Written::Plain(c) => text.push(c),
            Written::Escaped(_) | Written::Other => return None,
        }
    }
    Some(text)
}
