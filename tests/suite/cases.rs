//! Test cases as data: `### name` sections of a text file, and outputs that bless themselves.

use std::fs;
use std::path::{Path, PathBuf};

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below `dir` whose names end in `.ending`, sorted.
pub(crate) fn files(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let Ok(entries) = fs::read_dir(dir) else { return out };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            out.extend(files(&path, ending));
        } else if path.extension().is_some_and(|it| it == ending) {
            out.push(path);
        }
    }
    out
}

/// Fails with the first difference if the file at `path` is not `text`; with `UPDATE_EXPECT` writes it instead.
pub(crate) fn expect_file(path: &Path, text: &str) {
    let old = fs::read_to_string(path).unwrap_or_default();
    if old == text {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return;
    }
    let line_idx = old.lines().zip(text.lines()).take_while(|(a, b)| a == b).count();
    panic!(
        "{}:{}: expected {:?}, found {:?} (UPDATE_EXPECT=1 blesses)",
        path.display(),
        line_idx + 1,
        old.lines().nth(line_idx).unwrap_or("the end"),
        text.lines().nth(line_idx).unwrap_or("the end"),
    );
}

/// The `### name` sections of a text: names, and what stands below each.
pub(crate) fn sections(text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix("### ") {
            out.push((name.trim_end().to_owned(), String::new()));
        } else if let Some((_, body)) = out.last_mut() {
            body.push_str(line);
        }
    }
    out
}

/// Runs `check` with the stack of the command line's thread, which the deepest trees need.
pub(crate) fn on_deep_stack(check: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(reskin::syntax::DEEP_STACK_BYTES);
    thread.spawn(check).unwrap().join().unwrap();
}
