//! `reskin check`: findings, each with its verdict.

use super::add_ignore::AddIgnore;
use super::exit_status::ExitStatus;
use super::options::RunArgs;
use super::printer::{Format, Palette, Printer, Silent, StatisticsPrinter, printer};
use super::run::{Action, Engines, Job, Session, Sinks, Summary, exit_status, is_stdin, run_on_stdin};

const EXAMPLES: &str = "\
Examples:
  reskin check                               every Python file below the current folder
  reskin check --select pathlib src tests    with the rules of a set
  reskin check --output-format concise       a line a finding
  reskin check --statistics                  counts by rule and verdict
  reskin check --diff-base main              only lines that differ from a commit
  reskin check --add-ignore                  write a comment at each finding that says to leave it
  cat app.py | reskin check - --stdin-filename src/app.py

Exit status:
  0  there is nothing that the acceptance level would change
  1  there is, or a file could not be read or parsed; standard error says which and why
  2  the arguments or the configuration are not understood; nothing was read
  3  a fault of reskin itself";

/// Show what could be rewritten, each with what is known of it; write nothing
///
/// Each finding has a verdict: proved, verified (every run agreed), assumed (it holds under the named assumptions),
/// unverified, refuted or refused. Findings go to standard output, all else to standard error.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    run: RunArgs,
    /// How findings are shown
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "full", help_heading = "Output")]
    output_format: Format,
    /// Count by rule and verdict instead of showing each finding
    #[arg(long, help_heading = "Output")]
    statistics: bool,
    /// Write `# reskin: ignore[RULE]` at each site that would be changed
    #[arg(long, conflicts_with_all = ["output_format", "statistics"])]
    add_ignore: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    args.run.color.apply();
    let palette = Palette::of_stdout(args.run.output_file.is_some());
    if is_stdin(&args.run)? {
        return run_on_stdin(
            &args.run,
            palette,
            |engines, palette| findings_printer(args, palette, engines),
            Action::Check,
        );
    }
    let session = Session::start(&args.run)?;
    let printer = findings_printer(args, palette, &session.engines);
    let adder = AddIgnore;
    let job = Job {
        action: if args.add_ignore { Action::Fix } else { Action::Check },
        chooser: args.add_ignore.then_some(&adder),
        ..session.job(Action::Check, &*printer)
    };
    let mut sinks = Sinks::open(args.run.output_file.as_deref(), None)?;
    let total = session.run(&args.run, &job, &mut sinks)?;
    if !args.run.quiet {
        anstream::eprint!("{}", Summary { session: &session, total: &total, action: job.action });
    }
    Ok(exit_status(&total, job.action, args.run.strict, false))
}

/// The printer of the format, or of counts.
fn findings_printer<'a>(args: &Args, palette: Palette, engines: &'a Engines) -> Box<dyn Printer + 'a> {
    if args.add_ignore {
        return Box::new(Silent);
    }
    if args.statistics {
        let is_json = matches!(args.output_format, Format::Json | Format::JsonLines);
        return Box::new(StatisticsPrinter { is_json });
    }
    printer(args.output_format, palette, engines)
}
