//! `reskin rule list`: the rules, one a line.

use std::io::Write as _;

use super::super::exit_status::ExitStatus;
use super::super::output;
use super::catalog::Sources;
use super::{Format, usage};
use crate::rewrite::rule_set::Listing;

/// List the rules
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only rules of a set, with a tag, or whose ids match a glob
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
    /// Only what a tier adds: 1 exact by syntax and names, 2 exact with types, 3 with assumptions, 4 changes behavior
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=4))]
    tier: Option<u8>,
    /// Print only how many there are
    #[arg(long)]
    count: bool,
    /// How they are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    sources: Sources,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let catalog = args.sources.catalog()?;
    // A list says what there is, not what is on.
    let rules = match catalog.matching(args.set.as_deref().unwrap_or("ALL")) {
        Ok(rules) => rules,
        Err(error) => return usage(error),
    };
    let rules: Vec<_> = rules.into_iter().filter(|it| args.tier.is_none_or(|tier| it.tier == tier)).collect();
    let mut out = output::stdout();
    if args.count {
        writeln!(out, "{}", rules.len())?;
    } else {
        out.write_all(render(&rules, args.format).as_bytes())?;
    }
    output::finish(out)?;
    Ok(ExitStatus::Success)
}

fn render(rules: &[&Listing], format: Format) -> String {
    match format {
        Format::Text => text(rules),
        Format::Markdown => markdown(rules),
        Format::Json => json(rules),
    }
}

fn text(rules: &[&Listing]) -> String {
    let width = |cell: fn(&Listing) -> String| rules.iter().map(|it| cell(it).len()).max().unwrap_or(0);
    let sets = |it: &Listing| it.sets.join(",");
    let (id_width, sets_width) = (width(|it| it.id.clone()), width(|it| it.sets.join(",")));
    let line = |it: &&Listing| {
        let (id, level, sets) = (&it.id, it.level.word(), sets(it));
        format!("{id:id_width$}  {level:7}  {sets:sets_width$}  {}\n", it.title)
    };
    rules.iter().map(line).collect()
}

fn markdown(rules: &[&Listing]) -> String {
    let line = |it: &&Listing| {
        let (title, level) = (it.title.replace('|', "\\|"), it.level.word());
        format!("| `{}` | {} | {level} | {} |\n", it.id, it.sets.join(", "), title)
    };
    let rows: String = rules.iter().map(line).collect();
    format!("| rule | sets | level | what it does |\n|---|---|---|---|\n{rows}")
}

fn json(rules: &[&Listing]) -> String {
    let rule = |it: &&Listing| {
        serde_json::json!({
            "id": it.id,
            "title": it.title,
            "sets": it.sets,
            "tags": it.tags,
            "requires": it.requires,
            "min_version": it.min_version.map(|it| it.to_string()),
            "max_version": it.max_version.map(|it| it.to_string()),
            "level": it.level.word(),
            "tier": it.tier,
            "file": it.file,
        })
    };
    let rules: Vec<_> = rules.iter().map(rule).collect();
    format!("{:#}\n", serde_json::Value::Array(rules))
}
