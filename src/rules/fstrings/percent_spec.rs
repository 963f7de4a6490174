//! The conversions of a `%` template, and the fields of an f-string that print the same.
//!
//! What prints the same was measured: `testdata/rules/fstrings/check.py` holds every combination of conversion, flags,
//! width and precision that is translated here against CPython 3.8 to 3.14.
//!
//! Source: The Python Standard Library, "printf-style String Formatting".

use super::known_type::{Effect, KnownType};
use super::literal::{Unit, Written};
use super::template::Segment;
use crate::semantic::Answer;
use crate::syntax::PythonVersion;

/// A width or precision of more digits may be more than memory holds, and raises in ways of its own.
const MAX_DIGITS: usize = 9;
/// Up to here CPython compiles `%s` with a width into the code of an f-string.
const MAX_COMPILED_DIGITS: usize = 2;

/// One conversion: `%(key)-5.3s`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PercentSpec {
    /// The key of a mapping, as written.
    pub(super) key: Option<String>,
    flags: Flags,
    /// Digits without leading zeros; empty if there is no width, or it is 0.
    width: String,
    /// Digits without leading zeros.
    precision: Option<String>,
    /// `h`, `l` or `L`, which mean nothing.
    has_length: bool,
    /// The letter.
    pub(super) conversion: char,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Flags {
    left: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    zero: bool,
}

/// Why a template is left alone: a reason, and a sentence.
pub(super) type Why = (&'static str, String);

/// How a conversion is written in an f-string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldForm {
    /// `s`, `r` or `a` after the `!`.
    pub(super) conversion: Option<char>,
    /// What follows the `:`; empty if nothing does.
    pub(super) spec: String,
    /// The assumption by which both forms print the same, with what is claimed of the operand; none if they do.
    pub(super) needs: Option<(&'static str, &'static str)>,
    /// What formatting may do besides.
    pub(super) effect: Effect,
}

/// Splits the units of a literal's parts into texts and conversions. `%%` becomes a text of one `%`.
pub(super) fn parse<'t>(parts: &[Vec<Unit<'t>>]) -> Result<(Vec<Vec<Segment<'t>>>, Vec<PercentSpec>), Why> {
    let mut specs = Vec::new();
    let mut out = Vec::new();
    for units in parts {
        let mut segments = Vec::new();
        let mut at = 0;
        while let Some(unit) = units.get(at) {
            at += 1;
            match unit.written {
                Written::Plain('%') => match parse_one(units, &mut at)? {
                    None => segments.push(Segment::Text(*unit)),
                    Some(spec) => {
                        segments.push(Segment::Field(specs.len()));
                        specs.push(spec);
                    }
                },
                Written::Escaped('%') => {
                    return Err(("escape-in-field", "a percent sign is written by an escape".to_owned()));
                }
                Written::Plain(_) | Written::Escaped(_) | Written::Other => {
                    segments.push(Segment::Text(*unit))
                }
            }
        }
        out.push(segments);
    }
    Ok((out, specs))
}

/// What follows a percent sign at `at`; none for a second one.
fn parse_one(units: &[Unit<'_>], at: &mut usize) -> Result<Option<PercentSpec>, Why> {
    let mut chars = Chars { units, at };
    let key = if chars.eat('(') { Some(chars.key()?) } else { None };
    let mut flags = Flags::default();
    while let Some(flag @ ('-' | '+' | ' ' | '#' | '0')) = chars.peek()? {
        chars.next()?;
        match flag {
            '-' => flags.left = true,
            '+' => flags.plus = true,
            ' ' => flags.space = true,
            '#' => flags.alternate = true,
            _ => flags.zero = true,
        }
    }
    let width = chars.digits()?;
    let precision = if chars.eat('.') { Some(chars.digits()?) } else { None };
    let has_length = matches!(chars.peek()?, Some('h' | 'l' | 'L'));
    if has_length {
        chars.next()?;
    }
    let spec = PercentSpec { key, flags, width, precision, has_length, conversion: chars.next()? };
    match spec.conversion {
        '%' if spec.is_bare() => Ok(None),
        // With more than the two signs versions disagree.
        '%' => Err(("unknown-conversion", "`%%` has a flag, width or key".to_owned())),
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'c' | 's' | 'r' | 'a' => {
            Ok(Some(spec))
        }
        other => Err(("unknown-conversion", format!("`%{other}` raises"))),
    }
}

/// Characters that are written as themselves.
struct Chars<'a, 'u> {
    units: &'a [Unit<'u>],
    at: &'a mut usize,
}

impl Chars<'_, '_> {
    fn peek(&self) -> Result<Option<char>, Why> {
        match self.units.get(*self.at).map(|it| it.written) {
            None => Ok(None),
            Some(Written::Plain(c)) => Ok(Some(c)),
            Some(Written::Escaped(_) | Written::Other) => {
                Err(("escape-in-field", "an escape stands in a conversion".to_owned()))
            }
        }
    }

    fn next(&mut self) -> Result<char, Why> {
        let c = self.peek()?.ok_or_else(|| {
            ("incomplete-field", "a conversion is not complete within its literal".to_owned())
        })?;
        *self.at += 1;
        if c == '*' {
            return Err(("star-width", "a width or precision is taken from the operands".to_owned()));
        }
        Ok(c)
    }

    fn eat(&mut self, c: char) -> bool {
        let is_next = self.units.get(*self.at).is_some_and(|it| it.written == Written::Plain(c));
        *self.at += usize::from(is_next);
        is_next
    }

    /// The key after its opening parenthesis; parentheses nest in it.
    fn key(&mut self) -> Result<String, Why> {
        let mut key = String::new();
        let mut depth = 1;
        loop {
            let c = match self.next() {
                Err(("star-width", _)) => '*',
                other => other?,
            };
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(key);
            }
            key.push(c);
        }
    }

    fn digits(&mut self) -> Result<String, Why> {
        let mut out = String::new();
        while let Some(c @ '0'..='9') = self.peek()? {
            self.next()?;
            if c != '0' || !out.is_empty() {
                out.push(c);
            }
        }
        if out.len() > MAX_DIGITS {
            return Err((
                "width-too-large",
                format!("a width or precision has more than {MAX_DIGITS} digits"),
            ));
        }
        Ok(out)
    }
}

impl PercentSpec {
    fn is_bare(&self) -> bool {
        self.key.is_none()
            && self.flags == Flags::default()
            && self.width.is_empty()
            && self.precision.is_none()
            && !self.has_length
    }

    /// Whether CPython 3.11 and later compile it, in a literal with a tuple after it, as the field of an f-string.
    pub(super) fn is_compiled(&self) -> bool {
        let precision = self.precision.as_deref().unwrap_or("");
        matches!(self.conversion, 's' | 'r' | 'a')
            && self.key.is_none()
            && !self.has_length
            && self.width.len() <= MAX_COMPILED_DIGITS
            && precision.len() <= MAX_COMPILED_DIGITS
    }

    /// The conversion as it is written, without its key.
    pub(super) fn written(&self) -> String {
        let Flags { left, plus, space, alternate, zero } = self.flags;
        let flags = [(left, "-"), (plus, "+"), (space, " "), (alternate, "#"), (zero, "0")];
        let flags: String = flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| *flag).collect();
        let precision = self.precision.as_ref().map(|it| format!(".{it}")).unwrap_or_default();
        format!("%{flags}{}{precision}{}", self.width, self.conversion)
    }

    /// The field that prints a value of that type alike.
    pub(super) fn field(&self, known: KnownType, target: PythonVersion) -> Result<FieldForm, Why> {
        match self.conversion {
            's' | 'r' | 'a' => Ok(self.text_field(known)),
            'c' => self.character_field(known, target),
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let needs = ("float-operand", "is exactly a float or an int");
                let spec = self.number_spec(self.conversion);
                self.number_field(spec, known.is_real(), needs, Effect::MayRaise)
            }
            _ => {
                if self.precision.as_deref().is_some_and(|it| !it.is_empty()) {
                    let why = format!("`{}` pads with zeros up to a precision", self.written());
                    return Err(("precision-of-integer", why));
                }
                let needs = ("integer-operand", "is exactly an int or a bool");
                let letter = if matches!(self.conversion, 'i' | 'u') { 'd' } else { self.conversion };
                // Decimal digits have a limit.
                let is_limited = letter == 'd' && matches!(known, KnownType::Int);
                let effect = if is_limited { Effect::MayRaise } else { Effect::Pure };
                self.number_field(self.number_spec(letter), known.is_int(), needs, effect)
            }
        }
    }

    /// `%s`, `%r`, `%a`: flags but `-` mean nothing.
    fn text_field(&self, known: KnownType) -> FieldForm {
        let mut spec = self.aligned_width('>');
        if let Some(precision) = &self.precision {
            spec.push('.');
            spec.push_str(if precision.is_empty() { "0" } else { precision });
        }
        let is_plain =
            self.conversion == 's' && (known == KnownType::Str || known.prints_plainly() && spec.is_empty());
        let gives_str = ("str-gives-str", "prints to exactly a str");
        let effect = match (known, self.conversion) {
            (KnownType::Unknown | KnownType::StrSubtype, _) => Effect::Any,
            _ => known.str_effect(),
        };
        FieldForm {
            conversion: (!is_plain).then_some(self.conversion),
            spec,
            needs: (!known.prints_plainly()).then_some(gives_str),
            effect,
        }
    }

    /// `%c` of an integer. Of a string it checks the length, which no field does.
    fn character_field(&self, known: KnownType, target: PythonVersion) -> Result<FieldForm, Why> {
        // CPython 3.8 and 3.9 raise TypeError or OverflowError for numbers out of range, depending on the form.
        if known.is_int() != Answer::Yes || target < MIN_CHARACTER {
            return Err(("character-operand", "`%c` takes a number or a string of one character".to_owned()));
        }
        let width = if self.width.is_empty() { String::new() } else { self.aligned_width('>') };
        let align = if self.flags.left && !self.width.is_empty() { "<" } else { "" };
        let spec = format!("{align}{width}c");
        Ok(FieldForm { conversion: None, spec, needs: None, effect: Effect::MayRaise })
    }

    /// The width, with `right` before it where the value goes to the right.
    fn aligned_width(&self, right: char) -> String {
        if self.width.is_empty() || self.flags.left {
            self.width.clone()
        } else {
            format!("{right}{}", self.width)
        }
    }

    /// A specification for numbers, which go to the right by themselves.
    fn number_spec(&self, letter: char) -> String {
        let Flags { left, plus, space, alternate, zero } = self.flags;
        let has_width = !self.width.is_empty();
        let mut spec = String::new();
        if left && has_width {
            spec.push('<');
        }
        if plus {
            spec.push('+');
        } else if space {
            spec.push(' ');
        }
        if alternate && letter != 'd' {
            spec.push('#');
        }
        if zero && !left && has_width {
            spec.push('0');
        }
        spec.push_str(&self.width);
        if let Some(precision) = self.precision.as_deref().filter(|_| "eEfFgG".contains(letter)) {
            spec.push('.');
            spec.push_str(if precision.is_empty() { "0" } else { precision });
        }
        spec.push(letter);
        spec
    }

    fn number_field(
        &self,
        spec: String,
        is_number: Answer,
        needs: (&'static str, &'static str),
        effect: Effect,
    ) -> Result<FieldForm, Why> {
        match is_number {
            Answer::Yes => Ok(FieldForm { conversion: None, spec, needs: None, effect }),
            Answer::Unknown => {
                Ok(FieldForm { conversion: None, spec, needs: Some(needs), effect: Effect::MayRaise })
            }
            Answer::No => Err(("conversion-and-type", format!("`{}` is for another type", self.written()))),
        }
    }
}

/// From here on `%c` and `:c` raise the same.
const MIN_CHARACTER: PythonVersion = PythonVersion::new(10).expect("a version that is read");
