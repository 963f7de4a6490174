//! Predicates in words, for pages and reports: what is left of them is the variable.

use super::literal::Literal;
use super::predicate::{Context, Count, Decorators, Enclosing, FileFacts, Predicate, PureMode, Test, UsedAs};
use super::text::Text;

impl Predicate {
    /// What it says of its variable: ``is of type `str` or `bytes` ``.
    pub fn in_words(&self) -> String {
        match self {
            Self::Kind(kinds) => {
                format!("is of the kind {}", or(kinds.iter().map(|it| format!("`{}`", it.word()))))
            }
            Self::Starred(true) => "is starred".to_owned(),
            Self::Starred(false) => "is not starred".to_owned(),
            Self::Spelling(names) => format!("is spelled {}", codes(names)),
            Self::Matches(regex) => format!("matches the regular expression `{}`", regex.value),
            Self::Const(literals) => format!("is the constant {}", or(literals.iter().map(literal))),
            Self::Type(types) => format!("is of type {}", codes(types)),
            Self::Is(names) => format!("is {}", and(names.iter().map(code))),
            Self::Qualified(names) => format!("is {}", codes(names)),
            Self::Pure(PureMode::Always) => "has no effect".to_owned(),
            Self::Pure(PureMode::IfMoved) => {
                "has no effect, if it is dropped, repeated or reordered".to_owned()
            }
            Self::Pattern(pattern) => format!("is like `{}`", pattern.value),
            Self::Count(count) => format!("has {}", count_in_words(*count)),
            Self::Each(tests) => format!("has only items of which each {}", all(tests)),
            Self::Any(tests) => format!("has an item that {}", all(tests)),
            Self::Not(tests) => format!("is not such that it {}", all(tests)),
            Self::AnyOf(tables) => tables.iter().map(|it| all(it)).collect::<Vec<_>>().join(", or "),
            Self::UsedAs(uses) => {
                format!("is used only as {}", or(uses.iter().map(|it| used_as(*it).to_owned())))
            }
            Self::Inside(contexts) => format!("is inside {}", or(contexts.iter().map(context))),
            Self::NotInside(contexts) => format!("is not inside {}", or(contexts.iter().map(context))),
            Self::Parent(parent) => format!("is right inside {}", context(parent)),
            Self::EnclosingFunction(it) => enclosing("function", it),
            Self::EnclosingClass(it) => enclosing("class", it),
            Self::File(facts) => file(facts),
            Self::ClassDoesNotCall(names) => format!("is in a class that does not call {}", codes(names)),
        }
    }
}

/// All of the predicates, joined.
fn all(tests: &[Test]) -> String {
    and(tests.iter().map(|it| it.predicate.in_words()))
}

fn code(text: &Text) -> String {
    format!("`{}`", text.value)
}

fn codes(texts: &[Text]) -> String {
    or(texts.iter().map(code))
}

fn or(words: impl Iterator<Item = String>) -> String {
    join(words.collect(), "or")
}

fn and(words: impl Iterator<Item = String>) -> String {
    join(words.collect(), "and")
}

fn join(words: Vec<String>, last: &str) -> String {
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Bool(true) => "`True`".to_owned(),
        Literal::Bool(false) => "`False`".to_owned(),
        Literal::Integer(text) | Literal::Float(text) => format!("`{text}`"),
        Literal::Str(text) => format!("`{:?}`", text.value),
        Literal::Python(text) => code(text),
    }
}

fn count_in_words(Count { min, max }: Count) -> String {
    match max {
        Some(max) if max == min => items(min),
        Some(max) => format!("{min} to {}", items(max)),
        None => format!("at least {}", items(min)),
    }
}

fn items(n: usize) -> String {
    if n == 1 { "1 item".to_owned() } else { format!("{n} items") }
}

fn used_as(it: UsedAs) -> &'static str {
    match it {
        UsedAs::Statement => "a statement",
        UsedAs::Iterated => "something to iterate over",
        UsedAs::PathLike => "a path of any kind",
        UsedAs::Bool => "a condition",
        UsedAs::StrFormatted => "something to print",
        UsedAs::Awaited => "something to await",
        UsedAs::Decorator => "a decorator",
    }
}

fn context(context: &Context) -> String {
    match context {
        Context::Named(name) => code(name),
        Context::Pattern(pattern) => code(pattern),
    }
}

fn enclosing(what: &str, it: &Enclosing) -> String {
    let Enclosing::Present { decorators, is_async, name, bases } = it else {
        return format!("is in no {what}");
    };
    let mut parts = Vec::new();
    match decorators {
        Some(Decorators::None) => parts.push("without decorators".to_owned()),
        Some(Decorators::Identity) => parts.push("whose decorators put nothing in its place".to_owned()),
        Some(Decorators::AnyOf(names)) => parts.push(format!("decorated with {}", codes(names))),
        None => {}
    }
    match is_async {
        Some(true) => parts.push("that is async".to_owned()),
        Some(false) => parts.push("that is not async".to_owned()),
        None => {}
    }
    if !name.is_empty() {
        parts.push(format!("called {}", codes(name)));
    }
    if !bases.is_empty() {
        parts.push(format!("derived from {}", codes(bases)));
    }
    let words = format!("is in a {what} {}", parts.join(", "));
    words.trim_end().to_owned()
}

fn file(facts: &FileFacts) -> String {
    let mut parts = Vec::new();
    if !facts.path.is_empty() {
        parts.push(format!("at {}", codes(&facts.path)));
    }
    if !facts.imports.is_empty() {
        parts.push(format!("that imports {}", codes(&facts.imports)));
    }
    if !facts.has_future.is_empty() {
        parts.push(format!("with `from __future__ import` {}", and(facts.has_future.iter().map(code))));
    }
    format!("is in a file {}", parts.join(", "))
}
