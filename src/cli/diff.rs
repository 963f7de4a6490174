//! `reskin diff`: the difference that `fix` would make.

use super::exit_status::ExitStatus;
use super::options::RunArgs;
use super::printer::{DiffPrinter, Palette};
use super::run::{Action, Job, Session, Sinks, Summary, exit_status, is_stdin, run_on_stdin};

const EXAMPLES: &str = "\
Examples:
  reskin diff src                            what `reskin fix src` would do
  reskin diff --accept assumed src | git apply
  reskin diff --select ioerror-alias app.py

Exit status:
  0  there is nothing that the acceptance level would change
  1  there is, or a file could not be read or parsed; standard error says which and why
  2  the arguments or the configuration are not understood; nothing was read
  3  a fault of reskin itself";

/// Show what `fix` would do, as a diff that `git apply` takes; write nothing
///
/// The diff goes to standard output; sites that are not changed go to standard error, a line each, with the reason.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    run: RunArgs,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    args.run.color.apply();
    let palette = Palette::of_stdout(args.run.output_file.is_some());
    if is_stdin(&args.run)? {
        return run_on_stdin(
            &args.run,
            palette,
            |_, palette| Box::new(DiffPrinter { palette }),
            Action::Diff,
        );
    }
    let session = Session::start(&args.run)?;
    let printer = DiffPrinter { palette };
    let job = Job { lists_left_sites: !args.run.quiet, ..session.job(Action::Diff, &printer) };
    let mut sinks = Sinks::open(args.run.output_file.as_deref(), None)?;
    let total = session.run(&args.run, &job, &mut sinks)?;
    if !args.run.quiet {
        anstream::eprint!("{}", Summary { session: &session, total: &total, action: job.action });
    }
    Ok(exit_status(&total, job.action, args.run.strict, false))
}
