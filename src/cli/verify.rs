//! `reskin verify`: whether a rewritten file still is the same program.

use std::io::Write;
use std::path::PathBuf;

use super::exit_status::ExitStatus;
use super::input::Input;
use super::tree::{Mode, Rejection, TreeOptions, build_tree};
use super::{output, report};
use crate::ast::OptimizeLevel;
use crate::syntax::{PythonVersion, parse};
use crate::text::{ColumnUnit, LineIndex, TextRange};
use crate::verify::code::{Difference, Program, ProgramError};
use crate::verify::proof::{Limit, Proof, Reason, Source, Verdict, judge};

const MORE: &str = "\
Answers:
  proved (same code)              both compile to the same code, in every field but locations
  proved (normal form: ...)       the same after changes of the code that nothing can observe:
                                    table order           constants and names lie elsewhere
                                    flow graph            blocks and jumps lie otherwise
                                    renamed locals        where nothing looks at them by name
                                    dead stores           of constants that nothing reads
                                    constant propagation  of locals that are one constant
  unverified (not executed yet)   the code differs; it may be the same program all the same

The code is CPython 3.14's, with and without -O and -OO. A proof says for which versions it
speaks: older ones treat some constructs otherwise, and what stands on changed lines is looked up
in a table of those.

A proof does not cover line numbers, the text of tracebacks, warnings and inspect.getsource;
attributes of code objects; sys.getrefcount; when signals, threads and the garbage collector get
their turn, and what tracing sees; what functions of other modules read of the local variables of
their callers.

Exit status: 0 proved; 1 not proved, or a file could not be read or compiled; 2 usage.";

/// Tell whether two files are the same program
///
/// AFTER is BEFORE rewritten, by whatever tool or person.
#[derive(Debug, clap::Args)]
#[command(after_help = MORE)]
pub(super) struct Args {
    /// The file as it was
    before: PathBuf,
    /// The file as it is
    after: PathBuf,
    /// Prove it for all versions from this one, such as `3.8`, to 3.14
    #[arg(long, value_name = "VERSION", default_value_t = PythonVersion::REFERENCE)]
    target_version: PythonVersion,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let (before, after) = (File::read(&args.before), File::read(&args.after));
    // Both are looked at before an error ends it, so that one run names both.
    let (Some(before), Some(after)) = (print_failure(before)?, print_failure(after)?) else {
        return Ok(ExitStatus::Failure);
    };
    let verdict = judge(&before.source, &after.source, args.target_version);
    let mut out = output::stdout();
    write_verdict(&mut out, &verdict, &before, &after)?;
    output::finish(out)?;
    Ok(match verdict {
        Verdict::Proved(_) => ExitStatus::Success,
        Verdict::Unverified(_) => ExitStatus::Failure,
    })
}

/// A file that compiles.
struct File {
    name: String,
    text: String,
    source: Source,
}

/// Why there is none.
enum Failure {
    Unreadable(anyhow::Error),
    Undecodable(super::input::Undecodable),
    Rejected(Rejection, String),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl File {
    fn read(path: &std::path::Path) -> Result<Self, Failure> {
        let source = Input::read_file(path)?.decode()?.map_err(Failure::Undecodable)?;
        let name = source.name.clone();
        let minor_version = PythonVersion::REFERENCE.minor();
        let options = TreeOptions { mode: Mode::Exec, type_comments: false, minor_version };
        let (tree, _) =
            build_tree(source, options)?.map_err(|it| Failure::Rejected(it.rejection, name.clone()))?;
        let text = tree.source.file.text().to_owned();
        let program = match Program::from_ast(tree.lowered.ast, tree.lowered.root, &text) {
            Ok(program) => program,
            Err(ProgramError::Rejected(error)) => {
                return Err(Failure::Rejected(Rejection::Compile(*error), name));
            }
            Err(error @ ProgramError::Unparsable) => return Err(anyhow::anyhow!("{name}: {error}").into()),
        };
        let source = Source::new(&text, parse(&text), program);
        Ok(Self { name, text, source })
    }

    fn line(&self, range: TextRange) -> u32 {
        LineIndex::new(&self.text).line_column(&self.text, range.start(), ColumnUnit::Bytes).line
    }
}

/// The file, or nothing after it was said why there is none.
fn print_failure(file: Result<File, Failure>) -> anyhow::Result<Option<File>> {
    match file {
        Ok(file) => return Ok(Some(file)),
        Err(Failure::Unreadable(error)) => anstream::eprintln!("reskin: {error:#}"),
        Err(Failure::Undecodable(it)) => {
            report::print_undecodable(&it)?;
        }
        Err(Failure::Rejected(it, name)) => {
            it.print(&name)?;
        }
    }
    Ok(None)
}

fn write_verdict(
    out: &mut impl Write,
    verdict: &Verdict,
    before: &File,
    after: &File,
) -> std::io::Result<()> {
    match verdict {
        Verdict::Proved(proof) => {
            writeln!(out, "{}", headline(proof))?;
            writeln!(out, "  for Python {} to {}", proof.since, PythonVersion::REFERENCE)?;
            write_limits(out, proof, before, after)
        }
        Verdict::Unverified(Reason::Different(it)) => {
            writeln!(out, "unverified (not executed yet)")?;
            writeln!(out, "  {}", difference_line(it, before, after))
        }
        Verdict::Unverified(Reason::Version(proof)) => {
            writeln!(out, "unverified (not executed yet)")?;
            writeln!(
                out,
                "  {} for Python {} to {} alone",
                headline(proof),
                proof.since,
                PythonVersion::REFERENCE
            )?;
            write_limits(out, proof, before, after)
        }
    }
}

fn headline(proof: &Proof) -> String {
    if proof.normalizations.is_empty() {
        return "proved (same code)".to_owned();
    }
    let names: Vec<String> = proof.normalizations.iter().map(ToString::to_string).collect();
    format!("proved (normal form: {})", names.join(", "))
}

fn write_limits(out: &mut impl Write, proof: &Proof, before: &File, after: &File) -> std::io::Result<()> {
    for limit in &proof.limits {
        match limit {
            Limit::Difference { difference, in_after, range } => {
                let file = if *in_after { after } else { before };
                let (name, line) = (&file.name, file.line(*range));
                writeln!(
                    out,
                    "  before {}, {name}:{line}: {} [{}]",
                    difference.until, difference.summary, difference.id
                )?;
            }
            Limit::Syntax { since, feature } => writeln!(out, "  before {since} there is no {feature}")?,
        }
    }
    Ok(())
}

fn difference_line(it: &Difference, before: &File, after: &File) -> String {
    let place = |file: &File, line: Option<u32>| match line {
        Some(line) => format!("{}:{line}", file.name),
        None => file.name.clone(),
    };
    let (a, b) = (place(before, it.line_before), place(after, it.line_after));
    let level = match it.optimize {
        OptimizeLevel::Zero => "",
        OptimizeLevel::One => "under -O ",
        OptimizeLevel::Two => "under -OO ",
    };
    format!("{level}in `{}`, {a}, {b}: {}", it.code, it.fact)
}
