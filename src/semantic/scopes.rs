//! The tree of scopes of one file.

use rustc_hash::{FxHashMap, FxHashSet};

use super::symbol::{Symbol, Symbols};
use crate::ast::{Ast, ExprId, Name, StmtId, TypeParamId};
use crate::text::TextRange;

/// A scope of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(u32);

impl ScopeId {
    /// The scope of the file itself.
    pub const MODULE: Self = Self(0);

    pub(super) fn new(idx: usize) -> Self {
        Self(u32::try_from(idx).expect("a file has fewer scopes than bytes"))
    }

    /// The place among the scopes of the file, in the order in which they were made; 0-based.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What kind of block a scope is. CPython calls [`Function`](Self::Function), [`Lambda`](Self::Lambda) and
/// [`Comprehension`](Self::Comprehension) alike a function block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// A file.
    Module,
    /// The body of a `class`.
    Class,
    /// The body of a `def`.
    Function,
    /// The body of a `lambda`.
    Lambda,
    /// A comprehension but for its first iterable.
    Comprehension(Comprehension),
    /// Annotations, evaluated on demand (PEP 649): of the parameters of one function, or of all the annotated
    /// assignments of one scope.
    Annotation,
    /// The value of a `type` statement.
    TypeAlias,
    /// The type parameters of a function, class or type alias, and what is inside of their reach.
    TypeParameters,
    /// Bound, constraints or default of a type parameter.
    TypeVariable,
}

/// The kinds of comprehension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comprehension {
    /// `[… for …]`.
    List,
    /// `{… for …}`.
    Set,
    /// `{…: … for …}`.
    Dict,
    /// `(… for …)`.
    Generator,
}

impl ScopeKind {
    /// Whether names are looked up as in a function: its variables are seen by the scopes inside. All but modules and
    /// classes.
    pub fn is_function_like(self) -> bool {
        !matches!(self, Self::Module | Self::Class)
    }

    /// Whether CPython calls it a function block.
    pub fn is_function_block(self) -> bool {
        matches!(self, Self::Function | Self::Lambda | Self::Comprehension(_))
    }

    /// `SymbolTable.get_type()` of CPython's module `symtable`.
    pub fn type_name(self) -> &'static str {
        match self {
            Self::Module => "module",
            Self::Class => "class",
            Self::Function | Self::Lambda | Self::Comprehension(_) => "function",
            Self::Annotation => "annotation",
            Self::TypeAlias => "type alias",
            Self::TypeParameters => "type parameters",
            Self::TypeVariable => "type variable",
        }
    }
}

/// What opens a scope. A statement may open several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScopeKey {
    /// The file.
    Module,
    /// The body of a function or class, or the value of a type alias.
    Body(StmtId),
    /// The type parameters of a function, class or type alias.
    TypeParams(StmtId),
    /// The annotations of a function's parameters and result. Every function has this scope, be there annotations or
    /// not: see [`Scope::annotations_used`].
    Signature(StmtId),
    /// The annotated assignments right in this module, class or function: one scope for all.
    Annotations(ScopeId),
    /// A lambda or comprehension.
    Expr(ExprId),
    /// The bound or the constraints of a type parameter.
    Bound(TypeParamId),
    /// The default of a type parameter.
    Default(TypeParamId),
}

/// A `global` or `nonlocal` declaration of one name. An assignment expression in a comprehension is one, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Directive {
    /// The name, mangled.
    pub name: Name,
    /// The statement, or the target of the assignment expression.
    pub range: TextRange,
}

/// One scope. Fields that are called as in CPython's `PySTEntryObject` (there with `ste_` before them) mean the same.
#[derive(Debug, Clone)]
pub struct Scope {
    /// What kind of block it is.
    pub kind: ScopeKind,
    /// What opened it.
    pub key: ScopeKey,
    /// The name: of the function or class, `top`, `lambda`, `listcomp`, `__annotate__` and so on. Not mangled.
    pub name: Name,
    /// Where it is, in bytes of the text; CPython's `lineno` is its first line, and 0 for the module.
    pub range: TextRange,
    /// The scope around, as the text has it: also of what lies in an inlined comprehension. None for the module.
    pub parent: Option<ScopeId>,
    /// The scopes right inside, in CPython's order: an inlined comprehension's are in its place.
    pub children: Vec<ScopeId>,
    /// The names.
    pub symbols: Symbols,
    /// The parameters, in the order of the code object: positional, keyword-only, `*args`, `**kwargs`.
    pub varnames: Vec<Name>,
    /// The declarations, in order.
    pub directives: Vec<Directive>,
    /// The class whose name mangles private names here: the innermost around, or the scope itself.
    pub private: Option<Name>,
    /// If set, only the names in that set are mangled: in the type parameters of a class.
    pub(super) mangled_names: Option<u32>,
    /// Whether it is inside a function-like scope.
    pub nested: bool,
    /// Whether it is a generator: there is a `yield`, or it is a generator expression.
    pub generator: bool,
    /// Whether it is `async def`, or has an `await` or an asynchronous comprehension.
    pub coroutine: bool,
    /// Whether there is a `return` with a value.
    pub returns_value: bool,
    /// Whether there is `*args`.
    pub varargs: bool,
    /// Whether there is `**kwargs`.
    pub varkeywords: bool,
    /// Whether a function right in a class.
    pub method: bool,
    /// Whether the body starts with a docstring.
    pub has_docstring: bool,
    /// Of a class: a function inside needs the cell `__class__`.
    pub needs_class_closure: bool,
    /// Of a class: a scope inside needs the cell `__classdict__`.
    pub needs_classdict: bool,
    /// Of a module or class: which annotations were reached is kept in `__conditional_annotations__`.
    pub has_conditional_annotations: bool,
    /// Of a scope with annotated assignments, and of a signature: whether there are annotations.
    pub annotations_used: bool,
    /// The scope of the annotated assignments right in this one.
    pub annotation_block: Option<ScopeId>,
    /// Whether names are looked up in the namespace of the class around first.
    pub can_see_class_scope: bool,
    /// Of a comprehension: it is compiled in place, as part of the scope around.
    pub comp_inlined: bool,
    /// Whether the names are resolved. Annotations that are never evaluated are not:
    /// `from __future__ import annotations`.
    pub is_resolved: bool,
}

impl Scope {
    /// The kind of comprehension.
    pub fn comprehension(&self) -> Option<Comprehension> {
        match self.kind {
            ScopeKind::Comprehension(kind) => Some(kind),
            _ => None,
        }
    }

    /// The symbol with this (mangled) name.
    pub fn symbol(&self, name: Name) -> Option<&Symbol> {
        self.symbols.get(name)
    }
}

/// All scopes of one file. `&scopes[id]` is a scope.
#[derive(Debug, Clone, Default)]
pub struct Scopes {
    pub(super) scopes: Vec<Scope>,
    pub(super) by_key: FxHashMap<ScopeKey, ScopeId>,
    pub(super) mangled_names: Vec<FxHashSet<Name>>,
    /// Whether annotations are not evaluated: `from __future__ import annotations`.
    pub future_annotations: bool,
}

impl Scopes {
    /// The scope that `key` opens.
    pub fn get(&self, key: ScopeKey) -> Option<ScopeId> {
        self.by_key.get(&key).copied()
    }

    /// Every scope, in the order in which they were made: parents before children, otherwise that of the text, but
    /// decorators and defaults before, and annotations before the body.
    pub fn iter(&self) -> impl Iterator<Item = (ScopeId, &Scope)> {
        self.scopes.iter().enumerate().map(|(idx, scope)| (ScopeId::new(idx), scope))
    }

    /// The name that `name` is stored by where it stands in `scope`: `__x` in a class `C` is `_C__x`.
    pub fn mangle(&self, ast: &mut Ast, scope: ScopeId, name: Name) -> Name {
        let scope = &self[scope];
        let Some(private) = scope.private else { return name };
        if let Some(set) = scope.mangled_names
            && !self.mangled_names[set as usize].contains(&name)
        {
            return name;
        }
        mangle(ast, private, name)
    }
}

impl std::ops::Index<ScopeId> for Scopes {
    type Output = Scope;

    fn index(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.index()]
    }
}

impl std::ops::IndexMut<ScopeId> for Scopes {
    fn index_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.index()]
    }
}

/// `name` in the class `class`: `__x` becomes `_class__x`, unless it ends in two underscores, has a dot (a module's
/// name), or the class has nothing but underscores for a name.
pub fn mangle(ast: &mut Ast, class: Name, name: Name) -> Name {
    let text = ast.name(name);
    if !text.starts_with("__") || text.ends_with("__") || text.contains('.') {
        return name;
    }
    let class = ast.name(class).trim_start_matches('_');
    if class.is_empty() {
        return name;
    }
    let mangled = format!("_{class}{text}");
    ast.intern(&mangled)
}
