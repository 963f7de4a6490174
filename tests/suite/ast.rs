//! The abstract tree against CPython 3.14: what `testdata/ast/record.py` recorded of dump, unparse and warnings, and
//! what holds of every program.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use reskin::ast::{self, DumpOptions, Field, LowerOptions, Lowered, NodeId, OptimizeLevel};
use reskin::syntax;
use reskin::text::{ColumnUnit, LineIndex};

use crate::cases::{expect_file, files, root};

/// What the recording script writes; any other heading is a case's name.
const SECTIONS: &[&str] = &["dump", "unparse", "warnings", "error", "optimized", "optimized twice"];

struct Case {
    name: String,
    source: String,
}

/// The cases of a file, without what was recorded.
fn cases(text: &str) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    let mut in_source = false;
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("### ").map(str::trim_end) {
            Some(word) if SECTIONS.contains(&word) => in_source = false,
            Some(name) => {
                in_source = true;
                out.push(Case { name: name.to_owned(), source: String::new() });
            }
            None if in_source => out.last_mut().unwrap().source.push_str(line),
            None => {}
        }
    }
    out
}

fn lower(text: &str, type_comments: bool) -> Lowered {
    ast::lower_module(&syntax::parse(text), text, LowerOptions { type_comments })
}

/// The dump of each top-level statement, with positions, and of each `# type: ignore`.
fn dump_items(source: &str, lowered: &Lowered) -> String {
    let index = LineIndex::new(source);
    let positions = |at| {
        let place = index.line_column(source, at, ColumnUnit::Bytes);
        (place.line, place.column)
    };
    let options = DumpOptions { positions: Some(&positions), ..DumpOptions::default() };
    let mut out = String::new();
    for (_, field) in NodeId::from(lowered.root).fields(&lowered.ast) {
        let Field::List(list) = field else { panic!("a module has lists alone") };
        for item in list.items(&lowered.ast) {
            let Field::Node(node) = item else { panic!("a list of a module has nodes alone") };
            writeln!(out, "{}", ast::dump(&lowered.ast, node, options)).unwrap();
        }
    }
    out
}

/// What the recording has of a source.
fn answer(source: &str, type_comments: bool) -> String {
    let parse = syntax::parse(source);
    assert!(parse.errors().is_empty(), "{source}\n{:?}", parse.errors());
    let lowered = ast::lower_module(&parse, source, LowerOptions { type_comments });
    if let Some(error) = lowered.errors.first() {
        return format!("### error\n{}\n", error.kind);
    }
    let index = LineIndex::new(source);
    let unparsed = ast::unparse_with_lines(&lowered.ast, &|at| index.line(at));
    let mut out = format!("### dump\n{}### unparse\n{unparsed}\n", dump_items(source, &lowered));
    let warnings = ast::syntax_warnings(source, &parse, &lowered);
    if !warnings.is_empty() {
        out.push_str("### warnings\n");
        for warning in warnings {
            writeln!(out, "{}: {}", warning.line, warning.message).unwrap();
        }
    }
    out
}

/// What the recording has of a source under `-O` and `-OO`.
fn optimized_answer(source: &str) -> String {
    let mut out = String::new();
    for (level, section) in [(OptimizeLevel::One, "optimized"), (OptimizeLevel::Two, "optimized twice")] {
        let mut lowered = lower(source, false);
        lowered.ast.preprocess(level);
        write!(out, "### {section}\n{}", dump_items(source, &lowered)).unwrap();
    }
    out
}

#[test]
fn trees_are_those_that_cpython_recorded() {
    for path in files(&root().join("testdata/ast"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let stem = path.file_stem().unwrap();
        let mut out = Vec::new();
        for case in cases(&text) {
            let answer = match stem.to_str() {
                Some("optimize") => optimized_answer(&case.source),
                stem => answer(&case.source, stem == Some("type_comments")),
            };
            out.push(format!("### {}\n{}{answer}", case.name, case.source));
        }
        expect_file(&path, &out.join("\n"));
    }
}

/// Unparsing and lowering again gives the same tree.
fn check_round_trip(source: &str) {
    let parse = syntax::parse(source);
    assert!(parse.errors().is_empty(), "{source}\n{:?}", parse.errors());
    let before = lower(source, false);
    let text = ast::unparse(&before.ast);
    let after = lower(&text, false);
    assert!(
        before.ast.same_tree(before.root.into(), &after.ast, after.root.into()),
        "{source}\n{text}\n{}\n{}",
        ast::dump(&before.ast, before.root, DumpOptions::default()),
        ast::dump(&after.ast, after.root, DumpOptions::default()),
    );
    assert_eq!(ast::unparse(&after.ast), text, "unparsing is idempotent");
}

#[test]
fn every_node_leads_to_the_concrete_tree_and_back() {
    for path in files(&root().join("testdata/ast"), "txt") {
        for case in cases(&fs::read_to_string(path).unwrap()) {
            let lowered = lower(&case.source, false);
            for node in lowered.ast.walk(lowered.root.into()) {
                let origin = lowered.source_map.origin(node).expect("lowering made every node");
                let back = lowered.source_map.node(origin.kind, origin.range).expect("its origin has a node");
                assert_eq!(lowered.source_map.origin(back), Some(origin));
            }
        }
    }
}

/// Text of an expression that may stand anywhere, since it is an atom.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-z]{1,3}_",
        "(0|[1-9][0-9]{0,12}|0x[0-9a-f]{1,20})",
        "([0-9]{1,4}\\.[0-9]{0,4}(e-?[0-9]{1,3})?j?)",
        "(None|True|False|\\.\\.\\.)",
        // Any text between quotes that does not end it.
        "(r|b|u)?'[ -&(-\\[\\]-~]{0,6}'",
        "'([ -&(-\\[\\]-~é\u{a0}😀]|\\\\n|\\\\x00|\\\\'|\\\\\\\\|\"){0,8}'",
        "'''([ -&(-\\[\\]-~\n]|\\\\'|\"){0,8}'''",
    ]
    .prop_map(|it| format!("({it})"));
    leaf.prop_recursive(5, 40, 4, |inner| {
        let op = prop::sample::select(vec![
            "+", "-", "*", "/", "//", "%", "@", "**", "<<", ">>", "|", "&", "^", "and", "or", "<", "==",
            "is not", "not in", "in", "is",
        ]);
        let unary =
            prop::sample::select(vec!["-", "+", "~", "not ", "*a, *", "lambda a, *b: ", "yield ", "await "]);
        prop_oneof![
            (inner.clone(), op.clone(), inner.clone()).prop_map(|(a, op, b)| format!("({a} {op} {b})")),
            (inner.clone(), op, inner.clone()).prop_map(|(a, op, b)| format!("(a {op} b {op} {a} {op} {b})")),
            (unary, inner.clone()).prop_map(|(op, a)| format!("({op}{a})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("({a} if {b} else {c})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a}({b}, *a, k={b}, **b)")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a}[{b}:, {a}]")),
            inner.clone().prop_map(|a| format!("{a}.b")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{{{a}: {b}, **{a}}}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a} for x in {b} if {a}]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}, (n := {b}))")),
            inner.clone().prop_map(|a| format!("{{{a}}}")),
            // A nested string must not use the quotes or the line breaks of the outer one to be valid anywhere.
            inner.prop_map(|a| format!("f\"\"\"x{{{a}!r:>{{{a}}}}}{{{{'\\n\"\"\"")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn unparsed_expressions_are_the_same_tree(source in expression()) {
        let source = format!("async def f():\n    {source}\n");
        prop_assume!(syntax::parse(&source).errors().is_empty());
        prop_assume!(lower(&source, false).errors.is_empty());
        check_round_trip(&source);
    }

    #[test]
    fn any_text_lowers(source in "([a-z]{1,2}|[0-9]|[ \n\t:()\\[\\]{}=+.,*\"'#!@]|if |else|def |class |for | in |lambda |case |match |f\"|f'''|t'|\\\\N|\\\\x| as |import |from |try|except ){0,60}") {
        let lowered = lower(&source, true);
        let _ = ast::unparse(&lowered.ast);
        let _ = ast::dump(&lowered.ast, lowered.root, DumpOptions::default());
    }
}

#[test]
fn unparsed_cases_are_the_same_tree() {
    for path in files(&root().join("testdata/ast"), "txt") {
        for case in cases(&fs::read_to_string(path).unwrap()) {
            // Text of an f-string keeps the `kind` of the literal that it came from, which no f-string can say.
            if case.name != "fstring_kinds" && lower(&case.source, false).errors.is_empty() {
                check_round_trip(&case.source);
            }
        }
    }
}

#[test]
fn nodes_are_small() {
    assert!(size_of::<ast::Expr>() <= 24, "{}", size_of::<ast::Expr>());
    assert!(size_of::<ast::Stmt>() <= 48, "{}", size_of::<ast::Stmt>());
    assert_eq!(size_of::<Option<ast::ExprId>>(), 4);
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
        let lowered = lower(&source, false);
        let text = ast::unparse(&lowered.ast);
        assert!(text.len() >= source.len() - 1, "{}", text.len());
        assert!(lowered.ast.walk(lowered.root.into()).count() > n);
    }
}

#[test]
fn dump_has_all_options_of_pythons() {
    let lowered = lower("def f(a, *, b): return\n", false);
    let dump = |options| ast::dump(&lowered.ast, lowered.root, options);
    let plain = DumpOptions::default();
    assert_eq!(
        dump(plain),
        "Module(body=[FunctionDef(name='f', args=arguments(args=[arg(arg='a')], kwonlyargs=[arg(arg='b')], \
         kw_defaults=[None]), body=[Return()])])"
    );
    assert_eq!(
        dump(DumpOptions { annotate_fields: false, ..plain }),
        "Module([FunctionDef('f', arguments([], [arg('a')], kwonlyargs=[arg('b')], kw_defaults=[None]), \
         [Return()])])"
    );
    assert_eq!(
        dump(DumpOptions { show_empty: true, ..plain }),
        "Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[], args=[arg(arg='a')], \
         kwonlyargs=[arg(arg='b')], kw_defaults=[None], defaults=[]), body=[Return()], decorator_list=[], \
         type_params=[])], type_ignores=[])"
    );
    assert_eq!(
        dump(DumpOptions { indent: Some(" "), ..plain }),
        "Module(\n body=[\n  FunctionDef(\n   name='f',\n   args=arguments(\n    args=[\n     arg(arg='a')],\n    \
         kwonlyargs=[\n     arg(arg='b')],\n    kw_defaults=[\n     None]),\n   body=[\n    Return()])])"
    );
}

#[test]
fn leaving_a_finally_block_is_found() {
    let source = "def f():\n    try: pass\n    finally: return 1\nfor x in y:\n    try: pass\n    finally:\n        \
                  if a: break\n        elif b: continue\n        for c in d: break\n        def g(): return\n";
    let lowered = lower(source, false);
    let index = LineIndex::new(source);
    let found: Vec<_> = ast::finally_exits(&lowered.ast)
        .into_iter()
        .map(|(stmt, keyword)| (index.line(lowered.ast.range(stmt).start()), keyword))
        .collect();
    assert_eq!(found, [(3, "return"), (7, "break"), (8, "continue")]);
}

#[test]
fn line_breaks_of_all_sorts_are_line_feeds_in_the_tree() {
    let source = "# type: ignore[a]\r\nx = 'a\\\r\nb' f'{c\r\n =}'\r# type: ignore\ry\n# type: ignore";
    let lowered = lower(source, true);
    let module = ast::dump(&lowered.ast, lowered.root, DumpOptions::default());
    assert!(module.contains("Constant(value='abc\\n =')"), "{module}");
    assert!(
        module.contains("TypeIgnore(lineno=1, tag='[a]\\n'), TypeIgnore(lineno=5, tag='\\n'), TypeIgnore(lineno=7, tag='\\n')"),
        "{module}"
    );
}
