//! Who judges a site: the seam for evidence from the layers above.

use super::site::Site;
use super::verdict::Verdict;

/// Gives the verdict of a site, in the light of the text before and after it alone is applied.
///
/// A judge never downgrades a refusal, and never upgrades without evidence.
pub trait Judge: Sync {
    /// The verdict of `site`; `before` and `after` are whole files.
    fn judge(&self, site: &Site, before: &str, after: &str) -> Verdict;

    /// Whether the judge can say more than the site's own verdict, so that `after` is worth making.
    fn wants(&self, site: &Site) -> bool;
}

/// The judge that has the rule's word alone: conditions and assumptions as they were answered.
#[derive(Debug, Clone, Copy, Default)]
pub struct StaticJudge;

impl Judge for StaticJudge {
    fn judge(&self, site: &Site, _before: &str, _after: &str) -> Verdict {
        site.verdict.clone()
    }

    fn wants(&self, _site: &Site) -> bool {
        false
    }
}
