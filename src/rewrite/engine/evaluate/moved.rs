//! What a template drops, repeats, or evaluates in another order.

use crate::ast::NodeId;
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
    let mut out = Vec::new();
    let mut last = None;
    for (name, node, range) in bound {
        let places: Vec<usize> =
            kept.iter().enumerate().filter(|(_, it)| it.contains_range(range)).map(|(idx, _)| idx).collect();
        let is_in_order = match (places.as_slice(), last) {
            ([only], Some(before)) => *only >= before,
            ([_], None) => true,
            _ => false,
        };
        match places.first() {
            Some(at) if is_in_order => last = Some(*at),
            _ => out.push((name.to_owned(), node)),
        }
    }
    out
}
