//! `fstring-format-call`: `f"{format(x, '>5')}"` as `f"{x:>5}"`.
//!
//! Both format `x`; the call's result is formatted once more, which shows only where it is of a subclass of `str` with
//! a `__format__` of its own.

use super::embed::starts_with_brace;
use super::fields::{sites, value_range};
use super::known_type::known_type;
use super::literal::{Literal, Written};
use super::percent_format::shown;
use crate::ast::{Expr, ExprId};
use crate::rewrite::{Claim, FileModel, NativeRuleContext, NativeSite};
use crate::semantic::Answer;

/// Finds fields with neither conversion nor specification whose value is a call of `format`.
pub(in crate::rules) fn fstring_format_call(ctx: &NativeRuleContext<'_>) -> Vec<NativeSite> {
    sites(ctx, |edits, _, field| {
        if field.conversion != -1 || field.format_spec.is_some() {
            return;
        }
        let Some((arg, spec)) = formatted(ctx.file, field.value) else { return };
        let is_plain = known_type(ctx.file, ctx.analysis, arg).prints_plainly();
        edits.claims.push(Claim {
            id: "format-gives-str".to_owned(),
            claim: format!("formatting `{}` gives exactly a str", shown(ctx.file, arg)),
            answer: if is_plain { Answer::Yes } else { Answer::Unknown },
            because: "the result of the call is formatted once more".to_owned(),
        });
        let space = if starts_with_brace(ctx.file, arg) { " " } else { "" };
        let colon = if spec.is_empty() { "" } else { ":" };
        let new = format!("{space}{}{colon}{spec}", edits.hole(arg));
        edits.edits.push((value_range(ctx.file, field.value), new));
    })
}

/// What `format` formats and how, if `expr` is a call of the builtin with a literal that can stand in any f-string.
pub(super) fn formatted<'t>(file: &FileModel<'t>, expr: ExprId) -> Option<(ExprId, &'t str)> {
    let Expr::Call(call) = file.ast()[expr] else { return None };
    let Expr::Name(name) = file.ast()[call.func] else { return None };
    let is_builtin = file.ast().name(name.id) == "format"
        && file.model.names.is_builtin(call.func) == Answer::Yes
        && call.keywords.is_empty();
    let (arg, spec) = match &file.ast()[call.args] {
        [arg] => (*arg, ""),
        [arg, spec] => {
            let literal = Literal::of(file, *spec)?;
            let [only] = literal.parts.as_slice() else { return None };
            (*arg, only.body)
        }
        _ => return None,
    };
    let is_starred = matches!(file.ast()[arg], Expr::Starred(_));
    (is_builtin && !is_starred && is_simple_spec(spec)).then_some((arg, spec))
}

/// Whether a specification is itself in f-strings of any quotes and any version.
fn is_simple_spec(spec: &str) -> bool {
    let is_simple = |c: char| !matches!(c, '{' | '}' | '\'' | '"' | '\\') && !c.is_control();
    super::literal::units(spec, true).iter().all(|it| matches!(it.written, Written::Plain(c) if is_simple(c)))
}
