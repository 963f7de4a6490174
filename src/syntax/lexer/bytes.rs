//! What each byte can begin, as a table.

/// What a token is whose first byte is this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Space, tab, form feed.
    Space,
    /// Line feed, carriage return.
    Break,
    /// A letter, `_`, or a byte of a character outside ASCII.
    Word,
    /// A letter that string prefixes have.
    Prefix,
    /// A digit.
    Digit,
    /// A quote.
    Quote,
    /// `.`, which also begins numbers.
    Dot,
    /// `#`.
    Hash,
    /// `(`, `[`, `{`.
    Open,
    /// `)`, `]`, `}`.
    Close,
    /// `\`.
    Backslash,
    /// The first byte of an operator or delimiter.
    Operator,
    /// A byte that begins no token.
    Other,
}

/// The class of each byte.
pub(super) const CLASS: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = class(byte as u8);
        byte += 1;
    }
    table
};

const fn class(byte: u8) -> Class {
    match byte {
        b' ' | b'\t' | b'\x0c' => Class::Space,
        b'\n' | b'\r' => Class::Break,
        b'b' | b'f' | b'r' | b't' | b'u' | b'B' | b'F' | b'R' | b'T' | b'U' => Class::Prefix,
        b'a'..=b'z' | b'A'..=b'Z' | b'_' | 128..=255 => Class::Word,
        b'0'..=b'9' => Class::Digit,
        b'"' | b'\'' => Class::Quote,
        b'.' => Class::Dot,
        b'#' => Class::Hash,
        b'(' | b'[' | b'{' => Class::Open,
        b')' | b']' | b'}' => Class::Close,
        b'\\' => Class::Backslash,
        b'!' | b'%' | b'&' | b'*' | b'+' | b',' | b'-' | b'/' | b':' | b';' | b'<' | b'=' | b'>' | b'@'
        | b'^' | b'`' | b'|' | b'~' => Class::Operator,
        _ => Class::Other,
    }
}

/// Whether the byte can stand within a word; every byte outside ASCII can.
pub(super) const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(class(byte as u8), Class::Word | Class::Prefix | Class::Digit);
        byte += 1;
    }
    table
};

/// Whether the byte ends a run of plain text in a string: a quote, a backslash, a brace, a line break.
pub(super) const ENDS_TEXT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, b'"' | b'\'' | b'\\' | b'{' | b'}' | b'\n' | b'\r');
        byte += 1;
    }
    table
};
