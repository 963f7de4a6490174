//! `str_format`: `'{0}: {1:>5} {0!r}'.format(name, n)` as `f'{name}: {n:>5} {name!r}'`.
//!
//! Fields mean the same in both, and print the same. `str.format` evaluates all arguments before it formats any, which an
//! f-string does not, and takes each once however often it prints it.
//!
//! Source: CPython 3.14, `Objects/stringlib/unicode_format.h`.

use super::format_field::{self, ArgName, RawField, RawSpec};
use super::known_type::{Effect, KnownType, known_type};
use super::literal::Literal;
use super::order::{self, Event};
use super::template::{Field, SpecPart, Template, all_units, build, refuse};
use crate::ast::{Expr, ExprId, NodeId};
use crate::rewrite::{Bound, Claim, FileModel, NativeContext, NativeResult, Refusal};
use crate::semantic::Answer;
use crate::syntax::PythonVersion;

/// From here on an f-string converts a value before it evaluates the fields in its specification.
const CONVERTS_FIRST: PythonVersion = PythonVersion::new(13).expect("a version that is read");

/// Arguments: the literal, and the arguments of the call.
pub(in crate::rules) fn str_format(
    ctx: &NativeContext<'_>,
    args: &[&Bound],
) -> Result<NativeResult, Refusal> {
    let [Bound::Node(NodeId::Expr(fmt)), Bound::Sequence(call_args)] = args else {
        return Err(refuse("not-a-literal", "expected a string literal and arguments"));
    };
    let literal = Literal::of(ctx.file, *fmt)
        .ok_or_else(|| refuse("not-a-literal", "the method is called on no string literal"))?;
    let (segments, raw) =
        format_field::parse(&all_units(&literal)).map_err(|(reason, why)| refuse(reason, why))?;
    let arguments = arguments(ctx.file, call_args)?;
    let mut resolver =
        Resolver { ctx, arguments: &arguments, auto: None, events: Vec::new(), claims: Vec::new() };
    let fields = raw.iter().map(|it| resolver.field(it)).collect::<Result<Vec<_>, _>>()?;
    let Resolver { events, mut claims, .. } = resolver;
    let operands: Vec<_> = arguments.iter().map(|it| it.value).collect();
    for claim in order::check(&order::evaluations(ctx.file, &operands), &events)? {
        if claims.iter().all(|it| it.id != claim.id) {
            claims.push(claim);
        }
    }
    let template = Template { literal, segments, fields };
    let fragment = build(ctx, &template, *fmt, &operands)?;
    Ok(NativeResult { fragment, claims })
}

/// An argument of the call.
struct Argument {
    /// Of a keyword argument.
    name: Option<String>,
    value: ExprId,
}

fn arguments(file: &FileModel<'_>, nodes: &[NodeId]) -> Result<Vec<Argument>, Refusal> {
    let ast = file.ast();
    let unpacked = || refuse("starred-argument", "arguments are unpacked in the call");
    let of = |node: &NodeId| match *node {
        NodeId::Keyword(id) => {
            let name = ast[id].arg.ok_or_else(unpacked)?;
            Ok(Argument { name: Some(ast.name(name).to_owned()), value: ast[id].value })
        }
        NodeId::Expr(id) if matches!(ast[id], Expr::Starred(_)) => Err(unpacked()),
        NodeId::Expr(id) => Ok(Argument { name: None, value: id }),
        _ => Err(unpacked()),
    };
    nodes.iter().map(of).collect()
}

/// Finds the arguments of fields, in the order in which they are numbered.
struct Resolver<'a, 'c> {
    ctx: &'a NativeContext<'c>,
    arguments: &'a [Argument],
    /// The next automatic number; none before the first number of either sort.
    auto: Option<Numbering>,
    events: Vec<Event>,
    claims: Vec<Claim>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbering {
    Automatic(usize),
    Manual,
}

impl Resolver<'_, '_> {
    fn field(&mut self, raw: &RawField) -> Result<Field, Refusal> {
        let operand = self.operand(&raw.name)?;
        let known = if raw.accessors.is_empty() {
            known_type(self.ctx.file, self.ctx.analysis, self.arguments[operand].value)
        } else {
            KnownType::Unknown
        };
        self.events.push(Event::Evaluate(operand));
        let mut spec = Vec::new();
        let mut has_nested = false;
        for part in &raw.spec {
            spec.push(match part {
                RawSpec::Text(text) => SpecPart::Text(text.clone()),
                RawSpec::Field(nested) => {
                    has_nested = true;
                    SpecPart::Field(self.field(nested)?)
                }
            });
        }
        if has_nested && raw.conversion.is_some() && self.ctx.target < CONVERTS_FIRST {
            self.claims.push(Claim {
                id: "formatting-has-no-effects".to_owned(),
                claim: "converting a value does not matter to its specification".to_owned(),
                answer: Answer::Unknown,
                because: "before 3.13 an f-string evaluates the specification first".to_owned(),
            });
        }
        self.events.push(Event::Format(effect(raw, known)));
        Ok(Field { operand, accessors: raw.accessors.clone(), conversion: raw.conversion, spec })
    }

    fn operand(&mut self, name: &ArgName) -> Result<usize, Refusal> {
        let mixed = || refuse("mixed-numbering", "some fields are numbered and others are not");
        let number = match (name, self.auto) {
            (ArgName::Auto, Some(Numbering::Manual)) => return Err(mixed()),
            (ArgName::Auto, numbering) => {
                let next = if let Some(Numbering::Automatic(next)) = numbering { next } else { 0 };
                self.auto = Some(Numbering::Automatic(next + 1));
                next
            }
            (ArgName::Number(_), Some(Numbering::Automatic(_))) => return Err(mixed()),
            (ArgName::Number(number), _) => {
                self.auto = Some(Numbering::Manual);
                *number
            }
            (ArgName::Name(name), _) => {
                let found = self.arguments.iter().position(|it| it.name.as_deref() == Some(name));
                let missing = || refuse("field-without-argument", format!("there is no argument `{name}`"));
                return found.ok_or_else(missing);
            }
        };
        let n_positional = self.arguments.iter().filter(|it| it.name.is_none()).count();
        if number >= n_positional {
            let because = format!("field {number} of {n_positional} positional arguments");
            return Err(refuse("field-without-argument", because));
        }
        Ok(number)
    }
}

/// What formatting a field may do besides.
fn effect(raw: &RawField, known: KnownType) -> Effect {
    if !raw.accessors.is_empty() {
        return Effect::Any;
    }
    let plain = known.str_effect();
    // A specification may not suit the type.
    if raw.spec.is_empty() { plain } else { plain.max(Effect::MayRaise) }
}
