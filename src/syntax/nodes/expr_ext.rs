//! What the generated accessors of expressions cannot say.

use super::{
    Arg, ArgList, AssignStmt, AstNode, BoolExpr, Call, CompareExpr, Expr, FString, KeywordArg, Literal,
    NameExpr, SliceExpr, StringExpr, TString, TupleExpr, support,
};
use crate::syntax::{NodeOrToken, SyntaxKind, SyntaxKind::*, SyntaxNode, SyntaxToken};

impl NameExpr {
    /// The name as it is written, before NFKC.
    pub fn text(&self) -> Option<String> {
        self.name().map(|token| token.text().to_owned())
    }
}

impl Literal {
    /// The one token.
    pub fn token(&self) -> Option<SyntaxToken> {
        self.syntax().first_token()
    }
}

/// One of adjacent literals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StringPart {
    /// A plain string or bytes literal.
    String(SyntaxToken),
    /// An f-string.
    FString(FString),
    /// A t-string.
    TString(TString),
}

impl StringExpr {
    /// The adjacent literals, in order.
    pub fn parts(&self) -> impl Iterator<Item = StringPart> + use<> {
        self.syntax().children_with_tokens().filter_map(|it| match it {
            NodeOrToken::Token(token) => (token.kind() == STRING).then_some(StringPart::String(token)),
            NodeOrToken::Node(node) => FString::cast(node.clone())
                .map(StringPart::FString)
                .or_else(|| TString::cast(node).map(StringPart::TString)),
        })
    }
}

impl TupleExpr {
    /// Whether the tuple has parentheses of its own.
    pub fn is_parenthesized(&self) -> bool {
        self.l_paren_token().is_some()
    }
}

impl BoolExpr {
    /// `and` or `or`.
    pub fn op_token(&self) -> Option<SyntaxToken> {
        support::token_of(self.syntax(), &[AND_KW, OR_KW])
    }
}

/// An operator of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `==`
    Eq,
    /// `!=`, and Python 2's `<>`.
    NotEq,
    /// `<`
    Lt,
    /// `<=`
    LtE,
    /// `>`
    Gt,
    /// `>=`
    GtE,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

impl CompareExpr {
    /// The operators in order: one fewer than there are operands.
    pub fn ops(&self) -> Vec<CompareOp> {
        let mut ops = Vec::new();
        for token in self.syntax().children_with_tokens().filter_map(|it| it.into_token()) {
            let op = match token.kind() {
                EQ_EQUAL => CompareOp::Eq,
                NOT_EQUAL | LESS_GREATER => CompareOp::NotEq,
                LESS => CompareOp::Lt,
                LESS_EQUAL => CompareOp::LtE,
                GREATER => CompareOp::Gt,
                GREATER_EQUAL => CompareOp::GtE,
                IS_KW => CompareOp::Is,
                IN_KW if ops.last() == Some(&CompareOp::NotIn) && !has_operand_between(&token) => continue,
                IN_KW => CompareOp::In,
                NOT_KW if ops.last() == Some(&CompareOp::Is) && !has_operand_between(&token) => {
                    ops.pop();
                    CompareOp::IsNot
                }
                NOT_KW => CompareOp::NotIn,
                _ => continue,
            };
            ops.push(op);
        }
        ops
    }
}

/// Whether an operand stands between an operator's second word and what is before it.
fn has_operand_between(token: &SyntaxToken) -> bool {
    let before = std::iter::successors(token.prev_sibling_or_token(), |it| it.prev_sibling_or_token());
    before.into_iter().find(|it| !it.kind().is_trivia()).is_some_and(|it| it.as_node().is_some())
}

impl SliceExpr {
    /// What stands before the first colon, between the colons and after the second.
    pub fn bounds(&self) -> [Option<Expr>; 3] {
        let mut bounds = [None, None, None];
        let mut idx = 0;
        for child in self.syntax().children_with_tokens() {
            match child {
                NodeOrToken::Token(token) if token.kind() == COLON => idx += 1,
                NodeOrToken::Node(node) if idx < 3 => bounds[idx] = Expr::cast(node),
                _ => {}
            }
        }
        bounds
    }
}

impl Call {
    /// The arguments in order.
    pub fn args(&self) -> impl Iterator<Item = Arg> + use<> {
        self.arg_list().into_iter().flat_map(|list| list.args())
    }
}

impl ArgList {
    /// The keyword argument with this name.
    pub fn keyword(&self, name: &str) -> Option<KeywordArg> {
        self.args().find_map(|arg| match arg {
            Arg::KeywordArg(arg) if arg.name().is_some_and(|it| it.text() == name) => Some(arg),
            _ => None,
        })
    }
}

impl AssignStmt {
    /// What is assigned to, from left to right.
    pub fn targets(&self) -> Vec<Expr> {
        let mut operands: Vec<Expr> = self.operands().collect();
        operands.pop();
        operands
    }

    /// What is assigned.
    pub fn value(&self) -> Option<Expr> {
        self.operands().last()
    }
}

impl Expr {
    /// The expression within any parentheses around it.
    pub fn without_parens(self) -> Option<Self> {
        let mut expr = self;
        while let Self::ParenExpr(paren) = expr {
            expr = paren.inner()?;
        }
        Some(expr)
    }

    /// `a.b.c` as `["a", "b", "c"]`, if it is names and dots alone.
    pub fn dotted_name(&self) -> Option<Vec<String>> {
        let mut names = Vec::new();
        let mut node: SyntaxNode = self.syntax().clone();
        loop {
            let name = support::token(&node, SyntaxKind::NAME)?.text().to_owned();
            names.push(name);
            match node.kind() {
                NAME_EXPR => break,
                ATTRIBUTE => node = node.first_child()?,
                _ => return None,
            }
        }
        names.reverse();
        Some(names)
    }
}
