//! `reskin compile`: a drop-in for `python -m compileall`, and one file to one `.pyc`.
//!
//! Files are compiled in parallel and reported in order. A `.pyc` file is written beside its place and moved there, so
//! that nobody reads half of one; a file whose `.pyc` is up to date is left alone.
//!
//! Source: CPython 3.14, `Lib/compileall.py`, `Lib/py_compile.py`.

mod cache;
mod discover;
mod path;

mod unit;
mod write;

use std::ffi::OsString;
use std::io::{self, BufWriter, Stdout, Write as _};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, bail};
use regex::Regex;
use rustc_hash::FxHashMap;

use self::cache::Invalidation;
use self::discover::{Met, Walk};
use self::unit::{Job, Outcome};
use super::exit_status::ExitStatus;
use super::output;
use super::report::WarningPrinter;
use super::warning_filter::Filters;
use crate::syntax::DEEP_STACK_BYTES;

/// Deeper folders are not looked into; CPython's recursion limit.
const DEFAULT_DEPTH: i64 = 1_000;

/// The optimisation level of the interpreter.
const DEFAULT_LEVEL: i64 = -1;

/// Compile files and folders to .pyc files, as `python -m compileall`
///
/// The bytecode is CPython 3.14's. With `-o OUT` one file is compiled to that place; else each goes to
/// `__pycache__/NAME.cpython-314.pyc` beside it, or under PYTHONPYCACHEPREFIX. Without files and folders, what is
/// directly in the current folder and those of PYTHONPATH is compiled.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Args {
    /// Files and folders
    #[arg(value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    /// Where to write one file to; or an optimisation level (-1, 0, 1, 2), which may be given more than once
    #[arg(short = 'o', value_name = "OUT|LEVEL", allow_hyphen_values = true)]
    out: Vec<String>,
    /// Do not look into subfolders
    #[arg(short = 'l')]
    flat: bool,
    /// How many levels of subfolders to look into; wins over -l
    #[arg(short = 'r', value_name = "LEVELS", allow_hyphen_values = true)]
    recursion: Option<i64>,
    /// Compile also what is up to date
    #[arg(short = 'f')]
    force: bool,
    /// Show errors alone; twice: nothing at all
    #[arg(short = 'q', action = clap::ArgAction::Count)]
    quiet: u8,
    /// Write .pyc files beside their sources
    #[arg(short = 'b')]
    legacy: bool,
    /// Folder to name in code objects instead of the given one
    #[arg(short = 'd', value_name = "DESTDIR", conflicts_with_all = ["strip", "prepend"])]
    destination: Option<String>,
    /// What to take off the start of paths in code objects
    #[arg(short = 's', value_name = "STRIPDIR")]
    strip: Option<String>,
    /// What to put before paths in code objects
    #[arg(short = 'p', value_name = "PREPENDDIR")]
    prepend: Option<String>,
    /// Leave out paths in which this regular expression is found
    #[arg(short = 'x', value_name = "REGEXP")]
    exclude: Option<Regex>,
    /// Read more files and folders from this file, one a line; `-` is standard input
    #[arg(short = 'i', value_name = "FILE")]
    list: Option<PathBuf>,
    /// How many threads; 0 is as many as there are processors
    #[arg(short = 'j', long, value_name = "WORKERS", default_value_t = 0, allow_hyphen_values = true)]
    workers: i64,
    /// How it is found out that a .pyc file is out of date
    #[arg(long, value_enum)]
    invalidation_mode: Option<Invalidation>,
    /// Pass by symlinks that lead out of this folder
    #[arg(short = 'e', value_name = "DIR")]
    symlink_limit: Option<OsString>,
    /// Make equal .pyc files of one source hardlinks of one file
    #[arg(long)]
    hardlink_dupes: bool,
}

/// What the files of one run have in common.
struct Session<'a> {
    args: &'a Args,
    /// Optimisation levels, sorted, none twice; -1 is that of the interpreter, which is none here.
    levels: Vec<i64>,
    invalidation: Invalidation,
    filters: Filters,
    /// Symlinks that lead out of this folder are passed by; a folder without symlinks in its own path.
    symlink_limit: Option<PathBuf>,
}

impl Session<'_> {
    /// Whether the path is a symlink to a place that is not wanted.
    fn leads_outside(&self, path: &Path) -> bool {
        let Some(limit) = self.symlink_limit.as_ref().filter(|_| path.is_symlink()) else { return false };
        let real = resolve(path);
        !real.ancestors().skip(1).any(|it| it == limit)
    }
}

/// The path without symlinks, as far as it exists.
fn resolve(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let levels: Vec<i64> = args.out.iter().filter_map(|it| it.parse().ok()).collect();
    let place = args.out.iter().find(|it| it.parse::<i64>().is_err());
    if args.hardlink_dupes && levels.len() < 2 {
        return usage("hardlinks of equal files make sense only for more than one optimisation level");
    }
    let mut session = Session {
        args,
        levels: if levels.is_empty() { vec![DEFAULT_LEVEL] } else { levels },
        invalidation: args.invalidation_mode.unwrap_or_else(Invalidation::from_environment),
        filters: Filters::from_environment().0,
        symlink_limit: args
            .symlink_limit
            .as_ref()
            .filter(|it| !it.is_empty())
            .map(|it| resolve(Path::new(it))),
    };
    session.levels.sort_unstable();
    session.levels.dedup();
    if args.hardlink_dupes && session.levels.len() < 2 {
        bail!("hardlinks of equal files make sense only for more than one optimisation level");
    }
    if let Some(place) = place {
        let ([source], 1) = (args.paths.as_slice(), args.out.iter().filter(|it| *it == place).count()) else {
            return usage("`-o OUT` takes one file");
        };
        return unit::compile_one(&session, source, Path::new(place));
    }
    let mut paths = args.paths.clone();
    if let Some(list) = &args.list {
        let Some(listed) = discover::read_list(list)? else {
            if args.quiet < 2 {
                anstream::println!("Error reading file list {}", list.display());
            }
            return Ok(ExitStatus::Failure);
        };
        paths.extend(listed);
    }
    if paths.is_empty() {
        return compile_import_path(&session);
    }
    if args.workers < 0 && paths.iter().any(|it| !it.is_file()) {
        bail!("workers must be greater or equal to 0");
    }
    let max_depth = args.recursion.unwrap_or(if args.flat { 0 } else { DEFAULT_DEPTH });
    compile_all(&session, &paths, Walk { max_depth, quiet: args.quiet })
}

fn usage(message: &str) -> anyhow::Result<ExitStatus> {
    anstream::eprintln!("error: {message}");
    Ok(ExitStatus::Usage)
}

/// Compiles what is directly in the folders that modules are imported from: what of `sys.path` is known without an
/// interpreter is the current folder and `PYTHONPATH`. After a folder with an error the next is not begun.
fn compile_import_path(session: &Session<'_>) -> anyhow::Result<ExitStatus> {
    let current = std::env::current_dir().context("cannot find the current folder")?;
    let listed = std::env::var_os("PYTHONPATH").unwrap_or_default();
    let mut folders = vec![current.clone()];
    folders.extend(
        std::env::split_paths(&listed).filter(|it| !it.as_os_str().is_empty()).map(|it| current.join(it)),
    );
    let Args { force, quiet, legacy, workers, .. } = *session.args;
    let args = Args { force, quiet, legacy, workers, ..Args::default() };
    let session = Session {
        args: &args,
        levels: vec![DEFAULT_LEVEL],
        invalidation: session.invalidation,
        filters: Filters::from_environment().0,
        symlink_limit: None,
    };
    for folder in folders {
        if compile_all(&session, &[folder], Walk { max_depth: 0, quiet })? == ExitStatus::Failure {
            return Ok(ExitStatus::Failure);
        }
    }
    Ok(ExitStatus::Success)
}

/// Compiles files and folders; prints of each, in order, what `compileall` prints.
fn compile_all(session: &Session<'_>, paths: &[PathBuf], walk: Walk) -> anyhow::Result<ExitStatus> {
    let mut met = Vec::new();
    for path in paths {
        walk.find(path, &mut met);
    }
    let mut jobs = Vec::new();
    let steps: Vec<Step> = met
        .into_iter()
        .map(|it| match it {
            Met::Line(line) => Step::Print(line),
            Met::File { path, top } => {
                jobs.push(Job::new(session, path, top.as_deref()));
                Step::Job(jobs.len() - 1)
            }
        })
        .collect();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(usize::try_from(session.args.workers).unwrap_or_default())
        .stack_size(DEEP_STACK_BYTES)
        .build()
        .context("cannot start threads")?;
    let groups = groups(&jobs);
    let printer = Mutex::new(Printer::new(session, &steps, &jobs)?);
    // One queue for all threads: none is idle as long as there is a file, and outcomes come about in order.
    let next = AtomicUsize::new(0);
    let take = || groups.get(next.fetch_add(1, Ordering::Relaxed));
    pool.broadcast(|_| {
        for &idx in iter::from_fn(take).flatten() {
            let outcome = jobs[idx].run(session);
            // Who panics while it prints is reported, and what others print is whole.
            printer.lock().unwrap_or_else(PoisonError::into_inner).add(idx, outcome);
        }
    });
    printer.into_inner().unwrap_or_else(PoisonError::into_inner).finish()
}

/// What is printed next.
enum Step {
    Print(String),
    /// What the job of this number comes to.
    Job(usize),
}

/// Jobs by number: those of a group write to the same place, one after the other.
fn groups(jobs: &[Job]) -> Vec<Vec<usize>> {
    let mut places = FxHashMap::default();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (idx, job) in jobs.iter().enumerate() {
        let group = *places.entry(job.target()).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(idx);
    }
    groups
}

/// Prints what jobs come to, in the order of the steps, each as soon as those before it are printed.
struct Printer<'a> {
    session: &'a Session<'a>,
    steps: iter::Peekable<std::slice::Iter<'a, Step>>,
    jobs: &'a [Job],
    /// Outcomes whose turn has not come.
    waiting: FxHashMap<usize, Outcome>,
    warnings: WarningPrinter,
    out: BufWriter<Stdout>,
    status: ExitStatus,
    /// Why nothing more can be printed.
    failure: Option<io::Error>,
}

impl<'a> Printer<'a> {
    fn new(session: &'a Session<'a>, steps: &'a [Step], jobs: &'a [Job]) -> anyhow::Result<Self> {
        Ok(Self {
            session,
            steps: steps.iter().peekable(),
            jobs,
            waiting: FxHashMap::default(),
            warnings: WarningPrinter::from_environment()?,
            out: output::shared_stdout(),
            status: ExitStatus::Success,
            failure: None,
        })
    }

    /// Takes what a job came to.
    fn add(&mut self, idx: usize, outcome: Outcome) {
        self.waiting.insert(idx, outcome);
        if self.failure.is_none() {
            self.failure = self.print().err();
        }
    }

    /// Prints up to the first outcome that is not there.
    fn print(&mut self) -> io::Result<()> {
        while let Some(step) = self.steps.peek() {
            match step {
                Step::Print(line) => writeln!(self.out, "{line}")?,
                Step::Job(idx) => {
                    let Some(outcome) = self.waiting.remove(idx) else { break };
                    let quiet = self.session.args.quiet;
                    let status = self.jobs[*idx].print(&outcome, quiet, &mut self.warnings, &mut self.out)?;
                    if status == ExitStatus::Failure {
                        self.status = status;
                    }
                }
            }
            self.steps.next();
        }
        Ok(())
    }

    /// Prints what is left.
    fn finish(mut self) -> anyhow::Result<ExitStatus> {
        let printed = self.failure.take().map_or_else(|| self.print(), Err);
        printed.and_then(|()| self.out.flush())?;
        debug_assert!(self.steps.next().is_none(), "every job has come to something");
        Ok(self.status)
    }
}
