//! Unified diffs that `git apply` and `patch` take.
//!
//! Lines end at LF alone, as for git: a CR is text. Bytes, not characters, so that any encoding passes through.

use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag};

use super::Edits;

/// Unchanged lines around a change.
const CONTEXT_LINES: usize = 3;

/// The diff from `old` to `new` of the file at `path` (`/` between names, relative), empty if they are equal.
///
/// `None` is a file that does not exist: the diff makes or deletes it.
pub fn unified_diff(path: &str, old: Option<&[u8]>, new: Option<&[u8]>) -> Vec<u8> {
    let whole = Window { old: 0..usize::MAX, new: 0..usize::MAX };
    diff_within(path, old, new, &[whole])
}

/// The diff that `edits` of `text` make, in bytes of any encoding: `old` is `text`, `new` what it becomes. Only lines
/// that an edit touches are compared.
pub fn edited_diff(path: &str, (text, edits): (&str, &Edits), old: &[u8], new: &[u8]) -> Vec<u8> {
    diff_within(path, Some(old), Some(new), &windows(text, edits))
}

/// 0-based lines that may differ; all that is between two windows is equal.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Window {
    old: Range<usize>,
    new: Range<usize>,
}

/// The lines that edits touch, in order.
fn windows(text: &str, edits: &Edits) -> Vec<Window> {
    let line_feeds = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let mut out: Vec<Window> = Vec::new();
    // The line that `at` is in, and the one of the new text where that goes on.
    let (mut at, mut line, mut new_line) = (0, 0, 0);
    for edit in edits.iter() {
        let (start, end) = (usize::from(edit.range.start()), usize::from(edit.range.end()));
        let between = line_feeds(&text[at..start]);
        (line, new_line) = (line + between, new_line + between);
        let (removed, inserted) = (line_feeds(&text[start..end]), line_feeds(&edit.insert));
        let touched = Window { old: line..line + removed + 1, new: new_line..new_line + inserted + 1 };
        match out.last_mut().filter(|last| touched.old.start <= last.old.end) {
            Some(last) => (last.old.end, last.new.end) = (touched.old.end, touched.new.end),
            None => out.push(touched),
        }
        (at, line, new_line) = (end, line + removed, new_line + inserted);
    }
    out
}

/// What is done to lines, with the equal ones between.
fn operations(old: &[&[u8]], new: &[&[u8]], windows: &[Window]) -> Vec<DiffOp> {
    let mut out: Vec<DiffOp> = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for window in windows {
        let (old_start, new_start) = (window.old.start.min(old.len()), window.new.start.min(new.len()));
        push_equal(&mut out, old_at, new_at, old_start - old_at);
        let old_range = old_start..window.old.end.min(old.len());
        let new_range = new_start..window.new.end.min(new.len());
        (old_at, new_at) = (old_range.end, new_range.end);
        for op in similar::capture_diff_slices(Algorithm::Myers, &old[old_range], &new[new_range]) {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    push_equal(&mut out, old_index + old_start, new_index + new_start, len);
                }
                DiffOp::Delete { old_index, old_len, new_index } => out.push(DiffOp::Delete {
                    old_index: old_index + old_start,
                    old_len,
                    new_index: new_index + new_start,
                }),
                DiffOp::Insert { old_index, new_index, new_len } => out.push(DiffOp::Insert {
                    old_index: old_index + old_start,
                    new_index: new_index + new_start,
                    new_len,
                }),
                DiffOp::Replace { old_index, old_len, new_index, new_len } => out.push(DiffOp::Replace {
                    old_index: old_index + old_start,
                    old_len,
                    new_index: new_index + new_start,
                    new_len,
                }),
            }
        }
    }
    push_equal(&mut out, old_at, new_at, old.len() - old_at);
    out
}

/// Adds equal lines, which go on those before if there are some.
fn push_equal(out: &mut Vec<DiffOp>, old_index: usize, new_index: usize, len: usize) {
    match out.last_mut() {
        _ if len == 0 => {}
        Some(DiffOp::Equal { len: before, .. }) => *before += len,
        _ => out.push(DiffOp::Equal { old_index, new_index, len }),
    }
}

fn diff_within(path: &str, old: Option<&[u8]>, new: Option<&[u8]>, windows: &[Window]) -> Vec<u8> {
    let mut out = Vec::new();
    if old == new {
        return out;
    }
    let (a, b) = (quoted("a/", path), quoted("b/", path));
    let mode = match (old, new) {
        (None, _) => Some("new file mode 100644"),
        (_, None) => Some("deleted file mode 100644"),
        (Some(_), Some(_)) => None,
    };
    if let Some(mode) = mode {
        out.extend(format!("diff --git {a} {b}\n{mode}\n").bytes());
    }
    let (old_lines, new_lines) = (lines(old.unwrap_or_default()), lines(new.unwrap_or_default()));
    let ops = operations(&old_lines, &new_lines, windows);
    let hunks = similar::group_diff_ops(ops, CONTEXT_LINES);
    if !hunks.is_empty() {
        // A tab ends a name with blanks, as git writes it.
        let tab = if path.contains(' ') { "\t" } else { "" };
        let name = |side: Option<&[u8]>, name: &str| match side {
            Some(_) => format!("{name}{tab}"),
            None => "/dev/null".to_owned(),
        };
        out.extend(format!("--- {}\n+++ {}\n", name(old, &a), name(new, &b)).bytes());
    }
    for ops in &hunks {
        write_hunk(&mut out, ops, &old_lines, &new_lines);
    }
    out
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

fn write_hunk(out: &mut Vec<u8>, ops: &[DiffOp], old: &[&[u8]], new: &[&[u8]]) {
    let (Some(first), Some(last)) = (ops.first(), ops.last()) else { return };
    let old_range = header_range(first.old_range().start..last.old_range().end);
    let new_range = header_range(first.new_range().start..last.new_range().end);
    out.extend(format!("@@ -{old_range} +{new_range} @@\n").bytes());
    for op in ops {
        if op.tag() == DiffTag::Equal {
            write_lines(out, b' ', &old[op.old_range()]);
        } else {
            write_lines(out, b'-', &old[op.old_range()]);
            write_lines(out, b'+', &new[op.new_range()]);
        }
    }
}

/// `start,count` of 0-based lines: 1-based, the line before an empty range, no count of one.
fn header_range(range: Range<usize>) -> String {
    match range.len() {
        0 => format!("{},0", range.start),
        1 => format!("{}", range.start + 1),
        len => format!("{},{len}", range.start + 1),
    }
}

fn write_lines(out: &mut Vec<u8>, sign: u8, lines: &[&[u8]]) {
    for line in lines {
        out.push(sign);
        out.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            out.extend_from_slice(b"\n\\ No newline at end of file\n");
        }
    }
}

/// A name as git writes it: in quotes with C's escapes where it holds a quote, a backslash or a control character.
fn quoted(prefix: &str, path: &str) -> String {
    let plain = |c: char| !c.is_ascii_control() && c != '"' && c != '\\';
    if path.chars().all(plain) {
        return format!("{prefix}{path}");
    }
    let escaped: String = path
        .chars()
        .map(|c| match c {
            '\t' => "\\t".to_owned(),
            '\n' => "\\n".to_owned(),
            '"' | '\\' => format!("\\{c}"),
            c if plain(c) => c.to_string(),
            c => format!("\\{:03o}", u32::from(c)),
        })
        .collect();
    format!("\"{prefix}{escaped}\"")
}
