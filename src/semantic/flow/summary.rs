//! How a statement may end, for those that do not mention the variable at hand.

use crate::ast::{Expr, ExprId, List, Stmt, StmtId};
use crate::semantic::Analysis;
use crate::semantic::names::Answer;

/// How a statement may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::semantic) struct Summary {
    /// The next statement may follow.
    pub(in crate::semantic) completes: bool,
    /// A `break` of a loop around.
    pub(super) breaks: bool,
    /// A `continue` of a loop around.
    pub(super) continues: bool,
}

impl Summary {
    const COMPLETES: Self = Self { completes: true, breaks: false, continues: false };
    const ENDS: Self = Self { completes: false, breaks: false, continues: false };

    fn or(self, other: Self) -> Self {
        Self {
            completes: self.completes || other.completes,
            breaks: self.breaks || other.breaks,
            continues: self.continues || other.continues,
        }
    }

    fn then(self, next: Self) -> Self {
        if !self.completes {
            return self;
        }
        Self {
            completes: next.completes,
            breaks: self.breaks || next.breaks,
            continues: self.continues || next.continues,
        }
    }
}

/// Deeper statements are taken to end in every way.
const MAX_DEPTH: usize = 200;

/// How `stmt` may end.
pub(in crate::semantic) fn summary(analysis: &Analysis<'_>, stmt: StmtId) -> Summary {
    one(analysis, stmt, 0)
}

/// How a block may end.
pub(in crate::semantic) fn block_summary(
    analysis: &Analysis<'_>,
    body: List<StmtId>,
    depth: usize,
) -> Summary {
    analysis.ast[body].iter().fold(Summary::COMPLETES, |before, stmt| {
        if before.completes { before.then(one(analysis, *stmt, depth)) } else { before }
    })
}

fn one(analysis: &Analysis<'_>, stmt: StmtId, depth: usize) -> Summary {
    let ast = analysis.ast;
    // Only compound statements are worth remembering.
    let is_compound = matches!(
        ast[stmt],
        Stmt::If(_)
            | Stmt::While(_)
            | Stmt::For(_)
            | Stmt::AsyncFor(_)
            | Stmt::With(_)
            | Stmt::AsyncWith(_)
            | Stmt::Try(_)
            | Stmt::TryStar(_)
            | Stmt::Match(_)
    );
    if !is_compound {
        return simple(analysis, stmt);
    }
    if depth > MAX_DEPTH {
        return Summary { completes: true, breaks: true, continues: true };
    }
    if let Some(known) = analysis.summaries.borrow().get(&stmt) {
        return *known;
    }
    let found = compound(analysis, stmt, depth + 1);
    analysis.summaries.borrow_mut().insert(stmt, found);
    found
}

fn simple(analysis: &Analysis<'_>, stmt: StmtId) -> Summary {
    match analysis.ast[stmt] {
        Stmt::Return(_) | Stmt::Raise(_) => Summary::ENDS,
        Stmt::Break(_) => Summary { breaks: true, ..Summary::ENDS },
        Stmt::Continue(_) => Summary { continues: true, ..Summary::ENDS },
        Stmt::Expr(it) if never_returns(analysis, it.value) => Summary::ENDS,
        _ => Summary::COMPLETES,
    }
}

fn compound(analysis: &Analysis<'_>, stmt: StmtId, depth: usize) -> Summary {
    let ast = analysis.ast;
    let block = |body| block_summary(analysis, body, depth);
    match ast[stmt] {
        Stmt::If(it) => block(it.body).or(block(it.orelse)),
        Stmt::While(it) => {
            let body = block(it.body);
            if constant_truth(analysis, it.test) == Some(true) {
                return Summary { completes: body.breaks, ..Summary::ENDS };
            }
            after_loop(body, block(it.orelse))
        }
        Stmt::For(it) | Stmt::AsyncFor(it) => after_loop(block(it.body), block(it.orelse)),
        // Who knows whether the manager swallows what is raised; jumps it cannot hold back.
        Stmt::With(it) | Stmt::AsyncWith(it) => {
            let body = block(it.body);
            let may_raise =
                ast[it.items].iter().any(|item| !analysis.lets_exceptions_pass(ast[*item].context_expr));
            Summary { completes: body.completes || may_raise, ..body }
        }
        Stmt::Try(it) | Stmt::TryStar(it) => {
            let handlers = ast[it.handlers].iter().map(|id| block(ast[*id].body));
            let tried = handlers.fold(block(it.body).then(block(it.orelse)), Summary::or);
            let last = block(it.finalbody);
            if last.completes { Summary { completes: tried.completes, ..tried.or(last) } } else { last }
        }
        Stmt::Match(it) => {
            ast[it.cases].iter().map(|id| block(ast[*id].body)).fold(Summary::COMPLETES, Summary::or)
        }
        _ => Summary::COMPLETES,
    }
}

fn after_loop(body: Summary, orelse: Summary) -> Summary {
    Summary { completes: orelse.completes || body.breaks, breaks: orelse.breaks, continues: orelse.continues }
}

/// What a condition always is, if it is a constant.
pub(super) fn constant_truth(analysis: &Analysis<'_>, test: ExprId) -> Option<bool> {
    use crate::ast::Value;
    match analysis.ast[test] {
        Expr::Constant(it) => match it.value {
            Value::True => Some(true),
            Value::False | Value::None => Some(false),
            Value::Int(number) => Some(number != 0),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an expression is a call that never returns: `sys.exit()` and its like.
pub(super) fn never_returns(analysis: &Analysis<'_>, expr: ExprId) -> bool {
    let Expr::Call(call) = analysis.ast[expr] else { return false };
    const NEVER: &[&str] = &["sys.exit", "os._exit", "os.abort", "builtins.exit", "builtins.quit"];
    NEVER.iter().any(|path| analysis.model.names.is_qualified(analysis.ast, call.func, path) == Answer::Yes)
}
