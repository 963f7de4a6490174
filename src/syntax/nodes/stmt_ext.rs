//! What the generated accessors of statements cannot say.

use super::{
    AstNode, Block, DottedName, ForStmt, FunctionDef, ImportAlias, ImportFromStmt, Param, Stmt, WithStmt,
};
use crate::syntax::{SyntaxKind::*, SyntaxToken};

impl FunctionDef {
    /// Whether it is `async def`.
    pub fn is_async(&self) -> bool {
        self.async_token().is_some()
    }
}

impl ForStmt {
    /// Whether it is `async for`.
    pub fn is_async(&self) -> bool {
        self.async_token().is_some()
    }
}

impl WithStmt {
    /// Whether it is `async with`.
    pub fn is_async(&self) -> bool {
        self.async_token().is_some()
    }
}

impl Block {
    /// Whether its statements are on lines of their own, and not behind the colon.
    pub fn is_indented(&self) -> bool {
        self.syntax().first_token().is_some_and(|it| it.kind() == NEWLINE)
    }

    /// Whether it is `pass` or `...` and nothing else.
    pub fn is_stub(&self) -> bool {
        let mut statements = self.statements();
        let is_inert = match statements.next() {
            Some(Stmt::PassStmt(_)) => true,
            Some(Stmt::ExprStmt(it)) => it.syntax().first_token().is_some_and(|it| it.kind() == ELLIPSIS),
            _ => false,
        };
        is_inert && statements.next().is_none()
    }
}

impl Param {
    /// How many stars stand before its name: 0, 1 or 2.
    pub fn stars(&self) -> usize {
        if self.double_star_token().is_some() { 2 } else { usize::from(self.star_token().is_some()) }
    }
}

impl DottedName {
    /// The name with its dots, without whitespace.
    pub fn text(&self) -> String {
        self.names().map(|it| it.text().to_owned()).collect::<Vec<_>>().join(".")
    }
}

impl ImportFromStmt {
    /// How many dots the module's name begins with.
    pub fn level(&self) -> usize {
        let tokens = self.syntax().children_with_tokens().filter_map(|it| it.into_token());
        let before_import = tokens.take_while(|it| it.kind() != IMPORT_KW);
        before_import
            .map(|it| match it.kind() {
                DOT => 1,
                ELLIPSIS => 3,
                _ => 0,
            })
            .sum()
    }
}

impl ImportAlias {
    /// The name that the import binds, as written: of `a.b` without `as` it is `a`.
    pub fn bound_name(&self) -> Option<SyntaxToken> {
        self.name().or_else(|| self.dotted_name()?.names().next())
    }
}
