//! Level 0 as the judge of a rewrite's sites.

use std::collections::BTreeMap;

use super::proof::{self, Source};
use crate::rewrite::{Judge, Part, Proof, Site, Verdict};
use crate::syntax::{PythonVersion, SyntaxKind, lexer};
use crate::text::TextRange;

/// Says `proved (same code)`, or `proved (normal form)`, of a site whose code before and after is the same program for
/// all versions from the target version to 3.14.
#[derive(Debug, Clone, Copy)]
pub struct CodeJudge {
    /// The target version.
    pub target: PythonVersion,
}

impl Judge for CodeJudge {
    /// Code can only be the same if it has the same names in it.
    fn wants(&self, site: &Site, text: &str) -> bool {
        matches!(site.verdict, Verdict::Proved(Proof::ByRule) | Verdict::Assumed(_))
            && has_same_names(site, text)
    }

    fn judge(&self, part: &Part<'_>) -> Vec<Verdict> {
        let before = Source::from_text(&part.before).ok();
        let verdict = |(site, after): &(&Site, String)| {
            let proof = before.as_ref().and_then(|before| self.proof(before, after));
            proof.map_or_else(|| site.verdict.clone(), Verdict::Proved)
        };
        part.sites.iter().map(verdict).collect()
    }
}

impl CodeJudge {
    fn proof(&self, before: &Source, after: &str) -> Option<Proof> {
        let after = Source::from_text(after).ok()?;
        match proof::judge(before, &after, self.target) {
            proof::Verdict::Proved(proof) if proof.normalizations.is_empty() => Some(Proof::SameCode),
            proof::Verdict::Proved(proof) => {
                Some(Proof::NormalForm(proof.normalizations.iter().map(ToString::to_string).collect()))
            }
            proof::Verdict::Unverified(_) => None,
        }
    }
}

/// Whether the code that a site writes reads and calls the names that the old code did.
fn has_same_names(site: &Site, text: &str) -> bool {
    let writes = || site.writes.iter().map(|write| &write.edit);
    let range = writes().map(|edit| edit.range).fold(site.range, TextRange::cover);
    let mut after = String::new();
    let mut at = range.start();
    for edit in writes() {
        if edit.range.start() < at {
            return false;
        }
        after.push_str(&text[TextRange::new(at, edit.range.start())]);
        after.push_str(&edit.insert);
        at = edit.range.end();
    }
    after.push_str(&text[TextRange::new(at, range.end())]);
    names(&text[range]) == names(&after)
}

/// The names of a stretch of code, with how often each stands there.
fn names(code: &str) -> BTreeMap<&str, usize> {
    let tokens = lexer::lex(code);
    let mut out = BTreeMap::new();
    for idx in 0..tokens.len() {
        // `s` in `{x!s}` is none.
        let is_conversion = idx > 0 && tokens.kind(idx - 1) == SyntaxKind::EXCLAMATION;
        if tokens.kind(idx) == SyntaxKind::NAME && !is_conversion {
            *out.entry(&code[tokens.range(idx)]).or_default() += 1;
        }
    }
    out
}
