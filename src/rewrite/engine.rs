//! The engine: all sites of a file, conflicts, rounds to a fixpoint, and what is written.
//!
//! A round finds all sites on one immutable tree, takes those that are accepted and do not conflict, spells and adds
//! imports, makes the new text, and holds its tree against the one that was meant. Losers of conflicts are looked for
//! again in the next round. Rounds end when nothing is applied; a text seen before, or [`MAX_ROUNDS`], is a fault, and
//! nothing is written for that file.
//!
//! Source: rule-language sections 5, 7 and 10; design, rewriting.

mod choose;
mod evaluate;
mod find;
mod parts;
mod round;
mod suppress;
mod words;

use std::cell::OnceCell;
use std::collections::HashSet;

use self::find::Index;
use self::round::{Round, RoundResult};
use self::suppress::Suppressions;
use self::words::{Active, Words};
use super::file::FileModel;
use super::importer::ImportOptions;
use super::judge::Judge;
use super::matcher::Signatures;
use super::outcome::{Approver, Detail, EngineFault, Finding, LookedAt, Outcome};
use super::rule::Rule;
use super::rule_file::Text;
use super::verdict::{Acceptance, Verdict, VouchedBy};
use crate::semantic::Analysis;
use crate::syntax::PythonVersion;
use crate::text::{Bias, Edits, TextRange, TextSize};

/// Rounds until rules that do not converge are given up.
pub const MAX_ROUNDS: usize = 10;

/// What applies to all files of a run, or of a folder.
pub struct EngineOptions<'a> {
    /// Which verdicts are applied.
    pub acceptance: Acceptance,
    /// The oldest version that the result must run on.
    pub target: PythonVersion,
    /// Assumptions that somebody vouches for: ids or globs such as `*/p.type`.
    pub vouched: Vec<(globset::GlobMatcher, VouchedBy)>,
    /// Rules whose `changes` cases are applied, because they were selected by id.
    pub named_rules: HashSet<String>,
    /// How imports are written.
    pub imports: ImportOptions<'a>,
    /// How much is told of each site.
    pub detail: Detail,
    /// Columns to which lines may be joined.
    pub line_length: usize,
    /// Rules that are not used in this file, by id.
    pub off: HashSet<String>,
    /// Settings of rules' options: rule, option, value.
    pub rule_options: Vec<(String, String, String)>,
    /// Signatures of callables.
    pub signatures: &'a dyn Signatures,
    /// Who judges sites beyond the rules' own word.
    pub judge: &'a dyn Judge,
    /// Who says which accepted sites are applied.
    pub approver: &'a dyn Approver,
}

/// The rules of a run, made ready for any number of files.
pub struct Engine {
    rules: Vec<Rule>,
    /// How many rules have to go before each, one after the other.
    ranks: Vec<usize>,
    index: Index,
    words: Words,
}

impl Engine {
    /// An engine for `rules`, in the order of their precedence in conflicts.
    pub fn new(rules: Vec<Rule>) -> Self {
        Self { ranks: ranks(&rules), index: Index::new(&rules), words: Words::new(&rules), rules }
    }

    /// Rewrites a text. `path`: the file's, with `/` between names, for conditions on it.
    ///
    /// It recurses as deep as the tree, so it wants a thread with
    /// [`DEEP_STACK_BYTES`](crate::syntax::DEEP_STACK_BYTES). The errors are those of [`EngineFault`]; nothing is to be
    /// written then.
    pub fn rewrite(
        &self,
        text: &str,
        path: &str,
        options: &EngineOptions<'_>,
    ) -> Result<Outcome, EngineFault> {
        let off: Vec<bool> = self.rules.iter().map(|rule| options.off.contains(rule.id())).collect();
        if !self.words.has_candidate(text, &off) {
            return Ok(Outcome::default());
        }
        let suppressions = Suppressions::new(text);
        if suppressions.is_whole_file() {
            return Ok(Outcome { looked_at: LookedAt::Suppressed, ..Outcome::default() });
        }
        // Each round's text lives as long as the models of it.
        let texts: [OnceCell<String>; MAX_ROUNDS] = Default::default();
        let outcome = Outcome { looked_at: LookedAt::Searched, ..Outcome::default() };
        let tells_cases = options.detail >= Detail::Cases;
        let mut run = Run { original: text, tells_cases, outcome, rules: Vec::new() };
        let Some(mut file) = FileModel::new(text) else { return Err(EngineFault::DoesNotParse) };
        for (round, next) in (1..).zip(&texts) {
            // What one rule writes may be what another looks for.
            let active = Active::new(&self.words, file.text, &off);
            let result = self.round(&file, path, options, &active, round, &mut run);
            if result.edits.is_empty() {
                return Ok(run.finish());
            }
            let new = result.edits.apply(file.text).expect("edits of a round are disjoint and of its text");
            let new = next.get_or_init(|| new);
            let after = round::check(&file, &result, new)?;
            run.outcome.edits = run.outcome.edits.then(&result.edits, TextSize::of(text));
            if new == text || texts[..round as usize - 1].iter().any(|it| it.get() == Some(new)) {
                return Err(EngineFault::Cycle { rules: result.applied_rules() });
            }
            run.rules = result.applied_rules();
            file = after;
        }
        Err(EngineFault::Cycle { rules: run.rules })
    }

    /// One round on a file: its sites are kept in `run`.
    fn round(
        &self,
        file: &FileModel<'_>,
        path: &str,
        options: &EngineOptions<'_>,
        active: &Active<'_>,
        round: u32,
        run: &mut Run<'_>,
    ) -> RoundResult {
        let suppressions = Suppressions::new(file.text);
        let analysis = Analysis::new(file.ast(), &file.model, file.lowered.root);
        let context = Round {
            engine: self,
            file,
            analysis: &analysis,
            path,
            options,
            active,
            suppressions: &suppressions,
        };
        let result = context.run();
        run.record(&result, round, file.text, &suppressions);
        result
    }
}

/// The longest chain of rules that go before each by what the rules say of each other: `before`, `after` and
/// `supersedes`. Rules in a circle stay where they are.
fn ranks(rules: &[Rule]) -> Vec<usize> {
    let place = |id: &Text| rules.iter().position(|it| it.id() == id.value);
    let mut order: Vec<(usize, usize)> = Vec::new();
    for (idx, rule) in rules.iter().enumerate() {
        let header = &rule.file.header;
        let later = header.before.iter().chain(&header.supersedes).filter_map(place);
        order.extend(later.map(|later| (idx, later)));
        order.extend(header.after.iter().filter_map(place).map(|first| (first, idx)));
    }
    let mut ranks = vec![0; rules.len()];
    // A chain has no more links than there are rules in pairs.
    for _ in 0..order.len() {
        let mut is_settled = true;
        for (first, later) in &order {
            let rank = (ranks[*first] + 1).min(order.len());
            is_settled &= ranks[*later] >= rank;
            ranks[*later] = ranks[*later].max(rank);
        }
        if is_settled {
            break;
        }
    }
    ranks
}

/// A file on its way through the rounds.
struct Run<'t> {
    /// The text before all rounds.
    original: &'t str,
    /// Whether a finding is kept beside those of other cases of its rule.
    tells_cases: bool,
    outcome: Outcome,
    /// The rules that were applied last.
    rules: Vec<String>,
}

impl Run<'_> {
    /// Keeps the findings of a round on `current`; what it found at a place that an earlier round reported is not said
    /// again, nor is what it refused in code that an earlier round wrote.
    fn record(&mut self, result: &RoundResult, round: u32, current: &str, suppressions: &Suppressions) {
        for found in &result.found {
            let range = to_original(&self.outcome.edits, found.site.range);
            let is_refused = matches!(found.site.verdict, Verdict::Refused(_));
            if is_refused && self.original[range] != current[found.site.range] {
                continue;
            }
            let is_comparable = |it: &Finding| {
                it.rule == found.site.rule && (it.case_idx == found.site.case_idx || !self.tells_cases)
            };
            let is_known = |it: &Finding| {
                is_comparable(it) && it.range == range && (it.is_applied || it.verdict == found.site.verdict)
            };
            // A site that lost a conflict comes again.
            if found.is_postponed || self.outcome.findings.iter().any(is_known) {
                continue;
            }
            // What was refused first may be applied once something inside of it has become another.
            let is_same_place =
                |it: &Finding| it.range == range || (found.is_applied && it.range.start() == range.start());
            let is_replaced = |it: &Finding| is_comparable(it) && is_same_place(it) && !it.is_applied;
            self.outcome.findings.retain(|it| !is_replaced(it));
            self.outcome.findings.push(Finding {
                rule: found.site.rule.clone(),
                case_idx: found.site.case_idx,
                message: found.message.clone(),
                range,
                verdict: found.site.verdict.clone(),
                evidence: found.site.evidence.clone(),
                edits: if round == 1 { found.own_edits.clone() } else { Edits::default() },
                is_applied: found.is_applied,
                round,
            });
        }
        if round == 1 {
            self.outcome.unused_suppressions = suppressions.unused();
        }
        self.outcome.rounds = round;
    }

    fn finish(mut self) -> Outcome {
        self.outcome.findings.sort_by(|a, b| {
            let place = |it: &Finding| (it.range.start(), it.range.end());
            (place(a), &a.rule, a.case_idx).cmp(&(place(b), &b.rule, b.case_idx))
        });
        self.outcome
    }
}

/// Where a range of the current text came from.
fn to_original(edits: &Edits, range: TextRange) -> TextRange {
    let start = edits.map_to_old(range.start(), Bias::Before);
    let end = edits.map_to_old(range.end(), Bias::After);
    TextRange::new(start, end.max(start))
}
