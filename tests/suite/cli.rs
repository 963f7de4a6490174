//! The program as it is run: transcripts as data, and what takes a pipe or a device.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::cases::{expect_file, root, sections};
use crate::text::unescape_bytes;

/// The program, in `folder`, with nothing of the user's own settings.
pub(crate) fn reskin(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reskin"));
    command.current_dir(folder).env_remove("PYTHONWARNINGS").env_remove("NO_COLOR");
    command.env("HOME", folder).env_remove("XDG_CONFIG_HOME").env_remove("CLICOLOR_FORCE");
    command
}

#[test]
fn commands_answer_as_in_the_transcripts() {
    for name in ["transcripts.txt", "rewriting.txt", "configuration.txt"] {
        check_transcripts(&root().join("testdata/cli").join(name));
    }
}

fn check_transcripts(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let mut found = text[..text.find("### ").unwrap()].to_owned();
    for (name, case) in sections(&text) {
        if name.starts_with("-> ") {
            continue;
        }
        let (done, changed) = run(&case);
        let status = done.status.code().unwrap();
        found.push_str(&format!("### {name}\n{case}### -> {status}\n"));
        found.push_str(&escaped_lines("1|", &done.stdout));
        found.push_str(&escaped_lines("2|", &done.stderr));
        for (file, bytes) in changed {
            found.push_str(&escaped_lines(&format!("{file}|"), &bytes));
        }
    }
    expect_file(path, &found);
}

/// Runs the command line of a case in a folder that holds its files, and finds those that differ then. Words of the
/// command line are parted by blanks; `%` stands for a blank within one.
fn run(case: &str) -> (Output, Vec<(String, Vec<u8>)>) {
    let folder = tempfile::tempdir().unwrap();
    let (mut args, mut stdin, mut files) = (Vec::new(), Vec::new(), Vec::new());
    for line in case.lines() {
        if let Some(command) = line.strip_prefix("$ reskin ") {
            args = command.split(' ').map(|it| it.replace('%', " ")).collect();
        } else if let Some((file, bytes)) = line.split_once(':') {
            let bytes = unescape_bytes(bytes.trim_start());
            if file == "stdin" {
                stdin = bytes;
            } else {
                let path = folder.path().join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, &bytes).unwrap();
                files.push((file.to_owned(), bytes));
            }
        }
    }
    let piped = || Stdio::piped();
    let mut command = reskin(folder.path());
    let mut child = command.args(args).stdin(piped()).stdout(piped()).stderr(piped()).spawn().unwrap();
    // A command that does not read its input closes it.
    let _ = child.stdin.take().unwrap().write_all(&stdin);
    let done = child.wait_with_output().unwrap();
    let now = |file: &str| fs::read(folder.path().join(file)).unwrap_or_default();
    let changed = files.into_iter().map(|(file, old)| (now(&file), file, old));
    let changed = changed.filter(|(new, _, old)| new != old).map(|(new, file, _)| (file, new)).collect();
    (done, changed)
}

fn escaped_lines(mark: &str, bytes: &[u8]) -> String {
    let escaped = |line: &[u8]| -> String {
        line.iter()
            .map(|byte| match byte {
                b' '..=b'[' | b']'..=b'~' => char::from(*byte).to_string(),
                byte => format!("\\x{byte:02x}"),
            })
            .collect()
    };
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').map(|line| match line.strip_suffix(b"\n") {
        Some(line) => format!("{mark}{}\n", escaped(line)),
        None => format!("{mark}{}\\\n", escaped(line)),
    });
    lines.collect()
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x.py"), "x = [1, 2, 3]\n".repeat(50_000)).unwrap();
    for command in ["tokens", "cst", "ast", "unparse"] {
        let mut child = reskin(folder.path())
            .args([command, "x.py"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert_eq!((done.status.code(), done.stderr), (Some(0), Vec::new()), "{command}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x.py"), "x = 1\n").unwrap();
    for command in ["tokens", "cst", "ast", "unparse"] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let done = reskin(folder.path()).args([command, "x.py"]).stdout(full).output().unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(1), "{command}");
        assert!(
            said.starts_with("reskin: ") && said.contains("No space left on device"),
            "{command}: {said}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_name_that_is_no_utf_8_is_shown_as_cpython_shows_it() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let name = OsStr::from_bytes(b"\xff.py");
    fs::write(folder.path().join(name), "x = = 1\n").unwrap();
    let done = reskin(folder.path()).arg("ast").arg(name).output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.starts_with("  File \"\\udcff.py\", line 1\n"), "{said}");
}
