//! Level 0 as the judge of a rewrite's sites.
//!
//! Sites of one part of a file are tried together first, and by halves where that fails: most of those that can be proved
//! at all stand beside others, and a part with a thousand sites is not compiled a thousand times.

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
        let text = part.before();
        let mut verdicts: Vec<Verdict> = part.sites.iter().map(|site| site.verdict.clone()).collect();
        if let Ok(before) = Source::from_text(&text) {
            let mut search = Search { target: self.target, part, before, budget: MOST_COMPILED * text.len() };
            let all: Vec<usize> = (0..part.sites.len()).collect();
            search.prove(&all, &mut verdicts);
        }
        verdicts
    }
}

/// How often a part is compiled at most.
const MOST_COMPILED: usize = 32;

/// The search for the sites of a part that leave its code as it is.
struct Search<'a> {
    target: PythonVersion,
    part: &'a Part<'a>,
    before: Source,
    /// Bytes of source that may still be compiled.
    budget: usize,
}

impl Search<'_> {
    /// Proves sites together, or else each half of them.
    fn prove(&mut self, sites: &[usize], verdicts: &mut [Verdict]) {
        if sites.is_empty() || self.budget == 0 {
            return;
        }
        match self.part.after(sites).and_then(|after| self.proof(&after)) {
            Some(proof) => {
                sites.iter().for_each(|idx| verdicts[*idx] = Verdict::Proved(proof.clone()));
            }
            None if sites.len() > 1 => {
                let (left, right) = sites.split_at(sites.len() / 2);
                self.prove(left, verdicts);
                self.prove(right, verdicts);
            }
            None => {}
        }
    }

    fn proof(&mut self, after: &str) -> Option<Proof> {
        self.budget = self.budget.saturating_sub(after.len());
        let after = Source::from_text(after).ok()?;
        match proof::judge(&self.before, &after, self.target) {
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
