//! `reskin schema`: JSON schemas of the files that users write.

mod rule;

use std::io::Write as _;

use clap::ValueEnum;

use super::exit_status::ExitStatus;
use super::output;

/// Print the JSON schema of a kind of file, for editors
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The kind of file
    #[arg(value_enum)]
    of: Kind,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// A rule file
    Rule,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let schema = match args.of {
        Kind::Rule => rule::schema(),
    };
    let mut out = output::stdout();
    writeln!(out, "{schema:#}")?;
    output::finish(out)?;
    Ok(ExitStatus::Success)
}
