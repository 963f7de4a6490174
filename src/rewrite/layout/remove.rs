//! Taking code out: a base class with its comma or its parentheses, a decorator or statement with its line.

use super::{Laid, comment_refusal, has_own_lines, layout_refusal, size};
use crate::ast::NodeId;
use crate::rewrite::file::FileModel;
use crate::rewrite::fragment::{Fragment, Piece};
use crate::rewrite::site::Write;
use crate::rewrite::verdict::Refusal;
use crate::semantic::Parents;
use crate::syntax::SyntaxKind;
use crate::text::{TextEdit, TextRange};

/// The edits that take `node` out.
pub(in crate::rewrite) fn remove(
    file: &FileModel<'_>,
    parents: &Parents,
    node: NodeId,
) -> Result<Laid, Refusal> {
    let edit = match node {
        NodeId::Stmt(_) => statement(file, parents, node),
        _ if is_decorator(file, parents, node) => lines(file, decorator_range(file, node)),
        _ => Ok(item(file, node)),
    }?;
    if file.comments_in(edit.range).next().is_some() {
        return Err(comment_refusal("a comment would go with what is removed"));
    }
    Ok(Laid { writes: vec![Write { edit }], imports: Vec::new() })
}

fn delete(range: TextRange) -> TextEdit {
    TextEdit { range, insert: String::new() }
}

/// A statement: its lines, or `pass` in its place if the block has no other.
fn statement(file: &FileModel<'_>, parents: &Parents, node: NodeId) -> Result<TextEdit, Refusal> {
    let range = file.range(node);
    let is_only = parents.parent(node).is_some_and(|parent| {
        let is_block = |field: crate::ast::Field| {
            let nodes: Vec<NodeId> = field.nodes(file.ast()).collect();
            nodes == [node]
        };
        !matches!(parent, NodeId::Mod(_)) && parent.fields(file.ast()).any(|(_, field)| is_block(field))
    });
    if is_only {
        return Ok(TextEdit { range, insert: "pass".to_owned() });
    }
    lines(file, range)
}

/// The whole lines of a range, which must have them for itself.
fn lines(file: &FileModel<'_>, range: TextRange) -> Result<TextEdit, Refusal> {
    if !has_own_lines(file, range) {
        return Err(layout_refusal("something else stands on the same line"));
    }
    let (start, end) = (file.line_start(range.start()), file.line_end(range.end()));
    let rest = &file.text[usize::from(end)..];
    let line_break = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    Ok(delete(TextRange::new(start, end + size(&rest[..line_break]))))
}

fn is_decorator(file: &FileModel<'_>, parents: &Parents, node: NodeId) -> bool {
    let (NodeId::Expr(expr), Some(NodeId::Stmt(stmt))) = (node, parents.parent(node)) else { return false };
    file.ast().decorators(stmt).contains(&expr)
}

fn decorator_range(file: &FileModel<'_>, node: NodeId) -> TextRange {
    let range = file.range(node);
    match file.significant_before(range.start()) {
        Some(at) if file.tokens().kind(at) == SyntaxKind::AT => range.cover(file.tokens().range(at)),
        _ => range,
    }
}

/// An item of a list: with the comma after it, or the one before it if it is the last; with the parentheses if it is
/// the only one.
fn item(file: &FileModel<'_>, node: NodeId) -> TextEdit {
    let mut range = match node {
        NodeId::Expr(expr) => file.outer_range(expr),
        other => file.range(other),
    };
    let tokens = file.tokens();
    let kind = |idx: Option<usize>| idx.map(|idx| tokens.kind(idx));
    let mut after = file.significant_from(range.end());
    let before = file.significant_before(range.start());
    if kind(after) == Some(SyntaxKind::COMMA)
        && let Some(comma) = after
    {
        range = range.cover(tokens.range(comma));
        after = file.significant_from(range.end());
    }
    match (kind(before), kind(after), before, after) {
        (Some(SyntaxKind::L_PAREN), Some(SyntaxKind::R_PAREN), Some(open), Some(close)) => {
            delete(tokens.range(open).cover(tokens.range(close)))
        }
        (_, Some(SyntaxKind::R_PAREN), Some(comma), _) if tokens.kind(comma) == SyntaxKind::COMMA => {
            delete(TextRange::new(tokens.range(comma).start(), range.end()))
        }
        // The last of a list without brackets.
        (_, _, Some(comma), _)
            if tokens.kind(comma) == SyntaxKind::COMMA && !ends_with_comma(file, range) =>
        {
            delete(TextRange::new(tokens.range(comma).start(), range.end()))
        }
        (_, _, _, Some(next)) => delete(TextRange::new(range.start(), tokens.range(next).start())),
        _ => delete(range),
    }
}

fn ends_with_comma(file: &FileModel<'_>, range: TextRange) -> bool {
    file.text[range].ends_with(',')
}

/// The edits that take a name out of an import statement and put an import of its own before it.
pub(in crate::rewrite) fn split_import(
    file: &FileModel<'_>,
    parents: &Parents,
    alias: NodeId,
    new: &Fragment,
) -> Result<Laid, Refusal> {
    let mut laid = remove(file, parents, alias)?;
    let Some(stmt) = parents.parent(alias) else { return Ok(laid) };
    let start = file.range(stmt).start();
    let own_line = file.text[TextRange::new(file.line_start(start), start)].trim().is_empty();
    let text: String = new.pieces(file).iter().map(|piece| piece_text(file, piece)).collect();
    let text = text.trim_end();
    let separator = if own_line {
        format!("{}{}", file.line_break(), file.indentation_at(start))
    } else {
        "; ".to_owned()
    };
    let edit = TextEdit { range: TextRange::empty(start), insert: format!("{text}{separator}") };
    laid.writes.insert(0, Write { edit });
    Ok(laid)
}

fn piece_text(file: &FileModel<'_>, piece: &Piece) -> String {
    match piece {
        Piece::Text(text) | Piece::Literal(text) | Piece::Name(text) => text.clone(),
        Piece::Kept(range) => file.text[*range].to_owned(),
    }
}
