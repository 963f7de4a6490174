//! The rules that a command speaks of: ours and those of `--rules-dir`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

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
pub(super) fn add_folder(catalog: &mut Catalog, folder: &Path) -> anyhow::Result<()> {
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
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
        if path.file_name().is_some_and(|it| it == "sets.toml") {
            catalog.add_sets(&name, &text)?;
        } else {
            catalog.add_local(&name, &text)?;
        }
    }
    Ok(())
}
