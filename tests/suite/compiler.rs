//! What the compiler rejects and warns of, as recorded of CPython 3.14 by `testdata/compiler/diagnostics/record.py`, and
//! the text that it keeps of annotations, by `testdata/compiler/annotations/record.py`.

use std::fs;

use reskin::ast::{self, Mod, Stmt};
use reskin::bytecode::CodeObject;
use reskin::compiler::{Options, compile};
use reskin::syntax::{self, ParseErrorKind};

use crate::cases::{expect_file, files, on_deep_stack, root, sections};

#[test]
fn errors_and_warnings_are_cpythons() {
    for path in files(&root().join("testdata/compiler/diagnostics"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let mut said = String::new();
        for (name, source) in sections(&text).into_iter().filter(|(name, _)| name != "says") {
            said += &format!("### {name}\n{source}### says\n{}\n", report(&source));
        }
        expect_file(&path, &said);
    }
}

fn report(source: &str) -> String {
    let mut tree = ast::parse_module(source);
    let compiled = compile(&mut tree.ast, tree.root, source, &Options::new("case.py"));
    let mut lines: Vec<String> =
        compiled.warnings.iter().map(|it| format!("warning {} {}", it.line, it.message)).collect();
    if let Err(error) = compiled.code {
        let span = error.span.unwrap();
        lines.push(format!(
            "error {}:{}-{}:{} {}",
            span.line, span.column, span.end_line, span.end_column, error.message
        ));
    }
    lines.join("\n")
}

/// What CPython 3.14 compiles too: its stack of 8 MiB ends between 20,000 and 50,000 levels, by the form of the chain.
const CHAIN: usize = 20_000;

#[test]
fn deep_chains_compile() {
    on_deep_stack(|| {
        for (before, link, after) in [
            ("x = a", " + a", ""),
            ("x = 1", " + 1", ""),
            ("x = a", ".b", ""),
            ("x = a", "()", ""),
            ("x = a", "(b, *c)", ""),
            ("x = a", "(b=c)", ""),
            ("x = a", ".b()", ""),
            ("x = a", ".b(c=d)", ""),
            ("x = a", "[0]", ""),
            ("x = a", "[b:c]", ""),
            ("x = a", ".b(c)[d] + e", ""),
            ("x = '%s'", " % (a,)", ""),
            ("a", ".b", " = x"),
            ("a", "[0]", " += x"),
            ("del a", ".b", ""),
            ("x: a", "[0]", ""),
            ("@a", ".b", "\ndef f(): pass"),
            ("while a", ".b()", ": pass"),
            ("from __future__ import annotations\nx: a", ".b", " = 1"),
        ] {
            let text = format!("{before}{}{after}\n", link.repeat(CHAIN));
            assert_eq!(compiled(&text).map(|_| ()), Ok(()), "{before}{link}{after}");
        }
    });
}

#[test]
fn annotations_have_the_text_that_cpython_keeps() {
    for path in files(&root().join("testdata/compiler/annotations"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let mut lines = text.lines();
        let mut n_cases = 0;
        while let (Some(source), Some(recorded)) = (lines.next(), lines.next()) {
            let tree = ast::parse_module(&format!("def f(x: {source}): pass\n"));
            let Mod::Module(module) = tree.ast[tree.root] else { panic!("{source}") };
            let Stmt::FunctionDef(function) = tree.ast[tree.ast[module.body][0]] else { panic!("{source}") };
            let param = tree.ast[tree.ast[function.args].args][0];
            let annotation = tree.ast[param].annotation.unwrap();
            assert_eq!(
                Some(&*ast::annotation_text(&tree.ast, annotation)),
                recorded.strip_prefix('\t'),
                "{source}"
            );
            n_cases += 1;
        }
        assert!(n_cases > 100, "{}", path.display());
    }
}

/// Deeper than the tree can be: refused as CPython refuses it.
#[test]
fn deeper_chains_are_no_code() {
    on_deep_stack(|| {
        let text = format!("x = a{}\n", ".b".repeat(200_000));
        let parse = syntax::parse(&text);
        assert!(parse.errors().iter().any(|it| it.kind == ParseErrorKind::TooDeep));
    });
}

/// A `finally` is compiled once for each way into it, so a `finally` within doubles the code at every level. CPython
/// has no limit but its memory: at 22 levels some 20 gigabytes.
#[test]
fn copies_of_finally_have_a_limit() {
    on_deep_stack(|| {
        assert!(compiled(&nested_finally(12)).is_ok());
        for levels in [22, 90] {
            let message = compiled(&nested_finally(levels)).unwrap_err();
            assert!(message.starts_with("too much code: copies of `finally` blocks"), "{message}");
        }
    });
}

fn nested_finally(levels: usize) -> String {
    let level = |at| format!("{0}try: a\n{0}finally:\n", " ".repeat(at));
    (0..levels).map(level).collect::<String>() + &" ".repeat(levels) + "b\n"
}

/// `all(… for …)` has its generator expression twice, with everything in it.
#[test]
fn copies_of_generator_expressions_have_a_limit() {
    on_deep_stack(|| {
        let in_iterable = |levels| format!("{}a{}\n", "all(x for x in ".repeat(levels), ")".repeat(levels));
        let in_element = |levels| format!("{}a{}\n", "any(".repeat(levels), " for x in y)".repeat(levels));
        assert!(compiled(&in_iterable(10)).is_ok());
        assert!(compiled(&in_element(10)).is_ok());
        for text in [in_iterable(90), in_element(90)] {
            let message = compiled(&text).unwrap_err();
            assert!(message.starts_with("too much code: copies of `finally` blocks"), "{message}");
        }
    });
}

#[test]
fn an_error_in_a_function_within_a_loop_is_just_that() {
    let message = compiled("for a in b:\n    def f():\n        break\n").map(|_| ());
    assert_eq!(message, Err("'break' outside loop".to_owned()));
}

/// The code object of a module, or the message of the error.
fn compiled(text: &str) -> Result<CodeObject, String> {
    let mut tree = ast::parse_module(text);
    compile(&mut tree.ast, tree.root, text, &Options::new("deep.py")).code.map_err(|error| error.message)
}
