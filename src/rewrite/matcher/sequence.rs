//! Lists: elements, statements, parameters, with `$...xs` for any number of them.
//!
//! A sequence takes as few items as it can; where the rest does not match then, it takes one more. The backtracking is
//! over the items of one list, and its steps are counted.

use super::{Bound, Matcher};
use crate::ast::{Field, FieldList, NodeId};
use crate::rewrite::pattern::MetaVar;

impl Matcher<'_> {
    /// Whether a list of the pattern matches a list of the file.
    pub(super) fn list(&mut self, wanted: FieldList, found: FieldList) -> bool {
        let wanted: Vec<Field> = wanted.items(self.pattern.ast()).collect();
        let found: Vec<Field> = found.items(self.file.ast()).collect();
        let has_sequence = wanted.iter().any(|item| self.sequence_of(*item).is_some());
        if !has_sequence {
            return wanted.len() == found.len() && wanted.iter().zip(&found).all(|(a, b)| self.field(*a, *b));
        }
        self.items(&wanted, &found, true).is_some()
    }

    /// How many of `items`, from the first on, the nodes of the pattern match.
    pub(super) fn prefix(&mut self, wanted: &[NodeId], items: &[NodeId]) -> Option<usize> {
        let wanted: Vec<Field> = wanted.iter().map(|node| Field::Node(*node)).collect();
        let items: Vec<Field> = items.iter().map(|node| Field::Node(*node)).collect();
        self.items(&wanted, &items, false)
    }

    /// Matches items one by one; how many of `found` that took. With `all` none may be left.
    fn items(&mut self, wanted: &[Field], found: &[Field], all: bool) -> Option<usize> {
        let Some((first, rest)) = wanted.split_first() else {
            return (!all || found.is_empty()).then_some(0);
        };
        let Some(var) = self.sequence_of(*first) else {
            let (item, others) = found.split_first()?;
            return if self.field(*first, *item) { Some(1 + self.items(rest, others, all)?) } else { None };
        };
        for len in 0..=found.len() {
            let mark = self.bindings.bound.len();
            let nodes =
                found[..len].iter().filter_map(|it| if let Field::Node(id) = it { Some(*id) } else { None });
            let name = var.clone();
            let taken = MetaVar { name: &name, is_sequence: true };
            if self.bind_to(taken, Bound::Sequence(nodes.collect()))
                && let Some(others) = self.items(rest, &found[len..], all)
            {
                return Some(len + others);
            }
            self.bindings.bound.truncate(mark);
        }
        None
    }

    /// The name of the sequence that an item of the pattern is.
    pub(super) fn sequence_of(&self, item: Field) -> Option<String> {
        let var = match item {
            Field::Node(NodeId::Expr(expr)) => self.pattern.expr_metavar(expr)?,
            Field::Node(NodeId::Stmt(stmt)) => self.pattern.stmt_metavar(stmt)?,
            Field::Node(NodeId::Arg(arg)) => self.pattern.metavar(self.pattern.ast()[arg].arg)?,
            _ => return None,
        };
        var.is_sequence.then(|| var.name.to_owned())
    }
}
