//! The kinds of nodes that conditions ask for.

use super::Answered;
use crate::ast::{Ast, Expr, ExprId, NodeId, Stmt, StmtId, UnaryOperator, Value};
use crate::rewrite::file::FileModel;
use crate::rewrite::rule_file::NodeKind;

/// Whether a node is of one of these kinds.
pub(super) fn is_one_of(file: &FileModel<'_>, node: NodeId, kinds: &[NodeKind]) -> Answered {
    let holds = kinds.iter().any(|kind| is(file.ast(), node, *kind));
    Answered::of(holds, format!("it is a `{}`", node.class(file.ast())))
}

fn is(ast: &Ast, node: NodeId, kind: NodeKind) -> bool {
    match node {
        NodeId::Expr(expr) => is_expr(ast, expr, kind),
        NodeId::Stmt(stmt) => is_stmt(ast, stmt, kind),
        NodeId::Keyword(keyword) => is_expr(ast, ast[keyword].value, kind),
        _ => false,
    }
}

fn is_expr(ast: &Ast, expr: ExprId, kind: NodeKind) -> bool {
    match ast[expr] {
        Expr::Constant(it) => is_constant(it.value, kind),
        Expr::JoinedStr(_) => kind == NodeKind::FString,
        Expr::TemplateStr(_) => kind == NodeKind::TString,
        Expr::Name(_) => kind == NodeKind::Name,
        Expr::Attribute(_) => kind == NodeKind::Attribute,
        Expr::Subscript(_) => kind == NodeKind::Subscript,
        Expr::Slice(_) => kind == NodeKind::Slice,
        Expr::Call(_) => kind == NodeKind::Call,
        Expr::Tuple(_) => matches!(kind, NodeKind::Tuple | NodeKind::Display),
        Expr::List(_) => matches!(kind, NodeKind::List | NodeKind::Display),
        Expr::Set(_) => matches!(kind, NodeKind::Set | NodeKind::Display),
        Expr::Dict(_) => matches!(kind, NodeKind::Dict | NodeKind::Display),
        Expr::ListComp(_) => matches!(kind, NodeKind::ListComprehension | NodeKind::Comprehension),
        Expr::SetComp(_) => matches!(kind, NodeKind::SetComprehension | NodeKind::Comprehension),
        Expr::DictComp(_) => matches!(kind, NodeKind::DictComprehension | NodeKind::Comprehension),
        Expr::GeneratorExp(_) => matches!(kind, NodeKind::Generator | NodeKind::Comprehension),
        Expr::Lambda(_) => kind == NodeKind::Lambda,
        Expr::IfExp(_) => kind == NodeKind::Conditional,
        Expr::BoolOp(_) => kind == NodeKind::BoolOp,
        Expr::UnaryOp(it) if it.op == UnaryOperator::Not => kind == NodeKind::Not,
        Expr::UnaryOp(_) => kind == NodeKind::Unary,
        Expr::BinOp(_) => kind == NodeKind::Binary,
        Expr::Compare(_) => kind == NodeKind::Comparison,
        Expr::Await(_) => kind == NodeKind::Await,
        Expr::Yield(_) | Expr::YieldFrom(_) => kind == NodeKind::Yield,
        Expr::NamedExpr(_) => kind == NodeKind::Walrus,
        Expr::Starred(_) => kind == NodeKind::Starred,
        Expr::FormattedValue(_) | Expr::Interpolation(_) => false,
    }
}

fn is_constant(value: Value, kind: NodeKind) -> bool {
    let own = match value {
        Value::Str(_) => NodeKind::String,
        Value::Bytes(_) => NodeKind::Bytes,
        Value::Int(_) | Value::BigInt(_) => NodeKind::Integer,
        Value::Float(_) => NodeKind::Float,
        Value::Complex(_) => NodeKind::Complex,
        Value::True | Value::False => NodeKind::Boolean,
        Value::None => NodeKind::None,
        Value::Ellipsis => NodeKind::Ellipsis,
    };
    kind == own || kind == NodeKind::Constant
}

fn is_stmt(ast: &Ast, stmt: StmtId, kind: NodeKind) -> bool {
    let own = match ast[stmt] {
        Stmt::Expr(_) => NodeKind::ExpressionStatement,
        Stmt::Assign(_) => NodeKind::Assign,
        Stmt::AnnAssign(_) => NodeKind::AnnotatedAssign,
        Stmt::AugAssign(_) => NodeKind::AugmentedAssign,
        Stmt::Return(_) => NodeKind::Return,
        Stmt::Raise(_) => NodeKind::Raise,
        Stmt::Assert(_) => NodeKind::Assert,
        Stmt::Delete(_) => NodeKind::Delete,
        Stmt::Pass(_) => NodeKind::Pass,
        Stmt::Import(_) | Stmt::ImportFrom(_) => NodeKind::Import,
        Stmt::If(_) => NodeKind::If,
        Stmt::For(_) | Stmt::AsyncFor(_) => NodeKind::For,
        Stmt::While(_) => NodeKind::While,
        Stmt::Try(_) | Stmt::TryStar(_) => NodeKind::Try,
        Stmt::With(_) | Stmt::AsyncWith(_) => NodeKind::With,
        Stmt::FunctionDef(_) | Stmt::AsyncFunctionDef(_) => NodeKind::Function,
        Stmt::ClassDef(_) => NodeKind::Class,
        Stmt::TypeAlias(_)
        | Stmt::Match(_)
        | Stmt::Global(_)
        | Stmt::Nonlocal(_)
        | Stmt::Break(_)
        | Stmt::Continue(_) => return false,
    };
    kind == own
}
