//! `fstring-without-fields`: `f"abc"` as `"abc"`.
//!
//! Both compile to the same constant. In a place where a docstring would be taken for one it stays.

use super::fields::{fields, fstrings, within};
use super::literal::{Written, units};
use super::surroundings;
use super::template::refuse;
use crate::ast::NodeId;
use crate::rewrite::{Change, FileModel, Fragment, NativeRuleContext, NativeSite, PatternKind, Refusal};
use crate::syntax::SyntaxKind;
use crate::text::TextRange;

/// Finds f-strings without any field.
pub(in crate::rules) fn fstring_without_fields(ctx: &NativeRuleContext<'_>) -> Vec<NativeSite> {
    let bare = fstrings(ctx.file).into_iter().filter(|it| fields(ctx.file, *it).is_empty());
    bare.map(|it| site(ctx, it.into())).collect()
}

fn site(ctx: &NativeRuleContext<'_>, node: NodeId) -> NativeSite {
    match surroundings::check(&within(ctx, node), false).and_then(|()| plain(ctx.file, ctx.file.range(node)))
    {
        Ok(fragment) => {
            let changes = vec![Change { node, fragment: Some(fragment) }];
            NativeSite::new(node, changes)
        }
        Err(refusal) => NativeSite::refused(node, refusal),
    }
}

/// The source at `range` without `f` prefixes, and with single braces where they were double.
fn plain(file: &FileModel<'_>, range: TextRange) -> Result<Fragment, Refusal> {
    let mut text = String::new();
    let mut at = range.start();
    let mut is_raw = false;
    for idx in file.tokens_in(range) {
        let token = file.tokens().range(idx);
        let source = file.token_text(idx);
        match file.tokens().kind(idx) {
            SyntaxKind::FSTRING_START => {
                text.push_str(&file.text[TextRange::new(at, token.start())]);
                text.extend(source.chars().filter(|c| !matches!(c, 'f' | 'F')));
                is_raw = source.contains(['r', 'R']);
            }
            SyntaxKind::FSTRING_END => {
                push_unescaped(&mut text, &file.text[TextRange::new(at, token.start())], is_raw);
                text.push_str(source);
            }
            SyntaxKind::FSTRING_MIDDLE => continue,
            _ => text.push_str(&file.text[TextRange::new(at, token.end())]),
        }
        at = token.end();
    }
    Fragment::parse(PatternKind::Expr, &text)
        .map_err(|error| refuse("unreadable-result", format!("the literal would not parse: {error}")))
}

fn push_unescaped(text: &mut String, body: &str, is_raw: bool) {
    let mut before = None;
    for unit in units(body, is_raw) {
        let brace = if let Written::Plain(c @ ('{' | '}')) = unit.written { Some(c) } else { None };
        if brace.is_some() && brace == before {
            before = None;
            continue;
        }
        before = brace;
        text.push_str(unit.text);
    }
}
