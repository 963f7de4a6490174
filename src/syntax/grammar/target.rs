//! Targets: what can be assigned to, or deleted.
//!
//! A target is parsed as an expression, and then the events of that expression are read backwards: a finished node
//! stands behind everything in it.

use super::*;
use crate::syntax::event::Event;
use crate::syntax::parse_error::TargetRole;

/// Records an error at token `at` unless `target` is one for `role`.
pub(super) fn check(p: &mut Parser<'_>, target: CompletedMarker, role: TargetRole, at: usize) {
    if matches!(target.kind(), NAME_EXPR | ATTRIBUTE | SUBSCRIPT) {
        return;
    }
    let events = &p.events()[target.first_event()..];
    if let Some(found) = invalid_part(events, target.first_event(), role) {
        p.error_at(at, ParseErrorKind::InvalidTarget { found, role });
    }
}

/// The kind of a node among `events` (from index `base` on) that is no target, if there is one.
///
/// `events` ends with the `Finish` of one expression.
fn invalid_part(events: &[Event], base: usize, role: TargetRole) -> Option<SyntaxKind> {
    // Indices into `events` of what is still to be looked at: one more than a last event, and the first event.
    let mut open = vec![(events.len(), 0)];
    while let Some((end, first)) = open.pop() {
        let mut idx = end;
        while idx > first {
            idx -= 1;
            let Event::Finish { kind, mark } = events[idx] else { continue };
            let start = mark as usize - base;
            match kind {
                NAME_EXPR | ATTRIBUTE | SUBSCRIPT => {}
                PAREN_EXPR => open.push((idx, start + 1)),
                TUPLE_EXPR | LIST_EXPR if matches!(role, TargetRole::Assign | TargetRole::Delete) => {
                    open.push((idx, start));
                }
                STARRED_EXPR if role == TargetRole::Assign => open.push((idx, start)),
                _ => return Some(kind),
            }
            idx = start;
        }
    }
    None
}
