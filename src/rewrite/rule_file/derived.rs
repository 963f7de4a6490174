//! `[rewrite.let.NAME]`: trees that are computed from what was matched.

use super::condition::Condition;
use super::error::Problem;
use super::reader::{Reader, Table};
use super::text::Text;

/// A tree that is computed from what was matched, and named like a metavariable.
#[derive(Debug, Clone, PartialEq)]
pub struct Let {
    /// Its name, without the `$`.
    pub name: Text,
    /// How it is computed.
    pub form: LetForm,
}

/// How a tree is computed.
#[derive(Debug, Clone, PartialEq)]
pub enum LetForm {
    /// A left fold over a sequence: `$acc` is what there is so far, `$item` the next item.
    Fold {
        /// A template over `$acc` and `$item`.
        step: Text,
        /// The sequence variable, without `$...`.
        over: Text,
        /// A template of what there is at first.
        init: Text,
    },
    /// A sequence of the same length, each item `$item` through a template.
    Map {
        /// A template over `$item`.
        each: Text,
        /// The sequence variable, without `$...`.
        over: Text,
    },
    /// A template that holds under conditions.
    Template {
        /// The template.
        template: Text,
        /// All of these must hold.
        conditions: Vec<Condition>,
        /// What stands there if they do not; without it the case does not match.
        otherwise: Option<Text>,
    },
    /// A function in Rust.
    Native {
        /// Its name in the registry of natives.
        name: Text,
        /// The variables that it gets, without `$`.
        args: Vec<Text>,
        /// The reasons for which it may refuse.
        refuses: Vec<Text>,
    },
}

impl Let {
    pub(super) fn read_all(r: &mut Reader, table: Table<'_>) -> Vec<Self> {
        let mut out = Vec::new();
        for item in table.rest() {
            let name = Text { value: item.key.clone(), range: item.key_range };
            let Some(mut table) = r.table(&item, format!("[rewrite.let.{}]", item.key)) else { continue };
            if let Some(form) = LetForm::read(r, &mut table) {
                table.finish(r);
                out.push(Self { name, form });
            }
        }
        out
    }
}

impl LetForm {
    /// Reads the form that the table's key names; `None` if it names none, which is noted.
    fn read(r: &mut Reader, table: &mut Table<'_>) -> Option<Self> {
        const OVER: &str = "the name of a sequence variable";
        if let Some(step) = r.opt_text(table, "fold") {
            let over = r.required_text(table, "over", OVER);
            let init = r.required_text(table, "init", "a template of the first value");
            return Some(Self::Fold { step, over, init });
        }
        if let Some(each) = r.opt_text(table, "map") {
            return Some(Self::Map { each, over: r.required_text(table, "over", OVER) });
        }
        if let Some(template) = r.opt_text(table, "template") {
            let conditions = table.take("where").and_then(|it| r.table(&it, "`where`"));
            let conditions = conditions.map_or(Vec::new(), |it| Condition::read_all(r, it));
            return Some(Self::Template { template, conditions, otherwise: r.opt_text(table, "else") });
        }
        if let Some(name) = r.opt_text(table, "native") {
            let args = r.opt_texts(table, "args");
            return Some(Self::Native { name, args, refuses: r.opt_texts(table, "refuses") });
        }
        let expected = "a template; or `fold`, `map` or `native`";
        r.problem(table.range, Problem::MissingKey { key: "template", table: table.name.clone(), expected });
        None
    }

    /// The templates in it.
    pub fn templates(&self) -> Vec<&Text> {
        match self {
            Self::Fold { step, init, .. } => vec![init, step],
            Self::Map { each, .. } => vec![each],
            Self::Template { template, otherwise, .. } => {
                std::iter::once(template).chain(otherwise.as_ref()).collect()
            }
            Self::Native { .. } => Vec::new(),
        }
    }

    /// The names that its templates may use beside what is bound elsewhere.
    pub fn own_names(&self) -> &'static [&'static str] {
        match self {
            Self::Fold { .. } => &["acc", "item"],
            Self::Map { .. } => &["item"],
            Self::Template { .. } | Self::Native { .. } => &[],
        }
    }

    /// The variables that it names outside of templates.
    pub fn named_variables(&self) -> Vec<&Text> {
        match self {
            Self::Fold { over, .. } | Self::Map { over, .. } => vec![over],
            Self::Template { conditions, .. } => conditions.iter().map(|it| &it.var).collect(),
            Self::Native { args, .. } => args.iter().collect(),
        }
    }
}
