//! The text layer against what CPython was recorded to say, and its invariants on any text.

use std::fs;

use expect_test::expect;
use proptest::prelude::*;
use reskin::text::encoding::Codec;
use reskin::text::report::{ReportStyle, render_error, render_warning, shown_path};
use reskin::text::{
    Bias, ColumnUnit, EditError, Edits, ErrorClass, ErrorSpan, LineColumn, LineIndex, SourceError,
    SourceFile, SyntaxError, SyntaxWarning, TextEdit, TextRange, TextSize, diff,
};

use crate::cases::{root, sections};

fn recorded(file: &str) -> String {
    fs::read_to_string(root().join("testdata/text").join(file)).unwrap()
}

/// `\xNN` as a byte.
pub(crate) fn unescape_bytes(escaped: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = escaped;
    while let Some(at) = rest.find("\\x") {
        out.extend(rest[..at].bytes());
        out.push(u8::from_str_radix(&rest[at + 2..at + 4], 16).unwrap());
        rest = &rest[at + 4..];
    }
    out.extend(rest.bytes());
    out
}

/// `\u{N}` as a character.
fn unescape_text(escaped: &str) -> String {
    let mut out = String::new();
    let mut rest = escaped;
    while let Some(at) = rest.find("\\u{") {
        let end = at + rest[at..].find('}').unwrap();
        out.push_str(&rest[..at]);
        out.push(char::from_u32(u32::from_str_radix(&rest[at + 3..end], 16).unwrap()).unwrap());
        rest = &rest[end + 1..];
    }
    out + rest
}

#[test]
fn files_decode_as_in_cpython_or_give_its_report() {
    let text = recorded("decoding.txt");
    let cases = sections(&text);
    assert_eq!(cases.len() % 2, 0, "a case is its bytes and an answer");
    for pair in cases.chunks(2) {
        let [(name, bytes), (answer, body)] = pair else {
            unreachable!("chunks of an even number are pairs")
        };
        let bytes = unescape_bytes(bytes.trim_end_matches('\n'));
        let found = match SourceFile::from_bytes(bytes.clone()) {
            Ok(file) => {
                assert_eq!(file.bytes(), bytes, "{name}: the bytes are kept");
                (format!("decoded {}", file.encoding_name()), file.text().to_owned())
            }
            Err(SourceError::Undecodable { error, byte_offset }) => {
                assert!(byte_offset <= bytes.len(), "{name}: an offset of the file");
                ("report".to_owned(), render_error(&error, "x.py", ReportStyle::PLAIN))
            }
            Err(error) => panic!("{name}: {error}"),
        };
        let body = if answer == "report" { body.clone() } else { unescape_text(body.trim_end_matches('\n')) };
        assert_eq!(found, (answer.clone(), body), "{name}");
    }
}

#[test]
fn an_undecodable_byte_has_its_offset_in_the_file() {
    let offset = |bytes: &[u8]| match SourceFile::from_bytes(bytes.to_vec()) {
        Err(SourceError::Undecodable { byte_offset, .. }) => byte_offset,
        other => panic!("{other:?}"),
    };
    assert_eq!(offset(b"\xef\xbb\xbfx\r\n\xff"), 6);
    assert_eq!(offset(b"# coding: ascii\r\n\r\n\xff"), 19);
    assert_eq!(offset(b"#\r\n# coding: cp999\n"), 3);
}

#[test]
fn multibyte_codecs_have_the_tables_of_cpython() {
    for line in recorded("multibyte.txt").lines().filter(|line| !line.starts_with('#')) {
        let name = line.split(' ').next().unwrap();
        let codec = Codec::lookup(name).unwrap();
        let (mut count, mut digest) = (0, 0xcbf2_9ce4_8422_2325_u64);
        let mut visit = |bytes: &[u8]| {
            let Ok((text, _)) = codec.decode(bytes) else { return };
            let mut chars = text.chars();
            let (Some(c), None) = (chars.next(), chars.next()) else { return };
            count += 1;
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            for byte in format!("{hex} {:x}\n", u32::from(c)).bytes() {
                digest = (digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
            }
        };
        (0x80..=0xff).for_each(|lead| visit(&[lead]));
        (0x80..=0xff).for_each(|lead| (0..=0xff).for_each(|trail| visit(&[lead, trail])));
        if name == "euc_jp" {
            (0x80..=0xff).for_each(|row| (0x80..=0xff).for_each(|cell| visit(&[0x8f, row, cell])));
        }
        if name == "gb18030" {
            for lead in [0x81, 0x82, 0x84, 0x90, 0xe3] {
                for second in 0x30..=0x39 {
                    for third in 0x81..=0xfe {
                        (0x30..=0x39).for_each(|fourth| visit(&[lead, second, third, fourth]));
                    }
                }
            }
        }
        assert_eq!(format!("{name} {count} {digest:016x}"), line);
    }
}

#[test]
fn reports_are_those_of_tracebacks() {
    for (head, body) in sections(&recorded("reports.txt")) {
        let mut parts = head.splitn(3, ' ');
        let class = match parts.next().unwrap() {
            "SyntaxError" => ErrorClass::Syntax,
            "IndentationError" => ErrorClass::Indentation,
            _ => ErrorClass::Tab,
        };
        let place: Vec<i32> =
            parts.next().unwrap().split(',').filter_map(|number| number.parse().ok()).collect();
        let span = match place[..] {
            [line, column, end_line, end_column] => Some(ErrorSpan { line, column, end_line, end_column }),
            _ => None,
        };
        let text = parts.next().and_then(|it| it.strip_prefix('"')?.strip_suffix('"')).map(unescape_text);
        let error = SyntaxError { class, message: "message".to_owned(), span, text };
        let found = render_error(&error, "x.py", ReportStyle::PLAIN);
        let found: String =
            found.trim_end_matches('\n').split('\n').map(|line| format!("|{line}\n")).collect();
        assert_eq!(found, body, "{head}");
    }
}

#[test]
fn a_report_has_the_colours_of_cpython_on_a_terminal() {
    let span = Some(ErrorSpan { line: 1, column: 5, end_line: 1, end_column: 6 });
    let text = Some("  x = = 1\n".to_owned());
    let error = SyntaxError { class: ErrorClass::Syntax, message: "invalid syntax".to_owned(), span, text };
    expect![[r#"
          File \e[35m"x.py"\e[0m, line \e[35m1\e[0m
            x \e[1;31m=\e[0m = 1
              \e[1;31m^\e[0m
        \e[1;35mSyntaxError\e[0m: \e[35minvalid syntax\e[0m
    "#]]
    .assert_eq(&render_error(&error, "x.py", ReportStyle::COLORED).replace('\x1b', "\\e"));
}

#[test]
fn a_warning_shows_its_line_stripped() {
    let as_error = SyntaxError { class: ErrorClass::Syntax, message: String::new(), span: None, text: None };
    let warning = SyntaxWarning { message: "invalid".to_owned(), line: 3, as_error };
    assert_eq!(
        render_warning(&warning, "x.py", Some(" \t x \x0c\r\n")),
        "x.py:3: SyntaxWarning: invalid\n  x\n"
    );
    assert_eq!(render_warning(&warning, "<stdin>", None), "<stdin>:3: SyntaxWarning: invalid\n");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_utf_8_is_shown_with_lone_surrogates() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let path = std::path::Path::new(OsStr::from_bytes(b"a\xff\xc3\xa9.py"));
    assert_eq!(shown_path(path), "a\\udcff\u{e9}.py");
}

#[test]
fn lines_end_at_lf_crlf_and_cr_alone() {
    let text = "a\r\nb\rc\nd\x0ce\n";
    let index = LineIndex::new(text);
    let lines: Vec<_> = (1..=index.line_count()).map(|line| index.line_text(text, line).unwrap()).collect();
    assert_eq!(lines, ["a\r\n", "b\r", "c\n", "d\x0ce\n", ""]);
    assert_eq!((index.line_start(0), index.line_start(6)), (None, None));
}

#[test]
fn columns_count_bytes_code_points_and_utf_16() {
    let text = "x\né\u{1f600}z\n";
    let index = LineIndex::new(text);
    let z = TextSize::new(text.find('z').unwrap() as u32);
    let column = |unit| index.line_column(text, z, unit).column;
    assert_eq!(
        (column(ColumnUnit::Bytes), column(ColumnUnit::CodePoints), column(ColumnUnit::Utf16)),
        (6, 2, 3)
    );
}

#[test]
fn overlapping_edits_are_refused_and_touching_ones_are_not() {
    let edit = |lo: u32, hi: u32| TextEdit { range: range(lo, hi), insert: "-".to_owned() };
    assert!(matches!(Edits::new(vec![edit(2, 4), edit(0, 3)]), Err(EditError::Overlap { .. })));
    assert!(matches!(Edits::new(vec![edit(2, 4), edit(3, 3)]), Err(EditError::Overlap { .. })));
    let touching = Edits::new(vec![edit(2, 4), edit(4, 4), edit(0, 2), edit(2, 2)]).unwrap();
    assert_eq!(touching.apply("abcdef").unwrap(), "----ef");
    let past_end = Edits::one(edit(2, 9));
    assert_eq!(past_end.apply("abc"), Err(EditError::OutOfText { range: range(2, 9), len: 3 }));
    assert!(Edits::one(edit(1, 2)).apply("é").is_err(), "cuts a character");
}

#[test]
fn positions_move_with_edits() {
    // abcdef -> aXYdZef: `bc` replaced, an insertion before `e`.
    let edits = Edits::new(vec![
        TextEdit { range: range(1, 3), insert: "XY".to_owned() },
        TextEdit { range: range(4, 4), insert: "Z".to_owned() },
    ])
    .unwrap();
    let new = |at, bias| u32::from(edits.map_to_new(TextSize::new(at), bias));
    let old = |at, bias| u32::from(edits.map_to_old(TextSize::new(at), bias));
    let both = |map: &dyn Fn(u32, Bias) -> u32, at| (map(at, Bias::Before), map(at, Bias::After));
    let table: Vec<_> = (0..=6).map(|at| both(&new, at)).collect();
    assert_eq!(table, [(0, 0), (1, 1), (1, 3), (3, 3), (4, 5), (6, 6), (7, 7)]);
    let table: Vec<_> = (0..=7).map(|at| both(&old, at)).collect();
    assert_eq!(table, [(0, 0), (1, 1), (1, 3), (3, 3), (4, 4), (4, 4), (5, 5), (6, 6)]);
}

#[test]
fn unchanged_text_keeps_its_bytes_and_new_text_is_encoded() {
    let bytes = b"# coding: cp1252\r\nx = '\x80'  # \xe9\r\n".to_vec();
    let file = SourceFile::from_bytes(bytes.clone()).unwrap();
    let at = TextSize::new(file.text().find('x').unwrap() as u32);
    let insert = |text: &str| Edits::one(TextEdit { range: TextRange::empty(at), insert: text.to_owned() });
    let changed = file.rebuild(&insert("\u{20ac} = ")).unwrap();
    assert_eq!(changed, b"# coding: cp1252\r\n\x80 = x = '\x80'  # \xe9\r\n");
    let error = file.rebuild(&insert("\u{65e5}")).unwrap_err();
    assert_eq!(error.to_string(), "the encoding `cp1252` has no character '日'");
    assert_eq!(file.bytes_of(file.text()).unwrap(), bytes);
}

#[test]
fn bytes_of_two_spellings_of_one_character_are_kept() {
    // GBK and Big5 have no such pairs; in cp932 both are U+2252.
    let bytes = b"# coding: cp932\nx = '\x81\xe0\x87\x90'\n".to_vec();
    let file = SourceFile::from_bytes(bytes.clone()).unwrap();
    assert!(file.text().contains("'\u{2252}\u{2252}'"));
    assert_eq!(file.bytes_of(file.text()).unwrap(), bytes);
    let shorter = file.text().replace("x = ", "");
    assert_eq!(file.bytes_of(&shorter).unwrap(), b"# coding: cp932\n'\x81\xe0\x87\x90'\n");
}

#[test]
fn diffs_are_those_that_git_applies() {
    let show = |old: Option<&str>, new: Option<&str>| {
        let diff = diff::unified_diff("a b/x.py", old.map(str::as_bytes), new.map(str::as_bytes));
        String::from_utf8(diff).unwrap().replace('\r', "\\r").replace('\t', "\\t")
    };
    assert_eq!(show(Some("a\n"), Some("a\n")), "");
    expect![[r#"
        --- a/a b/x.py\t
        +++ b/a b/x.py\t
        @@ -1,4 +1,4 @@
         a\r
        -b\r
        +c\r
         d\re
        -f
        \ No newline at end of file
        +f
    "#]]
    .assert_eq(&show(Some("a\r\nb\r\nd\re\nf"), Some("a\r\nc\r\nd\re\nf\n")));
    expect![[r#"
        diff --git a/a b/x.py b/a b/x.py
        new file mode 100644
        --- /dev/null
        +++ b/a b/x.py\t
        @@ -0,0 +1 @@
        +a
    "#]]
    .assert_eq(&show(None, Some("a\n")));
    expect![[r#"
        diff --git a/a b/x.py b/a b/x.py
        deleted file mode 100644
    "#]]
    .assert_eq(&show(Some(""), None));
}

fn range(lo: u32, hi: u32) -> TextRange {
    TextRange::new(TextSize::new(lo), TextSize::new(hi))
}

/// Texts with many line breaks, wide characters and long runs.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{0,9}",
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("\n".to_owned()),
        "\\PC{0,5}",
        Just("é€\u{1f600}".repeat(200)),
        Just("x".repeat(1500)),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Code that is declared to be in some encoding, with arbitrary bytes below.
fn any_file() -> impl Strategy<Value = Vec<u8>> {
    let name = prop::sample::select(vec![
        "utf-8",
        "latin-1",
        "cp1252",
        "cp1251",
        "koi8-r",
        "gbk",
        "gb18030",
        "euc-jp",
        "shift_jis",
        "big5",
        "cp949",
        "ascii",
        "utf8",
        "nonsense",
    ]);
    (name, any::<bool>(), prop::collection::vec(any::<u8>(), 0..80)).prop_map(|(name, has_bom, tail)| {
        let bom: &[u8] = if has_bom { b"\xef\xbb\xbf" } else { b"" };
        [bom, format!("# coding: {name}\n").as_bytes(), &tail].concat()
    })
}

/// Edits of a text of lines that all differ, so that there is one shortest difference.
fn line_edits() -> impl Strategy<Value = (String, Edits)> {
    let change = (0..120usize, 0..3usize, 0..3usize);
    (1..40usize, any::<bool>(), proptest::collection::vec(change, 0..6)).prop_map(
        |(n_lines, ends, changes)| {
            let mut text: String = (0..n_lines).map(|line| format!("line {line}\n")).collect();
            if !ends {
                text.pop();
            }
            let mut edits = Vec::new();
            let mut at = 0;
            for (number, (skip, n_removed, n_added)) in changes.into_iter().enumerate() {
                let start = (at + skip).min(text.len());
                let end =
                    text[start..].match_indices('\n').nth(n_removed).map_or(text.len(), |(at, _)| start + at);
                let insert: String = (0..n_added).map(|line| format!("new {number} {line}\n")).collect();
                let range = TextRange::new(TextSize::new(start as u32), TextSize::new(end as u32));
                edits.push(TextEdit { range, insert: format!("{insert}end {number}") });
                at = end + 1;
                if at >= text.len() {
                    break;
                }
            }
            (text, Edits::new(edits).unwrap())
        },
    )
}

proptest! {
    #[test]
    fn a_diff_from_edits_is_the_one_from_texts((text, edits) in line_edits()) {
        let new = edits.apply(&text).unwrap();
        let from_edits = diff::edited_diff("x.py", (&text, &edits), text.as_bytes(), new.as_bytes());
        let from_texts = diff::unified_diff("x.py", Some(text.as_bytes()), Some(new.as_bytes()));
        prop_assert_eq!(String::from_utf8(from_edits).unwrap(), String::from_utf8(from_texts).unwrap());
    }

    #[test]
    fn any_bytes_are_read_or_reported(bytes in any_file()) {
        match SourceFile::from_bytes(bytes.clone()) {
            Ok(file) => {
                prop_assert_eq!(file.bytes(), &bytes[..]);
                prop_assert_eq!(&file.bytes_of(file.text()).unwrap(), &bytes);
                for (at, _) in file.text().char_indices() {
                    let byte = file.byte_offset(TextSize::new(at as u32));
                    prop_assert_eq!(usize::from(file.text_offset(byte)), at);
                }
                prop_assert_eq!(file.byte_offset(TextSize::of(file.text())), bytes.len());
            }
            Err(SourceError::Undecodable { error, byte_offset }) => {
                prop_assert!(byte_offset <= bytes.len());
                prop_assert!(render_error(&error, "x.py", ReportStyle::PLAIN).ends_with('\n'));
            }
            Err(error) => prop_assert!(false, "{}", error),
        }
    }

    #[test]
    fn places_and_offsets_are_each_others_inverse(text in any_text()) {
        let index = LineIndex::new(&text);
        let starts = (1..=index.line_count()).map(|line| index.line_start(line).unwrap());
        let starts: Vec<usize> = starts.map(usize::from).collect();
        for (at, _) in text.char_indices() {
            let offset = TextSize::new(at as u32);
            let line_idx = starts.iter().rposition(|start| *start <= at).unwrap();
            let before = &text[starts[line_idx]..at];
            let expected = [before.len(), before.chars().count(), before.encode_utf16().count()];
            for (unit, column) in [ColumnUnit::Bytes, ColumnUnit::CodePoints, ColumnUnit::Utf16].into_iter().zip(expected) {
                let place = LineColumn { line: line_idx as u32 + 1, column: column as u32 };
                prop_assert_eq!(index.line_column(&text, offset, unit), place);
                prop_assert_eq!(index.offset(&text, place, unit), Some(offset));
            }
        }
    }

    #[test]
    fn applied_edits_agree_with_mapped_positions(
        text in "[a-z]{0,40}",
        cuts in prop::collection::vec((0usize..40, 0usize..6, "[A-Z]{0,4}"), 0..6),
    ) {
        let edits = cuts.into_iter().map(|(lo, len, insert)| {
            let lo = lo.min(text.len());
            TextEdit { range: range(lo as u32, (lo + len).min(text.len()) as u32), insert }
        });
        let Ok(edits) = Edits::new(edits.collect()) else { return Ok(()) };
        let new = edits.apply(&text).unwrap();
        let touched = |at: u32| edits.iter().any(|edit| edit.range.contains(TextSize::new(at)));
        for (at, c) in text.char_indices().filter(|(at, _)| !touched(*at as u32)) {
            let moved = usize::from(edits.map_to_new(TextSize::new(at as u32), Bias::After));
            prop_assert_eq!(new[moved..].chars().next(), Some(c));
            prop_assert_eq!(usize::from(edits.map_to_old(TextSize::new(moved as u32), Bias::After)), at);
        }
    }
}
