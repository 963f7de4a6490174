//! The files below a folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::gitignore::IgnoreStack;
use super::python_file::{has_python_name, is_python_script};
use super::{Discovery, Found, State, absolute, shown};
use crate::cli::config::{ConfigError, Resolver, Settings};

/// Adds the Python files below `root` to `discovery`, in the order of their names.
pub(super) fn walk(
    root: &Path,
    resolver: &mut Resolver,
    discovery: &mut Discovery,
) -> Result<(), ConfigError> {
    let real_root = absolute(root);
    let ignores = IgnoreStack::above(&real_root);
    let mut walker =
        Walker { root, base: ignores.len(), ignores, real_root, settings: Vec::new(), discovery };
    let mut entries = WalkDir::new(root).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if is_folder(&entry) => {
                if walker.refuses_folder(&entry) {
                    entries.skip_current_dir();
                } else {
                    walker.enter(&entry, resolver)?;
                }
            }
            Ok(entry) => walker.file(&entry),
            Err(error) => walker.failed(&error),
        }
    }
    Ok(())
}

/// The root is a folder also where it is a link to one.
fn is_folder(entry: &DirEntry) -> bool {
    entry.depth() == 0 || entry.file_type().is_dir()
}

struct Walker<'a> {
    root: &'a Path,
    real_root: PathBuf,
    ignores: IgnoreStack,
    /// Levels of `ignores` above the root.
    base: usize,
    /// The settings of each folder on the way from the root.
    settings: Vec<Arc<Settings>>,
    discovery: &'a mut Discovery,
}

impl Walker<'_> {
    /// Enters a folder: its settings and its ignore file hold for what follows.
    fn enter(&mut self, entry: &DirEntry, resolver: &mut Resolver) -> Result<(), ConfigError> {
        let folder = self.real(entry.path());
        self.leave_to(entry.depth());
        self.ignores.push(&folder);
        self.settings.push(resolver.settings(&folder)?);
        Ok(())
    }

    /// Leaves all folders as deep as `depth`.
    fn leave_to(&mut self, depth: usize) {
        self.ignores.truncate(self.base + depth);
        self.settings.truncate(depth);
    }

    fn refuses_folder(&mut self, entry: &DirEntry) -> bool {
        entry.depth() > 0 && self.is_left_out(entry, true)
    }

    /// Whether the folder around `entry` excludes or ignores it; it is counted then.
    fn is_left_out(&mut self, entry: &DirEntry, is_folder: bool) -> bool {
        self.leave_to(entry.depth());
        let Some(settings) = self.settings.last() else { return false };
        let path = self.real(entry.path());
        if settings.excluded_by(&path).is_some() {
            // A repository's own folder is nobody's source.
            self.discovery.n_excluded += usize::from(entry.file_name() != ".git");
            return true;
        }
        let is_ignored = settings.respect_gitignore.value && self.ignores.is_ignored(&path, is_folder);
        self.discovery.n_ignored += usize::from(is_ignored);
        is_ignored
    }

    fn file(&mut self, entry: &DirEntry) {
        let path = entry.path();
        let is_named_so = has_python_name(path);
        // What cannot be Python is not asked about: most files of a tree are of this kind.
        if !is_named_so && path.extension().is_some() || self.is_left_out(entry, false) {
            return;
        }
        let state = if entry.file_type().is_file() {
            if !is_named_so && !is_python_script(path) {
                return;
            }
            let Some(settings) = self.settings.last() else { return };
            State::Taken(settings.clone())
        } else if !is_named_so {
            return;
        } else if entry.file_type().is_symlink() {
            State::Skipped("symbolic link")
        } else {
            State::Skipped("no regular file")
        };
        let absolute = self.real(path);
        self.discovery.found.push(Found { path: shown(path), absolute, state });
    }

    /// What cannot be listed.
    fn failed(&mut self, error: &walkdir::Error) {
        let path = error.path().unwrap_or(self.root);
        let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        let state = State::Failed(format!("cannot read it: {why}"));
        let absolute = self.real(path);
        self.discovery.found.push(Found { path: shown(path), absolute, state });
    }

    /// The absolute path of one below the root.
    fn real(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(self.root) {
            Ok(rest) if !rest.as_os_str().is_empty() => self.real_root.join(rest),
            _ => self.real_root.clone(),
        }
    }
}
