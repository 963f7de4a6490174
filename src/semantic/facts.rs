//! Facts about values: true in a test, never `None`, constant.

use super::Analysis;
use super::flow::Def;
use super::names::{Answer, BindingId};
use super::occurrence::BindingKind;
use super::types::{Class, Part, Rest, Type};
use crate::ast::{BoolOperator, Call, Expr, ExprId, NodeId, Operator, Stmt, Value};

/// Names are followed through this many others.
const MAX_DEPTH: usize = 16;

impl Analysis<'_> {
    /// Whether every value of an expression is true in a test: for a string, that it is not empty.
    ///
    /// A test that the value passed counts if the value cannot change: strings, numbers, paths, tuples.
    pub fn truthy(&self, expr: ExprId) -> Answer {
        self.is_true(expr, 0)
    }

    /// Whether no value of an expression is `None`.
    pub fn never_none(&self, expr: ExprId) -> Answer {
        let type_ = self.type_of(expr);
        if type_.is_never() {
            return Answer::Unknown;
        }
        let n_nones = type_.parts().iter().filter(|part| part.is_none()).count();
        match (type_.rest(), n_nones) {
            // An instance of what is no class of the library's own may be anything that its name stands for.
            (Rest::Nothing | Rest::NotNone, 0) => Answer::Yes,
            (Rest::Nothing, n) if n == type_.parts().len() => Answer::No,
            _ => Answer::Unknown,
        }
    }

    /// Whether a name is bound at one place alone, be it a loop's.
    pub fn bound_once(&self, expr: ExprId) -> Answer {
        let names = &self.model.names;
        if names.reference(expr).is_none() {
            return Answer::No;
        }
        match names.only_binding(expr) {
            Some(binding) if binding.kind().is_some() => Answer::Yes,
            Some(_) => Answer::No,
            None => match names.bindings_of(expr) {
                Some(_) => Answer::No,
                None => Answer::Unknown,
            },
        }
    }

    /// The literal that an expression is, or that the name it reads is bound to and nothing else.
    pub fn const_value(&self, expr: ExprId) -> Option<Value> {
        match self.ast[expr] {
            Expr::Constant(it) => Some(it.value),
            Expr::Name(_) => match self.ast[self.only_value(expr)?] {
                Expr::Constant(it) => Some(it.value),
                _ => None,
            },
            _ => None,
        }
    }

    /// What is assigned to a name that nothing else binds: by `x = value` or `x: T = value`.
    pub fn only_value(&self, name: ExprId) -> Option<ExprId> {
        let binding = self.model.names.only_binding(name)?;
        let (Some(BindingKind::Assign), node) = (binding.kind(), binding.node) else { return None };
        self.assigned(node)
    }

    fn assigned(&self, target: NodeId) -> Option<ExprId> {
        let Some(NodeId::Stmt(stmt)) = self.parents().parent(target) else { return None };
        match self.ast[stmt] {
            Stmt::Assign(it) => Some(it.value),
            Stmt::AnnAssign(it) => it.value,
            _ => None,
        }
    }

    fn is_true(&self, expr: ExprId, depth: usize) -> Answer {
        if depth > MAX_DEPTH {
            return Answer::Unknown;
        }
        let ast = self.ast;
        let again = |expr: ExprId| self.is_true(expr, depth + 1);
        match ast[expr] {
            Expr::Constant(it) => self.value_is_true(it.value),
            Expr::JoinedStr(it) => {
                let has_text =
                    |it: &ExprId| matches!(ast[*it], Expr::Constant(_)) && again(*it) == Answer::Yes;
                if ast[it.values].iter().any(has_text) { Answer::Yes } else { Answer::Unknown }
            }
            Expr::Tuple(it) => display_is_true(ast, &ast[it.elts]),
            Expr::List(it) => display_is_true(ast, &ast[it.elts]),
            Expr::Set(it) => display_is_true(ast, &ast[it.elts]),
            Expr::Dict(it) => match (it.keys.is_empty(), ast[it.keys].iter().any(Option::is_some)) {
                (true, _) => Answer::No,
                (_, true) => Answer::Yes,
                _ => Answer::Unknown,
            },
            Expr::Lambda(_) | Expr::GeneratorExp(_) => Answer::Yes,
            Expr::NamedExpr(it) => again(it.value),
            Expr::IfExp(it) => same(again(it.body), again(it.orelse)),
            Expr::BoolOp(it) => {
                let answers = || ast[it.values].iter().map(|it| again(*it));
                match it.op {
                    BoolOperator::Or if answers().any(|it| it == Answer::Yes) => Answer::Yes,
                    BoolOperator::Or if answers().all(|it| it == Answer::No) => Answer::No,
                    BoolOperator::And if answers().all(|it| it == Answer::Yes) => Answer::Yes,
                    BoolOperator::And if answers().any(|it| it == Answer::No) => Answer::No,
                    BoolOperator::And | BoolOperator::Or => Answer::Unknown,
                }
            }
            Expr::BinOp(it) if it.op == Operator::Add && self.is_text(expr) => {
                if again(it.left) == Answer::Yes || again(it.right) == Answer::Yes {
                    Answer::Yes
                } else {
                    Answer::Unknown
                }
            }
            Expr::BinOp(it) if it.op == Operator::Mod => self.formatted_is_true(it.left),
            Expr::Call(it) => self.call_is_true(it, depth),
            Expr::Name(_) => self.name_is_true(expr, depth),
            _ => self.type_is_true(&self.type_of(expr)),
        }
    }

    fn value_is_true(&self, value: Value) -> Answer {
        let is_true = match value {
            Value::None | Value::False => false,
            Value::True | Value::Ellipsis => true,
            Value::Int(number) => number != 0,
            Value::BigInt(_) => true,
            Value::Float(number) => number.get() != 0.0,
            Value::Complex(id) => {
                let number = self.ast.complex(id);
                number.real != 0.0 || number.imag != 0.0
            }
            Value::Str(id) => !self.ast.str(id).is_empty(),
            Value::Bytes(id) => !self.ast.bytes(id).is_empty(),
        };
        if is_true { Answer::Yes } else { Answer::No }
    }

    fn is_text(&self, expr: ExprId) -> bool {
        let is_text = |part: &Part| part.is_builtin("str") || part.is_builtin("bytes");
        self.type_of(expr).known().is_some_and(|parts| parts.iter().all(is_text))
    }

    /// A format that has text outside of its fields gives text.
    fn formatted_is_true(&self, format: ExprId) -> Answer {
        let Expr::Constant(it) = self.ast[format] else { return Answer::Unknown };
        let Value::Str(id) = it.value else { return Answer::Unknown };
        let text = self.ast.str(id).to_string_lossy();
        // Whatever stands before the first field stays.
        if text.is_empty() || text.starts_with('%') { Answer::Unknown } else { Answer::Yes }
    }

    fn call_is_true(&self, call: Call, depth: usize) -> Answer {
        let ast = self.ast;
        let args = &ast[call.args];
        let path = self.library_path(call.func);
        match path {
            // Joined, what is not empty stays.
            Some("posixpath.join") => {
                let is_true = |it: &ExprId| self.is_true(*it, depth + 1) == Answer::Yes;
                if call.keywords.is_empty() && args.iter().any(is_true) {
                    Answer::Yes
                } else {
                    Answer::Unknown
                }
            }
            Some("posixpath.abspath" | "posixpath.realpath" | "posixpath.normpath" | "os.getcwd") => {
                Answer::Yes
            }
            Some("tempfile.mkdtemp" | "tempfile.gettempdir" | "tempfile.mktemp") => Answer::Yes,
            Some("builtins.str" | "os.fspath") => match args {
                [value] if self.is_text(*value) => self.is_true(*value, depth + 1),
                _ => Answer::Unknown,
            },
            Some("builtins.object") => Answer::Yes,
            _ => self.type_is_true(&self.call_result(call)),
        }
    }

    fn call_result(&self, call: Call) -> Type {
        match self.parents().parent(call.func) {
            Some(NodeId::Expr(call)) => self.type_of(call),
            _ => Type::UNKNOWN,
        }
    }

    /// Whether all values of a type are true, whatever they are.
    fn type_is_true(&self, type_: &Type) -> Answer {
        const ALWAYS: &[&str] = &[
            "pathlib.Path",
            "pathlib.PurePath",
            "pathlib.PosixPath",
            "re.Match",
            "re.Pattern",
            "datetime.datetime",
            "datetime.date",
        ];
        let Some(parts) = type_.known() else { return Answer::Unknown };
        let is_true = |part: &Part| match part {
            Part::Function(_) | Part::Module(_) => true,
            Part::Class { .. } => false,
            Part::Instance(it) => match it.class {
                Class::Library(class) => ALWAYS.contains(&class.name()),
                Class::Local(_) | Class::Foreign(_) => false,
            },
        };
        if parts.iter().all(is_true) {
            Answer::Yes
        } else if parts.iter().all(Part::is_none) {
            Answer::No
        } else {
            Answer::Unknown
        }
    }

    fn name_is_true(&self, expr: ExprId, depth: usize) -> Answer {
        let names = &self.model.names;
        if names.is_builtin(expr) == Answer::Yes {
            let Expr::Name(it) = self.ast[expr] else { return Answer::Unknown };
            return match self.ast.name(it.id) {
                "__file__" | "__name__" => Answer::Yes,
                _ => self.type_is_true(&self.type_of(expr)),
            };
        }
        let type_ = self.type_of(expr);
        let by_type = self.type_is_true(&type_);
        if by_type != Answer::Unknown {
            return by_type;
        }
        let Some(variable) = names.reference(expr).and_then(|it| it.variable) else { return Answer::Unknown };
        if !cannot_change(&type_) {
            return Answer::Unknown;
        }
        let flow = self.flow(variable);
        let Some(state) = flow.at(expr) else {
            // Read from elsewhere: whatever the one statement has bound to it.
            return match (names.bindings_of(expr), self.only_value(expr)) {
                (Some([_]), Some(value)) => self.is_true(value, depth + 1),
                _ => Answer::Unknown,
            };
        };
        let mut answers = state.facts().iter().filter_map(|fact| match fact.def {
            Def::Unbound => None,
            Def::Binding(id) => {
                let tested = fact.tests().find_map(|test| self.tested_truth(test.condition, test.holds));
                Some(tested.unwrap_or_else(|| self.bound_is_true(id, depth)))
            }
        });
        let first = answers.next().unwrap_or(Answer::Unknown);
        answers.fold(first, same)
    }

    /// What a test says of whether the value is true.
    fn tested_truth(&self, condition: ExprId, holds: bool) -> Option<Answer> {
        match self.ast[condition] {
            Expr::Name(_) | Expr::NamedExpr(_) => Some(if holds { Answer::Yes } else { Answer::No }),
            _ => None,
        }
    }

    fn bound_is_true(&self, id: BindingId, depth: usize) -> Answer {
        let binding = &self.model.names[id];
        match binding.kind() {
            Some(BindingKind::Assign | BindingKind::NamedExpr) => {
                let value = match self.parents().parent(binding.node) {
                    Some(NodeId::Expr(parent)) => match self.ast[parent] {
                        Expr::NamedExpr(it) => Some(it.value),
                        _ => None,
                    },
                    _ => self.assigned(binding.node),
                };
                value.map_or(Answer::Unknown, |it| self.is_true(it, depth + 1))
            }
            _ => Answer::Unknown,
        }
    }
}

fn same(a: Answer, b: Answer) -> Answer {
    if a == b { a } else { Answer::Unknown }
}

fn display_is_true(ast: &crate::ast::Ast, items: &[ExprId]) -> Answer {
    if items.is_empty() {
        Answer::No
    } else if items.iter().any(|it| !matches!(ast[*it], Expr::Starred(_))) {
        Answer::Yes
    } else {
        Answer::Unknown
    }
}

/// Whether no value of a type can become false once it was true.
fn cannot_change(type_: &Type) -> bool {
    const FIXED: &[&str] = &["str", "bytes", "int", "float", "complex", "tuple", "frozenset"];
    let is_fixed = |part: &Part| match part {
        Part::Instance(it) => {
            part.is_none()
                || FIXED.iter().any(|name| it.is_builtin(name))
                || matches!(&it.class, Class::Library(it) if it.derives_from_name("pathlib.PurePath"))
                || it.class.is_library("os.PathLike")
        }
        Part::Class { .. } | Part::Function(_) | Part::Module(_) => true,
    };
    type_.rest() == Rest::Nothing && type_.parts().iter().all(is_fixed)
}
