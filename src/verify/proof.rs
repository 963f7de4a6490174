//! What level 0 says of a pair of files, and for which versions of Python.
//!
//! Equal code is CPython 3.14's. It is evidence for an older version only where nothing that was changed is treated
//! differently by it: `data/version-differences.toml` lists what is, and a [`Proof`] names the versions that it
//! speaks for. Looked at are the constructs on lines that differ, in both files: what stands unchanged in both is the
//! same to any version. Of versions before 3.8 nothing was measured, so nothing is said; and none is spoken for whose
//! grammar lacks what either file uses.

use std::sync::OnceLock;

use super::changes::changed_ranges;
use super::code::{Comparison, Difference, Normalization, Program, ProgramError};
use crate::semantic::version_differences::{
    BearsOn, OLDEST_MEASURED, Subject, VersionDifference, constructs, version_differences,
};
use crate::syntax::{FeatureUse, Parse, PythonVersion, features, parse};
use crate::text::TextRange;

/// A file as a proof wants it.
#[derive(Debug)]
pub struct Source {
    text: String,
    parse: Parse,
    program: Program,
    /// What of it the fewest versions can read.
    newest: OnceLock<Option<FeatureUse>>,
}

impl Source {
    /// `program` is the compiled `parse`, which is the tree of `text`.
    pub fn new(text: &str, parse: Parse, program: Program) -> Self {
        Self { text: text.to_owned(), parse, program, newest: OnceLock::new() }
    }

    /// Parses and compiles a text.
    pub fn from_text(text: &str) -> Result<Self, ProgramError> {
        let parse = parse(text);
        let program = Program::from_outline(parse.outline(), text)?;
        Ok(Self::new(text, parse, program))
    }

    fn newest_feature(&self) -> Option<FeatureUse> {
        let find = || features(&self.parse.syntax_node()).into_iter().max_by_key(|it| it.feature.since());
        *self.newest.get_or_init(find)
    }
}

/// What level 0 says.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// It is the same program.
    Proved(Proof),
    /// It may be, but its code is another, or the proof is not one for the version that was asked for.
    Unverified(Reason),
}

/// Why nothing is proved.
#[derive(Debug, Clone)]
pub enum Reason {
    /// The code differs.
    Different(Box<Difference>),
    /// The code is the same on 3.14, which does not tell of the version that was asked for.
    Version(Proof),
}

/// That two files are the same program, and to whom.
#[derive(Debug, Clone)]
pub struct Proof {
    /// What was done to the code before it was equal; nothing if it is the same code.
    pub normalizations: Vec<Normalization>,
    /// The oldest version that it speaks for, as it does for all from there to 3.14.
    pub since: PythonVersion,
    /// What keeps it from speaking for older ones, the newest first.
    pub limits: Vec<Limit>,
}

/// What keeps a proof from speaking for a version.
#[derive(Debug, Clone)]
pub enum Limit {
    /// Versions treat a construct on a changed line differently.
    Difference {
        /// How.
        difference: &'static VersionDifference,
        /// Whether it was found in the file after the change, or only in the one before.
        in_after: bool,
        /// Where, in bytes of that file's text.
        range: TextRange,
    },
    /// One of the files uses what older versions cannot read.
    Syntax {
        /// The first version that can.
        since: PythonVersion,
        /// What, as [`Feature::name`](crate::syntax::Feature::name) says.
        feature: &'static str,
    },
}

impl Limit {
    /// The first version from which on it does not count.
    pub fn until(&self) -> PythonVersion {
        match self {
            Self::Difference { difference, .. } => difference.until,
            Self::Syntax { since, .. } => *since,
        }
    }
}

/// Judges a pair of files, for all versions from `target` to 3.14. A `before` serves any number of `after`s.
///
/// It recurses as deep as the files nest; see [`Program`].
pub fn judge(before: &Source, after: &Source, target: PythonVersion) -> Verdict {
    let normalizations = match before.program.compare(&after.program) {
        Comparison::Same => Vec::new(),
        Comparison::NormalForm(it) => it,
        Comparison::Different(it) => return Verdict::Unverified(Reason::Different(it)),
    };
    let limits = limits(before, after);
    let since = limits.iter().map(Limit::until).fold(OLDEST_MEASURED, PythonVersion::max);
    let proof = Proof { normalizations, since, limits };
    if since > target.min(PythonVersion::REFERENCE) {
        return Verdict::Unverified(Reason::Version(proof));
    }
    Verdict::Proved(proof)
}

fn limits(before: &Source, after: &Source) -> Vec<Limit> {
    let mut out: Vec<Limit> = Vec::new();
    let [ranges_before, ranges_after] = changed_ranges(&before.text, &after.text);
    for (source, ranges, in_after) in [(after, ranges_after, true), (before, ranges_before, false)] {
        for (construct, range) in constructs(&source.parse.syntax_node(), &ranges) {
            let found = version_differences().iter().filter(|it| {
                it.bears_on == BearsOn::EqualCode && it.subject == Subject::Construct(construct)
            });
            for difference in found {
                let is_known = |it: &Limit| matches!(it, Limit::Difference { difference: known, .. } if known.id == difference.id);
                if !out.iter().any(is_known) {
                    out.push(Limit::Difference { difference, in_after, range });
                }
            }
        }
    }
    out.extend(newest_syntax(before, after));
    out.sort_by_key(|it| std::cmp::Reverse(it.until()));
    out
}

/// The newest of what either file uses.
fn newest_syntax(before: &Source, after: &Source) -> Option<Limit> {
    let both = [before, after].into_iter().filter_map(Source::newest_feature);
    let newest = both.max_by_key(|it| it.feature.since())?;
    let since = newest.feature.since();
    (since > OLDEST_MEASURED).then(|| Limit::Syntax { since, feature: newest.feature.name() })
}
