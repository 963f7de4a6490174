//! `reskin cst`: the lossless tree.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

use super::exit_status::ExitStatus;
use super::input::{InputArgs, Source};
use super::{output, report};
use crate::syntax::{self, NodeOrToken, PythonVersion, SyntaxElement, SyntaxNode, WalkEvent};
use crate::text::{ColumnUnit, LineIndex};

const NODE: Style = AnsiColor::Blue.on_default().bold();
const TOKEN: Style = AnsiColor::Green.on_default();
const TRIVIA: Style = AnsiColor::BrightBlack.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const RANGE: Style = AnsiColor::BrightBlack.on_default();

/// Print the lossless syntax tree of a file
///
/// A line a node or token, children indented: its kind, its range in bytes of the decoded text (half-open), a
/// token's text. Whitespace and comments are tokens of the tree. A file with errors has a tree too; what is wrong
/// is listed on standard error.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print the bytes of the file, made from the tree
    #[arg(long, conflicts_with = "json")]
    text: bool,
    /// Print the tree as JSON: objects with `kind`, `range`, and `children` or `text`
    #[arg(long)]
    json: bool,
    /// Whether to color the tree
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
    /// List what this version of Python, such as `3.8`, lacks
    #[arg(long, value_name = "VERSION", default_value_t = PythonVersion::REFERENCE)]
    target_version: PythonVersion,
    #[command(flatten)]
    input: InputArgs,
}

/// When output is colored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    Always,
    Never,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let source = match args.input.read()?.decode()? {
        Ok(source) => source,
        Err(undecodable) => {
            let status = report::print_undecodable(&undecodable)?;
            anstream::eprintln!(
                "reskin: byte {} of {} is the first wrong one",
                undecodable.byte_offset,
                undecodable.name
            );
            return Ok(status);
        }
    };
    let parse = syntax::parse(source.file.text());
    let root = parse.syntax_node();
    if args.text {
        let mut out = output::stdout();
        out.write_all(&source.file.bytes_of(&root.text().to_string())?)?;
        output::finish(out)?;
        return Ok(ExitStatus::Success);
    }
    if args.json {
        let mut out = output::stdout();
        write_json(&mut out, &root)?;
        output::finish(out)?;
    } else {
        let choice = match args.color {
            Color::Auto => anstream::AutoStream::choice(&io::stdout()),
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        write_tree(&mut output::stdout(), &root, choice != anstream::ColorChoice::Never)?;
    }
    print_problems(&source, &parse, args.target_version);
    Ok(ExitStatus::Success)
}

/// What the version does not accept, a line each.
fn print_problems(source: &Source, parse: &syntax::Parse, version: PythonVersion) {
    let text = source.file.text();
    let index = LineIndex::new(text);
    for problem in syntax::validate(parse, version) {
        let place = index.line_column(text, problem.range.start(), ColumnUnit::CodePoints);
        anstream::eprintln!("{}:{}:{}: {}", source.name, place.line, place.column + 1, problem.message(text));
    }
}

fn write_tree(out: &mut impl Write, root: &SyntaxNode, colored: bool) -> io::Result<()> {
    let mut depth = 0;
    for event in root.preorder_with_tokens() {
        match event {
            WalkEvent::Enter(element) => {
                write_line(out, &element, depth, colored)?;
                depth += 1;
            }
            WalkEvent::Leave(_) => depth -= 1,
        }
    }
    out.flush()
}

fn write_line(out: &mut impl Write, element: &SyntaxElement, depth: usize, colored: bool) -> io::Result<()> {
    let style = match element {
        _ if !colored => Style::new(),
        NodeOrToken::Node(node) if node.kind() == syntax::SyntaxKind::ERROR => ERROR,
        NodeOrToken::Node(_) => NODE,
        NodeOrToken::Token(token) if token.kind().is_trivia() => TRIVIA,
        NodeOrToken::Token(_) => TOKEN,
    };
    let faint = if colored { RANGE } else { Style::new() };
    let range = element.text_range();
    let (lo, hi) = (u32::from(range.start()), u32::from(range.end()));
    write!(
        out,
        "{:width$}{style}{:?}{style:#}{faint}@{lo}..{hi}{faint:#}",
        "",
        element.kind(),
        width = depth * 2
    )?;
    if let NodeOrToken::Token(token) = element {
        write!(out, " {style}{:?}{style:#}", token.text())?;
    }
    writeln!(out)
}

fn write_json(out: &mut impl Write, root: &SyntaxNode) -> anyhow::Result<()> {
    let mut is_first = true;
    for event in root.preorder_with_tokens() {
        match event {
            WalkEvent::Enter(element) => {
                if !is_first {
                    out.write_all(b",")?;
                }
                is_first = write_json_head(out, &element)?;
            }
            WalkEvent::Leave(NodeOrToken::Node(_)) => {
                out.write_all(b"]}")?;
                is_first = false;
            }
            WalkEvent::Leave(NodeOrToken::Token(_)) => {}
        }
    }
    out.write_all(b"\n")?;
    Ok(())
}

/// A whole token, or a node up to its children. Whether children follow is returned.
fn write_json_head(out: &mut impl Write, element: &SyntaxElement) -> anyhow::Result<bool> {
    let range = element.text_range();
    let (lo, hi) = (u32::from(range.start()), u32::from(range.end()));
    write!(out, "{{\"kind\":\"{:?}\",\"range\":[{lo},{hi}],", element.kind())?;
    match element {
        NodeOrToken::Node(_) => out.write_all(b"\"children\":[")?,
        NodeOrToken::Token(token) => {
            out.write_all(b"\"text\":")?;
            serde_json::to_writer(&mut *out, token.text())?;
            out.write_all(b"}")?;
        }
    }
    Ok(matches!(element, NodeOrToken::Node(_)))
}
