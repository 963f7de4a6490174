//! `fix -i`: a person says at each site.
//!
//! All sites of a file are found first, nothing applied. The answers make the set that the engine then applies; what
//! that brings about is asked about in turn, and what was answered once is not asked again.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io;
use std::sync::{Mutex, PoisonError};

use super::prompt::Prompt;
use crate::cli::printer::{FileView, Palette, full, hunks};
use crate::cli::run::{Chooser, Policy, Subject};
use crate::rewrite::{Acceptance, Approver, Detail, EngineFault, Finding, Outcome, Site};
use crate::syntax;
use crate::text::{Bias, Edits, LineIndex, SourceFile, TextEdit, TextRange};

const HELP: &str = "\
y  apply this rewrite
n  do not apply it
a  apply it and all that follow in this file
d  apply neither it nor any that follows in this file
e  edit the new lines, then apply them
u  undo the last answer
v  show the verdict with its reasons
q  quit: apply what was said so far, ask no more
?  show this help
";

/// Rewrites that make further ones are followed so often.
const MAX_PASSES: usize = 10;

/// Asks a person.
pub(super) struct Interactive<P> {
    state: Mutex<State<P>>,
}

struct State<P> {
    prompt: P,
    /// Nothing more is asked.
    has_quit: bool,
}

/// What was said of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Decision {
    Yes,
    No,
    /// These lines in the place of those that the site is on.
    Edited(TextEdit),
}

/// What is known at the end of a pass over the sites of a text.
struct Answers {
    decisions: Vec<Decision>,
}

impl<P: Prompt> Interactive<P> {
    pub(super) fn new(prompt: P) -> Self {
        Self { state: Mutex::new(State { prompt, has_quit: false }) }
    }
}

impl<P: Prompt> Chooser for Interactive<P> {
    fn choose(&self, subject: &Subject<'_>) -> Result<(Outcome, Option<String>), EngineFault> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut first = None;
        let mut source = subject.source.clone();
        let mut declined = Vec::new();
        for _ in 0..MAX_PASSES {
            let found =
                subject.engine.rewrite(subject.path, &source, subject.off, Detail::Reasons, &Nobody)?;
            let sites = askable(&found.findings, subject, source.text(), &declined);
            if sites.is_empty() || state.has_quit {
                first.get_or_insert(found);
                break;
            }
            // A person who cannot be asked wants nothing.
            let answers = state
                .ask_about(subject, &source, &found, &sites)
                .unwrap_or_else(|_| Answers { decisions: vec![Decision::No; sites.len()] });
            let chosen = Chosen::new(source.text(), &sites, &answers);
            let outcome =
                subject.engine.rewrite(subject.path, &source, subject.off, Detail::Reasons, &chosen)?;
            let edits = outcome.edits.clone();
            let text = apply(source.text(), &edits, &answers, &mut state);
            declined = still_declined(&declined, &sites, &answers, &edits);
            let is_done = text == source.text();
            first.get_or_insert(outcome);
            source = SourceFile::from_text(text);
            if is_done {
                break;
            }
        }
        Ok((first.unwrap_or_default(), Some(source.text().to_owned())))
    }
}

/// Applies nothing.
struct Nobody;

impl Approver for Nobody {
    fn approves(&self, _: &Site, _: &str) -> bool {
        false
    }
}

/// Applies what was said yes to.
struct Chosen<'a> {
    text: &'a str,
    sites: HashSet<(&'a str, TextRange)>,
}

impl<'a> Chosen<'a> {
    fn new(text: &'a str, sites: &[&'a Finding], answers: &Answers) -> Self {
        let yes = sites.iter().zip(&answers.decisions).filter(|(_, decision)| **decision == Decision::Yes);
        Self { text, sites: yes.map(|(site, _)| (site.rule.as_str(), site.range)).collect() }
    }
}

impl Approver for Chosen<'_> {
    fn approves(&self, site: &Site, text: &str) -> bool {
        text == self.text && self.sites.contains(&(site.rule.as_str(), site.range))
    }
}

/// The sites that a person is asked about: those that could be applied and were not declined before.
fn askable<'a>(
    findings: &'a [Finding],
    subject: &Subject<'_>,
    text: &str,
    declined: &[(String, TextRange)],
) -> Vec<&'a Finding> {
    // Everything but what is refused or refuted, on the lines that may be touched.
    let policy =
        Policy { lines: subject.lines, ..Policy::new(Acceptance::Changes, subject.source.text(), None) };
    let is_wanted = |it: &Finding| !it.edits.is_empty() && policy.approves(&site_of(it), text);
    let is_new = |it: &Finding| !declined.iter().any(|(rule, range)| (rule, range) == (&it.rule, &it.range));
    findings.iter().filter(|it| is_wanted(it) && is_new(it)).collect()
}

/// The finding as a site, for the question whether it is wanted.
fn site_of(finding: &Finding) -> Site {
    Site {
        rule: finding.rule.clone(),
        case_idx: finding.case_idx,
        range: finding.range,
        writes: Vec::new(),
        reads: Vec::new(),
        imports: Vec::new(),
        unhides: Vec::new(),
        releases: Vec::new(),
        verdict: finding.verdict.clone(),
        evidence: Vec::new(),
    }
}

/// What was declined, at its place in the new text.
fn still_declined(
    before: &[(String, TextRange)],
    sites: &[&Finding],
    answers: &Answers,
    edits: &Edits,
) -> Vec<(String, TextRange)> {
    let no = sites.iter().zip(&answers.decisions).filter(|(_, decision)| **decision != Decision::Yes);
    let now = no.map(|(site, _)| (site.rule.clone(), site.range));
    let moved = |(rule, range): (String, TextRange)| {
        let start = edits.map_to_new(range.start(), Bias::After);
        (rule, TextRange::new(start, edits.map_to_new(range.end(), Bias::Before).max(start)))
    };
    before.iter().cloned().chain(now).map(moved).collect()
}

/// The text after the engine's edits and the lines that the person wrote. Lines that make the file one that does not
/// parse are left out.
fn apply<P: Prompt>(text: &str, edits: &Edits, answers: &Answers, state: &mut State<P>) -> String {
    let mut new = edits.apply(text).unwrap_or_else(|_| text.to_owned());
    // From the end, so that the places of those before stay.
    for decision in answers.decisions.iter().rev() {
        let Decision::Edited(edit) = decision else { continue };
        let start = edits.map_to_new(edit.range.start(), Bias::Before);
        let end = edits.map_to_new(edit.range.end(), Bias::After);
        let Ok(edited) =
            Edits::one(TextEdit { range: TextRange::new(start, end.max(start)), ..edit.clone() }).apply(&new)
        else {
            continue;
        };
        if syntax::outline(&edited).errors().is_empty() {
            new = edited;
        } else {
            // If this cannot be shown, neither can anything else.
            let _ = state.prompt.show("the file would not parse with the edited lines; they are left out\n");
        }
    }
    new
}

impl<P: Prompt> State<P> {
    /// Asks about each site.
    fn ask_about(
        &mut self,
        subject: &Subject<'_>,
        source: &SourceFile,
        found: &Outcome,
        sites: &[&Finding],
    ) -> io::Result<Answers> {
        let view = FileView {
            accepted: subject.settings.accept.value,
            ..FileView::new(subject.shown, source, found, None)
        };
        let mut decisions: Vec<Decision> = Vec::new();
        while decisions.len() < sites.len() {
            let site = sites[decisions.len()];
            self.prompt.show(&shown(&view, site))?;
            let question =
                format!("({}/{}) apply this rewrite [y,n,a,d,e,u,v,q,?]? ", decisions.len() + 1, sites.len());
            let n_left = sites.len() - decisions.len();
            let answer = self.prompt.ask(&question)?;
            match answer.as_deref() {
                Some("y") => decisions.push(Decision::Yes),
                Some("n") => decisions.push(Decision::No),
                Some("a") => decisions.extend(vec![Decision::Yes; n_left]),
                Some("d") => decisions.extend(vec![Decision::No; n_left]),
                Some("e") => decisions.extend(self.edited(&view, site)?),
                Some("u") => {
                    if decisions.pop().is_none() {
                        self.prompt.show("there is nothing to undo\n")?;
                    }
                }
                Some("v") => self.prompt.show(&full_text(&view, site))?,
                Some("q") | None => {
                    self.has_quit = true;
                    decisions.extend(vec![Decision::No; n_left]);
                }
                Some(_) => self.prompt.show(HELP)?,
            }
        }
        Ok(Answers { decisions })
    }

    /// The lines of the site after its own edits, as the person changes them.
    fn edited(&mut self, view: &FileView<'_>, site: &Finding) -> io::Result<Option<Decision>> {
        let range = whole_lines(&view.index, site.range);
        let inside = site.edits.iter().filter(|it| range.contains_range(it.range)).cloned();
        let shifted = inside.map(|it| TextEdit { range: it.range - range.start(), ..it });
        let old = view.text().get(std::ops::Range::<usize>::from(range)).unwrap_or_default();
        let new = Edits::new(shifted.collect()).ok().and_then(|it| it.apply(old).ok());
        let edited = self.prompt.edit(new.as_deref().unwrap_or(old))?;
        Ok(edited.map(|insert| Decision::Edited(TextEdit { range, insert })))
    }
}

/// The lines that a range is on, with their breaks.
fn whole_lines(index: &LineIndex, range: TextRange) -> TextRange {
    let line_range = |offset| index.line_range(index.line(offset)).unwrap_or(range);
    line_range(range.start()).cover(line_range(range.end()))
}

/// The place, the verdict and the change.
fn shown(view: &FileView<'_>, site: &Finding) -> String {
    let palette = Palette::of_stderr();
    let place = view.place(site.range.start());
    let style = palette.verdict(&site.verdict);
    let mut out = format!(
        "\n{}:{}:{}: {style}{}{style:#} {}\n",
        view.path,
        place.line,
        place.column,
        site.verdict.word(),
        site.rule
    );
    for hunk in hunks(view.text(), &view.index, &site.edits) {
        let (removed, added) = (palette.removed, palette.added);
        // A string takes what is written.
        for line in &hunk.old {
            let _ = writeln!(out, "{removed}-{line}{removed:#}");
        }
        for line in &hunk.new {
            let _ = writeln!(out, "{added}+{line}{added:#}");
        }
    }
    out
}

fn full_text(view: &FileView<'_>, site: &Finding) -> String {
    let mut out = Vec::new();
    // A vector takes what is written.
    let _ = full::write_finding(&mut out, view, site, &Palette::of_stderr());
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests;
