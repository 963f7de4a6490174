//! The predicates of `where` and `fact`: what a metavariable, or the matched node, must be.

mod context;
mod node_kind;

pub use context::{Context, Decorators, Enclosing, FileFacts};
pub use node_kind::NodeKind;

use super::error::Problem;
use super::literal::Literal;
use super::reader::{Item, Reader, Table};
use super::registry;
use super::text::Text;
use crate::text::TextRange;

/// A predicate at its place in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// What is asked.
    pub predicate: Predicate,
    /// Its key, in bytes of the file.
    pub range: TextRange,
}

/// What is asked of a metavariable, or of the matched node.
#[derive(Debug, Clone, PartialEq)]
pub enum Predicate {
    /// `kind`: it is one of these.
    Kind(Vec<NodeKind>),
    /// `starred`: it is, or is not, a starred argument or element; of a sequence, any of its items.
    Starred(bool),
    /// `spelling`: a name that is spelled like one of these, whatever it means.
    Spelling(Vec<Text>),
    /// `matches`: an identifier, or the value of a string literal, in which the regular expression is found.
    Matches(Text),
    /// `const` and `const_in`: it is, or is a name bound once to, one of these.
    Const(Vec<Literal>),
    /// `type`: its type is a subtype of one of these.
    Type(Vec<Text>),
    /// `is`: all of these [named predicates](registry::PREDICATES) hold.
    Is(Vec<Text>),
    /// `qualified`: it is one of these functions, classes or modules, by qualified name.
    Qualified(Vec<Text>),
    /// `pure`: its evaluation has no effect.
    Pure(PureMode),
    /// `pattern`: the whole of it matches, which may bind more metavariables.
    Pattern(Text),
    /// `count`: so many items in a sequence.
    Count(Count),
    /// `each`: all of these hold for every item of a sequence.
    Each(Vec<Test>),
    /// `any`: all of these hold for one item of a sequence.
    Any(Vec<Test>),
    /// `not`: not all of these hold.
    Not(Vec<Test>),
    /// `any_of`: all tests of one of these tables hold.
    AnyOf(Vec<Vec<Test>>),
    /// `used_as`: every use that the value reaches is in one of these classes.
    UsedAs(Vec<UsedAs>),
    /// `inside`: an ancestor is one of these.
    Inside(Vec<Context>),
    /// `not_inside`: no ancestor is one of these.
    NotInside(Vec<Context>),
    /// `parent`: the nearest ancestor that is no parenthesis is this.
    Parent(Context),
    /// `enclosing_function`: the innermost function around it.
    EnclosingFunction(Enclosing),
    /// `enclosing_class`: the innermost class around it.
    EnclosingClass(Enclosing),
    /// `file`: facts of the whole file.
    File(FileFacts),
    /// `class_does_not_call`: the class around it calls no function or method of these names.
    ClassDoesNotCall(Vec<Text>),
}

/// When an evaluation must have no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PureMode {
    /// `true`: always.
    Always,
    /// `"if-moved"`: only where the template drops, repeats or reorders the variable.
    IfMoved,
}

/// How many items a sequence has; both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// At least.
    pub min: usize,
    /// At most.
    pub max: Option<usize>,
}

/// What a use demands of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsedAs {
    /// It is an expression statement: nothing is demanded.
    Statement,
    /// It is iterated over once, at once.
    Iterated,
    /// It goes where `os.PathLike` is accepted.
    PathLike,
    /// Its truth is tested.
    Bool,
    /// It is formatted as text.
    StrFormatted,
    /// It is awaited.
    Awaited,
    /// It decorates.
    Decorator,
}

const USES: &[(&str, UsedAs)] = &[
    ("statement", UsedAs::Statement),
    ("iterated", UsedAs::Iterated),
    ("path-like", UsedAs::PathLike),
    ("bool", UsedAs::Bool),
    ("str-formatted", UsedAs::StrFormatted),
    ("awaited", UsedAs::Awaited),
    ("decorator", UsedAs::Decorator),
];

impl UsedAs {
    /// The word for it in rule files.
    pub fn word(self) -> &'static str {
        USES.iter().find(|(_, it)| *it == self).map_or("", |(word, _)| word)
    }

    /// All words.
    pub fn words() -> impl Iterator<Item = &'static str> {
        USES.iter().map(|(word, _)| *word)
    }
}

/// The keys of predicates, in the order of their documentation.
pub(super) const KEYS: &[&str] = &[
    "kind",
    "starred",
    "spelling",
    "matches",
    "const",
    "const_in",
    "type",
    "is",
    "qualified",
    "pure",
    "pattern",
    "count",
    "each",
    "any",
    "not",
    "any_of",
    "used_as",
    "inside",
    "not_inside",
    "parent",
    "enclosing_function",
    "enclosing_class",
    "file",
    "class_does_not_call",
];

impl Predicate {
    /// Its key in the file.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Kind(_) => "kind",
            Self::Starred(_) => "starred",
            Self::Spelling(_) => "spelling",
            Self::Matches(_) => "matches",
            Self::Const(_) => "const",
            Self::Type(_) => "type",
            Self::Is(_) => "is",
            Self::Qualified(_) => "qualified",
            Self::Pure(_) => "pure",
            Self::Pattern(_) => "pattern",
            Self::Count(_) => "count",
            Self::Each(_) => "each",
            Self::Any(_) => "any",
            Self::Not(_) => "not",
            Self::AnyOf(_) => "any_of",
            Self::UsedAs(_) => "used_as",
            Self::Inside(_) => "inside",
            Self::NotInside(_) => "not_inside",
            Self::Parent(_) => "parent",
            Self::EnclosingFunction(_) => "enclosing_function",
            Self::EnclosingClass(_) => "enclosing_class",
            Self::File(_) => "file",
            Self::ClassDoesNotCall(_) => "class_does_not_call",
        }
    }

    /// The predicates within it.
    pub fn inner(&self) -> impl Iterator<Item = &Test> {
        let (tests, tables): (&[Test], &[Vec<Test>]) = match self {
            Self::Each(tests) | Self::Any(tests) | Self::Not(tests) => (tests, &[]),
            Self::AnyOf(tables) => (&[], tables),
            _ => (&[], &[]),
        };
        tests.iter().chain(tables.iter().flatten())
    }

    /// The pattern texts of it alone.
    pub fn patterns(&self) -> Vec<&Text> {
        match self {
            Self::Pattern(text) | Self::Parent(Context::Pattern(text)) => vec![text],
            Self::Inside(contexts) | Self::NotInside(contexts) => {
                contexts.iter().filter_map(Context::as_pattern).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Reads the predicates of a table; other keys stay in it.
pub(super) fn read_tests(r: &mut Reader, table: &mut Table<'_>) -> Vec<Test> {
    let mut items: Vec<_> = KEYS.iter().filter_map(|key| table.take(key)).collect();
    items.sort_by_key(|it| it.key_range.start());
    let test = |item: Item<'_>| {
        let predicate = read_predicate(r, &item)?;
        Some(Test { predicate, range: item.key_range })
    };
    items.into_iter().filter_map(test).collect()
}

fn read_predicate(r: &mut Reader, item: &Item<'_>) -> Option<Predicate> {
    Some(match item.key.as_str() {
        "kind" => Predicate::Kind(words(r, item, "kind", node_kind::KINDS)),
        "starred" => Predicate::Starred(r.boolean(item)?),
        "spelling" => Predicate::Spelling(non_empty(r, item)),
        "matches" => Predicate::Matches(r.text(item)?),
        "const" => Predicate::Const(vec![Literal::read(r, item)?]),
        "const_in" => Predicate::Const(Literal::read_all(r, item)),
        "type" => Predicate::Type(non_empty(r, item)),
        "is" => Predicate::Is(named_predicates(r, item)),
        "qualified" => Predicate::Qualified(non_empty(r, item)),
        "pure" => Predicate::Pure(read_pure(r, item)?),
        "pattern" => Predicate::Pattern(r.text(item)?),
        "count" => Predicate::Count(read_count(r, item)?),
        "each" => Predicate::Each(read_nested(r, item)),
        "any" => Predicate::Any(read_nested(r, item)),
        "not" => Predicate::Not(read_nested(r, item)),
        "any_of" => Predicate::AnyOf(read_any_of(r, item)),
        "used_as" => Predicate::UsedAs(words(r, item, "class of use", USES)),
        "inside" => Predicate::Inside(context::read_all(r, item)),
        "not_inside" => Predicate::NotInside(context::read_all(r, item)),
        "parent" => {
            let text = r.text(item)?;
            Predicate::Parent(Context::read(r, &text)?)
        }
        "enclosing_function" => Predicate::EnclosingFunction(Enclosing::read(r, item)?),
        "enclosing_class" => Predicate::EnclosingClass(Enclosing::read(r, item)?),
        "file" => Predicate::File(FileFacts::read(r, item)?),
        _ => Predicate::ClassDoesNotCall(non_empty(r, item)),
    })
}

fn non_empty(r: &mut Reader, item: &Item<'_>) -> Vec<Text> {
    let texts = r.one_or_many(item);
    if item.as_array().is_some_and(|it| it.is_empty()) {
        r.problem(item.range, Problem::Missing { what: "an empty array holds for nothing" });
    }
    texts
}

fn words<T: Copy>(
    r: &mut Reader,
    item: &Item<'_>,
    what: &'static str,
    words: &[(&'static str, T)],
) -> Vec<T> {
    non_empty(r, item).iter().filter_map(|text| r.word(what, text, words)).collect()
}

fn named_predicates(r: &mut Reader, item: &Item<'_>) -> Vec<Text> {
    let names = non_empty(r, item);
    let known = registry::predicate_names();
    for name in names.iter().filter(|it| !known.contains(&it.as_str())) {
        r.unknown_name("named predicate", name, &known);
    }
    names
}

fn read_pure(r: &mut Reader, item: &Item<'_>) -> Option<PureMode> {
    match (item.as_bool(), item.as_text()) {
        (Some(true), _) => Some(PureMode::Always),
        (_, Some(text)) if text.value == "if-moved" => Some(PureMode::IfMoved),
        (Some(false), _) => {
            let text = Text { value: "false".to_owned(), range: item.range };
            r.wrong_value(
                "pure",
                &text,
                "`true` or `\"if-moved\"`; `not = { pure = true }` asks for an effect",
            );
            None
        }
        (None, Some(text)) => {
            r.wrong_value("pure", &text, "`true` or `\"if-moved\"`");
            None
        }
        (None, None) => {
            r.wrong_type(item, "`true` or `\"if-moved\"`");
            None
        }
    }
}

fn read_count(r: &mut Reader, item: &Item<'_>) -> Option<Count> {
    const EXPECTED: &str = "a number of items that is not negative";
    let mut number = |item: &Item<'_>| {
        let number = item.as_integer().and_then(|it| usize::try_from(it).ok());
        if number.is_none() {
            r.wrong_type(item, EXPECTED);
        }
        number
    };
    let Some(mut table) = item.as_table("`count`") else {
        let exactly = number(item)?;
        return Some(Count { min: exactly, max: Some(exactly) });
    };
    let min = table.take("min").and_then(|it| number(&it)).unwrap_or(0);
    let max = table.take("max").and_then(|it| number(&it));
    table.finish(r);
    if max.is_some_and(|max| max < min) {
        r.problem(
            item.range,
            Problem::Missing { what: "`count` has a `min` above its `max`, which holds for nothing" },
        );
    }
    Some(Count { min, max })
}

/// A table of predicates, or the name of one: `each = "truthy"`.
fn read_nested(r: &mut Reader, item: &Item<'_>) -> Vec<Test> {
    if item.as_text().is_some() {
        let predicate = Predicate::Is(named_predicates(r, item));
        return vec![Test { predicate, range: item.key_range }];
    }
    let Some(mut table) = r.table(item, format!("`{}`", item.key)) else { return Vec::new() };
    let n_problems = r.problems.len();
    let tests = read_tests(r, &mut table);
    table.finish(r);
    if tests.is_empty() && r.problems.len() == n_problems {
        r.problem(item.range, Problem::Missing { what: "expected a predicate in this table" });
    }
    tests
}

fn read_any_of(r: &mut Reader, item: &Item<'_>) -> Vec<Vec<Test>> {
    let Some(elements) = item.as_array() else {
        r.wrong_type(item, "an array of tables of predicates");
        return Vec::new();
    };
    elements.iter().map(|it| read_nested(r, it)).collect()
}
