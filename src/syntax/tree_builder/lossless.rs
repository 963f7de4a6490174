//! The lossless tree. Equal tokens and one-token nodes of a file share one allocation.

use std::hash::{BuildHasher, Hasher};

use hashbrown::HashTable;
use rowan::{GreenNode, GreenToken, NodeOrToken};
use rustc_hash::FxBuildHasher;

use super::{Sink, build, depth_over};
use crate::syntax::event::Event;
use crate::syntax::lexer::Tokens;
use crate::syntax::{SyntaxKind, SyntaxKind::*};
use crate::text::TextRange;

/// Longer tokens are seldom equal to others, so they are not looked up.
const MAX_SHARED_BYTES: usize = 32;

/// Builds the green tree of `text`; `tokens` are all its tokens and `events` the parser's.
pub(in crate::syntax) fn build_lossless(text: &str, tokens: &Tokens, events: &mut [Event]) -> GreenNode {
    let mut sink = GreenSink { text, children: Vec::with_capacity(256), cache: Cache::default() };
    let root = build(text, tokens, events, &mut sink);
    GreenNode::new(root.into(), sink.children.into_iter().map(|child| child.element))
}

struct Child {
    element: NodeOrToken<GreenNode, GreenToken>,
    /// Nodes within nodes; 0 for a token.
    depth: u32,
}

struct GreenSink<'t> {
    text: &'t str,
    /// What is not in a finished node yet.
    children: Vec<Child>,
    cache: Cache,
}

impl Sink for GreenSink<'_> {
    const KEEPS_TRIVIA: bool = true;

    #[inline]
    fn height(&self) -> usize {
        self.children.len()
    }

    #[inline]
    fn token(&mut self, kind: SyntaxKind, range: TextRange) {
        let token = self.cache.token(kind, &self.text[range]);
        self.children.push(Child { element: NodeOrToken::Token(token), depth: 0 });
    }

    #[inline]
    fn node(&mut self, kind: SyntaxKind, first: usize, _: u32) {
        let children = &self.children[first..];
        if let [child] = children
            && child.depth == 0
        {
            return self.wrap_last_token(kind);
        }
        let Some(depth) = depth_over(kind, children, |it| it.depth) else { return };
        let node = GreenNode::new(kind.into(), self.children.drain(first..).map(|child| child.element));
        self.children.push(Child { element: NodeOrToken::Node(node), depth });
    }
}

impl GreenSink<'_> {
    /// A node of one token, which equal tokens share.
    fn wrap_last_token(&mut self, kind: SyntaxKind) {
        let Some(child) = self.children.pop() else { return };
        let NodeOrToken::Token(token) = child.element else { return };
        let node = self.cache.wrap(kind, token);
        self.children.push(Child { element: NodeOrToken::Node(node), depth: 1 });
    }
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
