//! What rules yielded, by place: a packrat parser's memory.

use super::grammar::RuleId;
use super::node::Value;

/// Results of rules by place, from `base` on: for each token a chain of entries.
#[derive(Debug, Default)]
pub(super) struct MemoTable {
    base: usize,
    heads: Vec<u32>,
    entries: Vec<MemoEntry>,
}

#[derive(Debug)]
struct MemoEntry {
    rule: RuleId,
    value: Option<Value>,
    mark: u32,
    next: u32,
}

/// The end of a chain.
const NO_ENTRY: u32 = u32::MAX;

impl MemoTable {
    /// Forgets all; from now on only places from `base` on are kept.
    pub(super) fn clear(&mut self, base: usize) {
        self.base = base;
        self.heads.clear();
        self.entries.clear();
    }

    fn find(&self, at: usize, rule: RuleId) -> Option<usize> {
        let mut idx = *self.heads.get(at.checked_sub(self.base)?)?;
        while idx != NO_ENTRY {
            let entry = &self.entries[idx as usize];
            if entry.rule == rule {
                return Some(idx as usize);
            }
            idx = entry.next;
        }
        None
    }

    /// What a rule yielded at a place, and where it ended.
    pub(super) fn get(&self, at: usize, rule: RuleId) -> Option<(Option<Value>, usize)> {
        let entry = &self.entries[self.find(at, rule)?];
        Some((entry.value, entry.mark as usize))
    }

    /// Keeps what a rule yielded at a place, instead of what was kept before.
    pub(super) fn put(&mut self, at: usize, rule: RuleId, value: Option<Value>, mark: usize) {
        let mark = mark as u32;
        if let Some(idx) = self.find(at, rule) {
            let entry = &mut self.entries[idx];
            (entry.value, entry.mark) = (value, mark);
            return;
        }
        let Some(slot) = at.checked_sub(self.base) else { return };
        if self.heads.len() <= slot {
            self.heads.resize(slot + 1, NO_ENTRY);
        }
        self.entries.push(MemoEntry { rule, value, mark, next: self.heads[slot] });
        self.heads[slot] = self.entries.len() as u32 - 1;
    }
}
