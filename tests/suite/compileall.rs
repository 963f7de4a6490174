//! `reskin compile` over small trees, as `python -m compileall` was recorded to do it by
//! `testdata/cli/compileall/record.py`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::Hasher as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use regex::Regex;
use serde_json::{Value, json};
use siphasher::sip::SipHasher13;

use crate::cases::root;

#[cfg(unix)]
#[test]
fn trees_are_compiled_as_by_compileall() {
    let text = fs::read_to_string(root().join("testdata/cli/compileall/cases.json")).unwrap();
    let recorded: Value = serde_json::from_str(&text).unwrap();
    let time = recorded["time"].as_i64().unwrap();
    for case in recorded["cases"].as_array().unwrap() {
        let scratch = tempfile::tempdir().unwrap();
        let scratch_path = scratch.path().canonicalize().unwrap();
        let tree = Tree { folder: scratch_path.join("tree"), time };
        for (path, content) in recorded["tree"].as_object().unwrap() {
            match content.as_str() {
                Some(text) => tree.write(path, text),
                None => tree.link(path, content[1].as_str().unwrap()),
            }
        }
        let steps = case["steps"].as_array().unwrap();
        let runs: Vec<Value> =
            steps.iter().filter_map(|step| tree.perform(step.as_array().unwrap())).collect();
        let found = json!({ "runs": runs, "files": tree.files() });
        assert_eq!(masked(found, &case["outcome"]), case["outcome"], "{}", case["name"]);
    }
}

/// Where CPython ended with a traceback, or found its arguments wrong, only the status is recorded.
fn masked(mut found: Value, recorded: &Value) -> Value {
    for (ours, theirs) in
        found["runs"].as_array_mut().unwrap().iter_mut().zip(recorded["runs"].as_array().unwrap())
    {
        if theirs.get("stdout").is_none() {
            *ours = json!({ "status": ours["status"] });
        }
    }
    found
}

struct Tree {
    folder: PathBuf,
    /// When files are changed, in seconds since 1970.
    time: i64,
}

#[cfg(unix)]
impl Tree {
    fn path(&self, path: &str) -> PathBuf {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
        self.mode(path, 0o644);
        self.touch(path, self.time);
    }

    fn mode(&self, path: &str, mode: u32) {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(self.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }

    fn touch(&self, path: &str, time: i64) {
        let distance = Duration::from_secs(time.unsigned_abs());
        let time: SystemTime = if time < 0 { UNIX_EPOCH - distance } else { UNIX_EPOCH + distance };
        File::open(self.path(path)).unwrap().set_modified(time).unwrap();
    }

    fn link(&self, path: &str, target: &str) {
        std::os::unix::fs::symlink(target, self.path(path)).unwrap();
    }

    /// Does one step of a case; what a run says.
    fn perform(&self, step: &[Value]) -> Option<Value> {
        let text = |idx: usize| step[idx].as_str().unwrap();
        match text(0) {
            "write" => self.write(text(1), text(2)),
            "touch" => self.touch(text(1), step[2].as_i64().unwrap()),
            "link" => self.link(text(1), text(2)),
            "folder" => fs::create_dir_all(self.folder.join(text(1))).unwrap(),
            "mode" => self.mode(text(1), u32::try_from(step[2].as_u64().unwrap()).unwrap()),
            "run" => return Some(self.run(&step[1..])),
            other => panic!("{other} is no step"),
        }
        None
    }

    /// `args` are arguments and, after them, an object of environment variables; then standard input.
    fn run(&self, args: &[Value]) -> Value {
        let n_args = args.iter().take_while(|it| it.is_string()).count();
        let mut command = Command::new("sh");
        command.args(["-c", "umask 022; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_reskin"), "compile"]);
        command.args(args[..n_args].iter().map(|it| it.as_str().unwrap()));
        for name in ["PYTHONWARNINGS", "PYTHONPATH", "PYTHONPYCACHEPREFIX", "SOURCE_DATE_EPOCH"] {
            command.env_remove(name);
        }
        if let Some(env) = args.get(n_args).and_then(Value::as_object) {
            command.envs(env.iter().map(|(name, value)| (name, value.as_str().unwrap())));
        }
        command.current_dir(&self.folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let input = args.get(n_args + 1).and_then(Value::as_str).unwrap_or_default();
        // A command that does not read its input closes it.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let done = child.wait_with_output().unwrap();
        let number = Regex::new(r"(\.pyc\.)\d+").unwrap();
        let stdout = String::from_utf8(done.stdout).unwrap();
        json!({
            "status": done.status.code(),
            "stdout": number.replace_all(&stdout, "${1}N"),
            "stderr": String::from_utf8(done.stderr).unwrap(),
        })
    }

    /// The `.pyc` files: their modes and hashes, and of hardlinks the first name.
    fn files(&self) -> Value {
        let mut files = BTreeMap::new();
        let mut names = BTreeMap::new();
        let folder = self.folder.to_str().unwrap().trim_start_matches('/');
        for path in compiled_files(&self.folder) {
            let name = path.strip_prefix(&self.folder).unwrap().to_str().unwrap().replace(folder, "FOLDER");
            let said = says(&path, &name, &mut names);
            files.insert(name, said);
        }
        json!(files)
    }
}

/// The `.pyc` files below a folder, sorted; symlinks are not followed.
fn compiled_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let mut found = Vec::new();
    for path in entries {
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            found.extend(compiled_files(&path));
        } else if path.extension().is_some_and(|it| it == "pyc") {
            found.push(path);
        }
    }
    found
}

#[cfg(unix)]
fn says(path: &Path, name: &str, names: &mut BTreeMap<u64, String>) -> String {
    use std::os::unix::fs::MetadataExt as _;
    /// `importlib.util.source_hash` of CPython 3.14.
    const KEY: u64 = 0x0a0d_0e2b;
    let meta = fs::metadata(path).unwrap();
    let other = names.entry(meta.ino()).or_insert_with(|| name.to_owned());
    if other != name {
        return format!("is {other}");
    }
    let mut hasher = SipHasher13::new_with_keys(KEY, 0);
    hasher.write(&fs::read(path).unwrap());
    let digest: String = hasher.finish().to_le_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{:o} {digest}", meta.mode() & 0o777)
}

#[test]
fn without_paths_the_import_path_is_compiled() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().canonicalize().unwrap();
    for path in ["here/a.py", "here/sub/b.py", "other/c.py"] {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), "x = 1\n").unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_reskin"));
    command
        .arg("compile")
        .current_dir(folder.join("here"))
        .env("PYTHONPATH", "../other")
        .env_remove("PYTHONPYCACHEPREFIX");
    let done = command.output().unwrap();
    assert!(done.status.success());
    let said = String::from_utf8(done.stdout).unwrap().replace(folder.to_str().unwrap(), "");
    let expected = "Listing '/here'...\nCompiling '/here/a.py'...\nListing '/here/../other'...\nCompiling '/here/../other/c.py'...\n";
    assert_eq!(said, expected);
}
