//! Brackets: what is open, and what a closing bracket closes.

use super::Policy;
use super::error::LexErrorKind;
use super::scan::Lexer;
use crate::syntax::SyntaxKind::*;

/// CPython's limit of nested brackets.
const MAX_BRACKETS: usize = 200;

/// An open bracket.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bracket {
    /// The bracket.
    pub(super) opener: u8,
    /// Whether it opens a replacement field.
    pub(super) is_field: bool,
    /// Where it is, in bytes.
    pub(super) at: u32,
}

impl Lexer<'_> {
    pub(super) fn open_bracket(&mut self) {
        self.push_bracket(false);
    }

    /// Reads the bracket that is next and remembers it.
    pub(super) fn push_bracket(&mut self, is_field: bool) {
        let opener = self.bytes[self.pos];
        if self.brackets.len() == MAX_BRACKETS {
            self.error_at(self.pos, self.pos + 1, LexErrorKind::TooManyBrackets);
        }
        self.brackets.push(Bracket { opener, is_field, at: self.pos as u32 });
        if let Some(string) = self.strings.last_mut() {
            string.depth += 1;
        }
        let kind = match opener {
            b'(' => L_PAREN,
            b'[' => L_BRACKET,
            _ => L_BRACE,
        };
        self.bump(kind, 1);
    }

    /// Reads the closing bracket that is next and closes what it closes.
    pub(super) fn close_bracket(&mut self) {
        let closer = self.bytes[self.pos];
        let (kind, opener) = match closer {
            b')' => (R_PAREN, b'('),
            b']' => (R_BRACKET, b'['),
            _ => (R_BRACE, b'{'),
        };
        if self.settle_mismatch(closer, opener) {
            self.pop_bracket(closer);
        }
        self.bump(kind, 1);
    }

    /// Reports a closing bracket that does not fit what is open. Whether it closes the innermost bracket all the
    /// same, which the local policy makes the one that fits.
    fn settle_mismatch(&mut self, closer: u8, opener: u8) -> bool {
        let floor = self.bracket_floor();
        let Some(open) = self.brackets.last().copied().filter(|_| self.brackets.len() > floor) else {
            self.report_unmatched(char::from(closer));
            return false;
        };
        if open.opener == opener {
            return true;
        }
        self.report_mismatch(closer, open);
        if self.policy == Policy::Strict {
            return true;
        }
        // A bounded look, so that a long run of closing brackets takes linear time.
        let lowest = floor.max(self.brackets.len().saturating_sub(MAX_BRACKETS));
        let Some(fit) = self.brackets[lowest..].iter().rposition(|bracket| bracket.opener == opener) else {
            return false;
        };
        self.truncate_brackets(lowest + fit + 1);
        true
    }

    fn report_unmatched(&mut self, closer: char) {
        match self.strings.last().map(|string| string.sort) {
            Some(string) => self.error_here(LexErrorKind::UnmatchedInField { closer, string }),
            None => self.tolerate_here(LexErrorKind::UnmatchedCloser(closer)),
        }
    }

    fn report_mismatch(&mut self, closer: u8, open: Bracket) {
        let closer = char::from(closer);
        if let Some(string) = self.strings.last()
            && open.opener == b'{'
            && string.depth <= string.fields
        {
            let string = string.sort;
            return self.error_here(LexErrorKind::UnmatchedInField { closer, string });
        }
        let opener = char::from(open.opener);
        self.tolerate_here(LexErrorKind::MismatchedCloser { closer, opener, opened_at: open.at });
    }

    fn error_here(&mut self, kind: LexErrorKind) {
        self.error_at(self.pos, self.pos + 1, kind);
    }

    fn tolerate_here(&mut self, kind: LexErrorKind) {
        self.tolerated(self.pos, self.pos + 1, kind);
    }

    /// How many of the open brackets a closing bracket cannot close, because a string around it holds them off.
    fn bracket_floor(&self) -> usize {
        match self.policy {
            Policy::Strict => 0,
            Policy::Local => self.strings.last().map_or(0, |string| string.base),
        }
    }

    /// Forgets all but the outermost `len` brackets, and the replacement fields among the others.
    pub(super) fn truncate_brackets(&mut self, len: usize) {
        // In a string, CPython lets closing brackets close brackets before it; then there is nothing to forget.
        let len = len.min(self.brackets.len());
        let dropped = self.brackets.len() - len;
        let fields = self.brackets[len..].iter().filter(|bracket| bracket.is_field).count();
        self.brackets.truncate(len);
        if let Some(string) = self.strings.last_mut() {
            string.depth = string.depth.saturating_sub(dropped);
            string.fields = string.fields.saturating_sub(fields);
        }
    }

    fn pop_bracket(&mut self, closer: u8) {
        self.brackets.pop();
        let Some(string) = self.strings.last_mut() else { return };
        string.depth = string.depth.saturating_sub(1);
        if closer == b'}' && string.depth + 1 == string.fields {
            string.fields -= 1;
            string.in_spec = false;
            self.in_text = true;
        }
    }

    /// Reports the innermost open bracket as unclosed.
    pub(super) fn report_unclosed(&mut self) {
        let Some(open) = self.brackets.last().copied() else { return };
        let at = open.at as usize;
        self.error_at(at, at + 1, LexErrorKind::UnclosedBracket(char::from(open.opener)));
    }
}
