//! `reskin rule predicates`: the names that conditions may use, with their definitions.

use std::io::Write as _;

use super::super::exit_status::ExitStatus;
use super::super::output;
use super::Format;
use crate::rewrite::rule_file::registry::{CONTEXTS, PREDICATES};

/// List the named predicates and contexts that the conditions of a rule may use
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How they are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// A name that conditions may use.
struct Entry {
    how: &'static str,
    name: &'static str,
    about: &'static str,
    unknown: &'static str,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let predicates =
        PREDICATES.iter().map(|it| Entry { how: "is", name: it.name, about: it.about, unknown: it.unknown });
    let contexts = CONTEXTS.iter().map(|it| Entry {
        how: "inside",
        name: it.name,
        about: it.about,
        unknown: it.unknown,
    });
    let entries: Vec<_> = predicates.chain(contexts).collect();
    let text = match args.format {
        Format::Text => text(&entries),
        Format::Markdown => markdown(&entries),
        Format::Json => json(&entries),
    };
    let mut out = output::stdout();
    out.write_all(text.as_bytes())?;
    output::finish(out)?;
    Ok(ExitStatus::Success)
}

fn text(entries: &[Entry]) -> String {
    let mut out = String::new();
    for Entry { how, name, about, unknown } in entries {
        out.push_str(&format!("{how} = \"{name}\"\n    {about}\n"));
        if !unknown.is_empty() {
            out.push_str(&format!("    unknown if {unknown}\n"));
        }
    }
    out
}

fn markdown(entries: &[Entry]) -> String {
    let mut out = String::from("| predicate | holds if | unknown if |\n|---|---|---|\n");
    for Entry { how, name, about, unknown } in entries {
        out.push_str(&format!("| `{how} = \"{name}\"` | {about} | {unknown} |\n"));
    }
    out
}

fn json(entries: &[Entry]) -> String {
    let entry = |it: &Entry| serde_json::json!({ "key": it.how, "name": it.name, "about": it.about, "unknown": it.unknown });
    format!("{:#}\n", serde_json::Value::Array(entries.iter().map(entry).collect()))
}
