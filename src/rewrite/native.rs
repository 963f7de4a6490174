//! Rust functions that rule files call by name: `let.NAME = { native = "percent_format", … }`.

use super::file::FileModel;
use super::fragment::Fragment;
use super::native_rule::NativeRule;
use super::verdict::Refusal;
use crate::ast::NodeId;
use crate::semantic::{Analysis, Answer};
use crate::syntax::PythonVersion;

/// What a metavariable is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// An expression, a statement, a keyword argument, a `with` item, …
    Node(NodeId),
    /// Any number of them, in the order of the text.
    Sequence(Vec<NodeId>),
    /// An identifier.
    Name(String),
}

/// Where a native is called.
#[derive(Debug, Clone, Copy)]
pub struct NativeContext<'a> {
    /// The file.
    pub file: &'a FileModel<'a>,
    /// What is known of its types, uses and effects.
    pub analysis: &'a Analysis<'a>,
    /// What the rule's pattern matched.
    pub matched: NodeId,
    /// The oldest version that the result must run on.
    pub target: PythonVersion,
    /// The options of the rule, by name.
    pub options: &'a [(String, String)],
}

/// What a native makes.
#[derive(Debug)]
pub struct NativeResult {
    /// The new code.
    pub fragment: Fragment,
    /// What it relied on beyond the rule's conditions, with the answers; an unknown one is an assumption of the site.
    pub claims: Vec<Claim>,
}

/// Something that a native relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The id of the assumption if it is not known to hold: declared in the rule by `[[assume]]`, or `RULE/VAR.type`.
    pub id: String,
    /// What is claimed, for the user: `name is exactly str`.
    pub claim: String,
    /// Whether it holds.
    pub answer: Answer,
    /// Why the answer is what it is.
    pub because: String,
}

/// A native: arguments in the order of the rule's `args`. It refuses with one of the reasons that the rule declares.
pub type Native = fn(&NativeContext<'_>, &[&Bound]) -> Result<NativeResult, Refusal>;

/// The natives that rules may name; made by the layer above.
#[derive(Debug, Clone, Copy)]
pub struct Natives {
    /// Functions that make trees for `let`.
    pub table: &'static [(&'static str, Native)],
    /// Functions that find whole sites.
    pub rules: &'static [(&'static str, NativeRule)],
}

impl Natives {
    /// No natives.
    pub const NONE: Self = Self { table: &[], rules: &[] };

    /// The native called `name`.
    pub fn get(self, name: &str) -> Option<Native> {
        self.table.iter().find(|(it, _)| *it == name).map(|(_, native)| *native)
    }

    /// The native rule called `name`.
    pub fn rule(self, name: &str) -> Option<NativeRule> {
        self.rules.iter().find(|(it, _)| *it == name).map(|(_, rule)| *rule)
    }
}
