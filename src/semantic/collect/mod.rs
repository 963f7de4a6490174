//! The first pass: which scopes there are, and what each does with which names.
//!
//! It walks the tree in CPython's order, which decides the order of symbols and which of several errors is the first.
//! Left spines and chains of `elif` are walked by loops; the rest recurses as deep as the tree.
//!
//! Source: CPython 3.14, `Python/symtable.c`.

mod annotations;
mod expressions;
mod future;
mod patterns;
mod statements;

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::error::{ScopeError, ScopeErrorKind};
use super::occurrence::{BindingKind, Occurrence, Role};
use super::scopes::{Directive, Scope, ScopeId, ScopeKey, ScopeKind, Scopes, mangle};
use super::symbol::{SymbolFlags as Flags, Symbols};
use super::{ScopeOptions, SpecialNames};
use crate::ast::{
    AliasId, Arguments, Ast, ExprContext, ExprId, List, Mod, ModId, Name, NodeId, Stmt, StmtId, Value,
};
use crate::ast::{Constant, Expr, ExprStmt};
use crate::text::{LineIndex, TextRange, TextSize};

/// The error is boxed, so that success is one word: it is asked for after every node.
type Walk = Result<(), Box<ScopeError>>;

/// What is known of a scope only as long as it is walked.
#[derive(Debug, Clone, Copy, Default)]
struct Situation {
    /// The target of a `for` of the comprehension is being walked.
    in_iteration_target: bool,
    /// How many iterables of comprehensions are around.
    n_iterables: u32,
    /// What is being walked may not be reached: it is in an `if`, a loop, and so on.
    in_conditional_block: bool,
    /// What is being walked is an annotation that is never evaluated.
    in_unevaluated_annotation: bool,
    /// Of a type variable's scope: what it is, in the words of messages.
    type_variable: &'static str,
}

pub(super) struct Collector<'t> {
    ast: &'t mut Ast,
    text: &'t str,
    lines: OnceCell<LineIndex>,
    options: ScopeOptions,
    pub(super) scopes: Scopes,
    /// What is known of each scope, by its id.
    situations: Vec<Situation>,
    /// The scopes around, the module first.
    stack: Vec<ScopeId>,
    /// The class that mangles private names.
    private: Option<Name>,
    names: SpecialNames,
    /// The last `from __future__` at the start of the file.
    last_future: Option<TextRange>,
    /// Left spines that are being walked.
    spine: Vec<ExprId>,
    /// The innermost statement around.
    stmt: Option<StmtId>,
    /// What binds the targets that are being walked.
    target_kind: BindingKind,
    pub(super) occurrences: Vec<Occurrence>,
    /// Every `from … import *`.
    pub(super) star_imports: Vec<AliasId>,
}

impl<'t> Collector<'t> {
    pub(super) fn new(ast: &'t mut Ast, text: &'t str, options: ScopeOptions, names: SpecialNames) -> Self {
        Self {
            names,
            ast,
            text,
            lines: OnceCell::new(),
            options,
            scopes: Scopes { future_annotations: options.future_annotations, ..Scopes::default() },
            situations: Vec::new(),
            stack: Vec::new(),
            private: None,
            last_future: None,
            spine: Vec::new(),
            stmt: None,
            target_kind: BindingKind::Assign,
            occurrences: Vec::new(),
            star_imports: Vec::new(),
        }
    }

    pub(super) fn module(&mut self, root: ModId) -> Walk {
        self.read_future(root);
        // Each function and lambda has arguments, and a function two scopes.
        let n_scopes = 2 * self.ast.count::<Arguments>();
        self.scopes.scopes.reserve(n_scopes);
        self.scopes.by_key.reserve(n_scopes);
        let nowhere = TextRange::empty(TextSize::new(0));
        let scope = self.new_scope(ScopeKind::Module, ScopeKey::Module, self.names.top, nowhere);
        self.enter(scope, true);
        match self.ast[root] {
            Mod::Module(module) => {
                self.scopes[scope].has_docstring = self.has_docstring(module.body);
                self.statements(module.body)?;
            }
            Mod::Interactive(it) => self.statements(it.body)?,
            Mod::Expression(it) => self.expr(it.body)?,
            // Nobody compiles a function type; its names are of no scope.
            Mod::FunctionType(_) => {}
        }
        self.exit();
        Ok(())
    }

    fn has_docstring(&self, body: List<StmtId>) -> bool {
        let Some(first) = self.ast[body].first() else { return false };
        let Stmt::Expr(ExprStmt { value }) = self.ast[*first] else { return false };
        matches!(self.ast[value], Expr::Constant(Constant { value: Value::Str(_), .. }))
    }

    // Scopes.

    fn current_id(&self) -> ScopeId {
        *self.stack.last().expect("the module's scope is left last")
    }

    fn current(&mut self) -> &mut Scope {
        let id = self.current_id();
        &mut self.scopes[id]
    }

    fn situation(&mut self) -> &mut Situation {
        let id = self.current_id();
        &mut self.situations[id.index()]
    }

    /// A scope inside the current one, which is not yet entered.
    fn new_scope(&mut self, kind: ScopeKind, key: ScopeKey, name: Name, range: TextRange) -> ScopeId {
        let parent = self.stack.last().copied();
        let around = parent.map(|id| &self.scopes[id]);
        let scope = Scope {
            kind,
            key,
            name,
            range,
            parent,
            children: Vec::new(),
            symbols: Symbols::default(),
            varnames: Vec::new(),
            directives: Vec::new(),
            private: self.private,
            mangled_names: None,
            nested: around.is_some_and(|it| it.nested || it.kind.is_function_like()),
            generator: false,
            coroutine: false,
            returns_value: false,
            varargs: false,
            varkeywords: false,
            method: kind.is_function_block() && around.is_some_and(|it| it.kind == ScopeKind::Class),
            has_docstring: false,
            needs_class_closure: false,
            needs_classdict: false,
            has_conditional_annotations: false,
            annotations_used: false,
            annotation_block: None,
            can_see_class_scope: false,
            comp_inlined: false,
            is_resolved: false,
        };
        let id = ScopeId::new(self.scopes.scopes.len());
        self.scopes.scopes.push(scope);
        self.scopes.by_key.insert(key, id);
        self.situations.push(Situation::default());
        id
    }

    /// Makes `scope` the current one; `is_child` says that it is to be a child of the one before.
    fn enter(&mut self, scope: ScopeId, is_child: bool) {
        if let Some(&around) = self.stack.last() {
            // All assignment expressions are forbidden in an iterable, however deep in it.
            self.situations[scope.index()].n_iterables = self.situations[around.index()].n_iterables;
            if self.scopes[scope].kind != ScopeKind::Class {
                self.scopes[scope].mangled_names = self.scopes[around].mangled_names;
            }
            if is_child {
                self.scopes[around].children.push(scope);
            }
        }
        self.stack.push(scope);
    }

    /// Makes and enters a scope for what stands at `at`.
    fn open(&mut self, kind: ScopeKind, key: ScopeKey, name: Name, at: impl Into<NodeId>) -> Walk {
        let at = at.into();
        let scope = self.new_scope(kind, key, name, at.range(self.ast));
        let is_child = kind != ScopeKind::Annotation || !self.scopes.future_annotations;
        self.enter(scope, is_child);
        if matches!(kind, ScopeKind::Annotation | ScopeKind::TypeVariable | ScopeKind::TypeAlias) {
            // The format in which the value is asked for is a parameter, read by the code before the value.
            self.add_implicit(self.names.format, Flags::DEF_PARAM, at)?;
            self.add_implicit(self.names.format, Flags::USE, at)?;
        }
        Ok(())
    }

    fn exit(&mut self) {
        self.stack.pop();
    }

    // Names.

    fn mangled(&mut self, scope: ScopeId, name: Name) -> Name {
        let Some(private) = self.private else { return name };
        if let Some(set) = self.scopes[scope].mangled_names
            && !self.scopes.mangled_names[set as usize].contains(&name)
        {
            return name;
        }
        mangle(self.ast, private, name)
    }

    /// What `scope` knows of a name so far.
    fn flags_in(&mut self, scope: ScopeId, name: Name) -> Flags {
        let mangled = self.mangled(scope, name);
        self.scopes[scope].symbols.flags(mangled)
    }

    fn flags(&mut self, name: Name) -> Flags {
        self.flags_in(self.current_id(), name)
    }

    /// Adds a name that stands at `at`.
    fn add(&mut self, name: Name, flags: Flags, at: impl Into<NodeId>) -> Walk {
        let context = if flags == Flags::USE { ExprContext::Load } else { ExprContext::Store };
        self.add_in_context(name, flags, at, context)
    }

    /// Adds a name that the compiler makes up for what stands at `at`.
    fn add_implicit(&mut self, name: Name, flags: Flags, at: NodeId) -> Walk {
        self.add_to(self.current_id(), name, flags, at)
    }

    fn add_in_context(
        &mut self,
        name: Name,
        flags: Flags,
        at: impl Into<NodeId>,
        context: ExprContext,
    ) -> Walk {
        let at = at.into();
        if flags.has_any(Flags::DEF_BOUND) {
            self.check_name(name, at, context)?;
        }
        if flags.has_any(Flags::DEF_TYPE_PARAM)
            && let Some(set) = self.current().mangled_names
        {
            self.scopes.mangled_names[set as usize].insert(name);
        }
        let scope = self.current_id();
        self.add_to(scope, name, flags, at)?;
        if self.options.names {
            let name = self.mangled(scope, name);
            let role = self.role(flags, at, context);
            self.occurrences.push(Occurrence {
                scope,
                name,
                node: at,
                stmt: self.stmt,
                role,
                is_evaluated: true,
            });
        }
        Ok(())
    }

    fn add_to(&mut self, scope: ScopeId, name: Name, flags: Flags, at: NodeId) -> Walk {
        let mangled = self.mangled(self.current_id(), name);
        let symbols = &self.scopes[scope].symbols;
        let place = symbols.place(mangled);
        let known = place.map_or(Flags::NONE, |place| symbols.at(place).flags);
        let is_twice = |flag| flags.has_any(flag) && known.has_any(flag);
        if is_twice(Flags::DEF_PARAM) {
            return Err(self.name_error(at, name, ScopeErrorKind::DuplicateParameter));
        }
        if is_twice(Flags::DEF_TYPE_PARAM) {
            return Err(self.name_error(at, name, ScopeErrorKind::DuplicateTypeParameter));
        }
        let mut added = flags;
        if self.situations[scope.index()].in_iteration_target {
            if (known | flags).has_any(Flags::DEF_GLOBAL | Flags::DEF_NONLOCAL) {
                return Err(self.name_error(at, name, ScopeErrorKind::LoopRebindsTarget));
            }
            added |= Flags::DEF_COMP_ITER;
        }
        let scope = &mut self.scopes[scope];
        scope.symbols.add_at(place, mangled, added);
        if flags.has_any(Flags::DEF_PARAM) {
            scope.varnames.push(mangled);
        } else if flags.has_any(Flags::DEF_GLOBAL) {
            self.scopes[ScopeId::MODULE].symbols.add(mangled, flags);
        }
        Ok(())
    }

    /// What is done with a name that is a `Name`, or a field of the node at `at`.
    fn role(&self, flags: Flags, at: NodeId, context: ExprContext) -> Role {
        if context == ExprContext::Del {
            return Role::Delete;
        }
        let kind = match at {
            _ if flags == Flags::USE => return Role::Read,
            _ if flags == Flags::DEF_GLOBAL => return Role::Global,
            _ if flags == Flags::DEF_NONLOCAL => return Role::Nonlocal,
            NodeId::Stmt(id) if matches!(self.ast[id], Stmt::ClassDef(_)) => BindingKind::Class,
            NodeId::Stmt(_) => BindingKind::Function,
            NodeId::Arg(_) => BindingKind::Parameter,
            NodeId::Alias(_) => BindingKind::Import,
            NodeId::ExceptHandler(_) => BindingKind::Except,
            NodeId::Pattern(_) => BindingKind::Capture,
            NodeId::TypeParam(_) => BindingKind::TypeParam,
            _ => self.target_kind,
        };
        Role::Bind(kind)
    }

    /// Walks targets that `kind` binds.
    fn targets(&mut self, kind: BindingKind, walk: impl FnOnce(&mut Self) -> Walk) -> Walk {
        let around = std::mem::replace(&mut self.target_kind, kind);
        walk(self)?;
        self.target_kind = around;
        Ok(())
    }

    fn add_directive(&mut self, name: Name, at: impl Into<NodeId>) {
        let range = at.into().range(self.ast);
        let name = self.mangled(self.current_id(), name);
        self.current().directives.push(Directive { name, range });
    }

    /// `__debug__` is a constant.
    fn check_name(&self, name: Name, at: impl Into<NodeId>, context: ExprContext) -> Walk {
        let kind = match context {
            _ if name != self.names.debug => return Ok(()),
            ExprContext::Load => return Ok(()),
            ExprContext::Store => ScopeErrorKind::AssignToDebug,
            ExprContext::Del => ScopeErrorKind::DeleteDebug,
        };
        Err(self.error(at, kind))
    }

    // Errors.

    fn error(&self, at: impl Into<NodeId>, kind: ScopeErrorKind) -> Box<ScopeError> {
        Box::new(ScopeError { range: at.into().range(self.ast), kind })
    }

    fn name_error(
        &self,
        at: impl Into<NodeId>,
        name: Name,
        kind: impl FnOnce(String) -> ScopeErrorKind,
    ) -> Box<ScopeError> {
        self.error(at, kind(self.ast.name(name).to_owned()))
    }

    /// A new set of names that are mangled, for the type parameters of a class.
    fn new_mangled_names(&mut self) {
        let set = u32::try_from(self.scopes.mangled_names.len()).unwrap_or(u32::MAX);
        self.scopes.mangled_names.push(FxHashSet::default());
        self.current().mangled_names = Some(set);
    }
}
