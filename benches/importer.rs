//! The importer over real files: `cargo bench --bench importer -- DIR OUT`.
//!
//! Adds a use of `pathlib.Path` at the end of every Python file below `DIR`, in a function, spelled and imported by the
//! importer. Every result must parse, and the name mean `pathlib.Path`; the results are written below `OUT` under numbers, for
//! CPython to compile. Prints counts and the milliseconds that planning took.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, process, thread};

use reskin::ast::{Expr, NodeId};
use reskin::rewrite::importer::{self, ImportOptions};
use reskin::rewrite::{FileModel, ImportNeed, Site, Verdict, Write};
use reskin::semantic::Qualified;
use reskin::syntax::DEEP_STACK_BYTES;
use reskin::text::{Edits, TextEdit, TextRange, TextSize};

#[derive(Default)]
struct Counts {
    files: usize,
    refused: usize,
    resolved: usize,
    open: usize,
    wrong: usize,
    time: Duration,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [dir, out] = &args[..] else {
        eprintln!("expected a folder of Python files and one to write to");
        process::exit(2);
    };
    let (dir, out) = (PathBuf::from(dir), PathBuf::from(out));
    let run = move || {
        let mut paths = Vec::new();
        python_files(&dir, &mut paths);
        fs::create_dir_all(&out).expect("the folder can be made");
        let mut counts = Counts::default();
        for path in &paths {
            if let Ok(text) = fs::read_to_string(path) {
                check(&text, path, &out, &mut counts);
            }
        }
        counts
    };
    let thread =
        thread::Builder::new().stack_size(DEEP_STACK_BYTES).spawn(run).expect("a thread can be made");
    let counts = thread.join().expect("nothing panics");
    println!(
        "{} files: {} resolved, {} with `import *`, {} refused, {} wrong; planning took {} ms",
        counts.files,
        counts.resolved,
        counts.open,
        counts.refused,
        counts.wrong,
        counts.time.as_millis()
    );
    process::exit(i32::from(counts.wrong > 0));
}

fn python_files(dir: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            python_files(&path, out);
        } else if path.extension().is_some_and(|ext| ext == "py") {
            out.push(path);
        }
    }
}

fn check(source: &str, path: &Path, out: &Path, counts: &mut Counts) {
    let end = if source.ends_with('\n') || source.is_empty() { "" } else { "\n" };
    let text = format!("{}{end}def the_use(x):\n    return x\n", source.trim_start_matches('\u{feff}'));
    let Some(file) = FileModel::new(&text) else { return };
    counts.files += 1;
    let site = site(&text);
    let start = Instant::now();
    let plan = importer::plan(&file, &[&site], &ImportOptions::default());
    counts.time += start.elapsed();
    if !plan.refused.is_empty() {
        counts.refused += 1;
        return;
    }
    let mut edits = plan.edits.clone();
    edits.extend(importer::spell(&site, &plan.spellings[0]));
    let new = Edits::new(edits).and_then(|edits| edits.apply(&text));
    let Some(new) = new.ok() else { return wrong(path, "edits overlap", counts) };
    let Some(after) = FileModel::new(&new) else { return wrong(path, "it does not parse", counts) };
    match last_call(&after) {
        Some(Qualified::Name(name)) if name == "pathlib.Path" => counts.resolved += 1,
        Some(Qualified::Unknown) if !after.model.names.star_imports().is_empty() => counts.open += 1,
        other => return wrong(path, &format!("it means {other:?}"), counts),
    }
    fs::write(out.join(format!("{:05}.py", counts.files)), new).expect("a file can be written");
}

fn wrong(path: &Path, what: &str, counts: &mut Counts) {
    println!("{}: {what}", path.display());
    counts.wrong += 1;
}

/// A site that replaces the last `x` by `pathlib.Path(x)`.
fn site(text: &str) -> Site {
    let range = TextRange::at(TextSize::of(text) - TextSize::new(2), TextSize::new(1));
    let qualified = "pathlib.Path".to_owned();
    let at = TextRange::up_to(TextSize::of(qualified.as_str()));
    Site {
        rule: "rule".to_owned(),
        case_idx: 0,
        range,
        writes: vec![Write { edit: TextEdit { range, insert: format!("{qualified}(x)") } }],
        reads: Vec::new(),
        imports: vec![ImportNeed { qualified, write_idx: 0, at }],
        unhides: Vec::new(),
        releases: Vec::new(),
        verdict: Verdict::Assumed(Vec::new()),
        evidence: Vec::new(),
    }
}

/// What the call at the end of the file calls.
fn last_call(file: &FileModel<'_>) -> Option<Qualified> {
    let calls = file.ast().walk(file.lowered.root.into()).filter_map(|node| match node {
        NodeId::Expr(expr) => match file.ast()[expr] {
            Expr::Call(it) => Some((file.range(expr).end(), it.func)),
            _ => None,
        },
        _ => None,
    });
    calls.max_by_key(|(end, _)| *end).map(|(_, func)| file.qualified_name(func))
}
