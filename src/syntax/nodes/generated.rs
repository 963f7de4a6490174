//! Typed nodes. Made from `python.ungram` by `tests/suite/codegen.rs`; do not edit.

use super::{AstChildren, AstNode, support};
use crate::syntax::{
    SyntaxKind::{self, *},
    SyntaxNode, SyntaxToken,
};

/// A `MODULE` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Module {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Module {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == MODULE
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == MODULE).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Module {
    /// Every child that is a `Stmt`, in order.
    pub fn statements(&self) -> AstChildren<Stmt> {
        support::children(&self.syntax)
    }
}

/// A `EXPRESSION_INPUT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExpressionInput {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ExpressionInput {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == EXPRESSION_INPUT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == EXPRESSION_INPUT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ExpressionInput {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn expr(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `FUNC_TYPE_INPUT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FuncTypeInput {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for FuncTypeInput {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == FUNC_TYPE_INPUT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == FUNC_TYPE_INPUT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl FuncTypeInput {
    /// The `L_PAREN` token.
    pub fn l_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_PAREN)
    }
    /// Every child that is a `Expr`, in order.
    pub fn arg_types(&self) -> AstChildren<Expr> {
        support::children(&self.syntax)
    }
    /// The `R_PAREN` token.
    pub fn r_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_PAREN)
    }
    /// The `ARROW` token.
    pub fn arrow_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, ARROW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn returns(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `BLOCK` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Block {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Block {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == BLOCK
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == BLOCK).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Block {
    /// Every child that is a `Stmt`, in order.
    pub fn statements(&self) -> AstChildren<Stmt> {
        support::children(&self.syntax)
    }
}

/// A `FUNCTION_DEF` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FunctionDef {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for FunctionDef {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == FUNCTION_DEF
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == FUNCTION_DEF).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl FunctionDef {
    /// Every child that is a `Decorator`, in order.
    pub fn decorators(&self) -> AstChildren<Decorator> {
        support::children(&self.syntax)
    }
    /// The `ASYNC_KW` token.
    pub fn async_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, ASYNC_KW)
    }
    /// The `DEF_KW` token.
    pub fn def_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, DEF_KW)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
    /// Child 0 (0-based) that is a `TypeParamList`.
    pub fn type_param_list(&self) -> Option<TypeParamList> {
        support::child(&self.syntax, 0)
    }
    /// Child 0 (0-based) that is a `ParamList`.
    pub fn param_list(&self) -> Option<ParamList> {
        support::child(&self.syntax, 0)
    }
    /// The `ARROW` token.
    pub fn arrow_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, ARROW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn returns(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
}

/// A `CLASS_DEF` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClassDef {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ClassDef {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == CLASS_DEF
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == CLASS_DEF).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ClassDef {
    /// Every child that is a `Decorator`, in order.
    pub fn decorators(&self) -> AstChildren<Decorator> {
        support::children(&self.syntax)
    }
    /// The `CLASS_KW` token.
    pub fn class_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, CLASS_KW)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
    /// Child 0 (0-based) that is a `TypeParamList`.
    pub fn type_param_list(&self) -> Option<TypeParamList> {
        support::child(&self.syntax, 0)
    }
    /// Child 0 (0-based) that is a `ArgList`.
    pub fn arg_list(&self) -> Option<ArgList> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
}

/// A `IF_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IfStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for IfStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == IF_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == IF_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl IfStmt {
    /// The `IF_KW` token.
    pub fn if_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, IF_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn condition(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
    /// Every child that is a `ElifClause`, in order.
    pub fn elif_clauses(&self) -> AstChildren<ElifClause> {
        support::children(&self.syntax)
    }
    /// Child 0 (0-based) that is a `ElseClause`.
    pub fn else_clause(&self) -> Option<ElseClause> {
        support::child(&self.syntax, 0)
    }
}

/// A `WHILE_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WhileStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for WhileStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == WHILE_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == WHILE_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl WhileStmt {
    /// The `WHILE_KW` token.
    pub fn while_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, WHILE_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn condition(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
    /// Child 0 (0-based) that is a `ElseClause`.
    pub fn else_clause(&self) -> Option<ElseClause> {
        support::child(&self.syntax, 0)
    }
}

/// A `FOR_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ForStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ForStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == FOR_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == FOR_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ForStmt {
    /// The `ASYNC_KW` token.
    pub fn async_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, ASYNC_KW)
    }
    /// The `FOR_KW` token.
    pub fn for_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, FOR_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn target(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `IN_KW` token.
    pub fn in_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, IN_KW)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn iter(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
    /// Child 0 (0-based) that is a `ElseClause`.
    pub fn else_clause(&self) -> Option<ElseClause> {
        support::child(&self.syntax, 0)
    }
}

/// A `TRY_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TryStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for TryStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == TRY_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == TRY_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl TryStmt {
    /// The `TRY_KW` token.
    pub fn try_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, TRY_KW)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
    /// Every child that is a `ExceptClause`, in order.
    pub fn except_clauses(&self) -> AstChildren<ExceptClause> {
        support::children(&self.syntax)
    }
    /// Child 0 (0-based) that is a `ElseClause`.
    pub fn else_clause(&self) -> Option<ElseClause> {
        support::child(&self.syntax, 0)
    }
    /// Child 0 (0-based) that is a `FinallyClause`.
    pub fn finally_clause(&self) -> Option<FinallyClause> {
        support::child(&self.syntax, 0)
    }
}

/// A `WITH_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WithStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for WithStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == WITH_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == WITH_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl WithStmt {
    /// The `ASYNC_KW` token.
    pub fn async_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, ASYNC_KW)
    }
    /// The `WITH_KW` token.
    pub fn with_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, WITH_KW)
    }
    /// The `L_PAREN` token.
    pub fn l_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_PAREN)
    }
    /// Every child that is a `WithItem`, in order.
    pub fn items(&self) -> AstChildren<WithItem> {
        support::children(&self.syntax)
    }
    /// The `R_PAREN` token.
    pub fn r_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_PAREN)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
}

/// A `MATCH_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MatchStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for MatchStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == MATCH_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == MATCH_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl MatchStmt {
    /// The `MATCH_KW` token.
    pub fn match_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, MATCH_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn subject(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `MatchBlock`.
    pub fn match_block(&self) -> Option<MatchBlock> {
        support::child(&self.syntax, 0)
    }
}

/// A `EXPR_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExprStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ExprStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == EXPR_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == EXPR_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ExprStmt {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn expr(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `ASSIGN_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AssignStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for AssignStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == ASSIGN_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == ASSIGN_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl AssignStmt {
    /// Every child that is a `Expr`, in order.
    pub fn operands(&self) -> AstChildren<Expr> {
        support::children(&self.syntax)
    }
}

/// A `AUG_ASSIGN_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AugAssignStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for AugAssignStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == AUG_ASSIGN_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == AUG_ASSIGN_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl AugAssignStmt {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn target(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The first token that is one of its kinds.
    pub fn op_token(&self) -> Option<SyntaxToken> {
        support::token_of(
            &self.syntax,
            &[
                PLUS_EQUAL,
                MINUS_EQUAL,
                STAR_EQUAL,
                AT_EQUAL,
                SLASH_EQUAL,
                PERCENT_EQUAL,
                AMPERSAND_EQUAL,
                PIPE_EQUAL,
                CARET_EQUAL,
                LEFT_SHIFT_EQUAL,
                RIGHT_SHIFT_EQUAL,
                DOUBLE_STAR_EQUAL,
                DOUBLE_SLASH_EQUAL,
            ],
        )
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
}

/// A `ANN_ASSIGN_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AnnAssignStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for AnnAssignStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == ANN_ASSIGN_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == ANN_ASSIGN_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl AnnAssignStmt {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn target(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn annotation(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
    /// The `EQUAL` token.
    pub fn equal_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, EQUAL)
    }
    /// Child 2 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 2)
    }
}

/// A `RETURN_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReturnStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ReturnStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == RETURN_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == RETURN_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ReturnStmt {
    /// The `RETURN_KW` token.
    pub fn return_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, RETURN_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `DELETE_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeleteStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for DeleteStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == DELETE_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == DELETE_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl DeleteStmt {
    /// The `DEL_KW` token.
    pub fn del_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, DEL_KW)
    }
    /// Every child that is a `Expr`, in order.
    pub fn targets(&self) -> AstChildren<Expr> {
        support::children(&self.syntax)
    }
}

/// A `PASS_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PassStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for PassStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == PASS_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == PASS_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl PassStmt {
    /// The `PASS_KW` token.
    pub fn pass_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, PASS_KW)
    }
}

/// A `BREAK_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BreakStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for BreakStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == BREAK_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == BREAK_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl BreakStmt {
    /// The `BREAK_KW` token.
    pub fn break_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, BREAK_KW)
    }
}

/// A `CONTINUE_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContinueStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ContinueStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == CONTINUE_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == CONTINUE_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ContinueStmt {
    /// The `CONTINUE_KW` token.
    pub fn continue_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, CONTINUE_KW)
    }
}

/// A `RAISE_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RaiseStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for RaiseStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == RAISE_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == RAISE_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl RaiseStmt {
    /// The `RAISE_KW` token.
    pub fn raise_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, RAISE_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn exception(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `FROM_KW` token.
    pub fn from_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, FROM_KW)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn cause(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
}

/// A `GLOBAL_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GlobalStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for GlobalStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == GLOBAL_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == GLOBAL_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl GlobalStmt {
    /// The `GLOBAL_KW` token.
    pub fn global_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, GLOBAL_KW)
    }
    /// Every `NAME` token.
    pub fn names(&self) -> impl Iterator<Item = SyntaxToken> + use<> {
        support::tokens(&self.syntax, NAME)
    }
}

/// A `NONLOCAL_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NonlocalStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for NonlocalStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == NONLOCAL_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == NONLOCAL_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl NonlocalStmt {
    /// The `NONLOCAL_KW` token.
    pub fn nonlocal_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NONLOCAL_KW)
    }
    /// Every `NAME` token.
    pub fn names(&self) -> impl Iterator<Item = SyntaxToken> + use<> {
        support::tokens(&self.syntax, NAME)
    }
}

/// A `ASSERT_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AssertStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for AssertStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == ASSERT_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == ASSERT_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl AssertStmt {
    /// The `ASSERT_KW` token.
    pub fn assert_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, ASSERT_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn test(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `COMMA` token.
    pub fn comma_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COMMA)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn message(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
}

/// A `IMPORT_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ImportStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ImportStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == IMPORT_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == IMPORT_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ImportStmt {
    /// The `LAZY_KW` token.
    pub fn lazy_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, LAZY_KW)
    }
    /// The `IMPORT_KW` token.
    pub fn import_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, IMPORT_KW)
    }
    /// Every child that is a `ImportAlias`, in order.
    pub fn names(&self) -> AstChildren<ImportAlias> {
        support::children(&self.syntax)
    }
}

/// A `IMPORT_FROM_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ImportFromStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ImportFromStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == IMPORT_FROM_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == IMPORT_FROM_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ImportFromStmt {
    /// The `LAZY_KW` token.
    pub fn lazy_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, LAZY_KW)
    }
    /// The `FROM_KW` token.
    pub fn from_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, FROM_KW)
    }
    /// Every `DOT` token.
    pub fn dot_tokens(&self) -> impl Iterator<Item = SyntaxToken> + use<> {
        support::tokens(&self.syntax, DOT)
    }
    /// Every `ELLIPSIS` token.
    pub fn ellipsis_tokens(&self) -> impl Iterator<Item = SyntaxToken> + use<> {
        support::tokens(&self.syntax, ELLIPSIS)
    }
    /// Child 0 (0-based) that is a `DottedName`.
    pub fn module(&self) -> Option<DottedName> {
        support::child(&self.syntax, 0)
    }
    /// The `IMPORT_KW` token.
    pub fn import_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, IMPORT_KW)
    }
    /// The `L_PAREN` token.
    pub fn l_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_PAREN)
    }
    /// Every child that is a `ImportAlias`, in order.
    pub fn names(&self) -> AstChildren<ImportAlias> {
        support::children(&self.syntax)
    }
    /// The `R_PAREN` token.
    pub fn r_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_PAREN)
    }
}

/// A `TYPE_ALIAS_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TypeAliasStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for TypeAliasStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == TYPE_ALIAS_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == TYPE_ALIAS_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl TypeAliasStmt {
    /// The `TYPE_KW` token.
    pub fn type_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, TYPE_KW)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
    /// Child 0 (0-based) that is a `TypeParamList`.
    pub fn type_param_list(&self) -> Option<TypeParamList> {
        support::child(&self.syntax, 0)
    }
    /// The `EQUAL` token.
    pub fn equal_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, EQUAL)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `PRINT_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PrintStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for PrintStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == PRINT_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == PRINT_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl PrintStmt {
    /// The `PRINT_KW` token.
    pub fn print_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, PRINT_KW)
    }
    /// The `RIGHT_SHIFT` token.
    pub fn right_shift_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, RIGHT_SHIFT)
    }
    /// Every child that is a `Expr`, in order.
    pub fn operands(&self) -> AstChildren<Expr> {
        support::children(&self.syntax)
    }
}

/// A `EXEC_STMT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExecStmt {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ExecStmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == EXEC_STMT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == EXEC_STMT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ExecStmt {
    /// The `EXEC_KW` token.
    pub fn exec_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, EXEC_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn code(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `IN_KW` token.
    pub fn in_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, IN_KW)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn globals(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
    /// The `COMMA` token.
    pub fn comma_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COMMA)
    }
    /// Child 2 (0-based) that is a `Expr`.
    pub fn locals(&self) -> Option<Expr> {
        support::child(&self.syntax, 2)
    }
}

/// A `DECORATOR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decorator {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Decorator {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == DECORATOR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == DECORATOR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Decorator {
    /// The `AT` token.
    pub fn at_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, AT)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn expr(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `TYPE_PARAM_LIST` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TypeParamList {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for TypeParamList {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == TYPE_PARAM_LIST
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == TYPE_PARAM_LIST).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl TypeParamList {
    /// The `L_BRACKET` token.
    pub fn l_bracket_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_BRACKET)
    }
    /// Every child that is a `TypeParam`, in order.
    pub fn params(&self) -> AstChildren<TypeParam> {
        support::children(&self.syntax)
    }
    /// The `R_BRACKET` token.
    pub fn r_bracket_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_BRACKET)
    }
}

/// A `PARAM_LIST` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParamList {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ParamList {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == PARAM_LIST
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == PARAM_LIST).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ParamList {
    /// The `L_PAREN` token.
    pub fn l_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_PAREN)
    }
    /// Every child that is a `Param`, in order.
    pub fn params(&self) -> AstChildren<Param> {
        support::children(&self.syntax)
    }
    /// Every child that is a `PositionalOnlyMarker`, in order.
    pub fn positional_only_markers(&self) -> AstChildren<PositionalOnlyMarker> {
        support::children(&self.syntax)
    }
    /// Every child that is a `KeywordOnlyMarker`, in order.
    pub fn keyword_only_markers(&self) -> AstChildren<KeywordOnlyMarker> {
        support::children(&self.syntax)
    }
    /// The `R_PAREN` token.
    pub fn r_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_PAREN)
    }
}

/// A `ARG_LIST` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ArgList {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ArgList {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == ARG_LIST
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == ARG_LIST).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ArgList {
    /// The `L_PAREN` token.
    pub fn l_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_PAREN)
    }
    /// Every child that is a `Arg`, in order.
    pub fn args(&self) -> AstChildren<Arg> {
        support::children(&self.syntax)
    }
    /// The `R_PAREN` token.
    pub fn r_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_PAREN)
    }
}

/// A `PARAM` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Param {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Param {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == PARAM
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == PARAM).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Param {
    /// The `STAR` token.
    pub fn star_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, STAR)
    }
    /// The `DOUBLE_STAR` token.
    pub fn double_star_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, DOUBLE_STAR)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn annotation(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `EQUAL` token.
    pub fn equal_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, EQUAL)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn default(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
}

/// A `POSITIONAL_ONLY_MARKER` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PositionalOnlyMarker {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for PositionalOnlyMarker {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == POSITIONAL_ONLY_MARKER
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == POSITIONAL_ONLY_MARKER).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl PositionalOnlyMarker {
    /// The `SLASH` token.
    pub fn slash_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, SLASH)
    }
}

/// A `KEYWORD_ONLY_MARKER` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeywordOnlyMarker {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for KeywordOnlyMarker {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == KEYWORD_ONLY_MARKER
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == KEYWORD_ONLY_MARKER).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl KeywordOnlyMarker {
    /// The `STAR` token.
    pub fn star_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, STAR)
    }
}

/// A `TYPE_PARAM` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TypeParam {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for TypeParam {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == TYPE_PARAM
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == TYPE_PARAM).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl TypeParam {
    /// The `STAR` token.
    pub fn star_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, STAR)
    }
    /// The `DOUBLE_STAR` token.
    pub fn double_star_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, DOUBLE_STAR)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn bound(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `EQUAL` token.
    pub fn equal_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, EQUAL)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn default(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
}

/// A `ELIF_CLAUSE` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ElifClause {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ElifClause {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == ELIF_CLAUSE
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == ELIF_CLAUSE).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ElifClause {
    /// The `ELIF_KW` token.
    pub fn elif_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, ELIF_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn condition(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
}

/// A `ELSE_CLAUSE` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ElseClause {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ElseClause {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == ELSE_CLAUSE
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == ELSE_CLAUSE).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ElseClause {
    /// The `ELSE_KW` token.
    pub fn else_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, ELSE_KW)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
}

/// A `EXCEPT_CLAUSE` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExceptClause {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ExceptClause {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == EXCEPT_CLAUSE
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == EXCEPT_CLAUSE).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ExceptClause {
    /// The `EXCEPT_KW` token.
    pub fn except_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, EXCEPT_KW)
    }
    /// The `STAR` token.
    pub fn star_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, STAR)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn exception(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `AS_KW` token.
    pub fn as_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, AS_KW)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
}

/// A `FINALLY_CLAUSE` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FinallyClause {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for FinallyClause {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == FINALLY_CLAUSE
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == FINALLY_CLAUSE).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl FinallyClause {
    /// The `FINALLY_KW` token.
    pub fn finally_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, FINALLY_KW)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
}

/// A `WITH_ITEM` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WithItem {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for WithItem {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == WITH_ITEM
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == WITH_ITEM).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl WithItem {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn context(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `AS_KW` token.
    pub fn as_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, AS_KW)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn target(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
}

/// A `MATCH_BLOCK` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MatchBlock {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for MatchBlock {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == MATCH_BLOCK
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == MATCH_BLOCK).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl MatchBlock {
    /// Every child that is a `CaseClause`, in order.
    pub fn cases(&self) -> AstChildren<CaseClause> {
        support::children(&self.syntax)
    }
}

/// A `CASE_CLAUSE` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CaseClause {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for CaseClause {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == CASE_CLAUSE
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == CASE_CLAUSE).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl CaseClause {
    /// The `CASE_KW` token.
    pub fn case_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, CASE_KW)
    }
    /// Child 0 (0-based) that is a `Pattern`.
    pub fn pattern(&self) -> Option<Pattern> {
        support::child(&self.syntax, 0)
    }
    /// Child 0 (0-based) that is a `Guard`.
    pub fn guard(&self) -> Option<Guard> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Block`.
    pub fn body(&self) -> Option<Block> {
        support::child(&self.syntax, 0)
    }
}

/// A `GUARD` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Guard {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Guard {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == GUARD
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == GUARD).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Guard {
    /// The `IF_KW` token.
    pub fn if_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, IF_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn condition(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `IMPORT_ALIAS` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ImportAlias {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ImportAlias {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == IMPORT_ALIAS
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == IMPORT_ALIAS).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ImportAlias {
    /// Child 0 (0-based) that is a `DottedName`.
    pub fn dotted_name(&self) -> Option<DottedName> {
        support::child(&self.syntax, 0)
    }
    /// The `STAR` token.
    pub fn star_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, STAR)
    }
    /// The `AS_KW` token.
    pub fn as_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, AS_KW)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
}

/// A `DOTTED_NAME` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DottedName {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for DottedName {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == DOTTED_NAME
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == DOTTED_NAME).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl DottedName {
    /// Every `NAME` token.
    pub fn names(&self) -> impl Iterator<Item = SyntaxToken> + use<> {
        support::tokens(&self.syntax, NAME)
    }
}

/// A `NAME_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NameExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for NameExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == NAME_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == NAME_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl NameExpr {
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
}

/// A `LITERAL` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Literal {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Literal {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == LITERAL
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == LITERAL).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Literal {
    /// The `NUMBER` token.
    pub fn number_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NUMBER)
    }
    /// The `NONE_KW` token.
    pub fn none_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NONE_KW)
    }
    /// The `TRUE_KW` token.
    pub fn true_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, TRUE_KW)
    }
    /// The `FALSE_KW` token.
    pub fn false_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, FALSE_KW)
    }
    /// The `ELLIPSIS` token.
    pub fn ellipsis_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, ELLIPSIS)
    }
}

/// A `STRING_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StringExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for StringExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == STRING_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == STRING_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl StringExpr {
    /// Every `STRING` token.
    pub fn string_tokens(&self) -> impl Iterator<Item = SyntaxToken> + use<> {
        support::tokens(&self.syntax, STRING)
    }
    /// Every child that is a `FString`, in order.
    pub fn fstrings(&self) -> AstChildren<FString> {
        support::children(&self.syntax)
    }
    /// Every child that is a `TString`, in order.
    pub fn tstrings(&self) -> AstChildren<TString> {
        support::children(&self.syntax)
    }
}

/// A `PAREN_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParenExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ParenExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == PAREN_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == PAREN_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ParenExpr {
    /// The `L_PAREN` token.
    pub fn l_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_PAREN)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn inner(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `R_PAREN` token.
    pub fn r_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_PAREN)
    }
}

/// A `TUPLE_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TupleExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for TupleExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == TUPLE_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == TUPLE_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl TupleExpr {
    /// The `L_PAREN` token.
    pub fn l_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_PAREN)
    }
    /// Every child that is a `Expr`, in order.
    pub fn elements(&self) -> AstChildren<Expr> {
        support::children(&self.syntax)
    }
    /// The `R_PAREN` token.
    pub fn r_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_PAREN)
    }
}

/// A `LIST_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ListExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == LIST_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == LIST_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ListExpr {
    /// The `L_BRACKET` token.
    pub fn l_bracket_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_BRACKET)
    }
    /// Every child that is a `Expr`, in order.
    pub fn elements(&self) -> AstChildren<Expr> {
        support::children(&self.syntax)
    }
    /// The `R_BRACKET` token.
    pub fn r_bracket_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_BRACKET)
    }
}

/// A `SET_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SetExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for SetExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == SET_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == SET_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl SetExpr {
    /// The `L_BRACE` token.
    pub fn l_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_BRACE)
    }
    /// Every child that is a `Expr`, in order.
    pub fn elements(&self) -> AstChildren<Expr> {
        support::children(&self.syntax)
    }
    /// The `R_BRACE` token.
    pub fn r_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_BRACE)
    }
}

/// A `DICT_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DictExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for DictExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == DICT_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == DICT_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl DictExpr {
    /// The `L_BRACE` token.
    pub fn l_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_BRACE)
    }
    /// Every child that is a `DictEntry`, in order.
    pub fn items(&self) -> AstChildren<DictEntry> {
        support::children(&self.syntax)
    }
    /// The `R_BRACE` token.
    pub fn r_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_BRACE)
    }
}

/// A `LIST_COMP` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListComp {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ListComp {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == LIST_COMP
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == LIST_COMP).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ListComp {
    /// The `L_BRACKET` token.
    pub fn l_bracket_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_BRACKET)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn element(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// Every child that is a `Comprehension`, in order.
    pub fn clauses(&self) -> AstChildren<Comprehension> {
        support::children(&self.syntax)
    }
    /// The `R_BRACKET` token.
    pub fn r_bracket_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_BRACKET)
    }
}

/// A `SET_COMP` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SetComp {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for SetComp {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == SET_COMP
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == SET_COMP).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl SetComp {
    /// The `L_BRACE` token.
    pub fn l_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_BRACE)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn element(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// Every child that is a `Comprehension`, in order.
    pub fn clauses(&self) -> AstChildren<Comprehension> {
        support::children(&self.syntax)
    }
    /// The `R_BRACE` token.
    pub fn r_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_BRACE)
    }
}

/// A `DICT_COMP` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DictComp {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for DictComp {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == DICT_COMP
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == DICT_COMP).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl DictComp {
    /// The `L_BRACE` token.
    pub fn l_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_BRACE)
    }
    /// Child 0 (0-based) that is a `DictEntry`.
    pub fn element(&self) -> Option<DictEntry> {
        support::child(&self.syntax, 0)
    }
    /// Every child that is a `Comprehension`, in order.
    pub fn clauses(&self) -> AstChildren<Comprehension> {
        support::children(&self.syntax)
    }
    /// The `R_BRACE` token.
    pub fn r_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_BRACE)
    }
}

/// A `GENERATOR_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GeneratorExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for GeneratorExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == GENERATOR_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == GENERATOR_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl GeneratorExpr {
    /// The `L_PAREN` token.
    pub fn l_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_PAREN)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn element(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// Every child that is a `Comprehension`, in order.
    pub fn clauses(&self) -> AstChildren<Comprehension> {
        support::children(&self.syntax)
    }
    /// The `R_PAREN` token.
    pub fn r_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_PAREN)
    }
}

/// A `ATTRIBUTE` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Attribute {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Attribute {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == ATTRIBUTE
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == ATTRIBUTE).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Attribute {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `DOT` token.
    pub fn dot_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, DOT)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
}

/// A `CALL` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Call {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Call {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == CALL
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == CALL).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Call {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn callee(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// Child 0 (0-based) that is a `ArgList`.
    pub fn arg_list(&self) -> Option<ArgList> {
        support::child(&self.syntax, 0)
    }
}

/// A `SUBSCRIPT` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Subscript {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Subscript {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == SUBSCRIPT
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == SUBSCRIPT).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Subscript {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `L_BRACKET` token.
    pub fn l_bracket_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_BRACKET)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn index(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
    /// The `R_BRACKET` token.
    pub fn r_bracket_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_BRACKET)
    }
}

/// A `SLICE_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SliceExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for SliceExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == SLICE_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == SLICE_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl SliceExpr {
    /// Every child that is a `Expr`, in order.
    pub fn parts(&self) -> AstChildren<Expr> {
        support::children(&self.syntax)
    }
}

/// A `AWAIT_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AwaitExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for AwaitExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == AWAIT_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == AWAIT_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl AwaitExpr {
    /// The `AWAIT_KW` token.
    pub fn await_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, AWAIT_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `UNARY_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnaryExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for UnaryExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == UNARY_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == UNARY_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl UnaryExpr {
    /// The first token that is one of its kinds.
    pub fn op_token(&self) -> Option<SyntaxToken> {
        support::token_of(&self.syntax, &[NOT_KW, MINUS, PLUS, TILDE])
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn operand(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `BINARY_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BinaryExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for BinaryExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == BINARY_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == BINARY_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl BinaryExpr {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn lhs(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The first token that is one of its kinds.
    pub fn op_token(&self) -> Option<SyntaxToken> {
        support::token_of(
            &self.syntax,
            &[
                PLUS,
                MINUS,
                STAR,
                AT,
                SLASH,
                PERCENT,
                DOUBLE_SLASH,
                DOUBLE_STAR,
                LEFT_SHIFT,
                RIGHT_SHIFT,
                AMPERSAND,
                PIPE,
                CARET,
            ],
        )
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn rhs(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
}

/// A `BOOL_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BoolExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for BoolExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == BOOL_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == BOOL_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl BoolExpr {
    /// Every child that is a `Expr`, in order.
    pub fn operands(&self) -> AstChildren<Expr> {
        support::children(&self.syntax)
    }
}

/// A `COMPARE_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CompareExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for CompareExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == COMPARE_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == COMPARE_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl CompareExpr {
    /// Every child that is a `Expr`, in order.
    pub fn operands(&self) -> AstChildren<Expr> {
        support::children(&self.syntax)
    }
}

/// A `IF_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IfExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for IfExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == IF_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == IF_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl IfExpr {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn body(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `IF_KW` token.
    pub fn if_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, IF_KW)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn condition(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
    /// The `ELSE_KW` token.
    pub fn else_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, ELSE_KW)
    }
    /// Child 2 (0-based) that is a `Expr`.
    pub fn orelse(&self) -> Option<Expr> {
        support::child(&self.syntax, 2)
    }
}

/// A `LAMBDA_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LambdaExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for LambdaExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == LAMBDA_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == LAMBDA_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl LambdaExpr {
    /// The `LAMBDA_KW` token.
    pub fn lambda_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, LAMBDA_KW)
    }
    /// Child 0 (0-based) that is a `ParamList`.
    pub fn param_list(&self) -> Option<ParamList> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn body(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `NAMED_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NamedExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for NamedExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == NAMED_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == NAMED_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl NamedExpr {
    /// Child 0 (0-based) that is a `NameExpr`.
    pub fn target(&self) -> Option<NameExpr> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON_EQUAL` token.
    pub fn colon_equal_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON_EQUAL)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `STARRED_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StarredExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for StarredExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == STARRED_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == STARRED_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl StarredExpr {
    /// The `STAR` token.
    pub fn star_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, STAR)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `YIELD_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct YieldExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for YieldExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == YIELD_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == YIELD_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl YieldExpr {
    /// The `YIELD_KW` token.
    pub fn yield_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, YIELD_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `YIELD_FROM_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct YieldFromExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for YieldFromExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == YIELD_FROM_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == YIELD_FROM_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl YieldFromExpr {
    /// The `YIELD_KW` token.
    pub fn yield_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, YIELD_KW)
    }
    /// The `FROM_KW` token.
    pub fn from_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, FROM_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `REPR_EXPR` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReprExpr {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ReprExpr {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == REPR_EXPR
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == REPR_EXPR).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ReprExpr {
    /// The `BACKTICK` token.
    pub fn backtick_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, BACKTICK)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn inner(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `FSTRING` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FString {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for FString {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == FSTRING
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == FSTRING).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl FString {
    /// The `FSTRING_START` token.
    pub fn fstring_start_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, FSTRING_START)
    }
    /// Every `FSTRING_MIDDLE` token.
    pub fn fstring_middle_tokens(&self) -> impl Iterator<Item = SyntaxToken> + use<> {
        support::tokens(&self.syntax, FSTRING_MIDDLE)
    }
    /// Every child that is a `Interpolation`, in order.
    pub fn interpolations(&self) -> AstChildren<Interpolation> {
        support::children(&self.syntax)
    }
    /// The `FSTRING_END` token.
    pub fn fstring_end_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, FSTRING_END)
    }
}

/// A `TSTRING` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TString {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for TString {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == TSTRING
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == TSTRING).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl TString {
    /// The `TSTRING_START` token.
    pub fn tstring_start_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, TSTRING_START)
    }
    /// Every `TSTRING_MIDDLE` token.
    pub fn tstring_middle_tokens(&self) -> impl Iterator<Item = SyntaxToken> + use<> {
        support::tokens(&self.syntax, TSTRING_MIDDLE)
    }
    /// Every child that is a `Interpolation`, in order.
    pub fn interpolations(&self) -> AstChildren<Interpolation> {
        support::children(&self.syntax)
    }
    /// The `TSTRING_END` token.
    pub fn tstring_end_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, TSTRING_END)
    }
}

/// A `INTERPOLATION` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Interpolation {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Interpolation {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == INTERPOLATION
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == INTERPOLATION).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Interpolation {
    /// The `L_BRACE` token.
    pub fn l_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_BRACE)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `EQUAL` token.
    pub fn equal_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, EQUAL)
    }
    /// Child 0 (0-based) that is a `Conversion`.
    pub fn conversion(&self) -> Option<Conversion> {
        support::child(&self.syntax, 0)
    }
    /// Child 0 (0-based) that is a `FormatSpec`.
    pub fn format_spec(&self) -> Option<FormatSpec> {
        support::child(&self.syntax, 0)
    }
    /// The `R_BRACE` token.
    pub fn r_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_BRACE)
    }
}

/// A `CONVERSION` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Conversion {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Conversion {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == CONVERSION
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == CONVERSION).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Conversion {
    /// The `EXCLAMATION` token.
    pub fn exclamation_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, EXCLAMATION)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
}

/// A `FORMAT_SPEC` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FormatSpec {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for FormatSpec {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == FORMAT_SPEC
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == FORMAT_SPEC).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl FormatSpec {
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Every `FSTRING_MIDDLE` token.
    pub fn fstring_middle_tokens(&self) -> impl Iterator<Item = SyntaxToken> + use<> {
        support::tokens(&self.syntax, FSTRING_MIDDLE)
    }
    /// Every `TSTRING_MIDDLE` token.
    pub fn tstring_middle_tokens(&self) -> impl Iterator<Item = SyntaxToken> + use<> {
        support::tokens(&self.syntax, TSTRING_MIDDLE)
    }
    /// Every child that is a `Interpolation`, in order.
    pub fn interpolations(&self) -> AstChildren<Interpolation> {
        support::children(&self.syntax)
    }
}

/// A `DICT_ITEM` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DictItem {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for DictItem {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == DICT_ITEM
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == DICT_ITEM).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl DictItem {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn key(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
}

/// A `DOUBLE_STARRED` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DoubleStarred {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for DoubleStarred {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == DOUBLE_STARRED
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == DOUBLE_STARRED).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl DoubleStarred {
    /// The `DOUBLE_STAR` token.
    pub fn double_star_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, DOUBLE_STAR)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `COMPREHENSION` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Comprehension {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for Comprehension {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == COMPREHENSION
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == COMPREHENSION).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl Comprehension {
    /// The `ASYNC_KW` token.
    pub fn async_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, ASYNC_KW)
    }
    /// The `FOR_KW` token.
    pub fn for_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, FOR_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn target(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `IN_KW` token.
    pub fn in_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, IN_KW)
    }
    /// Child 1 (0-based) that is a `Expr`.
    pub fn iter(&self) -> Option<Expr> {
        support::child(&self.syntax, 1)
    }
    /// Every child that is a `ComprehensionIf`, in order.
    pub fn conditions(&self) -> AstChildren<ComprehensionIf> {
        support::children(&self.syntax)
    }
}

/// A `COMPREHENSION_IF` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ComprehensionIf {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ComprehensionIf {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == COMPREHENSION_IF
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == COMPREHENSION_IF).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ComprehensionIf {
    /// The `IF_KW` token.
    pub fn if_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, IF_KW)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn condition(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `KEYWORD_ARG` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeywordArg {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for KeywordArg {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == KEYWORD_ARG
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == KEYWORD_ARG).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl KeywordArg {
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
    /// The `EQUAL` token.
    pub fn equal_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, EQUAL)
    }
    /// Child 0 (0-based) that is a `Expr`.
    pub fn value(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `VALUE_PATTERN` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ValuePattern {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ValuePattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == VALUE_PATTERN
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == VALUE_PATTERN).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ValuePattern {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn expr(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
}

/// A `CAPTURE_PATTERN` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CapturePattern {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for CapturePattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == CAPTURE_PATTERN
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == CAPTURE_PATTERN).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl CapturePattern {
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
}

/// A `PAREN_PATTERN` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParenPattern {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ParenPattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == PAREN_PATTERN
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == PAREN_PATTERN).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ParenPattern {
    /// The `L_PAREN` token.
    pub fn l_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_PAREN)
    }
    /// Child 0 (0-based) that is a `Pattern`.
    pub fn pattern(&self) -> Option<Pattern> {
        support::child(&self.syntax, 0)
    }
    /// The `R_PAREN` token.
    pub fn r_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_PAREN)
    }
}

/// A `SEQUENCE_PATTERN` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SequencePattern {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for SequencePattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == SEQUENCE_PATTERN
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == SEQUENCE_PATTERN).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl SequencePattern {
    /// The `L_PAREN` token.
    pub fn l_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_PAREN)
    }
    /// The `L_BRACKET` token.
    pub fn l_bracket_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_BRACKET)
    }
    /// Every child that is a `Pattern`, in order.
    pub fn elements(&self) -> AstChildren<Pattern> {
        support::children(&self.syntax)
    }
    /// The `R_BRACKET` token.
    pub fn r_bracket_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_BRACKET)
    }
    /// The `R_PAREN` token.
    pub fn r_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_PAREN)
    }
}

/// A `STAR_PATTERN` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StarPattern {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for StarPattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == STAR_PATTERN
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == STAR_PATTERN).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl StarPattern {
    /// The `STAR` token.
    pub fn star_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, STAR)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
}

/// A `MAPPING_PATTERN` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MappingPattern {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for MappingPattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == MAPPING_PATTERN
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == MAPPING_PATTERN).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl MappingPattern {
    /// The `L_BRACE` token.
    pub fn l_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_BRACE)
    }
    /// Every child that is a `MappingPatternEntry`, in order.
    pub fn entries(&self) -> AstChildren<MappingPatternEntry> {
        support::children(&self.syntax)
    }
    /// The `R_BRACE` token.
    pub fn r_brace_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_BRACE)
    }
}

/// A `CLASS_PATTERN` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClassPattern {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for ClassPattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == CLASS_PATTERN
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == CLASS_PATTERN).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl ClassPattern {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn class(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `L_PAREN` token.
    pub fn l_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, L_PAREN)
    }
    /// Every child that is a `ClassPatternArg`, in order.
    pub fn args(&self) -> AstChildren<ClassPatternArg> {
        support::children(&self.syntax)
    }
    /// The `R_PAREN` token.
    pub fn r_paren_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, R_PAREN)
    }
}

/// A `AS_PATTERN` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AsPattern {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for AsPattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == AS_PATTERN
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == AS_PATTERN).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl AsPattern {
    /// Child 0 (0-based) that is a `Pattern`.
    pub fn pattern(&self) -> Option<Pattern> {
        support::child(&self.syntax, 0)
    }
    /// The `AS_KW` token.
    pub fn as_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, AS_KW)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
}

/// A `OR_PATTERN` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OrPattern {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for OrPattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == OR_PATTERN
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == OR_PATTERN).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl OrPattern {
    /// Every child that is a `Pattern`, in order.
    pub fn alternatives(&self) -> AstChildren<Pattern> {
        support::children(&self.syntax)
    }
}

/// A `MAPPING_PATTERN_ITEM` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MappingPatternItem {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for MappingPatternItem {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == MAPPING_PATTERN_ITEM
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == MAPPING_PATTERN_ITEM).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl MappingPatternItem {
    /// Child 0 (0-based) that is a `Expr`.
    pub fn key(&self) -> Option<Expr> {
        support::child(&self.syntax, 0)
    }
    /// The `COLON` token.
    pub fn colon_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, COLON)
    }
    /// Child 0 (0-based) that is a `Pattern`.
    pub fn pattern(&self) -> Option<Pattern> {
        support::child(&self.syntax, 0)
    }
}

/// A `DOUBLE_STAR_PATTERN` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DoubleStarPattern {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for DoubleStarPattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == DOUBLE_STAR_PATTERN
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == DOUBLE_STAR_PATTERN).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl DoubleStarPattern {
    /// The `DOUBLE_STAR` token.
    pub fn double_star_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, DOUBLE_STAR)
    }
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
}

/// A `KEYWORD_PATTERN` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeywordPattern {
    pub(super) syntax: SyntaxNode,
}

impl AstNode for KeywordPattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        kind == KEYWORD_PATTERN
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        (syntax.kind() == KEYWORD_PATTERN).then_some(Self { syntax })
    }
    fn syntax(&self) -> &SyntaxNode {
        &self.syntax
    }
}

impl KeywordPattern {
    /// The `NAME` token.
    pub fn name(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, NAME)
    }
    /// The `EQUAL` token.
    pub fn equal_token(&self) -> Option<SyntaxToken> {
        support::token(&self.syntax, EQUAL)
    }
    /// Child 0 (0-based) that is a `Pattern`.
    pub fn pattern(&self) -> Option<Pattern> {
        support::child(&self.syntax, 0)
    }
}

/// `FunctionDef | ClassDef | IfStmt | WhileStmt | ForStmt | TryStmt | WithStmt | MatchStmt | ExprStmt | AssignStmt | AugAssignStmt | AnnAssignStmt | ReturnStmt | DeleteStmt | PassStmt | BreakStmt | ContinueStmt | RaiseStmt | GlobalStmt | NonlocalStmt | AssertStmt | ImportStmt | ImportFromStmt | TypeAliasStmt | PrintStmt | ExecStmt`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "a variant is its node")]
pub enum Stmt {
    FunctionDef(FunctionDef),
    ClassDef(ClassDef),
    IfStmt(IfStmt),
    WhileStmt(WhileStmt),
    ForStmt(ForStmt),
    TryStmt(TryStmt),
    WithStmt(WithStmt),
    MatchStmt(MatchStmt),
    ExprStmt(ExprStmt),
    AssignStmt(AssignStmt),
    AugAssignStmt(AugAssignStmt),
    AnnAssignStmt(AnnAssignStmt),
    ReturnStmt(ReturnStmt),
    DeleteStmt(DeleteStmt),
    PassStmt(PassStmt),
    BreakStmt(BreakStmt),
    ContinueStmt(ContinueStmt),
    RaiseStmt(RaiseStmt),
    GlobalStmt(GlobalStmt),
    NonlocalStmt(NonlocalStmt),
    AssertStmt(AssertStmt),
    ImportStmt(ImportStmt),
    ImportFromStmt(ImportFromStmt),
    TypeAliasStmt(TypeAliasStmt),
    PrintStmt(PrintStmt),
    ExecStmt(ExecStmt),
}

impl AstNode for Stmt {
    fn can_cast(kind: SyntaxKind) -> bool {
        FunctionDef::can_cast(kind)
            || ClassDef::can_cast(kind)
            || IfStmt::can_cast(kind)
            || WhileStmt::can_cast(kind)
            || ForStmt::can_cast(kind)
            || TryStmt::can_cast(kind)
            || WithStmt::can_cast(kind)
            || MatchStmt::can_cast(kind)
            || ExprStmt::can_cast(kind)
            || AssignStmt::can_cast(kind)
            || AugAssignStmt::can_cast(kind)
            || AnnAssignStmt::can_cast(kind)
            || ReturnStmt::can_cast(kind)
            || DeleteStmt::can_cast(kind)
            || PassStmt::can_cast(kind)
            || BreakStmt::can_cast(kind)
            || ContinueStmt::can_cast(kind)
            || RaiseStmt::can_cast(kind)
            || GlobalStmt::can_cast(kind)
            || NonlocalStmt::can_cast(kind)
            || AssertStmt::can_cast(kind)
            || ImportStmt::can_cast(kind)
            || ImportFromStmt::can_cast(kind)
            || TypeAliasStmt::can_cast(kind)
            || PrintStmt::can_cast(kind)
            || ExecStmt::can_cast(kind)
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        let kind = syntax.kind();
        if FunctionDef::can_cast(kind) {
            return FunctionDef::cast(syntax).map(Self::FunctionDef);
        }
        if ClassDef::can_cast(kind) {
            return ClassDef::cast(syntax).map(Self::ClassDef);
        }
        if IfStmt::can_cast(kind) {
            return IfStmt::cast(syntax).map(Self::IfStmt);
        }
        if WhileStmt::can_cast(kind) {
            return WhileStmt::cast(syntax).map(Self::WhileStmt);
        }
        if ForStmt::can_cast(kind) {
            return ForStmt::cast(syntax).map(Self::ForStmt);
        }
        if TryStmt::can_cast(kind) {
            return TryStmt::cast(syntax).map(Self::TryStmt);
        }
        if WithStmt::can_cast(kind) {
            return WithStmt::cast(syntax).map(Self::WithStmt);
        }
        if MatchStmt::can_cast(kind) {
            return MatchStmt::cast(syntax).map(Self::MatchStmt);
        }
        if ExprStmt::can_cast(kind) {
            return ExprStmt::cast(syntax).map(Self::ExprStmt);
        }
        if AssignStmt::can_cast(kind) {
            return AssignStmt::cast(syntax).map(Self::AssignStmt);
        }
        if AugAssignStmt::can_cast(kind) {
            return AugAssignStmt::cast(syntax).map(Self::AugAssignStmt);
        }
        if AnnAssignStmt::can_cast(kind) {
            return AnnAssignStmt::cast(syntax).map(Self::AnnAssignStmt);
        }
        if ReturnStmt::can_cast(kind) {
            return ReturnStmt::cast(syntax).map(Self::ReturnStmt);
        }
        if DeleteStmt::can_cast(kind) {
            return DeleteStmt::cast(syntax).map(Self::DeleteStmt);
        }
        if PassStmt::can_cast(kind) {
            return PassStmt::cast(syntax).map(Self::PassStmt);
        }
        if BreakStmt::can_cast(kind) {
            return BreakStmt::cast(syntax).map(Self::BreakStmt);
        }
        if ContinueStmt::can_cast(kind) {
            return ContinueStmt::cast(syntax).map(Self::ContinueStmt);
        }
        if RaiseStmt::can_cast(kind) {
            return RaiseStmt::cast(syntax).map(Self::RaiseStmt);
        }
        if GlobalStmt::can_cast(kind) {
            return GlobalStmt::cast(syntax).map(Self::GlobalStmt);
        }
        if NonlocalStmt::can_cast(kind) {
            return NonlocalStmt::cast(syntax).map(Self::NonlocalStmt);
        }
        if AssertStmt::can_cast(kind) {
            return AssertStmt::cast(syntax).map(Self::AssertStmt);
        }
        if ImportStmt::can_cast(kind) {
            return ImportStmt::cast(syntax).map(Self::ImportStmt);
        }
        if ImportFromStmt::can_cast(kind) {
            return ImportFromStmt::cast(syntax).map(Self::ImportFromStmt);
        }
        if TypeAliasStmt::can_cast(kind) {
            return TypeAliasStmt::cast(syntax).map(Self::TypeAliasStmt);
        }
        if PrintStmt::can_cast(kind) {
            return PrintStmt::cast(syntax).map(Self::PrintStmt);
        }
        if ExecStmt::can_cast(kind) {
            return ExecStmt::cast(syntax).map(Self::ExecStmt);
        }
        None
    }
    fn syntax(&self) -> &SyntaxNode {
        match self {
            Self::FunctionDef(it) => it.syntax(),
            Self::ClassDef(it) => it.syntax(),
            Self::IfStmt(it) => it.syntax(),
            Self::WhileStmt(it) => it.syntax(),
            Self::ForStmt(it) => it.syntax(),
            Self::TryStmt(it) => it.syntax(),
            Self::WithStmt(it) => it.syntax(),
            Self::MatchStmt(it) => it.syntax(),
            Self::ExprStmt(it) => it.syntax(),
            Self::AssignStmt(it) => it.syntax(),
            Self::AugAssignStmt(it) => it.syntax(),
            Self::AnnAssignStmt(it) => it.syntax(),
            Self::ReturnStmt(it) => it.syntax(),
            Self::DeleteStmt(it) => it.syntax(),
            Self::PassStmt(it) => it.syntax(),
            Self::BreakStmt(it) => it.syntax(),
            Self::ContinueStmt(it) => it.syntax(),
            Self::RaiseStmt(it) => it.syntax(),
            Self::GlobalStmt(it) => it.syntax(),
            Self::NonlocalStmt(it) => it.syntax(),
            Self::AssertStmt(it) => it.syntax(),
            Self::ImportStmt(it) => it.syntax(),
            Self::ImportFromStmt(it) => it.syntax(),
            Self::TypeAliasStmt(it) => it.syntax(),
            Self::PrintStmt(it) => it.syntax(),
            Self::ExecStmt(it) => it.syntax(),
        }
    }
}

impl From<FunctionDef> for Stmt {
    fn from(it: FunctionDef) -> Self {
        Self::FunctionDef(it)
    }
}

impl From<ClassDef> for Stmt {
    fn from(it: ClassDef) -> Self {
        Self::ClassDef(it)
    }
}

impl From<IfStmt> for Stmt {
    fn from(it: IfStmt) -> Self {
        Self::IfStmt(it)
    }
}

impl From<WhileStmt> for Stmt {
    fn from(it: WhileStmt) -> Self {
        Self::WhileStmt(it)
    }
}

impl From<ForStmt> for Stmt {
    fn from(it: ForStmt) -> Self {
        Self::ForStmt(it)
    }
}

impl From<TryStmt> for Stmt {
    fn from(it: TryStmt) -> Self {
        Self::TryStmt(it)
    }
}

impl From<WithStmt> for Stmt {
    fn from(it: WithStmt) -> Self {
        Self::WithStmt(it)
    }
}

impl From<MatchStmt> for Stmt {
    fn from(it: MatchStmt) -> Self {
        Self::MatchStmt(it)
    }
}

impl From<ExprStmt> for Stmt {
    fn from(it: ExprStmt) -> Self {
        Self::ExprStmt(it)
    }
}

impl From<AssignStmt> for Stmt {
    fn from(it: AssignStmt) -> Self {
        Self::AssignStmt(it)
    }
}

impl From<AugAssignStmt> for Stmt {
    fn from(it: AugAssignStmt) -> Self {
        Self::AugAssignStmt(it)
    }
}

impl From<AnnAssignStmt> for Stmt {
    fn from(it: AnnAssignStmt) -> Self {
        Self::AnnAssignStmt(it)
    }
}

impl From<ReturnStmt> for Stmt {
    fn from(it: ReturnStmt) -> Self {
        Self::ReturnStmt(it)
    }
}

impl From<DeleteStmt> for Stmt {
    fn from(it: DeleteStmt) -> Self {
        Self::DeleteStmt(it)
    }
}

impl From<PassStmt> for Stmt {
    fn from(it: PassStmt) -> Self {
        Self::PassStmt(it)
    }
}

impl From<BreakStmt> for Stmt {
    fn from(it: BreakStmt) -> Self {
        Self::BreakStmt(it)
    }
}

impl From<ContinueStmt> for Stmt {
    fn from(it: ContinueStmt) -> Self {
        Self::ContinueStmt(it)
    }
}

impl From<RaiseStmt> for Stmt {
    fn from(it: RaiseStmt) -> Self {
        Self::RaiseStmt(it)
    }
}

impl From<GlobalStmt> for Stmt {
    fn from(it: GlobalStmt) -> Self {
        Self::GlobalStmt(it)
    }
}

impl From<NonlocalStmt> for Stmt {
    fn from(it: NonlocalStmt) -> Self {
        Self::NonlocalStmt(it)
    }
}

impl From<AssertStmt> for Stmt {
    fn from(it: AssertStmt) -> Self {
        Self::AssertStmt(it)
    }
}

impl From<ImportStmt> for Stmt {
    fn from(it: ImportStmt) -> Self {
        Self::ImportStmt(it)
    }
}

impl From<ImportFromStmt> for Stmt {
    fn from(it: ImportFromStmt) -> Self {
        Self::ImportFromStmt(it)
    }
}

impl From<TypeAliasStmt> for Stmt {
    fn from(it: TypeAliasStmt) -> Self {
        Self::TypeAliasStmt(it)
    }
}

impl From<PrintStmt> for Stmt {
    fn from(it: PrintStmt) -> Self {
        Self::PrintStmt(it)
    }
}

impl From<ExecStmt> for Stmt {
    fn from(it: ExecStmt) -> Self {
        Self::ExecStmt(it)
    }
}

/// `NameExpr | Literal | StringExpr | ParenExpr | TupleExpr | ListExpr | SetExpr | DictExpr | ListComp | SetComp | DictComp | GeneratorExpr | Attribute | Call | Subscript | SliceExpr | AwaitExpr | UnaryExpr | BinaryExpr | BoolExpr | CompareExpr | IfExpr | LambdaExpr | NamedExpr | StarredExpr | YieldExpr | YieldFromExpr | ReprExpr`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "a variant is its node")]
pub enum Expr {
    NameExpr(NameExpr),
    Literal(Literal),
    StringExpr(StringExpr),
    ParenExpr(ParenExpr),
    TupleExpr(TupleExpr),
    ListExpr(ListExpr),
    SetExpr(SetExpr),
    DictExpr(DictExpr),
    ListComp(ListComp),
    SetComp(SetComp),
    DictComp(DictComp),
    GeneratorExpr(GeneratorExpr),
    Attribute(Attribute),
    Call(Call),
    Subscript(Subscript),
    SliceExpr(SliceExpr),
    AwaitExpr(AwaitExpr),
    UnaryExpr(UnaryExpr),
    BinaryExpr(BinaryExpr),
    BoolExpr(BoolExpr),
    CompareExpr(CompareExpr),
    IfExpr(IfExpr),
    LambdaExpr(LambdaExpr),
    NamedExpr(NamedExpr),
    StarredExpr(StarredExpr),
    YieldExpr(YieldExpr),
    YieldFromExpr(YieldFromExpr),
    ReprExpr(ReprExpr),
}

impl AstNode for Expr {
    fn can_cast(kind: SyntaxKind) -> bool {
        NameExpr::can_cast(kind)
            || Literal::can_cast(kind)
            || StringExpr::can_cast(kind)
            || ParenExpr::can_cast(kind)
            || TupleExpr::can_cast(kind)
            || ListExpr::can_cast(kind)
            || SetExpr::can_cast(kind)
            || DictExpr::can_cast(kind)
            || ListComp::can_cast(kind)
            || SetComp::can_cast(kind)
            || DictComp::can_cast(kind)
            || GeneratorExpr::can_cast(kind)
            || Attribute::can_cast(kind)
            || Call::can_cast(kind)
            || Subscript::can_cast(kind)
            || SliceExpr::can_cast(kind)
            || AwaitExpr::can_cast(kind)
            || UnaryExpr::can_cast(kind)
            || BinaryExpr::can_cast(kind)
            || BoolExpr::can_cast(kind)
            || CompareExpr::can_cast(kind)
            || IfExpr::can_cast(kind)
            || LambdaExpr::can_cast(kind)
            || NamedExpr::can_cast(kind)
            || StarredExpr::can_cast(kind)
            || YieldExpr::can_cast(kind)
            || YieldFromExpr::can_cast(kind)
            || ReprExpr::can_cast(kind)
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        let kind = syntax.kind();
        if NameExpr::can_cast(kind) {
            return NameExpr::cast(syntax).map(Self::NameExpr);
        }
        if Literal::can_cast(kind) {
            return Literal::cast(syntax).map(Self::Literal);
        }
        if StringExpr::can_cast(kind) {
            return StringExpr::cast(syntax).map(Self::StringExpr);
        }
        if ParenExpr::can_cast(kind) {
            return ParenExpr::cast(syntax).map(Self::ParenExpr);
        }
        if TupleExpr::can_cast(kind) {
            return TupleExpr::cast(syntax).map(Self::TupleExpr);
        }
        if ListExpr::can_cast(kind) {
            return ListExpr::cast(syntax).map(Self::ListExpr);
        }
        if SetExpr::can_cast(kind) {
            return SetExpr::cast(syntax).map(Self::SetExpr);
        }
        if DictExpr::can_cast(kind) {
            return DictExpr::cast(syntax).map(Self::DictExpr);
        }
        if ListComp::can_cast(kind) {
            return ListComp::cast(syntax).map(Self::ListComp);
        }
        if SetComp::can_cast(kind) {
            return SetComp::cast(syntax).map(Self::SetComp);
        }
        if DictComp::can_cast(kind) {
            return DictComp::cast(syntax).map(Self::DictComp);
        }
        if GeneratorExpr::can_cast(kind) {
            return GeneratorExpr::cast(syntax).map(Self::GeneratorExpr);
        }
        if Attribute::can_cast(kind) {
            return Attribute::cast(syntax).map(Self::Attribute);
        }
        if Call::can_cast(kind) {
            return Call::cast(syntax).map(Self::Call);
        }
        if Subscript::can_cast(kind) {
            return Subscript::cast(syntax).map(Self::Subscript);
        }
        if SliceExpr::can_cast(kind) {
            return SliceExpr::cast(syntax).map(Self::SliceExpr);
        }
        if AwaitExpr::can_cast(kind) {
            return AwaitExpr::cast(syntax).map(Self::AwaitExpr);
        }
        if UnaryExpr::can_cast(kind) {
            return UnaryExpr::cast(syntax).map(Self::UnaryExpr);
        }
        if BinaryExpr::can_cast(kind) {
            return BinaryExpr::cast(syntax).map(Self::BinaryExpr);
        }
        if BoolExpr::can_cast(kind) {
            return BoolExpr::cast(syntax).map(Self::BoolExpr);
        }
        if CompareExpr::can_cast(kind) {
            return CompareExpr::cast(syntax).map(Self::CompareExpr);
        }
        if IfExpr::can_cast(kind) {
            return IfExpr::cast(syntax).map(Self::IfExpr);
        }
        if LambdaExpr::can_cast(kind) {
            return LambdaExpr::cast(syntax).map(Self::LambdaExpr);
        }
        if NamedExpr::can_cast(kind) {
            return NamedExpr::cast(syntax).map(Self::NamedExpr);
        }
        if StarredExpr::can_cast(kind) {
            return StarredExpr::cast(syntax).map(Self::StarredExpr);
        }
        if YieldExpr::can_cast(kind) {
            return YieldExpr::cast(syntax).map(Self::YieldExpr);
        }
        if YieldFromExpr::can_cast(kind) {
            return YieldFromExpr::cast(syntax).map(Self::YieldFromExpr);
        }
        if ReprExpr::can_cast(kind) {
            return ReprExpr::cast(syntax).map(Self::ReprExpr);
        }
        None
    }
    fn syntax(&self) -> &SyntaxNode {
        match self {
            Self::NameExpr(it) => it.syntax(),
            Self::Literal(it) => it.syntax(),
            Self::StringExpr(it) => it.syntax(),
            Self::ParenExpr(it) => it.syntax(),
            Self::TupleExpr(it) => it.syntax(),
            Self::ListExpr(it) => it.syntax(),
            Self::SetExpr(it) => it.syntax(),
            Self::DictExpr(it) => it.syntax(),
            Self::ListComp(it) => it.syntax(),
            Self::SetComp(it) => it.syntax(),
            Self::DictComp(it) => it.syntax(),
            Self::GeneratorExpr(it) => it.syntax(),
            Self::Attribute(it) => it.syntax(),
            Self::Call(it) => it.syntax(),
            Self::Subscript(it) => it.syntax(),
            Self::SliceExpr(it) => it.syntax(),
            Self::AwaitExpr(it) => it.syntax(),
            Self::UnaryExpr(it) => it.syntax(),
            Self::BinaryExpr(it) => it.syntax(),
            Self::BoolExpr(it) => it.syntax(),
            Self::CompareExpr(it) => it.syntax(),
            Self::IfExpr(it) => it.syntax(),
            Self::LambdaExpr(it) => it.syntax(),
            Self::NamedExpr(it) => it.syntax(),
            Self::StarredExpr(it) => it.syntax(),
            Self::YieldExpr(it) => it.syntax(),
            Self::YieldFromExpr(it) => it.syntax(),
            Self::ReprExpr(it) => it.syntax(),
        }
    }
}

impl From<NameExpr> for Expr {
    fn from(it: NameExpr) -> Self {
        Self::NameExpr(it)
    }
}

impl From<Literal> for Expr {
    fn from(it: Literal) -> Self {
        Self::Literal(it)
    }
}

impl From<StringExpr> for Expr {
    fn from(it: StringExpr) -> Self {
        Self::StringExpr(it)
    }
}

impl From<ParenExpr> for Expr {
    fn from(it: ParenExpr) -> Self {
        Self::ParenExpr(it)
    }
}

impl From<TupleExpr> for Expr {
    fn from(it: TupleExpr) -> Self {
        Self::TupleExpr(it)
    }
}

impl From<ListExpr> for Expr {
    fn from(it: ListExpr) -> Self {
        Self::ListExpr(it)
    }
}

impl From<SetExpr> for Expr {
    fn from(it: SetExpr) -> Self {
        Self::SetExpr(it)
    }
}

impl From<DictExpr> for Expr {
    fn from(it: DictExpr) -> Self {
        Self::DictExpr(it)
    }
}

impl From<ListComp> for Expr {
    fn from(it: ListComp) -> Self {
        Self::ListComp(it)
    }
}

impl From<SetComp> for Expr {
    fn from(it: SetComp) -> Self {
        Self::SetComp(it)
    }
}

impl From<DictComp> for Expr {
    fn from(it: DictComp) -> Self {
        Self::DictComp(it)
    }
}

impl From<GeneratorExpr> for Expr {
    fn from(it: GeneratorExpr) -> Self {
        Self::GeneratorExpr(it)
    }
}

impl From<Attribute> for Expr {
    fn from(it: Attribute) -> Self {
        Self::Attribute(it)
    }
}

impl From<Call> for Expr {
    fn from(it: Call) -> Self {
        Self::Call(it)
    }
}

impl From<Subscript> for Expr {
    fn from(it: Subscript) -> Self {
        Self::Subscript(it)
    }
}

impl From<SliceExpr> for Expr {
    fn from(it: SliceExpr) -> Self {
        Self::SliceExpr(it)
    }
}

impl From<AwaitExpr> for Expr {
    fn from(it: AwaitExpr) -> Self {
        Self::AwaitExpr(it)
    }
}

impl From<UnaryExpr> for Expr {
    fn from(it: UnaryExpr) -> Self {
        Self::UnaryExpr(it)
    }
}

impl From<BinaryExpr> for Expr {
    fn from(it: BinaryExpr) -> Self {
        Self::BinaryExpr(it)
    }
}

impl From<BoolExpr> for Expr {
    fn from(it: BoolExpr) -> Self {
        Self::BoolExpr(it)
    }
}

impl From<CompareExpr> for Expr {
    fn from(it: CompareExpr) -> Self {
        Self::CompareExpr(it)
    }
}

impl From<IfExpr> for Expr {
    fn from(it: IfExpr) -> Self {
        Self::IfExpr(it)
    }
}

impl From<LambdaExpr> for Expr {
    fn from(it: LambdaExpr) -> Self {
        Self::LambdaExpr(it)
    }
}

impl From<NamedExpr> for Expr {
    fn from(it: NamedExpr) -> Self {
        Self::NamedExpr(it)
    }
}

impl From<StarredExpr> for Expr {
    fn from(it: StarredExpr) -> Self {
        Self::StarredExpr(it)
    }
}

impl From<YieldExpr> for Expr {
    fn from(it: YieldExpr) -> Self {
        Self::YieldExpr(it)
    }
}

impl From<YieldFromExpr> for Expr {
    fn from(it: YieldFromExpr) -> Self {
        Self::YieldFromExpr(it)
    }
}

impl From<ReprExpr> for Expr {
    fn from(it: ReprExpr) -> Self {
        Self::ReprExpr(it)
    }
}

/// `ValuePattern | CapturePattern | ParenPattern | SequencePattern | StarPattern | MappingPattern | ClassPattern | AsPattern | OrPattern`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "a variant is its node")]
pub enum Pattern {
    ValuePattern(ValuePattern),
    CapturePattern(CapturePattern),
    ParenPattern(ParenPattern),
    SequencePattern(SequencePattern),
    StarPattern(StarPattern),
    MappingPattern(MappingPattern),
    ClassPattern(ClassPattern),
    AsPattern(AsPattern),
    OrPattern(OrPattern),
}

impl AstNode for Pattern {
    fn can_cast(kind: SyntaxKind) -> bool {
        ValuePattern::can_cast(kind)
            || CapturePattern::can_cast(kind)
            || ParenPattern::can_cast(kind)
            || SequencePattern::can_cast(kind)
            || StarPattern::can_cast(kind)
            || MappingPattern::can_cast(kind)
            || ClassPattern::can_cast(kind)
            || AsPattern::can_cast(kind)
            || OrPattern::can_cast(kind)
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        let kind = syntax.kind();
        if ValuePattern::can_cast(kind) {
            return ValuePattern::cast(syntax).map(Self::ValuePattern);
        }
        if CapturePattern::can_cast(kind) {
            return CapturePattern::cast(syntax).map(Self::CapturePattern);
        }
        if ParenPattern::can_cast(kind) {
            return ParenPattern::cast(syntax).map(Self::ParenPattern);
        }
        if SequencePattern::can_cast(kind) {
            return SequencePattern::cast(syntax).map(Self::SequencePattern);
        }
        if StarPattern::can_cast(kind) {
            return StarPattern::cast(syntax).map(Self::StarPattern);
        }
        if MappingPattern::can_cast(kind) {
            return MappingPattern::cast(syntax).map(Self::MappingPattern);
        }
        if ClassPattern::can_cast(kind) {
            return ClassPattern::cast(syntax).map(Self::ClassPattern);
        }
        if AsPattern::can_cast(kind) {
            return AsPattern::cast(syntax).map(Self::AsPattern);
        }
        if OrPattern::can_cast(kind) {
            return OrPattern::cast(syntax).map(Self::OrPattern);
        }
        None
    }
    fn syntax(&self) -> &SyntaxNode {
        match self {
            Self::ValuePattern(it) => it.syntax(),
            Self::CapturePattern(it) => it.syntax(),
            Self::ParenPattern(it) => it.syntax(),
            Self::SequencePattern(it) => it.syntax(),
            Self::StarPattern(it) => it.syntax(),
            Self::MappingPattern(it) => it.syntax(),
            Self::ClassPattern(it) => it.syntax(),
            Self::AsPattern(it) => it.syntax(),
            Self::OrPattern(it) => it.syntax(),
        }
    }
}

impl From<ValuePattern> for Pattern {
    fn from(it: ValuePattern) -> Self {
        Self::ValuePattern(it)
    }
}

impl From<CapturePattern> for Pattern {
    fn from(it: CapturePattern) -> Self {
        Self::CapturePattern(it)
    }
}

impl From<ParenPattern> for Pattern {
    fn from(it: ParenPattern) -> Self {
        Self::ParenPattern(it)
    }
}

impl From<SequencePattern> for Pattern {
    fn from(it: SequencePattern) -> Self {
        Self::SequencePattern(it)
    }
}

impl From<StarPattern> for Pattern {
    fn from(it: StarPattern) -> Self {
        Self::StarPattern(it)
    }
}

impl From<MappingPattern> for Pattern {
    fn from(it: MappingPattern) -> Self {
        Self::MappingPattern(it)
    }
}

impl From<ClassPattern> for Pattern {
    fn from(it: ClassPattern) -> Self {
        Self::ClassPattern(it)
    }
}

impl From<AsPattern> for Pattern {
    fn from(it: AsPattern) -> Self {
        Self::AsPattern(it)
    }
}

impl From<OrPattern> for Pattern {
    fn from(it: OrPattern) -> Self {
        Self::OrPattern(it)
    }
}

/// `DictItem | DoubleStarred`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "a variant is its node")]
pub enum DictEntry {
    DictItem(DictItem),
    DoubleStarred(DoubleStarred),
}

impl AstNode for DictEntry {
    fn can_cast(kind: SyntaxKind) -> bool {
        DictItem::can_cast(kind) || DoubleStarred::can_cast(kind)
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        let kind = syntax.kind();
        if DictItem::can_cast(kind) {
            return DictItem::cast(syntax).map(Self::DictItem);
        }
        if DoubleStarred::can_cast(kind) {
            return DoubleStarred::cast(syntax).map(Self::DoubleStarred);
        }
        None
    }
    fn syntax(&self) -> &SyntaxNode {
        match self {
            Self::DictItem(it) => it.syntax(),
            Self::DoubleStarred(it) => it.syntax(),
        }
    }
}

impl From<DictItem> for DictEntry {
    fn from(it: DictItem) -> Self {
        Self::DictItem(it)
    }
}

impl From<DoubleStarred> for DictEntry {
    fn from(it: DoubleStarred) -> Self {
        Self::DoubleStarred(it)
    }
}

/// `Expr | KeywordArg | DoubleStarred`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "a variant is its node")]
pub enum Arg {
    Expr(Expr),
    KeywordArg(KeywordArg),
    DoubleStarred(DoubleStarred),
}

impl AstNode for Arg {
    fn can_cast(kind: SyntaxKind) -> bool {
        Expr::can_cast(kind) || KeywordArg::can_cast(kind) || DoubleStarred::can_cast(kind)
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        let kind = syntax.kind();
        if Expr::can_cast(kind) {
            return Expr::cast(syntax).map(Self::Expr);
        }
        if KeywordArg::can_cast(kind) {
            return KeywordArg::cast(syntax).map(Self::KeywordArg);
        }
        if DoubleStarred::can_cast(kind) {
            return DoubleStarred::cast(syntax).map(Self::DoubleStarred);
        }
        None
    }
    fn syntax(&self) -> &SyntaxNode {
        match self {
            Self::Expr(it) => it.syntax(),
            Self::KeywordArg(it) => it.syntax(),
            Self::DoubleStarred(it) => it.syntax(),
        }
    }
}

impl From<Expr> for Arg {
    fn from(it: Expr) -> Self {
        Self::Expr(it)
    }
}

impl From<KeywordArg> for Arg {
    fn from(it: KeywordArg) -> Self {
        Self::KeywordArg(it)
    }
}

impl From<DoubleStarred> for Arg {
    fn from(it: DoubleStarred) -> Self {
        Self::DoubleStarred(it)
    }
}

/// `MappingPatternItem | DoubleStarPattern`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "a variant is its node")]
pub enum MappingPatternEntry {
    MappingPatternItem(MappingPatternItem),
    DoubleStarPattern(DoubleStarPattern),
}

impl AstNode for MappingPatternEntry {
    fn can_cast(kind: SyntaxKind) -> bool {
        MappingPatternItem::can_cast(kind) || DoubleStarPattern::can_cast(kind)
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        let kind = syntax.kind();
        if MappingPatternItem::can_cast(kind) {
            return MappingPatternItem::cast(syntax).map(Self::MappingPatternItem);
        }
        if DoubleStarPattern::can_cast(kind) {
            return DoubleStarPattern::cast(syntax).map(Self::DoubleStarPattern);
        }
        None
    }
    fn syntax(&self) -> &SyntaxNode {
        match self {
            Self::MappingPatternItem(it) => it.syntax(),
            Self::DoubleStarPattern(it) => it.syntax(),
        }
    }
}

impl From<MappingPatternItem> for MappingPatternEntry {
    fn from(it: MappingPatternItem) -> Self {
        Self::MappingPatternItem(it)
    }
}

impl From<DoubleStarPattern> for MappingPatternEntry {
    fn from(it: DoubleStarPattern) -> Self {
        Self::DoubleStarPattern(it)
    }
}

/// `Pattern | KeywordPattern`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "a variant is its node")]
pub enum ClassPatternArg {
    Pattern(Pattern),
    KeywordPattern(KeywordPattern),
}

impl AstNode for ClassPatternArg {
    fn can_cast(kind: SyntaxKind) -> bool {
        Pattern::can_cast(kind) || KeywordPattern::can_cast(kind)
    }
    fn cast(syntax: SyntaxNode) -> Option<Self> {
        let kind = syntax.kind();
        if Pattern::can_cast(kind) {
            return Pattern::cast(syntax).map(Self::Pattern);
        }
        if KeywordPattern::can_cast(kind) {
            return KeywordPattern::cast(syntax).map(Self::KeywordPattern);
        }
        None
    }
    fn syntax(&self) -> &SyntaxNode {
        match self {
            Self::Pattern(it) => it.syntax(),
            Self::KeywordPattern(it) => it.syntax(),
        }
    }
}

impl From<Pattern> for ClassPatternArg {
    fn from(it: Pattern) -> Self {
        Self::Pattern(it)
    }
}

impl From<KeywordPattern> for ClassPatternArg {
    fn from(it: KeywordPattern) -> Self {
        Self::KeywordPattern(it)
    }
}
