//! What CPython says of what its tokenizer rejects.

use crate::syntax::lexer::{LexError, LexErrorKind};
use crate::text::ErrorClass;

use super::place::{Lines, Place, Raised};
use super::standing::Standing;

/// The report of an error that is met while the parser fetches tokens.
pub(super) fn raise(error: &LexError, standing: &Standing, lines: &Lines<'_>) -> Raised {
    use LexErrorKind::*;
    let at = stand(error, lines);
    let line_only = |class, message: &str| {
        let start = Place { line: at.line, column: 1 };
        raised(class, message.to_owned(), start, Place { column: 0, ..start }, at.line)
    };
    match &error.kind {
        InconsistentDedent => stray_indentation(at.line, lines),
        InconsistentTabs => line_only(ErrorClass::Tab, "inconsistent use of tabs and spaces in indentation"),
        TooManyIndents => line_only(ErrorClass::Indentation, "too many levels of indentation"),
        StrayBackslash => {
            let message = "unexpected character after line continuation character".to_owned();
            // CPython takes the offset in its buffer for the column, though the buffer may hold more than the line.
            let column = u32::from(error.range.end()).saturating_sub(standing.buffer_start()) as i32;
            let start = Place { column: column + 1, ..at };
            raised(ErrorClass::Syntax, message, start, Place { column: 0, ..start }, at.line)
        }
        // Only a file is given the line break that would make this the end of a line.
        EofAfterBackslash if !lines.completes && lines.end() == at => {
            let message = "unexpected character after line continuation character".to_owned();
            raised(ErrorClass::Syntax, message, at, Place { column: 0, ..at }, at.line)
        }
        UnclosedBracket(_) | EofAfterBackslash => match standing.innermost(lines) {
            Some(bracket) => unclosed(bracket, lines),
            None => {
                let end = lines.end();
                let message = "unexpected EOF while parsing".to_owned();
                raised(ErrorClass::Syntax, message, end, Place { column: -1, ..end }, end.line)
            }
        },
        kind => explicit(error, message(kind, at, lines), lines),
    }
}

/// The report of a line whose indentation is that of no block.
pub(super) fn stray_indentation(line: i32, lines: &Lines<'_>) -> Raised {
    let message = "unindent does not match any outer indentation level".to_owned();
    let start = Place { line, column: lines.broken_line(line).len() as i32 };
    raised(ErrorClass::Indentation, message, start, Place { column: -1, ..start }, line)
}

/// The report that replaces the parser's when the rest of the text is read after it, if any does.
pub(super) fn raise_later(
    error: &LexError,
    standing: &Standing,
    lines: &Lines<'_>,
    line: i32,
) -> Option<Raised> {
    use LexErrorKind::*;
    match &error.kind {
        InconsistentDedent | InconsistentTabs | TooManyIndents | StrayBackslash | UnclosedBracket(_)
        | EofAfterBackslash => {
            let bracket = standing.innermost(lines)?;
            (line > bracket.1.line && !standing.in_template()).then(|| unclosed(bracket, lines))
        }
        // Within a template what the parser says of an expression is closer to the point.
        _ => (!standing.in_template()).then(|| raise(error, standing, lines)),
    }
}

fn raised(class: ErrorClass, message: String, start: Place, end: Place, current_line: i32) -> Raised {
    Raised { class, message, start, end, current_line }
}

fn unclosed((opener, at): (&str, Place), lines: &Lines<'_>) -> Raised {
    let message = format!("'{}' was never closed", opener);
    let start = Place { column: at.column + 1, ..at };
    raised(ErrorClass::Syntax, message, start, Place { column: 0, ..start }, lines.count())
}

/// The place after the last character of an error.
fn stand(error: &LexError, lines: &Lines<'_>) -> Place {
    let (start, end) = (u32::from(error.range.start()), u32::from(error.range.end()));
    if end == start {
        return lines.place(end);
    }
    let last = lines.place(end - 1);
    Place { column: last.column + 1, ..last }
}

/// An error that the tokenizer words itself: at one place, or from the start of a number to its end.
fn explicit(error: &LexError, message: String, lines: &Lines<'_>) -> Raised {
    let mut end = stand(error, lines);
    let mut start = end;
    if let LexErrorKind::LeadingZeros | LexErrorKind::IncompatiblePrefixes(..) = error.kind {
        start = lines.place(u32::from(error.range.start()));
        start.column += 1;
        // The tokenizer has read one character more: the quote, or the digit after the zeros.
        end.column += 1;
    }
    // The line is shown without its line break.
    raised(ErrorClass::Syntax, message, start, end, i32::MAX)
}

fn message(kind: &LexErrorKind, at: Place, lines: &Lines<'_>) -> String {
    use LexErrorKind::*;
    let line = |offset: u32| lines.place(offset).line;
    match kind {
        NullByte => "source code cannot contain null bytes".to_owned(),
        TooManyBrackets => "too many nested parentheses".to_owned(),
        TooManyStrings => "too many nested f-strings or t-strings".to_owned(),
        UnmatchedCloser(closer) => format!("unmatched '{closer}'"),
        MismatchedCloser { closer, opener, opened_at } => {
            let opened_on = line(*opened_at);
            let tail = if opened_on == at.line { String::new() } else { format!(" on line {opened_on}") };
            format!("closing parenthesis '{closer}' does not match opening parenthesis '{opener}'{tail}")
        }
        UnmatchedInField { closer, string } => format!("{}-string: unmatched '{closer}'", string.letter()),
        UnterminatedString { escaped_quote: true, detected_at } => format!(
            "unterminated string literal (detected at line {}); perhaps you escaped the end quote?",
            line(*detected_at)
        ),
        UnterminatedString { escaped_quote: false, detected_at } => {
            format!("unterminated string literal (detected at line {})", line(*detected_at))
        }
        UnterminatedTriple { detected_at } => {
            format!("unterminated triple-quoted string literal (detected at line {})", line(*detected_at))
        }
        UnterminatedFormatted { string, detected_at } => {
            format!(
                "unterminated {}-string literal (detected at line {})",
                string.letter(),
                line(*detected_at)
            )
        }
        UnterminatedTripleFormatted { string, detected_at } => format!(
            "unterminated triple-quoted {}-string literal (detected at line {})",
            string.letter(),
            line(*detected_at)
        ),
        ExpectingBrace(string) => format!("{}-string: expecting '}}'", string.letter()),
        NewlineInSpec(string) => format!(
            "{0}-string: newlines are not allowed in format specifiers for single quoted {0}-strings",
            string.letter()
        ),
        SingleBrace(string) => format!("{}-string: single '}}' is not allowed", string.letter()),
        FieldsTooDeep(string) => format!("{}-string: expressions nested too deeply", string.letter()),
        IncompatiblePrefixes(a, b) => format!("'{a}' and '{b}' prefixes are incompatible"),
        InvalidNumber(base) => format!("invalid {} literal", base.name()),
        InvalidDigit { digit, base } => format!("invalid digit '{digit}' in {} literal", base.name()),
        LeadingZeros => "leading zeros in decimal integer literals are not permitted; \
                         use an 0o prefix for octal integers"
            .to_owned(),
        InvalidCharacter(c) => format!("invalid character '{c}' (U+{:04X})", *c as u32),
        NonPrintable(c) => format!("invalid non-printable character U+{:04X}", *c as u32),
        InconsistentTabs | InconsistentDedent | TooManyIndents | UnclosedBracket(_) | StrayBackslash
        | EofAfterBackslash => String::new(),
    }
}
