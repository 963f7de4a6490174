//! What imports bind, and the qualified names that follow from them.

use super::names::{Answer, Binding, BindingId, Names, VariableId};
use super::occurrence::BindingKind;
use super::scopes::ScopeId;
use crate::ast::{Alias, AliasId, Ast, Expr, ExprId, ImportFrom};

/// What an import binds a name to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The module that is imported, dots and all: `os.path`. One that is relative to the package starts with its dots.
    pub module: String,
    /// The name that is taken out of it; none where the name is bound to a module.
    pub name: Option<String>,
    /// The qualified name of what is bound: `os` for `import os.path`, `os.path` for `import os.path as p` and for
    /// `from os import path`.
    pub qualified: String,
}

/// What `alias` binds, which is in the statement `from` if it is of one.
pub(super) fn import(ast: &Ast, alias: AliasId, from: Option<ImportFrom>) -> Import {
    let Alias { name, asname } = ast[alias];
    let name = ast.name(name);
    let Some(from) = from else {
        let top = name.split('.').next().unwrap_or(name);
        let qualified = if asname.is_some() { name } else { top };
        return Import { module: name.to_owned(), name: None, qualified: qualified.to_owned() };
    };
    let module = from.module.map_or("", |module| ast.name(module));
    let module = format!("{}{module}", ".".repeat(from.level as usize));
    let dot = if module.ends_with('.') || module.is_empty() { "" } else { "." };
    Import { qualified: format!("{module}{dot}{name}"), name: Some(name.to_owned()), module }
}

/// The name by which the world knows what an expression reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Qualified {
    /// A dotted path: `os.path.join`, `builtins.open`, and `.a.b` relative to the package.
    Name(String),
    /// It is none that an import or the builtins give: something else of this file.
    Other,
    /// It may be one.
    Unknown,
}

impl Names {
    /// The qualified name of a name, or of an attribute of one, through imports and their aliases.
    ///
    /// A name has one if all of its bindings are imports of the same thing; with `import os` and `import os.path`,
    /// `os` is `os`. Assignments (`join = os.path.join`) are not followed.
    pub fn qualified_name(&self, ast: &Ast, expr: ExprId) -> Qualified {
        let mut attributes = Vec::new();
        let mut at = expr;
        while let Expr::Attribute(attribute) = ast[at] {
            attributes.push(attribute.attr);
            at = attribute.value;
        }
        let Expr::Name(_) = ast[at] else { return Qualified::Other };
        let Qualified::Name(mut path) = self.qualified_root(ast, at) else {
            return self.qualified_root(ast, at);
        };
        for attribute in attributes.into_iter().rev() {
            path.push('.');
            path.push_str(ast.name(attribute));
        }
        Qualified::Name(path)
    }

    /// Whether `expr` reads what the world knows as `path`.
    pub fn is_qualified(&self, ast: &Ast, expr: ExprId, path: &str) -> Answer {
        match self.qualified_name(ast, expr) {
            Qualified::Name(name) if name == path => Answer::Yes,
            Qualified::Name(_) | Qualified::Other => Answer::No,
            Qualified::Unknown => Answer::Unknown,
        }
    }

    fn qualified_root(&self, ast: &Ast, name: ExprId) -> Qualified {
        if self.is_builtin(name) == Answer::Yes
            && let Some(variable) = self.reference(name).and_then(|reference| reference.variable)
        {
            return Qualified::Name(format!("builtins.{}", ast.name(self[variable].name)));
        }
        if let Some(variable) = self.unevaluated(name) {
            return self.taken_for(ast, variable);
        }
        let Some(bindings) = self.bindings_of(name) else { return Qualified::Unknown };
        self.common_origin(ast, bindings)
    }

    /// What a variable is where nothing but type checkers reads it.
    fn taken_for(&self, ast: &Ast, variable: VariableId) -> Qualified {
        let variable = &self[variable];
        let is_open = variable.scope == ScopeId::MODULE && !self.star_imports().is_empty();
        match variable.bindings.as_slice() {
            _ if is_open => Qualified::Unknown,
            [] => Qualified::Name(format!("builtins.{}", ast.name(variable.name))),
            bindings => self.common_origin(ast, bindings),
        }
    }

    /// The qualified name of what all of these bind.
    fn common_origin(&self, ast: &Ast, bindings: &[BindingId]) -> Qualified {
        let mut origins = bindings.iter().map(|id| self.origin(ast, &self[*id]));
        let first = origins.next().unwrap_or(Qualified::Unknown);
        if origins.all(|origin| origin == first) { first } else { Qualified::Unknown }
    }

    /// The qualified name of what a binding binds.
    fn origin(&self, ast: &Ast, binding: &Binding) -> Qualified {
        match binding.kind() {
            Some(BindingKind::Import) => self
                .import(ast, binding)
                .map_or(Qualified::Unknown, |import| Qualified::Name(import.qualified)),
            Some(
                BindingKind::Function | BindingKind::Class | BindingKind::TypeParam | BindingKind::TypeAlias,
            ) => Qualified::Other,
            // The value may be anything, an imported module as well.
            Some(
                BindingKind::Assign
                | BindingKind::AugAssign
                | BindingKind::Annotation
                | BindingKind::NamedExpr
                | BindingKind::For
                | BindingKind::Comprehension
                | BindingKind::With
                | BindingKind::Except
                | BindingKind::Parameter
                | BindingKind::Capture,
            )
            | None => Qualified::Unknown,
        }
    }
}
