//! Type expressions as rule files and stubs write them: `str`, `os.PathLike[str]`, `list[int] | None`.
//!
//! Beyond Python's own notation the stubs write `?` for what is not known, `!` for *never returns*, `@` for `Self`,
//! `~T` for a type variable, and literals for themselves.

use std::fmt;
use std::sync::OnceLock;

use super::{Class, Item, lookup};

/// A parsed type expression.
#[derive(Debug, Clone)]
pub enum TypeExpr {
    /// Anything: `?`.
    Unknown,
    /// No value: `!`.
    Never,
    /// `None`.
    None,
    /// The class that the method is called on: `@`.
    Receiver,
    /// A type variable, without its `~`. `AnyStr` is either `str` or `bytes`.
    Variable(Box<str>),
    /// A class or a named type expression.
    Name(TypeName),
    /// One of several.
    Union(Vec<TypeExpr>),
    /// One value.
    Literal(Literal),
    /// `...` among arguments.
    Ellipsis,
}

/// A name with arguments in a type expression.
#[derive(Debug, Clone)]
pub struct TypeName {
    /// The dotted path; builtins have no module.
    pub path: Box<str>,
    /// What stands in brackets.
    pub args: Vec<TypeExpr>,
    meaning: OnceLock<Meaning>,
}

/// What a name of a type expression means.
#[derive(Debug, Clone, Copy)]
pub enum Meaning {
    /// A class of the stubs.
    Class(&'static Class),
    /// A named type expression of the stubs.
    Alias(&'static TypeExpr),
    /// Nothing that the stubs have.
    Foreign,
}

/// A value in a type expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `'r'`.
    Str(Box<str>),
    /// `b'r'`, of which only the sort is kept.
    Bytes,
    /// `1`.
    Int(i64),
    /// `True`.
    Bool(bool),
}

/// A text is no type expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} at byte {offset} of the type")]
pub struct TypeExprError {
    /// Where, in bytes of the text; 0-based.
    pub offset: usize,
    /// What should stand there.
    pub expected: &'static str,
}

impl TypeName {
    /// What the path means in the stubs.
    pub fn meaning(&self) -> Meaning {
        *self.meaning.get_or_init(|| {
            let path = &*self.path;
            let found = if path.contains('.') { lookup(path) } else { lookup(&format!("builtins.{path}")) };
            match found {
                Some(Item::Class(class)) => Meaning::Class(class),
                Some(Item::TypeAlias(alias)) => Meaning::Alias(alias),
                Some(Item::Function(_) | Item::Value(_) | Item::Module(_)) | None => Meaning::Foreign,
            }
        })
    }
}

impl TypeExpr {
    /// Reads a whole text, such as a rule file's.
    pub fn parse(text: &str) -> Result<Self, TypeExprError> {
        let mut reader = Reader::new(text);
        let type_ = reader.type_expr()?;
        reader.skip_spaces();
        if reader.rest().is_empty() { Ok(type_) } else { Err(reader.expected("the end")) }
    }
}

impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("?"),
            Self::Never => f.write_str("Never"),
            Self::None => f.write_str("None"),
            Self::Receiver => f.write_str("Self"),
            Self::Variable(name) => f.write_str(name),
            Self::Ellipsis => f.write_str("..."),
            Self::Literal(literal) => write!(f, "{literal:?}"),
            Self::Union(parts) => separated(f, parts, " | "),
            Self::Name(name) => {
                f.write_str(&name.path)?;
                if name.args.is_empty() {
                    return Ok(());
                }
                f.write_str("[")?;
                separated(f, &name.args, ", ")?;
                f.write_str("]")
            }
        }
    }
}

fn separated(f: &mut fmt::Formatter<'_>, parts: &[TypeExpr], separator: &str) -> fmt::Result {
    for (idx, part) in parts.iter().enumerate() {
        if idx > 0 {
            f.write_str(separator)?;
        }
        write!(f, "{part}")?;
    }
    Ok(())
}

/// No type of a stub nests deeper, and none of a rule file should.
const MAX_NESTING: usize = 50;

/// Reads type expressions, names and marks from a text.
pub(super) struct Reader<'t> {
    text: &'t str,
    offset: usize,
    nesting: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, offset: 0, nesting: 0 }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.offset..]
    }

    fn skip_spaces(&mut self) {
        self.offset += self.rest().len() - self.rest().trim_start().len();
    }

    /// Goes past `mark`, if it is next.
    pub(super) fn eat(&mut self, mark: &str) -> bool {
        self.skip_spaces();
        let found = self.rest().starts_with(mark);
        if found {
            self.offset += mark.len();
        }
        found
    }

    /// A name, dotted if `with_dots`; empty if there is none.
    pub(super) fn name(&mut self, with_dots: bool) -> &'t str {
        self.skip_spaces();
        let rest = self.rest();
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || (with_dots && c == '.');
        let name = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        self.offset += name.len();
        name
    }

    fn expected(&self, expected: &'static str) -> TypeExprError {
        TypeExprError { offset: self.offset, expected }
    }

    /// A type, which may be a union.
    pub(super) fn type_expr(&mut self) -> Result<TypeExpr, TypeExprError> {
        let first = self.part()?;
        if !self.eat("|") {
            return Ok(first);
        }
        let mut parts = vec![first, self.part()?];
        while self.eat("|") {
            parts.push(self.part()?);
        }
        Ok(TypeExpr::Union(parts))
    }

    fn part(&mut self) -> Result<TypeExpr, TypeExprError> {
        const MARKS: &[(&str, TypeExpr)] = &[
            ("...", TypeExpr::Ellipsis),
            ("?", TypeExpr::Unknown),
            ("!", TypeExpr::Never),
            ("@", TypeExpr::Receiver),
        ];
        for (mark, type_) in MARKS {
            if self.eat(mark) {
                return Ok(type_.clone());
            }
        }
        if self.eat("~") {
            return Ok(TypeExpr::Variable(self.name(false).into()));
        }
        if self.rest().starts_with(['\'', '"']) || self.rest().starts_with("b'") {
            return self.text_literal();
        }
        let path = self.name(true);
        match path {
            "" => return Err(self.expected("a type")),
            "None" => return Ok(TypeExpr::None),
            "True" | "False" => return Ok(TypeExpr::Literal(Literal::Bool(path == "True"))),
            _ => {}
        }
        if let Ok(number) = path.parse() {
            return Ok(TypeExpr::Literal(Literal::Int(number)));
        }
        let args = if self.eat("[") { self.args()? } else { Vec::new() };
        Ok(TypeExpr::Name(TypeName { path: path.into(), args, meaning: OnceLock::new() }))
    }

    fn args(&mut self) -> Result<Vec<TypeExpr>, TypeExprError> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(self.expected("fewer brackets"));
        }
        let mut args = Vec::new();
        while !self.eat("]") {
            args.push(self.type_expr()?);
            if !self.eat(",") && !self.rest().starts_with(']') {
                return Err(self.expected("`,` or `]`"));
            }
        }
        self.nesting -= 1;
        Ok(args)
    }

    fn text_literal(&mut self) -> Result<TypeExpr, TypeExprError> {
        let is_bytes = self.eat("b");
        let quote = self.rest().chars().next().unwrap_or('\'');
        self.offset += quote.len_utf8();
        let Some(len) = self.rest().find(quote) else { return Err(self.expected("a closing quote")) };
        let text = &self.rest()[..len];
        self.offset += len + quote.len_utf8();
        Ok(TypeExpr::Literal(if is_bytes { Literal::Bytes } else { Literal::Str(text.into()) }))
    }
}
