//! Classes of the file: what they derive from and what their members are.

use std::rc::Rc;

use super::binding::Decorator;
use super::{Callee, Class, Instance, Part, Type};
use crate::ast::{ClassDef, Expr, ExprId, List, NodeId, Stmt, StmtId};
use crate::semantic::Analysis;
use crate::semantic::stubs;

/// What a class of the file derives from.
#[derive(Debug, Clone, Default)]
pub(in crate::semantic) struct Ancestry {
    /// The class and those that it is known to derive from, nearest first.
    pub(in crate::semantic) classes: Vec<Class>,
    /// It may derive from others.
    pub(in crate::semantic) is_open: bool,
}

/// Longer chains of classes are cycles.
const MAX_BASES: usize = 64;

impl Analysis<'_> {
    /// What `class` derives from.
    pub(in crate::semantic) fn ancestry(&self, class: &Class) -> Ancestry {
        let mut out = Ancestry::default();
        self.add_ancestry(class, &mut out);
        out
    }

    fn add_ancestry(&self, class: &Class, out: &mut Ancestry) {
        if out.classes.contains(class) {
            return;
        }
        if out.classes.len() > MAX_BASES {
            out.is_open = true;
            return;
        }
        match class {
            Class::Library(library) => {
                out.is_open |= has_unknown_base(library);
                for base in library.mro() {
                    let base = Class::Library(base);
                    if !out.classes.contains(&base) {
                        out.classes.push(base);
                    }
                }
            }
            Class::Foreign(_) => {
                out.classes.push(class.clone());
                out.is_open = true;
            }
            Class::Local(stmt) => {
                out.classes.push(class.clone());
                let Stmt::ClassDef(it) = self.ast[*stmt] else { return };
                for base in &self.ast[it.bases] {
                    match self.base(*base) {
                        Some(base) => self.add_ancestry(&base, out),
                        None => out.is_open = true,
                    }
                }
            }
        }
    }

    /// The class that an expression among the bases is.
    fn base(&self, base: ExprId) -> Option<Class> {
        if let Expr::Subscript(it) = self.ast[base] {
            return self.base(it.value);
        }
        match self.type_of(base).only() {
            Some(Part::Class { class, .. }) => Some(class.clone()),
            Some(Part::Instance(_) | Part::Function(_) | Part::Module(_)) | None => {
                let path = self.path(base)?;
                match path.as_str() {
                    "typing.Generic" | "typing.Protocol" | "typing_extensions.Protocol" => {
                        Some(Class::Library(stubs::class("builtins.object")?))
                    }
                    _ if path.starts_with("builtins.") => None,
                    _ => Some(Class::Foreign(path.into())),
                }
            }
        }
    }

    /// A class of the file as a value.
    pub(super) fn class_object(&self, stmt: StmtId) -> Type {
        let Stmt::ClassDef(it) = self.ast[stmt] else { return Type::UNKNOWN };
        if self.ast[it.decorator_list].iter().all(|it| self.keeps_class(*it)) {
            Type::of(Part::Class { class: Class::Local(stmt), is_exact: true })
        } else {
            Type::UNKNOWN
        }
    }

    /// Whether a decorator returns the class, or one that differs in nothing that matters here.
    fn keeps_class(&self, decorator: ExprId) -> bool {
        let named = match self.ast[decorator] {
            Expr::Call(call) => call.func,
            _ => decorator,
        };
        const KEEP: &[&str] = &[
            "dataclasses.dataclass",
            "functools.total_ordering",
            "enum.unique",
            "typing.final",
            "typing.runtime_checkable",
        ];
        self.library_path(named).is_some_and(|path| KEEP.contains(&path))
    }

    /// What a call of a class of the file gives.
    pub(super) fn constructed(&self, stmt: StmtId) -> Type {
        let ancestry = self.ancestry(&Class::Local(stmt));
        let makes_instances = |class: &Class| match class {
            Class::Local(stmt) => {
                let Stmt::ClassDef(it) = self.ast[*stmt] else { return false };
                it.keywords.is_empty() && !self.defines(it.body, "__new__")
            }
            Class::Library(class) => {
                // A class of these has its own way of making instances.
                ![
                    "builtins.type",
                    "enum.Enum",
                    "typing.TypedDict",
                    "typing.NamedTuple",
                    "builtins.BaseException",
                ]
                .contains(&class.qualified.as_str())
                    || class.qualified == "builtins.BaseException"
            }
            Class::Foreign(_) => false,
        };
        if ancestry.is_open || !ancestry.classes.iter().all(makes_instances) {
            return Type::UNKNOWN;
        }
        Type::of(Part::Instance(Instance::new(Class::Local(stmt)).exactly()))
    }

    fn defines(&self, body: List<StmtId>, name: &str) -> bool {
        !self.definitions(body, name).is_empty()
    }

    /// The statements right in the body of a class that bind `name`, and compound ones, which may.
    fn definitions(&self, body: List<StmtId>, name: &str) -> Vec<StmtId> {
        let ast = self.ast;
        let is_name = |target: &ExprId| match ast[*target] {
            Expr::Name(it) => ast.name(it.id) == name,
            // Who knows what a target of several names binds.
            Expr::Tuple(_) | Expr::List(_) | Expr::Starred(_) => true,
            _ => false,
        };
        let binds = |stmt: &StmtId| match ast[*stmt] {
            Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => ast.name(it.name) == name,
            Stmt::ClassDef(it) => ast.name(it.name) == name,
            Stmt::Assign(it) => ast[it.targets].iter().any(is_name),
            Stmt::AnnAssign(it) => is_name(&it.target),
            Stmt::AugAssign(it) => is_name(&it.target),
            Stmt::Expr(_) | Stmt::Pass(_) => false,
            Stmt::If(_)
            | Stmt::For(_)
            | Stmt::AsyncFor(_)
            | Stmt::While(_)
            | Stmt::With(_)
            | Stmt::AsyncWith(_)
            | Stmt::Try(_)
            | Stmt::TryStar(_)
            | Stmt::Match(_) => self.mentions(*stmt, name),
            Stmt::Import(it) => ast[it.names].iter().any(|id| self.imports(*id, name)),
            Stmt::ImportFrom(it) => ast[it.names].iter().any(|id| self.imports(*id, name)),
            Stmt::Return(_)
            | Stmt::Delete(_)
            | Stmt::TypeAlias(_)
            | Stmt::Raise(_)
            | Stmt::Assert(_)
            | Stmt::Global(_)
            | Stmt::Nonlocal(_)
            | Stmt::Break(_)
            | Stmt::Continue(_) => false,
        };
        ast[body].iter().copied().filter(binds).collect()
    }

    fn imports(&self, alias: crate::ast::AliasId, name: &str) -> bool {
        let alias = self.ast[alias];
        self.ast.name(alias.asname.unwrap_or(alias.name)).split('.').next() == Some(name)
    }

    fn mentions(&self, stmt: StmtId, name: &str) -> bool {
        let ast = self.ast;
        ast.walk(stmt.into()).any(|node| match node {
            NodeId::Stmt(stmt) => match ast[stmt] {
                Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => ast.name(it.name) == name,
                Stmt::ClassDef(it) => ast.name(it.name) == name,
                _ => false,
            },
            NodeId::Expr(expr) => matches!(ast[expr], Expr::Name(it) if ast.name(it.id) == name),
            NodeId::Alias(alias) => self.imports(alias, name),
            _ => false,
        })
    }

    /// The member `name` of a class of the file, read from `receiver`; none if the class itself has none.
    pub(super) fn local_member(&self, stmt: StmtId, name: &str, receiver: &Part) -> Option<Type> {
        let ast = self.ast;
        let Stmt::ClassDef(it) = ast[stmt] else { return None };
        let found = self.definitions(it.body, name);
        let Some(only) = found.first().filter(|_| found.len() == 1) else {
            if !found.is_empty() {
                return Some(Type::UNKNOWN);
            }
            return self.declared_attribute(it, name);
        };
        Some(match ast[*only] {
            Stmt::FunctionDef(function) => self.local_method(*only, function.returns, receiver),
            Stmt::AsyncFunctionDef(_) => self.local_method(*only, None, receiver),
            Stmt::AnnAssign(it) => self.annotation(it.annotation),
            _ => Type::UNKNOWN,
        })
    }

    fn local_method(&self, stmt: StmtId, returns: Option<ExprId>, receiver: &Part) -> Type {
        let (Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it)) = self.ast[stmt] else {
            return Type::UNKNOWN;
        };
        let of_instance = matches!(receiver, Part::Instance(_));
        let mut bound = of_instance.then(|| Rc::new(receiver.clone()));
        for decorator in &self.ast[it.decorator_list] {
            match self.decorator(*decorator) {
                Decorator::Property => {
                    let known = returns.filter(|_| of_instance).map(|it| self.annotation(it));
                    return known.unwrap_or(Type::UNKNOWN);
                }
                Decorator::StaticMethod | Decorator::ClassMethod => bound = Some(Rc::new(receiver.clone())),
                Decorator::Transparent => {}
                Decorator::Other => return Type::UNKNOWN,
            }
        }
        Type::of(Part::Function(Callee::Local(stmt, bound)))
    }

    /// What `self.name: T` in the class's `__init__` says.
    fn declared_attribute(&self, class: ClassDef, name: &str) -> Option<Type> {
        let ast = self.ast;
        let init = ast[class.body].iter().find_map(|stmt| match ast[*stmt] {
            Stmt::FunctionDef(it) if ast.name(it.name) == "__init__" => Some(it),
            _ => None,
        })?;
        ast[init.body].iter().find_map(|stmt| {
            let Stmt::AnnAssign(it) = ast[*stmt] else { return None };
            let Expr::Attribute(target) = ast[it.target] else { return None };
            let of_self = matches!(ast[target.value], Expr::Name(it) if ast.name(it.id) == "self");
            (of_self && ast.name(target.attr) == name).then(|| self.annotation(it.annotation))
        })
    }
}

/// Whether the stubs do not say all that a class derives from.
pub(super) fn has_unknown_base(class: &'static stubs::Class) -> bool {
    let is_unknown = |base: &stubs::TypeExpr| match base {
        stubs::TypeExpr::Name(name) => {
            !matches!(name.meaning(), stubs::Meaning::Class(_))
                && !matches!(
                    &*name.path,
                    "typing.Protocol" | "typing.Generic" | "typing.NamedTuple" | "typing.TypedDict"
                )
        }
        _ => true,
    };
    class.mro().iter().any(|it| it.bases.iter().any(is_unknown))
}
