//! What the compiler rejects and warns of, as recorded of CPython 3.14 by `testdata/compiler/diagnostics/record.py`, and
//! the text that it keeps of annotations, by `testdata/compiler/annotations/record.py`.

use std::fs;

use reskin::ast::{self, Mod, Stmt};
use reskin::compiler::{Options, compile};

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

#[test]
fn deep_chains_compile() {
    on_deep_stack(|| {
        for text in [format!("x = a{}\n", " + a".repeat(20_000)), format!("x = a{}\n", ".b".repeat(5_000))] {
            let mut tree = ast::parse_module(&text);
            assert!(compile(&mut tree.ast, tree.root, &text, &Options::new("deep.py")).code.is_ok());
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
