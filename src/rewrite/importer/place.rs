//! Where new text stands: the scope that its names are looked up in, and the blocks around it.

use crate::ast::{
    Arguments, ArgumentsId, Ast, Expr, ExprId, List, Mod, Stmt, StmtId, TypeParam, TypeParamId,
};
use crate::rewrite::file::FileModel;
use crate::semantic::{ScopeId, ScopeKey};
use crate::text::{TextRange, TextSize};

/// The innermost scope in which text is looked up that replaces `range` at a site of `site`.
pub(super) fn scope_at(file: &FileModel<'_>, range: TextRange, site: TextRange) -> ScopeId {
    let place = Stretch::new(range, site);
    let mut at = ScopeId::MODULE;
    loop {
        let children = &file.model.scopes[at].children;
        match children.iter().find(|child| is_inside(file, **child, place)) {
            Some(child) => at = *child,
            None => return at,
        }
    }
}

/// What is replaced, or the point of an insertion.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    range: TextRange,
}

impl Stretch {
    /// An insertion at the end of its site belongs to what ends there.
    fn new(range: TextRange, site: TextRange) -> Self {
        let ends = range.is_empty() && range.start() == site.end() && !site.is_empty();
        if !ends {
            return Self { range };
        }
        Self { range: TextRange::new(site.end() - TextSize::new(1), site.end()) }
    }

    fn is_in(self, region: TextRange) -> bool {
        region.contains_range(self.range)
    }

    /// Whether it is within `region`, and not the whole or at an end of it.
    fn is_within(self, region: TextRange) -> bool {
        if self.range.is_empty() {
            return region.start() < self.range.start() && self.range.start() < region.end();
        }
        region.contains_range(self.range) && region != self.range
    }
}

/// Whether names of `place` are looked up in `scope`, a child of a scope where they are.
fn is_inside(file: &FileModel<'_>, scope: ScopeId, place: Stretch) -> bool {
    let ast = file.ast();
    let scope = &file.model.scopes[scope];
    if let ScopeKey::Body(stmt) | ScopeKey::TypeParams(stmt) | ScopeKey::Signature(stmt) = scope.key
        && !place.is_in(ast.range(stmt))
    {
        return false;
    }
    match scope.key {
        ScopeKey::Module => true,
        ScopeKey::Body(stmt) => body_region(file, stmt).is_some_and(|region| place.is_in(region)),
        ScopeKey::TypeParams(stmt) => is_in_type_params(file, stmt, place),
        ScopeKey::Signature(stmt) => match ast[stmt] {
            Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => {
                annotations(ast, it.args).chain(it.returns).any(|expr| place.is_in(file.range(expr)))
            }
            _ => false,
        },
        ScopeKey::Annotations(owner) => is_in_annotation(file, owner, place),
        ScopeKey::Expr(expr) => is_in_expr(file, expr, place),
        ScopeKey::Bound(param) => match ast[param] {
            TypeParam::TypeVar(it) => it.bound.is_some_and(|expr| place.is_in(file.range(expr))),
            TypeParam::ParamSpec(_) | TypeParam::TypeVarTuple(_) => false,
        },
        ScopeKey::Default(param) => {
            let default = match ast[param] {
                TypeParam::TypeVar(it) => it.default_value,
                TypeParam::ParamSpec(it) => it.default_value,
                TypeParam::TypeVarTuple(it) => it.default_value,
            };
            default.is_some_and(|expr| place.is_in(file.range(expr)))
        }
    }
}

/// Where a statement is, with its decorators, which CPython counts as lines before it.
pub(in crate::rewrite) fn whole_range(ast: &Ast, stmt: StmtId) -> TextRange {
    ast.decorators(stmt).iter().fold(ast.range(stmt), |range, expr| range.cover(ast.range(*expr)))
}

/// The block of a definition, from the beginning of its first line.
fn body_region(file: &FileModel<'_>, stmt: StmtId) -> Option<TextRange> {
    let ast = file.ast();
    let body = match ast[stmt] {
        Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => it.body,
        Stmt::ClassDef(it) => it.body,
        Stmt::TypeAlias(it) => return Some(file.range(it.value)),
        _ => return None,
    };
    let first = whole_range(ast, *ast[body].first()?).start();
    let colon = file.significant_before(first).map_or(first, |idx| file.tokens().range(idx).end());
    // On a line of its own the block begins with that line.
    let start = file.line_start(first).max(colon);
    Some(TextRange::new(start.min(first), ast.range(stmt).end()))
}

fn is_in_type_params(file: &FileModel<'_>, stmt: StmtId, place: Stretch) -> bool {
    let ast = file.ast();
    let (params, args): (List<TypeParamId>, Option<ArgumentsId>) = match ast[stmt] {
        Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => (it.type_params, Some(it.args)),
        Stmt::ClassDef(it) => (it.type_params, None),
        Stmt::TypeAlias(it) => (it.type_params, None),
        _ => return false,
    };
    let Some(first) = ast[params].first() else { return false };
    let region = TextRange::new(ast.range(*first).start(), ast.range(stmt).end());
    // Defaults are evaluated outside.
    let in_default =
        args.is_some_and(|args| defaults(ast, ast[args]).any(|expr| place.is_in(file.range(expr))));
    place.is_in(region) && !in_default
}

fn defaults(ast: &Ast, args: Arguments) -> impl Iterator<Item = ExprId> {
    ast[args.defaults].iter().copied().chain(ast[args.kw_defaults].iter().copied().flatten())
}

fn annotations(ast: &Ast, args: ArgumentsId) -> impl Iterator<Item = ExprId> {
    let args = ast[args];
    let lists = [args.posonlyargs, args.args, args.kwonlyargs];
    let listed = lists.into_iter().flat_map(|list| ast[list].iter().copied());
    listed.chain(args.vararg).chain(args.kwarg).filter_map(|arg| ast[arg].annotation)
}

/// Whether `place` is in an annotation of a statement right in the scope `owner`. The scope of annotations has no region
/// of its own, so the statement is looked for.
fn is_in_annotation(file: &FileModel<'_>, owner: ScopeId, place: Stretch) -> bool {
    let ast = file.ast();
    let around: Vec<StmtId> =
        blocks_around(file, place.range.start()).iter().filter_map(Block::stmt).collect();
    let Some((last, outer)) = around.split_last() else { return false };
    let Stmt::AnnAssign(it) = ast[*last] else { return false };
    let is_definition = |stmt: &&StmtId| {
        matches!(ast[**stmt], Stmt::FunctionDef(_) | Stmt::AsyncFunctionDef(_) | Stmt::ClassDef(_))
    };
    let key = outer.iter().rev().find(is_definition).map_or(ScopeKey::Module, |stmt| ScopeKey::Body(*stmt));
    file.model.scopes[owner].key == key && place.is_in(file.range(it.annotation))
}

fn is_in_expr(file: &FileModel<'_>, expr: ExprId, place: Stretch) -> bool {
    let ast = file.ast();
    let generators = match ast[expr] {
        Expr::Lambda(it) => return place.is_in(file.range(it.body)) && place.range != file.range(expr),
        Expr::ListComp(it) => it.generators,
        Expr::SetComp(it) => it.generators,
        Expr::GeneratorExp(it) => it.generators,
        Expr::DictComp(it) => it.generators,
        _ => return false,
    };
    let first = ast[generators].first().map(|it| file.range(ast[*it].iter));
    place.is_within(file.range(expr)) && !first.is_some_and(|iter| place.is_in(iter))
}

/// A block around a place, and how much of it is before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'a> {
    /// The statements.
    pub(super) stmts: &'a [StmtId],
    /// How many of them are before the place.
    pub(super) n_before: usize,
    /// Whether the place is in the statement after those.
    pub(super) is_inside: bool,
}

impl Block<'_> {
    /// The statement that the place is in.
    pub(super) fn stmt(&self) -> Option<StmtId> {
        self.stmts.get(self.n_before).copied().filter(|_| self.is_inside)
    }
}

/// The blocks around `offset`, from the module's inwards.
pub(super) fn blocks_around<'a>(file: &'a FileModel<'_>, offset: TextSize) -> Vec<Block<'a>> {
    let ast = file.ast();
    let Mod::Module(module) = ast[file.lowered.root] else { return Vec::new() };
    let mut out = Vec::new();
    let mut next = Some(module.body);
    while let Some(list) = next {
        let stmts = &ast[list];
        let n_before = stmts.partition_point(|stmt| ast.range(*stmt).end() < offset);
        let inside = stmts.get(n_before).filter(|stmt| whole_range(ast, **stmt).contains_inclusive(offset));
        // Where two statements meet at `;` the offset belongs to the second.
        let (n_before, inside) = match (inside, stmts.get(n_before + 1)) {
            (Some(_), Some(after)) if whole_range(ast, *after).start() == offset => {
                (n_before + 1, Some(after))
            }
            _ => (n_before, inside),
        };
        out.push(Block { stmts, n_before, is_inside: inside.is_some() });
        next = inside.and_then(|stmt| block_with(ast, *stmt, offset));
    }
    out
}

/// The block of a compound statement that `offset` is in.
fn block_with(ast: &Ast, stmt: StmtId, offset: TextSize) -> Option<List<StmtId>> {
    blocks_of(ast, stmt).into_iter().find(|list| {
        let stmts = &ast[*list];
        let (Some(first), Some(last)) = (stmts.first(), stmts.last()) else { return false };
        whole_range(ast, *first).cover(ast.range(*last)).contains_inclusive(offset)
    })
}

/// The blocks of a compound statement.
pub(super) fn blocks_of(ast: &Ast, stmt: StmtId) -> Vec<List<StmtId>> {
    match ast[stmt] {
        Stmt::FunctionDef(it) | Stmt::AsyncFunctionDef(it) => vec![it.body],
        Stmt::ClassDef(it) => vec![it.body],
        Stmt::For(it) | Stmt::AsyncFor(it) => vec![it.body, it.orelse],
        Stmt::While(it) => vec![it.body, it.orelse],
        Stmt::If(it) => vec![it.body, it.orelse],
        Stmt::With(it) | Stmt::AsyncWith(it) => vec![it.body],
        Stmt::Match(it) => ast[it.cases].iter().map(|case| ast[*case].body).collect(),
        Stmt::Try(it) | Stmt::TryStar(it) => {
            let handlers = ast[it.handlers].iter().map(|id| ast[*id].body);
            [it.body].into_iter().chain(handlers).chain([it.orelse, it.finalbody]).collect()
        }
        _ => Vec::new(),
    }
}
