//! Which files are looked at.
//!
//! In: the paths of the command line. Out: every file, once, sorted by path, with the settings of its folder; and what
//! was found but is not looked at, with the reason. A folder is walked without following symbolic links, and without
//! what git ignores or the configuration excludes; a file that is given by name is taken whatever it is called. What
//! cannot be read is an entry like any other: it ends nothing.

mod gitignore;
mod python_file;
mod walk;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::{ConfigError, Resolver, Settings};

pub(super) use gitignore::repository_root;

/// A path that was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// As it is shown: relative if it was given so.
    pub(super) path: PathBuf,
    /// The same path, absolute, its folder's links resolved.
    pub(super) absolute: PathBuf,
    pub(super) state: State,
}

/// What is to be done with a path.
#[derive(Debug, Clone)]
pub(super) enum State {
    /// It is looked at, with the settings of its folder.
    Taken(Arc<Settings>),
    /// It is not looked at, for this reason.
    Skipped(&'static str),
    /// It cannot be.
    Failed(String),
}

/// Everything that was found.
#[derive(Debug, Default)]
pub(super) struct Discovery {
    /// Sorted by path, no file twice.
    pub(super) found: Vec<Found>,
    /// Files and folders that the configuration excludes.
    pub(super) n_excluded: usize,
    /// Files and folders that git ignores.
    pub(super) n_ignored: usize,
}

/// Finds the files of `paths`. Only what is wrong with a configuration is an error.
pub(super) fn discover(paths: &[PathBuf], resolver: &mut Resolver) -> Result<Discovery, ConfigError> {
    let mut discovery = Discovery::default();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk::walk(path, resolver, &mut discovery)?,
            Ok(_) => named_file(path, resolver, &mut discovery)?,
            Err(error) => {
                let state = State::Failed(format!("cannot read it: {error}"));
                discovery.found.push(Found { path: shown(path), absolute: absolute(path), state });
            }
        }
    }
    discovery.found.sort_by(|a, b| a.path.cmp(&b.path));
    if paths.len() > 1 {
        remove_duplicates(&mut discovery.found);
    }
    Ok(discovery)
}

/// A file that is given by name is taken, unless `force-exclude` is on and it, or a folder on the way, is excluded.
fn named_file(path: &Path, resolver: &mut Resolver, discovery: &mut Discovery) -> Result<(), ConfigError> {
    let absolute = absolute(path);
    let settings = resolver.settings(absolute.parent().unwrap_or(Path::new("/")))?;
    let root = match &settings.file {
        Some(file) => file.parent().map(Path::to_owned).unwrap_or_default(),
        None => std::env::current_dir().unwrap_or_default(),
    };
    // Folders above the project's own have names of their own: `/home/build/app` is not excluded as `build`.
    let on_the_way = absolute.ancestors().take_while(|it| *it == absolute || it.starts_with(&root));
    let mut on_the_way = on_the_way.filter(|it| *it != root);
    if settings.force_exclude.value && on_the_way.any(|it| settings.excluded_by(it).is_some()) {
        discovery.n_excluded += 1;
        return Ok(());
    }
    discovery.found.push(Found { path: shown(path), absolute, state: State::Taken(settings) });
    Ok(())
}

/// One file has one entry, the first by path, however it is reached.
fn remove_duplicates(found: &mut Vec<Found>) {
    let mut seen = HashSet::new();
    found.retain(|it| seen.insert(fs::canonicalize(&it.absolute).unwrap_or_else(|_| it.absolute.clone())));
}

/// The path without a leading `./`.
fn shown(path: &Path) -> PathBuf {
    match path.strip_prefix("./") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_owned(),
        _ => path.to_owned(),
    }
}

/// The path from the root, with the links of its folder resolved, so that folders above it are what they seem.
pub(super) fn absolute(path: &Path) -> PathBuf {
    if path.is_dir() {
        return fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    }
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).or_else(|_| std::path::absolute(folder));
    match (folder, path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}
