//! Rewriting: rule files, patterns, conditions, templates, imports, comments, and the engine that brings them to a
//! fixpoint.
//!
//! In goes the text of a file and a set of rules; out comes every *site* where a rule fired, with its verdict, and the
//! edits of those that are accepted. All sites of a round are found on one immutable tree, rules return edits and never
//! change trees, and after every round the result is parsed again and compared with the tree that was meant.
//!
//! A file's own code is reached through its abstract tree: quotes, parentheses, white space and adjacent literals
//! make no difference there. What is written goes back through the tokens, so that all bytes without a reason to
//! change stay.
//!
//! What the engine needs from the layers above is handed down: natives by a registry of names, judgement by [`Judge`].

pub mod rule_file;
pub mod rule_set;

pub mod pattern;

pub mod file;
pub mod matcher;
pub mod template_string;

pub mod condition;

pub mod fragment;
pub mod native;
pub mod native_rule;
mod place;
mod reread;

pub mod rule;

pub mod importer;
mod layout;
mod meant;

pub mod engine;

pub mod judge;
pub mod outcome;
pub mod site;
pub mod verdict;

pub use file::FileModel;
pub use fragment::{Fill, Fragment, Piece};
pub use importer::{ImportOptions, ImportPlan, ImportStyle, ImportedName, NameKind};
pub use judge::{Judge, Part, StaticJudge};
pub use matcher::{Bindings, Matched, Matcher, NoSignatures, Signatures, StubSignatures};
pub use native::{Bound, Claim, Native, NativeContext, NativeResult, Natives};
pub use native_rule::{Change, NativeRule, NativeRuleContext, NativeSite};
pub use outcome::{Approver, Detail, EngineFault, Finding, LookedAt, Outcome};
pub use pattern::{MetaVar, Pattern, PatternError, PatternKind};
pub use rule::{Head, Rule};
pub use site::{ImportNeed, Site, Write};
pub use verdict::{Acceptance, Assumption, Evidence, Proof, Reason, Refusal, Verdict, VouchedBy};
