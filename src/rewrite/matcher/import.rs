//! One name of an import statement, which may import others too.

use super::{Matched, Matcher};
use crate::ast::{AliasId, Field, NodeId, Stmt, StmtId};

impl Matcher<'_> {
    /// Whether the pattern, an import, matches `alias`, a name that `stmt` imports.
    pub fn matches_import(mut self, stmt: StmtId, alias: AliasId) -> Matched {
        let wanted = match self.pattern.root() {
            NodeId::Stmt(wanted) => wanted,
            _ => return Matched::No,
        };
        let (pattern_ast, ast) = (self.pattern.ast(), self.file.ast());
        let names = match (pattern_ast[wanted], ast[stmt]) {
            (Stmt::Import(it), Stmt::Import(_)) => it.names,
            (Stmt::ImportFrom(it), Stmt::ImportFrom(_)) => it.names,
            _ => return Matched::No,
        };
        let fields = NodeId::from(wanted).fields(pattern_ast).zip(NodeId::from(stmt).fields(ast));
        let is_module = fields
            .filter(|((_, field), _)| !matches!(field, Field::List(_)))
            .all(|((_, wanted), (_, found))| self.field(wanted, found));
        let is_match = is_module && self.fields(pattern_ast[names][0].into(), alias.into());
        self.finish(is_match)
    }
}
