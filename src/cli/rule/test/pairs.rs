//! Critical pairs: where two rules meet in an example, the order in which they are applied makes no difference to the
//! program that comes of it; a pair of parentheses more is none.
//!
//! Rules that say which of them goes first (`before`, `after`, `supersedes`) are taken at their word.

use super::rewriting::call_example;
use super::{Findings, Prepared, Request, Rewriter};
use crate::ast::{self, LowerOptions};
use crate::rewrite::rule_file::{Example, RuleFile, Text};
use crate::syntax;

/// Each rule alone.
pub(super) struct Pairs<'a> {
    rewriter: &'a dyn Rewriter,
    rules: Vec<(&'a RuleFile, Box<dyn Prepared>)>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(rewriter: &'a dyn Rewriter, files: &'a [RuleFile]) -> anyhow::Result<Self> {
        let ready = |file: &'a RuleFile| Ok((file, rewriter.prepare(&[file])?));
        let rules: Result<_, String> = files.iter().map(ready).collect();
        Ok(Self { rewriter, rules: rules.map_err(anyhow::Error::msg)? })
    }

    /// Tries the examples of `file` with every other rule that changes them.
    pub(super) fn check(&self, findings: &mut Findings, file: &RuleFile) -> anyhow::Result<()> {
        let Some((_, own)) = self.rules.iter().find(|(it, _)| it.id() == file.id()) else { return Ok(()) };
        for (other, rule) in self.rules.iter().filter(|(it, _)| it.id() != file.id() && !is_ordered(file, it))
        {
            for example in &file.examples {
                let request = Request::new(file, &example.options);
                let before = &example.before.value;
                let first = rule.rewrite(before, &request).map(|it| it.text);
                if first.as_ref().is_ok_and(|text| text != before) {
                    let both = self.rewriter.prepare(&[file, other]).map_err(anyhow::Error::msg)?;
                    let name = format!("{}, with {}", call_example(file, example), other.id());
                    findings.tried(do_not_meet(&name, &**own, first, &*both, example, &request));
                }
            }
        }
        Ok(())
    }
}

/// Whether one of two rules says which goes first.
fn is_ordered(a: &RuleFile, b: &RuleFile) -> bool {
    let names = |it: &RuleFile, id: &str| {
        let header = &it.header;
        let all = header.before.iter().chain(&header.after).chain(&header.supersedes);
        all.map(Text::as_str).any(|it| it == id)
    };
    names(a, b.id()) || names(b, a.id())
}

/// What both rules make of the example where its own rule goes first, and of `first`, where the other one did.
fn do_not_meet(
    name: &str,
    own: &dyn Prepared,
    first: Result<String, String>,
    both: &dyn Prepared,
    example: &Example,
    request: &Request<'_>,
) -> Option<String> {
    let end = |start: Result<String, String>| both.rewrite(&start?, request).map(|it| it.text);
    let own_first = end(own.rewrite(&example.before.value, request).map(|it| it.text));
    match (own_first, end(first)) {
        (Ok(a), Ok(b)) if a == b || is_same_program(&a, &b) => None,
        (Ok(a), Ok(b)) => Some(format!("{name} becomes\n{a}and, if that goes first,\n{b}")),
        (Err(error), _) | (_, Err(error)) => Some(format!("{name}: {error}")),
    }
}

/// Whether two texts have the same tree.
fn is_same_program(a: &str, b: &str) -> bool {
    let tree = |text: &str| {
        let lowered = ast::lower_module(&syntax::parse(text), text, LowerOptions::default());
        lowered.errors.is_empty().then_some(lowered)
    };
    match (tree(a), tree(b)) {
        (Some(a), Some(b)) => a.ast.same_tree(a.root.into(), &b.ast, b.root.into()),
        _ => false,
    }
}
