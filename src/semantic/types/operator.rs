//! The type of what operators give.

use super::expression::places;
use super::library::library;
use super::{Class, Instance, Part, Type};
use crate::ast::{AugAssign, BinOp, Expr, ExprId, Operator, UnaryOperator, Value};
use crate::semantic::Analysis;
use crate::semantic::stubs;

/// The numbers, narrowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Number {
    Bool,
    Int,
    Float,
    Complex,
}

impl Number {
    fn of(part: &Part) -> Option<(Self, bool)> {
        let Part::Instance(it) = part else { return None };
        let found =
            [("bool", Self::Bool), ("int", Self::Int), ("float", Self::Float), ("complex", Self::Complex)];
        // Of subclasses only those that the operators are not known to be overridden in: the builtin ones.
        let Class::Library(class) = it.class else { return None };
        let (_, number) = found.into_iter().find(|(name, _)| class.name() == *name)?;
        Some((number, it.is_exact))
    }

    fn class(self) -> &'static stubs::Class {
        match self {
            Self::Bool => library().bool,
            Self::Int => library().int,
            Self::Float => library().float,
            Self::Complex => library().complex,
        }
    }
}

impl Analysis<'_> {
    pub(super) fn bin_op_type(&self, it: BinOp) -> Type {
        let left = self.type_of(it.left);
        if it.op == Operator::Mod && is_text(&left) {
            return self.formatted(&left);
        }
        // Whatever a path is divided by is a part of the new one, be its type known or not.
        if it.op == Operator::Div && is_path(&left) {
            return left;
        }
        self.operated(it.op, &left, &self.type_of(it.right), it.right)
    }

    /// What `target op= value` leaves in a name.
    pub(super) fn augmented_type(&self, it: AugAssign) -> Type {
        let Expr::Name(_) = self.ast[it.target] else { return Type::UNKNOWN };
        let Some(binding) = self.model.names.binding(it.target) else { return Type::UNKNOWN };
        let variable = self.model.names[binding].variable;
        let left = self.variable_type(variable, &self.model.names[variable].bindings, it.target);
        if it.op == Operator::Mod && is_text(&left) {
            return self.formatted(&left);
        }
        let right = self.type_of(it.value);
        // Lists and their like are changed in place by whatever is iterable.
        let is_changed =
            |part: &Part| ["list", "set", "dict", "bytearray"].iter().any(|it| part.is_builtin(it));
        if left.parts().iter().any(is_changed) {
            let all_known = left.known().is_some_and(|parts| parts.iter().all(is_changed));
            let forget = |part: &Part| match part {
                Part::Instance(it) => {
                    let mut it = it.clone();
                    it.args.clear();
                    Type::of(Part::Instance(it))
                }
                _ => Type::UNKNOWN,
            };
            let parts = left.parts().iter();
            return if all_known {
                parts.fold(Type::NEVER, |all, it| all.or(&forget(it)))
            } else {
                Type::UNKNOWN
            };
        }
        self.operated(it.op, &left, &right, it.value)
    }

    /// `text % anything`: a `str` or `bytes`, but of a subclass if a lone operand's `__str__` gives one.
    fn formatted(&self, left: &Type) -> Type {
        left.clone().inexact()
    }

    fn operated(&self, op: Operator, left: &Type, right: &Type, right_expr: ExprId) -> Type {
        let (Some(left), Some(right)) = (left.known(), right.known()) else { return Type::UNKNOWN };
        let mut all = Type::NEVER;
        for a in left {
            for b in right {
                all.join(&self.operated_parts(op, a, b, right_expr));
            }
        }
        all
    }

    fn operated_parts(&self, op: Operator, left: &Part, right: &Part, right_expr: ExprId) -> Type {
        if let (Some(a), Some(b)) = (Number::of(left), Number::of(right)) {
            return self.calculated(op, a, b, right_expr);
        }
        if let Some(found) = sequence(op, left, right) {
            return found;
        }
        // What a power gives depends on values, and typeshed's guess of it does not hold: of a `Fraction`, say.
        if op == Operator::Pow {
            return Type::UNKNOWN;
        }
        let right_type = Type::of(right.clone());
        let (name, reflected) = method_names(op);
        if let Some(found) = self.operator_result(left, name, &right_type) {
            return found;
        }
        self.operator_result(right, reflected, &Type::of(left.clone())).unwrap_or(Type::UNKNOWN)
    }

    fn calculated(&self, op: Operator, a: (Number, bool), b: (Number, bool), right: ExprId) -> Type {
        let is_exact = a.1 && b.1;
        let wider = a.0.max(b.0).max(Number::Int);
        let of = |number: Number| {
            if is_exact { Type::exact(number.class()) } else { Type::any(number.class()) }
        };
        match op {
            Operator::Add | Operator::Sub | Operator::Mult => of(wider),
            Operator::Div => of(wider.max(Number::Float)),
            Operator::FloorDiv | Operator::Mod if wider != Number::Complex => of(wider),
            Operator::Pow => match wider {
                Number::Int if self.is_natural(right) => of(Number::Int),
                Number::Bool | Number::Int => of(Number::Int).or(&of(Number::Float)),
                Number::Float if self.is_natural(right) => of(Number::Float),
                Number::Float => of(Number::Float).or(&of(Number::Complex)),
                Number::Complex => of(Number::Complex),
            },
            Operator::LShift | Operator::RShift if wider == Number::Int => of(Number::Int),
            Operator::BitAnd | Operator::BitOr | Operator::BitXor if wider == Number::Int => of(a.0.max(b.0)),
            Operator::FloorDiv
            | Operator::Mod
            | Operator::LShift
            | Operator::RShift
            | Operator::BitAnd
            | Operator::BitOr
            | Operator::BitXor
            | Operator::MatMult => Type::UNKNOWN,
        }
    }

    fn is_natural(&self, expr: ExprId) -> bool {
        match self.ast[expr] {
            Expr::Constant(it) => matches!(it.value, Value::Int(number) if number >= 0),
            _ => false,
        }
    }

    /// `+x`, `-x` and `~x`.
    pub(super) fn signed_type(&self, op: UnaryOperator, operand: &Type) -> Type {
        let Some(parts) = operand.known() else { return Type::UNKNOWN };
        let mut all = Type::NEVER;
        for part in parts {
            let Some((number, is_exact)) = Number::of(part) else { return Type::UNKNOWN };
            let number = number.max(Number::Int);
            if op == UnaryOperator::Invert && number != Number::Int {
                return Type::UNKNOWN;
            }
            all.join(&if is_exact { Type::exact(number.class()) } else { Type::any(number.class()) });
        }
        all
    }
}

/// Whether all values are `str`, or all `bytes`: their `%` formats, whatever stands on the right.
fn is_path(type_: &Type) -> bool {
    let is_path = |part: &Part| match part {
        Part::Instance(it) => {
            matches!(it.class, Class::Library(class) if class.derives_from_name("pathlib.PurePath"))
        }
        Part::Class { .. } | Part::Function(_) | Part::Module(_) => false,
    };
    type_.known().is_some_and(|parts| parts.iter().all(is_path))
}

fn is_text(type_: &Type) -> bool {
    let plain = |name: &str| {
        type_.known().is_some_and(|parts| {
            parts.iter().all(|it| matches!(it, Part::Instance(it) if it.class.is_library(name)))
        })
    };
    plain("builtins.str") || plain("builtins.bytes")
}

/// Operators on strings and other builtin sequences.
fn sequence(op: Operator, left: &Part, right: &Part) -> Option<Type> {
    let (Part::Instance(a), Part::Instance(b)) = (left, right) else { return None };
    let is_int = |it: &Instance| it.is_builtin("int");
    match op {
        Operator::Add => {
            let same = |name: &str| a.class.is_library(name) && b.class.is_library(name);
            if same("builtins.str") || same("builtins.bytes") {
                let mut sum = Instance::new(a.class.clone());
                sum.is_exact = a.is_exact && b.is_exact;
                return Some(Type::of(Part::Instance(sum)));
            }
            if same("builtins.tuple") && a.has_places && b.has_places {
                return Some(places(a.args.iter().chain(&b.args).cloned().collect()));
            }
            if same("builtins.list") || same("builtins.tuple") {
                return Some(concatenated(a, b));
            }
            None
        }
        Operator::Mult => {
            let (it, number) = if is_int(b) { (a, b) } else { (b, a) };
            if !is_int(number) {
                return None;
            }
            if it.class.is_library("builtins.str") || it.class.is_library("builtins.bytes") {
                let mut out = Instance::new(it.class.clone());
                out.is_exact = it.is_exact;
                return Some(Type::of(Part::Instance(out)));
            }
            if it.class.is_library("builtins.list") || it.class.is_library("builtins.tuple") {
                return Some(concatenated(it, it));
            }
            None
        }
        _ => None,
    }
}

fn concatenated(a: &Instance, b: &Instance) -> Type {
    let items = |it: &Instance| {
        if it.args.is_empty() && !it.has_places {
            return Type::UNKNOWN;
        }
        it.args.iter().fold(Type::NEVER, |all, arg| all.or(arg))
    };
    let mut out = Instance::new(a.class.clone()).with_args(vec![items(a).or(&items(b))]);
    out.is_exact = a.is_exact && b.is_exact;
    Type::of(Part::Instance(out))
}

fn method_names(op: Operator) -> (&'static str, &'static str) {
    match op {
        Operator::Add => ("__add__", "__radd__"),
        Operator::Sub => ("__sub__", "__rsub__"),
        Operator::Mult => ("__mul__", "__rmul__"),
        Operator::MatMult => ("__matmul__", "__rmatmul__"),
        Operator::Div => ("__truediv__", "__rtruediv__"),
        Operator::Mod => ("__mod__", "__rmod__"),
        Operator::Pow => ("__pow__", "__rpow__"),
        Operator::LShift => ("__lshift__", "__rlshift__"),
        Operator::RShift => ("__rshift__", "__rrshift__"),
        Operator::BitOr => ("__or__", "__ror__"),
        Operator::BitXor => ("__xor__", "__rxor__"),
        Operator::BitAnd => ("__and__", "__rand__"),
        Operator::FloorDiv => ("__floordiv__", "__rfloordiv__"),
    }
}
