//! The command line: arguments in, exit status out.
//!
//! `main` parses the arguments and runs the command they name on a thread whose stack holds the deepest tree. A
//! command is one file with its `Args` and `run`. Results go to standard output, all else to standard error; nothing
//! below this layer reads files, writes, or looks at the environment.

mod args;
mod exit_status;
mod input;
mod output;
mod report;
mod warning_filter;

mod ast;
mod code;
mod compile;
mod cst;
mod dis;
mod rule;
mod schema;
pub mod tokens;
mod tree;
mod unparse;

use std::process::ExitCode;
use std::thread;

use clap::Parser as _;

use self::args::{Cli, Command};
use self::exit_status::ExitStatus;
use crate::syntax::DEEP_STACK_BYTES;

/// Runs the command that the process arguments name.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; if they cannot be printed there is nobody to tell.
            let _ = error.print();
            return if error.use_stderr() { ExitStatus::Usage } else { ExitStatus::Success }.into();
        }
    };
    let worker = thread::Builder::new().name("reskin".to_owned()).stack_size(DEEP_STACK_BYTES);
    let status = match worker.spawn(move || run(cli)) {
        Ok(handle) => handle.join().unwrap_or(ExitStatus::Internal),
        Err(error) => {
            anstream::eprintln!("reskin: cannot start a thread: {error}");
            ExitStatus::Internal
        }
    };
    status.into()
}

fn run(cli: Cli) -> ExitStatus {
    let result = match cli.command {
        Command::Tokens(args) => tokens::run(&args),
        Command::Cst(args) => cst::run(&args),
        Command::Ast(args) => ast::run(&args),
        Command::Unparse(args) => unparse::run(&args),
        Command::Dis(args) => dis::run(&args),
        Command::Compile(args) => compile::run(&args),
        Command::Rule(args) => rule::run(&args),
        Command::Schema(args) => schema::run(&args),
    };
    result.unwrap_or_else(|error| {
        if output::is_broken_pipe(&error) {
            return ExitStatus::Success;
        }
        anstream::eprintln!("reskin: {error:#}");
        ExitStatus::Failure
    })
}
