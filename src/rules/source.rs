//! Rules about how source is written, which no tree shows: prefixes of strings, the comment that names the encoding.

use rustc_hash::FxHashSet;

use crate::ast::{Expr, NodeId, Value};
use crate::rewrite::template_string::{shows_source, template_around};
use crate::rewrite::{FileModel, NativeRuleContext, NativeSite, Refusal};
use crate::syntax::SyntaxKind;
use crate::text::encoding::declaration;
use crate::text::{TextEdit, TextRange, TextSize};

/// `string-prefix-u`: `u"text"` as `"text"`, all parts of a literal at once.
pub(super) fn string_prefix_u(ctx: &NativeRuleContext<'_>) -> Vec<NativeSite> {
    let ast = ctx.file.ast();
    let mut seen = FxHashSet::default();
    let mut out = Vec::new();
    for node in ast.walk(ctx.file.lowered.root.into()) {
        let NodeId::Expr(expr) = node else { continue };
        let is_text = match ast[expr] {
            Expr::Constant(it) => matches!(it.value, Value::Str(_)),
            Expr::JoinedStr(_) => true,
            _ => false,
        };
        if !is_text {
            continue;
        }
        // The parts of an f-string are literals within a literal.
        let prefixes: Vec<TextRange> =
            prefixes(ctx.file, ctx.file.range(expr)).filter(|range| seen.insert(*range)).collect();
        if !prefixes.is_empty() {
            out.push(without_prefixes(ctx.file, node, &prefixes));
        }
    }
    out
}

/// The prefixes `u` and `U` of the strings in `range`.
fn prefixes<'a>(file: &'a FileModel<'_>, range: TextRange) -> impl Iterator<Item = TextRange> + 'a {
    let strings = file.tokens_in(range).filter(|idx| file.tokens().kind(*idx) == SyntaxKind::STRING);
    strings.filter(|idx| file.token_text(*idx).starts_with(['u', 'U'])).map(|idx| {
        let start = file.tokens().range(idx).start();
        TextRange::new(start, start + TextSize::new(1))
    })
}

fn without_prefixes(file: &FileModel<'_>, node: NodeId, prefixes: &[TextRange]) -> NativeSite {
    let is_shown = |range: &TextRange| {
        template_around(file, range.start()).is_some_and(|template| shows_source(file, template))
    };
    if prefixes.iter().any(is_shown) {
        let because = "the f-string around shows the source of this expression".to_owned();
        return NativeSite::refused(node, Refusal { reason: "source-is-shown".to_owned(), because });
    }
    // No word is directly before a prefix, since that would be part of it.
    let removed = |range: &TextRange| TextEdit { range: *range, insert: String::new() };
    let writes = prefixes.iter().map(removed).collect();
    NativeSite { writes, ..NativeSite::new(node, Vec::new()) }
}

/// `encoding-comment`: the line `# -*- coding: utf-8 -*-`, which says what is so without it.
pub(super) fn encoding_comment(ctx: &NativeRuleContext<'_>) -> Vec<NativeSite> {
    let text = ctx.file.text;
    let Some(found) = declaration(text.as_bytes()).filter(|it| is_utf_8(&it.name)) else { return Vec::new() };
    let node = NodeId::from(ctx.file.lowered.root);
    let rest = &text[found.range.end..];
    let line_break = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    let size = |at: usize| TextSize::try_from(at).unwrap_or_default();
    let range = TextRange::new(size(found.range.start), size(found.range.end + line_break));
    let edit = TextEdit { range, insert: String::new() };
    let after = format!("{}{}", &text[..found.range.start], &text[usize::from(range.end())..]);
    if declaration(after.as_bytes()).is_some() {
        let because = "another comment below would name the encoding then".to_owned();
        return vec![NativeSite::refused(
            node,
            Refusal { reason: "another-declaration".to_owned(), because },
        )];
    }
    vec![NativeSite { writes: vec![edit], ..NativeSite::new(node, Vec::new()) }]
}

/// Whether a codec's name is one of those of UTF-8.
fn is_utf_8(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().replace('_', "-").as_str(), "utf-8" | "utf8" | "u8")
}
