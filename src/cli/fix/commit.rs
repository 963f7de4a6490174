//! One commit a rule.

use std::path::{Path, PathBuf};

use crate::cli::discover::repository_root;
use crate::cli::exit_status::{ExitStatus, UsageError};
use crate::cli::git;
use crate::cli::options::RunArgs;
use crate::cli::printer::Silent;
use crate::cli::run::{Action, Job, Session, Sinks, Summary, Total, exit_status};

/// Rules that make work for one another are come back to, at most so often.
const MAX_PASSES: usize = 10;

/// Applies and commits one rule after the other.
pub(super) fn run(args: &RunArgs, session: &Session) -> anyhow::Result<ExitStatus> {
    let root = committable_root(session)?;
    let mut all = Total::default();
    for _ in 0..MAX_PASSES {
        let rules = rules_with_work(args, session)?;
        if rules.is_empty() {
            break;
        }
        for rule in &rules {
            let (total, changed) = apply(args, session, rule)?;
            all.add_changes(&total);
            if total.n_faults > 0 || total.n_failed > 0 {
                continue;
            }
            if !changed.is_empty() {
                let files: Vec<&Path> = changed.iter().map(PathBuf::as_path).collect();
                git::commit(&root, &files, &message(session, rule, &total))?;
                anstream::eprintln!("committed {rule}: {} files", changed.len());
            }
        }
        if all.n_failed > 0 || all.n_faults > 0 {
            break;
        }
    }
    if !args.quiet {
        anstream::eprint!("{}", Summary { session, total: &all, action: Action::Fix });
    }
    Ok(exit_status(&all, Action::Fix, args.strict, false))
}

/// The repository around all files, in which nothing waits to be committed.
fn committable_root(session: &Session) -> anyhow::Result<PathBuf> {
    let roots = session.discovery.found.iter().filter_map(|it| repository_root(it.absolute.parent()?));
    let mut roots: Vec<_> = roots.collect();
    roots.sort();
    roots.dedup();
    let [root] = roots.as_slice() else {
        return Err(UsageError::new("--commit-per-rule: expected files of one git repository").into());
    };
    if git::is_dirty(root)? {
        let message =
            "--commit-per-rule: there are changes that are not committed; commit or undo them first";
        return Err(UsageError::new(message).into());
    }
    Ok(root.clone())
}

/// The rules that would change something now, sorted.
fn rules_with_work(args: &RunArgs, session: &Session) -> anyhow::Result<Vec<String>> {
    let job = session.job(Action::Check, &Silent);
    let quiet = RunArgs { quiet: true, verbose: false, ..args.clone() };
    let total = session.run(&quiet, &job, &mut Sinks::silent())?;
    let with_work = total.tally.by_rule.into_iter().filter(|(_, counts)| counts.n_applied > 0);
    Ok(with_work.map(|(rule, _)| rule).collect())
}

fn apply(args: &RunArgs, session: &Session, rule: &str) -> anyhow::Result<(Total, Vec<PathBuf>)> {
    let job = Job { only_rule: Some(rule), ..session.job(Action::Fix, &Silent) };
    let mut sinks = Sinks::open(None, None)?;
    let total = session.run(&RunArgs { quiet: true, ..args.clone() }, &job, &mut sinks)?;
    Ok((total, sinks.into_changed()))
}

fn message(session: &Session, rule: &str, total: &Total) -> String {
    let title = session.engines.title(rule).unwrap_or_else(|| rule.to_owned());
    let n_sites = total.tally.by_rule.get(rule).map_or(0, |it| it.n_applied);
    let sites = if n_sites == 1 { "1 site".to_owned() } else { format!("{n_sites} sites") };
    format!("{title}\n\n{sites}, by `reskin fix --select {rule}`")
}
