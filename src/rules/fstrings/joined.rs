//! One f-string out of literals and expressions that follow each other.

use super::known_type::{KnownType, known_type};
use super::literal::{Literal, Part, Unit};
use super::percent_format::shown;
use super::template::{Field, Segment, Template, build, refuse};
use crate::ast::ExprId;
use crate::rewrite::{Claim, Fragment, NativeContext, Refusal};
use crate::semantic::Answer;

/// The f-string that prints `items` one after the other, and what it relies on: that all of them are exactly `str`.
///
/// All literals have the quotes and the prefix of the first, or the site is refused.
pub(super) fn joined(ctx: &NativeContext<'_>, items: &[ExprId]) -> Result<(Fragment, Vec<Claim>), Refusal> {
    let file = ctx.file;
    let mut claims = Vec::new();
    let mut first: Option<(Literal<'_>, ExprId)> = None;
    let mut segments: Vec<Segment<'_>> = Vec::new();
    let mut fields = Vec::new();
    let mut operands = Vec::new();
    let mut ends_in_octal = false;
    for item in items {
        if let Some(literal) = Literal::of(file, *item) {
            let units = units(&literal, first.as_ref().map(|(it, _)| &it.parts[0]))?;
            if ends_in_octal
                && units.first().is_some_and(|it| it.text.starts_with(|c: char| c.is_ascii_digit()))
            {
                return Err(refuse("escape-across-literals", "an escape would take in the text after it"));
            }
            ends_in_octal = units.last().is_some_and(is_octal);
            segments.extend(units.into_iter().map(Segment::Text));
            first.get_or_insert((literal, *item));
            continue;
        }
        ends_in_octal = false;
        segments.push(Segment::Field(fields.len()));
        fields.push(Field {
            operand: operands.len(),
            accessors: Vec::new(),
            conversion: None,
            spec: Vec::new(),
        });
        operands.push(*item);
        claims.push(claim(ctx, *item)?);
    }
    let Some((literal, literal_expr)) = first else {
        return Err(refuse("no-literal", "there is no literal whose quotes the f-string could have"));
    };
    if operands.is_empty() {
        return Err(refuse("literals-alone", "there is nothing to print but literals"));
    }
    let [Part { range, prefix, quote, is_raw, .. }, ..] = literal.parts.as_slice() else {
        return Err(refuse("no-literal", "there is no literal whose quotes the f-string could have"));
    };
    let part = Part { range: *range, prefix, quote, body: "", is_raw: *is_raw };
    let template = Template { literal: Literal { parts: vec![part] }, segments: vec![segments], fields };
    Ok((build(ctx, &template, literal_expr, &operands)?, claims))
}

/// That an operand prints as it is.
fn claim(ctx: &NativeContext<'_>, expr: ExprId) -> Result<Claim, Refusal> {
    let file = ctx.file;
    let answer = match known_type(file, ctx.analysis, expr) {
        KnownType::Str => Answer::Yes,
        KnownType::Unknown | KnownType::StrSubtype | KnownType::Builtin => Answer::Unknown,
        _ => {
            return Err(refuse("operand-not-str", format!("`{}` is no str: this raises", shown(file, expr))));
        }
    };
    Ok(Claim {
        id: "str-operand".to_owned(),
        claim: format!("`{}` is exactly a str", shown(file, expr)),
        answer,
        because: "anything else raises TypeError, and an f-string prints it".to_owned(),
    })
}

/// The units of a literal of one token, which has the quotes and prefix of `like`.
fn units<'t>(literal: &Literal<'t>, like: Option<&Part<'_>>) -> Result<Vec<Unit<'t>>, Refusal> {
    let [part] = literal.parts.as_slice() else {
        return Err(refuse("literals-differ", "a literal consists of several tokens"));
    };
    if part.is_triple() {
        return Err(refuse("literals-differ", "a literal has triple quotes"));
    }
    let is_same = like.is_none_or(|it| it.quote == part.quote && it.is_raw == part.is_raw);
    if !is_same {
        return Err(refuse("literals-differ", "literals have different quotes or prefixes"));
    }
    Ok(part.units())
}

/// Whether a digit after it would become part of an escape: `\0` before `1`.
fn is_octal(unit: &Unit<'_>) -> bool {
    let is_escape = unit.text.strip_prefix('\\').is_some_and(|it| it.starts_with(|c: char| c.is_digit(8)));
    is_escape && unit.text.len() < 4
}
