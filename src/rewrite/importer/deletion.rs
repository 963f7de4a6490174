//! Takes out whole import statements and leaves the lines around them tidy.

use super::context::{Context, Unit, units};
use super::place::blocks_around;
use crate::ast::{Mod, StmtId};
use crate::text::{TextEdit, TextRange, TextSize};

/// Whether a statement can go without a comment.
pub(super) fn is_possible(ctx: &Context<'_>, stmt: StmtId) -> bool {
    let block = block(ctx, stmt);
    let of_block = units(ctx.file, &block);
    let unit = of_block.iter().find(|unit| unit.stmts.contains(&stmt));
    unit.is_some_and(|unit| ctx.file.comments_in(unit.lines).next().is_none())
}

/// The edits that take out `stmts`, which are whole import statements; new ones are put at `insertions`.
pub(super) fn edits(ctx: &Context<'_>, stmts: &[StmtId], insertions: &[TextSize]) -> Vec<TextEdit> {
    let mut out = Vec::new();
    let mut done: Vec<StmtId> = Vec::new();
    for stmt in stmts {
        if done.contains(stmt) {
            continue;
        }
        let block = block(ctx, *stmt);
        done.extend(block.iter().filter(|it| stmts.contains(it)));
        let all = units(ctx.file, &block);
        let is_gone = |stmt: &StmtId| stmts.contains(stmt);
        if block.iter().all(is_gone) && !is_module(ctx, &block) {
            out.push(emptied(&all));
            continue;
        }
        for unit in &all {
            if !unit.stmts.iter().all(is_gone) {
                out.extend(partly(ctx, unit, &is_gone));
            }
        }
        out.extend(whole(ctx, &all, &is_gone, insertions));
    }
    out
}

/// The statements of the block that a statement stands in.
fn block(ctx: &Context<'_>, stmt: StmtId) -> Vec<StmtId> {
    let around = blocks_around(ctx.file, ctx.ast().range(stmt).start());
    around.last().map_or(Vec::new(), |block| block.stmts.to_vec())
}

fn is_module(ctx: &Context<'_>, block: &[StmtId]) -> bool {
    matches!(ctx.ast()[ctx.file.lowered.root], Mod::Module(it) if ctx.ast()[it.body].first() == block.first())
}

/// A block without anything else.
fn emptied(all: &[Unit]) -> TextEdit {
    let range = all.iter().map(|unit| unit.code).reduce(TextRange::cover);
    TextEdit { range: range.unwrap_or_default(), insert: "pass".to_owned() }
}

/// Statements that are joined to others by `;`.
fn partly(ctx: &Context<'_>, unit: &Unit, is_gone: &dyn Fn(&StmtId) -> bool) -> Vec<TextEdit> {
    let range = |idx: usize| ctx.ast().range(unit.stmts[idx]);
    let Some(last_kept) = unit.stmts.iter().rposition(|stmt| !is_gone(stmt)) else { return Vec::new() };
    let inner = (0..last_kept).filter(|idx| is_gone(&unit.stmts[*idx]));
    let mut out: Vec<TextEdit> =
        inner.map(|idx| deletion(TextRange::new(range(idx).start(), range(idx + 1).start()))).collect();
    if last_kept + 1 < unit.stmts.len() {
        out.push(deletion(TextRange::new(range(last_kept).end(), range(unit.stmts.len() - 1).end())));
    }
    out
}

/// Whole lines; neighbors go with the blank lines between them.
fn whole(
    ctx: &Context<'_>,
    all: &[Unit],
    is_gone: &dyn Fn(&StmtId) -> bool,
    insertions: &[TextSize],
) -> Vec<TextEdit> {
    let mut runs: Vec<TextRange> = Vec::new();
    for unit in all.iter().filter(|unit| unit.stmts.iter().all(is_gone)) {
        let joins = |run: &&mut TextRange| {
            let between = TextRange::new(run.end(), unit.lines.start());
            let is_used = insertions.iter().any(|at| between.contains_inclusive(*at));
            ctx.file.text[between].trim().is_empty() && !is_used
        };
        match runs.last_mut().filter(joins) {
            Some(run) => *run = run.cover(unit.lines),
            None => runs.push(unit.lines),
        }
    }
    let begins_block = |run: &TextRange| all.first().is_some_and(|unit| unit.lines.start() == run.start());
    runs.iter().map(|run| deletion(tidied(ctx, *run, begins_block(run), insertions))).collect()
}

/// `run` with the blank lines that would be too many without it.
fn tidied(ctx: &Context<'_>, run: TextRange, begins_block: bool, insertions: &[TextSize]) -> TextRange {
    if insertions.iter().any(|at| run.contains_inclusive(*at)) {
        return run;
    }
    let text = ctx.file.text;
    let behind = blank_lines(&text[usize::from(run.end())..]);
    let n_before = n_blank_lines_at_end(&text[..usize::from(run.start())]);
    let is_indented = !ctx.file.indentation_at(run.start()).is_empty();
    // What was below the header of a function or at the top of the file moves there.
    let begins = usize::from(run.start()) == 0 || (begins_block && is_indented && n_before == 0);
    let n_gone = if begins { behind.len() } else { n_before.min(behind.len()) };
    let gone: usize = behind[..n_gone].iter().sum();
    let wider = TextRange::new(run.start(), run.end() + TextSize::new(gone as u32));
    let is_free = ctx.writes.iter().all(|write| wider.intersect(*write).is_none_or(TextRange::is_empty));
    if is_free { wider } else { run }
}

/// The lengths of the blank lines that a text begins with.
fn blank_lines(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        if !rest[..at].trim_matches([' ', '\t']).is_empty() {
            break;
        }
        let len = at + if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        out.push(len);
        rest = &rest[len..];
    }
    out
}

/// How many blank lines a text ends with, which ends with a line break or is empty.
fn n_blank_lines_at_end(text: &str) -> usize {
    let trimmed = text.trim_end_matches([' ', '\t', '\n', '\r']);
    let breaks = blank_lines(&text[trimmed.len()..]).len();
    if trimmed.is_empty() { breaks } else { breaks.saturating_sub(1) }
}

fn deletion(range: TextRange) -> TextEdit {
    TextEdit { range, insert: String::new() }
}
