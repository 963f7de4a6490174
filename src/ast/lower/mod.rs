//! From the concrete tree to the abstract one.
//!
//! In: an [outline](Outline) and options. Out: an [`Ast`] with CPython 3.14's positions, a [`SourceMap`], and what CPython
//! finds wrong or odd in literals, which the parser does not read. Of a file with syntax errors comes a tree all the
//! same: ERROR nodes are left out, and a [name](NameExpr) without text stands where an expression is missing.
//!
//! Left spines (binary operators, attributes, calls, subscripts) and chains of `elif` are walked by loops; the rest
//! recurses as deep as the concrete tree, which the parser limits.
//!
//! Source: CPython 3.14, `Grammar/python.gram` and `Parser/action_helpers.c`.

mod statements;

mod definitions;
mod imports;

mod expressions;

mod patterns;
mod strings;

mod type_comments;

use unicode_normalization::UnicodeNormalization;

use self::definitions::Params;
use self::expressions::Pending;
use self::type_comments::TypeComments;
use super::{
    Ast, CmpOperator, Expr, ExprContext, ExprId, Expression, Interactive, KeywordId, List, Mod, ModId,
    Module, Name, NameExpr, Node, PatternId, SourceMap, Stmt, StmtId,
};
use crate::syntax::{
    self, Outline, SyntaxKind,
    literal::{EscapeWarning, LiteralError, NumberError},
    outline::{Child, Children, Node as Syntax, Token, View},
};
use crate::text::{TextRange, TextSize};

/// What `ast.parse` takes beside source and mode.
#[derive(Debug, Clone, Copy, Default)]
pub struct LowerOptions {
    /// `type_comments`: read `# type:` comments.
    pub type_comments: bool,
}

/// An abstract tree and what came with it.
#[derive(Debug)]
pub struct Lowered {
    /// The tree.
    pub ast: Ast,
    /// The node for the whole input.
    pub root: ModId,
    /// Where its nodes came from.
    pub source_map: SourceMap,
    /// What CPython warns of in literals, sorted by the place in the text.
    pub warnings: Vec<LowerWarning>,
    /// What CPython rejects in literals, in the order of the text.
    pub errors: Vec<LowerError>,
    /// The most `elif`s that one statement has; each is a level of the tree, though not of the concrete one.
    pub most_elifs: usize,
}

/// Something that CPython warns of in a literal.
///
/// CPython names the line of a token, and counts on from there. Of the text of an f-string that token is its end, so
/// the line may be one that the text does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LowerWarning {
    /// The escape sequence, in bytes of the text.
    pub range: TextRange,
    /// Where the token begins that CPython has in its hand. Sorted by it, and with those of the lexer, warnings come
    /// in CPython's order.
    pub token: TextSize,
    /// Line breaks between the start of the token's text and the escape sequence.
    pub n_lines: u32,
    /// Bytes between the start of the token's text, or the last of those line breaks, and what follows the backslash.
    pub n_bytes: u32,
    /// What; `Display` gives CPython's message.
    pub warning: EscapeWarning,
}

/// Something that CPython rejects in a literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LowerError {
    /// The token, or all adjacent literals, in bytes of the text.
    pub range: TextRange,
    /// What.
    pub kind: LowerErrorKind,
}

/// What CPython rejects in a literal. `Display` gives its message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LowerErrorKind {
    /// In a string or bytes literal.
    #[error(transparent)]
    Literal(#[from] LiteralError),
    /// In a number.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// A type comment where the grammar has none.
    #[error("invalid syntax")]
    StrayTypeComment,
}

/// Parses and lowers a module without type comments.
pub fn parse_module(text: &str) -> Lowered {
    lower_module(&syntax::outline(text), text, LowerOptions::default())
}

/// The `Module` of a file. `text` is the tree's.
pub fn lower_module(parse: &impl AsRef<Outline>, text: &str, options: LowerOptions) -> Lowered {
    let view = parse.as_ref().view(text);
    let mut lowerer = Lowerer::new(&view, options);
    let root = view.root();
    lowerer.find_type_comments(root);
    let body = lowerer.body(root);
    let type_ignores = lowerer.type_ignores();
    lowerer.finish(root, Mod::Module(Module { body, type_ignores }))
}

/// Statements that were added to a tree.
#[derive(Debug)]
pub struct LoweredBlock {
    /// The statements; never none.
    pub stmts: Vec<StmtId>,
    /// Where what they end ends: with the last one, or a semicolon behind it.
    pub end: TextSize,
    /// The most `elif`s that one of them has.
    pub most_elifs: usize,
}

/// Adds the statements of a block, read by [`syntax::outline_block`], to `ast`, whose text has `text`, that of the
/// block, from `start` on. None if CPython would reject them, or there are none.
pub fn lower_block(ast: &mut Ast, outline: &Outline, text: &str, start: TextSize) -> Option<LoweredBlock> {
    if !outline.errors().is_empty() {
        return None;
    }
    let before = ast.mark();
    let view = outline.view(text);
    let mut lowerer = Lowerer::new(&view, LowerOptions::default());
    lowerer.ast = std::mem::take(ast);
    let root = view.root();
    let block = lowerer.statements(root, root.end());
    *ast = lowerer.ast;
    ast.map_ranges_from(&before, |range| range + start);
    let stmts = ast[block.body].to_vec();
    let is_right = lowerer.errors.is_empty() && !stmts.is_empty();
    is_right.then_some(LoweredBlock { stmts, end: block.end + start, most_elifs: lowerer.most_elifs })
}

/// The `Interactive` of a file, as mode `single` has it; how many statements that takes is not looked at.
pub fn lower_interactive(parse: &impl AsRef<Outline>, text: &str, options: LowerOptions) -> Lowered {
    let view = parse.as_ref().view(text);
    let mut lowerer = Lowerer::new(&view, options);
    let root = view.root();
    lowerer.find_type_comments(root);
    let body = lowerer.body(root);
    lowerer.finish(root, Mod::Interactive(Interactive { body }))
}

/// The `Expression` of an input of mode `eval`, parsed by [`syntax::parse_expression`].
pub fn lower_expression(parse: &impl AsRef<Outline>, text: &str) -> Lowered {
    let view = parse.as_ref().view(text);
    let mut lowerer = Lowerer::new(&view, LowerOptions::default());
    let root = view.root();
    let body = lowerer.opt_child_expr(root).unwrap_or_else(|| lowerer.missing(root));
    lowerer.finish(root, Mod::Expression(Expression { body }))
}

/// The `FunctionType` of an input of mode `func_type`, parsed by [`syntax::parse_func_type`].
pub fn lower_func_type(parse: &impl AsRef<Outline>, text: &str) -> Lowered {
    let view = parse.as_ref().view(text);
    let mut lowerer = Lowerer::new(&view, LowerOptions::default());
    let root = view.root();
    let module = lowerer.func_type(root);
    lowerer.finish(root, module)
}

struct Lowerer<'t> {
    ast: Ast,
    source_map: SourceMap,
    text: &'t str,
    options: LowerOptions,
    type_comments: TypeComments,
    warnings: Vec<LowerWarning>,
    errors: Vec<LowerError>,
    most_elifs: usize,
    /// Where the end token of the innermost f-string or t-string begins.
    template_end: Option<TextSize>,
    /// Items of lists that are not whole yet; each user takes off what it put on.
    exprs: Vec<ExprId>,
    stmts: Vec<StmtId>,
    patterns: Vec<PatternId>,
    keywords: Vec<KeywordId>,
    comparisons: Vec<CmpOperator>,
    /// Room for those of a function.
    params: Params,
    /// Nodes of left spines whose left part is not lowered yet.
    spine: Vec<Pending<'t>>,
}

impl<'t> Lowerer<'t> {
    fn new(view: &'t View<'t>, options: LowerOptions) -> Self {
        let mut ast = Ast::new();
        let mut source_map = SourceMap::default();
        // Of the nodes of usual programs some two thirds are expressions, and less than a sixth are statements.
        let (n_exprs, n_stmts) = (view.n_nodes() * 2 / 3, view.n_nodes() / 6);
        ast.reserve::<Expr>(n_exprs);
        ast.reserve::<Stmt>(n_stmts);
        source_map.reserve::<Expr>(n_exprs);
        source_map.reserve::<Stmt>(n_stmts);
        Self {
            ast,
            source_map,
            text: view.text(),
            options,
            type_comments: TypeComments::default(),
            warnings: Vec::new(),
            errors: Vec::new(),
            most_elifs: 0,
            template_end: None,
            exprs: Vec::new(),
            stmts: Vec::new(),
            patterns: Vec::new(),
            keywords: Vec::new(),
            comparisons: Vec::new(),
            params: Params::default(),
            spine: Vec::new(),
        }
    }

    fn finish(mut self, root: Syntax<'t>, module: Mod) -> Lowered {
        self.refuse_stray_type_comments();
        let id = self.add(module, root);
        self.ast.set_root(id);
        Lowered {
            ast: self.ast,
            root: id,
            source_map: self.source_map,
            warnings: self.warnings,
            errors: self.errors,
            most_elifs: self.most_elifs,
        }
    }

    /// Adds a node that has the range of its concrete node.
    fn add<N: Node>(&mut self, node: N, syntax: Syntax<'t>) -> N::Id {
        self.add_at(node, syntax, syntax.range())
    }

    /// Adds a node made of `syntax` at another range.
    fn add_at<N: Node>(&mut self, node: N, syntax: Syntax<'t>, range: TextRange) -> N::Id {
        self.source_map.push::<N>(syntax.kind, syntax.range());
        self.ast.add(node, range)
    }

    /// Adds a node made of a token.
    fn add_token<N: Node>(&mut self, node: N, token: Token<'t>) -> N::Id {
        self.source_map.push::<N>(token.kind, token.range());
        self.ast.add(node, token.range())
    }

    /// A stand-in for an expression that a broken file lacks, at the end of `within`.
    fn missing(&mut self, within: Syntax<'t>) -> ExprId {
        let id = self.ast.intern("");
        let node = Expr::Name(NameExpr { id, ctx: ExprContext::Load });
        self.add_at(node, within, TextRange::empty(within.end()))
    }

    /// An identifier, in the form in which CPython compares them.
    fn identifier(&mut self, text: &str) -> Name {
        if text.is_ascii() {
            return self.ast.intern(text);
        }
        let normal: String = text.nfkc().collect();
        self.ast.intern(&normal)
    }

    /// The first token of `kind` directly in `within`, as an identifier.
    fn name_in(&mut self, within: Syntax<'t>) -> Name {
        let text = within.tokens().find(|it| it.kind == SyntaxKind::NAME).map_or("", |it| it.text());
        self.identifier(text)
    }

    /// The statements directly in `block`.
    fn body(&mut self, block: Syntax<'t>) -> List<StmtId> {
        let mark = self.stmts.len();
        for node in block.nodes() {
            self.stmt(node);
        }
        self.ast.add_list(self.stmts.drain(mark..))
    }

    /// The expressions in `nodes`.
    fn expr_list(&mut self, nodes: Children<'t>, ctx: ExprContext) -> List<ExprId> {
        let mark = self.exprs.len();
        for child in nodes {
            if let Child::Node(node) = child
                && is_expr(node.kind)
            {
                let id = self.expr_in(node, ctx);
                self.exprs.push(id);
            }
        }
        self.ast.add_list(self.exprs.drain(mark..))
    }

    /// The first expression directly in `within`.
    fn opt_child_expr(&mut self, within: Syntax<'t>) -> Option<ExprId> {
        let node = within.nodes().find(|it| is_expr(it.kind))?;
        Some(self.expr(node))
    }

    /// The first expression directly in `within`, or a stand-in.
    fn child_expr(&mut self, within: Syntax<'t>) -> ExprId {
        self.opt_child_expr(within).unwrap_or_else(|| self.missing(within))
    }

    /// The expressions directly in `within`, as many as there are, up to `N`.
    fn child_exprs<const N: usize>(&mut self, within: Syntax<'t>) -> [Option<ExprId>; N] {
        let mut nodes = within.nodes().filter(|it| is_expr(it.kind));
        [(); N].map(|()| nodes.next().map(|node| self.expr(node)))
    }
}

/// Whether a node of `kind` is an expression.
fn is_expr(kind: SyntaxKind) -> bool {
    (SyntaxKind::NAME_EXPR as u8..=SyntaxKind::REPR_EXPR as u8).contains(&(kind as u8))
}

/// Whether a node of `kind` is a pattern.
fn is_pattern(kind: SyntaxKind) -> bool {
    use SyntaxKind::*;
    matches!(
        kind,
        VALUE_PATTERN
            | CAPTURE_PATTERN
            | PAREN_PATTERN
            | SEQUENCE_PATTERN
            | STAR_PATTERN
            | MAPPING_PATTERN
            | CLASS_PATTERN
            | AS_PATTERN
            | OR_PATTERN
    )
}

/// From `start` to the end of the last of a statement's parts.
fn range_to(start: TextSize, end: TextSize) -> TextRange {
    TextRange::new(start, end.max(start))
}
