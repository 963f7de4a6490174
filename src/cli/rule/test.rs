//! `reskin rule test`: everything that a rule file claims, tried.
//!
//! Each example is rewritten, and the result rewritten again; each counterexample is left alone, for the reason that it
//! names; each assumption is shown to be needed by its witness. Each example is also rewritten by all rules together, and
//! by pairs of them in both orders, which must come to the same. With `--python`, examples and witnesses are executed
//! before and after by a CPython. What rewrites is handed in, so that this knows nothing of how.
//!
//! Source: rule-language sections 8 and 10.

mod cpython;
mod mutants;
mod outcome;
mod pairs;
mod plan;
mod reason;
mod rewriting;
#[cfg(test)]
mod tests;
mod together;
mod witness;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::super::exit_status::ExitStatus;
use super::super::output;
use super::catalog::{Sources, put_file};
use super::usage;
use crate::rewrite::Refusal;
use crate::rewrite::rule_file::{RuleFile, When};
use crate::rewrite::rule_set::Listing;
use crate::syntax::PythonVersion;
use cpython::CPython;
use pairs::Pairs;
use together::Together;

/// Test rules: their examples, counterexamples and assumptions
#[derive(Debug, clap::Args)]
pub(in super::super) struct Args {
    /// The rules to test, by id or by file; all if none is named
    ///
    /// A file is read as it is now, and takes the place of the rule of its id.
    #[arg(value_name = "ID|FILE.toml")]
    rules: Vec<String>,
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

/// Makes rules ready to rewrite.
pub(in super::super) trait Rewriter {
    /// `rules`: in the order of their precedence; one may be a mutant that no file has. The error says what is wrong with
    /// one of them.
    fn prepare(&self, rules: &[&RuleFile]) -> Result<Box<dyn Prepared>, String>;
}

/// What rewrites a text by the rules for which it was prepared.
pub(in super::super) trait Prepared {
    /// The error says what kept it from rewriting anything.
    fn rewrite(&self, text: &str, request: &Request<'_>) -> Result<Rewritten, String>;
}

/// How a text is rewritten.
#[derive(Clone, Copy)]
pub(in super::super) struct Request<'a> {
    /// The rule whose text it is: it counts as selected by its id.
    pub(in super::super) rule: &'a RuleFile,
    /// Its settings beside the defaults.
    pub(in super::super) options: &'a [When],
    /// Which assumptions are granted.
    pub(in super::super) granted: Granted<'a>,
    /// The target version; if none is given, the newest that the rule is for.
    pub(in super::super) target: Option<PythonVersion>,
}

/// Which assumptions are granted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Granted<'a> {
    All,
    /// All but that with this id; that of a predicate may go without the rule's.
    AllBut(&'a str),
    /// Those of the sites of the rule whose text it is.
    OfRule,
}

impl<'a> Request<'a> {
    /// All assumptions granted, for the newest version.
    fn new(rule: &'a RuleFile, options: &'a [When]) -> Self {
        Self { rule, options, granted: Granted::All, target: None }
    }
}

/// What became of a text.
pub(in super::super) struct Rewritten {
    /// The text; the same if nothing was done.
    pub(in super::super) text: String,
    /// Why sites were refused.
    pub(in super::super) refused: Vec<Refusal>,
    /// Whether a site was kept back because it rests on the assumption that is not granted.
    pub(in super::super) has_withheld: bool,
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

/// Runs the command.
pub(in super::super) fn run(args: &Args, rewriter: &dyn Rewriter) -> anyhow::Result<ExitStatus> {
    let mut catalog = args.sources.catalog()?;
    let mut ids = Vec::new();
    for name in &args.rules {
        let id =
            if name.ends_with(".toml") { put_file(&mut catalog, Path::new(name))? } else { name.clone() };
        match catalog.rule(&id) {
            Some(_) => ids.push(id),
            None => return usage(catalog.unknown_rule(&id)),
        }
    }
    let files = catalog.rules().map(Listing::load).collect::<Result<Vec<_>, _>>()?;
    let python = match &args.python {
        Some(path) => Some(CPython::find(path, Duration::from_secs(args.timeout))?),
        None => None,
    };
    let together = Together::new(rewriter, &files)?;
    let pairs = Pairs::new(rewriter, &files)?;
    let mut out = output::stdout();
    let (mut n_rules, mut n_tried, mut n_wrong, mut n_not_executed) = (0, 0, 0, 0);
    for file in files.iter().filter(|it| ids.is_empty() || ids.iter().any(|id| id == it.id())) {
        let mut findings = Findings::default();
        rewriting::check(&mut findings, file, rewriter)?;
        if args.mutants {
            mutants::check(&mut findings, file, rewriter);
        }
        together.check(&mut findings, file);
        pairs.check(&mut findings, file)?;
        if let Some(python) = &python {
            outcome::check(&mut findings, file, python, rewriter, &together)?;
        }
        n_rules += 1;
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
    write!(out, "rules: {n_rules}, claims tried: {n_tried}, wrong: {n_wrong}")?;
    match n_not_executed {
        0 => writeln!(out)?,
        n => writeln!(out, ", not executed: {n}")?,
    }
    output::finish(out)?;
    Ok(if n_wrong == 0 { ExitStatus::Success } else { ExitStatus::Failure })
}
