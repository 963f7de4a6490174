//! Statements out of place: `return` outside a function, `break` outside a loop, and the like.
//!
//! CPython's compiler rejects them, its parser does not. They matter here because a proposed keyword must compile.
//! This looks at tokens alone and knows what a keyword can bring about, not all that the compiler checks.

use crate::syntax::{SyntaxKind, T};

use super::future;
use super::tape::Tape;
use super::token::TokenKind;

/// What a block is to the statements in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Function { is_async: bool, start: usize },
    Class,
    Loop,
    Other,
}

/// Whether the compiler rejects a statement of the text, which parses.
pub(super) fn has_misplaced(tape: &Tape<'_>) -> bool {
    let mut walk = Walk { tape, blocks: Vec::new(), header: None, lambdas: 0, line_start: 0 };
    (0..tape.len()).any(|at| walk.is_misplaced(at))
}

struct Walk<'a> {
    tape: &'a Tape<'a>,
    blocks: Vec<Block>,
    /// The block that the current line opens; `true` once its colon was passed.
    header: Option<(Block, bool)>,
    /// How many colons of lambdas are to come.
    lambdas: u32,
    line_start: usize,
}

impl Walk<'_> {
    /// Goes past a token; whether it may not be where it is.
    fn is_misplaced(&mut self, at: usize) -> bool {
        let kind = self.tape.kind(at);
        let is = |it: SyntaxKind| kind.is(it);
        if at == self.line_start && !kind.is_layout() {
            self.header = self.header_at(at).map(|block| (block, false));
        }
        match kind {
            TokenKind::NEWLINE => self.line_start = at + 1,
            TokenKind::INDENT => {
                self.blocks.push(self.header.take().map_or(Block::Other, |(block, _)| block));
                self.line_start = at + 1;
            }
            TokenKind::DEDENT => {
                self.blocks.pop();
                self.line_start = at + 1;
            }
            _ if is(T![lambda]) => self.lambdas += 1,
            _ if is(T![:]) && self.lambdas > 0 => self.lambdas -= 1,
            _ if is(T![:]) && self.tape.depth(at) == 0 => {
                if let Some((_, is_open)) = &mut self.header {
                    *is_open = true;
                }
            }
            _ if is(T![return]) || is(T![yield]) => return self.function().is_none(),
            _ if is(T![await]) => return !self.in_async(),
            _ if is(T![async]) => {
                let next = self.tape.kind(at + 1);
                return self.tape.depth(at) == 0 && !next.is(T![def]) && !self.in_async();
            }
            _ if is(T![break]) || is(T![continue]) => return !self.in_loop(),
            _ if is(T![nonlocal]) => return self.functions().count() < 2,
            _ if is(T![from]) => return future::is_late(self.tape, at),
            _ if is(T![global]) => return self.is_used_before(at),
            _ => {}
        }
        false
    }

    fn header_at(&self, at: usize) -> Option<Block> {
        let is_async = self.tape.kind(at).is(T![async]);
        let kind = self.tape.kind(at + usize::from(is_async && at + 1 < self.tape.len()));
        Some(if kind.is(T![def]) {
            Block::Function { is_async, start: at }
        } else if kind.is(T![class]) {
            Block::Class
        } else if kind.is(T![for]) || kind.is(T![while]) {
            Block::Loop
        } else {
            return None;
        })
    }

    /// The blocks around the current token, the innermost first.
    fn around(&self) -> impl Iterator<Item = Block> {
        let header = self.header.filter(|(_, is_open)| *is_open).map(|(block, _)| block);
        header.into_iter().chain(self.blocks.iter().rev().copied())
    }

    fn functions(&self) -> impl Iterator<Item = Block> {
        self.around().filter(|block| matches!(block, Block::Function { .. }))
    }

    /// The function whose code this is, if it is not a class's or the file's.
    fn function(&self) -> Option<Block> {
        let is_scope = |block: &Block| matches!(block, Block::Function { .. } | Block::Class);
        self.around().find(is_scope).filter(|block| *block != Block::Class)
    }

    fn in_async(&self) -> bool {
        matches!(self.function(), Some(Block::Function { is_async: true, .. }))
    }

    fn in_loop(&self) -> bool {
        let found = self.around().find(|block| *block != Block::Other);
        found == Some(Block::Loop)
    }

    /// Whether a name that is declared global here occurs before in the same function, or file.
    fn is_used_before(&self, at: usize) -> bool {
        let start = match self.function() {
            Some(Block::Function { start, .. }) => start,
            _ => 0,
        };
        let declared = (at + 1..self.tape.len())
            .take_while(|idx| self.tape.kind(*idx) == TokenKind::NAME || self.tape.kind(*idx).is(T![,]))
            .filter(|idx| self.tape.kind(*idx) == TokenKind::NAME);
        let is_name = |idx: usize, name: &str| {
            self.tape.kind(idx) == TokenKind::NAME
                && self.tape.text(idx) == name
                && (idx == 0 || !self.tape.kind(idx - 1).is(T![.]))
        };
        declared.map(|idx| self.tape.text(idx)).any(|name| (start..at).any(|idx| is_name(idx, name)))
    }
}
