//! Parsing speed, in process, on one thread: `cargo bench --bench parse -- [FOLDER...]`.
//!
//! Reads every `.py` file below the folders (default: the test data) that parses without errors, then parses each
//! `RUNS` times and prints the best run: 10^6 bytes of source for a CPU second. The last lines are the memory that
//! all trees take together.

use std::path::{Path, PathBuf};
use std::{env, fs, thread};

use cpu_time::ThreadTime;
use reskin::ast::{self, LowerOptions};
use reskin::syntax::{self, lexer};

const RUNS: usize = 5;

fn main() {
    let work = || {
        let mut folders: Vec<PathBuf> =
            env::args().skip(1).filter(|arg| !arg.starts_with('-')).map(Into::into).collect();
        if folders.is_empty() {
            folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata"));
        }
        run(&read(&folders));
    };
    let deep = thread::Builder::new().stack_size(syntax::DEEP_STACK_BYTES);
    deep.spawn(work).expect("a thread can be started").join().expect("the benchmark runs through");
}

/// The texts below `folders` that parse.
fn read(folders: &[PathBuf]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut open: Vec<PathBuf> = folders.to_vec();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
        } else if path.extension().is_some_and(|it| it == "py")
            && let Ok(text) = fs::read_to_string(&path)
            && syntax::parse(&text).errors().is_empty()
        {
            texts.push(text);
        }
    }
    texts
}

fn run(texts: &[String]) {
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} files, {bytes} bytes", texts.len());
    measure("tokens", bytes, || texts.iter().map(|text| lexer::lex(text).len()).sum());
    measure("tree", bytes, || texts.iter().map(|text| syntax::parse(text).errors().len()).sum());
    measure("tree and AST", bytes, || texts.iter().map(|text| abstract_tree(text)).sum());
    memory(texts, bytes);
}

fn abstract_tree(text: &str) -> usize {
    let parse = syntax::parse(text);
    ast::lower_module(&parse, text, LowerOptions::default()).errors.len()
}

fn measure(name: &str, bytes: usize, work: impl Fn() -> usize) {
    let best = (0..RUNS)
        .map(|_| {
            let began = ThreadTime::now();
            std::hint::black_box(work());
            began.elapsed()
        })
        .min()
        .unwrap_or_default();
    println!("{name}: {:.1} MB per CPU second", bytes as f64 / 1e6 / best.as_secs_f64());
}

/// Resident memory of all trees, held at once, per byte of source.
fn memory(texts: &[String], bytes: usize) {
    let Some(before) = resident_bytes() else { return };
    let trees: Vec<_> = texts.iter().map(|text| syntax::parse(text)).collect();
    let Some(after) = resident_bytes() else { return };
    println!(
        "{} trees held: {:.2} bytes per byte of source",
        trees.len(),
        (after - before) as f64 / bytes as f64
    );
}

/// Linux's resident set of this process.
fn resident_bytes() -> Option<usize> {
    let statm = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = statm.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * 4096)
}
