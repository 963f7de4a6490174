//! A string of a rule file, with its place there.

use crate::text::{TextRange, TextSize};

/// A string of a rule file, with its place there, so that what is wrong within it can be shown there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The string that the TOML literal stands for.
    pub value: String,
    /// The literal with its quotes, in bytes of the file.
    pub range: TextRange,
}

impl Text {
    /// The string.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// Where the byte `at` of the string stands in `source`, the text of the file.
    ///
    /// Past the end of the string it is where the string ends.
    pub fn place(&self, source: &str, at: usize) -> TextSize {
        let start = usize::from(self.range.start());
        let literal = source.get(start..usize::from(self.range.end())).unwrap_or_default();
        let (opening, is_raw) = opening(literal);
        let body = literal.get(opening..).unwrap_or_default();
        let offset = if is_raw { at } else { offset_of(body, at) };
        TextSize::new((start + opening + offset.min(body.len())) as u32)
    }
}

/// The length of what stands before the first character of a literal, and whether it knows no escapes.
fn opening(literal: &str) -> (usize, bool) {
    let Some(quote @ ('"' | '\'')) = literal.chars().next() else { return (0, true) };
    let is_raw = quote == '\'';
    let triple = if is_raw { "'''" } else { "\"\"\"" };
    let Some(rest) = literal.strip_prefix(triple) else { return (1, is_raw) };
    // A line break right after the quotes is not part of the string.
    let line_break = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    (triple.len() + line_break, is_raw)
}

/// The offset in `body`, which may hold escapes, of the byte `at` of the string that it stands for.
fn offset_of(body: &str, at: usize) -> usize {
    let mut decoded = 0;
    let mut chars = body.char_indices().peekable();
    while let Some((offset, char)) = chars.next() {
        let follows_line = char == '\\' && chars.peek().is_some_and(|(_, it)| it.is_whitespace());
        if decoded >= at && !follows_line {
            return offset;
        }
        if char != '\\' {
            decoded += char.len_utf8();
            continue;
        }
        let Some((_, escape)) = chars.next() else { return offset };
        let digits = match escape {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            escape if escape.is_whitespace() => {
                // A backslash at the end of a line takes the white space after it along.
                while chars.next_if(|(_, it)| it.is_whitespace()).is_some() {}
                continue;
            }
            _ => {
                decoded += 1;
                continue;
            }
        };
        let code: String = std::iter::from_fn(|| chars.next()).take(digits).map(|(_, it)| it).collect();
        let scalar = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
        decoded += scalar.map_or(1, char::len_utf8);
    }
    body.len()
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::text::{TextRange, TextSize};

    fn place(literal: &str, value: &str, at: usize) -> u32 {
        let source = format!("a = {literal}");
        let range = TextRange::new(TextSize::new(4), TextSize::of(source.as_str()));
        Text { value: value.to_owned(), range }.place(&source, at).into()
    }

    #[test]
    fn a_byte_of_a_string_is_found_in_its_literal() {
        assert_eq!(place("'a.b'", "a.b", 2), 7);
        assert_eq!(place("'''\na.b'''", "a.b", 2), 10);
        assert_eq!(place(r#""\"\u00e9b""#, "\"éb", 3), 13);
        assert_eq!(place("\"\"\"a\\\n   b\"\"\"", "ab", 1), 13);
        assert_eq!(place("'ab'", "ab", 99), 8);
    }
}
