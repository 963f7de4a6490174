//! `reskin ast`: a drop-in for `python -m ast`.

use std::io::Write as _;

use super::exit_status::ExitStatus;
use super::input::InputArgs;
use super::output::{self, TextWriter};
use super::tree::{Mode, Tree, TreeOptions, read_tree};
use crate::ast::{self, DumpOptions, OptimizeLevel};
use crate::syntax::PythonVersion;
use crate::text::{ColumnUnit, LineIndex};

/// Print the abstract syntax tree of a file, as `python -m ast`
///
/// The tree is CPython 3.14's, to the last field. A file that CPython rejects gets CPython's report instead, on
/// standard error, and exit status 1.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What kind of code the file holds
    #[arg(short, long, value_enum, default_value_t = Mode::Exec)]
    mode: Mode,
    /// Leave `# type:` comments alone
    #[arg(long)]
    no_type_comments: bool,
    /// Print lines and columns too
    #[arg(short = 'a', long)]
    include_attributes: bool,
    /// Indentation of a level, in spaces
    #[arg(short, long, default_value_t = 3, allow_negative_numbers = true)]
    indent: i64,
    /// Allow the syntax of this Python alone, such as 3.10
    #[arg(long, value_name = "VERSION", value_parser = parse_version)]
    feature_version: Option<u8>,
    /// Optimise as Python's -O (1) or -OO (2) before the tree is printed
    #[arg(
        short = 'O', long, value_name = "LEVEL", default_value_t = -1, allow_negative_numbers = true,
        value_parser = clap::value_parser!(i8).range(-1..=2)
    )]
    optimize: i8,
    /// Print empty lists and fields too
    #[arg(long)]
    show_empty: bool,
    #[command(flatten)]
    input: InputArgs,
}

/// The number after `3.`; of a version that is to come, that of the reference.
fn parse_version(text: &str) -> Result<u8, String> {
    let format = "expected format 3.x (for example, 3.10)";
    let minor = text.strip_prefix("3.").ok_or(format)?;
    let minor: u32 = minor.parse().map_err(|_| format)?;
    Ok(u8::try_from(minor).unwrap_or(u8::MAX).min(PythonVersion::REFERENCE.minor()))
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let options = TreeOptions {
        mode: args.mode,
        type_comments: !args.no_type_comments,
        minor_version: args.feature_version.unwrap_or(PythonVersion::REFERENCE.minor()),
    };
    let mut tree = match read_tree(&args.input, options)? {
        Ok(tree) => tree,
        Err(status) => return Ok(status),
    };
    match args.optimize {
        1 => tree.lowered.ast.preprocess(OptimizeLevel::One),
        2 => tree.lowered.ast.preprocess(OptimizeLevel::Two),
        _ => {}
    }
    print(args, &tree)?;
    Ok(ExitStatus::Success)
}

fn print(args: &Args, tree: &Tree) -> anyhow::Result<()> {
    let text = tree.source.file.text();
    let index = LineIndex::new(text);
    let positions = |offset| {
        let place = index.line_column(text, offset, ColumnUnit::Bytes);
        (place.line, place.column)
    };
    let indent = " ".repeat(usize::try_from(args.indent).unwrap_or(0));
    let options = DumpOptions {
        positions: if args.include_attributes { Some(&positions) } else { None },
        indent: Some(&indent),
        show_empty: args.show_empty,
        ..DumpOptions::default()
    };
    let mut out = TextWriter::new(output::stdout());
    let dumped = ast::write_dump(&mut out, &tree.lowered.ast, tree.lowered.root, options);
    let mut out = out.into_inner()?;
    dumped?;
    out.write_all(b"\n")?;
    output::finish(out)?;
    Ok(())
}
