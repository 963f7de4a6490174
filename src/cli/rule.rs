//! `reskin rule`: the rules, their pages, their tests, and a start for a new one.

pub(super) mod catalog;
mod explain;
mod list;
mod new;
mod predicates;
pub(super) mod test;

use clap::{Subcommand, ValueEnum};

use super::exit_status::ExitStatus;
use super::rewriter::tested::EngineMaker;

/// List, explain, test and write rules
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: RuleCommand,
}

#[derive(Debug, Subcommand)]
enum RuleCommand {
    List(list::Args),
    Explain(explain::Args),
    Test(test::Args),
    New(new::Args),
    Predicates(predicates::Args),
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For a page.
    Markdown,
    /// For a program.
    Json,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    match &args.command {
        RuleCommand::List(args) => list::run(args),
        RuleCommand::Explain(args) => explain::run(args),
        RuleCommand::Test(args) => test::run(args, &EngineMaker),
        RuleCommand::New(args) => new::run(args),
        RuleCommand::Predicates(args) => predicates::run(args),
    }
}

/// Says what is wrong with the arguments.
fn usage(problem: impl std::fmt::Display) -> anyhow::Result<ExitStatus> {
    anstream::eprintln!("reskin: {problem}");
    Ok(ExitStatus::Usage)
}
