//! `from __future__ import …`: where it may stand, and what it asks for.
//!
//! Source: CPython 3.14, `Python/future.c`.

use super::{Collector, Walk};
use crate::ast::{ImportFrom, Mod, ModId, Stmt, StmtId};
use crate::semantic::error::ScopeErrorKind;
use crate::text::LineIndex;

impl Collector<'_> {
    /// Finds the imports at the start of the file, under a docstring perhaps.
    pub(super) fn read_future(&mut self, root: ModId) {
        let (Mod::Module(crate::ast::Module { body, .. })
        | Mod::Interactive(crate::ast::Interactive { body })) = self.ast[root]
        else {
            return;
        };
        let n_skipped = usize::from(self.has_docstring(body));
        for &stmt in &self.ast[body][n_skipped..] {
            let Stmt::ImportFrom(import) = self.ast[stmt] else { break };
            if !self.is_future(import) {
                break;
            }
            self.last_future = Some(self.ast.range(stmt));
            let mut features =
                self.ast[import.names].iter().map(|alias| self.ast.name(self.ast[*alias].name));
            if features.any(|feature| feature == "annotations") {
                self.scopes.future_annotations = true;
            }
        }
    }

    fn is_future(&self, import: ImportFrom) -> bool {
        import.level == 0 && import.module.is_some_and(|module| self.ast.name(module) == "__future__")
    }

    /// Rejects an import from `__future__` below the start of the file.
    pub(super) fn check_future(&self, stmt: StmtId, import: ImportFrom) -> Walk {
        if !self.is_future(import) {
            return Ok(());
        }
        let range = self.ast.range(stmt);
        let is_late = self.last_future.is_none_or(|last| {
            let lines = self.lines.get_or_init(|| LineIndex::new(self.text));
            let line = lines.line(range.start());
            // Of lines, CPython compares the first with the first, but where a statement is on the last one's last
            // line, the columns.
            line > lines.line(last.start()) || (line == lines.line(last.end()) && range.start() > last.end())
        });
        if is_late { Err(self.error(stmt, ScopeErrorKind::LateFuture)) } else { Ok(()) }
    }
}
