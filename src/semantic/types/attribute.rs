//! The type of an attribute: of modules, classes and instances.

use std::rc::Rc;

use super::call::Context;
use super::class::has_unknown_base;
use super::library::library;
use super::{Callee, Class, Instance, Part, Type};
use crate::ast::{Attribute, ExprId};
use crate::semantic::Analysis;
use crate::semantic::stubs::{self, Item, Member, MethodKind};

impl Analysis<'_> {
    pub(super) fn attribute_type(&self, expr: ExprId, it: Attribute) -> Type {
        if let Some(path) = self.path(expr)
            && stubs::lookup(&path).is_some()
        {
            return self.path_type(&path);
        }
        let value = self.type_of(it.value);
        self.attribute_of(&value, self.ast.name(it.attr))
    }

    /// What a dotted path of the library means, as a value.
    pub(super) fn path_type(&self, path: &str) -> Type {
        match stubs::lookup(path) {
            Some(Item::Module(name)) => Type::of(Part::Module(name.into())),
            Some(Item::Function(function)) => Type::of(Part::Function(Callee::Library(function))),
            Some(Item::Class(class)) => {
                Type::of(Part::Class { class: Class::Library(class), is_exact: true })
            }
            Some(Item::Value(type_)) => self.convert(type_, &Context::default()),
            Some(Item::TypeAlias(_)) | None => Type::UNKNOWN,
        }
    }

    /// The attribute `name` of all values of a type.
    pub(super) fn attribute_of(&self, type_: &Type, name: &str) -> Type {
        let Some(parts) = type_.known() else { return Type::UNKNOWN };
        parts.iter().fold(Type::NEVER, |all, part| all.or(&self.attribute_of_part(part, name)))
    }

    fn attribute_of_part(&self, part: &Part, name: &str) -> Type {
        match part {
            Part::Module(module) => self.path_type(&format!("{module}.{name}")),
            Part::Function(_) => Type::UNKNOWN,
            Part::Instance(it) => self.member_of(&it.class, name, part),
            Part::Class { class, .. } => self.member_of(class, name, part),
        }
    }

    /// The member `name` of `class`, read from `receiver`, an instance or the class.
    fn member_of(&self, class: &Class, name: &str, receiver: &Part) -> Type {
        match class {
            Class::Library(class) => self.library_member(class, name, receiver),
            Class::Foreign(_) => Type::UNKNOWN,
            Class::Local(_) => {
                // Attributes of an instance that `__init__` sets are not looked for: they hide what is found here
                // only in ways that a declaration would forbid.
                for class in self.ancestry(class).classes {
                    match class {
                        Class::Local(stmt) => {
                            if let Some(found) = self.local_member(stmt, name, receiver) {
                                return found;
                            }
                        }
                        Class::Library(class) => {
                            if class.members.contains_key(name) {
                                return self.library_member(class, name, receiver);
                            }
                        }
                        Class::Foreign(_) => return Type::UNKNOWN,
                    }
                }
                Type::UNKNOWN
            }
        }
    }

    fn library_member(&self, class: &'static stubs::Class, name: &str, receiver: &Part) -> Type {
        if std::ptr::eq(class, library().object) || has_unknown_base(class) && class.member(name).is_none() {
            return Type::UNKNOWN;
        }
        let Some((owner, member)) = class.member(name) else { return Type::UNKNOWN };
        let on_instance = matches!(receiver, Part::Instance(_));
        let is_enum = class.derives_from(library().enum_);
        match member {
            Member::Value { is_property: true, .. } if !on_instance => Type::UNKNOWN,
            // A member of an enumeration is an instance of it, whatever its value.
            Member::Value { is_property: false, .. } if is_enum && !name.starts_with('_') => {
                Type::of(Part::Instance(Instance::new(Class::Library(class))))
            }
            Member::Value { type_, .. } => {
                let context = Context::of(self, receiver, owner);
                self.convert(type_, &context)
            }
            Member::Class(class) => Type::of(Part::Class { class: Class::Library(class), is_exact: true }),
            Member::SameAs(_) => Type::UNKNOWN,
            // What a class calls needs its instance as the first argument.
            Member::Method { kind: MethodKind::Instance, .. } if !on_instance => Type::UNKNOWN,
            Member::Method { overloads, .. } => {
                let Some(name) = owner.members.get_key_value(name).map(|(name, _)| *name) else {
                    return Type::UNKNOWN;
                };
                Type::of(Part::Function(Callee::Method {
                    name,
                    owner,
                    overloads,
                    receiver: Rc::new(receiver.clone()),
                }))
            }
        }
    }
}
