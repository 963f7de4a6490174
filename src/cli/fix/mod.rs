//! `reskin fix`: files are rewritten.

mod commit;
mod interactive;
mod prompt;
pub(super) mod replace;

use std::path::PathBuf;

use clap::ValueEnum;

use self::interactive::Interactive;
use self::prompt::Terminal;
use super::exit_status::{ExitStatus, UsageError};
use super::options::RunArgs;
use super::printer::{Format, Palette, Printer, Silent, StatisticsPrinter, printer};
use super::run::{
    Action, Budget, Chooser, Job, Session, Sinks, Summary, exit_status, is_stdin, run_on_stdin,
};

const EXAMPLES: &str = "\
Examples:
  reskin fix src                             rewrite what is proved or verified
  reskin fix --accept proved src             only what is proved
  reskin fix --assume asserts-enabled src    vouch for an assumption
  reskin fix -i src                          ask at each site
  reskin fix --diff-file undo.diff src       keep the diff: `git apply -R undo.diff` undoes it
  reskin fix --commit-per-rule src           a commit of git for each rule
  cat app.py | reskin fix - --stdin-filename src/app.py > new.py

Exit status:
  0  everything that was accepted is written; with --exit-code=changed: and there was nothing to write
  1  a file could not be read, parsed or written; standard error says which and why
  2  the arguments or the configuration are not understood; nothing was read or written
  3  a fault of reskin itself; that file is left as it is";

/// Rewrite files
///
/// A file is replaced as a whole or not at all; its mode, links to it and every byte without a reason to change stay.
/// A file that changes while it is worked on is left as it is. Sites that are not changed go to standard error, a line
/// each, with the reason.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    run: RunArgs,
    /// Show all findings, also those that were applied
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Output")]
    output_format: Option<Format>,
    /// Count by rule and verdict
    #[arg(long, help_heading = "Output")]
    statistics: bool,
    /// Ask at each site, also at those that are not accepted: y n a d e u v q ?
    #[arg(long, short, conflicts_with_all = ["max", "commit_per_rule"])]
    interactive: bool,
    /// Apply no more than this many rewrites
    #[arg(long, value_name = "N", conflicts_with = "commit_per_rule")]
    max: Option<usize>,
    /// Commit with git, one commit a rule
    #[arg(long, conflicts_with_all = ["diff_base", "diff_file"])]
    commit_per_rule: bool,
    /// Where to keep the diff of everything that is written
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    diff_file: Option<PathBuf>,
    /// What exit status 1 is for beside failures
    #[arg(long, value_enum, value_name = "WHEN", help_heading = "Output")]
    exit_code: Option<ExitCodeArg>,
}

/// What exit status 1 is for beside failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExitCodeArg {
    /// A file was changed
    Changed,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    args.run.color.apply();
    let palette = Palette::of_stdout(args.run.output_file.is_some());
    if is_stdin(&args.run)? {
        if args.interactive || args.max.is_some() || args.commit_per_rule || args.diff_file.is_some() {
            let message = "--interactive, --max, --commit-per-rule and --diff-file are for files, not for standard input";
            return Err(UsageError::new(message).into());
        }
        return run_on_stdin(&args.run, palette, |_, _| Box::new(Silent), Action::Fix);
    }
    let session = Session::start(&args.run)?;
    if args.commit_per_rule {
        return commit::run(&args.run, &session);
    }
    let printer: Box<dyn Printer + '_> = match args.output_format {
        _ if args.statistics => {
            Box::new(StatisticsPrinter { is_json: args.output_format == Some(Format::Json) })
        }
        Some(format) => printer(format, palette, &session.engines),
        None => Box::new(Silent),
    };
    let budget = args.max.map(Budget::new);
    let interactive = args.interactive.then(|| Interactive::new(Terminal));
    let job = Job {
        budget: budget.as_ref(),
        chooser: interactive.as_ref().map(|it| it as &dyn Chooser),
        keeps_diff: args.diff_file.is_some(),
        lists_left_sites: !args.run.quiet && !args.interactive && args.output_format.is_none(),
        ..session.job(Action::Fix, &*printer)
    };
    let mut sinks = Sinks::open(args.run.output_file.as_deref(), args.diff_file.as_deref())?;
    let total = session.run(&args.run, &job, &mut sinks)?;
    if !args.run.quiet {
        anstream::eprint!("{}", Summary { session: &session, total: &total, action: job.action });
    }
    Ok(exit_status(&total, job.action, args.run.strict, args.exit_code == Some(ExitCodeArg::Changed)))
}
