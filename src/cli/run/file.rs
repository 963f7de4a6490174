//! One file: read, rewritten, rendered, written.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use super::Engines;
use super::policy::{Budget, Policy};
use super::read::{first_report_line, read};
use super::report::{Report, Status, Tally};
use crate::cli::config::Settings;
use crate::cli::discover::{Found, State};
use crate::cli::fix::replace::replace;
use crate::cli::git::{ChangedLines, Lines};
use crate::cli::printer::{FileView, Printer, concise, diff_path};
use crate::cli::rewriter::Rewriter;
use crate::rewrite::{Detail, EngineFault, LookedAt, Outcome};
use crate::text::diff::edited_diff;
use crate::text::report::shown_path;
use crate::text::{EncodeError, SourceFile};

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Action {
    /// Findings are shown.
    Check,
    /// The difference is shown.
    Diff,
    /// It is written.
    Fix,
}

/// What is done with every file.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Job<'a> {
    pub(in crate::cli) action: Action,
    pub(in crate::cli) printer: &'a dyn Printer,
    pub(in crate::cli) engines: &'a Engines,
    pub(in crate::cli) changed_lines: Option<&'a ChangedLines>,
    /// The one rule that is asked for.
    pub(in crate::cli) only_rule: Option<&'a str>,
    pub(in crate::cli) budget: Option<&'a Budget>,
    /// Who says which sites are applied, where it is not the acceptance alone.
    pub(in crate::cli) chooser: Option<&'a dyn Chooser>,
    /// How much is told of each site.
    pub(in crate::cli) detail: Detail,
    /// Whether the difference is wanted beside what is printed.
    pub(in crate::cli) keeps_diff: bool,
    /// Whether sites that are not applied are listed on standard error.
    pub(in crate::cli) lists_left_sites: bool,
}

impl<'a> Job<'a> {
    /// The acceptance of each folder's settings says what is applied.
    pub(in crate::cli) fn new(action: Action, printer: &'a dyn Printer, engines: &'a Engines) -> Self {
        Self {
            action,
            printer,
            engines,
            changed_lines: None,
            only_rule: None,
            budget: None,
            chooser: None,
            detail: printer.detail(),
            keeps_diff: false,
            lists_left_sites: false,
        }
    }

    /// Whether files depend on those before them.
    pub(in crate::cli) fn is_serial(&self) -> bool {
        self.budget.is_some() || self.chooser.is_some_and(Chooser::is_serial)
    }
}

/// Says what becomes of a file, in the place of the acceptance.
pub(in crate::cli) trait Chooser: Sync {
    /// The outcome, and the new text where the edits of the outcome are not all of it.
    fn choose(&self, subject: &Subject<'_>) -> Result<(Outcome, Option<String>), EngineFault>;

    /// Whether files have to be worked on one after the other.
    fn is_serial(&self) -> bool {
        true
    }
}

/// A file and how it is rewritten.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Subject<'a> {
    pub(in crate::cli) path: &'a Path,
    /// The path as it is shown.
    pub(in crate::cli) shown: &'a str,
    pub(in crate::cli) source: &'a SourceFile,
    pub(in crate::cli) settings: &'a Settings,
    /// Rules that are off in this file.
    pub(in crate::cli) off: &'a [&'a str],
    pub(in crate::cli) engine: &'a dyn Rewriter,
    pub(in crate::cli) lines: Option<&'a Lines>,
}

/// A file after the engine.
pub(super) struct Rewritten {
    pub(super) outcome: Outcome,
    /// The new bytes, if they differ from the old ones.
    pub(super) new: Option<Vec<u8>>,
}

/// Does the job with one file. A panic is a fault of that file alone.
pub(in crate::cli) fn look_at(found: &Found, job: &Job<'_>) -> Report {
    match &found.state {
        State::Skipped(why) => Report::of(Status::Skipped(why, None)),
        State::Failed(why) => Report::of(Status::failed(why.clone())),
        State::Taken(settings) => {
            let task = || taken(found, settings, job).unwrap_or_else(Report::of);
            catch_unwind(AssertUnwindSafe(task))
                .unwrap_or_else(|payload| Report::of(Status::Fault(panic_message(&*payload))))
        }
    }
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    format!("panic: {}", text.unwrap_or("no message"))
}

fn taken(found: &Found, settings: &Arc<Settings>, job: &Job<'_>) -> Result<Report, Status> {
    let lines = match job.changed_lines.map(|it| it.of(&found.absolute)) {
        Some(None) => return Err(Status::Skipped("no changed lines", None)),
        Some(lines) => lines,
        None => None,
    };
    let source = read(&found.path)?;
    let shown = shown_path(&found.path);
    let engine = job.engines.of(settings).ok_or_else(|| Status::Fault("no engine".to_owned()))?;
    let off = settings.ignored_in(&found.absolute);
    let subject =
        Subject { path: &found.absolute, shown: &shown, source: &source, settings, off: &off, engine, lines };
    let rewritten = subject.rewrite(job)?;
    let mut report = subject.report(&rewritten, job);
    if let (Action::Fix, Some(new)) = (job.action, &rewritten.new) {
        if let Err(error) = replace(&found.path, source.bytes(), new) {
            return Err(Status::failed(error.to_string()));
        }
        if let Some(budget) = job.budget {
            budget.use_up(report.tally.sum().n_applied);
        }
        if job.keeps_diff {
            let edited = (source.text(), &rewritten.outcome.edits);
            report.diff = edited_diff(&diff_path(&found.path), edited, source.bytes(), new);
        }
    }
    Ok(report)
}

impl Subject<'_> {
    /// Has the engine find the sites and apply those that are let through.
    pub(super) fn rewrite(&self, job: &Job<'_>) -> Result<Rewritten, Status> {
        let policy = Policy {
            only_rule: job.only_rule,
            lines: self.lines,
            ..Policy::new(self.settings.accept.value, self.source.text(), job.budget)
        };
        let result = match job.chooser {
            Some(chooser) => chooser.choose(self),
            None => {
                let rewritten = self.engine.rewrite(self.path, self.source, self.off, job.detail, &policy);
                rewritten.map(|outcome| (outcome, None))
            }
        };
        let (outcome, text) = result.map_err(|fault| self.status_of(&fault))?;
        let cannot_encode = |error: EncodeError| Status::failed(format!("cannot write it: {error}"));
        let new = match text {
            Some(text) => self.source.bytes_of(&text).map_err(cannot_encode)?,
            None if outcome.edits.is_empty() => return Ok(Rewritten { outcome, new: None }),
            None => self.source.rebuild(&outcome.edits).map_err(cannot_encode)?,
        };
        Ok(Rewritten { outcome, new: (new != self.source.bytes()).then_some(new) })
    }

    fn status_of(&self, fault: &EngineFault) -> Status {
        match fault {
            EngineFault::DoesNotParse => first_report_line(self.source.text()),
            EngineFault::Reparse { .. } | EngineFault::Cycle { .. } => Status::Fault(fault.to_string()),
        }
    }

    /// What is said of it.
    pub(super) fn report(&self, rewritten: &Rewritten, job: &Job<'_>) -> Report {
        let Rewritten { outcome, new } = rewritten;
        let status = match outcome.looked_at {
            LookedAt::NoCandidate => Status::NoCandidate,
            LookedAt::Suppressed => Status::Skipped("`# reskin: ignore-file`", None),
            LookedAt::Searched if new.is_some() => Status::Changed,
            LookedAt::Searched => Status::Clean,
        };
        let mut report = Report::of(status);
        report.tally = Tally::of(&outcome.findings);
        report.n_unused_suppressions = outcome.unused_suppressions.len();
        let nothing_to_show = outcome.findings.is_empty() && outcome.unused_suppressions.is_empty();
        if nothing_to_show && new.is_none() {
            return report;
        }
        let view = FileView::new(self.shown, self.source, outcome, new.as_deref());
        let view = FileView { accepted: self.settings.accept.value, diff_path: diff_path(self.path), ..view };
        job.printer.file(&view, &mut report.out);
        if job.lists_left_sites {
            concise::left_sites(&view, &mut report.err);
        }
        report
    }
}

#[cfg(test)]
pub(in crate::cli) mod tests {
    use std::fs;

    use super::*;
    use crate::cli::config::{ConfigChoice, Layer, Resolver};
    use crate::cli::printer::Silent;
    use crate::cli::rewriter::fake::Fake;

    /// Does the job that `change` makes of a plain one with files that hold `texts`: what became of them, and what is in
    /// them then.
    pub(in crate::cli) fn run_fake(
        action: Action,
        texts: &[&str],
        change: impl for<'a> Fn(Job<'a>) -> Job<'a>,
    ) -> Vec<(Status, String)> {
        let folder = tempfile::tempdir().unwrap();
        let mut resolver = Resolver::new(ConfigChoice::Isolated, Layer::default());
        let settings = resolver.settings(folder.path()).unwrap();
        let engines = Engines::with(&settings, Arc::new(Fake));
        let job = change(Job::new(action, &Silent, &engines));
        let result = |(nth, text): (usize, &&str)| {
            let path = folder.path().join(format!("{nth}.py"));
            fs::write(&path, text).unwrap();
            let state = State::Taken(settings.clone());
            let report = look_at(&Found { path: path.clone(), absolute: path.clone(), state }, &job);
            (report.status, fs::read_to_string(&path).unwrap())
        };
        texts.iter().enumerate().map(result).collect()
    }

    #[test]
    fn a_panic_or_a_fault_is_of_one_file_and_nothing_is_written() {
        let done = run_fake(Action::Fix, &["old", "panic old", "cycle old", "x"], |job| job);
        assert_eq!(done[0], (Status::Changed, "new".into()));
        assert_eq!(done[1], (Status::Fault("panic: the text asks for it".into()), "panic old".into()));
        let cycle = "rules do not converge: there, back";
        assert_eq!(done[2], (Status::Fault(cycle.into()), "cycle old".into()));
        assert_eq!(done[3], (Status::Clean, "x".into()));
    }

    #[test]
    fn what_does_not_parse_is_named_as_cpython_names_it() {
        let done = run_fake(Action::Fix, &["wrong = = old"], |job| job);
        let error = Status::Failed(Some((1, 9)), "SyntaxError: invalid syntax".into());
        assert_eq!(done[0], (error, "wrong = = old".into()));
    }

    #[test]
    fn a_budget_is_for_all_files_together() {
        let budget = Budget::new(3);
        // The budget is borrowed for as long as any job: it is a leak of one number in a test.
        let budget: &'static Budget = Box::leak(Box::new(budget));
        let done =
            run_fake(Action::Fix, &["old old", "old old", "old"], |job| Job { budget: Some(budget), ..job });
        let texts: Vec<_> = done.iter().map(|it| it.1.as_str()).collect();
        assert_eq!(texts, ["new new", "new old", "old"]);
    }

    #[test]
    fn only_the_rule_that_is_asked_for_is_applied() {
        let done = run_fake(Action::Fix, &["old"], |job| Job { only_rule: Some("another"), ..job });
        assert_eq!(done[0], (Status::Clean, "old".into()));
    }
}
