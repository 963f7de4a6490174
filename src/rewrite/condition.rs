//! Conditions of rules at a site, in three values.
//!
//! *No* never rewrites. *Unknown* is never quietly *yes*: it refuses the site or becomes a named assumption.
//!
//! Source: rule-language section 4.

mod context;
mod named;
mod node_kind;
pub(super) mod value;

use super::file::FileModel;
use super::matcher::{Bindings, Matched, Matcher, Signatures};
use super::native::Bound;
use super::rule::Rule;
use super::rule_file::{Condition, Predicate, PureMode, Test, Text};
use crate::ast::NodeId;
use crate::semantic::{Analysis, Answer};

/// What conditions are asked about.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The file.
    pub file: &'a FileModel<'a>,
    /// What is known of its types, uses and effects.
    pub analysis: &'a Analysis<'a>,
    /// Where the file is, with `/` between names.
    pub path: &'a str,
    /// The rule.
    pub rule: &'a Rule,
    /// Signatures, for patterns in conditions.
    pub signatures: &'a dyn Signatures,
    /// What the rule's pattern matched.
    pub matched: NodeId,
}

/// An answer and why it is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// Why, for the user; may be empty for a plain yes.
    pub because: String,
}

impl Answered {
    /// An answer with its reason.
    pub fn new(answer: Answer, because: impl Into<String>) -> Self {
        Self { answer, because: because.into() }
    }

    /// Yes or no, with the reason for a no.
    pub fn of(holds: bool, because_not: impl Into<String>) -> Self {
        if holds { Self::new(Answer::Yes, "") } else { Self::new(Answer::No, because_not) }
    }

    fn negated(self) -> Self {
        let answer = match self.answer {
            Answer::Yes => Answer::No,
            Answer::No => Answer::Yes,
            Answer::Unknown => Answer::Unknown,
        };
        Self { answer, ..self }
    }
}

/// The weakest of several answers: no before unknown before yes, each with its reason.
pub fn all(answers: impl IntoIterator<Item = Answered>) -> Answered {
    let mut out = Answered::new(Answer::Yes, "");
    for it in answers {
        match (out.answer, it.answer) {
            (Answer::No, _) | (Answer::Unknown, Answer::Unknown | Answer::Yes) => {}
            (_, Answer::No) | (Answer::Yes, Answer::Unknown) => out = it,
            (Answer::Yes, Answer::Yes) if out.because.is_empty() => out = it,
            (Answer::Yes, Answer::Yes) => {}
        }
    }
    out
}

/// The strongest of several answers.
pub fn any(answers: impl IntoIterator<Item = Answered>) -> Answered {
    let mut out = Answered::new(Answer::No, "there is none");
    for it in answers {
        match (out.answer, it.answer) {
            (_, Answer::Yes) => return it,
            (Answer::No, _) => out = it,
            _ => {}
        }
    }
    out
}

impl<'a> Question<'a> {
    /// Whether one predicate holds of what a variable is bound to. Patterns may bind more variables.
    pub fn ask(&self, test: &Test, subject: &Bound, bindings: &mut Bindings) -> Answered {
        match &test.predicate {
            Predicate::Each(tests) => self.each(tests, subject, bindings),
            Predicate::Any(tests) => {
                let items = items(subject);
                any(items.iter().map(|item| self.ask_all(tests, &Bound::Node(*item), bindings)))
            }
            Predicate::Not(tests) => self.ask_all(tests, subject, bindings).negated(),
            Predicate::AnyOf(tables) => {
                any(tables.iter().map(|tests| self.ask_all(tests, subject, bindings)))
            }
            Predicate::Pattern(text) => self.pattern(text, subject, bindings),
            Predicate::Kind(kinds) => {
                self.of_each(subject, |node| node_kind::is_one_of(self.file, node, kinds))
            }
            Predicate::Starred(wanted) => value::starred(self.file, subject, *wanted),
            Predicate::Spelling(words) => value::spelling(self.file, subject, words),
            Predicate::Matches(text) => value::matches(self, text, subject),
            Predicate::Const(literals) => {
                self.of_each(subject, |node| value::is_const(self.analysis, node, literals))
            }
            Predicate::Type(types) => {
                self.of_each(subject, |node| value::has_type(self.analysis, node, types))
            }
            Predicate::Qualified(names) => {
                self.of_each(subject, |node| value::qualified(self.file, node, names))
            }
            Predicate::Pure(PureMode::Always) => {
                self.of_each(subject, |node| value::is_pure(self.analysis, node))
            }
            // The engine asks where it moves something.
            Predicate::Pure(PureMode::IfMoved) => Answered::new(Answer::Yes, ""),
            Predicate::Count(count) => {
                let n = items(subject).len();
                let fits = n >= count.min && count.max.is_none_or(|max| n <= max);
                Answered::of(fits, format!("there are {n}"))
            }
            Predicate::Is(names) => {
                all(names.iter().map(|name| self.of_each(subject, |node| named::is(self, &name.value, node))))
            }
            Predicate::UsedAs(uses) => {
                self.of_each(subject, |node| value::used_as(self.analysis, node, uses))
            }
            Predicate::Inside(contexts) => any(contexts.iter().map(|it| context::inside(self, it))),
            Predicate::NotInside(contexts) => {
                all(contexts.iter().map(|it| context::inside(self, it).negated()))
            }
            Predicate::Parent(context) => context::parent(self, context),
            Predicate::EnclosingFunction(wanted) => context::enclosing_function(self, wanted),
            Predicate::EnclosingClass(wanted) => context::enclosing_class(self, wanted),
            Predicate::File(facts) => context::file(self, facts),
            Predicate::ClassDoesNotCall(names) => context::class_does_not_call(self, names),
        }
    }

    /// Whether all predicates hold.
    pub fn ask_all(&self, tests: &[Test], subject: &Bound, bindings: &mut Bindings) -> Answered {
        let answers: Vec<_> = tests.iter().map(|test| self.ask(test, subject, bindings)).collect();
        all(answers)
    }

    /// What a condition is about.
    pub fn subject(&self, var: &Text, bindings: &Bindings) -> Option<Bound> {
        if var.value == Condition::MATCH {
            return Some(Bound::Node(self.matched));
        }
        bindings.get(&var.value).cloned()
    }

    fn each(&self, tests: &[Test], subject: &Bound, bindings: &mut Bindings) -> Answered {
        all(items(subject).iter().map(|item| self.ask_all(tests, &Bound::Node(*item), bindings)))
    }

    fn of_each(&self, subject: &Bound, ask: impl FnMut(NodeId) -> Answered) -> Answered {
        all(items(subject).into_iter().map(ask))
    }

    fn pattern(&self, text: &Text, subject: &Bound, bindings: &mut Bindings) -> Answered {
        let (Some(pattern), Bound::Node(node)) = (self.rule.pattern(&text.value), subject) else {
            return Answered::new(Answer::No, "it is no single expression");
        };
        match Matcher::new(pattern, self.file, self.signatures, &[]).matches(*node) {
            Matched::Yes(found) => {
                for (name, bound) in found.iter() {
                    if bindings.get(name).is_none() {
                        bindings.bind(name, bound.clone());
                    }
                }
                Answered::new(Answer::Yes, "")
            }
            Matched::No => Answered::new(Answer::No, format!("it does not match `{}`", text.value)),
            Matched::UnknownName => Answered::new(Answer::Unknown, "a name in it is not resolved"),
        }
    }
}

/// What a variable is bound to, item by item; keyword arguments by their values.
fn items(subject: &Bound) -> Vec<NodeId> {
    match subject {
        Bound::Node(node) => vec![*node],
        Bound::Sequence(nodes) => nodes.clone(),
        Bound::Name(_) => Vec::new(),
    }
}
