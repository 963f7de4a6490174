//! Which files are to be compiled.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::path::python_repr;

/// What is met on the way through the folders, in order.
pub(super) enum Met {
    /// What `compileall` prints.
    Line(String),
    /// A file; the folder that it was found in, unless it was named itself.
    File { path: PathBuf, top: Option<PathBuf> },
}

/// How to go through folders.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk {
    /// Levels of subfolders.
    pub(super) max_depth: i64,
    /// How often `-q` was given.
    pub(super) quiet: u8,
}

/// Files and folders, one a line.
pub(super) fn read_list(list: &Path) -> anyhow::Result<Option<Vec<PathBuf>>> {
    let text = if list.as_os_str() == "-" {
        io::read_to_string(io::stdin()).context("cannot read standard input")?
    } else {
        match fs::read_to_string(list) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(error).with_context(|| format!("cannot read {}", list.display()));
            }
            Err(_) => return Ok(None),
        }
    };
    Ok(Some(text.lines().map(|line| PathBuf::from(line.trim())).collect()))
}

impl Walk {
    /// Adds the file `path`, or each file in the folder `path`.
    pub(super) fn find(self, path: &Path, found: &mut Vec<Met>) {
        if path.is_file() {
            found.push(Met::File { path: path.to_owned(), top: None });
        } else {
            self.folder(path, path, found);
        }
    }

    /// Folders are listed in the order of their names, and `__pycache__` is no place for sources.
    fn folder(self, top: &Path, folder: &Path, found: &mut Vec<Met>) {
        let shown = python_repr(folder);
        if self.quiet == 0 {
            found.push(Met::Line(format!("Listing {shown}...")));
        }
        let Ok(entries) = fs::read_dir(folder) else {
            if self.quiet < 2 {
                found.push(Met::Line(format!("Can't list {shown}")));
            }
            return;
        };
        let mut names: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
        names.sort();
        for name in names {
            let path = folder.join(&name);
            if name == "__pycache__" {
                continue;
            }
            if !path.is_dir() {
                found.push(Met::File { path, top: Some(top.to_owned()) });
            } else if self.max_depth > 0 && !path.is_symlink() {
                let deeper = Self { max_depth: self.max_depth - 1, ..self };
                deeper.folder(top, &path, found);
            }
        }
    }
}
