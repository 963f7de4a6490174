//! `reskin ast`: a drop-in for `python -m ast`.

use std::io::Write as _;

use clap::ValueEnum;

use super::exit_status::ExitStatus;
use super::input::{InputArgs, Source};
use super::output::{self, TextWriter};
use super::report;
use crate::ast::{self, DumpOptions, LowerOptions, Lowered};
use crate::syntax;
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
    /// Print empty lists and fields too
    #[arg(long)]
    show_empty: bool,
    #[command(flatten)]
    input: InputArgs,
}

/// What kind of code a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(super) enum Mode {
    /// A module.
    Exec,
    /// What is typed at a prompt.
    Single,
    /// An expression.
    Eval,
    /// A function type, such as `(int) -> str`.
    FuncType,
}

/// How a file is to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct TreeOptions {
    pub(super) mode: Mode,
    pub(super) type_comments: bool,
}

/// A file and its tree.
pub(super) struct Tree {
    pub(super) source: Source,
    pub(super) lowered: Lowered,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let options = TreeOptions { mode: args.mode, type_comments: !args.no_type_comments };
    let tree = match read_tree(&args.input, options)? {
        Ok(tree) => tree,
        Err(status) => return Ok(status),
    };
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
    Ok(ExitStatus::Success)
}

/// Reads, parses and lowers a file; prints its warnings, or its error, in which case there is only a status.
pub(super) fn read_tree(input: &InputArgs, options: TreeOptions) -> anyhow::Result<Result<Tree, ExitStatus>> {
    let source = match input.read()?.decode()? {
        Ok(source) => source,
        Err(undecodable) => return Ok(Err(report::print_undecodable(&undecodable)?)),
    };
    let text = source.file.text();
    let lower_options = LowerOptions { type_comments: options.type_comments };
    let (errors, lowered) = match options.mode {
        Mode::Exec => {
            let parse = syntax::parse(text);
            (parse.errors().len(), ast::lower_module(&parse, text, lower_options))
        }
        Mode::Single => {
            let parse = syntax::parse(text);
            (parse.errors().len(), ast::lower_interactive(&parse, text, lower_options))
        }
        Mode::Eval => {
            let parse = syntax::parse_expression(text);
            (parse.errors().len(), ast::lower_expression(&parse, text))
        }
        Mode::FuncType => {
            let parse = syntax::parse_func_type(text);
            (parse.errors().len(), ast::lower_func_type(&parse, text))
        }
    };
    if errors + lowered.errors.len() > 0 {
        anyhow::bail!("{}: {errors} errors", source.name);
    }
    Ok(Ok(Tree { source, lowered }))
}
