//! Constants that a `const` predicate compares with.

use toml::de::DeValue;

use super::reader::{Item, Reader};
use super::text::Text;

/// A constant of Python.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `True` or `False`.
    Bool(bool),
    /// An integer, in Python's decimal, hexadecimal, octal or binary notation, without underscores.
    Integer(String),
    /// A float, as Rust and Python alike write it.
    Float(String),
    /// A `str`.
    Str(Text),
    /// Any other, as Python writes it: `None`, `b"x"`, `...`, `1j`.
    Python(Text),
}

impl Literal {
    pub(super) fn read(r: &mut Reader, item: &Item<'_>) -> Option<Self> {
        match item.value() {
            DeValue::Boolean(value) => Some(Self::Bool(*value)),
            DeValue::Integer(value) => Some(Self::Integer(value.to_string())),
            DeValue::Float(value) => Some(Self::Float(value.to_string())),
            DeValue::String(_) => item.as_text().map(Self::Str),
            DeValue::Table(_) => {
                let mut table = r.table(item, format!("`{}`", item.key))?;
                let python = r.required_text(&mut table, "python", "a constant as Python writes it");
                table.finish(r);
                Some(Self::Python(python))
            }
            DeValue::Datetime(_) | DeValue::Array(_) => {
                r.wrong_type(item, "a string, a number, a boolean or `{ python = \"None\" }`");
                None
            }
        }
    }

    pub(super) fn read_all(r: &mut Reader, item: &Item<'_>) -> Vec<Self> {
        let Some(elements) = item.as_array() else {
            r.wrong_type(item, "an array of constants");
            return Vec::new();
        };
        elements.iter().filter_map(|it| Self::read(r, it)).collect()
    }
}
