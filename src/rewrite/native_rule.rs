//! Rules whose places and edits a function in Rust finds: `[[rewrite]] native = "…"`.

use super::file::FileModel;
use super::fragment::Fragment;
use super::native::Claim;
use super::verdict::Refusal;
use crate::ast::NodeId;
use crate::semantic::Analysis;
use crate::syntax::PythonVersion;
use crate::text::{TextEdit, TextRange};

/// What a native rule is given.
#[derive(Clone, Copy)]
pub struct NativeRuleContext<'a> {
    /// The file.
    pub file: &'a FileModel<'a>,
    /// What is known of its types, uses and effects.
    pub analysis: &'a Analysis<'a>,
    /// The oldest version that the result must run on.
    pub target: PythonVersion,
    /// The options of the rule, by name.
    pub options: &'a [(String, String)],
}

/// A change of the tree: new code in the place of a node, or nothing.
#[derive(Debug, Clone)]
pub struct Change {
    /// The node.
    pub node: NodeId,
    /// What takes its place; none where it goes with its comma.
    pub fragment: Option<Fragment>,
}

/// A place that a native rule found.
#[derive(Debug)]
pub struct NativeSite {
    /// Where it is reported.
    pub node: NodeId,
    /// What changes, all or nothing.
    pub changes: Vec<Change>,
    /// Edits that leave the tree as it is, of prefixes or comments, say.
    pub writes: Vec<TextEdit>,
    /// Ranges whose state it relied on.
    pub reads: Vec<TextRange>,
    /// What it relied on, with the answers.
    pub claims: Vec<Claim>,
    /// Why it is not applied, if it is not.
    pub refusal: Option<Refusal>,
}

impl NativeSite {
    /// A site that changes what `changes` says, and relies on nothing.
    pub fn new(node: NodeId, changes: Vec<Change>) -> Self {
        let (writes, reads, claims) = (Vec::new(), Vec::new(), Vec::new());
        Self { node, changes, writes, reads, claims, refusal: None }
    }

    /// A site that is not applied.
    pub fn refused(node: NodeId, refusal: Refusal) -> Self {
        Self { refusal: Some(refusal), ..Self::new(node, Vec::new()) }
    }
}

/// Finds all sites of a rule in a file, in the order of the text.
pub type NativeRule = fn(&NativeRuleContext<'_>) -> Vec<NativeSite>;
