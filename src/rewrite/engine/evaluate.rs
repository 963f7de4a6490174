//! One case of a rule at one node: whether it matches, what it would write, and with which verdict.

mod claims;
mod kind;
mod moved;
mod template;

use std::rc::Rc;

use self::claims::Claims;
use super::Round;
use super::find::CaseRef;
use crate::ast::{Expr, NodeId};
use crate::rewrite::condition::Question;
use crate::rewrite::fragment::Fragment;
use crate::rewrite::importer;
use crate::rewrite::layout::{self, Laid, Replaced};
use crate::rewrite::matcher::{Bindings, Matched};
use crate::rewrite::native_rule::{Change, NativeRuleContext, NativeSite};
use crate::rewrite::outcome::Detail;
use crate::rewrite::place;
use crate::rewrite::rule::{Rule, RuleBody};
use crate::rewrite::rule_file::{CaseBody, Level};
use crate::rewrite::site::{Site, Write};
use crate::rewrite::template_string;
use crate::rewrite::verdict::{Acceptance, Refusal, Verdict};
use crate::semantic::Answer;
use crate::text::{Edits, TextRange};

/// The assumption that a change of behavior is wanted.
pub(super) const CHANGES: &str = "changes";

/// A site with what the engine needs to apply it.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) site: Site,
    /// What changes in the tree.
    pub(super) changes: Rc<Vec<Change>>,
    /// One line: what becomes what.
    pub(super) message: String,
    /// The edits of this site alone, with its imports.
    pub(super) own_edits: Edits,
    pub(super) is_applied: bool,
    /// Whether it lost a conflict, and is looked for again.
    pub(super) is_postponed: bool,
    /// The place of the rule in the order of precedence.
    pub(super) rule_idx: usize,
}

/// The site of a rule at `node`: of the first of its cases that matches and is not refused, or else of the first that
/// is refused.
pub(super) fn at_node(round: &Round<'_>, node: NodeId, cases: &[CaseRef]) -> Vec<Found> {
    let tells_cases = round.options.detail >= Detail::Cases;
    let mut out: Vec<Found> = Vec::new();
    for (rule_idx, case_idx) in cases {
        let is_done =
            |it: &Found| it.rule_idx == *rule_idx && !matches!(it.site.verdict, Verdict::Refused(_));
        if out.iter().any(is_done) {
            continue;
        }
        let Some(found) = (Evaluation { round, rule_idx: *rule_idx, case_idx: *case_idx }).at(node) else {
            continue;
        };
        let is_refused = matches!(found.site.verdict, Verdict::Refused(_));
        match out.iter_mut().find(|it| it.rule_idx == *rule_idx && !tells_cases) {
            Some(before) if !is_refused => *before = found,
            Some(_) => {}
            None => out.push(found),
        }
    }
    out
}

/// The sites that a function in Rust finds.
pub(super) fn of_file(round: &Round<'_>, (rule_idx, case_idx): CaseRef) -> Vec<Found> {
    let evaluation = Evaluation { round, rule_idx, case_idx };
    let rule = evaluation.rule();
    let RuleBody::Native(native) = rule.cases[case_idx].body else { return Vec::new() };
    if !evaluation.is_enabled() {
        return Vec::new();
    }
    let rule_options = evaluation.options();
    let context = NativeRuleContext {
        file: round.file,
        analysis: round.analysis,
        target: round.options.target,
        options: &rule_options,
    };
    native(&context).into_iter().map(|site| evaluation.native_site(site)).collect()
}

/// What a site is about: a node, and the statements after it that a block takes with it.
struct Place {
    node: NodeId,
    rest: Vec<NodeId>,
}

impl Place {
    fn node(node: NodeId) -> Self {
        Self { node, rest: Vec::new() }
    }
}

/// A case of a rule in a round.
pub(super) struct Evaluation<'a, 'r> {
    pub(super) round: &'a Round<'r>,
    pub(super) rule_idx: usize,
    pub(super) case_idx: usize,
}

impl<'r> Evaluation<'_, 'r> {
    pub(super) fn rule(&self) -> &'r Rule {
        &self.round.engine.rules[self.rule_idx]
    }

    /// Whether options, version and level let the case be used at all.
    fn is_enabled(&self) -> bool {
        let rule = self.rule();
        let case = &rule.file.cases[self.case_idx];
        let options = self.options();
        let is_set = case.when.iter().all(|when| {
            options.iter().any(|(name, value)| *name == when.option.value && *value == when.choice.value)
        });
        let target = self.round.options.target;
        let oldest = case.min_version.or(rule.file.header.min_version);
        let newest = case.max_version.or(rule.file.header.max_version);
        let fits = oldest.is_none_or(|it| target >= it) && newest.is_none_or(|it| target <= it);
        let is_wanted = rule.file.level_of(case) != Level::Changes
            || self.round.options.acceptance == Acceptance::Changes
            || self.round.options.named_rules.contains(rule.id());
        is_set && fits && is_wanted
    }

    /// The settings of the rule's options: the project's, or the defaults.
    pub(super) fn options(&self) -> Vec<(String, String)> {
        let rule = self.rule();
        let set = |name: &str| {
            let of_rule = self.round.options.rule_options.iter().filter(|(id, ..)| id == rule.id());
            of_rule.filter(|(_, option, _)| option == name).map(|(.., value)| value.clone()).next_back()
        };
        let defaults = rule.file.options.iter();
        defaults
            .map(|it| {
                (it.name.value.clone(), set(&it.name.value).unwrap_or_else(|| it.default.value.clone()))
            })
            .collect()
    }

    fn at(&self, node: NodeId) -> Option<Found> {
        let rule = self.rule();
        let RuleBody::Pattern { from, to } = &rule.cases[self.case_idx].body else { return None };
        if !self.is_in_position(from.kind, node) {
            return None;
        }
        let (matched, rest) = self.matched(from, node);
        let mut bindings = match matched {
            Matched::No => return None,
            Matched::Yes(_) | Matched::UnknownName
                if !self.is_enabled() || !self.round.active.may_match(self.rule_idx) =>
            {
                return None;
            }
            Matched::Yes(bindings) => bindings,
            Matched::UnknownName => {
                let because =
                    "a name may mean something else here: it is bound elsewhere too, or by `import *`";
                return Some(self.refused(node, Claims::default(), refusal("name", because)));
            }
        };
        let question = self.question(node);
        let mut claims = Claims::default();
        self.ask_conditions(&question, &mut bindings, &mut claims);
        if claims.is_no_match() {
            return None;
        }
        if let Some(reason) = claims.refusal() {
            return Some(self.refused(node, claims, reason));
        }
        if let CaseBody::LeftAlone { refuse, .. } = &rule.file.cases[self.case_idx].body {
            let reason = refusal(&refuse.reason.value, &refuse.because.value);
            return Some(self.refused(node, claims, reason));
        }
        self.ask_assumptions(&question, &mut bindings, &mut claims);
        if let Some(reason) = claims.refusal() {
            return Some(self.refused(node, claims, reason));
        }
        let replaced = self.replaced(from.kind, node, to.is_some());
        let changes = match self.changes(&question, replaced, to.as_ref(), &mut bindings, &mut claims) {
            Ok(changes) => changes,
            Err(reason) => return Some(self.refused(node, claims, reason)),
        };
        if let Some(reason) = claims.refusal().or_else(|| self.import_refusal(node, &changes)) {
            return Some(self.refused(node, claims, reason));
        }
        Some(self.site(Place { node, rest }, changes, claims, Vec::new()))
    }

    pub(super) fn question(&self, node: NodeId) -> Question<'r> {
        Question {
            file: self.round.file,
            analysis: self.round.analysis,
            path: self.round.path,
            rule: &self.round.engine.rules[self.rule_idx],
            signatures: self.round.options.signatures,
            matched: node,
        }
    }

    /// The edits of changes, laid out; a site that cannot be written is refused.
    fn site(&self, place: Place, changes: Vec<Change>, claims: Claims, reads: Vec<TextRange>) -> Found {
        let Place { node, rest } = place;
        let file = self.round.file;
        let range = rest.iter().fold(file.range(node), |range, stmt| range.cover(file.range(*stmt)));
        let mut all = Laid::default();
        for (idx, change) in changes.iter().enumerate() {
            let replaced = if idx == 0 && !rest.is_empty() { range } else { file.range(change.node) };
            match self.laid(change, replaced) {
                Ok(laid) => all.extend(laid),
                Err(reason) => return self.refused(node, claims, reason),
            }
        }
        let gone = rest.iter().map(|stmt| Change { node: *stmt, fragment: None });
        let changes: Vec<Change> = changes.into_iter().chain(gone).collect();
        let new: Vec<&str> = all.writes.iter().map(|write| write.edit.insert.as_str()).collect();
        let has_native = self.rule().cases[self.case_idx].has_native();
        if !has_native
            && let Some((reason, because)) =
                template_string::refuses(file, file.range(node), self.round.options.target, &new)
        {
            return self.refused(node, claims, refusal(reason, &because));
        }
        let unhides = match self.unhide_builtins(&changes, &mut all) {
            Ok(unhides) => unhides,
            Err(reason) => return self.refused(node, claims, reason),
        };
        let rule = self.rule();
        let is_changing = rule.file.level_of(&rule.file.cases[self.case_idx]) == Level::Changes;
        let (verdict, evidence) = claims.verdict(is_changing);
        let site = Site {
            rule: rule.id().to_owned(),
            case_idx: self.case_idx,
            range,
            writes: all.writes,
            reads,
            imports: all.imports,
            unhides,
            releases: self.releases(),
            verdict,
            evidence,
        };
        self.found(site, changes)
    }

    /// The edits of a change, which takes the place of `range`.
    fn laid(&self, change: &Change, range: TextRange) -> Result<Laid, Refusal> {
        let file = self.round.file;
        match &change.fragment {
            Some(fragment) if matches!(change.node, NodeId::Alias(_)) => {
                layout::split_import(file, self.round.analysis.parents(), change.node, fragment)
            }
            Some(fragment) => {
                let replaced = Replaced {
                    range,
                    is_statement: layout::is_statement(change.node),
                    line_length: self.round.options.line_length,
                };
                let fragment = &self.in_context(change.node, fragment);
                layout::lay_out(file, replaced, fragment)
            }
            None => layout::remove(file, self.round.analysis.parents(), change.node),
        }
    }

    /// The fragment in the parentheses that its place demands, if it has none there.
    fn in_context(&self, node: NodeId, fragment: &Fragment) -> Fragment {
        let file = self.round.file;
        let (NodeId::Expr(expr), Some(parent)) = (node, self.round.analysis.parents().parent(node)) else {
            return fragment.clone();
        };
        let is_attribute_base =
            matches!(parent, NodeId::Expr(parent) if matches!(file.ast()[parent], Expr::Attribute(_)));
        let is_loose = fragment.precedence(file) < place::demanded(file.ast(), parent, expr)
            || (is_attribute_base && fragment.is_integer());
        if is_loose && !file.is_parenthesized(expr) {
            fragment.clone().in_parentheses()
        } else {
            fragment.clone()
        }
    }

    /// The modules or symbols that the rule makes superfluous.
    fn releases(&self) -> Vec<String> {
        self.rule().file.imports.remove_unused.iter().map(|it| it.value.clone()).collect()
    }

    /// The builtins that the new code names and that an import hides which is to go: what reads it there is written
    /// anew, whether its text changes or not. Anything else that hides one refuses the site.
    fn unhide_builtins(&self, changes: &[Change], laid: &mut Laid) -> Result<Vec<String>, Refusal> {
        let file = self.round.file;
        let mut unhides = Vec::new();
        for change in changes {
            let range = file.range(change.node);
            for name in change.fragment.iter().flat_map(Fragment::builtins) {
                if importer::builtin_is_visible(file, range, &name) == Answer::Yes {
                    continue;
                }
                let Some(places) = importer::hidden_by_release(file, range, &name, &self.releases()) else {
                    let because = format!("`{name}` means something else here");
                    return Err(refusal("import-shadowed", &because));
                };
                laid.cover(&places, file);
                unhides.push(name);
            }
        }
        Ok(unhides)
    }

    fn refused(&self, node: NodeId, claims: Claims, reason: Refusal) -> Found {
        let site = Site {
            rule: self.rule().id().to_owned(),
            case_idx: self.case_idx,
            range: self.round.file.range(node),
            writes: Vec::new(),
            reads: Vec::new(),
            imports: Vec::new(),
            unhides: Vec::new(),
            releases: Vec::new(),
            verdict: Verdict::Refused(reason),
            evidence: claims.evidence(),
        };
        self.found(site, Vec::new())
    }

    fn found(&self, site: Site, changes: Vec<Change>) -> Found {
        Found {
            message: self.rule().file.header.title.value.clone(),
            site,
            changes: Rc::new(changes),
            own_edits: Edits::default(),
            is_applied: false,
            is_postponed: false,
            rule_idx: self.rule_idx,
        }
    }

    fn native_site(&self, native: NativeSite) -> Found {
        let (question, mut bindings) = (self.question(native.node), Bindings::default());
        let mut claims = Claims::default();
        self.ask_conditions(&question, &mut bindings, &mut claims);
        for claim in native.claims {
            claims.add_native(self, claim);
        }
        self.ask_assumptions(&question, &mut bindings, &mut claims);
        match native.refusal.or_else(|| claims.refusal()) {
            Some(reason) => self.refused(native.node, claims, reason),
            None => {
                let mut found = self.site(Place::node(native.node), native.changes, claims, native.reads);
                found.site.writes.extend(native.writes.into_iter().map(|edit| Write { edit }));
                found
            }
        }
    }
}

/// A refusal of the engine's own.
pub(super) fn refusal(reason: &str, because: &str) -> Refusal {
    Refusal { reason: reason.to_owned(), because: because.to_owned() }
}
