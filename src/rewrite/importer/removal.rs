//! Which imports are no longer used once the sites are applied.
//!
//! An import of a released module or symbol goes if the sites take all uses of its variable, and there were some. All
//! imports of the variable go, or none. They stay
//!
//! * if the variable is bound otherwise, declared `global`, or a name of a class;
//! * if they do not stand right in the module or function: in `try`, `if`, `with`, or a loop;
//! * if the name is in new text, in a string that reads as an expression (an annotation, `__all__`, a target to patch), in
//!   a doctest, in a `# type:` comment, or anywhere that the tables of names do not follow;
//! * if the file looks names up by their text: `globals()`, `locals()`, `vars()`, `eval`, `exec`, `sys.modules`;
//! * if others may import it from here: in `__init__.py`, as `import a as a`, by what the caller knows;
//! * if a comment asks for it: `# noqa`, `# pylint: disable=unused-import`, or is on it at all;
//! * if loading the module may do something else: `import a.b` outside the standard library.

use rustc_hash::FxHashSet;

use super::context::Context;
use super::place::blocks_around;
use super::{binding, stdlib};
use crate::ast::{AliasId, Ast, Expr, ExprContext, Name, NodeId, StmtId, Value};
use crate::rewrite::site::{Site, Write};
use crate::semantic::{Binding, Import, ScopeId, ScopeKind, VariableId};
use crate::syntax::{self, SyntaxKind, lexer};
use crate::text::TextRange;

/// An import that goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Removal {
    pub(super) stmt: StmtId,
    pub(super) alias: AliasId,
    /// The variable; its imports go together.
    pub(super) variable: VariableId,
}

/// Longer strings are no annotations.
const MAX_ANNOTATION_BYTES: usize = 2000;

/// Functions and attributes by which a file reaches names by their text.
const DYNAMIC: &[&str] = &["globals", "locals", "vars", "eval", "exec", "modules", "__dict__"];

/// A variable with its imports.
pub(super) type Released = (VariableId, Vec<Removal>);

/// The imports that go with `sites`, unless new text names them.
pub(super) fn going(ctx: &Context<'_>, sites: &[&Site]) -> Vec<Released> {
    let mut releases: Vec<String> = sites.iter().flat_map(|site| &site.releases).cloned().collect();
    releases.sort();
    releases.dedup();
    if releases.is_empty() {
        return Vec::new();
    }
    let mut seen = FxHashSet::default();
    let variables = ctx.names().bindings().map(|it| it.variable).filter(|id| seen.insert(*id));
    let mut released: Vec<Released> = variables
        .filter_map(|id| Some((id, released(ctx, &releases, id)?)))
        .filter(|(id, _)| uses_are_gone(ctx, *id))
        .collect();
    if released.is_empty() || is_kept_as_a_whole(ctx) {
        return Vec::new();
    }
    let is_free = |name: Name| !is_read_elsewhere(ctx, name) && !is_in_strings(ctx, ctx.ast().name(name));
    released.retain(|(id, _)| is_free(ctx.names()[*id].name));
    released
}

/// Those of `going` that new text does not name: the needs of the sites are spelled by `spellings`, and the names of
/// the variables `renewed` mean new imports there.
pub(super) fn find(
    ctx: &Context<'_>,
    going: Vec<Released>,
    sites: &[&Site],
    spellings: &[Vec<String>],
    renewed: &[VariableId],
) -> Vec<Removal> {
    if going.is_empty() {
        return Vec::new();
    }
    let mentioned = mentioned(sites, spellings);
    let is_named = |id: VariableId| mentioned.contains(ctx.ast().name(ctx.names()[id].name));
    let may_go = |(id, _): &Released| renewed.contains(id) || !is_named(*id);
    going.into_iter().filter(may_go).flat_map(|(_, it)| it).collect()
}

/// The imports of a variable, if there is nothing that keeps one of them.
fn released(ctx: &Context<'_>, releases: &[String], id: VariableId) -> Option<Vec<Removal>> {
    let variable = &ctx.names()[id];
    let scope = variable.scope;
    let text = ctx.ast().name(variable.name);
    let is_module = scope == ScopeId::MODULE;
    if is_module && (ctx.options.is_package || (ctx.options.is_imported_elsewhere)(text)) {
        return None;
    }
    if !is_module && ctx.file.model.scopes[scope].kind != ScopeKind::Function {
        return None;
    }
    let all = variable.bindings.iter().map(|it| &ctx.names()[*it]);
    all.map(|it| removal(ctx, releases, it, scope)).collect()
}

fn removal(ctx: &Context<'_>, releases: &[String], it: &Binding, scope: ScopeId) -> Option<Removal> {
    let import = binding::origin_of(ctx, it)?;
    let (NodeId::Alias(alias), Some(stmt)) = (it.node, it.stmt) else { return None };
    let is_redundant = ctx.ast()[alias].asname == Some(ctx.ast()[alias].name);
    let range = ctx.ast().range(stmt);
    let may_go = is_released(&import, releases)
        && it.scope == scope
        && !is_redundant
        && !has_effects(&import)
        && is_unconditional(ctx, stmt)
        && !ctx.is_written(range)
        && !is_asked_for(ctx, range);
    may_go.then_some(Removal { stmt, alias, variable: it.variable })
}

/// Whether an import is of a released module or symbol, or of something in one.
pub(super) fn is_released(import: &Import, releases: &[String]) -> bool {
    let is_within = |path: &str| {
        let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]);
        ends.into_iter().any(|end| releases.iter().any(|it| *it == path[..end]))
    };
    is_within(&import.qualified) || (import.name.is_none() && is_within(&import.module))
}

fn has_effects(import: &Import) -> bool {
    import.name.is_none() && import.module.contains('.') && !stdlib::is_standard(&import.module)
}

/// Whether a statement stands right in the module or in a function.
fn is_unconditional(ctx: &Context<'_>, stmt: StmtId) -> bool {
    let blocks = blocks_around(ctx.file, ctx.ast().range(stmt).start());
    let Some(outer) = blocks.len().checked_sub(2) else { return true };
    blocks[outer].stmt().is_some_and(|stmt| {
        matches!(ctx.ast()[stmt], crate::ast::Stmt::FunctionDef(_) | crate::ast::Stmt::AsyncFunctionDef(_))
    })
}

/// Whether a comment in the lines of a statement asks for an import that is not used.
fn is_asked_for(ctx: &Context<'_>, stmt: TextRange) -> bool {
    let lines = TextRange::new(stmt.start(), ctx.file.line_end(stmt.end()));
    ctx.file.comments_in(lines).any(|comment| keeps_unused(&ctx.file.text[comment]))
}

/// Whether a comment keeps imports that are not used.
fn keeps_unused(comment: &str) -> bool {
    let comment = comment.to_lowercase();
    let noqa = comment.split_once("noqa").is_some_and(|(_, codes)| {
        let codes = codes.trim_start();
        !codes.starts_with(':') || codes.contains("f401")
    });
    noqa || comment.contains("unused-import") || comment.contains("unused_import")
}

/// Whether the sites take every use of a variable, and there are uses.
fn uses_are_gone(ctx: &Context<'_>, id: VariableId) -> bool {
    let uses = &ctx.names()[id].references;
    let is_used = !uses.is_empty() || ctx.names().is_named_unevaluated(id);
    is_used && uses.iter().all(|id| ctx.is_replaced(ctx.names()[*id].node.range(ctx.ast())))
}

/// Whether the file looks names up by their text, or says of itself that it has unused imports.
fn is_kept_as_a_whole(ctx: &Context<'_>) -> bool {
    let file = ctx.file;
    let tokens = file.tokens();
    let is_dynamic =
        |idx: usize| tokens.kind(idx) == SyntaxKind::NAME && DYNAMIC.contains(&file.token_text(idx));
    let is_own_line = |comment: &TextRange| {
        file.text[TextRange::new(file.line_start(comment.start()), comment.start())].is_empty()
    };
    let keeps_all = |comment: TextRange| {
        let text = file.text[comment].to_lowercase();
        let of_file =
            text.contains("flake8: noqa") || text.contains("flake8:noqa") || text.contains("ruff: noqa");
        keeps_unused(&text) && (of_file || text.contains("pylint:"))
    };
    (0..tokens.len()).any(is_dynamic)
        || file
            .comments_in(TextRange::up_to(crate::text::TextSize::of(file.text)))
            .filter(is_own_line)
            .any(keeps_all)
}

/// The identifiers in the new text of the sites: spelled names by their first.
fn mentioned(sites: &[&Site], spellings: &[Vec<String>]) -> FxHashSet<String> {
    let mut out = FxHashSet::default();
    for (site, spelled) in sites.iter().zip(spellings) {
        for (write_idx, write) in site.writes.iter().enumerate() {
            let needs = site.imports.iter().filter(|need| need.write_idx == write_idx).map(|need| need.at);
            let mut words = FxHashSet::default();
            collect_identifiers(write, &needs.collect::<Vec<_>>(), &mut words);
            // The builtin is meant, not the import that hides it.
            words.retain(|word| !site.unhides.contains(word));
            out.extend(words);
        }
        out.extend(spelled.iter().filter_map(|text| Some(text.split('.').next()?.to_owned())));
    }
    out
}

fn collect_identifiers(write: &Write, placeholders: &[TextRange], out: &mut FxHashSet<String>) {
    let text = &write.edit.insert;
    for (start, word) in words(text) {
        let range = TextRange::at((start as u32).into(), (word.len() as u32).into());
        // An attribute is no variable.
        let is_attribute = text[..start].ends_with('.');
        if !is_attribute && !placeholders.iter().any(|it| it.contains_range(range)) {
            out.insert(word.to_owned());
        }
    }
}

/// The words of a text that could be identifiers, and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Whether a name is read where the tables do not know its variable: in annotations that are not evaluated.
fn is_read_elsewhere(ctx: &Context<'_>, name: Name) -> bool {
    let ast = ctx.ast();
    let is_open = |node: NodeId| {
        let NodeId::Expr(expr) = node else { return false };
        let Expr::Name(it) = ast[expr] else { return false };
        let is_known = ctx.names().reference(expr).is_some_and(|it| it.variable.is_some());
        it.id == name && it.ctx == ExprContext::Load && !is_known && !ctx.is_replaced(ast.range(expr))
    };
    ctx.file.nodes().iter().copied().any(is_open)
}

/// Whether a string, doctest or type comment has the name.
fn is_in_strings(ctx: &Context<'_>, name: &str) -> bool {
    let (ast, file) = (ctx.ast(), ctx.file);
    let has_word = |text: &str| words(text).any(|(_, word)| word == name);
    let everything = TextRange::up_to(crate::text::TextSize::of(file.text));
    let in_comments = || {
        let comments = file.comments_in(everything).map(|comment| &file.text[comment]);
        comments.filter(|text| text[1..].trim_start().starts_with("type:")).any(has_word)
    };
    let in_string = |node: NodeId| {
        let NodeId::Expr(expr) = node else { return false };
        let Expr::Constant(it) = ast[expr] else { return false };
        let Value::Str(id) = it.value else { return false };
        let text = string(ast, id);
        has_word(&text)
            && (text.contains(">>>") || is_expression_with(&text, name))
            && !ctx.is_replaced(ast.range(expr))
    };
    in_comments() || file.nodes().iter().copied().any(in_string)
}

fn string(ast: &Ast, id: crate::ast::StrId) -> String {
    ast.str(id).to_string_lossy().into_owned()
}

/// Whether a string reads as an expression in which the name is no attribute.
fn is_expression_with(text: &str, name: &str) -> bool {
    let text = text.trim();
    if text.len() > MAX_ANNOTATION_BYTES || !syntax::outline_expression(text).errors().is_empty() {
        return false;
    }
    let tokens = lexer::lex(text);
    let is_name = |idx: usize| tokens.kind(idx) == SyntaxKind::NAME && &text[tokens.range(idx)] == name;
    (0..tokens.len()).any(is_name)
}
