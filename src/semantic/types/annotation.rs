//! What annotations mean.

use super::library::library;
use super::{Class, Instance, Part, Type};
use crate::ast::{Expr, ExprId, NodeId, Operator, Stmt, StmtId, Value};
use crate::semantic::Analysis;
use crate::semantic::names::VariableId;
use crate::semantic::occurrence::BindingKind;
use crate::semantic::stubs::{self, TypeExpr};

/// Annotations and the aliases in them nest no deeper.
const MAX_DEPTH: usize = 20;

/// What the head of an annotation means.
enum Head {
    Class(Class),
    /// A dotted path outside of the file.
    Path(String),
    /// An expression of the file that stands for it.
    Alias(ExprId),
    Unknown,
}

impl Analysis<'_> {
    /// The values that an annotation allows.
    pub fn annotation(&self, expr: ExprId) -> Type {
        self.annotated(expr, 0)
    }

    fn annotated(&self, expr: ExprId, depth: usize) -> Type {
        if depth > MAX_DEPTH {
            return Type::UNKNOWN;
        }
        let ast = self.ast;
        match ast[expr] {
            Expr::Constant(it) => match it.value {
                Value::None => Type::none(),
                Value::Str(id) => match ast.str(id).as_str().map(|text| TypeExpr::parse(text.trim())) {
                    Ok(Ok(parsed)) => self.written(&parsed, depth + 1),
                    _ => Type::UNKNOWN,
                },
                _ => Type::UNKNOWN,
            },
            Expr::BinOp(it) if it.op == Operator::BitOr => {
                self.annotated(it.left, depth + 1).or(&self.annotated(it.right, depth + 1))
            }
            Expr::Name(_) | Expr::Attribute(_) => self.meant(self.head(expr), None, depth),
            Expr::Subscript(it) => {
                let items = match ast[it.slice] {
                    Expr::Tuple(it) => ast[it.elts].to_vec(),
                    _ => vec![it.slice],
                };
                let head = self.head(it.value);
                if let Head::Path(path) = &head
                    && let Some(found) = self.literal_annotation(path, &items)
                {
                    return found;
                }
                let is_open = items
                    .last()
                    .is_some_and(|it| matches!(ast[*it], Expr::Constant(it) if it.value == Value::Ellipsis));
                let args = items.iter().map(|it| self.annotated(*it, depth + 1)).collect();
                self.meant(head, Some((args, is_open)), depth)
            }
            _ => Type::UNKNOWN,
        }
    }

    /// `Literal["a", 1]`.
    fn literal_annotation(&self, path: &str, items: &[ExprId]) -> Option<Type> {
        if !matches!(path, "typing.Literal" | "typing_extensions.Literal") {
            return None;
        }
        let value = |it: &ExprId| match self.ast[*it] {
            // A member of an enumeration of strings equals the literal, too.
            Expr::Constant(it) => super::expression::value_type(it.value).inexact(),
            _ => Type::UNKNOWN,
        };
        Some(items.iter().fold(Type::NEVER, |all, it| all.or(&value(it))))
    }

    /// An annotation in a string.
    fn written(&self, type_: &TypeExpr, depth: usize) -> Type {
        if depth > MAX_DEPTH {
            return Type::UNKNOWN;
        }
        match type_ {
            TypeExpr::None => Type::none(),
            TypeExpr::Union(parts) => {
                parts.iter().fold(Type::NEVER, |all, part| all.or(&self.written(part, depth + 1)))
            }
            TypeExpr::Name(name) => {
                let head = self.written_head(&name.path);
                if name.args.is_empty() {
                    return self.meant(head, None, depth);
                }
                let is_open = matches!(name.args.last(), Some(TypeExpr::Ellipsis));
                let args = name.args.iter().map(|it| self.written(it, depth + 1)).collect();
                self.meant(head, Some((args, is_open)), depth)
            }
            TypeExpr::Unknown
            | TypeExpr::Never
            | TypeExpr::Receiver
            | TypeExpr::Variable(_)
            | TypeExpr::Literal(_)
            | TypeExpr::Ellipsis => Type::UNKNOWN,
        }
    }

    fn head(&self, expr: ExprId) -> Head {
        if let Some(path) = self.path(expr) {
            return Head::Path(path);
        }
        let Expr::Name(name) = self.ast[expr] else {
            // In an annotation that is never evaluated, a dotted name means what it means in the module.
            return match self.unevaluated(expr) {
                Some(path) => self.written_head(&path),
                None => Head::Unknown,
            };
        };
        let names = &self.model.names;
        match names.reference(expr) {
            Some(reference) => match reference.variable {
                Some(variable) if reference.fallback.is_none() => self.variable_head(variable),
                // A name in an annotation that is never evaluated means what it means in the module.
                None => self.written_head(self.ast.name(name.id)),
                Some(_) => Head::Unknown,
            },
            None => self.written_head(self.ast.name(name.id)),
        }
    }

    /// A dotted name whose root is in an annotation that is never evaluated, as it is written.
    fn unevaluated(&self, expr: ExprId) -> Option<String> {
        match self.ast[expr] {
            Expr::Attribute(it) => {
                Some(format!("{}.{}", self.unevaluated(it.value)?, self.ast.name(it.attr)))
            }
            Expr::Name(it) => {
                let reference = self.model.names.reference(expr);
                let is_known = reference.is_some_and(|it| it.variable.is_some());
                (!is_known).then(|| self.ast.name(it.id).to_owned())
            }
            _ => None,
        }
    }

    /// What a dotted name means in the module.
    fn written_head(&self, path: &str) -> Head {
        let (root, rest) = path.split_once('.').unwrap_or((path, ""));
        let names = &self.model.names;
        match self.global(root) {
            Some(variable) if !names[variable].bindings.is_empty() => {
                if rest.is_empty() {
                    return self.variable_head(variable);
                }
                match self.import_path(variable) {
                    Some(module) => Head::Path(format!("{module}.{rest}")),
                    None => Head::Unknown,
                }
            }
            _ if !names.star_imports().is_empty() || !rest.is_empty() => Head::Unknown,
            _ => Head::Path(format!("builtins.{root}")),
        }
    }

    /// The path of a variable that imports alone bind.
    fn import_path(&self, variable: VariableId) -> Option<String> {
        let names = &self.model.names;
        let mut found: Option<String> = None;
        for id in &names[variable].bindings {
            let import = names.import(self.ast, &names[*id])?;
            if found.as_ref().is_some_and(|it| *it != import.qualified) {
                return None;
            }
            found = Some(import.qualified);
        }
        found
    }

    fn variable_head(&self, variable: VariableId) -> Head {
        let names = &self.model.names;
        if let Some(path) = self.import_path(variable) {
            return Head::Path(path);
        }
        let [only] = names[variable].bindings.as_slice() else { return Head::Unknown };
        let binding = &names[*only];
        match (binding.kind(), binding.node) {
            (Some(BindingKind::Class), NodeId::Stmt(stmt)) => Head::Class(Class::Local(stmt)),
            (Some(BindingKind::Assign), node) => match self.parents().parent(node) {
                Some(NodeId::Stmt(stmt)) => self.alias_value(stmt).map_or(Head::Unknown, Head::Alias),
                _ => Head::Unknown,
            },
            _ => Head::Unknown,
        }
    }

    fn alias_value(&self, stmt: StmtId) -> Option<ExprId> {
        let value = match self.ast[stmt] {
            Stmt::Assign(it) if it.targets.len() == 1 => it.value,
            Stmt::AnnAssign(it) => it.value?,
            _ => return None,
        };
        // What a call gives (`TypeVar`, `NewType`, `namedtuple`) is no alias.
        let is_alias = matches!(
            self.ast[value],
            Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) | Expr::BinOp(_)
        );
        is_alias.then_some(value)
    }

    /// The values of an annotation with this head and these arguments; `bool`: the last of them is `...`.
    fn meant(&self, head: Head, args: Option<(Vec<Type>, bool)>, depth: usize) -> Type {
        match head {
            Head::Unknown => Type::UNKNOWN,
            Head::Alias(value) if args.is_none() => self.annotated(value, depth + 1),
            Head::Alias(_) => Type::UNKNOWN,
            Head::Class(class) => Type::of(Part::Instance(Instance::new(class))),
            Head::Path(path) => self.path_annotation(&path, args),
        }
    }

    fn path_annotation(&self, path: &str, args: Option<(Vec<Type>, bool)>) -> Type {
        let (args, is_open) = args.unwrap_or_default();
        let first = || args.first().cloned().unwrap_or(Type::UNKNOWN);
        let special = path.strip_prefix("typing.").or_else(|| path.strip_prefix("typing_extensions."));
        match special {
            Some("Optional") => return first().or(&Type::none()),
            Some("Union") => return args.iter().fold(Type::NEVER, |all, it| all.or(it)),
            Some("Annotated" | "Final" | "ClassVar" | "Required" | "NotRequired" | "ReadOnly") => {
                return first();
            }
            Some("AnyStr") => return Type::any(library().str).or(&Type::any(library().bytes)),
            Some("LiteralString") => return Type::any(library().str),
            Some("NoReturn" | "Never") => return Type::NEVER,
            Some("Text") => return Type::any(library().str),
            _ => {}
        }
        // A name of another project may mean anything: a class, or a union with `None`.
        let Some(class) = stubs::class(path) else { return Type::UNKNOWN };
        // PEP 484: an `int` is taken where a `float` is asked for, and so on.
        let also: &[&'static stubs::Class] = match class.qualified.as_str() {
            "builtins.float" => &[library().int],
            "builtins.complex" => &[library().float, library().int],
            _ => &[],
        };
        also.iter().fold(self.applied(class, args, is_open), |all, it| all.or(&Type::any(it)))
    }
}
