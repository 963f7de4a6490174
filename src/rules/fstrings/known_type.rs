//! What is known of the type of an operand, as far as formatting asks.
//!
//! Only exact types help: a subclass may have a `__str__` or `__format__` of its own, and does where it matters
//! (`IntEnum`, `StrEnum`, Django's `SafeString`).

use crate::ast::{BinOp, Call, CmpOperator, Constant, Expr, ExprId, Operator, UnaryOperator, Value};
use crate::rewrite::FileModel;
use crate::semantic::types::{Part, Type};
use crate::semantic::{Analysis, Answer};

/// What is known of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KnownType {
    /// Nothing.
    Unknown,
    /// A `str`, or of a subclass.
    StrSubtype,
    /// Exactly `str`.
    Str,
    /// Exactly `int`.
    Int,
    /// Exactly `int`, of fewer than 4,300 digits: those always print.
    SmallInt,
    /// Exactly `bool`.
    Bool,
    /// Exactly `float`.
    Float,
    /// `None`.
    None,
    /// Exactly `tuple`.
    Tuple,
    /// One of the others here but for `tuple`, or exactly another builtin type, such as `list` or `bytes`.
    Builtin,
}

/// How formatting a value may be noticed, other than by its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    /// Not at all.
    Pure,
    /// It may raise.
    MayRaise,
    /// It may run any code.
    Any,
}

impl KnownType {
    /// Whether it is a tuple, or of a subclass.
    pub(super) fn is_tuple(self) -> Answer {
        match self {
            Self::Unknown => Answer::Unknown,
            Self::Tuple => Answer::Yes,
            // No class derives from both `str` and `tuple`.
            _ => Answer::No,
        }
    }

    /// Whether `str(x)` and `repr(x)` are exactly `str`, and `format(x, "")` is `str(x)`.
    pub(super) fn prints_plainly(self) -> bool {
        !matches!(self, Self::Unknown | Self::StrSubtype)
    }

    /// Whether it is an integer with the formatting of `int`.
    pub(super) fn is_int(self) -> Answer {
        match self {
            Self::Int | Self::SmallInt | Self::Bool => Answer::Yes,
            Self::Unknown | Self::Builtin => Answer::Unknown,
            Self::StrSubtype | Self::Str | Self::Float | Self::None | Self::Tuple => Answer::No,
        }
    }

    /// Whether it is a number with the formatting of `int` or `float`.
    pub(super) fn is_real(self) -> Answer {
        if self == Self::Float { Answer::Yes } else { self.is_int() }
    }

    /// What `str(x)` may do besides.
    pub(super) fn str_effect(self) -> Effect {
        match self {
            Self::Str | Self::SmallInt | Self::Bool | Self::Float | Self::None => Effect::Pure,
            // `int` has a limit of digits.
            Self::Int => Effect::MayRaise,
            Self::Unknown | Self::StrSubtype | Self::Tuple | Self::Builtin => Effect::Any,
        }
    }

    /// What is known if it is one or the other.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Int, Self::SmallInt) | (Self::SmallInt, Self::Int) => Self::Int,
            (Self::Str, Self::StrSubtype) | (Self::StrSubtype, Self::Str) => Self::StrSubtype,
            (Self::Unknown | Self::StrSubtype | Self::Tuple, _)
            | (_, Self::Unknown | Self::StrSubtype | Self::Tuple) => Self::Unknown,
            _ => Self::Builtin,
        }
    }
}

/// How deep an expression is looked into.
const MAX_DEPTH: usize = 16;

/// What is known of the value of `expr`: by its form, else by the types of the file.
pub(super) fn known_type(file: &FileModel<'_>, analysis: &Analysis<'_>, expr: ExprId) -> KnownType {
    match of_expr(file, expr, MAX_DEPTH) {
        KnownType::Unknown | KnownType::StrSubtype => of_type(&analysis.type_of(expr)),
        known => known,
    }
}

fn of_type(type_: &Type) -> KnownType {
    let parts = type_.known().unwrap_or_default().iter().map(of_part);
    parts.reduce(KnownType::or).unwrap_or(KnownType::Unknown)
}

fn of_part(part: &Part) -> KnownType {
    let Part::Instance(it) = part else { return KnownType::Unknown };
    let is = |name: &str| it.class.is_library(&format!("builtins.{name}"));
    if part.is_none() {
        return KnownType::None;
    }
    match it.is_exact {
        true if is("str") => KnownType::Str,
        true if is("int") => KnownType::Int,
        true if is("bool") => KnownType::Bool,
        true if is("float") => KnownType::Float,
        true if BUILTINS.iter().any(|name| is(name)) => KnownType::Builtin,
        _ if part.is_builtin("tuple") => KnownType::Tuple,
        _ if part.is_builtin("str") => KnownType::StrSubtype,
        _ => KnownType::Unknown,
    }
}

/// Builtin types whose instances print by `str` to exactly a `str`, and by `format` alike.
const BUILTINS: &[&str] = &["list", "dict", "set", "frozenset", "bytes", "bytearray", "complex", "range"];

fn of_expr(file: &FileModel<'_>, expr: ExprId, depth: usize) -> KnownType {
    let Some(depth) = depth.checked_sub(1) else { return KnownType::Unknown };
    let ast = file.ast();
    match ast[expr] {
        Expr::Constant(Constant { value, .. }) => of_value(value),
        Expr::List(_)
        | Expr::Dict(_)
        | Expr::Set(_)
        | Expr::ListComp(_)
        | Expr::SetComp(_)
        | Expr::DictComp(_)
        | Expr::GeneratorExp(_)
        | Expr::Lambda(_) => KnownType::Builtin,
        Expr::Tuple(_) => KnownType::Tuple,
        // What a single field gives is what its `__format__` gave, which may be of a subclass.
        Expr::JoinedStr(it) => match &ast[it.values] {
            [only] if matches!(ast[*only], Expr::FormattedValue(_)) => KnownType::StrSubtype,
            _ => KnownType::Str,
        },
        Expr::Compare(it) => {
            let is_bool = |op: &CmpOperator| {
                matches!(op, CmpOperator::Is | CmpOperator::IsNot | CmpOperator::In | CmpOperator::NotIn)
            };
            if ast[it.ops].iter().all(is_bool) { KnownType::Bool } else { KnownType::Unknown }
        }
        Expr::UnaryOp(it) => match (it.op, of_expr(file, it.operand, depth)) {
            (UnaryOperator::Not, _) => KnownType::Bool,
            (UnaryOperator::Invert, _) => KnownType::Unknown,
            (_, KnownType::Bool) => KnownType::SmallInt,
            (_, known @ (KnownType::Int | KnownType::SmallInt | KnownType::Float)) => known,
            _ => KnownType::Unknown,
        },
        Expr::BoolOp(it) => all_of(file, &ast[it.values], depth),
        Expr::IfExp(it) => all_of(file, &[it.body, it.orelse], depth),
        Expr::NamedExpr(it) => of_expr(file, it.value, depth),
        Expr::BinOp(it) => of_binary(file, it, depth),
        Expr::Call(it) => of_call(file, it, depth),
        Expr::Await(_)
        | Expr::Yield(_)
        | Expr::YieldFrom(_)
        | Expr::FormattedValue(_)
        | Expr::Interpolation(_)
        | Expr::TemplateStr(_)
        | Expr::Attribute(_)
        | Expr::Subscript(_)
        | Expr::Starred(_)
        | Expr::Name(_)
        | Expr::Slice(_) => KnownType::Unknown,
    }
}

fn all_of(file: &FileModel<'_>, exprs: &[ExprId], depth: usize) -> KnownType {
    let known = exprs.iter().map(|it| of_expr(file, *it, depth));
    known.reduce(KnownType::or).unwrap_or(KnownType::Unknown)
}

fn of_value(value: Value) -> KnownType {
    match value {
        Value::None => KnownType::None,
        Value::True | Value::False => KnownType::Bool,
        Value::Int(_) => KnownType::SmallInt,
        Value::BigInt(_) => KnownType::Int,
        Value::Float(_) => KnownType::Float,
        Value::Str(_) => KnownType::Str,
        Value::Ellipsis | Value::Complex(_) | Value::Bytes(_) => KnownType::Builtin,
    }
}

/// Of exact types alone, since a subclass may have an operator of its own, reflected ones included.
fn of_binary(file: &FileModel<'_>, it: BinOp, depth: usize) -> KnownType {
    use KnownType::{Bool, Float, Int, SmallInt, Str, StrSubtype, Tuple, Unknown};
    use Operator::{Add, Div, FloorDiv, Mod, Mult, Sub};
    let (left, right) = (of_expr(file, it.left, depth), of_expr(file, it.right, depth));
    match (left, it.op, right) {
        (Str, Add, Str) | (Str, Mult, Int | SmallInt | Bool) | (Int | SmallInt | Bool, Mult, Str) => Str,
        (Str, Mod, Unknown | StrSubtype) => Unknown,
        (Str, Mod, _) => StrSubtype,
        (Tuple, Add, Tuple) => Tuple,
        (Int | SmallInt | Bool, Add | Sub | Mult | FloorDiv | Mod, Int | SmallInt | Bool) => Int,
        (Int | SmallInt | Bool, Div, Int | SmallInt | Bool) => Float,
        (Float, Add | Sub | Mult | Div | FloorDiv | Mod, Float | Int | SmallInt | Bool)
        | (Int | SmallInt | Bool, Add | Sub | Mult | Div | FloorDiv | Mod, Float) => Float,
        _ => Unknown,
    }
}

/// Calls of builtins and of methods of exact strings.
fn of_call(file: &FileModel<'_>, it: Call, depth: usize) -> KnownType {
    match file.ast()[it.func] {
        Expr::Attribute(method) => {
            let name = file.ast().name(method.attr);
            match of_expr(file, method.value, depth) {
                KnownType::Str if STR_TO_STR.contains(&name) => KnownType::Str,
                KnownType::Str if name == "format" => KnownType::StrSubtype,
                _ => KnownType::Unknown,
            }
        }
        Expr::Name(name) if file.model.names.is_builtin(it.func) == Answer::Yes => {
            of_builtin(file.ast().name(name.id))
        }
        _ => KnownType::Unknown,
    }
}

/// Methods by which an exact `str` gives an exact `str`, whatever the arguments.
const STR_TO_STR: &[&str] = &[
    "capitalize",
    "casefold",
    "center",
    "expandtabs",
    "join",
    "ljust",
    "lower",
    "lstrip",
    "removeprefix",
    "removesuffix",
    "replace",
    "rjust",
    "rstrip",
    "strip",
    "swapcase",
    "title",
    "upper",
    "zfill",
];

/// What a builtin function gives. `str` and `repr` give what `__str__` and `__repr__` do, which may be of a subclass.
fn of_builtin(name: &str) -> KnownType {
    match name {
        "len" | "ord" | "hash" | "id" => KnownType::SmallInt,
        "int" => KnownType::Int,
        "float" => KnownType::Float,
        "bool" | "isinstance" | "issubclass" | "callable" | "any" | "all" | "hasattr" => KnownType::Bool,
        "chr" | "hex" | "oct" | "bin" => KnownType::Str,
        "str" | "repr" | "ascii" => KnownType::StrSubtype,
        "dict" | "list" | "set" | "frozenset" | "sorted" | "bytes" | "bytearray" | "dir" => {
            KnownType::Builtin
        }
        "tuple" => KnownType::Tuple,
        _ => KnownType::Unknown,
    }
}
