//! The settings of each folder, found once.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::shown;
use super::layer::Layer;
use super::origin::Sourced;
use super::settings::Settings;
use super::{ConfigError, dependencies, file, requires_python};
use crate::syntax::PythonVersion;

/// Where configuration is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum ConfigChoice {
    /// The nearest file above each source file.
    Nearest,
    /// One file for all.
    File(PathBuf),
    /// No file: `--isolated`.
    Isolated,
}

/// The settings of each folder, found once; a folder without a file of its own has those of the folder above.
#[derive(Debug)]
pub(in crate::cli) struct Resolver {
    choice: ConfigChoice,
    /// What the command line says; it is on top of every file.
    command_line: Layer,
    folders: HashMap<PathBuf, Folder>,
    /// Layers of files that were read.
    notes: Vec<String>,
}

/// What is known of a folder.
#[derive(Debug, Clone)]
struct Folder {
    /// The configuration file that counts, and all that it extends.
    files: Vec<PathBuf>,
    project: Project,
    settings: Arc<Settings>,
}

/// What the project around a folder says to everybody.
#[derive(Debug, Clone, Default)]
struct Project {
    required: Option<Sourced<PythonVersion>>,
    dependencies: Arc<BTreeSet<String>>,
}

impl Resolver {
    pub(in crate::cli) fn new(choice: ConfigChoice, command_line: Layer) -> Self {
        Self { choice, command_line, folders: HashMap::new(), notes: Vec::new() }
    }

    /// What `KEY=VALUE` of an option says.
    pub(in crate::cli) fn parse_option(option: &'static str, text: &str) -> Result<Layer, ConfigError> {
        file::parse_option(option, text)
    }

    /// The settings of the files in `folder`, which is absolute.
    pub(in crate::cli) fn settings(&mut self, folder: &Path) -> Result<Arc<Settings>, ConfigError> {
        self.resolve(folder)?;
        // `resolve` has put it there.
        Ok(self.folders[folder].settings.clone())
    }

    /// What was noticed, once each: files that hide others.
    pub(in crate::cli) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Resolves `folder`, and before it those above that are not yet known, from the top.
    fn resolve(&mut self, folder: &Path) -> Result<(), ConfigError> {
        let unknown: Vec<_> = folder.ancestors().take_while(|it| !self.folders.contains_key(*it)).collect();
        for folder in unknown.into_iter().rev() {
            let above = folder.parent().and_then(|it| self.folders.get(it)).cloned();
            let resolved = self.resolve_one(folder, above)?;
            self.folders.insert(folder.to_owned(), resolved);
        }
        Ok(())
    }

    fn resolve_one(&mut self, folder: &Path, above: Option<Folder>) -> Result<Folder, ConfigError> {
        let own_file = match &self.choice {
            ConfigChoice::Nearest => file::in_folder(folder)?,
            ConfigChoice::File(path) if above.is_none() => Some(path.clone()),
            ConfigChoice::File(_) | ConfigChoice::Isolated => None,
        };
        let is_project = dependencies::is_project(folder);
        if let (Some(above), None, false) = (&above, &own_file, is_project) {
            return Ok(above.clone());
        }
        let project = project_of(folder, is_project, above.as_ref());
        let (layer, files) = match (&own_file, &above) {
            (Some(path), _) => file::load(path)?,
            (None, Some(above)) => match above.files.first() {
                Some(path) => file::load(path)?,
                None => Default::default(),
            },
            (None, None) => Default::default(),
        };
        if let (Some(own), Some(outer)) = (&own_file, above.as_ref().and_then(|it| it.files.first()))
            && !is_among(outer, &files)
        {
            let (own, outer) = (shown(own), shown(outer));
            self.notes.push(format!("{own} hides the configuration of {outer}; `extend` would keep it"));
        }
        let layer = self.command_line.clone().over(layer);
        let settings = Settings::new(
            files.first().cloned(),
            layer,
            project.required.clone(),
            project.dependencies.clone(),
        );
        Ok(Folder { files, project, settings: Arc::new(settings) })
    }
}

/// Compared as the file system names them: an extended file is found through its real path.
fn is_among(file: &Path, files: &[PathBuf]) -> bool {
    let real = |it: &Path| std::fs::canonicalize(it).unwrap_or_else(|_| it.to_owned());
    files.iter().any(|it| real(it) == real(file))
}

/// A folder of a project without a word on a matter has the word of the project around it.
fn project_of(folder: &Path, is_project: bool, above: Option<&Folder>) -> Project {
    let outer = above.map(|it| it.project.clone()).unwrap_or_default();
    if !is_project {
        return outer;
    }
    let mut names = dependencies::in_folder(folder);
    names.extend(outer.dependencies.iter().cloned());
    Project { required: requires_python::in_folder(folder).or(outer.required), dependencies: Arc::new(names) }
}
