//! Strings whose quotes are chosen: docstrings, f-strings and t-strings.

use rustpython_wtf8::{Wtf8, Wtf8Buf};

use super::{Precedence, Unparser};
use crate::ast::{Expr, ExprId, List, StrId, Value, repr};

type Quotes = &'static str;

const MULTI_LINE: [Quotes; 2] = ["\"\"\"", "'''"];
const ALL: [Quotes; 4] = ["'", "\"", "\"\"\"", "'''"];

/// A part of an f-string: text, or an interpolation in its braces.
enum Part {
    Text(Wtf8Buf),
    Interpolation(String),
}

impl Unparser<'_> {
    /// A docstring between triple quotes, with as few backslashes as possible.
    pub(super) fn docstring_literal(&mut self, text: &Wtf8) {
        let literal = literal(text, &MULTI_LINE, Whitespace::Kept);
        let quotes = literal.quotes[0];
        self.write(quotes);
        self.write(&literal.text);
        self.write(quotes);
    }

    /// An f-string or t-string.
    pub(super) fn template(&mut self, prefix: &str, values: List<ExprId>) {
        let parts: Vec<Part> = self.ast[values].iter().map(|&id| self.part(id)).collect();
        let (text, quotes) = join(&parts);
        self.write(prefix);
        self.write(quotes);
        self.write(&text);
        self.write(quotes);
    }

    fn part(&mut self, id: ExprId) -> Part {
        if let Expr::Constant(constant) = self.ast[id]
            && let Value::Str(text) = constant.value
        {
            return Part::Text(double_braces(self.ast.str(text)));
        }
        let outer = std::mem::take(&mut self.out);
        self.inner(id);
        Part::Interpolation(std::mem::replace(&mut self.out, outer))
    }

    /// An item of a format specification, or a nested f-string without quotes of its own.
    fn inner(&mut self, id: ExprId) {
        match &self.ast[id] {
            Expr::JoinedStr(it) => {
                for &value in &self.ast[it.values] {
                    self.inner(value);
                }
            }
            Expr::Constant(it) => {
                if let Value::Str(text) = it.value {
                    self.spec_text(self.ast.str(text));
                }
            }
            _ => self.test(id),
        }
    }

    /// The text of a format specification, which is escaped for any quotes.
    fn spec_text(&mut self, text: &Wtf8) {
        for c in double_braces(text).code_points() {
            match c.to_char() {
                Some(c @ ('\\' | '\'' | '"')) => self.out.extend(['\\', c]),
                Some('\n') => self.write("\\n"),
                Some(c) => self.out.push(c),
                // A lone surrogate cannot stand in source.
                None => repr::write_escaped(&mut self.out, c),
            }
        }
    }

    /// One interpolation; `source` is what stands in its braces, if that is known.
    pub(super) fn interpolation(
        &mut self,
        source: Option<StrId>,
        value: ExprId,
        conversion: i32,
        format_spec: Option<ExprId>,
    ) {
        self.write("{");
        let start = self.out.len();
        match source {
            Some(source) => {
                let text = self.ast.str(source).to_string_lossy();
                self.out.push_str(&text);
            }
            None => self.expr(value, Precedence::Test.next()),
        }
        // Two braces would be one brace of text.
        if self.out[start..].starts_with('{') {
            self.out.insert(start, ' ');
        }
        if let Some(conversion) = u32::try_from(conversion).ok().and_then(char::from_u32) {
            self.out.extend(['!', conversion]);
        }
        if let Some(spec) = format_spec {
            self.write(":");
            self.inner(spec);
        }
        self.write("}");
    }
}

pub(super) fn double_braces(text: &Wtf8) -> Wtf8Buf {
    let mut out = Wtf8Buf::with_capacity(text.len());
    for c in text.code_points() {
        out.push(c);
        if c == '{' || c == '}' {
            out.push(c);
        }
    }
    out
}

/// Whether line breaks and tabs are escaped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whitespace {
    Kept,
    Escaped,
}

/// A text between quotes, and the quotes that it may stand between, best first; never none.
struct Literal {
    text: String,
    quotes: Vec<Quotes>,
}

/// `text` with escapes for one of `allowed`, which is not empty.
fn literal(text: &Wtf8, allowed: &[Quotes], whitespace: Whitespace) -> Literal {
    let mut escaped = String::with_capacity(text.len());
    for c in text.code_points() {
        match c.to_char() {
            Some(c @ ('\n' | '\t')) if whitespace == Whitespace::Kept => escaped.push(c),
            _ => repr::write_escaped(&mut escaped, c),
        }
    }
    let is_possible = |it: &&Quotes| (it.len() == 3 || !escaped.contains('\n')) && !escaped.contains(**it);
    let mut quotes: Vec<Quotes> = allowed.iter().filter(is_possible).copied().collect();
    if quotes.is_empty() {
        return as_repr(text, allowed);
    }
    if let Some(last) = escaped.chars().next_back() {
        quotes.sort_by_key(|it| it.starts_with(last));
        if quotes[0].starts_with(last) {
            escaped.insert(escaped.len() - last.len_utf8(), '\\');
        }
    }
    Literal { text: escaped, quotes }
}

/// `text` as `repr` has it, between quotes of the same sort.
fn as_repr(text: &Wtf8, allowed: &[Quotes]) -> Literal {
    let mut repr = String::new();
    repr::write_str(&mut repr, text);
    let quote = if repr.starts_with('"') { "\"" } else { "'" };
    let quotes = allowed.iter().copied().find(|it| it.contains(quote)).unwrap_or(quote);
    Literal { text: repr[1..repr.len() - 1].to_owned(), quotes: vec![quotes] }
}

/// The parts of an f-string as one text, and quotes around it.
fn join(parts: &[Part]) -> (String, Quotes) {
    let mut out = String::new();
    let mut quotes = ALL.to_vec();
    for part in parts {
        match part {
            Part::Text(text) => {
                let literal = literal(text, &quotes, Whitespace::Escaped);
                if literal.quotes.iter().all(|it| !quotes.contains(it)) {
                    return join_as_repr(parts);
                }
                quotes = literal.quotes;
                out.push_str(&literal.text);
            }
            Part::Interpolation(text) => {
                if text.contains('\n') {
                    quotes.retain(|it| it.len() == 3);
                }
                // If none fits, any will do: quotes may be used again inside of braces.
                if quotes.iter().any(|it| !text.contains(it)) {
                    quotes.retain(|it| !text.contains(it));
                }
                out.push_str(text);
            }
        }
    }
    (out, quotes.first().copied().unwrap_or("'''"))
}

/// What remains when no quotes fit all parts: triple single quotes, and `repr`'s escapes.
fn join_as_repr(parts: &[Part]) -> (String, Quotes) {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Text(text) => {
                // A double quote in it makes `repr` choose single ones.
                let mut quoted = Wtf8Buf::from("\"");
                quoted.push_wtf8(text);
                let mut repr = String::new();
                repr::write_str(&mut repr, &quoted);
                out.push_str(&repr[2..repr.len() - 1]);
            }
            Part::Interpolation(text) => out.push_str(text),
        }
    }
    (out, "'''")
}
