//! Parsing speed, in process, on one thread: `cargo bench --bench parse -- [FOLDER...]`.
//!
//! Reads every `.py` file below the folders (default: the test data) that parses without errors, then parses each
//! `RUNS` times and prints the best run: 10^6 bytes of source for a CPU second. The last lines are the memory that
//! all trees take together.

mod common;

use std::fs;

use cpu_time::ThreadTime;
use reskin::ast::{self, LowerOptions};
use reskin::syntax::{self, lexer};

const RUNS: usize = 5;

fn main() {
    common::on_texts(|text| syntax::parse(text).errors().is_empty(), run);
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
