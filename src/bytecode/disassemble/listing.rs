//! A listing of one code object: its columns and their widths.

use std::fmt::Write as _;

use super::Options;
use super::argument::argument;
use super::cache;
use super::instruction::{Instruction, instructions};
use super::labels::Labels;
use super::lines::{Lines, line_text};
use crate::bytecode::{CodeObject, read_exception_table};

const NAME_WIDTH: usize = 20;
const ARG_WIDTH: usize = 5;

/// What is needed to list a code object. Widths are in characters; 0 leaves a column out.
pub(super) struct Listing<'a> {
    code: &'a CodeObject,
    options: Options,
    lines: Lines,
    labels: Labels,
    line_width: usize,
    label_width: usize,
    offset_width: usize,
}

/// One line of a listing.
struct Row<'a> {
    /// The code unit whose position is shown.
    unit: usize,
    /// In bytes.
    offset: usize,
    /// The line, where a new one starts.
    line: Option<Option<i32>>,
    label: Option<usize>,
    name: &'a str,
    arg: Option<i32>,
    detail: &'a str,
}

impl<'a> Listing<'a> {
    pub(super) fn new(code: &'a CodeObject, options: Options) -> Self {
        let lines = Lines::new(code);
        let labels = Labels::new(code);
        let line_width = if options.show_positions { lines.position_width() } else { lines.line_width() };
        let label_width = 4 + labels.count().to_string().len();
        let last_offset = code.code.len().saturating_sub(2).max(9999);
        let offset_width = if options.show_offsets { last_offset.to_string().len() } else { 0 };
        Self { code, options, lines, labels, line_width, label_width, offset_width }
    }

    pub(super) fn write(&self, out: &mut String) {
        for it in instructions(&self.code.code) {
            self.instruction(out, &it);
        }
        self.exception_table(out);
    }

    fn instruction(&self, out: &mut String, it: &Instruction) {
        let unit = it.offset / 2;
        self.row(
            out,
            &Row {
                unit,
                offset: it.offset,
                line: self.lines.start_at(unit),
                label: self.labels.at(it.offset as i64),
                name: &it.name(),
                arg: it.arg,
                detail: &argument(self.code, &self.labels, it),
            },
        );
        if self.options.show_caches {
            self.caches(out, it);
        }
    }

    fn caches(&self, out: &mut String, it: &Instruction) {
        let Some(opcode) = it.opcode else { return };
        let unit = it.offset / 2;
        let mut offset = it.offset;
        for &(name, n_units) in cache::layout(opcode) {
            let is_counter = name == "counter" && self.options.specialized;
            let value = if is_counter { cache::initial_counter(opcode) } else { 0 };
            let first = format!("{name}: {value}");
            for idx in 0..n_units {
                offset += 2;
                let detail = if idx == 0 { &*first } else { "" };
                self.row(
                    out,
                    &Row { unit, offset, line: None, label: None, name: "CACHE", arg: Some(0), detail },
                );
            }
        }
    }

    fn row(&self, out: &mut String, row: &Row<'_>) {
        if self.line_width > 0 && row.line.is_some() && row.offset > 0 {
            out.push('\n');
        }
        let start = out.len();
        if self.line_width > 0 {
            let width = self.line_width;
            if self.options.show_positions {
                push(out, format_args!("{:width$} ", self.lines.position(row.unit)));
            } else {
                let text = row.line.map_or(String::new(), line_text);
                push(out, format_args!("{text:>width$} "));
            }
        }
        let label = row.label.map_or(String::new(), |label| format!("L{label}:"));
        push(out, format_args!("{label:>width$} ", width = self.label_width));
        if self.offset_width > 0 {
            push(out, format_args!("{:>width$}   ", row.offset, width = self.offset_width));
        }
        push(out, format_args!("    {:NAME_WIDTH$}", row.name));
        if let Some(arg) = row.arg {
            // A name that is too long takes its room from the argument.
            let width = ARG_WIDTH.saturating_sub(row.name.len().saturating_sub(NAME_WIDTH));
            push(out, format_args!(" {arg:>width$}"));
            if !row.detail.is_empty() {
                push(out, format_args!(" ({})", row.detail));
            }
        }
        out.truncate(start + out[start..].trim_end().len());
        out.push('\n');
    }

    fn exception_table(&self, out: &mut String) {
        for (idx, entry) in read_exception_table(&self.code.exceptiontable).enumerate() {
            if idx == 0 {
                out.push_str("ExceptionTable:\n");
            }
            let [start, end, target] =
                Labels::places(&entry).map(|offset| self.labels.at(offset).unwrap_or_default());
            let lasti = if entry.lasti { " lasti" } else { "" };
            push(out, format_args!("  L{start} to L{end} -> L{target} [{}]{lasti}\n", entry.depth));
        }
    }
}

fn push(out: &mut String, it: std::fmt::Arguments<'_>) {
    out.write_fmt(it).expect("a string takes everything");
}
