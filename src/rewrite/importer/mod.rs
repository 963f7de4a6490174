//! Spells the qualified names that sites need, and adds and removes the imports of a file.
//!
//! In go a file and the sites that are applied to it together; out come the spelling of every [`ImportNeed`], the
//! edits of the import statements, and what those import or no longer import. Nothing of this is stored in a site,
//! because any subset of sites may be applied.
//!
//! # How a name is spelled
//!
//! In this order, and alike at all places of the file if one spelling fits all of them:
//!
//! 1. by a binding of that very object in scope: `P` after `from pathlib import Path as P`;
//! 2. by a binding of a module that has it: `pl.Path` after `import pathlib as pl`;
//! 3. if the file has `from M import …` at module level, the name is added there;
//! 4. else by [`ImportStyle`]: `from M import Name` for classes and `import M` for the rest, or always one of them.
//!
//! An existing binding is used if every binding of the variable imports the same thing, and one of them is executed
//! before the place is on every path: it stands earlier in a block around the place, or in all branches of a statement
//! that does. So an import below the place, in `if TYPE_CHECKING:` or in one branch only is not relied upon; another one
//! of the same thing is added above.
//!
//! A spelling is not used where its first name means something else: a parameter or local variable around the place, a
//! name of the class around it, a global that is bound otherwise, or one that the file reads without binding it (a
//! builtin, or a name that somebody injects). In a file with `import *` only bindings after the last one are trusted. A
//! place that no spelling fits refuses its site with the reason `import-shadowed`; an alias is never invented.
//!
//! # Where an import is added
//!
//! At module level, after the docstring, `from __future__` imports and `import *`, before the first statement that needs
//! it, never inside `try` or `if`. Beside imports it goes to those of its section (standard library, third party, first
//! party, relative), to its alphabetical place if they are sorted, by the order that they follow; a section that is new
//! is set off by a blank line if the others are. Without any, it goes after the docstring and names such as
//! `__version__`, or below the comments at the top. Lists in `from M import …` keep their layout and order.
//!
//! # What is removed
//!
//! An import that a site *releases*, if these sites took the last use of its variable. It stays if anything else may
//! see it; `removal.rs` lists what may. A comment on it keeps it too.
//!
//! # Order of edits
//!
//! The edits never overlap the writes of the sites. They may touch: an import edit is to be applied before a write at the
//! same offset.

mod context;
mod place;
mod stdlib;

mod binding;
mod spelling;

mod removal;

mod statement;

mod order;

mod deletion;
mod from_list;
mod insertion;

use super::file::FileModel;
use super::site::{ImportNeed, Site};
use super::verdict::Refusal;
use crate::semantic::Answer;
use crate::text::{TextEdit, TextRange};

pub(super) use self::place::whole_range;

use self::context::Context;
use self::spelling::Speller;

/// How a name is imported that is neither bound nor of a module from which the file imports names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ImportStyle {
    /// `from M import Name` for classes, `import M` for the rest.
    #[default]
    ByKind,
    /// `from M import name`.
    From,
    /// `import M`.
    Module,
}

/// What a qualified name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// A module.
    Module,
    /// A class.
    Class,
    /// A function, a constant, an attribute of one.
    Other,
}

/// What the importer is told beside the file.
pub struct ImportOptions<'a> {
    /// The project's `import-style`.
    pub style: ImportStyle,
    /// Columns of a line, in characters; longer lists are wrapped.
    pub line_length: usize,
    /// The file's own dotted name, which it does not import from.
    pub module: Option<&'a str>,
    /// Whether it is an `__init__.py`, whose names are for others.
    pub is_package: bool,
    /// The first components of the project's own modules.
    pub first_party: &'a [String],
    /// What a qualified name is, where that is known; the standard library's modules and classes are without it.
    pub kind_of: &'a dyn Fn(&str) -> Option<NameKind>,
    /// Whether a module-level name of this file is imported from it elsewhere; for all names if the file is imported
    /// with `import *`.
    pub is_imported_elsewhere: &'a dyn Fn(&str) -> bool,
}

impl Default for ImportOptions<'_> {
    fn default() -> Self {
        Self {
            style: ImportStyle::default(),
            line_length: 88,
            module: None,
            is_package: false,
            first_party: &[],
            kind_of: &|_| None,
            is_imported_elsewhere: &|_| false,
        }
    }
}

/// One name that an import statement binds, as `from module import name as asname`, or `import module as asname`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImportedName {
    /// The module, with its leading dots if it is relative.
    pub module: String,
    /// The name that is taken out of it.
    pub name: Option<String>,
    /// The name that is bound instead.
    pub asname: Option<String>,
}

/// What becomes of the imports of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPlan {
    /// For every site the spelling of each of its needs; empty texts for a refused site.
    pub spellings: Vec<Vec<String>>,
    /// Sites that cannot be applied, by index, in order. If there are any, there are no edits: the caller plans again
    /// without them.
    pub refused: Vec<(usize, Refusal)>,
    /// Sorted by start, disjoint, in bytes of the old text; disjoint from the writes of the sites.
    pub edits: Vec<TextEdit>,
    /// What the edits import that was not imported there; sorted.
    pub added: Vec<ImportedName>,
    /// What they no longer import; sorted.
    pub removed: Vec<ImportedName>,
}

/// Plans the imports of `file` for `sites`, which are applied together.
pub fn plan(file: &FileModel<'_>, sites: &[&Site], options: &ImportOptions<'_>) -> ImportPlan {
    let ctx = Context::new(file, sites, options);
    let spelled = Speller::new(&ctx, sites).spell();
    let mut plan = ImportPlan { spellings: spelled.texts, refused: spelled.refused, ..ImportPlan::default() };
    if plan.refused.is_empty() {
        let removals = removal::find(&ctx, sites, &plan.spellings);
        statement::edit(&ctx, &spelled.wanted, removals, &mut plan);
    }
    plan
}

/// The edits of a site with its needs spelled: `spellings` has one text for each of them.
pub fn spell(site: &Site, spellings: &[String]) -> Vec<TextEdit> {
    let mut edits: Vec<TextEdit> = site.writes.iter().map(|write| write.edit.clone()).collect();
    let mut needs: Vec<(&ImportNeed, &String)> = site.imports.iter().zip(spellings).collect();
    // From the back, so that the ranges before stay true.
    needs.sort_by_key(|(need, _)| std::cmp::Reverse(need.at.start()));
    for (need, text) in needs {
        if let Some(edit) = edits.get_mut(need.write_idx) {
            edit.insert.replace_range(usize::from(need.at.start())..usize::from(need.at.end()), text);
        }
    }
    edits
}

/// Whether the name of a builtin means that builtin at `range`: nothing around binds it.
///
/// `range` is what a write replaces there; it may be empty.
pub fn builtin_is_visible(file: &FileModel<'_>, range: TextRange, name: &str) -> Answer {
    binding::builtin_is_visible(file, place::scope_at(file, range, range), name)
}
