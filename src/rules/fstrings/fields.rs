//! What the rules that look into f-strings share: finding them, and copies of them with some fields changed.

use super::embed::rewritten;
use super::surroundings;
use crate::ast::{Expr, ExprId, FormattedValue, NodeId};
use crate::rewrite::{
    Change, Claim, FileModel, Fill, NativeContext, NativeRuleContext, NativeSite, template_string,
};
use crate::syntax::SyntaxKind;
use crate::text::TextRange;

/// New text for a stretch of an f-string. Kept expressions are holes in it, numbered by [`FieldEdits::hole`].
#[derive(Debug, Default)]
pub(super) struct FieldEdits {
    /// Stretches and their new texts, in order.
    pub(super) edits: Vec<(TextRange, String)>,
    /// What fills the holes.
    pub(super) fills: Vec<(String, Fill)>,
    /// What the edits rely on.
    pub(super) claims: Vec<Claim>,
}

impl FieldEdits {
    /// A hole for `expr`, as it is written in a template: `$k0`.
    pub(super) fn hole(&mut self, expr: ExprId) -> String {
        let name = format!("k{}", self.fills.len());
        self.fills.push((name.clone(), Fill::Kept(expr.into())));
        format!("${name}")
    }
}

/// The f-strings of a file, outer ones first; none of those that show the source of an expression, and no
/// specifications of fields, which are f-strings in the tree alone.
pub(super) fn fstrings(file: &FileModel<'_>) -> Vec<ExprId> {
    let ast = file.ast();
    let mut specs = Vec::new();
    let mut found = Vec::new();
    for node in file.nodes() {
        let NodeId::Expr(expr) = *node else { continue };
        match ast[expr] {
            Expr::FormattedValue(it) => specs.extend(it.format_spec),
            Expr::Interpolation(it) => specs.extend(it.format_spec),
            Expr::JoinedStr(_) => found.push(expr),
            _ => {}
        }
    }
    specs.sort_unstable();
    found.retain(|it| {
        specs.binary_search(it).is_err() && !template_string::holds_shown_source(file, file.range(*it))
    });
    found
}

/// The fields of an f-string itself, those of specifications apart, with the node of each.
pub(super) fn fields(file: &FileModel<'_>, fstring: ExprId) -> Vec<(ExprId, FormattedValue)> {
    let ast = file.ast();
    let Expr::JoinedStr(joined) = ast[fstring] else { return Vec::new() };
    let field = |it: &ExprId| match ast[*it] {
        Expr::FormattedValue(value) => Some((*it, value)),
        _ => None,
    };
    ast[joined.values].iter().filter_map(field).collect()
}

/// One site for each f-string of which `change` changes a field.
pub(super) fn sites(
    ctx: &NativeRuleContext<'_>,
    mut change: impl FnMut(&mut FieldEdits, ExprId, FormattedValue),
) -> Vec<NativeSite> {
    let mut out = Vec::new();
    for fstring in fstrings(ctx.file) {
        let mut edits = FieldEdits::default();
        for (node, field) in fields(ctx.file, fstring) {
            change(&mut edits, node, field);
        }
        if !edits.edits.is_empty() {
            out.push(site(ctx, fstring, edits));
        }
    }
    out
}

fn site(ctx: &NativeRuleContext<'_>, fstring: ExprId, edits: FieldEdits) -> NativeSite {
    let node = NodeId::from(fstring);
    let FieldEdits { edits, fills, claims } = edits;
    let made = surroundings::check(&within(ctx, node), true)
        .and_then(|()| rewritten(ctx.file, fstring, ctx.file.range(fstring), edits, fills));
    match made {
        Ok(fragment) => {
            let changes = vec![Change { node, fragment: Some(fragment) }];
            NativeSite { claims, ..NativeSite::new(node, changes) }
        }
        Err(refusal) => NativeSite::refused(node, refusal),
    }
}

/// The context of a native for one node.
pub(super) fn within<'a>(ctx: &NativeRuleContext<'a>, node: NodeId) -> NativeContext<'a> {
    NativeContext {
        file: ctx.file,
        analysis: ctx.analysis,
        matched: node,
        target: ctx.target,
        options: ctx.options,
    }
}

/// The value of a field with its parentheses and the white space after it.
pub(super) fn value_range(file: &FileModel<'_>, value: ExprId) -> TextRange {
    let outer = file.outer_range(value);
    let end = file.significant_from(outer.end()).map_or(outer.end(), |idx| file.tokens().range(idx).start());
    TextRange::new(outer.start(), end)
}

/// The `!s` of a field, if that is what follows its value, with the white space around it.
pub(super) fn conversion_range(file: &FileModel<'_>, value: ExprId) -> Option<TextRange> {
    let outer = file.outer_range(value);
    let sign = file.significant_from(outer.end())?;
    let letter = file.significant_from(file.tokens().range(sign).end())?;
    let is_conversion =
        file.tokens().kind(sign) == SyntaxKind::EXCLAMATION && file.tokens().kind(letter) == SyntaxKind::NAME;
    is_conversion.then(|| TextRange::new(outer.end(), file.tokens().range(letter).end()))
}
