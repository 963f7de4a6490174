//! What is known of a rule before its file is read.

use std::borrow::Cow;

use super::super::rule_file::{Level, RuleFile, RuleFileErrors, Text, load};
use crate::syntax::PythonVersion;

/// A shipped rule, as the build script lists it.
#[derive(Debug)]
struct Shipped {
    file: &'static str,
    id: &'static str,
    title: &'static str,
    sets: &'static [&'static str],
    tags: &'static [&'static str],
    requires: &'static [&'static str],
    min_minor: Option<u8>,
    max_minor: Option<u8>,
    level: Level,
    tier: u8,
    prefilter: &'static [&'static str],
    text: &'static str,
}

static SHIPPED: &[Shipped] = include!(concat!(env!("OUT_DIR"), "/shipped_rules.rs"));

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is part of reskin.
    Shipped,
    /// It is in a folder of the project.
    Local,
    /// It is a `rename` of the configuration.
    Rename,
}

/// What is known of a rule before its file is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Its id.
    pub id: String,
    /// What becomes what.
    pub title: String,
    /// The sets that it names, its home first.
    pub sets: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Distributions that the project must depend on.
    pub requires: Vec<String>,
    /// The oldest target version for which one of its cases is there.
    pub min_version: Option<PythonVersion>,
    /// The newest target version.
    pub max_version: Option<PythonVersion>,
    /// The mildest level of its cases.
    pub level: Level,
    /// See [`RuleFile::tier`].
    pub tier: u8,
    /// Words of which one occurs in any file that it changes.
    pub prefilter: Vec<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// Its file as it is shown.
    pub file: String,
    /// The text of its file.
    pub text: Cow<'static, str>,
}

impl Listing {
    /// The listing of a rule that is read already.
    pub fn of(file: &RuleFile, origin: Origin) -> Self {
        let texts = |texts: &[Text]| texts.iter().map(|it| it.value.clone()).collect();
        Self {
            id: file.id().to_owned(),
            title: file.header.title.value.clone(),
            sets: texts(&file.header.sets),
            tags: texts(&file.header.tags),
            requires: texts(&file.header.requires),
            min_version: file.min_version(),
            max_version: file.header.max_version,
            level: file.mildest_level(),
            tier: file.tier(),
            prefilter: file.prefilter(),
            origin,
            file: file.name.clone(),
            text: Cow::Owned(file.source.clone()),
        }
    }

    /// Reads the file. A shipped one was checked when reskin was built.
    pub fn load(&self) -> Result<RuleFile, RuleFileErrors> {
        load(&self.file, &self.text)
    }

    /// Whether code for `target` may contain its replacement.
    pub fn is_for(&self, target: PythonVersion) -> bool {
        self.min_version.is_none_or(|min| min <= target) && self.max_version.is_none_or(|max| target <= max)
    }
}

/// The listings of all shipped rules.
pub(super) fn shipped() -> impl Iterator<Item = Listing> {
    let owned = |texts: &[&str]| texts.iter().map(|it| (*it).to_owned()).collect();
    SHIPPED.iter().map(move |it| Listing {
        id: it.id.to_owned(),
        title: it.title.to_owned(),
        sets: owned(it.sets),
        tags: owned(it.tags),
        requires: owned(it.requires),
        min_version: it.min_minor.and_then(PythonVersion::new),
        max_version: it.max_minor.and_then(PythonVersion::new),
        level: it.level,
        tier: it.tier,
        prefilter: owned(it.prefilter),
        origin: Origin::Shipped,
        file: it.file.to_owned(),
        text: Cow::Borrowed(it.text),
    })
}
