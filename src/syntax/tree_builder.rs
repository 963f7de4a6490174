//! From events and tokens to a tree.
//!
//! Children wait on one stack; a node takes its own from the top of it when it ends. Whitespace and comments join the
//! tree here, by [`Builder::attach_trivia`]. What the tree is made of is a [`Sink`]'s to say: `lossless` makes rowan's
//! green tree, `outline` the flat one that lowering reads. Both are of one shape.

mod lossless;
mod outline;

use super::event::Event;
use super::lexer::Tokens;
use super::parse::MAX_TREE_DEPTH;
use super::{SyntaxKind, SyntaxKind::*};
use crate::text::TextRange;

pub(super) use lossless::build_lossless;
pub(super) use outline::{OutlineTree, build_outline};

/// Levels that are kept for statements and clauses, which CPython limits to 100 indentations, above expressions.
const STATEMENT_LEVELS: u32 = 1_024;

/// What a tree is made of.
trait Sink {
    /// Whether white space and comments are in it.
    const KEEPS_TRIVIA: bool;

    /// How many tokens and nodes are not in a finished node yet.
    fn height(&self) -> usize;

    /// The next token, which is not empty; trivia only if they are kept.
    fn token(&mut self, kind: SyntaxKind, range: TextRange);

    /// Ends a node: what waits from `first` on is in it. It reaches to `end`. A node that would be
    /// [too deep](depth_over) is left out: its children become those of the node around.
    fn node(&mut self, kind: SyntaxKind, first: usize, end: u32);
}

/// Hands the tree of `text` to `sink`, all but its root, which has the kind that is returned. `tokens` are all tokens
/// and `events` the parser's, whose marks are written on.
///
/// The first event is a mark and the last finishes the root.
fn build(text: &str, tokens: &Tokens, events: &mut [Event], sink: &mut impl Sink) -> SyntaxKind {
    let mut builder = Builder { text, tokens, pos: 0, sink, indents: Vec::new() };
    builder.run(events);
    builder.finish();
    match events.last() {
        Some(Event::Finish { kind, .. }) => *kind,
        _ => MODULE,
    }
}

/// Nodes within nodes of a node of `kind` over `children`; none if they are more than there may be.
#[inline]
fn depth_over<C>(kind: SyntaxKind, children: &[C], depth_of: impl Fn(&C) -> u32) -> Option<u32> {
    // The deep child of a chain is its first or its last; asking these first keeps a long flat run linear.
    let at_ends = children.first().map_or(0, &depth_of).max(children.last().map_or(0, &depth_of));
    if at_ends >= MAX_TREE_DEPTH - STATEMENT_LEVELS && at_ends >= depth_limit(kind) {
        return None;
    }
    let depth = 1 + children.iter().map(depth_of).max().unwrap_or(0);
    (depth < MAX_TREE_DEPTH - STATEMENT_LEVELS || depth <= depth_limit(kind)).then_some(depth)
}

/// Nodes within nodes of a node of `kind`, at most.
#[cold]
fn depth_limit(kind: SyntaxKind) -> u32 {
    if is_expression(kind) { MAX_TREE_DEPTH - STATEMENT_LEVELS } else { MAX_TREE_DEPTH }
}

/// Whether nodes of `kind` nest without a limit from the grammar, so that the builder limits them.
fn is_expression(kind: SyntaxKind) -> bool {
    (NAME_EXPR as u8..=KEYWORD_PATTERN as u8).contains(&(kind as u8))
}

struct Builder<'t, S> {
    text: &'t str,
    tokens: &'t Tokens,
    /// Index of the next token, trivia included.
    pos: usize,
    sink: &'t mut S,
    /// Columns of the open blocks.
    indents: Vec<u32>,
}

impl<S: Sink> Builder<'_, S> {
    fn run(&mut self, events: &mut [Event]) {
        // The root begins before everything and ends after everything, so its own mark and end are left out.
        for idx in 1..events.len().saturating_sub(1) {
            match events[idx] {
                Event::Mark { .. } => {
                    self.flush_trivia();
                    events[idx] = Event::Mark { height: self.sink.height() as u32 };
                }
                Event::Token(INDENT) => self.indent(),
                Event::Token(DEDENT) => self.attach_trivia(),
                Event::Token(kind) => {
                    self.flush_trivia();
                    self.push_token(kind);
                    self.pos += 1;
                }
                Event::Finish { kind, mark } => {
                    // Tokens lie side by side: a node reaches to the next one.
                    let end = self.tokens.starts()[self.pos];
                    let Event::Mark { height } = events[mark as usize] else { continue };
                    self.sink.node(kind, height as usize, end);
                }
            }
        }
    }

    fn finish(&mut self) {
        self.flush_trivia();
        // Whatever the parser left: nothing, or its grammar function has a fault that must not lose text.
        while self.pos < self.tokens.len() {
            debug_assert!(false, "the parser left {:?}", self.tokens.kind(self.pos));
            self.push_token(ERROR_TOKEN);
            self.pos += 1;
        }
    }

    /// Puts trivia before the next token into the node that is open now.
    fn flush_trivia(&mut self) {
        while let Some(&kind) = self.tokens.kinds().get(self.pos) {
            match kind {
                INDENT | DEDENT | ENDMARKER => {}
                kind if kind.is_trivia() => self.push_trivia(kind),
                _ => return,
            }
            self.pos += 1;
        }
    }

    fn indent(&mut self) {
        self.flush_trivia();
        self.indents.push(self.column(self.pos));
    }

    /// Decides which trivia between the last statement of a block and what follows belongs to the block.
    ///
    /// Trivia belongs to the node that is open where it stands, so none stands at the beginning or the end of a
    /// node, with one exception, here: comments on lines of their own after the last statement of a block belong to
    /// the block as long as they are indented at least as far as it is; the first that is not, and blank lines
    /// before it, belong to the block further out. For nested blocks that end together the innermost asks first.
    fn attach_trivia(&mut self) {
        let Some(column) = self.indents.pop() else { return };
        let mut end = self.pos;
        for idx in self.pos..self.tokens.len() {
            match self.tokens.kind(idx) {
                COMMENT if self.column(idx) < column => break,
                COMMENT => end = idx + 1,
                // The line break behind a comment that was taken goes with it.
                NL if end == idx && idx > self.pos => end = idx + 1,
                kind if kind.is_trivia() => {}
                _ => break,
            }
        }
        while self.pos < end {
            self.push_trivia(self.tokens.kind(self.pos));
            self.pos += 1;
        }
    }

    /// Column of token `idx`, which only whitespace may precede on its line: tabs go to multiples of 8, as for
    /// CPython, and a form feed begins again.
    fn column(&self, idx: usize) -> u32 {
        let Some(before) = idx.checked_sub(1).filter(|before| self.tokens.kind(*before) == WHITESPACE) else {
            return 0;
        };
        self.text[self.tokens.range(before)].bytes().fold(0, |column, byte| match byte {
            b'\t' => (column / 8 + 1) * 8,
            b'\x0c' => 0,
            _ => column + 1,
        })
    }

    #[inline]
    fn push_trivia(&mut self, kind: SyntaxKind) {
        if S::KEEPS_TRIVIA {
            self.push_token(kind);
        }
    }

    #[inline]
    fn push_token(&mut self, kind: SyntaxKind) {
        let starts = self.tokens.starts();
        let (start, end) = (starts[self.pos], starts[self.pos + 1]);
        if start < end {
            self.sink.token(kind, TextRange::new(start.into(), end.into()));
        }
    }
}
