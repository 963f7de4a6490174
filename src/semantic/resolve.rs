//! The second pass: where the variable is that each scope means by each name.
//!
//! A scope hands the names that it binds to the scopes inside, and takes back the names that are free in them. CPython
//! copies the sets of names on the way down; here is one set of each sort for the whole way, and a scope undoes on the
//! way up what it changed, so that time is linear in the symbols of all scopes.
//!
//! Source: CPython 3.14, `Python/symtable.c`.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use super::error::{ScopeError, ScopeErrorKind};
use super::scopes::{Comprehension, ScopeId, ScopeKind, Scopes};
use super::special_names::SpecialNames;
use super::symbol::{Resolution, Symbol, SymbolFlags as Flags};
use crate::ast::{Ast, Name};
use crate::text::TextRange;

/// Sets of names that scopes hand to those inside.
#[derive(Debug, Clone, Copy)]
enum SetKind {
    /// Bound by a function-like scope around, or one of the cells of a class.
    Bound = 0b001,
    /// Declared global by a scope around.
    Global = 0b010,
    /// A type parameter of a scope around.
    TypeParam = 0b100,
}

/// Which of the sets each name is in, and how it was before.
#[derive(Debug, Default)]
struct Around {
    sets: FxHashMap<Name, u8>,
    undo: Vec<(Name, u8)>,
}

impl Around {
    fn has(&self, name: Name, set: SetKind) -> bool {
        self.sets.get(&name).is_some_and(|sets| sets & set as u8 != 0)
    }

    fn put(&mut self, name: Name, set: SetKind, is_in: bool) {
        let entry = self.sets.entry(name);
        if !is_in && matches!(entry, Entry::Vacant(_)) {
            return;
        }
        let sets = entry.or_default();
        let before = *sets;
        *sets = if is_in { before | set as u8 } else { before & !(set as u8) };
        if *sets != before {
            self.undo.push((name, before));
        }
    }

    fn undo_to(&mut self, mark: usize) {
        for (name, before) in self.undo.drain(mark..).rev() {
            self.sets.insert(name, before);
        }
    }
}

/// Names that are free in a scope: a set that keeps its order.
#[derive(Debug, Default)]
struct FreeNames {
    order: Vec<Name>,
    set: FxHashSet<Name>,
}

impl FreeNames {
    fn add(&mut self, name: Name) {
        if self.set.insert(name) {
            self.order.push(name);
        }
    }

    fn take(&mut self, name: Name) -> bool {
        self.set.remove(&name)
    }

    fn iter(&self) -> impl Iterator<Item = Name> {
        self.order.iter().copied().filter(|name| self.set.contains(name))
    }

    fn absorb(&mut self, other: Self) {
        // Of what was taken the order still has the name, so that it must not be added again.
        let is_whole = other.order.len() == other.set.len();
        if is_whole && self.order.is_empty() {
            *self = other;
            return;
        }
        for name in other.iter() {
            self.add(name);
        }
    }
}

pub(super) struct Resolver<'a> {
    pub(super) ast: &'a Ast,
    pub(super) scopes: &'a mut Scopes,
    names: SpecialNames,
    around: Around,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(ast: &'a Ast, scopes: &'a mut Scopes, names: SpecialNames) -> Self {
        Self { ast, scopes, names, around: Around::default() }
    }

    pub(super) fn module(&mut self) -> Result<(), Box<ScopeError>> {
        self.scope(ScopeId::MODULE, None)?;
        Ok(())
    }

    /// Resolves the names of a scope and of all inside; gives those that are free in it. `class` is the class whose
    /// namespace the scope can see.
    fn scope(&mut self, id: ScopeId, class: Option<ScopeId>) -> Result<FreeNames, Box<ScopeError>> {
        let mark = self.around.undo.len();
        let mut free = FreeNames::default();
        for place in 0..self.scopes[id].symbols.len() {
            let symbol = self.scopes[id].symbols.at(place);
            let resolution = self.resolve(id, symbol, class)?;
            self.scopes[id].symbols.at_mut(place).resolution = resolution;
            if resolution == Resolution::Free {
                free.add(symbol.name);
            }
        }
        self.hand_down(id, mark);
        let mut inlined_cells = FxHashSet::default();
        let mut free_inside = self.children(id, class, &mut inlined_cells)?;
        self.splice_inlined(id);
        let kind = self.scopes[id].kind;
        if kind.is_function_like() {
            self.make_cells(id, &mut free_inside, &inlined_cells);
        } else if kind == ScopeKind::Class {
            self.keep_class_cells(id, &mut free_inside);
        }
        self.finish(id, &free_inside, &inlined_cells);
        self.scopes[id].is_resolved = true;
        self.around.undo_to(mark);
        free.absorb(free_inside);
        Ok(free)
    }

    /// Where the variable is that `scope` means by `symbol`.
    fn resolve(
        &mut self,
        scope: ScopeId,
        symbol: Symbol,
        class: Option<ScopeId>,
    ) -> Result<Resolution, Box<ScopeError>> {
        let Symbol { name, flags, .. } = symbol;
        if flags.has_any(Flags::DEF_GLOBAL) {
            if flags.has_any(Flags::DEF_NONLOCAL) {
                return Err(self.error(scope, name, ScopeErrorKind::NonlocalAndGlobal));
            }
            self.around.put(name, SetKind::Global, true);
            self.around.put(name, SetKind::Bound, false);
            return Ok(Resolution::GlobalExplicit);
        }
        if flags.has_any(Flags::DEF_NONLOCAL) {
            self.check_nonlocal(scope, name)?;
            return Ok(Resolution::Free);
        }
        if flags.has_any(Flags::DEF_BOUND) {
            self.around.put(name, SetKind::Global, false);
            self.around.put(name, SetKind::TypeParam, flags.has_any(Flags::DEF_TYPE_PARAM));
            return Ok(Resolution::Local);
        }
        // What the class binds hides what is bound around the class, although its scope hands down nothing.
        if let Some(class) = class {
            let in_class = self.scopes[class].symbols.flags(name);
            if in_class.has_any(Flags::DEF_GLOBAL) {
                return Ok(Resolution::GlobalExplicit);
            }
            if in_class.has_any(Flags::DEF_BOUND) && !in_class.has_any(Flags::DEF_NONLOCAL) {
                return Ok(Resolution::GlobalImplicit);
            }
        }
        let is_bound = self.around.has(name, SetKind::Bound);
        Ok(if is_bound { Resolution::Free } else { Resolution::GlobalImplicit })
    }

    fn check_nonlocal(&self, scope: ScopeId, name: Name) -> Result<(), Box<ScopeError>> {
        if scope == ScopeId::MODULE {
            return Err(self.error(scope, name, |_| ScopeErrorKind::NonlocalInModule));
        }
        if !self.around.has(name, SetKind::Bound) {
            return Err(self.error(scope, name, ScopeErrorKind::NoBinding));
        }
        if self.around.has(name, SetKind::TypeParam) {
            return Err(self.error(scope, name, ScopeErrorKind::NonlocalTypeParameter));
        }
        Ok(())
    }

    /// An error at the first declaration of `name`.
    fn error(
        &self,
        scope: ScopeId,
        name: Name,
        kind: impl FnOnce(String) -> ScopeErrorKind,
    ) -> Box<ScopeError> {
        let directive = self.scopes[scope].directives.iter().find(|it| it.name == name);
        let range = directive.map_or(TextRange::default(), |it| it.range);
        Box::new(ScopeError { range, kind: kind(self.ast.name(name).to_owned()) })
    }

    /// Makes what the scope binds known to those inside. `mark` is where the changes of this scope begin.
    fn hand_down(&mut self, id: ScopeId, mark: usize) {
        match self.scopes[id].kind {
            ScopeKind::Module => {}
            ScopeKind::Class => {
                // What a class declares and binds means nothing inside, but type parameters that it hides stay hidden.
                for idx in (mark..self.around.undo.len()).rev() {
                    let (name, before) = self.around.undo[idx];
                    for set in [SetKind::Bound, SetKind::Global] {
                        self.around.put(name, set, before & set as u8 != 0);
                    }
                }
                for name in self.names.class_cells() {
                    self.around.put(name, SetKind::Bound, true);
                }
            }
            ScopeKind::Function
            | ScopeKind::Lambda
            | ScopeKind::Comprehension(_)
            | ScopeKind::Annotation
            | ScopeKind::TypeAlias
            | ScopeKind::TypeParameters
            | ScopeKind::TypeVariable => {
                for place in 0..self.scopes[id].symbols.len() {
                    let symbol = self.scopes[id].symbols.at(place);
                    if symbol.resolution == Resolution::Local {
                        self.around.put(symbol.name, SetKind::Bound, true);
                    }
                }
            }
        }
    }

    fn children(
        &mut self,
        id: ScopeId,
        class: Option<ScopeId>,
        inlined_cells: &mut FxHashSet<Name>,
    ) -> Result<FreeNames, Box<ScopeError>> {
        let mut free = FreeNames::default();
        for idx in 0..self.scopes[id].children.len() {
            let child = self.scopes[id].children[idx];
            let around = &self.scopes[id];
            let class = if around.kind == ScopeKind::Class { Some(id) } else { class };
            let class = class.filter(|_| self.scopes[child].can_see_class_scope);
            let is_inlined = !around.can_see_class_scope
                && self.scopes[child].comprehension().is_some_and(|kind| kind != Comprehension::Generator);
            let mut free_in_child = self.scope(child, class)?;
            if is_inlined {
                self.inline(id, child, &mut free_in_child, inlined_cells);
                self.scopes[child].comp_inlined = true;
            }
            free.absorb(free_in_child);
        }
        Ok(free)
    }

    /// Takes the names of a comprehension that is compiled in place into the scope around.
    fn inline(
        &mut self,
        id: ScopeId,
        comprehension: ScopeId,
        free: &mut FreeNames,
        inlined_cells: &mut FxHashSet<Name>,
    ) {
        let is_class = self.scopes[id].kind == ScopeKind::Class;
        let mut free_inside = None;
        let mut dropped = Vec::new();
        for place in 0..self.scopes[comprehension].symbols.len() {
            let mut symbol = self.scopes[comprehension].symbols.at(place);
            let name = symbol.name;
            if symbol.flags.has_any(Flags::DEF_PARAM) {
                continue;
            }
            if symbol.resolution == Resolution::Cell || symbol.flags.has_any(Flags::DEF_COMP_CELL) {
                inlined_cells.insert(name);
            }
            // A class makes these cells for functions inside, those inside of the comprehension too, not for itself.
            if is_class && symbol.resolution == Resolution::Free && self.names.class_cells().contains(&name) {
                symbol.resolution = Resolution::GlobalImplicit;
                let free_inside = free_inside.get_or_insert_with(|| self.free_in_children(comprehension));
                if !free_inside.contains(&name) {
                    free.take(name);
                }
                dropped.push(name);
            }
            let Some(known) = self.scopes[id].symbols.get_mut(name) else {
                self.scopes[id].symbols.push(symbol);
                continue;
            };
            if is_class {
                continue;
            }
            if symbol.resolution == Resolution::Free && symbol.flags.has_any(Flags::USE) {
                known.flags |= Flags::USE;
            }
            if known.flags.has_any(Flags::DEF_BOUND) {
                let free_inside = free_inside.get_or_insert_with(|| self.free_in_children(comprehension));
                if !free_inside.contains(&name) {
                    free.take(name);
                }
            }
        }
        for name in dropped {
            self.scopes[comprehension].symbols.remove(name);
        }
    }

    fn free_in_children(&self, id: ScopeId) -> FxHashSet<Name> {
        let symbols = self.scopes[id].children.iter().flat_map(|child| self.scopes[*child].symbols.iter());
        symbols.filter(|symbol| symbol.resolution == Resolution::Free).map(|symbol| symbol.name).collect()
    }

    /// Puts the children of inlined comprehensions in their place.
    fn splice_inlined(&mut self, id: ScopeId) {
        if self.scopes[id].children.iter().any(|child| self.scopes[*child].comp_inlined) {
            let children = std::mem::take(&mut self.scopes[id].children);
            let spliced = children.into_iter().flat_map(|child| {
                if self.scopes[child].comp_inlined {
                    self.scopes[child].children.clone()
                } else {
                    vec![child]
                }
            });
            let spliced = spliced.collect();
            self.scopes[id].children = spliced;
        }
    }

    /// Variables of a function that scopes inside take too are cells, and free no further out.
    fn make_cells(&mut self, id: ScopeId, free: &mut FreeNames, inlined_cells: &FxHashSet<Name>) {
        for place in 0..self.scopes[id].symbols.len() {
            let symbol = self.scopes[id].symbols.at_mut(place);
            let is_taken = |name| free.set.contains(&name) || inlined_cells.contains(&name);
            if symbol.resolution == Resolution::Local && is_taken(symbol.name) {
                symbol.resolution = Resolution::Cell;
                free.take(symbol.name);
            }
        }
    }

    fn keep_class_cells(&mut self, id: ScopeId, free: &mut FreeNames) {
        let names = self.names;
        let scope = &mut self.scopes[id];
        scope.needs_class_closure |= free.take(names.class);
        scope.needs_classdict |= free.take(names.classdict);
        scope.has_conditional_annotations |= free.take(names.conditional_annotations);
    }

    /// Notes which names are free in scopes inside.
    fn finish(&mut self, id: ScopeId, free: &FreeNames, inlined_cells: &FxHashSet<Name>) {
        let scope = &mut self.scopes[id];
        for name in inlined_cells {
            if let Some(symbol) = scope.symbols.get_mut(*name) {
                symbol.flags |= Flags::DEF_COMP_CELL;
            }
        }
        let sees_class = scope.kind == ScopeKind::Class || scope.can_see_class_scope;
        for name in free.iter() {
            if let Some(symbol) = scope.symbols.get_mut(name) {
                if sees_class {
                    symbol.flags |= Flags::DEF_FREE_CLASS;
                }
            } else if id == ScopeId::MODULE || self.around.has(name, SetKind::Bound) {
                scope.symbols.push(Symbol { name, flags: Flags::NONE, resolution: Resolution::Free });
            }
        }
    }
}
