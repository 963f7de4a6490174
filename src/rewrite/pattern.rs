//! Patterns and templates: Python with metavariables, as trees.
//!
//! `$x`, `$...xs`, `$_` and `$...` are no Python, so nothing is ambiguous: they are looked for among the tokens, never
//! in strings, and become identifiers that start with a letter which no rule uses. What the kind of a rewrite is (an
//! expression, a statement, a `with` item, …) says what is put around the text so that it parses; the kind is given,
//! never guessed.
//!
//! Source: rule-language section 3.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ast::{
    self, Ast, Expr, ExprContext, ExprId, LowerOptions, Lowered, Mod, Name, NodeId, Stmt, StmtId,
};
use crate::rewrite::rule_file::Isomorphism;
use crate::syntax::lexer::{self, Tokens};
use crate::syntax::{self, SyntaxKind};
use crate::text::{Bias, Edits, TextEdit, TextRange, TextSize};

/// Starts the identifier of a metavariable: U+A66E, a letter of Old Church Slavonic with a single known use.
const MARK: char = '\u{a66e}';

/// What a pattern matches and a template makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PatternKind {
    /// An expression.
    Expr,
    /// A statement; one that is an expression matches it as a statement alone, so its value is not used.
    Stmt,
    /// Statements that follow each other.
    Block,
    /// An item of a `with` statement, with its target or without.
    WithItem,
    /// A decorator's expression.
    Decorator,
    /// The expression of an `except` clause.
    Except,
    /// A base class.
    Base,
    /// An annotation.
    Annotation,
    /// An import statement with one name; it matches that name in a statement with others, too.
    Import,
    /// A target of `del`.
    Del,
}

/// How a pattern matches beyond what its tree says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatchOptions {
    /// Forms that count as the same.
    pub isomorphisms: Vec<Isomorphism>,
    /// Arguments match as they are written, and not by the signature of the callee.
    pub has_exact_arguments: bool,
}

/// A metavariable of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MetaVar<'p> {
    /// The name without `$` and dots; empty for `$_` and `$...`.
    pub name: &'p str,
    /// Whether it stands for any number of items: `$...xs`.
    pub is_sequence: bool,
}

/// A parsed pattern or template.
#[derive(Debug)]
pub struct Pattern {
    /// What it matches.
    pub kind: PatternKind,
    /// How it matches; as parsed, without options.
    pub options: MatchOptions,
    /// The text as in the rule file.
    pub source: String,
    /// The text that was parsed: metavariables are identifiers, and something may stand around it.
    pub text: String,
    /// Its tree.
    pub lowered: Lowered,
    /// What it consists of: an expression, statements, a `with` item.
    pub roots: Vec<NodeId>,
    /// Dotted names whose root is no metavariable: the outermost node of each, and the path as it is written.
    pub paths: FxHashMap<ExprId, String>,
    /// From the source to the text inside of what stands around it.
    marks: Edits,
    /// Where in the text the source begins.
    offset: TextSize,
    /// The tokens of the marked text without its frame.
    tokens: Tokens,
    /// Where that ends in the text, in bytes.
    inner_end: usize,
}

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PatternError {
    /// Where, in bytes of the source.
    pub range: TextRange,
    /// What is wrong and what was expected.
    pub message: String,
}

impl Pattern {
    /// Parses a pattern or template of the given kind.
    pub fn parse(kind: PatternKind, source: &str) -> Result<Self, PatternError> {
        let marks = mark_metavariables(source)?;
        let marked = marks.apply(source).expect("the edits were made from tokens of this text");
        let (before, after) = frame(kind);
        let text = format!("{before}{marked}{after}\n");
        let offset = TextSize::of(before);
        let to_source = |range: TextRange| {
            let inner =
                |at: TextSize| at.checked_sub(offset).unwrap_or_default().min(TextSize::of(marked.as_str()));
            TextRange::new(
                marks.map_to_old(inner(range.start()), Bias::Before),
                marks
                    .map_to_old(inner(range.end()), Bias::After)
                    .max(marks.map_to_old(inner(range.start()), Bias::Before)),
            )
        };
        let outline = syntax::outline(&text);
        if let Some(error) = outline.errors().first() {
            return Err(PatternError {
                range: to_source(error.range),
                message: format!("it does not parse as {}: {}", kind.described(), error.kind),
            });
        }
        let lowered = ast::lower_module(&outline, &text, LowerOptions::default());
        if let Some(error) = lowered.errors.first() {
            return Err(PatternError { range: to_source(error.range), message: error.kind.to_string() });
        }
        let roots = roots(kind, &lowered).ok_or_else(|| PatternError {
            range: TextRange::up_to(TextSize::of(source)),
            message: format!("expected {}", kind.described()),
        })?;
        let paths = paths(&lowered.ast, &roots);
        let (options, source) = (MatchOptions::default(), source.to_owned());
        let (tokens, inner_end) = (lexer::lex(&marked), before.len() + marked.len());
        Ok(Self { kind, options, source, text, lowered, roots, paths, marks, offset, tokens, inner_end })
    }

    /// Its tree.
    pub fn ast(&self) -> &Ast {
        &self.lowered.ast
    }

    /// The one thing that it consists of; the first statement of a block.
    pub fn root(&self) -> NodeId {
        self.roots[0]
    }

    /// Where a node is in the marked text without its frame.
    pub fn inner_range(&self, node: impl Into<NodeId>) -> TextRange {
        node.into().range(self.ast()) - self.offset
    }

    /// The marked text without its frame: metavariables are identifiers.
    pub fn inner_text(&self) -> &str {
        &self.text[usize::from(self.offset)..self.inner_end]
    }

    /// The tokens of that text.
    pub(super) fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// Where something of the marked text is in the source.
    pub fn source_range(&self, inner: TextRange) -> TextRange {
        TextRange::new(
            self.marks.map_to_old(inner.start(), Bias::Before),
            self.marks.map_to_old(inner.end(), Bias::After),
        )
    }

    /// The metavariable that an identifier stands for.
    pub fn metavar(&self, name: Name) -> Option<MetaVar<'_>> {
        metavar(self.ast().name(name))
    }

    /// The metavariable that an expression is.
    pub fn expr_metavar(&self, expr: ExprId) -> Option<MetaVar<'_>> {
        let Expr::Name(name) = self.ast()[expr] else { return None };
        self.metavar(name.id)
    }

    /// The metavariable that an identifier of the marked text is.
    pub(super) fn hole<'p>(&self, identifier: &'p str) -> Option<MetaVar<'p>> {
        metavar(identifier)
    }

    /// The name that stands at a place of the marked text without its frame.
    pub(super) fn expr_at(&self, inner: TextRange) -> Option<ExprId> {
        let ast = self.ast();
        let names = self.roots.iter().flat_map(|root| ast.walk(*root));
        let is_name = |expr: ExprId| matches!(ast[expr], Expr::Name(_)) && self.inner_range(expr) == inner;
        names
            .filter_map(|node| if let NodeId::Expr(expr) = node { Some(expr) } else { None })
            .find(|expr| is_name(*expr))
    }

    /// The metavariable that a statement is.
    pub fn stmt_metavar(&self, stmt: StmtId) -> Option<MetaVar<'_>> {
        let Stmt::Expr(it) = self.ast()[stmt] else { return None };
        self.expr_metavar(it.value)
    }

    /// The metavariables that occur, each once, in the order of the text.
    pub fn metavars(&self) -> Vec<MetaVar<'_>> {
        let mut out = Vec::new();
        let (text, tokens) = (self.inner_text(), &self.tokens);
        for idx in 0..tokens.len() {
            if tokens.kind(idx) == SyntaxKind::NAME
                && let Some(found) = metavar(&text[tokens.range(idx)])
                && !out.contains(&found)
            {
                out.push(found);
            }
        }
        out
    }
}

impl PatternKind {
    /// The kind by its name in a rule file.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "expr" => Self::Expr,
            "stmt" => Self::Stmt,
            "block" => Self::Block,
            "with-item" => Self::WithItem,
            "decorator" => Self::Decorator,
            "except" => Self::Except,
            "base" => Self::Base,
            "annotation" => Self::Annotation,
            "import" => Self::Import,
            "del" => Self::Del,
            _ => return None,
        })
    }

    fn described(self) -> &'static str {
        match self {
            Self::Expr => "an expression",
            Self::Stmt => "a statement",
            Self::Block => "statements",
            Self::WithItem => "an item of a `with` statement",
            Self::Decorator => "the expression of a decorator",
            Self::Except => "the expression of an `except` clause",
            Self::Base => "a base class",
            Self::Annotation => "an annotation",
            Self::Import => "an import statement with one name",
            Self::Del => "a target of `del`",
        }
    }
}

/// What stands before and after a pattern of a kind.
fn frame(kind: PatternKind) -> (&'static str, &'static str) {
    match kind {
        PatternKind::Expr
        | PatternKind::Decorator
        | PatternKind::Except
        | PatternKind::Base
        | PatternKind::Annotation => ("(", "\n)"),
        PatternKind::Stmt | PatternKind::Block | PatternKind::Import => ("", ""),
        PatternKind::WithItem => ("with ", ": pass"),
        PatternKind::Del => ("del ", ""),
    }
}

/// The edits that turn metavariables into identifiers.
fn mark_metavariables(source: &str) -> Result<Edits, PatternError> {
    let tokens = lexer::lex(source);
    let mut edits = Vec::new();
    let mut idx = 0;
    while idx < tokens.len() {
        let range = tokens.range(idx);
        idx += 1;
        let Some(rest) = source[range].strip_prefix('$') else { continue };
        // A text between fields may be a dollar sign: `f"${$x}"`.
        let is_text = matches!(
            tokens.kind(idx - 1),
            SyntaxKind::STRING | SyntaxKind::FSTRING_MIDDLE | SyntaxKind::TSTRING_MIDDLE
        );
        if !rest.is_empty() || is_text {
            continue;
        }
        let mut end = range.end();
        let is_sequence = idx < tokens.len() && tokens.kind(idx) == SyntaxKind::ELLIPSIS;
        if is_sequence {
            end = tokens.range(idx).end();
            idx += 1;
        }
        let mut name = "";
        if idx < tokens.len() && tokens.range(idx).start() == end && is_word(&source[tokens.range(idx)]) {
            name = &source[tokens.range(idx)];
            end = tokens.range(idx).end();
            idx += 1;
        } else if !is_sequence {
            let message = "expected a name after `$`, such as `$x` or `$...xs`".to_owned();
            return Err(PatternError { range, message });
        }
        let name = if name == "_" { "" } else { name };
        let marks = if is_sequence { 2 } else { 1 };
        let insert = format!("{}{name}", String::from(MARK).repeat(marks));
        edits.push(TextEdit { range: TextRange::new(range.start(), end), insert });
    }
    Ok(Edits::new(edits).expect("tokens are disjoint"))
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic())
}

/// The metavariable that an identifier stands for.
fn metavar(name: &str) -> Option<MetaVar<'_>> {
    let rest = name.strip_prefix(MARK)?;
    match rest.strip_prefix(MARK) {
        Some(name) => Some(MetaVar { name, is_sequence: true }),
        None => Some(MetaVar { name: rest, is_sequence: false }),
    }
}

/// What a pattern consists of, without its frame.
fn roots(kind: PatternKind, lowered: &Lowered) -> Option<Vec<NodeId>> {
    let ast = &lowered.ast;
    let Mod::Module(module) = ast[lowered.root] else { return None };
    let body = &ast[module.body];
    let [first, ..] = body else { return None };
    let is_one = body.len() == 1;
    match (kind, ast[*first]) {
        (PatternKind::Block, _) => Some(body.iter().map(|stmt| NodeId::from(*stmt)).collect()),
        (PatternKind::Stmt, _) if is_one => Some(vec![(*first).into()]),
        (PatternKind::Import, Stmt::Import(it)) if is_one && it.names.len() == 1 => {
            Some(vec![(*first).into()])
        }
        (PatternKind::Import, Stmt::ImportFrom(it)) if is_one && it.names.len() == 1 => {
            Some(vec![(*first).into()])
        }
        (PatternKind::Del, Stmt::Delete(it)) if is_one && it.targets.len() == 1 => {
            Some(vec![ast[it.targets][0].into()])
        }
        (PatternKind::WithItem, Stmt::With(it)) if is_one && it.items.len() == 1 => {
            Some(vec![ast[it.items][0].into()])
        }
        (
            PatternKind::Expr
            | PatternKind::Decorator
            | PatternKind::Except
            | PatternKind::Base
            | PatternKind::Annotation,
            Stmt::Expr(it),
        ) if is_one => Some(vec![it.value.into()]),
        _ => None,
    }
}

/// The dotted names whose root is no metavariable, not the attribute of something else, and not bound by the pattern
/// itself, as a comprehension binds its variable.
fn paths(ast: &Ast, roots: &[NodeId]) -> FxHashMap<ExprId, String> {
    let mut out: FxHashMap<ExprId, String> = FxHashMap::default();
    let mut own = FxHashSet::default();
    let mut pending = roots.to_vec();
    while let Some(node) = pending.pop() {
        match node {
            NodeId::Expr(expr) => {
                if let Expr::Name(name) = ast[expr]
                    && name.ctx == ExprContext::Store
                {
                    own.insert(ast.name(name.id));
                }
            }
            NodeId::Arg(arg) => {
                own.insert(ast.name(ast[arg].arg));
            }
            _ => {}
        }
        if let NodeId::Expr(expr) = node
            && let Some(path) = dotted(ast, expr)
        {
            out.insert(expr, path);
            continue;
        }
        pending.extend(node.fields(ast).flat_map(|(_, field)| field.nodes(ast).collect::<Vec<_>>()));
    }
    out.retain(|_, path| !path.split('.').next().is_some_and(|root| own.contains(root)));
    out
}

/// `a.b.c` of names alone, none of them a metavariable.
fn dotted(ast: &Ast, expr: ExprId) -> Option<String> {
    let mut parts = Vec::new();
    let mut at = expr;
    while let Expr::Attribute(it) = ast[at] {
        parts.push(ast.name(it.attr));
        at = it.value;
    }
    let Expr::Name(root) = ast[at] else { return None };
    parts.push(ast.name(root.id));
    if parts.iter().any(|part| metavar(part).is_some()) {
        return None;
    }
    parts.reverse();
    Some(parts.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metavariables_are_found_outside_of_strings() {
        let pattern = Pattern::parse(PatternKind::Expr, "f($x, \"$y\", *$_, $...zs)").unwrap();
        let found: Vec<_> = pattern.metavars().iter().map(|it| (it.name, it.is_sequence)).collect();
        assert_eq!(found, [("x", false), ("", false), ("zs", true)]);
        assert_eq!(pattern.paths.values().collect::<Vec<_>>(), ["f"]);
    }

    #[test]
    fn metavariables_are_found_in_the_fields_of_an_f_string_and_not_in_its_text() {
        let pattern = Pattern::parse(PatternKind::Expr, "f\"$ {$x}${$y!s:>{$z}} $a\"").unwrap();
        let found: Vec<_> = pattern.metavars().iter().map(|it| it.name).collect();
        assert_eq!(found, ["x", "y", "z"]);
    }

    #[test]
    fn a_name_that_the_pattern_binds_is_no_path() {
        let pattern = Pattern::parse(PatternKind::Expr, "[entry.name for entry in os.scandir($p)]").unwrap();
        assert_eq!(pattern.paths.values().collect::<Vec<_>>(), ["os.scandir"]);
        let pattern = Pattern::parse(PatternKind::Expr, "sorted($xs, key=lambda it: it.name)").unwrap();
        assert_eq!(pattern.paths.values().collect::<Vec<_>>(), ["sorted"]);
    }

    #[test]
    fn errors_point_into_the_source() {
        let error = Pattern::parse(PatternKind::Expr, "f($x, $)").unwrap_err();
        assert_eq!(usize::from(error.range.start()), 6);
        let error = Pattern::parse(PatternKind::Expr, "$f($x) = 1").unwrap_err();
        assert!(error.message.contains("an expression"), "{error}");
    }

    #[test]
    fn a_with_item_has_no_statement_around_it() {
        let pattern = Pattern::parse(PatternKind::WithItem, "$tc.assertRaises($exc) as $cm").unwrap();
        assert!(matches!(pattern.root(), NodeId::WithItem(_)));
        assert_eq!(&pattern.inner_text()[pattern.inner_range(pattern.root())], pattern.inner_text());
    }
}
