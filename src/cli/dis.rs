//! `reskin dis`: the instructions of a `.pyc` file.

use std::io::Write as _;

use anyhow::{Context as _, bail};

use super::exit_status::ExitStatus;
use super::input::{Input, InputArgs};
use super::output;
use crate::bytecode::pyc::Pyc;
use crate::bytecode::{DisassemblyOptions, disassemble};

/// List the instructions of a program, as `python3.14 -m dis`
///
/// FILE is a `.pyc` file of CPython 3.14, known by its first bytes. The addresses of code objects, which CPython
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
    let Input { name, bytes } = args.input.read()?;
    if !Pyc::is_like(&bytes) {
        bail!("{name} is no `.pyc` file, and source cannot be compiled yet");
    }
    let pyc = Pyc::read(&bytes).with_context(|| format!("cannot read {name}"))?;
    let options = DisassemblyOptions {
        show_caches: args.show_caches,
        show_offsets: args.show_offsets,
        show_positions: args.show_positions,
        specialized: args.specialized,
    };
    let mut out = output::stdout();
    out.write_all(disassemble(&pyc.code, options).as_bytes())?;
    output::finish(out)?;
    Ok(ExitStatus::Success)
}
