//! What git ignores: a stack of `.gitignore` files, one a folder.
//!
//! The deepest file that has a word on a path decides; within a file, the last pattern. Below all of them come the
//! repository's `info/exclude` and the user's global file. A repository within a repository starts afresh, and outside
//! of one nothing is ignored, as git has it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder, gitconfig_excludes_path};

/// The matchers of a folder and of those around it.
#[derive(Debug, Default)]
pub(super) struct IgnoreStack {
    levels: Vec<Level>,
}

/// A folder on the way from the top.
#[derive(Debug, Clone)]
struct Level {
    own: Option<Arc<Gitignore>>,
    /// Of the whole repository around the folder: `info/exclude`, then the global file.
    shared: Option<Arc<[Gitignore; 2]>>,
    /// The level at which the repository starts.
    start: usize,
}

impl IgnoreStack {
    /// The stack for the folder above `folder`, which is absolute.
    pub(super) fn above(folder: &Path) -> Self {
        let mut stack = Self::default();
        let Some(parent) = folder.parent() else { return stack };
        let Some(root) = repository_root(parent) else { return stack };
        let below_root: Vec<_> = parent.ancestors().take_while(|it| it.starts_with(&root)).collect();
        for folder in below_root.into_iter().rev() {
            stack.push(folder);
        }
        stack
    }

    pub(super) fn len(&self) -> usize {
        self.levels.len()
    }

    /// Leaves all folders but the `len` upper ones.
    pub(super) fn truncate(&mut self, len: usize) {
        self.levels.truncate(len);
    }

    /// Enters `folder`.
    pub(super) fn push(&mut self, folder: &Path) {
        let (shared, start) = if folder.join(".git").exists() {
            (Some(Arc::new(shared_matchers(folder))), self.levels.len())
        } else {
            self.levels.last().map_or((None, 0), |it| (it.shared.clone(), it.start))
        };
        let own = shared.as_ref().and_then(|_| matcher(folder, &folder.join(".gitignore")));
        self.levels.push(Level { own: own.map(Arc::new), shared, start });
    }

    /// Whether git ignores `path`, which is in the folder that was entered last.
    pub(super) fn is_ignored(&self, path: &Path, is_folder: bool) -> bool {
        let Some(last) = self.levels.last() else { return false };
        let Some(shared) = &last.shared else { return false };
        let own = self.levels[last.start..].iter().rev().filter_map(|it| it.own.as_deref());
        for matcher in own.chain(shared.iter()) {
            match matcher.matched(path, is_folder) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }
}

/// The folder of the repository around `folder`: the nearest with a `.git`.
pub(in crate::cli) fn repository_root(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|it| it.join(".git").exists()).map(Path::to_owned)
}

/// `info/exclude` of the repository at `root`, and the user's global file.
fn shared_matchers(root: &Path) -> [Gitignore; 2] {
    let exclude = git_folder(root).join("info/exclude");
    let of = |file: &Path| matcher(root, file).unwrap_or_else(Gitignore::empty);
    [of(&exclude), gitconfig_excludes_path().map_or_else(Gitignore::empty, |it| of(&it))]
}

/// Where git keeps what the work trees of a repository share: `.git` is a file in all but the first of them.
fn git_folder(root: &Path) -> PathBuf {
    let entry = root.join(".git");
    let Ok(text) = fs::read_to_string(&entry) else { return entry };
    let Some(target) = text.strip_prefix("gitdir:") else { return entry };
    let folder = root.join(target.trim());
    match fs::read_to_string(folder.join("commondir")) {
        Ok(common) => folder.join(common.trim()),
        Err(_) => folder,
    }
}

/// The patterns of `file`, relative to `folder`; a line that is no pattern is no pattern for git either.
fn matcher(folder: &Path, file: &Path) -> Option<Gitignore> {
    if !file.is_file() {
        return None;
    }
    let mut builder = GitignoreBuilder::new(folder);
    let _ = builder.add(file);
    builder.build().ok().filter(|it| !it.is_empty())
}
