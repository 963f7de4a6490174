//! From a literal and its fields to an f-string.
//!
//! Each token of the literal stays a token with its quotes, its escapes and the white space after it; those with fields
//! get an `f`, and only in those are braces doubled. Expressions are kept, or copied with other quotes where theirs
//! would end the f-string.

use super::embed::{Place, embed, starts_with_brace};
use super::literal::{Literal, Part, Unit, Written, has_line_break};
use super::surroundings;
use crate::ast::ExprId;
use crate::rewrite::{Fill, Fragment, NativeContext, PatternKind, Refusal};
use crate::text::TextRange;

/// A stretch of a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Segment<'t> {
    /// A unit of text. A brace that is text is one brace here.
    Text(Unit<'t>),
    /// A field, by its 0-based place.
    Field(usize),
}

/// A replacement field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// What is printed: the 0-based place of an operand.
    pub(super) operand: usize,
    /// Attributes and indexes of it.
    pub(super) accessors: Vec<Accessor>,
    /// `s`, `r` or `a`.
    pub(super) conversion: Option<char>,
    /// What follows the `:`.
    pub(super) spec: Vec<SpecPart>,
}

/// An attribute or index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Accessor {
    /// `.name`
    Attribute(String),
    /// `[0]`
    Index(String),
    /// `['key']`; without quotes, backslashes, braces and control characters.
    Key(String),
}

/// A stretch of a format specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SpecPart {
    /// Text without braces and backslashes.
    Text(String),
    /// A field within.
    Field(Field),
}

/// A literal with its fields.
#[derive(Debug)]
pub(super) struct Template<'t> {
    /// The literal.
    pub(super) literal: Literal<'t>,
    /// What its parts consist of.
    pub(super) segments: Vec<Vec<Segment<'t>>>,
    /// The fields, in order of the text.
    pub(super) fields: Vec<Field>,
}

/// Makes a refusal.
pub(super) fn refuse(reason: &str, because: impl Into<String>) -> Refusal {
    Refusal { reason: reason.to_owned(), because: because.into() }
}

/// The f-string, or the literal without an `f` if there is no field. `expr` is the literal, `operands` are what the
/// fields name.
pub(super) fn build(
    ctx: &NativeContext<'_>,
    template: &Template<'_>,
    expr: ExprId,
    operands: &[ExprId],
) -> Result<Fragment, Refusal> {
    surroundings::check(ctx, !template.fields.is_empty())?;
    let mut writer = Writer { ctx, template, operands, text: String::new(), fills: Vec::new() };
    writer.literal(expr)?;
    let Writer { text, fills, .. } = writer;
    let fragment = Fragment::parse(PatternKind::Expr, &text)
        .map_err(|error| refuse("unreadable-result", format!("the result would not parse: {error}")))?;
    let filled = fills.into_iter().fold(fragment, |it, (name, fill)| it.fill(&name, fill));
    Ok(filled)
}

struct Writer<'a, 'c, 't> {
    ctx: &'a NativeContext<'c>,
    template: &'a Template<'t>,
    operands: &'a [ExprId],
    text: String,
    fills: Vec<(String, Fill)>,
}

impl Writer<'_, '_, '_> {
    fn literal(&mut self, expr: ExprId) -> Result<(), Refusal> {
        let file = self.ctx.file;
        let inner = self.template.literal.range();
        let outer = file.outer_range(expr);
        // Parentheses around a literal of several lines may be all that joins them.
        let keeps_parens = has_line_break(&file.text[outer]);
        if keeps_parens {
            self.text.push_str(&file.text[TextRange::new(outer.start(), inner.start())]);
        }
        let mut at = inner.start();
        for (part_idx, part) in self.template.literal.parts.iter().enumerate() {
            self.text.push_str(&file.text[TextRange::new(at, part.range.start())]);
            at = part.range.end();
            self.part(part_idx, part)?;
        }
        if keeps_parens {
            self.text.push_str(&file.text[TextRange::new(inner.end(), outer.end())]);
        }
        Ok(())
    }

    fn part(&mut self, part_idx: usize, part: &Part<'_>) -> Result<(), Refusal> {
        let template = self.template;
        let segments = &template.segments[part_idx];
        let has_fields = segments.iter().any(|it| matches!(it, Segment::Field(_)));
        if has_fields {
            self.text.push_str(&part.prefix_with_f());
        } else {
            self.text.push_str(part.prefix);
        }
        self.text.push_str(part.quote);
        for segment in segments {
            match segment {
                Segment::Text(unit) => {
                    self.text.push_str(unit.text);
                    if has_fields && matches!(unit.written, Written::Plain('{' | '}')) {
                        self.text.push_str(unit.text);
                    }
                }
                Segment::Field(idx) => self.field(part, &template.fields[*idx])?,
            }
        }
        self.text.push_str(part.quote);
        Ok(())
    }

    fn field(&mut self, part: &Part<'_>, field: &Field) -> Result<(), Refusal> {
        let place = Place { ctx: self.ctx, quote: part.quote };
        let operand = self.operands[field.operand];
        let fill = embed(place, operand)?;
        let name = format!("p{}", self.fills.len());
        self.text.push('{');
        if starts_with_brace(self.ctx.file, operand) {
            self.text.push(' ');
        }
        self.text.push('$');
        self.text.push_str(&name);
        self.fills.push((name, fill));
        for accessor in &field.accessors {
            self.accessor(part, accessor);
        }
        if let Some(conversion) = field.conversion {
            self.text.push('!');
            self.text.push(conversion);
        }
        if !field.spec.is_empty() {
            self.text.push(':');
        }
        for spec in &field.spec {
            match spec {
                SpecPart::Text(text) => self.text.push_str(text),
                SpecPart::Field(field) => self.field(part, field)?,
            }
        }
        self.text.push('}');
        Ok(())
    }

    fn accessor(&mut self, part: &Part<'_>, accessor: &Accessor) {
        match accessor {
            Accessor::Attribute(name) => {
                self.text.push('.');
                self.text.push_str(name);
            }
            Accessor::Index(index) => {
                self.text.push('[');
                self.text.push_str(index);
                self.text.push(']');
            }
            Accessor::Key(key) => {
                let quote = if part.quote.starts_with('"') { '\'' } else { '"' };
                self.text.push('[');
                self.text.push(quote);
                self.text.push_str(key);
                self.text.push(quote);
                self.text.push(']');
            }
        }
    }
}

/// The texts of a template's parts; units of fields are taken for texts, too.
pub(super) fn all_units<'t>(literal: &Literal<'t>) -> Vec<Vec<Unit<'t>>> {
    literal.parts.iter().map(Part::units).collect()
}
