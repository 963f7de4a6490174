//! The type of a call: which overloads may take the arguments, and what they return.

use std::rc::Rc;

use super::library::library;
use super::relate::Variables;
use super::{Callee, Class, Instance, Part, Rest, Type};
use crate::ast::{Call, Expr, ExprId, NodeId};
use crate::semantic::Analysis;
use crate::semantic::names::Answer;
use crate::semantic::stubs::{self, Meaning, Member, Param, ParamKind, Signature, TypeExpr};

/// What type variables and `Self` stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    pub(super) variables: Variables,
    pub(super) receiver: Option<Part>,
}

impl Context {
    /// Of a member that `owner` defines, read from `receiver`.
    pub(super) fn of(analysis: &Analysis<'_>, receiver: &Part, owner: &'static stubs::Class) -> Self {
        let mut variables = Variables::default();
        if let Part::Instance(it) = receiver
            && let Some(args) = analysis.args_as(it, owner)
        {
            for (param, arg) in owner.params.iter().zip(args) {
                variables.bind(param, &arg);
            }
        }
        Self { variables, receiver: Some(receiver.clone()) }
    }
}

/// An argument as it is passed.
pub(super) struct Argument<'a> {
    name: Option<&'a str>,
    expr: Option<ExprId>,
    type_: Type,
}

/// The arguments of a call.
#[derive(Default)]
pub(super) struct Arguments<'a> {
    items: Vec<Argument<'a>>,
    /// There are `*` or `**` among them.
    is_open: bool,
}

impl Analysis<'_> {
    pub(super) fn call_type(&self, expr: ExprId, call: Call) -> Type {
        if let Some(special) = self.special_call(expr, call) {
            return special;
        }
        let func = self.type_of(call.func);
        let Some(parts) = func.known() else { return Type::UNKNOWN };
        let arguments = self.arguments(call);
        parts.iter().fold(Type::NEVER, |all, part| all.or(&self.called(part, &arguments)))
    }

    /// Calls whose result the stubs cannot state.
    fn special_call(&self, expr: ExprId, call: Call) -> Option<Type> {
        let ast = self.ast;
        let path = self.library_path(call.func)?;
        let args = &ast[call.args];
        match path {
            "builtins.type" => {
                let [value] = args else { return Some(Type::UNKNOWN) };
                let mut out = Type::NEVER;
                for part in self.type_of(*value).known().unwrap_or_default() {
                    match part {
                        Part::Instance(it) => {
                            out.add(Part::Class { class: it.class.clone(), is_exact: it.is_exact });
                        }
                        Part::Class { .. } | Part::Function(_) | Part::Module(_) => {
                            return Some(Type::UNKNOWN);
                        }
                    }
                }
                Some(if out.is_never() { Type::UNKNOWN } else { out })
            }
            "builtins.super" | "builtins.getattr" | "builtins.eval" => Some(Type::UNKNOWN),
            "builtins.str" => match args {
                [] => Some(Type::str()),
                // `str` of such a value is exactly a `str`; others' `__str__` may give an instance of a subclass.
                [value] if call.keywords.is_empty() && !matches!(ast[*value], Expr::Starred(_)) => {
                    let plain = ["str", "int", "float", "bool", "bytes", "complex"];
                    let is_plain = |part: &Part| {
                        part.is_none()
                            || matches!(part, Part::Instance(it)
                                if it.is_exact && plain.iter().any(|name| it.is_builtin(name)))
                    };
                    let type_ = self.type_of(*value);
                    let is_exact = type_.known().is_some_and(|parts| parts.iter().all(is_plain));
                    Some(if is_exact { Type::str() } else { Type::any(library().str) })
                }
                _ => None,
            },
            "typing.cast" => args.first().map(|it| self.annotation(*it)),
            // These give what they are given, or an exception.
            "builtins.round" | "builtins.pow" | "builtins.divmod" | "builtins.sum" => Some(Type::UNKNOWN),
            "builtins.abs" => {
                let number = self.type_of(*args.first()?);
                let is_real = |part: &Part| ["int", "float"].iter().any(|name| part.is_builtin(name));
                let known = number.known()?;
                if !known.iter().all(is_real) {
                    return Some(Type::UNKNOWN);
                }
                Some(self.signed_type(crate::ast::UnaryOperator::USub, &number))
            }
            _ => {
                let _ = expr;
                None
            }
        }
    }

    fn arguments(&self, call: Call) -> Arguments<'_> {
        let ast = self.ast;
        let mut out = Arguments::default();
        for arg in &ast[call.args] {
            if let Expr::Starred(_) = ast[*arg] {
                out.is_open = true;
                continue;
            }
            // What stands after a star may be passed for any parameter.
            let expr = Some(*arg);
            out.items.push(Argument { name: None, expr, type_: self.type_of(*arg) });
        }
        for keyword in &ast[call.keywords] {
            let keyword = ast[*keyword];
            match keyword.arg {
                Some(name) => out.items.push(Argument {
                    name: Some(ast.name(name)),
                    expr: Some(keyword.value),
                    type_: self.type_of(keyword.value),
                }),
                None => out.is_open = true,
            }
        }
        out
    }

    /// What a call of one part gives.
    fn called(&self, part: &Part, arguments: &Arguments<'_>) -> Type {
        match part {
            Part::Function(Callee::Library(function)) => {
                let found = self.overloaded(&function.overloads, arguments, &Context::default());
                if has_exact_result(&function.qualified) { exactly(found) } else { found }
            }
            Part::Function(Callee::Method { name, owner, overloads, receiver }) => {
                let context = Context::of(self, receiver, owner);
                let found = self.overloaded(overloads, arguments, &context);
                if has_exact_method(owner, name, receiver) { exactly(found) } else { found }
            }
            Part::Function(Callee::Local(stmt, receiver)) => self.function_result(*stmt, receiver.as_deref()),
            Part::Function(Callee::Lambda(lambda)) => match self.ast[*lambda] {
                // What the parameters are is not known, so whatever the body gives does not rest on them.
                Expr::Lambda(it) => self.type_of(it.body),
                _ => Type::UNKNOWN,
            },
            Part::Class { class: Class::Library(class), is_exact } => {
                let made = self.library_constructed(class, arguments);
                if *is_exact { made } else { made.inexact() }
            }
            Part::Class { class: Class::Local(stmt), is_exact: true } => self.constructed(*stmt),
            Part::Class { .. } | Part::Module(_) => Type::UNKNOWN,
            Part::Instance(it) => {
                let call = self.attribute_of(&Type::of(Part::Instance(it.clone())), "__call__");
                match call.only() {
                    Some(method @ Part::Function(_)) => self.called(method, arguments),
                    _ => Type::UNKNOWN,
                }
            }
        }
    }

    /// What a method without arguments gives, of all values of a type.
    pub(super) fn method_result(&self, type_: &Type, name: &str) -> Type {
        let method = self.attribute_of(type_, name);
        let Some(parts) = method.known() else { return Type::UNKNOWN };
        parts.iter().fold(Type::NEVER, |all, part| all.or(&self.called(part, &Arguments::default())))
    }

    /// What a method gives that is called with one argument; none if no overload takes it, and *unknown* unless one
    /// certainly does.
    pub(super) fn operator_result(&self, left: &Part, name: &str, right: &Type) -> Option<Type> {
        let method = self.attribute_of(&Type::of(left.clone()), name);
        let Some(Part::Function(Callee::Method { owner, overloads, receiver, .. })) = method.only() else {
            return None;
        };
        let context = Context::of(self, receiver, owner);
        let items = vec![Argument { name: None, expr: None, type_: right.clone() }];
        let arguments = Arguments { items, is_open: false };
        for signature in *overloads {
            let mut variables = context.variables.clone();
            match self.accepts(signature, &arguments, &context, &mut variables, &[]) {
                Answer::Yes => {
                    let context = Context { variables, ..context };
                    return Some(self.convert(&signature.returns, &context));
                }
                Answer::No => {}
                Answer::Unknown => return Some(Type::UNKNOWN),
            }
        }
        None
    }

    /// What the overloads give that may take the arguments.
    fn overloaded(&self, overloads: &[Signature], arguments: &Arguments<'_>, context: &Context) -> Type {
        let mut all = Type::NEVER;
        let mut is_taken = false;
        let shared = shared_params(overloads);
        for signature in overloads {
            let mut variables = context.variables.clone();
            let answer = match overloads {
                // A single signature says what comes out, whatever goes in.
                [_] => {
                    self.accepts(signature, arguments, context, &mut variables, &[]);
                    Answer::Yes
                }
                _ => self.accepts(signature, arguments, context, &mut variables, &shared),
            };
            if answer == Answer::No {
                continue;
            }
            is_taken = true;
            let context = Context { variables, receiver: context.receiver.clone() };
            all.join(&self.convert(&signature.returns, &context));
            if answer == Answer::Yes {
                break;
            }
        }
        if is_taken { all } else { Type::UNKNOWN }
    }

    /// Whether a signature takes the arguments. `variables` gets what its type variables stand for. An argument for a
    /// parameter among `shared`, of which nothing is known, is taken to be one that can be passed.
    fn accepts(
        &self,
        signature: &Signature,
        arguments: &Arguments<'_>,
        context: &Context,
        variables: &mut Variables,
        shared: &[&str],
    ) -> Answer {
        let mut answer = Answer::Yes;
        if let (Some(type_), Some(receiver)) = (&signature.receiver, &context.receiver) {
            answer = both(answer, self.matches(type_, &Type::of(receiver.clone()), variables, true));
        }
        let mut is_given = vec![false; signature.params.len()];
        let mut positional = 0;
        for argument in &arguments.items {
            let place = match argument.name {
                Some(name) => by_name(&signature.params, name),
                None => by_place(&signature.params, &mut positional),
            };
            let Some(place) = place else {
                if arguments.is_open {
                    answer = both(answer, Answer::Unknown);
                    continue;
                }
                return Answer::No;
            };
            is_given[place] = true;
            let expected = &signature.params[place].type_;
            let found = if arguments.is_open && argument.name.is_none() {
                Answer::Unknown
            } else {
                let param = &signature.params[place].name;
                match self.takes(expected, argument, context, variables) {
                    Answer::Unknown if shared.contains(&&**param) => Answer::Yes,
                    found => found,
                }
            };
            answer = both(answer, found);
            if answer == Answer::No {
                return answer;
            }
        }
        let is_missing = |(param, given): (&Param, &bool)| {
            !given
                && !param.has_default
                && !matches!(param.kind, ParamKind::VarPositional | ParamKind::VarKeyword)
        };
        if signature.params.iter().zip(&is_given).any(is_missing) {
            answer = both(answer, if arguments.is_open { Answer::Unknown } else { Answer::No });
        }
        answer
    }

    fn takes(
        &self,
        expected: &TypeExpr,
        argument: &Argument<'_>,
        context: &Context,
        variables: &mut Variables,
    ) -> Answer {
        if let (TypeExpr::Receiver, Some(Part::Instance(it))) = (expected, &context.receiver) {
            return self.all_instances(&argument.type_, &it.class);
        }
        if let Some(literals) = literals(expected) {
            return argument
                .expr
                .map_or(Answer::Unknown, |it| self.is_one_of(it, &literals, &argument.type_));
        }
        self.matches(expected, &argument.type_, variables, true)
    }

    /// Whether an expression is one of some literals.
    fn is_one_of(&self, expr: ExprId, literals: &[&TypeExpr], type_: &Type) -> Answer {
        use crate::ast::Value;
        let Some(constant) = self.const_expr(expr) else {
            // A value of none of the literals' classes is none of them.
            let mut no = true;
            for literal in literals {
                no &= self.matches(literal, type_, &mut Variables::default(), true) == Answer::No;
            }
            return if no { Answer::No } else { Answer::Unknown };
        };
        let is_equal = |literal: &&TypeExpr| match (literal, constant) {
            (TypeExpr::Literal(stubs::Literal::Str(text)), Value::Str(id)) => {
                self.ast.str(id).as_str().is_ok_and(|it| *it == **text)
            }
            (TypeExpr::Literal(stubs::Literal::Int(number)), Value::Int(it)) => i64::from(it) == *number,
            (TypeExpr::Literal(stubs::Literal::Bool(flag)), Value::True) => *flag,
            (TypeExpr::Literal(stubs::Literal::Bool(flag)), Value::False) => !*flag,
            (TypeExpr::None, Value::None) => true,
            _ => false,
        };
        if literals.iter().any(is_equal) {
            return Answer::Yes;
        }
        let others: Vec<_> =
            literals.iter().filter(|it| !matches!(it, TypeExpr::Literal(_) | TypeExpr::None)).collect();
        let mut answer = Answer::No;
        for other in others {
            answer = either(answer, self.matches(other, type_, &mut Variables::default(), true));
        }
        answer
    }

    fn library_constructed(&self, class: &'static stubs::Class, arguments: &Arguments<'_>) -> Type {
        if class.derives_from(library().type_) || class.derives_from(library().enum_) || class.is_protocol() {
            return Type::UNKNOWN;
        }
        let made = Part::Instance(Instance::new(Class::Library(class)));
        let context = Context { variables: Variables::default(), receiver: Some(made.clone()) };
        // A constructor of its own may make something else.
        if let Some((owner, Member::Method { overloads, .. })) = class.member("__new__")
            && owner.qualified != "builtins.object"
        {
            let found = self.overloaded(overloads, arguments, &context);
            match found.only() {
                Some(Part::Instance(it)) if it.class == Class::Library(class) => {}
                _ => return found,
            }
        }
        let mut variables = Variables::default();
        if let Some((owner, Member::Method { overloads, .. })) = class.member("__init__")
            && owner.qualified != "builtins.object"
            && std::ptr::eq(owner, class)
        {
            for signature in overloads {
                let mut own = Variables::default();
                let answer = self.accepts(signature, arguments, &Context::default(), &mut own, &[]);
                if answer != Answer::No && signature.receiver.is_none() {
                    variables.join(own);
                }
                if answer == Answer::Yes {
                    break;
                }
            }
        }
        let mut instance = Instance::new(Class::Library(class));
        let args: Vec<_> =
            class.params.iter().map(|param| variables.get(param).unwrap_or(Type::UNKNOWN)).collect();
        if args.iter().any(|arg| !arg.is_unknown()) {
            instance = instance.with_args(args);
        }
        // `int(x)` and these others never give an instance of a subclass, whatever `x` is.
        const EXACT: &[&str] =
            &["int", "float", "bool", "list", "tuple", "dict", "set", "frozenset", "bytearray"];
        if EXACT.contains(&class.name()) {
            instance = instance.exactly();
        }
        Type::of(Part::Instance(instance))
    }

    /// What a coroutine or another awaitable gives.
    pub(super) fn awaited(&self, type_: &Type) -> Type {
        let Some(parts) = type_.known() else { return Type::UNKNOWN };
        let mut all = Type::NEVER;
        for part in parts {
            let found = self.method_result(&Type::of(part.clone()), "__await__");
            match found.instance() {
                Some(it) if it.args.len() == 3 => all.join(&it.args[2]),
                _ => return Type::UNKNOWN,
            }
        }
        all
    }

    /// What a type expression of the stubs means.
    pub(super) fn convert(&self, type_: &TypeExpr, context: &Context) -> Type {
        let again = |it: &TypeExpr| self.convert(it, context);
        match type_ {
            TypeExpr::Unknown | TypeExpr::Ellipsis => Type::UNKNOWN,
            TypeExpr::Never => Type::NEVER,
            TypeExpr::None => Type::none(),
            TypeExpr::Receiver => match &context.receiver {
                Some(Part::Class { class, .. }) => Type::of(Part::Instance(Instance::new(class.clone()))),
                Some(part @ Part::Instance(_)) => Type::of(part.clone()).inexact(),
                Some(Part::Function(_) | Part::Module(_)) | None => Type::UNKNOWN,
            },
            TypeExpr::Variable(name) => match context.variables.get(name) {
                Some(found) if &**name == "AnyStr" => {
                    // It is one of the two, never a subclass.
                    if found.rest() == Rest::Nothing { found } else { self.either_text() }
                }
                Some(found) => found,
                None if &**name == "AnyStr" => self.either_text(),
                None => Type::UNKNOWN,
            },
            TypeExpr::Union(parts) => parts.iter().fold(Type::NEVER, |all, part| all.or(&again(part))),
            TypeExpr::Literal(stubs::Literal::Str(_)) => Type::any(library().str),
            TypeExpr::Literal(stubs::Literal::Bytes) => Type::any(library().bytes),
            TypeExpr::Literal(stubs::Literal::Int(_)) => Type::any(library().int),
            TypeExpr::Literal(stubs::Literal::Bool(_)) => Type::bool(),
            TypeExpr::Name(name) => match name.meaning() {
                Meaning::Alias(alias) => self.convert(alias, context),
                Meaning::Foreign => Type::UNKNOWN,
                Meaning::Class(class) => {
                    self.applied(class, name.args.iter().map(again).collect(), ends_open(&name.args))
                }
            },
        }
    }

    fn either_text(&self) -> Type {
        Type::any(library().str).or(&Type::any(library().bytes))
    }

    /// Instances of a class with these type arguments; `is_open`: the last of them is `...`.
    pub(super) fn applied(&self, class: &'static stubs::Class, mut args: Vec<Type>, is_open: bool) -> Type {
        if std::ptr::eq(class, library().object) {
            return Type::UNKNOWN;
        }
        if std::ptr::eq(class, library().type_) {
            let Some([Part::Instance(it)]) = args.first().and_then(|it| it.known()) else {
                return Type::any(class);
            };
            return Type::of(Part::Class { class: it.class.clone(), is_exact: false });
        }
        if std::ptr::eq(class, library().tuple) && !is_open && !args.is_empty() {
            return super::expression::places(args).inexact();
        }
        if is_open {
            args.pop();
        }
        Type::of(Part::Instance(Instance::new(Class::Library(class)).with_args(args)))
    }

    /// The value of a literal, or of a name that is bound to one.
    fn const_expr(&self, expr: ExprId) -> Option<crate::ast::Value> {
        match self.ast[expr] {
            Expr::Constant(it) => Some(it.value),
            Expr::Name(_) => {
                let binding = self.model.names.only_binding(expr)?;
                let NodeId::Expr(target) = binding.node else { return None };
                let Some(NodeId::Stmt(stmt)) = self.parents().parent(target) else { return None };
                let crate::ast::Stmt::Assign(it) = self.ast[stmt] else { return None };
                match self.ast[it.value] {
                    Expr::Constant(it) => Some(it.value),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

fn ends_open(args: &[TypeExpr]) -> bool {
    matches!(args.last(), Some(TypeExpr::Ellipsis))
}

/// The literals of a parameter that takes only some, or `None`.
fn literals(type_: &TypeExpr) -> Option<Vec<&TypeExpr>> {
    match type_ {
        TypeExpr::Literal(_) => Some(vec![type_]),
        TypeExpr::Union(parts) => {
            let has_literal = parts.iter().any(|it| literals(it).is_some());
            has_literal
                .then(|| parts.iter().flat_map(|it| literals(it).unwrap_or_else(|| vec![it])).collect())
        }
        TypeExpr::Name(name) => match name.meaning() {
            Meaning::Alias(alias) => literals(alias),
            Meaning::Class(_) | Meaning::Foreign => None,
        },
        TypeExpr::Unknown
        | TypeExpr::Never
        | TypeExpr::None
        | TypeExpr::Receiver
        | TypeExpr::Variable(_)
        | TypeExpr::Ellipsis => None,
    }
}

/// The parameters that take the same in all of several overloads, so that they do not tell one from another.
fn shared_params(overloads: &[Signature]) -> Vec<&str> {
    let [first, others @ ..] = overloads else { return Vec::new() };
    if others.is_empty() {
        return Vec::new();
    }
    let is_shared = |param: &&Param| {
        let type_ = param.type_.to_string();
        others
            .iter()
            .all(|it| it.params.iter().any(|it| it.name == param.name && it.type_.to_string() == type_))
    };
    first.params.iter().filter(is_shared).map(|it| &*it.name).collect()
}

fn by_name(params: &[Param], name: &str) -> Option<usize> {
    let named = params.iter().position(|it| {
        &*it.name == name && matches!(it.kind, ParamKind::PositionalOrKeyword | ParamKind::KeywordOnly)
    });
    named.or_else(|| params.iter().position(|it| it.kind == ParamKind::VarKeyword))
}

fn by_place(params: &[Param], place: &mut usize) -> Option<usize> {
    let param = params.get(*place)?;
    match param.kind {
        ParamKind::PositionalOnly | ParamKind::PositionalOrKeyword => {
            *place += 1;
            Some(*place - 1)
        }
        ParamKind::VarPositional => Some(*place),
        ParamKind::KeywordOnly | ParamKind::VarKeyword => None,
    }
}

pub(super) fn both(a: Answer, b: Answer) -> Answer {
    match (a, b) {
        (Answer::No, _) | (_, Answer::No) => Answer::No,
        (Answer::Yes, Answer::Yes) => Answer::Yes,
        (Answer::Unknown, _) | (_, Answer::Unknown) => Answer::Unknown,
    }
}

pub(super) fn either(a: Answer, b: Answer) -> Answer {
    match (a, b) {
        (Answer::Yes, _) | (_, Answer::Yes) => Answer::Yes,
        (Answer::No, Answer::No) => Answer::No,
        (Answer::Unknown, _) | (_, Answer::Unknown) => Answer::Unknown,
    }
}

/// Instances of builtin classes as those of no subclass.
fn exactly(mut type_: Type) -> Type {
    for part in &mut type_.parts {
        if let Part::Instance(it) = part {
            it.is_exact = true;
        }
    }
    type_
}

/// Whether a function of the library gives instances of the very classes that it states.
fn has_exact_result(qualified: &str) -> bool {
    const EXACT: &[&str] = &[
        "builtins.len",
        "builtins.ord",
        "builtins.chr",
        "builtins.hex",
        "builtins.oct",
        "builtins.bin",
        "builtins.id",
        "builtins.hash",
        "builtins.ascii",
        "builtins.input",
        "builtins.sorted",
        "builtins.dir",
    ];
    EXACT.contains(&qualified)
}

/// Whether a method of a builtin class gives, for an instance of no subclass, instances of the very classes that it
/// states. `format` hands out what `__format__` of its one argument gives.
fn has_exact_method(owner: &stubs::Class, name: &str, receiver: &Rc<Part>) -> bool {
    const CLASSES: &[&str] = &["str", "bytes", "int", "float"];
    const OTHERS: &[&str] = &["format", "format_map", "__format__", "__mod__"];
    CLASSES.contains(&owner.name())
        && !OTHERS.contains(&name)
        && matches!(&**receiver, Part::Instance(it) if it.is_exact)
}
