//! What the engine says of one file.

use super::site::Site;
use super::verdict::{Evidence, Verdict};
use crate::text::{Edits, TextRange};

/// What became of a file.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Whether the file was parsed, and if not, why.
    pub looked_at: LookedAt,
    /// All sites, by place in the original text, then rule.
    pub findings: Vec<Finding>,
    /// From the original text to the new one: all that was applied, with the imports. Empty if nothing changes.
    pub edits: Edits,
    /// Suppression comments that suppressed nothing.
    pub unused_suppressions: Vec<TextRange>,
    /// Rounds until nothing matched.
    pub rounds: u32,
}

/// How much is told of each site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Its place, verdict and whether it was applied. The verdict may be that of the rule alone, where that is accepted.
    Verdicts,
    /// Also what reports show: its own edits, and the reasons of its verdict, for which the judge is asked.
    Reasons,
    /// Also each case of a rule that matches there and is refused, and not the first alone.
    Cases,
}

/// Whether a file was parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LookedAt {
    /// No word of any selected rule occurs in it.
    #[default]
    NoCandidate,
    /// It asks not to be looked at, by `# reskin: ignore-file`.
    Suppressed,
    /// It was parsed and searched.
    Searched,
}

/// A site as it is reported.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The id of the rule.
    pub rule: String,
    /// The 0-based case of the rule.
    pub case_idx: usize,
    /// One line: what becomes what, `os.path.exists(p) -> Path(p).exists()`.
    pub message: String,
    /// The matched code, in bytes of the original text. A site of a later round is at what it was made from.
    pub range: TextRange,
    /// What is known of it.
    pub verdict: Verdict,
    /// The reasons of the verdict.
    pub evidence: Vec<Evidence>,
    /// The edits of this site alone, imports included, against the original text; empty if refused, or if the site was
    /// found in a later round.
    pub edits: Edits,
    /// Whether it was applied.
    pub is_applied: bool,
    /// The round that found it, 1-based.
    pub round: u32,
}

/// What keeps the engine from rewriting a file; nothing is changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngineFault {
    /// CPython would reject the file; the report is made by whoever shows it.
    #[error("the file does not parse")]
    DoesNotParse,
    /// The result is not the tree that was meant: a fault of ours or of a rule.
    #[error("the result of `{rule}` at {range:?} is not the tree that was meant: {detail}")]
    Reparse {
        /// The rule, or several with commas.
        rule: String,
        /// Where, in the text of the round.
        range: TextRange,
        /// What differs.
        detail: String,
    },
    /// Rules undo each other's work.
    #[error("rules do not converge: {}", .rules.join(", "))]
    Cycle {
        /// The rules that fired in the last rounds.
        rules: Vec<String>,
    },
}

/// Says which sites are applied.
pub trait Approver: Sync {
    /// Whether `site` of `text` is applied; called in order of place, for sites that are not refused.
    fn approves(&self, site: &Site, text: &str) -> bool;
}
