//! One round: sites, the choice among them, imports, edits, and the check of the result.

use super::evaluate::{self, Found};
use super::suppress::Suppressions;
use super::words::Active;
use super::{Engine, EngineOptions, choose, find, parts};
use crate::rewrite::file::FileModel;
use crate::rewrite::importer::{self, ImportPlan};
use crate::rewrite::meant::{self, Meant};
use crate::rewrite::outcome::{Detail, EngineFault};
use crate::rewrite::site::Site;
use crate::rewrite::verdict::Verdict;
use crate::semantic::Analysis;
use crate::text::{Bias, Edits, TextEdit, TextRange, TextSize};

/// A round on one text.
pub(super) struct Round<'r> {
    pub(super) engine: &'r Engine,
    pub(super) file: &'r FileModel<'r>,
    pub(super) analysis: &'r Analysis<'r>,
    pub(super) path: &'r str,
    pub(super) options: &'r EngineOptions<'r>,
    /// Which rules may have a site.
    pub(super) active: &'r Active<'r>,
    pub(super) suppressions: &'r Suppressions,
}

/// What a round came to.
pub(super) struct RoundResult {
    pub(super) found: Vec<Found>,
    /// All edits, imports included.
    pub(super) edits: Edits,
}

impl RoundResult {
    /// The rules that were applied, each once, sorted.
    pub(super) fn applied_rules(&self) -> Vec<String> {
        let applied = self.found.iter().filter(|it| it.is_applied);
        let mut rules: Vec<_> = applied.map(|it| it.site.rule.clone()).collect();
        rules.sort();
        rules.dedup();
        rules
    }
}

impl Round<'_> {
    /// Finds all sites and applies those that are accepted.
    pub(super) fn run(&self) -> RoundResult {
        let mut found = self.find();
        parts::judge(self, &mut found);
        choose::choose(self, &mut found);
        let edits = self.plan(&mut found);
        if self.options.detail >= Detail::Reasons {
            for it in found.iter_mut().filter(|it| !it.site.writes.is_empty()) {
                it.own_edits = self.own_edits(&it.site);
            }
        }
        RoundResult { found, edits }
    }

    fn find(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for (node, cases) in find::candidates(self) {
            found.extend(evaluate::at_node(self, node, &cases));
        }
        for case in &self.engine.index.files {
            if self.active.may_match(case.0) {
                found.extend(evaluate::of_file(self, *case));
            }
        }
        found.retain(|it| !self.suppressions.suppress(&it.site.rule, it.site.range));
        found.sort_by_key(|it| (it.site.range.start(), it.site.range.end(), it.rule_idx));
        found
    }

    /// The edits of the chosen sites and their imports; sites whose names cannot be spelled are refused.
    fn plan(&self, found: &mut [Found]) -> Edits {
        loop {
            let chosen: Vec<usize> = (0..found.len()).filter(|idx| found[*idx].is_applied).collect();
            if chosen.is_empty() {
                return Edits::default();
            }
            let sites: Vec<&Site> = chosen.iter().map(|idx| &found[*idx].site).collect();
            let plan = importer::plan(self.file, &sites, &self.options.imports);
            if plan.refused.is_empty() {
                return edits(self.file.text, &sites, &plan);
            }
            for (site_idx, reason) in plan.refused {
                let refused = &mut found[chosen[site_idx]];
                refused.is_applied = false;
                refused.site.verdict = Verdict::Refused(reason);
            }
        }
    }

    /// The edits of one site alone.
    fn own_edits(&self, site: &Site) -> Edits {
        let plan = importer::plan(self.file, &[site], &self.options.imports);
        if plan.refused.is_empty() { edits(self.file.text, &[site], &plan) } else { Edits::default() }
    }
}

/// Reads `next`, the text after a round on `file`, and holds its tree against the one that was meant.
pub(super) fn check<'n>(
    file: &FileModel<'_>,
    result: &RoundResult,
    next: &'n str,
) -> Result<FileModel<'n>, EngineFault> {
    let fault = |range, detail| {
        let rule = result.applied_rules().join(", ");
        EngineFault::Reparse { rule, range, detail }
    };
    let Some(new) = file.edited(&result.edits, next) else {
        return Err(fault(TextRange::up_to(TextSize::of(file.text)), rejection(next)));
    };
    let mut meant = Meant::default();
    for it in result.found.iter().filter(|it| it.is_applied) {
        for change in it.changes.iter() {
            meant.changes.insert(change.node, change.fragment.as_ref());
        }
    }
    match meant::compare(file, &new, &meant) {
        Ok(()) => Ok(new),
        Err(mismatch) => {
            let start = result.edits.map_to_old(mismatch.range.start(), Bias::Before);
            let end = result.edits.map_to_old(mismatch.range.end(), Bias::After).max(start);
            Err(fault(TextRange::new(start, end), mismatch.detail))
        }
    }
}

/// Where a text does not parse, with its line.
fn rejection(text: &str) -> String {
    let outline = crate::syntax::outline(text);
    let Some(error) = outline.errors().first() else { return "CPython would reject it".to_owned() };
    let start = usize::from(error.range.start());
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line..].lines().next().unwrap_or_default();
    format!("CPython would reject it: {} in `{}`", error.kind, line.trim())
}

/// The edits of sites whose names are spelled, and of their imports.
fn edits(text: &str, sites: &[&Site], plan: &ImportPlan) -> Edits {
    // Import edits come before a write at the same offset, and sorting keeps that order.
    let mut all = plan.edits.clone();
    for (site, spellings) in sites.iter().zip(&plan.spellings) {
        for (write_idx, write) in site.writes.iter().enumerate() {
            let mut edit = write.edit.clone();
            let needs = site.imports.iter().zip(spellings).filter(|(need, _)| need.write_idx == write_idx);
            let mut needs: Vec<_> = needs.collect();
            needs.sort_by_key(|(need, _)| std::cmp::Reverse(need.at.start()));
            for (need, spelling) in needs {
                let (start, end) = (usize::from(need.at.start()), usize::from(need.at.end()));
                edit.insert.replace_range(start..end, spelling);
            }
            all.push(edit);
        }
    }
    all.retain(|edit: &TextEdit| text[edit.range] != edit.insert);
    Edits::new(all).expect("the choice leaves no two sites that write the same text, and imports avoid both")
}
