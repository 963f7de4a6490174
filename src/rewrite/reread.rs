//! A file after edits: the tree of the old text, of which only the statements that the edits touch are read again.
//!
//! A *unit* is a stretch of whole lines with whole statements of one block, and with edits. Between two logical lines
//! the lexer knows the columns of the open blocks and nothing else, so what starts at the column of its block reads
//! alone as it reads in its file. All else stays as it was, but for its place.
//!
//! What does not fit, such as an edit behind the last statement of a file, is for the caller to read whole.

use rustc_hash::{FxHashMap, FxHashSet};

use super::file::FileModel;
use super::importer::whole_range;
use crate::ast::{self, Ast, ExprId, List, Lowered, Mod, NodeId, SourceMap, Stmt, StmtId, Transformer};
use crate::syntax;
use crate::text::{Edits, TextEdit, TextRange, TextSize};

/// What of a file was read again.
#[derive(Debug, Default)]
pub(super) struct Reread {
    /// The statements that are new, in the order of the text.
    pub(super) stmts: Vec<StmtId>,
    /// The nodes around them. What is neither has the id that it had in the old tree.
    pub(super) around: FxHashSet<NodeId>,
}

/// The tree of `text`, which `edits` make of the text of `file`. None if it has to be read whole, be it because CPython
/// would reject it.
pub(super) fn reread(file: &FileModel<'_>, edits: &Edits, text: &str) -> Option<(Lowered, Reread)> {
    let mut units = Vec::new();
    for edit in edits.iter() {
        add(&mut units, Place { file, edit: edit.range }.unit()?)?;
    }
    find_new_places(&mut units, edits)?;
    let mut ast = file.ast().clone();
    ast.map_ranges(|range| moved(&units, range));
    let mut lowered = Lowered {
        ast,
        root: file.lowered.root,
        source_map: SourceMap::default(),
        warnings: Vec::new(),
        errors: Vec::new(),
        most_elifs: file.lowered.most_elifs,
    };
    let mut replacing = Replacing::default();
    let mut out = Reread::default();
    for unit in &units {
        out.stmts.extend(unit.read(file, text, &mut lowered, &mut replacing)?);
        out.around.extend(&unit.owners);
    }
    for unit in &units {
        unit.owners.last()?.map_children(&mut lowered.ast, &mut replacing);
    }
    Some((lowered, out))
}

/// Whole lines with whole statements of one block.
#[derive(Debug)]
struct Unit {
    /// The lines in the old text, the last line break included.
    old: TextRange,
    /// The lines in the new text.
    new: TextRange,
    /// The statements, of those of `block`; never none.
    stmts: std::ops::Range<usize>,
    /// The block.
    block: List<StmtId>,
    /// The nodes around, from the file to what has the block as a field.
    owners: Vec<NodeId>,
}

impl Unit {
    /// Adds the new statements to the tree.
    fn read(
        &self,
        file: &FileModel<'_>,
        text: &str,
        lowered: &mut Lowered,
        replacing: &mut Replacing,
    ) -> Option<Vec<StmtId>> {
        let code = &text[self.new];
        if self.new.end() != TextSize::of(text) && !code.ends_with(['\n', '\r']) {
            return None;
        }
        let outline = syntax::outline_block(code);
        let block = ast::lower_block(&mut lowered.ast, &outline, code, self.new.start())?;
        lowered.most_elifs = lowered.most_elifs.max(block.most_elifs);
        let old = &file.ast()[self.block][self.stmts.clone()];
        if indentation(text, &lowered.ast, block.stmts[0]) != indentation(file.text, file.ast(), old[0]) {
            return None;
        }
        for owner in &self.owners {
            let end = owner.range(file.ast()).end();
            if self.old.start() < end && end <= self.old.end() {
                set_end(&mut lowered.ast, *owner, block.end);
            }
        }
        replacing.stmts.extend(old.iter().map(|stmt| (*stmt, Vec::new())));
        replacing.stmts.insert(old[0], block.stmts.clone());
        Some(block.stmts)
    }
}

/// What ends with its last statement ends where that does now. A file ends with its text.
fn set_end(ast: &mut Ast, node: NodeId, end: TextSize) {
    let range = TextRange::new(node.range(ast).start(), end);
    match node {
        NodeId::Stmt(id) => ast.set_range(id, range),
        NodeId::ExceptHandler(id) => ast.set_range(id, range),
        NodeId::MatchCase(id) => ast.set_range(id, range),
        _ => {}
    }
}

/// Puts new statements in the place of old ones, in the lists of one node.
#[derive(Default)]
struct Replacing {
    stmts: FxHashMap<StmtId, Vec<StmtId>>,
}

impl Transformer for Replacing {
    fn expr(&mut self, _ast: &mut Ast, id: ExprId) -> ExprId {
        id
    }

    fn stmt(&mut self, _ast: &mut Ast, id: StmtId, out: &mut Vec<StmtId>) {
        match self.stmts.get(&id) {
            Some(new) => out.extend(new),
            None => out.push(id),
        }
    }

    fn node(&mut self, _ast: &mut Ast, _id: NodeId) {}
}

/// Adds the unit of the next edit: it may be part of the last unit, or hold the last ones. None if two overlap otherwise.
fn add(units: &mut Vec<Unit>, mut unit: Unit) -> Option<()> {
    while let Some(last) = units.pop_if(|last| unit.old.start() < last.old.end()) {
        if last.block == unit.block {
            unit.stmts = last.stmts.start.min(unit.stmts.start)..last.stmts.end.max(unit.stmts.end);
            unit.old = unit.old.cover(last.old);
        } else if last.old.contains_range(unit.old) {
            unit = last;
        } else if !unit.old.contains_range(last.old) {
            return None;
        }
    }
    units.push(unit);
    Some(())
}

/// Finds where the lines of the units are in the new text. None if an edit is not in a unit.
fn find_new_places(units: &mut [Unit], edits: &Edits) -> Option<()> {
    let mut edits = edits.iter().peekable();
    let mut grown = 0;
    for unit in units {
        let start = shifted(unit.old.start(), grown);
        // An insertion behind the unit is one before what follows.
        let is_inside =
            |edit: &&TextEdit| unit.old.contains(edit.range.start()) && edit.range.end() <= unit.old.end();
        while let Some(edit) = edits.next_if(is_inside) {
            grown += edit.insert.len() as i64 - i64::from(u32::from(edit.range.len()));
        }
        unit.new = TextRange::new(start, shifted(unit.old.end(), grown));
    }
    edits.next().is_none().then_some(())
}

/// Where a range of the old text is in the new one. What is in a unit goes, so its place is of no account.
fn moved(units: &[Unit], range: TextRange) -> TextRange {
    let of = |offset: TextSize| {
        let before = units.partition_point(|unit| unit.old.end() <= offset);
        match before.checked_sub(1).map(|idx| &units[idx]) {
            Some(unit) => unit.new.end() + (offset - unit.old.end()),
            None => offset,
        }
    };
    let start = of(range.start());
    TextRange::new(start, of(range.end()).max(start))
}

fn shifted(offset: TextSize, by: i64) -> TextSize {
    // Both texts are shorter than 4 GiB.
    TextSize::new(u32::try_from(i64::from(u32::from(offset)) + by).unwrap_or(u32::MAX))
}

/// The block that an edit is in, and its statements there.
struct Place<'a> {
    file: &'a FileModel<'a>,
    edit: TextRange,
}

impl Place<'_> {
    fn unit(&self) -> Option<Unit> {
        let root = self.file.lowered.root;
        let Mod::Module(module) = self.file.ast()[root] else { return None };
        self.unit_in(module.body, &mut vec![root.into()])
    }

    /// The innermost unit around the edit in `block`, which is a field of the last of `owners`.
    fn unit_in(&self, block: List<StmtId>, owners: &mut Vec<NodeId>) -> Option<Unit> {
        let (text, ast) = (self.file.text, self.file.ast());
        let ends_before = |stmt: &StmtId| next_line(text, ast.range(*stmt).end()) <= self.edit.start();
        let first = ast[block].partition_point(ends_before);
        let stmt = *ast[block].get(first)?;
        for (clause, inner) in blocks(ast, stmt) {
            if self.is_in(inner) {
                let depth = owners.len();
                owners.push(stmt.into());
                owners.extend(clause);
                if let Some(unit) = self.unit_in(inner, owners) {
                    return Some(unit);
                }
                owners.truncate(depth);
            }
        }
        self.unit_at(first, block, owners)
    }

    /// Whether the lines of a block, which are its own, hold the edit.
    fn is_in(&self, block: List<StmtId>) -> bool {
        let (text, ast) = (self.file.text, self.file.ast());
        let (Some(first), Some(last)) = (ast[block].first(), ast[block].last()) else { return false };
        indentation(text, ast, *first).is_some()
            && line_start(text, whole_range(ast, *first).start()) <= self.edit.start()
            && self.edit.start() < next_line(text, ast.range(*last).end())
            && self.edit.end() <= next_line(text, ast.range(*last).end())
    }

    /// The statements from `first` on that share lines with the edit.
    fn unit_at(&self, first: usize, block: List<StmtId>, owners: &[NodeId]) -> Option<Unit> {
        let (text, ast) = (self.file.text, self.file.ast());
        let stmts = &ast[block];
        indentation(text, ast, stmts[first])?;
        let start = whole_range(ast, stmts[first]).start();
        // An `if` in the place of its `else` begins with a word that goes on with the one around.
        if text[usize::from(start)..].starts_with("elif") && matches!(ast[stmts[first]], Stmt::If(_)) {
            return None;
        }
        let start = line_start(text, start.min(self.edit.start()));
        let mut end = next_line(text, ast.range(stmts[first]).end());
        let mut last = first + 1;
        while last < stmts.len() && (whole_range(ast, stmts[last]).start() < end || end < self.edit.end()) {
            end = next_line(text, ast.range(stmts[last]).end());
            last += 1;
        }
        let old = TextRange::new(start, end);
        // A line that is joined to the next ends no statement, and a form feed puts the column back to 0.
        let is_odd = is_joined(text, start) || is_joined(text, end) || text[old].contains('\x0c');
        (self.edit.end() <= end && !is_odd).then(|| Unit {
            old,
            new: old,
            stmts: first..last,
            block,
            owners: owners.to_vec(),
        })
    }
}

/// The blocks of a statement, each with the clause that it is a field of if that is not the statement.
fn blocks(ast: &Ast, stmt: StmtId) -> Vec<(Option<NodeId>, List<StmtId>)> {
    match ast[stmt] {
        Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => vec![(None, it.body)],
        Stmt::ClassDef(it) => vec![(None, it.body)],
        Stmt::For(it) | Stmt::AsyncFor(it) => vec![(None, it.body), (None, it.orelse)],
        Stmt::While(it) => vec![(None, it.body), (None, it.orelse)],
        Stmt::If(it) => vec![(None, it.body), (None, it.orelse)],
        Stmt::With(it) | Stmt::AsyncWith(it) => vec![(None, it.body)],
        Stmt::Match(it) => ast[it.cases].iter().map(|id| (Some((*id).into()), ast[*id].body)).collect(),
        Stmt::Try(it) | Stmt::TryStar(it) => {
            let handlers = ast[it.handlers].iter().map(|id| (Some((*id).into()), ast[*id].body));
            let others = [(None, it.body), (None, it.orelse), (None, it.finalbody)];
            others.into_iter().chain(handlers).collect()
        }
        _ => Vec::new(),
    }
}

/// What indents a statement, if nothing else stands before it on its line.
fn indentation<'t>(text: &'t str, ast: &Ast, stmt: StmtId) -> Option<&'t str> {
    let start = whole_range(ast, stmt).start();
    let before = &text[TextRange::new(line_start(text, start), start)];
    // A decorator begins with its sign, which is in no node.
    let before = before.trim_end_matches([' ', '\t']).strip_suffix('@').unwrap_or(before);
    before.bytes().all(|byte| matches!(byte, b' ' | b'\t')).then_some(before)
}

/// Whether the line before `offset`, where one begins, is joined to this one by a backslash, or may be.
fn is_joined(text: &str, offset: TextSize) -> bool {
    text[..usize::from(offset)].trim_end_matches(['\n', '\r']).ends_with('\\')
}

fn line_start(text: &str, offset: TextSize) -> TextSize {
    let at = memchr::memrchr2(b'\n', b'\r', &text.as_bytes()[..usize::from(offset)]);
    TextSize::new(at.map_or(0, |at| at + 1) as u32)
}

/// The beginning of the line after the one that `offset` is in; the end of the text if there is none.
fn next_line(text: &str, offset: TextSize) -> TextSize {
    let offset = usize::from(offset);
    let rest = &text.as_bytes()[offset..];
    let len = match memchr::memchr2(b'\n', b'\r', rest) {
        Some(at) if rest[at..].starts_with(b"\r\n") => at + 2,
        Some(at) => at + 1,
        None => rest.len(),
    };
    TextSize::new((offset + len) as u32)
}

#[cfg(test)]
mod tests;
