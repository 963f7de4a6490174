//! What one file, or the command line, says.

use std::collections::BTreeMap;
use std::path::PathBuf;

use globset::{Glob, GlobMatcher};

use super::origin::Sourced;
use super::settings::ImportStyle;
use crate::rewrite::Acceptance;
use crate::syntax::PythonVersion;

/// What one file or the command line says; `None` is what it does not mention.
#[derive(Debug, Clone, Default)]
pub(in crate::cli) struct Layer {
    pub(in crate::cli) target_version: Option<Sourced<PythonVersion>>,
    pub(in crate::cli) select: Option<Sourced<Vec<String>>>,
    pub(in crate::cli) extend_select: Vec<Sourced<String>>,
    pub(in crate::cli) ignore: Option<Sourced<Vec<String>>>,
    pub(in crate::cli) accept: Option<Sourced<Acceptance>>,
    pub(in crate::cli) tier: Option<Sourced<u8>>,
    /// Ids or patterns of assumptions that are vouched for.
    pub(in crate::cli) assume: Vec<Sourced<String>>,
    /// Absolute folders of local rules.
    pub(in crate::cli) rules_dir: Option<Sourced<Vec<PathBuf>>>,
    pub(in crate::cli) per_file_ignores: Vec<Sourced<PerFileIgnore>>,
    pub(in crate::cli) exclude: Option<Sourced<Vec<ExcludePattern>>>,
    pub(in crate::cli) extend_exclude: Vec<Sourced<ExcludePattern>>,
    pub(in crate::cli) force_exclude: Option<Sourced<bool>>,
    pub(in crate::cli) respect_gitignore: Option<Sourced<bool>>,
    pub(in crate::cli) import_style: Option<Sourced<ImportStyle>>,
    pub(in crate::cli) line_length: Option<Sourced<u32>>,
    pub(in crate::cli) verify_fuel: Option<Sourced<u64>>,
    pub(in crate::cli) verify_inputs: Option<Sourced<u32>>,
    pub(in crate::cli) verify_seed: Option<Sourced<u64>>,
    /// Settings of rules, by rule and name.
    pub(in crate::cli) options: BTreeMap<(String, String), Sourced<String>>,
    pub(in crate::cli) renames: Vec<Sourced<Rename>>,
}

impl Layer {
    /// This layer on top of `base`: lists that extend are appended, tables are merged, all else replaces.
    pub(in crate::cli) fn over(self, base: Self) -> Self {
        let mut options = base.options;
        options.extend(self.options);
        Self {
            target_version: self.target_version.or(base.target_version),
            // A new selection starts afresh, so what extended the old one does not count any more.
            extend_select: match self.select {
                Some(_) => self.extend_select,
                None => chained(base.extend_select, self.extend_select),
            },
            select: self.select.or(base.select),
            ignore: self.ignore.or(base.ignore),
            accept: self.accept.or(base.accept),
            tier: self.tier.or(base.tier),
            assume: chained(base.assume, self.assume),
            rules_dir: self.rules_dir.or(base.rules_dir),
            per_file_ignores: chained(base.per_file_ignores, self.per_file_ignores),
            exclude: self.exclude.or(base.exclude),
            extend_exclude: chained(base.extend_exclude, self.extend_exclude),
            force_exclude: self.force_exclude.or(base.force_exclude),
            respect_gitignore: self.respect_gitignore.or(base.respect_gitignore),
            import_style: self.import_style.or(base.import_style),
            line_length: self.line_length.or(base.line_length),
            verify_fuel: self.verify_fuel.or(base.verify_fuel),
            verify_inputs: self.verify_inputs.or(base.verify_inputs),
            verify_seed: self.verify_seed.or(base.verify_seed),
            options,
            renames: chained(base.renames, self.renames),
        }
    }
}

fn chained<T>(mut first: Vec<T>, second: Vec<T>) -> Vec<T> {
    first.extend(second);
    first
}

/// A pattern of paths that are not looked at.
#[derive(Debug, Clone)]
pub(in crate::cli) struct ExcludePattern {
    /// As it was written.
    pub(in crate::cli) text: String,
    /// Of the name alone where the pattern has no `/`, else of the whole path.
    pub(in crate::cli) is_of_name: bool,
    pub(in crate::cli) matcher: GlobMatcher,
}

impl ExcludePattern {
    /// `text` is relative to `folder`, which is absolute, if it holds a `/`.
    pub(in crate::cli) fn new(text: &str, folder: &std::path::Path) -> Result<Self, globset::Error> {
        let trimmed = text.trim_end_matches('/');
        let is_of_name = !trimmed.contains('/');
        let matcher = if is_of_name { Glob::new(trimmed)? } else { rooted(trimmed, folder)? };
        Ok(Self { text: text.to_owned(), is_of_name, matcher: matcher.compile_matcher() })
    }
}

/// Rules that are off in the files of a pattern.
#[derive(Debug, Clone)]
pub(in crate::cli) struct PerFileIgnore {
    pub(in crate::cli) pattern: ExcludePattern,
    /// Ids, sets, tags, globs.
    pub(in crate::cli) rules: Vec<String>,
}

/// The glob of a path below `folder`: a star does not cross a `/` there.
fn rooted(text: &str, folder: &std::path::Path) -> Result<Glob, globset::Error> {
    let whole = if text.starts_with('/') {
        text.to_owned()
    } else {
        let folder = globset::escape(&folder.to_string_lossy());
        format!("{}/{}", folder.trim_end_matches('/'), text.trim_start_matches("./"))
    };
    globset::GlobBuilder::new(&whole).literal_separator(true).build()
}

/// A rule that nobody should have to write a file for: `[[tool.reskin.rename]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Rename {
    /// The old qualified name.
    pub(in crate::cli) from: String,
    /// The new one.
    pub(in crate::cli) to: String,
    /// Keyword arguments: to their new name, or `None` where they are dropped.
    pub(in crate::cli) args: Vec<(String, Option<String>)>,
    /// The version of the library that brought the new name.
    pub(in crate::cli) since: Option<String>,
}
