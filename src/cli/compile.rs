//! `reskin compile`: a drop-in for `python -m compileall`, and one file to one `.pyc`.
//!
//! Files are compiled in parallel and reported in order. A `.pyc` file is written beside its place and moved there, so
//! that nobody reads half of one; a file whose `.pyc` is up to date is left alone.
//!
//! Source: CPython 3.14, `Lib/compileall.py`, `Lib/py_compile.py`.

mod cache;
mod discover;
mod unit;

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use regex::Regex;

use self::cache::Invalidation;
use self::unit::{Job, Outcome};
use super::exit_status::ExitStatus;
use super::output;
use super::warning_filter::Filters;
use crate::ast::OptimizeLevel;
use crate::syntax::DEEP_STACK_BYTES;

/// Deeper folders are not looked into; CPython's recursion limit.
const DEFAULT_LEVELS: usize = 1_000;

/// Compile files and folders to .pyc files, as `python -m compileall`
///
/// The bytecode is CPython 3.14's. With `-o OUT` one file is compiled to that place; else each goes to
/// `__pycache__/NAME.cpython-314.pyc` beside it, or under PYTHONPYCACHEPREFIX.
#[derive(Debug, clap::Args)]
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
    #[arg(short = 'r', value_name = "LEVELS")]
    recursion: Option<usize>,
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
    #[arg(short = 'j', long, value_name = "WORKERS", default_value_t = 0)]
    workers: usize,
    /// How it is found out that a .pyc file is out of date
    #[arg(long, value_enum)]
    invalidation_mode: Option<Invalidation>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let (levels, places): (Vec<_>, Vec<_>) = args.out.iter().partition(|it| optimization_level(it).is_some());
    let levels: Vec<Option<OptimizeLevel>> = if levels.is_empty() {
        vec![None]
    } else {
        levels.iter().filter_map(|it| optimization_level(it)).collect()
    };
    let invalidation = args.invalidation_mode.unwrap_or_else(Invalidation::from_environment);
    match (places.as_slice(), args.paths.as_slice()) {
        ([], _) => {}
        ([place], [source]) => {
            let level = levels.first().copied().flatten().unwrap_or(OptimizeLevel::Zero);
            return unit::compile_one(source, &PathBuf::from(place), level, invalidation);
        }
        _ => bail!("-o OUT takes one file"),
    }
    let mut paths = args.paths.clone();
    if let Some(list) = &args.list {
        paths.extend(discover::read_list(list)?);
    }
    if paths.is_empty() {
        bail!("no files or folders are given");
    }
    compile_all(args, &paths, &levels, invalidation)
}

/// `-1` is the level of the interpreter, which is none here.
#[expect(clippy::option_option, reason = "what is no level at all is told from the interpreter's level")]
fn optimization_level(text: &str) -> Option<Option<OptimizeLevel>> {
    Some(match text {
        "-1" => None,
        "0" => Some(OptimizeLevel::Zero),
        "1" => Some(OptimizeLevel::One),
        "2" => Some(OptimizeLevel::Two),
        _ => return None,
    })
}

fn compile_all(
    args: &Args,
    paths: &[PathBuf],
    levels: &[Option<OptimizeLevel>],
    invalidation: Invalidation,
) -> anyhow::Result<ExitStatus> {
    let max_depth = args.recursion.unwrap_or(if args.flat { 0 } else { DEFAULT_LEVELS });
    let mut out = output::stdout();
    let mut jobs = Vec::new();
    for path in paths {
        discover::find(path, max_depth, args.quiet, &mut out, &mut |file, top| {
            let job = Job::new(args, file, top, levels, invalidation);
            if !args.exclude.as_ref().is_some_and(|it| it.is_match(&job.shown)) {
                jobs.push(job);
            }
        })?;
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.workers)
        .stack_size(DEEP_STACK_BYTES)
        .build()
        .context("cannot start threads")?;
    let outcomes: Vec<Outcome> = pool.install(|| jobs.par_iter().map(Job::run).collect());
    let (filters, _) = Filters::from_environment();
    let mut status = ExitStatus::Success;
    for (job, outcome) in jobs.iter().zip(&outcomes) {
        if outcome.print(job, &filters, args.quiet, &mut out)? == ExitStatus::Failure {
            status = ExitStatus::Failure;
        }
    }
    out.flush()?;
    Ok(status)
}
