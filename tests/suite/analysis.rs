//! The analyses that rules ask, on the cases of `testdata/semantic/{types,specs,uses,effects,facts,contexts}`.
//!
//! A case asks by calling a function: `reveal(x)` stands for the questions about `x` there. The answers below it are
//! those of one section, a line a question. `testdata/semantic/check_types.py` holds types against what CPython sees.

use std::fmt::Write as _;
use std::fs;

use reskin::ast::{self, Ast, Expr, ExprId, NodeId};
use reskin::semantic::stubs::{self, Item, ParamKind, TypeExpr};
use reskin::semantic::{self, Analysis, Answer, ScopeOptions};

use crate::cases::{expect_file, files, on_deep_stack, root, sections};

/// Runs `check` with the analyses of a source, and each of its calls of `reveal` with its argument, in order.
fn revealed(source: &str, mut check: impl FnMut(&Analysis<'_>, ExprId, ExprId)) {
    let mut tree = ast::parse_module(source);
    let options = ScopeOptions { names: true, ..ScopeOptions::default() };
    let model = semantic::analyze(&mut tree.ast, tree.root, source, options).unwrap();
    let analysis = Analysis::new(&tree.ast, &model, tree.root);
    for node in tree.ast.walk(tree.root.into()) {
        if let NodeId::Expr(expr) = node
            && let Expr::Call(call) = tree.ast[expr]
            && let Expr::Name(name) = tree.ast[call.func]
            && tree.ast.name(name.id) == "reveal"
        {
            check(&analysis, expr, tree.ast[call.args][0]);
        }
    }
}

/// The line of an expression (1-based) and its text.
fn place(ast: &Ast, source: &str, expr: ExprId) -> String {
    let start = usize::from(ast.range(expr).start());
    format!("{} {}", source[..start].matches('\n').count() + 1, ast::unparse_node(ast, NodeId::from(expr)))
}

/// Answers every case of a folder; the answers are sections called so.
fn check_folder(folder: &str, answer: impl Fn(&Analysis<'_>, ExprId) -> String) {
    check_calls(folder, |analysis, _, expr| answer(analysis, expr));
}

/// The same, but also with the call of `reveal`.
fn check_calls(folder: &str, answer: impl Fn(&Analysis<'_>, ExprId, ExprId) -> String) {
    let paths = files(&root().join("testdata/semantic").join(folder), "txt");
    assert!(!paths.is_empty());
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let mut out = Vec::new();
        for (name, source) in sections(&text).into_iter().filter(|(name, _)| name != folder) {
            let mut case = format!("### {name}\n{source}### {folder}\n");
            revealed(&source, |analysis, call, expr| {
                let answer = answer(analysis, call, expr);
                writeln!(case, "{}: {answer}", place(analysis.ast, &source, expr)).unwrap();
            });
            out.push(case);
        }
        expect_file(&path, &out.concat());
    }
}

#[test]
fn types() {
    check_folder("types", |analysis, expr| analysis.type_of(expr).show(analysis.ast));
}

#[test]
fn uses() {
    // The call stands for the value whose uses are asked for.
    check_calls("uses", |analysis, call, _| {
        let uses: Vec<_> = analysis
            .uses_of(call)
            .iter()
            .map(|it| {
                format!("{} {}", it.kind.name(), ast::unparse_node(analysis.ast, NodeId::from(it.place)))
            })
            .collect();
        uses.join("; ")
    });
}

#[test]
fn effects() {
    check_folder("effects", |analysis, expr| {
        let effects: Vec<_> = analysis.effects_of(expr).names().collect();
        format!(
            "pure {:?}, drop {:?}, repeat {:?}: {}",
            analysis.is_pure(expr),
            analysis.can_be_dropped(expr),
            analysis.can_be_repeated(expr),
            effects.join(" ")
        )
    });
}

#[test]
fn facts() {
    check_folder("facts", |analysis, expr| {
        format!(
            "truthy {:?}, never none {:?}, bound once {:?}, constant {}",
            analysis.truthy(expr),
            analysis.never_none(expr),
            analysis.bound_once(expr),
            if analysis.const_value(expr).is_some() { "yes" } else { "no" }
        )
    });
}

#[test]
fn contexts() {
    check_folder("contexts", |analysis, expr| {
        format!(
            "enclosing class {:?}, first parameter {:?}, unittest self {:?}, logging {:?}{}{}{}{}",
            analysis.is_enclosing_class(expr),
            analysis.is_innermost_first_parameter(expr),
            analysis.is_unittest_self(expr),
            analysis.is_in_logging_call(expr),
            if analysis.is_in_gettext_call(expr) { ", gettext" } else { "" },
            if analysis.is_module_level(expr) { ", module level" } else { "" },
            if analysis.is_type_checking_only(expr) { ", type checking only" } else { "" },
            if analysis.catches_assertion_error(expr) { ", assertion caught" } else { "" },
        )
    });
}

/// What rule files ask of types: `spec: yes | no | unknown`, and whether the class is the very one.
#[test]
fn specs() {
    const SPECS: &[&str] =
        &["str", "int", "float", "os.PathLike[str]", "collections.abc.Iterable", "list[str]"];
    check_folder("specs", |analysis, expr| {
        let answers: Vec<_> = SPECS
            .iter()
            .map(|text| {
                let spec = TypeExpr::parse(text).unwrap();
                let answer = analysis.is_subtype(expr, &spec);
                let exactly = analysis.is_exactly(expr, &spec) == Answer::Yes;
                format!("{text} {answer:?}{}", if exactly { " exactly" } else { "" })
            })
            .collect();
        answers.join(", ")
    });
}

#[test]
fn all_stubs_can_be_read() {
    let (mut n_classes, mut n_functions) = (0, 0);
    for module in stubs::modules() {
        for (name, item) in stubs::items(module) {
            match item {
                Item::Class(class) => {
                    n_classes += 1;
                    assert_eq!(class.mro().last().unwrap().qualified, "builtins.object", "{module}.{name}");
                }
                Item::Function(function) => {
                    n_functions += 1;
                    assert!(!function.overloads.is_empty());
                }
                Item::Module(_) | Item::Value(_) | Item::TypeAlias(_) => {}
            }
        }
    }
    assert!(n_classes > 2_000 && n_functions > 2_000, "{n_classes} classes, {n_functions} functions");
}

#[test]
fn paths_of_the_library_have_one_name() {
    for (path, canonical) in [
        ("os.path.join", "posixpath.join"),
        ("builtins.IOError", "builtins.OSError"),
        ("collections.Mapping", "typing.Mapping"),
        ("collections.abc.Mapping", "typing.Mapping"),
        ("io.open", "builtins.open"),
        ("unittest.TestCase", "unittest.case.TestCase"),
        ("os.path", "os.path"),
    ] {
        assert_eq!(stubs::canonical(path), Some(canonical), "{path}");
    }
    assert_eq!(stubs::canonical("os.nothing"), None);
}

#[test]
fn signatures_name_their_parameters() {
    let names = |path: &str| {
        let signature = stubs::signatures(path).first().unwrap();
        let params: Vec<_> = signature.params.iter().map(|it| (&*it.name, it.kind, it.has_default)).collect();
        params
    };
    use ParamKind::{PositionalOnly, PositionalOrKeyword, VarPositional};
    assert_eq!(names("os.path.join"), [("a", PositionalOnly, false), ("paths", VarPositional, false)]);
    assert_eq!(
        names("functools.lru_cache"),
        [("maxsize", PositionalOrKeyword, true), ("typed", PositionalOrKeyword, true)]
    );
    assert_eq!(
        names("unittest.TestCase.assertEqual"),
        [
            ("first", PositionalOrKeyword, false),
            ("second", PositionalOrKeyword, false),
            ("msg", PositionalOrKeyword, true)
        ]
    );
}

#[test]
fn type_expressions_say_what_is_wrong() {
    for (text, message) in [
        ("", "expected a type at byte 0 of the type"),
        ("str |", "expected a type at byte 5 of the type"),
        ("list[str", "expected `,` or `]` at byte 8 of the type"),
        ("str str", "expected the end at byte 4 of the type"),
        ("'a", "expected a closing quote at byte 1 of the type"),
    ] {
        assert_eq!(TypeExpr::parse(text).unwrap_err().to_string(), message, "{text}");
    }
    assert!(TypeExpr::parse(&"list[".repeat(100_000)).is_err());
    assert_eq!(TypeExpr::parse("str|None").unwrap().to_string(), "str | None");
}

#[test]
fn long_and_deep_programs_come_to_an_end() {
    on_deep_stack(|| {
        let n = 1_000;
        for source in [
            format!("x = 'a'{}\nreveal(x)\n", " + 'a'".repeat(n)),
            format!("x = ''\nreveal(x{})\n", ".strip()".repeat(n)),
            format!("x = 1\n{}reveal(x)\n", "if x: x = x + 1\n".repeat(n)),
            format!("def f(x):\n{} reveal(x)\n", " if x is None: return\n".repeat(n)),
            format!(
                "{}reveal(x{n})\n",
                (0..=n).map(|i| format!("x{i} = x{}\n", i.max(1) - 1)).collect::<String>()
            ),
            format!(
                "{}x = 1\nreveal(x)\n",
                (0..19).map(|i| " ".repeat(i) + "while x:\n").collect::<String>() + &" ".repeat(19)
            ),
            format!("reveal({}a{})\n", "[".repeat(90), "]".repeat(90)),
            format!("x = ''\nwhile a:\n{} reveal(x)\n", " if a: x += b\n elif c: x += x\n".repeat(40)),
            format!("x = 1\n{}reveal(x)\n", "x += 1\n".repeat(n)),
            format!("x = 1\nif x: pass\n{}reveal(x)\n", "elif x: x = 2\n".repeat(n)),
        ] {
            revealed(&source, |analysis, _, expr| {
                let _ = analysis.type_of(expr);
                let _ = analysis.uses_of(expr);
                let _ = analysis.effects_of(expr);
                let _ = analysis.truthy(expr);
            });
        }
    });
}
