//! Parsing speed of reskin and its peers, on the same files, in one process, on one thread.
//!
//! `cargo run --release --manifest-path benches/peers/Cargo.toml -- FOLDER...` reads every `.py` file below the
//! folders that reskin parses without errors, gives each parser all of them in turn, `RUNS` times round, drops every
//! result, and prints the median of each: 10^6 bytes of source for a CPU second.

use std::hint::black_box;
use std::path::PathBuf;
use std::{env, fs, thread};

use cpu_time::ThreadTime;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 5;

/// A parser's name and what it does with a text; `true` if it accepted it.
type Peer = (&'static str, fn(&str) -> bool);

const PEERS: &[Peer] = &[
    ("reskin, lossless tree", |text| reskin::syntax::parse(text).errors().is_empty()),
    ("ruff, tokens and AST", |text| ruff_python_parser::parse_module(text).is_ok()),
    ("tree-sitter-python, tree", tree_sitter),
    ("libcst native, tree", |text| libcst_native::parse_module(text, None).is_ok()),
];

fn tree_sitter(text: &str) -> bool {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_python::LANGUAGE.into()).expect("the grammar fits the library");
    parser.parse(text, None).is_some_and(|tree| !tree.root_node().has_error())
}

fn main() {
    let deep = thread::Builder::new().stack_size(reskin::syntax::DEEP_STACK_BYTES);
    deep.spawn(run).expect("a thread can be started").join().expect("the comparison runs through");
}

fn run() {
    let texts = read(env::args().skip(1).map(Into::into).collect());
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} files, {bytes} bytes", texts.len());
    let mut seconds = vec![Vec::new(); PEERS.len()];
    let mut accepted = vec![0; PEERS.len()];
    for _ in 0..RUNS {
        for (idx, (_, parse)) in PEERS.iter().enumerate() {
            let began = ThreadTime::now();
            accepted[idx] = texts.iter().filter(|text| black_box(parse(text))).count();
            seconds[idx].push(began.elapsed().as_secs_f64());
        }
    }
    for (idx, (name, _)) in PEERS.iter().enumerate() {
        seconds[idx].sort_by(f64::total_cmp);
        let rate = bytes as f64 / 1e6 / seconds[idx][RUNS / 2];
        println!("{name}: {rate:.1} MB per CPU second, {} accepted", accepted[idx]);
    }
}

/// The texts below `open` that reskin accepts, and so, nearly all, its peers.
fn read(mut open: Vec<PathBuf>) -> Vec<String> {
    let mut texts = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
        } else if path.extension().is_some_and(|it| it == "py")
            && let Ok(text) = fs::read_to_string(&path)
            && reskin::syntax::parse(&text).errors().is_empty()
        {
            texts.push(text);
        }
    }
    texts
}
