//! What is open at a place of the text: brackets, f-strings and t-strings.

use crate::syntax::{SyntaxKind, T};

use super::place::{Lines, Place};

/// What is open after the tokens that were passed.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// The open brackets, the outermost first.
    brackets: Vec<Bracket>,
    /// The kind of the text of each open template, the outermost first.
    templates: Vec<SyntaxKind>,
    /// Whether the text of a template goes on here.
    in_text: bool,
    /// Where the tokenizer's buffer starts, in bytes: at a line into which no token and no joined line reaches.
    buffer_start: u32,
    /// Whether the line has a token so far.
    has_token: bool,
}

#[derive(Debug, Clone, Copy)]
struct Bracket {
    kind: SyntaxKind,
    at: u32,
    /// Whether it opens a replacement field.
    is_field: bool,
    /// Whether it is a field whose format specification has begun.
    in_spec: bool,
}

impl Standing {
    /// Goes past a token from byte `at` to byte `end`.
    pub(super) fn pass(&mut self, kind: SyntaxKind, at: u32, end: u32) {
        self.pass_line(kind, end);
        let was_text = std::mem::replace(&mut self.in_text, false);
        match kind {
            T!["("] | T!["["] | T!["{"] => {
                self.brackets.push(Bracket { kind, at, is_field: was_text, in_spec: false });
            }
            T![")"] | T!["]"] | T!["}"] => {
                self.in_text = self.brackets.pop().is_some_and(|bracket| bracket.is_field);
            }
            T![:] => {
                if let Some(field) = self.brackets.last_mut().filter(|bracket| bracket.is_field) {
                    field.in_spec = true;
                    self.in_text = true;
                }
            }
            SyntaxKind::FSTRING_START => self.open(SyntaxKind::FSTRING_MIDDLE),
            SyntaxKind::TSTRING_START => self.open(SyntaxKind::TSTRING_MIDDLE),
            SyntaxKind::FSTRING_MIDDLE | SyntaxKind::TSTRING_MIDDLE => self.in_text = true,
            SyntaxKind::FSTRING_END | SyntaxKind::TSTRING_END => {
                self.templates.pop();
            }
            _ => {}
        }
    }

    fn pass_line(&mut self, kind: SyntaxKind, end: u32) {
        match kind {
            SyntaxKind::NEWLINE | SyntaxKind::NL => (self.buffer_start, self.has_token) = (end, false),
            SyntaxKind::LINE_CONTINUATION if !self.has_token => self.buffer_start = end,
            _ if kind.is_trivia() => {}
            SyntaxKind::INDENT | SyntaxKind::DEDENT => {}
            _ => self.has_token = true,
        }
    }

    /// Where the tokenizer's buffer starts, in bytes.
    pub(super) fn buffer_start(&self) -> u32 {
        self.buffer_start
    }

    fn open(&mut self, text_kind: SyntaxKind) {
        self.templates.push(text_kind);
        self.in_text = true;
    }

    /// The kind of the empty text that CPython's tokenizer gives before the `}` after a format specification, unless
    /// the specification ends with text.
    pub(super) fn empty_text_before(&self, next: Option<SyntaxKind>) -> Option<SyntaxKind> {
        let in_spec = self.in_text && self.brackets.last().is_some_and(|bracket| bracket.in_spec);
        self.templates.last().copied().filter(|_| in_spec && next == Some(T!["}"]))
    }

    /// How many brackets are open.
    pub(super) fn depth(&self) -> u32 {
        self.brackets.len() as u32
    }

    /// Whether a template is open.
    pub(super) fn in_template(&self) -> bool {
        !self.templates.is_empty()
    }

    /// The innermost open bracket and its place.
    pub(super) fn innermost(&self, lines: &Lines<'_>) -> Option<(&'static str, Place)> {
        let bracket = self.brackets.last()?;
        Some((bracket.kind.text().unwrap_or_default(), lines.place(bracket.at)))
    }
}
