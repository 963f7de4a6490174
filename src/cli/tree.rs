//! From the input to its abstract tree: what `ast` and `unparse` have in common.

use super::exit_status::ExitStatus;
use super::input::{InputArgs, Source};
use super::report;
use crate::ast::{self, LowerOptions, Lowered, Mod as Module, Stmt};
use crate::syntax::report::is_plain_feature;
use crate::syntax::{self, Outline, ParseErrorKind, Python2, PythonVersion};
use crate::text::{SyntaxError, SyntaxWarning};

/// What kind of code a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
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
    /// The Python 3 whose syntax is allowed; 14 is 3.14.
    pub(super) minor_version: u8,
}

/// A file and its tree.
pub(super) struct Tree {
    pub(super) source: Source,
    pub(super) lowered: Lowered,
}

/// Why there is no tree.
pub(super) enum Rejection {
    /// CPython's parser, or its reading of the bytes, says so.
    Syntax(SyntaxError),
    /// CPython's compiler says so, of what its parser accepts.
    Compile(SyntaxError),
    /// CPython's compiler has no stack left.
    TooDeep,
}

impl Rejection {
    /// The same, but that what the compiler says comes without the source line.
    pub(super) fn without_line(self) -> Self {
        match self {
            Self::Compile(error) => Self::Compile(SyntaxError { text: None, ..error }),
            other => other,
        }
    }

    /// Prints it, as CPython does.
    pub(super) fn print(&self, name: &str) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Syntax(error) | Self::Compile(error) => Ok(report::print_error(error, name)?),
            Self::TooDeep => {
                anstream::eprintln!("{TOO_DEEP}");
                Ok(ExitStatus::Failure)
            }
        }
    }
}

/// A text that CPython's parser rejects, or has no stack for.
pub(super) struct Rejected {
    pub(super) rejection: Rejection,
    /// What CPython warns of before it comes to the error.
    pub(super) warnings: Vec<SyntaxWarning>,
    /// The text.
    pub(super) text: String,
}

/// Reads, parses and lowers a file; prints its warnings, or its error, in which case there is only a status.
pub(super) fn read_tree(input: &InputArgs, options: TreeOptions) -> anyhow::Result<Result<Tree, ExitStatus>> {
    let source = match input.read()?.decode()? {
        Ok(source) => source,
        Err(undecodable) => return Ok(Err(report::print_undecodable(&undecodable)?)),
    };
    let name = source.name.clone();
    let (tree, warnings) = match build_tree(source, options)? {
        Ok(built) => built,
        Err(rejected) => return Ok(Err(rejected.rejection.print(&name)?)),
    };
    if let Some(status) = report::print_warnings(&warnings, &name, tree.source.file.text())? {
        return Ok(Err(status));
    }
    Ok(Ok(tree))
}

/// Parses and lowers a file, without a word: its tree and the warnings of reading it, or why there is none.
pub(super) fn build_tree(
    source: Source,
    options: TreeOptions,
) -> anyhow::Result<Result<(Tree, Vec<SyntaxWarning>), Rejected>> {
    let text = source.file.text();
    let rejected = |rejection, warnings| Ok(Err(Rejected { rejection, warnings, text: text.to_owned() }));
    let outline = match options.mode {
        Mode::Exec | Mode::Single => syntax::outline(text),
        Mode::Eval => syntax::outline_expression(text),
        Mode::FuncType => syntax::outline_func_type(text),
    };
    let lowered = lower(&outline, text, options);
    if is_doubtful(&outline, &lowered, options)
        && let Some(error) = rejection(text, options)
    {
        let mut warnings = ast::syntax_warnings(text, &outline, &lowered);
        warnings.retain(|it| is_before(&it.as_error, &error));
        return rejected(Rejection::Syntax(error), warnings);
    }
    if outline.errors().iter().any(|it| it.kind == ParseErrorKind::TooDeep) {
        return rejected(Rejection::TooDeep, Vec::new());
    }
    if let Some(problem) = remaining_problem(&outline, &lowered) {
        anyhow::bail!("{}: {problem}", source.name);
    }
    let warnings = ast::syntax_warnings(text, &outline, &lowered);
    Ok(Ok((Tree { source, lowered }, warnings)))
}

/// Whether the place of one error is before that of another.
fn is_before(one: &SyntaxError, other: &SyntaxError) -> bool {
    let place = |it: &SyntaxError| it.span.map(|span| (span.line, span.column));
    place(one) < place(other)
}

/// Trees of usual programs are no deeper; of a deeper one CPython's limits are looked at.
const USUAL_DEPTH: u32 = 300;

/// The same of `elif`s in one statement, at each of which CPython's parser recurses.
const USUAL_ELIFS: usize = 1_000;

/// Whether CPython's parser may reject what has a tree here.
fn is_doubtful(outline: &Outline, lowered: &Lowered, options: TreeOptions) -> bool {
    !outline.errors().is_empty()
        || !lowered.errors.is_empty()
        || outline.depth() > USUAL_DEPTH
        || lowered.most_elifs > USUAL_ELIFS
        // One statement is all that a prompt takes.
        || options.mode == Mode::Single
        || options.minor_version < PythonVersion::REFERENCE.minor()
        || asks_for_the_future(lowered)
}

/// CPython's report, if its parser rejects the text.
fn rejection(text: &str, options: TreeOptions) -> Option<SyntaxError> {
    let report_options = syntax::report::Options {
        mode: match options.mode {
            Mode::Exec => syntax::report::Mode::Exec,
            Mode::Single => syntax::report::Mode::Single,
            Mode::Eval => syntax::report::Mode::Eval,
            Mode::FuncType => syntax::report::Mode::FuncType,
        },
        type_comments: options.type_comments,
        minor_version: options.minor_version,
    };
    syntax::report::syntax_error(text, &report_options)
}

/// What keeps us from a tree of a text that CPython's parser accepts: our limits.
fn remaining_problem(outline: &Outline, lowered: &Lowered) -> Option<String> {
    // `from __future__ import barry_as_FLUFL` makes `<>` right.
    let is_wrong = |kind: &ParseErrorKind| *kind != ParseErrorKind::Python2(Python2::LessGreater);
    let in_tree = outline.errors().iter().find(|it| is_wrong(&it.kind)).map(|it| it.kind.to_string());
    in_tree.or_else(|| lowered.errors.first().map(|it| it.kind.to_string()))
}

/// What CPython says where its parser is through and a later stage has no stack left.
const TOO_DEEP: &str = "RecursionError: maximum recursion depth exceeded during compilation";

fn lower(outline: &Outline, text: &str, options: TreeOptions) -> Lowered {
    let lower_options = LowerOptions { type_comments: options.type_comments };
    match options.mode {
        Mode::Exec => ast::lower_module(outline, text, lower_options),
        Mode::Single => ast::lower_interactive(outline, text, lower_options),
        Mode::Eval => ast::lower_expression(outline, text),
        Mode::FuncType => ast::lower_func_type(outline, text),
    }
}

/// Whether an import from `__future__` asks for more than what is there.
fn asks_for_the_future(lowered: &Lowered) -> bool {
    let ast = &lowered.ast;
    let Module::Module(module) = &ast[lowered.root] else { return false };
    ast[module.body].iter().any(|stmt| match &ast[*stmt] {
        Stmt::ImportFrom(it) if it.module.is_some_and(|name| ast.name(name) == "__future__") => {
            ast[it.names].iter().any(|alias| !is_plain_feature(ast.name(ast[*alias].name)))
        }
        _ => false,
    })
}
