//! The edits of import statements: what is wanted is added, what is superfluous removed.

use rustc_hash::FxHashMap;

use super::context::{Context, Unit};
use super::from_list::{self, Change};
use super::insertion::{self, Insertion};
use super::order::{Key, place_of_name};
use super::removal::Removal;
use super::spelling::Wanted;
use super::{ImportPlan, ImportedName, deletion};
use crate::ast::{Alias, AliasId, Stmt, StmtId};
use crate::semantic::VariableId;
use crate::text::TextSize;

/// Whether an import can be added above unit `unit`.
pub(super) fn has_room(ctx: &Context<'_>, unit: usize) -> bool {
    unit >= ctx.first_unit
}

/// Whether the module imports names from `module`, always and when it runs.
pub(super) fn imports_names_from(ctx: &Context<'_>, module: &str) -> bool {
    ctx.units.iter().flat_map(|unit| &unit.stmts).any(|stmt| is_from(ctx, *stmt, module))
}

fn is_from(ctx: &Context<'_>, stmt: StmtId, module: &str) -> bool {
    let ast = ctx.ast();
    let Stmt::ImportFrom(it) = ast[stmt] else { return false };
    let is_star = |alias: &AliasId| ast.name(ast[*alias].name) == "*";
    it.level == 0
        && it.module.is_some_and(|name| ast.name(name) == module)
        && !ast[it.names].iter().any(is_star)
}

/// Adds `wanted`, removes `removals`, and says so in `plan`.
pub(super) fn edit(ctx: &Context<'_>, wanted: &[Wanted], mut removals: Vec<Removal>, plan: &mut ImportPlan) {
    let (added, new) = split(ctx, wanted);
    let changes = loop {
        let changes = changes(ctx, &added, &removals);
        let stuck: Vec<StmtId> = changes
            .iter()
            .filter(|(stmt, change)| is_stuck(ctx, *stmt, change))
            .map(|(stmt, _)| *stmt)
            .collect();
        if stuck.is_empty() {
            break changes;
        }
        // The imports of a variable go together.
        let on_stuck = removals.iter().filter(|it| stuck.contains(&it.stmt));
        let kept: Vec<VariableId> = on_stuck.map(|it| it.variable).collect();
        removals.retain(|it| !kept.contains(&it.variable));
    };
    let mut insertions: Vec<Insertion> =
        new.iter().map(|it| insertion::place(ctx, it.key(ctx), it.text(), it.before_unit)).collect();
    let mut dropped = Vec::new();
    for (stmt, change) in &changes {
        if drops(ctx, *stmt, change) {
            dropped.push(*stmt);
            continue;
        }
        match from_list::edits(ctx, *stmt, change) {
            Some(edits) => plan.edits.extend(edits),
            None => {
                let it = New { module: module_of(ctx, *stmt), names: change.add.clone(), before_unit: 0 };
                insertions.push(insertion::after(ctx, *stmt, it.key(ctx), it.text()));
            }
        }
    }
    let offsets: Vec<TextSize> = insertions.iter().map(|it| it.offset).collect();
    plan.edits.extend(insertion::edits(ctx, insertions));
    plan.edits.extend(deletion::edits(ctx, &dropped, &offsets));
    plan.edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
    plan.added = wanted.iter().map(imported).collect();
    plan.removed = removals.iter().map(|it| removed(ctx, it)).collect();
    plan.added.sort();
    plan.removed.sort();
}

/// A new statement.
struct New {
    module: String,
    /// The names; empty for `import module`. Sorted.
    names: Vec<String>,
    before_unit: usize,
}

impl New {
    fn key(&self, ctx: &Context<'_>) -> Key {
        Key::new(&self.module, !self.names.is_empty(), ctx.options)
    }

    fn text(&self) -> String {
        match self.names.is_empty() {
            true => format!("import {}", self.module),
            false => format!("from {} import {}", self.module, self.names.join(", ")),
        }
    }
}

/// What is wanted, as names that are added to existing statements, and new statements.
fn split(ctx: &Context<'_>, wanted: &[Wanted]) -> (Vec<(StmtId, String)>, Vec<New>) {
    let mut added = Vec::new();
    let mut new: Vec<New> = Vec::new();
    for it in wanted {
        if let Some(name) = &it.name
            && let Some(stmt) = extendable(ctx, it)
        {
            added.push((stmt, name.clone()));
            continue;
        }
        let is_from = it.name.is_some();
        let same = |known: &&mut New| known.module == it.module && known.names.is_empty() != is_from;
        let at = match new.iter_mut().find(same) {
            Some(known) => known,
            None => {
                let (module, before_unit) = (it.module.clone(), it.before_unit);
                new.push(New { module, names: Vec::new(), before_unit });
                new.last_mut().expect("it was just pushed")
            }
        };
        at.before_unit = at.before_unit.min(it.before_unit);
        insert_sorted(&mut at.names, it.name.as_deref());
    }
    (added, new)
}

fn insert_sorted(names: &mut Vec<String>, name: Option<&str>) {
    let Some(name) = name else { return };
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let at = place_of_name(&known, name);
    names.insert(at, name.to_owned());
}

/// The statement to whose list a name can be added.
fn extendable(ctx: &Context<'_>, wanted: &Wanted) -> Option<StmtId> {
    let ast = ctx.ast();
    let units = ctx.units.iter().take(wanted.before_unit).skip(ctx.n_star_units);
    let stmts = units.flat_map(|unit| unit.stmts.iter().map(move |stmt| (unit, *stmt)));
    stmts
        .filter(|(_, stmt)| is_from(ctx, *stmt, &wanted.module))
        .filter(|(_, stmt)| from_list::aliases(ctx, *stmt).iter().any(|alias| ast[*alias].asname.is_none()))
        .filter(|(unit, stmt)| !ctx.is_written(ast.range(*stmt)) && !is_pinned(ctx, unit))
        .map(|(_, stmt)| stmt)
        .next()
}

/// Whether a comment speaks of the very names of a statement.
fn is_pinned(ctx: &Context<'_>, unit: &Unit) -> bool {
    ctx.file.comments_in(unit.lines).any(|comment| {
        let text = &ctx.file.text[comment];
        ["noqa", "isort:", "pylint:", "type:"].iter().any(|word| text.contains(word))
    })
}

/// What is done to each statement, in the order of the text.
fn changes(ctx: &Context<'_>, added: &[(StmtId, String)], removals: &[Removal]) -> Vec<(StmtId, Change)> {
    let mut out: FxHashMap<StmtId, Change> = FxHashMap::default();
    for (stmt, name) in added {
        insert_sorted(&mut out.entry(*stmt).or_default().add, Some(name));
    }
    for it in removals {
        out.entry(it.stmt).or_default().remove.push(it.alias);
    }
    let mut out: Vec<(StmtId, Change)> = out.into_iter().collect();
    out.sort_by_key(|(stmt, _)| ctx.ast().range(*stmt).start());
    out
}

/// Whether nothing is left of a statement.
fn drops(ctx: &Context<'_>, stmt: StmtId, change: &Change) -> bool {
    change.add.is_empty() && change.remove.len() == from_list::aliases(ctx, stmt).len()
}

/// Whether names cannot be removed from a statement.
fn is_stuck(ctx: &Context<'_>, stmt: StmtId, change: &Change) -> bool {
    if change.remove.is_empty() {
        return false;
    }
    match drops(ctx, stmt, change) {
        true => !deletion::is_possible(ctx, stmt),
        false => from_list::edits(ctx, stmt, change).is_none(),
    }
}

/// The module that a statement imports names from.
fn module_of(ctx: &Context<'_>, stmt: StmtId) -> String {
    match ctx.ast()[stmt] {
        Stmt::ImportFrom(it) => {
            let module = it.module.map_or("", |name| ctx.ast().name(name));
            format!("{}{module}", ".".repeat(it.level as usize))
        }
        _ => String::new(),
    }
}

fn imported(wanted: &Wanted) -> ImportedName {
    ImportedName { module: wanted.module.clone(), name: wanted.name.clone(), asname: None }
}

fn removed(ctx: &Context<'_>, removal: &Removal) -> ImportedName {
    let ast = ctx.ast();
    let Alias { name, asname } = ast[removal.alias];
    let (name, asname) = (ast.name(name).to_owned(), asname.map(|it| ast.name(it).to_owned()));
    match ast[removal.stmt] {
        Stmt::ImportFrom(_) => {
            ImportedName { module: module_of(ctx, removal.stmt), name: Some(name), asname }
        }
        _ => ImportedName { module: name, name: None, asname },
    }
}
