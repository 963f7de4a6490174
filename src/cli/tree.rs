//! From the input to its abstract tree: what `ast` and `unparse` have in common.

use super::exit_status::ExitStatus;
use super::input::{InputArgs, Source};
use super::report;
use crate::ast::{self, LowerOptions, Lowered, Mod as Module, Stmt};
use crate::syntax::report::is_plain_feature;
use crate::syntax::{self, Parse, ParseErrorKind, Python2, PythonVersion};

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

/// Reads, parses and lowers a file; prints its warnings, or its error, in which case there is only a status.
pub(super) fn read_tree(input: &InputArgs, options: TreeOptions) -> anyhow::Result<Result<Tree, ExitStatus>> {
    let source = match input.read()?.decode()? {
        Ok(source) => source,
        Err(undecodable) => return Ok(Err(report::print_undecodable(&undecodable)?)),
    };
    let text = source.file.text();
    let parse = match options.mode {
        Mode::Exec | Mode::Single => syntax::parse(text),
        Mode::Eval => syntax::parse_expression(text),
        Mode::FuncType => syntax::parse_func_type(text),
    };
    let lowered = lower(&parse, text, options);
    if is_doubtful(&parse, &lowered, options)
        && let Some(status) = print_rejection(&source, options)?
    {
        return Ok(Err(status));
    }
    if parse.errors().iter().any(|it| it.kind == ParseErrorKind::TooDeep) {
        anstream::eprintln!("{TOO_DEEP}");
        return Ok(Err(ExitStatus::Failure));
    }
    if let Some(problem) = remaining_problem(&parse, &lowered) {
        anyhow::bail!("{}: {problem}", source.name);
    }
    let warnings = ast::syntax_warnings(text, &parse, &lowered);
    if let Some(status) = report::print_warnings(&warnings, &source.name, text)? {
        return Ok(Err(status));
    }
    Ok(Ok(Tree { source, lowered }))
}

/// Trees of usual programs are no deeper; of a deeper one CPython's limits are looked at.
const USUAL_DEPTH: u32 = 300;

/// The same of `elif`s in one statement, at each of which CPython's parser recurses.
const USUAL_ELIFS: usize = 1_000;

/// Whether CPython's parser may reject what has a tree here.
fn is_doubtful(parse: &Parse, lowered: &Lowered, options: TreeOptions) -> bool {
    !parse.errors().is_empty()
        || !lowered.errors.is_empty()
        || parse.depth() > USUAL_DEPTH
        || lowered.most_elifs > USUAL_ELIFS
        // One statement is all that a prompt takes.
        || options.mode == Mode::Single
        || options.minor_version < PythonVersion::REFERENCE.minor()
        || asks_for_the_future(lowered)
}

/// Prints CPython's report, if its parser rejects the text.
fn print_rejection(source: &Source, options: TreeOptions) -> anyhow::Result<Option<ExitStatus>> {
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
    let text = source.file.text();
    let error = syntax::report::syntax_error(text, &report_options);
    Ok(error.map(|error| report::print_error(&error, &source.name)).transpose()?)
}

/// What keeps us from a tree of a text that CPython's parser accepts: our limits.
fn remaining_problem(parse: &Parse, lowered: &Lowered) -> Option<String> {
    // `from __future__ import barry_as_FLUFL` makes `<>` right.
    let is_wrong = |kind: &ParseErrorKind| *kind != ParseErrorKind::Python2(Python2::LessGreater);
    let in_tree = parse.errors().iter().find(|it| is_wrong(&it.kind)).map(|it| it.kind.to_string());
    in_tree.or_else(|| lowered.errors.first().map(|it| it.kind.to_string()))
}

/// What CPython says where its parser is through and a later stage has no stack left.
const TOO_DEEP: &str = "RecursionError: maximum recursion depth exceeded during compilation";

fn lower(parse: &Parse, text: &str, options: TreeOptions) -> Lowered {
    let lower_options = LowerOptions { type_comments: options.type_comments };
    match options.mode {
        Mode::Exec => ast::lower_module(parse, text, lower_options),
        Mode::Single => ast::lower_interactive(parse, text, lower_options),
        Mode::Eval => ast::lower_expression(parse, text),
        Mode::FuncType => ast::lower_func_type(parse, text),
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
