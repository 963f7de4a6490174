//! Whether the values of a type are instances of what a type expression says.

use super::call::{both, either};
use super::class::has_unknown_base;
use super::library::library;
use super::{Class, Instance, Part, Rest, Type};
use crate::ast::ExprId;
use crate::semantic::Analysis;
use crate::semantic::names::Answer;
use crate::semantic::stubs::{self, Literal, Meaning, TypeExpr, TypeName};

/// What type variables stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Variables {
    items: Vec<(Box<str>, Type)>,
}

impl Variables {
    pub(super) fn get(&self, name: &str) -> Option<Type> {
        self.items.iter().find(|(it, _)| &**it == name).map(|(_, type_)| type_.clone())
    }

    /// Lets a variable stand for the values of `type_`, too.
    pub(super) fn bind(&mut self, name: &str, type_: &Type) {
        match self.items.iter_mut().find(|(it, _)| &**it == name) {
            Some((_, known)) => known.join(type_),
            None => self.items.push((name.into(), type_.clone())),
        }
    }

    pub(super) fn join(&mut self, other: Self) {
        for (name, type_) in other.items {
            self.bind(&name, &type_);
        }
    }
}

impl Analysis<'_> {
    /// Whether every value of an expression is an instance of what `spec` says: *yes* for all, *no* for none.
    pub fn is_subtype(&self, expr: ExprId, spec: &TypeExpr) -> Answer {
        self.type_is(&self.type_of(expr), spec)
    }

    /// Whether every value of a type is an instance of what `spec` says.
    pub fn type_is(&self, type_: &Type, spec: &TypeExpr) -> Answer {
        self.matches(spec, type_, &mut Variables::default(), false)
    }

    /// Whether every value of an expression is of the very class that `spec` names, or of one of them, and of no
    /// subclass: what decides whether `format(x, "")` is `str(x)`.
    pub fn is_exactly(&self, expr: ExprId, spec: &TypeExpr) -> Answer {
        let type_ = self.type_of(expr);
        let answer = self.type_is(&type_, spec);
        let is_exact = |part: &Part| match part {
            Part::Instance(it) => it.is_exact && names_class(spec, &it.class),
            Part::Class { .. } | Part::Function(_) | Part::Module(_) => false,
        };
        match answer {
            Answer::Yes if type_.parts().iter().all(is_exact) => Answer::Yes,
            Answer::Yes | Answer::Unknown => Answer::Unknown,
            Answer::No => Answer::No,
        }
    }

    /// As [`type_is`](Self::type_is), with type variables, which get what they stand for. `as_argument`: numbers are
    /// passed as PEP 484 allows, an `int` for a `float`.
    pub(super) fn matches(
        &self,
        spec: &TypeExpr,
        type_: &Type,
        variables: &mut Variables,
        as_argument: bool,
    ) -> Answer {
        match spec {
            TypeExpr::Variable(name) => {
                return self.bind_variable(name, type_, variables);
            }
            TypeExpr::Unknown => return if as_argument { Answer::Yes } else { Answer::Unknown },
            _ => {}
        }
        if type_.is_never() {
            return Answer::Unknown;
        }
        let mut answers =
            type_.parts().iter().map(|part| self.part_matches(spec, part, variables, as_argument));
        let first = match type_.rest() {
            Rest::Nothing => answers.next().unwrap_or(Answer::Unknown),
            Rest::NotNone | Rest::Anything => match spec {
                TypeExpr::Name(name) if &*name.path == "object" => Answer::Yes,
                _ => Answer::Unknown,
            },
        };
        answers.fold(first, |all, answer| if all == answer { all } else { Answer::Unknown })
    }

    fn bind_variable(&self, name: &str, type_: &Type, variables: &mut Variables) -> Answer {
        if name != "AnyStr" {
            variables.bind(name, type_);
            return Answer::Yes;
        }
        let library = library();
        let mut answer = Answer::No;
        for class in [library.str, library.bytes] {
            let of_class = self.all_instances(type_, &Class::Library(class));
            if of_class != Answer::No {
                // Both are possible for what is not known, and one for what is.
                variables.bind(name, &Type::any(class));
            }
            answer = either(answer, of_class);
        }
        answer
    }

    pub(super) fn all_instances(&self, type_: &Type, class: &Class) -> Answer {
        if type_.rest() != Rest::Nothing || type_.is_never() {
            return Answer::Unknown;
        }
        let mut answers = type_.parts().iter().map(|part| self.part_is_instance(part, class));
        let first = answers.next().unwrap_or(Answer::Unknown);
        answers.fold(first, |all, answer| if all == answer { all } else { Answer::Unknown })
    }

    fn part_matches(
        &self,
        spec: &TypeExpr,
        part: &Part,
        variables: &mut Variables,
        as_argument: bool,
    ) -> Answer {
        match spec {
            TypeExpr::Unknown | TypeExpr::Ellipsis => Answer::Unknown,
            TypeExpr::Receiver => Answer::Unknown,
            TypeExpr::Never => Answer::No,
            TypeExpr::None => self.part_is_instance(part, &Class::Library(library().none)),
            TypeExpr::Variable(name) => self.bind_variable(name, &Type::of(part.clone()), variables),
            TypeExpr::Union(specs) => specs.iter().fold(Answer::No, |all, spec| {
                either(all, self.part_matches(spec, part, variables, as_argument))
            }),
            TypeExpr::Literal(literal) => {
                let class = match literal {
                    Literal::Str(_) => library().str,
                    Literal::Bytes => library().bytes,
                    Literal::Int(_) => library().int,
                    Literal::Bool(_) => library().bool,
                };
                match self.part_is_instance(part, &Class::Library(class)) {
                    Answer::No => Answer::No,
                    Answer::Yes | Answer::Unknown => Answer::Unknown,
                }
            }
            TypeExpr::Name(name) => match name.meaning() {
                Meaning::Alias(alias) => self.part_matches(alias, part, variables, as_argument),
                Meaning::Foreign => Answer::Unknown,
                Meaning::Class(class) => self.part_matches_class(name, class, part, variables, as_argument),
            },
        }
    }

    fn part_matches_class(
        &self,
        name: &TypeName,
        class: &'static stubs::Class,
        part: &Part,
        variables: &mut Variables,
        as_argument: bool,
    ) -> Answer {
        let mut answer = self.part_is_instance(part, &Class::Library(class));
        if as_argument && answer == Answer::No {
            let promoted: &[&str] = match class.name() {
                "float" => &["int"],
                "complex" => &["int", "float"],
                "bytes" => &["bytearray", "memoryview"],
                _ => &[],
            };
            if promoted.iter().any(|it| part.is_builtin(it)) {
                answer = Answer::Yes;
            }
        }
        if name.args.is_empty() || answer == Answer::No {
            return answer;
        }
        let Part::Instance(it) = part else { return both(answer, Answer::Unknown) };
        let Some(args) = self.args_as(it, class).filter(|args| !args.is_empty()) else {
            return both(answer, Answer::Unknown);
        };
        if std::ptr::eq(class, library().tuple) {
            return both(answer, self.tuple_matches(name, it, variables, as_argument));
        }
        for (spec, arg) in name.args.iter().zip(&args) {
            let of_arg = self.matches(spec, arg, variables, as_argument);
            // A list of ints is no list of strings, but an empty one is.
            answer = both(answer, if of_arg == Answer::Yes { Answer::Yes } else { weaker(class, of_arg) });
        }
        answer
    }

    fn tuple_matches(
        &self,
        name: &TypeName,
        tuple: &Instance,
        variables: &mut Variables,
        as_argument: bool,
    ) -> Answer {
        if !tuple.is_builtin("tuple") || tuple.args.is_empty() {
            return Answer::Unknown;
        }
        if matches!(name.args.last(), Some(TypeExpr::Ellipsis)) {
            let mut answer = Answer::Yes;
            for arg in &tuple.args {
                answer = both(answer, self.matches(&name.args[0], arg, variables, as_argument));
            }
            return if answer == Answer::Yes || tuple.has_places { answer } else { Answer::Unknown };
        }
        if !tuple.has_places {
            return Answer::Unknown;
        }
        if tuple.args.len() != name.args.len() {
            return Answer::No;
        }
        let pairs = name.args.iter().zip(&tuple.args);
        pairs.fold(Answer::Yes, |all, (spec, arg)| both(all, self.matches(spec, arg, variables, as_argument)))
    }

    /// Whether all values of a part are instances of a class.
    pub(super) fn part_is_instance(&self, part: &Part, class: &Class) -> Answer {
        if class.is_library("builtins.object") {
            return Answer::Yes;
        }
        match part {
            Part::Instance(it) => self.instance_is(it, class),
            Part::Class { .. } => {
                object_is(class, &["builtins.type", "typing.Callable", "typing.Hashable"], true)
            }
            Part::Function(_) => object_is(
                class,
                &["typing.Callable", "typing.Hashable"],
                matches!(class, Class::Library(it) if it.qualified.starts_with("types.")),
            ),
            Part::Module(_) => object_is(class, &["types.ModuleType", "typing.Hashable"], true),
        }
    }

    fn instance_is(&self, instance: &Instance, class: &Class) -> Answer {
        let ancestry = self.ancestry(&instance.class);
        if ancestry.classes.contains(class) {
            return Answer::Yes;
        }
        if let Class::Library(protocol) = class
            && protocol.is_protocol()
        {
            return self.has_protocol(instance, &ancestry.classes, ancestry.is_open, protocol);
        }
        if ancestry.is_open {
            return Answer::Unknown;
        }
        if instance.is_exact || are_disjoint(&instance.class, class, &ancestry.classes) {
            // An abstract base class may have been told of the class.
            return if is_abstract(class) { Answer::Unknown } else { Answer::No };
        }
        Answer::Unknown
    }

    /// Whether an instance has the members of a protocol of the library.
    fn has_protocol(
        &self,
        instance: &Instance,
        ancestry: &[Class],
        is_open: bool,
        protocol: &'static stubs::Class,
    ) -> Answer {
        let needed = protocol.mro().iter().filter(|it| it.is_protocol()).flat_map(|it| it.members.keys());
        let mut answer = Answer::Yes;
        for name in needed {
            let mut found = false;
            for class in ancestry {
                match class {
                    Class::Library(it) => {
                        if let Some(member) = it.members.get(name)
                            && it.qualified != "builtins.object"
                        {
                            // `__hash__: None` takes a method away.
                            let is_none =
                                matches!(member, stubs::Member::Value { type_: TypeExpr::None, .. });
                            return_if_none(&mut answer, is_none);
                            found = true;
                            break;
                        }
                        if it.qualified == "builtins.object" && it.members.contains_key(name) {
                            found = true;
                        }
                    }
                    Class::Local(stmt) => {
                        let part = Part::Instance(instance.clone());
                        if self.local_member(*stmt, name, &part).is_some() {
                            found = true;
                            break;
                        }
                    }
                    Class::Foreign(_) => {}
                }
            }
            if !found {
                answer = Answer::No;
            }
        }
        if answer == Answer::Yes {
            return Answer::Yes;
        }
        // A subclass may add what its base lacks; of builtin classes that is taken to be nobody's habit.
        let is_builtin = matches!(&instance.class, Class::Library(it) if is_solid(it));
        if !is_open && (instance.is_exact || is_builtin) { Answer::No } else { Answer::Unknown }
    }

    /// The type arguments of an instance as one of `base`, which it derives from; none if it does not.
    pub(super) fn args_as(&self, instance: &Instance, base: &'static stubs::Class) -> Option<Vec<Type>> {
        match &instance.class {
            Class::Library(class) => {
                if std::ptr::eq(*class, base) {
                    if instance.has_places {
                        return Some(vec![instance.args.iter().fold(Type::NEVER, |all, it| all.or(it))]);
                    }
                    return Some(instance.args.clone());
                }
                let mut variables = Variables::default();
                let args = if instance.has_places {
                    vec![instance.args.iter().fold(Type::NEVER, |all, it| all.or(it))]
                } else {
                    instance.args.clone()
                };
                for (param, arg) in class.params.iter().zip(&args) {
                    variables.bind(param, arg);
                }
                let context = super::call::Context { variables, receiver: None };
                class.bases.iter().find_map(|it| {
                    let TypeExpr::Name(name) = it else { return None };
                    let Meaning::Class(found) = name.meaning() else { return None };
                    if !found.derives_from(base) {
                        return None;
                    }
                    let as_base = self.convert(it, &context);
                    self.args_as(as_base.instance()?, base)
                })
            }
            Class::Local(_) | Class::Foreign(_) => None,
        }
    }
}

fn return_if_none(answer: &mut Answer, is_none: bool) {
    if is_none {
        *answer = Answer::No;
    }
}

/// Classes, functions and modules are instances of few classes.
fn object_is(class: &Class, yes: &[&str], is_closed: bool) -> Answer {
    let Class::Library(class) = class else { return Answer::No };
    if yes.contains(&class.qualified.as_str()) {
        Answer::Yes
    } else if is_closed && !class.is_protocol() && !is_solid(class) {
        Answer::Unknown
    } else if is_solid(class) || !class.is_protocol() {
        Answer::No
    } else {
        Answer::Unknown
    }
}

/// For a type argument that does not fit.
fn weaker(class: &stubs::Class, answer: Answer) -> Answer {
    // A path object gives one sort of path; a container may be empty.
    if class.qualified == "os.PathLike" || class.name() == "type" { answer } else { Answer::Unknown }
}

/// Whether a spec names this very class.
fn names_class(spec: &TypeExpr, class: &Class) -> bool {
    match spec {
        TypeExpr::Union(specs) => specs.iter().any(|it| names_class(it, class)),
        TypeExpr::None => class.is_library("types.NoneType"),
        TypeExpr::Name(name) => match name.meaning() {
            Meaning::Class(it) => *class == Class::Library(it),
            Meaning::Alias(alias) => names_class(alias, class),
            Meaning::Foreign => false,
        },
        TypeExpr::Unknown
        | TypeExpr::Never
        | TypeExpr::Receiver
        | TypeExpr::Variable(_)
        | TypeExpr::Literal(_)
        | TypeExpr::Ellipsis => false,
    }
}

/// Builtin classes whose instances have a layout of their own: no class derives from two that are unrelated.
fn is_solid(class: &stubs::Class) -> bool {
    const SOLID: &[&str] = &[
        "builtins.int",
        "builtins.bool",
        "builtins.float",
        "builtins.complex",
        "builtins.str",
        "builtins.bytes",
        "builtins.bytearray",
        "builtins.list",
        "builtins.tuple",
        "builtins.dict",
        "builtins.set",
        "builtins.frozenset",
        "builtins.range",
        "builtins.slice",
        "builtins.memoryview",
        "builtins.type",
        "builtins.BaseException",
        "types.NoneType",
        "types.ModuleType",
        "types.FunctionType",
        "types.EllipsisType",
        "types.GeneratorType",
        "types.CoroutineType",
    ];
    SOLID.contains(&class.qualified.as_str())
}

/// Whether no class derives from both.
fn are_disjoint(class: &Class, other: &Class, ancestry: &[Class]) -> bool {
    let Class::Library(other) = other else { return false };
    let solid = |class: &&'static stubs::Class| class.mro().iter().copied().find(|it| is_solid(it));
    let own = ancestry.iter().find_map(|it| match it {
        Class::Library(it) if is_solid(it) => Some(*it),
        _ => None,
    });
    let Some(others) = solid(other) else { return false };
    match own {
        Some(own) => !own.derives_from(others) && !others.derives_from(own),
        // A plain class of the library and a builtin class: nobody derives from both, but what is abstract may
        // stand for anything.
        None => match class {
            Class::Library(class) => {
                !has_unknown_base(class) && !class.is_protocol() && !is_abstract(&Class::Library(class))
            }
            Class::Local(_) | Class::Foreign(_) => false,
        },
    }
}

/// Whether classes that do not derive from it can count as its subclasses.
fn is_abstract(class: &Class) -> bool {
    const MODULES: &[&str] =
        &["typing.", "numbers.", "abc.", "contextlib.Abstract", "importlib.", "io.", "_io._"];
    match class {
        Class::Library(class) => {
            class.is_protocol() || MODULES.iter().any(|module| class.qualified.starts_with(module))
        }
        Class::Local(_) | Class::Foreign(_) => true,
    }
}
