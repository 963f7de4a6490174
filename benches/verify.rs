//! The proof of level 0, measured: `cargo bench --bench verify -- [--seed N] [--files N] [--mutants N] [PATH...]`.
//!
//! Takes `--files` files below the paths (evenly, in sorted order; else all that are there). Each is compared with its
//! own unparsed source, of which nearly all must be proved; what is not is listed with its first difference. Then
//! `--mutants` programs in which one token is another (a number, string, operator, keyword or name) are compared with
//! their originals; each that is proved is listed with its line before and after, to be looked at: it is a fault unless
//! the change is one that nothing can observe. Prints totals, and the time that one comparison takes; a mutant depends on
//! the seed and the files alone.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use common::Random;
use reskin::ast::{LowerOptions, lower_module, unparse};
use reskin::syntax::lexer;
use reskin::syntax::{DEEP_STACK_BYTES, SyntaxKind, parse};
use reskin::verify::code::{Comparison, Program};

struct Options {
    seed: u64,
    files: usize,
    mutants: usize,
    paths: Vec<PathBuf>,
}

fn main() {
    let mut options = Options { seed: 1, files: usize::MAX, mutants: 2_000, paths: Vec::new() };
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|it| it.replace('_', "").parse::<usize>().ok());
        match argument.as_str() {
            "--seed" => options.seed = number().map_or(options.seed, |it| it as u64),
            "--files" => options.files = number().unwrap_or(options.files),
            "--mutants" => options.mutants = number().unwrap_or(options.mutants),
            // What cargo passes.
            "--bench" => {}
            path => options.paths.push(path.into()),
        }
    }
    let worker = thread::Builder::new().stack_size(DEEP_STACK_BYTES).spawn(move || run(&options));
    worker.expect("a thread can be started").join().expect("nothing panics");
}

fn run(options: &Options) {
    let mut paths = Vec::new();
    for path in &options.paths {
        collect(path, &mut paths);
    }
    paths.sort();
    let step = (paths.len() / options.files.min(paths.len()).max(1)).max(1);
    let texts: Vec<(PathBuf, String)> = paths
        .into_iter()
        .step_by(step)
        .take(options.files)
        .filter_map(|path| fs::read_to_string(&path).ok().map(|text| (path, text)))
        .filter(|(_, text)| Program::from_text(text).is_ok())
        .collect();
    unparsed(&texts);
    mutants(&texts, options);
}

fn collect(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            collect(&entry.path(), out);
        }
    } else if path.extension().is_some_and(|it| it == "py") {
        out.push(path.to_owned());
    }
}

/// The answer in a word or more, for counting.
fn kind(answer: &Comparison) -> String {
    match answer {
        Comparison::Same => "same code".to_owned(),
        Comparison::NormalForm(it) => {
            let names: Vec<String> = it.iter().map(ToString::to_string).collect();
            format!("normal form: {}", names.join(", "))
        }
        Comparison::Different(_) => "different".to_owned(),
    }
}

fn unparsed(texts: &[(PathBuf, String)]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let (mut compiling, mut comparing) = (Duration::ZERO, Duration::ZERO);
    for (path, text) in texts {
        let parsed = parse(text);
        let lowered = lower_module(&parsed, text, LowerOptions::default());
        let again = unparse(&lowered.ast);
        let began = Instant::now();
        let (Ok(before), Ok(after)) = (Program::from_text(text), Program::from_text(&again)) else {
            println!("{}: its unparsed source does not compile", path.display());
            continue;
        };
        compiling += began.elapsed();
        let began = Instant::now();
        let answer = before.compare(&after);
        comparing += began.elapsed();
        *counts.entry(kind(&answer)).or_default() += 1;
        if let Comparison::Different(it) = answer {
            println!("{}: in `{}`, line {:?}: {}", path.display(), it.code, it.line_before, it.fact);
        }
    }
    println!("{} files against their unparsed sources:", texts.len());
    for (kind, n) in counts {
        println!("  {n:6} {kind}");
    }
    println!("  {compiling:.1?} to parse and compile both, {comparing:.1?} to compare, -O and -OO included");
}

fn mutants(texts: &[(PathBuf, String)], options: &Options) {
    let mut random = Random(options.seed);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut n_made = 0;
    let n_each = options.mutants.div_ceil(texts.len().max(1));
    for (path, text) in texts {
        let Ok(before) = Program::from_text(text) else { continue };
        let tokens = lexer::lex(text);
        let mut n_left = n_each;
        // Most changes of most tokens make a program; a file with few tokens may have none left.
        for _ in 0..n_each * 20 {
            if n_left == 0 || n_made == options.mutants || tokens.is_empty() {
                break;
            }
            let range = std::ops::Range::<usize>::from(tokens.range(random.below(tokens.len())));
            let Some(new) = changed(&text[range.clone()], &mut random, text) else { continue };
            let mutant = format!("{}{new}{}", &text[..range.start], &text[range.end..]);
            let Ok(after) = Program::from_text(&mutant) else { continue };
            n_left -= 1;
            n_made += 1;
            let answer = before.compare(&after);
            *counts.entry(kind(&answer)).or_default() += 1;
            if !matches!(answer, Comparison::Different(_)) {
                let line = text[..range.start].matches('\n').count();
                let shown = |text: &str| text.split('\n').nth(line).unwrap_or_default().trim().to_owned();
                println!("{}:{}: {}", path.display(), line + 1, kind(&answer));
                println!("    - {}\n    + {}", shown(text), shown(&mutant));
            }
        }
    }
    println!("{n_made} mutants of seed {}:", options.seed);
    for (kind, n) in counts {
        println!("  {n:6} {kind}");
    }
}

const OPERATORS: &[&[&str]] = &[
    &["+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>"],
    &["<", "<=", ">", ">=", "==", "!="],
    &["+=", "-=", "*=", "/=", "|=", "&="],
    &["and", "or"],
    &["True", "False", "None"],
    &["break", "continue", "pass"],
    &["is", "=="],
    &["int", "str", "list", "tuple", "set", "len"],
];

/// Another token for this one, of its sort.
fn changed(token: &str, random: &mut Random, text: &str) -> Option<String> {
    if let Some(others) = OPERATORS.iter().find(|it| it.contains(&token)) {
        let other = others[random.below(others.len())];
        return (other != token).then(|| other.to_owned());
    }
    let first = token.chars().next()?;
    if first.is_ascii_digit() {
        return Some(format!("{token}1")).filter(|_| !token.starts_with("0x"));
    }
    if first == '#' {
        return None;
    }
    if token.ends_with(['"', '\'']) && token.len() > 1 {
        let end = if token.ends_with("\"\"\"") || token.ends_with("'''") { 3 } else { 1 };
        return Some(format!("{}x{}", &token[..token.len().checked_sub(end)?], &token[token.len() - end..]));
    }
    if token == "not" {
        return Some(String::new());
    }
    if first.is_alphabetic() && SyntaxKind::from_keyword(token).is_none() {
        // Some name of the file, or a new one.
        if random.below(2) == 0 {
            return Some(format!("{token}_"));
        }
        let tokens = lexer::lex(text);
        let other = &text[tokens.range(random.below(tokens.len()))];
        let is_name = other.starts_with(|c: char| c.is_ascii_alphabetic())
            && !other.ends_with(['"', '\''])
            && SyntaxKind::from_keyword(other).is_none();
        return (is_name && other != token).then(|| other.to_owned());
    }
    None
}
