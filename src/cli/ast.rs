//! `reskin ast`: a drop-in for `python -m ast`.

use std::io::Write as _;

use clap::ValueEnum;

use super::exit_status::ExitStatus;
use super::input::{InputArgs, Source};
use super::output::{self, TextWriter};
use super::report;
use crate::ast::{self, DumpOptions, LowerOptions, Lowered, Mod, Stmt};
use crate::syntax::report::{Mode as ReportMode, Options as ReportOptions, is_plain_feature, syntax_error};
use crate::syntax::{self, Parse, PythonVersion};
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
    /// Reject what this version, such as `3.8`, lacks, as far as CPython's parser does
    #[arg(long, value_name = "VERSION", default_value_t = PythonVersion::REFERENCE)]
    feature_version: PythonVersion,
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
    pub(super) feature_version: PythonVersion,
}

impl TreeOptions {
    /// The same for the pass that says what CPython says.
    fn report(self) -> ReportOptions {
        let mode = match self.mode {
            Mode::Exec => ReportMode::Exec,
            Mode::Single => ReportMode::Single,
            Mode::Eval => ReportMode::Eval,
            Mode::FuncType => ReportMode::FuncType,
        };
        let minor_version = self.feature_version.minor().min(PythonVersion::REFERENCE.minor());
        ReportOptions { mode, type_comments: self.type_comments, minor_version }
    }
}

/// A file and its tree.
pub(super) struct Tree {
    pub(super) source: Source,
    pub(super) lowered: Lowered,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let options = TreeOptions {
        mode: args.mode,
        type_comments: !args.no_type_comments,
        feature_version: args.feature_version,
    };
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
    let (parse, lowered) = lower(text, options);
    let mut warnings = ast::syntax_warnings(text, &parse, &lowered);
    let error =
        if may_be_rejected(&parse, &lowered, options) { syntax_error(text, &options.report()) } else { None };
    if let Some(span) = error.as_ref().and_then(|it| it.span) {
        // CPython stops reading at an error, and so warns of nothing behind it.
        warnings.retain(|it| i64::from(it.line) < i64::from(span.line));
    }
    if let Some(status) = report::print_warnings(&warnings, &source.name, text)? {
        return Ok(Err(status));
    }
    if let Some(error) = error {
        return Ok(Err(report::print_error(&error, &source.name)?));
    }
    Ok(Ok(Tree { source, lowered }))
}

fn lower(text: &str, options: TreeOptions) -> (Parse, Lowered) {
    let lower_options = LowerOptions { type_comments: options.type_comments };
    match options.mode {
        Mode::Exec => {
            let parse = syntax::parse(text);
            let lowered = ast::lower_module(&parse, text, lower_options);
            (parse, lowered)
        }
        Mode::Single => {
            let parse = syntax::parse(text);
            let lowered = ast::lower_interactive(&parse, text, lower_options);
            (parse, lowered)
        }
        Mode::Eval => {
            let parse = syntax::parse_expression(text);
            let lowered = ast::lower_expression(&parse, text);
            (parse, lowered)
        }
        Mode::FuncType => {
            let parse = syntax::parse_func_type(text);
            let lowered = ast::lower_func_type(&parse, text);
            (parse, lowered)
        }
    }
}

/// Whether the exact pass has to say what CPython makes of a file; it is slow, and most files are plainly right.
fn may_be_rejected(parse: &Parse, lowered: &Lowered, options: TreeOptions) -> bool {
    let is_plain = options.mode == Mode::Exec && options.feature_version == PythonVersion::REFERENCE;
    !is_plain || !parse.errors().is_empty() || !lowered.errors.is_empty() || asks_for_the_future(lowered)
}

/// Whether an import from `__future__` asks for more than what is there.
fn asks_for_the_future(lowered: &Lowered) -> bool {
    let ast = &lowered.ast;
    let Mod::Module(module) = &ast[lowered.root] else { return false };
    ast[module.body].iter().any(|stmt| match &ast[*stmt] {
        Stmt::ImportFrom(it) if it.module.is_some_and(|name| ast.name(name) == "__future__") => {
            ast[it.names].iter().any(|alias| !is_plain_feature(ast.name(ast[*alias].name)))
        }
        _ => false,
    })
}
