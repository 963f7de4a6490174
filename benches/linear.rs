//! Time against size: `cargo bench --bench linear`.
//!
//! Doubles texts of one shape and prints, for each size, the CPU milliseconds to the tree, to the AST and (where the text is
//! no Python) to CPython's report, then by what factor a doubling multiplies the sum: 2 is linear, 4 quadratic. Exits 1 if a
//! factor is above `MAX_GROWTH` where times are long enough to mean something.

use std::time::Duration;
use std::{process, thread};

use cpu_time::ProcessTime;
use reskin::ast::{self, LowerOptions};
use reskin::syntax::{self, report};

/// Sizes in bytes, about; each is twice the one before.
const SIZES: [usize; 5] = [1 << 17, 1 << 18, 1 << 19, 1 << 20, 1 << 21];
/// A doubling that costs more is not linear; room is left for caches that no longer fit.
const MAX_GROWTH: f64 = 3.0;
/// Shorter times say nothing.
const MIN_TIME: Duration = Duration::from_millis(40);

/// A name, and the text of about so many bytes.
type Shape = (&'static str, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("a + a + …", |len| format!("x = a{}\n", " + a".repeat(len / 4))),
    ("a.b.b…", |len| format!("x = a{}\n", ".b".repeat(len / 2))),
    ("f()()…", |len| format!("x = f{}\n", "()".repeat(len / 2))),
    ("a[0][0]…", |len| format!("x = a{}\n", "[0]".repeat(len / 3))),
    ("a and a and …", |len| format!("x = a{}\n", " and a".repeat(len / 6))),
    ("a < a < …", |len| format!("x = a{}\n", " < a".repeat(len / 4))),
    ("a = a = …", |len| format!("{}1\n", "a = ".repeat(len / 4))),
    ("- - - …", |len| format!("x = {}1\n", "-".repeat(len))),
    ("not not …", |len| format!("x = {}1\n", "not ".repeat(len / 4))),
    ("((((…))))", |len| format!("x = {}{}\n", "(".repeat(len / 2), ")".repeat(len / 2))),
    ("[[[[…]]]]", |len| format!("x = {}{}\n", "[".repeat(len / 2), "]".repeat(len / 2))),
    ("((((…", |len| "(".repeat(len)),
    ("))))…", |len| ")".repeat(len)),
    ("([{…", |len| "([{".repeat(len / 3)),
    ("{1:{1:…", |len| "{1:".repeat(len / 3)),
    ("f(a=f(a=…", |len| "f(a=".repeat(len / 4)),
    ("lambda: lambda: …", |len| format!("x = {}1\n", "lambda: ".repeat(len / 8))),
    ("a if b else a if b else …", |len| format!("x = {}a\n", "a if b else ".repeat(len / 12))),
    ("a ** a ** …", |len| format!("x = {}a\n", "a ** ".repeat(len / 5))),
    ("a, a, …", |len| format!("x = {}\n", "a, ".repeat(len / 3))),
    ("a; a; …", |len| format!("{}\n", "a; ".repeat(len / 3))),
    ("many lines", |len| "x = f(1, y)\n".repeat(len / 12)),
    ("many functions", |len| "def f(a, b=1):\n    return a\n".repeat(len / 28)),
    ("blank lines", |len| "\n".repeat(len)),
    ("comments", |len| "# comment\n".repeat(len / 10)),
    ("joined lines", |len| format!("x = 1{}\n", " + \\\n 1".repeat(len / 7))),
    ("a long string", |len| format!("x = '{}'\n", "a".repeat(len))),
    ("a long string of escapes", |len| format!("x = '{}'\n", "\\n".repeat(len / 2))),
    ("a long docstring", |len| format!("'''{}'''\n", "line\n".repeat(len / 5))),
    ("strings side by side", |len| format!("x = {}\n", "'a' ".repeat(len / 4))),
    ("a long number", |len| format!("x = 0x{}\n", "f".repeat(len))),
    ("a long name", |len| format!("{} = 1\n", "n".repeat(len))),
    ("a long f-string", |len| format!("x = f'{}'\n", "{a}b".repeat(len / 4))),
    ("nested f-strings", |len| format!("x = {}1{}\n", "f'{".repeat(len / 5), "}'".repeat(len / 5))),
    ("format specifiers", |len| format!("x = f'{}'\n", "{a:{b}}".repeat(len / 7))),
    ("f-strings without end", |len| "f'{a".repeat(len / 4)),
    ("f-string braces", |len| format!("x = f'{}'\n", "{{}}".repeat(len / 4))),
    ("deep blocks", |len| {
        let depth = (1..).take_while(|depth| depth * depth / 2 < len).last().unwrap_or(1);
        let lines = (0..depth).map(|level| format!("{}if x:\n", " ".repeat(level)));
        lines.chain([format!("{}y\n", " ".repeat(depth))]).collect()
    }),
    ("elif", |len| format!("if x: y\n{}", "elif x: y\n".repeat(len / 10))),
    ("decorators", |len| format!("{}def f(): pass\n", "@a\n".repeat(len / 3))),
    ("parameters", |len| {
        let params: Vec<_> = (0..len / 8).map(|idx| format!("a{idx:06}")).collect();
        format!("def f({}): pass\n", params.join(","))
    }),
    ("unclosed brackets, statements", |len| "x = (\ndef f(): pass\n".repeat(len / 20)),
    ("stray characters", |len| "$ ".repeat(len / 2)),
    ("keywords out of place", |len| "else for in ".repeat(len / 12)),
    ("bad indentation", |len| "if x:\n    y\n  z\n".repeat(len / 16)),
    ("match", |len| format!("match x:\n{}", "  case [1, *a]: y\n".repeat(len / 18))),
    ("for in for in", |len| format!("x = [a{}]\n", " for a in b".repeat(len / 11))),
    ("star, star", |len| format!("f({})\n", "*a, ".repeat(len / 4))),
    ("NULs", |len| "\0".repeat(len)),
];

fn main() {
    let deep = thread::Builder::new().stack_size(syntax::DEEP_STACK_BYTES);
    let is_linear = deep.spawn(run).expect("a thread can be started").join().expect("no shape panics");
    process::exit(i32::from(!is_linear));
}

fn run() -> bool {
    let wanted = std::env::args().skip(1).find(|it| !it.starts_with('-'));
    let mut is_linear = true;
    println!("{:<30} {}  growth", "shape", SIZES.map(|size| format!("{:>7} K", size >> 10)).join(" "));
    for (name, text) in
        SHAPES.iter().filter(|(name, _)| wanted.as_ref().is_none_or(|it| name.contains(it.as_str())))
    {
        let times = SIZES.map(|size| measure(&text(size)));
        let [.., first, _, last] = times;
        // The mean of two doublings: one alone may be the one after which caches no longer hold what is read.
        let growth = (last.as_secs_f64() / first.as_secs_f64()).sqrt();
        let is_slow = growth > MAX_GROWTH && last > MIN_TIME;
        is_linear &= !is_slow;
        let shown = times.map(|time| format!("{:>6.1} ms", time.as_secs_f64() * 1e3)).join(" ");
        println!("{name:<30} {shown}  {growth:.1}{}", if is_slow { "  NOT LINEAR" } else { "" });
    }
    is_linear
}

/// Tree, AST, and the report if there are errors.
fn measure(text: &str) -> Duration {
    let start = ProcessTime::now();
    let parse = syntax::parse(text);
    let lowered = ast::lower_module(&parse, text, LowerOptions::default());
    if !parse.errors().is_empty() || !lowered.errors.is_empty() {
        std::hint::black_box(report::syntax_error(text, &report::Options::default()));
    }
    std::hint::black_box((parse, lowered));
    start.elapsed()
}
