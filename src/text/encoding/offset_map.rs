//! The map between offsets of decoded text and of the bytes that it came from.

/// Offsets of text and bytes, both ways: runs of characters that have equal lengths in both.
///
/// Invariant: the runs are in order, non-empty, and adjacent ones differ in a length.
#[derive(Debug, Clone, Default)]
pub struct OffsetMap {
    runs: Vec<Run>,
    text_end: usize,
    byte_end: usize,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    text_start: usize,
    byte_start: usize,
    /// Bytes of UTF-8 a character.
    text_width: u8,
    /// Original bytes a character.
    byte_width: u8,
}

impl OffsetMap {
    /// Appends `len` characters of one byte in both.
    pub(super) fn push_ascii(&mut self, len: usize) {
        if len > 0 {
            self.push(1, 1, len);
        }
    }

    /// Appends one character of so many bytes of UTF-8 and of the original.
    pub(super) fn push_char(&mut self, text_len: usize, byte_len: usize) {
        self.push(text_len as u8, byte_len as u8, 1);
    }

    fn push(&mut self, text_width: u8, byte_width: u8, n_chars: usize) {
        let same = |run: &Run| (run.text_width, run.byte_width) == (text_width, byte_width);
        if !self.runs.last().is_some_and(same) {
            let (text_start, byte_start) = (self.text_end, self.byte_end);
            self.runs.push(Run { text_start, byte_start, text_width, byte_width });
        }
        self.text_end += n_chars * usize::from(text_width);
        self.byte_end += n_chars * usize::from(byte_width);
    }

    /// The byte offset of a text offset; inside a character, of its start; past the end, the end.
    pub fn byte_offset(&self, text_offset: usize) -> usize {
        let Some(run) = self.runs[..self.runs.partition_point(|run| run.text_start <= text_offset)].last()
        else {
            return self.byte_end.min(text_offset);
        };
        let n_chars = (text_offset - run.text_start) / usize::from(run.text_width);
        (run.byte_start + n_chars * usize::from(run.byte_width)).min(self.byte_end)
    }

    /// The text offset of a byte offset; inside a character, of its start; past the end, the end.
    pub fn text_offset(&self, byte_offset: usize) -> usize {
        let Some(run) = self.runs[..self.runs.partition_point(|run| run.byte_start <= byte_offset)].last()
        else {
            return self.text_end.min(byte_offset);
        };
        let n_chars = (byte_offset - run.byte_start) / usize::from(run.byte_width);
        (run.text_start + n_chars * usize::from(run.text_width)).min(self.text_end)
    }
}
