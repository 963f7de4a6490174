//! The keys of `[tool.reskin]`: a table becomes a [`Layer`].

use toml::de::DeTable;

use super::document::Document;
use super::error::ConfigError;
use super::layer::{ExcludePattern, Layer, PerFileIgnore, Rename};
use super::origin::Sourced;
use super::settings::IMPORT_STYLES;
use super::value::{Entry, Value, entries};
use crate::rewrite::Acceptance;
use crate::syntax::PythonVersion;

/// Every key, for suggestions.
const KEYS: &[&str] = &[
    "accept",
    "assume",
    "exclude",
    "extend",
    "extend-exclude",
    "extend-select",
    "force-exclude",
    "ignore",
    "import-style",
    "line-length",
    "options",
    "per-file-ignores",
    "rename",
    "respect-gitignore",
    "rules-dir",
    "select",
    "target-version",
    "tier",
    "verify",
];

/// The names of the levels of acceptance.
const ACCEPTANCES: &[(&str, Acceptance)] = &[
    ("proved", Acceptance::Proved),
    ("verified", Acceptance::Verified),
    ("assumed", Acceptance::Assumed),
    ("changes", Acceptance::Changes),
];

/// Longest line that a configuration may ask for.
const MAX_LINE_LENGTH: u64 = 10_000;

/// What the table says, but for `extend`, which is returned beside it.
pub(super) fn read_layer<'a>(
    document: &'a Document,
    table: &'a DeTable<'a>,
) -> Result<(Layer, Option<Value<'a>>), ConfigError> {
    let mut layer = Layer::default();
    let mut extend = None;
    for entry in entries(document, table) {
        if entry.key() == "extend" {
            entry.value.string()?;
            extend = Some(entry.value);
        } else {
            read_entry(&mut layer, &entry)?;
        }
    }
    Ok((layer, extend))
}

fn read_entry(layer: &mut Layer, entry: &Entry<'_>) -> Result<(), ConfigError> {
    let value = &entry.value;
    let text = |it: Value<'_>| -> Result<String, ConfigError> { Ok(it.string()?.to_owned()) };
    match entry.key() {
        "target-version" => layer.target_version = Some(sourced(entry, version(value)?)),
        "select" => layer.select = Some(sourced(entry, list(value, text)?)),
        "extend-select" => layer.extend_select = sourced_list(value, text)?,
        "ignore" => layer.ignore = Some(sourced(entry, list(value, text)?)),
        "accept" => layer.accept = Some(sourced(entry, value.one_of(ACCEPTANCES)?)),
        "tier" => layer.tier = Some(sourced(entry, value.integer(1..=4)? as u8)),
        "assume" => layer.assume = sourced_list(value, text)?,
        "rules-dir" => layer.rules_dir = Some(sourced(entry, list(value, folder)?)),
        "per-file-ignores" => layer.per_file_ignores = per_file_ignores(value)?,
        "exclude" => layer.exclude = Some(sourced(entry, list(value, pattern)?)),
        "extend-exclude" => layer.extend_exclude = sourced_list(value, pattern)?,
        "force-exclude" => layer.force_exclude = Some(sourced(entry, value.boolean()?)),
        "respect-gitignore" => layer.respect_gitignore = Some(sourced(entry, value.boolean()?)),
        "import-style" => layer.import_style = Some(sourced(entry, value.one_of(IMPORT_STYLES)?)),
        "line-length" => {
            layer.line_length = Some(sourced(entry, value.integer(1..=MAX_LINE_LENGTH)? as u32));
        }
        "verify" => read_verify(layer, value)?,
        "options" => read_options(layer, value)?,
        "rename" => layer.renames = renames(value)?,
        _ => return Err(entry.unknown(KEYS)),
    }
    Ok(())
}

fn sourced<T>(entry: &Entry<'_>, value: T) -> Sourced<T> {
    Sourced { value, origin: entry.value.document.origin(&entry.span()) }
}

fn list<T>(
    value: &Value<'_>,
    read: impl Fn(Value<'_>) -> Result<T, ConfigError>,
) -> Result<Vec<T>, ConfigError> {
    value.strings()?.into_iter().map(read).collect()
}

fn sourced_list<T>(
    value: &Value<'_>,
    read: impl Fn(Value<'_>) -> Result<T, ConfigError>,
) -> Result<Vec<Sourced<T>>, ConfigError> {
    let origin = |it: &Value<'_>| it.document.origin(&it.span());
    list(value, |it| Ok(Sourced { origin: origin(&it), value: read(it)? }))
}

fn version(value: &Value<'_>) -> Result<PythonVersion, ConfigError> {
    let text = value.string()?;
    // Other tools write `py310`.
    let dotted = text.strip_prefix("py3").map(|minor| format!("3.{minor}"));
    dotted
        .as_deref()
        .unwrap_or(text)
        .parse()
        .map_err(|error| value.error(format!("`target-version`: {error}")))
}

fn folder(value: Value<'_>) -> Result<std::path::PathBuf, ConfigError> {
    Ok(value.document.folder.join(value.string()?))
}

fn pattern(value: Value<'_>) -> Result<ExcludePattern, ConfigError> {
    let text = value.string()?;
    ExcludePattern::new(text, &value.document.folder)
        .map_err(|error| value.error(format!("expected a glob for `{}`: {error}", value.key)))
}

fn per_file_ignores(value: &Value<'_>) -> Result<Vec<Sourced<PerFileIgnore>>, ConfigError> {
    let mut all = Vec::new();
    for entry in value.entries()? {
        let pattern = ExcludePattern::new(entry.key(), &value.document.folder).map_err(|error| {
            value.document.error(&entry.span(), format!("expected a glob, found `{}`: {error}", entry.key()))
        })?;
        let rules = list(&entry.value, |it| Ok(it.string()?.to_owned()))?;
        all.push(sourced(&entry, PerFileIgnore { pattern, rules }));
    }
    Ok(all)
}

fn read_verify(layer: &mut Layer, value: &Value<'_>) -> Result<(), ConfigError> {
    for entry in value.entries()? {
        let number = |max| entry.value.integer(0..=max);
        match entry.key() {
            "fuel" => layer.verify_fuel = Some(sourced(&entry, number(u64::from(u32::MAX))?)),
            "inputs" => layer.verify_inputs = Some(sourced(&entry, number(10_000)? as u32)),
            "seed" => layer.verify_seed = Some(sourced(&entry, number(u64::MAX)?)),
            _ => return Err(entry.unknown(&["fuel", "inputs", "seed"])),
        }
    }
    Ok(())
}

fn read_options(layer: &mut Layer, value: &Value<'_>) -> Result<(), ConfigError> {
    for rule in value.entries()? {
        for option in rule.value.entries()? {
            let key = (rule.key().to_owned(), option.key().to_owned());
            layer.options.insert(key, sourced(&option, option.value.string()?.to_owned()));
        }
    }
    Ok(())
}

fn renames(value: &Value<'_>) -> Result<Vec<Sourced<Rename>>, ConfigError> {
    let read = |it: Value<'_>| Ok(Sourced { value: rename(&it)?, origin: it.document.origin(&it.span()) });
    value.tables()?.into_iter().map(read).collect()
}

fn rename(value: &Value<'_>) -> Result<Rename, ConfigError> {
    let (mut from, mut to, mut args, mut since) = (None, None, Vec::new(), None);
    for entry in value.entries()? {
        let text = || -> Result<String, ConfigError> { Ok(entry.value.string()?.to_owned()) };
        match entry.key() {
            "from" => from = Some(qualified_name(&entry.value)?),
            "to" => to = Some(qualified_name(&entry.value)?),
            "since" => since = Some(text()?),
            "args" => {
                for arg in entry.value.entries()? {
                    let new = arg.value.string()?;
                    args.push((arg.key().to_owned(), (new != "drop").then(|| new.to_owned())));
                }
            }
            _ => return Err(entry.unknown(&["args", "from", "since", "to"])),
        }
    }
    let (Some(from), Some(to)) = (from, to) else {
        return Err(value.error("expected `from` and `to` in a `rename` table"));
    };
    Ok(Rename { from, to, args, since })
}

fn qualified_name(value: &Value<'_>) -> Result<String, ConfigError> {
    let text = value.string()?;
    let is_name = |part: &str| {
        let mut chars = part.chars();
        let starts = chars.next().is_some_and(|c| c == '_' || unicode_xid::UnicodeXID::is_xid_start(c));
        starts && chars.all(unicode_xid::UnicodeXID::is_xid_continue)
    };
    if text.split('.').all(is_name) {
        return Ok(text.to_owned());
    }
    Err(value.error(format!("expected a dotted name for `{}`, found `{text}`", value.key)))
}
