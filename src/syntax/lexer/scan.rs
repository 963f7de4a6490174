//! Code: the mode in which the lexer starts.
//!
//! **Ended by** the `}` or the `:` that ends the expression of a replacement field, if the code is one; else by
//! the end of the file. **Nests** brackets, and the literal stretches of f- and t-strings. **At the end of the
//! file** open brackets are an error, an open line gets its NEWLINE, open blocks their DEDENTs.

use memchr::memchr2;

use super::brackets::Bracket;
use super::bytes::{CLASS, Class};
use super::fstring::StringMode;
use super::lines::Indent;
use super::{LexError, LexErrorKind, LexWarning, LexWarningKind, Policy, Tokens};
use crate::syntax::SyntaxKind::{self, *};
use crate::text::{TextRange, TextSize};

/// The state of the lexer between two tokens.
pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    /// Where the next token begins.
    pub(super) pos: usize,
    pub(super) policy: Policy,
    pub(super) tokens: Tokens,
    /// What is open, outermost first, across all modes.
    pub(super) brackets: Vec<Bracket>,
    /// The formatted strings that are open, outermost first.
    pub(super) strings: Vec<StringMode>,
    /// Whether the lexer is in a literal stretch of the innermost string.
    pub(super) in_text: bool,
    /// The columns of open blocks; the first is that of the file and stays.
    pub(super) indents: Vec<Indent>,
    /// Whether nothing of the current line has been read.
    pub(super) at_line_start: bool,
    /// Whether a logical line has begun and not ended.
    pub(super) line_open: bool,
    /// From where on no plain triple-quoted string can end, by quote; the end of the text if not known.
    pub(super) endless: [usize; 2],
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str, policy: Policy) -> Self {
        let mut tokens = Tokens::default();
        // Real code has a token every three to four bytes.
        tokens.kinds.reserve(text.len() / 3 + 8);
        tokens.starts.reserve(text.len() / 3 + 9);
        Self {
            text,
            bytes: text.as_bytes(),
            pos: 0,
            policy,
            tokens,
            brackets: Vec::new(),
            strings: Vec::new(),
            in_text: false,
            indents: vec![Indent::FILE],
            at_line_start: true,
            line_open: false,
            endless: [text.len(); 2],
        }
    }

    pub(super) fn run(mut self) -> Tokens {
        while self.pos < self.bytes.len() {
            if self.in_text {
                self.string_text();
            } else if self.at_line_start {
                self.line_start();
            } else {
                self.code_token();
            }
        }
        self.end_of_file();
        self.report_null_byte();
        self.tokens
    }

    fn code_token(&mut self) {
        let start = self.pos;
        match CLASS[usize::from(self.bytes[start])] {
            Class::Space => self.spaces(),
            Class::Word => self.word(),
            Class::Prefix => self.word_or_string(),
            Class::Operator => self.operator(),
            Class::Open => self.open_bracket(),
            Class::Close => self.close_bracket(),
            Class::Break => self.line_break(),
            Class::Dot => self.dot(),
            Class::Quote => self.string(start),
            Class::Digit => self.number(),
            Class::Hash => self.comment(),
            Class::Backslash => self.line_join(),
            Class::Other => self.stray(),
        }
    }

    fn spaces(&mut self) {
        let start = self.pos;
        self.pos += 1;
        while let b' ' | b'\t' | b'\x0c' = self.peek() {
            self.pos += 1;
        }
        self.push(WHITESPACE, start);
    }

    pub(super) fn comment(&mut self) {
        let start = self.pos;
        self.pos = memchr2(b'\n', b'\r', &self.bytes[start..]).map_or(self.bytes.len(), |len| start + len);
        self.push(COMMENT, start);
    }

    fn dot(&mut self) {
        if self.peek_at(1).is_ascii_digit() {
            return self.number();
        }
        if self.peek_at(1) == b'.' && self.peek_at(2) == b'.' {
            return self.bump(ELLIPSIS, 3);
        }
        self.bump(DOT, 1);
    }

    fn operator(&mut self) {
        let first = self.bytes[self.pos];
        if first == b':' && self.starts_format_spec() {
            return self.format_spec();
        }
        let (kind, len) = operator(first, self.peek_at(1), self.peek_at(2));
        self.bump(kind, len);
    }

    /// A byte that begins no token. `$` and `?` are left to the parser to reject, as in CPython.
    fn stray(&mut self) {
        let start = self.pos;
        let byte = self.bytes[start];
        self.pos += 1;
        if byte.is_ascii_control() && byte != 0 {
            self.error(start, LexErrorKind::NonPrintable(char::from(byte)));
        }
        self.push(ERROR_TOKEN, start);
    }

    /// The next byte; 0 at the end of the text.
    pub(super) fn peek(&self) -> u8 {
        self.peek_at(0)
    }

    /// The byte `ahead` of the next one; 0 past the end of the text.
    pub(super) fn peek_at(&self, ahead: usize) -> u8 {
        self.bytes.get(self.pos + ahead).copied().unwrap_or(0)
    }

    /// The length of the line break at `pos`: 0 if there is none.
    pub(super) fn break_len(&self, pos: usize) -> usize {
        match self.bytes.get(pos) {
            Some(b'\n') => 1,
            Some(b'\r') => 1 + usize::from(self.bytes.get(pos + 1) == Some(&b'\n')),
            _ => 0,
        }
    }

    /// Adds the token that began at `start` and ends here.
    pub(super) fn push(&mut self, kind: SyntaxKind, start: usize) {
        self.tokens.kinds.push(kind);
        self.tokens.starts.push(start as u32);
    }

    /// Adds a token of `len` bytes.
    pub(super) fn bump(&mut self, kind: SyntaxKind, len: usize) {
        self.push(kind, self.pos);
        self.pos += len;
    }

    /// Reports an error in the token that is being read, from `start` to here.
    #[cold]
    pub(super) fn error(&mut self, start: usize, kind: LexErrorKind) {
        self.error_at(start, self.pos, kind);
    }

    #[cold]
    pub(super) fn error_at(&mut self, start: usize, end: usize, kind: LexErrorKind) {
        let token = self.tokens.kinds.len() as u32;
        self.tokens.errors.push(LexError { range: range(start, end), token, kind, is_tolerated: false });
    }

    /// Reports something that CPython's `tokenize` passes over.
    #[cold]
    pub(super) fn tolerated(&mut self, start: usize, end: usize, kind: LexErrorKind) {
        let token = self.tokens.kinds.len() as u32;
        self.tokens.errors.push(LexError { range: range(start, end), token, kind, is_tolerated: true });
    }

    #[cold]
    pub(super) fn warn_at(&mut self, start: usize, end: usize, kind: LexWarningKind) {
        let token = self.tokens.kinds.len() as u32;
        self.tokens.warnings.push(LexWarning { range: range(start, end), token, kind });
    }
}

fn range(start: usize, end: usize) -> TextRange {
    TextRange::new(TextSize::new(start as u32), TextSize::new(end as u32))
}

/// The operator or delimiter that begins with these bytes, and its length; brackets and dots aside.
fn operator(first: u8, second: u8, third: u8) -> (SyntaxKind, usize) {
    let or_assign = |plain, assign| if second == b'=' { (assign, 2) } else { (plain, 1) };
    let or_doubled = |plain, assign, doubled, doubled_assign| match (second, third) {
        (b'=', _) => (assign, 2),
        (next, b'=') if next == first => (doubled_assign, 3),
        (next, _) if next == first => (doubled, 2),
        _ => (plain, 1),
    };
    match first {
        b',' => (COMMA, 1),
        b':' => or_assign(COLON, COLON_EQUAL),
        b'=' => or_assign(EQUAL, EQ_EQUAL),
        b'*' => or_doubled(STAR, STAR_EQUAL, DOUBLE_STAR, DOUBLE_STAR_EQUAL),
        b'/' => or_doubled(SLASH, SLASH_EQUAL, DOUBLE_SLASH, DOUBLE_SLASH_EQUAL),
        // The longer operator at `>` wins: `<>=` is `<` and `>=`.
        b'<' if second == b'>' && !matches!(third, b'=' | b'>') => (LESS_GREATER, 2),
        b'<' => or_doubled(LESS, LESS_EQUAL, LEFT_SHIFT, LEFT_SHIFT_EQUAL),
        b'>' => or_doubled(GREATER, GREATER_EQUAL, RIGHT_SHIFT, RIGHT_SHIFT_EQUAL),
        b'-' if second == b'>' => (ARROW, 2),
        b'-' => or_assign(MINUS, MINUS_EQUAL),
        b'+' => or_assign(PLUS, PLUS_EQUAL),
        b'%' => or_assign(PERCENT, PERCENT_EQUAL),
        b'&' => or_assign(AMPERSAND, AMPERSAND_EQUAL),
        b'|' => or_assign(PIPE, PIPE_EQUAL),
        b'^' => or_assign(CARET, CARET_EQUAL),
        b'@' => or_assign(AT, AT_EQUAL),
        b'!' => or_assign(EXCLAMATION, NOT_EQUAL),
        b';' => (SEMICOLON, 1),
        b'~' => (TILDE, 1),
        b'`' => (BACKTICK, 1),
        _ => (ERROR_TOKEN, 1),
    }
}
