//! What evaluating an expression may do beside giving a value.
//!
//! [`Effects`] is a set of what *may* happen; an empty set is a proof. Attributes and subscripts run code of the object
//! unless its class is known, so of unknown objects they may do anything; so do operators. Four things are settled
//! here, each as rules need it:
//!
//! * an attribute of a **module** is a read: modules with `__getattr__` have it for what they lack;
//! * an attribute of **`self`** is unknown unless the class declares it, since a property or `__getattr__` may stand
//!   behind it;
//! * a **name** that may be unbound raises; a local that surely is bound does not;
//! * what is declared a `str`, `int` or the like behaves as one: a subclass whose operators do more is taken to be
//!   nobody's habit, and is named as such here;
//! * `isinstance` of builtin classes reads nothing but the class: a `__class__` that is a property is left out.

use std::ops::{BitOr, BitOrAssign};

use super::Analysis;
use super::flow::Def;
use super::names::Answer;
use super::stubs::{self, Member};
use super::types::{Callee, Class, Part, Rest, Type};
use crate::ast::{
    Attribute, BinOp, Call, Comprehension, ComprehensionId, Expr, ExprContext, ExprId, Operator, Subscript,
    Value,
};

/// What an expression may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effects(u16);

impl Effects {
    /// Nothing: it gives the same value whenever it is evaluated, and nobody can tell whether it is.
    pub const NONE: Self = Self(0);
    /// It may raise.
    pub const RAISES: Self = Self(1);
    /// It reads variables.
    pub const READS_NAMES: Self = Self(1 << 1);
    /// It reads attributes or items, which others may change.
    pub const READS_OBJECTS: Self = Self(1 << 2);
    /// It changes objects, the file system or the like.
    pub const WRITES: Self = Self(1 << 3);
    /// It runs code of which nothing is known.
    pub const CALLS_UNKNOWN: Self = Self(1 << 4);
    /// It is a `yield`.
    pub const YIELDS: Self = Self(1 << 5);
    /// It is an `await`.
    pub const AWAITS: Self = Self(1 << 6);
    /// It binds a name.
    pub const BINDS: Self = Self(1 << 7);
    /// It makes a new object, so that evaluated twice it gives two.
    pub const MAKES_OBJECT: Self = Self(1 << 8);
    /// It reads the world: files, the clock, the environment.
    pub const READS_WORLD: Self = Self(1 << 9);

    /// What others can see: whoever does this cannot be dropped.
    pub const VISIBLE: Self =
        Self(Self::WRITES.0 | Self::CALLS_UNKNOWN.0 | Self::YIELDS.0 | Self::AWAITS.0 | Self::BINDS.0);

    /// Whether one of `others` is among them.
    pub fn has_any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Their names, in a fixed order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        const NAMES: [(Effects, &str); 10] = [
            (Effects::RAISES, "raises"),
            (Effects::READS_NAMES, "reads-names"),
            (Effects::READS_OBJECTS, "reads-objects"),
            (Effects::WRITES, "writes"),
            (Effects::CALLS_UNKNOWN, "calls-unknown"),
            (Effects::YIELDS, "yields"),
            (Effects::AWAITS, "awaits"),
            (Effects::BINDS, "binds"),
            (Effects::MAKES_OBJECT, "makes-object"),
            (Effects::READS_WORLD, "reads-world"),
        ];
        NAMES.into_iter().filter(move |(it, _)| self.has_any(*it)).map(|(_, name)| name)
    }
}

impl BitOr for Effects {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Effects {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What code does of which nothing is known.
const ANYTHING: Effects = Effects(
    Effects::RAISES.0
        | Effects::READS_NAMES.0
        | Effects::READS_OBJECTS.0
        | Effects::WRITES.0
        | Effects::CALLS_UNKNOWN.0
        | Effects::MAKES_OBJECT.0
        | Effects::READS_WORLD.0,
);

/// Deeper expressions may do anything.
const MAX_DEPTH: usize = 120;

impl Analysis<'_> {
    /// What evaluating `expr` may do.
    pub fn effects_of(&self, expr: ExprId) -> Effects {
        self.effects(expr, 0)
    }

    /// Whether evaluating `expr` is nothing but looking: it runs no code of others, changes and binds nothing and
    /// does not wait. It may read, and raise for what it reads. *No* where it certainly is a call, `await`, `yield`
    /// or assignment expression that is not known to be harmless.
    pub fn is_pure(&self, expr: ExprId) -> Answer {
        let effects = self.effects_of(expr);
        if effects.has_any(Effects::YIELDS | Effects::AWAITS | Effects::BINDS | Effects::WRITES) {
            let is_certain = effects.has_any(Effects::YIELDS | Effects::AWAITS | Effects::BINDS)
                || !effects.has_any(Effects::CALLS_UNKNOWN);
            return if is_certain { Answer::No } else { Answer::Unknown };
        }
        if effects.has_any(Effects::CALLS_UNKNOWN) { Answer::Unknown } else { Answer::Yes }
    }

    /// Whether `expr` can be left out: nobody sees whether it is evaluated, an exception included.
    pub fn can_be_dropped(&self, expr: ExprId) -> Answer {
        match self.is_pure(expr) {
            Answer::Yes if self.effects_of(expr).has_any(Effects::RAISES) => Answer::Unknown,
            answer => answer,
        }
    }

    /// Whether `expr` can be evaluated twice in a row instead of once: the second time gives an equal value.
    pub fn can_be_repeated(&self, expr: ExprId) -> Answer {
        match self.is_pure(expr) {
            Answer::Yes if self.effects_of(expr).has_any(Effects::MAKES_OBJECT | Effects::READS_WORLD) => {
                Answer::Unknown
            }
            answer => answer,
        }
    }

    /// Whether nobody can tell in which order the two are evaluated.
    pub fn can_be_swapped(&self, first: ExprId, second: ExprId) -> Answer {
        let (a, b) = (self.effects_of(first), self.effects_of(second));
        let reads = Effects::READS_NAMES | Effects::READS_OBJECTS | Effects::READS_WORLD;
        let changes = Effects::VISIBLE;
        // Of two that raise, the first one's exception is seen.
        let both_raise = a.has_any(Effects::RAISES) && b.has_any(Effects::RAISES);
        let one_changes = a.has_any(changes) && b.has_any(reads | changes | Effects::RAISES)
            || b.has_any(changes) && a.has_any(reads | changes | Effects::RAISES);
        if both_raise || one_changes { Answer::Unknown } else { Answer::Yes }
    }

    fn effects(&self, expr: ExprId, depth: usize) -> Effects {
        if depth > MAX_DEPTH {
            return ANYTHING;
        }
        let ast = self.ast;
        let of = |expr: ExprId| self.effects(expr, depth + 1);
        let all = |exprs: &[ExprId]| exprs.iter().fold(Effects::NONE, |all, expr| all | of(*expr));
        match ast[expr] {
            Expr::Constant(_) => Effects::NONE,
            Expr::Name(_) => self.name_effects(expr),
            Expr::Attribute(it) => of(it.value) | self.attribute_effects(expr, it),
            Expr::Subscript(it) => of(it.value) | of(it.slice) | self.subscript_effects(it),
            Expr::Slice(it) => [it.lower, it.upper, it.step]
                .into_iter()
                .flatten()
                .fold(Effects::NONE, |all, it| all | of(it)),
            Expr::Call(it) => {
                let keywords =
                    ast[it.keywords].iter().fold(Effects::NONE, |all, id| all | of(ast[*id].value));
                let func = match ast[it.func] {
                    // The call tells what the method does; reading it does nothing more.
                    Expr::Attribute(method) if self.is_plain(&self.type_of(method.value)) => of(method.value),
                    _ => of(it.func),
                };
                func | all(&ast[it.args]) | keywords | self.call_effects(it)
            }
            Expr::BinOp(it) => of(it.left) | of(it.right) | self.operator_effects(it),
            Expr::UnaryOp(it) => of(it.operand) | self.conversion_effects(it.operand),
            Expr::BoolOp(it) => {
                let tested =
                    ast[it.values].iter().fold(Effects::NONE, |all, it| all | self.conversion_effects(*it));
                all(&ast[it.values]) | tested
            }
            Expr::IfExp(it) => of(it.test) | of(it.body) | of(it.orelse) | self.conversion_effects(it.test),
            Expr::Compare(it) => of(it.left) | all(&ast[it.comparators]) | self.comparison_effects(expr),
            Expr::JoinedStr(it) => all(&ast[it.values]),
            Expr::FormattedValue(it) => {
                let spec = it.format_spec.map_or(Effects::NONE, of);
                let raises = if it.format_spec.is_some() { Effects::RAISES } else { Effects::NONE };
                of(it.value) | spec | raises | self.conversion_effects(it.value)
            }
            Expr::List(it) => all(&ast[it.elts]) | Effects::MAKES_OBJECT,
            Expr::Set(it) => all(&ast[it.elts]) | Effects::MAKES_OBJECT | self.hash_effects(&ast[it.elts]),
            Expr::Tuple(it) => all(&ast[it.elts]),
            Expr::Dict(it) => {
                let keys: Vec<_> = ast[it.keys].iter().flatten().copied().collect();
                let unpacks = ast[it.keys].contains(&None);
                let unpacked = if unpacks { ANYTHING } else { Effects::NONE };
                all(&keys)
                    | all(&ast[it.values])
                    | Effects::MAKES_OBJECT
                    | self.hash_effects(&keys)
                    | unpacked
            }
            Expr::Starred(it) => of(it.value) | self.iteration_effects(it.value),
            Expr::Lambda(it) => all(&ast[ast[it.args].defaults]) | Effects::MAKES_OBJECT,
            Expr::ListComp(it) => self.comprehension_effects(&ast[it.generators], &[it.elt], depth),
            Expr::SetComp(it) => {
                self.comprehension_effects(&ast[it.generators], &[it.elt], depth)
                    | self.hash_effects(&[it.elt])
            }
            Expr::DictComp(it) => {
                self.comprehension_effects(&ast[it.generators], &[it.key, it.value], depth)
                    | self.hash_effects(&[it.key])
            }
            // Only the first iterable is looked at when it is made; what runs it does the rest.
            Expr::GeneratorExp(it) => {
                let first = ast[it.generators].first().map(|id| ast[*id].iter);
                first.map_or(Effects::NONE, |it| of(it) | self.iteration_effects(it)) | Effects::MAKES_OBJECT
            }
            Expr::NamedExpr(it) => of(it.value) | Effects::BINDS,
            Expr::Await(it) => of(it.value) | Effects::AWAITS | ANYTHING,
            Expr::Yield(it) => it.value.map_or(Effects::NONE, of) | Effects::YIELDS | ANYTHING,
            Expr::YieldFrom(it) => of(it.value) | Effects::YIELDS | ANYTHING,
            Expr::Interpolation(it) => of(it.value),
            Expr::TemplateStr(it) => all(&ast[it.values]) | Effects::MAKES_OBJECT,
        }
    }

    /// Reading a name raises where it may be unbound.
    fn name_effects(&self, expr: ExprId) -> Effects {
        if self.model.names.is_builtin(expr) == Answer::Yes {
            let is_there = self.path(expr).is_some_and(|path| stubs::lookup(&path).is_some());
            let is_there = is_there || self.type_of(expr).known().is_some();
            return if is_there { Effects::READS_NAMES } else { Effects::READS_NAMES | Effects::RAISES };
        }
        let variable = self.model.names.reference(expr).and_then(|it| it.variable);
        let is_bound = variable.is_some_and(|variable| {
            let flow = self.flow(variable);
            flow.at(expr).is_some_and(|state| {
                !state.facts().is_empty() && state.facts().iter().all(|fact| fact.def != Def::Unbound)
            })
        });
        if is_bound { Effects::READS_NAMES } else { Effects::READS_NAMES | Effects::RAISES }
    }

    /// Whether all values are of classes whose special methods are known to run no code of others.
    fn is_plain(&self, type_: &Type) -> bool {
        const PLAIN: &[&str] =
            &["str", "bytes", "int", "bool", "float", "complex", "bytearray", "range", "slice"];
        let is_plain = |part: &Part| match part {
            Part::Instance(it) => match it.class {
                Class::Library(class) => PLAIN.contains(&class.name()) || part.is_none(),
                Class::Local(_) | Class::Foreign(_) => false,
            },
            Part::Class { .. } => false,
            Part::Function(_) | Part::Module(_) => true,
        };
        type_.rest() == Rest::Nothing && !type_.is_never() && type_.parts().iter().all(is_plain)
    }

    /// Whether all values are builtin containers, which have no code of their own but may hold what has.
    fn is_container(&self, type_: &Type) -> bool {
        const CONTAINERS: &[&str] = &["list", "tuple", "dict", "set", "frozenset"];
        let is_container = |part: &Part| matches!(part, Part::Instance(it) if CONTAINERS.iter().any(|name| it.is_builtin(name)));
        type_.known().is_some_and(|parts| parts.iter().all(is_container))
    }

    fn attribute_effects(&self, expr: ExprId, it: Attribute) -> Effects {
        let value = self.type_of(it.value);
        let read = Effects::READS_OBJECTS;
        if self.path(expr).is_some() {
            // An attribute of a module that was imported; it may be missing.
            let is_known = self.path(expr).is_some_and(|path| stubs::lookup(&path).is_some());
            return if is_known { Effects::READS_NAMES } else { read | Effects::RAISES };
        }
        let name = self.ast.name(it.attr);
        let Some(parts) = value.known() else { return ANYTHING };
        let is_stored = |part: &Part| match part {
            Part::Instance(it) => match it.class {
                Class::Library(class) => match class.member(name) {
                    Some((_, Member::Value { .. } | Member::Method { .. })) => true,
                    Some((_, Member::SameAs(_) | Member::Class(_))) | None => false,
                },
                Class::Local(_) => self.is_declared_field(&it.class, name),
                Class::Foreign(_) => false,
            },
            Part::Module(_) => true,
            Part::Class { .. } | Part::Function(_) => false,
        };
        if parts.iter().all(is_stored) { read | Effects::RAISES } else { ANYTHING }
    }

    /// Whether a class of the file annotates an attribute in its body, and has no way to make attributes up.
    fn is_declared_field(&self, class: &Class, name: &str) -> bool {
        let ast = self.ast;
        let ancestry = self.ancestry(class);
        if ancestry.is_open {
            return false;
        }
        let mut is_declared = false;
        for class in &ancestry.classes {
            let Class::Local(stmt) = class else { continue };
            let crate::ast::Stmt::ClassDef(it) = ast[*stmt] else { return false };
            for stmt in &ast[it.body] {
                match ast[*stmt] {
                    crate::ast::Stmt::AnnAssign(it) => {
                        is_declared |= matches!(ast[it.target], Expr::Name(it) if ast.name(it.id) == name);
                    }
                    crate::ast::Stmt::FunctionDef(it) => {
                        let own = ast.name(it.name);
                        if own == name || matches!(own, "__getattr__" | "__getattribute__") {
                            return false;
                        }
                    }
                    _ => {}
                }
            }
        }
        is_declared
    }

    fn subscript_effects(&self, it: Subscript) -> Effects {
        if it.ctx != ExprContext::Load {
            return ANYTHING;
        }
        let value = self.type_of(it.value);
        let index = self.type_of(it.slice);
        let reads = Effects::READS_OBJECTS | Effects::RAISES;
        let plain_index = self.is_plain(&index)
            || matches!(self.ast[it.slice], Expr::Slice(_))
            || index.known().is_some_and(|parts| parts.iter().all(|it| it.is_builtin("slice")));
        // A subclass of `dict` may have `__missing__`, which `defaultdict` and `Counter` do.
        let is_dict = value.parts().iter().any(|it| it.is_builtin("dict"));
        let is_exact = value.parts().iter().all(|it| matches!(it, Part::Instance(it) if it.is_exact));
        let known_value = self.is_plain(&value) || self.is_container(&value) && (!is_dict || is_exact);
        let environ = self.path(it.value).is_some_and(|path| path == "os.environ");
        if plain_index && (known_value || environ) {
            let world = if environ { Effects::READS_WORLD } else { Effects::NONE };
            return reads | world;
        }
        ANYTHING
    }

    fn operator_effects(&self, it: BinOp) -> Effects {
        let (left, right) = (self.type_of(it.left), self.type_of(it.right));
        if self.is_plain(&left) && self.is_plain(&right) {
            let cannot_fail = match it.op {
                Operator::Add => same_text(&left, &right) || are_numbers(&left, &right),
                Operator::Sub | Operator::Mult => are_numbers(&left, &right),
                _ => false,
            };
            return if cannot_fail { Effects::NONE } else { Effects::RAISES };
        }
        let is_sum = it.op == Operator::Add && self.is_container(&left) && self.is_container(&right);
        let is_product = it.op == Operator::Mult && self.is_container(&left) && self.is_plain(&right);
        if is_sum || is_product {
            return Effects::RAISES | Effects::MAKES_OBJECT;
        }
        if it.op == Operator::Mod && self.is_plain(&left) && self.is_plain_tuple(it.right) {
            return Effects::RAISES;
        }
        ANYTHING
    }

    fn is_plain_tuple(&self, expr: ExprId) -> bool {
        match self.ast[expr] {
            Expr::Tuple(it) => self.ast[it.elts].iter().all(|it| self.is_plain(&self.type_of(*it))),
            _ => false,
        }
    }

    /// Asking whether a value is true, or for its text.
    fn conversion_effects(&self, expr: ExprId) -> Effects {
        let type_ = self.type_of(expr);
        if self.is_plain(&type_) || self.is_container(&type_) && !self.is_formatted(expr) {
            Effects::NONE
        } else {
            ANYTHING
        }
    }

    fn is_formatted(&self, expr: ExprId) -> bool {
        match self.parents().parent(expr) {
            Some(crate::ast::NodeId::Expr(parent)) => matches!(self.ast[parent], Expr::FormattedValue(_)),
            _ => false,
        }
    }

    fn comparison_effects(&self, expr: ExprId) -> Effects {
        use crate::ast::CmpOperator;
        let Expr::Compare(it) = self.ast[expr] else { return ANYTHING };
        let mut all = Effects::NONE;
        let mut left = it.left;
        for (op, right) in self.ast[it.ops].iter().zip(&self.ast[it.comparators]) {
            let plain = self.is_plain(&self.type_of(left)) && self.is_plain(&self.type_of(*right));
            all |= match op {
                CmpOperator::Is | CmpOperator::IsNot => Effects::NONE,
                CmpOperator::Eq | CmpOperator::NotEq if plain => Effects::NONE,
                _ if plain => Effects::RAISES,
                CmpOperator::In | CmpOperator::NotIn if self.holds_plain(left, *right) => Effects::NONE,
                _ => ANYTHING,
            };
            left = *right;
        }
        all
    }

    /// Whether `item in container` compares nothing but plain values.
    fn holds_plain(&self, item: ExprId, container: ExprId) -> bool {
        let type_ = self.type_of(container);
        let elements = |part: &Part| match part {
            Part::Instance(it) => !it.args.is_empty() && it.args.iter().all(|arg| self.is_plain(arg)),
            Part::Class { .. } | Part::Function(_) | Part::Module(_) => false,
        };
        self.is_plain(&self.type_of(item)) && self.is_container(&type_) && type_.parts().iter().all(elements)
    }

    fn hash_effects(&self, items: &[ExprId]) -> Effects {
        if items.iter().all(|it| self.is_plain(&self.type_of(*it))) { Effects::NONE } else { ANYTHING }
    }

    fn iteration_effects(&self, iterable: ExprId) -> Effects {
        let type_ = self.type_of(iterable);
        if self.is_plain(&type_) || self.is_container(&type_) { Effects::RAISES } else { ANYTHING }
    }

    fn comprehension_effects(
        &self,
        generators: &[ComprehensionId],
        elements: &[ExprId],
        depth: usize,
    ) -> Effects {
        let mut all = Effects::MAKES_OBJECT;
        for generator in generators {
            let Comprehension { iter, ifs, is_async, .. } = self.ast[*generator];
            all |= self.effects(iter, depth + 1) | self.iteration_effects(iter);
            for test in &self.ast[ifs] {
                all |= self.effects(*test, depth + 1) | self.conversion_effects(*test);
            }
            if is_async {
                all |= Effects::AWAITS | ANYTHING;
            }
        }
        elements.iter().fold(all, |all, it| all | self.effects(*it, depth + 1))
    }

    /// What a call itself does, its arguments aside.
    fn call_effects(&self, call: Call) -> Effects {
        let func = self.type_of(call.func);
        match func.only() {
            Some(Part::Function(Callee::Library(function))) => {
                self.function_effects(&function.qualified, call)
            }
            Some(Part::Function(Callee::Method { name, receiver, .. })) => {
                let plain_receiver = self.is_plain(&Type::of((**receiver).clone()));
                let args = self.ast[call.args].iter().all(|it| self.is_plain(&self.type_of(*it)));
                let no_keywords = call.keywords.is_empty();
                // A `str` has no method that changes anything; `bytearray` does.
                let is_mutable = receiver.is_builtin("bytearray");
                if plain_receiver && args && no_keywords && !is_mutable && *name != "format_map" {
                    Effects::RAISES
                } else {
                    ANYTHING
                }
            }
            Some(Part::Class { class: Class::Library(class), is_exact: true }) => {
                self.constructor_effects(class.name(), call)
            }
            Some(_) | None => ANYTHING,
        }
    }

    fn function_effects(&self, qualified: &str, call: Call) -> Effects {
        let args = &self.ast[call.args];
        let types: Vec<_> = args.iter().map(|it| self.type_of(*it)).collect();
        let plain = types.iter().all(|it| self.is_plain(it)) && call.keywords.is_empty();
        let sized = types.iter().all(|it| self.is_plain(it) || self.is_container(it));
        match qualified {
            "builtins.id" | "builtins.callable" if args.len() == 1 => Effects::NONE,
            "builtins.isinstance" | "builtins.issubclass" if self.is_plain_check(args) => Effects::NONE,
            "builtins.len" if sized => Effects::READS_OBJECTS,
            "builtins.ord" | "builtins.chr" | "builtins.abs" | "builtins.hash" | "builtins.repr"
            | "builtins.ascii" | "builtins.hex" | "builtins.oct" | "builtins.bin" | "builtins.round"
            | "builtins.divmod" | "builtins.pow" | "builtins.min" | "builtins.max" | "builtins.format"
                if plain =>
            {
                Effects::RAISES
            }
            "posixpath.join" | "posixpath.basename" | "posixpath.dirname" | "posixpath.split"
            | "posixpath.splitext" | "posixpath.normpath" | "posixpath.isabs" | "posixpath.normcase"
                if plain =>
            {
                Effects::RAISES
            }
            "posixpath.abspath"
            | "posixpath.expanduser"
            | "genericpath.exists"
            | "genericpath.isfile"
            | "genericpath.isdir"
            | "genericpath.getsize"
            | "os.getcwd"
            | "os.getenv"
            | "time.time"
                if plain =>
            {
                Effects::RAISES | Effects::READS_WORLD
            }
            _ => ANYTHING,
        }
    }

    /// Whether `isinstance` runs no metaclass's code: the classes are builtin ones.
    fn is_plain_check(&self, args: &[ExprId]) -> bool {
        let [_, classes] = args else { return false };
        fn is_plain(type_: &Type) -> bool {
            let plain = |part: &Part| match part {
                Part::Class { class: Class::Library(class), .. } => class.qualified.starts_with("builtins."),
                Part::Instance(it) => {
                    it.is_builtin("tuple") && !it.args.is_empty() && it.args.iter().all(is_plain)
                }
                Part::Class { .. } | Part::Function(_) | Part::Module(_) => false,
            };
            type_.known().is_some_and(|parts| parts.iter().all(plain))
        }
        is_plain(&self.type_of(*classes))
    }

    fn constructor_effects(&self, class: &str, call: Call) -> Effects {
        let args = &self.ast[call.args];
        let types: Vec<_> = args.iter().map(|it| self.type_of(*it)).collect();
        let plain = types.iter().all(|it| self.is_plain(it)) && call.keywords.is_empty();
        let contained = types.iter().all(|it| self.is_plain(it) || self.is_container(it));
        match class {
            "str" | "int" | "float" | "bool" | "bytes" | "complex" | "range" if plain => Effects::RAISES,
            "list" | "tuple" | "bool" if contained && call.keywords.is_empty() => {
                Effects::RAISES | Effects::READS_OBJECTS | Effects::MAKES_OBJECT
            }
            "dict" | "set" if args.is_empty() => Effects::MAKES_OBJECT,
            "object" => Effects::MAKES_OBJECT,
            "type" if args.len() == 1 && call.keywords.is_empty() => Effects::NONE,
            "pathlib.Path" | "pathlib.PurePath" if plain => Effects::RAISES,
            _ => ANYTHING,
        }
    }

    /// Whether `expr` is a literal or made of nothing but literals.
    pub fn is_constant(&self, expr: ExprId) -> bool {
        match self.ast[expr] {
            Expr::Constant(it) => !matches!(it.value, Value::Ellipsis),
            Expr::UnaryOp(it) => matches!(self.ast[it.operand], Expr::Constant(_)),
            Expr::Tuple(it) => self.ast[it.elts].iter().all(|it| self.is_constant(*it)),
            _ => false,
        }
    }
}

fn same_text(left: &Type, right: &Type) -> bool {
    ["str", "bytes"].iter().any(|name| {
        let all =
            |type_: &Type| type_.known().is_some_and(|parts| parts.iter().all(|it| it.is_builtin(name)));
        all(left) && all(right)
    })
}

fn are_numbers(left: &Type, right: &Type) -> bool {
    // Sums of floats do not fail, those of an integer too large for a float and a float do.
    let all = |type_: &Type| type_.known().is_some_and(|parts| parts.iter().all(|it| it.is_builtin("int")));
    all(left) && all(right)
}
