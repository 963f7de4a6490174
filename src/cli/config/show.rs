//! `reskin config`: the resolved configuration, and where each value comes from.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use super::document::shown;
use super::layer::{ExcludePattern, Rename};
use super::origin::{Origin, Sourced};
use super::settings::{IMPORT_STYLES, Settings};
use crate::cli::discover::absolute;
use crate::cli::exit_status::ExitStatus;
use crate::cli::options::ConfigArgs;
use crate::cli::output;
use crate::rewrite::Acceptance;

const EXAMPLES: &str = "\
Examples:
  reskin config                    for the current folder
  reskin config src/app.py         for a file
  reskin config --config accept=proved
                                   with a value from the command line on top

Exit status: 0 done, 2 the configuration or the arguments are not understood";

/// Print the resolved configuration, and where each value comes from
///
/// The nearest `reskin.toml`, or `pyproject.toml` with a table `[tool.reskin]`, counts; `extend` in it names a file
/// that it is put on top of; options of the command line are on top of all.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A file or folder
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    #[command(flatten)]
    config: ConfigArgs,
}

pub(in crate::cli) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let path = absolute(&args.path);
    let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
    let mut resolver = args.config.resolver()?;
    let settings = resolver.settings(folder)?;
    for note in resolver.notes() {
        anstream::eprintln!("note: {note}");
    }
    let mut out = output::stdout();
    let rows = rows(&settings);
    let width = rows.iter().map(|(text, _)| text.chars().count()).filter(|it| *it <= MAX_ALIGNED).max();
    for (text, origin) in &rows {
        let pad = width.unwrap_or(0).saturating_sub(text.chars().count());
        writeln!(out, "{text}{:pad$}  # {origin}", "")?;
    }
    output::finish(out)?;
    Ok(ExitStatus::Success)
}

/// Wider values do not push the places of all others to the right.
const MAX_ALIGNED: usize = 60;

type Row = (String, String);

/// Every key with its value as TOML, in the order of the alphabet but for tables, which come last.
fn rows(settings: &Settings) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(file) = &settings.file {
        rows.push((String::new(), format!("configured by {}", shown(file))));
    }
    let accept = acceptance_name(settings.accept.value);
    rows.push(row("accept", &quoted(accept), &settings.accept.origin));
    rows.extend(list_rows("assume", &settings.assume, |it| quoted(it)));
    rows.push(row("exclude", &array(&settings.exclude.value, pattern), &settings.exclude.origin));
    rows.extend(list_rows("extend-exclude", &settings.extend_exclude, pattern));
    rows.extend(list_rows("extend-select", &settings.extend_select, |it| quoted(it)));
    rows.push(scalar("force-exclude", &settings.force_exclude));
    rows.push(row("ignore", &array(&settings.ignore.value, |it| quoted(it)), &settings.ignore.origin));
    let style = IMPORT_STYLES.iter().find(|it| it.1 == settings.import_style.value).map_or("", |it| it.0);
    rows.push(row("import-style", &quoted(style), &settings.import_style.origin));
    rows.push(scalar("line-length", &settings.line_length));
    rows.push(scalar("respect-gitignore", &settings.respect_gitignore));
    let folders = array(&settings.rules_dir.value, |it| quoted(&shown(it)));
    rows.push(row("rules-dir", &folders, &settings.rules_dir.origin));
    rows.push(row("select", &array(&settings.select.value, |it| quoted(it)), &settings.select.origin));
    let version = quoted(&settings.target_version.value.to_string());
    rows.push(row("target-version", &version, &settings.target_version.origin));
    rows.extend(settings.tier.iter().map(|it| scalar("tier", it)));
    rows.push(scalar("verify.fuel", &settings.verify.fuel));
    rows.push(scalar("verify.inputs", &settings.verify.inputs));
    rows.push(scalar("verify.seed", &settings.verify.seed));
    for it in &settings.per_file_ignores {
        let key = format!("per-file-ignores.{}", quoted(&it.value.pattern.text));
        rows.push(row(&key, &array(&it.value.rules, |it| quoted(it)), &it.origin));
    }
    for ((rule, name), it) in &settings.options {
        rows.push(row(&format!("options.{rule}.{name}"), &quoted(&it.value), &it.origin));
    }
    rows.extend(settings.renames.iter().map(|it| row("rename", &rename(&it.value), &it.origin)));
    let names: Vec<_> = settings.dependencies.iter().map(String::as_str).collect();
    let names = if names.is_empty() { "nothing that is known".to_owned() } else { names.join(", ") };
    rows.push((String::new(), format!("the project depends on: {names}")));
    rows
}

/// The name of a level of acceptance.
pub(in crate::cli) fn acceptance_name(acceptance: Acceptance) -> &'static str {
    match acceptance {
        Acceptance::Proved => "proved",
        Acceptance::Verified => "verified",
        Acceptance::Assumed => "assumed",
        Acceptance::Changes => "changes",
    }
}

fn row(key: &str, value: &str, origin: &Origin) -> Row {
    (format!("{key} = {value}"), origin.to_string())
}

fn scalar<T: std::fmt::Display>(key: &str, it: &Sourced<T>) -> Row {
    row(key, &it.value.to_string(), &it.origin)
}

/// A row for what each place adds to a list.
fn list_rows<T>(key: &str, items: &[Sourced<T>], show: impl Fn(&T) -> String) -> Vec<Row> {
    let mut by_place: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for it in items {
        by_place.entry(it.origin.to_string()).or_default().push(show(&it.value));
    }
    by_place.into_iter().map(|(place, items)| (format!("{key} = [{}]", items.join(", ")), place)).collect()
}

fn array<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    let items: Vec<_> = items.iter().map(show).collect();
    format!("[{}]", items.join(", "))
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn pattern(it: &ExcludePattern) -> String {
    quoted(&it.text)
}

fn rename(it: &Rename) -> String {
    let mut parts = vec![format!("from = {}", quoted(&it.from)), format!("to = {}", quoted(&it.to))];
    if !it.args.is_empty() {
        let arg = |(old, new): &(String, Option<String>)| {
            format!("{} = {}", quoted(old), quoted(new.as_deref().unwrap_or("drop")))
        };
        parts.push(format!("args = {{ {} }}", it.args.iter().map(arg).collect::<Vec<_>>().join(", ")));
    }
    parts.extend(it.since.iter().map(|it| format!("since = {}", quoted(it))));
    format!("{{ {} }}", parts.join(", "))
}
