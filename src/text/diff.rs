//! Unified diffs that `git apply` and `patch` take.
//!
//! Lines end at LF alone, as for git: a CR is text. Bytes, not characters, so that any encoding passes through.

use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag};

/// Unchanged lines around a change.
const CONTEXT_LINES: usize = 3;

/// The diff from `old` to `new` of the file at `path` (`/` between names, relative), empty if they are equal.
///
/// `None` is a file that does not exist: the diff makes or deletes it.
pub fn unified_diff(path: &str, old: Option<&[u8]>, new: Option<&[u8]>) -> Vec<u8> {
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
    let ops = similar::capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines);
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
