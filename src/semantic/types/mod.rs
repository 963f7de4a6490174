//! What is known of the values that an expression can have.
//!
//! A [`Type`] is a union of [`Part`]s, open or closed: an open one ([`Rest`]) may also have values of which nothing
//! is known. A type is an over-approximation: whatever the expression gives when the program runs is among it. So an
//! answer *yes* or *no* that is read off a type holds for every run, under what is taken for granted:
//!
//! * what the [names](super::names) take for granted: nobody reaches into modules and classes from outside;
//! * **an annotation is the program's own statement**, and so is an `assert`. A parameter `x: str` holds a `str`,
//!   or an instance of a subclass; `x: float` may hold an `int` (PEP 484), `x: str = None` may hold `None`;
//! * an attribute that a class annotates holds what the annotation says;
//! * functions of the standard library return what typeshed says;
//! * what a path is divided by is a string or a path: an object whose `__rtruediv__` makes something else of a path is
//!   taken to be nobody's habit;
//! * a subclass keeps to the signatures of its base: `s.upper()` of any `str` is a `str`. It need not be of the
//!   exact class, though: that is another question ([`Instance::is_exact`]).

mod annotation;
mod attribute;
mod binding;
mod call;
mod class;
mod expression;
mod function;
mod iteration;
mod library;
mod narrow;
mod operator;
mod relate;
mod show;
mod solve;
mod subscript;

pub(super) use binding::Decorator;
pub(super) use solve::Solver;

use std::rc::Rc;

use super::stubs;
use crate::ast::{ExprId, StmtId};

/// The values that an expression can have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Type {
    /// What is known of: no two alike.
    parts: Vec<Part>,
    /// What is not.
    rest: Rest,
}

/// What a [`Type`] may hold beside its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Rest {
    /// Nothing.
    #[default]
    Nothing,
    /// Anything but `None`.
    NotNone,
    /// Anything.
    Anything,
}

/// Values of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Instances of a class.
    Instance(Instance),
    /// A class, or one of its subclasses if it is not exact.
    Class {
        /// The class.
        class: Class,
        /// Whether it is this very class.
        is_exact: bool,
    },
    /// A function or bound method.
    Function(Callee),
    /// A module, by its qualified name.
    Module(Rc<str>),
}

/// Instances of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// The class.
    pub class: Class,
    /// Its type arguments, or nothing if they are not known. A tuple with [`has_places`](Self::has_places) has one
    /// for each item, any other one for all.
    pub args: Vec<Type>,
    /// Of a tuple: its length is known, and the type of each item.
    pub has_places: bool,
    /// Whether it is of this very class, and of no subclass.
    pub is_exact: bool,
}

/// A class.
#[derive(Debug, Clone)]
pub enum Class {
    /// One of the standard library.
    Library(&'static stubs::Class),
    /// One of this file, by its statement.
    Local(StmtId),
    /// Another, by its qualified name.
    Foreign(Rc<str>),
}

impl PartialEq for Class {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Library(a), Self::Library(b)) => std::ptr::eq(*a, *b),
            (Self::Local(a), Self::Local(b)) => a == b,
            (Self::Foreign(a), Self::Foreign(b)) => a == b,
            (Self::Library(_) | Self::Local(_) | Self::Foreign(_), _) => false,
        }
    }
}

impl Eq for Class {}

/// What is called.
#[derive(Debug, Clone)]
pub enum Callee {
    /// A function of the library.
    Library(&'static stubs::Function),
    /// A method of the library, and what it is bound to.
    Method {
        /// What its name is.
        name: &'static str,
        /// The class that defines it.
        owner: &'static stubs::Class,
        /// How it may be called.
        overloads: &'static [stubs::Signature],
        /// What it is bound to.
        receiver: Rc<Part>,
    },
    /// A function of this file, and what it is bound to.
    Local(StmtId, Option<Rc<Part>>),
    /// A lambda of this file.
    Lambda(ExprId),
}

impl PartialEq for Callee {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Library(a), Self::Library(b)) => std::ptr::eq(*a, *b),
            (
                Self::Method { overloads: a, receiver: left, .. },
                Self::Method { overloads: b, receiver: right, .. },
            ) => std::ptr::eq(*a, *b) && left == right,
            (Self::Local(a, left), Self::Local(b, right)) => a == b && left == right,
            (Self::Lambda(a), Self::Lambda(b)) => a == b,
            (Self::Library(_) | Self::Method { .. } | Self::Local(..) | Self::Lambda(_), _) => false,
        }
    }
}

impl Eq for Callee {}

/// A type with more parts is open instead.
const MAX_PARTS: usize = 12;

/// Type arguments nest no deeper; below that nothing is known.
const MAX_NESTING: usize = 4;

impl Type {
    /// No value at all: of an expression that never returns, or is never reached.
    pub const NEVER: Self = Self { parts: Vec::new(), rest: Rest::Nothing };

    /// Any value.
    pub const UNKNOWN: Self = Self { parts: Vec::new(), rest: Rest::Anything };

    /// The values of one part.
    pub fn of(part: Part) -> Self {
        let mut out = Self::NEVER;
        out.add(part);
        out
    }

    /// The parts that are known.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// What it may hold beside its parts.
    pub fn rest(&self) -> Rest {
        self.rest
    }

    /// Whether nothing at all is known.
    pub fn is_unknown(&self) -> bool {
        self.parts.is_empty() && self.rest != Rest::Nothing
    }

    /// Whether there is no value.
    pub fn is_never(&self) -> bool {
        self.parts.is_empty() && self.rest == Rest::Nothing
    }

    /// The parts, if there is at least one and it can be nothing else.
    pub fn known(&self) -> Option<&[Part]> {
        (self.rest == Rest::Nothing && !self.parts.is_empty()).then_some(&self.parts)
    }

    /// The one part that all values are of.
    pub fn only(&self) -> Option<&Part> {
        match self.known()? {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The one class that all values are instances of.
    pub fn instance(&self) -> Option<&Instance> {
        match self.only()? {
            Part::Instance(it) => Some(it),
            Part::Class { .. } | Part::Function(_) | Part::Module(_) => None,
        }
    }

    /// Also the values of `part`.
    pub fn add(&mut self, part: Part) {
        if self.parts.contains(&part) {
            return;
        }
        if let Part::Instance(new) = &part {
            for old in &mut self.parts {
                if let Part::Instance(old) = old
                    && old.class == new.class
                {
                    old.widen(new);
                    return;
                }
            }
        }
        if self.parts.len() >= MAX_PARTS {
            *self = Self::UNKNOWN;
        } else {
            self.parts.push(part);
        }
    }

    /// Also the values of `other`.
    pub fn join(&mut self, other: &Self) {
        self.rest = self.rest.max(other.rest);
        for part in &other.parts {
            self.add(part.clone());
        }
    }

    /// The values of both.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        self.join(other);
        self
    }

    /// The values for which `keep` holds, and all that are not known.
    #[must_use]
    pub(super) fn filter(mut self, keep: impl Fn(&Part) -> bool) -> Self {
        self.parts.retain(keep);
        self
    }

    /// The values but for `None`.
    #[must_use]
    pub fn without_none(self) -> Self {
        let mut out = self.filter(|part| !part.is_none());
        out.rest = out.rest.min(Rest::NotNone);
        out
    }

    /// The same values, but of instances also those of subclasses.
    #[must_use]
    pub(super) fn inexact(mut self) -> Self {
        for part in &mut self.parts {
            if let Part::Instance(it) = part {
                it.is_exact = it.class.is_final();
            }
        }
        self
    }

    /// How deep type arguments nest.
    fn nesting(&self) -> usize {
        let inside = |part: &Part| match part {
            Part::Instance(it) => it.args.iter().map(|arg| arg.nesting() + 1).max().unwrap_or(0),
            Part::Class { .. } | Part::Function(_) | Part::Module(_) => 0,
        };
        self.parts.iter().map(inside).max().unwrap_or(0)
    }
}

impl Part {
    /// Whether it is `None`.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::Instance(it) if it.class.is_library("types.NoneType"))
    }

    /// Whether it is an instance of the builtin class called so, or of a subclass.
    pub fn is_builtin(&self, name: &str) -> bool {
        matches!(self, Self::Instance(it) if it.is_builtin(name))
    }
}

impl Instance {
    /// Instances of `class` and its subclasses.
    pub fn new(class: Class) -> Self {
        let is_exact = class.is_final();
        Self { class, args: Vec::new(), has_places: false, is_exact }
    }

    /// The same with type arguments.
    #[must_use]
    pub(super) fn with_args(mut self, args: Vec<Type>) -> Self {
        if args.iter().all(|arg| arg.nesting() < MAX_NESTING) && args.len() <= MAX_PARTS {
            self.args = args;
        }
        self
    }

    /// The same, but of no subclass.
    #[must_use]
    pub(super) fn exactly(mut self) -> Self {
        self.is_exact = true;
        self
    }

    /// Whether its class is the builtin called so, or derives from it.
    pub fn is_builtin(&self, name: &str) -> bool {
        match &self.class {
            Class::Library(class) => class
                .mro()
                .iter()
                .any(|it| it.qualified.strip_prefix("builtins.").is_some_and(|rest| rest == name)),
            Class::Local(_) | Class::Foreign(_) => false,
        }
    }

    /// Also the values of `other`, an instance of the same class.
    fn widen(&mut self, other: &Self) {
        self.is_exact &= other.is_exact;
        if self.args.len() == other.args.len() && self.has_places == other.has_places {
            for (arg, other) in self.args.iter_mut().zip(&other.args) {
                arg.join(other);
            }
            return;
        }
        // Tuples of several lengths: what is known of all items.
        let all = |it: &Self| it.args.iter().fold(Type::NEVER, |all, arg| all.or(arg));
        let is_known = self.class.is_library("builtins.tuple")
            && (self.has_places || !self.args.is_empty())
            && (other.has_places || !other.args.is_empty());
        self.args = if is_known { vec![all(self).or(&all(other))] } else { Vec::new() };
        self.has_places = false;
    }
}

impl Class {
    /// Whether it is the class of the library with this qualified name: `os.PathLike`, `builtins.str`.
    pub fn is_library(&self, qualified: &str) -> bool {
        matches!(self, Self::Library(class) if class.qualified == qualified)
    }

    /// Whether it can have no subclasses.
    pub(super) fn is_final(&self) -> bool {
        matches!(self, Self::Library(class) if class.is_final)
    }
}
