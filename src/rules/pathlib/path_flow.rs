//! `path-flow`: a local variable that holds a path becomes a `Path`, with all that is done with it.
//!
//! The site is the first binding of the variable. It is applied as a whole or not at all: bindings, forms of `pathlib`
//! where `os.path`, `os` and `open` were, and `str(p)` where nothing but a string will do. Where more places want a
//! string than a path the variable stays one, and the report says which place wants it.

use super::assumptions::Assumption;
use super::code::Code;
use super::objections::Objections;
use super::path_expr::{Operand, PathExpr, Reader, Step};
use super::path_text::PathText;
use super::path_use::{PathUse, PathUseKind, use_of};
use super::plan::Plan;
use super::variable::{PathVariable, refusal, variables};
use crate::ast::{Expr, ExprId};
use crate::rewrite::{NativeRuleContext, NativeSite, Refusal};
use crate::semantic::{Answer, UseKind};

/// Finds the variables of functions that are born as paths.
pub(in crate::rules) fn path_flow(ctx: &NativeRuleContext<'_>) -> Vec<NativeSite> {
    let code = Code { ctx: *ctx };
    let mut out = Vec::new();
    let mut objections = None;
    for found in variables(&code) {
        match found {
            Err((node, reason)) => out.push(refused(node, reason)),
            Ok(variable) => {
                let objections = *objections.get_or_insert_with(|| Objections::of(&code));
                out.extend(site(&code, &variable, objections));
            }
        }
    }
    out.sort_by_key(|it| ctx.file.range(it.node).start());
    out
}

fn site(code: &Code<'_>, variable: &PathVariable, objections: Objections) -> Option<NativeSite> {
    let reader = Reader { code, moved: &variable.places };
    let mut carried = Vec::new();
    variable.births.iter().for_each(|it| it.path.carried(&mut carried));
    let mut places: Vec<ExprId> = variable.places.iter().copied().collect();
    places.sort_by_key(|it| code.ctx.file.range(*it).start());
    let uses: Vec<PathUse> = places
        .iter()
        .map(|place| {
            let use_ = use_of(&reader, *place);
            if carried.contains(place) { PathUse { kind: PathUseKind::Birth, ..use_ } } else { use_ }
        })
        .collect();
    let plan = Plan::new(code, variable, &uses);
    let was_object = variable.is_object;
    if plan.is_empty() || (was_object && !uses.iter().any(is_path_use)) {
        return None;
    }
    let worth = if was_object { Worth::Moves } else { worth(code, variable, &uses) };
    let changes = match worth {
        Worth::Moves => check_none(code, variable, &uses)
            .and_then(|()| check_empty(code, variable, &uses))
            .and_then(|()| plan.changes()),
        Worth::Nothing => return None,
        Worth::Refused(reason) => Err(reason),
    };
    let changes = match changes {
        Ok(changes) => changes,
        Err(reason) => return Some(refused(variable.node, reason)),
    };
    let mut assumptions = plan.assumptions(&uses);
    let place = |it: ExprId| format!("`{}` in line {}", code.shown(it), code.line(it));
    if let Some(patch) = objections.patch {
        assumptions.object(Assumption::FileFunctionsNotPatched, place(patch));
    }
    if let Some(bytes) = objections.bytes {
        assumptions.object(Assumption::PathsAreText, place(bytes));
    }
    Some(NativeSite {
        reads: plan.reads(&uses),
        claims: assumptions.into_claims(),
        ..NativeSite::new(variable.node.into(), changes)
    })
}

/// Whether a variable is better off as a path.
enum Worth {
    Moves,
    /// It is no path, or there is nothing to gain.
    Nothing,
    Refused(Refusal),
}

fn worth(code: &Code<'_>, variable: &PathVariable, uses: &[PathUse]) -> Worth {
    let n_paths = uses.iter().filter(|it| is_path_use(it)).count();
    let texts: Vec<&PathUse> = uses
        .iter()
        .filter(|it| matches!(it.kind, PathUseKind::Text(_)) && it.path.source == it.place)
        .collect();
    if let Some(use_) = uses.iter().find(|it| matches!(it.kind, PathUseKind::Identity)) {
        let because = format!("line {} asks what object it is", code.line(use_.place));
        return Worth::Refused(refusal("object-is-asked", &because));
    }
    if n_paths == 0 || (!variable.is_surely_path && !uses.iter().any(has_form)) {
        let Some(use_) = texts.first().filter(|_| variable.is_surely_path) else { return Worth::Nothing };
        return Worth::Refused(wants_text(code, use_, texts.len(), n_paths));
    }
    match texts.first() {
        Some(first) if texts.len() > n_paths => Worth::Refused(wants_text(code, first, texts.len(), n_paths)),
        _ => Worth::Moves,
    }
}

fn wants_text(code: &Code<'_>, use_: &PathUse, n_texts: usize, n_paths: usize) -> Refusal {
    let PathUseKind::Text(kind) = use_.kind else { return refusal("used-as-text", "a string is wanted") };
    let because = format!(
        "{n_texts} uses want a string and {n_paths} a path; in line {} it is {}",
        code.line(use_.place),
        kind.name()
    );
    refusal("used-as-text", &because)
}

/// Whether a use is of a path, and no worse with an object.
fn is_path_use(use_: &PathUse) -> bool {
    match use_.kind {
        PathUseKind::Form(_) | PathUseKind::Accepted { .. } | PathUseKind::Object => true,
        PathUseKind::Text(_)
        | PathUseKind::Part
        | PathUseKind::Printed
        | PathUseKind::Birth
        | PathUseKind::NameTest
        | PathUseKind::Tested
        | PathUseKind::ComparedWithNone
        | PathUseKind::Unused
        | PathUseKind::Identity => false,
    }
}

fn has_form(use_: &PathUse) -> bool {
    matches!(use_.kind, PathUseKind::Form(_)) || (is_path_use(use_) && use_.path.source != use_.place)
}

/// Where the variable may be `None`, nothing but a test of it stays the same.
fn check_none(code: &Code<'_>, variable: &PathVariable, uses: &[PathUse]) -> Result<(), Refusal> {
    if !variable.may_be_none {
        return Ok(());
    }
    let is_bare = |it: &&PathUse| {
        !matches!(it.kind, PathUseKind::Tested | PathUseKind::ComparedWithNone | PathUseKind::Unused)
    };
    let may_be_none = |it: &&PathUse| code.ctx.analysis.never_none(it.place) != Answer::Yes;
    match uses.iter().filter(is_bare).find(may_be_none) {
        Some(use_) => {
            let because = format!("it may be `None` in line {}", code.line(use_.place));
            Err(refusal("may-be-none", &because))
        }
        None => Ok(()),
    }
}

/// A program that asks whether a string is empty has a reason: such a path is the current directory then, which is true.
fn check_empty(code: &Code<'_>, variable: &PathVariable, uses: &[PathUse]) -> Result<(), Refusal> {
    let text = PathText { code };
    let is_named = |it: &Operand| match it.path {
        PathExpr::Step(ref of, Step::Parent) => text.has_folder(of.source) == Answer::Yes,
        _ => text.not_empty(it.source) == Answer::Yes,
    };
    if variable.is_object || variable.may_be_none || variable.births.iter().all(is_named) {
        return Ok(());
    }
    let is_test = |it: &&PathUse| {
        it.path.source == it.place
            && match it.kind {
                PathUseKind::Tested | PathUseKind::Text(UseKind::Bool) => true,
                PathUseKind::Text(UseKind::Compared) => is_compared_with_empty(code, it.place),
                _ => false,
            }
    };
    match uses.iter().find(is_test) {
        Some(use_) => {
            let because = format!("line {} asks whether it is empty", code.line(use_.place));
            Err(refusal("may-be-empty", &because))
        }
        None => Ok(()),
    }
}

fn is_compared_with_empty(code: &Code<'_>, place: ExprId) -> bool {
    let Some(Expr::Compare(it)) = code.around(place).map(|it| code.ast()[it]) else { return false };
    let others = code.ast()[it.comparators].iter().chain([&it.left]);
    others.filter_map(|it| code.literal(*it)).any(str::is_empty)
}

fn refused(node: ExprId, reason: Refusal) -> NativeSite {
    NativeSite::refused(node.into(), reason)
}
