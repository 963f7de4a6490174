//! `fstring-conversion-call`: `f"{str(x)}"` as `f"{x!s}"`, and `repr` and `ascii` likewise.
//!
//! A conversion calls what the builtin calls, and nothing looks the builtin up.

use super::embed::starts_with_brace;
use super::fields::{sites, value_range};
use crate::ast::{Expr, ExprId};
use crate::rewrite::{FileModel, NativeRuleContext, NativeSite};
use crate::semantic::Answer;

/// Finds fields without a conversion whose value is a call of one of the builtins.
pub(in crate::rules) fn fstring_conversion_call(ctx: &NativeRuleContext<'_>) -> Vec<NativeSite> {
    sites(ctx, |edits, _, field| {
        if field.conversion != -1 {
            return;
        }
        let Some((letter, arg)) = converted(ctx.file, field.value) else { return };
        let space = if starts_with_brace(ctx.file, arg) { " " } else { "" };
        let new = format!("{space}{}!{letter}", edits.hole(arg));
        edits.edits.push((value_range(ctx.file, field.value), new));
    })
}

/// The letter of the conversion and the argument, if `expr` is such a call.
fn converted(file: &FileModel<'_>, expr: ExprId) -> Option<(char, ExprId)> {
    let Expr::Call(call) = file.ast()[expr] else { return None };
    let (Expr::Name(name), [arg], true) =
        (file.ast()[call.func], &file.ast()[call.args], call.keywords.is_empty())
    else {
        return None;
    };
    let letter = match file.ast().name(name.id) {
        "str" => 's',
        "repr" => 'r',
        "ascii" => 'a',
        _ => return None,
    };
    let is_builtin = file.model.names.is_builtin(call.func) == Answer::Yes;
    let is_starred = matches!(file.ast()[*arg], Expr::Starred(_));
    (is_builtin && !is_starred).then_some((letter, *arg))
}
