//! Interned names: one [`Name`] for each text, within one file.

use std::hash::Hasher as _;
use std::ops::Range;

use rustc_hash::FxHasher;

use super::arena::Index;

/// A text that was interned: an identifier, a dotted module name, or a type comment.
///
/// Two names of one tree are equal if and only if their texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Index);

impl Name {
    /// The place in a table of all names of its tree; 0-based.
    pub fn index(self) -> usize {
        self.0.get()
    }
}

/// The names of one file.
///
/// All texts lie in one string and the table holds indices only, so that a new name costs no allocation of its own.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    text: String,
    /// Where each name's text ends; it starts where the one before ends.
    ends: Vec<u32>,
    /// Open addressing with linear steps; 0 is a free slot, `n` is name `n - 1`. Its length is a power of two.
    slots: Vec<u32>,
}

impl Names {
    /// The name with this text.
    pub(super) fn intern(&mut self, text: &str) -> Name {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash(text.as_bytes()) & mask;
        loop {
            match self.slots[slot] {
                0 => return self.add(text, slot),
                taken if self.bytes_at(taken as usize - 1) == text.as_bytes() => {
                    return Name(Index::new(taken as usize - 1));
                }
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// The name with this text, if one has it.
    pub(super) fn find(&self, text: &str) -> Option<Name> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = hash(text.as_bytes()) & mask;
        loop {
            let idx = (*self.slots.get(slot)? as usize).checked_sub(1)?;
            if self.bytes_at(idx) == text.as_bytes() {
                return Some(Name(Index::new(idx)));
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The text of `name`.
    pub(super) fn get(&self, name: Name) -> &str {
        self.text_at(name.0.get())
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn text_at(&self, idx: usize) -> &str {
        &self.text[self.span(idx)]
    }

    /// The same, for comparing: where a text ends in the middle of a character is not asked.
    fn bytes_at(&self, idx: usize) -> &[u8] {
        &self.text.as_bytes()[self.span(idx)]
    }

    fn span(&self, idx: usize) -> Range<usize> {
        let start = if idx == 0 { 0 } else { self.ends[idx - 1] as usize };
        start..self.ends[idx] as usize
    }

    fn add(&mut self, text: &str, slot: usize) -> Name {
        self.text.push_str(text);
        self.ends
            .push(u32::try_from(self.text.len()).expect("the names of a file are shorter than the file"));
        self.slots[slot] = u32::try_from(self.ends.len()).expect("there are fewer names than bytes of them");
        Name(Index::new(self.ends.len() - 1))
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        self.slots = vec![0; size];
        for idx in 0..self.ends.len() {
            let mut slot = hash(self.bytes_at(idx)) & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = u32::try_from(idx + 1).expect("it was a slot's number before");
        }
    }
}

fn hash(text: &[u8]) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    // The high bits are the well mixed ones, the table looks at the low ones.
    let hash = hasher.finish();
    usize::try_from(hash >> 32).unwrap_or_default() ^ usize::try_from(hash & 0xffff_ffff).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn one_name_for_each_text() {
        let mut names = Names::default();
        let all: Vec<_> = (0..1000).map(|n| names.intern(&format!("name{n}"))).collect();
        for (n, &name) in all.iter().enumerate() {
            assert_eq!(names.intern(&format!("name{n}")), name);
            assert_eq!(names.get(name), format!("name{n}"));
        }
        let empty = names.intern("");
        assert_eq!(names.get(empty), "");
    }
}
