//! Makes the tables: which variable each occurrence of a name means.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Binding, BindingId, Names, Reference, ReferenceId, Variable, VariableId};
use crate::ast::{AliasId, Ast, Name, NodeId, Stmt, StmtId};
use crate::semantic::occurrence::{Occurrence, Role};
use crate::semantic::scopes::{ScopeId, ScopeKind, Scopes};
use crate::semantic::special_names::SpecialNames;
use crate::semantic::symbol::{Resolution, SymbolFlags};
use crate::text::TextSize;

/// The tables of the names in `occurrences`; `star_imports` is for [`Names::star_imports`].
pub(in crate::semantic) fn build(
    ast: &Ast,
    scopes: &Scopes,
    special: SpecialNames,
    occurrences: &[Occurrence],
    star_imports: Vec<AliasId>,
) -> Names {
    let mut names = Names { star_imports, ..Names::default() };
    // Most of what stands in a file is read.
    names.references.reserve(occurrences.len());
    let mut builder = Builder { ast, scopes, class_cells: special.class_cells(), names };
    for occurrence in occurrences {
        builder.add(occurrence);
    }
    builder.names
}

/// Finds the references that no `import *` has anything to do with: the module binds their variable itself, in a
/// statement of its own block `body`, after the last `import *` and before them.
pub(in crate::semantic) fn settle(names: &mut Names, ast: &Ast, body: &[StmtId]) {
    let Some(last_star) = names.star_imports.iter().map(|it| ast.range(*it).end()).max() else { return };
    let later: FxHashSet<StmtId> =
        body.iter().copied().filter(|stmt| ast.range(*stmt).start() >= last_star).collect();
    let mut settled_from: FxHashMap<VariableId, TextSize> = FxHashMap::default();
    for binding in names.bindings.iter().filter(|it| it.kind().is_some()) {
        if let Some(stmt) = binding.stmt.filter(|stmt| later.contains(stmt)) {
            let end = ast.range(stmt).end();
            settled_from.entry(binding.variable).and_modify(|it| *it = end.min(*it)).or_insert(end);
        }
    }
    for (idx, reference) in names.references.iter().enumerate() {
        let from = reference.variable.and_then(|variable| settled_from.get(&variable));
        if from.is_some_and(|from| *from <= reference.node.range(ast).start()) {
            names.settled.insert(ReferenceId::new(idx));
        }
    }
}

struct Builder<'a> {
    ast: &'a Ast,
    scopes: &'a Scopes,
    /// The cells of classes, which are of no scope's symbols.
    class_cells: [Name; 3],
    names: Names,
}

impl Builder<'_> {
    fn add(&mut self, occurrence: &Occurrence) {
        let Occurrence { scope, name, node, stmt, role } = *occurrence;
        if let (NodeId::Alias(alias), Some(stmt)) = (node, stmt)
            && let Stmt::ImportFrom(from) = self.ast[stmt]
        {
            self.names.import_from.insert(alias, from);
        }
        let variable = self.meant(scope, name);
        if role == Role::Read {
            let (variable, fallback) = self.looked_up(scope, name, variable);
            self.add_reference(Reference { node, stmt, scope, variable, fallback });
        } else if let Some(variable) = variable {
            let id = BindingId::new(self.names.bindings.len());
            self.names.bindings.push(Binding { variable, scope, node, stmt, role });
            self.names.binding_of.insert(node, id);
            self.names.variables[variable.index()].bindings.push(id);
        }
    }

    fn add_reference(&mut self, reference: Reference) {
        let id = ReferenceId::new(self.names.references.len());
        self.names.references.push(reference);
        self.names.reference_of.insert(reference.node, id);
        for variable in [reference.variable, reference.fallback].into_iter().flatten() {
            self.names.variables[variable.index()].references.push(id);
        }
    }

    /// The variable that is read first where `scope` means `variable` by `name`, and the one that is read after it.
    fn looked_up(
        &mut self,
        scope: ScopeId,
        name: Name,
        variable: Option<VariableId>,
    ) -> (Option<VariableId>, Option<VariableId>) {
        let Some(found) = variable else { return (None, None) };
        let owner = self.names[found].scope;
        if owner == scope && self.scopes[scope].kind == ScopeKind::Class {
            return (variable, Some(self.owned(ScopeId::MODULE, name)));
        }
        if owner == scope {
            return (variable, None);
        }
        let class = class_in_sight(self.scopes, scope)
            .filter(|class| self.scopes[*class].symbols.flags(name).has_any(SymbolFlags::DEF_BOUND));
        match class.and_then(|class| self.meant(class, name)) {
            Some(in_class) if in_class != found => (Some(in_class), variable),
            _ => (variable, None),
        }
    }

    /// The variable that `scope` means by `name`; none if that is a cell of a class, or the scope's names are not
    /// resolved.
    fn meant(&mut self, scope: ScopeId, name: Name) -> Option<VariableId> {
        if let Some(&known) = self.names.meant.get(&(scope, name)) {
            return Some(known);
        }
        let mut path = Vec::new();
        let mut at = scope;
        let found = loop {
            let here = &self.scopes[at];
            if !here.is_resolved
                || (here.kind == ScopeKind::Class && at != scope && self.class_cells.contains(&name))
            {
                return None;
            }
            // What has no symbol for the name, such as a class around, lets it through.
            let resolution = here.symbols.get(name).map_or(Resolution::Free, |symbol| symbol.resolution);
            match resolution {
                Resolution::Local | Resolution::Cell if at == scope || here.kind.is_function_like() => {
                    break self.owned(at, name);
                }
                Resolution::GlobalExplicit | Resolution::GlobalImplicit if at == scope => {
                    break self.owned(ScopeId::MODULE, name);
                }
                Resolution::Free => {
                    if let Some(&known) = self.names.meant.get(&(at, name)) {
                        break known;
                    }
                    path.push(at);
                }
                // A class hides nothing from the scopes inside, nor does a declaration in one that sees a class.
                Resolution::Local
                | Resolution::Cell
                | Resolution::GlobalExplicit
                | Resolution::GlobalImplicit => {}
            }
            at = here.parent?;
        };
        for at in path {
            self.names.meant.insert((at, name), found);
        }
        self.names.meant.insert((scope, name), found);
        Some(found)
    }

    /// The variable `name` of its owner.
    fn owned(&mut self, scope: ScopeId, name: Name) -> VariableId {
        let variables = &mut self.names.variables;
        *self.names.meant.entry((scope, name)).or_insert_with(|| {
            let id = VariableId::new(variables.len());
            variables.push(Variable { scope, name, bindings: Vec::new(), references: Vec::new() });
            id
        })
    }
}

/// The class whose namespace `scope` looks names up in before all others.
fn class_in_sight(scopes: &Scopes, mut scope: ScopeId) -> Option<ScopeId> {
    while scopes[scope].can_see_class_scope {
        scope = scopes[scope].parent?;
        if scopes[scope].kind == ScopeKind::Class {
            return Some(scope);
        }
    }
    None
}
