//! Variables, what binds them, and where they are read: the tables of the rules.
//!
//! A *variable* is a name of the one scope that owns it. A *binding* is a place that gives it a value, takes it away or
//! declares it; a *reference* is a place that reads it. Names are followed within the file and without regard to the
//! order of execution: the bindings of a reference are all that it may see, and a rule that needs the very one asks
//! for a variable with one binding.
//!
//! # What is not known
//!
//! Every question has three [`Answer`]s. Beyond the file, this much is taken for granted and is for a rule to name as
//! its assumption: nobody assigns to names of this module or its classes, or to attributes of imported modules, from
//! elsewhere, nor by `globals()`, `exec` and their like. What the file itself leaves open is answered *unknown*: a
//! global while there is an `import *` that may bind it, for all that is known; a name in an annotation that is never evaluated; a
//! name of a class, which is looked up in the globals where the class has not bound it yet.

use rustc_hash::{FxHashMap, FxHashSet};

use super::imports::{Import, import};
use super::occurrence::{BindingKind, Role};
use super::scopes::ScopeId;
use crate::ast::{AliasId, Ast, ExprId, ImportFrom, Name, NodeId, NodeIndex as _, StmtId};

mod build;

pub(super) use build::{build, settle};

/// What is known of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// It may hold.
    Unknown,
}

macro_rules! ids {
    ($( $(#[$doc:meta])* $id:ident, $item:ident, $field:ident; )*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $id(u32);

            impl $id {
                pub(super) fn new(idx: usize) -> Self {
                    Self(u32::try_from(idx).expect("a file has fewer names than bytes"))
                }

                /// The place in the table; 0-based.
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }

            impl std::ops::Index<$id> for Names {
                type Output = $item;

                fn index(&self, id: $id) -> &$item {
                    &self.$field[id.index()]
                }
            }
        )*
    };
}

ids! {
    /// A variable of a file.
    VariableId, Variable, variables;
    /// A binding of a file.
    BindingId, Binding, bindings;
    /// A reference of a file.
    ReferenceId, Reference, references;
}

/// A name of the one scope that owns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// The owner. It is the module for globals that the file does not bind, too: builtins, that is, or names of an
    /// `import *`.
    pub scope: ScopeId,
    /// The name, mangled.
    pub name: Name,
    /// What binds, unbinds or declares it, anywhere in the file, in the order in which CPython meets them.
    pub bindings: Vec<BindingId>,
    /// Where it is read, in that order.
    pub references: Vec<ReferenceId>,
}

/// A place that binds, unbinds or declares a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// The variable.
    pub variable: VariableId,
    /// The scope that the place is in. It is not the variable's where that is declared global or nonlocal, or the
    /// place is an assignment expression in a comprehension.
    pub scope: ScopeId,
    /// The node that binds: a name, a definition, an alias, a parameter, a handler, a pattern.
    pub node: NodeId,
    /// The innermost statement around.
    pub stmt: Option<StmtId>,
    /// What is done; never [`Role::Read`].
    pub role: Role,
}

impl Binding {
    /// What gives the variable a value here; none if nothing does.
    pub fn kind(&self) -> Option<BindingKind> {
        match self.role {
            Role::Bind(BindingKind::Annotation)
            | Role::Read
            | Role::Delete
            | Role::Global
            | Role::Nonlocal => None,
            Role::Bind(kind) => Some(kind),
        }
    }
}

/// A place that reads a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The `Name`.
    pub node: NodeId,
    /// The innermost statement around.
    pub stmt: Option<StmtId>,
    /// The scope that it is in.
    pub scope: ScopeId,
    /// The variable; none if the name is in an annotation that is never evaluated.
    pub variable: Option<VariableId>,
    /// The variable that is read if that one is not bound at the time: of names of a class, in its body and in the
    /// scopes that see its namespace.
    pub fallback: Option<VariableId>,
}

/// What belongs to some nodes, most of which are expressions.
#[derive(Debug, Clone)]
struct ByNode<T> {
    exprs: Vec<Option<T>>,
    others: FxHashMap<NodeId, T>,
}

impl<T> Default for ByNode<T> {
    fn default() -> Self {
        Self { exprs: Vec::new(), others: FxHashMap::default() }
    }
}

impl<T> ByNode<T> {
    fn get(&self, node: &NodeId) -> Option<&T> {
        match node {
            NodeId::Expr(expr) => self.exprs.get(expr.index().get())?.as_ref(),
            other => self.others.get(other),
        }
    }

    fn insert(&mut self, node: NodeId, it: T) {
        match node {
            NodeId::Expr(expr) => {
                let idx = expr.index().get();
                if self.exprs.len() <= idx {
                    self.exprs.resize_with(idx + 1, || None);
                }
                self.exprs[idx] = Some(it);
            }
            other => {
                self.others.insert(other, it);
            }
        }
    }
}

/// The tables of one file.
#[derive(Debug, Clone, Default)]
pub struct Names {
    variables: Vec<Variable>,
    bindings: Vec<Binding>,
    references: Vec<Reference>,
    /// The variable that each scope means by each name.
    meant: FxHashMap<(ScopeId, Name), VariableId>,
    reference_of: ByNode<ReferenceId>,
    binding_of: FxHashMap<NodeId, BindingId>,
    /// The `from` statement of each name imported from a module.
    import_from: FxHashMap<AliasId, ImportFrom>,
    star_imports: Vec<AliasId>,
    /// Where there is an `import *`: the references that it cannot have anything to do with.
    settled: FxHashSet<ReferenceId>,
}

impl Names {
    /// All variables.
    pub fn variables(&self) -> impl ExactSizeIterator<Item = &Variable> {
        self.variables.iter()
    }

    /// The ids of all variables.
    pub fn variable_ids(&self) -> impl ExactSizeIterator<Item = VariableId> {
        (0..self.variables.len()).map(VariableId::new)
    }

    /// All bindings, in the order in which CPython meets them.
    pub fn bindings(&self) -> impl ExactSizeIterator<Item = &Binding> {
        self.bindings.iter()
    }

    /// All references, in the order in which CPython meets them.
    pub fn references(&self) -> impl ExactSizeIterator<Item = &Reference> {
        self.references.iter()
    }

    /// The names after `import *`, whose modules bind who knows what.
    pub fn star_imports(&self) -> &[AliasId] {
        &self.star_imports
    }

    /// The reference that a `Name` is; none if it is no name, binds one, or is in an annotation of a local variable,
    /// which is never evaluated.
    pub fn reference(&self, expr: ExprId) -> Option<&Reference> {
        self.reference_of.get(&expr.into()).map(|id| &self[*id])
    }

    /// The binding that `node` makes; of a declaration of several names the last.
    pub fn binding(&self, node: impl Into<NodeId>) -> Option<BindingId> {
        self.binding_of.get(&node.into()).copied()
    }

    /// The variable that a (mangled) name means in `scope`, if it stands there or in a scope inside.
    pub fn variable(&self, scope: ScopeId, name: Name) -> Option<VariableId> {
        self.meant.get(&(scope, name)).copied()
    }

    /// What may have bound what `expr` reads, if that is known: a name, of which all bindings are in the file.
    pub fn bindings_of(&self, expr: ExprId) -> Option<&[BindingId]> {
        let id = *self.reference_of.get(&expr.into())?;
        let reference = &self[id];
        let variable = reference.variable.filter(|_| reference.fallback.is_none())?;
        let bindings = &self[variable].bindings;
        let is_open = self[variable].scope == ScopeId::MODULE
            && !self.star_imports.is_empty()
            && !self.settled.contains(&id);
        (!bindings.is_empty() && !is_open).then_some(bindings.as_slice())
    }

    /// The one binding that `expr` reads, if the variable has no other; a `del` or declaration is another.
    pub fn only_binding(&self, expr: ExprId) -> Option<&Binding> {
        match self.bindings_of(expr)? {
            [only] => Some(&self[*only]),
            _ => None,
        }
    }

    /// Whether `expr` is a name that means the builtin called so, if there is one: nothing in the file binds it.
    pub fn is_builtin(&self, expr: ExprId) -> Answer {
        let Some(reference) = self.reference(expr) else { return Answer::Unknown };
        let Some(variable) = reference.variable.map(|id| &self[id]) else { return Answer::Unknown };
        if reference.fallback.is_some() {
            return Answer::Unknown;
        }
        match (variable.scope == ScopeId::MODULE, variable.bindings.is_empty()) {
            (true, true) if self.star_imports.is_empty() => Answer::Yes,
            // The module may not have bound it yet.
            (true, _) => Answer::Unknown,
            (false, _) => Answer::No,
        }
    }

    /// The import that a binding is.
    pub fn import(&self, ast: &Ast, binding: &Binding) -> Option<Import> {
        let NodeId::Alias(alias) = binding.node else { return None };
        Some(import(ast, alias, self.import_from.get(&alias).copied()))
    }
}
