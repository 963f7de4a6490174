//! The tokens of a text as CPython's parser fetches them.
//!
//! In: the tokens of [`lex_strict`](crate::syntax::lexer::lex_strict). Out: those among them that the parser sees, up
//! to the first that the tokenizer rejects; fetching that one ends all parsing.

use crate::syntax::lexer::{LexError, LexErrorKind, Tokens};
use crate::syntax::{SyntaxKind, T};

use super::lexical;
use super::place::{Lines, Place, Raised};
use super::standing::Standing;
use super::token::TokenKind;
use super::{Mode, Options};

/// A token that the parser sees.
#[derive(Debug, Clone, Copy)]
struct TapeToken {
    kind: TokenKind,
    start: u32,
    end: u32,
    /// How many brackets are open after it.
    depth: u32,
}

/// The tokens of a text.
#[derive(Debug)]
pub(super) struct Tape<'a> {
    text: &'a str,
    pub(super) lines: &'a Lines<'a>,
    tokens: Vec<TapeToken>,
    error: Option<&'a LexError>,
    /// What is open where the tokenizer rejects a token.
    standing: Standing,
    /// Whether the text ends with blanks that are the indentation of no block.
    stray_end: bool,
}

impl<'a> Tape<'a> {
    pub(super) fn new(text: &'a str, lines: &'a Lines<'a>, tokens: &'a Tokens, options: &Options) -> Self {
        let error = first_error(text, tokens.errors());
        let seen = error.map_or(tokens.len(), |error| error.token as usize).min(tokens.len());
        let mut tape =
            Self { text, lines, tokens: Vec::new(), error, standing: Standing::default(), stray_end: false };
        let mut comment = None;
        let has_flufl = memchr::memmem::find(text.as_bytes(), b"barry_as_FLUFL").is_some();
        for idx in 0..seen {
            let (kind, range) = (tokens.kind(idx), tokens.range(idx));
            let (start, end) = (u32::from(range.start()), u32::from(range.end()));
            tape.standing.pass(kind, start, end);
            match kind {
                SyntaxKind::COMMENT => comment = tape.comment(start, end, options.type_comments),
                // CPython's NEWLINE begins with the comment before it.
                SyntaxKind::NEWLINE => tape.push(TokenKind::NEWLINE, comment.take().unwrap_or(start), start),
                SyntaxKind::LESS_GREATER if has_flufl => tape.push(TokenKind::of(T![!=]), start, end),
                SyntaxKind::LESS_GREATER => {
                    tape.push(TokenKind::of(T![<]), start, start + 1);
                    tape.push(TokenKind::of(T![>]), start + 1, end);
                }
                T![=] | T![>] | T![>=] if tape.joins_greater(kind, start, end) => {}
                // A type comment makes a line of its own one that ends as others do.
                SyntaxKind::NL if tape.ends_with_type_comment() => {
                    tape.push(TokenKind::NEWLINE, start, start)
                }
                _ if kind.is_trivia() => comment = None,
                _ => tape.push(TokenKind::of(kind), start, end),
            }
            let next = (idx + 1 < tokens.len()).then(|| tokens.kind(idx + 1));
            if let Some(text_kind) = tape.standing.empty_text_before(next) {
                tape.push(TokenKind::of(text_kind), end, end);
            }
        }
        tape.drop_layout_of_unclosed();
        tape.drop_indentation_of_error();
        if error.is_none() && options.mode != Mode::Exec {
            tape.end_open_line(options.mode);
        }
        tape
    }

    /// Only a file is given a line break where it ends within a line. Otherwise the last line ends with the text, and
    /// blanks alone in it are an indentation; a single statement gets a NEWLINE all the same, and one more if it has one.
    fn end_open_line(&mut self, mode: Mode) {
        let end = self.text.len() as u32;
        let blanks = self.text.len() - self.text.trim_end_matches([' ', '\t', '\x0c']).len();
        let is_open = !self.text.is_empty() && !self.text.ends_with(['\n', '\r']);
        let before = &self.text[..self.text.len() - blanks];
        let is_blank = blanks > 0 && (before.is_empty() || before.ends_with(['\n', '\r']));
        let mut dedents = 0;
        self.tokens.pop();
        while let Some(last) = self.tokens.last()
            && (last.kind == TokenKind::DEDENT && is_open
                || last.kind == TokenKind::NEWLINE && last.end == end)
        {
            dedents += usize::from(last.kind == TokenKind::DEDENT);
            self.tokens.pop();
        }
        if is_blank {
            if blanks > self.innermost_indent() {
                self.push(TokenKind::INDENT, end, end);
            } else {
                dedents = self.dedent_to(blanks, dedents);
            }
        }
        if self.stray_end {
            return;
        }
        if mode == Mode::Single && !self.tokens.is_empty() {
            self.push(TokenKind::NEWLINE_AT_END, end, end);
            for _ in 0..dedents {
                self.push(TokenKind::DEDENT, end, end);
            }
            if dedents > 0 {
                self.push(TokenKind::NEWLINE_AT_END, end, end);
            }
        }
        self.push(TokenKind::ENDMARKER, end, end);
    }

    /// The column of the first token after the last INDENT that is open; blanks are counted as columns.
    fn innermost_indent(&self) -> usize {
        self.open_indents().last().copied().unwrap_or(0)
    }

    fn open_indents(&self) -> Vec<usize> {
        let mut open = Vec::new();
        for token in &self.tokens {
            match token.kind {
                TokenKind::INDENT => open.push(self.lines.place(token.start).column as usize),
                TokenKind::DEDENT => {
                    open.pop();
                }
                _ => {}
            }
        }
        open
    }

    /// Closes the blocks that are indented by more than `blanks`; how many remain.
    fn dedent_to(&mut self, blanks: usize, open: usize) -> usize {
        let end = self.text.len() as u32;
        let indents = self.open_indents();
        let closed = indents.iter().rev().take_while(|column| **column > blanks).count();
        let outer = indents.len().checked_sub(closed + 1).map_or(0, |idx| indents[idx]);
        if outer != blanks {
            self.stray_end = true;
            return 0;
        }
        for _ in 0..closed.min(open) {
            self.push(TokenKind::DEDENT, end, end);
        }
        open.saturating_sub(closed)
    }

    /// A comment is a token only if it says a type. Otherwise gives its start.
    fn comment(&mut self, start: u32, end: u32, type_comments: bool) -> Option<u32> {
        let said = type_comment(&self.text[start as usize..end as usize]).filter(|_| type_comments);
        let Some(skipped) = said else { return Some(start) };
        self.push(TokenKind::TYPE_COMMENT, start + skipped as u32, end);
        None
    }

    fn ends_with_type_comment(&self) -> bool {
        self.standing.depth() == 0
            && self.tokens.last().is_some_and(|last| last.kind == TokenKind::TYPE_COMMENT)
    }

    /// The `>` of a `<>` that is none goes with what follows it.
    fn joins_greater(&mut self, kind: SyntaxKind, start: u32, end: u32) -> bool {
        let Some(last) = self.tokens.last_mut() else { return false };
        if !last.kind.is(T![>]) || last.end != start || !self.text[..start as usize].ends_with("<>") {
            return false;
        }
        let joined = match kind {
            T![=] => T![>=],
            T![>] => T![>>],
            _ => T![>>=],
        };
        (last.kind, last.end) = (TokenKind::of(joined), end);
        true
    }

    /// At the end of the text CPython's tokenizer gives nothing more if a bracket is open.
    fn drop_layout_of_unclosed(&mut self) {
        if !matches!(self.error, Some(LexError { kind: LexErrorKind::UnclosedBracket(_), .. })) {
            return;
        }
        while self.tokens.last().is_some_and(|last| last.kind.is_layout()) {
            self.tokens.pop();
        }
    }

    /// What CPython's tokenizer rejects at the start of a line it rejects before it gives the line's indentation.
    fn drop_indentation_of_error(&mut self) {
        use LexErrorKind::*;
        let Some(error) = self.error else { return };
        let at_line_start = matches!(
            error.kind,
            StrayBackslash | EofAfterBackslash | InconsistentDedent | InconsistentTabs | TooManyIndents
        );
        if !at_line_start {
            return;
        }
        while self
            .tokens
            .last()
            .is_some_and(|last| matches!(last.kind, TokenKind::INDENT | TokenKind::DEDENT))
        {
            self.tokens.pop();
        }
    }

    fn push(&mut self, kind: TokenKind, start: u32, end: u32) {
        self.tokens.push(TapeToken { kind, start, end, depth: self.standing.depth() });
    }

    /// How many tokens can be fetched.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn kind(&self, idx: usize) -> TokenKind {
        let kind = self.tokens[idx].kind;
        if kind == TokenKind::NEWLINE_AT_END { TokenKind::NEWLINE } else { kind }
    }

    /// Whether there is more than blanks and comments after the tokens that were fetched.
    pub(super) fn has_more(&self, fetched: usize) -> bool {
        let from = fetched.checked_sub(1).map_or(0, |idx| self.tokens[idx].end as usize);
        let lines = self.text[from..].split(['\n', '\r']);
        lines
            .map(|line| line.trim_start_matches([' ', '\t', '\x0c']))
            .any(|line| !line.is_empty() && !line.starts_with('#'))
    }

    pub(super) fn text(&self, idx: usize) -> &'a str {
        let token = self.tokens[idx];
        &self.text[token.start as usize..token.end as usize]
    }

    /// How many brackets are open after a token.
    pub(super) fn depth(&self, idx: usize) -> u32 {
        self.tokens[idx].depth
    }

    /// Whether a token ends directly before another one.
    pub(super) fn touches(&self, idx: usize, next: usize) -> bool {
        self.tokens[idx].end == self.tokens[next].start
    }

    /// Where a token starts and ends. Tokens of no length have no column.
    pub(super) fn places(&self, idx: usize) -> (Place, Place) {
        let token = self.tokens[idx];
        match token.kind {
            TokenKind::INDENT | TokenKind::DEDENT | TokenKind::ENDMARKER | TokenKind::NEWLINE_AT_END => {
                let place = Place { column: -1, ..self.cursor(idx) };
                (place, place)
            }
            TokenKind::NEWLINE => {
                let end = self.newline_place(token.end);
                let start = if token.start == token.end { end } else { self.lines.place(token.start) };
                (start, Place { column: end.column + 1, ..end })
            }
            _ => (self.lines.place(token.start), self.end_place(token)),
        }
    }

    /// Where the tokenizer stands after a token.
    pub(super) fn cursor(&self, idx: usize) -> Place {
        let token = self.tokens[idx];
        match token.kind {
            TokenKind::INDENT | TokenKind::DEDENT | TokenKind::ENDMARKER | TokenKind::NEWLINE_AT_END => {
                self.lines.place(token.start)
            }
            _ => self.places(idx).1,
        }
    }

    /// The places between two offsets in a token.
    pub(super) fn part_places(&self, idx: usize, start: usize, end: usize) -> (Place, Place) {
        let token = self.tokens[idx];
        let part = TapeToken { start: token.start + start as u32, end: token.start + end as u32, ..token };
        (self.lines.place(part.start), self.end_place(part))
    }

    /// `f` or `t`: the sort of the innermost template around a token.
    pub(super) fn template_letter(&self, idx: usize) -> char {
        let mut closed = 0;
        for token in self.tokens[..idx].iter().rev() {
            if token.kind.is(SyntaxKind::FSTRING_END) || token.kind.is(SyntaxKind::TSTRING_END) {
                closed += 1;
            } else if token.kind.is(SyntaxKind::FSTRING_START) || token.kind.is(SyntaxKind::TSTRING_START) {
                if closed == 0 {
                    return if token.kind.is(SyntaxKind::TSTRING_START) { 't' } else { 'f' };
                }
                closed -= 1;
            }
        }
        'f'
    }

    fn end_place(&self, token: TapeToken) -> Place {
        if token.end == token.start {
            return self.lines.place(token.end);
        }
        // The end of a token that ends the text is on the token's last line, not after a line break to come.
        let last = self.lines.place(token.end - 1);
        Place { column: last.column + 1, ..last }
    }

    fn newline_place(&self, start: u32) -> Place {
        if (start as usize) < self.text.len() {
            return self.lines.place(start);
        }
        let end = self.lines.count();
        Place { line: end, column: self.lines.line(end).len() as i32 }
    }

    /// The line of the last of the tokens that have been fetched.
    pub(super) fn current_line(&self, fetched: usize) -> i32 {
        fetched.checked_sub(1).map_or(0, |idx| self.cursor(idx.min(self.len() - 1)).line)
    }

    /// Whether the tokenizer has met the end of the text, once so many tokens are fetched. `failed`: and one more was
    /// asked for that is rejected.
    pub(super) fn is_at_end(&self, fetched: usize, failed: bool) -> bool {
        use LexErrorKind::*;
        if failed {
            return matches!(
                self.error.map(|error| &error.kind),
                Some(
                    UnclosedBracket(_)
                        | UnterminatedTriple { .. }
                        | UnterminatedTripleFormatted { .. }
                        | EofAfterBackslash
                )
            );
        }
        let last = fetched.checked_sub(1).map(|idx| self.tokens[idx]);
        last.is_some_and(|last| {
            let is_end = matches!(last.kind, TokenKind::ENDMARKER | TokenKind::DEDENT);
            is_end && last.start as usize >= self.text.len()
        })
    }

    /// What the tokenizer says of the token that cannot be fetched.
    pub(super) fn rejection(&self) -> Option<Raised> {
        if self.stray_end {
            return Some(lexical::stray_indentation(self.lines.end().line, self.lines));
        }
        self.error.map(|error| lexical::raise(error, &self.standing, self.lines))
    }

    /// What the tokenizer says when, after the parser's rejection in `line`, the rest of the text is read.
    pub(super) fn later_rejection(&self, line: i32) -> Option<Raised> {
        self.error.and_then(|error| lexical::raise_later(error, &self.standing, self.lines, line))
    }
}

/// The error that CPython's tokenizer meets first. A backslash before the first token of a line comes before what is
/// wrong with the line's indentation.
fn first_error<'a>(text: &str, errors: &'a [LexError]) -> Option<&'a LexError> {
    use LexErrorKind::*;
    if let [indentation, backslash, ..] = errors
        && matches!(indentation.kind, InconsistentDedent | InconsistentTabs | TooManyIndents)
        && matches!(backslash.kind, StrayBackslash | EofAfterBackslash)
    {
        let between = usize::from(indentation.range.end())..usize::from(backslash.range.start());
        if text.get(between).is_some_and(|it| it.trim_matches([' ', '\t', '\x0c']).is_empty()) {
            return Some(backslash);
        }
    }
    errors.first()
}

/// How many bytes of a comment come before what its type comment says; none if it is no type comment.
fn type_comment(comment: &str) -> Option<usize> {
    let is_space = |c: char| c == ' ' || c == '\t';
    let rest = comment.strip_prefix('#')?.trim_start_matches(is_space);
    let rest = rest.strip_prefix("type:")?.trim_start_matches(is_space);
    let is_ignore = rest
        .strip_prefix("ignore")
        .is_some_and(|it| !it.starts_with(|c: char| !c.is_ascii() || c.is_ascii_alphanumeric()));
    (!is_ignore).then(|| comment.len() - rest.len())
}
