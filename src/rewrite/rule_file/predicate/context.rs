//! What may be around a node: contexts, the enclosing function or class, the file.

use super::super::error::Problem;
use super::super::reader::{Item, Reader};
use super::super::registry;
use super::super::text::Text;

/// An ancestor that a condition asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Context {
    /// One of the [named contexts](registry::CONTEXTS).
    Named(Text),
    /// An ancestor that matches a pattern.
    Pattern(Text),
}

/// What the innermost function or class around a node must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enclosing {
    /// There is none.
    Absent,
    /// There is one, and all that is said holds for it.
    Present {
        /// What decorates it.
        decorators: Option<Decorators>,
        /// Whether it is `async`; of functions alone.
        is_async: Option<bool>,
        /// Its name is one of these, if any are given.
        name: Vec<Text>,
        /// One of its bases is, or inherits from, one of these qualified names, if any are given; of classes alone.
        bases: Vec<Text>,
    },
}

/// What decorates a function or a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decorators {
    /// Nothing.
    None,
    /// Nothing that puts something else in its place.
    Identity,
    /// One of these qualified names, among others.
    AnyOf(Vec<Text>),
}

/// What must be so of the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// Its path matches one of these globs, if any are given.
    pub path: Vec<Text>,
    /// It imports one of these modules, or from one, if any are given.
    pub imports: Vec<Text>,
    /// It has all of these `__future__` imports.
    pub has_future: Vec<Text>,
}

impl Context {
    pub(super) fn read(r: &mut Reader, text: &Text) -> Option<Self> {
        let is_word = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase());
        if !text.value.split('-').all(is_word) {
            return Some(Self::Pattern(text.clone()));
        }
        let known = registry::context_names();
        if !known.contains(&text.as_str()) {
            r.unknown_name("named context", text, &known);
            return None;
        }
        Some(Self::Named(text.clone()))
    }

    pub(super) fn as_pattern(&self) -> Option<&Text> {
        match self {
            Self::Pattern(text) => Some(text),
            Self::Named(_) => None,
        }
    }

    /// The name or the pattern.
    pub fn text(&self) -> &Text {
        match self {
            Self::Named(text) | Self::Pattern(text) => text,
        }
    }
}

pub(super) fn read_all(r: &mut Reader, item: &Item<'_>) -> Vec<Context> {
    r.one_or_many(item).iter().filter_map(|text| Context::read(r, text)).collect()
}

impl Enclosing {
    pub(super) fn read(r: &mut Reader, item: &Item<'_>) -> Option<Self> {
        match item.as_bool() {
            Some(false) => return Some(Self::Absent),
            Some(true) => {
                return Some(Self::Present { decorators: None, is_async: None, name: vec![], bases: vec![] });
            }
            None => {}
        }
        let is_function = item.key == "enclosing_function";
        let Some(mut table) = item.as_table(format!("`{}`", item.key)) else {
            r.wrong_type(item, "a table, `true` or `false`");
            return None;
        };
        let decorators = table.take("decorators").and_then(|it| Decorators::read(r, &it));
        let name = table.take("name").map_or(Vec::new(), |it| r.one_or_many(&it));
        let (mut is_async, mut bases) = (None, Vec::new());
        if is_function {
            is_async = table.take("async").and_then(|it| r.boolean(&it));
        } else {
            bases = table.take("bases").map_or(Vec::new(), |it| r.one_or_many(&it));
        }
        table.finish(r);
        Some(Self::Present { decorators, is_async, name, bases })
    }
}

impl Decorators {
    fn read(r: &mut Reader, item: &Item<'_>) -> Option<Self> {
        match item.as_text() {
            Some(text) if text.value == "none" => Some(Self::None),
            Some(text) if text.value == "identity" => Some(Self::Identity),
            Some(text) => {
                r.wrong_value("decorators", &text, "`none`, `identity` or an array of qualified names");
                None
            }
            None => Some(Self::AnyOf(r.texts(item))),
        }
    }
}

impl FileFacts {
    pub(super) fn read(r: &mut Reader, item: &Item<'_>) -> Option<Self> {
        let mut table = r.table(item, "`file`")?;
        let mut list = |key| table.take(key).map_or(Vec::new(), |it| r.one_or_many(&it));
        let facts = Self { path: list("path"), imports: list("imports"), has_future: list("has_future") };
        if facts.path.is_empty() && facts.imports.is_empty() && facts.has_future.is_empty() {
            let what = "`file` asks for nothing, expected `path`, `imports` or `has_future`";
            r.problem(item.range, Problem::Missing { what });
        }
        table.finish(r);
        Some(facts)
    }
}
