//! One file: read, compiled, written.

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};

use super::Session;
use super::cache;
use super::path::{code_filename, os_error, python_repr};
use super::write::{check_place, write_pyc};
use crate::ast::OptimizeLevel;
use crate::bytecode::pyc::Provenance;
use crate::cli::code::build_code;
use crate::cli::exit_status::ExitStatus;
use crate::cli::input::{Input, Source};
use crate::cli::report::{self, WarningPrinter};
use crate::cli::tree::Rejection;
use crate::text::report::{ReportStyle, render_error, shown_path};
use crate::text::{ErrorClass, LineIndex, SyntaxError, SyntaxWarning};

/// A file that is to be compiled, once for each level.
pub(super) struct Job {
    path: PathBuf,
    /// What code objects call it.
    filename: String,
    /// Levels, and where the `.pyc` file of each goes.
    targets: Vec<(i64, PathBuf)>,
    /// What is wrong with the options for this file.
    complaint: Option<String>,
    /// It is none of those that are meant.
    is_left_out: bool,
}

/// What became of a file.
#[derive(Default)]
pub(super) struct Outcome {
    /// It is a source, and its `.pyc` files were not up to date.
    was_compiled: bool,
    warnings: Vec<SyntaxWarning>,
    /// The text that the warnings are about.
    text: String,
    /// Why it could not be compiled, as `compileall` prints it.
    failure: Option<String>,
}

impl Job {
    /// `top` is the folder that was given, if it was one.
    pub(super) fn new(session: &Session<'_>, path: PathBuf, top: Option<&Path>) -> Self {
        let args = session.args;
        let (filename, complaint) = code_filename(args, &path, top);
        let is_excluded = args.exclude.as_ref().is_some_and(|it| it.is_match(&shown_path(&path)));
        let targets = session.levels.iter().map(|&it| (it, cache::place(&path, it, args.legacy))).collect();
        Self { is_left_out: is_excluded || session.leads_outside(&path), path, filename, targets, complaint }
    }

    /// Where it is written to first; jobs with the same place must not run at once.
    pub(super) fn target(&self) -> Option<&Path> {
        self.targets.first().map(|(_, target)| &**target)
    }

    /// Compiles it if it has to be.
    pub(super) fn run(&self, session: &Session<'_>) -> Outcome {
        let name = self.path.file_name().unwrap_or_default().as_encoded_bytes();
        if self.is_left_out || !name.ends_with(b".py") {
            return Outcome::default();
        }
        let Some(source) = fs::metadata(&self.path).ok().filter(Metadata::is_file) else {
            return Outcome::default();
        };
        let is_current = || self.targets.iter().all(|(_, target)| cache::is_up_to_date(&source, target));
        if !session.args.force && is_current() {
            return Outcome::default();
        }
        let mut outcome = Outcome { was_compiled: true, ..Outcome::default() };
        outcome.failure = self.make_all(session, &source, &mut outcome).err();
        if outcome.warnings.is_empty() {
            // Outcomes wait for their turn to be printed; a text that is not shown need not.
            outcome.text = String::new();
        }
        outcome
    }

    fn make_all(
        &self,
        session: &Session<'_>,
        source: &Metadata,
        outcome: &mut Outcome,
    ) -> Result<(), String> {
        let mut previous: Option<&Path> = None;
        for (level, target) in &self.targets {
            self.make(session, source, *level, target, outcome)?;
            if let Some(previous) = previous.replace(target).filter(|_| session.args.hardlink_dupes) {
                link_if_same(previous, target)?;
            }
        }
        Ok(())
    }

    fn make(
        &self,
        session: &Session<'_>,
        file: &Metadata,
        level: i64,
        target: &Path,
        outcome: &mut Outcome,
    ) -> Result<(), String> {
        check_place(target)?;
        let bytes = fs::read(&self.path).map_err(|error| os_error(&error, &[&self.path]))?;
        let level = match level {
            -1 | 0 => OptimizeLevel::Zero,
            1 => OptimizeLevel::One,
            2 => OptimizeLevel::Two,
            _ => return Err("Sorry: ValueError: compile(): invalid optimize value".to_owned()),
        };
        let provenance = session.invalidation.provenance(file, &bytes);
        let failed = |error: anyhow::Error| format!("{error:#}");
        let source = match (Input { name: self.filename.clone(), bytes }).decode().map_err(failed)? {
            Ok(source) => source,
            Err(undecodable) => return Err(self.shown_error(&undecodable.error)),
        };
        let built = build_code(source, &self.filename, level).map_err(failed)?;
        let as_error = session.filters.first_error(&built.warnings, &self.filename);
        let refused = as_error.map(|error| self.shown_error(error));
        outcome.warnings.extend(built.warnings);
        outcome.text = built.text;
        if let Some(refused) = refused {
            return Err(refused);
        }
        match built.code {
            Ok(code) => write_pyc(code, provenance, target, file),
            Err(Rejection::Syntax(error)) => Err(self.shown_error(&error)),
            Err(Rejection::Compile(error)) => {
                // CPython's compiler looks for the line in the file that code objects name.
                let index_and_text = self.named_text(&outcome.text).map(|it| (LineIndex::new(&it), it));
                let line = error.span.and_then(|span| u32::try_from(span.line).ok());
                let shown = index_and_text
                    .as_ref()
                    .zip(line)
                    .and_then(|((index, text), line)| index.line_text(text, line));
                Err(self.shown_error(&SyntaxError { text: shown.map(str::to_owned), ..error }))
            }
            Err(Rejection::TooDeep) => {
                Err("Sorry: RecursionError: maximum recursion depth exceeded during compilation".to_owned())
            }
        }
    }

    /// What `py_compile.PyCompileError` says.
    fn shown_error(&self, error: &SyntaxError) -> String {
        let report = render_error(error, &self.filename, ReportStyle::PLAIN);
        if error.class == ErrorClass::Syntax {
            return report;
        }
        let class = report.lines().last().and_then(|line| line.split(':').next()).unwrap_or_default();
        let name = self.filename.rsplit('/').next().unwrap_or_default();
        let line = error.span.map_or(0, |span| span.line);
        format!("Sorry: {class}: {} ({name}, line {line})", error.message)
    }

    /// Prints what `compileall` prints of it.
    pub(super) fn print(
        &self,
        outcome: &Outcome,
        quiet: u8,
        warnings: &mut WarningPrinter,
        out: &mut impl Write,
    ) -> io::Result<ExitStatus> {
        if let Some(complaint) = self.complaint.as_ref().filter(|_| quiet < 2) {
            writeln!(out, "{complaint}")?;
        }
        if !outcome.was_compiled {
            return Ok(ExitStatus::Success);
        }
        let shown = python_repr(&self.path);
        if quiet == 0 {
            writeln!(out, "Compiling {shown}...")?;
        }
        if !outcome.warnings.is_empty() {
            warnings.print(&outcome.warnings, &self.filename, self.named_text(&outcome.text).as_deref())?;
        }
        let Some(message) = &outcome.failure else { return Ok(ExitStatus::Success) };
        match quiet {
            0 => writeln!(out, "*** {message}")?,
            1 => writeln!(out, "*** Error compiling {shown}...\n{message}")?,
            _ => {}
        }
        Ok(ExitStatus::Failure)
    }

    /// The text of the file that code objects name, where CPython looks for lines to show. `text` is that of the file
    /// at hand.
    fn named_text(&self, text: &str) -> Option<String> {
        if self.filename == shown_path(&self.path) {
            return Some(text.to_owned());
        }
        fs::read_to_string(&self.filename).ok()
    }
}

/// Makes `target` another name of `previous` if both files are the same.
fn link_if_same(previous: &Path, target: &Path) -> Result<(), String> {
    let read = |path: &Path| fs::read(path).map_err(|error| os_error(&error, &[path]));
    if read(previous)? != read(target)? {
        return Ok(());
    }
    fs::remove_file(target).map_err(|error| os_error(&error, &[target]))?;
    fs::hard_link(previous, target).map_err(|error| os_error(&error, &[previous, target]))
}

/// Compiles one file to one place.
pub(super) fn compile_one(session: &Session<'_>, source: &Path, target: &Path) -> anyhow::Result<ExitStatus> {
    let level = match session.levels.first() {
        Some(1) => OptimizeLevel::One,
        Some(2) => OptimizeLevel::Two,
        _ => OptimizeLevel::Zero,
    };
    let name = shown_path(source).into_owned();
    let read = || Ok::<_, io::Error>((fs::metadata(source)?, fs::read(source)?));
    let (file, bytes) = read().with_context(|| format!("cannot read {name}"))?;
    let provenance: Provenance = session.invalidation.provenance(&file, &bytes);
    let decoded: Source = match (Input { name: name.clone(), bytes }).decode()? {
        Ok(source) => source,
        Err(undecodable) => return Ok(report::print_undecodable(&undecodable)?),
    };
    let built = build_code(decoded, &name, level)?;
    if let Some(status) = report::print_warnings(&built.warnings, &name, &built.text)? {
        return Ok(status);
    }
    match built.code {
        Ok(code) => check_place(target)
            .and_then(|()| write_pyc(code, provenance, target, &file))
            .map_err(|message| anyhow!("cannot write {}: {message}", target.display()))?,
        Err(rejection) => return rejection.print(&name),
    }
    Ok(ExitStatus::Success)
}
