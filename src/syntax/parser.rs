//! The parser's machine: tokens in, events out.
//!
//! Input is the kinds of the significant tokens (no trivia); output is [`Event`]s in the order of the text, and
//! errors by token index. The grammar functions in `grammar/` see kinds alone, never text or trees.

use super::event::Event;
use super::parse_error::{Expected, Misplaced, ParseErrorKind, Python2};
use super::token_set::TokenSet;
use super::{SyntaxKind, SyntaxKind::*, T};

/// Grammar functions within grammar functions, at most: brackets are limited by the lexer to 200 and blocks to 100
/// by CPython's own limits, and chains of prefix operators are loops, so only malformed input comes near.
const MAX_RECURSION: u32 = 450;

/// The parser's state.
pub(super) struct Parser<'t> {
    /// Significant tokens; the last is ENDMARKER.
    kinds: &'t [SyntaxKind],
    pos: usize,
    events: Vec<Event>,
    /// What is wrong, with the index of the token where, in the order found.
    errors: Vec<(usize, ParseErrorKind)>,
    /// What can only be decided with the text, with the index of the token.
    text_checks: Vec<(usize, TextCheck)>,
    recursion: u32,
}

/// What a token's text must be, where its kind does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextCheck {
    /// A name that is captured, and so is not `_`.
    NotWildcard,
    /// A number without the suffix `j`.
    Real,
    /// A number with the suffix `j`.
    Imaginary,
    /// `s`, `r` or `a`.
    Conversion,
}

/// Everything that the parser made.
pub(super) struct Output {
    pub(super) events: Vec<Event>,
    /// By index among the significant tokens.
    pub(super) errors: Vec<(usize, ParseErrorKind)>,
    /// By index among the significant tokens.
    pub(super) text_checks: Vec<(usize, TextCheck)>,
}

impl<'t> Parser<'t> {
    /// A parser of `kinds`, whose last is ENDMARKER.
    pub(super) fn new(kinds: &'t [SyntaxKind]) -> Self {
        debug_assert_eq!(kinds.last(), Some(&ENDMARKER));
        let events = Vec::with_capacity(kinds.len() * 3);
        Self { kinds, pos: 0, events, errors: Vec::new(), text_checks: Vec::new(), recursion: 0 }
    }

    /// Everything that was made.
    pub(super) fn finish(self) -> Output {
        Output { events: self.events, errors: self.errors, text_checks: self.text_checks }
    }

    /// The kind of the next token.
    #[inline]
    pub(super) fn current(&self) -> SyntaxKind {
        self.kinds[self.pos]
    }

    /// The kind of the token `n` after the next one; ENDMARKER past the end.
    #[inline]
    pub(super) fn nth(&self, n: usize) -> SyntaxKind {
        self.kinds.get(self.pos + n).copied().unwrap_or(ENDMARKER)
    }

    /// Whether the next token is a `kind`.
    #[inline]
    pub(super) fn at(&self, kind: SyntaxKind) -> bool {
        self.current() == kind
    }

    /// Whether the next token is one of `kinds`.
    #[inline]
    pub(super) fn at_any(&self, kinds: TokenSet) -> bool {
        kinds.contains(self.current())
    }

    /// Whether the next token is a name, soft keywords included.
    #[inline]
    pub(super) fn at_name(&self) -> bool {
        is_name(self.current())
    }

    /// Index of the next token among the significant ones, to tell whether something was consumed.
    pub(super) fn pos(&self) -> usize {
        self.pos
    }

    /// Consumes the next token, which is a `kind`.
    #[inline]
    pub(super) fn bump(&mut self, kind: SyntaxKind) {
        debug_assert_eq!(self.current(), kind);
        self.bump_as(kind);
    }

    /// Consumes the next token, whatever it is.
    pub(super) fn bump_any(&mut self) {
        let kind = self.current();
        self.bump_as(if kind.is_soft_keyword() { NAME } else { kind });
    }

    /// Consumes the next token, which is a `kind` in the tree. ENDMARKER is never consumed.
    #[inline]
    pub(super) fn bump_as(&mut self, kind: SyntaxKind) {
        if self.pos + 1 < self.kinds.len() {
            self.pos += 1;
            self.events.push(Event::Token(kind));
        }
    }

    /// Consumes the next token if it is a `kind`.
    #[inline]
    pub(super) fn eat(&mut self, kind: SyntaxKind) -> bool {
        let found = self.at(kind);
        if found {
            self.bump_as(kind);
        }
        found
    }

    /// Consumes a `kind`, or records that it is missing.
    pub(super) fn expect(&mut self, kind: SyntaxKind) -> bool {
        let found = self.eat(kind);
        if !found {
            self.expected(Expected::Token(kind));
        }
        found
    }

    /// Consumes a name as a bare token, or records that it is missing.
    pub(super) fn expect_name(&mut self) -> bool {
        if self.at_name() {
            self.bump_as(NAME);
            return true;
        }
        if matches!(self.current(), T![async] | T![await]) {
            self.error(ParseErrorKind::Python2(Python2::AsyncAsName));
            self.bump_as(NAME);
            return true;
        }
        self.expected(Expected::Token(NAME));
        false
    }

    /// Records that something is missing before the next token.
    pub(super) fn expected(&mut self, expected: Expected) {
        self.error(ParseErrorKind::Expected { expected, found: self.current() });
    }

    /// Records that what follows may not be here.
    pub(super) fn misplaced(&mut self, what: Misplaced) {
        self.error(ParseErrorKind::Misplaced(what));
    }

    /// Records an error at the next token. A second error at the same token is an echo of the first and is dropped.
    pub(super) fn error(&mut self, kind: ParseErrorKind) {
        self.error_at(self.pos, kind);
    }

    /// Records an error at the token with index `pos`.
    pub(super) fn error_at(&mut self, pos: usize, kind: ParseErrorKind) {
        if self.errors.last().is_none_or(|(last, _)| *last != pos) {
            self.errors.push((pos, kind));
        }
    }

    /// Has the text of the token `n` after the next one looked at when parsing is done.
    pub(super) fn check_text(&mut self, n: usize, check: TextCheck) {
        self.text_checks.push((self.pos + n, check));
    }

    /// Puts the next token into an ERROR node, with a word why.
    pub(super) fn bump_error(&mut self, expected: Expected) {
        self.expected(expected);
        let m = self.start();
        self.bump_any();
        m.complete(self, ERROR);
    }

    /// A node may begin here.
    #[inline]
    pub(super) fn start(&mut self) -> Marker {
        let mark = u32::try_from(self.events.len()).expect("MAX_FILE_BYTES keeps events below 2^32");
        self.events.push(Event::Mark { height: 0 });
        Marker { mark }
    }

    /// Runs `rule` one level of recursion deeper; beyond the limit the rest of the line, or the block that begins
    /// here, becomes an ERROR node.
    pub(super) fn nested<R: Default>(&mut self, rule: impl FnOnce(&mut Self) -> R) -> R {
        if self.recursion >= MAX_RECURSION {
            self.error(ParseErrorKind::TooDeep);
            let m = self.start();
            if self.at(INDENT) {
                self.bump_block();
            }
            while !matches!(self.current(), NEWLINE | ENDMARKER | INDENT | DEDENT) {
                self.bump_any();
            }
            m.complete(self, ERROR);
            return R::default();
        }
        self.recursion += 1;
        let result = rule(self);
        self.recursion -= 1;
        result
    }

    /// Passes over the block whose INDENT is next. Callers loop over statements, so an INDENT that stays where it is
    /// would be met for ever.
    fn bump_block(&mut self) {
        let mut open = 0u32;
        while !self.at(ENDMARKER) {
            match self.current() {
                INDENT => open += 1,
                DEDENT => open -= 1,
                _ => {}
            }
            self.bump_any();
            if open == 0 {
                return;
            }
        }
    }

    /// The events so far, for a look back at what was parsed.
    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }
}

/// Whether a token of `kind` can be a name.
#[inline]
pub(super) const fn is_name(kind: SyntaxKind) -> bool {
    matches!(kind, NAME) || kind.is_soft_keyword()
}

/// Where a node may begin.
#[must_use]
#[derive(Debug, Clone, Copy)]
pub(super) struct Marker {
    mark: u32,
}

impl Marker {
    /// Ends the node: everything since the marker is in it.
    pub(super) fn complete(self, p: &mut Parser<'_>, kind: SyntaxKind) -> CompletedMarker {
        p.events.push(Event::Finish { kind, mark: self.mark });
        CompletedMarker { mark: self.mark, kind }
    }
}

/// A node that has ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct CompletedMarker {
    mark: u32,
    kind: SyntaxKind,
}

impl CompletedMarker {
    /// Begins a node around this one.
    pub(super) fn precede(self) -> Marker {
        Marker { mark: self.mark }
    }

    /// The kind of the node.
    pub(super) fn kind(self) -> SyntaxKind {
        self.kind
    }

    /// Index of the event where the node begins.
    pub(super) fn first_event(self) -> usize {
        self.mark as usize
    }
}
