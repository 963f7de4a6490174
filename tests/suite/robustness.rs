//! What goes wrong around files: each is named, none keeps the others from being done, and no file is half written.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::cli::reskin;

const SITE: &str = "try: pass\nexcept IOError: pass\n";
const FIXED: &str = "try: pass\nexcept OSError: pass\n";

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_huge_file_is_skipped_with_its_size_and_the_limit() {
    let folder = folder_with(&[("a.py", SITE)]);
    let huge = File::create(folder.path().join("huge.py")).unwrap();
    huge.set_len((256 << 20) + 1).unwrap();
    let done = reskin(folder.path()).args(["fix", "."]).output().unwrap();
    let said = said(&done);
    assert!(
        said.contains("huge.py: skipped, too large: 268435457 bytes, the limit is 268435456\n"),
        "{said}"
    );
    assert!(said.contains("2 files: 1 changed, 1 skipped (too large)\n"), "{said}");
    assert_eq!((done.status.code(), text(folder.path(), "a.py").as_str()), (Some(0), FIXED));
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_is_named() {
    // The kernel refuses to read this file, whoever asks.
    let folder = folder_with(&[("a.py", SITE)]);
    let done = reskin(folder.path()).args(["fix", "a.py", "/proc/self/mem"]).output().unwrap();
    assert!(said(&done).contains("/proc/self/mem: cannot read it: "), "{}", said(&done));
    assert_eq!((done.status.code(), text(folder.path(), "a.py").as_str()), (Some(1), FIXED));
}

#[cfg(unix)]
#[test]
fn files_and_folders_without_permission_are_named() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    let folder = folder_with(&[("a.py", SITE), ("closed.py", SITE)]);
    let mode = |name: &str, mode| {
        fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    fs::create_dir(folder.path().join("locked")).unwrap();
    mode("", 0o755);
    mode("a.py", 0o644);
    mode("closed.py", 0o000);
    mode("locked", 0o000);
    // A copy that anybody may run: folders above the built program may be closed.
    let program = folder.path().join("reskin-copy");
    fs::copy(env!("CARGO_BIN_EXE_reskin"), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = Command::new(&program);
    command.current_dir(folder.path()).env("HOME", "/nowhere").args([
        "check",
        "--output-format",
        "concise",
        ".",
    ]);
    // Root reads what it likes.
    if fs::metadata(&program).unwrap().uid() == 0 {
        command.uid(65_534).gid(65_534);
    }
    let done = command.output().unwrap();
    mode("locked", 0o755);
    let said = said(&done);
    assert!(said.contains("closed.py: cannot read it: Permission denied"), "{said}");
    assert!(said.contains("locked: cannot read it: Permission denied"), "{said}");
    assert!(said.contains("1 would change, 2 failed"), "{said}");
    assert_eq!(String::from_utf8(done.stdout).unwrap(), "a.py:2:8: proved ioerror-alias\n");
    assert_eq!(done.status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_not_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder_with(&[("a.py", SITE), ("fixed.py", SITE)]);
    fs::set_permissions(folder.path().join("a.py"), fs::Permissions::from_mode(0o444)).unwrap();
    let done = reskin(folder.path()).args(["fix", "."]).output().unwrap();
    assert!(said(&done).contains("a.py: cannot write it: it is read-only\n"), "{}", said(&done));
    assert_eq!((done.status.code(), text(folder.path(), "a.py").as_str()), (Some(1), SITE));
    assert_eq!(text(folder.path(), "fixed.py"), FIXED);
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_names_stay_names_of_one_file() {
    use std::os::unix::fs::{MetadataExt as _, symlink};
    let folder = folder_with(&[("real.py", SITE), ("one.py", SITE)]);
    let at = |name: &str| folder.path().join(name);
    symlink("real.py", at("link.py")).unwrap();
    fs::hard_link(at("one.py"), at("two.py")).unwrap();
    let done = reskin(folder.path()).args(["fix", "link.py", "one.py"]).output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert!(fs::symlink_metadata(at("link.py")).unwrap().is_symlink());
    assert_eq!((text(folder.path(), "real.py"), text(folder.path(), "two.py")), (FIXED.into(), FIXED.into()));
    assert_eq!(fs::metadata(at("one.py")).unwrap().ino(), fs::metadata(at("two.py")).unwrap().ino());
}

#[cfg(unix)]
#[test]
fn a_link_to_itself_is_named() {
    let folder = folder_with(&[]);
    std::os::unix::fs::symlink("loop.py", folder.path().join("loop.py")).unwrap();
    let done = reskin(folder.path()).args(["check", "loop.py"]).output().unwrap();
    assert!(
        said(&done).contains("loop.py: cannot read it: Too many levels of symbolic links"),
        "{}",
        said(&done)
    );
    assert_eq!(done.status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_files_as_they_are() {
    let big = format!("{}{SITE}", "x = 1\n".repeat(20_000));
    let folder = folder_with(&[("big.py", &big), ("small.py", SITE)]);
    fs::hard_link(folder.path().join("big.py"), folder.path().join("other_name.py")).unwrap();
    let mut command = Command::new("sh");
    command.current_dir(folder.path()).env("HOME", folder.path());
    command.args(["-c", "ulimit -f 8; exec \"$0\" fix big.py small.py", env!("CARGO_BIN_EXE_reskin")]);
    let done = command.output().unwrap();
    let said = said(&done);
    assert!(said.contains("big.py: cannot write it: File too large"), "{said}");
    assert!(said.contains("it is left as it is\n"), "{said}");
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(text(folder.path(), "big.py"), big);
    assert_eq!(text(folder.path(), "small.py"), FIXED);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "no temporary file is left");
}

/// Starts `fix -i`, does something once it asks, then answers yes to everything.
fn while_it_asks(folder: &Path, args: &[&str], act: impl FnOnce()) -> (Option<i32>, String) {
    let mut command = reskin(folder);
    command
        .args(["fix", "-i"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let mut heard = Vec::new();
    err.read_until(b'?', &mut heard).unwrap();
    act();
    let mut answers = child.stdin.take().unwrap();
    answers.write_all(b"a\na\na\na\na\n").unwrap();
    drop(answers);
    err.read_to_end(&mut heard).unwrap();
    (child.wait().unwrap().code(), String::from_utf8(heard).unwrap())
}

#[test]
fn a_file_that_changes_meanwhile_is_left() {
    let folder = folder_with(&[("a.py", SITE), ("b.py", SITE)]);
    let theirs = format!("{SITE}# theirs\n");
    let (status, said) = while_it_asks(folder.path(), &["."], || {
        fs::write(folder.path().join("a.py"), &theirs).unwrap();
    });
    assert!(said.contains("a.py: it changed while it was worked on, and is left as it is\n"), "{said}");
    assert_eq!(status, Some(1));
    assert_eq!((text(folder.path(), "a.py"), text(folder.path(), "b.py")), (theirs, FIXED.into()));
}

#[test]
fn a_file_that_vanishes_is_named_and_not_made_again() {
    let folder = folder_with(&[("a.py", SITE), ("b.py", SITE), ("c.py", SITE)]);
    let (status, said) = while_it_asks(folder.path(), &["."], || {
        fs::remove_file(folder.path().join("a.py")).unwrap();
        fs::remove_file(folder.path().join("b.py")).unwrap();
    });
    assert!(said.contains("a.py: cannot write it: No such file"), "{said}");
    assert!(said.contains("b.py: cannot read it: No such file"), "{said}");
    assert_eq!((status, text(folder.path(), "c.py").as_str()), (Some(1), FIXED));
    assert!(!folder.path().join("a.py").exists() && !folder.path().join("b.py").exists());
}

#[cfg(unix)]
#[test]
fn lines_are_edited_in_the_users_editor() {
    let folder = folder_with(&[("a.py", SITE)]);
    let mut command = reskin(folder.path());
    command
        .args(["fix", "-i", "a.py"])
        .env_remove("VISUAL")
        .env("EDITOR", "sed -i 's/OSError/(OSError, KeyError)/'");
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"e\n").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(text(folder.path(), "a.py"), FIXED.replace("OSError", "(OSError, KeyError)"));
}

#[test]
fn nothing_is_read_or_written_where_the_configuration_is_wrong() {
    let folder = folder_with(&[("a.py", SITE), ("reskin.toml", "selekt = []\n")]);
    let done = reskin(folder.path()).args(["fix", "--diff-file", "undo.diff", "."]).output().unwrap();
    assert_eq!(said(&done), "reskin: reskin.toml:1: unknown key `selekt`, did you mean `select`?\n");
    assert_eq!((done.status.code(), text(folder.path(), "a.py").as_str()), (Some(2), SITE));
    assert!(!folder.path().join("undo.diff").exists());
}

#[test]
fn output_is_the_same_for_any_number_of_threads() {
    let folder = folder_with(&[]);
    for nth in 0..200 {
        let content = if nth % 3 == 0 { SITE.repeat(nth % 7 + 1) } else { "x = 1\n".repeat(nth) };
        fs::write(folder.path().join(format!("f{nth}.py")), content).unwrap();
    }
    for format in ["full", "json", "sarif"] {
        let run = |jobs: &str| {
            let mut command = reskin(folder.path());
            let done = command.args(["check", "-j", jobs, "--output-format", format]).output().unwrap();
            (done.stdout, done.stderr)
        };
        let one = run("1");
        assert!(!one.0.is_empty());
        assert!(one == run("2") && one == run("8"), "{format}");
    }
}

/// Runs git in a folder with nothing of the user's settings.
fn git(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1");
    let who = ["-c", "user.name=n", "-c", "user.email=e@example.invalid", "-c", "init.defaultBranch=main"];
    let done = command.args(who).args(args).output().unwrap();
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn a_diff_is_what_git_apply_takes_and_takes_back() {
    let folder =
        folder_with(&[("a b.py", SITE), ("crlf.py", "IOError\r\nx"), ("end.py", "x\n\n\n\n\nIOError")]);
    git(folder.path(), &["init", "--quiet"]);
    let diff = reskin(folder.path()).args(["diff", "."]).output().unwrap().stdout;
    let kept = folder.path().join("kept.diff");
    fs::write(&kept, &diff).unwrap();
    git(folder.path(), &["apply", "kept.diff"]);
    assert_eq!(
        (text(folder.path(), "a b.py"), text(folder.path(), "crlf.py")),
        (FIXED.into(), "OSError\r\nx".into())
    );
    git(folder.path(), &["apply", "-R", "kept.diff"]);
    let done = reskin(folder.path()).args(["fix", "--diff-file", "undo.diff", "."]).output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(fs::read(folder.path().join("undo.diff")).unwrap(), diff);
    git(folder.path(), &["apply", "-R", "undo.diff"]);
    assert_eq!(
        (text(folder.path(), "a b.py"), text(folder.path(), "end.py")),
        (SITE.into(), "x\n\n\n\n\nIOError".into())
    );
}

#[test]
fn only_lines_that_differ_from_a_commit_are_touched() {
    let folder = folder_with(&[("a.py", "IOError\n1\n2\n3\n"), ("same.py", SITE)]);
    let done = reskin(folder.path()).args(["fix", "--diff-base", "HEAD", "."]).output().unwrap();
    assert!(said(&done).ends_with("is in no git repository\n"), "{}", said(&done));
    assert_eq!(done.status.code(), Some(2));
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "a.py", "same.py"]);
    git(folder.path(), &["commit", "--quiet", "-m", "one"]);
    fs::write(folder.path().join("a.py"), "IOError\n1\n2\n3\nIOError\n").unwrap();
    fs::write(folder.path().join("new.py"), SITE).unwrap();
    let done = reskin(folder.path()).args(["fix", "--diff-base", "HEAD", "."]).output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert_eq!(text(folder.path(), "a.py"), "IOError\n1\n2\n3\nOSError\n");
    assert_eq!((text(folder.path(), "same.py"), text(folder.path(), "new.py")), (SITE.into(), FIXED.into()));
    let done = reskin(folder.path()).args(["fix", "--diff-base", "nowhere", "."]).output().unwrap();
    assert!(said(&done).starts_with("reskin: --diff-base nowhere: git: "), "{}", said(&done));
    assert_eq!(done.status.code(), Some(2));
}

#[test]
fn a_commit_for_each_rule() {
    let folder = folder_with(&[
        ("a.py", SITE),
        ("b.py", "import os\n\nIOError, os.path.exists(p)\n"),
        ("c.py", "x\n"),
    ]);
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["config", "user.name", "n"]);
    git(folder.path(), &["config", "user.email", "e@example.invalid"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "-m", "one"]);
    let fix = || {
        let select = ["--extend-select", "os-path-exists"];
        let fix = ["fix", "--commit-per-rule", "--accept", "assumed", "."];
        reskin(folder.path()).args(fix).args(select).output().unwrap()
    };
    let done = fix();
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let log = git(folder.path(), &["log", "--reverse", "--format=%s", "--name-only"]);
    let commits = "one\n\na.py\nb.py\nc.py\nIOError -> OSError\n\na.py\nb.py\nos.path.exists(p) -> Path(p).exists()\n\nb.py\n";
    assert_eq!(log, commits);
    assert_eq!(text(folder.path(), "b.py"), "from pathlib import Path\n\nOSError, Path(p).exists()\n");
    fs::write(folder.path().join("c.py"), "y\n").unwrap();
    let done = fix();
    assert!(said(&done).contains("there are changes that are not committed"), "{}", said(&done));
    assert_eq!(done.status.code(), Some(2));
}
