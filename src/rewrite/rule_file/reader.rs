//! Reading TOML tables key by key: what is wrong is noted with its place, and reading goes on.

use std::str::FromStr as _;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Problem, nearest};
use super::text::Text;
use crate::syntax::PythonVersion;
use crate::text::{TextRange, TextSize};

/// Notes what is wrong.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<(TextRange, Problem)>,
}

/// A table whose keys are taken one by one.
#[derive(Debug)]
pub(super) struct Table<'a> {
    /// As it is called in messages: `[rule]`.
    pub(super) name: String,
    pub(super) range: TextRange,
    /// In the order of the file.
    entries: Vec<Item<'a>>,
    /// The keys that were asked for.
    known: Vec<&'static str>,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    pub(super) key: String,
    pub(super) key_range: TextRange,
    pub(super) range: TextRange,
    value: &'a DeValue<'a>,
}

fn range_of<T>(spanned: &Spanned<T>) -> TextRange {
    let span = spanned.span();
    TextRange::new(TextSize::new(span.start as u32), TextSize::new(span.end as u32))
}

impl<'a> Table<'a> {
    pub(super) fn new(name: impl Into<String>, range: TextRange, table: &'a DeTable<'a>) -> Self {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| Item {
                key: key.get_ref().to_string(),
                key_range: range_of(key),
                range: range_of(value),
                value: value.get_ref(),
            })
            .collect();
        entries.sort_by_key(|it| it.key_range.start());
        Self { name: name.into(), range, entries, known: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes the value of a key out of the table.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Item<'a>> {
        self.known.push(key);
        let idx = self.entries.iter().position(|it| it.key == key)?;
        Some(self.entries.remove(idx))
    }

    /// Takes all that is left: the keys are names that the file's author chose.
    pub(super) fn rest(self) -> Vec<Item<'a>> {
        self.entries
    }

    /// Notes the keys that nobody asked for.
    pub(super) fn finish(self, reader: &mut Reader) {
        for item in &self.entries {
            let problem = Problem::UnknownKey {
                key: item.key.clone(),
                table: self.name.clone(),
                nearest: nearest(&item.key, self.known.iter().copied()),
            };
            reader.problem(item.key_range, problem);
        }
    }
}

impl<'a> Item<'a> {
    /// What the value is, in words.
    pub(super) fn found(&self) -> &'static str {
        match self.value {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "an integer",
            DeValue::Float(_) => "a float",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "an array",
            DeValue::Table(_) => "a table",
        }
    }

    pub(super) fn value(&self) -> &'a DeValue<'a> {
        self.value
    }

    pub(super) fn as_text(&self) -> Option<Text> {
        match self.value {
            DeValue::String(value) => Some(Text { value: value.to_string(), range: self.range }),
            _ => None,
        }
    }

    pub(super) fn as_bool(&self) -> Option<bool> {
        match self.value {
            DeValue::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn as_integer(&self) -> Option<i64> {
        match self.value {
            DeValue::Integer(value) => i64::from_str_radix(value.as_str(), value.radix()).ok(),
            _ => None,
        }
    }

    pub(super) fn as_table(&self, name: impl Into<String>) -> Option<Table<'a>> {
        match self.value {
            DeValue::Table(table) => Some(Table::new(name, self.range, table)),
            _ => None,
        }
    }

    /// The elements of an array, each under the key of the array.
    pub(super) fn as_array(&self) -> Option<Vec<Item<'a>>> {
        let DeValue::Array(array) = self.value else { return None };
        let element = |value: &'a Spanned<DeValue<'a>>| Item {
            key: self.key.clone(),
            key_range: self.key_range,
            range: range_of(value),
            value: value.get_ref(),
        };
        Some(array.iter().map(element).collect())
    }
}

impl Reader {
    pub(super) fn problem(&mut self, range: TextRange, problem: Problem) {
        self.problems.push((range, problem));
    }

    pub(super) fn wrong_type(&mut self, item: &Item<'_>, expected: impl Into<String>) {
        let problem =
            Problem::WrongType { key: item.key.clone(), found: item.found(), expected: expected.into() };
        self.problem(item.range, problem);
    }

    pub(super) fn wrong_value(&mut self, key: &str, text: &Text, expected: impl Into<String>) {
        let (key, found) = (key.to_owned(), text.value.clone());
        self.problem(text.range, Problem::WrongValue { key, found, expected: expected.into() });
    }

    pub(super) fn unknown_name(&mut self, what: &'static str, text: &Text, known: &[&str]) {
        let problem = Problem::UnknownName {
            what,
            found: text.value.clone(),
            nearest: nearest(&text.value, known.iter().copied()),
            known: known.iter().map(|it| (*it).to_owned()).collect(),
        };
        self.problem(text.range, problem);
    }

    pub(super) fn text(&mut self, item: &Item<'_>) -> Option<Text> {
        let text = item.as_text();
        if text.is_none() {
            self.wrong_type(item, "a string");
        }
        text
    }

    pub(super) fn boolean(&mut self, item: &Item<'_>) -> Option<bool> {
        let value = item.as_bool();
        if value.is_none() {
            self.wrong_type(item, "`true` or `false`");
        }
        value
    }

    /// The strings of an array.
    pub(super) fn texts(&mut self, item: &Item<'_>) -> Vec<Text> {
        let Some(elements) = item.as_array() else {
            self.wrong_type(item, "an array of strings");
            return Vec::new();
        };
        elements.iter().filter_map(|it| self.text(it)).collect()
    }

    /// The strings of an array, or one string without its brackets.
    pub(super) fn one_or_many(&mut self, item: &Item<'_>) -> Vec<Text> {
        match item.as_text() {
            Some(text) => vec![text],
            None if item.as_array().is_some() => self.texts(item),
            None => {
                self.wrong_type(item, "a string or an array of strings");
                Vec::new()
            }
        }
    }

    pub(super) fn table<'a>(&mut self, item: &Item<'a>, name: impl Into<String>) -> Option<Table<'a>> {
        let table = item.as_table(name);
        if table.is_none() {
            self.wrong_type(item, "a table");
        }
        table
    }

    /// The tables of an array of tables.
    pub(super) fn tables<'a>(&mut self, item: &Item<'a>, name: &str) -> Vec<Table<'a>> {
        let Some(elements) = item.as_array() else {
            self.wrong_type(item, format!("an array of tables, `{name}`"));
            return Vec::new();
        };
        elements.iter().filter_map(|it| self.table(it, name)).collect()
    }

    /// The value that a word stands for.
    pub(super) fn word<T: Copy>(
        &mut self,
        what: &'static str,
        text: &Text,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            self.unknown_name(what, text, &known);
        }
        found.map(|(_, value)| *value)
    }

    pub(super) fn version(&mut self, item: &Item<'_>) -> Option<PythonVersion> {
        let text = self.text(item)?;
        let version = PythonVersion::from_str(&text.value).ok();
        if version.is_none() {
            let (oldest, newest) = (PythonVersion::OLDEST, PythonVersion::NEWEST);
            self.wrong_value(
                &item.key,
                &text,
                format!("a version from {oldest} to {newest}, such as `3.12`"),
            );
        }
        version
    }

    /// The string under a key of a table.
    pub(super) fn opt_text(&mut self, table: &mut Table<'_>, key: &'static str) -> Option<Text> {
        let item = table.take(key)?;
        self.text(&item)
    }

    /// The string under a key that the table must have, else the empty one.
    pub(super) fn required_text(
        &mut self,
        table: &mut Table<'_>,
        key: &'static str,
        expected: &'static str,
    ) -> Text {
        let item = table.take(key);
        if item.is_none() {
            self.problem(table.range, Problem::MissingKey { key, table: table.name.clone(), expected });
        }
        let text = item.and_then(|it| self.text(&it));
        text.unwrap_or(Text { value: String::new(), range: table.range })
    }

    /// The strings of the array under a key of a table.
    pub(super) fn opt_texts(&mut self, table: &mut Table<'_>, key: &'static str) -> Vec<Text> {
        table.take(key).map_or(Vec::new(), |item| self.texts(&item))
    }

    /// The boolean under a key of a table; `false` if it is not there.
    pub(super) fn flag(&mut self, table: &mut Table<'_>, key: &'static str) -> bool {
        table.take(key).and_then(|item| self.boolean(&item)).unwrap_or(false)
    }

    /// The version under a key of a table.
    pub(super) fn opt_version(&mut self, table: &mut Table<'_>, key: &'static str) -> Option<PythonVersion> {
        let item = table.take(key)?;
        self.version(&item)
    }
}
