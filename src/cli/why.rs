//! `reskin why`: what the rules say of a place.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::config::{Origin, Sourced};
use super::discover::absolute;
use super::exit_status::{ExitStatus, UsageError};
use super::options::{Color, ConfigArgs};
use super::printer::{FileView, Palette, full};
use super::run::{Policy, Status, first_report_line, read};
use super::{output, rewriter};
use crate::rewrite::{Detail, EngineFault, Finding, LookedAt};
use crate::text::report::shown_path;

const EXAMPLES: &str = "\
Examples:
  reskin why src/app.py:41
  reskin why src/app.py:41:12 --rule os-path-exists

Exit status: 0 done; 1 the file could not be read or parsed; 2 the arguments or the configuration are not understood;
3 a fault of reskin itself";

/// Say why a rule fired at a place, or what keeps it from being applied
///
/// Every site that touches the line (and the column) is shown with its verdict and all reasons of it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The place; line and column count from 1
    #[arg(value_name = "FILE:LINE[:COL]")]
    place: String,
    /// Only this rule, also if it is not selected
    #[arg(long, value_name = "ID")]
    rule: Option<String>,
    #[command(flatten)]
    config: ConfigArgs,
    /// When output is colored
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
}

/// A place as it was given.
struct Place {
    path: PathBuf,
    line: u32,
    column: Option<u32>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    args.color.apply();
    let place = parse_place(&args.place)?;
    let mut config = args.config.clone();
    config.extend_select.extend(args.rule.clone());
    let mut resolver = config.resolver()?;
    let path = absolute(&place.path);
    let settings = resolver.settings(path.parent().unwrap_or(Path::new("/")))?;
    let engine = rewriter::for_settings(&settings, &mut rewriter::Shared::default())?;
    let source = match read(&place.path) {
        Ok(source) => source,
        Err(status) => return Ok(complain(&place.path, &status)),
    };
    let policy = Policy::new(settings.accept.value, source.text(), None);
    let outcome = match engine.rewrite(&path, &source, &settings.ignored_in(&path), Detail::Cases, &policy) {
        Ok(outcome) => outcome,
        Err(EngineFault::DoesNotParse) => {
            return Ok(complain(&place.path, &first_report_line(source.text())));
        }
        Err(fault) => return Ok(complain(&place.path, &Status::Fault(fault.to_string()))),
    };
    let shown = shown_path(&place.path);
    let view = FileView { accepted: settings.accept.value, ..FileView::new(&shown, &source, &outcome, None) };
    let is_meant =
        |it: &&Finding| args.rule.as_ref().is_none_or(|rule| *rule == it.rule) && touches(&view, it, &place);
    let found: Vec<&Finding> = outcome.findings.iter().filter(is_meant).collect();
    let mut out = output::stdout();
    for (nth, finding) in found.iter().enumerate() {
        if nth > 0 {
            writeln!(out)?;
        }
        let mut text = Vec::new();
        full::write_finding(&mut text, &view, finding, &Palette::of_stdout(false))?;
        out.write_all(&text)?;
        if finding.is_applied {
            let accepted = accepted_by(&settings.accept);
            writeln!(out, "`reskin fix` applies it: {} is accepted{accepted}", finding.verdict.word())?;
        }
        let others = found.get(nth + 1).filter(|next| is_same_place(finding, next));
        let same: Vec<&Finding> = found.iter().copied().filter(|it| is_same_place(finding, it)).collect();
        for line in case_lines(&engine.cases(&finding.rule), finding, &same, others.is_none()) {
            writeln!(out, "{line}")?;
        }
    }
    if found.is_empty() {
        writeln!(out, "{}", nothing_found(args, outcome.looked_at))?;
    }
    output::finish(out)?;
    Ok(ExitStatus::Success)
}

fn is_same_place(a: &Finding, b: &Finding) -> bool {
    a.rule == b.rule && a.range == b.range
}

/// Which of the rule's cases a finding is of, and after the last of its place what the others did. `same` are all
/// findings of the rule at the place.
fn case_lines(cases: &[String], finding: &Finding, same: &[&Finding], is_last: bool) -> Vec<String> {
    if cases.len() < 2 {
        return Vec::new();
    }
    let number = |idx: usize| format!("case {} of {}, `{}`", idx + 1, cases.len(), cases[idx]);
    let mut out = vec![format!("{}: {}", number(finding.case_idx), finding.verdict.word())];
    let fired = same.iter().find(|it| it.verdict.word() != "refused").map(|it| it.case_idx);
    let others = (0..cases.len()).filter(|idx| is_last && same.iter().all(|it| it.case_idx != *idx));
    out.extend(others.map(|idx| match fired {
        Some(fired) if idx > fired => format!("{}: not tried, since case {} fits", number(idx), fired + 1),
        _ => format!("{}: it does not match, or is for other versions or options", number(idx)),
    }));
    out
}

fn accepted_by(accept: &Sourced<crate::rewrite::Acceptance>) -> String {
    match &accept.origin {
        Origin::Default => String::new(),
        origin => format!(" ({origin})"),
    }
}

fn nothing_found(args: &Args, looked_at: LookedAt) -> String {
    let who =
        args.rule.as_ref().map_or_else(|| "no selected rule".to_owned(), |it| format!("`{it}` does not"));
    let what = if args.rule.is_some() { "match here" } else { "matches here" };
    let why = match looked_at {
        LookedAt::Searched => "",
        LookedAt::NoCandidate => ": no word that it looks for is in the file",
        LookedAt::Suppressed => ": the file asks not to be looked at, by `# reskin: ignore-file`",
    };
    format!("{}: {who} {what}{why}", args.place)
}

fn complain(path: &Path, status: &Status) -> ExitStatus {
    if let Some(line) = status.line(path, true) {
        anstream::eprintln!("{line}");
    }
    if matches!(status, Status::Fault(_)) { ExitStatus::Internal } else { ExitStatus::Failure }
}

/// Whether a finding is at the place: on the line, or around the column.
fn touches(view: &FileView<'_>, finding: &Finding, place: &Place) -> bool {
    let (start, end) = (view.place(finding.range.start()), view.place(finding.range.end()));
    let is_on_line = (start.line..=end.line).contains(&place.line);
    let at = |column| (place.line, column);
    is_on_line
        && place.column.is_none_or(|column| {
            (start.line, start.column) <= at(column)
                && at(column) < (end.line, end.column.max(start.column + 1))
        })
}

/// `FILE:LINE` or `FILE:LINE:COL`.
fn parse_place(text: &str) -> Result<Place, UsageError> {
    let number = |it: &str| it.parse::<u32>().ok().filter(|it| *it > 0);
    let split = |it: &str| -> Option<(String, u32)> {
        let (head, tail) = it.rsplit_once(':')?;
        Some((head.to_owned(), number(tail)?))
    };
    let place = split(text).map(|(head, last)| match split(&head) {
        Some((path, line)) => Place { path: path.into(), line, column: Some(last) },
        None => Place { path: head.into(), line: last, column: None },
    });
    place
        .filter(|it| !it.path.as_os_str().is_empty())
        .ok_or_else(|| UsageError::new(&format!("expected FILE:LINE or FILE:LINE:COL, found `{text}`")))
}
