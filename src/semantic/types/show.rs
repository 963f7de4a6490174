//! Types as text, for people and tests.

use std::fmt::Write as _;

use super::{Callee, Class, Instance, Part, Rest, Type};
use crate::ast::{Ast, Stmt};

impl Type {
    /// The type as Python writes it: `str | None`. An instance that is of no subclass has `=` before its class, `?`
    /// stands for what is not known, `!None` for anything but `None`. `ast` is the tree of the file.
    pub fn show(&self, ast: &Ast) -> String {
        let mut parts: Vec<_> = self.parts.iter().map(|part| part.show(ast)).collect();
        match self.rest {
            Rest::Nothing => {}
            Rest::NotNone => parts.push("!None".to_owned()),
            Rest::Anything => parts.push("?".to_owned()),
        }
        if parts.is_empty() { "Never".to_owned() } else { parts.join(" | ") }
    }
}

impl Part {
    fn show(&self, ast: &Ast) -> String {
        match self {
            Self::Instance(_) if self.is_none() => "None".to_owned(),
            Self::Instance(it) => it.show(ast),
            Self::Class { class, is_exact } => {
                let mark = if *is_exact { "=" } else { "" };
                format!("type[{mark}{}]", class.show(ast))
            }
            Self::Function(Callee::Library(function)) => format!("def {}", function.qualified),
            Self::Function(Callee::Method { owner, name, .. }) => format!("def {}.{name}", owner.name()),
            Self::Function(Callee::Local(stmt, _)) => match ast[*stmt] {
                Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => format!("def {}", ast.name(it.name)),
                _ => "def".to_owned(),
            },
            Self::Function(Callee::Lambda(_)) => "lambda".to_owned(),
            Self::Module(name) => format!("module {name}"),
        }
    }
}

impl Instance {
    fn show(&self, ast: &Ast) -> String {
        let is_final = matches!(&self.class, Class::Library(it) if it.is_final);
        let mut out = if self.is_exact && !is_final { "=".to_owned() } else { String::new() };
        out.push_str(&self.class.show(ast));
        let args: Vec<_> = self.args.iter().map(|arg| arg.show(ast)).collect();
        let is_tuple = self.class.is_library("builtins.tuple");
        if is_tuple && !self.has_places && !args.is_empty() {
            let _ = write!(out, "[{}, ...]", args.join(", "));
        } else if !args.is_empty() || self.has_places {
            let _ = write!(out, "[{}]", args.join(", "));
        }
        out
    }
}

impl Class {
    /// The class by its name, with its module unless it is of the builtins or of the file.
    pub fn show(&self, ast: &Ast) -> String {
        match self {
            Self::Library(class) => class.name().to_owned(),
            Self::Local(stmt) => match ast[*stmt] {
                Stmt::ClassDef(it) => ast.name(it.name).to_owned(),
                _ => "class".to_owned(),
            },
            Self::Foreign(path) => path.to_string(),
        }
    }
}
