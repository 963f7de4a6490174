//! What is looked up again and again: the lines of the module, its names, what the sites write.

use rustc_hash::FxHashMap;

use super::ImportOptions;
use super::place::{blocks_of, whole_range};
use crate::ast::{Ast, Expr, Mod, Name, Stmt, StmtId};
use crate::rewrite::file::FileModel;
use crate::rewrite::site::Site;
use crate::semantic::Names;
use crate::syntax::SyntaxKind;
use crate::text::{TextRange, TextSize};

/// A file, and what is known of it and of the sites.
pub(super) struct Context<'a> {
    pub(super) file: &'a FileModel<'a>,
    pub(super) options: &'a ImportOptions<'a>,
    /// The lines of the module's own statements.
    pub(super) units: Vec<Unit>,
    /// The first unit before which an import may be added: after the docstring, future imports and `import *`.
    pub(super) first_unit: usize,
    /// How many units there are up to the last `import *`.
    pub(super) n_star_units: usize,
    /// What the sites write: sorted by start.
    pub(super) writes: Vec<TextRange>,
    /// The names that are variables of some scope, by their text.
    by_text: FxHashMap<&'a str, Name>,
}

/// Statements of a block that share lines: one, or several joined by `;`.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// The statements.
    pub(super) stmts: Vec<StmtId>,
    /// From the beginning of the first to the end of the last.
    pub(super) code: TextRange,
    /// The lines, from the first's beginning, with comments behind and the line break.
    pub(super) lines: TextRange,
}

impl<'a> Context<'a> {
    pub(super) fn new(file: &'a FileModel<'a>, sites: &[&Site], options: &'a ImportOptions<'a>) -> Self {
        let ast = file.ast();
        let body: &[StmtId] = match ast[file.lowered.root] {
            Mod::Module(it) => &ast[it.body],
            Mod::Interactive(_) | Mod::Expression(_) | Mod::FunctionType(_) => &[],
        };
        let units = units(file, body);
        let stars = file.model.names.star_imports();
        let last_star = stars.iter().map(|alias| ast.range(*alias).end()).max();
        let n_star_units = last_star.map_or(0, |end| units.partition_point(|it| it.lines.start() < end));
        let n_header = n_header_units(ast, &units);
        let mut writes: Vec<TextRange> =
            sites.iter().flat_map(|site| &site.writes).map(|write| write.edit.range).collect();
        writes.sort_by_key(|range| (range.start(), range.end()));
        let variables = file.model.names.variables();
        Self {
            by_text: variables.map(|it| (ast.name(it.name), it.name)).collect(),
            first_unit: n_header.max(n_star_units),
            file,
            options,
            units,
            n_star_units,
            writes,
        }
    }

    pub(super) fn ast(&self) -> &'a Ast {
        self.file.ast()
    }

    pub(super) fn names(&self) -> &'a Names {
        &self.file.model.names
    }

    /// The name with this text, if some scope means a variable by it.
    pub(super) fn name(&self, text: &str) -> Option<Name> {
        self.by_text.get(text).copied()
    }

    /// The unit that `offset` is in, or that comes after it.
    pub(super) fn unit_at(&self, offset: TextSize) -> usize {
        self.units.partition_point(|unit| unit.lines.end() <= offset && unit.code.end() < offset)
    }

    /// Whether a site writes in `range` or at one of its ends.
    pub(super) fn is_written(&self, range: TextRange) -> bool {
        self.writes.iter().any(|write| write.start() <= range.end() && range.start() <= write.end())
    }

    /// Whether a site replaces all of `range`.
    pub(super) fn is_replaced(&self, range: TextRange) -> bool {
        self.write_from(range.start()).is_some_and(|write| write.contains_range(range))
    }

    /// Whether a site replaces what is on both sides of `offset`.
    pub(super) fn is_inside_write(&self, offset: TextSize) -> bool {
        let before = offset.checked_sub(TextSize::new(1));
        let write = before.and_then(|before| self.write_from(before));
        write.is_some_and(|write| write.start() < offset && offset < write.end())
    }

    /// The last write that does not begin after `offset`.
    fn write_from(&self, offset: TextSize) -> Option<TextRange> {
        let idx = self.writes.partition_point(|write| write.start() <= offset);
        idx.checked_sub(1).map(|idx| self.writes[idx])
    }
}

impl Unit {
    /// Whether all statements are imports.
    pub(super) fn is_import(&self, ast: &Ast) -> bool {
        self.stmts.iter().all(|stmt| matches!(ast[*stmt], Stmt::Import(_) | Stmt::ImportFrom(_)))
    }

    /// Whether it is a compound statement with imports right in one of its blocks: `try: import x`.
    pub(super) fn holds_imports(&self, ast: &Ast) -> bool {
        let [stmt] = self.stmts[..] else { return false };
        if !matches!(ast[stmt], Stmt::If(_) | Stmt::Try(_) | Stmt::TryStar(_) | Stmt::With(_)) {
            return false;
        }
        let is_import = |stmt: &StmtId| matches!(ast[*stmt], Stmt::Import(_) | Stmt::ImportFrom(_));
        blocks_of(ast, stmt).into_iter().any(|list| ast[list].iter().any(is_import))
    }

    /// Whether it gives a value to names such as `__version__` and does nothing else.
    pub(super) fn is_dunder(&self, ast: &Ast) -> bool {
        let is_dunder = |expr: &crate::ast::ExprId| match ast[*expr] {
            Expr::Name(it) => ast.name(it.id).starts_with("__") && ast.name(it.id).ends_with("__"),
            _ => false,
        };
        self.stmts.iter().all(|stmt| match ast[*stmt] {
            Stmt::Assign(it) => ast[it.targets].iter().all(is_dunder),
            Stmt::AnnAssign(it) => is_dunder(&it.target),
            _ => false,
        })
    }
}

/// The units of a block.
pub(super) fn units(file: &FileModel<'_>, stmts: &[StmtId]) -> Vec<Unit> {
    let ast = file.ast();
    let mut out: Vec<Unit> = Vec::new();
    for stmt in stmts {
        let code = whole_range(ast, *stmt);
        match out.last_mut().filter(|unit| code.start() < unit.lines.end()) {
            Some(unit) => {
                unit.stmts.push(*stmt);
                unit.code = unit.code.cover(code);
                unit.lines = TextRange::new(unit.lines.start(), unit.lines.end().max(code.end()));
            }
            None => {
                let lines = TextRange::new(file.line_start(code.start()), logical_line_end(file, code.end()));
                out.push(Unit { stmts: vec![*stmt], code, lines });
            }
        }
    }
    out
}

/// Where the logical line ends that `offset` is in, after its line break.
fn logical_line_end(file: &FileModel<'_>, offset: TextSize) -> TextSize {
    let tokens = file.tokens();
    let first = tokens.starts().partition_point(|start| *start < u32::from(offset));
    let newline = (first..tokens.len()).find(|idx| tokens.kind(*idx) == SyntaxKind::NEWLINE);
    newline.map_or(TextSize::of(file.text), |idx| tokens.range(idx).end())
}

/// How many units there are up to the docstring and the last future import.
fn n_header_units(ast: &Ast, units: &[Unit]) -> usize {
    let is_docstring = |stmt: StmtId| match ast[stmt] {
        Stmt::Expr(it) => {
            matches!(ast[it.value], Expr::Constant(it) if matches!(it.value, crate::ast::Value::Str(_)))
        }
        _ => false,
    };
    let is_future = |stmt: &StmtId| match ast[*stmt] {
        Stmt::ImportFrom(it) => it.level == 0 && it.module.is_some_and(|name| ast.name(name) == "__future__"),
        _ => false,
    };
    let docstring = units.first().is_some_and(|unit| is_docstring(unit.stmts[0]));
    let future = units.iter().rposition(|unit| unit.stmts.iter().any(is_future));
    future.map_or(usize::from(docstring), |idx| idx + 1)
}
