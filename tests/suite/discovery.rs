//! Which files `check` looks at: git's ignore files, exclusions, links.

use std::fs;
use std::path::Path;

use crate::cli::reskin;

/// A folder with these files; each holds a site, unless its content is given behind `=`.
fn tree(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let (name, content) = file.split_once('=').unwrap_or((file, "IOError\n"));
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if !name.ends_with('/') {
            fs::write(path, content).unwrap();
        }
    }
    folder
}

/// The files with findings, in the order in which they are shown.
fn looked_at(folder: &Path, args: &[&str]) -> Vec<String> {
    let mut command = reskin(folder);
    command.args(["check", "--quiet", "--output-format", "concise"]).args(args);
    let done = command.output().unwrap();
    assert_eq!(String::from_utf8(done.stderr).unwrap(), "", "{args:?}");
    let lines = String::from_utf8(done.stdout).unwrap();
    lines.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

#[test]
fn paths_are_sorted_by_their_parts_for_any_number_of_threads() {
    let folder = tree(&["b/x.py", "a.py", "b.py", "b/a/z.py", "a/c.py", "b-c.py"]);
    let expected = ["a/c.py", "a.py", "b/a/z.py", "b/x.py", "b-c.py", "b.py"];
    for jobs in ["-j1", "-j2", "-j7"] {
        assert_eq!(looked_at(folder.path(), &[jobs]), expected);
    }
}

#[test]
fn the_deepest_ignore_file_decides() {
    let folder = tree(&[
        ".git/info/exclude=private.py\n",
        ".gitignore=gen_*.py\n/out/\n*.tmp.py\n",
        "a.py",
        "gen_a.py",
        "out/a.py",
        "private.py",
        "sub/.gitignore=!gen_b.py\n!private.py\nlocal.py\n",
        "sub/gen_a.py",
        "sub/gen_b.py",
        "sub/local.py",
        "sub/out/a.py",
        "sub/private.py",
        "sub/deep/local.py",
    ]);
    assert_eq!(looked_at(folder.path(), &[]), ["a.py", "sub/gen_b.py", "sub/out/a.py", "sub/private.py"]);
    // From within a folder those above it count too; what is named is taken.
    assert_eq!(looked_at(&folder.path().join("sub"), &[]), ["gen_b.py", "out/a.py", "private.py"]);
    assert_eq!(looked_at(folder.path(), &["gen_a.py", "out"]), ["gen_a.py", "out/a.py"]);
    assert_eq!(looked_at(folder.path(), &["--no-respect-gitignore"]).len(), 10);
}

#[test]
fn the_users_own_ignore_file_counts_within_repositories() {
    let folder =
        tree(&[".git/HEAD=", ".config/git/ignore=scratch*\n", "a.py", "scratch.py", "scratch2/a.py"]);
    assert_eq!(looked_at(folder.path(), &[]), ["a.py"]);
}

#[test]
fn outside_of_a_repository_nothing_is_ignored_and_one_within_another_starts_afresh() {
    let folder = tree(&[".gitignore=a.py\n", "a.py"]);
    assert_eq!(looked_at(folder.path(), &[]), ["a.py"]);
    let folder =
        tree(&[".git/HEAD=", ".gitignore=a.py\n", "a.py", "module/.git=gitdir: ../x\n", "module/a.py"]);
    assert_eq!(looked_at(folder.path(), &[]), ["module/a.py"]);
}

#[test]
fn exclusions() {
    let folder = tree(&[
        "a.py",
        "node_modules/x.py",
        "sub/build/x.py",
        ".venv/lib/x.py",
        "gen/x.py",
        "sub/gen/x.py",
        "sub/legacy.py",
    ]);
    let at = |args: &[&str]| looked_at(folder.path(), args);
    assert_eq!(at(&[]), ["a.py", "gen/x.py", "sub/gen/x.py", "sub/legacy.py"]);
    assert_eq!(at(&["--exclude", "gen"]), ["a.py", "sub/legacy.py"]);
    assert_eq!(at(&["--exclude", "sub/gen,legacy.*"]), ["a.py", "gen/x.py"]);
    assert_eq!(at(&["--exclude", "*/x.py"]), ["a.py", "sub/gen/x.py", "sub/legacy.py"]);
    // What is given by name is taken, unless that is turned off.
    assert_eq!(at(&["sub/build/x.py", "node_modules"]), ["node_modules/x.py", "sub/build/x.py"]);
    assert_eq!(at(&["--force-exclude", "sub/build/x.py", "a.py"]), ["a.py"]);
}

#[test]
fn a_folder_that_is_called_as_an_excluded_one_above_the_project_excludes_nothing() {
    let folder = tree(&["build/project/reskin.toml=", "build/project/a.py"]);
    let project = folder.path().join("build/project");
    assert_eq!(looked_at(&project, &["--force-exclude", "a.py"]), ["a.py"]);
    assert_eq!(looked_at(&project, &[]), ["a.py"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_no_file_comes_twice() {
    use std::os::unix::fs::symlink;
    let folder = tree(&["a/x.py", "b/y.py"]);
    symlink("../a", folder.path().join("b/loop")).unwrap();
    symlink("..", folder.path().join("a/up")).unwrap();
    symlink("x.py", folder.path().join("a/link.py")).unwrap();
    symlink("nowhere.py", folder.path().join("a/broken.py")).unwrap();
    assert_eq!(looked_at(folder.path(), &[]), ["a/x.py", "b/y.py"]);
    assert_eq!(looked_at(folder.path(), &["b/loop"]), ["b/loop/x.py"]);
    assert_eq!(looked_at(folder.path(), &["a/link.py", "a/x.py", "b/loop/x.py"]), ["a/link.py"]);
}
