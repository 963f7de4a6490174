//! New code: a template whose holes are filled, by code of the file that stays or by more new code.
//!
//! A fragment knows two things at once: its text, in pieces, of which those that are kept keep their bytes; and the tree
//! that it is meant to be, which the result is held against. Both come from one parse of the template, so that they
//! cannot say different things.

use std::sync::Arc;

use super::file::FileModel;
use super::pattern::{Pattern, PatternError, PatternKind};
use super::place;
use crate::ast::{ExprId, NodeId, Precedence};
use crate::syntax::SyntaxKind;
use crate::text::{TextRange, TextSize};

/// A template and what fills its holes.
#[derive(Debug, Clone)]
pub struct Fragment {
    /// The template.
    pub template: Arc<Pattern>,
    fills: Vec<(String, Fill)>,
}

/// What fills a hole.
#[derive(Debug, Clone)]
pub enum Fill {
    /// An expression or statement of the file; an argument with its name.
    Kept(NodeId),
    /// Any number of them, for `$...xs`.
    KeptMany(Vec<NodeId>),
    /// An identifier.
    Name(String),
    /// New code.
    New(Fragment),
    /// Any number of new codes, for `$...xs`.
    NewMany(Vec<Fragment>),
}

/// A stretch of new text, or what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// New code, token by token.
    Text(String),
    /// New text of a string literal: its white space counts.
    Literal(String),
    /// A range of the file: its bytes stay, or are copied.
    Kept(TextRange),
    /// A qualified name, to be spelled by the importer.
    Name(String),
}

impl Fragment {
    /// A template with empty holes.
    pub fn new(template: Arc<Pattern>) -> Self {
        Self { template, fills: Vec::new() }
    }

    /// A template that a native makes: `f"{$a}: {$b!s}"`. The holes are filled by [`Self::fill`].
    pub fn parse(kind: PatternKind, source: &str) -> Result<Self, PatternError> {
        Ok(Self::new(Arc::new(Pattern::parse(kind, source)?)))
    }

    /// A fragment that is code of the file and nothing else.
    pub fn kept(node: NodeId) -> Self {
        let template = Pattern::parse(PatternKind::Expr, "$it").expect("a metavariable is an expression");
        Self::new(Arc::new(template)).fill("it", Fill::Kept(node))
    }

    /// The same code with a pair of parentheses around it.
    #[must_use]
    pub fn in_parentheses(self) -> Self {
        let template = Pattern::parse(PatternKind::Expr, "($it)").expect("a metavariable is an expression");
        Self::new(Arc::new(template)).fill("it", Fill::New(self))
    }

    /// Fills the hole `$name`, or `$...name`.
    #[must_use]
    pub fn fill(mut self, name: &str, fill: Fill) -> Self {
        self.fills.push((name.to_owned(), fill));
        self
    }

    /// What fills the hole `name`.
    pub fn filled(&self, name: &str) -> Option<&Fill> {
        self.fills.iter().find(|(it, _)| it == name).map(|(_, fill)| fill)
    }

    /// All that fills holes of the template; what was given for others is no part of the new code.
    pub fn fills(&self) -> impl Iterator<Item = &Fill> {
        let holes = self.template.metavars();
        let is_used = move |name: &str| holes.iter().any(|hole| hole.name == name);
        self.fills.iter().filter(move |(name, _)| is_used(name)).map(|(_, fill)| fill)
    }

    /// Whether `part` is this fragment, or one of those that it is made of.
    pub(super) fn holds(&self, part: &Self) -> bool {
        std::ptr::eq(self, part)
            || self.fills().any(|fill| match fill {
                Fill::New(new) => new.holds(part),
                Fill::NewMany(all) => all.iter().any(|new| new.holds(part)),
                Fill::Kept(_) | Fill::KeptMany(_) | Fill::Name(_) => false,
            })
    }

    /// The names without dots that the template reads and that are no holes: builtins.
    pub fn builtins(&self) -> Vec<String> {
        let own = self.template.paths.values().filter(|path| !path.contains('.')).cloned();
        let inner = self.fills().flat_map(|fill| match fill {
            Fill::New(new) => new.builtins(),
            Fill::NewMany(all) => all.iter().flat_map(Self::builtins).collect(),
            Fill::Kept(_) | Fill::KeptMany(_) | Fill::Name(_) => Vec::new(),
        });
        own.chain(inner).collect()
    }

    /// How tightly the whole holds together.
    pub fn precedence(&self, file: &FileModel<'_>) -> Precedence {
        let NodeId::Expr(root) = self.template.root() else { return Precedence::Atom };
        match self.template.expr_metavar(root).and_then(|var| self.filled(var.name)) {
            Some(Fill::Kept(NodeId::Expr(kept))) if file.is_parenthesized(*kept) => Precedence::Atom,
            Some(Fill::Kept(NodeId::Expr(kept))) => place::written(file, *kept),
            Some(Fill::New(new)) => new.precedence(file),
            _ => Precedence::of(&self.template.ast()[root]),
        }
    }

    /// Whether it is an integer, after which a dot would begin a fraction.
    pub fn is_integer(&self) -> bool {
        matches!(self.template.root(), NodeId::Expr(root) if place::ends_in_number(self.template.ast(), root))
    }

    /// The text in pieces, with the parentheses that the places of the holes demand.
    pub fn pieces(&self, file: &FileModel<'_>) -> Vec<Piece> {
        let mut pieces = Pieces { out: Vec::new(), literals: 0 };
        self.write(file, &mut pieces);
        pieces.out
    }

    fn write(&self, file: &FileModel<'_>, out: &mut Pieces) {
        let template = &*self.template;
        let text = template.inner_text();
        let tokens = template.tokens();
        let names = self.qualified_names();
        // The line end after the last token belongs to the place.
        let len =
            (0..tokens.len()).rev().find(|idx| !ends_lines(tokens.kind(*idx))).map_or(0, |last| last + 1);
        let mut idx = 0;
        while idx < len {
            let range = tokens.range(idx);
            if let Some((name_range, path)) =
                names.iter().find(|(it, _)| it.start() == range.start() && !range.is_empty())
            {
                out.name(path);
                while idx < tokens.len() && tokens.range(idx).start() < name_range.end() {
                    idx += 1;
                }
                continue;
            }
            idx += 1;
            let written = &text[range];
            let hole = (tokens.kind(idx - 1) == SyntaxKind::NAME).then(|| template.hole(written)).flatten();
            match hole {
                None => out.token(tokens.kind(idx - 1), written),
                Some(var) => {
                    let node = template.expr_at(range);
                    let Some(fill) = self.filled(var.name) else { continue };
                    if write_fill(self, file, fill, node, out) {
                        continue;
                    }
                    // Nothing was written, so the comma beside it goes too.
                    if !out.drop_comma() {
                        while idx < tokens.len()
                            && (tokens.kind(idx) == SyntaxKind::COMMA
                                || tokens.kind(idx) == SyntaxKind::WHITESPACE)
                        {
                            idx += 1;
                        }
                    }
                }
            }
        }
    }

    /// The qualified names of the template that the importer spells, with their places: dotted paths.
    fn qualified_names(&self) -> Vec<(TextRange, String)> {
        let paths = self.template.paths.iter().filter(|(_, path)| path.contains('.'));
        paths.map(|(expr, path)| (self.template.inner_range(*expr), path.clone())).collect()
    }

    /// What the place of a hole demands.
    fn demanded(&self, node: ExprId) -> Precedence {
        let template = &*self.template;
        match place::parent_in(template.ast(), &template.roots, node.into()) {
            Some(parent) => place::demanded(template.ast(), parent, node),
            None => Precedence::NamedExpr,
        }
    }

    /// Whether the hole is all that stands in a field of an f-string.
    fn is_field_value(&self, node: ExprId) -> bool {
        let template = &*self.template;
        let parent = place::parent_in(template.ast(), &template.roots, node.into());
        matches!(parent, Some(NodeId::Expr(parent)) if matches!(template.ast()[parent], crate::ast::Expr::FormattedValue(_)))
    }

    /// Whether an attribute follows the hole directly.
    fn is_attribute_base(&self, node: ExprId) -> bool {
        let template = &*self.template;
        let parent = place::parent_in(template.ast(), &template.roots, node.into());
        matches!(parent, Some(NodeId::Expr(parent)) if matches!(template.ast()[parent], crate::ast::Expr::Attribute(_)))
    }
}

fn ends_lines(kind: SyntaxKind) -> bool {
    use SyntaxKind::{DEDENT, ENDMARKER, NEWLINE, NL, WHITESPACE};
    matches!(kind, NEWLINE | NL | DEDENT | ENDMARKER | WHITESPACE)
}

/// Writes what fills a hole; says whether there was anything.
fn write_fill(
    this: &Fragment,
    file: &FileModel<'_>,
    fill: &Fill,
    hole: Option<ExprId>,
    out: &mut Pieces,
) -> bool {
    match fill {
        Fill::Kept(node) => write_kept(this, file, *node, hole, out),
        Fill::KeptMany(nodes) => {
            write_many(file, nodes, out);
            return !nodes.is_empty();
        }
        Fill::Name(name) => out.text(name),
        Fill::New(new) => {
            let needs = hole.is_some_and(|hole| new.precedence(file) < this.demanded(hole));
            out.in_parens_if(needs, |out| new.write(file, out));
        }
        Fill::NewMany(all) => {
            for (idx, new) in all.iter().enumerate() {
                if idx > 0 {
                    out.text(", ");
                }
                let needs = new.precedence(file) < Precedence::Test;
                out.in_parens_if(needs, |out| new.write(file, out));
            }
            return !all.is_empty();
        }
    }
    true
}

fn write_kept(this: &Fragment, file: &FileModel<'_>, node: NodeId, hole: Option<ExprId>, out: &mut Pieces) {
    let (NodeId::Expr(expr), Some(hole)) = (node, hole) else {
        out.kept(file.range(node));
        return;
    };
    let loose = place::written(file, expr) < this.demanded(hole);
    // Braces group as parentheses do.
    let is_grouped = this.is_field_value(hole) && !loose;
    if file.is_parenthesized(expr) && !is_grouped {
        out.kept(file.outer_range(expr));
        return;
    }
    let number = this.is_attribute_base(hole) && place::ends_in_number(file.ast(), expr);
    out.in_parens_if(loose || number, |out| out.kept(file.range(expr)));
}

/// Writes several nodes as they stand: in one stretch if nothing else stands between them.
fn write_many(file: &FileModel<'_>, nodes: &[NodeId], out: &mut Pieces) {
    let range_of = |node: &NodeId| match node {
        NodeId::Expr(expr) => file.outer_range(*expr),
        other => file.range(*other),
    };
    if let (Some(first @ NodeId::Stmt(_)), Some(last)) = (nodes.first(), nodes.last()) {
        out.kept(range_of(first).cover(range_of(last)));
        return;
    }
    let mut at: Option<TextRange> = None;
    for range in nodes.iter().map(range_of) {
        at = Some(match at {
            None => range,
            Some(before) if only_commas_between(file, before.end(), range.start()) => before.cover(range),
            Some(before) => {
                out.kept(before);
                out.text(", ");
                range
            }
        });
    }
    if let Some(last) = at {
        out.kept(last);
    }
}

fn only_commas_between(file: &FileModel<'_>, start: TextSize, end: TextSize) -> bool {
    start <= end
        && file
            .tokens_in(TextRange::new(start, end))
            .all(|idx| !file.is_significant(idx) || matches!(file.token_text(idx), "," | "*" | "**"))
}

/// Pieces as they are made; stretches of text are joined.
struct Pieces {
    out: Vec<Piece>,
    /// How many f-strings are open.
    literals: usize,
}

impl Pieces {
    fn text(&mut self, text: &str) {
        match self.out.last_mut() {
            Some(Piece::Text(last)) if self.literals == 0 => last.push_str(text),
            Some(Piece::Literal(last)) if self.literals > 0 => last.push_str(text),
            _ if text.is_empty() => {}
            _ if self.literals > 0 => self.out.push(Piece::Literal(text.to_owned())),
            _ => self.out.push(Piece::Text(text.to_owned())),
        }
    }

    /// Writes a token of a template.
    fn token(&mut self, kind: SyntaxKind, text: &str) {
        let opens =
            matches!(kind, SyntaxKind::FSTRING_START | SyntaxKind::TSTRING_START | SyntaxKind::STRING);
        self.literals += usize::from(opens);
        self.text(text);
        let closes = matches!(kind, SyntaxKind::FSTRING_END | SyntaxKind::TSTRING_END | SyntaxKind::STRING);
        self.literals -= usize::from(closes && self.literals > 0);
    }

    fn kept(&mut self, range: TextRange) {
        self.out.push(Piece::Kept(range));
    }

    fn name(&mut self, path: &str) {
        self.out.push(Piece::Name(path.to_owned()));
    }

    fn in_parens_if(&mut self, needs: bool, write: impl FnOnce(&mut Self)) {
        if needs {
            self.text("(");
        }
        write(self);
        if needs {
            self.text(")");
        }
    }

    /// Takes back a comma that was just written; says whether there was one.
    fn drop_comma(&mut self) -> bool {
        let Some(Piece::Text(last)) = self.out.last_mut() else { return false };
        let trimmed = last.trim_end_matches(' ');
        match trimmed.strip_suffix(',') {
            Some(rest) => {
                last.truncate(rest.len());
                true
            }
            None => false,
        }
    }
}
