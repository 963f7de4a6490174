//! From a text to its trees.

use std::thread;

use rowan::GreenNode;

use super::event::Event;
use super::lexer::{self, LexWarning, Tokens};
use super::outline::Outline;
use super::parse_error::{Misplaced, ParseError, ParseErrorKind};
use super::parser::{Output, Parser, TextCheck};
use super::tree_builder::{build_lossless, build_outline};
use super::{SyntaxKind, SyntaxNode, grammar};
use crate::text::{TextRange, TextSize};

/// Nodes within nodes, at most; deeper ones are spliced into an ERROR node. CPython compiles chains of 20,000
/// operators, each of them a level here.
pub const MAX_TREE_DEPTH: u32 = 65_536;

/// Stack of a thread on which trees up to [`MAX_TREE_DEPTH`] are walked by recursion and dropped, in bytes. Only
/// what is touched costs memory.
pub const DEEP_STACK_BYTES: usize = 256 << 20;

/// Trees no deeper than this are dropped where they are: half of the levels that a thread's usual 2 MiB hold.
const MAX_INLINE_DROP_DEPTH: u32 = 4_000;

/// A text's lossless tree, the outline of it, and what is wrong with it.
#[derive(Debug)]
pub struct Parse {
    /// `None` only while it is dropped.
    green: Option<GreenNode>,
    outline: Outline,
}

impl Parse {
    /// The tree without positions, which can travel between threads.
    pub fn green(&self) -> &GreenNode {
        self.green.as_ref().expect("the tree is there until the parse is dropped")
    }

    /// The root of the tree.
    pub fn syntax_node(&self) -> SyntaxNode {
        SyntaxNode::new_root(self.green().clone())
    }

    /// The tree without white space and comments, which lowering reads.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// What is wrong, in the order of the text. Empty for what CPython 3.14's parser accepts, but for the contents
    /// of literals, which lowering reads.
    pub fn errors(&self) -> &[ParseError] {
        self.outline.errors()
    }

    /// What CPython's tokenizer warns of, in order.
    pub fn warnings(&self) -> &[LexWarning] {
        self.outline.warnings()
    }

    /// Nodes within nodes, the root included.
    pub fn depth(&self) -> u32 {
        self.outline.depth()
    }
}

impl AsRef<Outline> for Parse {
    fn as_ref(&self) -> &Outline {
        &self.outline
    }
}

impl Drop for Parse {
    /// rowan drops a tree by recursion, so a deep one goes to a thread with a stack for it. A clone of the green
    /// tree or a `SyntaxNode` that outlives this value is its owner's to drop on such a thread.
    fn drop(&mut self) {
        if self.depth() <= MAX_INLINE_DROP_DEPTH {
            return;
        }
        let green = self.green.take();
        let dropper = thread::Builder::new().name("drop-tree".to_owned()).stack_size(DEEP_STACK_BYTES);
        if let Ok(handle) = dropper.spawn(move || drop(green)) {
            // A panic over there has been reported over there.
            let _ = handle.join();
        }
    }
}

/// The tree of a module. The tree's text is `text`, whatever it is.
///
/// ```
/// use reskin::syntax::nodes::{AstNode, Module, Stmt};
///
/// let parse = reskin::syntax::parse("x = 1  # one\n");
/// assert!(parse.errors().is_empty());
/// assert_eq!(parse.syntax_node().text(), "x = 1  # one\n");
/// let module = Module::cast(parse.syntax_node()).unwrap();
/// assert!(matches!(module.statements().next(), Some(Stmt::AssignStmt(_))));
/// ```
pub fn parse(text: &str) -> Parse {
    parse_with(text, grammar::module)
}

/// The tree of an expression, as `eval` reads it: an EXPRESSION_INPUT.
pub fn parse_expression(text: &str) -> Parse {
    parse_with(text, grammar::expression_input)
}

/// The tree of a function type such as `(int, str) -> bool`: a FUNC_TYPE_INPUT.
pub fn parse_func_type(text: &str) -> Parse {
    parse_with(text, grammar::func_type_input)
}

/// As [`parse`], without the lossless tree, which costs most of it.
pub fn outline(text: &str) -> Outline {
    outline_with(text, grammar::module).0
}

/// The outline of statements of one block, cut out of a file at beginnings of lines: a BLOCK. What is deeper or less
/// deep than the first of them is an error.
pub fn outline_block(text: &str) -> Outline {
    outline_with(text, grammar::block_input).0
}

/// As [`parse_expression`], without the lossless tree.
pub fn outline_expression(text: &str) -> Outline {
    outline_with(text, grammar::expression_input).0
}

/// As [`parse_func_type`], without the lossless tree.
pub fn outline_func_type(text: &str) -> Outline {
    outline_with(text, grammar::func_type_input).0
}

fn parse_with(text: &str, rule: fn(&mut Parser<'_>)) -> Parse {
    let (outline, mut events) = outline_with(text, rule);
    Parse { green: Some(build_lossless(text, outline.tokens(), &mut events)), outline }
}

fn outline_with(text: &str, rule: fn(&mut Parser<'_>)) -> (Outline, Vec<Event>) {
    let tokens = lexer::lex(text);
    let kinds = significant(&tokens);
    let mut parser = Parser::new(&kinds);
    rule(&mut parser);
    let mut output = parser.finish();
    let mut errors = errors(text, &tokens, &output);
    let tree = build_outline(text, &tokens, &mut output.events);
    if tree.too_deep {
        errors
            .push(ParseError { range: TextRange::up_to(TextSize::of(text)), kind: ParseErrorKind::TooDeep });
    }
    (Outline { tokens, tree, errors }, output.events)
}

/// The kinds that the parser reads: all but trivia.
fn significant(tokens: &Tokens) -> Vec<SyntaxKind> {
    let mut kinds = Vec::with_capacity(tokens.len());
    kinds.extend(tokens.kinds().iter().copied().filter(|kind| !kind.is_trivia()));
    if kinds.last() != Some(&SyntaxKind::ENDMARKER) {
        kinds.push(SyntaxKind::ENDMARKER);
    }
    kinds
}

/// The lexer's errors, the parser's, and what the text of single tokens shows, by position.
fn errors(text: &str, tokens: &Tokens, output: &Output) -> Vec<ParseError> {
    if tokens.errors().is_empty() && output.errors.is_empty() && output.text_checks.is_empty() {
        return Vec::new();
    }
    let places: Vec<usize> = (0..tokens.len()).filter(|idx| !tokens.kind(*idx).is_trivia()).collect();
    let range = |pos: usize| places.get(pos).map_or(TextRange::default(), |idx| tokens.range(*idx));
    let lexed = tokens.errors().iter();
    let mut all: Vec<ParseError> = lexed
        .map(|error| ParseError { range: error.range, kind: ParseErrorKind::Lex(error.kind.clone()) })
        .collect();
    all.extend(output.errors.iter().map(|(pos, kind)| ParseError { range: range(*pos), kind: kind.clone() }));
    for &(pos, check) in &output.text_checks {
        if let Some(what) = failure(check, &text[range(pos)]) {
            all.push(ParseError { range: range(pos), kind: ParseErrorKind::Misplaced(what) });
        }
    }
    all.sort_by_key(|error| error.range.start());
    all
}

/// What is wrong with a token whose text is `text`, if something is.
fn failure(check: TextCheck, text: &str) -> Option<Misplaced> {
    let imaginary = text.ends_with(['j', 'J']);
    let (is_right, otherwise) = match check {
        TextCheck::NotWildcard => (text != "_", Misplaced::CapturedWildcard),
        TextCheck::Real => (!imaginary, Misplaced::ImaginaryPart),
        TextCheck::Imaginary => (imaginary, Misplaced::RealPart),
        TextCheck::Conversion => (matches!(text, "s" | "r" | "a"), Misplaced::Conversion),
    };
    (!is_right).then_some(otherwise)
}

const _: () = assert!(size_of::<Event>() == 8);
