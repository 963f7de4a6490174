//! `reskin unparse`: the program as `ast.unparse` writes it.

use std::io::Write as _;

use super::exit_status::ExitStatus;
use super::input::InputArgs;
use super::output;
use super::tree::{Mode, TreeOptions, read_tree};
use crate::ast;
use crate::syntax::PythonVersion;

/// Print a program again from its abstract syntax tree, as CPython's `ast.unparse`
///
/// Comments and layout are gone; the program is the same.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let minor_version = PythonVersion::REFERENCE.minor();
    let options = TreeOptions { mode: Mode::Exec, type_comments: false, minor_version };
    let tree = match read_tree(&args.input, options)? {
        Ok(tree) => tree,
        Err(status) => return Ok(status),
    };
    let mut out = output::stdout();
    out.write_all(ast::unparse(&tree.lowered.ast).as_bytes())?;
    out.write_all(b"\n")?;
    output::finish(out)?;
    Ok(ExitStatus::Success)
}
