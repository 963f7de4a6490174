//! CPython's error reports: what `testdata/report/record.py` recorded, and what holds of every text.

use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use proptest::prelude::*;
use reskin::syntax;
use reskin::syntax::report::{Mode, Options, raised_error, syntax_error};
use reskin::text::ErrorClass;
use reskin::text::report::{ReportStyle, render_error};

use crate::cases::{expect_file, files, root, sections};

/// How the cases of the file `stem` are parsed.
fn options(stem: &str) -> Options {
    let mode = match stem {
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        "func_type" => Mode::FuncType,
        _ => Mode::Exec,
    };
    let minor_version = stem.strip_prefix("version_3_").map_or(14, |minor| minor.parse().unwrap());
    Options { mode, type_comments: stem == "type_comments", minor_version }
}

fn report(text: &str, options: &Options) -> String {
    match syntax_error(text, options) {
        Some(error) => render_error(&error, "case.py", ReportStyle::PLAIN),
        None => "accepted\n".to_owned(),
    }
}

#[test]
fn reports_are_cpythons() {
    for path in files(&root().join("testdata/report"), "txt") {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut out = String::new();
        for (name, source) in sections(&fs::read_to_string(&path).unwrap()) {
            if name == "report" {
                continue;
            }
            let text = if name.ends_with("(open)") { source.trim_end_matches('\n') } else { &source };
            let report = report(text, &options(&stem));
            write!(out, "### {name}\n{source}### report\n{report}").unwrap();
        }
        expect_file(&path, &out);
    }
}

/// Sources that a file of cases does not show well.
#[test]
fn control_characters_and_line_breaks_are_placed() {
    let report = |text: &str| report(text, &Options::default());
    let cases = [
        ("a\0b", "SyntaxError: source code string cannot contain null bytes\n"),
        (
            "a\u{1}",
            "  File \"case.py\", line 1\n    a\u{1}\n     ^\nSyntaxError: invalid non-printable character U+0001\n",
        ),
        ("x = 1\r\ny z\r\n", "  File \"case.py\", line 2\n    y z\n      ^\nSyntaxError: invalid syntax\n"),
        ("x = 1\ry z\r", "  File \"case.py\", line 2\n    y z\n      ^\nSyntaxError: invalid syntax\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(report(text), expected, "{text:?}");
    }
}

#[test]
fn too_many_digits_are_counted() {
    let error = raised_error(&format!("x = {}", "1".repeat(5000)), &Options::default()).unwrap();
    assert!(error.message.starts_with("Exceeds the limit (4300 digits)"), "{}", error.message);
    assert_eq!(raised_error(&format!("x = {}", "1".repeat(4300)), &Options::default()), None);
}

/// CPython's parser goes 6,000 rules deep; ours must not overflow its own stack before that, in debug builds either.
#[test]
fn depth_is_limited_as_in_cpython() {
    for prefix in ["-", "not ", "lambda: ", "1 if 1 else "] {
        assert_eq!(raised_error(&format!("{}x", prefix.repeat(2900)), &Options::default()), None, "{prefix}");
        let error = raised_error(&format!("{}x", prefix.repeat(7000)), &Options::default()).unwrap();
        assert_eq!(error.class, ErrorClass::Memory, "{prefix}");
    }
    let brackets = format!("{}x{}", "(".repeat(200), ")".repeat(200));
    assert_eq!(raised_error(&brackets, &Options::default()), None);
    let error = raised_error(&format!("({brackets})"), &Options::default()).unwrap();
    assert_eq!(error.message, "too many nested parentheses");
}

/// A grammar of this sort takes exponential time if results are forgotten; these are the texts that would show it.
#[test]
fn nesting_takes_linear_time() {
    let began = Instant::now();
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{", "}"), ("f(a=", ")"), ("x[", "]"), ("{a: ", "}"), ("(yield ", ")")]
    {
        for tail in [" b", " = 1", " $", ""] {
            let text = format!("{}a{}{tail}", open.repeat(100), close.repeat(100));
            let _ = syntax_error(&text, &Options::default());
            let _ = syntax_error(&format!("{}a b", open.repeat(100)), &Options::default());
        }
    }
    let blocks: String = (0..90).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect();
    let error = syntax_error(&format!("{blocks}{}a b\n", " ".repeat(90)), &Options::default()).unwrap();
    assert_eq!(error.span.unwrap().line, 91);
    let long = format!("{}x y\n", "x = f(a, b)[1:2] + {'a': [b for b in c]}\n".repeat(20_000));
    assert_eq!(syntax_error(&long, &Options::default()).unwrap().span.unwrap().line, 20_001);
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

fn pieces() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a", "b", "1", "1j", "'s'", "b'x'", "'\\x'", "f'{a", "}'", "{", "}", "(", ")", "[", "]", ":", ",",
        "=", ":=", "*", "**", ".", "->", "@", "!", "<>", "\n", "\n  ", "\n\t", "\\", "\\\n", "#", "$", "if ",
        "else ", "elif ", "for ", "in ", "def f(", "class ", "lambda ", "try:", "except ", "with ", "as ",
        "match ", "case ", "import ", "from ", "async ", "await ", "yield ", "return ", "not ", "del ", "é",
        "\u{0}", "\r", "\x0c", "'''", "t'", "print ", "type ", "0x", "1_", "0777",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(text in prop_oneof![pieces(), any::<String>()], mode in 0..4) {
        let mode = [Mode::Exec, Mode::Eval, Mode::Single, Mode::FuncType][mode as usize];
        let options = Options { mode, type_comments: text.len() % 2 == 0, ..Options::default() };
        if let Some(error) = syntax_error(&text, &options) {
            let report = render_error(&error, "case.py", ReportStyle::PLAIN);
            prop_assert!(report.ends_with('\n'));
        }
    }

    /// The recogniser and the tree's parser agree on what they accept.
    #[test]
    fn what_is_accepted_parses(text in pieces()) {
        if raised_error(&text, &Options::default()).is_none() {
            let parse = syntax::parse(&text);
            prop_assert!(parse.errors().is_empty(), "{:?}: {:?}", text, parse.errors());
        }
    }
}
