//! Where two texts differ, in lines.

use similar::{Algorithm, DiffTag};

use crate::text::{TextRange, TextSize};

/// The most lines of a text, between what both start and end with, for which differences are told apart: finding them
/// takes time that grows with their number times the lines. Of more, all lines count as changed.
const MAX_LINES: usize = 20_000;

/// The ranges of changed lines in each text: sorted, disjoint, in bytes. Where lines were only taken away or put in, the
/// other text has an empty range.
pub(super) fn changed_ranges(before: &str, after: &str) -> [Vec<TextRange>; 2] {
    let (a, b) = (lines(before), lines(after));
    let n_start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (&a[n_start..], &b[n_start..]);
    let n_end = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (&rest_a[..rest_a.len() - n_end], &rest_b[..rest_b.len() - n_end]);
    let (starts_a, starts_b) = (starts(&a), starts(&b));
    let range = |starts: &[TextSize], lo: usize, hi: usize| {
        TextRange::new(starts[n_start + lo], starts[n_start + hi])
    };
    if rest_a.is_empty() && rest_b.is_empty() {
        return [Vec::new(), Vec::new()];
    }
    if rest_a.len() + rest_b.len() > MAX_LINES {
        return [vec![range(&starts_a, 0, rest_a.len())], vec![range(&starts_b, 0, rest_b.len())]];
    }
    let mut out = [Vec::new(), Vec::new()];
    for op in similar::capture_diff_slices(Algorithm::Myers, rest_a, rest_b) {
        if op.tag() != DiffTag::Equal {
            out[0].push(range(&starts_a, op.old_range().start, op.old_range().end));
            out[1].push(range(&starts_b, op.new_range().start, op.new_range().end));
        }
    }
    out
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where each line starts, and the end of the text.
fn starts(lines: &[&str]) -> Vec<TextSize> {
    let mut at = TextSize::new(0);
    let mut out = vec![at];
    for line in lines {
        at += TextSize::of(*line);
        out.push(at);
    }
    out
}
