//! The type of `value[index]`.

use super::library::library;
use super::{Class, Instance, Part, Type};
use crate::ast::{Expr, ExprId, Subscript, UnaryOperator, Value};
use crate::semantic::Analysis;

impl Analysis<'_> {
    pub(super) fn subscript_type(&self, it: Subscript) -> Type {
        let value = self.type_of(it.value);
        let Some(parts) = value.known() else { return Type::UNKNOWN };
        parts.iter().fold(Type::NEVER, |all, part| all.or(&self.item_of(part, it.slice)))
    }

    fn item_of(&self, part: &Part, index: ExprId) -> Type {
        match part {
            // `list[int]` is a class too, in a way.
            Part::Class { .. } | Part::Function(_) | Part::Module(_) => return Type::UNKNOWN,
            Part::Instance(it) => {
                let is_slice = matches!(self.ast[index], Expr::Slice(_));
                if let Some(found) = self.item_of_builtin(it, index, is_slice) {
                    return found;
                }
            }
        }
        let index = self.type_of(index);
        self.operator_result(part, "__getitem__", &index).unwrap_or(Type::UNKNOWN)
    }

    fn item_of_builtin(&self, it: &Instance, index: ExprId, is_slice: bool) -> Option<Type> {
        let Class::Library(class) = it.class else { return None };
        let exactly = |class| if it.is_exact { Type::exact(class) } else { Type::any(class) };
        match class.qualified.as_str() {
            "builtins.str" => Some(exactly(library().str)),
            "builtins.bytes" if is_slice => Some(exactly(library().bytes)),
            "builtins.tuple" if is_slice => {
                let items = it.args.iter().fold(Type::NEVER, |all, arg| all.or(arg));
                let items = if it.args.is_empty() { Type::UNKNOWN } else { items };
                Some(Type::collection(library().tuple, items))
            }
            "builtins.tuple" if it.has_places => {
                let place = self.constant_index(index)?;
                let n_items = i64::try_from(it.args.len()).ok()?;
                let place = if place < 0 { place + n_items } else { place };
                Some(
                    usize::try_from(place)
                        .ok()
                        .and_then(|it_| it.args.get(it_))
                        .cloned()
                        .unwrap_or(Type::UNKNOWN),
                )
            }
            "builtins.list" if is_slice => Some(Type::of(Part::Instance(it.clone()))),
            "builtins.list" if !is_slice => {
                // Only an integer gives an item; what else there is may be a slice in a variable.
                let index = self.type_of(index);
                let is_int = index.known().is_some_and(|parts| parts.iter().all(|it| it.is_builtin("int")));
                is_int.then(|| it.args.first().cloned().unwrap_or(Type::UNKNOWN))
            }
            "builtins.dict" => Some(it.args.get(1).cloned().unwrap_or(Type::UNKNOWN)),
            _ => None,
        }
    }

    fn constant_index(&self, index: ExprId) -> Option<i64> {
        match self.ast[index] {
            Expr::Constant(it) => match it.value {
                Value::Int(number) => Some(number.into()),
                _ => None,
            },
            Expr::UnaryOp(it) if it.op == UnaryOperator::USub => Some(-self.constant_index(it.operand)?),
            _ => None,
        }
    }
}
