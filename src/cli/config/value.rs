//! Values of a TOML text with their types checked; a wrong one is named with what was expected.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::Document;
use super::error::{ConfigError, suggestion};

/// A value, the name it goes by, and the text it stands in.
#[derive(Clone, Copy)]
pub(super) struct Value<'a> {
    pub(super) document: &'a Document,
    pub(super) key: &'a str,
    pub(super) value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Value<'a> {
    pub(super) fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// A complaint about this value.
    pub(super) fn error(&self, message: impl Into<String>) -> ConfigError {
        self.document.error(&self.span(), message)
    }

    fn expected(&self, what: &str) -> ConfigError {
        let found = match self.value.get_ref() {
            DeValue::String(text) => format!("the string {text:?}"),
            DeValue::Integer(number) => format!("the integer {number}"),
            DeValue::Float(number) => format!("the float {}", number.as_str()),
            DeValue::Boolean(value) => format!("{value}"),
            DeValue::Datetime(_) => "a date".to_owned(),
            DeValue::Array(_) => "an array".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.error(format!("expected {what} for `{}`, found {found}", self.key))
    }

    pub(super) fn string(&self) -> Result<&'a str, ConfigError> {
        self.value.get_ref().as_str().ok_or_else(|| self.expected("a string"))
    }

    pub(super) fn boolean(&self) -> Result<bool, ConfigError> {
        self.value.get_ref().as_bool().ok_or_else(|| self.expected("`true` or `false`"))
    }

    /// A whole number from `range`.
    pub(super) fn integer(&self, range: std::ops::RangeInclusive<u64>) -> Result<u64, ConfigError> {
        let number = self.value.get_ref().as_integer();
        let number = number.and_then(|it| u64::from_str_radix(it.as_str(), it.radix()).ok());
        number
            .filter(|it| range.contains(it))
            .ok_or_else(|| self.expected(&format!("an integer from {} to {}", range.start(), range.end())))
    }

    /// Strings, each with its place.
    pub(super) fn strings(&self) -> Result<Vec<Value<'a>>, ConfigError> {
        let items = self.value.get_ref().as_array().ok_or_else(|| self.expected("an array of strings"))?;
        let items: Vec<_> =
            items.iter().map(|value| Value { document: self.document, key: self.key, value }).collect();
        match items.iter().find(|item| !item.value.get_ref().is_str()) {
            Some(wrong) => Err(wrong.expected("strings")),
            None => Ok(items),
        }
    }

    /// One of `names`.
    pub(super) fn one_of<T: Copy>(&self, names: &[(&str, T)]) -> Result<T, ConfigError> {
        let found = self.string()?;
        if let Some((_, value)) = names.iter().find(|(name, _)| *name == found) {
            return Ok(*value);
        }
        let all: Vec<_> = names.iter().map(|(name, _)| format!("`{name}`")).collect();
        let like = suggestion(found, names.iter().map(|(name, _)| *name));
        Err(self.error(format!(
            "expected one of {} for `{}`, found `{found}`{like}",
            all.join(", "),
            self.key
        )))
    }

    /// The entries of a table, in the order of the text.
    pub(super) fn entries(&self) -> Result<Vec<Entry<'a>>, ConfigError> {
        let table = self.value.get_ref().as_table().ok_or_else(|| self.expected("a table"))?;
        Ok(entries(self.document, table))
    }

    /// The tables of an array.
    pub(super) fn tables(&self) -> Result<Vec<Value<'a>>, ConfigError> {
        let items = self.value.get_ref().as_array().ok_or_else(|| self.expected("an array of tables"))?;
        Ok(items.iter().map(|value| Value { document: self.document, key: self.key, value }).collect())
    }
}

/// A key and its value.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) value: Value<'a>,
    key_start: usize,
}

impl<'a> Entry<'a> {
    pub(super) fn key(&self) -> &'a str {
        self.value.key
    }

    /// The place of the key.
    pub(super) fn span(&self) -> Range<usize> {
        self.key_start..self.key_start
    }

    /// The complaint about a key that is none of `known`.
    pub(super) fn unknown(&self, known: &[&str]) -> ConfigError {
        let like = suggestion(self.key(), known.iter().copied());
        self.value.document.error(&self.span(), format!("unknown key `{}`{like}", self.key()))
    }
}

/// The entries of `table`, in the order of the text.
pub(super) fn entries<'a>(document: &'a Document, table: &'a DeTable<'a>) -> Vec<Entry<'a>> {
    let entry = |(key, value): (&'a Spanned<_>, &'a Spanned<DeValue<'a>>)| {
        let name: &'a std::borrow::Cow<'a, str> = key.get_ref();
        Entry { value: Value { document, key: name, value }, key_start: key.span().start }
    };
    let mut entries: Vec<Entry<'a>> = table.iter().map(entry).collect();
    entries.sort_by_key(|it| it.key_start);
    entries
}
