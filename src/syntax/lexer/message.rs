//! The words that CPython has for what its tokenizer rejects or warns of.

use super::error::{LexError, LexErrorKind, LexWarning, LexWarningKind};
use crate::text::TextSize;

impl LexError {
    /// The message of CPython's exception. `text` is what was lexed.
    pub fn message(&self, text: &str) -> String {
        self.kind.message_at(text, self.range.start())
    }
}

impl LexErrorKind {
    /// The message of CPython's exception for an error that begins at `at`, in bytes of `text`, which was lexed.
    pub fn message_at(&self, text: &str, at: TextSize) -> String {
        self.message(|offset| line(text, offset), u32::from(at))
    }

    /// The message, given the line (1-based) of each offset, and the offset of the error.
    fn message(&self, line: impl Fn(u32) -> usize, at: u32) -> String {
        match self {
            Self::NullByte => "source code cannot contain null bytes".to_owned(),
            Self::InconsistentTabs => "inconsistent use of tabs and spaces in indentation".to_owned(),
            Self::InconsistentDedent => "unindent does not match any outer indentation level".to_owned(),
            Self::TooManyIndents => "too many levels of indentation".to_owned(),
            Self::TooManyBrackets => "too many nested parentheses".to_owned(),
            Self::TooManyStrings => "too many nested f-strings or t-strings".to_owned(),
            Self::UnmatchedCloser(closer) => format!("unmatched '{closer}'"),
            Self::MismatchedCloser { closer, opener, opened_at } => {
                let fact =
                    format!("closing parenthesis '{closer}' does not match opening parenthesis '{opener}'");
                let opened_on = line(*opened_at);
                if opened_on == line(at) { fact } else { format!("{fact} on line {opened_on}") }
            }
            Self::UnmatchedInField { closer, string } => {
                format!("{}-string: unmatched '{closer}'", string.letter())
            }
            Self::UnclosedBracket(opener) => format!("'{opener}' was never closed"),
            Self::UnterminatedString { escaped_quote, detected_at } => {
                let hint = if *escaped_quote { "; perhaps you escaped the end quote?" } else { "" };
                format!("unterminated string literal (detected at line {}){hint}", line(*detected_at))
            }
            Self::UnterminatedTriple { detected_at } => {
                format!("unterminated triple-quoted string literal (detected at line {})", line(*detected_at))
            }
            Self::UnterminatedFormatted { string, detected_at } => {
                let (letter, line) = (string.letter(), line(*detected_at));
                format!("unterminated {letter}-string literal (detected at line {line})")
            }
            Self::UnterminatedTripleFormatted { string, detected_at } => {
                let (letter, line) = (string.letter(), line(*detected_at));
                format!("unterminated triple-quoted {letter}-string literal (detected at line {line})")
            }
            Self::ExpectingBrace(string) => format!("{}-string: expecting '}}'", string.letter()),
            Self::NewlineInSpec(string) => format!(
                "{0}-string: newlines are not allowed in format specifiers for single quoted {0}-strings",
                string.letter()
            ),
            Self::SingleBrace(string) => format!("{}-string: single '}}' is not allowed", string.letter()),
            Self::FieldsTooDeep(string) => {
                format!("{}-string: expressions nested too deeply", string.letter())
            }
            Self::IncompatiblePrefixes(one, other) => {
                format!("'{one}' and '{other}' prefixes are incompatible")
            }
            Self::InvalidNumber(base) => format!("invalid {} literal", base.name()),
            Self::InvalidDigit { digit, base } => {
                format!("invalid digit '{digit}' in {} literal", base.name())
            }
            Self::LeadingZeros => "leading zeros in decimal integer literals are not permitted; \
                                   use an 0o prefix for octal integers"
                .to_owned(),
            Self::InvalidCharacter(c) => format!("invalid character '{c}' (U+{:04X})", u32::from(*c)),
            Self::NonPrintable(c) => format!("invalid non-printable character U+{:04X}", u32::from(*c)),
            Self::StrayBackslash => "unexpected character after line continuation character".to_owned(),
            Self::EofAfterBackslash => "unexpected EOF while parsing".to_owned(),
        }
    }
}

impl LexWarning {
    /// The message of CPython's `SyntaxWarning`.
    pub fn message(&self) -> String {
        match self.kind {
            LexWarningKind::NumberThenKeyword(base) => format!("invalid {} literal", base.name()),
            LexWarningKind::InvalidEscape(c) => format!(
                "\"\\{c}\" is an invalid escape sequence. Such sequences will not work in the future. \
                 Did you mean \"\\\\{c}\"? A raw string is also an option."
            ),
        }
    }
}

/// The line (1-based) that the byte at `offset` is in. The end of a text is in its last line.
fn line(text: &str, offset: u32) -> usize {
    let bytes = text.as_bytes();
    let end = (offset as usize).min(bytes.len());
    let before = if end == bytes.len() { end.saturating_sub(1) } else { end };
    let breaks = bytes[..before].iter().zip(&bytes[1.min(bytes.len())..]).filter(|(byte, next)| match byte {
        b'\n' => true,
        b'\r' => **next != b'\n',
        _ => false,
    });
    breaks.count() + 1
}
