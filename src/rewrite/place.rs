//! What a place in a program demands of the expression put there, so that it needs no parentheses.
//!
//! Source: CPython 3.14, `Grammar/python.gram`.

use super::file::FileModel;
use crate::ast::{Ast, BinOp, Expr, ExprId, NodeId, Operator, Precedence, Stmt, StmtId, Value};

/// The loosest precedence that `child` may have directly below `parent` without parentheses.
///
/// Where versions differ the stricter answer is given: a walrus in a set or an index, a decorator that is no name.
pub(super) fn demanded(ast: &Ast, parent: NodeId, child: ExprId) -> Precedence {
    match parent {
        NodeId::Expr(parent) => in_expr(ast, parent, child),
        NodeId::Stmt(parent) => in_stmt(ast, parent, child),
        NodeId::Comprehension(id) if ast[id].target == child => Precedence::Tuple,
        NodeId::Comprehension(_) => Precedence::Or,
        NodeId::MatchCase(_) => Precedence::NamedExpr,
        NodeId::Pattern(_) | NodeId::WithItem(_) => Precedence::Test,
        NodeId::Mod(_)
        | NodeId::TypeParam(_)
        | NodeId::ExceptHandler(_)
        | NodeId::Arguments(_)
        | NodeId::Arg(_)
        | NodeId::Keyword(_)
        | NodeId::Alias(_)
        | NodeId::TypeIgnore(_) => Precedence::Test,
    }
}

fn in_expr(ast: &Ast, parent: ExprId, child: ExprId) -> Precedence {
    match ast[parent] {
        Expr::BoolOp(it) => Precedence::of_bool(it.op).next(),
        Expr::NamedExpr(it) if it.target == child => Precedence::Atom,
        Expr::BinOp(it) => in_binary(it, child),
        Expr::UnaryOp(it) => Precedence::of_unary(it.op),
        Expr::IfExp(it) if it.orelse == child => Precedence::Test,
        Expr::IfExp(_) => Precedence::Or,
        // `**mapping` in a display.
        Expr::Dict(it) => {
            let unpacked =
                ast[it.keys].iter().zip(&ast[it.values]).any(|(key, value)| key.is_none() && *value == child);
            if unpacked { Precedence::BitOr } else { Precedence::Test }
        }
        Expr::Compare(_) | Expr::Starred(_) => Precedence::BitOr,
        Expr::Call(it) if it.func != child => Precedence::NamedExpr,
        Expr::Await(_) | Expr::Attribute(_) | Expr::Call(_) => Precedence::Atom,
        Expr::Subscript(it) if it.value == child => Precedence::Atom,
        Expr::Subscript(_) => Precedence::Tuple,
        // A lambda's colon would begin the format, so it asks for more than elsewhere.
        Expr::FormattedValue(_) | Expr::Interpolation(_) => Precedence::Or,
        Expr::NamedExpr(_)
        | Expr::Lambda(_)
        | Expr::Set(_)
        | Expr::ListComp(_)
        | Expr::SetComp(_)
        | Expr::DictComp(_)
        | Expr::GeneratorExp(_)
        | Expr::Yield(_)
        | Expr::YieldFrom(_)
        | Expr::JoinedStr(_)
        | Expr::TemplateStr(_)
        | Expr::Constant(_)
        | Expr::Name(_)
        | Expr::List(_)
        | Expr::Tuple(_)
        | Expr::Slice(_) => Precedence::Test,
    }
}

fn in_binary(it: BinOp, child: ExprId) -> Precedence {
    let own = Precedence::of_binary(it.op);
    match (it.op, it.left == child) {
        // `**` groups to the right and takes a sign there.
        (Operator::Pow, true) => own.next(),
        (Operator::Pow, false) => Precedence::Factor,
        (_, true) => own,
        (_, false) => own.next(),
    }
}

fn in_stmt(ast: &Ast, parent: StmtId, child: ExprId) -> Precedence {
    match ast[parent] {
        Stmt::If(it) if it.test == child => Precedence::NamedExpr,
        Stmt::While(it) if it.test == child => Precedence::NamedExpr,
        Stmt::Match(_) => Precedence::NamedExpr,
        Stmt::Return(_) | Stmt::Assign(_) | Stmt::AugAssign(_) | Stmt::Expr(_) => Precedence::Tuple,
        Stmt::For(it) | Stmt::AsyncFor(it) if it.iter == child || it.target == child => Precedence::Tuple,
        _ => Precedence::Test,
    }
}

/// How tightly an expression of a file holds together as it is written there, without the parentheses around it.
pub(super) fn written(file: &FileModel<'_>, expr: ExprId) -> Precedence {
    match file.ast()[expr] {
        Expr::Tuple(_) if !file.source(expr).starts_with('(') => Precedence::Tuple,
        ref other => Precedence::of(other),
    }
}

/// Whether an expression that an attribute follows directly would be read as part of a number: `1.real`.
pub(super) fn ends_in_number(ast: &Ast, expr: ExprId) -> bool {
    let Expr::Constant(it) = ast[expr] else { return false };
    matches!(it.value, Value::Int(_) | Value::BigInt(_))
}

/// The parent of `node` in a small tree: found by a walk from `roots`.
pub(super) fn parent_in(ast: &Ast, roots: &[NodeId], node: NodeId) -> Option<NodeId> {
    roots
        .iter()
        .flat_map(|root| ast.walk(*root))
        .find(|at| at.fields(ast).any(|(_, field)| field.nodes(ast).any(|child| child == node)))
}
