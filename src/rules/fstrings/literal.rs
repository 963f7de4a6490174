//! The source of string literals: tokens in their parts, and each character of the value with how it is written.
//!
//! Rules of this set change a literal by its source, so that escapes, line structure and quotes stay as they are. A
//! character that is written as itself may be read as part of a conversion or a field; one that an escape makes may
//! not, because the two texts would then mean different things to whoever reads them.

use crate::ast::{Constant, Expr, ExprId, Value};
use crate::rewrite::FileModel;
use crate::syntax::SyntaxKind;
use crate::syntax::literal::StringToken;
use crate::syntax::literal::string::decode_str;
use crate::text::TextRange;

/// A string literal: one token, or several that are adjacent.
#[derive(Debug)]
pub(super) struct Literal<'t> {
    /// The tokens, in order; never empty.
    pub(super) parts: Vec<Part<'t>>,
}

/// One STRING token.
#[derive(Debug)]
pub(super) struct Part<'t> {
    /// The token, in bytes of the file.
    pub(super) range: TextRange,
    /// The letters before the quotes.
    pub(super) prefix: &'t str,
    /// One quote, or three.
    pub(super) quote: &'t str,
    /// What is between the quotes.
    pub(super) body: &'t str,
    /// Whether backslashes are themselves.
    pub(super) is_raw: bool,
}

/// A stretch of a literal's source that makes one character, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit<'t> {
    /// The source.
    pub(super) text: &'t str,
    /// How the character is written.
    pub(super) written: Written,
}

/// How a character is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// As itself.
    Plain(char),
    /// By an escape, which makes this character.
    Escaped(char),
    /// By an escape that makes a lone surrogate, or nothing at all.
    Other,
}

impl<'t> Literal<'t> {
    /// The literal that `expr` is; none if it is no `str`, or holds f-strings.
    pub(super) fn of(file: &FileModel<'t>, expr: ExprId) -> Option<Self> {
        let Expr::Constant(Constant { value: Value::Str(_), .. }) = file.ast()[expr] else { return None };
        let mut parts = Vec::new();
        for idx in file.tokens_in(file.range(expr)) {
            match file.tokens().kind(idx) {
                SyntaxKind::STRING => parts.push(Part::of(file, file.tokens().range(idx))),
                kind if kind.is_trivia() => {}
                _ => return None,
            }
        }
        (!parts.is_empty()).then_some(Self { parts })
    }

    /// From the first token's start to the last one's end.
    pub(super) fn range(&self) -> TextRange {
        let [first, .., last] = self.parts.as_slice() else { return self.parts[0].range };
        first.range.cover(last.range)
    }
}

impl<'t> Part<'t> {
    fn of(file: &FileModel<'t>, range: TextRange) -> Self {
        let text = &file.text[range];
        let token = StringToken::parse(text);
        let quoted_at = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        Self {
            range,
            prefix: &text[..quoted_at],
            quote: &text[quoted_at..usize::from(token.body_start)],
            body: token.body,
            is_raw: token.is_raw,
        }
    }

    /// The body in units.
    pub(super) fn units(&self) -> Vec<Unit<'t>> {
        units(self.body, self.is_raw)
    }

    /// Whether a line break may stand in the body.
    pub(super) fn is_triple(&self) -> bool {
        self.quote.len() == 3
    }

    /// The prefix without `u`, which no f-string has, and with `f`.
    pub(super) fn prefix_with_f(&self) -> String {
        let kept = self.prefix.trim_matches(['u', 'U']);
        format!("{kept}f")
    }
}

/// The units of the text between quotes.
pub(super) fn units(body: &str, is_raw: bool) -> Vec<Unit<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = body[at..].chars().next() {
        let unit = match c {
            '\\' if !is_raw => escape(&body[at..]),
            _ => Unit { text: &body[at..at + c.len_utf8()], written: Written::Plain(c) },
        };
        at += unit.text.len();
        out.push(unit);
    }
    out
}

/// The escape that `text` starts with.
fn escape(text: &str) -> Unit<'_> {
    // A file that CPython accepts has whole escapes; anything else is a backslash by itself.
    let source = text.get(..escape_len(text)).unwrap_or(&text[..1]);
    let value = decode_str(source, false).ok().map(|it| it.value);
    let mut points = value.iter().flat_map(|it| it.code_points());
    let written = match (points.next().map(|it| it.to_char()), points.next()) {
        (Some(Some(c)), None) => Written::Escaped(c),
        _ => Written::Other,
    };
    Unit { text: source, written }
}

/// How long the escape is that `text` starts with. A backslash before anything that makes no escape is itself.
fn escape_len(text: &str) -> usize {
    let rest = &text[1..];
    let digits = |radix: u32, most: usize| rest.chars().take(most).take_while(|c| c.is_digit(radix)).count();
    let named = |len: usize| rest.len().min(1 + len) + 1;
    match rest.chars().next() {
        Some('\r') if rest.starts_with("\r\n") => 3,
        Some('\n' | '\r' | '\\' | '\'' | '"' | 'a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v') => 2,
        Some('0'..='7') => 1 + digits(8, 3),
        Some('x') => named(2),
        Some('u') => named(4),
        Some('U') => named(8),
        Some('N') => rest.find('}').map_or(1, |end| end + 2),
        _ => 1,
    }
}

/// Whether a line ends in `text`.
pub(super) fn has_line_break(text: &str) -> bool {
    memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(body: &str) -> Vec<(&str, Written)> {
        units(body, false).iter().map(|it| (it.text, it.written)).collect()
    }

    #[test]
    fn escapes_are_units_of_their_own() {
        use Written::{Escaped, Other, Plain};
        assert_eq!(written(r"\x25s"), [(r"\x25", Escaped('%')), ("s", Plain('s'))]);
        assert_eq!(written(r"\%d"), [("\\", Escaped('\\')), ("%", Plain('%')), ("d", Plain('d'))]);
        assert_eq!(written(r"\N{LEFT CURLY BRACKET}"), [(r"\N{LEFT CURLY BRACKET}", Escaped('{'))]);
        assert_eq!(written("\\\n"), [("\\\n", Other)]);
        assert_eq!(written(r"\ud800"), [(r"\ud800", Other)]);
        assert_eq!(written(r"\1234"), [(r"\123", Escaped('S')), ("4", Plain('4'))]);
        assert_eq!(units(r"\n", true).len(), 2);
    }
}
