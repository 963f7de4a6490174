//! What is read again is the tree that reading the whole text makes, places included.

use super::super::file::FileModel;
use super::reread;
use crate::text::{Edits, TextEdit, TextRange, TextSize};

/// Reads `source`, in which `[[old=>new]]` are edits, and what it becomes; how many statements were read again, none if
/// the whole was.
fn check(source: &str) -> Option<usize> {
    let (old, edits) = marked(source);
    let new = edits.apply(&old).unwrap();
    let file = FileModel::new(&old).expect("the old text is Python");
    let whole = FileModel::new(&new);
    let (lowered, reread) = reread(&file, &edits, &new)?;
    let whole = whole.unwrap_or_else(|| panic!("what was read in parts is no Python:\n{new}"));
    let (ast, expected) = (&lowered.ast, whole.ast());
    let nodes: Vec<_> = ast.walk(lowered.root.into()).map(|it| (it.class(ast), it.range(ast))).collect();
    let wanted: Vec<_> =
        expected.walk(whole.lowered.root.into()).map(|it| (it.class(expected), it.range(expected))).collect();
    assert_eq!(nodes, wanted, "{new}");
    assert!(ast.same_tree(lowered.root.into(), expected, whole.lowered.root.into()), "{new}");
    Some(reread.stmts.len())
}

fn marked(source: &str) -> (String, Edits) {
    let (mut old, mut edits) = (String::new(), Vec::new());
    let mut rest = source;
    while let Some((before, marked)) = rest.split_once("[[") {
        let (edit, after) = marked.split_once("]]").unwrap();
        let (from, to) = edit.split_once("=>").unwrap();
        old.push_str(before);
        let start = TextSize::of(old.as_str());
        old.push_str(from);
        edits.push(TextEdit { range: TextRange::at(start, TextSize::of(from)), insert: to.to_owned() });
        rest = after;
    }
    old.push_str(rest);
    (old, Edits::new(edits).unwrap())
}

#[test]
fn one_statement_of_a_block_is_read_again() {
    assert_eq!(check("a\nb = [[1=>(2 +\n3)]]\nc\n"), Some(1));
    assert_eq!(check("def f():\n    a\n    b([[1=>22]])\n    c\nd\n"), Some(1));
    assert_eq!(check("class A:\n    def f(self):\n        if a:\n            b([[1=>22]])\nd\n"), Some(1));
    assert_eq!(check("if a:\n\tb([[1=>22]])\n\tc\nelse:\n\td\n"), Some(1));
    assert_eq!(check("a\r\nif b:\r\n    c([[1=>22]])\r\nd\r\n"), Some(1));
    assert_eq!(check("for a in b:\n    c\nelse:\n    d[[=>, e]]\n\n\nf\n"), Some(1));
    assert_eq!(check("with a:\n    b = '''\n  c\n''' % [[d=>dd]]\ne\n"), Some(1));
    assert_eq!(check("if a:\n    b = [[1=>2]]"), Some(1));
    assert_eq!(check("def f():\n    a([[1=>2]]);\n\ng\n"), Some(1));
}

#[test]
fn clauses_have_blocks_of_their_own() {
    let source = "try:\n    a\nexcept B:\n    c([[1=>22]])\nexcept D as e:\n    f([[1=>22]])\nfinally:\n    g([[1=>22]])\n";
    assert_eq!(check(source), Some(3));
    assert_eq!(check("match a:\n    case 1:\n        b([[1=>22]])\n    case c:\n        d\n"), Some(1));
    assert_eq!(
        check("if a:\n    b\nelif c:\n    d([[1=>22]])\nelif e:\n    f\nelse:\n    g([[1=>22]])\nh\n"),
        Some(2)
    );
}

#[test]
fn a_header_is_read_with_its_statement() {
    assert_eq!(check("a\nif b([[1=>22]]):\n    c\nd\n"), Some(1));
    assert_eq!(check("if a:\n    b\nelif c([[1=>22]]):\n    d\ne\n"), Some(1));
    assert_eq!(check("class A:\n    @b([[1=>22]])\n    def c(self):\n        d\ne\n"), Some(1));
    assert_eq!(check("if a([[1=>22]]):\n    b([[1=>22]])\nc([[1=>22]])\n"), Some(2));
    assert_eq!(check("if a: b([[1=>22]])\nc\n"), Some(1));
}

#[test]
fn statements_that_share_lines_are_read_together() {
    assert_eq!(check("a; b([[1=>22]]); c\nd\n"), Some(3));
    assert_eq!(check("a\n[[b\nc=>bc]]\nd\n"), Some(1));
    assert_eq!(check("a = [\n1]; b = [\n[[1=>22]]]\nd\n"), None);
}

#[test]
fn lines_are_added_before_a_statement() {
    assert_eq!(check("import a\n[[=>import b\n]]\n# c\n\nd = [[1=>2]]\ne\n"), Some(2));
    assert_eq!(check("'''doc'''\n[[=>\nimport b\n]]\nclass A:\n    c([[1=>22]])\n"), Some(2));
    assert_eq!(check("def f():\n    a\n    [[=>b\n    ]]c\n"), Some(2));
}

#[test]
fn what_does_not_fit_is_read_whole() {
    // Behind the last statement.
    assert_eq!(check("a\n[[=>b\n]]"), None);
    // The new lines belong to the block before.
    assert_eq!(check("def f():\n    a\n[[=>    b\n]]c\n"), None);
    // Nothing is left to read.
    assert_eq!(check("a\n[[b\n=>]]c\nd\n"), None);
    // Another column.
    assert_eq!(check("if a:\n    b\nif c:\n  [[=>  ]]d\n"), None);
    // Joined lines.
    assert_eq!(check("a = 1 + \\\n  [[1=>22]]\nb\n"), Some(1));
    assert_eq!(check("if a: \\\n  b([[1=>22]])\nc\n"), Some(1));
    // A form feed puts the column back.
    assert_eq!(check("if a:\n    b\n\x0c    c([[1=>22]])\n"), None);
}

#[test]
fn what_cpython_rejects_is_not_read() {
    assert_eq!(check("a\nb[[=> =]]\nc\n"), None);
    assert_eq!(check("if a:\n    b[[=>\n      c]]\nd\n"), None);
    assert_eq!(check("a\nb[[=>(]]\nc\n"), None);
}
