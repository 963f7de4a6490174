//! Suppression comments: `# reskin: ignore[RULE] reason`, `# reskin: off` and `on`, `# reskin: ignore-file[RULE]`.
//!
//! `ignore` holds for its own line and, alone on a line, for the next line of code; without brackets for all rules.
//! `off` holds until `on` or the end of the file.
//!
//! Source: rule-language section 11.

use std::cell::Cell;

use crate::syntax::SyntaxKind;
use crate::syntax::lexer;
use crate::text::{TextRange, TextSize};

/// The suppressions of a file.
#[derive(Debug, Default)]
pub(super) struct Suppressions {
    entries: Vec<Entry>,
    whole_file: bool,
}

#[derive(Debug)]
struct Entry {
    /// The comment.
    comment: TextRange,
    /// What it holds for.
    range: TextRange,
    /// The rules; none for all.
    rules: Vec<String>,
    is_used: Cell<bool>,
}

impl Suppressions {
    pub(super) fn new(text: &str) -> Self {
        const WORD: &str = "reskin:";
        if memchr::memmem::find(text.as_bytes(), WORD.as_bytes()).is_none() {
            return Self::default();
        }
        let tokens = lexer::lex(text);
        let mut out = Self::default();
        let mut off: Option<(TextRange, Vec<String>)> = None;
        let end = TextSize::of(text);
        for idx in (0..tokens.len()).filter(|idx| tokens.kind(*idx) == SyntaxKind::COMMENT) {
            let comment = tokens.range(idx);
            let words = text[comment].trim_start_matches('#').trim_start();
            let Some(rest) = words.strip_prefix(WORD).map(str::trim_start) else { continue };
            let (word, rules) = directive(rest);
            match word {
                "ignore-file" if rules.is_empty() => out.whole_file = true,
                "ignore-file" => out.add(comment, TextRange::up_to(end), rules),
                "ignore" => out.add(comment, ignored_lines(text, comment), rules),
                "off" => off = off.or(Some((comment, rules))),
                "on" => {
                    if let Some((start, rules)) = off.take() {
                        out.add(start, TextRange::new(start.start(), comment.end()), rules);
                    }
                }
                _ => {}
            }
        }
        if let Some((start, rules)) = off {
            out.add(start, TextRange::new(start.start(), end), rules);
        }
        out
    }

    fn add(&mut self, comment: TextRange, range: TextRange, rules: Vec<String>) {
        self.entries.push(Entry { comment, range, rules, is_used: Cell::new(false) });
    }

    /// Whether the file is not to be looked at.
    pub(super) fn is_whole_file(&self) -> bool {
        self.whole_file
    }

    /// Whether sites of `rule` at `range` are suppressed; the comments that say so count as used.
    pub(super) fn suppress(&self, rule: &str, range: TextRange) -> bool {
        let mut is_suppressed = false;
        for entry in &self.entries {
            let names_it = entry.rules.is_empty() || entry.rules.iter().any(|it| it == rule);
            let meets = entry.range.intersect(range).is_some_and(|it| !it.is_empty() || range.is_empty());
            if names_it && meets {
                entry.is_used.set(true);
                is_suppressed = true;
            }
        }
        is_suppressed
    }

    /// The comments that suppressed nothing.
    pub(super) fn unused(&self) -> Vec<TextRange> {
        self.entries.iter().filter(|it| !it.is_used.get()).map(|it| it.comment).collect()
    }
}

/// The word of a directive and the rules in its brackets.
fn directive(text: &str) -> (&str, Vec<String>) {
    let len = text.find(|c: char| !(c.is_ascii_lowercase() || c == '-')).unwrap_or(text.len());
    let (word, rest) = text.split_at(len);
    let rules =
        rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(Vec::new(), |(rules, _)| {
            rules.split(',').map(|rule| rule.trim().to_owned()).filter(|rule| !rule.is_empty()).collect()
        });
    (word, rules)
}

/// The lines that an `ignore` holds for.
fn ignored_lines(text: &str, comment: TextRange) -> TextRange {
    let start = text[..usize::from(comment.start())].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line_end = |from: usize| text[from..].find(['\n', '\r']).map_or(text.len(), |at| from + at);
    let mut end = line_end(usize::from(comment.end()));
    if text[start..usize::from(comment.start())].trim().is_empty() {
        // Alone on its line: the next line with something on it.
        while end < text.len() {
            let next = end + text[end..].find(|c| c != '\n' && c != '\r').unwrap_or(text.len() - end);
            end = line_end(next);
            if !text[next..end].trim().is_empty() {
                break;
            }
        }
    }
    TextRange::new(TextSize::new(start as u32), TextSize::new(end as u32))
}
