//! Which sites are applied in a round: those that are accepted, and do not conflict.
//!
//! Two sites conflict if writes meet writes, or writes meet what the other relied on. Then the order decides: rules that
//! say which of them goes first; the outer before the inner where it carries the inner in a metavariable and both can be
//! applied; else the inner first. The loser is looked for again in the next round.
//!
//! Source: rule-language section 10.

use rustc_hash::FxHashMap;

use super::Round;
use super::evaluate::{CHANGES, Found};
use crate::ast::{NodeId, Precedence};
use crate::rewrite::fragment::{Fill, Fragment};
use crate::rewrite::native_rule::Change;
use crate::rewrite::place;
use crate::rewrite::verdict::Verdict;
use crate::text::TextRange;

/// Marks what is applied and what is postponed.
pub(super) fn choose(round: &Round<'_>, found: &mut [Found]) {
    let mut order: Vec<usize> = (0..found.len()).filter(|idx| is_wanted(round, &found[*idx])).collect();
    // What rules say of each other comes first. Inner sites end first and start last; of equal ones the rule's place
    // decides.
    order.sort_by_key(|idx| {
        let (site, rule_idx) = (&found[*idx].site, found[*idx].rule_idx);
        (round.engine.ranks[rule_idx], site.range.len(), site.range.start(), rule_idx)
    });
    let mut taken = Taken::default();
    for idx in order {
        let reaches = reaches(round, &found[idx]);
        if taken.conflicts(&found[idx], &reaches) || needs_parentheses(round, &found[idx], &taken) {
            found[idx].is_postponed = true;
            continue;
        }
        taken.add(round, &found[idx], reaches);
        found[idx].is_applied = true;
    }
    // A postponed site is only worth waiting for if something is applied now.
    if !found.iter().any(|it| it.is_applied) {
        found.iter_mut().for_each(|it| it.is_postponed = false);
    }
}

fn is_wanted(round: &Round<'_>, found: &Found) -> bool {
    let verdict = &found.site.verdict;
    !matches!(verdict, Verdict::Refused(_))
        && !found.site.writes.is_empty()
        && (verdict.is_accepted(round.options.acceptance) || is_requested_change(verdict))
        && round.options.approver.approves(&found.site, round.file.text)
}

/// Whether nothing is assumed but that the change is meant. Cases that change behavior are not even looked for unless
/// they were asked for.
fn is_requested_change(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Assumed(all) if all.iter().all(|it| it.id == CHANGES))
}

/// A node that a site changes, and the parts of it that the site leaves to others.
#[derive(Debug)]
struct Reach {
    node: NodeId,
    range: TextRange,
    kept: Vec<TextRange>,
}

impl Reach {
    /// Whether both make something of the same code: one is inside of the other, and not in a part that is kept.
    fn meets(&self, other: &Self) -> bool {
        let is_taken = |outer: &Self, inner: &Self| {
            outer.range.contains_range(inner.range)
                && !outer.kept.iter().any(|kept| kept.contains_range(inner.range))
        };
        self.node == other.node || is_taken(self, other) || is_taken(other, self)
    }
}

/// What a site makes something of.
fn reaches(round: &Round<'_>, found: &Found) -> Vec<Reach> {
    let file = round.file;
    let of_change = |change: &Change| Reach {
        node: change.node,
        range: file.range(change.node),
        kept: change.fragment.iter().flat_map(kept_nodes).map(|node| file.range(node)).collect(),
    };
    found.changes.iter().map(of_change).collect()
}

/// What the sites taken so far write and rely on.
#[derive(Default)]
struct Taken {
    /// Sorted by start.
    writes: Vec<TextRange>,
    reads: Vec<TextRange>,
    /// Of sites that are one node. Sorted by start.
    single: Vec<Reach>,
    /// Of sites with changes in several places.
    scattered: Vec<Reach>,
    /// The nodes that are changed, and how tightly the new code holds together.
    changed: FxHashMap<NodeId, Precedence>,
}

impl Taken {
    fn conflicts(&self, found: &Found, reaches: &[Reach]) -> bool {
        let writes = || found.site.writes.iter().map(|it| it.edit.range);
        writes().any(|range| self.writes_meet(range) || self.reads.iter().any(|it| meet(*it, range)))
            || found.site.reads.iter().any(|range| self.writes_meet(*range))
            || reaches.iter().any(|reach| self.is_reached(reach, reaches.len() > 1))
    }

    /// Whether a site makes something of the same code. What is taken is inside of what comes after it, where both are
    /// one node.
    fn is_reached(&self, reach: &Reach, is_scattered: bool) -> bool {
        let inner = || {
            let from = self.single.partition_point(|it| it.range.start() < reach.range.start());
            self.single[from..].iter().take_while(|it| it.range.start() <= reach.range.end())
        };
        let in_single = if is_scattered {
            self.single.iter().any(|it| it.meets(reach))
        } else {
            inner().any(|it| it.meets(reach))
        };
        in_single || self.scattered.iter().any(|it| it.meets(reach))
    }

    fn writes_meet(&self, range: TextRange) -> bool {
        let from = self.writes.partition_point(|it| it.end() < range.start());
        self.writes[from..].iter().take_while(|it| it.start() <= range.end()).any(|it| meet(*it, range))
    }

    fn add(&mut self, round: &Round<'_>, found: &Found, reaches: Vec<Reach>) {
        for change in found.changes.iter() {
            let fragment = change.fragment.as_ref();
            let precedence = fragment.map_or(Precedence::NamedExpr, |it| it.precedence(round.file));
            self.changed.insert(change.node, precedence);
        }
        for write in &found.site.writes {
            let at = self.writes.partition_point(|it| it.start() < write.edit.range.start());
            self.writes.insert(at, write.edit.range);
        }
        self.reads.extend(&found.site.reads);
        if reaches.len() > 1 {
            self.scattered.extend(reaches);
            return;
        }
        for reach in reaches {
            let at = self.single.partition_point(|it| it.range.start() < reach.range.start());
            self.single.insert(at, reach);
        }
    }
}

/// Whether two ranges share text, or an insertion touches the other.
fn meet(a: TextRange, b: TextRange) -> bool {
    if a.is_empty() || b.is_empty() {
        return a.start() <= b.end() && b.start() <= a.end();
    }
    a.start() < b.end() && b.start() < a.end()
}

/// Whether a site puts code that another one changes now into a place that would ask for parentheses around the result,
/// of which neither knows.
fn needs_parentheses(round: &Round<'_>, found: &Found, taken: &Taken) -> bool {
    let file = round.file;
    let mut kept = found.changes.iter().filter_map(|change| change.fragment.as_ref()).flat_map(kept_nodes);
    kept.any(|node| match (taken.changed.get(&node), node) {
        (None, _) => false,
        (Some(new), NodeId::Expr(expr)) => *new < place::written(file, expr) && !file.is_parenthesized(expr),
        (Some(_), _) => true,
    })
}

/// The nodes that a fragment keeps.
fn kept_nodes(fragment: &Fragment) -> Vec<NodeId> {
    fragment
        .fills()
        .flat_map(|fill| match fill {
            Fill::Kept(node) => vec![*node],
            Fill::KeptMany(nodes) => nodes.clone(),
            Fill::New(new) => kept_nodes(new),
            Fill::NewMany(all) => all.iter().flat_map(kept_nodes).collect(),
            Fill::Name(_) => Vec::new(),
        })
        .collect()
}
