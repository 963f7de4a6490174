//! What a site relies on, with the answers, and the verdict that follows.

use super::{CHANGES, Evaluation, refusal};
use crate::ast::NodeId;
use crate::rewrite::condition::{Answered, Question, value};
use crate::rewrite::matcher::Bindings;
use crate::rewrite::native::{Bound, Claim};
use crate::rewrite::rule_file::{Assume, Condition, Observed, OnUnknown, Predicate, Test};
use crate::rewrite::verdict::{Assumption, Evidence, Proof, Refusal, Verdict, VouchedBy};
use crate::semantic::Answer;

/// What a site relies on.
#[derive(Debug, Default)]
pub(super) struct Claims {
    items: Vec<Item>,
}

#[derive(Debug)]
struct Item {
    evidence: Evidence,
    /// The id of the assumption that an unknown answer is.
    assumption: String,
    because_assumed: String,
    /// Whether an unknown answer refuses the site.
    refuses_unknown: bool,
    /// The reason of the refusal if the answer is no.
    reason: String,
    /// Whether it asks what kind of code it is, as the pattern itself might.
    is_of_pattern: bool,
}

impl Claims {
    fn add(&mut self, item: Item) {
        self.items.push(item);
    }

    /// What a native relied on.
    pub(super) fn add_native(&mut self, evaluation: &Evaluation<'_, '_>, claim: Claim) {
        let assume = evaluation.rule().file.assumes.iter().find(|it| it.id.value == claim.id);
        let until = assume.and_then(|it| it.until);
        let is_over = until.is_some_and(|until| evaluation.round.options.target >= until);
        let answer = if is_over && claim.answer == Answer::Unknown { Answer::Yes } else { claim.answer };
        let because_assumed = assume.map_or_else(|| claim.because.clone(), |it| it.because.value.clone());
        self.add(Item {
            evidence: Evidence {
                claim: claim.claim,
                answer,
                vouched_by: evaluation.vouched(&claim.id),
                because: claim.because,
                witness: assume.and_then(shown_witness),
            },
            reason: claim.id.clone(),
            assumption: claim.id,
            because_assumed,
            refuses_unknown: false,
            is_of_pattern: false,
        });
    }

    /// That an expression which the new code moves has no effect.
    pub(super) fn add_moved(&mut self, evaluation: &Evaluation<'_, '_>, name: String, node: NodeId) {
        let answered = value::is_pure(evaluation.round.analysis, node);
        if answered.answer == Answer::Yes {
            return;
        }
        let reason = format!("{name}.pure");
        let id = format!("{}/{reason}", evaluation.rule().id());
        let claim = format!("`{name}`, which is evaluated elsewhere or not at all, has no effect");
        self.add(Item {
            because_assumed: format!("{claim}: {}", answered.because),
            evidence: Evidence {
                claim,
                answer: answered.answer,
                vouched_by: evaluation.vouched(&id),
                because: answered.because,
                witness: None,
            },
            assumption: id,
            refuses_unknown: false,
            is_of_pattern: false,
            reason,
        });
    }

    /// Whether it is another kind of code than the rule is about, so that there is nothing to report.
    pub(super) fn is_no_match(&self) -> bool {
        self.items.iter().any(|it| it.is_of_pattern && it.evidence.answer == Answer::No)
    }

    /// Why the site is not applied, if one answer keeps it from that.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        let refuses = |it: &&Item| match it.evidence.answer {
            Answer::Yes => false,
            Answer::No => true,
            Answer::Unknown => it.refuses_unknown && it.evidence.vouched_by.is_none(),
        };
        let item = self.items.iter().find(refuses)?;
        let not = if item.evidence.answer == Answer::No { "is not so" } else { "is not known" };
        let because = match item.evidence.because.as_str() {
            "" => format!("{}: {not}", item.evidence.claim),
            because => format!("{}: {because}", item.evidence.claim),
        };
        Some(refusal(&item.reason, &because))
    }

    /// The verdict and its reasons. What is meant to change behavior is never proved.
    pub(super) fn verdict(self, is_changing: bool) -> (Verdict, Vec<Evidence>) {
        let open = self
            .items
            .iter()
            .filter(|it| it.evidence.answer == Answer::Unknown && it.evidence.vouched_by.is_none());
        let mut assumptions: Vec<Assumption> = open
            .map(|it| Assumption { id: it.assumption.clone(), because: it.because_assumed.clone() })
            .collect();
        assumptions.sort();
        assumptions.dedup_by(|a, b| a.id == b.id);
        if is_changing {
            let because = "the rule is meant to change what the program does".to_owned();
            assumptions.push(Assumption { id: CHANGES.to_owned(), because });
        }
        let verdict = if assumptions.is_empty() {
            Verdict::Proved(Proof::ByRule)
        } else {
            Verdict::Assumed(assumptions)
        };
        (verdict, self.evidence())
    }

    pub(super) fn evidence(self) -> Vec<Evidence> {
        self.items.into_iter().map(|it| it.evidence).collect()
    }
}

impl<'r> Evaluation<'_, 'r> {
    /// Asks the conditions of the rule and of the case.
    pub(super) fn ask_conditions(
        &self,
        question: &Question<'r>,
        bindings: &mut Bindings,
        claims: &mut Claims,
    ) {
        let file = &self.rule().file;
        for condition in file.conditions.iter().chain(&file.cases[self.case_idx].conditions) {
            let Some(subject) = question.subject(&condition.var, bindings) else { continue };
            for test in &condition.tests {
                let answered = question.ask(test, &subject, bindings);
                claims.add(self.condition_item(condition, test, answered));
            }
        }
    }

    fn condition_item(&self, condition: &Condition, test: &Test, answered: Answered) -> Item {
        let var = condition.var.value.as_str();
        let reason = format!("{var}.{}", test.predicate.key());
        let id = match &condition.assume {
            Some(id) => id.value.clone(),
            None => format!("{}/{reason}", self.rule().id()),
        };
        let refuses_unknown = match condition.unknown {
            Some(OnUnknown::Refuse) => true,
            Some(OnUnknown::Assume) => false,
            None => !is_assumed_by_default(&test.predicate),
        };
        let claim = described(var, &test.predicate);
        Item {
            because_assumed: format!("{claim}: {}", answered.because),
            evidence: Evidence {
                claim,
                answer: answered.answer,
                vouched_by: self.vouched(&id),
                because: answered.because,
                witness: None,
            },
            assumption: id,
            refuses_unknown,
            is_of_pattern: matches!(test.predicate, Predicate::Kind(_)),
            reason,
        }
    }

    /// Asks what discharges the assumptions of the rule.
    pub(super) fn ask_assumptions(
        &self,
        question: &Question<'r>,
        bindings: &mut Bindings,
        claims: &mut Claims,
    ) {
        for assume in &self.rule().file.assumes {
            // A native says itself which of these it needs.
            if self.is_claimed_by_native(assume)
                || assume.until.is_some_and(|it| self.round.options.target >= it)
            {
                continue;
            }
            let Some(answered) = self.fact(question, assume, bindings) else { continue };
            claims.add(Item {
                because_assumed: assume.because.value.clone(),
                reason: assume.id.value.clone(),
                evidence: Evidence {
                    claim: assume.id.value.clone(),
                    answer: answered.answer,
                    vouched_by: self.vouched(&assume.id.value),
                    because: if answered.because.is_empty() {
                        assume.because.value.clone()
                    } else {
                        answered.because
                    },
                    witness: shown_witness(assume),
                },
                assumption: assume.id.value.clone(),
                refuses_unknown: false,
                is_of_pattern: false,
            });
        }
    }

    /// The answer to the fact of an assumption; none if it is about a variable that the case does not bind.
    fn fact(&self, question: &Question<'r>, assume: &Assume, bindings: &mut Bindings) -> Option<Answered> {
        let Some(fact) = &assume.fact else {
            return Some(Answered::new(Answer::Unknown, assume.because.value.clone()));
        };
        let subject = match &fact.var {
            Some(var) => question.subject(var, bindings)?,
            None => Bound::Node(question.matched),
        };
        let answered = question.ask_all(&fact.tests, &subject, bindings);
        // That it is another kind of code says nothing against the assumption.
        let is_of_kind = fact.tests.iter().all(|test| matches!(test.predicate, Predicate::Kind(_)));
        Some(match answered.answer {
            Answer::No if is_of_kind => Answered::new(Answer::Unknown, answered.because),
            _ => answered,
        })
    }

    fn is_claimed_by_native(&self, assume: &Assume) -> bool {
        let has_native = self.rule().cases[self.case_idx].has_native();
        has_native && assume.fact.is_none()
    }

    /// Who vouches for an assumption.
    pub(super) fn vouched(&self, id: &str) -> Option<VouchedBy> {
        self.round.options.vouched.iter().find(|(glob, _)| glob.is_match(id)).map(|(_, by)| *by)
    }
}

/// What *unknown* means where the rule does not say.
fn is_assumed_by_default(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Type(_) | Predicate::UsedAs(_) | Predicate::Pure(_) | Predicate::Is(_) => true,
        Predicate::Each(tests) | Predicate::Any(tests) => {
            tests.iter().all(|it| is_assumed_by_default(&it.predicate))
        }
        _ => false,
    }
}

/// A predicate of a variable in words.
fn described(var: &str, predicate: &Predicate) -> String {
    let subject = if var == Condition::MATCH { "the match".to_owned() } else { format!("`{var}`") };
    let join = |texts: Vec<&str>| texts.join(" or ");
    match predicate {
        Predicate::Type(types) => {
            format!("{subject} is {}", join(types.iter().map(|it| it.value.as_str()).collect()))
        }
        Predicate::Is(names) => {
            format!("{subject} is {}", join(names.iter().map(|it| it.value.as_str()).collect()))
        }
        Predicate::UsedAs(uses) => {
            format!("{subject} is used as {}", join(uses.iter().map(|it| it.word()).collect()))
        }
        Predicate::Pure(_) => format!("{subject} has no effect"),
        other => format!("{subject}: {}", other.key()),
    }
}

/// `p = ""`, as the witness of an assumption.
fn shown_witness(assume: &Assume) -> Option<String> {
    let witness = assume.witness.as_ref()?;
    let value = |value: &Observed| match value {
        Observed::One(text) => text.value.clone(),
        Observed::Many(texts) => texts.iter().map(|it| it.value.as_str()).collect::<Vec<_>>().join(", "),
    };
    let values: Vec<_> =
        witness.values.iter().map(|(var, it)| format!("{} = {}", var.value, value(it))).collect();
    let how = if assume.is_optimized { ", under `python -O`" } else { "" };
    Some(format!("{}{how}", values.join(", ")))
}
