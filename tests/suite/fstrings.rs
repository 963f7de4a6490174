//! Natives of the set `fstrings`, called directly: a statement in, the new code or the refusal out.

use std::fmt::Write as _;
use std::fs;

use reskin::ast::{Expr, ExprId, NodeId, Operator, Value};
use reskin::rewrite::{Bound, FileModel, NativeContext, NativeResult, Piece, Refusal};
use reskin::rules;
use reskin::semantic::{Analysis, Answer};
use reskin::syntax::PythonVersion;

use crate::cases::{expect_file, files, on_deep_stack, root, sections};

/// The targets that each case is rewritten for.
const TARGETS: [u8; 2] = [8, 12];

#[test]
fn natives_rewrite_or_refuse() {
    on_deep_stack(|| {
        for path in files(&root().join("testdata/rules/fstrings"), "txt") {
            if path.file_name().is_some_and(|it| it.to_string_lossy().starts_with("checked")) {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            expect_file(&path, &checked(&text));
        }
    });
}

/// The cases of a file with what becomes of them. A case is `### name` and its source; what follows is made.
fn checked(text: &str) -> String {
    let mut out = text.split("### ").next().unwrap_or("").to_owned();
    for (name, body) in sections(text) {
        if name.starts_with("for 3.") {
            continue;
        }
        let source = body.trim_end().to_owned() + "\n";
        let results: Vec<_> = TARGETS.iter().map(|minor| rewritten(&source, *minor)).collect();
        write!(out, "### {name}\n{source}").unwrap();
        if results[0] == results[1] {
            write!(out, "### for 3.{} and 3.{}\n{}\n", TARGETS[0], TARGETS[1], results[0]).unwrap();
        } else {
            for (minor, result) in TARGETS.iter().zip(&results) {
                write!(out, "### for 3.{minor}\n{result}").unwrap();
            }
            out.push('\n');
        }
    }
    out
}

/// What becomes of the first site in `source`: the statements with it, and the claims; or the refusal.
fn rewritten(source: &str, minor: u8) -> String {
    let file = FileModel::new(source).unwrap_or_else(|| panic!("a case does not parse: {source}"));
    let option = source.lines().next().and_then(|line| line.strip_prefix("# option conversion = "));
    let options: Vec<_> = option.map(|it| ("conversion".to_owned(), it.to_owned())).into_iter().collect();
    let target = PythonVersion::new(minor).unwrap();
    let Some((node, name, args)) = first_site(&file) else { panic!("a case has no site: {source}") };
    let analysis = Analysis::new(file.ast(), &file.model, file.lowered.root);
    let ctx =
        NativeContext { file: &file, analysis: &analysis, matched: node.into(), target, options: &options };
    let native = rules::natives().get(name).unwrap();
    match native(&ctx, &args.iter().collect::<Vec<_>>()) {
        Ok(result) => shown(&file, node, &result),
        Err(Refusal { reason, because }) => format!("refused {reason}: {because}\n"),
    }
}

fn shown(file: &FileModel<'_>, node: ExprId, result: &NativeResult) -> String {
    let range = file.range(node);
    let mut new = String::new();
    for piece in result.fragment.pieces(file) {
        match piece {
            Piece::Text(text) | Piece::Name(text) | Piece::Literal(text) => new.push_str(&text),
            Piece::Kept(range) => new.push_str(&file.text[range]),
        }
    }
    let (before, after) = (&file.text[..usize::from(range.start())], &file.text[usize::from(range.end())..]);
    let text = format!("{before}{new}{after}");
    let again = FileModel::new(&text).unwrap_or_else(|| panic!("the result does not parse: {text}"));
    assert!(first_site(&again).is_none_or(|(it, ..)| again.range(it).start() != range.start()), "{text}");
    let mut out = text;
    for claim in &result.claims {
        let answer = match claim.answer {
            Answer::Yes => "holds",
            Answer::No => "fails",
            Answer::Unknown => "assumed",
        };
        writeln!(out, "# {answer} {}: {}", claim.id, claim.claim).unwrap();
    }
    out
}

/// The first expression of a file that a native of the set takes, with its name and arguments.
fn first_site(file: &FileModel<'_>) -> Option<(ExprId, &'static str, Vec<Bound>)> {
    let ast = file.ast();
    let is_str = |expr: ExprId| matches!(ast[expr], Expr::Constant(it) if matches!(it.value, Value::Str(_)));
    for node in ast.walk(file.lowered.root.into()) {
        let NodeId::Expr(expr) = node else { continue };
        match ast[expr] {
            Expr::BinOp(it) if it.op == Operator::Mod && is_str(it.left) => {
                return Some((
                    expr,
                    "percent_format",
                    vec![Bound::Node(it.left.into()), Bound::Node(it.right.into())],
                ));
            }
            Expr::Call(it) => {
                let Expr::Attribute(method) = ast[it.func] else { continue };
                if ast.name(method.attr) == "format" && is_str(method.value) {
                    let args = ast[it.args].iter().map(|it| NodeId::from(*it));
                    let keywords = ast[it.keywords].iter().map(|it| NodeId::from(*it));
                    let all = Bound::Sequence(args.chain(keywords).collect());
                    return Some((expr, "str_format", vec![Bound::Node(method.value.into()), all]));
                }
            }
            _ => {}
        }
    }
    None
}

/// What the cases of `equivalence.txt` become was run under CPython by `check.py`; it says of which text.
#[test]
fn what_cases_become_was_held_against_cpython() {
    let folder = root().join("testdata/rules/fstrings");
    let cases = fs::read(folder.join("equivalence.txt")).unwrap();
    // FNV-1a of 64 bits.
    let number = cases
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |it, byte| (it ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let checked = fs::read_to_string(folder.join("checked.txt")).unwrap();
    let expected = format!("equivalence.txt {number:016x}\n");
    assert!(checked.starts_with(&expected), "run testdata/rules/fstrings/check.py: {expected}");
}

/// Every shipped rule file of the set loads, and names natives that exist with the reasons for which they refuse.
#[test]
fn rule_files_load_and_their_natives_exist() {
    use reskin::rewrite::rule_file::{CaseBody, LetForm, load};
    for set in ["fstrings", "fstrings-extra"] {
        let paths = files(&root().join("rules").join(set), "toml");
        assert!(!paths.is_empty());
        for path in paths {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let file =
                load(&name, &fs::read_to_string(&path).unwrap()).unwrap_or_else(|errors| panic!("{errors}"));
            for case in &file.cases {
                if let CaseBody::Native(native) = &case.body {
                    assert!(rules::natives().rule(native.name.as_str()).is_some(), "{name}");
                }
                for it in &case.lets {
                    let LetForm::Native { name: native, .. } = &it.form else { continue };
                    assert!(rules::natives().get(native.as_str()).is_some(), "{name}");
                }
            }
        }
    }
}
