//! The commands, as `reskin --help` lists them.

use clap::{Parser, Subcommand};

use super::{ast, compile, cst, dis, rule, schema, tokens, unparse};

const EXAMPLES: &str = "\
Examples:
  reskin tokens app.py             the tokens, as `python -m tokenize` prints them
  reskin cst app.py                the lossless tree: every byte, comments and whitespace included
  reskin ast -a app.py             the abstract syntax tree, with positions
  echo 'x = (1 +2)' | reskin unparse
                                   the program as `ast.unparse` writes it
  reskin dis app.py                the instructions, as `python -m dis` lists them
  reskin compile src               .pyc files of CPython 3.14, as `python -m compileall` makes them

Exit status:
  0  done
  1  a file could not be read, parsed or written; standard error says which and why
  2  the arguments are not understood
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
    Tokens(tokens::Args),
    Cst(cst::Args),
    Ast(ast::Args),
    Unparse(unparse::Args),
    Dis(dis::Args),
    Compile(compile::Args),
    Rule(rule::Args),
    Schema(schema::Args),
}
