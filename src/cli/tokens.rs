//! `reskin tokens`: a drop-in for `python -m tokenize`.

use super::exit_status::ExitStatus;
use super::input::InputArgs;

/// Print the tokens of a file, as `python -m tokenize`
///
/// A line a token: where it begins and ends, its type, its text. Lines are counted from 1, columns from 0, in code
/// points. Files that do not parse have tokens too.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name operators by what they are (`PLUS`), not by their class (`OP`)
    #[arg(short, long)]
    exact: bool,
    #[command(flatten)]
    input: InputArgs,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let _ = (args.exact, &args.input);
    anyhow::bail!("`tokens` is not there yet")
}
