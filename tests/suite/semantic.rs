//! Scopes against CPython 3.14: what `testdata/semantic/record.py` recorded of its symbol table and its errors.

use std::fs;

use reskin::ast;
use reskin::semantic::{self, Model, ScopeError, ScopeOptions};
use reskin::syntax::DEEP_STACK_BYTES;

use crate::cases::{expect_file, files, root, sections};

/// The cases of a file: names and sources.
fn cases(text: &str) -> Vec<(String, String)> {
    let is_source = |name: &str| !matches!(name, "scopes" | "error" | "names");
    sections(text).into_iter().filter(|(name, _)| is_source(name)).collect()
}

fn analyze(text: &str, options: ScopeOptions) -> Result<(ast::Lowered, Model), ScopeError> {
    let mut tree = ast::parse_module(text);
    let model = semantic::analyze(&mut tree.ast, tree.root, text, options)?;
    Ok((tree, model))
}

/// What the recording has of a source.
fn answer(source: &str) -> String {
    match analyze(source, ScopeOptions::default()) {
        Ok((tree, model)) => {
            format!("### scopes\n{}", semantic::dump_scopes(&tree.ast, &model.scopes, source))
        }
        Err(error) => {
            let error = error.to_syntax_error(source);
            let span = error.span.unwrap();
            let place = format!("{} {} {} {}", span.line, span.column, span.end_line, span.end_column);
            format!("### error\n{place} {}\n", error.message)
        }
    }
}

#[test]
fn scopes_are_those_that_cpython_recorded() {
    for path in files(&root().join("testdata/semantic"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let out: Vec<_> = cases(&text)
            .into_iter()
            .map(|(name, source)| format!("### {name}\n{source}{}", answer(&source)))
            .collect();
        expect_file(&path, &out.join("\n"));
    }
}

/// Runs with the stack of the command line's thread.
fn deep(run: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(DEEP_STACK_BYTES).spawn(run).unwrap().join().unwrap();
}

#[test]
fn long_chains_need_no_stack() {
    let n = 20_000;
    for source in [
        format!("a{}\n", " + a".repeat(n)),
        format!("a{}\n", ".a".repeat(n)),
        format!("a{}\n", "(a)".repeat(n)),
        format!("a{}\n", "[a]".repeat(n)),
        format!("if a: b\n{}", "elif a: b\n".repeat(n)),
    ] {
        let (tree, model) =
            analyze(&source, ScopeOptions { occurrences: true, ..ScopeOptions::default() }).unwrap();
        assert!(model.occurrences.len() > n || source.contains(".a"));
        assert!(tree.ast.root().is_none() || !model.scopes.iter().next().unwrap().1.symbols.is_empty());
    }
}

#[test]
fn deep_programs_do_not_overflow() {
    deep(|| {
        let n = 15_000;
        for source in [
            format!("{}a\n", "lambda: ".repeat(n)),
            format!("{}a\n", "not ".repeat(n)),
            format!("{}a{}\n", "(".repeat(n), ")".repeat(n)),
            format!("{}a\n", "a if a else ".repeat(n)),
            format!("{}a{}\n", "[a for a in ".repeat(n), "]".repeat(n)),
        ] {
            // Nested brackets are no valid program; whatever is made of them must come to an end.
            let _ = analyze(&source, ScopeOptions::default());
        }
    });
}
