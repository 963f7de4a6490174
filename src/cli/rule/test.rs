//! `reskin rule test`: everything that a rule file claims, tried.
//!
//! Each example is rewritten, and the result rewritten again; each counterexample is left alone; each assumption is
//! shown to be needed by its witness. With `--python`, examples and witnesses are executed before and after by a
//! CPython. What rewrites is handed in, so that this knows nothing of how.

mod cpython;
mod mutants;
mod outcome;
mod plan;
mod rewriting;
#[cfg(test)]
mod tests;
mod witness;

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use super::super::exit_status::ExitStatus;
use super::super::output;
use super::catalog::Sources;
use super::usage;
use crate::rewrite::rule_file::{RuleFile, When};
use cpython::CPython;

/// Test rules: their examples, counterexamples and assumptions
#[derive(Debug, clap::Args)]
pub(in super::super) struct Args {
    /// The rules to test; all if none is named
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Also delete each predicate in turn: a counterexample must then be rewritten, else nothing tests the predicate
    #[arg(long)]
    mutants: bool,
    /// Also execute examples and witnesses, before and after, with this Python
    #[arg(long, value_name = "PYTHON")]
    python: Option<PathBuf>,
    /// Seconds for which the Python of one rule may run
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    #[command(flatten)]
    sources: Sources,
}

/// What rewrites a text by one rule alone, all assumptions granted.
pub(in super::super) trait Rewriter {
    /// `rule`: may be a mutant that no file has. `options`: settings beside the defaults. The error says what kept it
    /// from rewriting anything.
    fn rewrite(&self, rule: &RuleFile, text: &str, options: &[When]) -> Result<Rewritten, String>;
}

/// What became of a text.
pub(in super::super) struct Rewritten {
    /// The text; the same if nothing was done.
    pub(in super::super) text: String,
    /// The reasons of sites that were refused.
    pub(in super::super) refused: Vec<String>,
}

/// What was found out about a rule.
#[derive(Debug, Default)]
struct Findings {
    /// How many claims were tried.
    n_tried: usize,
    /// Those that are not so, in words.
    wrong: Vec<String>,
    /// Programs that need a library which is not installed, in words.
    not_executed: Vec<String>,
}

impl Findings {
    /// Notes a claim; `wrong` says what is not so.
    fn tried(&mut self, wrong: Option<String>) {
        self.n_tried += 1;
        self.wrong.extend(wrong);
    }
}

/// Runs the command; without a rewriter, examples are executed only.
pub(in super::super) fn run(args: &Args, rewriter: Option<&dyn Rewriter>) -> anyhow::Result<ExitStatus> {
    let catalog = args.sources.catalog()?;
    let mut rules = Vec::new();
    for id in &args.ids {
        match catalog.rule(id) {
            Some(rule) => rules.push(rule),
            None => return usage(catalog.unknown_rule(id)),
        }
    }
    if rules.is_empty() {
        rules.extend(catalog.rules());
    }
    let python = match &args.python {
        Some(path) => Some(CPython::find(path, Duration::from_secs(args.timeout))?),
        None => None,
    };
    if rewriter.is_none() && python.is_none() {
        return usage("nothing to test with: `--python PYTHON` executes the examples");
    }
    let mut out = output::stdout();
    let (mut n_tried, mut n_wrong, mut n_not_executed) = (0, 0, 0);
    for rule in &rules {
        let file = rule.load()?;
        let mut findings = Findings::default();
        if let Some(rewriter) = rewriter {
            rewriting::check(&mut findings, &file, rewriter);
            if args.mutants {
                mutants::check(&mut findings, &file, rewriter);
            }
        }
        if let Some(python) = &python {
            outcome::check(&mut findings, &file, python, rewriter)?;
        }
        n_tried += findings.n_tried;
        n_wrong += findings.wrong.len();
        n_not_executed += findings.not_executed.len();
        for it in &findings.not_executed {
            writeln!(out, "{}:{it}, so it was not executed", file.name)?;
        }
        for wrong in &findings.wrong {
            writeln!(out, "{}:{wrong}", file.name)?;
        }
    }
    let n_rules = rules.len();
    write!(out, "rules: {n_rules}, claims tried: {n_tried}, wrong: {n_wrong}")?;
    match n_not_executed {
        0 => writeln!(out)?,
        n => writeln!(out, ", not executed: {n}")?,
    }
    output::finish(out)?;
    Ok(if n_wrong == 0 { ExitStatus::Success } else { ExitStatus::Failure })
}
