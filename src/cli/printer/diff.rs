//! The difference that `fix` would make, for `git apply`.

use std::io::Write as _;
use std::path::Path;

use super::{FileView, Palette, Printer, slashed};
use crate::text::diff::edited_diff;

pub(in crate::cli) struct DiffPrinter {
    pub(in crate::cli) palette: Palette,
}

impl Printer for DiffPrinter {
    fn file(&self, view: &FileView<'_>, out: &mut Vec<u8>) {
        let Some(new) = view.new else { return };
        let diff = edited_diff(&view.diff_path, (view.text(), view.edits), view.source.bytes(), new);
        if self.palette.is_colored() {
            self.write_colored(&diff, out);
        } else {
            out.extend(diff);
        }
    }
}

impl DiffPrinter {
    fn write_colored(&self, diff: &[u8], out: &mut Vec<u8>) {
        for line in diff.split_inclusive(|byte| *byte == b'\n') {
            let style = match line {
                [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => self.palette.rule,
                [b'@', ..] => self.palette.hunk,
                [b'-', ..] => self.palette.removed,
                [b'+', ..] => self.palette.added,
                _ => anstyle::Style::new(),
            };
            let text = line.strip_suffix(b"\n").unwrap_or(line);
            let _ = write!(out, "{style}");
            out.extend_from_slice(text);
            let _ = write!(out, "{style:#}");
            out.extend_from_slice(&line[text.len()..]);
        }
    }
}

/// The path of a file in a diff: relative to the current folder, where `git apply` is then called.
pub(in crate::cli) fn diff_path(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let absolute = crate::cli::discover::absolute(path);
    let relative = absolute.strip_prefix(&here).unwrap_or(path);
    slashed(relative).trim_start_matches('/').to_owned()
}
