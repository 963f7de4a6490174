//! Where rules may match: an index of their cases by what a match begins with.

use rustc_hash::FxHashMap;

use super::Round;
use crate::ast::{AliasId, Expr, ExprId, NodeId, Stmt, StmtId};
use crate::rewrite::rule::{Head, Rule, last_part};

/// A case of a rule: both 0-based.
pub(super) type CaseRef = (usize, usize);

/// Cases by their heads.
#[derive(Debug, Default)]
pub(super) struct Index {
    paths: FxHashMap<String, Vec<CaseRef>>,
    methods: FxHashMap<String, Vec<CaseRef>>,
    classes: FxHashMap<&'static str, Vec<CaseRef>>,
    pub(super) files: Vec<CaseRef>,
}

impl Index {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut index = Self::default();
        for (rule_idx, rule) in rules.iter().enumerate() {
            for (case_idx, case) in rule.cases.iter().enumerate() {
                for head in case.heads() {
                    let cases = match head {
                        Head::Path(word) => index.paths.entry(word).or_default(),
                        Head::Method(name) => index.methods.entry(name).or_default(),
                        Head::Class(class) => index.classes.entry(class).or_default(),
                        Head::File => &mut index.files,
                    };
                    cases.push((rule_idx, case_idx));
                }
            }
        }
        index
    }
}

/// The nodes of a file at which cases may match, with those cases, in the order of the tree.
pub(super) fn candidates(round: &Round<'_>) -> Vec<(NodeId, Vec<CaseRef>)> {
    let search = Search { round, aliases: aliases(round) };
    let ast = round.file.ast();
    let mut out = Vec::new();
    for node in ast.walk(round.file.lowered.root.into()) {
        let mut cases = Vec::new();
        search.add_cases(node, &mut cases);
        cases.retain(|(rule, _)| round.active[*rule]);
        cases.sort_unstable();
        cases.dedup();
        if !cases.is_empty() {
            out.push((node, cases));
        }
    }
    out
}

/// What names that an import gives mean, where they are not spelled as in the rule: `from os.path import join as j`.
fn aliases(round: &Round<'_>) -> FxHashMap<String, Vec<String>> {
    let ast = round.file.ast();
    let mut out: FxHashMap<String, Vec<String>> = FxHashMap::default();
    let mut add = |alias: &AliasId| {
        let alias = ast[*alias];
        if let Some(asname) = alias.asname {
            let word = last_part(ast.name(alias.name)).to_owned();
            out.entry(ast.name(asname).to_owned()).or_default().push(word);
        }
    };
    for node in ast.walk(round.file.lowered.root.into()) {
        if let NodeId::Stmt(stmt) = node {
            match ast[stmt] {
                Stmt::Import(it) => ast[it.names].iter().for_each(&mut add),
                Stmt::ImportFrom(it) => ast[it.names].iter().for_each(&mut add),
                _ => {}
            }
        }
    }
    out
}

struct Search<'a, 'r> {
    round: &'a Round<'r>,
    aliases: FxHashMap<String, Vec<String>>,
}

impl Search<'_, '_> {
    fn add_cases(&self, node: NodeId, out: &mut Vec<CaseRef>) {
        let ast = self.round.file.ast();
        let index = &self.round.engine.index;
        if let Some(cases) = index.classes.get(node.class(ast)) {
            out.extend(cases);
        }
        match node {
            NodeId::Expr(expr) => self.add_expr(expr, out),
            NodeId::Stmt(stmt) => self.add_stmt(stmt, out),
            NodeId::WithItem(item) => self.add_expr(ast[item].context_expr, out),
            _ => {}
        }
    }

    fn add_stmt(&self, stmt: StmtId, out: &mut Vec<CaseRef>) {
        if let Stmt::Expr(it) = self.round.file.ast()[stmt] {
            self.add_expr(it.value, out);
        }
    }

    fn add_expr(&self, expr: ExprId, out: &mut Vec<CaseRef>) {
        let ast = self.round.file.ast();
        let index = &self.round.engine.index;
        match ast[expr] {
            Expr::Call(call) => {
                self.add_path(call.func, out);
                if let Expr::Attribute(it) = ast[call.func] {
                    out.extend(index.methods.get(ast.name(it.attr)).into_iter().flatten());
                }
            }
            Expr::Name(_) | Expr::Attribute(_) => self.add_path(expr, out),
            _ => {}
        }
    }

    fn add_path(&self, expr: ExprId, out: &mut Vec<CaseRef>) {
        let ast = self.round.file.ast();
        let paths = &self.round.engine.index.paths;
        let word = match ast[expr] {
            Expr::Name(it) => ast.name(it.id),
            Expr::Attribute(it) => ast.name(it.attr),
            _ => return,
        };
        out.extend(paths.get(word).into_iter().flatten());
        if matches!(ast[expr], Expr::Name(_)) {
            for word in self.aliases.get(word).into_iter().flatten() {
                out.extend(paths.get(word).into_iter().flatten());
            }
        }
    }
}
