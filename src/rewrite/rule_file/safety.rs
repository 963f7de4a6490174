//! `[safety]`, `[[assume]]` and `[imports]`: what a rule claims, and under which assumptions.

use super::case::When;
use super::error::Problem;
use super::predicate::{Test, read_tests};
use super::reader::{Item, Reader, Table};
use super::text::Text;
use crate::syntax::PythonVersion;

/// What a rule or a case claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// No observable difference once the conditions hold.
    Exact,
    /// Exact under the listed assumptions.
    Assumes,
    /// Meant to change behavior: only on request.
    Changes,
}

pub(super) const LEVELS: &[(&str, Level)] =
    &[("exact", Level::Exact), ("assumes", Level::Assumes), ("changes", Level::Changes)];

impl Level {
    /// All words.
    pub fn words() -> impl Iterator<Item = &'static str> {
        LEVELS.iter().map(|(word, _)| *word)
    }

    /// The word for it in rule files.
    pub fn word(self) -> &'static str {
        LEVELS.iter().find(|(_, it)| *it == self).map_or("", |(word, _)| word)
    }
}

/// The `[safety]` table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Safety {
    /// The level of all cases that have none of their own.
    pub level: Level,
    /// What is not compared.
    pub ignore: Vec<Ignored>,
}

/// What is not compared when source and target are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ignored {
    /// The message of an exception, not its type.
    ExceptionMessage,
    /// Warnings of that category.
    DeprecationWarning,
    /// Warnings of that category: of files that were not closed.
    ResourceWarning,
    /// Line numbers of tracebacks.
    TracebackLines,
    /// Clocks.
    Timing,
    /// Addresses in default representations.
    ReprAddress,
}

pub(super) const IGNORED: &[(&str, Ignored)] = &[
    ("exception-message", Ignored::ExceptionMessage),
    ("DeprecationWarning", Ignored::DeprecationWarning),
    ("ResourceWarning", Ignored::ResourceWarning),
    ("traceback-lines", Ignored::TracebackLines),
    ("timing", Ignored::Timing),
    ("repr-address", Ignored::ReprAddress),
];

impl Ignored {
    /// All words.
    pub fn words() -> impl Iterator<Item = &'static str> {
        IGNORED.iter().map(|(word, _)| *word)
    }

    /// The word for it in rule files.
    pub fn word(self) -> &'static str {
        IGNORED.iter().find(|(_, it)| *it == self).map_or("", |(word, _)| word)
    }
}

/// The `[imports]` table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imports {
    /// Modules or symbols that the rule makes superfluous.
    pub remove_unused: Vec<Text>,
    /// Modules or symbols that it needs beside those that its templates name.
    pub add: Vec<Text>,
    /// How new imports are written, if the rule knows better than the default.
    pub style: Option<ImportStyle>,
}

/// How a new import is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportStyle {
    /// `from M import Name`.
    From,
    /// `import M`.
    Module,
}

/// One `[[assume]]` table.
#[derive(Debug, Clone, PartialEq)]
pub struct Assume {
    /// Its id, which rules may share.
    pub id: Text,
    /// One sentence for the user.
    pub because: Text,
    /// What discharges it at a site.
    pub fact: Option<Fact>,
    /// Values of the metavariables for which source and target differ.
    pub witness: Option<Witness>,
    /// A program in which they differ.
    pub program: Option<Program>,
    /// An expression that looks at the result; `$match` is the matched code.
    pub observe: Option<Text>,
    /// Whether the difference is one under `python -O`.
    pub is_optimized: bool,
    /// The oldest version that shows it to be needed, if that is not every one.
    pub since: Option<PythonVersion>,
    /// The target version from which on it is not needed.
    pub until: Option<PythonVersion>,
}

/// What discharges an assumption at a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Of which metavariable; the matched node if none is named.
    pub var: Option<Text>,
    /// All of these must hold; never empty.
    pub tests: Vec<Test>,
}

/// Values of metavariables, as Python expressions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// In the order of the file.
    pub values: Vec<(Text, Observed)>,
}

/// The value of one metavariable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Observed {
    /// Of `$x`.
    One(Text),
    /// Of `$...xs`.
    Many(Vec<Text>),
}

/// A program that shows an assumption to be needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its text, before.
    pub source: Text,
    /// Run before it, not rewritten.
    pub setup: Option<Text>,
    /// Expressions that are evaluated after it.
    pub inputs: Vec<Text>,
    /// Settings of the rule's options.
    pub options: Vec<When>,
}

impl Safety {
    pub(super) fn read(r: &mut Reader, mut table: Table<'_>) -> Self {
        let level = r.required_text(&mut table, "level", "`exact`, `assumes` or `changes`");
        let is_there = level.range != table.range;
        let level = if is_there { r.word("level", &level, LEVELS) } else { None };
        let ignore = r.opt_texts(&mut table, "ignore");
        let ignore = ignore.iter().filter_map(|it| r.word("part of an outcome", it, IGNORED)).collect();
        table.finish(r);
        Self { level: level.unwrap_or(Level::Changes), ignore }
    }
}

impl Imports {
    pub(super) fn read(r: &mut Reader, mut table: Table<'_>) -> Self {
        let remove_unused = r.opt_texts(&mut table, "remove_unused");
        let add = r.opt_texts(&mut table, "add");
        let styles = &[("from", ImportStyle::From), ("module", ImportStyle::Module)];
        let style = r.opt_text(&mut table, "style").and_then(|it| r.word("import style", &it, styles));
        table.finish(r);
        Self { remove_unused, add, style }
    }
}

impl Assume {
    pub(super) fn read(r: &mut Reader, mut table: Table<'_>) -> Self {
        let id = r.required_text(&mut table, "id", "a name, which rules may share");
        let because =
            r.required_text(&mut table, "because", "one sentence: what differs if it does not hold");
        let fact = table.take("fact").and_then(|it| Fact::read(r, &it));
        let witness = table.take("witness");
        let program = table.take("program");
        if let (Some(_), Some(program)) = (&witness, &program) {
            let (table, first, second) = (table.name.clone(), "witness", "program");
            r.problem(program.key_range, Problem::Both { table, first, second });
        }
        let assume = Self {
            id,
            because,
            fact,
            witness: witness.and_then(|it| Witness::read(r, &it)),
            program: program.and_then(|it| Program::read(r, &it)),
            observe: r.opt_text(&mut table, "observe"),
            is_optimized: r.flag(&mut table, "optimized"),
            since: r.opt_version(&mut table, "since"),
            until: r.opt_version(&mut table, "until"),
        };
        table.finish(r);
        assume
    }
}

impl Fact {
    fn read(r: &mut Reader, item: &Item<'_>) -> Option<Self> {
        let mut table = r.table(item, "`fact`")?;
        let var = r.opt_text(&mut table, "var");
        let tests = read_tests(r, &mut table);
        if tests.is_empty() && table.is_empty() {
            r.problem(
                item.range,
                Problem::Missing { what: "`fact` has no predicate, so nothing discharges it" },
            );
        }
        table.finish(r);
        Some(Self { var, tests })
    }
}

impl Witness {
    fn read(r: &mut Reader, item: &Item<'_>) -> Option<Self> {
        let table = r.table(item, "`witness`")?;
        let mut values = Vec::new();
        for item in table.rest() {
            let var = Text { value: item.key.clone(), range: item.key_range };
            let value = match item.as_text() {
                Some(text) => Observed::One(text),
                None if item.as_array().is_some() => Observed::Many(r.texts(&item)),
                None => {
                    r.wrong_type(&item, "a Python expression as a string, or an array of them");
                    continue;
                }
            };
            values.push((var, value));
        }
        Some(Self { values })
    }
}

impl Program {
    fn read(r: &mut Reader, item: &Item<'_>) -> Option<Self> {
        let mut table = r.table(item, "[assume.program]")?;
        let source = r.required_text(&mut table, "source", "a program that the rule rewrites");
        let setup = r.opt_text(&mut table, "setup");
        let inputs = r.opt_texts(&mut table, "inputs");
        let options = table.take("options").and_then(|it| r.table(&it, "`options`"));
        let options = options.map_or(Vec::new(), |it| When::read_all(r, it));
        table.finish(r);
        Some(Self { source, setup, inputs, options })
    }
}
