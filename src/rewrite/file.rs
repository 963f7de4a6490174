//! A file that is being rewritten: its text, its tokens, its tree and what its names mean.

use std::cell::OnceCell;

use super::reread::{Reread, reread};
use crate::ast::{self, Ast, ExprId, LowerOptions, Lowered, NodeId, SourceMap};
use crate::semantic::{self, Model, Qualified, ScopeOptions};
use crate::syntax::lexer::{self, Tokens};
use crate::syntax::{self, SyntaxKind};
use crate::text::{Edits, TextRange, TextSize};

/// A file as the rules see it. It is immutable: a round that changes the text makes another.
#[derive(Debug)]
pub struct FileModel<'t> {
    /// The decoded text.
    pub text: &'t str,
    /// The abstract tree.
    pub lowered: Lowered,
    /// What the names mean.
    pub model: Model,
    tokens: OnceCell<Tokens>,
    nodes: OnceCell<Vec<NodeId>>,
    /// What of it was read again, where the rest is that of another file.
    pub(super) reread: Option<Reread>,
}

impl<'t> FileModel<'t> {
    /// Reads `text`; none if CPython would reject it.
    ///
    /// It recurses as deep as the tree, so it wants a thread with [`syntax::DEEP_STACK_BYTES`].
    pub fn new(text: &'t str) -> Option<Self> {
        let outline = syntax::outline(text);
        if !outline.errors().is_empty() {
            return None;
        }
        let mut lowered = ast::lower_module(&outline, text, LowerOptions::default());
        if !lowered.errors.is_empty() {
            return None;
        }
        // Nothing here goes back from the abstract tree to the concrete one.
        lowered.source_map = SourceMap::default();
        let tokens = outline.into_tokens().into();
        Some(Self { tokens, ..Self::of(text, lowered)? })
    }

    /// The file after `edits`, which make `text` of its text; none if CPython would reject it.
    pub(super) fn edited<'n>(&self, edits: &Edits, text: &'n str) -> Option<FileModel<'n>> {
        let Some((lowered, reread)) = reread(self, edits, text) else { return FileModel::new(text) };
        Some(FileModel { reread: Some(reread), ..FileModel::of(text, lowered)? })
    }

    fn of(text: &'t str, mut lowered: Lowered) -> Option<Self> {
        let options = ScopeOptions { names: true, ..ScopeOptions::default() };
        let model = semantic::analyze(&mut lowered.ast, lowered.root, text, options).ok()?;
        Some(Self { text, lowered, model, tokens: OnceCell::new(), nodes: OnceCell::new(), reread: None })
    }

    /// The abstract tree.
    pub fn ast(&self) -> &Ast {
        &self.lowered.ast
    }

    /// All nodes of the tree, parents before children, in the order of the fields.
    pub fn nodes(&self) -> &[NodeId] {
        self.nodes.get_or_init(|| self.ast().walk(self.lowered.root.into()).collect())
    }

    /// All tokens of the text, white space and comments too.
    pub fn tokens(&self) -> &Tokens {
        self.tokens.get_or_init(|| lexer::lex(self.text))
    }

    /// The 0-based index of the token that covers `offset`; a token of no length does not.
    pub fn token_at(&self, offset: TextSize) -> usize {
        let starts = self.tokens().starts();
        starts.partition_point(|start| *start <= u32::from(offset)).saturating_sub(1)
    }

    /// The tokens in `range`, by index, those of no length left out.
    pub fn tokens_in(&self, range: TextRange) -> impl Iterator<Item = usize> + '_ {
        let tokens = self.tokens();
        let first = tokens.starts().partition_point(|start| *start < u32::from(range.start()));
        (first..tokens.len())
            .take_while(move |idx| tokens.range(*idx).start() < range.end())
            .filter(move |idx| !tokens.range(*idx).is_empty())
    }

    /// The last token before `offset` that is neither trivia nor of no length.
    pub fn significant_before(&self, offset: TextSize) -> Option<usize> {
        let tokens = self.tokens();
        let end = tokens.starts().partition_point(|start| *start < u32::from(offset)).min(tokens.len());
        (0..end).rev().find(|idx| self.is_significant(*idx))
    }

    /// The first token from `offset` on that is neither trivia nor of no length.
    pub fn significant_from(&self, offset: TextSize) -> Option<usize> {
        let tokens = self.tokens();
        let start = tokens.starts().partition_point(|start| *start < u32::from(offset));
        (start..tokens.len()).find(|idx| self.is_significant(*idx))
    }

    /// Whether a token is code: no white space, comment, line break within brackets, and of some length.
    pub fn is_significant(&self, idx: usize) -> bool {
        !self.tokens().kind(idx).is_trivia() && !self.tokens().range(idx).is_empty()
    }

    /// The text of token `idx`.
    pub fn token_text(&self, idx: usize) -> &'t str {
        &self.text[self.tokens().range(idx)]
    }

    /// The comments in `range`, in order.
    pub fn comments_in(&self, range: TextRange) -> impl Iterator<Item = TextRange> + '_ {
        self.tokens_in(range)
            .filter(|idx| self.tokens().kind(*idx) == SyntaxKind::COMMENT)
            .map(|idx| self.tokens().range(idx))
    }

    /// The source of a node, without the parentheses around it.
    pub fn source(&self, node: impl Into<NodeId>) -> &'t str {
        &self.text[self.range(node)]
    }

    /// Where a node is, without the parentheses around it.
    pub fn range(&self, node: impl Into<NodeId>) -> TextRange {
        node.into().range(self.ast())
    }

    /// Where an expression is, with the parentheses that are around it and nothing else.
    pub fn outer_range(&self, expr: ExprId) -> TextRange {
        let mut range = self.range(expr);
        while let Some(wider) = self.parenthesized(range) {
            range = wider;
        }
        range
    }

    /// Whether parentheses stand around an expression and nothing else.
    pub fn is_parenthesized(&self, expr: ExprId) -> bool {
        self.parenthesized(self.range(expr)).is_some()
    }

    /// `range` with the parentheses directly around it, if they only group.
    fn parenthesized(&self, range: TextRange) -> Option<TextRange> {
        let tokens = self.tokens();
        let open = self.significant_before(range.start())?;
        if tokens.kind(open) != SyntaxKind::L_PAREN {
            return None;
        }
        let close = self.significant_from(range.end())?;
        if tokens.kind(close) != SyntaxKind::R_PAREN || self.opens_arguments(open) {
            return None;
        }
        Some(tokens.range(open).cover(tokens.range(close)))
    }

    /// Whether the parenthesis at token `open` begins arguments, parameters or bases, by what stands before it.
    fn opens_arguments(&self, open: usize) -> bool {
        use SyntaxKind::{FSTRING_END, NAME, R_BRACE, R_BRACKET, R_PAREN, STRING, TSTRING_END};
        let Some(before) = self.significant_before(self.tokens().range(open).start()) else { return false };
        // A soft keyword is a NAME here; `match (x):` is taken for a call, which only keeps a pair of parentheses out
        // of the range.
        matches!(
            self.tokens().kind(before),
            NAME | R_PAREN | R_BRACKET | R_BRACE | STRING | FSTRING_END | TSTRING_END
        )
    }

    /// Whether a line break at `offset` would be inside brackets: white space alone.
    pub fn is_in_brackets(&self, offset: TextSize) -> bool {
        let mut depth = 0usize;
        let tokens = self.tokens();
        let end = tokens.starts().partition_point(|start| *start < u32::from(offset)).min(tokens.len());
        for idx in (0..end).rev() {
            match tokens.kind(idx) {
                SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET | SyntaxKind::R_BRACE => depth += 1,
                SyntaxKind::L_PAREN | SyntaxKind::L_BRACKET | SyntaxKind::L_BRACE => {
                    match depth.checked_sub(1) {
                        Some(less) => depth = less,
                        None => return true,
                    }
                }
                SyntaxKind::NEWLINE => return false,
                _ => {}
            }
        }
        false
    }

    /// The columns before the code of the line that `offset` is in, as text.
    pub fn indentation_at(&self, offset: TextSize) -> &'t str {
        let start = self.line_start(offset);
        let line = &self.text[usize::from(start)..];
        &line[..line.len() - line.trim_start_matches([' ', '\t', '\x0c']).len()]
    }

    /// Where the line that `offset` is in begins.
    pub fn line_start(&self, offset: TextSize) -> TextSize {
        let before = &self.text[..usize::from(offset)];
        let start = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |at| at + 1);
        TextSize::new(start as u32)
    }

    /// Where the line that `offset` is in ends, before its line break.
    pub fn line_end(&self, offset: TextSize) -> TextSize {
        let rest = &self.text.as_bytes()[usize::from(offset)..];
        let len = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        offset + TextSize::new(len as u32)
    }

    /// The line break that the file uses: that of its first line.
    pub fn line_break(&self) -> &'static str {
        let Some(at) = memchr::memchr2(b'\n', b'\r', self.text.as_bytes()) else { return "\n" };
        match &self.text.as_bytes()[at..] {
            [b'\r', b'\n', ..] => "\r\n",
            [b'\r', ..] => "\r",
            _ => "\n",
        }
    }

    /// The name by which the world knows what `expr` reads.
    pub fn qualified_name(&self, expr: ExprId) -> Qualified {
        self.model.names.qualified_name(self.ast(), expr)
    }
}
