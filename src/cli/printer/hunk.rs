//! What edits make of the lines that they touch.

use crate::text::{Edits, LineIndex, TextEdit, TextRange, TextSize};

/// Lines before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Hunk {
    /// The 1-based line of the old text at which it stands.
    pub(in crate::cli) first_line: u32,
    /// Without line breaks.
    pub(in crate::cli) old: Vec<String>,
    pub(in crate::cli) new: Vec<String>,
}

/// The lines that `edits` touch, before and after; edits of lines that are beside each other are one hunk.
pub(in crate::cli) fn hunks(text: &str, index: &LineIndex, edits: &Edits) -> Vec<Hunk> {
    let mut groups: Vec<(u32, u32, Vec<&TextEdit>)> = Vec::new();
    for edit in edits.iter() {
        let (first, last) = (index.line(edit.range.start()), index.line(edit.range.end()));
        match groups.last_mut() {
            Some((_, end, group)) if first <= *end => {
                *end = last.max(*end);
                group.push(edit);
            }
            _ => groups.push((first, last, vec![edit])),
        }
    }
    groups.into_iter().filter_map(|(first, last, group)| hunk(text, index, first, last, &group)).collect()
}

fn hunk(text: &str, index: &LineIndex, first: u32, last: u32, edits: &[&TextEdit]) -> Option<Hunk> {
    let start = index.line_start(first)?;
    let end = index.line_range(last)?.end();
    let slice = |range: TextRange| text.get(std::ops::Range::<usize>::from(range));
    let old = slice(TextRange::new(start, end))?;
    let mut new = String::new();
    let mut copied_to: TextSize = start;
    for edit in edits {
        new += slice(TextRange::new(copied_to, edit.range.start()))?;
        new += &edit.insert;
        copied_to = edit.range.end();
    }
    new += slice(TextRange::new(copied_to, end))?;
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[same_start..], &new[same_start..]);
    let same_end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let owned = |lines: &[&str]| lines[..lines.len() - same_end].iter().map(|it| (*it).to_owned()).collect();
    Some(Hunk { first_line: first + same_start as u32, old: owned(old), new: owned(new) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(lo: u32, hi: u32, insert: &str) -> TextEdit {
        TextEdit { range: TextRange::new(lo.into(), hi.into()), insert: insert.into() }
    }

    #[test]
    fn an_inserted_line_has_no_old_line_and_edits_of_one_line_are_one_hunk() {
        let text = "a = 1\nb = 2\nc = 3\n";
        let index = LineIndex::new(text);
        let edits = Edits::new(vec![edit(0, 0, "import x\n"), edit(12, 13, "C"), edit(16, 17, "4")]).unwrap();
        let found = hunks(text, &index, &edits);
        let import = Hunk { first_line: 1, old: vec![], new: vec!["import x".into()] };
        let line = Hunk { first_line: 3, old: vec!["c = 3".into()], new: vec!["C = 4".into()] };
        assert_eq!(found, [import, line]);
    }
}
