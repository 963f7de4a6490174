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

mod config;
mod discover;
mod git;
mod options;
mod printer;
mod rewriter;
mod run;

mod add_ignore;
mod check;
mod diff;
mod fix;
mod why;

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
mod verify;

use std::process::ExitCode;
#[cfg(unix)]
use std::sync::Arc;
use std::thread;

use clap::Parser as _;

use self::args::{Cli, Command};
use self::config::ConfigError;
use self::exit_status::{ExitStatus, UsageError};
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
    survive_file_size_limit();
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

/// A file that grows beyond a limit of the system is an error of that file, not the end of the process.
#[cfg(unix)]
fn survive_file_size_limit() {
    // That there is a handler is all: `write` fails then. Without one the process ends as it would have.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

#[cfg(not(unix))]
fn survive_file_size_limit() {}

fn run(cli: Cli) -> ExitStatus {
    let result = match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Fix(args) => fix::run(&args),
        Command::Why(args) => why::run(&args),
        Command::Config(args) => config::run(&args),
        Command::Tokens(args) => tokens::run(&args),
        Command::Cst(args) => cst::run(&args),
        Command::Ast(args) => ast::run(&args),
        Command::Unparse(args) => unparse::run(&args),
        Command::Dis(args) => dis::run(&args),
        Command::Compile(args) => compile::run(&args),
        Command::Rule(args) => rule::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Verify(args) => verify::run(&args),
    };
    result.unwrap_or_else(|error| {
        if output::is_broken_pipe(&error) {
            return ExitStatus::Success;
        }
        anstream::eprintln!("reskin: {error:#}");
        let is_usage = error.is::<UsageError>() || error.is::<ConfigError>();
        if is_usage { ExitStatus::Usage } else { ExitStatus::Failure }
    })
}
