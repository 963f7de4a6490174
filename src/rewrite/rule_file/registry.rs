//! The names that conditions may use: named predicates, named contexts and classes of use, each with its definition.
//!
//! The loader rejects what is not here; the engine has a function for each; `reskin rule predicates` lists them.

/// A named predicate: `is = "enclosing-class"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedPredicate {
    /// Its name.
    pub name: &'static str,
    /// When the answer is *yes*, in one sentence.
    pub about: &'static str,
    /// When the answer is *unknown*; empty if it never is.
    pub unknown: &'static str,
}

/// A named context: `not_inside = ["logging-call"]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedContext {
    /// Its name.
    pub name: &'static str,
    /// When a node is inside, in one sentence.
    pub about: &'static str,
    /// When that is *unknown*; empty if it never is.
    pub unknown: &'static str,
}

/// All named predicates, by name.
pub const PREDICATES: &[NamedPredicate] = &[
    NamedPredicate {
        name: "bound-once",
        about: "the name is bound by exactly one statement of the file, which every read of it sees",
        unknown: "something may rebind it that the file does not show: a star import, `globals()`, `exec`",
    },
    NamedPredicate {
        name: "enclosing-class",
        about: "the name is that of the class statement around the method, and is bound to it alone",
        unknown: "the class name may be rebound",
    },
    NamedPredicate {
        name: "inherited-from-unittest",
        about: "the method that is called is the one of `unittest.TestCase`: the class around and its bases have none of their own by that name",
        unknown: "a base class comes from another file",
    },
    NamedPredicate {
        name: "innermost-first-parameter",
        about: "the name is the first positional parameter of the innermost function around it, and is never bound again there",
        unknown: "the function may bind the parameter again before",
    },
    NamedPredicate {
        name: "module-level",
        about: "it is executed by the module itself, not within a function, a class, a lambda or a comprehension",
        unknown: "",
    },
    NamedPredicate {
        name: "never-none",
        about: "the value is never `None`",
        unknown: "its type is not known",
    },
    NamedPredicate {
        name: "truthy",
        about: "the value is true: a literal that is not empty or zero, or one that a guard has tested",
        unknown: "neither a literal nor a guard says so",
    },
    NamedPredicate {
        name: "type-checking-only",
        about: "it is read by type checkers alone: under `if TYPE_CHECKING`, or in an annotation that is never evaluated",
        unknown: "the annotations of the file may be evaluated by a library",
    },
    NamedPredicate {
        name: "unittest-self",
        about: "the name is the first parameter of a method of a subclass of `unittest.TestCase`",
        unknown: "a base class comes from another file",
    },
];

/// All named contexts, by name.
pub const CONTEXTS: &[NamedContext] = &[
    NamedContext {
        name: "annotation",
        about: "an annotation of a parameter, a result or a variable",
        unknown: "",
    },
    NamedContext { name: "async-function", about: "the innermost function is a coroutine", unknown: "" },
    NamedContext {
        name: "catches-assertion-error",
        about: "a `try` of the same function whose handlers catch `AssertionError` or a class above it, or a `with` that may suppress it",
        unknown: "a handler names a class that is not known",
    },
    NamedContext { name: "class-body", about: "the statements of a class, outside its methods", unknown: "" },
    NamedContext {
        name: "comprehension",
        about: "a comprehension or a generator expression, its first iterable apart",
        unknown: "",
    },
    NamedContext { name: "decorator", about: "a decorator of a function or a class", unknown: "" },
    NamedContext { name: "delete", about: "a target of `del`", unknown: "" },
    NamedContext { name: "f-string", about: "a replacement field of an f-string or a t-string", unknown: "" },
    NamedContext {
        name: "gettext-call",
        about: "an argument of a function of `gettext`, or of what is called `_`, `gettext`, `ngettext`, `pgettext` or `npgettext`",
        unknown: "",
    },
    NamedContext { name: "lambda", about: "the body of a lambda", unknown: "" },
    NamedContext {
        name: "logging-call",
        about: "an argument of a method of a logger (`debug`, `info`, `warning`, `error`, `critical`, `exception`, `log`) or of such a function of `logging`",
        unknown: "",
    },
    NamedContext { name: "loop", about: "the body of a `for` or a `while`", unknown: "" },
    NamedContext {
        name: "target",
        about: "what an assignment, a `for`, a `with` or a walrus binds",
        unknown: "",
    },
    NamedContext { name: "type-checking", about: "the body of `if TYPE_CHECKING`", unknown: "" },
];

/// The names of all named predicates.
pub fn predicate_names() -> Vec<&'static str> {
    PREDICATES.iter().map(|it| it.name).collect()
}

/// The names of all named contexts.
pub fn context_names() -> Vec<&'static str> {
    CONTEXTS.iter().map(|it| it.name).collect()
}
