//! `percent_format`: `'%s: %5.1f' % (name, n)` as `f'{name!s}: {n:5.1f}'`.
//!
//! `{x!s}` is the exact form where the type of `x` is unknown: CPython 3.11 and later compile a literal with `%s`, `%r`
//! and `%a` and a tuple after it into the code of that very f-string. In all other cases `%` evaluates all operands
//! before it formats any, which an f-string does not.
//!
//! Source: CPython 3.14, `Objects/unicodeobject.c` (`PyUnicode_Format`) and `Python/ast_preprocess.c`.

use super::known_type::{Effect, KnownType, known_type};
use super::literal::Literal;
use super::order::{self, Evaluation, Event};
use super::percent_spec::{self, PercentSpec};
use super::template::{Accessor, Field, SpecPart, Template, all_units, build, refuse};
use crate::ast::{Constant, Expr, ExprId, NodeId, Value};
use crate::rewrite::{Bound, Claim, FileModel, NativeContext, NativeResult, Refusal};
use crate::semantic::Answer;
use crate::syntax::PythonVersion;

/// From here on CPython compiles `%s`, `%r` and `%a` of a tuple's elements as an f-string.
const COMPILED: PythonVersion = PythonVersion::new(11).expect("a version that is read");

/// Arguments: the literal, and what is right of the `%`.
pub(in crate::rules) fn percent_format(
    ctx: &NativeContext<'_>,
    args: &[&Bound],
) -> Result<NativeResult, Refusal> {
    let [Bound::Node(NodeId::Expr(fmt)), Bound::Node(NodeId::Expr(right))] = args else {
        return Err(refuse("not-a-literal", "expected a string literal and an operand"));
    };
    let literal = Literal::of(ctx.file, *fmt)
        .ok_or_else(|| refuse("not-a-literal", "what is left of `%` is no string literal"))?;
    let (segments, specs) =
        percent_spec::parse(&all_units(&literal)).map_err(|(reason, why)| refuse(reason, why))?;
    let operands = operands(ctx, *right, &specs)?;
    let mut made = Made { ctx, claims: Vec::new(), fields: Vec::new(), events: Vec::new() };
    let is_compiled =
        operands.is_tuple && ctx.target >= COMPILED && specs.iter().all(PercentSpec::is_compiled);
    for (spec, place) in specs.iter().zip(&operands.places) {
        made.field(spec, place, operands.exprs[place.operand], is_compiled)?;
    }
    if let Some(claim) = operands.claim {
        made.claim(claim);
    }
    if !is_compiled {
        let evaluations = order::evaluations(ctx.file, &operands.exprs);
        for claim in order::check(&evaluations, &made.events)? {
            made.claim(claim);
        }
    }
    let Made { claims, fields, .. } = made;
    let template = Template { literal, segments, fields };
    let fragment = build(ctx, &template, *fmt, &operands.exprs)?;
    Ok(NativeResult { fragment, claims })
}

/// What is printed.
struct Operands {
    /// In the order of evaluation.
    exprs: Vec<ExprId>,
    /// What each conversion prints.
    places: Vec<OperandPlace>,
    /// Whether they are the elements of a tuple that is written as one.
    is_tuple: bool,
    /// What they are taken for.
    claim: Option<Claim>,
}

struct OperandPlace {
    operand: usize,
    /// The key of the mapping that the operand is.
    key: Option<String>,
}

impl OperandPlace {
    fn whole(operand: usize) -> Self {
        Self { operand, key: None }
    }
}

fn operands(ctx: &NativeContext<'_>, right: ExprId, specs: &[PercentSpec]) -> Result<Operands, Refusal> {
    let file = ctx.file;
    let n_keys = specs.iter().filter(|it| it.key.is_some()).count();
    if n_keys != 0 && n_keys != specs.len() {
        return Err(refuse("mixed-conversions", "some conversions have a key and others do not"));
    }
    match file.ast()[right] {
        Expr::Tuple(tuple) if n_keys == 0 => of_tuple(file, &file.ast()[tuple.elts], specs),
        Expr::Tuple(_) => Err(refuse("count-mismatch", "a tuple has no keys")),
        _ if n_keys == 0 => of_single(ctx, right, specs),
        _ => match display(file, right)? {
            Some(entries) => of_display(&entries, specs),
            None => of_mapping(file, right, specs),
        },
    }
}

fn of_tuple(file: &FileModel<'_>, elts: &[ExprId], specs: &[PercentSpec]) -> Result<Operands, Refusal> {
    if elts.iter().any(|it| matches!(file.ast()[*it], Expr::Starred(_))) {
        return Err(refuse("starred-operand", "how many operands there are is not known"));
    }
    if elts.len() != specs.len() {
        let because = format!("the literal has {} conversions for {} operands", specs.len(), elts.len());
        return Err(refuse("count-mismatch", because));
    }
    let places = (0..elts.len()).map(OperandPlace::whole).collect();
    Ok(Operands { exprs: elts.to_vec(), places, is_tuple: true, claim: None })
}

/// Something that is no tuple as it is written: printed as it is, unless it is one when the program runs.
fn of_single(ctx: &NativeContext<'_>, right: ExprId, specs: &[PercentSpec]) -> Result<Operands, Refusal> {
    let is_tuple = known_type(ctx.file, ctx.analysis, right).is_tuple();
    if specs.len() != 1 || is_tuple == Answer::Yes {
        let because = format!("{} conversions, and no tuple is written after the `%`", specs.len());
        return Err(refuse("tuple-not-literal", because));
    }
    let claim = Claim {
        id: "not-a-tuple".to_owned(),
        claim: format!("`{}` is not a tuple", shown(ctx.file, right)),
        answer: if is_tuple == Answer::No { Answer::Yes } else { Answer::Unknown },
        because: "`%` takes the elements of a tuple for its operands".to_owned(),
    };
    Ok(Operands {
        exprs: vec![right],
        places: vec![OperandPlace::whole(0)],
        is_tuple: false,
        claim: Some(claim),
    })
}

/// Keys and values of a dict that is written as one: `{'a': x}` or `dict(a=x)`.
fn display(file: &FileModel<'_>, expr: ExprId) -> Result<Option<Vec<(String, ExprId)>>, Refusal> {
    let ast = file.ast();
    let unpacked = || refuse("starred-operand", "a mapping is unpacked among the operands");
    match ast[expr] {
        Expr::Dict(it) => {
            let mut entries = Vec::new();
            for (key, value) in ast[it.keys].iter().zip(&ast[it.values]) {
                let key = key.ok_or_else(unpacked)?;
                let Expr::Constant(Constant { value: Value::Str(id), .. }) = ast[key] else {
                    return Err(refuse("mapping-not-literal", "a key of the mapping is no string literal"));
                };
                let key = ast.str(id).as_str().map_err(|_| unpacked())?;
                entries.push((key.to_owned(), *value));
            }
            Ok(Some(entries))
        }
        Expr::Call(it) if is_builtin(file, it.func, "dict") && it.args.is_empty() => {
            let mut entries = Vec::new();
            for keyword in &ast[it.keywords] {
                let name = ast[*keyword].arg.ok_or_else(unpacked)?;
                entries.push((ast.name(name).to_owned(), ast[*keyword].value));
            }
            Ok(Some(entries))
        }
        _ => Ok(None),
    }
}

fn is_builtin(file: &FileModel<'_>, func: ExprId, name: &str) -> bool {
    let Expr::Name(it) = file.ast()[func] else { return false };
    file.ast().name(it.id) == name && file.model.names.is_builtin(func) == Answer::Yes
}

fn of_display(entries: &[(String, ExprId)], specs: &[PercentSpec]) -> Result<Operands, Refusal> {
    let place = |spec: &PercentSpec| {
        let key = spec.key.as_deref().unwrap_or("");
        // The last of equal keys counts.
        let found = entries.iter().rposition(|(it, _)| it == key);
        let missing = || refuse("missing-key", format!("the mapping has no key `{key}`"));
        found.map(OperandPlace::whole).ok_or_else(missing)
    };
    let places = specs.iter().map(place).collect::<Result<_, _>>()?;
    Ok(Operands {
        exprs: entries.iter().map(|(_, value)| *value).collect(),
        places,
        is_tuple: false,
        claim: None,
    })
}

/// Some mapping, in which the keys are looked up one by one.
fn of_mapping(file: &FileModel<'_>, right: ExprId, specs: &[PercentSpec]) -> Result<Operands, Refusal> {
    if specs.len() > 1 && order::evaluation(file, right) == Evaluation::Any {
        return Err(refuse("mapping-not-literal", "the mapping would be computed once for each key"));
    }
    if let Expr::Call(it) = file.ast()[right]
        && ["locals", "vars", "globals"].iter().any(|name| is_builtin(file, it.func, name))
    {
        return Err(refuse("mapping-not-literal", "the keys are names of variables"));
    }
    let mut places = Vec::new();
    for spec in specs {
        let key = spec.key.clone().unwrap_or_default();
        if !is_simple_key(&key) {
            return Err(refuse("key-not-simple", "a key has quotes, braces or control characters in it"));
        }
        places.push(OperandPlace { operand: 0, key: Some(key) });
    }
    let claim = Claim {
        id: "mapping-operand".to_owned(),
        claim: format!("`{}` is a mapping", shown(file, right)),
        answer: Answer::Unknown,
        because: "`%` asks for a mapping, and an index takes anything with `__getitem__`".to_owned(),
    };
    Ok(Operands { exprs: vec![right], places, is_tuple: false, claim: Some(claim) })
}

/// Whether a key can be written between any quotes as it is.
pub(super) fn is_simple_key(key: &str) -> bool {
    !key.chars().any(|c| matches!(c, '\'' | '"' | '\\' | '{' | '}') || c.is_control())
}

/// The source of an operand as far as it fits in a sentence.
pub(super) fn shown(file: &FileModel<'_>, expr: ExprId) -> String {
    const MAX_CHARS: usize = 40;
    let line = file.source(expr).split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_CHARS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// Fields as they are made.
struct Made<'a, 'c> {
    ctx: &'a NativeContext<'c>,
    claims: Vec<Claim>,
    fields: Vec<Field>,
    events: Vec<Event>,
}

impl Made<'_, '_> {
    fn field(
        &mut self,
        spec: &PercentSpec,
        place: &OperandPlace,
        expr: ExprId,
        is_compiled: bool,
    ) -> Result<(), Refusal> {
        let file = self.ctx.file;
        let known =
            if place.key.is_some() { KnownType::Unknown } else { known_type(file, self.ctx.analysis, expr) };
        let mut form = spec.field(known, self.ctx.target).map_err(|(reason, why)| refuse(reason, why))?;
        let what = match &place.key {
            Some(key) => format!("`{}['{key}']`", shown(file, expr)),
            None => format!("`{}`", shown(file, expr)),
        };
        if form.conversion == Some('s') && form.spec.is_empty() && wants_plain(self.ctx) {
            form.conversion = None;
            let because = "the option `conversion` asks for the plain form".to_owned();
            self.claim(unknown("format-is-str", format!("{what} prints by `format` as by `str`"), because));
        }
        if let Some((id, claim)) = form.needs.filter(|_| !is_compiled) {
            let because =
                format!("its type is not known, and `{}` and the field differ for others", spec.written());
            self.claim(unknown(id, format!("{what} {claim}"), because));
        }
        self.events.push(Event::Evaluate(place.operand));
        // Looking up a key runs code of the mapping.
        self.events.push(Event::Format(if place.key.is_some() { Effect::Any } else { form.effect }));
        self.fields.push(Field {
            operand: place.operand,
            accessors: place.key.iter().cloned().map(Accessor::Key).collect(),
            conversion: form.conversion,
            spec: if form.spec.is_empty() { Vec::new() } else { vec![SpecPart::Text(form.spec)] },
        });
        Ok(())
    }

    fn claim(&mut self, claim: Claim) {
        if !self.claims.contains(&claim) {
            self.claims.push(claim);
        }
    }
}

fn unknown(id: &str, claim: String, because: String) -> Claim {
    Claim { id: id.to_owned(), claim, answer: Answer::Unknown, because }
}

/// Whether the rule's option asks for `{x}` where `{x!s}` is the exact form.
fn wants_plain(ctx: &NativeContext<'_>) -> bool {
    ctx.options.iter().any(|(name, value)| name == "conversion" && value == "plain")
}
