//! Lines and columns of a text.
//!
//! Lines end at LF, CRLF and lone CR, as for CPython; a form feed ends none. Columns count bytes, code points or
//! UTF-16 code units. Every question is answered in logarithmic time, whatever the length of the lines.

use std::ops::Range;

use super::{TextRange, TextSize};

/// Every so many bytes the characters before them are counted once.
const STRIDE: usize = 1024;

/// Lines of usual programs are no shorter on average, in bytes.
const USUAL_LINE: usize = 24;

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnUnit {
    /// Bytes of UTF-8, as in `ast`.
    Bytes,
    /// Code points, as in `tokenize` and `SyntaxError`.
    CodePoints,
    /// UTF-16 code units, as in the language server protocol.
    Utf16,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// 1-based.
    pub line: u32,
    /// 0-based, in the unit that was asked for.
    pub column: u32,
}

/// The line starts of one text. It does not hold the text; every method takes the same one again.
#[derive(Debug, Clone)]
pub struct LineIndex {
    /// Sorted, the first is 0. A text that ends in a line break has an empty last line.
    starts: Vec<TextSize>,
    len: TextSize,
    /// Characters before each multiple of [`STRIDE`]; empty for ASCII, where bytes are characters.
    counts: Vec<Counts>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    code_points: u32,
    utf16: u32,
}

impl LineIndex {
    /// Reads the line breaks of `text`, which is shorter than 4 GiB.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / USUAL_LINE + 2);
        starts.push(TextSize::new(0));
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let is_first_of_crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if !is_first_of_crlf {
                starts.push(TextSize::new(at as u32 + 1));
            }
        }
        let counts = if text.is_ascii() { Vec::new() } else { cumulative(bytes) };
        Self { starts, len: TextSize::of(text), counts }
    }

    /// Number of lines; the empty one after a final line break counts.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The 1-based line of an offset; past the end, the last.
    pub fn line(&self, offset: TextSize) -> u32 {
        self.starts.partition_point(|start| *start <= offset) as u32
    }

    /// The start of a 1-based line.
    pub fn line_start(&self, line: u32) -> Option<TextSize> {
        self.starts.get(usize::try_from(line.checked_sub(1)?).ok()?).copied()
    }

    /// The range of a 1-based line with its line break.
    pub fn line_range(&self, line: u32) -> Option<TextRange> {
        let end = self.line_start(line.checked_add(1)?).unwrap_or(self.len);
        Some(TextRange::new(self.line_start(line)?, end))
    }

    /// The text of a 1-based line with its line break.
    pub fn line_text<'text>(&self, text: &'text str, line: u32) -> Option<&'text str> {
        text.get(Range::<usize>::from(self.line_range(line)?))
    }

    /// The place of an offset; past the end, of the end.
    pub fn line_column(&self, text: &str, offset: TextSize, unit: ColumnUnit) -> LineColumn {
        let offset = offset.min(self.len);
        let line = self.line(offset);
        let start = self.starts[line as usize - 1];
        let column = self.count_before(text, offset, unit) - self.count_before(text, start, unit);
        LineColumn { line, column }
    }

    /// The places of both ends of a range, their columns in bytes. It is quick if the range starts on the line `near`
    /// or a few lines behind it.
    #[inline]
    pub fn byte_span(&self, range: TextRange, near: u32) -> [LineColumn; 2] {
        // Most ranges are on the line of the one before.
        let before = (near as usize).wrapping_sub(1);
        if let Some(&[start, next]) = self.starts.get(before..).and_then(|it| it.first_chunk())
            && start <= range.start()
            && range.end() < next
        {
            return [range.start(), range.end()]
                .map(|it| LineColumn { line: near, column: (it - start).into() });
        }
        let start = self.byte_place(range.start(), near);
        [start, self.byte_place(range.end(), start.line)]
    }

    fn byte_place(&self, offset: TextSize, near: u32) -> LineColumn {
        let offset = offset.min(self.len);
        let line = self.line_near(offset, near);
        LineColumn { line, column: u32::from(offset - self.starts[line as usize - 1]) }
    }

    /// [`Self::line`], looked for at `near` and a few lines behind it first.
    fn line_near(&self, offset: TextSize, near: u32) -> u32 {
        /// More steps than this take longer than to halve.
        const MAX_STEPS: usize = 8;
        let rest = self.starts.get((near as usize).saturating_sub(1)..).unwrap_or_default();
        let steps = rest.iter().take(MAX_STEPS).take_while(|start| **start <= offset).count();
        // Before the first of them, or perhaps past the last.
        if steps == 0 || steps == MAX_STEPS { self.line(offset) } else { near + steps as u32 - 1 }
    }

    /// The offset of a place; a column past the line's end is the end of the line, break included.
    pub fn offset(&self, text: &str, place: LineColumn, unit: ColumnUnit) -> Option<TextSize> {
        let range = self.line_range(place.line)?;
        if unit == ColumnUnit::Bytes || self.counts.is_empty() {
            return Some(range.end().min(range.start() + TextSize::new(place.column)));
        }
        let wanted = self.count_before(text, range.start(), unit).saturating_add(place.column);
        let stride = self.counts.partition_point(|counts| counts.of(unit) <= wanted).saturating_sub(1);
        let mut at = (stride * STRIDE).max(usize::from(range.start()));
        let mut count = self.count_before(text, TextSize::new(at as u32), unit);
        let bytes = text.as_bytes();
        // A stride may begin inside a character, which its lead byte has counted.
        while at < usize::from(range.end()) && (is_continuation(bytes[at]) || count < wanted) {
            count += width(bytes[at], unit);
            at += 1;
        }
        while at < usize::from(range.end()) && is_continuation(bytes[at]) {
            at += 1;
        }
        Some(TextSize::new(at as u32))
    }

    /// Units before an offset, from the start of the text.
    fn count_before(&self, text: &str, offset: TextSize, unit: ColumnUnit) -> u32 {
        let at = usize::from(offset);
        let Some(counts) = self.counts.get(at / STRIDE).filter(|_| unit != ColumnUnit::Bytes) else {
            return u32::from(offset);
        };
        let rest = &text.as_bytes()[at / STRIDE * STRIDE..at];
        counts.of(unit) + rest.iter().map(|byte| width(*byte, unit)).sum::<u32>()
    }
}

impl Counts {
    fn of(self, unit: ColumnUnit) -> u32 {
        match unit {
            ColumnUnit::CodePoints => self.code_points,
            ColumnUnit::Utf16 => self.utf16,
            // Bytes are never counted: their column is a difference of offsets.
            ColumnUnit::Bytes => 0,
        }
    }
}

fn cumulative(bytes: &[u8]) -> Vec<Counts> {
    let mut counts = vec![Counts::default()];
    let mut sum = Counts::default();
    for stride in bytes.chunks(STRIDE) {
        sum.code_points += stride.iter().map(|byte| width(*byte, ColumnUnit::CodePoints)).sum::<u32>();
        sum.utf16 += stride.iter().map(|byte| width(*byte, ColumnUnit::Utf16)).sum::<u32>();
        counts.push(sum);
    }
    counts
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// What a byte adds: a character counts at its lead byte.
fn width(byte: u8, unit: ColumnUnit) -> u32 {
    match unit {
        ColumnUnit::Bytes => 1,
        ColumnUnit::CodePoints => u32::from(!is_continuation(byte)),
        ColumnUnit::Utf16 => u32::from(!is_continuation(byte)) + u32::from(byte >= 0xf0),
    }
}
