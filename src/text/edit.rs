//! Edits of a text: sorted, disjoint, applied once.
//!
//! Rules do not change text; they say what they would change, and it happens here, all at once.

use super::{TextRange, TextSize};

/// One replacement: `range` of the old text becomes `insert`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// Half-open byte range of the old text; empty for an insertion.
    pub range: TextRange,
    /// The new text.
    pub insert: String,
}

/// Edits, sorted by start, disjoint: byte ranges of the old text.
///
/// Edits may touch. Insertions at one offset keep the order in which they were given, before a replacement that
/// starts there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits {
    edits: Vec<TextEdit>,
}

/// Why edits cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two edits change the same text, or one inserts into what the other replaces.
    #[error("the edits at {first:?} and {second:?} overlap")]
    Overlap {
        /// The earlier range.
        first: TextRange,
        /// The later range.
        second: TextRange,
    },
    /// A range ends past the text or cuts a character.
    #[error("{range:?} is no range of a text of {len} bytes")]
    OutOfText {
        /// The range.
        range: TextRange,
        /// Bytes of the text.
        len: usize,
    },
}

/// Which side of text inserted at an offset a mapped position stays on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bias {
    /// Before it.
    Before,
    /// After it.
    After,
}

impl Edits {
    /// Sorts `edits`; an overlap is an error.
    pub fn new(mut edits: Vec<TextEdit>) -> Result<Self, EditError> {
        edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
        match edits.windows(2).find(|pair| pair[0].range.end() > pair[1].range.start()) {
            Some(pair) => Err(EditError::Overlap { first: pair[0].range, second: pair[1].range }),
            None => Ok(Self { edits }),
        }
    }

    /// A single edit.
    pub fn one(edit: TextEdit) -> Self {
        Self { edits: vec![edit] }
    }

    /// The edits in order.
    pub fn iter(&self) -> impl Iterator<Item = &TextEdit> {
        self.edits.iter()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The new text.
    pub fn apply(&self, text: &str) -> Result<String, EditError> {
        let mut out = String::with_capacity(text.len());
        let mut copied_to = 0;
        for TextEdit { range, insert } in &self.edits {
            let (start, end) = (usize::from(range.start()), usize::from(range.end()));
            let (Some(kept), Some(_)) = (text.get(copied_to..start), text.get(start..end)) else {
                return Err(EditError::OutOfText { range: *range, len: text.len() });
            };
            out.push_str(kept);
            out.push_str(insert);
            copied_to = end;
        }
        out.push_str(&text[copied_to..]);
        Ok(out)
    }

    /// These edits and then `next`, which are of the new text, as edits of the old text, `old_len` bytes long.
    #[must_use]
    pub fn then(&self, next: &Edits, old_len: TextSize) -> Self {
        let mut middle = self.pieces(old_len).into_iter().peekable();
        let mut out = Vec::new();
        let mut at = TextSize::new(0);
        for TextEdit { range, insert } in &next.edits {
            take(&mut middle, range.start() - at, Some(&mut out));
            out.push(Piece::New(insert.clone()));
            take(&mut middle, range.len(), None);
            at = range.end();
        }
        out.extend(middle);
        from_pieces(&out, old_len)
    }

    /// The new text as pieces of the old one and new ones, in order.
    fn pieces(&self, old_len: TextSize) -> Vec<Piece> {
        let mut out = Vec::new();
        let mut at = TextSize::new(0);
        for TextEdit { range, insert } in &self.edits {
            out.push(Piece::Old(TextRange::new(at, range.start())));
            out.push(Piece::New(insert.clone()));
            at = range.end();
        }
        out.push(Piece::Old(TextRange::new(at, old_len)));
        out
    }

    /// Where an offset of the old text is in the new one.
    ///
    /// Inside replaced text it is the start or the end of the replacement, by `bias`.
    pub fn map_to_new(&self, offset: TextSize, bias: Bias) -> TextSize {
        let mut grown = 0;
        for TextEdit { range, insert } in &self.edits {
            if range.start() > offset {
                break;
            }
            let stays = !range.is_empty() || bias == Bias::Before;
            if offset == range.start() && stays {
                return shifted(offset, grown);
            }
            if offset < range.end() && bias == Bias::Before {
                return shifted(range.start(), grown);
            }
            grown += insert.len() as i64 - i64::from(u32::from(range.len()));
            if offset < range.end() {
                return shifted(range.end(), grown);
            }
        }
        shifted(offset, grown)
    }

    /// Where an offset of the new text was in the old one.
    ///
    /// Inside inserted text it is the start or the end of what was replaced, by `bias`.
    pub fn map_to_old(&self, offset: TextSize, bias: Bias) -> TextSize {
        let mut grown: i64 = 0;
        for TextEdit { range, insert } in &self.edits {
            let start = shifted(range.start(), grown);
            let end = start + TextSize::of(insert.as_str());
            if offset < start || (offset == start && !insert.is_empty()) {
                break;
            }
            if offset < end {
                return if bias == Bias::Before { range.start() } else { range.end() };
            }
            if offset == start && bias == Bias::Before {
                return range.start();
            }
            grown += insert.len() as i64 - i64::from(u32::from(range.len()));
        }
        shifted(offset, -grown)
    }
}

/// A stretch of a new text.
#[derive(Debug, Clone)]
enum Piece {
    /// Text of the old one.
    Old(TextRange),
    /// Text that was inserted.
    New(String),
}

impl Piece {
    fn len(&self) -> TextSize {
        match self {
            Self::Old(range) => range.len(),
            Self::New(text) => TextSize::of(text.as_str()),
        }
    }

    /// The first `len` bytes and the rest.
    fn split(self, len: TextSize) -> (Self, Self) {
        match self {
            Self::Old(range) => {
                let middle = range.start() + len;
                (
                    Self::Old(TextRange::new(range.start(), middle)),
                    Self::Old(TextRange::new(middle, range.end())),
                )
            }
            Self::New(mut text) => {
                let rest = text.split_off(usize::from(len));
                (Self::New(text), Self::New(rest))
            }
        }
    }
}

/// Takes `len` bytes off the front of `pieces`, into `out` if they are kept.
fn take(
    pieces: &mut std::iter::Peekable<std::vec::IntoIter<Piece>>,
    mut len: TextSize,
    mut out: Option<&mut Vec<Piece>>,
) {
    while len > TextSize::new(0) {
        let Some(piece) = pieces.next_if(|piece| piece.len() <= len) else { break };
        len -= piece.len();
        if let Some(out) = &mut out {
            out.push(piece);
        }
    }
    if len > TextSize::new(0)
        && let Some(piece) = pieces.peek_mut()
    {
        let (front, rest) = std::mem::replace(piece, Piece::New(String::new())).split(len);
        *piece = rest;
        if let Some(out) = &mut out {
            out.push(front);
        }
    }
}

/// The edits of an old text that make a new one of these pieces.
fn from_pieces(pieces: &[Piece], old_len: TextSize) -> Edits {
    let mut edits = Vec::new();
    let mut at = TextSize::new(0);
    let mut insert = String::new();
    let mut flush = |at: TextSize, to: TextSize, insert: &mut String| {
        if to > at || !insert.is_empty() {
            edits.push(TextEdit { range: TextRange::new(at, to), insert: std::mem::take(insert) });
        }
    };
    for piece in pieces {
        match piece {
            Piece::New(text) => insert.push_str(text),
            Piece::Old(range) if range.is_empty() => {}
            Piece::Old(range) => {
                flush(at, range.start(), &mut insert);
                at = range.end();
            }
        }
    }
    flush(at, old_len, &mut insert);
    Edits { edits }
}

fn shifted(offset: TextSize, by: i64) -> TextSize {
    let moved = i64::from(u32::from(offset)) + by;
    // An offset of either text is below 2^32 and not negative; the clamp only spares a panic.
    TextSize::new(u32::try_from(moved.max(0)).unwrap_or(u32::MAX))
}
