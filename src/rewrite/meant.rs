//! Whether the result of a round is the tree that was meant.
//!
//! The old tree, the templates of the sites and the new tree are walked in step: where a site was applied its template
//! takes the place of the old node, and where a hole of the template keeps code of the file, the old tree goes on. So
//! a precedence, a shadowed name or a lost comma that the edits got wrong is found before anything is written. Import
//! statements are the importer's, and are compared by what they bind.
//!
//! Source: design, rewriting: "after every round the result is parsed and compared with the tree that was meant".

use rustc_hash::FxHashMap;

use super::file::FileModel;
use super::fragment::{Fill, Fragment};
use super::matcher::is_same_name;
use crate::ast::{Ast, Call, Expr, Field, NodeId, Stmt};
use crate::semantic::Qualified;
use crate::text::TextRange;

/// What takes the place of nodes of the old tree.
#[derive(Debug, Clone, Default)]
pub(super) struct Meant<'a> {
    /// The template that takes the place of a node; none where the node goes.
    pub(super) changes: FxHashMap<NodeId, Option<&'a Fragment>>,
}

/// Where the new tree is not what was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mismatch {
    /// The place in the new text.
    pub(super) range: TextRange,
    /// What is there, and what was meant.
    pub(super) detail: String,
}

/// A node that is expected.
#[derive(Clone, Copy)]
enum Expected<'a> {
    /// A node of the old tree, or what takes its place.
    Old(NodeId),
    /// A node of the old tree itself.
    Kept(NodeId),
    /// A node of a template.
    New(&'a Fragment, NodeId),
}

/// A field that is expected.
#[derive(Clone, Copy)]
enum ExpectedField<'a> {
    Old(Field),
    New(&'a Fragment, Field),
}

/// Compares the tree of `new` with the one that `meant` makes of `old`.
pub(super) fn compare<'a>(
    old: &'a FileModel<'_>,
    new: &FileModel<'_>,
    meant: &Meant<'a>,
) -> Result<(), Mismatch> {
    let mut comparison = Comparison { old, new, meant, pending: Vec::new() };
    comparison.pending.push((Expected::Old(old.lowered.root.into()), new.lowered.root.into()));
    while let Some((expected, found)) = comparison.pending.pop() {
        comparison.node(expected, found)?;
    }
    Ok(())
}

struct Comparison<'a, 'f, 'o, 'n> {
    old: &'a FileModel<'o>,
    new: &'f FileModel<'n>,
    meant: &'f Meant<'a>,
    pending: Vec<(Expected<'a>, NodeId)>,
}

impl<'a> Comparison<'a, '_, '_, '_> {
    fn node(&mut self, expected: Expected<'a>, found: NodeId) -> Result<(), Mismatch> {
        match expected {
            Expected::Old(node) if node == found && self.is_untouched(node) => Ok(()),
            Expected::Old(node) => match self.meant.changes.get(&node) {
                Some(Some(fragment)) => self.node(Expected::New(fragment, fragment.template.root()), found),
                Some(None) => Err(self.mismatch(found, "nothing")),
                None => self.node(Expected::Kept(node), found),
            },
            Expected::Kept(node) => self.fields(node.class(self.old.ast()), found, |this| {
                node.fields(this.old.ast()).map(|(name, field)| (name, ExpectedField::Old(field))).collect()
            }),
            Expected::New(fragment, node) => self.new_node(fragment, node, found),
        }
    }

    /// Whether a node of both trees is a statement that no edit touches: only the others were read again.
    fn is_untouched(&self, node: NodeId) -> bool {
        matches!(node, NodeId::Stmt(_))
            && self.new.reread.as_ref().is_some_and(|it| !it.around.contains(&node))
    }

    fn new_node(&mut self, fragment: &'a Fragment, node: NodeId, found: NodeId) -> Result<(), Mismatch> {
        let template = &*fragment.template;
        if let NodeId::Expr(expr) = node {
            if let Some(var) = template.expr_metavar(expr) {
                return match fragment.filled(var.name) {
                    Some(Fill::Kept(kept)) if self.replaces(fragment, *kept) => {
                        self.node(Expected::Kept(*kept), found)
                    }
                    Some(Fill::Kept(kept)) => self.node(self.kept(*kept), found),
                    Some(Fill::New(new)) => self.node(Expected::New(new, new.template.root()), found),
                    Some(Fill::Name(name)) => self.name(name, found),
                    Some(Fill::KeptMany(_) | Fill::NewMany(_)) | None => {
                        Err(self.mismatch(found, "one node"))
                    }
                };
            }
            if let Some(path) = template.paths.get(&expr) {
                return self.path(path, found);
            }
        }
        if let NodeId::Stmt(stmt) = node
            && let Some(var) = template.stmt_metavar(stmt)
            && let Some(Fill::Kept(kept)) = fragment.filled(var.name)
            && matches!(kept, NodeId::Stmt(_))
        {
            return self.node(self.kept(*kept), found);
        }
        if let (NodeId::Expr(expr), NodeId::Expr(found)) = (node, found)
            && let (Expr::Call(call), Expr::Call(found)) = (template.ast()[expr], self.new.ast()[found])
        {
            return self.call(fragment, call, found);
        }
        self.fields(node.class(template.ast()), found, |_| {
            node.fields(template.ast())
                .map(|(name, field)| (name, ExpectedField::New(fragment, field)))
                .collect()
        })
    }

    /// Whether `fragment` is part of what takes the place of `node`, and so keeps what it replaces: `x` as `Path(x)`.
    fn replaces(&self, fragment: &Fragment, node: NodeId) -> bool {
        matches!(self.meant.changes.get(&node), Some(Some(own)) if own.holds(fragment))
    }

    /// A call of a template, whose sequences may hold arguments with names too.
    fn call(&mut self, fragment: &'a Fragment, call: Call, found: Call) -> Result<(), Mismatch> {
        let template = fragment.template.ast();
        let new = self.new.ast();
        self.pending.push((Expected::New(fragment, call.func.into()), found.func.into()));
        let mut wanted = Vec::new();
        for arg in &template[call.args] {
            self.spread_new(fragment, Field::Node((*arg).into()), &mut wanted);
        }
        for keyword in &template[call.keywords] {
            wanted.push(WantedItem::Node(Expected::New(fragment, (*keyword).into())));
        }
        let is_keyword = |item: &WantedItem<'_>| match item {
            WantedItem::Node(Expected::Old(node) | Expected::Kept(node) | Expected::New(_, node)) => {
                matches!(node, NodeId::Keyword(_))
            }
            WantedItem::Other(_) => false,
        };
        // Python keeps the two sorts apart.
        wanted.sort_by_key(is_keyword);
        let args = new[found.args].iter().map(|arg| NodeId::from(*arg));
        let keywords = new[found.keywords].iter().map(|keyword| NodeId::from(*keyword));
        let all: Vec<NodeId> = args.chain(keywords).collect();
        if all.len() != wanted.len() {
            let detail = format!("{} arguments instead of {}", wanted.len(), all.len());
            return Err(self.mismatch(found.func.into(), &detail));
        }
        for (wanted, found) in wanted.into_iter().zip(all) {
            if let WantedItem::Node(wanted) = wanted {
                self.pending.push((wanted, found));
            }
        }
        Ok(())
    }

    /// Whether `found` reads what the world knows as `path`, or is spelled so where that is not known.
    fn path(&self, path: &str, found: NodeId) -> Result<(), Mismatch> {
        let NodeId::Expr(expr) = found else { return Err(self.mismatch(found, path)) };
        let is_it = match self.new.qualified_name(expr) {
            Qualified::Name(name) => is_same_name(&name, path),
            Qualified::Other | Qualified::Unknown => self.new.source(expr) == path,
        };
        if is_it { Ok(()) } else { Err(self.mismatch(found, path)) }
    }

    fn name(&self, name: &str, found: NodeId) -> Result<(), Mismatch> {
        let is_it = matches!(found, NodeId::Expr(expr) if matches!(self.new.ast()[expr], Expr::Name(_)))
            && self.new.source(found) == name;
        if is_it { Ok(()) } else { Err(self.mismatch(found, name)) }
    }

    fn fields(
        &mut self,
        class: &'static str,
        found: NodeId,
        fields: impl FnOnce(&Self) -> Vec<(&'static str, ExpectedField<'a>)>,
    ) -> Result<(), Mismatch> {
        let new = self.new.ast();
        if found.class(new) != class {
            return Err(self.mismatch(found, class));
        }
        for ((name, expected), (_, field)) in fields(self).into_iter().zip(found.fields(new)) {
            // Expression contexts of holes follow from their places, and the `u` of strings has no meaning.
            if !matches!(name, "kind" | "type_comment" | "type_ignores")
                && !self.field(expected, field, found)?
            {
                return Err(self.mismatch(found, &format!("another `{name}` of `{class}`")));
            }
        }
        Ok(())
    }

    fn field(&mut self, expected: ExpectedField<'a>, found: Field, parent: NodeId) -> Result<bool, Mismatch> {
        let new = self.new.ast();
        let (field, ast): (Field, &Ast) = match expected {
            ExpectedField::Old(field) => (field, self.old.ast()),
            ExpectedField::New(fragment, field) => (field, fragment.template.ast()),
        };
        Ok(match (field, found) {
            (Field::Node(node), Field::Node(found)) => {
                self.pending.push((self.expected(expected, node), found));
                true
            }
            (Field::Node(node), Field::Absent) => self.is_gone(expected, node),
            (Field::List(_), Field::List(found)) => {
                let found: Vec<Field> = found.items(new).collect();
                self.list(expected, field, &found, parent)?
            }
            (Field::Name(name), Field::Name(found)) => {
                self.written_name(expected, ast.name(name)) == new.name(found)
            }
            (Field::Absent, Field::Absent) => true,
            (Field::Value(value), Field::Value(found)) => ast.same_value(value, new, found),
            (Field::Str(text), Field::Str(found)) => ast.str(text) == new.str(found),
            (Field::Text(a), Field::Text(b)) | (Field::Operator(a), Field::Operator(b)) => a == b,
            (Field::Int(a), Field::Int(b)) => a == b,
            _ => false,
        })
    }

    fn expected(&self, field: ExpectedField<'a>, node: NodeId) -> Expected<'a> {
        match field {
            ExpectedField::Old(_) => Expected::Old(node),
            ExpectedField::New(fragment, _) => Expected::New(fragment, node),
        }
    }

    fn is_gone(&self, field: ExpectedField<'a>, node: NodeId) -> bool {
        matches!(field, ExpectedField::Old(_)) && matches!(self.meant.changes.get(&node), Some(None))
    }

    /// A name as it is meant: that of a metavariable is what it is bound to.
    fn written_name<'s>(&self, field: ExpectedField<'a>, name: &'s str) -> &'s str
    where
        'a: 's,
    {
        let ExpectedField::New(fragment, _) = field else { return name };
        let Some(var) = fragment.template.hole(name) else { return name };
        match fragment.filled(var.name) {
            Some(Fill::Name(name)) => name,
            _ => name,
        }
    }

    /// Lists item by item: what goes is left out, sequences are spread, import statements are passed over.
    fn list(
        &mut self,
        expected: ExpectedField<'a>,
        field: Field,
        found: &[Field],
        parent: NodeId,
    ) -> Result<bool, Mismatch> {
        let Field::List(list) = field else { return Ok(false) };
        let mut wanted = Vec::new();
        match expected {
            ExpectedField::Old(_) => {
                for item in list.items(self.old.ast()) {
                    self.spread_old(item, &mut wanted);
                }
            }
            ExpectedField::New(fragment, _) => {
                for item in list.items(fragment.template.ast()) {
                    self.spread_new(fragment, item, &mut wanted);
                }
            }
        }
        let ours = self.new.ast();
        let mut found: Vec<Field> = found.iter().copied().filter(|it| !is_import(ours, *it)).collect();
        wanted.retain(|it| !self.is_import_meant(*it));
        // A block that lost its only statement, an import, has a `pass`.
        if found.len() == wanted.len() + 1 && is_pass(ours, found[found.len() - 1]) {
            found.pop();
        }
        if found.len() != wanted.len() {
            let detail = format!("{} items instead of {}", wanted.len(), found.len());
            return Err(self.mismatch(parent, &detail));
        }
        for (wanted, found) in wanted.into_iter().zip(found) {
            match (wanted, found) {
                (WantedItem::Node(node), Field::Node(found)) => self.pending.push((node, found)),
                (WantedItem::Other(field), found) => {
                    if !self.field(field, found, parent)? {
                        return Ok(false);
                    }
                }
                (WantedItem::Node(_), _) => return Ok(false),
            }
        }
        Ok(true)
    }

    fn spread_old(&self, item: Field, out: &mut Vec<WantedItem<'a>>) {
        match item {
            Field::Node(node) => match self.meant.changes.get(&node) {
                Some(None) => {}
                Some(Some(fragment)) if fragment.template.roots.len() > 1 => {
                    let roots = fragment.template.roots.iter();
                    roots.for_each(|root| self.spread_new(fragment, Field::Node(*root), out));
                }
                _ => out.push(WantedItem::Node(Expected::Old(node))),
            },
            other => out.push(WantedItem::Other(ExpectedField::Old(other))),
        }
    }

    /// A node that a template keeps. One that goes from where it was goes on there.
    fn kept(&self, node: NodeId) -> Expected<'a> {
        match self.meant.changes.get(&node) {
            Some(None) => Expected::Kept(node),
            _ => Expected::Old(node),
        }
    }

    /// An item of a template, or all that fills its hole.
    fn spread_new(&self, fragment: &'a Fragment, item: Field, out: &mut Vec<WantedItem<'a>>) {
        let template = &*fragment.template;
        let var = match item {
            Field::Node(NodeId::Expr(expr)) => template.expr_metavar(expr),
            Field::Node(NodeId::Stmt(stmt)) => template.stmt_metavar(stmt),
            _ => None,
        };
        match (var.and_then(|var| fragment.filled(var.name)), item) {
            (Some(Fill::KeptMany(nodes)), _) => {
                out.extend(nodes.iter().map(|node| WantedItem::Node(self.kept(*node))));
            }
            (Some(Fill::NewMany(all)), _) => {
                out.extend(all.iter().map(|new| WantedItem::Node(Expected::New(new, new.template.root()))));
            }
            (_, Field::Node(node)) => out.push(WantedItem::Node(Expected::New(fragment, node))),
            (_, other) => out.push(WantedItem::Other(ExpectedField::New(fragment, other))),
        }
    }

    fn is_import_meant(&self, item: WantedItem<'a>) -> bool {
        match item {
            WantedItem::Node(Expected::Old(node) | Expected::Kept(node)) => {
                match self.meant.changes.get(&node) {
                    Some(Some(fragment)) => {
                        let template = &fragment.template;
                        template.roots.iter().all(|root| is_import(template.ast(), Field::Node(*root)))
                    }
                    Some(None) => false,
                    None => is_import(self.old.ast(), Field::Node(node)),
                }
            }
            WantedItem::Node(Expected::New(fragment, node)) => {
                is_import(fragment.template.ast(), Field::Node(node))
            }
            WantedItem::Other(_) => false,
        }
    }

    fn mismatch(&self, found: NodeId, expected: &str) -> Mismatch {
        let range = found.range(self.new.ast());
        let class = found.class(self.new.ast());
        Mismatch { range, detail: format!("expected {expected}, found `{class}`") }
    }
}

/// An item of a list that is expected.
#[derive(Clone, Copy)]
enum WantedItem<'a> {
    Node(Expected<'a>),
    Other(ExpectedField<'a>),
}

fn is_import(ast: &Ast, item: Field) -> bool {
    let Field::Node(NodeId::Stmt(stmt)) = item else { return false };
    matches!(ast[stmt], Stmt::Import(_) | Stmt::ImportFrom(_))
}

fn is_pass(ast: &Ast, item: Field) -> bool {
    matches!(item, Field::Node(NodeId::Stmt(stmt)) if matches!(ast[stmt], Stmt::Pass(_)))
}
