//! Which files are to be compiled.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::unit::python_repr;
use crate::text::report::shown_path;

/// Files and folders, one a line.
pub(super) fn read_list(list: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let text = if list.as_os_str() == "-" {
        io::read_to_string(io::stdin()).context("cannot read standard input")?
    } else {
        fs::read_to_string(list).with_context(|| format!("Error reading file list {}", list.display()))?
    };
    Ok(text.lines().map(|line| PathBuf::from(line.trim())).collect())
}

/// Hands on the file `path`, or each file in the folder `path`, with that folder.
pub(super) fn find(
    path: &Path,
    max_depth: usize,
    quiet: u8,
    out: &mut impl Write,
    found: &mut impl FnMut(&Path, Option<&Path>),
) -> io::Result<()> {
    if path.is_file() {
        found(path, None);
        return Ok(());
    }
    walk(path, path, max_depth, quiet, out, found)
}

/// Folders are listed in the order of their names, and `__pycache__` is no place for sources.
fn walk(
    top: &Path,
    folder: &Path,
    max_depth: usize,
    quiet: u8,
    out: &mut impl Write,
    found: &mut impl FnMut(&Path, Option<&Path>),
) -> io::Result<()> {
    let shown = python_repr(&shown_path(folder));
    if quiet == 0 {
        writeln!(out, "Listing {shown}...")?;
    }
    let Ok(entries) = fs::read_dir(folder) else {
        if quiet < 2 {
            writeln!(out, "Can't list {shown}")?;
        }
        return Ok(());
    };
    let mut names: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
    names.sort();
    for name in names {
        let path = folder.join(&name);
        if name == "__pycache__" {
            continue;
        }
        if !path.is_dir() {
            found(&path, Some(top));
        } else if max_depth > 0 && !path.is_symlink() {
            walk(top, &path, max_depth - 1, quiet, out, found)?;
        }
    }
    Ok(())
}
