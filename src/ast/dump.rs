//! `ast.dump` of CPython 3.14, with all of its options.
//!
//! Source: CPython 3.14, `dump` in `Lib/ast.py`.

use std::fmt;

use super::{Ast, Field, NodeId, repr};
use crate::text::TextSize;

/// What `ast.dump` takes beside the tree.
#[derive(Clone, Copy)]
pub struct DumpOptions<'a> {
    /// `annotate_fields`: the names of fields before their values.
    pub annotate_fields: bool,
    /// `include_attributes`: `lineno` and its sisters. What says the line (1-based) and the column (0-based, in
    /// bytes of UTF-8) of an offset in the text.
    pub positions: Option<&'a dyn Fn(TextSize) -> (u32, u32)>,
    /// `indent`: what to write once for each level; everything on one line without it.
    pub indent: Option<&'a str>,
    /// `show_empty`: empty lists too.
    pub show_empty: bool,
}

impl Default for DumpOptions<'_> {
    fn default() -> Self {
        Self { annotate_fields: true, positions: None, indent: None, show_empty: false }
    }
}

/// `ast.dump` of `node`.
pub fn dump(ast: &Ast, node: impl Into<NodeId>, options: DumpOptions<'_>) -> String {
    let mut out = String::new();
    write_dump(&mut out, ast, node, options).expect("a string takes everything");
    out
}

/// Writes `ast.dump` of `node` piece by piece: an indented dump is much longer than its tree when that is deep.
///
/// Recursion is as deep as the tree.
pub fn write_dump(
    out: &mut dyn fmt::Write,
    ast: &Ast,
    node: impl Into<NodeId>,
    options: DumpOptions<'_>,
) -> fmt::Result {
    Dumper { out, ast, options, margin: String::new(), scratch: String::new() }.node(node.into(), 0)
}

struct Dumper<'a> {
    out: &'a mut dyn fmt::Write,
    ast: &'a Ast,
    options: DumpOptions<'a>,
    /// Indents, as many as any line had yet.
    margin: String,
    scratch: String,
}

/// One argument of the constructor call that is written for a node.
struct Arg {
    name: Option<&'static str>,
    value: Field,
}

impl Dumper<'_> {
    fn node(&mut self, node: NodeId, level: usize) -> fmt::Result {
        let args = self.args(node);
        let all_simple = args.iter().all(|arg| self.is_simple(arg.value));
        let level = level + usize::from(self.options.indent.is_some());
        self.out.write_str(node.class(self.ast))?;
        self.out.write_str("(")?;
        let is_short = all_simple && args.len() <= 3;
        for (idx, arg) in args.iter().enumerate() {
            self.separator(idx == 0, is_short, level)?;
            if let Some(name) = arg.name {
                self.out.write_str(name)?;
                self.out.write_str("=")?;
            }
            self.value(arg.value, level)?;
        }
        self.out.write_str(")")
    }

    /// What stands before an item.
    fn separator(&mut self, is_first: bool, is_short: bool, level: usize) -> fmt::Result {
        let Some(indent) = self.options.indent.filter(|_| !is_short) else {
            return self.out.write_str(if is_first { "" } else { ", " });
        };
        self.out.write_str(if is_first { "\n" } else { ",\n" })?;
        while self.margin.len() < level * indent.len() {
            self.margin.push_str(indent);
        }
        self.out.write_str(&self.margin[..level * indent.len()])
    }

    /// The arguments that are shown: a field without a value, or with an empty list, is left out, and every
    /// argument after one of the former has a name.
    fn args(&self, node: NodeId) -> Vec<Arg> {
        let mut args = Vec::with_capacity(8);
        // Empty lists are written after all when a positional argument follows them.
        let mut held_back = Vec::new();
        let mut with_names = self.options.annotate_fields;
        for (name, value) in node.fields(self.ast) {
            match value {
                Field::Absent => {
                    with_names = true;
                    continue;
                }
                Field::List(list) if list.is_empty() && !self.options.show_empty => {
                    if !with_names {
                        held_back.push(Arg { name: None, value });
                    }
                    continue;
                }
                _ => {}
            }
            if !with_names {
                args.append(&mut held_back);
            }
            args.push(Arg { name: with_names.then_some(name), value });
        }
        self.push_attributes(node, &mut args);
        args
    }

    fn push_attributes(&self, node: NodeId, args: &mut Vec<Arg>) {
        let Some(positions) = self.options.positions.filter(|_| node.is_located()) else { return };
        let range = node.range(self.ast);
        let place = |offset| match range {
            Ast::NO_RANGE => (-1, -1),
            _ => {
                let (line, column) = positions(offset);
                (i64::from(line), i64::from(column))
            }
        };
        let (line, column) = place(range.start());
        let (end_line, end_column) = place(range.end());
        for (name, value) in [
            ("lineno", line),
            ("col_offset", column),
            ("end_lineno", end_line),
            ("end_col_offset", end_column),
        ] {
            args.push(Arg { name: Some(name), value: Field::Int(value) });
        }
    }

    /// Whether a value stays on the line of its node, if all others do.
    fn is_simple(&self, value: Field) -> bool {
        match value {
            Field::Node(node) => {
                (self.options.positions.is_none() || !node.is_located()) && self.args(node).is_empty()
            }
            Field::List(list) => list.is_empty(),
            _ => true,
        }
    }

    fn value(&mut self, value: Field, level: usize) -> fmt::Result {
        match value {
            Field::Absent => self.out.write_str("None"),
            Field::Node(node) => self.node(node, level),
            Field::Int(number) => write!(self.out, "{number}"),
            Field::Operator(class) => write!(self.out, "{class}()"),
            Field::Text(text) => self.repr(|out, _| repr::write_str(out, text.as_ref())),
            Field::Name(name) => self.repr(|out, ast| repr::write_str(out, ast.name(name).as_ref())),
            Field::Str(id) => self.repr(|out, ast| repr::write_str(out, ast.str(id))),
            Field::Value(value) => self.repr(|out, ast| repr::write_value(out, ast, value)),
            Field::List(list) => {
                let level = level + usize::from(self.options.indent.is_some());
                self.out.write_str("[")?;
                for (idx, item) in list.items(self.ast).enumerate() {
                    self.separator(idx == 0, false, level)?;
                    self.value(item, level)?;
                }
                self.out.write_str("]")
            }
        }
    }

    fn repr(&mut self, write: impl FnOnce(&mut String, &Ast)) -> fmt::Result {
        self.scratch.clear();
        write(&mut self.scratch, self.ast);
        self.out.write_str(&self.scratch)
    }
}
