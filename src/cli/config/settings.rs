//! The configuration of the files of a folder, with nothing left open.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::layer::{ExcludePattern, Layer, PerFileIgnore, Rename};
use super::origin::Sourced;
use crate::rewrite::Acceptance;
use crate::syntax::PythonVersion;

/// The target version of a project that names none: the oldest that verdicts speak for.
const OLDEST_TARGET: PythonVersion = match PythonVersion::new(8) {
    Some(version) => version,
    None => PythonVersion::OLDEST,
};

/// The line length of a project that names none: PEP 8's limit, as black stretches it.
const DEFAULT_LINE_LENGTH: u32 = 88;

/// Folders that hold no sources of the project itself: version control, environments, caches, what was built.
const DEFAULT_EXCLUDE: &[&str] = &[
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".git-rewrite",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pants.d",
    ".pyenv",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    ".vscode",
    "__pypackages__",
    "_build",
    "buck-out",
    "build",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
];

/// How new names are imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum ImportStyle {
    /// `from M import Name` for classes, `import M` for functions of modules.
    Auto,
    /// `from M import name`.
    From,
    /// `import M`.
    Module,
}

/// The names of the import styles.
pub(super) const IMPORT_STYLES: &[(&str, ImportStyle)] =
    &[("auto", ImportStyle::Auto), ("from", ImportStyle::From), ("module", ImportStyle::Module)];

/// How much is run for a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct VerifySettings {
    /// Instructions a run may take.
    pub(in crate::cli) fuel: Sourced<u64>,
    /// Generated inputs a site.
    pub(in crate::cli) inputs: Sourced<u32>,
    pub(in crate::cli) seed: Sourced<u64>,
}

/// The configuration of the files of a folder.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Settings {
    /// The file that says it, absolute.
    pub(in crate::cli) file: Option<PathBuf>,
    pub(in crate::cli) target_version: Sourced<PythonVersion>,
    /// Whether the command line says what is selected: then a rule that `requires` a distribution is on without it.
    pub(in crate::cli) select: Sourced<Vec<String>>,
    pub(in crate::cli) extend_select: Vec<Sourced<String>>,
    pub(in crate::cli) ignore: Sourced<Vec<String>>,
    pub(in crate::cli) accept: Sourced<Acceptance>,
    pub(in crate::cli) tier: Option<Sourced<u8>>,
    pub(in crate::cli) assume: Vec<Sourced<String>>,
    pub(in crate::cli) rules_dir: Sourced<Vec<PathBuf>>,
    pub(in crate::cli) per_file_ignores: Vec<Sourced<PerFileIgnore>>,
    pub(in crate::cli) exclude: Sourced<Vec<ExcludePattern>>,
    pub(in crate::cli) extend_exclude: Vec<Sourced<ExcludePattern>>,
    pub(in crate::cli) force_exclude: Sourced<bool>,
    pub(in crate::cli) respect_gitignore: Sourced<bool>,
    pub(in crate::cli) import_style: Sourced<ImportStyle>,
    pub(in crate::cli) line_length: Sourced<u32>,
    pub(in crate::cli) verify: VerifySettings,
    pub(in crate::cli) options: BTreeMap<(String, String), Sourced<String>>,
    pub(in crate::cli) renames: Vec<Sourced<Rename>>,
    /// Normalized names of the distributions that the project depends on.
    pub(in crate::cli) dependencies: Arc<BTreeSet<String>>,
}

impl Settings {
    /// `layer`, and for what it leaves open what the project says, or a default.
    pub(super) fn new(
        file: Option<PathBuf>,
        layer: Layer,
        required: Option<Sourced<PythonVersion>>,
        dependencies: Arc<BTreeSet<String>>,
    ) -> Self {
        let or = Sourced::default_of;
        Self {
            file,
            target_version: layer.target_version.or(required).unwrap_or(or(OLDEST_TARGET)),
            select: layer.select.unwrap_or_else(|| Sourced::default_of(vec!["default".to_owned()])),
            extend_select: layer.extend_select,
            ignore: layer.ignore.unwrap_or_else(|| Sourced::default_of(Vec::new())),
            accept: layer.accept.unwrap_or(Sourced::default_of(Acceptance::Verified)),
            tier: layer.tier,
            assume: layer.assume,
            rules_dir: layer.rules_dir.unwrap_or_else(|| Sourced::default_of(Vec::new())),
            per_file_ignores: layer.per_file_ignores,
            exclude: layer.exclude.unwrap_or_else(|| Sourced::default_of(default_exclude())),
            extend_exclude: layer.extend_exclude,
            force_exclude: layer.force_exclude.unwrap_or(Sourced::default_of(false)),
            respect_gitignore: layer.respect_gitignore.unwrap_or(Sourced::default_of(true)),
            import_style: layer.import_style.unwrap_or(Sourced::default_of(ImportStyle::Auto)),
            line_length: layer.line_length.unwrap_or(Sourced::default_of(DEFAULT_LINE_LENGTH)),
            verify: VerifySettings {
                fuel: layer.verify_fuel.unwrap_or(Sourced::default_of(200_000)),
                inputs: layer.verify_inputs.unwrap_or(Sourced::default_of(32)),
                seed: layer.verify_seed.unwrap_or(Sourced::default_of(0)),
            },
            options: layer.options,
            renames: layer.renames,
            dependencies,
        }
    }

    /// The pattern that keeps `path`, which is absolute, from being looked at.
    pub(in crate::cli) fn excluded_by(&self, path: &Path) -> Option<&ExcludePattern> {
        let extended = self.extend_exclude.iter().map(|it| &it.value);
        self.exclude.value.iter().chain(extended).find(|it| it.matches(path))
    }

    /// The rules that are off in the file `path`, which is absolute: ids, sets, tags, globs.
    pub(in crate::cli) fn ignored_in(&self, path: &Path) -> Vec<&str> {
        let here = self.per_file_ignores.iter().filter(|it| it.value.pattern.matches(path));
        here.flat_map(|it| it.value.rules.iter().map(String::as_str)).collect()
    }
}

impl ExcludePattern {
    /// Whether the pattern is of `path`, which is absolute.
    pub(in crate::cli) fn matches(&self, path: &Path) -> bool {
        if self.is_of_name {
            return path.file_name().is_some_and(|name| self.matcher.is_match(name));
        }
        self.matcher.is_match(path)
    }
}

fn default_exclude() -> Vec<ExcludePattern> {
    let root = Path::new("/");
    DEFAULT_EXCLUDE.iter().filter_map(|name| ExcludePattern::new(name, root).ok()).collect()
}
