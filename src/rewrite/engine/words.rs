//! Which rules may have a site in a text, by its words: of those of a rule one occurs in every file that it changes.

use std::cell::Cell;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::memmem::Finder;

use crate::rewrite::rule::Rule;

/// The words of all rules.
#[derive(Debug)]
pub(super) struct Words {
    /// All of them at once; none if they cannot be searched for so.
    all: Option<AhoCorasick>,
    /// The rules of each.
    rules: Vec<Vec<usize>>,
    /// Those of each rule.
    of_rule: Vec<Vec<Finder<'static>>>,
}

impl Words {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut rules_of_word: Vec<Vec<usize>> = Vec::new();
        let mut of_rule = Vec::new();
        for (idx, rule) in rules.iter().enumerate() {
            let own = rule.file.prefilter();
            of_rule.push(own.iter().map(|word| Finder::new(word).into_owned()).collect());
            for word in own {
                match words.iter().position(|it| *it == word) {
                    Some(at) => rules_of_word[at].push(idx),
                    None => {
                        words.push(word);
                        rules_of_word.push(vec![idx]);
                    }
                }
            }
        }
        // The words are few, and every file is searched for them.
        let all = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(&words).ok();
        Self { all, rules: rules_of_word, of_rule }
    }

    /// Whether one of the rules that are not off may have a site in `text`.
    pub(super) fn has_candidate(&self, text: &str, off: &[bool]) -> bool {
        let Some(all) = &self.all else { return off.contains(&false) };
        if !off.contains(&true) {
            return all.is_match(text);
        }
        let is_on = |word: usize| self.rules[word].iter().any(|rule| !off[*rule]);
        all.find_overlapping_iter(text).any(|found| is_on(found.pattern().as_usize()))
    }
}

/// The rules that may have a site in one text. A rule's words are looked for when it is first asked about.
#[derive(Debug)]
pub(super) struct Active<'a> {
    words: &'a Words,
    text: &'a str,
    off: &'a [bool],
    known: Vec<Cell<Option<bool>>>,
}

impl<'a> Active<'a> {
    /// `off` are the rules, by their places, that are not used in the file.
    pub(super) fn new(words: &'a Words, text: &'a str, off: &'a [bool]) -> Self {
        Self { words, text, off, known: vec![Cell::new(None); off.len()] }
    }

    /// Whether a rule is used in the file.
    pub(super) fn is_on(&self, rule: usize) -> bool {
        !self.off[rule]
    }

    /// Whether a rule may have a site.
    pub(super) fn may_match(&self, rule: usize) -> bool {
        let known = self.known[rule].get().unwrap_or_else(|| {
            let text = self.text.as_bytes();
            self.is_on(rule) && self.words.of_rule[rule].iter().any(|word| word.find(text).is_some())
        });
        self.known[rule].set(Some(known));
        known
    }
}
