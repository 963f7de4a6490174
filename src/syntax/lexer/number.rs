//! Numbers.
//!
//! Whatever a number is followed by or broken by, one NUMBER comes out, and the error says what CPython says.

use super::Policy;
use super::bytes::IN_WORD;
use super::error::{Base, LexErrorKind, LexWarningKind};
use super::scan::Lexer;
use crate::syntax::SyntaxKind::NUMBER;

/// The keywords that CPython lets follow a number directly, with a warning.
const MAY_FOLLOW: &[&[u8]] = &[b"and", b"else", b"for", b"not", b"or"];

/// A number that is not one; the lexer is then where CPython's tokenizer is.
enum Malformed {
    /// The rest of the word belongs to it.
    Within(LexErrorKind),
    /// A word follows it directly.
    After(LexErrorKind),
}

impl Lexer<'_> {
    pub(super) fn number(&mut self) {
        let start = self.pos;
        let result = match (self.peek(), self.peek_at(1)) {
            (b'0', b'x' | b'X') => self.based(Base::Hexadecimal),
            (b'0', b'o' | b'O') => self.based(Base::Octal),
            (b'0', b'b' | b'B') => self.based(Base::Binary),
            (b'0', _) => self.zeros(),
            (b'.', _) => self.fraction(),
            _ => self.decimal(),
        };
        match result {
            Ok(()) => {}
            Err(Malformed::Within(kind)) => {
                self.error(start, kind);
                self.skip_word();
            }
            Err(Malformed::After(kind)) => {
                self.tolerated(start, self.pos, kind);
                self.skip_long_suffix();
            }
        }
        self.push(NUMBER, start);
    }

    fn based(&mut self, base: Base) -> Result<(), Malformed> {
        let is_digit = |byte: u8| match base {
            Base::Hexadecimal => byte.is_ascii_hexdigit(),
            Base::Octal => matches!(byte, b'0'..=b'7'),
            _ => matches!(byte, b'0' | b'1'),
        };
        self.pos += 2;
        loop {
            self.pos += usize::from(self.peek() == b'_');
            if !is_digit(self.peek()) {
                return Err(self.no_digit(base));
            }
            while is_digit(self.peek()) {
                self.pos += 1;
            }
            if self.peek() != b'_' {
                break;
            }
        }
        if self.peek().is_ascii_digit() {
            return Err(self.no_digit(base));
        }
        self.end_of_number(base)
    }

    /// What is wrong with the byte that is next, where a digit of `base` should be.
    fn no_digit(&mut self, base: Base) -> Malformed {
        let byte = self.peek();
        if !byte.is_ascii_digit() {
            return Malformed::Within(LexErrorKind::InvalidNumber(base));
        }
        self.pos += 1;
        Malformed::Within(LexErrorKind::InvalidDigit { digit: char::from(byte), base })
    }

    /// A number that begins with 0: zero, a float, or an octal number of Python 2.
    fn zeros(&mut self) -> Result<(), Malformed> {
        let start = self.pos;
        self.pos += 1;
        loop {
            if self.peek() == b'_' {
                self.pos += 1;
                if !self.peek().is_ascii_digit() {
                    return Err(Malformed::Within(LexErrorKind::InvalidNumber(Base::Decimal)));
                }
            }
            if self.peek() != b'0' {
                break;
            }
            self.pos += 1;
        }
        let zeros_end = self.pos;
        let is_octal = self.peek().is_ascii_digit();
        if is_octal {
            self.digits()?;
        }
        match self.peek() {
            b'.' | b'e' | b'E' | b'j' | b'J' => self.after_digits(),
            _ if is_octal => {
                self.tolerated(start, zeros_end, LexErrorKind::LeadingZeros);
                self.skip_long_suffix();
                Ok(())
            }
            _ => self.end_of_number(Base::Decimal),
        }
    }

    fn decimal(&mut self) -> Result<(), Malformed> {
        self.digits()?;
        self.after_digits()
    }

    /// At least one digit, with single underscores between digits.
    fn digits(&mut self) -> Result<(), Malformed> {
        loop {
            while self.peek().is_ascii_digit() {
                self.pos += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.pos += 1;
            if !self.peek().is_ascii_digit() {
                return Err(Malformed::Within(LexErrorKind::InvalidNumber(Base::Decimal)));
            }
        }
    }

    fn after_digits(&mut self) -> Result<(), Malformed> {
        match self.peek() {
            b'.' => self.fraction(),
            b'e' | b'E' => self.exponent(),
            _ => self.suffix(),
        }
    }

    fn fraction(&mut self) -> Result<(), Malformed> {
        self.pos += 1;
        if self.peek().is_ascii_digit() {
            self.digits()?;
        }
        match self.peek() {
            b'e' | b'E' => self.exponent(),
            _ => self.suffix(),
        }
    }

    fn exponent(&mut self) -> Result<(), Malformed> {
        let next = self.peek_at(1);
        let signed = usize::from(matches!(next, b'+' | b'-'));
        if !self.peek_at(1 + signed).is_ascii_digit() {
            if signed == 0 {
                // The number ends before the `e`, which may begin `else`.
                return self.end_of_number(Base::Decimal);
            }
            self.pos += 2;
            return Err(Malformed::Within(LexErrorKind::InvalidNumber(Base::Decimal)));
        }
        self.pos += 1 + signed;
        self.digits()?;
        self.suffix()
    }

    fn suffix(&mut self) -> Result<(), Malformed> {
        if let b'j' | b'J' = self.peek() {
            self.pos += 1;
            return self.end_of_number(Base::Imaginary);
        }
        self.end_of_number(Base::Decimal)
    }

    /// Checks what follows the number directly. A word is an error, after which the number stays as it is.
    fn end_of_number(&mut self, base: Base) -> Result<(), Malformed> {
        let next = self.peek();
        if !next.is_ascii() || !IN_WORD[usize::from(next)] {
            return Ok(());
        }
        if self.at_keyword_after_number() {
            self.warn_at(self.pos, self.pos, LexWarningKind::NumberThenKeyword(base));
            return Ok(());
        }
        Err(Malformed::After(LexErrorKind::InvalidNumber(base)))
    }

    fn at_keyword_after_number(&self) -> bool {
        let rest = &self.bytes[self.pos..];
        if let [b'i', b'f' | b'n' | b's', ..] = rest {
            return true;
        }
        MAY_FOLLOW.iter().any(|word| {
            rest.starts_with(word) && !rest.get(word.len()).is_some_and(|byte| IN_WORD[usize::from(*byte)])
        })
    }

    /// `10L` of Python 2 is one number for the parser.
    fn skip_long_suffix(&mut self) {
        if self.policy == Policy::Local
            && matches!(self.peek(), b'l' | b'L')
            && !IN_WORD[usize::from(self.peek_at(1))]
        {
            self.pos += 1;
        }
    }

    fn skip_word(&mut self) {
        while IN_WORD[usize::from(self.peek())] {
            self.pos += 1;
        }
    }
}
