//! Typed nodes and the editor: what a program that walks and changes a tree relies on.

use reskin::syntax::nodes::{
    AssignStmt, AstNode, Block, BoolExpr, Call, CompareExpr, CompareOp, Expr, ImportAlias, ImportFromStmt,
    Module, SliceExpr, Stmt, StringExpr, StringPart, TupleExpr,
};
use reskin::syntax::{NodeOrToken, Position, SyntaxEditor, SyntaxNode, editor, parse};

/// The first `N` of a text.
fn first<N: AstNode>(text: &str) -> N {
    parse(text).syntax_node().descendants().find_map(N::cast).expect("there is one")
}

#[test]
fn statements_of_a_module_are_in_order() {
    let module = Module::cast(parse("import a\nx = 1\nif x: pass\n").syntax_node()).unwrap();
    let kinds: Vec<_> = module.statements().map(|it| it.syntax().kind()).collect();
    assert_eq!(format!("{kinds:?}"), "[IMPORT_STMT, ASSIGN_STMT, IF_STMT]");
}

#[test]
fn comparison_operators_of_two_words_are_one() {
    let ops = first::<CompareExpr>("a < b not in c in d is not e is f != g\n").ops();
    use CompareOp::*;
    assert_eq!(ops, [Lt, NotIn, In, IsNot, Is, NotEq]);
}

#[test]
fn bounds_of_a_slice_are_told_apart_by_colons() {
    let text = |it: &Option<Expr>| it.as_ref().map(|it| it.syntax().text().to_string());
    let bounds = first::<SliceExpr>("a[:b:]\n").bounds();
    assert_eq!(bounds.each_ref().map(text), [None, Some("b".to_owned()), None]);
    let bounds = first::<SliceExpr>("a[b::c]\n").bounds();
    assert_eq!(bounds.each_ref().map(text), [Some("b".to_owned()), None, Some("c".to_owned())]);
}

#[test]
fn parts_of_a_string_are_in_order() {
    let parts: Vec<_> = first::<StringExpr>("'a' f'{b}' rb'c'\n").parts().collect();
    assert!(matches!(parts[..], [StringPart::String(_), StringPart::FString(_), StringPart::String(_)]));
}

#[test]
fn targets_and_value_of_an_assignment() {
    let assign = first::<AssignStmt>("a = b.c = d\n");
    assert_eq!(assign.targets().len(), 2);
    assert_eq!(assign.value().unwrap().syntax().text(), "d");
}

#[test]
fn names_of_imports() {
    let import = first::<ImportFromStmt>("from ...a . b import c as d, e\n");
    assert_eq!(import.level(), 3);
    assert_eq!(import.module().unwrap().text(), "a.b");
    let bound: Vec<_> =
        import.names().filter_map(|it| it.bound_name()).map(|it| it.text().to_owned()).collect();
    assert_eq!(bound, ["d", "e"]);
    assert_eq!(first::<ImportAlias>("import a.b\n").bound_name().unwrap().text(), "a");
    assert_eq!(first::<ImportFromStmt>("from . import a\n").level(), 1);
}

#[test]
fn expressions_know_their_parentheses_and_dots() {
    let call = first::<Call>("((a.b)).c(1, x=2)\n");
    assert_eq!(call.callee().unwrap().dotted_name(), None);
    assert_eq!(first::<Call>("a.b.c()\n").callee().unwrap().dotted_name().unwrap(), ["a", "b", "c"]);
    assert_eq!(call.arg_list().unwrap().keyword("x").unwrap().value().unwrap().syntax().text(), "2");
    assert_eq!(call.args().count(), 2);
    assert!(first::<TupleExpr>("(a, b)\n").is_parenthesized());
    assert!(!first::<TupleExpr>("(a), (b)\n").is_parenthesized());
    assert_eq!(first::<BoolExpr>("a or b or c\n").op_token().unwrap().text(), "or");
    let Some(Stmt::ExprStmt(it)) = Module::cast(parse("((a))\n").syntax_node()).unwrap().statements().next()
    else {
        panic!("an expression")
    };
    assert_eq!(it.expr().unwrap().without_parens().unwrap().syntax().text(), "a");
}

#[test]
fn blocks_know_their_layout() {
    assert!(first::<Block>("if x:\n    ...\n").is_stub());
    assert!(first::<Block>("if x:\n    pass\n").is_indented());
    assert!(!first::<Block>("if x: pass\n").is_indented());
    assert!(!first::<Block>("if x: pass; y\n").is_stub());
}

fn call_of(root: &SyntaxNode) -> Call {
    root.descendants().find_map(Call::cast).unwrap()
}

#[test]
fn edits_of_a_tree_are_applied_at_once_and_keep_what_is_beside_them() {
    let text = "x = f(a)  # why\n";
    let root = parse(text).syntax_node();
    let call = call_of(&root);
    let mut editor = SyntaxEditor::new(root);
    editor.replace(call.callee().unwrap().syntax().clone(), "g.h");
    editor.surround(call.args().next().unwrap().syntax().clone(), "(", ")");
    editor.insert(&Position::LastIn(call.syntax().clone()), "[0]");
    assert_eq!(editor.finish().unwrap().apply(text).unwrap(), "x = g.h((a))[0]  # why\n");
}

#[test]
fn two_changes_of_one_text_are_an_error() {
    let root = parse("f(a)\n").syntax_node();
    let call = call_of(&root);
    let mut editor = SyntaxEditor::new(root);
    editor.replace(call.syntax().clone(), "g()");
    editor.delete(call.callee().unwrap().syntax().clone());
    assert!(editor.finish().is_err());
}

#[test]
fn comments_and_trailing_trivia_are_found() {
    let root = parse("f(  # a\n    b)  # c\n").syntax_node();
    let texts: Vec<_> =
        editor::comments(&NodeOrToken::Node(root.clone())).iter().map(|it| it.text().to_owned()).collect();
    assert_eq!(texts, ["# a", "# c"]);
    let last = call_of(&root).syntax().last_token().unwrap();
    let trailing: Vec<_> = editor::trailing_trivia(&last).map(|it| it.text().to_owned()).collect();
    assert_eq!(trailing, ["  ", "# c"]);
}
