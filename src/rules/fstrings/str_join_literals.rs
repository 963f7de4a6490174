//! `str_join_literals`: `", ".join([a, "b", c])` as `f"{a}, b, {c}"`.

use super::joined::joined;
use super::template::refuse;
use crate::ast::{Expr, NodeId};
use crate::rewrite::{Bound, NativeContext, NativeResult, Refusal};

/// Arguments: the separator, and the sequence that is joined.
pub(in crate::rules) fn str_join_literals(
    ctx: &NativeContext<'_>,
    args: &[&Bound],
) -> Result<NativeResult, Refusal> {
    let [Bound::Node(NodeId::Expr(separator)), Bound::Node(NodeId::Expr(sequence))] = args else {
        return Err(refuse("no-display", "expected a separator and a sequence"));
    };
    let ast = ctx.file.ast();
    let elts = match ast[*sequence] {
        Expr::List(it) => &ast[it.elts],
        Expr::Tuple(it) => &ast[it.elts],
        _ => return Err(refuse("no-display", "what is joined is not written as a list or tuple")),
    };
    if elts.iter().any(|it| matches!(ast[*it], Expr::Starred(_))) {
        return Err(refuse("starred-operand", "how many items there are is not known"));
    }
    if elts.len() < 2 {
        return Err(refuse("literals-alone", "fewer than two items are not joined"));
    }
    let mut items = Vec::new();
    for (idx, item) in elts.iter().enumerate() {
        if idx > 0 {
            items.push(*separator);
        }
        items.push(*item);
    }
    let (fragment, claims) = joined(ctx, &items)?;
    Ok(NativeResult { fragment, claims })
}
