//! What a name means at a place, and whether it is bound there when the place is executed.

use super::context::Context;
use super::place::{Block, blocks_around};
use crate::ast::{Ast, Name, Stmt, StmtId};
use crate::rewrite::file::FileModel;
use crate::semantic::{
    Answer, Binding, BindingKind, Import, Resolution, ScopeId, ScopeKind, SymbolFlags, VariableId,
};
use crate::text::TextSize;

/// Where new text is put.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The scope in which its names are looked up.
    pub(super) scope: ScopeId,
    /// Where it is, in bytes of the old text.
    pub(super) offset: TextSize,
}

/// What an import statement would bind a name to: the thing, and the module that has to be loaded for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin<'n> {
    /// The qualified name of what the first name of a spelling is bound to.
    pub(super) root: &'n str,
    /// The module that has what is needed.
    pub(super) module: &'n str,
}

/// Whether a name can be used for an import at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It is bound to it there.
    Bound,
    /// It would be, after an import at module level.
    Free,
    /// It means something else, or may.
    Shadowed,
}

/// What a name means in a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// A variable.
    Variable(VariableId),
    /// A global that the file neither binds nor reads.
    Nothing,
    /// A name of a class, which may be bound or not.
    OfClass,
}

/// Whether `text` is or can be bound to `origin` at `place`.
pub(super) fn usable(ctx: &Context<'_>, text: &str, origin: &Origin<'_>, place: Place) -> Use {
    let Some(name) = ctx.name(text) else { return Use::Free };
    let variable = match meaning(ctx.file, name, place.scope) {
        Meaning::Variable(id) => id,
        Meaning::Nothing => return Use::Free,
        Meaning::OfClass => return Use::Shadowed,
    };
    let (is_module, bindings) = (ctx.names()[variable].scope == ScopeId::MODULE, bindings(ctx, variable));
    if bindings.is_empty() {
        // A builtin, or a name that somebody injects.
        let is_read = !ctx.names()[variable].references.is_empty();
        return if is_module && !is_read { Use::Free } else { Use::Shadowed };
    }
    if !bindings.iter().all(|it| origin_of(ctx, it).is_some_and(|import| import.qualified == origin.root)) {
        return Use::Shadowed;
    }
    let covering: Vec<StmtId> = bindings
        .iter()
        .filter(|it| it.scope == ctx.names()[variable].scope)
        .filter(|it| origin_of(ctx, it).is_some_and(|import| covers(&import, origin.module)))
        .filter_map(|it| it.stmt)
        .filter(|stmt| !is_module || is_after_stars(ctx, *stmt))
        .filter(|stmt| !ctx.is_replaced(ctx.ast().range(*stmt)))
        .collect();
    match (is_bound(ctx, &covering, place.offset), is_module) {
        (true, _) => Use::Bound,
        (false, true) => Use::Free,
        (false, false) => Use::Shadowed,
    }
}

/// The variable that `text` means in a scope, if it is one.
pub(super) fn variable(ctx: &Context<'_>, text: &str, scope: ScopeId) -> Option<VariableId> {
    match meaning(ctx.file, ctx.name(text)?, scope) {
        Meaning::Variable(id) => Some(id),
        Meaning::Nothing | Meaning::OfClass => None,
    }
}

/// The bindings of a variable. A declaration is one too, and no import.
pub(super) fn bindings(ctx: &Context<'_>, variable: VariableId) -> Vec<Binding> {
    let names = ctx.names();
    names[variable].bindings.iter().map(|id| names[*id]).collect()
}

/// The import that a binding is.
pub(super) fn origin_of(ctx: &Context<'_>, binding: &Binding) -> Option<Import> {
    (binding.kind() == Some(BindingKind::Import)).then(|| ctx.names().import(ctx.ast(), binding))?
}

/// Whether `module` is loaded, or is a part of what is bound, once `import` is executed.
fn covers(import: &Import, module: &str) -> bool {
    let is_within = |outer: &str, inner: &str| {
        outer.strip_prefix(inner).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    is_within(&import.qualified, module)
        || (import.name.is_none() && is_within(&import.module, module))
        || (module == "os.path" && import.qualified == "os")
}

fn is_after_stars(ctx: &Context<'_>, stmt: StmtId) -> bool {
    ctx.unit_at(ctx.ast().range(stmt).start()) >= ctx.n_star_units
        || ctx.n_star_units.checked_sub(1).is_some_and(|last| {
            // Joined to the `import *` by `;`, behind it.
            let unit = &ctx.units[last];
            unit.stmts.last() == Some(&stmt) && unit.stmts.len() > 1 && !is_star(ctx, stmt)
        })
}

fn is_star(ctx: &Context<'_>, stmt: StmtId) -> bool {
    let range = ctx.ast().range(stmt);
    ctx.names().star_imports().iter().any(|alias| range.contains_range(ctx.ast().range(*alias)))
}

/// Whether one of `stmts` is executed before `offset` on every path.
fn is_bound(ctx: &Context<'_>, stmts: &[StmtId], offset: TextSize) -> bool {
    let is_before =
        |block: &Block<'_>| block.stmts[..block.n_before].iter().any(|stmt| binds(ctx.ast(), *stmt, stmts));
    !stmts.is_empty() && blocks_around(ctx.file, offset).iter().any(is_before)
}

/// Whether one of `wanted` is executed if `stmt` is, and control goes on after it.
fn binds(ast: &Ast, stmt: StmtId, wanted: &[StmtId]) -> bool {
    let any = |stmts: &[StmtId]| stmts.iter().any(|stmt| binds(ast, *stmt, wanted));
    let leaves = |stmts: &[StmtId]| {
        let exits = |stmt: &StmtId| {
            matches!(ast[*stmt], Stmt::Raise(_) | Stmt::Return(_) | Stmt::Break(_) | Stmt::Continue(_))
        };
        stmts.last().is_some_and(exits)
    };
    match ast[stmt] {
        Stmt::Import(_) | Stmt::ImportFrom(_) => wanted.contains(&stmt),
        Stmt::If(it) => any(&ast[it.body]) && any(&ast[it.orelse]),
        Stmt::Try(it) => {
            let handled = ast[it.handlers].iter().map(|id| &ast[ast[*id].body]);
            let mut handled = handled.filter(|body| !leaves(body));
            let tried = any(&ast[it.body]) || any(&ast[it.orelse]);
            any(&ast[it.finalbody]) || (tried && handled.all(any))
        }
        _ => false,
    }
}

fn meaning(file: &FileModel<'_>, name: Name, scope: ScopeId) -> Meaning {
    let (scopes, names) = (&file.model.scopes, &file.model.names);
    let global = || names.variable(ScopeId::MODULE, name).map_or(Meaning::Nothing, Meaning::Variable);
    if class_in_sight(file, scope)
        .is_some_and(|class| scopes[class].symbols.flags(name).has_any(SymbolFlags::DEF_BOUND))
    {
        return Meaning::OfClass;
    }
    let mut at = scope;
    loop {
        let here = &scopes[at];
        let symbol = here.symbols.get(name).filter(|_| here.is_resolved);
        match symbol.map(|it| it.resolution) {
            Some(Resolution::Local | Resolution::Cell) if at == ScopeId::MODULE => return global(),
            Some(Resolution::Local | Resolution::Cell) if here.kind == ScopeKind::Class => {
                if at == scope {
                    return Meaning::OfClass;
                }
            }
            Some(Resolution::Local | Resolution::Cell) => {
                return names.variable(at, name).map_or(Meaning::OfClass, Meaning::Variable);
            }
            Some(Resolution::GlobalExplicit | Resolution::GlobalImplicit)
                if at == scope || here.kind != ScopeKind::Class =>
            {
                return global();
            }
            Some(Resolution::GlobalExplicit | Resolution::GlobalImplicit | Resolution::Free) | None => {}
        }
        match here.parent {
            Some(parent) => at = parent,
            None => return global(),
        }
    }
}

/// The class whose names are looked up in `scope` before all others, if it is not the class itself.
fn class_in_sight(file: &FileModel<'_>, mut scope: ScopeId) -> Option<ScopeId> {
    let scopes = &file.model.scopes;
    while scopes[scope].can_see_class_scope {
        scope = scopes[scope].parent?;
        if scopes[scope].kind == ScopeKind::Class {
            return Some(scope);
        }
    }
    None
}

/// Whether a part of the dotted name `text` would be read as a private name of a class there.
pub(super) fn is_mangled(ctx: &Context<'_>, text: &str, scope: ScopeId) -> bool {
    let is_private = |part: &str| part.starts_with("__") && !part.ends_with("__");
    ctx.file.model.scopes[scope].private.is_some() && text.split('.').any(is_private)
}

/// The variables of any scope that are called `text` and that something binds.
pub(super) fn bound_variables<'a>(
    file: &'a FileModel<'_>,
    text: &'a str,
) -> impl Iterator<Item = VariableId> + 'a {
    let names = &file.model.names;
    names.variable_ids().filter(move |id| {
        let variable = &names[*id];
        !variable.bindings.is_empty() && file.ast().name(variable.name) == text
    })
}

/// Whether `text` means the builtin called so in `scope`.
pub(super) fn builtin_is_visible(file: &FileModel<'_>, scope: ScopeId, text: &str) -> Answer {
    let names = &file.model.names;
    let open = !names.star_imports().is_empty();
    let unbound = if open { Answer::Unknown } else { Answer::Yes };
    let Some(name) = names.variables().map(|it| it.name).find(|it| file.ast().name(*it) == text) else {
        return unbound;
    };
    match meaning(file, name, scope) {
        Meaning::Nothing => unbound,
        Meaning::OfClass => Answer::Unknown,
        Meaning::Variable(id) if names[id].bindings.is_empty() => unbound,
        // The module may not have bound it yet.
        Meaning::Variable(id) if names[id].scope == ScopeId::MODULE => Answer::Unknown,
        Meaning::Variable(_) => Answer::No,
    }
}
