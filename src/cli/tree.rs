//! From the input to its abstract tree: what `ast` and `unparse` have in common.

use super::exit_status::ExitStatus;
use super::input::{InputArgs, Source};
use super::report;
use crate::ast::{self, LowerOptions, LowerWarning, Lowered};
use crate::syntax::lexer::{LexWarning, LexWarningKind};
use crate::syntax::literal::EscapeWarning;
use crate::syntax::report::Verdict;
use crate::syntax::{self, Parse, PythonVersion};
use crate::text::{ColumnUnit, ErrorClass, ErrorSpan, LineIndex, SyntaxError, SyntaxWarning, TextSize};

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
    let n_errors = parse.errors().len() + lowered.errors.len();
    if n_errors > 0 {
        anyhow::bail!("{}: it has {n_errors} errors, of which CPython's parser shows none", source.name);
    }
    let warnings = warnings(text, parse.warnings(), &lowered.warnings);
    if let Some(status) = report::print_warnings(&warnings, &source.name, text)? {
        return Ok(Err(status));
    }
    Ok(Ok(Tree { source, lowered }))
}

/// Trees of usual programs are no deeper; of a deeper one CPython's limits are looked at.
const USUAL_DEPTH: u32 = 300;

/// Whether CPython's parser may reject what has a tree here.
fn is_doubtful(parse: &Parse, lowered: &Lowered, options: TreeOptions) -> bool {
    !parse.errors().is_empty()
        || !lowered.errors.is_empty()
        || parse.depth() > USUAL_DEPTH
        // One statement is all that a prompt takes.
        || options.mode == Mode::Single
        || options.minor_version < PythonVersion::REFERENCE.minor()
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
    if let Some(error) = syntax::report::syntax_error(text, &report_options) {
        return Ok(Some(report::print_error(&error, &source.name)?));
    }
    if syntax::report::verdict(text, &report_options) == Verdict::TooComplex {
        anstream::eprintln!("{TOO_COMPLEX}");
        return Ok(Some(ExitStatus::Failure));
    }
    Ok(None)
}

/// What CPython says where its parser has no stack left.
const TOO_COMPLEX: &str = "MemoryError: Parser stack overflowed - Python source too complex to parse";

fn lower(parse: &Parse, text: &str, options: TreeOptions) -> Lowered {
    let lower_options = LowerOptions { type_comments: options.type_comments };
    match options.mode {
        Mode::Exec => ast::lower_module(parse, text, lower_options),
        Mode::Single => ast::lower_interactive(parse, text, lower_options),
        Mode::Eval => ast::lower_expression(parse, text),
        Mode::FuncType => ast::lower_func_type(parse, text),
    }
}

/// The tokenizer's warnings and the parser's, in the order in which CPython gives them.
fn warnings(text: &str, lexed: &[LexWarning], lowered: &[LowerWarning]) -> Vec<SyntaxWarning> {
    if lexed.is_empty() && lowered.is_empty() {
        return Vec::new();
    }
    let index = LineIndex::new(text);
    let lexed = lexed.iter().map(|it| (it.range.start(), lex_warning(text, &index, it)));
    let lowered = lowered.iter().map(|it| (it.token, lower_warning(text, &index, it)));
    let mut all: Vec<(TextSize, SyntaxWarning)> = lexed.chain(lowered).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, warning)| warning).collect()
}

fn lex_warning(text: &str, index: &LineIndex, it: &LexWarning) -> SyntaxWarning {
    let place = index.line_column(text, it.range.start(), ColumnUnit::CodePoints);
    let (message, as_error, column) = match it.kind {
        // The place is the last character of the number.
        LexWarningKind::NumberThenKeyword(base) => {
            let message = format!("invalid {} literal", base.name());
            (message.clone(), message, place.column)
        }
        LexWarningKind::InvalidEscape(c) => {
            let escape = c.to_string();
            let error = escape_error(&escape, false);
            (EscapeWarning::message(&escape, false), error, place.column + 2)
        }
    };
    let as_error = error_at(text, index, as_error, place.line, column, column);
    SyntaxWarning { message, line: place.line, as_error }
}

fn lower_warning(text: &str, index: &LineIndex, it: &LowerWarning) -> SyntaxWarning {
    let place = index.line_column(text, it.token, ColumnUnit::CodePoints);
    let line = place.line + it.n_lines;
    let column = if it.n_lines == 0 { place.column } else { 0 } + it.n_bytes + 1;
    let message = escape_error(&it.warning.escape, it.warning.is_octal());
    let as_error = error_at(text, index, message, line, column, column + 2);
    SyntaxWarning { message: it.warning.to_string(), line, as_error }
}

/// The message of the error that a filter makes of the warning.
fn escape_error(escape: &str, is_octal: bool) -> String {
    EscapeWarning::message(escape, is_octal).replace(" Such sequences will not work in the future.", "")
}

/// `column` and `end_column` are 1-based, in code points.
fn error_at(
    text: &str,
    index: &LineIndex,
    message: String,
    line: u32,
    column: u32,
    end_column: u32,
) -> SyntaxError {
    let [line_number, column, end_column] = [line, column, end_column].map(u32::cast_signed);
    let span = ErrorSpan { line: line_number, column, end_line: line_number, end_column };
    let source_line = index.line_text(text, line).map(str::to_owned);
    SyntaxError { class: ErrorClass::Syntax, message, span: Some(span), text: source_line }
}
