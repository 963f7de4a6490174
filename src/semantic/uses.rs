//! Where the value of an expression goes, and what is demanded of it there.
//!
//! A value is followed through parentheses, `or`, `and`, conditional and assignment expressions, through local
//! variables to every place that may read it there, and into parameters of functions of this file that have no
//! annotation. Where it leaves the file's sight (returned, yielded, stored in an attribute, an item or a container,
//! a variable of a module or class, handed to unknown code) the use says so and asks no more.
//!
//! What a function of the library accepts is read off its parameter's type: one that names `os.PathLike` takes a path
//! object where it takes a string. Parameters of functions of this file count by their annotation.

use rustc_hash::FxHashSet;

use super::Analysis;
use super::flow::Def;
use super::names::{Answer, BindingId};
use super::occurrence::BindingKind;
use super::stubs::{self, ParamKind, Signature, TypeExpr};
use super::types::{Callee, Class, Part, Type};
use crate::ast::{Arguments, Call, CmpOperator, Expr, ExprId, NodeId, Operator, Stmt, StmtId};

/// A place that uses a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The expression that gives the value there: the one asked about, or a name that reads it.
    pub place: ExprId,
    /// What is done with it.
    pub kind: UseKind,
}

/// What is done with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UseKind {
    /// Nothing: it is a statement.
    Statement,
    /// It is iterated to the end, at once: `for`, comprehensions, `list(x)`, `sorted(x)`.
    Iterated,
    /// It is an argument that may be a string or a path object.
    PathArgument,
    /// It is an argument that must be a string.
    StringArgument,
    /// It is tested.
    Bool,
    /// It is turned into text by `str`, an f-string, `%s` or `format`.
    Formatted,
    /// It is awaited.
    Awaited,
    /// It is a decorator.
    Decorator,
    /// An attribute is read or a method called.
    Attribute,
    /// It is called.
    Called,
    /// An item is read, set or deleted.
    Subscripted,
    /// It is an operand of an arithmetic operator.
    Operand,
    /// It is the left operand of `/`, or the right one of a string's.
    Divided,
    /// It is compared, by `is`, too.
    Compared,
    /// It is raised.
    Raised,
    /// It is entered by `with`.
    Entered,
    /// It is taken apart by a target of several names.
    Unpacked,
    /// It is returned.
    Returned,
    /// It is yielded.
    Yielded,
    /// It becomes an attribute, an item, or an element of a container.
    Stored,
    /// It becomes a variable of a module or class, or one that other scopes bind.
    Published,
    /// It is handed to code of which nothing is known.
    Passed,
    /// Anything else.
    Other,
}

impl UseKind {
    /// The name that a report prints.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statement => "unused",
            Self::Iterated => "iterated",
            Self::PathArgument => "path-argument",
            Self::StringArgument => "string-argument",
            Self::Bool => "tested",
            Self::Formatted => "formatted",
            Self::Awaited => "awaited",
            Self::Decorator => "decorator",
            Self::Attribute => "attribute",
            Self::Called => "called",
            Self::Subscripted => "subscripted",
            Self::Operand => "operand",
            Self::Divided => "divided",
            Self::Compared => "compared",
            Self::Raised => "raised",
            Self::Entered => "entered",
            Self::Unpacked => "unpacked",
            Self::Returned => "returned",
            Self::Yielded => "yielded",
            Self::Stored => "stored",
            Self::Published => "published",
            Self::Passed => "passed-on",
            Self::Other => "other",
        }
    }
}

/// What a rule may ask all uses to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UseClass {
    /// `statement`: the value is not used.
    Statement,
    /// `iterated`: it is run to its end where it is.
    Iterated,
    /// `path-like`: a path object does as well as a string.
    PathLike,
    /// `bool`: it is tested.
    Bool,
    /// `str-formatted`: it is turned into text.
    Formatted,
    /// `awaited`.
    Awaited,
    /// `decorator`.
    Decorator,
}

impl UseClass {
    /// The class that a rule file calls so.
    pub fn by_name(name: &str) -> Option<Self> {
        Some(match name {
            "statement" => Self::Statement,
            "iterated" => Self::Iterated,
            "path-like" => Self::PathLike,
            "bool" => Self::Bool,
            "str-formatted" => Self::Formatted,
            "awaited" => Self::Awaited,
            "decorator" => Self::Decorator,
            _ => return None,
        })
    }

    /// Whether a use is of this class.
    fn holds_of(self, kind: UseKind) -> Answer {
        let is_it = match self {
            Self::Statement => kind == UseKind::Statement,
            Self::Iterated => kind == UseKind::Iterated,
            Self::PathLike => matches!(kind, UseKind::PathArgument | UseKind::Statement),
            Self::Bool => kind == UseKind::Bool,
            Self::Formatted => kind == UseKind::Formatted,
            Self::Awaited => kind == UseKind::Awaited,
            Self::Decorator => kind == UseKind::Decorator,
        };
        match kind {
            _ if is_it => Answer::Yes,
            // What is done with it in the end is not seen.
            UseKind::Returned
            | UseKind::Yielded
            | UseKind::Stored
            | UseKind::Published
            | UseKind::Passed
            | UseKind::Other => Answer::Unknown,
            UseKind::Statement
            | UseKind::Iterated
            | UseKind::PathArgument
            | UseKind::StringArgument
            | UseKind::Bool
            | UseKind::Formatted
            | UseKind::Awaited
            | UseKind::Decorator
            | UseKind::Attribute
            | UseKind::Called
            | UseKind::Subscripted
            | UseKind::Operand
            | UseKind::Divided
            | UseKind::Compared
            | UseKind::Raised
            | UseKind::Entered
            | UseKind::Unpacked => Answer::No,
        }
    }
}

/// Whether all uses are of some classes, and what decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedAs {
    /// *Yes* if all are, *no* if one certainly is not.
    pub answer: Answer,
    /// The use that decided against it.
    pub decided_by: Option<Use>,
}

/// More uses are too many to follow.
const MAX_USES: usize = 500;

/// Functions of this file into which a value is followed.
const MAX_CALLS: usize = 4;

impl Analysis<'_> {
    /// Every use of the value of an expression; those that are seen more than once come once.
    pub fn uses_of(&self, expr: ExprId) -> Vec<Use> {
        let mut follower = Follower { analysis: self, out: Vec::new(), seen: FxHashSet::default(), calls: 0 };
        follower.value(expr);
        follower.out
    }

    /// Whether every use of the value of an expression is of one of some classes.
    pub fn used_as(&self, expr: ExprId, classes: &[UseClass]) -> UsedAs {
        let mut found = UsedAs { answer: Answer::Yes, decided_by: None };
        for use_ in self.uses_of(expr) {
            let mut answer = Answer::No;
            for class in classes {
                match class.holds_of(use_.kind) {
                    Answer::Yes => answer = Answer::Yes,
                    Answer::Unknown if answer == Answer::No => answer = Answer::Unknown,
                    Answer::Unknown | Answer::No => {}
                }
            }
            match answer {
                Answer::Yes => {}
                Answer::No => return UsedAs { answer, decided_by: Some(use_) },
                Answer::Unknown => {
                    if found.answer == Answer::Yes {
                        found = UsedAs { answer, decided_by: Some(use_) };
                    }
                }
            }
        }
        found
    }
}

struct Follower<'f, 'a> {
    analysis: &'f Analysis<'a>,
    out: Vec<Use>,
    seen: FxHashSet<NodeId>,
    calls: usize,
}

impl Follower<'_, '_> {
    fn add(&mut self, place: ExprId, kind: UseKind) {
        self.out.push(Use { place, kind });
    }

    /// Follows the value that `place` gives.
    fn value(&mut self, place: ExprId) {
        if !self.seen.insert(place.into()) {
            return;
        }
        if self.out.len() > MAX_USES {
            self.add(place, UseKind::Other);
            return;
        }
        let ast = self.analysis.ast;
        let Some(parent) = self.analysis.parents().parent(place) else {
            self.add(place, UseKind::Other);
            return;
        };
        match parent {
            NodeId::Expr(parent) => self.in_expr(place, parent),
            NodeId::Stmt(stmt) => self.in_stmt(place, stmt),
            NodeId::Comprehension(id) => {
                let is_test = ast[ast[id].ifs].contains(&place);
                self.add(place, if is_test { UseKind::Bool } else { UseKind::Iterated });
            }
            NodeId::Keyword(keyword) => match self.analysis.parents().parent(keyword) {
                Some(NodeId::Expr(parent)) => match ast[parent] {
                    Expr::Call(call) => self.argument(place, call),
                    _ => self.add(place, UseKind::Other),
                },
                _ => self.add(place, UseKind::Other),
            },
            NodeId::WithItem(_) => self.add(place, UseKind::Entered),
            _ => self.add(place, UseKind::Other),
        }
    }

    fn in_expr(&mut self, place: ExprId, parent: ExprId) {
        let ast = self.analysis.ast;
        let kind = match ast[parent] {
            Expr::BoolOp(it) => {
                // All but the last are tested; one of them may be the value.
                if ast[it.values].last() != Some(&place) {
                    self.add(place, UseKind::Bool);
                }
                return self.value(parent);
            }
            Expr::IfExp(it) => {
                if it.test != place {
                    return self.value(parent);
                }
                UseKind::Bool
            }
            Expr::NamedExpr(it) => {
                self.bound(place, it.target);
                return self.value(parent);
            }
            Expr::UnaryOp(it) if it.op == crate::ast::UnaryOperator::Not => UseKind::Bool,
            Expr::UnaryOp(_) => UseKind::Operand,
            Expr::BinOp(it) => match it.op {
                Operator::Div if it.left == place => UseKind::Divided,
                Operator::Mod if it.right == place => self.percent_operand(it.left),
                _ => UseKind::Operand,
            },
            Expr::Compare(it) => {
                let is_container = ast[it.ops]
                    .iter()
                    .zip(&ast[it.comparators])
                    .any(|(op, right)| *right == place && matches!(op, CmpOperator::In | CmpOperator::NotIn));
                if is_container { UseKind::Other } else { UseKind::Compared }
            }
            Expr::Call(call) if call.func == place => UseKind::Called,
            Expr::Call(call) => return self.argument(place, call),
            Expr::FormattedValue(_) => UseKind::Formatted,
            Expr::Attribute(_) => UseKind::Attribute,
            Expr::Subscript(it) if it.value == place => UseKind::Subscripted,
            Expr::Subscript(_) => UseKind::Other,
            Expr::Await(_) => UseKind::Awaited,
            Expr::Yield(_) => UseKind::Yielded,
            Expr::YieldFrom(_) => UseKind::Iterated,
            Expr::Starred(_) => UseKind::Iterated,
            Expr::Tuple(_) => {
                if let Some(NodeId::Expr(around)) = self.analysis.parents().parent(parent)
                    && let Expr::BinOp(format) = ast[around]
                    && format.op == Operator::Mod
                    && format.right == parent
                {
                    self.percent_operand(format.left)
                } else {
                    UseKind::Stored
                }
            }
            Expr::List(_) | Expr::Set(_) | Expr::Dict(_) => UseKind::Stored,
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::GeneratorExp(_) => {
                UseKind::Stored
            }
            Expr::Lambda(_) => UseKind::Returned,
            Expr::Interpolation(_)
            | Expr::JoinedStr(_)
            | Expr::TemplateStr(_)
            | Expr::Constant(_)
            | Expr::Name(_)
            | Expr::Slice(_) => UseKind::Other,
        };
        self.add(place, kind);
    }

    /// An operand of a format, if the left side is one.
    fn percent_operand(&self, format: ExprId) -> UseKind {
        let is_text = |part: &Part| part.is_builtin("str");
        match self.analysis.type_of(format).known() {
            Some(parts) if parts.iter().all(is_text) => UseKind::Formatted,
            _ => UseKind::Operand,
        }
    }

    fn in_stmt(&mut self, place: ExprId, stmt: StmtId) {
        let ast = self.analysis.ast;
        let kind = match ast[stmt] {
            Stmt::Expr(_) => UseKind::Statement,
            Stmt::Return(_) => UseKind::Returned,
            Stmt::If(_) | Stmt::While(_) => UseKind::Bool,
            Stmt::Assert(it) => {
                if it.test == place {
                    UseKind::Bool
                } else {
                    UseKind::Other
                }
            }
            Stmt::For(it) if it.iter == place => UseKind::Iterated,
            Stmt::Raise(_) => UseKind::Raised,
            Stmt::Assign(it) if it.value == place => {
                for target in &ast[it.targets] {
                    self.bound(place, *target);
                }
                return;
            }
            Stmt::AnnAssign(it) if it.value == Some(place) => {
                let names = &self.analysis.model.names;
                if names.is_qualified(ast, it.annotation, "builtins.str") == Answer::Yes {
                    self.add(place, UseKind::StringArgument);
                }
                return self.bound(place, it.target);
            }
            Stmt::AugAssign(it) if it.value == place => UseKind::Operand,
            _ if ast.decorators(stmt).contains(&place) => UseKind::Decorator,
            _ => UseKind::Other,
        };
        self.add(place, kind);
    }

    /// The value goes into a target.
    fn bound(&mut self, place: ExprId, target: ExprId) {
        let names = &self.analysis.model.names;
        match self.analysis.ast[target] {
            Expr::Name(_) => {
                let found = names.binding(target);
                match found {
                    Some(id) => self.binding(place, id),
                    None => self.add(place, UseKind::Published),
                }
            }
            Expr::Attribute(_) | Expr::Subscript(_) => self.add(place, UseKind::Stored),
            Expr::Tuple(_) | Expr::List(_) => self.add(place, UseKind::Unpacked),
            _ => self.add(place, UseKind::Other),
        }
    }

    /// The value is bound to a variable: whatever may read it there uses it.
    fn binding(&mut self, place: ExprId, id: BindingId) {
        let analysis = self.analysis;
        let names = &analysis.model.names;
        let variable = names[id].variable;
        let owner = names[variable].scope;
        let is_local = analysis.model.scopes[owner].kind.is_function_block()
            && names[variable].bindings.iter().all(|id| {
                names[*id].scope == owner && names[*id].kind().is_some() || is_del(names[*id].role)
            });
        if !is_local {
            self.add(place, UseKind::Published);
            return;
        }
        let flow = analysis.flow(variable);
        let reaches = |expr: ExprId| {
            flow.at(expr).is_none_or(|state| state.facts().iter().any(|fact| fact.def == Def::Binding(id)))
        };
        for reference in &names[variable].references {
            if let NodeId::Expr(read) = names[*reference].node
                && reaches(read)
            {
                self.value(read);
            }
        }
        for other in &names[variable].bindings {
            let other = &names[*other];
            if other.kind() == Some(BindingKind::AugAssign)
                && let NodeId::Expr(target) = other.node
                && reaches(target)
            {
                self.add(target, UseKind::Operand);
            }
        }
    }

    /// The value is an argument of a call.
    fn argument(&mut self, place: ExprId, call: Call) {
        let analysis = self.analysis;
        if let Some(kind) = self.known_sink(place, call) {
            self.add(place, kind);
            return;
        }
        let func = analysis.type_of(call.func);
        let kind = match func.only() {
            Some(Part::Function(Callee::Library(function))) => {
                self.accepted(&function.overloads, place, call)
            }
            Some(Part::Function(Callee::Method { overloads, .. })) => self.accepted(overloads, place, call),
            Some(Part::Class { class: Class::Library(class), is_exact: true }) => {
                let of_new = class.member("__init__").is_none();
                let overloads = if of_new {
                    stubs::method_signatures(class, "__new__")
                } else {
                    stubs::constructor(class)
                };
                self.accepted(overloads, place, call)
            }
            Some(Part::Function(Callee::Local(stmt, None))) => {
                let (Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it)) = analysis.ast[*stmt] else {
                    return self.add(place, UseKind::Passed);
                };
                let args = analysis.ast[it.args];
                return self.parameter(place, call, &args);
            }
            Some(_) | None => UseKind::Passed,
        };
        self.add(place, kind);
    }

    /// Functions that do one thing with their argument, which its type does not say.
    fn known_sink(&self, place: ExprId, call: Call) -> Option<UseKind> {
        let ast = self.analysis.ast;
        let is_first = ast[call.args].first() == Some(&place);
        if let Expr::Attribute(it) = ast[call.func] {
            let is_str = |part: &Part| part.is_builtin("str");
            let of_str =
                self.analysis.type_of(it.value).known().is_some_and(|parts| parts.iter().all(is_str));
            match ast.name(it.attr) {
                "format" if of_str => return Some(UseKind::Formatted),
                "join" if of_str => return Some(UseKind::Iterated),
                _ => {}
            }
        }
        let kind = match self.analysis.library_path(call.func)? {
            "builtins.str" | "builtins.print" | "builtins.format" => UseKind::Formatted,
            "builtins.bool" => UseKind::Bool,
            "builtins.list"
            | "builtins.tuple"
            | "builtins.set"
            | "builtins.frozenset"
            | "builtins.sorted"
            | "builtins.sum"
            | "builtins.any"
            | "builtins.all"
            | "builtins.dict"
            | "collections.OrderedDict"
            | "collections.Counter"
            | "collections.deque"
                if is_first =>
            {
                UseKind::Iterated
            }
            // With one argument; with several they compare.
            "builtins.max" | "builtins.min" if is_first && call.args.len() == 1 => UseKind::Iterated,
            "builtins.isinstance"
            | "builtins.type"
            | "builtins.id"
            | "builtins.repr"
            | "builtins.len"
            | "builtins.iter"
            | "builtins.next"
            | "builtins.hasattr"
            | "builtins.getattr" => UseKind::Attribute,
            // What they call gets it.
            "builtins.map" | "builtins.filter" | "functools.partial" => UseKind::Passed,
            _ => return None,
        };
        Some(kind)
    }

    /// What the parameter takes that the value is passed for.
    fn accepted(&self, overloads: &[Signature], place: ExprId, call: Call) -> UseKind {
        let ast = self.analysis.ast;
        let position = ast[call.args].iter().position(|it| *it == place);
        if position
            .is_some_and(|at| ast[call.args][..at].iter().any(|it| matches!(ast[*it], Expr::Starred(_))))
        {
            return UseKind::Passed;
        }
        let name = ast[call.keywords].iter().find(|id| ast[**id].value == place).and_then(|id| ast[*id].arg);
        let name = name.map(|name| ast.name(name));
        let (mut takes_path, mut takes_text) = (false, false);
        for signature in overloads {
            let param = match (position, name) {
                (Some(at), _) => positional(signature, at),
                (None, Some(name)) => signature.params.iter().find(|it| {
                    &*it.name == name
                        && matches!(it.kind, ParamKind::PositionalOrKeyword | ParamKind::KeywordOnly)
                }),
                (None, None) => return UseKind::Passed,
            };
            match param.map(|it| &it.type_) {
                Some(type_) if names_path(type_) => takes_path = true,
                Some(type_) if names_text(type_) => takes_text = true,
                Some(_) | None => {}
            }
        }
        match (takes_path, takes_text) {
            (true, _) => UseKind::PathArgument,
            (false, true) => UseKind::StringArgument,
            (false, false) => UseKind::Passed,
        }
    }

    /// A parameter of a function of this file.
    fn parameter(&mut self, place: ExprId, call: Call, args: &Arguments) {
        let analysis = self.analysis;
        let ast = analysis.ast;
        let position = ast[call.args].iter().position(|it| *it == place);
        let has_star = ast[call.args].iter().any(|it| matches!(ast[*it], Expr::Starred(_)));
        let name = ast[call.keywords].iter().find(|id| ast[**id].value == place).and_then(|id| ast[*id].arg);
        let param = match (position, name) {
            (Some(at), _) if !has_star => ast[args.posonlyargs].iter().chain(&ast[args.args]).nth(at),
            (None, Some(name)) => {
                ast[args.args].iter().chain(&ast[args.kwonlyargs]).find(|id| ast[**id].arg == name)
            }
            _ => None,
        };
        let Some(param) = param.copied() else { return self.add(place, UseKind::Passed) };
        if let Some(annotation) = ast[param].annotation {
            let kind = declared_use(&analysis.annotation(annotation));
            return self.add(place, kind);
        }
        self.calls += 1;
        let names = &analysis.model.names;
        let found = names.binding(param);
        match found {
            Some(id) if self.calls <= MAX_CALLS => self.binding(place, id),
            _ => self.add(place, UseKind::Passed),
        }
    }
}

fn is_del(role: super::occurrence::Role) -> bool {
    role == super::occurrence::Role::Delete
}

/// What an annotation lets a parameter take.
fn declared_use(type_: &Type) -> UseKind {
    let Some(parts) = type_.known() else { return UseKind::Passed };
    let is_path = |part: &Part| matches!(part, Part::Instance(it) if it.class.is_library("os.PathLike") || is_path_class(&it.class));
    if parts.iter().any(is_path) {
        UseKind::PathArgument
    } else if parts.iter().all(|part| part.is_builtin("str") || part.is_none()) {
        UseKind::StringArgument
    } else {
        UseKind::Passed
    }
}

fn is_path_class(class: &Class) -> bool {
    matches!(class, Class::Library(it) if it.derives_from_name("pathlib.PurePath"))
}

fn positional(signature: &Signature, at: usize) -> Option<&stubs::Param> {
    let is_positional = |it: &&stubs::Param| {
        matches!(
            it.kind,
            ParamKind::PositionalOnly | ParamKind::PositionalOrKeyword | ParamKind::VarPositional
        )
    };
    let params: Vec<_> = signature.params.iter().filter(is_positional).collect();
    params
        .get(at)
        .copied()
        .or_else(|| params.last().copied().filter(|it| it.kind == ParamKind::VarPositional))
}

/// Whether a type allows path objects of strings.
fn names_path(type_: &TypeExpr) -> bool {
    match type_ {
        TypeExpr::Union(parts) => parts.iter().any(names_path),
        TypeExpr::Name(name) => match name.meaning() {
            stubs::Meaning::Class(class) => class.qualified == "os.PathLike",
            stubs::Meaning::Alias(alias) => names_path(alias),
            stubs::Meaning::Foreign => false,
        },
        _ => false,
    }
}

/// Whether a type allows strings.
fn names_text(type_: &TypeExpr) -> bool {
    match type_ {
        TypeExpr::Union(parts) => parts.iter().any(names_text),
        TypeExpr::Variable(name) => &**name == "AnyStr",
        TypeExpr::Literal(_) => true,
        TypeExpr::Name(name) => match name.meaning() {
            stubs::Meaning::Class(class) => class.qualified == "builtins.str",
            stubs::Meaning::Alias(alias) => names_text(alias),
            stubs::Meaning::Foreign => false,
        },
        _ => false,
    }
}
