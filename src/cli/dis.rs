//! `reskin dis`: the instructions of a program or a `.pyc` file.

use std::io::Write as _;
use std::sync::Arc;

use anyhow::Context as _;

use super::code::compile_input;
use super::exit_status::ExitStatus;
use super::input::InputArgs;
use super::output;
use crate::ast::OptimizeLevel;
use crate::bytecode::pyc::Pyc;
use crate::bytecode::{DisassemblyOptions, disassemble};

/// List the instructions of a program, as `python3.14 -m dis`
///
/// FILE is source, which is compiled, or a `.pyc` file of CPython 3.14, known by its first bytes. The addresses of code objects, which CPython
/// prints and which mean nothing, are 0x0.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Show inline caches
    #[arg(short = 'C', long)]
    show_caches: bool,
    /// Show the offsets of instructions, in bytes
    #[arg(short = 'O', long)]
    show_offsets: bool,
    /// Show positions in the source in the place of lines
    #[arg(short = 'P', long)]
    show_positions: bool,
    /// Show the code as the interpreter holds it before its first run
    #[arg(short = 'S', long)]
    specialized: bool,
    #[command(flatten)]
    input: InputArgs,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let input = args.input.read()?;
    let code = if Pyc::is_like(&input.bytes) {
        Pyc::read(&input.bytes).with_context(|| format!("cannot read {}", input.name))?.code
    } else {
        match compile_input(input, OptimizeLevel::Zero)? {
            Ok(code) => Arc::new(code),
            Err(status) => return Ok(status),
        }
    };
    let options = DisassemblyOptions {
        show_caches: args.show_caches,
        show_offsets: args.show_offsets,
        show_positions: args.show_positions,
        specialized: args.specialized,
    };
    let mut out = output::stdout();
    out.write_all(disassemble(&code, options).as_bytes())?;
    output::finish(out)?;
    Ok(ExitStatus::Success)
}
