//! The replacement fields of a `str.format` template.
//!
//! Source: The Python Standard Library, "Format String Syntax"; CPython 3.14, `Objects/stringlib/unicode_format.h`,
//! which takes more than the documentation says. What no f-string can say is refused.

use super::literal::{Unit, Written};
use super::percent_format::is_simple_key;
use super::percent_spec::Why;
use super::template::{Accessor, Segment};

/// Larger numbers are refused; there are no calls with so many arguments.
const MAX_NUMBER_DIGITS: usize = 9;
/// A field, and the fields of its specification.
const MAX_DEPTH: usize = 2;

/// A field as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawField {
    /// Which argument it prints.
    pub(super) name: ArgName,
    /// Attributes and indexes.
    pub(super) accessors: Vec<Accessor>,
    /// `s`, `r` or `a`.
    pub(super) conversion: Option<char>,
    /// What follows the `:`.
    pub(super) spec: Vec<RawSpec>,
}

/// Which argument a field prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ArgName {
    /// The next one.
    Auto,
    /// A positional one, 0-based.
    Number(usize),
    /// A keyword argument.
    Name(String),
}

/// A stretch of a specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RawSpec {
    /// Text.
    Text(String),
    /// A field.
    Field(RawField),
}

/// Splits the units of a literal's parts into texts and fields. A doubled brace becomes a text of one.
pub(super) fn parse<'t>(parts: &[Vec<Unit<'t>>]) -> Result<(Vec<Vec<Segment<'t>>>, Vec<RawField>), Why> {
    let mut fields = Vec::new();
    let mut out = Vec::new();
    for units in parts {
        let mut segments = Vec::new();
        let mut chars = Chars { units, at: 0 };
        while let Some(unit) = units.get(chars.at) {
            chars.at += 1;
            match unit.written {
                Written::Plain(brace @ ('{' | '}')) if chars.eat(brace) => {
                    segments.push(Segment::Text(*unit))
                }
                Written::Plain('{') => {
                    segments.push(Segment::Field(fields.len()));
                    fields.push(chars.field(MAX_DEPTH)?);
                }
                Written::Plain('}') => {
                    return Err(("unbalanced-brace", "a brace closes no field".to_owned()));
                }
                Written::Escaped('{' | '}') => {
                    return Err(("escape-in-field", "a brace is written by an escape".to_owned()));
                }
                Written::Plain(_) | Written::Escaped(_) | Written::Other => {
                    segments.push(Segment::Text(*unit))
                }
            }
        }
        out.push(segments);
    }
    Ok((out, fields))
}

/// Characters that are written as themselves.
struct Chars<'a, 'u> {
    units: &'a [Unit<'u>],
    at: usize,
}

impl Chars<'_, '_> {
    fn eat(&mut self, c: char) -> bool {
        let is_next = self.units.get(self.at).is_some_and(|it| it.written == Written::Plain(c));
        self.at += usize::from(is_next);
        is_next
    }

    fn peek(&self) -> Result<char, Why> {
        match self.units.get(self.at).map(|it| it.written) {
            Some(Written::Plain(c)) => Ok(c),
            Some(Written::Escaped(_) | Written::Other) => {
                Err(("escape-in-field", "an escape stands in a field".to_owned()))
            }
            None => Err(("incomplete-field", "a field is not complete within its literal".to_owned())),
        }
    }

    fn next(&mut self) -> Result<char, Why> {
        let c = self.peek()?;
        self.at += 1;
        Ok(c)
    }

    /// Characters up to one of `ends`, which stays.
    fn until(&mut self, ends: &[char]) -> Result<String, Why> {
        let mut out = String::new();
        while !ends.contains(&self.peek()?) {
            out.push(self.next()?);
        }
        Ok(out)
    }

    /// The rest of a field after its brace.
    fn field(&mut self, depth: usize) -> Result<RawField, Why> {
        let name = arg_name(&self.until(&['.', '[', '!', ':', '}', '{'])?)?;
        let mut accessors = Vec::new();
        loop {
            if self.eat('.') {
                accessors.push(attribute(&self.until(&['.', '[', '!', ':', '}', '{'])?)?);
            } else if self.eat('[') {
                accessors.push(index(&self.until(&[']'])?)?);
                self.at += 1;
            } else {
                break;
            }
        }
        let conversion = if self.eat('!') { Some(self.conversion()?) } else { None };
        let spec = if self.eat(':') { self.spec(depth)? } else { Vec::new() };
        match self.next()? {
            '}' => Ok(RawField { name, accessors, conversion, spec }),
            other => Err(("field-name", format!("`{other}` stands in a field"))),
        }
    }

    fn conversion(&mut self) -> Result<char, Why> {
        match self.next()? {
            c @ ('s' | 'r' | 'a') => Ok(c),
            other => Err(("unknown-conversion", format!("`!{other}` raises"))),
        }
    }

    /// A specification, up to the brace that closes its field.
    fn spec(&mut self, depth: usize) -> Result<Vec<RawSpec>, Why> {
        let mut out = Vec::new();
        loop {
            let text = self.until(&['{', '}'])?;
            // Before 3.12 no backslash may stand there, and before 3.14 no line break.
            if text.chars().any(|c| c == '\\' || c.is_control()) {
                return Err((
                    "escape-in-field",
                    "a specification has a backslash or line break in it".to_owned(),
                ));
            }
            if !text.is_empty() {
                out.push(RawSpec::Text(text));
            }
            if !self.eat('{') {
                return Ok(out);
            }
            let Some(depth) = depth.checked_sub(1).filter(|it| *it > 0) else {
                return Err(("nested-specification", "a field is nested too deeply".to_owned()));
            };
            out.push(RawSpec::Field(self.field(depth)?));
        }
    }
}

fn arg_name(text: &str) -> Result<ArgName, Why> {
    if text.is_empty() {
        return Ok(ArgName::Auto);
    }
    if text.bytes().all(|it| it.is_ascii_digit()) {
        return number(text).map(ArgName::Number);
    }
    if is_identifier(text) {
        return Ok(ArgName::Name(text.to_owned()));
    }
    Err(("field-name", format!("`{text}` is no name of an argument")))
}

fn number(digits: &str) -> Result<usize, Why> {
    let significant = digits.trim_start_matches('0');
    let significant = if significant.is_empty() { "0" } else { significant };
    if significant.len() > MAX_NUMBER_DIGITS {
        return Err(("field-name", "a number is too large".to_owned()));
    }
    significant.parse().map_err(|_| ("field-name", "a number is too large".to_owned()))
}

/// `getattr` with the name as it is: no private name of a class is mangled, and no keyword is in the way.
fn attribute(name: &str) -> Result<Accessor, Why> {
    if !is_identifier(name) || is_keyword(name) {
        return Err(("field-name", format!("`{name}` cannot be written as an attribute")));
    }
    if name.starts_with("__") && !name.ends_with("__") {
        return Err(("private-name", format!("`{name}` would be mangled in a class")));
    }
    Ok(Accessor::Attribute(name.to_owned()))
}

/// Digits are a number, all else is a string.
fn index(text: &str) -> Result<Accessor, Why> {
    if text.is_empty() {
        return Err(("field-name", "an index is empty".to_owned()));
    }
    if text.bytes().all(|it| it.is_ascii_digit()) {
        return number(text).map(|it| Accessor::Index(it.to_string()));
    }
    // Digits of other scripts are a number, too.
    if !is_simple_key(text) || text.chars().any(|c| !c.is_ascii() && c.is_numeric()) {
        return Err(("field-name", format!("`{text}` cannot be written as a key")));
    }
    Ok(Accessor::Key(text.to_owned()))
}

/// Identifiers of other alphabets are normalised in source code, and not in a template.
fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic())
        && text.bytes().all(|it| it == b'_' || it.is_ascii_alphanumeric())
}

fn is_keyword(text: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
        "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
        "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ];
    KEYWORDS.contains(&text)
}
