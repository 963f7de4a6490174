//! The parser: the cases beside each grammar function, and what holds for every text.
//!
//! `// test NAME` and `// test_err NAME` in `src/syntax/grammar/` are followed by the lines of a program; their trees
//! are in `testdata/parser/`, one file a grammar module.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use reskin::syntax::{NodeOrToken, SyntaxNode, parse};

use crate::cases::{expect_file, files, on_deep_stack, root};

struct Case {
    name: String,
    is_valid: bool,
    source: String,
}

/// The inline cases of a grammar file.
fn cases(text: &str) -> Vec<Case> {
    let mut out = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((is_valid, name)) = line
            .strip_prefix("// test ")
            .map(|name| (true, name))
            .or_else(|| line.strip_prefix("// test_err ").map(|name| (false, name)))
        else {
            continue;
        };
        let mut source = String::new();
        while let Some(line) = lines.peek().and_then(|line| line.strip_prefix("//")) {
            if line.starts_with('/') {
                break;
            }
            source.push_str(line.strip_prefix(' ').unwrap_or(line));
            source.push('\n');
            lines.next();
        }
        out.push(Case { name: name.to_owned(), is_valid, source });
    }
    out
}

/// The tree, a node or token a line, without offsets and plain whitespace.
fn dump(node: &SyntaxNode, depth: usize, out: &mut String) {
    writeln!(out, "{:depth$}{:?}", "", node.kind(), depth = depth * 2).unwrap();
    for child in node.children_with_tokens() {
        match child {
            NodeOrToken::Node(child) => dump(&child, depth + 1, out),
            NodeOrToken::Token(token) if token.text().trim_matches([' ', '\t']).is_empty() => {}
            NodeOrToken::Token(token) => {
                writeln!(out, "{:depth$}{:?} {:?}", "", token.kind(), token.text(), depth = depth * 2 + 2)
                    .unwrap();
            }
        }
    }
}

#[test]
fn inline_cases_have_their_trees() {
    let mut n_cases = 0;
    for path in files(&root().join("src/syntax/grammar"), "rs") {
        let mut out = String::new();
        for case in cases(&fs::read_to_string(&path).unwrap()) {
            let parse = parse(&case.source);
            assert_eq!(parse.syntax_node().text(), case.source.as_str(), "{}: lossless", case.name);
            let errors: Vec<_> = parse.errors().iter().map(|error| error.kind.to_string()).collect();
            assert_eq!(errors.is_empty(), case.is_valid, "{}: {errors:?}", case.name);
            writeln!(out, "### {}\n{}### tree", case.name, case.source).unwrap();
            dump(&parse.syntax_node(), 0, &mut out);
            for error in parse.errors() {
                writeln!(out, "error {:?}: {}", &case.source[error.range], error.message(&case.source))
                    .unwrap();
            }
            out.push('\n');
            n_cases += 1;
        }
        if !out.is_empty() {
            let name = path.file_stem().unwrap().to_string_lossy();
            expect_file(&root().join(format!("testdata/parser/{name}.txt")), &out);
        }
    }
    assert!(n_cases > 80, "the cases beside the grammar are read: {n_cases}");
}

/// Texts that look enough like Python to get past the lexer.
fn python_like() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "def ", "class ", "if ", "else", "elif ", "for ", "in ", "while ", "try", "except ", "finally",
        "with ", "as ", "match ", "case ", "type ", "lambda ", "return ", "yield ", "await ", "async ",
        "import ", "from ", "not ", "and ", "or ", "is ", "del ", "raise ", "assert ", "global ", "print ",
        "x", "y", " ", "\n", "\n    ", "\t", "(", ")", "[", "]", "{", "}", ":", ",", ";", ".", "=", "==",
        ":=", "+", "-", "*", "**", "/", "@", "->", "...", "1", "0x", "1.5j", "'s'", "\"", "'''", "f'{",
        "f\"", "}'", "!r", "b'", "# c", "\\\n", "\r\n", "\u{c}", "é", "`", "$", "?", "\0",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn the_tree_of_any_string_has_its_text(text in any::<String>()) {
        prop_assert_eq!(parse(&text).syntax_node().text().to_string(), text);
    }

    #[test]
    fn the_tree_of_python_like_text_has_its_text(text in python_like()) {
        prop_assert_eq!(parse(&text).syntax_node().text().to_string(), text);
    }
}

#[test]
fn chains_that_cpython_accepts_are_accepted() {
    on_deep_stack(|| {
        for unit in ["+a", ".a", "()", "[0]", " and a", " < a", ", a"] {
            let text = format!("a{}\n", unit.repeat(20_000));
            let parse = parse(&text);
            assert!(parse.errors().is_empty(), "{unit}: {}", parse.errors()[0].kind);
            assert_eq!(parse.syntax_node().text(), text.as_str());
        }
    });
}

#[test]
fn deeper_input_is_refused_in_order() {
    on_deep_stack(|| {
        for text in [
            format!("a{}\n", "+a".repeat(200_000)),
            format!("a{}\n", ".a".repeat(200_000)),
            format!("a{}\n", "()".repeat(200_000)),
            format!("{}\n", "(".repeat(100_000)),
            format!("{}{}\n", "[".repeat(100_000), "]".repeat(100_000)),
            format!("{}a\n", "not ".repeat(200_000)),
            format!("a{}\n", " if a else a".repeat(200_000)),
            format!("a{}\n", " ** a".repeat(200_000)),
            format!("{}a\n", "lambda: ".repeat(200_000)),
            (0..1_000).map(|level| format!("{}if x:\n", " ".repeat(level))).collect(),
            (0..1_000).map(|level| format!("{}match x:\n", " ".repeat(level))).collect(),
            (0..1_000).map(|level| format!("{}x\n", " ".repeat(level))).collect(),
        ] {
            let parse = parse(&text);
            assert!(!parse.errors().is_empty(), "{}", &text[..20]);
            assert_eq!(parse.syntax_node().text(), text.as_str());
        }
    });
}

#[test]
fn a_deep_parse_can_be_dropped_on_a_small_stack() {
    let text = format!("a{}\n", "+a".repeat(60_000));
    let parse = parse(&text);
    assert!(parse.depth() > 60_000);
    drop(parse);
}
