//! The type of a variable where it is read, and of what each kind of binding binds.

use super::library::library;
use super::solve::Goal;
use super::{Callee, Class, Instance, Part, Rest, Type};
use crate::ast::{ArgId, Arguments, Expr, ExprId, NodeId, Stmt, StmtId};
use crate::semantic::Analysis;
use crate::semantic::flow::Def;
use crate::semantic::names::{Binding, BindingId, VariableId};
use crate::semantic::occurrence::BindingKind;
use crate::semantic::scopes::ScopeId;

/// A variable that more bindings may have bound is not looked into.
const MAX_DEFS: usize = 48;

impl Analysis<'_> {
    /// The type of what `place`, which reads or augments `variable`, finds there.
    pub(super) fn variable_type(&self, variable: VariableId, bindings: &[BindingId], place: ExprId) -> Type {
        let names = &self.model.names;
        let flow = self.flow(variable);
        let mut all = Type::NEVER;
        let mut may_be_unbound = false;
        match flow.at(place) {
            Some(state) if state.facts().len() > MAX_DEFS => return Type::UNKNOWN,
            Some(state) => {
                for fact in state.facts() {
                    match fact.def {
                        Def::Unbound => may_be_unbound = true,
                        Def::Binding(id) => {
                            let tests: Vec<_> = fact.tests().collect();
                            let mut type_ = self.settled(self.binding_type(id), id);
                            for test in tests.iter().rev() {
                                type_ = self.narrow(type_, variable, test.condition, test.holds);
                            }
                            all.join(&type_);
                        }
                    }
                }
            }
            None if bindings.len() > MAX_DEFS => return Type::UNKNOWN,
            None => {
                may_be_unbound = true;
                for id in bindings {
                    if names[*id].kind().is_some() {
                        all.join(&self.settled(self.binding_type(*id), *id));
                    }
                }
            }
        }
        // Where the module has not bound it yet, the builtin of that name is read.
        if may_be_unbound && names[variable].scope == ScopeId::MODULE {
            let name = self.ast.name(names[variable].name);
            if !name.starts_with("__") || name == "__import__" {
                let path = format!("builtins.{name}");
                if crate::semantic::stubs::lookup(&path).is_some() {
                    all.join(&self.path_type(&path));
                }
            } else {
                all.join(&Type::UNKNOWN);
            }
        }
        if all.is_never() { Type::UNKNOWN } else { all }
    }

    /// The type of what a binding binds.
    pub(super) fn binding_type(&self, id: BindingId) -> Type {
        self.solve(Goal::Binding(id), || self.work_out_binding(&self.model.names[id]))
    }

    fn work_out_binding(&self, binding: &Binding) -> Type {
        let Some(kind) = binding.kind() else { return Type::UNKNOWN };
        match kind {
            BindingKind::Parameter => match binding.node {
                NodeId::Arg(arg) => self.parameter_type(arg),
                _ => Type::UNKNOWN,
            },
            BindingKind::Import => match self.model.names.import(self.ast, binding) {
                Some(import) => self.path_type(&import.qualified),
                None => Type::UNKNOWN,
            },
            BindingKind::Function => match binding.node {
                NodeId::Stmt(stmt) => self.function_object(stmt, None),
                _ => Type::UNKNOWN,
            },
            BindingKind::Class => match binding.node {
                NodeId::Stmt(stmt) => self.class_object(stmt),
                _ => Type::UNKNOWN,
            },
            BindingKind::Except => match binding.node {
                NodeId::ExceptHandler(handler) => self.caught(self.ast[handler].type_),
                _ => Type::UNKNOWN,
            },
            BindingKind::Assign
            | BindingKind::AugAssign
            | BindingKind::NamedExpr
            | BindingKind::For
            | BindingKind::Comprehension
            | BindingKind::With => match binding.node {
                NodeId::Expr(target) => {
                    let found = self.target_type(target);
                    if found.rest() == Rest::Nothing {
                        return found;
                    }
                    // What the program declares of the variable holds of all its values.
                    self.declared(binding.variable).unwrap_or(found)
                }
                _ => Type::UNKNOWN,
            },
            BindingKind::Annotation
            | BindingKind::Capture
            | BindingKind::TypeParam
            | BindingKind::TypeAlias => Type::UNKNOWN,
        }
    }

    /// What `x: T` says of a variable, if there is one such statement.
    pub(super) fn declared(&self, variable: VariableId) -> Option<Type> {
        let names = &self.model.names;
        let mut found = None;
        for id in &names[variable].bindings {
            let Some(NodeId::Stmt(stmt)) = self.parents().parent(names[*id].node) else { continue };
            let Stmt::AnnAssign(it) = self.ast[stmt] else { continue };
            if NodeId::from(it.target) != names[*id].node || found.is_some() {
                return None;
            }
            found = Some(it.annotation);
        }
        Some(self.annotation(found?)).filter(|type_| type_.rest() == Rest::Nothing)
    }

    /// What is assigned to a target.
    fn target_type(&self, target: ExprId) -> Type {
        let ast = self.ast;
        let Some(parent) = self.parents().parent(target) else { return Type::UNKNOWN };
        match parent {
            NodeId::Stmt(stmt) => match ast[stmt] {
                Stmt::Assign(it) => self.type_of(it.value),
                Stmt::AnnAssign(it) => match it.value {
                    Some(value) => {
                        let found = self.type_of(value);
                        if found.rest() == Rest::Nothing { found } else { self.annotation(it.annotation) }
                    }
                    None => Type::UNKNOWN,
                },
                Stmt::AugAssign(it) => self.augmented_type(it),
                Stmt::For(it) => self.iterated(&self.type_of(it.iter)),
                _ => Type::UNKNOWN,
            },
            NodeId::Expr(parent) => match ast[parent] {
                Expr::NamedExpr(it) => self.type_of(it.value),
                Expr::Tuple(it) => self.unpacked(parent, &ast[it.elts], target),
                Expr::List(it) => self.unpacked(parent, &ast[it.elts], target),
                Expr::Starred(_) => Type::exact(library().list),
                _ => Type::UNKNOWN,
            },
            NodeId::Comprehension(id) if !ast[id].is_async => self.iterated(&self.type_of(ast[id].iter)),
            NodeId::WithItem(id) => {
                let is_async =
                    self.parents().stmt(parent).is_some_and(|it| matches!(ast[it], Stmt::AsyncWith(_)));
                if is_async {
                    return Type::UNKNOWN;
                }
                self.method_result(&self.type_of(ast[id].context_expr), "__enter__")
            }
            _ => Type::UNKNOWN,
        }
    }

    /// What `target`, one of `targets`, takes of what is assigned to `whole`.
    fn unpacked(&self, whole: ExprId, targets: &[ExprId], target: ExprId) -> Type {
        let type_ = self.target_type(whole);
        let has_star = targets.iter().any(|it| matches!(self.ast[*it], Expr::Starred(_)));
        let place = targets.iter().position(|it| *it == target);
        if let (false, Some(place), Some(parts)) = (has_star, place, type_.known()) {
            let item = |part: &Part| match part {
                Part::Instance(it) if it.has_places && it.args.len() == targets.len() => {
                    it.args.get(place).cloned()
                }
                _ => None,
            };
            let items: Option<Vec<_>> = parts.iter().map(item).collect();
            if let Some(items) = items {
                return items.iter().fold(Type::NEVER, |all, it| all.or(it));
            }
        }
        self.iterated(&type_)
    }

    /// What an `except` with these types catches.
    fn caught(&self, types: Option<ExprId>) -> Type {
        let Some(types) = types else { return Type::UNKNOWN };
        let Some(classes) = self.classes(&self.type_of(types)) else { return Type::UNKNOWN };
        classes
            .into_iter()
            .fold(Type::NEVER, |all, class| all.or(&Type::of(Part::Instance(Instance::new(class)))))
    }

    fn parameter_type(&self, arg: ArgId) -> Type {
        let ast = self.ast;
        let Some(NodeId::Arguments(arguments)) = self.parents().parent(arg) else { return Type::UNKNOWN };
        let args = ast[arguments];
        let function = self.parents().parent(arguments);
        let annotated = ast[arg].annotation.map(|it| self.annotation(it));
        if args.vararg == Some(arg) {
            let items = annotated.unwrap_or(Type::UNKNOWN);
            return Type::collection(library().tuple, items);
        }
        if args.kwarg == Some(arg) {
            let dict = Instance::new(Class::Library(library().dict)).exactly();
            let values = annotated.unwrap_or(Type::UNKNOWN);
            return Type::of(Part::Instance(dict.with_args(vec![Type::str(), values])));
        }
        if let Some(annotated) = annotated {
            let default = default_of(ast, &args, arg);
            let may_be_none = default.is_some_and(|it| self.type_of(it) == Type::none());
            return if may_be_none { annotated.or(&Type::none()) } else { annotated };
        }
        match function {
            Some(NodeId::Stmt(stmt)) => self.receiver_type(stmt, &args, arg).unwrap_or(Type::UNKNOWN),
            _ => Type::UNKNOWN,
        }
    }

    /// What the first parameter of a method is bound to.
    fn receiver_type(&self, function: StmtId, args: &Arguments, arg: ArgId) -> Option<Type> {
        let ast = self.ast;
        let first = ast[args.posonlyargs].iter().chain(&ast[args.args]).next()?;
        let class = self.method_class(function)?;
        if *first != arg || self.is_read_by_class(function, class) {
            return None;
        }
        let instance = Part::Instance(Instance::new(Class::Local(class)));
        let object = Part::Class { class: Class::Local(class), is_exact: false };
        let (Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it)) = ast[function] else { return None };
        let is_of_class = matches!(ast.name(it.name), "__new__" | "__init_subclass__" | "__class_getitem__");
        let mut part = if is_of_class { object.clone() } else { instance };
        for decorator in &ast[it.decorator_list] {
            match self.decorator(*decorator) {
                Decorator::ClassMethod => part = object.clone(),
                Decorator::Property | Decorator::Transparent => {}
                Decorator::StaticMethod | Decorator::Other => return None,
            }
        }
        Some(Type::of(part))
    }

    /// Whether the body of a class uses a function in it, which is then called without an instance.
    fn is_read_by_class(&self, function: StmtId, class: StmtId) -> bool {
        let names = &self.model.names;
        let scope = self.model.scopes.get(crate::semantic::scopes::ScopeKey::Body(class));
        let Some(variable) = names.binding(function).map(|id| names[id].variable) else { return true };
        let is_decorator = |node: NodeId| {
            // `@name.setter`, of a property.
            self.parents().ancestors(node).nth(1).is_some_and(|it| match it {
                NodeId::Stmt(stmt) => matches!(self.ast[stmt], Stmt::FunctionDef(_)),
                _ => false,
            })
        };
        names[variable]
            .references
            .iter()
            .any(|id| Some(names[*id].scope) == scope && !is_decorator(names[*id].node))
    }

    /// The class that `function` is right in the body of.
    pub(in crate::semantic) fn method_class(&self, function: StmtId) -> Option<StmtId> {
        // It may stand below an `if`, in the class all the same.
        for node in self.parents().ancestors(function) {
            let NodeId::Stmt(stmt) = node else { continue };
            match self.ast[stmt] {
                Stmt::ClassDef(_) => return Some(stmt),
                Stmt::FunctionDef(_) | Stmt::AsyncFunctionDef(_) => return None,
                _ => {}
            }
        }
        None
    }

    /// What a decorator makes of a function.
    pub(in crate::semantic) fn decorator(&self, decorator: ExprId) -> Decorator {
        let ast = self.ast;
        if let Expr::Attribute(it) = ast[decorator]
            && matches!(ast.name(it.attr), "setter" | "getter" | "deleter")
            && matches!(ast[it.value], Expr::Name(_))
        {
            return Decorator::Property;
        }
        match self.library_path(decorator) {
            Some("builtins.property" | "functools.cached_property" | "abc.abstractproperty") => {
                Decorator::Property
            }
            Some("builtins.staticmethod" | "abc.abstractstaticmethod") => Decorator::StaticMethod,
            Some("builtins.classmethod" | "abc.abstractclassmethod") => Decorator::ClassMethod,
            Some("abc.abstractmethod" | "typing.final" | "typing.no_type_check") => Decorator::Transparent,
            _ => match self.path(decorator).as_deref() {
                Some("typing.override" | "typing_extensions.override" | "typing_extensions.final") => {
                    Decorator::Transparent
                }
                _ => Decorator::Other,
            },
        }
    }

    /// A function of the file as a value, bound to `receiver`.
    pub(super) fn function_object(&self, stmt: StmtId, receiver: Option<std::rc::Rc<Part>>) -> Type {
        let (Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it)) = self.ast[stmt] else {
            return Type::UNKNOWN;
        };
        let is_plain =
            self.ast[it.decorator_list].iter().all(|it| self.decorator(*it) == Decorator::Transparent);
        if is_plain { Type::of(Part::Function(Callee::Local(stmt, receiver))) } else { Type::UNKNOWN }
    }

    /// Forgets what lists, dicts and sets hold that are in a variable and may be changed there, unless the program
    /// declares it.
    fn settled(&self, type_: Type, binding: BindingId) -> Type {
        let binding = &self.model.names[binding];
        if binding.kind() == Some(BindingKind::Parameter)
            || !type_.parts().iter().any(has_open_elements)
            || self.keeps_elements(binding.variable)
        {
            return type_;
        }
        self.declared(binding.variable).unwrap_or_else(|| forget_elements(type_))
    }

    /// Whether what a variable holds is only looked at, so that its elements stay what they were.
    fn keeps_elements(&self, variable: VariableId) -> bool {
        let names = &self.model.names;
        let of_function = self.model.scopes[names[variable].scope].kind.is_function_block();
        of_function
            && names[variable].references.iter().all(|id| match names[*id].node {
                NodeId::Expr(place) => self.is_only_read(place),
                _ => false,
            })
    }

    /// Whether the value at `place` is looked at and not handed on.
    fn is_only_read(&self, place: ExprId) -> bool {
        const READERS: &[&str] = &[
            "builtins.len",
            "builtins.list",
            "builtins.tuple",
            "builtins.set",
            "builtins.frozenset",
            "builtins.sorted",
            "builtins.enumerate",
            "builtins.zip",
            "builtins.any",
            "builtins.all",
            "builtins.sum",
            "builtins.min",
            "builtins.max",
            "builtins.str",
            "builtins.repr",
            "builtins.isinstance",
            "builtins.print",
            "builtins.reversed",
        ];
        const METHODS: &[&str] = &["count", "index", "keys", "values", "items", "get", "copy"];
        let ast = self.ast;
        match self.parents().parent(place) {
            Some(NodeId::Stmt(stmt)) => match ast[stmt] {
                Stmt::For(it) => it.iter == place,
                Stmt::If(it) => it.test == place,
                Stmt::While(it) => it.test == place,
                Stmt::Assert(it) => it.test == place,
                Stmt::Assign(it) => ast[it.targets].iter().all(|target| match ast[*target] {
                    Expr::Tuple(it) => !ast[it.elts].iter().any(|it| matches!(ast[*it], Expr::Starred(_))),
                    _ => false,
                }),
                _ => false,
            },
            Some(NodeId::Comprehension(id)) => ast[id].iter == place || ast[ast[id].ifs].contains(&place),
            Some(NodeId::Expr(parent)) => match ast[parent] {
                Expr::Subscript(it) => it.value == place && it.ctx == crate::ast::ExprContext::Load,
                Expr::Compare(_) | Expr::UnaryOp(_) | Expr::FormattedValue(_) | Expr::Starred(_) => true,
                Expr::Attribute(it) => METHODS.contains(&ast.name(it.attr)) && self.is_called(parent),
                Expr::Call(it) => {
                    if it.func == place {
                        return false;
                    }
                    if let Expr::Attribute(method) = ast[it.func]
                        && ast.name(method.attr) == "join"
                    {
                        return self.type_of(method.value).parts().iter().all(|it| it.is_builtin("str"));
                    }
                    self.library_path(it.func).is_some_and(|path| READERS.contains(&path))
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn is_called(&self, func: ExprId) -> bool {
        match self.parents().parent(func) {
            Some(NodeId::Expr(parent)) => matches!(self.ast[parent], Expr::Call(it) if it.func == func),
            _ => false,
        }
    }
}

/// What a decorator makes of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::semantic) enum Decorator {
    /// An attribute.
    Property,
    /// A function of the class.
    StaticMethod,
    /// A method of the class.
    ClassMethod,
    /// The function itself.
    Transparent,
    /// Who knows what.
    Other,
}

/// The default of a parameter.
pub(super) fn default_of(ast: &crate::ast::Ast, args: &Arguments, arg: ArgId) -> Option<ExprId> {
    if let Some(place) = ast[args.kwonlyargs].iter().position(|it| *it == arg) {
        return ast[args.kw_defaults].get(place).copied().flatten();
    }
    let place = ast[args.posonlyargs].iter().chain(&ast[args.args]).position(|it| *it == arg)?;
    let n_required = args.posonlyargs.len() + args.args.len() - args.defaults.len();
    ast[args.defaults].get(place.checked_sub(n_required)?).copied()
}

/// Whether it is a container whose elements may be replaced, or holds one.
fn has_open_elements(part: &Part) -> bool {
    match part {
        Part::Instance(it) => {
            !it.args.is_empty()
                && (is_mutable(&it.class)
                    || it.args.iter().flat_map(|arg| arg.parts()).any(has_open_elements))
        }
        Part::Class { .. } | Part::Function(_) | Part::Module(_) => false,
    }
}

fn forget_elements(type_: Type) -> Type {
    let mut out = Type::NEVER;
    out.rest = type_.rest;
    for part in type_.parts {
        match part {
            Part::Instance(mut it) if it.is_builtin("tuple") => {
                it.args = it.args.into_iter().map(forget_elements).collect();
                out.add(Part::Instance(it));
            }
            Part::Instance(mut it) => {
                if is_mutable(&it.class) {
                    it.args.clear();
                }
                out.add(Part::Instance(it));
            }
            other => out.add(other),
        }
    }
    out
}

fn is_mutable(class: &Class) -> bool {
    const MUTABLE: &[&str] = &["typing.MutableSequence", "typing.MutableMapping", "typing.MutableSet"];
    match class {
        Class::Library(class) => MUTABLE.iter().any(|name| class.derives_from_name(name)),
        Class::Local(_) | Class::Foreign(_) => true,
    }
}
