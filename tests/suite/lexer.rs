//! The lexer: its tokens and errors against what CPython 3.14 said (`testdata/lexer/record.py`), what it makes of
//! damaged text, and what holds for any text.

use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use proptest::prelude::*;
use reskin::cli::tokens::{Names, listing};
use reskin::syntax::SyntaxKind::*;
use reskin::syntax::lexer::{LexError, LexErrorKind, Tokens, lex, lex_strict};

use crate::cases::{expect_file, root};

fn data(name: &str) -> String {
    fs::read_to_string(root().join("testdata/lexer").join(name)).unwrap()
}

/// The string that a Python literal stands for, as `ascii()` writes it.
fn literal(text: &str) -> String {
    let mut out = String::new();
    let mut rest = &text[1..text.len() - 1];
    while let Some(c) = rest.chars().next() {
        let escape = rest.as_bytes().get(1).copied().filter(|_| c == '\\');
        let hex_len = match escape {
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        out.push(match escape {
            None => c,
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(_) if hex_len > 0 => {
                char::from_u32(u32::from_str_radix(&rest[2..2 + hex_len], 16).unwrap()).unwrap()
            }
            Some(quoted) => char::from(quoted),
        });
        rest = &rest[if escape.is_some() { 2 + hex_len } else { 1 }..];
    }
    out
}

/// A text as CPython's compiler reads it: lines end at line feeds, the last one too.
fn as_compiled(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.is_empty() || text.ends_with('\n') { text } else { text + "\n" }
}

/// What `compile()` says of the first error, as `record.py` writes it.
fn report(text: &str, tokens: &Tokens) -> String {
    let Some(first) = tokens.errors().first() else { return "ok".to_owned() };
    let unclosed = tokens.errors().iter().find(|it| matches!(it.kind, LexErrorKind::UnclosedBracket(_)));
    // A string with a NUL is not even read.
    if tokens.errors().iter().any(|it| it.kind == LexErrorKind::NullByte) {
        return "SyntaxError None:None-None:None source code string cannot contain null bytes".to_owned();
    }
    let error = match first.kind {
        LexErrorKind::EofAfterBackslash => unclosed.unwrap_or(first),
        _ => first,
    };
    let (class, start, end) = span(text, error);
    let message = error.message(text);
    format!("{class} {}:{}-{}:{end} {message}", start.0, start.1, start.0)
}

/// Class, line and offset, end offset of CPython's exception.
fn span(text: &str, error: &LexError) -> (&'static str, (usize, usize), i64) {
    let before = |offset: usize| text[..offset].replace("\r\n", "\n").replace('\r', "\n");
    let place = |offset: usize| {
        let before = before(offset);
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, line.chars().count())
    };
    let (start, end) = (usize::from(error.range.start()), usize::from(error.range.end()));
    let (line, column) = place(start);
    let whole_line = as_compiled(text).lines().nth(line - 1).unwrap_or_default().chars().count();
    match error.kind {
        LexErrorKind::InconsistentDedent => ("IndentationError", (line, whole_line + 1), -1),
        LexErrorKind::InconsistentTabs => ("TabError", (line, 1), 0),
        LexErrorKind::TooManyIndents => ("IndentationError", (line, 1), 0),
        LexErrorKind::StrayBackslash => ("SyntaxError", (line, column + 2), 0),
        LexErrorKind::UnclosedBracket(_) => ("SyntaxError", (line, column + 1), 0),
        LexErrorKind::EofAfterBackslash => ("SyntaxError", (line, column + 2), -1),
        LexErrorKind::LeadingZeros | LexErrorKind::IncompatiblePrefixes(..) => {
            ("SyntaxError", (line, column + 1), place(end).1 as i64 + 1)
        }
        _ => {
            // The last character before the end; the line break that a text lacks counts.
            let last = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
            let (line, column) = place(if end > start { last } else { end });
            ("SyntaxError", (line, column + 1), column as i64 + 1)
        }
    }
}

#[test]
fn errors_are_those_of_cpython() {
    let mut wrong = String::new();
    for line in data("errors.txt").lines() {
        let (source, expected) = line.split_once(" => ").unwrap();
        let text = literal(source);
        let found = report(&text, &lex_strict(&text));
        if found != expected {
            let _ = writeln!(wrong, "{source}\n  CPython: {expected}\n  reskin:  {found}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn listings_are_those_of_cpython() {
    let recorded = data("tokens.txt");
    for case in recorded.strip_prefix(">>> ").unwrap().split("\n>>> ") {
        let (source, expected) = case.split_once('\n').unwrap();
        let found = match listing(&literal(source), Some("utf-8"), Names::Exact) {
            Ok(lines) => lines,
            Err(error) => match error.place {
                Some((line, column)) => format!("error: {line}:{column} {}", error.message),
                None => format!("error: {}", error.message),
            },
        };
        assert_eq!(found.trim_end_matches('\n'), expected.trim_end_matches('\n'), "{source}");
    }
}

/// The tokens without trivia, a line of the text a line, then the errors.
fn dump(text: &str, tokens: &Tokens) -> String {
    let mut out = String::new();
    for idx in 0..tokens.len() {
        let (kind, token) = (tokens.kind(idx), &text[tokens.range(idx)]);
        match kind {
            WHITESPACE | LINE_CONTINUATION => {}
            NEWLINE | NL => {
                let _ = writeln!(out, " {kind:?}");
            }
            INDENT | DEDENT | ENDMARKER => {
                let _ = write!(out, " {kind:?}");
            }
            NAME | NUMBER | STRING | ERROR_TOKEN => {
                let _ = write!(out, " {kind:?}{token:?}");
            }
            _ => {
                let _ = write!(out, " {}", token.escape_debug());
            }
        }
    }
    out.push('\n');
    for error in tokens.errors() {
        let _ = writeln!(out, "error {:?}: {}", &text[error.range], error.message(text));
    }
    out
}

#[test]
fn damage_stays_local() {
    let path = root().join("testdata/lexer/recovery.txt");
    let old = fs::read_to_string(&path).unwrap();
    let mut new = String::new();
    for case in old.split("### ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let text = rest.split("---\n").next().unwrap();
        let _ = write!(new, "### {name}\n{text}---\n{}", dump(text, &lex(text)));
    }
    expect_file(&path, &new);
}

/// What holds for every text.
fn check_any(text: &str) {
    let (strict, local) = (lex_strict(text), lex(text));
    for tokens in [&strict, &local] {
        assert_eq!(tokens.starts().len(), tokens.len() + 1);
        assert_eq!(tokens.starts().first(), Some(&0));
        assert_eq!(tokens.starts().last(), Some(&(text.len() as u32)));
        assert!(tokens.starts().is_sorted(), "no gaps, no overlaps");
        assert_eq!(tokens.kinds().last(), Some(&ENDMARKER));
        let joined: String = (0..tokens.len()).map(|idx| &text[tokens.range(idx)]).collect();
        assert_eq!(joined, text);
        let count = |kind| tokens.kinds().iter().filter(|it| **it == kind).count();
        assert_eq!(count(INDENT), count(DEDENT), "blocks end");
        for error in tokens.errors() {
            assert!(text.get(std::ops::Range::<usize>::from(error.range)).is_some(), "{error:?}");
            assert!(!error.message(text).is_empty());
        }
    }
    // The other way round it does not hold: `(`, line break, `def` are tokens like any other to CPython's tokenizer.
    if local.errors().is_empty() {
        assert_eq!(strict, local);
    }
    let _ = listing(text, None, Names::Exact);
}

/// Text of the pieces that the lexer treats in a special way.
fn python_like() -> impl Strategy<Value = String> {
    let pieces = [
        "f\"",
        "f'''",
        "t\"\"\"",
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "rb'",
        "ur'",
        "{",
        "}",
        "{{",
        "}}",
        ":",
        "!r",
        "=",
        "(",
        ")",
        "[",
        "]",
        "\n",
        "\r\n",
        "\r",
        "    ",
        "  ",
        "\t",
        "\x0c",
        " ",
        "\\",
        "\\\n",
        "#c",
        "x",
        "é",
        "\u{a0}",
        "0",
        "1_",
        "0x",
        "e5",
        ".",
        "j",
        "L",
        "if",
        "def ",
        "class ",
        "import ",
        "\\N{",
        "\0",
        "\x01",
        "$",
        "<>",
        "`",
        "->",
        "\n  def f():\n",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..40).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_tokens(text in any::<String>()) {
        check_any(&text);
    }

    #[test]
    fn any_python_like_text_has_tokens(text in python_like()) {
        check_any(&text);
    }
}

#[test]
fn recorded_snippets_have_tokens() {
    for line in data("errors.txt").lines() {
        check_any(&literal(line.split_once(" => ").unwrap().0));
    }
}

/// Texts made of one piece again and again; each is a shape in which a careless lexer looks back or ahead too far.
#[test]
fn time_is_linear() {
    let shapes = [
        "(",
        ")",
        "([)",
        "f'{",
        "f\"\"\"{\"\"\"\\",
        "f'''{",
        "\"\"\"\\\"",
        "'\\\n",
        "(\ndef\n",
        "{x:",
        "f'{x:",
        "1if ",
        "  \\\n",
        "0_",
        "\u{a0}",
        "if x:\n ",
        "\n",
        "\\N{",
        "f'{{",
        "t\"\\N{",
        "# c\n",
        "(\n",
        "x\n y\n",
        "]\n",
        "\t",
        "ur'",
        "é",
    ];
    for shape in shapes {
        let text = shape.repeat((1 << 20) / shape.len());
        let start = Instant::now();
        assert_eq!(lex(&text).starts().last(), Some(&(text.len() as u32)));
        lex_strict(&text);
        let seconds = start.elapsed().as_secs_f64();
        // A megabyte takes milliseconds; quadratic time would take minutes.
        assert!(seconds < 5.0, "{shape:?}: {seconds} s");
    }
}

/// A bracket before an f-string that is closed within it was forgotten twice.
#[test]
fn a_bracket_closed_from_within_an_f_string_is_forgotten_once() {
    let text = "(f'{)}";
    let tokens = lex_strict(text);
    assert_eq!(tokens.starts().last(), Some(&(text.len() as u32)));
    assert!(!tokens.errors().is_empty());
}
