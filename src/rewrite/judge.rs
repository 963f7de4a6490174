//! Who judges a site: the seam for evidence from the layers above.

use super::site::Site;
use super::verdict::Verdict;

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
    /// The file's future imports, then the statements, whole: they are of the module's own block, so that this is a
    /// program by itself.
    pub before: String,
    /// Each site, with the part after it alone is applied.
    pub sites: Vec<(&'a Site, String)>,
}

/// The judge that has the rule's word alone: conditions and assumptions as they were answered.
#[derive(Debug, Clone, Copy, Default)]
pub struct StaticJudge;

impl Judge for StaticJudge {
    fn wants(&self, _site: &Site, _text: &str) -> bool {
        false
    }

    fn judge(&self, part: &Part<'_>) -> Vec<Verdict> {
        part.sites.iter().map(|(site, _)| site.verdict.clone()).collect()
    }
}
