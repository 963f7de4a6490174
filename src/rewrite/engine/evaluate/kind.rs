//! What the kind of a case says: where its pattern looks, how much it matches, and what goes with a match.

use super::{Evaluation, refusal};
use crate::ast::{Alias, Ast, ExprId, NodeId, Stmt, StmtId};
use crate::rewrite::fragment::{Fill, Fragment};
use crate::rewrite::matcher::{Matched, Matcher};
use crate::rewrite::native_rule::Change;
use crate::rewrite::pattern::{Pattern, PatternKind};
use crate::rewrite::verdict::Refusal;

impl Evaluation<'_, '_> {
    /// Whether a node stands where a pattern of this kind looks.
    pub(super) fn is_in_position(&self, kind: PatternKind, node: NodeId) -> bool {
        let ast = self.round.file.ast();
        match (kind, node) {
            (PatternKind::Expr, NodeId::Expr(_))
            | (PatternKind::Stmt | PatternKind::Block, NodeId::Stmt(_))
            | (PatternKind::Import, NodeId::Alias(_))
            | (PatternKind::WithItem, NodeId::WithItem(_)) => true,
            (
                PatternKind::Decorator
                | PatternKind::Base
                | PatternKind::Annotation
                | PatternKind::Except
                | PatternKind::Del,
                NodeId::Expr(expr),
            ) => {
                let parent = self.round.analysis.parents().parent(node);
                parent.is_some_and(|parent| stands_as(ast, kind, parent, expr))
            }
            _ => false,
        }
    }

    /// Matches a pattern at `node`; with the statements after it that belong to the match.
    pub(super) fn matched(&self, from: &Pattern, node: NodeId) -> (Matched, Vec<NodeId>) {
        let receivers = &self.rule().cases[self.case_idx].receivers;
        let matcher = Matcher::new(from, self.round.file, self.round.options.signatures, receivers);
        match (from.kind, node) {
            (PatternKind::Import, NodeId::Alias(alias)) => match self.round.analysis.parents().parent(node) {
                Some(NodeId::Stmt(stmt)) => (matcher.matches_import(stmt, alias), Vec::new()),
                _ => (Matched::No, Vec::new()),
            },
            (PatternKind::Block, NodeId::Stmt(stmt)) => {
                let stmts = self.block_from(stmt);
                let (matched, len) = matcher.matches_block(&stmts);
                let rest = stmts[..len].iter().skip(1).map(|stmt| NodeId::from(*stmt));
                (matched, rest.collect())
            }
            _ => (matcher.matches(node), Vec::new()),
        }
    }

    /// `stmt` and the statements after it in its block.
    fn block_from(&self, stmt: StmtId) -> Vec<StmtId> {
        let ast = self.round.file.ast();
        let node = NodeId::from(stmt);
        let Some(parent) = self.round.analysis.parents().parent(node) else { return vec![stmt] };
        for (_, field) in parent.fields(ast) {
            let nodes: Vec<NodeId> = field.nodes(ast).collect();
            if let Some(at) = nodes.iter().position(|it| *it == node) {
                let is_stmt = |node: &NodeId| if let NodeId::Stmt(it) = node { Some(*it) } else { None };
                return nodes[at..].iter().filter_map(is_stmt).collect();
            }
        }
        vec![stmt]
    }

    /// The node that new code takes the place of, or that goes: the statement, where nothing of it would be left.
    pub(super) fn replaced(&self, kind: PatternKind, node: NodeId, has_template: bool) -> NodeId {
        let ast = self.round.file.ast();
        let Some(NodeId::Stmt(stmt)) = self.round.analysis.parents().parent(node) else { return node };
        let is_whole = match (kind, ast[stmt]) {
            (PatternKind::Import, Stmt::Import(it)) => it.names.len() == 1,
            (PatternKind::Import, Stmt::ImportFrom(it)) => it.names.len() == 1,
            (PatternKind::Del, Stmt::Delete(it)) => it.targets.len() == 1 && !has_template,
            _ => false,
        };
        if is_whole { stmt.into() } else { node }
    }

    /// Why an import may not be changed: what it binds is read, and the new one binds another name.
    pub(super) fn import_refusal(&self, node: NodeId, changes: &[Change]) -> Option<Refusal> {
        let NodeId::Alias(alias) = node else { return None };
        let file = self.round.file;
        let names = &file.model.names;
        let binding = names.bindings().find(|it| it.node == node)?;
        let new = changes.first().and_then(|change| change.fragment.as_ref()).and_then(imported);
        let is_same = new.is_some_and(|new| new == bound_name(file.ast(), file.ast()[alias]));
        if is_same || names[binding.variable].references.is_empty() {
            return None;
        }
        let name = file.ast().name(names[binding.variable].name);
        Some(refusal("import-used", &format!("`{name}` is read in this file")))
    }
}

/// The name that an import binds.
fn bound_name(ast: &Ast, alias: Alias) -> String {
    let name = ast.name(alias.asname.unwrap_or(alias.name));
    if alias.asname.is_some() { name.to_owned() } else { first_part(name) }
}

fn first_part(name: &str) -> String {
    name.split('.').next().unwrap_or(name).to_owned()
}

/// The name that the import of a template binds.
fn imported(fragment: &Fragment) -> Option<String> {
    let template = &*fragment.template;
    let ast = template.ast();
    let NodeId::Stmt(root) = template.root() else { return None };
    let names = match ast[root] {
        Stmt::Import(it) => it.names,
        Stmt::ImportFrom(it) => it.names,
        _ => return None,
    };
    let bound = bound_name(ast, ast[*ast[names].first()?]);
    Some(match template.hole(&bound).and_then(|var| fragment.filled(var.name)) {
        Some(Fill::Name(name)) => name.clone(),
        _ => bound,
    })
}

/// Whether `expr` is, below `parent`, what a kind of pattern looks for.
fn stands_as(ast: &Ast, kind: PatternKind, parent: NodeId, expr: ExprId) -> bool {
    match (kind, parent) {
        (PatternKind::Decorator, NodeId::Stmt(stmt)) => ast.decorators(stmt).contains(&expr),
        (PatternKind::Base, NodeId::Stmt(stmt)) => {
            matches!(ast[stmt], Stmt::ClassDef(it) if ast[it.bases].contains(&expr))
        }
        (PatternKind::Del, NodeId::Stmt(stmt)) => {
            matches!(ast[stmt], Stmt::Delete(it) if ast[it.targets].contains(&expr))
        }
        (PatternKind::Except, NodeId::ExceptHandler(_)) => true,
        (PatternKind::Annotation, NodeId::Arg(_)) => true,
        (PatternKind::Annotation, NodeId::Stmt(stmt)) => match ast[stmt] {
            Stmt::AnnAssign(it) => it.annotation == expr,
            Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => it.returns == Some(expr),
            _ => false,
        },
        _ => false,
    }
}
