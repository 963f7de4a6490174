//! The commands, as `reskin --help` lists them.

use clap::{Parser, Subcommand};

use super::{ast, check, compile, config, cst, diff, dis, fix, rule, schema, tokens, unparse, verify, why};

const EXAMPLES: &str = "\
Examples:
  reskin check src                 what could be rewritten, each with what is known of it
  reskin diff src                  what `fix` would do
  reskin fix src                   rewrite what is proved, or agreed in every run
  reskin why src/app.py:41         why a rule fired there, or what keeps it from being applied
  reskin config src                the configuration, and where each value comes from
  reskin tokens app.py             the tokens, as `python -m tokenize` prints them
  reskin cst app.py                the lossless tree: every byte, comments and whitespace included
  reskin ast -a app.py             the abstract syntax tree, with positions
  echo 'x = (1 +2)' | reskin unparse
                                   the program as `ast.unparse` writes it
  reskin dis app.py                the instructions, as `python -m dis` lists them
  reskin compile src               .pyc files of CPython 3.14, as `python -m compileall` makes them
  reskin verify old.py new.py      whether both are the same program

Exit status:
  0  done; for `check` and `diff`: there is nothing to change
  1  a file could not be read, parsed or written; standard error says which and why;
     `check` and `diff`: there is something to change; `verify`: it is not proved
  2  the arguments or the configuration are not understood; nothing was read or written
  3  a fault of reskin itself

`reskin COMMAND --help` says more about a command.";

/// Move Python code to its modern form, and see it as tokens, trees and programs.
#[derive(Debug, Parser)]
#[command(name = "reskin", version, about, after_help = EXAMPLES, max_term_width = 100, arg_required_else_help = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Check(Box<check::Args>),
    Diff(Box<diff::Args>),
    Fix(Box<fix::Args>),
    Why(Box<why::Args>),
    Config(Box<config::Args>),
    Tokens(tokens::Args),
    Cst(cst::Args),
    Ast(ast::Args),
    Unparse(unparse::Args),
    Dis(dis::Args),
    Compile(compile::Args),
    Rule(rule::Args),
    Schema(schema::Args),
    Verify(verify::Args),
}
