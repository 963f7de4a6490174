//! One file: read, compiled, written.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;

use super::Args;
use super::cache::{self, Invalidation};
use crate::ast::OptimizeLevel;
use crate::bytecode::CodeObject;
use crate::bytecode::pyc::{Provenance, Pyc};
use crate::cli::code::{Built, build_code};
use crate::cli::exit_status::ExitStatus;
use crate::cli::input::{Input, Source};
use crate::cli::report;
use crate::cli::tree::Rejection;
use crate::cli::warning_filter::Filters;
use crate::text::report::{ReportStyle, render_error, shown_path};
use crate::text::{ErrorClass, SyntaxError, SyntaxWarning};

/// A file that is to be compiled, once for each level.
pub(super) struct Job {
    path: PathBuf,
    /// The path as Python shows it.
    pub(super) shown: String,
    /// What code objects call it.
    filename: String,
    targets: Vec<(OptimizeLevel, PathBuf)>,
    invalidation: Invalidation,
    force: bool,
    /// What is wrong with the options for this file.
    complaint: Option<String>,
}

/// What became of a file.
pub(super) enum Outcome {
    /// It is no source, or its `.pyc` files are up to date.
    Skipped,
    /// It was compiled.
    Done(Vec<SyntaxWarning>, String),
    /// CPython would not compile it.
    Rejected(String),
}

impl Job {
    /// `top` is the folder that was given, if it was one.
    pub(super) fn new(
        args: &Args,
        path: &Path,
        top: Option<&Path>,
        levels: &[Option<OptimizeLevel>],
        invalidation: Invalidation,
    ) -> Self {
        let shown = shown_path(path).into_owned();
        let (filename, complaint) = filename(args, &shown, top);
        let mut levels = levels.to_vec();
        levels.sort();
        levels.dedup();
        let target = |level: Option<OptimizeLevel>| {
            (level.unwrap_or(OptimizeLevel::Zero), cache::place(path, level, args.legacy))
        };
        Self {
            path: path.to_owned(),
            filename,
            shown,
            targets: levels.into_iter().map(target).collect(),
            invalidation,
            force: args.force,
            complaint,
        }
    }

    /// Compiles it if it has to be.
    pub(super) fn run(&self) -> Outcome {
        let is_source = self.path.extension().is_some_and(|it| it == "py") && self.path.is_file();
        let is_current = || self.targets.iter().all(|(_, target)| cache::is_up_to_date(&self.path, target));
        if !is_source || (!self.force && is_current()) {
            return Outcome::Skipped;
        }
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                return Outcome::Rejected(format!("OSError: {error}: {}\n", python_repr(&self.shown)));
            }
        };
        let provenance = self.invalidation.provenance(&self.path, &bytes);
        let (mut warnings, mut text) = (Vec::new(), String::new());
        for (level, target) in &self.targets {
            match self.make(&bytes, *level, target, provenance) {
                Ok(built) => {
                    warnings.extend(built.warnings);
                    text = built.text;
                }
                Err(message) => return Outcome::Rejected(message),
            }
        }
        Outcome::Done(warnings, text)
    }

    fn make(
        &self,
        bytes: &[u8],
        level: OptimizeLevel,
        target: &Path,
        provenance: Provenance,
    ) -> Result<Built, String> {
        let failed = |error: anyhow::Error| format!("{error:#}\n");
        let input = Input { name: self.filename.clone(), bytes: bytes.to_vec() };
        let source = match input.decode().map_err(failed)? {
            Ok(source) => source,
            Err(undecodable) => return Err(self.shown_error(&undecodable.error)),
        };
        let mut built = build_code(source, &self.filename, level).map_err(failed)?;
        let code = std::mem::replace(&mut built.code, Err(Rejection::TooDeep));
        match code {
            Ok(code) => write_pyc(code, provenance, target, &self.path).map_err(failed)?,
            Err(Rejection::Syntax(error) | Rejection::Compile(error)) => return Err(self.shown_error(&error)),
            Err(Rejection::TooDeep) => {
                return Err(
                    "Sorry: RecursionError: maximum recursion depth exceeded during compilation\n".into()
                );
            }
        }
        Ok(built)
    }

    /// What `py_compile.PyCompileError` says.
    fn shown_error(&self, error: &SyntaxError) -> String {
        if error.class == ErrorClass::Syntax {
            return render_error(error, &self.filename, ReportStyle::PLAIN);
        }
        let report = render_error(error, &self.filename, ReportStyle::PLAIN);
        let class = report.lines().last().and_then(|line| line.split(':').next()).unwrap_or_default();
        let name = Path::new(&self.filename).file_name().map(|it| it.to_string_lossy().into_owned());
        let line = error.span.map_or(0, |span| span.line);
        format!("Sorry: {class}: {} ({}, line {line})\n", error.message, name.unwrap_or_default())
    }
}

impl Outcome {
    /// Prints what `compileall` prints.
    pub(super) fn print(
        &self,
        job: &Job,
        _filters: &Filters,
        quiet: u8,
        out: &mut impl Write,
    ) -> io::Result<ExitStatus> {
        if let Some(complaint) = job.complaint.as_ref().filter(|_| quiet < 2) {
            writeln!(out, "{complaint}")?;
        }
        let shown = python_repr(&job.shown);
        if quiet == 0 && !matches!(self, Self::Skipped) {
            writeln!(out, "Compiling {shown}...")?;
        }
        match self {
            Self::Skipped => Ok(ExitStatus::Success),
            Self::Done(warnings, text) => {
                if warnings.is_empty() {
                    return Ok(ExitStatus::Success);
                }
                Ok(report::print_warnings(warnings, &job.filename, text)?.unwrap_or(ExitStatus::Success))
            }
            Self::Rejected(message) => {
                match quiet {
                    0 => writeln!(out, "*** {message}")?,
                    1 => writeln!(out, "*** Error compiling {shown}...\n{message}")?,
                    _ => {}
                }
                Ok(ExitStatus::Failure)
            }
        }
    }
}

/// What code objects of the file say, and what is wrong with `-s`.
fn filename(args: &Args, shown: &str, top: Option<&Path>) -> (String, Option<String>) {
    let (strip, prepend) = match (&args.destination, top) {
        (Some(destination), Some(top)) => (Some(shown_path(top).into_owned()), Some(destination.clone())),
        (Some(destination), None) => {
            let name = shown.rsplit('/').next().unwrap_or(shown);
            return (join(destination, name), None);
        }
        (None, _) => (args.strip.clone(), args.prepend.clone()),
    };
    let mut name = None;
    let mut complaint = None;
    if let Some(strip) = &strip {
        let parts: Vec<&str> = shown.split('/').collect();
        let strip_parts: Vec<&str> = strip.split('/').collect();
        match parts.strip_prefix(strip_parts.as_slice()) {
            Some(rest) => name = Some(rest.join("/")),
            None => {
                complaint = Some(format!(
                    "The stripdir path {} is not a valid prefix for source path {}; ignoring",
                    python_repr(strip),
                    python_repr(shown)
                ));
            }
        }
    }
    let name = match prepend {
        Some(prepend) => join(&prepend, name.as_deref().unwrap_or(shown)),
        None => name.unwrap_or_else(|| shown.to_owned()),
    };
    (name, complaint)
}

/// `os.path.join`.
fn join(folder: &str, name: &str) -> String {
    if name.starts_with('/') || folder.is_empty() {
        return name.to_owned();
    }
    if folder.ends_with('/') { format!("{folder}{name}") } else { format!("{folder}/{name}") }
}

/// `repr` of a path.
pub(super) fn python_repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let escaped = text.replace('\\', "\\\\").replace('\n', "\\n");
    let escaped = if quote == '\'' { escaped.replace('\'', "\\'") } else { escaped };
    format!("{quote}{escaped}{quote}")
}

/// Compiles one file to one place.
pub(super) fn compile_one(
    source: &Path,
    target: &Path,
    level: OptimizeLevel,
    invalidation: Invalidation,
) -> anyhow::Result<ExitStatus> {
    let name = shown_path(source).into_owned();
    let bytes = fs::read(source).with_context(|| format!("cannot read {name}"))?;
    let provenance = invalidation.provenance(source, &bytes);
    let decoded: Source = match (Input { name: name.clone(), bytes }).decode()? {
        Ok(source) => source,
        Err(undecodable) => return Ok(report::print_undecodable(&undecodable)?),
    };
    let built = build_code(decoded, &name, level)?;
    if let Some(status) = report::print_warnings(&built.warnings, &name, &built.text)? {
        return Ok(status);
    }
    match built.code {
        Ok(code) => write_pyc(code, provenance, target, source)?,
        Err(rejection) => return rejection.print(&name),
    }
    Ok(ExitStatus::Success)
}

/// Writes beside the place and moves there, with the source's mode.
fn write_pyc(code: CodeObject, provenance: Provenance, target: &Path, source: &Path) -> anyhow::Result<()> {
    let bytes = Pyc { provenance, code: Arc::new(code) }.write()?;
    let folder = target.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", std::process::id()));
    let temporary = folder.join(name);
    let written = fs::write(&temporary, bytes)
        .and_then(|()| copy_mode(source, &temporary))
        .and_then(|()| fs::rename(&temporary, target));
    if written.is_err() {
        // Nothing is left of a file that could not be written; that this fails too tells nothing new.
        let _ = fs::remove_file(&temporary);
    }
    written.with_context(|| format!("cannot write {}", target.display()))
}

/// The source's permissions, and that the owner may write.
#[cfg(unix)]
fn copy_mode(source: &Path, target: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    /// Reading and writing, of owner, group and all.
    const READ_WRITE: u32 = 0o666;
    const OWNER_WRITES: u32 = 0o200;
    let mode = fs::metadata(source)?.permissions().mode();
    fs::set_permissions(target, fs::Permissions::from_mode((mode | OWNER_WRITES) & READ_WRITE))
}

#[cfg(not(unix))]
fn copy_mode(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}
