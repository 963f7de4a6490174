//! Where rules may match: an index of their cases by what a match begins with.

use rustc_hash::FxHashMap;

use super::Round;
use crate::ast::{Alias, Ast, Expr, ExprId, NodeId, Stmt, StmtId};
use crate::rewrite::rule::{Head, Rule, last_part};

/// A case of a rule: both 0-based.
pub(super) type CaseRef = (usize, usize);

/// Cases by their heads.
#[derive(Debug, Default)]
pub(super) struct Index {
    paths: FxHashMap<String, Vec<CaseRef>>,
    methods: FxHashMap<String, Vec<CaseRef>>,
    /// By the number of the class.
    classes: Vec<Vec<CaseRef>>,
    pub(super) files: Vec<CaseRef>,
}

impl Index {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut index = Self::default();
        for (rule_idx, rule) in rules.iter().enumerate() {
            for (case_idx, case) in rule.cases.iter().enumerate() {
                for head in case.heads() {
                    index.cases_mut(head).push((rule_idx, case_idx));
                }
            }
        }
        index
    }

    fn cases_mut(&mut self, head: Head) -> &mut Vec<CaseRef> {
        match head {
            Head::Path(word) => self.paths.entry(word).or_default(),
            Head::Method(name) => self.methods.entry(name).or_default(),
            Head::Class(class) => {
                let number = class as usize;
                if self.classes.len() <= number {
                    self.classes.resize_with(number + 1, Vec::new);
                }
                &mut self.classes[number]
            }
            Head::File => &mut self.files,
        }
    }
}

/// The nodes of a file at which cases may match, with those cases, in the order of the tree.
pub(super) fn candidates(round: &Round<'_>) -> Vec<(NodeId, Vec<CaseRef>)> {
    let search = Search::new(round);
    let mut out = Vec::new();
    let mut cases = Vec::new();
    for node in round.file.nodes() {
        search.add_cases(*node, &mut cases);
        if !cases.is_empty() {
            cases.sort_unstable();
            cases.dedup();
            out.push((*node, std::mem::take(&mut cases)));
        }
    }
    out
}

/// What is known of a file before its nodes are looked at.
struct Search<'r> {
    ast: &'r Ast,
    /// The cases for nodes of each class, by its number.
    classes: Vec<Vec<CaseRef>>,
    /// For each name of the file, by its index.
    by_name: Vec<Option<Box<OfName>>>,
}

/// The cases that a name may be the head of.
#[derive(Debug, Default)]
struct OfName {
    /// As the last part of a path.
    path: Vec<CaseRef>,
    /// As a name that an import gives to the last part of a path: `j` after `from os.path import join as j`.
    alias: Vec<CaseRef>,
    /// As a method.
    method: Vec<CaseRef>,
}

impl<'r> Search<'r> {
    fn new(round: &Round<'r>) -> Self {
        let ast = round.file.ast();
        let index = &round.engine.index;
        // A name says more than the words of its rule; those are looked for where the pattern matches.
        let used = |cases: &[CaseRef]| -> Vec<CaseRef> {
            cases.iter().copied().filter(|(rule, _)| round.active.is_on(*rule)).collect()
        };
        let active = |cases: &[CaseRef]| -> Vec<CaseRef> {
            cases.iter().copied().filter(|(rule, _)| round.active.may_match(*rule)).collect()
        };
        let classes = index.classes.iter().map(|cases| active(cases)).collect();
        let mut by_name: Vec<Option<Box<OfName>>> = Vec::new();
        by_name.resize_with(ast.n_names(), || None);
        for (idx, slot) in by_name.iter_mut().enumerate() {
            let text = ast.name_at(idx);
            let path = index.paths.get(text).map(|it| used(it)).unwrap_or_default();
            let method = index.methods.get(text).map(|it| used(it)).unwrap_or_default();
            if !path.is_empty() || !method.is_empty() {
                *slot = Some(Box::new(OfName { path, method, alias: Vec::new() }));
            }
        }
        for binding in round.file.model.names.bindings() {
            let NodeId::Alias(alias) = binding.node else { continue };
            let Alias { name, asname: Some(asname) } = ast[alias] else { continue };
            if let Some(cases) = index.paths.get(last_part(ast.name(name))) {
                by_name[asname.index()].get_or_insert_default().alias.extend(used(cases));
            }
        }
        Self { ast, classes, by_name }
    }

    fn add_cases(&self, node: NodeId, out: &mut Vec<CaseRef>) {
        if let Some(cases) = self.classes.get(node.number(self.ast) as usize) {
            out.extend(cases);
        }
        match node {
            NodeId::Expr(expr) => self.add_expr(expr, out),
            NodeId::Stmt(stmt) => self.add_stmt(stmt, out),
            NodeId::WithItem(item) => self.add_expr(self.ast[item].context_expr, out),
            _ => {}
        }
    }

    fn add_stmt(&self, stmt: StmtId, out: &mut Vec<CaseRef>) {
        if let Stmt::Expr(it) = self.ast[stmt] {
            self.add_expr(it.value, out);
        }
    }

    fn add_expr(&self, expr: ExprId, out: &mut Vec<CaseRef>) {
        match self.ast[expr] {
            Expr::Call(call) => {
                self.add_path(call.func, out);
                if let Expr::Attribute(it) = self.ast[call.func]
                    && let Some(cases) = &self.by_name[it.attr.index()]
                {
                    out.extend(&cases.method);
                }
            }
            Expr::Name(_) | Expr::Attribute(_) => self.add_path(expr, out),
            _ => {}
        }
    }

    fn add_path(&self, expr: ExprId, out: &mut Vec<CaseRef>) {
        match self.ast[expr] {
            Expr::Name(it) => {
                if let Some(cases) = &self.by_name[it.id.index()] {
                    out.extend(cases.path.iter().chain(&cases.alias));
                }
            }
            Expr::Attribute(it) => {
                if let Some(cases) = &self.by_name[it.attr.index()] {
                    out.extend(&cases.path);
                }
            }
            _ => {}
        }
    }
}
