//! A place where a rule fired, and what it would change there.

use super::verdict::{Evidence, Verdict};
use crate::text::{TextEdit, TextRange};

/// A place where a rule fired (design: rewriting).
///
/// Its writes are applied all or not at all. Import edits are no part of it: they are computed from the set of sites
/// that is applied, because any subset may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The id of the rule.
    pub rule: String,
    /// The 0-based case of the rule that matched.
    pub case_idx: usize,
    /// The matched node, in bytes of the text that the site was found in.
    pub range: TextRange,
    /// The edits: sorted by start, disjoint, in bytes of the same text.
    pub writes: Vec<Write>,
    /// Ranges whose state it relied on; a site that writes there conflicts with it.
    pub reads: Vec<TextRange>,
    /// Qualified names that the new text needs, at the places where it names them.
    pub imports: Vec<ImportNeed>,
    /// Builtins that the new text names and that nothing hides but imports which are to go with the site.
    pub unhides: Vec<String>,
    /// Modules or symbols that the rule makes superfluous: `os`, `functools.lru_cache`.
    pub releases: Vec<String>,
    /// What is known of it.
    pub verdict: Verdict,
    /// The reasons of the verdict, in the order in which they are shown.
    pub evidence: Vec<Evidence>,
}

/// One edit of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// The edit. Where the text names something by a qualified name, it holds a placeholder that the importer spells:
    /// see [`ImportNeed::at`].
    pub edit: TextEdit,
}

/// A qualified name that new text mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportNeed {
    /// The name: `pathlib.Path`, `datetime.timezone`.
    pub qualified: String,
    /// Which write mentions it, 0-based.
    pub write_idx: usize,
    /// Where the name is to be spelled, in bytes of that write's new text; the text there is the qualified name itself.
    pub at: TextRange,
}
