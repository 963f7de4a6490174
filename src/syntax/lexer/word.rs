//! Words: names, keywords, and the letters before a string.

use unicode_xid::UnicodeXID;

use super::bytes::IN_WORD;
use super::error::LexErrorKind;
use super::scan::Lexer;
use crate::syntax::SyntaxKind::{self, *};
use crate::text::repr::is_printable;

/// Pairs of letters that cannot both stand before a string, in the order in which CPython looks for them.
const INCOMPATIBLE: &[(u8, u8)] =
    &[(b'u', b'b'), (b'u', b'r'), (b'u', b'f'), (b'u', b't'), (b'b', b'f'), (b'b', b't'), (b'f', b't')];

impl Lexer<'_> {
    /// A name or a keyword.
    pub(super) fn word(&mut self) {
        let start = self.pos;
        let (kind, end) = self.word_at(start);
        self.pos = end;
        if !self.text[start..end].is_ascii() {
            self.verify_identifier(start);
        }
        self.push(kind, start);
    }

    /// A word, or a string with a prefix.
    pub(super) fn word_or_string(&mut self) {
        match self.prefix_len() {
            Some(len) => self.prefixed_string(len),
            None => self.word(),
        }
    }

    /// The kind and the end of the word at `start`; of no length if there is none.
    pub(super) fn word_at(&self, start: usize) -> (SyntaxKind, usize) {
        let rest = &self.bytes[start.min(self.bytes.len())..];
        let len = rest.iter().position(|byte| !IN_WORD[usize::from(*byte)]).unwrap_or(rest.len());
        (keyword(&rest[..len]).unwrap_or(NAME), start + len)
    }

    /// The length of the letters before the quote, if the word here is a string prefix; no letter comes twice.
    fn prefix_len(&self) -> Option<usize> {
        let mut seen = 0u32;
        for len in 0.. {
            let byte = self.peek_at(len);
            let letter = match byte {
                b'"' | b'\'' => return Some(len),
                b'b' | b'B' => 1,
                b'f' | b'F' => 2,
                b'r' | b'R' => 4,
                b't' | b'T' => 8,
                b'u' | b'U' => 16,
                _ => return None,
            };
            if seen & letter != 0 {
                return None;
            }
            seen |= letter;
        }
        None
    }

    fn prefixed_string(&mut self, prefix_len: usize) {
        let start = self.pos;
        let quote = start + prefix_len;
        let has =
            |letter: u8| self.bytes[start..quote].iter().any(|byte| byte.to_ascii_lowercase() == letter);
        let clash = INCOMPATIBLE.iter().find(|(one, other)| has(*one) && has(*other));
        let (is_f, is_t, is_raw) = (has(b'f'), has(b't'), has(b'r'));
        if let Some((one, other)) = clash {
            let kind = LexErrorKind::IncompatiblePrefixes(char::from(*one), char::from(*other));
            self.error_at(start, quote, kind);
        } else if is_f || is_t {
            return self.start_formatted(prefix_len, is_t, is_raw);
        }
        self.string(quote);
    }

    /// Reports the first character that CPython allows in no identifier, or not at its start.
    #[cold]
    fn verify_identifier(&mut self, start: usize) {
        let text = self.text;
        let invalid = text[start..self.pos].char_indices().find(|(idx, c)| {
            let is_start = *c == '_' || UnicodeXID::is_xid_start(*c);
            !(is_start || *idx > 0 && UnicodeXID::is_xid_continue(*c))
        });
        let Some((idx, c)) = invalid else { return };
        let kind =
            if is_printable(c) { LexErrorKind::InvalidCharacter(c) } else { LexErrorKind::NonPrintable(c) };
        self.tolerated(start, start + idx + c.len_utf8(), kind);
    }
}

/// How many slots the keyword table has: a power of two, sparse enough that most words that are not in it meet
/// an empty slot first.
const SLOTS: usize = 256;

/// The bytes of a word of at most 8, and its kind. No word has no bytes, so zero is an empty slot.
const KEYWORDS: [(u64, SyntaxKind); SLOTS] = {
    let mut table = [(0, NAME); SLOTS];
    let mut idx = 0;
    while idx < SyntaxKind::ALL.len() {
        let kind = SyntaxKind::ALL[idx];
        if (kind.is_keyword() || kind.is_soft_keyword())
            && let Some(word) = kind.text()
        {
            let key = packed(word.as_bytes());
            let mut slot = slot(key);
            while table[slot].0 != 0 {
                slot = (slot + 1) % SLOTS;
            }
            table[slot] = (key, kind);
        }
        idx += 1;
    }
    table
};

/// The keyword that `word` is.
fn keyword(word: &[u8]) -> Option<SyntaxKind> {
    if !(2..=8).contains(&word.len()) {
        return None;
    }
    let key = packed(word);
    let mut slot = slot(key);
    loop {
        let (found, kind) = KEYWORDS[slot];
        if found == key {
            return Some(kind);
        }
        if found == 0 {
            return None;
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// The bytes of a word of at most 8 as one number.
const fn packed(word: &[u8]) -> u64 {
    let mut key = 0;
    let mut idx = 0;
    while idx < word.len() {
        key = key << 8 | word[idx] as u64;
        idx += 1;
    }
    key
}

/// Where to look for a word first: the top bits of a multiplicative hash.
const fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
}
