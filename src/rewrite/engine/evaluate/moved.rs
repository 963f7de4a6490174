//! What a template drops, repeats, or evaluates in another order.

use crate::ast::{Expr, NodeId};
use crate::rewrite::file::FileModel;
use crate::rewrite::fragment::{Fragment, Piece};
use crate::rewrite::matcher::Bindings;
use crate::rewrite::native::Bound;
use crate::text::TextRange;

/// The bound expressions that do not stand once and in their old order in the new code.
pub(super) fn moved(
    file: &FileModel<'_>,
    bindings: &Bindings,
    fragment: Option<&Fragment>,
) -> Vec<(String, NodeId)> {
    let kept: Vec<TextRange> = fragment.map_or(Vec::new(), |fragment| {
        let pieces = fragment.pieces(file).into_iter();
        pieces.filter_map(|piece| if let Piece::Kept(range) = piece { Some(range) } else { None }).collect()
    });
    let mut bound: Vec<(&str, NodeId, TextRange)> = Vec::new();
    for (name, value) in bindings.iter() {
        let nodes: &[NodeId] = match value {
            Bound::Node(node) => std::slice::from_ref(node),
            Bound::Sequence(nodes) => nodes,
            Bound::Name(_) => &[],
        };
        bound.extend(nodes.iter().map(|node| (name, *node, file.range(*node))));
    }
    bound.sort_by_key(|(_, _, range)| range.start());
    let place_of = |range: TextRange| {
        let mut places = kept.iter().enumerate().filter(|(_, it)| it.contains_range(range));
        match (places.next(), places.next()) {
            (Some((only, _)), None) => Some(only),
            _ => None,
        }
    };
    let places: Vec<Option<usize>> = bound.iter().map(|(_, _, range)| place_of(*range)).collect();
    let is_moved = |idx: usize| {
        let Some(own) = places[idx] else { return true };
        let passes = |other: usize| {
            let is_inverted = |place: usize| (other < idx) == (place > own) && place != own;
            other != idx
                && places[other].is_some_and(is_inverted)
                && !commute(file, bound[idx].1, bound[other].1)
        };
        (0..bound.len()).any(passes)
    };
    let moved = (0..bound.len()).filter(|idx| is_moved(*idx));
    moved.map(|idx| (bound[idx].0.to_owned(), bound[idx].1)).collect()
}

/// Whether two expressions may be evaluated in either order, whatever one of them does: the other is constant, or reads
/// a variable of its function that nothing else binds.
fn commute(file: &FileModel<'_>, a: NodeId, b: NodeId) -> bool {
    is_settled(file, a, b) || is_settled(file, b, a)
}

/// Whether `node` has its value whatever `other` does.
fn is_settled(file: &FileModel<'_>, node: NodeId, other: NodeId) -> bool {
    let ast = file.ast();
    let NodeId::Expr(expr) = node else { return false };
    match ast[expr] {
        Expr::Constant(_) => true,
        Expr::Name(_) => {
            let names = &file.model.names;
            let Some(reference) = names.reference(expr) else { return false };
            let Some(variable) = reference.variable.filter(|_| reference.fallback.is_none()) else {
                return false;
            };
            let variable = &names[variable];
            let is_own = variable.scope == reference.scope
                && file.model.scopes[variable.scope].kind.is_function_like()
                && variable.bindings.iter().all(|id| names[*id].scope == variable.scope);
            let binds =
                |node: NodeId| matches!(node, NodeId::Expr(it) if matches!(ast[it], Expr::NamedExpr(_)));
            is_own && !ast.walk(other).any(binds)
        }
        _ => false,
    }
}
