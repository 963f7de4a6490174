//! `str-concat`: `"a" + x + "b"` as `f"a{x}b"`.
//!
//! Operands are evaluated in the same order, and adding or printing an exact `str` does nothing else.

use rustc_hash::FxHashSet;

use super::fields::within;
use super::joined::joined;
use super::literal::Literal;
use crate::ast::{Ast, Expr, ExprId, NodeId, Operator};
use crate::rewrite::{Change, NativeRuleContext, NativeSite};

/// Finds sums, as long as they are, of literals and at least one other operand.
pub(in crate::rules) fn str_concat(ctx: &NativeRuleContext<'_>) -> Vec<NativeSite> {
    let ast = ctx.file.ast();
    let mut inner = FxHashSet::default();
    let mut out = Vec::new();
    // Parents come first, so a sum that begins another is known for one when it is met.
    for node in ctx.file.nodes() {
        let NodeId::Expr(expr) = *node else { continue };
        let Expr::BinOp(sum) = ast[expr] else { continue };
        if sum.op != Operator::Add {
            continue;
        }
        inner.insert(sum.left);
        if inner.contains(&expr) {
            continue;
        }
        let operands = operands(ast, expr);
        let n_literals = operands.iter().filter(|it| Literal::of(ctx.file, **it).is_some()).count();
        if n_literals > 0 && n_literals < operands.len() {
            out.push(site(ctx, expr, &operands));
        }
    }
    out
}

/// The operands of a sum, from left to right.
fn operands(ast: &Ast, sum: ExprId) -> Vec<ExprId> {
    let mut out = Vec::new();
    let mut at = sum;
    while let Expr::BinOp(it) = ast[at]
        && it.op == Operator::Add
    {
        out.push(it.right);
        at = it.left;
    }
    out.push(at);
    out.reverse();
    out
}

fn site(ctx: &NativeRuleContext<'_>, sum: ExprId, operands: &[ExprId]) -> NativeSite {
    let node = NodeId::from(sum);
    match joined(&within(ctx, node), operands) {
        Ok((fragment, claims)) => {
            let changes = vec![Change { node, fragment: Some(fragment) }];
            NativeSite { claims, ..NativeSite::new(node, changes) }
        }
        Err(refusal) => NativeSite::refused(node, refusal),
    }
}
