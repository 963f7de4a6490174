//! The seam to the engine: what the command line asks of it.

mod engine;
#[cfg(test)]
pub(super) mod fake;
pub(super) mod tested;

pub(super) use self::engine::Shared;

use std::path::Path;
use std::sync::Arc;

use super::config::{ConfigError, Settings};
use crate::rewrite::{Approver, Detail, EngineFault, Outcome};
use crate::text::SourceFile;

/// Finds and applies rules, with the settings of a folder.
pub(super) trait Rewriter: Send + Sync {
    /// The sites of a file, and the edits of those that `approver` lets through. `off` are the rules, by ids, sets,
    /// tags and globs, that are not used in this file.
    fn rewrite(
        &self,
        path: &Path,
        file: &SourceFile,
        off: &[&str],
        detail: Detail,
        approver: &dyn Approver,
    ) -> Result<Outcome, EngineFault>;

    /// The one-line title of a rule.
    fn title(&self, rule: &str) -> Option<String>;

    /// What each case of a rule looks for, a line each: its pattern, or the name of its function.
    fn cases(&self, rule: &str) -> Vec<String>;
}

/// The engine for files with these settings. A selection that means nothing is an error of the configuration.
pub(super) fn for_settings(
    settings: &Settings,
    shared: &mut Shared,
) -> Result<Arc<dyn Rewriter>, ConfigError> {
    Ok(Arc::new(engine::EngineRewriter::new(settings, shared)?))
}
