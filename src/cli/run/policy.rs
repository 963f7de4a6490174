//! Which sites are applied.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use similar::{Algorithm, DiffTag};

use crate::cli::git::Lines;
use crate::rewrite::{Acceptance, Approver, Site};
use crate::text::TextSize;

/// How many sites may still be applied: `--max N`.
#[derive(Debug)]
pub(in crate::cli) struct Budget {
    left: AtomicUsize,
}

impl Budget {
    pub(in crate::cli) fn new(n_sites: usize) -> Self {
        Self { left: AtomicUsize::new(n_sites) }
    }

    fn left(&self) -> usize {
        self.left.load(Ordering::Relaxed)
    }

    /// Takes what a file has used. Files are worked on one after the other where there is a budget.
    pub(super) fn use_up(&self, n_sites: usize) {
        self.left.store(self.left().saturating_sub(n_sites), Ordering::Relaxed);
    }
}

/// Which sites of a file are applied: those that are accepted, and that nothing else of the command line forbids.
pub(in crate::cli) struct Policy<'a> {
    pub(in crate::cli) acceptance: Acceptance,
    /// The text of the file.
    pub(in crate::cli) original: &'a str,
    /// The one rule that is asked for.
    pub(in crate::cli) only_rule: Option<&'a str>,
    /// The lines that may be touched.
    pub(in crate::cli) lines: Option<&'a Lines>,
    /// How many sites may be approved.
    pub(in crate::cli) left: Option<AtomicUsize>,
}

impl<'a> Policy<'a> {
    pub(in crate::cli) fn new(acceptance: Acceptance, original: &'a str, budget: Option<&Budget>) -> Self {
        let left = budget.map(|it| AtomicUsize::new(it.left()));
        Self { acceptance, original, only_rule: None, lines: None, left }
    }

    /// Whether `site` of `text` is on lines that may be touched. In a later round these are also the lines that differ
    /// from the original: what is there was made from lines that might be touched.
    fn is_on_lines(&self, lines: &Lines, site: &Site, text: &str) -> bool {
        let of_site = line_of(text, site.range.start())..=line_of(text, site.range.end());
        if text == self.original {
            return of_site.clone().any(|line| lines.contains(line));
        }
        let touchable = touchable_lines(self.original, text, lines);
        of_site.clone().any(|line| touchable.contains(&line))
    }
}

impl Approver for Policy<'_> {
    fn approves(&self, site: &Site, text: &str) -> bool {
        let is_wanted = site.verdict.is_accepted(self.acceptance)
            && self.only_rule.is_none_or(|rule| rule == site.rule)
            && self.lines.is_none_or(|lines| self.is_on_lines(lines, site, text));
        let take = |left: &AtomicUsize| {
            left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_ok()
        };
        is_wanted && self.left.as_ref().is_none_or(take)
    }
}

/// The 1-based line of an offset as git counts: lines end at line feeds alone.
fn line_of(text: &str, offset: TextSize) -> u32 {
    let before = text.as_bytes().get(..usize::from(offset)).unwrap_or(text.as_bytes());
    memchr::memchr_iter(b'\n', before).count() as u32 + 1
}

/// The 1-based lines of `text` that stem from `lines` of `original`.
fn touchable_lines(original: &str, text: &str, lines: &Lines) -> BTreeSet<u32> {
    let (old, new): (Vec<_>, Vec<_>) =
        (original.split_inclusive('\n').collect(), text.split_inclusive('\n').collect());
    let mut touchable = BTreeSet::new();
    for op in similar::capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (old_start, new_range) = (op.old_range().start, op.new_range());
        for (nth, line) in new_range.enumerate() {
            let old_line = (old_start + nth) as u32 + 1;
            if op.tag() != DiffTag::Equal || lines.contains(old_line) {
                touchable.insert(line as u32 + 1);
            }
        }
    }
    touchable
}
