//! Docstrings without the indentation that the source gives them.
//!
//! Source: CPython 3.14, `_PyCompile_CleanDoc`.

use rustpython_wtf8::{Wtf8, Wtf8Buf};

/// Columns between tab stops.
const TAB: usize = 8;

/// Takes the margin that all lines but the first have in common off, with tabs made spaces; blank lines stay.
pub(super) fn clean_doc(doc: &Wtf8) -> Wtf8Buf {
    let bytes = expand_tabs(doc);
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let indent = |line: &[u8]| line.iter().take_while(|byte| **byte == b' ').count();
    let is_blank = |line: &[u8]| matches!(line.get(indent(line)), None | Some(b'\n'));
    let margin = lines.clone().filter(|line| !is_blank(line)).map(indent).min().unwrap_or(0);
    let mut clean = first[indent(first)..].to_vec();
    for line in lines {
        clean.extend_from_slice(&line[indent(line).min(margin)..]);
    }
    // Only ASCII was taken away or added, so what is left is as well formed as before.
    Wtf8Buf::from_bytes(clean).unwrap_or_else(|_| doc.to_owned())
}

/// `str.expandtabs()`.
fn expand_tabs(doc: &Wtf8) -> Vec<u8> {
    let bytes = doc.as_bytes();
    if !bytes.contains(&b'\t') {
        return bytes.to_vec();
    }
    let mut expanded = Vec::with_capacity(bytes.len() + TAB);
    let mut column = 0;
    for &byte in bytes {
        match byte {
            b'\t' => {
                let n_spaces = TAB - column % TAB;
                expanded.extend(std::iter::repeat_n(b' ', n_spaces));
                column += n_spaces;
            }
            b'\n' | b'\r' => {
                expanded.push(byte);
                column = 0;
            }
            _ => {
                expanded.push(byte);
                // A column is a code point.
                column += usize::from(byte & 0xc0 != 0x80);
            }
        }
    }
    expanded
}
