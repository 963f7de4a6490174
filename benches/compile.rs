//! Compiling speed by stage, in process, on one thread: `cargo bench --bench compile -- [FOLDER...]`.
//!
//! Reads every `.py` file below the folders (default: the test data) that compiles, then takes each as far as a stage
//! and prints the best of `RUNS` runs: 10^6 bytes of source for a CPU second up to the end of the stage, and what the
//! stage itself adds, in nanoseconds for a byte. Reading and writing of files are not in it.

mod common;

use std::time::Duration;

use cpu_time::ThreadTime;
use reskin::ast::{self, LowerOptions, OptimizeLevel};
use reskin::bytecode::CodeObject;
use reskin::bytecode::pyc::{Provenance, Pyc};
use reskin::compiler::{self, Options};
use reskin::semantic::{self, ScopeOptions};
use reskin::syntax::{self, lexer};

const RUNS: usize = 5;

/// A name, and what takes a text that far.
type Stage = (&'static str, fn(&str) -> usize);

/// Each does all that the stages before it do.
const STAGES: &[Stage] = &[
    ("tokens", |text| lexer::lex(text).len()),
    ("outline", |text| syntax::outline(text).errors().len()),
    ("AST", |text| ast::parse_module(text).errors.len()),
    ("preprocessed AST", |text| preprocessed(text).ast.count::<ast::Expr>()),
    ("scopes", scopes),
    ("code objects", |text| compile(text).map_or(0, |code| code.consts.len())),
    (".pyc", pyc),
];

fn main() {
    common::on_texts(|text| syntax::outline(text).errors().is_empty() && compile(text).is_some(), run);
}

fn run(texts: &[String]) {
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} files, {bytes} bytes", texts.len());
    let mut before = Duration::ZERO;
    for (name, work) in STAGES {
        let best = best_time(|| texts.iter().map(|text| work(text)).sum());
        let own = best.saturating_sub(before).as_secs_f64() * 1e9 / bytes as f64;
        let speed = bytes as f64 / 1e6 / best.as_secs_f64();
        println!("{name:>16}: {speed:6.1} MB per CPU second, {own:5.1} ns per byte of its own");
        before = best;
    }
}

fn best_time(work: impl Fn() -> usize) -> Duration {
    let times = (0..RUNS).map(|_| {
        let began = ThreadTime::now();
        std::hint::black_box(work());
        began.elapsed()
    });
    times.min().unwrap_or_default()
}

fn preprocessed(text: &str) -> ast::Lowered {
    let mut lowered = ast::lower_module(&syntax::outline(text), text, LowerOptions::default());
    std::hint::black_box(ast::finally_exits(&lowered.ast));
    lowered.ast.preprocess(OptimizeLevel::Zero);
    lowered
}

fn scopes(text: &str) -> usize {
    let mut lowered = preprocessed(text);
    let model = semantic::analyze(&mut lowered.ast, lowered.root, text, ScopeOptions::default());
    model.map_or(0, |model| model.scopes.iter().count())
}

fn compile(text: &str) -> Option<CodeObject> {
    let mut lowered = ast::parse_module(text);
    let compiled = compiler::compile(&mut lowered.ast, lowered.root, text, &Options::new("bench.py"));
    compiled.code.ok()
}

fn pyc(text: &str) -> usize {
    let Some(code) = compile(text) else { return 0 };
    let provenance = Provenance::Timestamp { seconds: 0, size: 0 };
    Pyc { provenance, code: code.into() }.write().map_or(0, |bytes| bytes.len())
}
