//! A TOML text that is being read: places in it and complaints about it.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::ConfigError;
use super::origin::Origin;

/// A configuration file's text, or an option of the command line that holds TOML.
pub(super) struct Document {
    /// As it is shown.
    pub(super) name: Arc<str>,
    pub(super) text: String,
    /// What its relative paths and patterns are relative to; absolute.
    pub(super) folder: PathBuf,
    /// The option, if it is no file.
    pub(super) option: Option<&'static str>,
}

impl Document {
    /// The file at `path` with its `text`.
    pub(super) fn of_file(path: &Path, text: String) -> Self {
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        Self { name: shown(path).into(), text, folder, option: None }
    }

    /// `text` from the command line, in the current folder.
    pub(super) fn of_option(option: &'static str, text: String) -> Self {
        let folder = std::env::current_dir().unwrap_or_default();
        Self { name: option.into(), text, folder, option: Some(option) }
    }

    /// Where what stands at `span` comes from.
    pub(super) fn origin(&self, span: &Range<usize>) -> Origin {
        match self.option {
            Some(option) => Origin::CommandLine(option),
            None => Origin::File { file: self.name.clone(), line: self.line(span.start) },
        }
    }

    /// A complaint about what stands at `span`.
    pub(super) fn error(&self, span: &Range<usize>, message: impl Into<String>) -> ConfigError {
        let line = self.option.is_none().then(|| self.line(span.start));
        ConfigError { place: self.name.to_string(), line, message: message.into() }
    }

    fn line(&self, offset: usize) -> u32 {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        memchr::memchr_iter(b'\n', before.as_bytes()).count() as u32 + 1
    }
}

/// A path as it is shown: relative to the current folder if it is below it.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let relative = path.strip_prefix(&here).ok().filter(|it| !it.as_os_str().is_empty());
    crate::text::report::shown_path(relative.unwrap_or(path)).into_owned()
}
