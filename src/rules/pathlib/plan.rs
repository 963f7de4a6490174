//! From the uses of a variable to the changes of its site.

use rustc_hash::FxHashMap;

use super::assumptions::{Assumption, Assumptions};
use super::code::{Code, around_path, template};
use super::form::Form;
use super::path_expr::{Demand, Operand};
use super::path_use::{PathUse, PathUseKind};
use super::variable::{PathVariable, refusal};
use crate::ast::{ExprId, NodeId};
use crate::rewrite::{Change, Fill, Fragment, Refusal, template_string};
use crate::text::TextRange;

/// What takes the place of an expression.
#[derive(Debug, Clone)]
enum New {
    /// A path.
    Path(Operand),
    /// The text of a path.
    Text(Operand),
    /// The name of a path.
    Name(Operand),
    /// A form of `pathlib`.
    Form(Operand, Form),
}

/// The changes of a site in the making.
pub(super) struct Plan<'p, 'a> {
    code: &'p Code<'a>,
    variable: &'p PathVariable,
    news: FxHashMap<ExprId, New>,
}

impl<'p, 'a> Plan<'p, 'a> {
    /// The plan for a variable with these uses.
    pub(super) fn new(code: &'p Code<'a>, variable: &'p PathVariable, uses: &[PathUse]) -> Self {
        let was_object = variable.is_object;
        let mut news = FxHashMap::default();
        for birth in &variable.births {
            if !matches!(&birth.path, super::path_expr::PathExpr::Object(it) if *it == birth.source) {
                news.insert(birth.source, New::Path(birth.clone()));
            }
        }
        for use_ in uses {
            let path = use_.path.clone();
            let is_longer = path.source != use_.place;
            match &use_.kind {
                PathUseKind::Form(form) => {
                    news.insert(form.node, New::Form(path, form.clone()));
                }
                PathUseKind::NameTest if !was_object => {
                    news.insert(path.source, New::Name(path));
                }
                PathUseKind::Text(_) if !was_object || is_longer => {
                    news.insert(path.source, New::Text(path));
                }
                _ if is_longer && !matches!(use_.kind, PathUseKind::Birth) => {
                    news.insert(path.source, New::Path(path));
                }
                _ => {}
            }
        }
        Self { code, variable, news }
    }

    /// Whether nothing changes.
    pub(super) fn is_empty(&self) -> bool {
        self.news.is_empty()
    }

    /// The changes, outer ones first.
    pub(super) fn changes(&self) -> Result<Vec<Change>, Refusal> {
        let file = self.code.ctx.file;
        let outer_first = |expr: ExprId| {
            let range = file.range(expr);
            (range.start(), std::cmp::Reverse(range.end()))
        };
        let mut places: Vec<ExprId> = self.news.keys().copied().collect();
        places.sort_by_key(|it| outer_first(*it));
        let mut inner: Vec<ExprId> = Vec::new();
        let mut changes: Vec<(ExprId, Fragment)> =
            places.iter().map(|it| (*it, self.fragment(*it, &mut inner))).collect();
        changes.retain(|(expr, _)| !inner.contains(expr));
        for (expr, _) in &changes {
            self.check_nesting(*expr, &changes)?;
            if let Some((reason, because)) =
                template_string::refuses(file, file.range(*expr), self.code.ctx.target, &[])
            {
                return Err(refusal(reason, &because));
            }
        }
        let change =
            |(expr, fragment): (ExprId, Fragment)| Change { node: expr.into(), fragment: Some(fragment) };
        Ok(changes.into_iter().map(change).collect())
    }

    /// The new code of an expression; `inner` gets the expressions in it whose new code is part of that.
    fn fragment(&self, expr: ExprId, inner: &mut Vec<ExprId>) -> Fragment {
        let new = &self.news[&expr];
        let (New::Path(path) | New::Text(path) | New::Name(path) | New::Form(path, _)) = new;
        let mut part = |it: ExprId| {
            let is_changed = it != expr && self.news.contains_key(&it);
            is_changed.then(|| {
                inner.push(it);
                self.fragment(it, inner)
            })
        };
        // What is replaced cannot be kept in what replaces it, but its name can be written again.
        let of_path = |part: &mut dyn FnMut(ExprId) -> Option<Fragment>| {
            if path.source == expr && path.path.is_object() && self.variable.places.contains(&expr) {
                let name = self.code.ctx.file.source(expr).to_owned();
                template("$name").fill("name", Fill::Name(name))
            } else {
                path.path.fragment(part)
            }
        };
        match new {
            New::Path(_) => of_path(&mut part),
            New::Text(_) => around_path("str($p)", of_path(&mut part)),
            New::Name(_) => around_path("$p.name", of_path(&mut part)),
            New::Form(_, form) => {
                let path = of_path(&mut part);
                form.fragment(path, &mut part)
            }
        }
    }

    /// Changes within what another keeps must not touch its end, where both would write.
    fn check_nesting(&self, expr: ExprId, changes: &[(ExprId, Fragment)]) -> Result<(), Refusal> {
        let file = self.code.ctx.file;
        let inside = file.range(expr);
        let tangled = |because: String| Err(refusal("tangled", &because));
        for (outer, _) in changes {
            let around = file.range(*outer);
            if *outer == expr || !around.contains_range(inside) {
                continue;
            }
            if matches!(&self.news[outer], New::Form(_, form) if form.reorders()) {
                return tangled(format!("`{}` and what is in it change places", self.code.shown(*outer)));
            }
            let nodes =
                std::iter::once(NodeId::from(expr)).chain(self.code.ctx.analysis.parents().ancestors(expr));
            let end = file.outer_range(expr).end();
            let between = nodes.take_while(|it| *it != NodeId::from(*outer));
            let is_kept_whole = self.code.around(expr) == Some(*outer);
            let touches = is_kept_whole || between.skip(1).any(|it| file.range(it).end() == end);
            if touches {
                return tangled(format!("`{}` changes at both its ends", self.code.shown(*outer)));
            }
        }
        Ok(())
    }

    /// What the site looks at without changing it.
    pub(super) fn reads(&self, uses: &[PathUse]) -> Vec<TextRange> {
        let file = self.code.ctx.file;
        let mut out = Vec::new();
        for use_ in uses {
            let around = self.code.around(use_.path.source).unwrap_or(use_.path.source);
            out.push(file.range(around));
            for other in self.code.ctx.analysis.uses_of(use_.path.source) {
                if other.place != use_.place {
                    out.push(file.range(self.code.around(other.place).unwrap_or(other.place)));
                }
            }
        }
        out.sort_by_key(|it| (it.start(), it.end()));
        out.dedup();
        out
    }

    /// What the site relies on.
    pub(super) fn assumptions(&self, uses: &[PathUse]) -> Assumptions {
        let mut out = Assumptions::default();
        let code = self.code;
        let is_shown = uses.iter().any(shows_text);
        for birth in &self.variable.births {
            let demand = Demand { ends: true, text: is_shown, names: true };
            birth.path.rely(code, birth.source, demand, &mut out);
        }
        for use_ in uses {
            let path = &use_.path;
            if path.source != use_.place && !matches!(use_.kind, PathUseKind::Birth | PathUseKind::Object) {
                let demand = Demand { ends: true, text: shows_text(use_), names: true };
                path.path.rely(code, path.source, demand, &mut out);
            }
            match &use_.kind {
                PathUseKind::Form(form) => form.rely(code, &mut out),
                PathUseKind::Accepted { .. } => {
                    let because = format!(
                        "`{}` is passed on in line {}",
                        code.shown(path.source),
                        code.line(path.source)
                    );
                    out.add(Assumption::FileFunctionsNotPatched, crate::semantic::Answer::Unknown, because);
                }
                _ => {}
            }
        }
        out
    }
}

/// Whether the text of the path can be seen in what a use gives.
fn shows_text(use_: &PathUse) -> bool {
    match &use_.kind {
        PathUseKind::Accepted { is_shown } => *is_shown,
        PathUseKind::Part | PathUseKind::Printed | PathUseKind::Text(_) => true,
        // The file object has it for a name.
        PathUseKind::Form(form) => form.opens(),
        PathUseKind::Birth
        | PathUseKind::Object
        | PathUseKind::NameTest
        | PathUseKind::Tested
        | PathUseKind::ComparedWithNone
        | PathUseKind::Unused
        | PathUseKind::Identity => false,
    }
}
