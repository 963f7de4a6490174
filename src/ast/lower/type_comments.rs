//! `# type:` comments, where CPython's parser reads them with `type_comments=True`.
//!
//! They are comment tokens anywhere in the tree. All are found first, which costs nothing in a file that has none;
//! then each construct that takes one looks behind its last token.
//!
//! Source: PEP 484; CPython 3.14, `tok_get_normal_mode` in `Parser/lexer/lexer.c`.

use memchr::memmem;

use super::{LowerError, LowerErrorKind, Lowerer};
use crate::ast::{List, Name, TypeIgnore, TypeIgnoreId};
use crate::syntax::{
    SyntaxKind,
    outline::{Node as Syntax, Token},
};
use crate::text::{TextRange, TextSize};

/// The type comments of a file.
#[derive(Debug, Default)]
pub(super) struct TypeComments {
    /// Sorted by start.
    comments: Vec<Found>,
    ignores: Vec<Found>,
    /// Index into `comments` of each that was taken.
    taken: Vec<usize>,
}

#[derive(Debug)]
struct Found {
    start: usize,
    /// Of the part after `# type: `, or after `ignore`.
    text: std::ops::Range<usize>,
}

impl<'t> Lowerer<'t> {
    pub(super) fn find_type_comments(&mut self, root: Syntax<'t>) {
        if !self.options.type_comments || memmem::find(self.text.as_bytes(), b"type:").is_none() {
            return;
        }
        let mut found = TypeComments::default();
        for token in root.all_tokens_in(TextRange::up_to(TextSize::of(self.text))) {
            if token.kind == SyntaxKind::COMMENT {
                found.add(token);
            }
        }
        self.type_comments = found;
    }

    /// The `# type: ignore` comments.
    pub(super) fn type_ignores(&mut self) -> List<TypeIgnoreId> {
        let mut line = 1;
        let mut at = 0;
        let mut ids = Vec::new();
        for found in std::mem::take(&mut self.type_comments.ignores) {
            line += line_breaks(&self.text[at..found.start]);
            at = found.start;
            // One that has a line to itself takes the line break with it, which the last line has always.
            let line_break = if is_alone(&self.text[..found.start]) { "\n" } else { "" };
            let tag = self.ast.intern(&format!("{}{line_break}", &self.text[found.text.clone()]));
            let range = text_range(found.start..found.text.end);
            self.source_map.push::<TypeIgnore>(SyntaxKind::COMMENT, range);
            ids.push(self.ast.add(TypeIgnore { lineno: line, tag }, range));
        }
        self.ast.add_list(ids)
    }

    /// A type comment is a token of the grammar, so one that nothing takes is a syntax error.
    pub(super) fn refuse_stray_type_comments(&mut self) {
        let found = std::mem::take(&mut self.type_comments);
        let stray = (0..found.comments.len()).find(|idx| !found.taken.contains(idx));
        if let Some(idx) = stray {
            let range = text_range(found.comments[idx].text.clone());
            self.errors.push(LowerError { range, kind: LowerErrorKind::StrayTypeComment });
        }
    }

    /// The type comment that is the next token after `end` on its line, and where it ends.
    pub(super) fn type_comment_after(&mut self, end: TextSize) -> Option<(Name, TextSize)> {
        if self.type_comments.comments.is_empty() {
            return None;
        }
        let start = skip_blanks(self.text, usize::from(end));
        let text = self.type_comments.take(start)?;
        let end = text_range(text.clone()).end();
        Some((self.ast.intern(&self.text[text]), end))
    }

    /// The type comment right behind the colon of `node`.
    pub(super) fn type_comment_after_colon(&mut self, node: Syntax<'t>) -> Option<Name> {
        if self.type_comments.comments.is_empty() {
            return None;
        }
        let colon = node.tokens().filter(|it| it.kind == SyntaxKind::COLON).last()?;
        Some(self.type_comment_after(colon.range().end())?.0)
    }

    /// The type comment of a function: behind the colon, or on the next line that has a token.
    pub(super) fn function_type_comment(&mut self, node: Syntax<'t>) -> Option<Name> {
        if let Some(comment) = self.type_comment_after_colon(node) {
            return Some(comment);
        }
        if self.type_comments.comments.is_empty() {
            return None;
        }
        let colon = node.tokens().filter(|it| it.kind == SyntaxKind::COLON).last()?;
        let start = self.skip_comments(usize::from(colon.range().end()));
        let text = self.type_comments.take(start)?;
        Some(self.ast.intern(&self.text[text]))
    }

    /// The type comment behind a parameter that ends at `end` and the comma after it.
    pub(super) fn param_type_comment(&mut self, end: TextSize) -> Option<Name> {
        if self.type_comments.comments.is_empty() {
            return None;
        }
        let mut start = self.skip_comments(usize::from(end));
        if self.text[start..].starts_with(',') {
            start = self.skip_comments(start + 1);
        }
        let text = self.type_comments.take(start)?;
        Some(self.ast.intern(&self.text[text]))
    }

    /// The next place after blanks, line breaks and comments that are no type comments.
    fn skip_comments(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        loop {
            at = skip_blanks(self.text, at);
            match bytes.get(at) {
                Some(b'\n' | b'\r') => at += 1,
                Some(b'#') if self.type_comments.find(at).is_none() => {
                    at += memchr::memchr2(b'\n', b'\r', &bytes[at..]).unwrap_or(bytes.len() - at);
                }
                _ => return at,
            }
        }
    }
}

impl TypeComments {
    fn add(&mut self, token: Token<'_>) {
        let Some(rest) = type_comment(token.text()) else { return };
        let start = usize::from(token.start);
        let end = start + token.text().len();
        let ignored = rest
            .strip_prefix("ignore")
            .filter(|tag| !tag.starts_with(|c: char| !c.is_ascii() || c.is_ascii_alphanumeric()));
        let Some(tag) = ignored else {
            self.comments.push(Found { start, text: end - rest.len()..end });
            return;
        };
        self.ignores.push(Found { start, text: end - tag.len()..end });
    }

    /// The index of the type comment that starts at `start`.
    fn find(&self, start: usize) -> Option<usize> {
        self.comments.binary_search_by_key(&start, |it| it.start).ok()
    }

    /// Where the text is of the type comment that starts at `start`, which the caller will keep.
    fn take(&mut self, start: usize) -> Option<std::ops::Range<usize>> {
        let idx = self.find(start)?;
        self.taken.push(idx);
        Some(self.comments[idx].text.clone())
    }
}

/// What follows `# type: ` in a comment; any number of blanks stands for each of the two.
fn type_comment(comment: &str) -> Option<&str> {
    let blank = [' ', '\t'];
    let rest = comment.strip_prefix('#')?.trim_start_matches(blank);
    Some(rest.strip_prefix("type:")?.trim_start_matches(blank))
}

/// Whether what comes after `before` begins a line that is not joined to the one before.
fn is_alone(before: &str) -> bool {
    let line = before.trim_end_matches([' ', '\t', '\x0c']);
    let joined = line.strip_suffix("\r\n").or_else(|| line.strip_suffix(['\n', '\r']));
    line.is_empty() || joined.is_some_and(|it| !it.ends_with('\\'))
}

/// The next place after blanks and joined lines.
fn skip_blanks(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        at += match bytes.get(at..) {
            Some([b' ' | b'\t' | b'\x0c', ..]) => 1,
            Some([b'\\', b'\r', b'\n', ..]) => 3,
            Some([b'\\', b'\n' | b'\r', ..]) => 2,
            _ => return at,
        };
    }
}

/// How many lines end in `text`.
pub(super) fn line_breaks(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let n = memchr::memchr2_iter(b'\n', b'\r', bytes).count() - memmem::find_iter(bytes, b"\r\n").count();
    u32::try_from(n).expect("a file has fewer than 2^32 lines")
}

fn text_range(range: std::ops::Range<usize>) -> TextRange {
    let [start, end] = [range.start, range.end]
        .map(|it| TextSize::new(u32::try_from(it).expect("a file is shorter than 4 GiB")));
    TextRange::new(start, end)
}
