//! Who judges a site: the seam for evidence from the layers above.

use super::site::Site;
use super::verdict::Verdict;
use crate::text::{TextEdit, TextRange};

/// Gives the verdicts of sites, in the light of the code before and after each alone is applied.
///
/// A judge never downgrades a refusal, and never upgrades without evidence.
pub trait Judge: Sync {
    /// Whether the judge can say more of a site of `text` than the site's own verdict, so that it is worth asking.
    fn wants(&self, site: &Site, text: &str) -> bool;

    /// The verdicts of the sites of a part, one each.
    fn judge(&self, part: &Part<'_>) -> Vec<Verdict>;
}

/// Statements of a module, and sites in them.
#[derive(Debug)]
pub struct Part<'a> {
    /// The file's future imports, a line each.
    pub future: &'a str,
    /// The text of the file.
    pub text: &'a str,
    /// The statements, whole: they are of the module's own block, so that this is a program by itself.
    pub range: TextRange,
    /// The sites, which write nowhere else.
    pub sites: Vec<&'a Site>,
}

impl Part<'_> {
    /// The program before.
    pub fn before(&self) -> String {
        format!("{}{}\n", self.future, &self.text[self.range])
    }

    /// The program after some of the sites, by their 0-based indices; none if two of them write at the same place.
    pub fn after(&self, sites: &[usize]) -> Option<String> {
        let mut edits: Vec<&TextEdit> =
            sites.iter().flat_map(|idx| &self.sites[*idx].writes).map(|write| &write.edit).collect();
        edits.sort_by_key(|edit| edit.range.start());
        let mut out = self.future.to_owned();
        let mut at = self.range.start();
        for edit in edits {
            if edit.range.start() < at {
                return None;
            }
            out.push_str(&self.text[TextRange::new(at, edit.range.start())]);
            out.push_str(&edit.insert);
            at = edit.range.end();
        }
        out.push_str(&self.text[TextRange::new(at, self.range.end())]);
        out.push('\n');
        Some(out)
    }
}

/// The judge that has the rule's word alone: conditions and assumptions as they were answered.
#[derive(Debug, Clone, Copy, Default)]
pub struct StaticJudge;

impl Judge for StaticJudge {
    fn wants(&self, _site: &Site, _text: &str) -> bool {
        false
    }

    fn judge(&self, part: &Part<'_>) -> Vec<Verdict> {
        part.sites.iter().map(|site| site.verdict.clone()).collect()
    }
}
