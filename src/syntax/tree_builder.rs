//! From events and tokens to a green tree.
//!
//! Children wait on one stack; a node takes its own from the top of it when it ends. Equal tokens and one-token
//! nodes of a file share one allocation. Whitespace and comments join the tree here, by [`Builder::attach_trivia`].

use std::hash::{BuildHasher, Hasher};

use hashbrown::HashTable;
use rowan::{GreenNode, GreenToken, NodeOrToken};
use rustc_hash::FxBuildHasher;

use super::event::Event;
use super::lexer::Tokens;
use super::parse::MAX_TREE_DEPTH;
use super::{SyntaxKind, SyntaxKind::*};

/// Levels that are kept for statements and clauses, which CPython limits to 100 indentations, above expressions.
const STATEMENT_LEVELS: u32 = 1_024;

/// Longer tokens are seldom equal to others, so they are not looked up.
const MAX_SHARED_BYTES: usize = 32;

/// A finished tree.
pub(super) struct Tree {
    pub(super) root: GreenNode,
    /// Nodes within nodes, the root included.
    pub(super) depth: u32,
    /// Whether nodes were left out because they would have been deeper than [`MAX_TREE_DEPTH`].
    pub(super) too_deep: bool,
}

/// Builds the tree of `text`, of which `tokens` are all tokens and `events` the parser's.
///
/// The first event is a mark and the last finishes the root.
pub(super) fn build(text: &str, tokens: &Tokens, events: Vec<Event>) -> Tree {
    let mut builder = Builder::new(text, tokens, events.len());
    let root = match events.last() {
        Some(Event::Finish { kind, .. }) => *kind,
        _ => MODULE,
    };
    builder.run(&events);
    builder.finish(root)
}

struct Child {
    element: NodeOrToken<GreenNode, GreenToken>,
    /// Nodes within nodes; 0 for a token.
    depth: u32,
}

struct Builder<'t> {
    text: &'t str,
    tokens: &'t Tokens,
    /// Index of the next token, trivia included.
    pos: usize,
    children: Vec<Child>,
    /// Height of `children` at each mark, by event index.
    marks: Vec<u32>,
    /// Columns of the open blocks.
    indents: Vec<u32>,
    cache: Cache,
    too_deep: bool,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, tokens: &'t Tokens, n_events: usize) -> Self {
        Self {
            text,
            tokens,
            pos: 0,
            children: Vec::with_capacity(256),
            marks: vec![0; n_events],
            indents: Vec::new(),
            cache: Cache::default(),
            too_deep: false,
        }
    }

    fn run(&mut self, events: &[Event]) {
        let Some((_, inner)) = events.split_last() else { return };
        // The root begins before everything and ends after everything, so its own mark and end are left out.
        for (idx, event) in inner.iter().enumerate().skip(1) {
            match *event {
                Event::Mark => {
                    self.flush_trivia();
                    self.marks[idx] = self.children.len() as u32;
                }
                Event::Token(INDENT) => self.indent(),
                Event::Token(DEDENT) => self.attach_trivia(),
                Event::Token(kind) => {
                    self.flush_trivia();
                    self.push_token(kind);
                    self.pos += 1;
                }
                Event::Finish { kind, mark } => self.finish_node(kind, self.marks[mark as usize] as usize),
            }
        }
    }

    fn finish(mut self, root: SyntaxKind) -> Tree {
        self.flush_trivia();
        // Whatever the parser left: nothing, or its grammar function has a fault that must not lose text.
        while self.pos < self.tokens.len() {
            debug_assert!(false, "the parser left {:?}", self.tokens.kind(self.pos));
            self.push_token(ERROR_TOKEN);
            self.pos += 1;
        }
        let depth = 1 + self.children.iter().map(|child| child.depth).max().unwrap_or(0);
        let root = GreenNode::new(root.into(), self.children.drain(..).map(|child| child.element));
        Tree { root, depth, too_deep: self.too_deep }
    }

    /// Puts trivia before the next token into the node that is open now.
    fn flush_trivia(&mut self) {
        while let Some(&kind) = self.tokens.kinds().get(self.pos) {
            match kind {
                INDENT | DEDENT | ENDMARKER => {}
                kind if kind.is_trivia() => self.push_token(kind),
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
            self.push_token(self.tokens.kind(self.pos));
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
    fn push_token(&mut self, kind: SyntaxKind) {
        let range = self.tokens.range(self.pos);
        if range.is_empty() {
            return;
        }
        let token = self.cache.token(kind, &self.text[range]);
        self.children.push(Child { element: NodeOrToken::Token(token), depth: 0 });
    }

    #[inline]
    fn finish_node(&mut self, kind: SyntaxKind, first: usize) {
        let children = &self.children[first..];
        if let [child] = children
            && child.depth == 0
        {
            return self.wrap_last_token(kind);
        }
        let limit = if is_expression(kind) { MAX_TREE_DEPTH - STATEMENT_LEVELS } else { MAX_TREE_DEPTH };
        // The deep child of a chain is its first or its last; asking these first keeps a long flat run linear.
        let at_ends = children.first().map_or(0, |it| it.depth).max(children.last().map_or(0, |it| it.depth));
        if at_ends >= limit {
            self.too_deep = true;
            return;
        }
        let depth = 1 + children.iter().map(|child| child.depth).max().unwrap_or(0);
        if depth > limit {
            self.too_deep = true;
            return;
        }
        let node = GreenNode::new(kind.into(), self.children.drain(first..).map(|child| child.element));
        self.children.push(Child { element: NodeOrToken::Node(node), depth });
    }

    /// A node of one token, which equal tokens share.
    fn wrap_last_token(&mut self, kind: SyntaxKind) {
        let Some(child) = self.children.pop() else { return };
        let NodeOrToken::Token(token) = child.element else { return };
        let node = self.cache.wrap(kind, token);
        self.children.push(Child { element: NodeOrToken::Node(node), depth: 1 });
    }
}

/// Whether nodes of `kind` nest without a limit from the grammar, so that the builder limits them.
fn is_expression(kind: SyntaxKind) -> bool {
    (NAME_EXPR as u8..=KEYWORD_PATTERN as u8).contains(&(kind as u8))
}

/// Tokens, and nodes of one token, that occurred already.
struct Cache {
    /// Tokens of kinds with one text, by kind.
    fixed: Box<[Option<GreenToken>; 256]>,
    /// The others, by kind and text.
    tokens: HashTable<Shared>,
    /// Where the last token from `tokens` or `fixed` is, for the node that may be put around it.
    last: Option<u64>,
    one_space: GreenToken,
    line_break: GreenToken,
}

struct Shared {
    hash: u64,
    token: GreenToken,
    /// The node of one kind with this token alone.
    node: Option<GreenNode>,
}

impl Default for Cache {
    fn default() -> Self {
        Self {
            fixed: Box::new([const { None }; 256]),
            tokens: HashTable::with_capacity(512),
            last: None,
            one_space: GreenToken::new(WHITESPACE.into(), " "),
            line_break: GreenToken::new(NEWLINE.into(), "\n"),
        }
    }
}

impl Cache {
    #[inline]
    fn token(&mut self, kind: SyntaxKind, text: &str) -> GreenToken {
        self.last = None;
        match kind {
            WHITESPACE if text == " " => return self.one_space.clone(),
            NEWLINE if text == "\n" => return self.line_break.clone(),
            _ => {}
        }
        if let Some(fixed) = kind.text()
            && fixed.len() == text.len()
        {
            return self.fixed[kind as usize]
                .get_or_insert_with(|| GreenToken::new(kind.into(), text))
                .clone();
        }
        if text.len() > MAX_SHARED_BYTES {
            return GreenToken::new(kind.into(), text);
        }
        self.shared(kind, text)
    }

    fn shared(&mut self, kind: SyntaxKind, text: &str) -> GreenToken {
        let hash = hash(kind, text);
        self.last = Some(hash);
        let raw = rowan::SyntaxKind::from(kind);
        let found =
            self.tokens.entry(hash, |it| it.token.kind() == raw && it.token.text() == text, |it| it.hash);
        let entry = found.or_insert_with(|| Shared { hash, token: GreenToken::new(raw, text), node: None });
        entry.get().token.clone()
    }

    /// The node of `kind` around `token`, which is the last that was asked for.
    fn wrap(&mut self, kind: SyntaxKind, token: GreenToken) -> GreenNode {
        let make = |token| GreenNode::new(kind.into(), [NodeOrToken::Token(token)]);
        let Some(hash) = self.last else { return make(token) };
        let (raw, text) = (token.kind(), token.text());
        let Some(shared) = self.tokens.find_mut(hash, |it| it.token.kind() == raw && it.token.text() == text)
        else {
            return make(token);
        };
        match &shared.node {
            Some(node) if node.kind() == kind.into() => node.clone(),
            Some(_) => make(token),
            None => shared.node.insert(make(token)).clone(),
        }
    }
}

#[inline]
fn hash(kind: SyntaxKind, text: &str) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    hasher.write(text.as_bytes());
    hasher.write_u8(kind as u8);
    hasher.finish()
}
