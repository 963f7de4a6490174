//! What is done with the variable where it is read.

use std::ops::ControlFlow;

use super::code::Code;
use super::form::{Form, form_of};
use super::path_expr::{Operand, PathExpr, Reader};
use super::sink;
use crate::ast::{BoolOperator, Call, CmpOperator, Expr, ExprId, NodeId, Operator, Stmt, UnaryOperator};
use crate::semantic::UseKind;

/// A place that reads the variable, and what becomes of it.
#[derive(Debug, Clone)]
pub(super) struct PathUse {
    /// The name.
    pub(super) place: ExprId,
    /// The path that begins with it: the name itself, or what `os.path` makes of it there.
    pub(super) path: Operand,
    pub(super) kind: PathUseKind,
}

/// What is done with a path.
#[derive(Debug, Clone)]
pub(super) enum PathUseKind {
    /// It is what the variable is bound to.
    Birth,
    /// Something that `pathlib` has a form for.
    Form(Form),
    /// It was made a path object here already.
    Object,
    /// A path object does as well.
    Accepted {
        /// Whether the text of the path may be seen in what comes out.
        is_shown: bool,
    },
    /// It is a part of another path, but not the beginning of it.
    Part,
    /// It is turned into text, as `str` does it.
    Printed,
    /// `p.endswith(".py")`, which asks of the name alone.
    NameTest,
    /// It is tested.
    Tested,
    /// It is compared with `None`.
    ComparedWithNone,
    /// It is a statement.
    Unused,
    /// A string is wanted.
    Text(UseKind),
    /// It is asked what object it is: not even `str(p)` would do.
    Identity,
}

/// Classifies the place `place`, which reads the variable.
pub(super) fn use_of(reader: &Reader<'_, '_>, place: ExprId) -> PathUse {
    let code = reader.code;
    let mut path = Operand { source: place, path: PathExpr::Object(place) };
    let mut was_object = false;
    while let Some(around) = code.around(path.source)
        && let Some(longer) = longer(reader, path.source, around)
    {
        was_object = code.is_path_object(around);
        path = Operand { source: around, path: longer };
    }
    let kind = kind_of(code, path.source, path.source == place, was_object);
    PathUse { place, path, kind }
}

/// The path that `around` makes of `path`, which it begins with.
fn longer(reader: &Reader<'_, '_>, path: ExprId, around: ExprId) -> Option<PathExpr> {
    let code = reader.code;
    let begins = match code.ast()[around] {
        Expr::Call(call) => code.ast()[call.args].first() == Some(&path) && !is_printing(code, call),
        Expr::BinOp(it) => it.op == Operator::Add && it.left == path,
        _ => false,
    };
    if !begins || is_pattern(code, around) {
        return None;
    }
    reader.read(around).filter(|it| {
        !it.is_object() || code.named_call(around).is_some_and(|(name, _)| name == "pathlib.Path")
    })
}

fn is_printing(code: &Code<'_>, call: Call) -> bool {
    matches!(
        code.ctx.file.qualified_name(call.func),
        crate::semantic::Qualified::Name(name) if matches!(name.as_str(), "builtins.str" | "os.fspath")
    )
}

/// Whether it is the pattern of `glob`, of which the rules for `glob` make something better.
fn is_pattern(code: &Code<'_>, expr: ExprId) -> bool {
    let call = code.around(expr).and_then(|it| code.named_call(it));
    call.is_some_and(|(name, _)| name == "glob.glob" || name == "glob.iglob")
}

fn kind_of(code: &Code<'_>, path: ExprId, is_name: bool, was_object: bool) -> PathUseKind {
    if was_object {
        return PathUseKind::Object;
    }
    if let Some(form) = form_of(code, path) {
        return PathUseKind::Form(form);
    }
    let Some(parent) = code.ctx.analysis.parents().parent(path) else { return PathUseKind::Identity };
    let known = match parent {
        NodeId::Expr(parent) => in_expr(code, path, parent, is_name),
        NodeId::Stmt(stmt) => in_stmt(code, path, &code.ast()[stmt]),
        NodeId::Comprehension(id) if code.ast()[code.ast()[id].ifs].contains(&path) => {
            ControlFlow::Break(PathUseKind::Tested)
        }
        _ => ControlFlow::Continue(()),
    };
    if let ControlFlow::Break(kind) = known {
        return kind;
    }
    match sink::accepts(code, path) {
        Some(is_shown) => PathUseKind::Accepted { is_shown },
        None => {
            let uses = code.ctx.analysis.uses_of(path);
            let wants_text =
                uses.iter().find(|it| !matches!(it.kind, UseKind::PathArgument | UseKind::Statement));
            PathUseKind::Text(wants_text.or(uses.first()).map_or(UseKind::Other, |it| it.kind))
        }
    }
}

fn in_expr(code: &Code<'_>, path: ExprId, parent: ExprId, is_name: bool) -> ControlFlow<PathUseKind> {
    let ast = code.ast();
    ControlFlow::Break(match ast[parent] {
        Expr::FormattedValue(it) if matches!(it.conversion, -1 | 115) && it.format_spec.is_none() => {
            PathUseKind::Printed
        }
        Expr::Call(call) => match code.named_call(parent) {
            Some((name, _)) if name == "os.path.join" && call.keywords.is_empty() => PathUseKind::Part,
            Some((name, _))
                if matches!(name.as_str(), "builtins.str" | "os.fspath")
                    && code.only_argument(call) == Some(path) =>
            {
                PathUseKind::Printed
            }
            Some((name, _)) if name == "builtins.print" => PathUseKind::Printed,
            Some((name, _))
                if matches!(name.as_str(), "builtins.isinstance" | "builtins.type" | "builtins.id") =>
            {
                PathUseKind::Identity
            }
            _ if is_plain_format(code, call) => PathUseKind::Printed,
            _ => return ControlFlow::Continue(()),
        },
        Expr::BinOp(it)
            if it.op == Operator::Mod && it.right == path && prints_as_text(code, it.left, 0, 1) =>
        {
            PathUseKind::Printed
        }
        Expr::BinOp(it) if it.op == Operator::Div && it.right == path && code.is_path_object(it.left) => {
            PathUseKind::Accepted { is_shown: false }
        }
        Expr::Tuple(tuple) => {
            let operands = &ast[tuple.elts];
            let idx = operands.iter().position(|it| *it == path);
            match (code.around(parent).map(|it| ast[it]), idx) {
                (Some(Expr::BinOp(it)), Some(idx))
                    if it.op == Operator::Mod
                        && it.right == parent
                        && prints_as_text(code, it.left, idx, operands.len()) =>
                {
                    PathUseKind::Printed
                }
                _ => return ControlFlow::Continue(()),
            }
        }
        Expr::Compare(it) => match (&ast[it.ops], &ast[it.comparators]) {
            ([op], [right]) => {
                let other = if it.left == path { *right } else { it.left };
                let is_identity = matches!(op, CmpOperator::Is | CmpOperator::IsNot);
                let is_equality = matches!(op, CmpOperator::Eq | CmpOperator::NotEq);
                match code.is_none(other) {
                    true if is_identity || is_equality => PathUseKind::ComparedWithNone,
                    _ if is_identity => PathUseKind::Identity,
                    _ => return ControlFlow::Continue(()),
                }
            }
            _ => return ControlFlow::Continue(()),
        },
        Expr::Attribute(_) if is_name && is_name_test(code, path, parent) => PathUseKind::NameTest,
        _ if is_tested(code, path) => PathUseKind::Tested,
        _ => return ControlFlow::Continue(()),
    })
}

fn in_stmt(code: &Code<'_>, path: ExprId, stmt: &Stmt) -> ControlFlow<PathUseKind> {
    match stmt {
        Stmt::Expr(_) => ControlFlow::Break(PathUseKind::Unused),
        _ if is_tested(code, path) => ControlFlow::Break(PathUseKind::Tested),
        _ => ControlFlow::Continue(()),
    }
}

/// Whether nothing but its truth is asked of an expression.
fn is_tested(code: &Code<'_>, expr: ExprId) -> bool {
    let ast = code.ast();
    match code.ctx.analysis.parents().parent(expr) {
        Some(NodeId::Stmt(stmt)) => match ast[stmt] {
            Stmt::If(it) => it.test == expr,
            Stmt::While(it) => it.test == expr,
            Stmt::Assert(it) => it.test == expr,
            _ => false,
        },
        Some(NodeId::Expr(parent)) => match ast[parent] {
            Expr::UnaryOp(it) => it.op == UnaryOperator::Not,
            Expr::IfExp(it) => it.test == expr,
            // `p and x` gives `p` where that is not true, which a path always is.
            Expr::BoolOp(it) => {
                (it.op == BoolOperator::And && ast[it.values].last() != Some(&expr))
                    || is_tested(code, parent)
            }
            _ => false,
        },
        Some(NodeId::Comprehension(id)) => ast[ast[id].ifs].contains(&expr),
        _ => false,
    }
}

/// Whether a `%` format prints its operand number `idx`, of `count`, as `str` does.
fn prints_as_text(code: &Code<'_>, format: ExprId, idx: usize, count: usize) -> bool {
    let conversions = code.literal(format).and_then(conversions);
    conversions.is_some_and(|it| it.len() == count && it[idx] == 's')
}

/// The conversions of a `%` format; none if one takes its width or its operand otherwise than in order.
fn conversions(format: &str) -> Option<Vec<char>> {
    let is_flag = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | ' ' | '#' | '.');
    let plain = format.replace("%%", "");
    let conversion = |part: &str| part.trim_start_matches(is_flag).chars().next();
    let all: Option<Vec<char>> = plain.split('%').skip(1).map(conversion).collect();
    all.filter(|it| it.iter().all(|c| c.is_ascii_alphabetic()))
}

/// Whether it is `"…".format(…)` whose fields say nothing but which argument they print.
fn is_plain_format(code: &Code<'_>, call: Call) -> bool {
    let Expr::Attribute(it) = code.ast()[call.func] else { return false };
    let Some(text) = code.literal(it.value) else { return false };
    let is_plain = |field: &str| {
        field.split_once('}').is_some_and(|(name, _)| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
    };
    code.ast().name(it.attr) == "format"
        && text.replace("{{", "").replace("}}", "").split('{').skip(1).all(is_plain)
}

/// Whether it is `p.endswith(".py")`: the end of a name, without a slash in it.
fn is_name_test(code: &Code<'_>, path: ExprId, attribute: ExprId) -> bool {
    let ast = code.ast();
    let Expr::Attribute(it) = ast[attribute] else { return false };
    let Some(Expr::Call(call)) = code.around(attribute).map(|it| ast[it]) else { return false };
    let is_endswith = it.value == path && ast.name(it.attr) == "endswith" && call.func == attribute;
    if !is_endswith || !call.keywords.is_empty() {
        return false;
    }
    let is_part = |it: &ExprId| {
        code.literal(*it).is_some_and(|text| !text.is_empty() && text != "." && !text.contains('/'))
    };
    match &ast[call.args] {
        [end] => match ast[*end] {
            Expr::Tuple(it) => ast[it.elts].iter().all(is_part),
            _ => is_part(end),
        },
        _ => false,
    }
}
