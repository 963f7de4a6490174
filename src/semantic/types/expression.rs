//! The type of each class of expression.

use super::library::library;
use super::{Callee, Instance, Part, Rest, Type};
use crate::ast::{BoolOperator, CmpOperator, Compare, Dict, Expr, ExprId, UnaryOperator, Value};
use crate::semantic::Analysis;
use crate::semantic::names::Answer;

impl Analysis<'_> {
    pub(super) fn expression(&self, expr: ExprId) -> Type {
        let ast = self.ast;
        match ast[expr] {
            Expr::Constant(it) => value_type(it.value),
            Expr::JoinedStr(it) => self.joined_str(&ast[it.values]),
            Expr::Name(_) => self.name_type(expr),
            Expr::Attribute(it) => self.attribute_type(expr, it),
            Expr::Call(it) => self.call_type(expr, it),
            Expr::Subscript(it) => self.subscript_type(it),
            Expr::BinOp(it) => self.bin_op_type(it),
            Expr::UnaryOp(it) => match it.op {
                UnaryOperator::Not => Type::bool(),
                UnaryOperator::Invert | UnaryOperator::UAdd | UnaryOperator::USub => {
                    self.signed_type(it.op, &self.type_of(it.operand))
                }
            },
            Expr::BoolOp(it) => self.bool_op_type(it.op, &ast[it.values]),
            Expr::Compare(it) => self.compare_type(it),
            Expr::IfExp(it) => self.type_of(it.body).or(&self.type_of(it.orelse)),
            Expr::NamedExpr(it) => self.type_of(it.value),
            Expr::Lambda(_) => Type::of(Part::Function(Callee::Lambda(expr))),
            Expr::List(it) => Type::collection(library().list, self.elements(&ast[it.elts])),
            Expr::Set(it) => Type::collection(library().set, self.elements(&ast[it.elts])),
            Expr::Tuple(it) => self.tuple_type(&ast[it.elts]),
            Expr::Dict(it) => self.dict_type(it),
            Expr::ListComp(it) => Type::collection(library().list, self.type_of(it.elt)),
            Expr::SetComp(it) => Type::collection(library().set, self.type_of(it.elt)),
            Expr::DictComp(it) => pair(self.type_of(it.key), self.type_of(it.value)),
            Expr::GeneratorExp(it) => {
                let is_async = ast[it.generators].iter().any(|id| ast[*id].is_async);
                let class = if is_async { library().async_generator } else { library().generator };
                Type::collection(class, self.type_of(it.elt))
            }
            Expr::Slice(_) => Type::exact(library().slice),
            Expr::Await(it) => self.awaited(&self.type_of(it.value)),
            Expr::Yield(_)
            | Expr::YieldFrom(_)
            | Expr::FormattedValue(_)
            | Expr::Interpolation(_)
            | Expr::TemplateStr(_)
            | Expr::Starred(_) => Type::UNKNOWN,
        }
    }

    /// A lone replacement field gives what `__format__` gives, which may be of a subclass; several parts are joined.
    fn joined_str(&self, values: &[ExprId]) -> Type {
        let has_text = values.iter().any(|it| match self.ast[*it] {
            Expr::Constant(it) => matches!(it.value, Value::Str(id) if !self.ast.str(id).is_empty()),
            _ => false,
        });
        let is_exact = has_text
            || match values {
                [] => true,
                [only] => match self.ast[*only] {
                    Expr::FormattedValue(it) if it.format_spec.is_none() => {
                        it.conversion == 's' as i32 || self.formats_exactly(&self.type_of(it.value))
                    }
                    _ => false,
                },
                _ => false,
            };
        if is_exact { Type::str() } else { Type::any(library().str) }
    }

    /// Whether `format(x, "")` is exactly a `str` for all values.
    fn formats_exactly(&self, type_: &Type) -> bool {
        let is_plain = |part: &Part| match part {
            Part::Instance(it) => {
                it.is_exact
                    && ["str", "int", "float", "bool", "complex", "bytes"]
                        .iter()
                        .any(|name| it.is_builtin(name))
                    || part.is_none()
            }
            Part::Class { .. } | Part::Function(_) | Part::Module(_) => false,
        };
        type_.known().is_some_and(|parts| parts.iter().all(is_plain))
    }

    /// What the items of a display are, stars included.
    fn elements(&self, items: &[ExprId]) -> Type {
        let mut all = Type::NEVER;
        for item in items {
            match self.ast[*item] {
                Expr::Starred(it) => all.join(&self.iterated(&self.type_of(it.value))),
                _ => all.join(&self.type_of(*item)),
            }
        }
        all
    }

    fn tuple_type(&self, items: &[ExprId]) -> Type {
        let has_star = items.iter().any(|it| matches!(self.ast[*it], Expr::Starred(_)));
        if has_star {
            return Type::collection(library().tuple, self.elements(items));
        }
        places(items.iter().map(|it| self.type_of(*it)).collect())
    }

    fn dict_type(&self, it: Dict) -> Type {
        let ast = self.ast;
        let has_unpacked = ast[it.keys].contains(&None);
        if has_unpacked {
            return Type::exact(library().dict);
        }
        let keys = ast[it.keys].iter().flatten().fold(Type::NEVER, |all, key| all.or(&self.type_of(*key)));
        let values = ast[it.values].iter().fold(Type::NEVER, |all, value| all.or(&self.type_of(*value)));
        pair(keys, values)
    }

    fn bool_op_type(&self, op: BoolOperator, values: &[ExprId]) -> Type {
        let mut all = Type::NEVER;
        let Some((last, before)) = values.split_last() else { return all };
        for value in before {
            let type_ = self.type_of(*value);
            all.join(&match op {
                BoolOperator::And => falsy(type_),
                BoolOperator::Or => truthy(type_),
            });
        }
        all.or(&self.type_of(*last))
    }

    fn compare_type(&self, it: Compare) -> Type {
        let ast = self.ast;
        let mut all = Type::NEVER;
        let mut left = it.left;
        for (op, right) in ast[it.ops].iter().zip(&ast[it.comparators]) {
            let is_bool = match op {
                CmpOperator::Is | CmpOperator::IsNot | CmpOperator::In | CmpOperator::NotIn => true,
                CmpOperator::Eq
                | CmpOperator::NotEq
                | CmpOperator::Lt
                | CmpOperator::LtE
                | CmpOperator::Gt
                | CmpOperator::GtE => {
                    compares_to_bool(&self.type_of(left)) && compares_to_bool(&self.type_of(*right))
                }
            };
            all.join(&if is_bool { Type::bool() } else { Type::UNKNOWN });
            left = *right;
        }
        all
    }

    fn name_type(&self, expr: ExprId) -> Type {
        let names = &self.model.names;
        if names.is_builtin(expr) == Answer::Yes {
            return self.builtin_type(expr);
        }
        let Some(bindings) = names.bindings_of(expr) else { return Type::UNKNOWN };
        let Some(variable) = names.reference(expr).and_then(|it| it.variable) else { return Type::UNKNOWN };
        self.variable_type(variable, bindings, expr)
    }

    fn builtin_type(&self, expr: ExprId) -> Type {
        let Expr::Name(it) = self.ast[expr] else { return Type::UNKNOWN };
        match self.ast.name(it.id) {
            "__file__" | "__name__" => Type::str(),
            name => self.path_type(&format!("builtins.{name}")),
        }
    }
}

/// The type of a constant.
pub(super) fn value_type(value: Value) -> Type {
    let library = library();
    Type::exact(match value {
        Value::None => library.none,
        Value::True | Value::False => library.bool,
        Value::Ellipsis => library.ellipsis,
        Value::Int(_) | Value::BigInt(_) => library.int,
        Value::Float(_) => library.float,
        Value::Complex(_) => library.complex,
        Value::Str(_) => library.str,
        Value::Bytes(_) => library.bytes,
    })
}

/// A tuple of these items.
pub(super) fn places(items: Vec<Type>) -> Type {
    let tuple = Instance::new(super::Class::Library(library().tuple)).exactly();
    let n_items = items.len();
    let mut tuple = tuple.with_args(items);
    tuple.has_places = tuple.args.len() == n_items;
    Type::of(Part::Instance(tuple))
}

fn pair(keys: Type, values: Type) -> Type {
    let dict = Instance::new(super::Class::Library(library().dict)).exactly();
    Type::of(Part::Instance(dict.with_args(vec![keys, values])))
}

/// The values that are true.
pub(super) fn truthy(type_: Type) -> Type {
    type_.without_none()
}

/// The values that are false.
pub(super) fn falsy(type_: Type) -> Type {
    type_.filter(|part| match part {
        // These define neither `__bool__` nor `__len__`; a metaclass may.
        Part::Function(_) | Part::Module(_) => false,
        Part::Class { .. } | Part::Instance(_) => true,
    })
}

/// Whether comparing two such values gives a `bool`: they are of builtin classes, whose comparisons do.
fn compares_to_bool(type_: &Type) -> bool {
    const PLAIN: &[&str] =
        &["str", "bytes", "int", "float", "complex", "list", "tuple", "dict", "set", "frozenset"];
    let is_plain = |part: &Part| match part {
        Part::Instance(it) => part.is_none() || PLAIN.iter().any(|name| it.is_builtin(name)),
        Part::Class { .. } => false,
        Part::Function(_) | Part::Module(_) => true,
    };
    type_.rest() == Rest::Nothing && type_.parts().iter().all(is_plain)
}
