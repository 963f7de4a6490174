//! Where a node stands: the functions and classes around it, and what its names mean there.

use super::Analysis;
use super::flow::Def;
use super::names::{Answer, BindingId, VariableId};
use super::occurrence::BindingKind;
use super::scopes::{ScopeKey, ScopeKind};
use super::types::{Class, Decorator};
use crate::ast::{ArgId, Arguments, Ast, Expr, ExprId, NodeId, Stmt, StmtId};

/// What holds code that runs on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// A `def` or `async def`.
    Def(StmtId),
    /// A lambda.
    Lambda(ExprId),
}

impl Analysis<'_> {
    /// The innermost function or lambda whose body holds `node`. Decorators, defaults and annotations are outside.
    pub fn enclosing_function(&self, node: impl Into<NodeId>) -> Option<Function> {
        let ast = self.ast;
        let mut below = node.into();
        for around in self.parents().ancestors(below) {
            match around {
                NodeId::Stmt(stmt) => match ast[stmt] {
                    Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => {
                        if matches!(below, NodeId::Stmt(inner) if ast[it.body].contains(&inner)) {
                            return Some(Function::Def(stmt));
                        }
                    }
                    _ => {}
                },
                NodeId::Expr(expr) => {
                    if matches!(ast[expr], Expr::Lambda(it) if below == it.body.into()) {
                        return Some(Function::Lambda(expr));
                    }
                }
                _ => {}
            }
            below = around;
        }
        None
    }

    /// The innermost class whose body holds `node`, be it in a function of it.
    pub fn enclosing_class(&self, node: impl Into<NodeId>) -> Option<StmtId> {
        let ast = self.ast;
        let mut below = node.into();
        for around in self.parents().ancestors(below) {
            if let NodeId::Stmt(stmt) = around
                && let Stmt::ClassDef(it) = ast[stmt]
                && matches!(below, NodeId::Stmt(inner) if ast[it.body].contains(&inner))
            {
                return Some(stmt);
            }
            below = around;
        }
        None
    }

    /// The parameters of a function.
    pub fn parameters(&self, function: Function) -> Option<Arguments> {
        let args = match function {
            Function::Def(stmt) => match self.ast[stmt] {
                Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => it.args,
                _ => return None,
            },
            Function::Lambda(expr) => match self.ast[expr] {
                Expr::Lambda(it) => it.args,
                _ => return None,
            },
        };
        Some(self.ast[args])
    }

    /// The first positional parameter of a function.
    pub fn first_parameter(&self, function: Function) -> Option<ArgId> {
        let args = self.parameters(function)?;
        self.ast[args.posonlyargs].iter().chain(&self.ast[args.args]).next().copied()
    }

    /// `module-level`: the node is in no function and no class.
    pub fn is_module_level(&self, node: impl Into<NodeId>) -> bool {
        let node = node.into();
        self.enclosing_function(node).is_none() && self.enclosing_class(node).is_none()
    }

    /// `type-checking-only`: the node runs for type checkers alone, below `if TYPE_CHECKING:`.
    pub fn is_type_checking_only(&self, node: impl Into<NodeId>) -> bool {
        let ast = self.ast;
        let mut below = node.into();
        for around in self.parents().ancestors(below) {
            if let NodeId::Stmt(stmt) = around
                && let Stmt::If(it) = ast[stmt]
                && matches!(below, NodeId::Stmt(inner) if ast[it.body].contains(&inner))
                && self.path(it.test).is_some_and(|path| path.ends_with(".TYPE_CHECKING"))
            {
                return true;
            }
            below = around;
        }
        false
    }

    /// `enclosing-class`: the expression names the class around the innermost method that it is in, and nothing but
    /// the class statement binds that name.
    pub fn is_enclosing_class(&self, expr: ExprId) -> Answer {
        let Expr::Name(_) = self.ast[expr] else { return Answer::No };
        let Some(class) = self.enclosing_class(expr) else { return Answer::No };
        let names = &self.model.names;
        let Some(bindings) = names.bindings_of(expr) else { return Answer::Unknown };
        let is_class = |id: &BindingId| names[*id].node == NodeId::from(class);
        match bindings {
            [only] if is_class(only) => Answer::Yes,
            several if several.iter().any(is_class) => Answer::Unknown,
            _ => Answer::No,
        }
    }

    /// `innermost-first-parameter`: the expression names the first positional parameter of the function right around
    /// it, as zero-argument `super()` reads it. A comprehension was a function of its own before 3.12.
    pub fn is_innermost_first_parameter(&self, expr: ExprId) -> Answer {
        let Expr::Name(_) = self.ast[expr] else { return Answer::No };
        let names = &self.model.names;
        let Some(reference) = names.reference(expr) else { return Answer::No };
        let scope = &self.model.scopes[reference.scope];
        let function = match (scope.kind, scope.key) {
            (ScopeKind::Function, ScopeKey::Body(stmt)) => Function::Def(stmt),
            (ScopeKind::Lambda, ScopeKey::Expr(expr)) => Function::Lambda(expr),
            _ => return Answer::No,
        };
        let Some(first) = self.first_parameter(function) else { return Answer::No };
        let Some(variable) = reference.variable else { return Answer::No };
        self.is_parameter(variable, first)
    }

    /// `unittest-self`: the expression names the first parameter of a method of a `unittest.TestCase`.
    ///
    /// A class whose bases lead outside of the file may be one: it is *unknown*, unless the base is one of Django's.
    pub fn is_unittest_self(&self, expr: ExprId) -> Answer {
        let Expr::Name(_) = self.ast[expr] else { return Answer::No };
        let Some(variable) = self.model.names.reference(expr).and_then(|it| it.variable) else {
            return Answer::No;
        };
        let scope = &self.model.scopes[self.model.names[variable].scope];
        let (ScopeKind::Function, ScopeKey::Body(method)) = (scope.kind, scope.key) else {
            return Answer::No;
        };
        let Some(first) = self.first_parameter(Function::Def(method)) else { return Answer::No };
        let is_first = self.is_parameter(variable, first);
        let Some(class) = self.method_class(method) else { return Answer::No };
        if is_first == Answer::No {
            return Answer::No;
        }
        let (Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it)) = self.ast[method] else {
            return Answer::No;
        };
        for decorator in &self.ast[it.decorator_list] {
            match self.decorator(*decorator) {
                Decorator::StaticMethod | Decorator::ClassMethod => return Answer::No,
                // Patches and skips of tests leave the first argument alone.
                Decorator::Property | Decorator::Transparent | Decorator::Other => {}
            }
        }
        match self.is_test_case(class) {
            Answer::Yes => is_first,
            answer => answer,
        }
    }

    /// Whether a class of the file is a `unittest.TestCase`.
    pub fn is_test_case(&self, class: StmtId) -> Answer {
        let ancestry = self.ancestry(&Class::Local(class));
        let is_test_case = |class: &Class| match class {
            Class::Library(class) => class.derives_from_name("unittest.case.TestCase"),
            Class::Foreign(path) => {
                path.starts_with("django.test.")
                    && (path.ends_with("TestCase") || path.ends_with("TestCaseBase"))
            }
            Class::Local(_) => false,
        };
        if ancestry.classes.iter().any(is_test_case) {
            Answer::Yes
        } else if ancestry.is_open {
            Answer::Unknown
        } else {
            Answer::No
        }
    }

    /// Whether a variable is a parameter that nothing else binds.
    fn is_parameter(&self, variable: VariableId, parameter: ArgId) -> Answer {
        let names = &self.model.names;
        let is_it = |id: &BindingId| names[*id].node == NodeId::from(parameter);
        match names[variable].bindings.as_slice() {
            [only] if is_it(only) => Answer::Yes,
            several if several.iter().any(is_it) => Answer::Unknown,
            _ => Answer::No,
        }
    }

    /// `logging-call`: the node is in the arguments of a call that logs, which formats later or never.
    pub fn is_in_logging_call(&self, node: impl Into<NodeId>) -> Answer {
        const METHODS: &[&str] =
            &["debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log"];
        let ast = self.ast;
        let mut answer = Answer::No;
        for call in self.calls_around(node) {
            let Expr::Call(it) = ast[call] else { continue };
            if self.library_path(it.func).is_some_and(|path| path.starts_with("logging.")) {
                return Answer::Yes;
            }
            let Expr::Attribute(method) = ast[it.func] else { continue };
            if !METHODS.contains(&ast.name(method.attr)) {
                continue;
            }
            let receiver = last_name(ast, method.value).unwrap_or("").to_lowercase();
            if receiver.contains("log") {
                return Answer::Yes;
            }
            // Something else may have a method of that name.
            let type_ = self.type_of(method.value);
            if type_.known().is_none() {
                answer = Answer::Unknown;
            }
        }
        answer
    }

    /// `gettext-call`: the node is in the arguments of a call that looks up a translation, by the names in use.
    pub fn is_in_gettext_call(&self, node: impl Into<NodeId>) -> bool {
        const NAMES: &[&str] = &[
            "_",
            "__",
            "N_",
            "_n",
            "gettext",
            "ngettext",
            "pgettext",
            "npgettext",
            "ugettext",
            "ungettext",
            "gettext_lazy",
            "ngettext_lazy",
            "ugettext_lazy",
            "gettext_noop",
            "lgettext",
            "dgettext",
            "translate",
            "tr",
        ];
        self.calls_around(node).any(|call| match self.ast[call] {
            Expr::Call(it) => last_name(self.ast, it.func).is_some_and(|name| NAMES.contains(&name)),
            _ => false,
        })
    }

    /// `catches-assertion-error`: a `try` around the node, in the same function, catches `AssertionError`.
    pub fn catches_assertion_error(&self, node: impl Into<NodeId>) -> bool {
        let ast = self.ast;
        let mut below = node.into();
        for around in self.parents().ancestors(below) {
            if let NodeId::Stmt(stmt) = around {
                match ast[stmt] {
                    Stmt::FunctionDef(_) | Stmt::AsyncFunctionDef(_) | Stmt::ClassDef(_) => return false,
                    Stmt::Try(it) | Stmt::TryStar(it)
                        if matches!(below, NodeId::Stmt(inner) if ast[it.body].contains(&inner))
                            && ast[it.handlers].iter().any(|id| self.may_catch_assertion(ast[*id].type_)) =>
                    {
                        return true;
                    }
                    _ => {}
                }
            }
            below = around;
        }
        false
    }

    fn may_catch_assertion(&self, types: Option<ExprId>) -> bool {
        let Some(types) = types else { return true };
        let types = match self.ast[types] {
            Expr::Tuple(it) => self.ast[it.elts].to_vec(),
            _ => vec![types],
        };
        types.into_iter().any(|it| match self.library_path(it) {
            Some(path) => {
                matches!(path, "builtins.AssertionError" | "builtins.Exception" | "builtins.BaseException")
            }
            None => true,
        })
    }

    /// The calls in whose arguments a node is, innermost first, up to the statement.
    fn calls_around(&self, node: impl Into<NodeId>) -> impl Iterator<Item = ExprId> {
        let around = self.parents().ancestors(node.into()).take_while(|it| !matches!(it, NodeId::Stmt(_)));
        around.filter_map(|it| match it {
            NodeId::Expr(expr) if matches!(self.ast[expr], Expr::Call(_)) => Some(expr),
            _ => None,
        })
    }

    /// Whether what `expr` reads was bound by `kind` and nothing else can have bound it there.
    pub fn is_bound_by(&self, expr: ExprId, kind: BindingKind) -> Answer {
        let names = &self.model.names;
        let Some(variable) = names.reference(expr).and_then(|it| it.variable) else { return Answer::Unknown };
        let flow = self.flow(variable);
        let kinds: Vec<_> = match flow.at(expr) {
            Some(state) => state
                .facts()
                .iter()
                .map(|fact| match fact.def {
                    Def::Unbound => None,
                    Def::Binding(id) => names[id].kind(),
                })
                .collect(),
            None => names[variable].bindings.iter().map(|id| names[*id].kind()).collect(),
        };
        if kinds.iter().all(|it| *it == Some(kind)) {
            Answer::Yes
        } else if kinds.contains(&Some(kind)) {
            Answer::Unknown
        } else {
            Answer::No
        }
    }
}

/// The last part of a dotted name.
fn last_name(ast: &Ast, expr: ExprId) -> Option<&str> {
    match ast[expr] {
        Expr::Name(it) => Some(ast.name(it.id)),
        Expr::Attribute(it) => Some(ast.name(it.attr)),
        _ => None,
    }
}
