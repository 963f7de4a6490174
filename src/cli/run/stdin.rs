//! Standard input in the place of a file.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::file::{Action, Job, Subject};
use super::read::decode;
use super::report::{Report, Status, Total};
use super::{Engines, Sinks, exit_status};
use crate::cli::config::Settings;
use crate::cli::discover::{Found, State, absolute};
use crate::cli::exit_status::ExitStatus;
use crate::cli::options::RunArgs;
use crate::cli::output;
use crate::cli::printer::{Palette, Printer};
use crate::text::MAX_FILE_BYTES;
use crate::text::report::shown_path;

/// The name of what has none.
const UNNAMED: &str = "<stdin>";

/// Reads standard input and does with it what is done with a file. `fix` writes the result to standard output, whether
/// it changed or not, and so does `fix` of what does not parse: an editor's buffer is not lost.
pub(in crate::cli) fn run_on_stdin(
    args: &RunArgs,
    palette: Palette,
    make_printer: impl for<'a> Fn(&'a Engines, Palette) -> Box<dyn Printer + 'a>,
    action: Action,
) -> anyhow::Result<ExitStatus> {
    let name = args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from(UNNAMED));
    let path = absolute(&name);
    let mut resolver = args.config.resolver()?;
    let settings = resolver.settings(path.parent().unwrap_or(Path::new("/")))?;
    let mut engines = Engines::default();
    engines.add(&settings)?;
    let printer = make_printer(&engines, palette);
    let lists_left_sites = action != Action::Check && !args.quiet;
    let job = Job { lists_left_sites, ..Job::new(action, &*printer, &engines) };
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let is_excluded = settings.force_exclude.value && settings.excluded_by(&path).is_some();
    let (mut report, new) = if is_excluded {
        (Report::of(Status::Skipped("excluded", None)), None)
    } else {
        look_at_bytes(&path, &name, bytes.clone(), &settings, &job)
    };
    if job.action == Action::Fix {
        let mut out = output::stdout();
        out.write_all(new.as_deref().unwrap_or(&bytes))?;
        output::finish(out)?;
        report.out.clear();
    }
    let mut total = Total::default();
    total.add(&report);
    let mut sinks = Sinks::open(args.output_file.as_deref(), None)?;
    let found = Found { path: name, absolute: path, state: State::Taken(settings) };
    if job.action != Action::Fix {
        sinks.begin(job.printer)?;
        sinks.take(&found, &report, job.printer, args.verbose)?;
        sinks.end(job.printer, &total)?;
    } else {
        report.out.clear();
        sinks.take(&found, &report, job.printer, args.verbose)?;
    }
    Ok(exit_status(&total, job.action, args.strict, false))
}

fn look_at_bytes(
    path: &Path,
    name: &Path,
    bytes: Vec<u8>,
    settings: &std::sync::Arc<Settings>,
    job: &Job<'_>,
) -> (Report, Option<Vec<u8>>) {
    let source = match decode(bytes) {
        Ok(source) => source,
        Err(status) => return (Report::of(status), None),
    };
    let Some(engine) = job.engines.of(settings) else {
        return (Report::of(Status::Fault("no engine".to_owned())), None);
    };
    let off = settings.ignored_in(path);
    let shown = shown_path(name);
    let subject = Subject { path, shown: &shown, source: &source, settings, off: &off, engine, lines: None };
    match subject.rewrite(job) {
        Ok(rewritten) => (subject.report(&rewritten, job), rewritten.new),
        Err(status) => (Report::of(status), None),
    }
}
