//! Templates filled by what was matched and computed.

use std::sync::Arc;

use super::claims::Claims;
use super::{Evaluation, moved, refusal};
use crate::ast::{Expr, NodeId, Stmt, StmtId};
use crate::rewrite::condition::Question;
use crate::rewrite::fragment::{Fill, Fragment};
use crate::rewrite::matcher::{Bindings, Matched, Matcher};
use crate::rewrite::native::{Bound, NativeContext};
use crate::rewrite::native_rule::Change;
use crate::rewrite::pattern::Pattern;
use crate::rewrite::rule::{RuleAlso, RuleLet, RuleLetForm};
use crate::rewrite::rule_file::PlaceKind;
use crate::rewrite::verdict::Refusal;
use crate::semantic::{Answer, Variable};

/// What a `let` made.
#[derive(Debug)]
enum Computed {
    One(Fragment),
    Many(Vec<Fragment>),
}

/// Names and what is computed for them.
type Lets = Vec<(String, Computed)>;

impl<'r> Evaluation<'_, 'r> {
    /// What changes in the tree.
    pub(super) fn changes(
        &self,
        question: &Question<'r>,
        node: NodeId,
        to: Option<&Arc<Pattern>>,
        bindings: &mut Bindings,
        claims: &mut Claims,
    ) -> Result<Vec<Change>, Refusal> {
        let mut lets = Lets::new();
        let case = &self.rule().cases[self.case_idx];
        for it in &case.lets {
            if let Some(computed) = self.compute(question, it, bindings, &lets, claims)? {
                lets.push((it.name.clone(), computed));
            }
        }
        let fragment = to.map(|to| filled(to, bindings, &lets));
        if !case.has_native() {
            self.ask_moved(bindings, fragment.as_ref(), claims);
        }
        let mut changes = vec![Change { node, fragment }];
        for also in &case.also {
            self.add_also(also, (bindings, &lets), question.matched, &mut changes)?;
        }
        Ok(changes)
    }

    /// Asks that what is dropped, repeated or moved past something else has no effect.
    fn ask_moved(&self, bindings: &Bindings, fragment: Option<&Fragment>, claims: &mut Claims) {
        for (name, node) in moved::moved(self.round.file, bindings, fragment) {
            claims.add_moved(self, name, node);
        }
    }

    fn compute(
        &self,
        question: &Question<'r>,
        it: &RuleLet,
        bindings: &mut Bindings,
        lets: &Lets,
        claims: &mut Claims,
    ) -> Result<Option<Computed>, Refusal> {
        Ok(match &it.form {
            RuleLetForm::Fold { step, over, init } => {
                let items = values(bindings, over)?;
                let mut acc = filled(init, bindings, lets);
                for item in items {
                    acc = filled(step, bindings, lets)
                        .fill("acc", Fill::New(acc))
                        .fill("item", Fill::Kept(item));
                }
                Some(Computed::One(acc))
            }
            RuleLetForm::Map { each, over } => {
                let items = values(bindings, over)?.into_iter();
                Some(Computed::Many(
                    items.map(|item| filled(each, bindings, lets).fill("item", Fill::Kept(item))).collect(),
                ))
            }
            RuleLetForm::Template { template, conditions, otherwise } => {
                let mut holds = true;
                for condition in conditions {
                    let Some(subject) = question.subject(&condition.var, bindings) else { continue };
                    holds &= question.ask_all(&condition.tests, &subject, bindings).answer == Answer::Yes;
                }
                match (holds, otherwise) {
                    (true, _) => Some(Computed::One(filled(template, bindings, lets))),
                    (false, Some(otherwise)) => Some(Computed::One(filled(otherwise, bindings, lets))),
                    (false, None) => return Err(refusal(&it.name, "the conditions of a part do not hold")),
                }
            }
            RuleLetForm::Native { native, args } => {
                let options = self.options();
                let context = NativeContext {
                    file: self.round.file,
                    analysis: self.round.analysis,
                    matched: question.matched,
                    target: self.round.options.target,
                    options: &options,
                };
                let args: Option<Vec<&Bound>> = args.iter().map(|name| bindings.get(name)).collect();
                let Some(args) = args else { return Ok(None) };
                let made = native(&context, &args)?;
                made.claims.into_iter().for_each(|claim| claims.add_native(self, claim));
                Some(Computed::One(made.fragment))
            }
        })
    }

    /// The changes elsewhere that belong to the site.
    fn add_also(
        &self,
        also: &RuleAlso,
        (bindings, lets): (&Bindings, &Lets),
        matched: NodeId,
        changes: &mut Vec<Change>,
    ) -> Result<(), Refusal> {
        let Some(bound) = bindings.get(&also.var) else { return Ok(()) };
        for place in self.places(also, bound, matched)? {
            // A pattern that is an attribute or call of the name begins at a node around it.
            let ancestors = std::iter::once(place).chain(self.round.analysis.parents().ancestors(place));
            let is_near = |it: &NodeId| *it == place || matches!(it, NodeId::Expr(_));
            let found = ancestors.take_while(is_near).find_map(|at| {
                let matcher = Matcher::new(&also.from, self.round.file, self.round.options.signatures, &[]);
                match matcher.matches(at) {
                    Matched::Yes(inner) if binds_same(self, &inner, bindings) => Some((at, inner)),
                    _ => None,
                }
            });
            match found {
                Some((at, inner)) => {
                    let mut all = inner;
                    bindings.iter().for_each(|(name, bound)| {
                        if all.get(name).is_none() {
                            all.bind(name, bound.clone());
                        }
                    });
                    let fragment = also.to.as_ref().map(|to| filled(to, &all, lets));
                    changes.push(Change { node: at, fragment });
                }
                None if also.is_complete => {
                    let source = self.round.file.source(place);
                    let because = format!("another use of `{source}` does not fit: it escapes");
                    return Err(refusal("also", &because));
                }
                None => {}
            }
        }
        Ok(())
    }

    /// The nodes that an edit elsewhere looks at.
    fn places(&self, also: &RuleAlso, bound: &Bound, matched: NodeId) -> Result<Vec<NodeId>, Refusal> {
        let names = &self.round.file.model.names;
        let (target, variable) = self.variable(bound, matched)?;
        // What the match itself reads is no other place.
        let own = self.round.file.range(matched);
        let is_elsewhere = |node: &NodeId| !own.contains_range(self.round.file.range(*node));
        let references = variable.references.iter().map(|id| names[*id].node);
        let references: Vec<NodeId> = references.filter(is_elsewhere).collect();
        let bindings: Vec<NodeId> = variable.bindings.iter().map(|id| names[*id].node).collect();
        match also.kind {
            PlaceKind::References => self.references_of(target, &bindings, references),
            PlaceKind::Callers => {
                let references = self.references_of(target, &bindings, references)?;
                Ok(references.into_iter().map(|reference| self.call_of(reference)).collect())
            }
            PlaceKind::Definition => self.definition(&bindings).map(|stmt| vec![stmt.into()]),
            PlaceKind::Decorators => {
                let decorators = self.round.file.ast().decorators(self.definition(&bindings)?);
                Ok(decorators.iter().map(|expr| NodeId::from(*expr)).collect())
            }
        }
    }

    /// The variable that a metavariable names, and the node that does: a name, or the matched definition.
    fn variable(&self, bound: &Bound, matched: NodeId) -> Result<(NodeId, &'r Variable), Refusal> {
        let file = self.round.file;
        let names = &file.model.names;
        let node = match bound {
            Bound::Node(node @ NodeId::Expr(expr)) if matches!(file.ast()[*expr], Expr::Name(_)) => *node,
            Bound::Name(_) if matches!(matched, NodeId::Stmt(_)) => matched,
            Bound::Node(_) | Bound::Name(_) | Bound::Sequence(_) => {
                return Err(refusal("also", "it is no plain name"));
            }
        };
        let binding = names.bindings().find(|binding| binding.node == node).map(|it| it.variable);
        let variable = binding.or_else(|| match node {
            NodeId::Expr(expr) => names.reference(expr).and_then(|it| it.variable),
            _ => None,
        });
        let variable = variable.ok_or_else(|| refusal("also", "the name is not resolved"))?;
        Ok((node, &names[variable]))
    }

    /// The function or class that is all that a name means.
    fn definition(&self, bindings: &[NodeId]) -> Result<StmtId, Refusal> {
        let ast = self.round.file.ast();
        match bindings {
            [NodeId::Stmt(stmt)]
                if matches!(
                    ast[*stmt],
                    Stmt::FunctionDef(_) | Stmt::AsyncFunctionDef(_) | Stmt::ClassDef(_)
                ) =>
            {
                Ok(*stmt)
            }
            _ => Err(refusal("also", "it is not one function or class of this file alone")),
        }
    }

    /// The call of which a reference is the callee, or else the reference.
    fn call_of(&self, reference: NodeId) -> NodeId {
        let ast = self.round.file.ast();
        match self.round.analysis.parents().parent(reference) {
            Some(parent @ NodeId::Expr(expr)) => match ast[expr] {
                Expr::Call(call) if NodeId::from(call.func) == reference => parent,
                _ => reference,
            },
            _ => reference,
        }
    }
}

impl Evaluation<'_, '_> {
    /// The references that see the binding `target` among all `bindings` of its variable: those between it and the next
    /// binding, if all are in statements of one block, so that the nearest before a reference is the one it sees.
    fn references_of(
        &self,
        target: NodeId,
        bindings: &[NodeId],
        references: Vec<NodeId>,
    ) -> Result<Vec<NodeId>, Refusal> {
        if bindings.len() < 2 {
            return Ok(references);
        }
        let parents = self.round.analysis.parents();
        let file = self.round.file;
        let block = |node: &NodeId| parents.stmt(*node).and_then(|stmt| parents.parent(stmt));
        let first_block = bindings.first().and_then(block);
        if first_block.is_none() || !bindings.iter().all(|it| block(it) == first_block) {
            return Err(refusal("also", "the name is bound in several blocks"));
        }
        let start = |node: &NodeId| file.range(*node).start();
        let own = start(&target);
        let next = bindings.iter().map(start).filter(|at| *at > own).min();
        if references.iter().any(|it| bindings.iter().all(|binding| start(binding) > start(it))) {
            return Err(refusal("also", "the name is read before it is bound"));
        }
        let sees_it = |it: &NodeId| start(it) > own && next.is_none_or(|next| start(it) < next);
        Ok(references.into_iter().filter(sees_it).collect())
    }
}

/// The template with all that was bound and computed.
fn filled(template: &Arc<Pattern>, bindings: &Bindings, lets: &Lets) -> Fragment {
    let mut fragment = Fragment::new(Arc::clone(template));
    for (name, bound) in bindings.iter() {
        fragment = fragment.fill(
            name,
            match bound {
                Bound::Node(node) => Fill::Kept(*node),
                Bound::Sequence(nodes) => Fill::KeptMany(nodes.clone()),
                Bound::Name(name) => Fill::Name(name.clone()),
            },
        );
    }
    for (name, computed) in lets {
        fragment = fragment.fill(
            name,
            match computed {
                Computed::One(new) => Fill::New(new.clone()),
                Computed::Many(all) => Fill::NewMany(all.clone()),
            },
        );
    }
    fragment
}

/// The values of a sequence, one by one; an argument with a name is none.
fn values(bindings: &Bindings, name: &str) -> Result<Vec<NodeId>, Refusal> {
    let nodes = match bindings.get(name) {
        Some(Bound::Sequence(nodes)) => nodes.clone(),
        Some(Bound::Node(node)) => vec![*node],
        Some(Bound::Name(_)) | None => Vec::new(),
    };
    match nodes.iter().any(|node| matches!(node, NodeId::Keyword(_))) {
        true => Err(refusal(&format!("{name}.each"), "an argument has a name")),
        false => Ok(nodes),
    }
}

/// Whether what an inner pattern bound agrees with what the outer one did: a name with the name that it reads.
fn binds_same(evaluation: &Evaluation<'_, '_>, inner: &Bindings, outer: &Bindings) -> bool {
    let file = evaluation.round.file;
    inner.iter().all(|(name, bound)| match (bound, outer.get(name)) {
        (Bound::Node(a), Some(Bound::Node(b))) => file.source(*a) == file.source(*b),
        (Bound::Name(name), Some(Bound::Node(node))) | (Bound::Node(node), Some(Bound::Name(name))) => {
            file.source(*node) == name
        }
        (a, Some(b)) => a == b,
        (_, None) => true,
    })
}
