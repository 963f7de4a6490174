//! `format_builtin`: `format(x, ".2f")` as `f"{x:.2f}"`.
//!
//! Both call `__format__` of the value's type with the same specification, and give what that gives.

use super::fstring_format_call::formatted;
use super::literal::{Literal, Part, has_line_break};
use super::template::{Field, Segment, SpecPart, Template, build, refuse};
use crate::ast::{Expr, NodeId};
use crate::rewrite::{Bound, NativeContext, NativeResult, Refusal};

/// Argument: the call.
pub(in crate::rules) fn format_builtin(
    ctx: &NativeContext<'_>,
    args: &[&Bound],
) -> Result<NativeResult, Refusal> {
    let not_simple =
        || refuse("specification-not-simple", "the specification is no literal that an f-string can hold");
    let [Bound::Node(NodeId::Expr(spec_expr)), ..] = args else { return Err(not_simple()) };
    let NodeId::Expr(call_expr) = ctx.matched else { return Err(not_simple()) };
    let (arg, spec) = formatted(ctx.file, call_expr).ok_or_else(not_simple)?;
    let Expr::Call(_) = ctx.file.ast()[call_expr] else { return Err(not_simple()) };
    let literal = Literal::of(ctx.file, *spec_expr).ok_or_else(not_simple)?;
    let [Part { range, quote, .. }] = literal.parts.as_slice() else { return Err(not_simple()) };
    let spec_parts = if spec.is_empty() { Vec::new() } else { vec![SpecPart::Text(spec.to_owned())] };
    let field = Field { operand: 0, accessors: Vec::new(), conversion: None, spec: spec_parts };
    let part = Part { range: *range, prefix: "", quote, body: "", is_raw: false };
    debug_assert!(!has_line_break(spec), "a simple specification has no line break");
    let template = Template {
        literal: Literal { parts: vec![part] },
        segments: vec![vec![Segment::Field(0)]],
        fields: vec![field],
    };
    let fragment = build(ctx, &template, *spec_expr, &[arg])?;
    Ok(NativeResult { fragment, claims: Vec::new() })
}
