//! The rules that a command speaks of: ours and those of `--rules-dir`.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::rewrite::rule_file::MAX_RULE_FILE_BYTES;
use crate::rewrite::rule_set::Catalog;

/// Where rules come from.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Sources {
    /// A folder with rule files of a project, as the configuration's `rules-dir`; may be given several times
    #[arg(long, value_name = "DIR")]
    rules_dir: Vec<PathBuf>,
}

impl Sources {
    pub(super) fn catalog(&self) -> anyhow::Result<Catalog> {
        let mut catalog = Catalog::shipped()?;
        for folder in &self.rules_dir {
            add_folder(&mut catalog, folder)?;
        }
        Ok(catalog)
    }
}

/// Adds the `*.toml` of a folder by name, `sets.toml` as sets.
pub(in super::super) fn add_folder(catalog: &mut Catalog, folder: &Path) -> anyhow::Result<()> {
    let shown = folder.display();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {shown}"))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.with_context(|| format!("cannot read {shown}"))?.path());
    }
    paths.retain(|it| it.extension().is_some_and(|it| it == "toml"));
    paths.sort();
    for path in paths {
        let name = path.display().to_string();
        let text = read(&path).with_context(|| format!("cannot read {name}"))?;
        if path.file_name().is_some_and(|it| it == "sets.toml") {
            catalog.add_sets(&name, &text)?;
        } else {
            catalog.add_local(&name, &text)?;
        }
    }
    Ok(())
}

/// Puts a rule file in the place of the rule of its id, which is returned.
pub(super) fn put_file(catalog: &mut Catalog, path: &Path) -> anyhow::Result<String> {
    let name = path.display().to_string();
    let text = read(path).with_context(|| format!("cannot read {name}"))?;
    Ok(catalog.put(&name, &text)?)
}

/// Reads no more than is needed to see that a file is too large, so that an endless device ends too.
fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(MAX_RULE_FILE_BYTES as u64 + 1).read_to_string(&mut text)?;
    Ok(text)
}
