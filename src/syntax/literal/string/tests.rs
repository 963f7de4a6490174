//! Cases of string decoding that were faults.

use super::*;

fn decoded(token: &str) -> Vec<u8> {
    StringToken::parse(token).decode().unwrap().value.as_bytes().to_vec()
}

fn message(token: &str) -> String {
    let token = StringToken::parse(token);
    let error = if token.is_bytes { token.decode_bytes().unwrap_err() } else { token.decode().unwrap_err() };
    error.to_string()
}

#[test]
fn prefixes_and_quotes() {
    let token = StringToken::parse("Rb'''a'b'''");
    assert_eq!((token.is_raw, token.is_bytes, token.body, token.body_start), (true, true, "a'b", 5.into()));
    assert_eq!(StringToken::parse("''").body, "");
    assert_eq!(StringToken::parse("\"\"\"\"\"\"").body, "");
    assert_eq!(StringToken::parse("f'''").body, "");
    assert_eq!(StringToken::parse("'open").body, "open");
}

#[test]
fn escapes_of_strings() {
    assert_eq!(
        decoded(r"'\x41\u00e9\U0001F600\101\0\n\'\q\é\N{bullet}\N{LF}'"),
        "A\u{e9}😀A\0\n'\\q\\é•\n".as_bytes()
    );
    assert_eq!(decoded("'a\\\r\nb\\\rc\rd'"), b"abc\nd");
    assert_eq!(decoded(r"r'\x'"), br"\x");
    assert_eq!(decoded(r"'\ud800'"), b"\xed\xa0\x80");
    assert_eq!(decoded(r"'\ud83d\ude00'"), b"\xed\xa0\xbd\xed\xb8\x80", "two surrogates stay two");
}

#[test]
fn errors_of_strings() {
    let said = "(unicode error) 'unicodeescape' codec can't decode bytes in position";
    assert_eq!(message(r"'\x4'"), format!("{said} 0-2: truncated \\xXX escape"));
    assert_eq!(message(r"'é\u12'"), format!("{said} 10-13: truncated \\uXXXX escape"));
    assert_eq!(message(r"'\U00110000'"), format!("{said} 0-9: illegal Unicode character"));
    assert_eq!(message(r"'ab\N{no such}'"), format!("{said} 2-12: unknown Unicode character name"));
    assert_eq!(message(r"'\N{}'"), format!("{said} 0-2: malformed \\N character escape"));
    assert_eq!(message(r"'\N'"), format!("{said} 0-1: malformed \\N character escape"));
    assert_eq!(message(r"b'ab\x4'"), "(value error) invalid \\x escape at position 2");
    assert_eq!(message("b'é'"), "bytes can only contain ASCII literal characters");
}

#[test]
fn warnings_name_the_first_invalid_escape() {
    let warning = StringToken::parse(r"'ok \n \d \q'").decode().unwrap().warning.unwrap();
    assert_eq!(warning.range, TextRange::new(6.into(), 8.into()));
    assert_eq!(
        warning.to_string(),
        r#""\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\d"? A raw string is also an option."#
    );
    let warning = StringToken::parse(r"b'\777'").decode_bytes().unwrap().warning.unwrap();
    assert!(warning.to_string().starts_with(r#""\777" is an invalid octal escape sequence."#));
    assert_eq!(StringToken::parse(r"'\é'").decode().unwrap().warning, None);
}
