//! `check --add-ignore`: comments that say to leave a site as it is.

use std::collections::BTreeMap;

use super::run::{Chooser, Policy, Subject};
use crate::rewrite::{Detail, EngineFault, Finding, Outcome};
use crate::syntax::SyntaxKind;
use crate::syntax::lexer::{Tokens, lex};
use crate::text::{Edits, LineIndex, TextEdit, TextRange, TextSize};

/// What a comment that suppresses starts with.
const OPENING: &str = "# reskin: ignore[";

/// Writes a comment at each site that would be changed, and changes nothing else.
pub(super) struct AddIgnore;

impl Chooser for AddIgnore {
    fn choose(&self, subject: &Subject<'_>) -> Result<(Outcome, Option<String>), EngineFault> {
        let text = subject.source.text();
        let policy =
            Policy { lines: subject.lines, ..Policy::new(subject.settings.accept.value, text, None) };
        let mut outcome =
            subject.engine.rewrite(subject.path, subject.source, subject.off, Detail::Verdicts, &policy)?;
        let changed: Vec<&Finding> =
            outcome.findings.iter().filter(|it| it.is_applied && it.round == 1).collect();
        let new = with_comments(text, &changed);
        // The comments are all that is written.
        outcome.findings.iter_mut().for_each(|it| it.is_applied = false);
        Ok((outcome, Some(new)))
    }

    fn is_serial(&self) -> bool {
        false
    }
}

/// `text` with a comment at the line of each finding.
fn with_comments(text: &str, findings: &[&Finding]) -> String {
    let index = LineIndex::new(text);
    let tokens = lex(text);
    let mut by_line: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for finding in findings {
        let rules = by_line.entry(index.line(finding.range.start())).or_default();
        if !rules.contains(&finding.rule.as_str()) {
            rules.push(&finding.rule);
        }
    }
    let edits = by_line.iter().filter_map(|(line, rules)| comment(text, &index, &tokens, *line, rules));
    let edits = Edits::new(edits.collect()).unwrap_or_default();
    edits.apply(text).unwrap_or_else(|_| text.to_owned())
}

/// The comment at the end of a line; above the line where its end is within a string or behind a backslash.
fn comment(text: &str, index: &LineIndex, tokens: &Tokens, line: u32, rules: &[&str]) -> Option<TextEdit> {
    let range = index.line_range(line)?;
    let content = text.get(std::ops::Range::<usize>::from(range))?;
    let end = range.start() + TextSize::of(content.trim_end_matches(['\n', '\r']));
    let rules = rules.join(", ");
    let at_end = token_starting_at(tokens, end).is_some_and(|idx| {
        matches!(tokens.kind(idx), SyntaxKind::NEWLINE | SyntaxKind::NL | SyntaxKind::ENDMARKER)
    });
    if !at_end {
        let indent = &content[..content.len() - content.trim_start_matches([' ', '\t', '\x0c']).len()];
        let start = logical_line_start(tokens, range.start());
        let insert = format!("{indent}{OPENING}{rules}]\n");
        return Some(TextEdit { range: TextRange::empty(index.line_start(index.line(start))?), insert });
    }
    // A comment of ours is extended.
    if let Some(at) = content.find(OPENING)
        && let Some(close) = content[at..].find(']')
    {
        let place = range.start() + TextSize::new((at + close) as u32);
        return Some(TextEdit { range: TextRange::empty(place), insert: format!(", {rules}") });
    }
    Some(TextEdit { range: TextRange::empty(end), insert: format!("  {OPENING}{rules}]") })
}

fn token_starting_at(tokens: &Tokens, offset: TextSize) -> Option<usize> {
    let at = u32::from(offset);
    let first = tokens.starts().partition_point(|start| *start < at);
    // Tokens without length share a start with the one after them.
    (first..tokens.len()).take_while(|idx| tokens.starts()[*idx] == at).last()
}

/// Where the logical line around an offset begins.
fn logical_line_start(tokens: &Tokens, offset: TextSize) -> TextSize {
    let before = tokens.starts().partition_point(|start| *start < u32::from(offset));
    let newline = (0..before.min(tokens.len())).rev().find(|idx| tokens.kind(*idx) == SyntaxKind::NEWLINE);
    newline.map_or(TextSize::new(0), |idx| tokens.range(idx).end())
}
