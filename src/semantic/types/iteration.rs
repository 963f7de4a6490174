//! What iterating gives.

use super::library::library;
use super::{Class, Part, Type};
use crate::semantic::Analysis;

impl Analysis<'_> {
    /// What `for x in value` binds `x` to, of all values of a type.
    pub fn iterated(&self, type_: &Type) -> Type {
        let Some(parts) = type_.known() else { return Type::UNKNOWN };
        parts.iter().fold(Type::NEVER, |all, part| all.or(&self.iterated_part(part)))
    }

    fn iterated_part(&self, part: &Part) -> Type {
        let Part::Instance(it) = part else { return Type::UNKNOWN };
        if it.has_places {
            return it.args.iter().fold(Type::NEVER, |all, arg| all.or(arg));
        }
        if let Class::Library(class) = it.class {
            let element = || it.args.first().cloned().unwrap_or(Type::UNKNOWN);
            match class.qualified.as_str() {
                "builtins.range" | "builtins.bytes" | "builtins.bytearray" => {
                    return Type::exact(library().int);
                }
                "builtins.str" if it.is_exact => return Type::str(),
                "builtins.enumerate" => {
                    return super::expression::places(vec![Type::any(library().int), element()]);
                }
                "builtins.list"
                | "builtins.set"
                | "builtins.frozenset"
                | "builtins.tuple"
                | "builtins.dict"
                | "types.GeneratorType" => return element(),
                _ => {}
            }
        }
        let iterator = self.method_result(&Type::of(part.clone()), "__iter__");
        self.method_result(&iterator, "__next__")
    }
}
