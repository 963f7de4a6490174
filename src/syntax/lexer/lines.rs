//! Lines: indentation, line breaks, joined lines, the end of the file.

use memchr::memchr;

use super::scan::Lexer;
use super::{LexErrorKind, Policy};
use crate::syntax::SyntaxKind::{self, *};

/// CPython's limit of nested blocks, the file included.
const MAX_INDENTS: usize = 100;

/// The column at which the lines of a block begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Indent {
    /// With tabs to the next multiple of 8.
    column: u32,
    /// With tabs as one space: two lines whose order differs between the two counts are inconsistent.
    alt_column: u32,
    /// A column that fits no block and was taken for this one's, so that the next such line is no new error.
    stray: Option<u32>,
}

impl Indent {
    /// That of the file.
    pub(super) const FILE: Self = Self { column: 0, alt_column: 0, stray: None };

    fn advance(&mut self, byte: u8) {
        match byte {
            b'\t' => {
                self.column = (self.column / 8 + 1) * 8;
                self.alt_column += 1;
            }
            b'\x0c' => *self = Self::FILE,
            _ => self.advance_spaces(1),
        }
    }

    fn advance_spaces(&mut self, n_spaces: usize) {
        // A text has fewer than 2^32 bytes.
        self.column += n_spaces as u32;
        self.alt_column += n_spaces as u32;
    }
}

impl Lexer<'_> {
    /// Whitespace at the start of a line, the line itself if it is blank, else INDENT or DEDENTs.
    pub(super) fn line_start(&mut self) {
        let indent = self.leading_space();
        match self.peek() {
            _ if self.pos == self.bytes.len() => return,
            b'#' => {
                self.comment();
                if self.break_len(self.pos) != 0 {
                    self.blank_break();
                }
                return;
            }
            b'\n' | b'\r' => return self.blank_break(),
            _ => self.at_line_start = false,
        }
        if self.peek() == b'\\' && self.policy == Policy::Strict {
            // CPython rejects the backslash before it looks at the indentation.
            self.line_open = true;
            return;
        }
        if !self.brackets.is_empty() {
            if self.policy == Policy::Strict || !self.at_statement_word() {
                return;
            }
            self.close_statement();
        }
        self.indent_to(indent);
        self.line_open = true;
    }

    /// Reads whitespace and line joins. The first join that has whitespace before it fixes the column.
    fn leading_space(&mut self) -> Indent {
        let mut indent = Indent::FILE;
        let mut at_join = 0;
        loop {
            let start = self.pos;
            let n_spaces = self.bytes[start..].iter().take_while(|byte| **byte == b' ').count();
            indent.advance_spaces(n_spaces);
            self.pos += n_spaces;
            while let byte @ (b' ' | b'\t' | b'\x0c') = self.peek() {
                indent.advance(byte);
                self.pos += 1;
            }
            if self.pos > start {
                self.push(WHITESPACE, start);
            }
            if self.peek() != b'\\' || self.join_len() == 0 {
                break;
            }
            if at_join == 0 {
                at_join = indent.column;
            }
            self.line_join();
        }
        if at_join == 0 { indent } else { Indent { column: at_join, alt_column: at_join, stray: None } }
    }

    fn blank_break(&mut self) {
        self.bump(NL, self.break_len(self.pos));
        self.at_line_start = true;
    }

    /// A line break after code.
    pub(super) fn line_break(&mut self) {
        let kind = if self.brackets.is_empty() { NEWLINE } else { NL };
        self.bump(kind, self.break_len(self.pos));
        self.at_line_start = true;
        self.line_open = kind == NL;
    }

    /// The length of the backslash here and its line break; 0 if something else follows it.
    fn join_len(&self) -> usize {
        let break_len = self.break_len(self.pos + 1);
        if break_len > 0 || self.pos + 1 == self.bytes.len() { 1 + break_len } else { 0 }
    }

    pub(super) fn line_join(&mut self) {
        let start = self.pos;
        let len = self.join_len();
        if len == 0 {
            self.pos += 1;
            self.error(start, LexErrorKind::StrayBackslash);
            return self.push(ERROR_TOKEN, start);
        }
        self.pos += len;
        if self.pos == self.bytes.len() {
            self.error(start, LexErrorKind::EofAfterBackslash);
        }
        self.push(LINE_CONTINUATION, start);
    }

    /// Opens or closes blocks so that the line that begins here, at `indent`, belongs to the innermost.
    fn indent_to(&mut self, indent: Indent) {
        let mut top = self.innermost();
        if indent.column > top.column && top.stray != Some(indent.column) {
            if self.indents.len() == MAX_INDENTS {
                self.error(self.pos, LexErrorKind::TooManyIndents);
            } else if indent.alt_column <= top.alt_column {
                self.error(self.pos, LexErrorKind::InconsistentTabs);
            }
            self.indents.push(indent);
            return self.push(INDENT, self.pos);
        }
        while indent.column < top.column {
            self.indents.pop();
            top = self.innermost();
            if indent.column > top.column && top.stray != Some(indent.column) {
                self.error(self.pos, LexErrorKind::InconsistentDedent);
                self.accept_stray(indent.column);
            }
            self.push(DEDENT, self.pos);
        }
        if indent.column == top.column && indent.alt_column != top.alt_column {
            self.error(self.pos, LexErrorKind::InconsistentTabs);
        }
    }

    fn accept_stray(&mut self, column: u32) {
        if let Some(top) = self.indents.last_mut() {
            top.stray = Some(column);
        }
    }

    fn innermost(&self) -> Indent {
        self.indents.last().copied().unwrap_or(Indent::FILE)
    }

    /// Whether a word is next that only begins statements, so that no bracket can be meant to be open.
    fn at_statement_word(&self) -> bool {
        let (kind, end) = self.word_at(self.pos);
        let starts_statement = match kind {
            ASYNC_KW => matches!(self.word_at(self.after_spaces(end)).0, DEF_KW | WITH_KW),
            kind => begins_statements_only(kind),
        };
        // `f(class=1)` and `[import, x]` are slips within a bracket.
        starts_statement && !matches!(self.bytes.get(self.after_spaces(end)), Some(b'=' | b',' | b')' | b']'))
    }

    fn after_spaces(&self, pos: usize) -> usize {
        let spaces = self.bytes[pos..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        pos + spaces
    }

    /// Ends the statement before the trivia that was just read, with all that is open in it.
    fn close_statement(&mut self) {
        self.report_unclosed();
        self.brackets.clear();
        self.strings.clear();
        self.in_text = false;
        self.line_open = false;
        let kinds = &mut self.tokens.kinds;
        let trivia = kinds.iter().rposition(|kind| !kind.is_trivia()).map_or(0, |idx| idx + 1);
        match kinds[trivia..].iter_mut().find(|kind| **kind == NL) {
            Some(kind) => *kind = NEWLINE,
            None => self.push(NEWLINE, self.pos),
        }
    }

    pub(super) fn end_of_file(&mut self) {
        while self.in_text {
            self.unterminated_formatted();
        }
        if !self.brackets.is_empty() {
            match self.policy {
                Policy::Local => self.close_statement(),
                Policy::Strict => self.report_unclosed(),
            }
        } else if self.line_open {
            self.push(NEWLINE, self.pos);
        }
        for _ in 1..self.indents.len() {
            self.push(DEDENT, self.pos);
        }
        self.push(ENDMARKER, self.pos);
        self.tokens.starts.push(self.pos as u32);
    }

    /// CPython looks for NULs in a line before it reads a token of it.
    pub(super) fn report_null_byte(&mut self) {
        let Some(at) = memchr(0, self.bytes) else { return };
        let line =
            self.bytes[..at].iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
        let token = self.tokens.starts.partition_point(|start| (*start as usize) < line);
        let before = self.tokens.errors.partition_point(|error| (error.token as usize) < token);
        self.error_at(at, at + 1, LexErrorKind::NullByte);
        if let Some(mut error) = self.tokens.errors.pop() {
            error.token = token as u32;
            self.tokens.errors.insert(before, error);
        }
    }
}

/// Whether a line within brackets that starts with this word shows that they were meant to be closed.
fn begins_statements_only(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        ASSERT_KW
            | BREAK_KW
            | CLASS_KW
            | CONTINUE_KW
            | DEF_KW
            | DEL_KW
            | ELIF_KW
            | EXCEPT_KW
            | FINALLY_KW
            | GLOBAL_KW
            | IMPORT_KW
            | NONLOCAL_KW
            | PASS_KW
            | RAISE_KW
            | RETURN_KW
            | TRY_KW
            | WHILE_KW
            | WITH_KW
    )
}
