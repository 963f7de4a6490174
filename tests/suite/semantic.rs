//! Scopes against CPython 3.14: what `testdata/semantic/record.py` recorded of its symbol table and its errors.

use std::fmt::Write as _;
use std::fs;

use reskin::ast;
use reskin::semantic::{self, Model, Qualified, ScopeError, ScopeOptions};

use crate::cases::{expect_file, files, on_deep_stack, root, sections};

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
    for path in files(&root().join("testdata/semantic/scopes"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let out: Vec<_> = cases(&text)
            .into_iter()
            .map(|(name, source)| format!("### {name}\n{source}{}", answer(&source)))
            .collect();
        expect_file(&path, &out.join("\n"));
    }
}

/// A binding or reference: place, name and node.
fn place(tree: &ast::Lowered, source: &str, name: ast::Name, node: ast::NodeId) -> String {
    let start = usize::from(node.range(&tree.ast).start());
    let line = source[..start].matches('\n').count() + 1;
    let column = start - source[..start].rfind('\n').map_or(0, |at| at + 1);
    format!("{line}:{column} {}", tree.ast.name(name))
}

/// The variables of a source with their bindings and references, and qualified names of what is read.
fn names(source: &str) -> String {
    let (tree, model) = analyze(source, ScopeOptions { names: true, ..ScopeOptions::default() }).unwrap();
    let (ast, names) = (&tree.ast, &model.names);
    let mut out = "### names\n".to_owned();
    for variable in names.variables() {
        let owner = ast.name(model.scopes[variable.scope].name);
        writeln!(out, "{} of {owner}", ast.name(variable.name)).unwrap();
        for binding in variable.bindings.iter().map(|id| &names[*id]) {
            let import = names.import(ast, binding).map_or(String::new(), |it| format!(" {}", it.qualified));
            let place = place(&tree, source, variable.name, binding.node);
            writeln!(out, "    {place} {:?}{import}", binding.role).unwrap();
        }
        for reference in variable.references.iter().map(|id| &names[*id]) {
            let ast::NodeId::Expr(expr) = reference.node else { panic!("only expressions read") };
            let order = match reference.fallback.map(|id| &names[id]) {
                Some(fallback) if fallback == variable => " second",
                Some(_) => " first",
                None => "",
            };
            let is_builtin = names.is_builtin(expr);
            let place = place(&tree, source, variable.name, reference.node);
            writeln!(out, "    {place} read{order}, builtin: {is_builtin:?}").unwrap();
        }
    }
    for node in ast.walk(tree.root.into()) {
        if let ast::NodeId::Expr(expr) = node
            && let Qualified::Name(path) = names.qualified_name(ast, expr)
        {
            writeln!(out, "{} = {path}", ast::unparse_node(ast, node)).unwrap();
        }
    }
    out
}

#[test]
fn names_are_followed_within_the_file() {
    for path in files(&root().join("testdata/semantic/names"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let out: Vec<_> = cases(&text)
            .into_iter()
            .map(|(name, source)| format!("### {name}\n{source}{}", names(&source)))
            .collect();
        expect_file(&path, &out.join("\n"));
    }
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
            analyze(&source, ScopeOptions { names: true, ..ScopeOptions::default() }).unwrap();
        assert!(model.names.references().len() > n || source.contains(".a"));
        assert!(tree.ast.root().is_none() || !model.scopes.iter().next().unwrap().1.symbols.is_empty());
    }
}

#[test]
fn deep_programs_do_not_overflow() {
    on_deep_stack(|| {
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
