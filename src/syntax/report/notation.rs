//! Reads the grammar's `.peg` files.
//!
//! A rule is a line `name:`, `name (memo):` or `name (left):`, and under it indented alternatives, each after a `|`.
//! Items are `'text'` (a token), `"text"` (a name with that text), `NAME` and the like (kinds of token), names of
//! rules, `( … )`, `[ … ]` or `x?` (optional), `x*`, `x+`, `','.x+` (with separators), `&x` and `!x` (looked at, not
//! taken), `~` (no way back) and `&&':'` (rejects at once if it is not there). `a=x` names a value. After `=>` comes
//! what the alternative yields: a value's name, a node (`Tuple(a, b)`), a check (`!at(a)`, with its message between
//! backticks), or `since(8)` with the name of a feature, before a node. `#` begins a comment.
//!
//! The files are part of this crate, so that what they hold is checked by a test; here, whatever is not understood is
//! an alternative that matches nothing.

use crate::syntax::SyntaxKind;

use super::grammar::{
    Action, Alternative, Check, Choice, Element, Grammar, Item, Memo, NodeKind, Rule, RuleId,
};
use super::token::{KindSet, TokenKind};

/// Reads all files and computes what rules can begin with.
pub(super) fn read(files: &[&'static str]) -> Grammar {
    let lexemes: Vec<_> = files.iter().map(|file| lexemes(file)).collect();
    let names: Vec<_> = lexemes.iter().flatten().filter_map(|it| it.heading()).collect();
    let mut rules = Vec::with_capacity(names.len());
    for file in &lexemes {
        let mut reader = Reader { lexemes: file, at: 0, names: &names, labels: Vec::new() };
        while let Some(rule) = reader.rule() {
            rules.push(rule);
        }
    }
    let mut grammar = Grammar { rules };
    compute_first(&mut grammar);
    for (idx, rule) in grammar.rules.iter_mut().enumerate() {
        compute_growth(rule, idx);
    }
    grammar
}

/// A piece of a `.peg` file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lexeme {
    Heading(&'static str),
    Name(&'static str),
    Token(&'static str),
    Word(&'static str),
    Message(&'static str),
    Punctuation(&'static str),
}

impl Lexeme {
    fn heading(self) -> Option<&'static str> {
        if let Self::Heading(name) = self { Some(name) } else { None }
    }
}

fn lexemes(file: &'static str) -> Vec<Lexeme> {
    let mut out = Vec::new();
    for line in file.lines() {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let (lexeme, len) = match first {
                ' ' => (None, 1),
                '#' => break,
                '\'' | '"' | '`' => {
                    let inner = &rest[1..];
                    let len = inner.find(first).unwrap_or(inner.len());
                    let inner = &inner[..len];
                    let lexeme = match first {
                        '\'' => Lexeme::Token(inner),
                        '"' => Lexeme::Word(inner),
                        _ => Lexeme::Message(inner),
                    };
                    (Some(lexeme), len + 2)
                }
                c if c.is_alphanumeric() || c == '_' => {
                    let len = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                    let name = &rest[..len];
                    let lexeme =
                        if line.starts_with(name) { Lexeme::Heading(name) } else { Lexeme::Name(name) };
                    (Some(lexeme), len)
                }
                _ => {
                    let len =
                        if rest.starts_with("=>") || rest.starts_with("&&") { 2 } else { first.len_utf8() };
                    (Some(Lexeme::Punctuation(&rest[..len])), len)
                }
            };
            out.extend(lexeme);
            rest = rest.get(len..).unwrap_or_default();
        }
    }
    out
}

struct Reader<'a> {
    lexemes: &'a [Lexeme],
    at: usize,
    /// The names of all rules of all files, in order.
    names: &'a [&'static str],
    /// The names of values of the alternative that is being read.
    labels: Vec<&'static str>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<Lexeme> {
        self.lexemes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<Lexeme> {
        self.at += 1;
        self.lexemes.get(self.at - 1).copied()
    }

    fn at_mark(&self, text: &str) -> bool {
        matches!(self.peek(), Some(Lexeme::Punctuation(it)) if it == text)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.at_mark(text);
        self.at += usize::from(found);
        found
    }

    fn rule(&mut self) -> Option<Rule> {
        let name = self.next()?.heading()?;
        let mut memo = Memo::Not;
        if self.eat("(") {
            memo = if self.next() == Some(Lexeme::Name("left")) { Memo::Left } else { Memo::Kept };
            self.eat(")");
        }
        self.eat(":");
        let body = self.choice();
        Some(Rule { name, memo, quiet: name.ends_with("_without_invalid"), body, growth: KindSet::ALL })
    }

    fn choice(&mut self) -> Choice {
        let mut alternatives = Vec::new();
        self.eat("|");
        loop {
            alternatives.push(self.alternative());
            if !self.eat("|") {
                return Choice { alternatives, first: KindSet::default() };
            }
        }
    }

    fn alternative(&mut self) -> Alternative {
        // The groups of an alternative have names of their own.
        let outer = std::mem::take(&mut self.labels);
        let mut items = Vec::new();
        let mut second_pass = false;
        while let Some(lexeme) = self.peek() {
            if matches!(lexeme, Lexeme::Heading(_) | Lexeme::Punctuation("|" | ")" | "]" | "=>")) {
                break;
            }
            second_pass =
                items.is_empty() && matches!(lexeme, Lexeme::Name(it) if it.starts_with("invalid_"));
            items.push(self.item());
        }
        let action = if self.eat("=>") { self.action() } else { default_action(&items) };
        if let Action::Pass(idx) = action {
            items[idx].slot = Some(0);
        }
        self.labels = outer;
        Alternative { second_pass: second_pass && items.len() == 1, items, action, first: KindSet::default() }
    }

    fn item(&mut self) -> Item {
        let mut slot = None;
        if let (Some(Lexeme::Name(label)), Some(Lexeme::Punctuation("="))) =
            (self.peek(), self.lexemes.get(self.at + 1).copied())
        {
            slot = Some(self.labels.len());
            self.labels.push(label);
            self.at += 2;
        }
        let labels = std::mem::take(&mut self.labels);
        let element = self.repeated();
        self.labels = labels;
        Item { slot, element, first: KindSet::ALL }
    }

    fn repeated(&mut self) -> Element {
        let element = self.element();
        if self.eat("?") {
            return Element::Optional(Box::new(element));
        }
        if self.eat("*") {
            return Element::Many { element: Box::new(element), at_least_one: false };
        }
        if self.eat("+") {
            return Element::Many { element: Box::new(element), at_least_one: true };
        }
        if let Element::Token(separator) = element
            && self.eat(".")
        {
            let element = Box::new(self.element());
            self.eat("+");
            return Element::Separated { separator, element };
        }
        element
    }

    fn element(&mut self) -> Element {
        match self.next() {
            Some(Lexeme::Token(text)) => Element::Token(token(text)),
            Some(Lexeme::Word(text)) => Element::Word(text),
            Some(Lexeme::Name("SOFT_KEYWORD")) => Element::SoftKeyword,
            Some(Lexeme::Name(name)) => match self.names.iter().position(|it| *it == name) {
                Some(idx) => Element::Rule(RuleId(idx as u16)),
                None => Element::Token(token(name)),
            },
            Some(Lexeme::Punctuation("(")) => {
                let choice = self.choice();
                self.eat(")");
                single(choice)
            }
            Some(Lexeme::Punctuation("[")) => {
                let choice = self.choice();
                self.eat("]");
                Element::Optional(Box::new(single(choice)))
            }
            Some(Lexeme::Punctuation("&")) => {
                Element::Look { element: Box::new(self.element()), positive: true }
            }
            Some(Lexeme::Punctuation("!")) => {
                Element::Look { element: Box::new(self.element()), positive: false }
            }
            Some(Lexeme::Punctuation("&&")) => match self.element() {
                Element::Token(kind) => Element::Forced(kind),
                other => other,
            },
            Some(Lexeme::Punctuation("~")) => Element::Cut,
            _ => Element::Group(Choice::default()),
        }
    }

    fn action(&mut self) -> Action {
        if self.eat("!") {
            let check = self.name().and_then(Check::from_name).unwrap_or(Check::NothingToRun);
            let slots = self.slots();
            let message = self.message();
            let then = self.node_name();
            return Action::Check { check, slots, message, then };
        }
        let Some(name) = self.name() else { return Action::Node(NodeKind::Other, Vec::new()) };
        if name == "since" {
            self.eat("(");
            let minor = self.name().and_then(|it| it.parse().ok()).unwrap_or_default();
            self.eat(")");
            let feature = self.message();
            let kind = self.node_name().unwrap_or(NodeKind::Other);
            let then = Box::new(Action::Node(kind, self.slots()));
            return Action::Since { minor, feature, then };
        }
        match NodeKind::from_name(name) {
            Some(kind) => Action::Node(kind, self.slots()),
            None => Action::Slot(self.slot(name)),
        }
    }

    fn name(&mut self) -> Option<&'static str> {
        let Some(Lexeme::Name(name)) = self.peek() else { return None };
        self.at += 1;
        Some(name)
    }

    fn node_name(&mut self) -> Option<NodeKind> {
        self.name().and_then(NodeKind::from_name)
    }

    fn message(&mut self) -> &'static str {
        let Some(Lexeme::Message(text)) = self.peek() else { return "" };
        self.at += 1;
        text
    }

    fn slots(&mut self) -> Vec<usize> {
        let mut slots = Vec::new();
        if self.eat("(") {
            while let Some(name) = self.name() {
                slots.push(self.slot(name));
                self.eat(",");
            }
            self.eat(")");
        }
        slots
    }

    fn slot(&self, label: &str) -> usize {
        self.labels.iter().position(|it| *it == label).unwrap_or_default()
    }
}

/// A group of one item is that item.
fn single(mut choice: Choice) -> Element {
    if let [Alternative { items, action: Action::Pass(0), second_pass: false, .. }] =
        &mut choice.alternatives[..]
        && items.len() == 1
        && let Some(item) = items.pop()
    {
        return item.element;
    }
    Element::Group(choice)
}

fn token(text: &str) -> TokenKind {
    if text == "TYPE_COMMENT" {
        return TokenKind::TYPE_COMMENT;
    }
    let named = SyntaxKind::from_keyword(text);
    let named = named.or_else(|| SyntaxKind::ALL.iter().copied().find(|kind| kind.text() == Some(text)));
    let named = named.or_else(|| SyntaxKind::ALL.iter().copied().find(|kind| format!("{kind:?}") == text));
    TokenKind::of(named.unwrap_or(SyntaxKind::ERROR))
}

/// The value of an alternative's one item that takes tokens, or a node if there are several.
fn default_action(items: &[Item]) -> Action {
    let mut takers =
        items.iter().enumerate().filter(|(_, it)| !matches!(it.element, Element::Look { .. } | Element::Cut));
    match (takers.next(), takers.next()) {
        (Some((idx, _)), None) => Action::Pass(idx),
        _ => Action::Node(NodeKind::Other, Vec::new()),
    }
}

/// Fills in what every alternative can begin with: the least sets that agree with each other.
fn compute_first(grammar: &mut Grammar) {
    loop {
        let known: Vec<_> = grammar.rules.iter().map(|rule| rule.body.first).collect();
        for rule in &mut grammar.rules {
            choice_first(&mut rule.body, &known);
        }
        if grammar.rules.iter().map(|rule| rule.body.first).eq(known) {
            return;
        }
    }
}

/// Finds what can follow a rule in the alternatives by which it grows. Left alone are rules that begin with themselves
/// by way of others.
fn compute_growth(rule: &mut Rule, idx: usize) {
    let mut growth = None;
    for alternative in &rule.body.alternatives {
        if let [Item { element: Element::Rule(first), .. }, second, ..] = &alternative.items[..]
            && usize::from(first.0) == idx
        {
            growth = Some(growth.unwrap_or(KindSet::default()).union(second.first));
        }
    }
    rule.growth = growth.unwrap_or(KindSet::ALL);
}

fn choice_first(choice: &mut Choice, known: &[KindSet]) {
    for alternative in &mut choice.alternatives {
        let mut first = KindSet::default();
        let mut open = true;
        for item in &mut alternative.items {
            let (set, empty) = element_first(&mut item.element, known);
            item.first = if empty { KindSet::ALL } else { set };
            if open {
                first = first.union(set);
                open = empty;
            }
        }
        alternative.first = if open { KindSet::ALL } else { first };
        choice.first = choice.first.union(alternative.first);
    }
}

/// What an element can begin with, and whether it can match nothing.
fn element_first(element: &mut Element, known: &[KindSet]) -> (KindSet, bool) {
    match element {
        Element::Token(kind) => (KindSet::of(*kind), false),
        // It rejects whatever else is there, so it is to be tried on any token.
        Element::Forced(_) => (KindSet::ALL, false),
        Element::Word(_) | Element::SoftKeyword => (KindSet::of(TokenKind::NAME), false),
        Element::Rule(id) => (known[usize::from(id.0)], false),
        Element::Group(choice) => {
            choice_first(choice, known);
            (choice.first, false)
        }
        Element::Optional(element) => (element_first(element, known).0, true),
        Element::Many { element, at_least_one } => (element_first(element, known).0, !*at_least_one),
        Element::Separated { element, .. } => element_first(element, known),
        Element::Look { element, .. } => {
            element_first(element, known);
            (KindSet::default(), true)
        }
        Element::Cut => (KindSet::default(), true),
    }
}

#[cfg(test)]
mod tests {
    use super::super::grammar::{Action, Alternative, Choice, Element, GRAMMAR};
    use super::TokenKind;
    use crate::syntax::SyntaxKind;

    /// Calls `check` with every alternative of a choice and of the groups in it.
    fn visit(choice: &Choice, check: &mut impl FnMut(&Alternative)) {
        for alternative in &choice.alternatives {
            check(alternative);
            for item in &alternative.items {
                visit_element(&item.element, check);
            }
        }
    }

    fn visit_element(element: &Element, check: &mut impl FnMut(&Alternative)) {
        match element {
            Element::Group(choice) => visit(choice, check),
            Element::Optional(element)
            | Element::Many { element, .. }
            | Element::Separated { element, .. }
            | Element::Look { element, .. } => visit_element(element, check),
            Element::Token(kind) | Element::Forced(kind) => {
                assert_ne!(*kind, TokenKind::of(SyntaxKind::ERROR), "an unknown rule or token");
            }
            Element::Word(_) | Element::SoftKeyword | Element::Rule(_) | Element::Cut => {}
        }
    }

    #[test]
    fn every_name_in_the_grammar_means_something() {
        for rule in &GRAMMAR.rules {
            visit(&rule.body, &mut |alternative| {
                assert!(!alternative.items.is_empty(), "{}: an empty alternative", rule.name);
                if let Action::Check { message, slots, .. } = &alternative.action {
                    assert!(!message.contains("{a") || !slots.is_empty(), "{}: {message}", rule.name);
                }
            });
        }
        for start in ["statement", "eval", "interactive", "func_type"] {
            assert_eq!(GRAMMAR.rules[usize::from(GRAMMAR.rule(start).0)].name, start);
        }
    }
}
