//! `reskin rule explain`: a rule's page, made from its file.

mod json;
mod markdown;
mod page;
mod text;

use std::io::Write as _;

use super::super::exit_status::ExitStatus;
use super::super::output;
use super::catalog::Sources;
use super::{Format, usage};
use page::Page;

/// Explain a rule: what it does, why, where it keeps off, and what it assumes
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule's name
    id: String,
    /// How it is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    sources: Sources,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let catalog = args.sources.catalog()?;
    let Some(rule) = catalog.rule(&args.id) else {
        return usage(catalog.unknown_rule(&args.id));
    };
    let file = rule.load()?;
    let page = Page::of(&file);
    let shown = match args.format {
        Format::Text => text::render(&page),
        Format::Markdown => markdown::render(&page),
        Format::Json => json::render(&page),
    };
    let mut out = output::stdout();
    out.write_all(shown.as_bytes())?;
    output::finish(out)?;
    Ok(ExitStatus::Success)
}
