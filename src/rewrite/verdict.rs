//! What is known of a site, and what of it is applied.

use crate::semantic::Answer;
use crate::syntax::PythonVersion;

/// What is known of a site (design: verification). Missing evidence never upgrades one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Source and target are the same program, for every version from the target version to 3.14.
    Proved(Proof),
    /// Every run agreed.
    Verified {
        /// Pairs of runs that were compared.
        runs: u32,
        /// Distinct combinations of input types among them.
        type_vectors: u32,
    },
    /// It holds under named assumptions; never empty.
    Assumed(Vec<Assumption>),
    /// There is no evidence either way.
    Unverified(Reason),
    /// An input tells source from target.
    Refuted {
        /// A runnable script that shows it.
        counterexample: String,
    },
    /// The rule's own condition keeps it from being applied.
    Refused(Refusal),
}

/// Why a site is proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// All conditions of the rule are answered *yes* and all of its assumptions are discharged.
    ByRule,
    /// Both forms compile to the same code but for locations.
    SameCode,
    /// Both forms compile to the same code after the named normalisations.
    NormalForm(Vec<String>),
}

/// An assumption that nobody discharged at a site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Assumption {
    /// Its id: of an `[[assume]]` table or shared by rules (`path-not-empty`), or `RULE/VAR.PREDICATE`.
    pub id: String,
    /// One sentence for the user.
    pub because: String,
}

/// Why a site is not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The name of the reason: a predicate (`p.type`), a declared refusal of a native (`count-mismatch`), or one of
    /// the engine's (`comment`, `encoding`, `import-shadowed`, `suppressed`, `version`, `conflict`).
    pub reason: String,
    /// One sentence for the user, with the facts.
    pub because: String,
}

/// Why a site is neither proved nor refuted by runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The part of the program was not executed.
    NotExecuted,
    /// The limit of instructions was reached.
    OutOfFuel,
    /// The code cannot be run in isolation.
    CouldNotRun(String),
}

/// Who vouches for an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VouchedBy {
    /// The configuration's `assume`.
    Project,
    /// `--assume ID`.
    CommandLine,
}

/// One line of the reasons of a verdict: `p is str   proved   annotation in line 38`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What was asked: a predicate of a variable in words, or an assumption's id.
    pub claim: String,
    /// The answer.
    pub answer: Answer,
    /// Who vouches for it, if the answer alone does not say yes.
    pub vouched_by: Option<VouchedBy>,
    /// Why the answer is what it is.
    pub because: String,
    /// An input that tells source from target where the claim does not hold.
    pub witness: Option<String>,
}

/// Which verdicts are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Acceptance {
    /// Only what is proved.
    Proved,
    /// What is proved or verified.
    Verified,
    /// Also what holds under assumptions, or has no evidence against it.
    Assumed,
    /// Also what is meant to change behavior.
    Changes,
}

impl Verdict {
    /// Whether `acceptance` applies it.
    pub fn is_accepted(&self, acceptance: Acceptance) -> bool {
        match self {
            Self::Proved(_) => true,
            Self::Verified { .. } => acceptance >= Acceptance::Verified,
            Self::Assumed(_) | Self::Unverified(_) => acceptance >= Acceptance::Assumed,
            Self::Refuted { .. } | Self::Refused(_) => false,
        }
    }

    /// The word for it in reports.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Proved(_) => "proved",
            Self::Verified { .. } => "verified",
            Self::Assumed(_) => "assumed",
            Self::Unverified(_) => "unverified",
            Self::Refuted { .. } => "refuted",
            Self::Refused(_) => "refused",
        }
    }
}

/// The versions that a verdict speaks for: from the target version to the newest that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionSpan {
    /// The oldest.
    pub from: PythonVersion,
}
