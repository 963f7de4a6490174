//! Stand-in.
use super::file::FileModel;
use super::site::{ImportNeed, Site};
use super::verdict::Refusal;
use crate::semantic::Answer;
use crate::text::{TextEdit, TextRange};

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

/// Stand-in.
pub fn plan(_file: &FileModel<'_>, sites: &[&Site], _options: &ImportOptions<'_>) -> ImportPlan {
    let spellings = sites
        .iter()
        .map(|site| site.imports.iter().map(|it: &ImportNeed| it.qualified.clone()).collect())
        .collect();
    ImportPlan { spellings, ..ImportPlan::default() }
}

/// Stand-in.
pub fn builtin_is_visible(_file: &FileModel<'_>, _range: TextRange, _name: &str) -> Answer {
    Answer::Yes
}
