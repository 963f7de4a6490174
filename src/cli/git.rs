//! What git is asked: which lines changed, and to commit.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context as _, bail};

use super::discover::{Found, repository_root};

/// Lines of a file, 1-based.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lines {
    /// The file is new.
    All,
    /// Half-open, sorted, disjoint.
    Some(Vec<Range<u32>>),
}

impl Lines {
    pub(super) fn contains(&self, line: u32) -> bool {
        match self {
            Self::All => true,
            Self::Some(ranges) => {
                let after = ranges.partition_point(|it| it.end <= line);
                ranges.get(after).is_some_and(|it| it.contains(&line))
            }
        }
    }
}

/// The lines that differ from a commit, by file.
#[derive(Debug, Default)]
pub(super) struct ChangedLines {
    by_file: HashMap<PathBuf, Lines>,
}

impl ChangedLines {
    /// What differs from the commit `base` in the repositories that hold `found`.
    pub(super) fn since(base: &str, found: &[Found]) -> anyhow::Result<Self> {
        let mut changed = Self::default();
        let mut roots: Vec<PathBuf> = Vec::new();
        let mut known_folders: HashSet<&Path> = HashSet::new();
        for folder in found.iter().filter_map(|it| it.absolute.parent()) {
            if known_folders.insert(folder) {
                match repository_root(folder) {
                    Some(root) if !roots.contains(&root) => roots.push(root),
                    Some(_) => {}
                    None => bail!("{} is in no git repository", folder.display()),
                }
            }
        }
        for root in roots {
            changed.add_repository(&root, base)?;
        }
        Ok(changed)
    }

    /// The lines of `file`, which is absolute; `None` if it has not changed.
    pub(super) fn of(&self, file: &Path) -> Option<&Lines> {
        self.by_file.get(file)
    }

    fn add_repository(&mut self, root: &Path, base: &str) -> anyhow::Result<()> {
        // What the user has configured for the eye of people is turned off.
        let diff = [
            "-c",
            "core.quotePath=false",
            "diff",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "-U0",
            base,
            "--",
        ];
        for (file, ranges) in parse_hunks(&git(root, diff)?.stdout) {
            self.by_file.insert(root.join(file), Lines::Some(ranges));
        }
        let untracked = git(root, ["ls-files", "--others", "--exclude-standard", "-z"])?;
        for name in untracked.stdout.split(|byte| *byte == 0).filter(|it| !it.is_empty()) {
            self.by_file.insert(root.join(path_of(name)), Lines::All);
        }
        Ok(())
    }
}

/// The new lines of each file of a diff without context.
fn parse_hunks(diff: &[u8]) -> Vec<(PathBuf, Vec<Range<u32>>)> {
    let mut files: Vec<(PathBuf, Vec<Range<u32>>)> = Vec::new();
    // Lines of a hunk that are still to come: they may look like headers.
    let mut left = 0;
    for line in diff.split(|byte| *byte == b'\n') {
        if left > 0 && matches!(line.first(), Some(b'+' | b'-')) {
            left -= 1;
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            let name = unquoted(name.strip_suffix(b"\t").unwrap_or(name));
            if let Some(name) = name.strip_prefix(b"b/") {
                files.push((path_of(name), Vec::new()));
            }
        } else if let Some((old, new)) = hunk_ranges(line) {
            left = old.len() + new.len();
            if let Some((_, ranges)) = files.last_mut()
                && !new.is_empty()
            {
                ranges.push(new);
            }
        }
    }
    files
}

/// The ranges of `@@ -a,b +c,d @@`.
fn hunk_ranges(line: &[u8]) -> Option<(Range<u32>, Range<u32>)> {
    let line = std::str::from_utf8(line.strip_prefix(b"@@ -")?.split(|byte| *byte == b'@').next()?).ok()?;
    let (old, new) = line.trim().split_once(" +")?;
    let range = |text: &str| -> Option<Range<u32>> {
        let (start, len) = text.split_once(',').unwrap_or((text, "1"));
        let (start, len): (u32, u32) = (start.parse().ok()?, len.parse().ok()?);
        Some(start..start.checked_add(len)?)
    };
    Some((range(old)?, range(new)?))
}

/// A name without the quotes and escapes that git gives unusual ones.
fn unquoted(name: &[u8]) -> Vec<u8> {
    let Some(inner) = name.strip_prefix(b"\"").and_then(|it| it.strip_suffix(b"\"")) else {
        return name.to_vec();
    };
    let mut out = Vec::new();
    let mut bytes = inner.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        match bytes.next() {
            Some(digit @ b'0'..=b'3') => {
                let rest = [bytes.next().unwrap_or(b'0'), bytes.next().unwrap_or(b'0')];
                let octal =
                    [digit, rest[0], rest[1]].iter().fold(0_u32, |it, d| it * 8 + u32::from(d - b'0'));
                out.push(octal as u8);
            }
            Some(b'n') => out.push(b'\n'),
            Some(b't') => out.push(b'\t'),
            Some(b'r') => out.push(b'\r'),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

/// Whether there is anything that is not committed: staged, or changed in a file that is tracked.
pub(super) fn is_dirty(root: &Path) -> anyhow::Result<bool> {
    let status = git(root, ["status", "--porcelain", "--untracked-files=no"])?;
    Ok(!status.stdout.is_empty())
}

/// Commits `files`, and nothing else.
pub(super) fn commit(root: &Path, files: &[&Path], message: &str) -> anyhow::Result<()> {
    let mut args: Vec<&OsStr> = ["commit", "--quiet", "--message", message, "--"].map(OsStr::new).to_vec();
    args.extend(files.iter().map(|it| it.as_os_str()));
    git(root, args)?;
    Ok(())
}

/// Runs git in `folder`; what it says on failure is the error.
fn git<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> anyhow::Result<Output> {
    let output = Command::new("git").arg("-C").arg(folder).args(args).output().context("cannot run git")?;
    if !output.status.success() {
        bail!("git: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_lines_of_a_diff() {
        let diff =
            b"diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n@@ -1,0 +2,2 @@ def f():\n+a\n++++ b/y\n\
            @@ -9 +11 @@\n-b\n+c\n@@ -20,2 +21,0 @@\n-d\n-e\n\
            diff --git a/gone.py b/gone.py\n--- a/gone.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n\
            --- /dev/null\n+++ \"b/\\303\\251 \\\"q.py\"\n@@ -0,0 +1 @@\n+x\n";
        let found = parse_hunks(diff);
        assert_eq!(found[0], (PathBuf::from("x.py"), vec![2..4, 11..12]));
        assert_eq!(found[1].0, PathBuf::from("é \"q.py"));
        assert_eq!(found[1].1.first(), Some(&(1..2)));
        assert_eq!(found.len(), 2);
        let lines = Lines::Some(vec![2..4, 11..12]);
        let inside: Vec<u32> = (0..20).filter(|line| lines.contains(*line)).collect();
        assert_eq!(inside, [2, 3, 11]);
    }
}
