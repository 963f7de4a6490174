//! Whether a pattern matches a node of a file, and what its metavariables are bound to.
//!
//! Trees are compared, so parentheses, white space, comments, quotes, adjacent literals and trailing commas make no
//! difference. Names are resolved: a dotted name of the pattern matches whatever the file calls that thing. Arguments
//! of a call whose signature is known match by parameter.
//!
//! Source: rule-language section 3.

mod arguments;
mod import;
mod isomorphism;
mod sequence;
mod signature;

pub use signature::StubSignatures;

use super::file::FileModel;
use super::native::Bound;
use super::pattern::{MetaVar, Pattern, PatternKind};
use crate::ast::{Expr, ExprContext, ExprId, Field, NodeId, StmtId};
use crate::semantic::Qualified;

/// Where the parameters of callables come from.
pub trait Signatures {
    /// The names of the parameters of a callable, in order, without the one that a method is bound to; none if it is not
    /// known.
    fn parameters(&self, qualified: &str) -> Option<Vec<String>>;
}

/// No signature is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoSignatures;

impl Signatures for NoSignatures {
    fn parameters(&self, _qualified: &str) -> Option<Vec<String>> {
        None
    }
}

/// What the metavariables of a pattern are bound to, in the order in which they were.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bindings {
    bound: Vec<(String, Bound)>,
}

impl Bindings {
    /// What `name` is bound to.
    pub fn get(&self, name: &str) -> Option<&Bound> {
        self.bound.iter().find(|(it, _)| it == name).map(|(_, bound)| bound)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Bound)> {
        self.bound.iter().map(|(name, bound)| (name.as_str(), bound))
    }

    /// Binds a name that is not bound.
    pub fn bind(&mut self, name: &str, bound: Bound) {
        self.bound.push((name.to_owned(), bound));
    }
}

/// Matches one pattern against nodes of one file.
pub struct Matcher<'a> {
    pattern: &'a Pattern,
    file: &'a FileModel<'a>,
    signatures: &'a dyn Signatures,
    /// The class that the receiver of a method is taken for, by metavariable.
    receivers: &'a [(String, String)],
    bindings: Bindings,
    /// Whether a name that decides may or may not be the one of the pattern.
    has_unknown_name: bool,
}

/// What came of matching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matched {
    /// It matches, with these bindings.
    Yes(Bindings),
    /// It does not.
    No,
    /// It does if a name means what it may mean.
    UnknownName,
}

impl<'a> Matcher<'a> {
    /// A matcher of `pattern`; `receivers` are metavariables and the classes whose methods they are asked for.
    pub fn new(
        pattern: &'a Pattern,
        file: &'a FileModel<'a>,
        signatures: &'a dyn Signatures,
        receivers: &'a [(String, String)],
    ) -> Self {
        Self { pattern, file, signatures, receivers, bindings: Bindings::default(), has_unknown_name: false }
    }

    /// Whether the pattern, which is no block, matches `node`.
    pub fn matches(mut self, node: NodeId) -> Matched {
        let is_match = match (self.pattern.kind, self.pattern.root(), node) {
            // A pattern that is an expression stands for the statement of it.
            (PatternKind::Stmt, NodeId::Stmt(pattern), NodeId::Stmt(stmt)) => self.stmt(pattern, stmt),
            (_, root, node) => self.node(root, node),
        };
        self.finish(is_match)
    }

    /// Whether the pattern, a block, matches statements that begin at the start of `stmts`; with how many they are.
    pub fn matches_block(mut self, stmts: &[StmtId]) -> (Matched, usize) {
        let roots: Vec<NodeId> = self.pattern.roots.clone();
        let items: Vec<NodeId> = stmts.iter().map(|stmt| NodeId::from(*stmt)).collect();
        let len = self.prefix(&roots, &items);
        let matched = self.finish(len.is_some());
        (matched, len.unwrap_or(0))
    }

    fn finish(self, is_match: bool) -> Matched {
        match (is_match, self.has_unknown_name) {
            (true, false) => Matched::Yes(self.bindings),
            (true, true) => Matched::UnknownName,
            (false, _) => Matched::No,
        }
    }

    fn node(&mut self, pattern: NodeId, node: NodeId) -> bool {
        match (pattern, node) {
            (NodeId::Expr(pattern), NodeId::Expr(expr)) => self.expr(pattern, expr),
            (NodeId::Stmt(pattern), NodeId::Stmt(stmt)) => self.stmt(pattern, stmt),
            (pattern, node) => self.fields(pattern, node),
        }
    }

    fn stmt(&mut self, pattern: StmtId, stmt: StmtId) -> bool {
        match self.pattern.stmt_metavar(pattern) {
            Some(var) if !var.is_sequence => self.bind(var, stmt.into()),
            _ => self.fields(pattern.into(), stmt.into()),
        }
    }

    fn expr(&mut self, pattern: ExprId, expr: ExprId) -> bool {
        if let Some(var) = self.pattern.expr_metavar(pattern) {
            let is_starred = matches!(self.file.ast()[expr], Expr::Starred(_));
            return !var.is_sequence && !is_starred && self.bind(var, expr.into());
        }
        if let Some(path) = self.pattern.paths.get(&pattern) {
            return self.is_path(path, expr);
        }
        match (self.pattern.ast()[pattern], self.file.ast()[expr]) {
            (Expr::Call(wanted), Expr::Call(call)) => self.call(wanted, call),
            (Expr::Constant(a), Expr::Constant(b)) => {
                self.pattern.ast().same_value(a.value, self.file.ast(), b.value)
            }
            _ => self.as_it_is(pattern, expr) || self.as_another_form(pattern, expr),
        }
    }

    /// Whether an expression matches without regard to further forms.
    fn as_it_is(&mut self, pattern: ExprId, expr: ExprId) -> bool {
        let mark = self.bindings.bound.len();
        let is_match = self.fields(pattern.into(), expr.into());
        if !is_match {
            self.bindings.bound.truncate(mark);
        }
        is_match
    }

    /// Whether `expr` reads what the pattern calls `path`.
    fn is_path(&mut self, path: &str, expr: ExprId) -> bool {
        let is_read = match self.file.ast()[expr] {
            Expr::Name(it) => it.ctx == ExprContext::Load,
            Expr::Attribute(it) => it.ctx == ExprContext::Load,
            _ => false,
        };
        if !is_read {
            return false;
        }
        let Some((root, rest)) = self.root_of(expr, path) else { return false };
        match self.file.qualified_name(root) {
            Qualified::Name(found) => is_same_name(&found, rest),
            Qualified::Other => false,
            Qualified::Unknown => {
                // It may be it only if it is spelled as it.
                let is_name = matches!(self.file.ast()[expr], Expr::Name(_));
                let source = self.file.source(expr);
                let may_be = source == path || (is_name && path.rsplit('.').next() == Some(source));
                self.has_unknown_name |= may_be;
                may_be
            }
        }
    }

    /// What `expr` is an attribute of, and what of `path` is left for that, if the attributes are those of the path.
    fn root_of<'p>(&self, expr: ExprId, path: &'p str) -> Option<(ExprId, &'p str)> {
        let ast = self.file.ast();
        let (mut root, mut rest) = (expr, path);
        while let Expr::Attribute(it) = ast[root] {
            rest = match rest.strip_suffix(ast.name(it.attr))? {
                // A builtin is written without its module.
                "" => "builtins",
                longer => longer.strip_suffix('.')?,
            };
            root = it.value;
        }
        Some((root, rest))
    }

    /// Whether two nodes have the same class and matching fields.
    fn fields(&mut self, pattern: NodeId, node: NodeId) -> bool {
        let (pattern_ast, ast) = (self.pattern.ast(), self.file.ast());
        if pattern.number(pattern_ast) != node.number(ast) {
            return false;
        }
        pattern.fields(pattern_ast).zip(node.fields(ast)).all(|((name, wanted), (_, found))| {
            // What no code sees: the type comment, and the `u` of a string.
            matches!(name, "type_comment" | "kind") || self.field(wanted, found)
        })
    }

    fn field(&mut self, wanted: Field, found: Field) -> bool {
        let (pattern_ast, ast) = (self.pattern.ast(), self.file.ast());
        match (wanted, found) {
            (Field::Absent, Field::Absent) => true,
            (Field::Node(wanted), Field::Node(found)) => self.node(wanted, found),
            (Field::Name(wanted), Field::Name(found)) => match self.pattern.metavar(wanted) {
                Some(var) => self.bind_to(var, Bound::Name(ast.name(found).to_owned())),
                None => pattern_ast.name(wanted) == ast.name(found),
            },
            (Field::Value(wanted), Field::Value(found)) => pattern_ast.same_value(wanted, ast, found),
            (Field::Str(wanted), Field::Str(found)) => pattern_ast.str(wanted) == ast.str(found),
            (Field::Text(wanted), Field::Text(found)) | (Field::Operator(wanted), Field::Operator(found)) => {
                wanted == found
            }
            (Field::Int(wanted), Field::Int(found)) => wanted == found,
            (Field::List(wanted), Field::List(found)) => self.list(wanted, found),
            _ => false,
        }
    }

    fn bind(&mut self, var: MetaVar<'_>, node: NodeId) -> bool {
        self.bind_to(var, Bound::Node(node))
    }

    /// Binds a metavariable, or says whether it is bound to the same already.
    fn bind_to(&mut self, var: MetaVar<'_>, bound: Bound) -> bool {
        if var.name.is_empty() {
            return true;
        }
        match self.bindings.get(var.name) {
            Some(before) => is_same(self.file, before, &bound),
            None => {
                self.bindings.bind(var.name, bound);
                true
            }
        }
    }
}

/// Whether two bound things are equal, positions aside.
fn is_same(file: &FileModel<'_>, a: &Bound, b: &Bound) -> bool {
    let same_node = |a: &NodeId, b: &NodeId| is_same_node(file, *a, *b);
    match (a, b) {
        (Bound::Node(a), Bound::Node(b)) => same_node(a, b),
        (Bound::Sequence(a), Bound::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_node(a, b))
        }
        (Bound::Name(a), Bound::Name(b)) => a == b,
        _ => false,
    }
}

/// Whether two nodes are equal, positions aside; a target is equal to what reads it.
fn is_same_node(file: &FileModel<'_>, a: NodeId, b: NodeId) -> bool {
    let ast = file.ast();
    let same = |a: ExprId, b: ExprId| ast.same_tree(a.into(), ast, b.into());
    let (NodeId::Expr(left), NodeId::Expr(right)) = (a, b) else { return ast.same_tree(a, ast, b) };
    match (ast[left], ast[right]) {
        (Expr::Name(a), Expr::Name(b)) => a.id == b.id,
        (Expr::Attribute(a), Expr::Attribute(b)) => a.attr == b.attr && same(a.value, b.value),
        (Expr::Subscript(a), Expr::Subscript(b)) => same(a.value, b.value) && same(a.slice, b.slice),
        _ => same(left, right),
    }
}

/// Whether a qualified name is the one that a rule writes: builtins have no module there.
pub(super) fn is_same_name(qualified: &str, written: &str) -> bool {
    match qualified.strip_prefix("builtins.") {
        Some(builtin) => builtin == written || qualified == written,
        None => qualified == written,
    }
}
