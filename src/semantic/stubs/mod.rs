//! What is known of the standard library: signatures, return types, classes, values and aliases.
//!
//! The data is `data/stubs.txt`, made by `data/make_stubs.py` from typeshed, for Python 3.8 to 3.14 at once: what
//! differs between versions or platforms stands side by side, as overloads or unions, so that an answer holds for all
//! of them. A module is read when something of it is first asked for.
//!
//! # The format
//!
//! A line is a definition; members of a class are a space deeper than it.
//!
//! | line | is |
//! |---|---|
//! | `@ os` | the module that the lines below belong to |
//! | `= name=path` | another name of `path`; in a class, of another member |
//! | `f name(params)->type` | a function; several lines of one name are its overloads |
//! | `c Name[~T](bases)` | a class; then `!` if it is final, `n` if it is a named tuple, and its metaclass |
//! | `m`, `s`, `k` | a method of instances, a static method, a class method, each as a function |
//! | `v name:type`, `p name:type` | a variable or attribute; a property |
//! | `t name=type` | a named type |
//!
//! A parameter is `name:type=`, with `=` where it has a default; `/`, `*` and `**` as in Python. A method's own first
//! parameter is left out; where the overload holds only for some receivers, their type stands before `;`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

mod load;
mod type_expr;

pub use type_expr::{Literal, Meaning, TypeExpr, TypeExprError, TypeName};

/// A module of the stubs.
#[derive(Debug)]
pub(super) struct Module {
    name: &'static str,
    items: FxHashMap<&'static str, Item>,
    aliases: FxHashMap<&'static str, &'static str>,
}

/// What a name of the library means.
#[derive(Debug, Clone, Copy)]
pub enum Item {
    /// A module, by its canonical name.
    Module(&'static str),
    /// A function.
    Function(&'static Function),
    /// A class.
    Class(&'static Class),
    /// A value of this type.
    Value(&'static TypeExpr),
    /// A name for a type.
    TypeAlias(&'static TypeExpr),
}

/// A function.
#[derive(Debug)]
pub struct Function {
    /// Where it is defined: `posixpath.join`.
    pub qualified: String,
    /// The signatures, in the order in which a type checker tries them; not empty.
    pub overloads: Vec<Signature>,
}

/// One way to call a function.
#[derive(Debug, Clone)]
pub struct Signature {
    /// Of a method: what it must be called on for this signature to hold; none if anything will do.
    pub receiver: Option<TypeExpr>,
    /// The parameters; without the one that a method is bound to.
    pub params: Vec<Param>,
    /// What is returned.
    pub returns: TypeExpr,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// The name, without stars.
    pub name: Box<str>,
    /// How arguments reach it.
    pub kind: ParamKind,
    /// Whether it may be left out; never of one with stars.
    pub has_default: bool,
    /// What it takes.
    pub type_: TypeExpr,
}

/// How arguments reach a parameter; the kinds of Python's `inspect`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParamKind {
    /// By position alone.
    PositionalOnly,
    /// By position or name.
    PositionalOrKeyword,
    /// `*args`.
    VarPositional,
    /// By name alone.
    KeywordOnly,
    /// `**kwargs`.
    VarKeyword,
}

/// A class.
#[derive(Debug)]
pub struct Class {
    /// Where it is defined: `os.PathLike`, `builtins.str`.
    pub qualified: String,
    /// The type parameters.
    pub params: Vec<Box<str>>,
    /// The bases; `object` is left out.
    pub bases: Vec<TypeExpr>,
    /// Whether it can have no subclasses.
    pub is_final: bool,
    /// Whether it derives from `typing.NamedTuple` directly.
    pub is_named_tuple: bool,
    /// The metaclass, if it is stated.
    pub metaclass: Option<Box<str>>,
    /// What it defines itself.
    pub members: FxHashMap<&'static str, Member>,
    mro: OnceLock<Vec<&'static Class>>,
}

/// A member of a class.
#[derive(Debug)]
pub enum Member {
    /// A method.
    Method {
        /// What it is bound to.
        kind: MethodKind,
        /// The signatures; not empty.
        overloads: Vec<Signature>,
    },
    /// An attribute or property.
    Value {
        /// Its type.
        type_: TypeExpr,
        /// Whether reading it runs a function.
        is_property: bool,
    },
    /// Another name of a member.
    SameAs(&'static str),
    /// A class.
    Class(&'static Class),
}

/// What a method is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MethodKind {
    /// The instance.
    Instance,
    /// Nothing.
    Static,
    /// The class.
    Class,
}

impl Class {
    /// The name without its module if that is `builtins`, as programs write it.
    pub fn name(&self) -> &str {
        self.qualified.strip_prefix("builtins.").unwrap_or(&self.qualified)
    }

    /// The class and those that it derives from, nearest first, `object` last. Of a base that is met twice the later
    /// place counts.
    pub fn mro(&'static self) -> &'static [&'static Class] {
        self.mro.get_or_init(|| {
            let mut all = vec![self];
            for base in self.base_classes() {
                all.extend(base.mro());
            }
            all.extend(class("builtins.object").filter(|it| !std::ptr::eq(*it, self)));
            let mut out: Vec<&'static Class> = Vec::new();
            for class in all.into_iter().rev() {
                if !out.iter().any(|it| std::ptr::eq(*it, class)) {
                    out.push(class);
                }
            }
            out.reverse();
            out
        })
    }

    fn base_classes(&self) -> impl Iterator<Item = &'static Class> {
        self.bases.iter().filter_map(|base| match base {
            TypeExpr::Name(name) => match name.meaning() {
                Meaning::Class(class) => Some(class),
                Meaning::Alias(_) | Meaning::Foreign => None,
            },
            _ => None,
        })
    }

    /// Whether it is `other` or derives from it.
    pub fn derives_from(&'static self, other: &Class) -> bool {
        self.mro().iter().any(|it| std::ptr::eq(*it, other))
    }

    /// Whether it is, or derives from, the class with this qualified name.
    pub fn derives_from_name(&'static self, qualified: &str) -> bool {
        self.mro().iter().any(|it| it.qualified == qualified)
    }

    /// The member that instances have by this name, and the class that defines it.
    pub fn member(&'static self, name: &str) -> Option<(&'static Class, &'static Member)> {
        let (class, member) = self.mro().iter().find_map(|it| Some((*it, it.members.get(name)?)))?;
        match member {
            Member::SameAs(other) => Some((class, class.members.get(other)?)),
            Member::Method { .. } | Member::Value { .. } | Member::Class(_) => Some((class, member)),
        }
    }

    /// Whether it is a protocol: what has its members counts as its instance.
    pub fn is_protocol(&self) -> bool {
        self.bases.iter().any(|base| matches!(base, TypeExpr::Name(name) if &*name.path == "typing.Protocol"))
    }
}

const TEXT: &str = include_str!("../../../data/stubs.txt");

struct Stubs {
    modules: FxHashMap<&'static str, (&'static str, OnceLock<Module>)>,
}

static STUBS: OnceLock<Stubs> = OnceLock::new();

fn stubs() -> &'static Stubs {
    STUBS.get_or_init(|| {
        let mut modules = FxHashMap::default();
        for part in TEXT.split("\n@ ").skip(1) {
            let (name, text) = part.split_once('\n').unwrap_or((part, ""));
            modules.insert(name, (text, OnceLock::new()));
        }
        Stubs { modules }
    })
}

fn module(name: &str) -> Option<&'static Module> {
    let (key, (text, module)) = stubs().modules.get_key_value(name)?;
    Some(module.get_or_init(|| load::module(key, text)))
}

/// The names of all modules, sorted.
pub fn modules() -> Vec<&'static str> {
    let mut names: Vec<_> = stubs().modules.keys().copied().collect();
    names.sort_unstable();
    names
}

/// What a module defines itself, by name, sorted.
pub fn items(name: &str) -> Vec<(&'static str, Item)> {
    let Some(module) = module(name) else { return Vec::new() };
    let mut items: Vec<_> = module.items.iter().map(|(name, item)| (*name, *item)).collect();
    items.sort_unstable_by_key(|(name, _)| *name);
    items
}

/// Longer chains of aliases are cycles.
const MAX_ALIASES: usize = 16;

/// What a dotted path means, through aliases: `os.path.join`, `collections.Mapping`, `builtins.open`. Of a class the
/// path may go on to a class in it. Paths without a module are modules.
pub fn lookup(path: &str) -> Option<Item> {
    resolve(path, MAX_ALIASES)
}

fn resolve(path: &str, fuel: usize) -> Option<Item> {
    let fuel = fuel.checked_sub(1)?;
    // The longest module that the path starts with: `os.path` before `os`.
    let mut ends = std::iter::once(path.len()).chain(path.rmatch_indices('.').map(|(at, _)| at));
    let (module, rest) =
        ends.find_map(|end| Some((module(&path[..end])?, path.get(end + 1..).unwrap_or(""))))?;
    if rest.is_empty() {
        return Some(Item::Module(module.name));
    }
    let (name, inner) = rest.split_once('.').unwrap_or((rest, ""));
    if let Some(target) = module.aliases.get(name) {
        let builtin =
            if target.contains('.') || stubs().modules.contains_key(target) { "" } else { "builtins." };
        let dot = if inner.is_empty() { "" } else { "." };
        return resolve(&format!("{builtin}{target}{dot}{inner}"), fuel);
    }
    let mut item = *module.items.get(name)?;
    for part in inner.split('.').filter(|it| !it.is_empty()) {
        let Item::Class(class) = item else { return None };
        let Some(Member::Class(next)) = class.members.get(part) else { return None };
        item = Item::Class(next);
    }
    Some(item)
}

/// The class that a dotted path means.
pub fn class(path: &str) -> Option<&'static Class> {
    match lookup(path)? {
        Item::Class(class) => Some(class),
        Item::Module(_) | Item::Function(_) | Item::Value(_) | Item::TypeAlias(_) => None,
    }
}

/// The path by which the stubs know what `path` means: `posixpath.join` for `os.path.join`,
/// `builtins.OSError` for `builtins.IOError`. None where that is a value or unknown.
pub fn canonical(path: &str) -> Option<&'static str> {
    match lookup(path)? {
        Item::Module(name) => Some(name),
        Item::Function(function) => Some(&function.qualified),
        Item::Class(class) => Some(&class.qualified),
        Item::Value(_) | Item::TypeAlias(_) => None,
    }
}

/// The signatures of what a dotted path means: of a function, of a class its constructor's, of a path to a method
/// (`unittest.TestCase.assertEqual`) that method's. Empty where they are not known.
pub fn signatures(path: &str) -> &'static [Signature] {
    match lookup(path) {
        Some(Item::Function(function)) => &function.overloads,
        Some(Item::Class(class)) => constructor(class),
        Some(Item::Module(_) | Item::Value(_) | Item::TypeAlias(_)) => &[],
        None => {
            let Some((owner, name)) = path.rsplit_once('.') else { return &[] };
            class(owner).map_or(&[], |class| method_signatures(class, name))
        }
    }
}

/// The signatures by which a class is called.
pub fn constructor(class: &'static Class) -> &'static [Signature] {
    let own = |name| {
        let (owner, _) = class.member(name)?;
        (owner.qualified != "builtins.object").then(|| method_signatures(class, name))
    };
    // What `object` has says nothing; the nearer of both is what a reader would look at.
    own("__init__").filter(|it| !it.is_empty()).or_else(|| own("__new__")).unwrap_or(&[])
}

/// The signatures of the method that instances have by this name.
pub fn method_signatures(class: &'static Class, name: &str) -> &'static [Signature] {
    match class.member(name) {
        Some((_, Member::Method { overloads, .. })) => overloads,
        Some((_, Member::Value { .. } | Member::SameAs(_) | Member::Class(_))) | None => &[],
    }
}
