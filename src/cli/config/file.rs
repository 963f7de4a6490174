//! Configuration files: which one counts for a folder, and what it extends.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Document, shown};
use super::error::ConfigError;
use super::layer::Layer;
use super::read::read_layer;

/// Files that extend one another, at most.
const MAX_EXTENDS: usize = 32;

/// The configuration file in `folder` itself: `reskin.toml`, else a `pyproject.toml` with a table for us.
pub(super) fn in_folder(folder: &Path) -> Result<Option<PathBuf>, ConfigError> {
    let own = folder.join("reskin.toml");
    if own.is_file() {
        return Ok(Some(own));
    }
    let shared = folder.join("pyproject.toml");
    let is_ours = match read_text(&shared) {
        Ok(text) => has_our_table(&shared, text)?,
        // What is not there, or is no file, says nothing; one that cannot be read may be meant for us. Whether there is
        // one in a folder that cannot be entered nobody knows; the walk complains of that folder.
        Err(error) if is_absent(&error) || fs::symlink_metadata(&shared).is_err() => false,
        Err(error) => return Err(unreadable(&shared, &error)),
    };
    Ok(is_ours.then_some(shared))
}

/// The layer of the file at `path`, on top of what it extends. The files are returned, the first is `path`.
pub(super) fn load(path: &Path) -> Result<(Layer, Vec<PathBuf>), ConfigError> {
    let mut layers = Vec::new();
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let text = read_text(&path).map_err(|error| unreadable(&path, &error))?;
        seen.push(path.clone());
        let document = Document::of_file(&path, text);
        let (layer, extend) = parse(&document)?;
        next = match extend {
            Some((base, span)) => Some(checked_base(&document, &seen, base, &span)?),
            None => None,
        };
        layers.push(layer);
    }
    let merged = layers.into_iter().rev().reduce(|base, layer| layer.over(base));
    Ok((merged.unwrap_or_default(), seen))
}

/// The file that is extended, unless it is one that extends this one.
fn checked_base(
    document: &Document,
    seen: &[PathBuf],
    base: PathBuf,
    span: &std::ops::Range<usize>,
) -> Result<PathBuf, ConfigError> {
    let base = fs::canonicalize(&base)
        .map_err(|error| document.error(span, format!("cannot extend {}: {error}", shown(&base))))?;
    let same = |it: &PathBuf| fs::canonicalize(it).is_ok_and(|it| it == base);
    if seen.iter().any(same) || seen.len() >= MAX_EXTENDS {
        let chain: Vec<_> = seen.iter().chain([&base]).map(|it| shown(it)).collect();
        return Err(document.error(span, format!("files extend one another: {}", chain.join(" -> "))));
    }
    Ok(base)
}

type Extend = (PathBuf, std::ops::Range<usize>);

fn parse(document: &Document) -> Result<(Layer, Option<Extend>), ConfigError> {
    let table = DeTable::parse(&document.text).map_err(|error| syntax_error(document, &error))?;
    let is_own = !document.name.ends_with("pyproject.toml");
    let ours = if is_own { Some(table.get_ref()) } else { tool_table(table.get_ref()) };
    let Some(ours) = ours else {
        return Err(document.error(&(0..0), "expected a table `[tool.reskin]`"));
    };
    let (layer, extend) = read_layer(document, ours)?;
    let extend = match extend {
        Some(value) => Some((document.folder.join(value.string()?), value.span())),
        None => None,
    };
    Ok((layer, extend))
}

/// `KEY=VALUE` of the command line. The value is TOML, or a string without its quotes.
pub(super) fn parse_option(option: &'static str, text: &str) -> Result<Layer, ConfigError> {
    let read = |text: String| -> Result<Layer, ConfigError> {
        let document = Document::of_option(option, text);
        let table = DeTable::parse(&document.text).map_err(|error| syntax_error(&document, &error))?;
        let (layer, extend) = read_layer(&document, table.get_ref())?;
        match extend {
            Some(value) => Err(value.error("`extend` is for files")),
            None => Ok(layer),
        }
    };
    let Some((key, value)) = text.split_once('=') else {
        let message = format!("expected KEY=VALUE or a file, found `{text}`");
        return Err(ConfigError { place: option.to_owned(), line: None, message });
    };
    let quoted = toml::Value::String(value.trim().to_owned());
    let as_string = || read(format!("{key} = {quoted}"));
    match read(text.to_owned()) {
        Ok(layer) => Ok(layer),
        // A value that is no TOML can only be meant as a string, so that is what the complaint is about.
        Err(_) if DeTable::parse(text).is_err() => as_string(),
        Err(error) => as_string().map_err(|_| error),
    }
}

fn tool_table<'a>(table: &'a DeTable<'a>) -> Option<&'a DeTable<'a>> {
    let tool = find(table, "tool")?.as_table()?;
    find(tool, "reskin")?.as_table()
}

/// The value of `key` in `table`.
pub(super) fn find<'a>(table: &'a DeTable<'a>, key: &str) -> Option<&'a DeValue<'a>> {
    table.iter().find(|(it, _)| it.get_ref() == key).map(|(_, value)| Spanned::get_ref(value))
}

fn has_our_table(path: &Path, text: String) -> Result<bool, ConfigError> {
    // Other people's broken files, which test suites are full of, are not ours to complain of.
    if !text.contains("reskin") {
        return Ok(false);
    }
    let document = Document::of_file(path, text);
    let table = DeTable::parse(&document.text).map_err(|error| syntax_error(&document, &error))?;
    Ok(tool_table(table.get_ref()).is_some())
}

fn syntax_error(document: &Document, error: &toml::de::Error) -> ConfigError {
    let span = error.span().unwrap_or(0..0);
    document.error(&span, format!("no TOML: {}", error.message().replace('\n', ", ")))
}

fn unreadable(path: &Path, error: &io::Error) -> ConfigError {
    ConfigError { place: shown(path), line: None, message: format!("cannot read it: {error}") }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory
    )
}

/// Largest configuration file that is read: 8 MiB. A larger one is no configuration.
const MAX_CONFIG_BYTES: u64 = 8 << 20;

/// The text of a small regular file.
pub(super) fn read_text(path: &Path) -> io::Result<String> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if metadata.len() > MAX_CONFIG_BYTES {
        return Err(io::Error::other(format!("it has more than {MAX_CONFIG_BYTES} bytes")));
    }
    fs::read_to_string(path)
}
