//! What a site relies on, each assumption once.

use crate::rewrite::Claim;
use crate::semantic::Answer;

/// The assumptions that the rule declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assumption {
    /// No path is of bytes.
    PathsAreText,
    /// No path is the empty string.
    PathNotEmpty,
    /// No path ends in a slash.
    NoTrailingSeparator,
    /// The last part of a `join` is not empty.
    NoEmptyComponent,
    /// No path has `.` or `//` in it, where its text is seen.
    NoDotSegments,
    /// No path that is made absolute has `..` in it.
    NoParentSegments,
    /// What is asked for its folder has one.
    PathHasAFolder,
    /// Links do not lead round in a circle.
    NoSymlinkLoops,
    /// `~` stands for a folder.
    HomeIsKnown,
    /// Both separators are the same.
    RunsOnPosix,
    /// Questions are not asked of paths that the system does not take.
    OsAcceptsPath,
    /// Nobody replaces the functions of `os` and `open`.
    FileFunctionsNotPatched,
    /// No name ends in a dot.
    NoTrailingDot,
    /// No name begins with two dots.
    NotARunOfLeadingDots,
}

impl Assumption {
    /// The id in the rule file.
    fn id(self) -> &'static str {
        match self {
            Self::PathsAreText => "paths-are-text",
            Self::PathNotEmpty => "path-not-empty",
            Self::NoTrailingSeparator => "no-trailing-separator",
            Self::NoEmptyComponent => "no-empty-component",
            Self::NoDotSegments => "no-dot-segments",
            Self::NoParentSegments => "no-parent-segments",
            Self::PathHasAFolder => "path-has-a-folder",
            Self::NoSymlinkLoops => "no-symlink-loops",
            Self::HomeIsKnown => "home-is-known",
            Self::RunsOnPosix => "runs-on-posix",
            Self::OsAcceptsPath => "os-accepts-path",
            Self::FileFunctionsNotPatched => "file-functions-not-patched",
            Self::NoTrailingDot => "no-trailing-dot",
            Self::NotARunOfLeadingDots => "not-a-run-of-leading-dots",
        }
    }
}

/// What a site relies on: of several answers to one question the worst counts.
#[derive(Debug, Default)]
pub(super) struct Assumptions {
    claims: Vec<(Assumption, Answer, String)>,
}

impl Assumptions {
    /// Relies on an assumption. `because` says what the answer is about, for the user.
    pub(super) fn add(&mut self, assumption: Assumption, answer: Answer, because: impl Into<String>) {
        match self.claims.iter_mut().find(|(it, ..)| *it == assumption) {
            Some((_, known, reason)) => {
                if severity(answer) > severity(*known) {
                    *known = answer;
                    *reason = because.into();
                }
            }
            None => self.claims.push((assumption, answer, because.into())),
        }
    }

    /// The file shows that an assumption does not hold in it: where the site needs it, it fails.
    pub(super) fn object(&mut self, assumption: Assumption, because: String) {
        if self.claims.iter().any(|(it, answer, _)| *it == assumption && *answer == Answer::Unknown) {
            self.add(assumption, Answer::No, because);
        }
    }

    /// The claims of the site, in the order in which they came up.
    pub(super) fn into_claims(self) -> Vec<Claim> {
        let claim = |(assumption, answer, because): (Assumption, Answer, String)| Claim {
            id: assumption.id().to_owned(),
            claim: assumption.id().to_owned(),
            answer,
            because,
        };
        self.claims.into_iter().map(claim).collect()
    }
}

fn severity(answer: Answer) -> u8 {
    match answer {
        Answer::Yes => 0,
        Answer::Unknown => 1,
        Answer::No => 2,
    }
}
