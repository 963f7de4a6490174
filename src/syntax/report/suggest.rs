//! The keyword that was perhaps meant: what CPython's traceback makes of an error without a message of its own.
//!
//! The lines from the last finished block to the error are taken out of the text; each of the first words in them is
//! replaced by the keywords close to it, and the first replacement with which these lines parse, or could with more
//! lines after them, is proposed.
//!
//! Source: CPython 3.14, `_find_keyword_typos` of `Lib/traceback.py`, `Lib/codeop.py`.

use crate::syntax::lexer::{LexErrorKind, lex_strict};
use crate::text::{ErrorSpan, SyntaxError};

use super::place::Lines;
use super::similarity::{KEYWORDS, candidates};
use super::{Options, is_acceptable_so_far};

/// The most characters among which a typo is looked for.
const MAX_CHARS: usize = 1024;
/// The most words that are looked at.
const MAX_WORDS: usize = 10;

/// The error with a proposal, if there is one. `from_line` is the line (1-based, 0 if none) of the last block that was
/// finished.
pub(super) fn with_suggestion(
    text: &str,
    error: SyntaxError,
    from_line: i32,
    options: &Options,
) -> SyntaxError {
    if error.message != "invalid syntax" && !error.message.contains("Perhaps you forgot a comma") {
        return error;
    }
    let Some(span) = error.span else { return error };
    match find(text, from_line, span.line, options) {
        Some(found) => SyntaxError {
            class: error.class,
            message: format!("invalid syntax. Did you mean '{}'?", found.keyword),
            span: Some(ErrorSpan {
                line: span.line,
                column: found.start as i32 + 1,
                end_line: span.line,
                end_column: found.end as i32 + 1,
            }),
            text: Some(found.line),
        },
        None => error,
    }
}

/// A word, by its columns in code points, its line, and what it was perhaps meant to be.
struct Found {
    keyword: &'static str,
    start: usize,
    end: usize,
    line: String,
}

fn find(text: &str, from_line: i32, error_line: i32, options: &Options) -> Option<Found> {
    let first = usize::try_from(from_line - 1).unwrap_or(0);
    let last = usize::try_from(error_line).unwrap_or(0);
    let mut cut: Vec<&str> = python_lines(text).take(last).collect();
    let code = dedent(&cut.split_off(first.min(cut.len())).join("\n"));
    if code.chars().count() > MAX_CHARS {
        return None;
    }
    let code_lines: Vec<&str> = python_lines(&code).collect();
    words(&code)?.iter().find_map(|word| try_word(word, &code_lines, options))
}

/// A word in the lines: its text, its line (0-based), its columns in code points.
struct Word<'a> {
    text: &'a str,
    line_idx: usize,
    line: String,
    start: usize,
    end: usize,
}

fn try_word(word: &Word<'_>, code_lines: &[&str], options: &Options) -> Option<Found> {
    let line: Vec<char> = code_lines.get(word.line_idx)?.chars().collect();
    for keyword in candidates(word.text) {
        let mut lines: Vec<String> = code_lines.iter().map(|it| (*it).to_owned()).collect();
        let head = line.get(..word.start).unwrap_or(&line);
        let tail = line.get(word.end..).unwrap_or_default();
        lines[word.line_idx] =
            head.iter().copied().chain(keyword.chars()).chain(tail.iter().copied()).collect();
        if is_acceptable_so_far(&lines.join("\n"), options) {
            return Some(Found { keyword, start: word.start, end: word.end, line: word.line.clone() });
        }
    }
    None
}

/// The first words of the code that are no keywords, in order; nothing if it cannot be split into tokens so far.
fn words(code: &str) -> Option<Vec<Word<'_>>> {
    let tokens = lex_strict(code);
    let lines = Lines::new(code, false);
    let stop =
        tokens.errors().iter().find(|error| !is_lenient(&error.kind)).map_or(u32::MAX, |error| error.token);
    let mut words = Vec::new();
    for idx in 0..tokens.len().min(stop as usize) {
        let range = tokens.range(idx);
        let text = &code[range];
        let is_word =
            tokens.kind(idx) == crate::syntax::SyntaxKind::NAME || tokens.kind(idx).is_soft_keyword();
        if !is_word || KEYWORDS.contains(&text) {
            continue;
        }
        let place = lines.place(u32::from(range.start()));
        let line = lines.broken_line(place.line);
        let start = line.get(..place.column as usize)?.chars().count();
        words.push(Word {
            text,
            line_idx: place.line as usize - 1,
            line,
            start,
            end: start + text.chars().count(),
        });
        if words.len() == MAX_WORDS {
            break;
        }
    }
    Some(words)
}

/// Whether `tokenize`, which this follows, goes on after such an error.
fn is_lenient(kind: &LexErrorKind) -> bool {
    use LexErrorKind::*;
    matches!(
        kind,
        UnmatchedCloser(_)
            | MismatchedCloser { .. }
            | InvalidNumber(_)
            | InvalidDigit { .. }
            | LeadingZeros
            | InvalidCharacter(_)
            | NonPrintable(_)
            | IncompatiblePrefixes(..)
    )
}

/// The lines of a text as `str.splitlines` gives them, which breaks at more characters than the tokenizer.
fn python_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let is_break = |c: char| {
            matches!(c, '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
        };
        let Some(end) = rest.find(is_break) else { return Some(std::mem::take(&mut rest)) };
        let (line, tail) = rest.split_at(end);
        let broken = tail.strip_prefix("\r\n").unwrap_or_else(|| {
            let mut chars = tail.chars();
            chars.next();
            chars.as_str()
        });
        rest = broken;
        Some(line)
    })
}

/// The text without the blanks that all its lines begin with; blank lines become empty. As `textwrap.dedent`.
fn dedent(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let is_blank = |line: &str| line.chars().all(char::is_whitespace);
    let solid = || lines.iter().copied().filter(|line| !is_blank(line));
    let (least, most) = (solid().min().unwrap_or_default(), solid().max().unwrap_or_default());
    let alike = least.bytes().zip(most.bytes()).take_while(|(a, b)| a == b && matches!(a, b' ' | b'\t'));
    let margin = alike.count();
    let cut =
        |line: &&str| if is_blank(line) { "" } else { line.get(margin..).unwrap_or_default() }.to_owned();
    lines.iter().map(cut).collect::<Vec<_>>().join("\n")
}
