//! Types of expressions over source files: how many are known, and how long it takes.
//!
//! `cargo bench --bench types -- PATHS` prints, of the sites that rules ask about (arguments of `os.path` functions,
//! operands of `%` after a literal, receivers of `.format`), how many have a known type, and the time for all of a
//! file's expressions. `-- --claims FILE` prints what is claimed of each expression of a file, a line each, for
//! `testdata/semantic/check_types.py`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use reskin::ast::{self, Expr, ExprContext, ExprId, NodeId, Operator, Value};
use reskin::semantic::types::{Class, Part, Rest, Type};
use reskin::semantic::{self, Analysis, ScopeOptions};
use reskin::syntax::DEEP_STACK_BYTES;

#[derive(Default)]
struct Totals {
    bytes: usize,
    files: usize,
    analysis: Duration,
    types: Duration,
    expressions: [usize; 2],
    path_arguments: [usize; 2],
    format_operands: [usize; 2],
    receivers: [usize; 2],
}

fn main() {
    let run = || {
        let args: Vec<_> = env::args().skip(1).filter(|it| it != "--bench").collect();
        if args.first().is_some_and(|it| it == "--claims") {
            args[1..].iter().for_each(|file| claims(Path::new(file)));
            return;
        }
        let mut files = Vec::new();
        args.iter().for_each(|path| collect(Path::new(path), &mut files));
        let mut totals = Totals::default();
        files.iter().for_each(|file| measure(file, &mut totals));
        report(&totals);
    };
    thread::Builder::new().stack_size(DEEP_STACK_BYTES).spawn(run).unwrap().join().unwrap();
}

fn collect(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path).unwrap().map(|it| it.unwrap().path()).collect();
        entries.sort();
        entries.iter().for_each(|it| collect(it, out));
    } else if path.extension().is_some_and(|it| it == "py") {
        out.push(path.to_owned());
    }
}

/// Runs `check` with the analyses of a file, if it is one of Python 3.
fn analyzed(file: &Path, check: impl FnOnce(&Analysis<'_>, &str, Duration)) {
    let Ok(text) = fs::read_to_string(file) else { return };
    let parse = reskin::syntax::parse(&text);
    if !parse.errors().is_empty() {
        return;
    }
    let mut tree = ast::lower_module(&parse, &text, ast::LowerOptions::default());
    let start = Instant::now();
    let options = ScopeOptions { names: true, ..ScopeOptions::default() };
    let Ok(model) = semantic::analyze(&mut tree.ast, tree.root, &text, options) else { return };
    let analysis = Analysis::new(&tree.ast, &model, tree.root);
    analysis.parents();
    check(&analysis, &text, start.elapsed());
}

fn measure(file: &Path, totals: &mut Totals) {
    analyzed(file, |analysis, text, elapsed| {
        totals.files += 1;
        totals.bytes += text.len();
        totals.analysis += elapsed;
        let start = Instant::now();
        for node in analysis.ast.walk(analysis.root.into()) {
            let NodeId::Expr(expr) = node else { continue };
            if !is_load(analysis, expr) {
                continue;
            }
            count(&mut totals.expressions, &analysis.type_of(expr));
        }
        totals.types += start.elapsed();
        for node in analysis.ast.walk(analysis.root.into()) {
            if let NodeId::Expr(expr) = node {
                sites(analysis, expr, totals);
            }
        }
    });
}

fn sites(analysis: &Analysis<'_>, expr: ExprId, totals: &mut Totals) {
    let ast = analysis.ast;
    match ast[expr] {
        Expr::Call(call) => {
            let is_path = match analysis.model.names.qualified_name(ast, call.func) {
                semantic::Qualified::Name(path) => path.starts_with("os.path."),
                semantic::Qualified::Other | semantic::Qualified::Unknown => false,
            };
            if is_path {
                ast[call.args]
                    .iter()
                    .for_each(|it| count(&mut totals.path_arguments, &analysis.type_of(*it)));
            }
            if let Expr::Attribute(it) = ast[call.func]
                && ast.name(it.attr) == "format"
            {
                count(&mut totals.receivers, &analysis.type_of(it.value));
            }
        }
        Expr::BinOp(it) if it.op == Operator::Mod => {
            let is_literal = matches!(ast[it.left], Expr::Constant(it) if matches!(it.value, Value::Str(_)));
            if !is_literal {
                return;
            }
            match ast[it.right] {
                Expr::Tuple(it) => {
                    ast[it.elts]
                        .iter()
                        .for_each(|it| count(&mut totals.format_operands, &analysis.type_of(*it)));
                }
                _ => count(&mut totals.format_operands, &analysis.type_of(it.right)),
            }
        }
        _ => {}
    }
}

fn is_load(analysis: &Analysis<'_>, expr: ExprId) -> bool {
    let ctx = match analysis.ast[expr] {
        Expr::Name(it) => it.ctx,
        Expr::Attribute(it) => it.ctx,
        Expr::Subscript(it) => it.ctx,
        Expr::List(it) => it.ctx,
        Expr::Tuple(it) => it.ctx,
        Expr::Starred(_) | Expr::Slice(_) | Expr::FormattedValue(_) => return false,
        _ => ExprContext::Load,
    };
    ctx == ExprContext::Load
}

fn count(counts: &mut [usize; 2], type_: &Type) {
    counts[0] += 1;
    counts[1] += usize::from(type_.rest() == Rest::Nothing);
}

fn report(totals: &Totals) {
    let mb = totals.bytes as f64 / 1e6;
    println!("{} files, {mb:.1} MB", totals.files);
    println!(
        "scopes, names, parents: {:.2} s, {:.1} MB/s",
        totals.analysis.as_secs_f64(),
        mb / totals.analysis.as_secs_f64()
    );
    println!(
        "types of all expressions: {:.2} s, {:.1} MB/s",
        totals.types.as_secs_f64(),
        mb / totals.types.as_secs_f64()
    );
    for (name, [all, known]) in [
        ("all expressions", totals.expressions),
        ("arguments of os.path functions", totals.path_arguments),
        ("operands of a literal's %", totals.format_operands),
        ("receivers of .format", totals.receivers),
    ] {
        println!("{name}: {known} of {all} known, {:.1} %", 100.0 * known as f64 / all.max(1) as f64);
    }
}

/// Prints `start end claim…` of each expression whose type is known; offsets are bytes of the text.
fn claims(file: &Path) {
    analyzed(file, |analysis, _, _| {
        for node in analysis.ast.walk(analysis.root.into()) {
            let NodeId::Expr(expr) = node else { continue };
            if !is_load(analysis, expr) {
                continue;
            }
            let type_ = analysis.type_of(expr);
            if type_.is_unknown() && type_.rest() == Rest::Anything || type_.rest() == Rest::Anything {
                continue;
            }
            let mut parts: Vec<_> = type_.parts().iter().map(|part| claim(analysis, part)).collect();
            if type_.rest() == Rest::NotNone {
                parts.push("!None".to_owned());
            }
            let range = analysis.ast.range(expr);
            let truth = format!("{:?}", analysis.truthy(expr));
            println!("{} {} {truth} {}", u32::from(range.start()), u32::from(range.end()), parts.join(" "));
        }
    });
}

fn claim(analysis: &Analysis<'_>, part: &Part) -> String {
    match part {
        Part::Instance(it) => {
            let mark = if it.is_exact { "=" } else { "" };
            match &it.class {
                Class::Library(class) => format!("{mark}{}", class.qualified),
                class => format!("~{}", class.show(analysis.ast)),
            }
        }
        Part::Class { .. } => "class".to_owned(),
        Part::Function(_) => "callable".to_owned(),
        Part::Module(_) => "=builtins.module".to_owned(),
    }
}
