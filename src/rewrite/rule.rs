//! Rules as the engine uses them: patterns and templates parsed, natives found, keys for the search.
//!
//! A rule file says what is wanted; here it is made ready once for all files. What is wrong with a pattern is an error
//! at its place in the rule file.

use std::sync::Arc;

use regex::Regex;

use super::native::{Native, Natives};
use super::native_rule::NativeRule;
use super::pattern::{MatchOptions, Pattern, PatternKind};
use super::rule_file::{
    ArgumentMatching, Case, CaseBody, CaseKind, Condition, Context, Isomorphism, Let, LetForm, PlaceKind,
    Predicate, Problem, RuleFile, RuleFileError, Test, Text,
};
use crate::ast::{Expr, NodeClass, NodeId, Stmt};

/// A rule that is ready to be applied.
#[derive(Debug)]
pub struct Rule {
    /// Its file.
    pub file: RuleFile,
    /// Its cases, in the order of the file.
    pub cases: Vec<RuleCase>,
    /// Parsed patterns of conditions, by their text.
    patterns: Vec<(String, Pattern)>,
    /// Regular expressions of conditions, by their text.
    regexes: Vec<(String, Regex)>,
}

/// A case that is ready.
#[derive(Debug)]
pub struct RuleCase {
    /// What it does.
    pub body: RuleBody,
    /// Trees that are computed, in order.
    pub lets: Vec<RuleLet>,
    /// Edits elsewhere.
    pub also: Vec<RuleAlso>,
    /// The classes whose methods metavariables are asked for, as far as the conditions say: for signatures.
    pub receivers: Vec<(String, String)>,
}

/// What a case does.
#[derive(Debug)]
pub enum RuleBody {
    /// A pattern becomes a template; without one the match goes.
    Pattern {
        /// The pattern.
        from: Box<Pattern>,
        /// The template.
        to: Option<Arc<Pattern>>,
    },
    /// A function in Rust finds and edits.
    Native(NativeRule),
}

/// A computed tree that is ready.
#[derive(Debug)]
pub struct RuleLet {
    /// Its name.
    pub name: String,
    /// How it is computed.
    pub form: RuleLetForm,
}

/// How a tree is computed.
#[derive(Debug)]
pub enum RuleLetForm {
    /// A left fold.
    Fold {
        /// A template over `$acc` and `$item`.
        step: Arc<Pattern>,
        /// The sequence variable.
        over: String,
        /// A template of the first value.
        init: Arc<Pattern>,
    },
    /// Each item through a template.
    Map {
        /// A template over `$item`.
        each: Arc<Pattern>,
        /// The sequence variable.
        over: String,
    },
    /// A template under conditions.
    Template {
        /// The template.
        template: Arc<Pattern>,
        /// All of these must hold.
        conditions: Vec<Condition>,
        /// What stands there if they do not.
        otherwise: Option<Arc<Pattern>>,
    },
    /// A function in Rust.
    Native {
        /// The function.
        native: Native,
        /// The variables that it gets.
        args: Vec<String>,
    },
}

/// An edit elsewhere that is ready.
#[derive(Debug)]
pub struct RuleAlso {
    /// What places.
    pub kind: PlaceKind,
    /// Of which metavariable.
    pub var: String,
    /// The pattern there.
    pub from: Pattern,
    /// The template.
    pub to: Option<Arc<Pattern>>,
    /// Whether a place that does not match refuses the site.
    pub is_complete: bool,
}

/// What the root of a match is found by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Head {
    /// The last part of the qualified name of a callee, or of the whole.
    Path(String),
    /// The name of a method that is called on something.
    Method(String),
    /// The class of the node.
    Class(NodeClass),
    /// Nothing: a function in Rust looks at the whole file.
    File,
}

impl Rule {
    /// Makes a rule ready.
    pub fn new(file: RuleFile, natives: Natives) -> Result<Self, Box<RuleFileError>> {
        let mut rule = Self { cases: Vec::new(), patterns: Vec::new(), regexes: Vec::new(), file };
        let mut cases = Vec::new();
        for case in &rule.file.cases {
            cases.push(ready_case(&rule.file, case, natives)?);
        }
        rule.cases = cases;
        let conditions = rule.all_conditions().flat_map(|it| &it.tests).collect::<Vec<_>>();
        let facts = rule.file.assumes.iter().filter_map(|it| it.fact.as_ref()).flat_map(|it| &it.tests);
        let (mut patterns, mut regexes) = (Vec::new(), Vec::new());
        for test in conditions.into_iter().chain(facts) {
            collect(&rule.file, test, &mut patterns, &mut regexes)?;
        }
        rule.patterns = patterns;
        rule.regexes = regexes;
        Ok(rule)
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.file.id()
    }

    /// The conditions of all cases and of each.
    pub fn all_conditions(&self) -> impl Iterator<Item = &Condition> {
        self.file.conditions.iter().chain(self.file.cases.iter().flat_map(|case| &case.conditions)).chain(
            self.file.cases.iter().flat_map(|case| &case.lets).flat_map(|it| match &it.form {
                LetForm::Template { conditions, .. } => conditions.as_slice(),
                LetForm::Fold { .. } | LetForm::Map { .. } | LetForm::Native { .. } => &[],
            }),
        )
    }

    /// The parsed pattern of a condition.
    pub fn pattern(&self, text: &str) -> Option<&Pattern> {
        self.patterns.iter().find(|(it, _)| it == text).map(|(_, pattern)| pattern)
    }

    /// The regular expression of a condition.
    pub fn regex(&self, text: &str) -> Option<&Regex> {
        self.regexes.iter().find(|(it, _)| it == text).map(|(_, regex)| regex)
    }
}

impl RuleCase {
    /// Whether a function in Rust makes a part of what is written, and says itself what it relies on.
    pub fn has_native(&self) -> bool {
        matches!(self.body, RuleBody::Native(_))
            || self.lets.iter().any(|it| matches!(it.form, RuleLetForm::Native { .. }))
    }

    /// What its matches are found by.
    pub fn heads(&self) -> Vec<Head> {
        match &self.body {
            RuleBody::Pattern { from, .. } => heads(from),
            RuleBody::Native(_) => vec![Head::File],
        }
    }
}

/// What matches of a pattern are found by.
fn heads(from: &Pattern) -> Vec<Head> {
    if from.kind == PatternKind::Import {
        return vec![Head::Class(NodeClass::Alias)];
    }
    let mut out = vec![head(from, from.root())];
    if from.options.isomorphisms.contains(&Isomorphism::NotIn) {
        // `not a in b` and `a not in b`.
        out.extend([Head::Class(NodeClass::UnaryOp), Head::Class(NodeClass::Compare)]);
    }
    out
}

/// What matches of `node` of a pattern are found by.
fn head(pattern: &Pattern, node: NodeId) -> Head {
    let ast = pattern.ast();
    let class = Head::Class(node.number(ast));
    match node {
        NodeId::Expr(expr) => {
            if let Some(path) = pattern.paths.get(&expr) {
                return Head::Path(last_part(path).to_owned());
            }
            let Expr::Call(call) = ast[expr] else { return class };
            if let Some(path) = pattern.paths.get(&call.func) {
                return Head::Path(last_part(path).to_owned());
            }
            match ast[call.func] {
                Expr::Attribute(it) if pattern.metavar(it.attr).is_none() => {
                    Head::Method(ast.name(it.attr).to_owned())
                }
                _ => class,
            }
        }
        NodeId::Stmt(stmt) => match ast[stmt] {
            Stmt::Expr(it) => head(pattern, it.value.into()),
            _ => class,
        },
        NodeId::WithItem(item) => head(pattern, ast[item].context_expr.into()),
        _ => class,
    }
}

/// The last part of a dotted name.
pub(super) fn last_part(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

fn ready_case(file: &RuleFile, case: &Case, natives: Natives) -> Result<RuleCase, Box<RuleFileError>> {
    let body = match &case.body {
        CaseBody::Pattern { kind, from, to, args, iso } => {
            let kind = pattern_kind(*kind);
            let to = if to.value.trim().is_empty() { None } else { Some(template(file, kind, to)?) };
            let mut from = parse(file, kind, from)?;
            from.options = MatchOptions {
                isomorphisms: iso.clone(),
                has_exact_arguments: *args == ArgumentMatching::Exact,
            };
            RuleBody::Pattern { from: Box::new(from), to }
        }
        CaseBody::LeftAlone { kind, from, .. } => {
            RuleBody::Pattern { from: Box::new(parse(file, pattern_kind(*kind), from)?), to: None }
        }
        CaseBody::Native(native) => {
            let found = natives.rule(&native.name.value);
            RuleBody::Native(found.ok_or_else(|| unknown_native(file, &native.name))?)
        }
    };
    let lets = case.lets.iter().map(|it| ready_let(file, it, natives)).collect::<Result<_, _>>()?;
    let also = case.also.iter().map(|it| {
        let kind = match it.over.kind {
            PlaceKind::Definition => PatternKind::Stmt,
            PlaceKind::References | PlaceKind::Decorators | PlaceKind::Callers => PatternKind::Expr,
        };
        let to = if it.to.value.is_empty() { None } else { Some(template(file, kind, &it.to)?) };
        Ok(RuleAlso {
            kind: it.over.kind,
            var: it.over.var.value.clone(),
            from: parse(file, kind, &it.from)?,
            to,
            is_complete: it.is_complete,
        })
    });
    let also = also.collect::<Result<_, Box<RuleFileError>>>()?;
    Ok(RuleCase { body, lets, also, receivers: receivers(file, case) })
}

fn receivers(file: &RuleFile, case: &Case) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for condition in file.conditions.iter().chain(&case.conditions) {
        for test in &condition.tests {
            let class = match &test.predicate {
                Predicate::Is(names) if names.iter().any(|it| it.value == "unittest-self") => {
                    Some("unittest.TestCase".to_owned())
                }
                Predicate::Type(types) if types.len() == 1 => Some(types[0].value.clone()),
                _ => None,
            };
            out.extend(class.map(|class| (condition.var.value.clone(), class)));
        }
    }
    out
}

fn ready_let(file: &RuleFile, it: &Let, natives: Natives) -> Result<RuleLet, Box<RuleFileError>> {
    let expr = |text: &Text| template(file, PatternKind::Expr, text);
    let form = match &it.form {
        LetForm::Fold { step, over, init } => {
            RuleLetForm::Fold { step: expr(step)?, over: over.value.clone(), init: expr(init)? }
        }
        LetForm::Map { each, over } => RuleLetForm::Map { each: expr(each)?, over: over.value.clone() },
        LetForm::Template { template, conditions, otherwise } => RuleLetForm::Template {
            template: expr(template)?,
            conditions: conditions.clone(),
            otherwise: otherwise.as_ref().map(expr).transpose()?,
        },
        LetForm::Native { name, args, .. } => {
            let native = natives.get(&name.value).ok_or_else(|| unknown_native(file, name))?;
            RuleLetForm::Native { native, args: args.iter().map(|it| it.value.clone()).collect() }
        }
    };
    Ok(RuleLet { name: it.name.value.clone(), form })
}

fn pattern_kind(kind: CaseKind) -> PatternKind {
    match kind {
        CaseKind::Expr => PatternKind::Expr,
        CaseKind::Stmt => PatternKind::Stmt,
        CaseKind::Block => PatternKind::Block,
        CaseKind::WithItem => PatternKind::WithItem,
        CaseKind::Decorator => PatternKind::Decorator,
        CaseKind::Except => PatternKind::Except,
        CaseKind::Base => PatternKind::Base,
        CaseKind::Annotation => PatternKind::Annotation,
        CaseKind::Import => PatternKind::Import,
        CaseKind::Del => PatternKind::Del,
    }
}

fn template(file: &RuleFile, kind: PatternKind, text: &Text) -> Result<Arc<Pattern>, Box<RuleFileError>> {
    parse(file, kind, text).map(Arc::new)
}

fn parse(file: &RuleFile, kind: PatternKind, text: &Text) -> Result<Pattern, Box<RuleFileError>> {
    Pattern::parse(kind, &text.value)
        .map_err(|error| Box::new(file.error(text.range, bad(text, &error.to_string()))))
}

fn unknown_native(file: &RuleFile, name: &Text) -> Box<RuleFileError> {
    Box::new(file.error(name.range, bad(name, "no native has this name")))
}

fn bad(text: &Text, why: &str) -> Problem {
    Problem::Toml { message: format!("`{}`: {why}", text.value) }
}

/// Parses the patterns and regular expressions of a condition.
fn collect(
    file: &RuleFile,
    test: &Test,
    patterns: &mut Vec<(String, Pattern)>,
    regexes: &mut Vec<(String, Regex)>,
) -> Result<(), Box<RuleFileError>> {
    for text in test.predicate.patterns() {
        let kind = match &test.predicate {
            Predicate::Inside(_) | Predicate::NotInside(_) | Predicate::Parent(Context::Pattern(_))
                if Pattern::parse(PatternKind::Expr, &text.value).is_err() =>
            {
                PatternKind::Stmt
            }
            _ => PatternKind::Expr,
        };
        patterns.push((text.value.clone(), parse(file, kind, text)?));
    }
    if let Predicate::Matches(text) = &test.predicate {
        let regex = Regex::new(&text.value)
            .map_err(|error| Box::new(file.error(text.range, bad(text, &error.to_string()))))?;
        regexes.push((text.value.clone(), regex));
    }
    test.predicate.inner().try_for_each(|inner| collect(file, inner, patterns, regexes))
}
