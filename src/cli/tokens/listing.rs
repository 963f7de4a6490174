//! The tokens of a text, one a line.
//!
//! [`listing`] takes the tokens of [`lex_strict`] and shows them as CPython's `tokenize` does, which differs in form
//! only: positions are lines and code points; doubled braces split the text of an f-string and count once; a
//! format specifier has a text, if an empty one, before what ends it; a file that ends within a line has a line
//! break of no length that is one column wide. A text that the tokenizer rejects has no listing. What the module
//! passes over ([`LexError::is_tolerated`]) is passed over here.
//!
//! Source: CPython 3.14, `Lib/tokenize.py`, `Python/Python-tokenize.c`.

use std::fmt::{self, Write};

use crate::syntax::SyntaxKind::{self, *};
use crate::syntax::lexer::{LexError, LexErrorKind, Tokens, lex_strict};
use crate::text::repr::is_printable;

/// How operators are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// `OP` for all.
    Plain,
    /// Each by its own name, as with `-e`.
    Exact,
}

/// Why a text has no listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenError {
    /// Line (1-based) and column, if CPython gives them; what the column counts depends on the error.
    pub place: Option<(usize, usize)>,
    /// CPython's message.
    pub message: String,
    /// The lines of the tokens before the error.
    pub listed: String,
}

impl fmt::Display for TokenError {
    /// What `python -m tokenize` prints after the name of the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": error: {}", self.message)
    }
}

/// The lines that `python -m tokenize` prints for a text in `encoding`, the ENCODING line first if there is one.
///
/// ```
/// use reskin::cli::tokens::{Names, listing};
///
/// let lines = listing("x", Some("utf-8"), Names::Plain).map_err(|error| error.message)?;
/// assert_eq!(lines.lines().nth(1), Some("1,0-1,1:            NAME           'x'            "));
/// # Ok::<(), String>(())
/// ```
pub fn listing(text: &str, encoding: Option<&str>, names: Names) -> Result<String, TokenError> {
    let tokens = lex_strict(text);
    let error = tokens.errors().iter().find(|error| !error.is_tolerated);
    let n_tokens = error.map_or(tokens.len(), |error| error.token as usize);
    let mut printer = Printer::new(text, names);
    if let Some(encoding) = encoding {
        printer.line(Place::default(), Place::default(), "ENCODING", encoding);
    }
    for idx in 0..n_tokens {
        let range = tokens.range(idx);
        printer.token(tokens.kind(idx), u32::from(range.start()) as usize, u32::from(range.end()) as usize);
    }
    let Some(error) = error else { return Ok(printer.out) };
    if matches!(error.kind, LexErrorKind::UnclosedBracket(_)) && !printer.line_closed {
        printer.missing_break("NL");
    }
    Err(TokenError { listed: printer.out, ..token_error(text, &tokens, error) })
}

/// A line (1-based; 0 before the text) and a column (0-based, in code points).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Place {
    line: usize,
    column: usize,
}

impl Place {
    /// The place `columns` to the right.
    fn right(self, columns: usize) -> Self {
        Self { column: self.column + columns, ..self }
    }
}

/// Where a token is with respect to the text of an f- or t-string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// In code.
    Code,
    /// In the text, of which nothing was printed since the last brace.
    Text,
    /// In the text, a piece of which was printed last.
    TextGiven,
}

/// Writes the listing, token by token from the start of the text.
struct Printer<'t> {
    text: &'t str,
    names: Names,
    out: String,
    /// What was last asked for, in bytes, and its place: tokens come in order.
    last: (usize, Place),
    within: Within,
    /// For each open bracket, whether it opens a replacement field.
    brackets: Vec<bool>,
    /// For each open f- or t-string, how its text is named and whether it is raw.
    strings: Vec<(&'static str, bool)>,
    /// Whether the line break was printed that a file has that ends within a line.
    line_closed: bool,
}

impl<'t> Printer<'t> {
    fn new(text: &'t str, names: Names) -> Self {
        Self {
            text,
            names,
            out: String::with_capacity(text.len() * 12),
            last: (0, Place { line: 1, column: 0 }),
            within: Within::Code,
            brackets: Vec::new(),
            strings: Vec::new(),
            line_closed: text.is_empty() || text.ends_with('\n'),
        }
    }

    fn token(&mut self, kind: SyntaxKind, start: usize, end: usize) {
        match kind {
            WHITESPACE | LINE_CONTINUATION => {}
            FSTRING_MIDDLE | TSTRING_MIDDLE => self.string_text(start, end),
            NEWLINE if start == end => self.missing_break("NEWLINE"),
            NEWLINE | NL => {
                let from = self.place(start);
                let text = self.text;
                self.line(from, from.right(end - start), name(kind, "", self.names), &text[start..end]);
            }
            // CPython's lexer knows `<>` only after `from __future__ import barry_as_FLUFL`.
            LESS_GREATER => {
                self.token(LESS, start, start + 1);
                self.token(GREATER, start + 1, end);
            }
            INDENT => self.indent(start),
            DEDENT | ENDMARKER if start == self.text.len() => self.at_end(kind),
            _ => {
                self.enter(kind, start);
                let text = self.text;
                let name = name(kind, &text[start..end], self.names);
                self.plain(name, start, end);
            }
        }
    }

    /// Follows the modes of formatted strings up to a token, and prints the empty texts that CPython has there.
    fn enter(&mut self, kind: SyntaxKind, start: usize) {
        let within = std::mem::replace(&mut self.within, Within::Code);
        match kind {
            L_PAREN | L_BRACKET => self.brackets.push(false),
            L_BRACE => {
                if within == Within::Text && self.text[start..].starts_with("{{") {
                    self.empty_text(start);
                }
                self.brackets.push(within != Within::Code);
            }
            R_PAREN | R_BRACKET | R_BRACE => {
                if within == Within::Text {
                    self.empty_text(start);
                }
                if self.brackets.pop() == Some(true) && !self.strings.is_empty() {
                    self.within = Within::Text;
                }
            }
            COLON if self.brackets.last() == Some(&true) && !self.strings.is_empty() => {
                self.within = Within::Text;
            }
            FSTRING_START => self.open_string("FSTRING_MIDDLE", start),
            TSTRING_START => self.open_string("TSTRING_MIDDLE", start),
            FSTRING_END | TSTRING_END => {
                self.strings.pop();
            }
            _ => {}
        }
    }

    fn open_string(&mut self, text_name: &'static str, start: usize) {
        let prefix = self.text[start..].bytes().take_while(u8::is_ascii_alphabetic);
        let is_raw = prefix.into_iter().any(|letter| letter.eq_ignore_ascii_case(&b'r'));
        self.strings.push((text_name, is_raw));
        self.within = Within::Text;
    }

    fn empty_text(&mut self, at: usize) {
        if let Some((name, _)) = self.strings.last().copied() {
            self.plain(name, at, at);
        }
    }

    /// The text between two replacement fields, in pieces: one ends after the first of two doubled braces, and
    /// after the name of a `\N{…}`.
    fn string_text(&mut self, start: usize, end: usize) {
        let Some((name, is_raw)) = self.strings.last().copied() else { return };
        let bytes = &self.text.as_bytes()[..end];
        let (mut piece, mut pos, mut in_name) = (start, start, false);
        while pos < end {
            match bytes[pos..] {
                [b'}', ..] if in_name => {
                    self.plain(name, piece, pos + 1);
                    (piece, pos, in_name) = (pos + 1, pos + 1, false);
                }
                [b'{' | b'}', ..] => {
                    self.plain(name, piece, pos + 1);
                    (piece, pos, in_name) = (pos + 2, pos + 2, false);
                }
                [b'\\', b'{' | b'}', ..] => pos += 1,
                [b'\\', b'N', b'{', ..] if !is_raw => {
                    in_name = true;
                    pos += 3;
                }
                [b'\\', ..] => pos += 2,
                _ => pos += 1,
            }
        }
        self.within = Within::Text;
        if piece < end {
            self.plain(name, piece, end);
            self.within = Within::TextGiven;
        }
    }

    fn indent(&mut self, end: usize) {
        let text = self.text;
        let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
        let to = self.place(end);
        self.line(Place { column: 0, ..to }, to, "INDENT", &text[start..end]);
    }

    fn at_end(&mut self, kind: SyntaxKind) {
        if !self.line_closed {
            self.missing_break("NL");
        }
        let after = Place { line: self.text.lines().count() + 1, column: 0 };
        self.line(after, after, name(kind, "", self.names), "");
    }

    /// The line break that a file lacks at its end: no text, one column.
    fn missing_break(&mut self, name: &str) {
        let from = self.place(self.text.len());
        self.line(from, from.right(1), name, "");
        self.line_closed = true;
    }

    /// A token whose text is as it is written.
    fn plain(&mut self, name: &str, start: usize, end: usize) {
        let text = self.text;
        let from = self.place(start);
        let to = self.place(end);
        self.line(from, to, name, &text[start..end]);
    }

    fn place(&mut self, at: usize) -> Place {
        let (mut pos, mut place) = self.last;
        debug_assert!(pos <= at, "tokens are in order");
        while pos < at {
            match self.text.as_bytes()[pos] {
                b'\n' => place = Place { line: place.line + 1, column: 0 },
                0x80..=0xbf => {}
                _ => place.column += 1,
            }
            pos += 1;
        }
        self.last = (pos, place);
        place
    }

    fn line(&mut self, from: Place, to: Place, name: &str, text: &str) {
        let range = format!("{},{}-{},{}:", from.line, from.column, to.line, to.column);
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{range:<20}{name:<15}{:<15}", repr(text));
    }
}

/// Python's `repr` of a string.
fn repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            c if c.is_ascii_graphic() || is_printable(c) => out.push(c),
            c => push_escape(&mut out, u32::from(c)),
        }
    }
    out.push(quote);
    out
}

fn push_escape(out: &mut String, code: u32) {
    // Writing to a string cannot fail.
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// The exception of CPython's module for a text that it rejects.
fn token_error(text: &str, tokens: &Tokens, error: &LexError) -> TokenError {
    let (start, end) = (u32::from(error.range.start()) as usize, u32::from(error.range.end()) as usize);
    // Where the tokenizer stands is after a character, which may be the line feed that a file lacks.
    let cursor = |text: &str| {
        place_of(text, if end > start { text.floor_char_boundary(end - 1) } else { end }).right(1)
    };
    let mut message = error.message(text);
    let buffer = Buffer::at(tokens, error);
    let place = match error.kind {
        LexErrorKind::EofAfterBackslash | LexErrorKind::UnclosedBracket(_) => {
            message = "unexpected EOF in multi-line statement".to_owned();
            let held = text[buffer.start..].strip_suffix('\n').unwrap_or(&text[buffer.start..]);
            Place { line: text.lines().count(), column: if buffer.is_free { 0 } else { held.len() + 1 } }
        }
        LexErrorKind::InconsistentDedent
        | LexErrorKind::InconsistentTabs
        | LexErrorKind::TooManyIndents
        | LexErrorKind::StrayBackslash => {
            let line_end = text[start..].find('\n').map_or(text.len(), |len| start + len);
            let held = text[buffer.start..line_end].chars().count();
            Place { line: place_of(text, start).line, column: held + 1 }
        }
        LexErrorKind::NullByte if in_declaration_lines(text, start) => {
            {
                return TokenError { place: None, message, listed: String::new() };
            };
        }
        LexErrorKind::NullByte => Place { line: place_of(text, start).line, column: 0 },
        // The module leaves carriage returns in.
        LexErrorKind::NewlineInSpec(_) if text[start..].starts_with("\r\n") => cursor(text).right(1),
        LexErrorKind::IncompatiblePrefixes(..) => place_of(text, start).right(1),
        LexErrorKind::UnterminatedTriple { .. } => {
            message = "EOF in multi-line string".to_owned();
            cursor(text)
        }
        _ => cursor(text),
    };
    TokenError { place: Some((place.line, place.column)), message, listed: String::new() }
}

/// Whether an offset is in what CPython reads in search of an encoding declaration: the first line, and the second
/// if the first is blank or a comment.
fn in_declaration_lines(text: &str, at: usize) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let rest = first.trim_start_matches([' ', '\t', '\x0c']);
    let searched = if rest.is_empty() || rest.starts_with(['#', '\r']) { 2 } else { 1 };
    place_of(text, at).line <= searched
}

/// The buffer of CPython's tokenizer, whose length it gives as the column of some errors.
struct Buffer {
    /// Where in the text it begins: at a line start at which no token and no formatted string was open.
    start: usize,
    /// Whether the next line that is read takes the place of what it holds.
    is_free: bool,
}

impl Buffer {
    /// That at the token in which an error is met.
    fn at(tokens: &Tokens, error: &LexError) -> Self {
        let (mut start, mut open_strings, mut at_line_start) = (0, 0usize, true);
        let met_in = error.token as usize;
        for idx in 0..met_in {
            let end = u32::from(tokens.range(idx).end()) as usize;
            match tokens.kind(idx) {
                FSTRING_START | TSTRING_START => open_strings += 1,
                FSTRING_END | TSTRING_END => open_strings = open_strings.saturating_sub(1),
                _ => {}
            }
            match tokens.kind(idx) {
                WHITESPACE => {}
                NEWLINE | NL => at_line_start = true,
                LINE_CONTINUATION if at_line_start => {}
                _ => at_line_start = false,
            }
            if at_line_start && open_strings == 0 && tokens.kind(idx) != WHITESPACE {
                start = end;
            }
        }
        let reads_line = at_line_start || matches!(error.kind, LexErrorKind::UnclosedBracket(_));
        Self { start, is_free: reads_line && open_strings == 0 }
    }
}

fn place_of(text: &str, at: usize) -> Place {
    let before = &text.as_bytes()[..at];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    Place {
        line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        column: before[line_start..].iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count(),
    }
}

/// The name that CPython's module prints for a token.
fn name(kind: SyntaxKind, text: &str, names: Names) -> &'static str {
    match kind {
        NAME => "NAME",
        kind if kind.is_keyword() || kind.is_soft_keyword() => "NAME",
        NUMBER => "NUMBER",
        STRING => "STRING",
        FSTRING_START => "FSTRING_START",
        FSTRING_END => "FSTRING_END",
        TSTRING_START => "TSTRING_START",
        TSTRING_END => "TSTRING_END",
        NEWLINE => "NEWLINE",
        NL => "NL",
        INDENT => "INDENT",
        DEDENT => "DEDENT",
        COMMENT => "COMMENT",
        ENDMARKER => "ENDMARKER",
        _ if names == Names::Plain => "OP",
        _ => OPERATORS.iter().find(|(operator, _)| *operator == text).map_or("OP", |(_, name)| name),
    }
}

/// The names of operators and delimiters in CPython's `token` module.
const OPERATORS: &[(&str, &str)] = &[
    ("(", "LPAR"),
    (")", "RPAR"),
    ("[", "LSQB"),
    ("]", "RSQB"),
    ("{", "LBRACE"),
    ("}", "RBRACE"),
    (":", "COLON"),
    (",", "COMMA"),
    (".", "DOT"),
    ("=", "EQUAL"),
    (";", "SEMI"),
    ("+", "PLUS"),
    ("-", "MINUS"),
    ("*", "STAR"),
    ("/", "SLASH"),
    ("|", "VBAR"),
    ("&", "AMPER"),
    ("<", "LESS"),
    (">", "GREATER"),
    ("%", "PERCENT"),
    ("==", "EQEQUAL"),
    ("!=", "NOTEQUAL"),
    ("<=", "LESSEQUAL"),
    (">=", "GREATEREQUAL"),
    ("~", "TILDE"),
    ("^", "CIRCUMFLEX"),
    ("<<", "LEFTSHIFT"),
    (">>", "RIGHTSHIFT"),
    ("**", "DOUBLESTAR"),
    ("+=", "PLUSEQUAL"),
    ("-=", "MINEQUAL"),
    ("*=", "STAREQUAL"),
    ("/=", "SLASHEQUAL"),
    ("%=", "PERCENTEQUAL"),
    ("&=", "AMPEREQUAL"),
    ("|=", "VBAREQUAL"),
    ("^=", "CIRCUMFLEXEQUAL"),
    ("<<=", "LEFTSHIFTEQUAL"),
    (">>=", "RIGHTSHIFTEQUAL"),
    ("**=", "DOUBLESTAREQUAL"),
    ("//", "DOUBLESLASH"),
    ("//=", "DOUBLESLASHEQUAL"),
    ("@", "AT"),
    ("@=", "ATEQUAL"),
    ("->", "RARROW"),
    ("...", "ELLIPSIS"),
    (":=", "COLONEQUAL"),
    ("!", "EXCLAMATION"),
];
