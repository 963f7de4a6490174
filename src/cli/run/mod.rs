//! The run over all files that `check`, `diff` and `fix` have in common.
//!
//! Discovery first, with all configuration, then the engines, so that what is wrong with either is said before a file
//! is read. Then each file is one task: read, rewritten, rendered by the printer, and written if that is what is
//! done. Tasks run in parallel; their reports come out in the order of the paths and are forgotten once they are
//! printed.

mod file;
mod ordered;
mod policy;
mod progress;
mod read;
mod report;
mod stdin;
mod summary;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;

#[cfg(test)]
pub(super) use self::file::tests as file_tests;
pub(super) use self::file::{Action, Chooser, Job, Subject};
pub(super) use self::policy::{Budget, Policy};
pub(super) use self::read::{first_report_line, read};
pub(super) use self::report::{Counts, Status, Total, VERDICTS};
pub(super) use self::stdin::run_on_stdin;
pub(super) use self::summary::Summary;

use self::file::look_at;
use self::progress::Progress;
use self::report::Report;
use super::config::{ConfigError, Settings};
use super::discover::{Discovery, Found, State, discover};
use super::exit_status::{ExitStatus, UsageError};
use super::git::ChangedLines;
use super::options::RunArgs;
use super::output;
use super::printer::Printer;
use super::rewriter::{self, Rewriter, Shared};

/// What is known before the first file is read.
pub(super) struct Session {
    pub(super) discovery: Discovery,
    pub(super) engines: Engines,
    pub(super) changed_lines: Option<ChangedLines>,
    notes: Vec<String>,
}

impl Session {
    /// Finds the files, their settings and engines, and what git says of them.
    pub(super) fn start(args: &RunArgs) -> anyhow::Result<Self> {
        let mut resolver = args.config.resolver()?;
        let here = [PathBuf::from(".")];
        let paths = if args.paths.is_empty() { &here[..] } else { &args.paths };
        let discovery = discover(paths, &mut resolver)?;
        let engines = Engines::new(&discovery)?;
        let changed_lines = match &args.diff_base {
            Some(base) => Some(
                ChangedLines::since(base, &discovery.found)
                    .map_err(|error| UsageError::new(&format!("--diff-base {base}: {error:#}")))?,
            ),
            None => None,
        };
        Ok(Self { discovery, engines, changed_lines, notes: resolver.notes().to_vec() })
    }

    /// What is done with every file, if nothing special is asked for.
    pub(super) fn job<'a>(&'a self, action: Action, printer: &'a dyn Printer) -> Job<'a> {
        let job = Job::new(action, printer, &self.engines);
        Job { changed_lines: self.changed_lines.as_ref(), ..job }
    }

    /// Does `job` with every file.
    pub(super) fn run(&self, args: &RunArgs, job: &Job<'_>, sinks: &mut Sinks) -> anyhow::Result<Total> {
        for note in self.notes.iter().filter(|_| !args.quiet) {
            anstream::eprintln!("note: {note}");
        }
        let found = &self.discovery.found;
        let mut total = Total::default();
        let mut progress = Progress::new(found.len(), args.quiet);
        sinks.begin(job.printer)?;
        let work = |idx: usize| look_at(&found[idx], job);
        let threads = if job.is_serial() { 1 } else { args.jobs };
        ordered::in_order(found.len(), threads, work, |idx, report| {
            total.add(&report);
            progress.around(|| sinks.take(&found[idx], &report, job.printer, args.verbose))
        })?;
        progress.finish();
        sinks.end(job.printer, &total)?;
        Ok(total)
    }
}

/// The engine for each folder's settings.
#[derive(Default)]
pub(super) struct Engines {
    /// By the address of the settings, which `Found` keeps alive.
    by_settings: HashMap<usize, Arc<dyn Rewriter>>,
    shared: Shared,
}

impl Engines {
    fn new(discovery: &Discovery) -> Result<Self, ConfigError> {
        let mut engines = Self::default();
        for found in &discovery.found {
            if let State::Taken(settings) = &found.state {
                engines.add(settings)?;
            }
        }
        Ok(engines)
    }

    fn add(&mut self, settings: &Arc<Settings>) -> Result<(), ConfigError> {
        if let Entry::Vacant(entry) = self.by_settings.entry(Arc::as_ptr(settings).addr()) {
            entry.insert(rewriter::for_settings(settings, &mut self.shared)?);
        }
        Ok(())
    }

    /// One engine, for files with `settings`.
    #[cfg(test)]
    pub(super) fn with(settings: &Arc<Settings>, engine: Arc<dyn Rewriter>) -> Self {
        let by_settings = HashMap::from([(Arc::as_ptr(settings).addr(), engine)]);
        Self { by_settings, shared: Shared::default() }
    }

    /// The engine for `settings`, which belong to a file that was found.
    pub(super) fn of(&self, settings: &Arc<Settings>) -> Option<&dyn Rewriter> {
        self.by_settings.get(&Arc::as_ptr(settings).addr()).map(|it| &**it)
    }

    /// The title of a rule, by the first engine that knows it.
    pub(super) fn title(&self, rule: &str) -> Option<String> {
        self.by_settings.values().find_map(|it| it.title(rule))
    }
}

/// Where reports go.
pub(super) struct Sinks {
    out: Box<dyn Write>,
    /// Where the diff of everything that is written is kept.
    diff: Option<BufWriter<File>>,
    has_printed: bool,
    /// Files that were changed, absolute.
    changed: Vec<PathBuf>,
    is_silent: bool,
}

impl Sinks {
    /// Opens the files that the arguments name; nothing is done if that cannot be.
    pub(super) fn open(output_file: Option<&Path>, diff_file: Option<&Path>) -> anyhow::Result<Self> {
        let create =
            |path: &Path| File::create(path).with_context(|| format!("cannot write {}", path.display()));
        let out: Box<dyn Write> = match output_file {
            Some(path) => Box::new(BufWriter::new(create(path)?)),
            None => Box::new(output::stdout()),
        };
        let diff = diff_file.map(create).transpose()?.map(BufWriter::new);
        Ok(Self { out, diff, has_printed: false, changed: Vec::new(), is_silent: false })
    }

    /// Nothing is printed, not even what fails.
    pub(super) fn silent() -> Self {
        let (out, changed) = (Box::new(io::sink()), Vec::new());
        Self { out, diff: None, has_printed: false, changed, is_silent: true }
    }

    /// The files that were changed, absolute, sorted.
    pub(super) fn into_changed(self) -> Vec<PathBuf> {
        self.changed
    }

    fn begin(&mut self, printer: &dyn Printer) -> io::Result<()> {
        printer.begin(&mut self.out)
    }

    fn take(
        &mut self,
        found: &Found,
        report: &Report,
        printer: &dyn Printer,
        verbose: bool,
    ) -> io::Result<()> {
        if self.is_silent {
            return Ok(());
        }
        if report.status == Status::Changed {
            self.changed.push(found.absolute.clone());
        }
        if !report.out.is_empty() {
            if self.has_printed {
                self.out.write_all(printer.separator())?;
            }
            self.out.write_all(&report.out)?;
            self.has_printed = true;
        }
        if let Some(diff) = &mut self.diff {
            diff.write_all(&report.diff)?;
        }
        if let Some(line) = report.status.line(&found.path, verbose) {
            anstream::eprintln!("{line}");
        }
        if !report.err.is_empty() {
            io::stderr().write_all(&report.err)?;
        }
        Ok(())
    }

    fn end(&mut self, printer: &dyn Printer, total: &Total) -> io::Result<()> {
        printer.end(total, &mut self.out)?;
        self.out.flush()?;
        self.diff.as_mut().map_or(Ok(()), Write::flush)
    }
}

/// The exit status of a run: ours first, then the files', then what would change.
pub(super) fn exit_status(total: &Total, action: Action, strict: bool, counts_changes: bool) -> ExitStatus {
    let would_change = action != Action::Fix && total.n_changed > 0;
    if total.n_faults > 0 {
        return ExitStatus::Internal;
    }
    let counts =
        would_change || (counts_changes && total.n_changed > 0) || (strict && total.has_left_sites());
    if total.n_failed > 0 || counts { ExitStatus::Failure } else { ExitStatus::Success }
}

/// Whether standard input is asked for, which stands alone.
pub(super) fn is_stdin(args: &RunArgs) -> Result<bool, UsageError> {
    let is_dash = |it: &PathBuf| it.as_os_str() == "-";
    if !args.paths.iter().any(is_dash) {
        return match &args.stdin_filename {
            Some(_) => Err(UsageError::new("--stdin-filename goes with `-` in the place of paths")),
            None => Ok(false),
        };
    }
    if args.paths.len() > 1 {
        return Err(UsageError::new("`-` is standard input and stands alone"));
    }
    if args.diff_base.is_some() {
        return Err(UsageError::new("--diff-base is for files, not for standard input"));
    }
    Ok(true)
}
