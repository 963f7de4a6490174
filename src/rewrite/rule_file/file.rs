//! A rule file as a whole, and loading one.

use toml::de::DeTable;

use super::case::{Case, CaseBody};
use super::check;
use super::condition::Condition;
use super::error::{Problem, RuleFileError, RuleFileErrors};
use super::evidence::{Counterexample, Example};
use super::header::{Header, RuleOption};
use super::predicate::{Predicate, Test};
use super::prefilter;
use super::reader::{Reader, Table};
use super::safety::{Assume, Imports, Level, Safety};
use crate::syntax::PythonVersion;
use crate::text::{TextRange, TextSize};

/// The most bytes that a rule file has: a hundred times the longest of ours.
pub const MAX_RULE_FILE_BYTES: usize = 1 << 20;

/// The schema that is understood.
const SCHEMA: i64 = 1;

/// A rule, as its file has it.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleFile {
    /// The file as it is shown.
    pub name: String,
    /// Its text.
    pub source: String,
    /// `[rule]`.
    pub header: Header,
    /// `[options.NAME]`, in the order of the file.
    pub options: Vec<RuleOption>,
    /// `[where.VAR]`: conditions of all cases whose patterns have the variable.
    pub conditions: Vec<Condition>,
    /// `[[rewrite]]`; never empty.
    pub cases: Vec<Case>,
    /// `[imports]`.
    pub imports: Imports,
    /// `[safety]`.
    pub safety: Safety,
    /// `[[assume]]`.
    pub assumes: Vec<Assume>,
    /// `[[example]]`; never empty where the rule changes something.
    pub examples: Vec<Example>,
    /// `[[counterexample]]`.
    pub counterexamples: Vec<Counterexample>,
}

impl RuleFile {
    /// The rule's id.
    pub fn id(&self) -> &str {
        &self.header.id.value
    }

    /// The level of a case.
    pub fn level_of(&self, case: &Case) -> Level {
        case.level.unwrap_or(self.safety.level)
    }

    /// The mildest level of its cases: what it can do without being asked.
    pub fn mildest_level(&self) -> Level {
        self.cases.iter().map(|case| self.level_of(case)).min().unwrap_or(self.safety.level)
    }

    /// The oldest target version for which one of its cases is there.
    pub fn min_version(&self) -> Option<PythonVersion> {
        self.cases.iter().map(|case| case.min_version.or(self.header.min_version)).min().flatten()
    }

    /// The step of a team that climbs: 1 is exact by syntax and names alone, 2 is exact but asks for types or uses,
    /// 3 assumes, 4 changes behavior.
    pub fn tier(&self) -> u8 {
        match self.mildest_level() {
            Level::Exact if self.asks_for_types() => 2,
            Level::Exact => 1,
            Level::Assumes => 3,
            Level::Changes => 4,
        }
    }

    fn asks_for_types(&self) -> bool {
        fn asks(test: &Test) -> bool {
            matches!(test.predicate, Predicate::Type(_) | Predicate::UsedAs(_))
                || test.predicate.inner().any(asks)
        }
        let of_cases = self.cases.iter().flat_map(|it| &it.conditions);
        self.conditions.iter().chain(of_cases).flat_map(|it| &it.tests).any(asks)
    }

    /// Words of which one occurs in every file that the rule can change; never empty.
    pub fn prefilter(&self) -> Vec<String> {
        prefilter::words(self)
    }

    /// The error for a problem at `range` of the file.
    pub fn error(&self, range: TextRange, problem: Problem) -> RuleFileError {
        error_at(&self.name, &self.source, range, problem)
    }
}

/// Reads and checks a rule file.
///
/// `name`: the file as it is shown, whose stem is the rule's id. The errors are all that is wrong, in the order of
/// the file; if it is no TOML, then only that.
pub fn load(name: &str, source: &str) -> Result<RuleFile, RuleFileErrors> {
    let start = TextRange::empty(TextSize::new(0));
    if source.len() > MAX_RULE_FILE_BYTES {
        let problem = Problem::TooLarge { limit: MAX_RULE_FILE_BYTES };
        return Err(RuleFileErrors(vec![error_at(name, "", start, problem)]));
    }
    let document = DeTable::parse(source).map_err(|error| {
        let message = error.message().replace('\n', ", ");
        let span = error.span().unwrap_or_default();
        let range = TextRange::new(TextSize::new(span.start as u32), TextSize::new(span.end as u32));
        RuleFileErrors(vec![error_at(name, source, range, Problem::Toml { message })])
    })?;
    let mut r = Reader::default();
    let table = Table::new("the file", start, document.get_ref());
    let file = read(&mut r, name, source, table);
    // Of a file that is not read whole, nothing sensible can be said about how its parts fit together.
    if let Some(file) = file.as_ref().filter(|_| r.problems.is_empty()) {
        check::check(&mut r, file);
    }
    let Reader { mut problems } = r;
    problems.sort_by_key(|(range, _)| range.start());
    match file {
        Some(file) if problems.is_empty() => Ok(file),
        _ => {
            let error = |(range, problem)| error_at(name, source, range, problem);
            Err(RuleFileErrors(problems.into_iter().map(error).collect()))
        }
    }
}

/// The file, unless it lacks a table without which nothing can be checked.
fn read(r: &mut Reader, name: &str, source: &str, mut file: Table<'_>) -> Option<RuleFile> {
    read_schema(r, &mut file);
    let header = required_table(r, &mut file, "rule", "[rule]").map(|it| Header::read(r, it));
    let options = file.take("options").and_then(|it| r.table(&it, "[options]"));
    let options = options.map_or(Vec::new(), |it| RuleOption::read_all(r, it));
    let conditions = file.take("where").and_then(|it| r.table(&it, "[where]"));
    let conditions = conditions.map_or(Vec::new(), |it| Condition::read_all(r, it));
    let cases = tables(r, &mut file, "rewrite", "[[rewrite]]");
    if cases.is_empty() {
        r.problem(file.range, Problem::Missing { what: "the file has no `[[rewrite]]`" });
    }
    let n_cases = cases.len();
    let cases: Vec<_> = cases.into_iter().filter_map(|it| Case::read(r, it)).collect();
    let imports = file.take("imports").and_then(|it| r.table(&it, "[imports]"));
    let imports = imports.map_or(Imports::default(), |it| Imports::read(r, it));
    let safety = required_table(r, &mut file, "safety", "[safety]").map(|it| Safety::read(r, it));
    let assumes = tables(r, &mut file, "assume", "[[assume]]");
    let assumes = assumes.into_iter().map(|it| Assume::read(r, it)).collect();
    let examples = tables(r, &mut file, "example", "[[example]]");
    // A rule that changes nothing has nothing to show.
    let changes_something = cases.iter().any(|it| !matches!(it.body, CaseBody::LeftAlone { .. }));
    if examples.is_empty() && changes_something {
        r.problem(
            file.range,
            Problem::Missing { what: "the file has no `[[example]]`, and every rule shows what it does" },
        );
    }
    let examples = examples.into_iter().map(|it| Example::read(r, it)).collect();
    let counterexamples = tables(r, &mut file, "counterexample", "[[counterexample]]");
    let counterexamples = counterexamples.into_iter().map(|it| Counterexample::read(r, it)).collect();
    file.finish(r);
    if cases.len() < n_cases {
        return None;
    }
    Some(RuleFile {
        name: name.to_owned(),
        source: source.to_owned(),
        header: header?,
        options,
        conditions,
        cases,
        imports,
        safety: safety?,
        assumes,
        examples,
        counterexamples,
    })
}

fn read_schema(r: &mut Reader, file: &mut Table<'_>) {
    match file.take("schema") {
        Some(item) if item.as_integer() == Some(SCHEMA) => {}
        Some(item) if item.as_integer().is_none() => r.wrong_type(&item, "the integer 1"),
        Some(item) => {
            let found = item.as_integer().map_or(String::new(), |it| it.to_string());
            let expected = format!("{SCHEMA}, the schema that this version of reskin reads");
            r.problem(item.range, Problem::WrongValue { key: "schema".to_owned(), found, expected });
        }
        None => {
            let table = file.name.clone();
            r.problem(file.range, Problem::MissingKey { key: "schema", table, expected: "1" });
        }
    }
}

fn required_table<'a>(
    r: &mut Reader,
    file: &mut Table<'a>,
    key: &'static str,
    name: &'static str,
) -> Option<Table<'a>> {
    let Some(item) = file.take(key) else {
        let table = file.name.clone();
        r.problem(file.range, Problem::MissingKey { key, table, expected: name });
        return None;
    };
    r.table(&item, name)
}

fn tables<'a>(r: &mut Reader, file: &mut Table<'a>, key: &'static str, name: &str) -> Vec<Table<'a>> {
    file.take(key).map_or(Vec::new(), |item| r.tables(&item, name))
}

fn error_at(name: &str, source: &str, range: TextRange, problem: Problem) -> RuleFileError {
    let before = source.get(..usize::from(range.start())).unwrap_or(source);
    let line_start = before.rfind('\n').map_or(0, |it| it + 1);
    let line = before.bytes().filter(|it| *it == b'\n').count() as u32 + 1;
    let column = before[line_start..].chars().count() as u32 + 1;
    RuleFileError { file: name.to_owned(), line, column, range, problem }
}
