//! The flat tree: tokens and nodes as plain values, trivia left out.

use super::{Sink, build, depth_over};
use crate::syntax::SyntaxKind;
use crate::syntax::event::Event;
use crate::syntax::lexer::Tokens;
use crate::syntax::outline::Element;
use crate::text::{TextRange, TextSize};

/// A finished flat tree.
#[derive(Debug)]
pub(in crate::syntax) struct OutlineTree {
    /// All but the root; the children of a node side by side.
    pub(in crate::syntax) elements: Vec<Element>,
    pub(in crate::syntax) root: Element,
    /// Elements that are nodes.
    pub(in crate::syntax) n_nodes: usize,
    /// Nodes within nodes, the root included.
    pub(in crate::syntax) depth: u32,
    /// Whether nodes were left out because they would have been too deep.
    pub(in crate::syntax) too_deep: bool,
}

/// Builds the flat tree of `text`; `tokens` are all its tokens and `events` the parser's.
pub(in crate::syntax) fn build_outline(text: &str, tokens: &Tokens, events: &mut [Event]) -> OutlineTree {
    let mut sink = OutlineSink {
        elements: Vec::with_capacity(events.len() / ELEMENTS_FOR_EVENTS.1 * ELEMENTS_FOR_EVENTS.0),
        waiting: Vec::with_capacity(256),
        depths: Vec::with_capacity(256),
        n_nodes: 0,
        too_deep: false,
    };
    let root = build(text, tokens, events, &mut sink);
    // The root is always made, whatever is in it.
    let depth = 1 + sink.depths.iter().max().unwrap_or(&0);
    let first_child = sink.take_children(0);
    let root = Element { start: 0, end: TextSize::of(text).into(), first_child, kind: root, is_last: true };
    OutlineTree { elements: sink.elements, root, n_nodes: sink.n_nodes, depth, too_deep: sink.too_deep }
}

/// Usual programs have no more elements for each event than this ratio.
const ELEMENTS_FOR_EVENTS: (usize, usize) = (3, 4);

struct OutlineSink {
    elements: Vec<Element>,
    /// What is not in a finished node yet.
    waiting: Vec<Element>,
    /// Nodes within nodes of each that waits; 0 for a token.
    depths: Vec<u32>,
    n_nodes: usize,
    too_deep: bool,
}

impl OutlineSink {
    /// Puts what waits from `first` on side by side; where.
    #[inline]
    fn take_children(&mut self, first: usize) -> u32 {
        let place = self.elements.len();
        let children = &mut self.waiting[first..];
        let Some(last) = children.last_mut() else { return Element::NONE };
        last.is_last = true;
        self.elements.extend_from_slice(children);
        self.waiting.truncate(first);
        self.depths.truncate(first);
        place as u32
    }
}

impl OutlineSink {
    #[inline]
    fn wait(&mut self, element: Element, depth: u32) {
        self.waiting.push(element);
        self.depths.push(depth);
    }
}

impl Sink for OutlineSink {
    const KEEPS_TRIVIA: bool = false;

    #[inline]
    fn height(&self) -> usize {
        self.waiting.len()
    }

    #[inline]
    fn token(&mut self, kind: SyntaxKind, range: TextRange) {
        let (start, end) = (range.start().into(), range.end().into());
        self.wait(Element { start, end, first_child: Element::NONE, kind, is_last: false }, 0);
    }

    #[inline]
    fn node(&mut self, kind: SyntaxKind, first: usize, end: u32) {
        let Some(depth) = depth_over(kind, &self.depths[first..], |it| *it) else {
            self.too_deep = true;
            return;
        };
        let start = self.waiting.get(first).map_or(end, |it| it.start);
        let first_child = self.take_children(first);
        self.n_nodes += 1;
        self.wait(Element { start, end, first_child, kind, is_last: false }, depth);
    }
}
