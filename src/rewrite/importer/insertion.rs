//! Where a new import statement goes.

use super::context::Context;
use super::order::{Key, Order};
use super::stdlib::Section;
use crate::ast::{Ast, Stmt, StmtId};
use crate::text::{TextEdit, TextRange, TextSize};

/// A statement to be added, and where.
#[derive(Debug, Clone)]
pub(super) struct Insertion {
    /// What it is sorted by among others at the same offset.
    pub(super) key: Key,
    /// Its text, without a line break at the end.
    pub(super) text: String,
    /// Where; the beginning of a line, or the end of the text.
    pub(super) offset: TextSize,
    /// The blank lines around.
    pub(super) spacing: Spacing,
}

/// The blank lines around a new statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spacing {
    /// It is a line among others.
    Inline,
    /// It begins a group of its section: a blank line is before it.
    GroupAfter,
    /// It is such a group, above others: a blank line is behind it.
    GroupBefore,
    /// There are no imports beside it.
    Alone {
        /// Blank lines before.
        before: usize,
        /// Blank lines behind.
        after: usize,
    },
}

/// Imports that stand together and are of one section, or are mixed.
struct Group {
    /// The units, and what they are sorted by.
    members: Vec<(usize, Key)>,
    /// The section; none if they are mixed.
    section: Option<Section>,
    /// Whether a blank line, comment or other code is before the group.
    is_set_off: bool,
}

/// Where a statement with `key` goes that units from `limit` on need.
pub(super) fn place(ctx: &Context<'_>, key: Key, text: String, limit: usize) -> Insertion {
    let groups = groups(ctx, limit);
    let (offset, spacing) = match groups.is_empty() {
        true => alone(ctx, limit),
        false => beside(ctx, &groups, &key),
    };
    let offset = outside_writes(ctx, offset.max(after_stars(ctx)), limit);
    Insertion { key, text, offset, spacing }
}

/// Right behind the statement `stmt`.
pub(super) fn after(ctx: &Context<'_>, stmt: StmtId, key: Key, text: String) -> Insertion {
    let unit = &ctx.units[ctx.unit_at(ctx.ast().range(stmt).start())];
    Insertion { key, text, offset: unit.lines.end(), spacing: Spacing::Inline }
}

fn after_stars(ctx: &Context<'_>) -> TextSize {
    let last = ctx.n_star_units.checked_sub(1).and_then(|idx| ctx.units.get(idx));
    last.map_or(TextSize::new(0), |unit| unit.lines.end())
}

/// The imports at the top of the module, or else the first that there are, down to unit `limit`.
fn groups(ctx: &Context<'_>, limit: usize) -> Vec<Group> {
    let ast = ctx.ast();
    let first = ctx.first_unit.saturating_sub(usize::from(ctx.n_star_units == ctx.first_unit));
    let mut out: Vec<Group> = Vec::new();
    let mut last: Option<usize> = None;
    for (idx, unit) in ctx.units.iter().enumerate().take(limit).skip(first) {
        if !unit.is_import(ast) {
            if last.is_some() && !unit.holds_imports(ast) {
                break;
            }
            continue;
        }
        let Some(key) = unit.stmts.first().and_then(|stmt| key_of(ctx, ast, *stmt)) else { continue };
        let joins = last == idx.checked_sub(1) && last.is_some() && is_adjacent(ctx, idx);
        match out.last_mut().filter(|_| joins) {
            Some(group) => group.members.push((idx, key)),
            None => out.push(Group { members: vec![(idx, key)], section: None, is_set_off: true }),
        }
        last = Some(idx);
    }
    out.into_iter().flat_map(Group::by_section).collect()
}

impl Group {
    /// The group as one for each section, if its sections are in order.
    fn by_section(mut self) -> Vec<Self> {
        let sections: Vec<Section> = self.members.iter().map(|(_, key)| key.section).collect();
        if !sections.is_sorted() {
            return vec![self];
        }
        let mut out: Vec<Self> = Vec::new();
        for member in std::mem::take(&mut self.members) {
            let section = Some(member.1.section);
            match out.last_mut().filter(|group| group.section == section) {
                Some(group) => group.members.push(member),
                None => out.push(Self { is_set_off: out.is_empty(), members: vec![member], section }),
            }
        }
        out
    }

    fn keys(&self) -> Vec<&Key> {
        self.members.iter().map(|(_, key)| key).collect()
    }

    fn last_unit(&self) -> usize {
        self.members.last().map_or(0, |(unit, _)| *unit)
    }

    fn first_unit(&self) -> usize {
        self.members.first().map_or(0, |(unit, _)| *unit)
    }
}

/// What an import statement is sorted by; none for a future import.
fn key_of(ctx: &Context<'_>, ast: &Ast, stmt: StmtId) -> Option<Key> {
    match ast[stmt] {
        Stmt::Import(it) => {
            let module = ast.name(ast[*ast[it.names].first()?].name);
            Some(Key::new(module, false, ctx.options))
        }
        Stmt::ImportFrom(it) => {
            let module = it.module.map_or("", |name| ast.name(name));
            Some(Key::new(&format!("{}{module}", ".".repeat(it.level as usize)), true, ctx.options))
        }
        _ => None,
    }
    .filter(|key| key.module != "__future__")
}

/// Whether nothing is between a unit and the one before it.
fn is_adjacent(ctx: &Context<'_>, unit: usize) -> bool {
    unit.checked_sub(1).is_some_and(|before| ctx.units[before].lines.end() == ctx.units[unit].lines.start())
}

/// The place beside existing imports.
fn beside(ctx: &Context<'_>, groups: &[Group], key: &Key) -> (TextSize, Spacing) {
    let order = Order::of(&groups.iter().map(Group::keys).collect::<Vec<_>>());
    let own: Vec<&Group> = groups.iter().filter(|group| group.section == Some(key.section)).collect();
    if let Some(group) = best(&own, key, order).or_else(|| mixed(groups)) {
        return (within(ctx, group, key, order), Spacing::Inline);
    }
    let is_before = |group: &&Group| group.section.is_some_and(|section| section < key.section);
    let are_set_off = groups.len() > 1 && groups.iter().all(|group| group.is_set_off);
    match (groups.iter().rev().find(is_before), are_set_off) {
        (Some(group), true) => (ctx.units[group.last_unit()].lines.end(), Spacing::GroupAfter),
        (Some(group), false) => (ctx.units[group.last_unit()].lines.end(), Spacing::Inline),
        (None, true) => (ctx.units[groups[0].first_unit()].lines.start(), Spacing::GroupBefore),
        (None, false) => (ctx.units[groups[0].first_unit()].lines.start(), Spacing::Inline),
    }
}

/// Of several groups of one section the one into whose order `key` fits, else the last.
fn best<'g>(own: &[&'g Group], key: &Key, order: Option<Order>) -> Option<&'g Group> {
    let order = order.unwrap_or(Order::ImportsFirst);
    let reaches = |group: &&&Group| {
        group.members.last().is_some_and(|(_, last)| order.compare(key, last) != std::cmp::Ordering::Greater)
    };
    own.iter().find(reaches).or_else(|| own.last()).copied()
}

/// The last group, if no group is of one section.
fn mixed(groups: &[Group]) -> Option<&Group> {
    groups.last().filter(|_| groups.iter().all(|group| group.section.is_none()))
}

/// The place of `key` in a group.
fn within(ctx: &Context<'_>, group: &Group, key: &Key, order: Option<Order>) -> TextSize {
    let Some(order) = order.or_else(|| Order::of(&[group.keys()])) else {
        return ctx.units[group.last_unit()].lines.end();
    };
    let is_before = |(_, member): &&(usize, Key)| order.compare(member, key) != std::cmp::Ordering::Greater;
    match group.members.iter().rev().find(is_before) {
        Some((unit, _)) => ctx.units[*unit].lines.end(),
        None => ctx.units[group.first_unit()].lines.start(),
    }
}

/// The place of the only import: after docstring, future imports and names such as `__version__`, or below the comments
/// at the top.
fn alone(ctx: &Context<'_>, limit: usize) -> (TextSize, Spacing) {
    let ast = ctx.ast();
    let mut idx = ctx.first_unit;
    while idx < limit && ctx.units.get(idx).is_some_and(|unit| unit.is_dunder(ast)) {
        idx += 1;
    }
    let Some(before) = idx.checked_sub(1).and_then(|before| ctx.units.get(before)) else {
        return at_top(ctx);
    };
    let offset = before.lines.end();
    let line = &ctx.file.text[TextRange::new(offset, ctx.file.line_end(offset))];
    (offset, Spacing::Alone { before: 1, after: usize::from(!line.trim().is_empty()) })
}

fn at_top(ctx: &Context<'_>) -> (TextSize, Spacing) {
    let text = ctx.file.text;
    let Some(unit) = ctx.units.first() else { return (TextSize::of(text), Spacing::Inline) };
    let [stmt] = unit.stmts[..1] else { return (unit.lines.start(), Spacing::Inline) };
    let after = match ctx.ast()[stmt] {
        Stmt::FunctionDef(_) | Stmt::AsyncFunctionDef(_) | Stmt::ClassDef(_) => 2,
        _ if unit.holds_imports(ctx.ast()) => 0,
        _ => 1,
    };
    // A comment right above the statement is its own, unless the file begins with it.
    let above = &text[..usize::from(unit.lines.start())];
    let mut offset = 0;
    let mut at = 0;
    for (idx, line) in above.split_inclusive(['\n', '\r']).enumerate() {
        at += line.len();
        let is_encoding = idx < 4 && line.contains("coding");
        let is_blank = line.trim().is_empty() && !(line == "\n" && above[..at].ends_with("\r\n"));
        if is_encoding || is_blank || (line == "\n" && offset + 1 == at) {
            offset = at;
        }
    }
    if offset == 0 {
        offset = above.len();
    }
    (TextSize::new(offset as u32), Spacing::Alone { before: 0, after })
}

/// `offset`, or the nearest beginning of a unit that no site writes over.
fn outside_writes(ctx: &Context<'_>, offset: TextSize, limit: usize) -> TextSize {
    if !ctx.is_inside_write(offset) {
        return offset;
    }
    let starts = ctx.units.iter().take(limit + 1).skip(ctx.first_unit).map(|unit| unit.lines.start());
    let free = starts.filter(|start| !ctx.is_inside_write(*start));
    let distance = |at: &TextSize| u32::from(*at).abs_diff(u32::from(offset));
    free.min_by_key(distance).unwrap_or(offset)
}

/// The edits that make the insertions: one for each offset.
pub(super) fn edits(ctx: &Context<'_>, mut insertions: Vec<Insertion>) -> Vec<TextEdit> {
    let by_key =
        |it: &Insertion| (it.offset, it.spacing, it.key.section, it.key.is_from, it.key.module.clone());
    insertions.sort_by_key(by_key);
    insertions.dedup_by(|a, b| (a.offset, &a.text) == (b.offset, &b.text));
    let mut out = Vec::new();
    for chunk in insertions.chunk_by(|a, b| a.offset == b.offset) {
        out.push(TextEdit { range: TextRange::empty(chunk[0].offset), insert: joined(ctx, chunk) });
    }
    out
}

/// The text of all insertions at one offset.
fn joined(ctx: &Context<'_>, chunk: &[Insertion]) -> String {
    let line_break = ctx.file.line_break();
    let mut out = String::new();
    let offset = usize::from(chunk[0].offset);
    let unfinished = offset == ctx.file.text.len() && offset > 0 && !ctx.file.text.ends_with(['\n', '\r']);
    if unfinished {
        out.push_str(line_break);
    }
    for group in chunk.chunk_by(|a, b| a.spacing == b.spacing && are_together(a, b)) {
        let (before, after) = match group[0].spacing {
            Spacing::Inline => (0, 0),
            Spacing::GroupAfter => (1, 0),
            Spacing::GroupBefore => (0, 1),
            Spacing::Alone { before, after } => {
                let is_last = group.last().map(|it| &it.text) == chunk.last().map(|it| &it.text);
                let is_first = group[0].text == chunk[0].text;
                (if is_first { before } else { 1 }, if is_last { after } else { 0 })
            }
        };
        out.push_str(&line_break.repeat(before));
        for it in group {
            out.push_str(&it.text);
            out.push_str(line_break);
        }
        out.push_str(&line_break.repeat(after));
    }
    if unfinished {
        out.truncate(out.len() - line_break.len());
    }
    out
}

fn are_together(a: &Insertion, b: &Insertion) -> bool {
    a.spacing == Spacing::Inline || a.key.section == b.key.section
}
