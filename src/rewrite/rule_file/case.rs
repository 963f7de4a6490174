//! `[[rewrite]]`: one case of a rule, what it matches and what it writes.

use super::condition::Condition;
use super::derived::Let;
use super::error::Problem;
use super::reader::{Item, Reader, Table};
use super::safety::{LEVELS, Level};
use super::text::Text;
use crate::syntax::PythonVersion;
use crate::text::TextRange;

/// One case of a rule. The first that matches, and whose conditions are not *no*, wins.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The table, in bytes of the file.
    pub range: TextRange,
    /// What it is called in reports.
    pub name: Option<Text>,
    /// What it does.
    pub body: CaseBody,
    /// Settings of the rule's options under which it is there.
    pub when: Vec<When>,
    /// Its level, if it is not the rule's.
    pub level: Option<Level>,
    /// The oldest target version, if it is not the rule's.
    pub min_version: Option<PythonVersion>,
    /// The newest target version, if it is not the rule's.
    pub max_version: Option<PythonVersion>,
    /// Its own conditions, beside those of the rule.
    pub conditions: Vec<Condition>,
    /// Trees that are computed, in the order of the file.
    pub lets: Vec<Let>,
    /// Edits elsewhere, all or nothing.
    pub also: Vec<Also>,
}

/// What a case does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseBody {
    /// A pattern becomes a template.
    Pattern {
        /// What the two are.
        kind: CaseKind,
        /// The pattern.
        from: Text,
        /// The template; empty to remove the match.
        to: Text,
        /// How arguments are matched.
        args: ArgumentMatching,
        /// Further forms that count as the same.
        iso: Vec<Isomorphism>,
    },
    /// What matches a pattern is left alone, and the user is told why.
    LeftAlone {
        /// What the pattern is.
        kind: CaseKind,
        /// The pattern.
        from: Text,
        /// Why.
        refuse: Refuse,
    },
    /// A function in Rust finds and edits.
    Native(NativeCase),
}

/// Why a case leaves alone what it matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refuse {
    /// The name of the reason.
    pub reason: Text,
    /// One sentence for the user.
    pub because: Text,
}

/// A case that a function in Rust finds and edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NativeCase {
    /// Its name in the registry of natives.
    pub name: Text,
    /// The reasons for which it may refuse.
    pub refuses: Vec<Text>,
}

/// What a pattern is a piece of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaseKind {
    /// An expression.
    #[default]
    Expr,
    /// A statement.
    Stmt,
    /// Several statements in a row.
    Block,
    /// An item of a `with` statement.
    WithItem,
    /// What stands behind an `@`.
    Decorator,
    /// What stands behind `except`, up to the colon.
    Except,
    /// A base, or a keyword, of a class.
    Base,
    /// An annotation.
    Annotation,
    /// A name that an import statement imports.
    Import,
    /// A target of `del`.
    Del,
}

/// How arguments are matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ArgumentMatching {
    /// By the signature of the callee, where it is known.
    #[default]
    BySignature,
    /// As they are written.
    Exact,
}

/// Forms that count as the same if a case asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isomorphism {
    /// `a == b` and `b == a`.
    CommuteEq,
    /// `not a in b` and `a not in b`.
    NotIn,
    /// `a is None` and `None is a`.
    IsNone,
}

/// A setting of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The option.
    pub option: Text,
    /// Its value.
    pub choice: Text,
}

/// Edits elsewhere that belong to the same site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Also {
    /// Where.
    pub over: Place,
    /// The pattern there.
    pub from: Text,
    /// The template.
    pub to: Text,
    /// Whether a place that does not match refuses the whole site.
    pub is_complete: bool,
}

/// The places that an `also` edits: `references($cm)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What places.
    pub kind: PlaceKind,
    /// Of which metavariable, without the `$`.
    pub var: Text,
}

/// Kinds of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// Every reference to the name.
    References,
    /// The function or class that it names.
    Definition,
    /// The decorators of that.
    Decorators,
    /// The calls of that, in the file.
    Callers,
}

pub(super) const KINDS: &[(&str, CaseKind)] = &[
    ("expr", CaseKind::Expr),
    ("stmt", CaseKind::Stmt),
    ("block", CaseKind::Block),
    ("with-item", CaseKind::WithItem),
    ("decorator", CaseKind::Decorator),
    ("except", CaseKind::Except),
    ("base", CaseKind::Base),
    ("annotation", CaseKind::Annotation),
    ("import", CaseKind::Import),
    ("del", CaseKind::Del),
];

pub(super) const ISOMORPHISMS: &[(&str, Isomorphism)] = &[
    ("commute-eq", Isomorphism::CommuteEq),
    ("not-in", Isomorphism::NotIn),
    ("is-none", Isomorphism::IsNone),
];

const PLACES: &[(&str, PlaceKind)] = &[
    ("references", PlaceKind::References),
    ("definition", PlaceKind::Definition),
    ("decorators", PlaceKind::Decorators),
    ("callers", PlaceKind::Callers),
];

impl CaseKind {
    /// All words.
    pub fn words() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|(word, _)| *word)
    }

    /// The word for it in rule files.
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(_, it)| *it == self).map_or("", |(word, _)| word)
    }

    /// Whether a match can be removed altogether, with its comma or its line.
    pub fn is_removable(self) -> bool {
        !matches!(self, Self::Expr | Self::Annotation | Self::Except)
    }
}

impl Isomorphism {
    /// All words.
    pub fn words() -> impl Iterator<Item = &'static str> {
        ISOMORPHISMS.iter().map(|(word, _)| *word)
    }
}

impl Case {
    pub(super) fn read(r: &mut Reader, mut table: Table<'_>) -> Option<Self> {
        let range = table.range;
        let name = r.opt_text(&mut table, "name");
        let body = CaseBody::read(r, &mut table);
        let when = table.take("when").and_then(|it| r.table(&it, "`when`"));
        let level = r.opt_text(&mut table, "level");
        let conditions = table.take("where").and_then(|it| r.table(&it, "[rewrite.where]"));
        let lets = table.take("let").and_then(|it| r.table(&it, "[rewrite.let]"));
        let also = table.take("also").map_or(Vec::new(), |it| r.tables(&it, "[[rewrite.also]]"));
        let case = Self {
            range,
            name,
            body: body?,
            when: when.map_or(Vec::new(), |it| When::read_all(r, it)),
            level: level.and_then(|it| r.word("level", &it, LEVELS)),
            min_version: r.opt_version(&mut table, "min_version"),
            max_version: r.opt_version(&mut table, "max_version"),
            conditions: conditions.map_or(Vec::new(), |it| Condition::read_all(r, it)),
            lets: lets.map_or(Vec::new(), |it| Let::read_all(r, it)),
            also: also.into_iter().filter_map(|it| Also::read(r, it)).collect(),
        };
        table.finish(r);
        Some(case)
    }

    /// The pattern, unless the case is native.
    pub fn from(&self) -> Option<&Text> {
        match &self.body {
            CaseBody::Pattern { from, .. } | CaseBody::LeftAlone { from, .. } => Some(from),
            CaseBody::Native(_) => None,
        }
    }

    /// The template, if the case has one.
    pub fn to(&self) -> Option<&Text> {
        match &self.body {
            CaseBody::Pattern { to, .. } => Some(to),
            CaseBody::LeftAlone { .. } | CaseBody::Native(_) => None,
        }
    }
}

impl CaseBody {
    fn read(r: &mut Reader, table: &mut Table<'_>) -> Option<Self> {
        if let Some(name) = r.opt_text(table, "native") {
            let refuses = r.opt_texts(table, "refuses");
            for key in ["from", "to"] {
                if let Some(item) = table.take(key) {
                    let (table, first) = (table.name.clone(), "native");
                    r.problem(item.key_range, Problem::Both { table, first, second: key });
                }
            }
            return Some(Self::Native(NativeCase { name, refuses }));
        }
        let kind = r.opt_text(table, "kind").and_then(|it| r.word("kind", &it, KINDS)).unwrap_or_default();
        let from = r.required_text(table, "from", "a pattern");
        if let Some(item) = table.take("refuse") {
            if let Some(to) = table.take("to") {
                let (table, first) = (table.name.clone(), "refuse");
                r.problem(to.key_range, Problem::Both { table, first, second: "to" });
            }
            let mut table = r.table(&item, "`refuse`")?;
            let refuse = Refuse {
                reason: r.required_text(&mut table, "reason", "the name of the reason"),
                because: r.required_text(&mut table, "because", "one sentence: why it is left alone"),
            };
            table.finish(r);
            return Some(Self::LeftAlone { kind, from, refuse });
        }
        let to = r.required_text(table, "to", "a template");
        let args = r.opt_text(table, "args");
        let args = args.and_then(|it| r.word("`args`", &it, &[("exact", ArgumentMatching::Exact)]));
        let iso = r.opt_texts(table, "iso");
        let iso = iso.iter().filter_map(|it| r.word("isomorphism", it, ISOMORPHISMS)).collect();
        if to.value.trim().is_empty() && to.range != table.range && !kind.is_removable() {
            r.wrong_value(
                "to",
                &to,
                format!("a template, since the kind `{}` cannot be removed", kind.word()),
            );
        }
        Some(Self::Pattern { kind, from, to, args: args.unwrap_or_default(), iso })
    }
}

impl When {
    pub(super) fn read_all(r: &mut Reader, table: Table<'_>) -> Vec<Self> {
        let setting = |item: Item<'_>| {
            let option = Text { value: item.key.clone(), range: item.key_range };
            Some(Self { option, choice: r.text(&item)? })
        };
        table.rest().into_iter().filter_map(setting).collect()
    }
}

impl Also {
    fn read(r: &mut Reader, mut table: Table<'_>) -> Option<Self> {
        let over = r.required_text(&mut table, "over", "the places, such as `references($x)`");
        let from = r.required_text(&mut table, "from", "a pattern");
        let to = r.required_text(&mut table, "to", "a template");
        let is_complete = r.flag(&mut table, "complete");
        let over = if over.range == table.range { None } else { Place::read(r, &over) };
        table.finish(r);
        Some(Self { over: over?, from, to, is_complete })
    }
}

impl Place {
    fn read(r: &mut Reader, text: &Text) -> Option<Self> {
        let parts = text.value.strip_suffix(')').and_then(|it| it.split_once("($"));
        let Some((kind, var)) = parts else {
            r.wrong_value("over", text, "places of a metavariable, such as `references($x)`");
            return None;
        };
        let kind = Text { value: kind.to_owned(), range: text.range };
        let kind = r.word("kind of place", &kind, PLACES)?;
        Some(Self { kind, var: Text { value: var.to_owned(), range: text.range } })
    }
}
