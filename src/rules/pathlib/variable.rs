//! Local variables that hold a path from each of their bindings on.

use rustc_hash::FxHashSet;

use super::code::Code;
use super::path_expr::{Operand, PathExpr, Reader};
use super::sink;
use crate::ast::{Expr, ExprId, NodeId, Stmt};
use crate::rewrite::Refusal;
use crate::semantic::{
    Answer, Binding, BindingId, BindingKind, Role, ScopeId, ScopeKey, ScopeKind, Variable, VariableId,
};
use crate::text::TextRange;

/// A variable that can be moved, as far as its bindings go.
#[derive(Debug)]
pub(super) struct PathVariable {
    /// The name at its first birth, where the site is reported.
    pub(super) node: ExprId,
    /// What it is bound to, in the order of the text.
    pub(super) births: Vec<Operand>,
    /// Where it is read.
    pub(super) places: FxHashSet<ExprId>,
    /// Whether it is also bound to `None`.
    pub(super) may_be_none: bool,
    /// Whether one of its births can be nothing but a path.
    pub(super) is_surely_path: bool,
    /// Whether it holds path objects already, and only what is done with it changes.
    pub(super) is_object: bool,
}

/// The variables of functions of which a binding gives a path, each with why it cannot be moved, if it cannot.
pub(super) fn variables(code: &Code<'_>) -> Vec<Result<PathVariable, (ExprId, Refusal)>> {
    let names = &code.ctx.file.model.names;
    let namespaces = readers_of_namespaces(code);
    let words: FxHashSet<&str> = sink::last_words().chain(["Path"]).collect();
    let fallbacks: FxHashSet<VariableId> = names.references().filter_map(|it| it.fallback).collect();
    let mut out = Vec::new();
    for id in names.variable_ids() {
        let variable = &names[id];
        if code.ctx.file.model.scopes[variable.scope].kind != ScopeKind::Function {
            continue;
        }
        if !variable.references.iter().any(|id| may_be_path_use(code, names[*id].node, &words)) {
            continue;
        }
        let Some((node, is_surely_path)) = first_birth(code, variable) else { continue };
        match moved(code, variable, node, is_surely_path) {
            Ok(_) if fallbacks.contains(&id) => {
                out.push(Err((
                    node,
                    refusal("class-body", "a class body reads the name, or the global of that name"),
                )));
            }
            Ok(_) if namespaces.iter().any(|it| is_within(code, variable.scope, *it)) => {
                let because = "the function reads its variables by `locals()`, `vars()`, `eval` or `exec`";
                out.push(Err((node, refusal("namespace-read", because))));
            }
            Ok(found) => out.push(Ok(found)),
            // Of what may be any string nobody wants to hear that it is not moved.
            Err(_) if !is_surely_path => {}
            Err(reason) => out.push(Err((node, reason))),
        }
    }
    out
}

/// Whether a place passes the variable to something that is called like a function of paths. It is asked first, since
/// what a variable is bound to takes longer to find out.
fn may_be_path_use(code: &Code<'_>, place: NodeId, words: &FxHashSet<&str>) -> bool {
    let ast = code.ast();
    let parents = code.ctx.analysis.parents();
    let around = match parents.parent(place) {
        Some(NodeId::Keyword(keyword)) => parents.parent(keyword),
        around => around,
    };
    let Some(NodeId::Expr(around)) = around else { return false };
    let Expr::Call(call) = ast[around] else { return false };
    match ast[call.func] {
        Expr::Name(it) => words.contains(ast.name(it.id)) || is_imported(code, call.func),
        Expr::Attribute(it) => words.contains(ast.name(it.attr)),
        _ => false,
    }
}

fn is_imported(code: &Code<'_>, name: ExprId) -> bool {
    let names = &code.ctx.file.model.names;
    let is_import = |id: &BindingId| names[*id].kind() == Some(BindingKind::Import);
    names.bindings_of(name).is_some_and(|bindings| bindings.iter().any(is_import))
}

/// The name at the first binding that gives a path, and whether it gives nothing else: a literal may be anything.
fn first_birth(code: &Code<'_>, variable: &Variable) -> Option<(ExprId, bool)> {
    let names = &code.ctx.file.model.names;
    let moved = FxHashSet::default();
    let reader = Reader { code, moved: &moved };
    let mut first = None;
    for id in &variable.bindings {
        let Some((target, value, _)) = assigned(code, &names[*id]) else { continue };
        if reader.read(value).is_some_and(|it| !matches!(it, PathExpr::Object(at) if at == value)) {
            return Some((target, true));
        }
        if first.is_none() && reader.read_or_text(value).is_some() {
            first = Some((target, false));
        }
    }
    first
}

/// Reads all bindings of a variable as paths.
fn moved(
    code: &Code<'_>,
    variable: &Variable,
    node: ExprId,
    is_surely_path: bool,
) -> Result<PathVariable, Refusal> {
    let names = &code.ctx.file.model.names;
    let place = |node: NodeId| match node {
        NodeId::Expr(expr) => Some(expr),
        _ => None,
    };
    let places: FxHashSet<ExprId> =
        variable.references.iter().filter_map(|id| place(names[*id].node)).collect();
    let mut found = PathVariable {
        node,
        births: Vec::new(),
        places: FxHashSet::default(),
        may_be_none: false,
        is_surely_path,
        is_object: false,
    };
    let reader = Reader { code, moved: &places };
    for id in &variable.bindings {
        let binding = &names[*id];
        if binding.scope != variable.scope {
            return Err(refusal("scope-shared", "another scope binds the variable, too"));
        }
        let Some((_, value, annotation)) = assigned(code, binding) else {
            return Err(not_a_birth(code, binding));
        };
        if code.is_none(value) {
            found.may_be_none = true;
            continue;
        }
        let Some(path) = reader.read_or_text(value) else {
            let because = format!("`{}` in line {} may be no path", code.shown(value), code.line(value));
            return Err(refusal("not-a-path", &because));
        };
        let declared = annotation.map(|it| code.ctx.file.source(it)).or_else(|| type_comment(code, value));
        if let Some(declared) = declared {
            return Err(refusal("annotated", &format!("it is declared to be `{declared}`")));
        }
        found.births.push(Operand { source: value, path });
    }
    found.places = places;
    let n_objects = found.births.iter().filter(|it| code.is_path_object(it.source)).count();
    found.is_object = n_objects == found.births.len();
    if n_objects > 0 && !found.is_object {
        return Err(refusal("holds-objects", "it holds path objects as well as strings"));
    }
    Ok(found)
}

/// The name, the value and the annotation of `name = value` or `name: annotation = value`.
fn assigned(code: &Code<'_>, binding: &Binding) -> Option<(ExprId, ExprId, Option<ExprId>)> {
    let (Role::Bind(BindingKind::Assign), NodeId::Expr(target)) = (binding.role, binding.node) else {
        return None;
    };
    let stmt = binding.stmt?;
    match code.ast()[stmt] {
        Stmt::Assign(it) if code.ast()[it.targets] == [target] => Some((target, it.value, None)),
        Stmt::AnnAssign(it) if it.target == target => Some((target, it.value?, Some(it.annotation))),
        _ => None,
    }
}

/// The type that a comment behind a binding declares: `# type: str`.
fn type_comment<'a>(code: &Code<'a>, value: ExprId) -> Option<&'a str> {
    let file = code.ctx.file;
    let end = file.range(value).end();
    let rest = TextRange::new(end, file.line_end(end));
    let types = file.comments_in(rest).map(|it| file.text[it].trim_start_matches('#').trim_start());
    types.filter_map(|it| it.strip_prefix("type:")).map(str::trim).find(|it| !it.starts_with("ignore"))
}

fn not_a_birth(code: &Code<'_>, binding: &Binding) -> Refusal {
    let what = match binding.role {
        Role::Delete => "deleted",
        Role::Global | Role::Nonlocal => "declared in another scope",
        Role::Bind(BindingKind::Parameter) => "a parameter",
        Role::Bind(BindingKind::AugAssign) => "added to",
        Role::Bind(BindingKind::For | BindingKind::Comprehension) => "the variable of a loop",
        Role::Bind(BindingKind::With) => "bound by a `with`",
        Role::Bind(_) | Role::Read => "bound otherwise",
    };
    let start = usize::from(code.ctx.file.range(binding.node).start());
    let line = memchr::memchr_iter(b'\n', &code.ctx.file.text.as_bytes()[..start]).count() + 1;
    refusal("rebound", &format!("it is {what}, too, in line {line}"))
}

/// The calls of the file that read all variables of a function by their names.
fn readers_of_namespaces(code: &Code<'_>) -> Vec<ExprId> {
    let ast = code.ast();
    let names = &code.ctx.file.model.names;
    let mut out = Vec::new();
    for reference in names.references() {
        let NodeId::Expr(expr) = reference.node else { continue };
        let Expr::Name(it) = ast[expr] else { continue };
        let reads = match ast.name(it.id) {
            "eval" | "exec" | "locals" => true,
            // With an argument they are about that.
            "vars" | "dir" => code.around(expr).is_none_or(
                |it| !matches!(ast[it], Expr::Call(call) if call.func == expr && !call.args.is_empty()),
            ),
            _ => false,
        };
        if reads && names.is_builtin(expr) != Answer::No {
            out.push(expr);
        }
    }
    out
}

/// Whether an expression is in the function of a scope.
fn is_within(code: &Code<'_>, scope: ScopeId, expr: ExprId) -> bool {
    let file = code.ctx.file;
    match file.model.scopes[scope].key {
        ScopeKey::Body(stmt) => file.range(stmt).contains_range(file.range(expr)),
        _ => true,
    }
}

pub(super) fn refusal(reason: &str, because: &str) -> Refusal {
    Refusal { reason: reason.to_owned(), because: because.to_owned() }
}
