//! Damaged Python in great number: `cargo bench --bench mutate -- [--compile] [--seed N] [--count N] [PATH...]`.
//!
//! Takes stretches of real files (below the paths, or those that the variable `MUTATE_PATHS` names with colons between;
//! else the test data), and deletes, doubles, swaps and replaces characters, tokens and lines, or splices two stretches.
//! Every mutant must have a tree with its own text, and lowering, unparsing and CPython's report must come back,
//! within `--limit-ms`. Prints each failure with the number that makes it again (`--only NUMBER`) and the file that holds
//! it, then a summary line; exits 1 if anything failed. A mutant depends on the seed, its number and the files alone.
//!
//! With `--compile` whole statements are changed, and more gently, so that many mutants are still Python, and those are
//! compiled at one of the three levels, marshalled, read again and disassembled.

mod common;

use std::collections::HashMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

use common::Random;
use reskin::ast::{self, LowerOptions, Lowered, OptimizeLevel};
use reskin::bytecode::pyc::{Provenance, Pyc};
use reskin::bytecode::{DisassemblyOptions, disassemble};
use reskin::compiler::{self, InputKind};
use reskin::syntax::{self, SyntaxKind, lexer, report};

/// Mutants are stretches of at most so many bytes before they are changed: small ones find as much and go faster.
const MAX_STRETCH: usize = 1_500;
/// What a mutant of whole statements has at most: one function or class is often longer than a stretch.
const MAX_STATEMENTS: usize = 4_000;
/// How many failures of one sort are shown.
const MAX_SHOWN: usize = 5;

fn main() {
    let options = Options::from_arguments();
    let files = read(&options.paths);
    if files.is_empty() {
        eprintln!("mutate: no Python files below {:?}", options.paths);
        process::exit(2);
    }
    let bytes: usize = files.iter().map(String::len).sum();
    println!("{} files, {bytes} bytes, seed {}", files.len(), options.seed);
    let run = Arc::new(Run::new(options, files));
    run.silence_panics();
    let began = Instant::now();
    let workers: Vec<_> = (0..run.options.threads).map(|idx| run.clone().start_worker(idx)).collect();
    run.clone().start_watch();
    for worker in workers {
        worker.join().expect("a worker catches every panic");
    }
    run.summarize(began.elapsed());
}

struct Options {
    seed: u64,
    count: usize,
    only: Option<usize>,
    limit: Duration,
    threads: usize,
    compiles: bool,
    paths: Vec<PathBuf>,
}

impl Options {
    fn from_arguments() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let mut options = Self {
            seed: 1,
            count: 1_000_000,
            only: None,
            limit: Duration::from_millis(2_000),
            threads: cores,
            compiles: false,
            paths: Vec::new(),
        };
        let mut arguments = env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut number = || arguments.next().and_then(|it| it.replace('_', "").parse::<u64>().ok());
            match argument.as_str() {
                "--seed" => options.seed = number().unwrap_or(options.seed),
                "--count" => options.count = number().map_or(options.count, |it| it as usize),
                "--only" => options.only = number().map(|it| it as usize),
                "--limit-ms" => options.limit = number().map_or(options.limit, Duration::from_millis),
                "--threads" => options.threads = number().map_or(options.threads, |it| it.max(1) as usize),
                "--compile" => options.compiles = true,
                // What cargo passes.
                "--bench" => {}
                path => options.paths.push(path.into()),
            }
        }
        if options.paths.is_empty() {
            options.paths = match env::var_os("MUTATE_PATHS") {
                Some(paths) => env::split_paths(&paths).collect(),
                None => vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")],
            };
        }
        options
    }
}

/// The Python files below `paths`, and the test data, which holds Python too.
fn read(paths: &[PathBuf]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut open = paths.to_vec();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let mut entries: Vec<_> =
                fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
            entries.sort();
            open.extend(entries);
        } else if path.extension().is_some_and(|it| it == "py" || it == "txt")
            && let Ok(text) = fs::read_to_string(&path)
            && !text.is_empty()
        {
            texts.push(text);
        }
    }
    texts
}

/// What all threads share.
struct Run {
    options: Options,
    files: Vec<String>,
    next: AtomicUsize,
    /// For each worker, the number of its mutant plus one, and when it began, in microseconds after `began`.
    current: Vec<(AtomicUsize, AtomicU64)>,
    began: Instant,
    slowest: Mutex<(Duration, usize)>,
    /// What failed, and the numbers of the mutants.
    failures: Mutex<HashMap<String, Vec<usize>>>,
    parsed: AtomicUsize,
    compiled: AtomicUsize,
}

impl Run {
    fn new(options: Options, files: Vec<String>) -> Self {
        let current = (0..options.threads).map(|_| Default::default()).collect();
        Self {
            options,
            files,
            next: AtomicUsize::new(0),
            current,
            began: Instant::now(),
            slowest: Mutex::default(),
            failures: Mutex::default(),
            parsed: AtomicUsize::new(0),
            compiled: AtomicUsize::new(0),
        }
    }

    /// A panic is kept with its place as a failure of the mutant, not printed.
    fn silence_panics(self: &Arc<Self>) {
        let run = self.clone();
        panic::set_hook(Box::new(move |info| {
            let place =
                info.location().map_or_else(String::new, |it| format!(" at {}:{}", it.file(), it.line()));
            // A check may panic on a thread of its own, so all workers are candidates.
            let numbers = run.current.iter().map(|(number, _)| number.load(Ordering::Relaxed));
            for number in numbers.filter(|number| *number > 0 && run.options.threads == 1) {
                run.fail(format!("panic{place}"), number - 1);
            }
        }));
    }

    fn start_worker(self: Arc<Self>, idx: usize) -> thread::JoinHandle<()> {
        let deep = thread::Builder::new().stack_size(syntax::DEEP_STACK_BYTES);
        deep.spawn(move || self.work(idx)).expect("a thread can be started")
    }

    fn work(&self, idx: usize) {
        loop {
            let number = match self.options.only {
                Some(only) if self.next.fetch_add(1, Ordering::Relaxed) == 0 => only,
                Some(_) => return,
                None => self.next.fetch_add(1, Ordering::Relaxed),
            };
            if self.options.only.is_none() && number >= self.options.count {
                return;
            }
            let text = self.mutant(number);
            let start = Instant::now();
            let since = (start - self.began).as_micros() as u64;
            self.current[idx].1.store(since, Ordering::Relaxed);
            self.current[idx].0.store(number + 1, Ordering::Relaxed);
            let check = || if self.options.compiles { check_compiler(&text, number) } else { check(&text) };
            match panic::catch_unwind(AssertUnwindSafe(check)) {
                Ok(Ok(found)) => {
                    self.parsed.fetch_add(usize::from(found != Found::Nothing), Ordering::Relaxed);
                    self.compiled.fetch_add(usize::from(found == Found::Code), Ordering::Relaxed);
                }
                Ok(Err(what)) => self.fail(what.to_owned(), number),
                Err(payload) => self.fail(format!("panic: {}", payload_text(&*payload)), number),
            }
            self.current[idx].0.store(0, Ordering::Relaxed);
            self.clock(start.elapsed(), number);
        }
    }

    fn clock(&self, elapsed: Duration, number: usize) {
        let mut slowest = self.slowest.lock().unwrap_or_else(PoisonError::into_inner);
        if elapsed > slowest.0 {
            *slowest = (elapsed, number);
        }
        drop(slowest);
        if elapsed > self.options.limit {
            self.fail(format!("slower than {:?}", self.options.limit), number);
        }
    }

    /// Ends the process if a mutant takes ten times its limit: that is no slowness but a hang.
    fn start_watch(self: Arc<Self>) {
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(1));
                let now = self.began.elapsed().as_micros() as u64;
                let patience = self.options.limit.as_micros() as u64 * 10;
                for (number, since) in &self.current {
                    let number = number.load(Ordering::Relaxed);
                    if number > 0 && now.saturating_sub(since.load(Ordering::Relaxed)) > patience {
                        self.fail("hang".to_owned(), number - 1);
                        self.summarize(self.began.elapsed());
                    }
                }
            }
        });
    }

    fn fail(&self, what: String, number: usize) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let numbers = failures.entry(what.clone()).or_default();
        numbers.push(number);
        if numbers.len() > MAX_SHOWN {
            return;
        }
        let path = env::temp_dir().join(format!("mutant-{}-{number}.py", self.options.seed));
        let kept = fs::write(&path, self.mutant(number))
            .map_or_else(|error| error.to_string(), |()| path.display().to_string());
        println!("--seed {} --only {number}: {what} ({kept})", self.options.seed);
    }

    fn summarize(&self, elapsed: Duration) -> ! {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let slowest = *self.slowest.lock().unwrap_or_else(PoisonError::into_inner);
        let n_failures: usize = failures.values().map(Vec::len).sum();
        let compiled = match self.compiled.load(Ordering::Relaxed) {
            0 => String::new(),
            n_compiled => format!(" and {n_compiled} compiled"),
        };
        println!(
            "{} mutants of seed {}, {} of them Python{compiled}: {n_failures} failures; slowest {} ms (number {}); {:.0} s",
            if self.options.only.is_some() {
                1
            } else {
                self.next.load(Ordering::Relaxed).min(self.options.count)
            },
            self.options.seed,
            self.parsed.load(Ordering::Relaxed),
            slowest.0.as_millis(),
            slowest.1,
            elapsed.as_secs_f64(),
        );
        process::exit(i32::from(n_failures > 0));
    }

    /// Mutant `number` of the run.
    fn mutant(&self, number: usize) -> String {
        let mut random = Random(self.options.seed.wrapping_mul(0x9e37_79b9).wrapping_add(number as u64));
        if self.options.compiles {
            return gentle_mutant(&self.files, &mut random);
        }
        let mut text = random.stretch(&self.files);
        if random.below(6) == 0 {
            text += &random.stretch(&self.files);
        }
        for _ in 0..1 + random.below(4) {
            text = match random.below(4) {
                0 => change_characters(&text, &mut random),
                1 => change_lines(&text, &mut random),
                _ => change_tokens(&text, &mut random),
            };
        }
        text
    }
}

fn payload_text(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| payload.downcast_ref::<&str>().map(|it| (*it).to_owned())).unwrap_or_default()
}

/// What a mutant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    Python,
    Code,
}

/// Takes the text through the whole compiler, and back.
fn check_compiler(text: &str, number: usize) -> Result<Found, &'static str> {
    /// What the compiler says of code that it made wrong itself.
    const CONTRADICTIONS: [&str; 4] =
        ["a jump has no target", "stack underflow", "inconsistent stack depth", "unknown scope"];
    let parse = syntax::parse(text);
    let Lowered { mut ast, root, errors, .. } = ast::lower_module(&parse, text, LowerOptions::default());
    if !parse.errors().is_empty() || !errors.is_empty() {
        return Ok(Found::Nothing);
    }
    let levels = [OptimizeLevel::Zero, OptimizeLevel::One, OptimizeLevel::Two];
    let options = compiler::Options {
        filename: "mutant.py".into(),
        kind: InputKind::Exec,
        optimize: levels[number % levels.len()],
        flags: 0,
    };
    let code = match compiler::compile(&mut ast, root, text, &options).code {
        Ok(code) => code,
        Err(error) if CONTRADICTIONS.contains(&error.message.as_str()) => {
            return Err("the compiler contradicts itself");
        }
        Err(_) => return Ok(Found::Python),
    };
    let pyc = Pyc { provenance: Provenance::Timestamp { seconds: 0, size: 0 }, code: Arc::new(code) };
    let bytes = pyc.write().map_err(|_| "the code object is too deep to be written")?;
    let again = Pyc::read(&bytes).map_err(|_| "what was written does not read")?;
    if again != pyc {
        return Err("what was written reads as something else");
    }
    std::hint::black_box(disassemble(&pyc.code, DisassemblyOptions::default()));
    Ok(Found::Code)
}

/// Whether the text is Python, or what does not hold of it that must.
fn check(text: &str) -> Result<Found, &'static str> {
    let is_python = check_parser(text)?;
    Ok(if is_python { Found::Python } else { Found::Nothing })
}

fn check_parser(text: &str) -> Result<bool, &'static str> {
    let parse = syntax::parse(text);
    if parse.green().to_string() != text {
        return Err("the tree has another text");
    }
    let strict = lexer::lex_strict(text);
    if strict.starts().last().copied() != Some(text.len() as u32) {
        return Err("the tokens end elsewhere");
    }
    let lowered =
        ast::lower_module(&parse, text, LowerOptions { type_comments: text.len().is_multiple_of(2) });
    let is_python = parse.errors().is_empty() && lowered.errors.is_empty();
    if is_python {
        std::hint::black_box(ast::unparse(&lowered.ast));
    }
    std::hint::black_box(ast::syntax_warnings(text, &parse, &lowered));
    let is_rejected = report::syntax_error(text, &report::Options::default()).is_some();
    match (is_python, is_rejected) {
        // Which future features there are is asked when the tree is there.
        (true, true) if text.contains("__future__") => Ok(true),
        (true, true) => Err("the parser accepts what the report rejects"),
        (false, false) if !text.contains("# type:") && !text.contains("<>") => {
            Err("the parser rejects what the report accepts")
        }
        _ => Ok(is_python),
    }
}

/// Whole statements, changed so that they are often Python still.
fn gentle_mutant(files: &[String], random: &mut Random) -> String {
    let mut text = random.statements(files);
    if random.below(4) == 0 {
        text += &random.statements(files);
    }
    for _ in 0..1 + random.below(3) {
        text = match random.below(8) {
            0 => insert_statement(&text, random),
            1 => double_line(&text, random),
            2 => change_tokens(&text, random),
            _ => change_alike(&text, random),
        };
        // The changes ask for a line to change.
        if text.is_empty() {
            text.push('\n');
        }
    }
    text
}

/// Puts another token of the same kind, or a word that the compiler knows, in the place of a name or literal.
fn change_alike(text: &str, random: &mut Random) -> String {
    const WORDS: &[&str] = &[
        "__class__",
        "__classdict__",
        "__debug__",
        "__doc__",
        "__annotations__",
        "__name",
        "super",
        "self",
        "all",
        "any",
        "tuple",
        "_",
        "None",
        "True",
        "0",
        "1.5",
        "1j",
        "'%s' % (a,)",
        "(yield)",
        "(await a)",
        "(a := b)",
        "[a for a in b]",
        "(lambda a: a)",
        "f'{a!r:>{b}}'",
        "super().a",
        "(*a, b)",
        "-1",
        "...",
        "a[1:2]",
        "{**a}",
        "f(*a, **b)",
        "not a",
        "(a if b else c)",
        "(a and b or c)",
        "a < b < c",
    ];
    let tokens = lexer::lex(text);
    let is_literal = |kind| matches!(kind, SyntaxKind::NAME | SyntaxKind::NUMBER | SyntaxKind::STRING);
    let places: Vec<usize> = (0..tokens.len()).filter(|idx| is_literal(tokens.kind(*idx))).collect();
    if places.is_empty() {
        return text.to_owned();
    }
    let at = places[random.below(places.len())];
    let other = places[random.below(places.len())];
    let new =
        if random.below(3) == 0 { WORDS[random.below(WORDS.len())] } else { &text[tokens.range(other)] };
    let range = std::ops::Range::<usize>::from(tokens.range(at));
    format!("{}{new}{}", &text[..range.start], &text[range.end..])
}

/// Puts a statement before a line, indented alike.
fn insert_statement(text: &str, random: &mut Random) -> String {
    const STATEMENTS: &[&str] = &[
        "return a",
        "return",
        "yield a",
        "await a",
        "global a",
        "nonlocal a",
        "del a, b.c, d[e]",
        "import a.b as c",
        "from a import b",
        "from a import *",
        "from __future__ import annotations",
        "break",
        "continue",
        "raise",
        "a: b = c",
        "a: b",
        "a, *b = c",
        "a += b",
        "assert (a, b)",
        "assert a, b",
        "with a as b, c: d",
        "async with a as b: c",
        "for a in b: c",
        "async for a in b: c",
        "while a: b",
        "while 1: break",
        "if a: b",
        "if __debug__: a",
        "def f(a, /, b=1, *c, d: e = 2, **g): yield a",
        "class C[T](A): x = __class__",
        "class D: x: int = 1",
        "type A[T: int = str] = list[T]",
        "async def f(): return [a async for a in b]",
        "a = [b for b in c if d for e in b]",
        "a = all(b for b in c)",
        "print(f'{a=} {b:{c}}')",
        "x = t'{a} b'",
        "@a\ndef f[T](): pass",
        "lambda: (yield)",
        "x = lambda *a, b=1: (a, b)",
        "'docstring'",
        "1; 2; None",
    ];
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at = random.below(lines.len());
    let indent = &lines[at][..lines[at].len() - lines[at].trim_start_matches([' ', '\t']).len()];
    let statement = STATEMENTS[random.below(STATEMENTS.len())].replace('\n', &format!("\n{indent}"));
    format!("{}{indent}{statement}\n{}", lines[..at].concat(), lines[at..].concat())
}

fn double_line(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (at, to) = (random.below(lines.len()), random.below(lines.len()));
    lines.insert(if random.below(2) == 0 { at } else { to }, lines[at]);
    lines.concat()
}

/// Changes a run of characters.
fn change_characters(text: &str, random: &mut Random) -> String {
    const PIECES: &[&str] = &[
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "'",
        "\"",
        "\"\"\"",
        "f\"",
        "t'",
        "\\",
        "\n",
        "\r",
        "\t",
        " ",
        "    ",
        ":",
        "=",
        "*",
        "**",
        ",",
        ".",
        "#",
        "0",
        "1e",
        "0x",
        "é",
        "\u{a0}",
        "\0",
        "\x0c",
        "$",
        "!",
        "@",
        ";",
        "->",
        ":=",
        "if ",
        "else ",
        "lambda ",
        "async ",
        "await ",
        "for ",
        "in ",
        "yield ",
        "not ",
        "import ",
        "from ",
        "match ",
        "case ",
        "print ",
        "del ",
        "with ",
        "as ",
        "except* ",
        "# type: int\n",
    ];
    let at = boundary(text, random.below(text.len() + 1));
    let end = boundary(text, (at + random.below(8)).min(text.len()));
    let (before, cut, after) = (&text[..at], &text[at..end], &text[end..]);
    match random.below(4) {
        0 => format!("{before}{after}"),
        1 => format!("{before}{cut}{cut}{after}"),
        2 => format!("{before}{}{after}", PIECES[random.below(PIECES.len())]),
        _ => format!("{before}{}{cut}{after}", PIECES[random.below(PIECES.len())]),
    }
}

/// The nearest character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

fn change_lines(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    change_list(&mut lines, random, |line, random| match random.below(3) {
        0 => line.trim_start().to_owned(),
        1 => format!("{}{line}", " ".repeat(1 + random.below(8))),
        _ => line.trim_end().to_owned(),
    });
    lines.concat()
}

fn change_tokens(text: &str, random: &mut Random) -> String {
    let tokens = lexer::lex(text);
    let mut texts: Vec<String> = (0..tokens.len()).map(|idx| text[tokens.range(idx)].to_owned()).collect();
    let other = texts[random.below(texts.len())].clone();
    change_list(&mut texts, random, |_, _| other.clone());
    texts.concat()
}

/// Deletes, doubles, swaps or replaces one of a list.
fn change_list(list: &mut Vec<String>, random: &mut Random, change: impl Fn(&str, &mut Random) -> String) {
    if list.is_empty() {
        return;
    }
    let (at, other) = (random.below(list.len()), random.below(list.len()));
    match random.below(4) {
        0 => drop(list.remove(at)),
        1 => list.insert(at, list[at].clone()),
        2 => list.swap(at, other),
        _ => list[at] = change(&list[at], random),
    }
}

impl Random {
    /// Some statements of some file: from a line that is not indented up to another.
    fn statements(&mut self, files: &[String]) -> String {
        let text = &files[self.below(files.len())];
        let from = boundary(text, self.below(text.len()));
        let is_start = |at: usize| text[at..].starts_with(|c: char| c.is_alphabetic() || c == '@');
        let mut starts = memchr::memchr_iter(b'\n', &text.as_bytes()[from..])
            .map(|at| from + at + 1)
            .filter(|at| is_start(*at));
        let start = starts.next().unwrap_or(0);
        let wanted = boundary(text, (start + 1 + self.below(MAX_STRETCH)).min(text.len()));
        let end = starts.find(|at| *at >= wanted).unwrap_or(text.len());
        let end = if end - start > MAX_STATEMENTS { wanted } else { end };
        let mut found = text[start..end].to_owned();
        if !found.ends_with('\n') {
            found.push('\n');
        }
        found
    }

    /// Some lines of some file.
    fn stretch(&mut self, files: &[String]) -> String {
        let text = &files[self.below(files.len())];
        let at = text[..boundary(text, self.below(text.len()))].rfind('\n').map_or(0, |at| at + 1);
        let end = boundary(text, (at + 1 + self.below(MAX_STRETCH)).min(text.len()));
        text[at..end].to_owned()
    }
}
