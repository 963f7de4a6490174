//! String literals: adjacent ones become one constant, or one f-string or t-string.
//!
//! Source: CPython 3.14, `_PyPegen_concatenate_strings` and `_PyPegen_formatted_value` in `Parser/action_helpers.c`.

use rustpython_wtf8::Wtf8Buf;

use super::{LowerError, LowerWarning, Lowerer, is_expr, range_to, type_comments};
use crate::ast::{
    Constant, ConstantKind, Expr, ExprId, FormattedValue, Interpolation, JoinedStr, List, TemplateStr, Value,
};
use crate::syntax::{
    SyntaxKind::*,
    T,
    literal::{EscapeWarning, LiteralError, StringToken, string::decode_str},
    outline::{Child, Node as Syntax, Token},
};
use crate::text::{TextRange, TextSize};

/// The parts of an f-string or t-string; texts that touch are one.
#[derive(Default)]
struct Parts {
    done: Vec<ExprId>,
    /// The text that may still grow.
    text: Wtf8Buf,
    /// Where it is; absent when there is none.
    text_range: Option<TextRange>,
    kind: Option<ConstantKind>,
}

/// What stands in the braces of an interpolation.
struct ReplacementField {
    value: ExprId,
    conversion: i8,
    spec: Option<ExprId>,
    /// Where `=` is, if the source is to be shown.
    equal: Option<TextSize>,
    /// Where the source ends, with `=` and the whitespace behind it.
    source_end: TextSize,
}

/// The `conversion` of a value that is formatted as it is.
const NO_CONVERSION: i8 = -1;

/// `r`.
const REPR_CONVERSION: i8 = 0x72;

/// Which nodes interpolations become.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Template {
    Formatted,
    Interpolated,
}

impl<'t> Lowerer<'t> {
    pub(super) fn string_expr(&mut self, node: Syntax<'t>) -> ExprId {
        let first = node.children().next();
        if let Some(Child::Token(token)) = first
            && token.range() == node.range()
        {
            return self.single_string(node, token);
        }
        let mut has = [false; 3];
        for child in node.children() {
            match child {
                Child::Token(_) => has[0] = true,
                Child::Node(part) => has[if part.kind == TSTRING { 2 } else { 1 }] = true,
            }
        }
        if let [_, false, false] = has {
            return self.adjacent_strings(node);
        }
        if let [true, _, true] | [_, true, true] = has {
            self.errors.push(LowerError { range: node.range(), kind: LiteralError::MixedTemplate.into() });
        }
        let values = self.template_values(node);
        let expr = if has[2] {
            Expr::TemplateStr(TemplateStr { values })
        } else {
            Expr::JoinedStr(JoinedStr { values })
        };
        self.add(expr, node)
    }

    /// The usual case.
    fn single_string(&mut self, node: Syntax<'t>, token: Token<'t>) -> ExprId {
        let parts = StringToken::parse(token.text());
        let value = if parts.is_bytes {
            let mut bytes = Vec::new();
            self.bytes(token, parts, &mut bytes);
            Value::Bytes(self.ast.add_bytes(&bytes))
        } else {
            match parts.decode() {
                Ok(decoded) => {
                    if let Some(warning) = decoded.warning {
                        self.warn(token.start, token.start + parts.body_start, parts.body, warning);
                    }
                    Value::Str(self.ast.add_str(decoded.value))
                }
                Err(error) => {
                    self.errors.push(LowerError { range: token.range(), kind: error.into() });
                    Value::Str(self.ast.add_str(""))
                }
            }
        };
        let kind = constant_kind(token);
        self.add(Expr::Constant(Constant { value, kind }), node)
    }

    /// Two or more literals without interpolations.
    fn adjacent_strings(&mut self, node: Syntax<'t>) -> ExprId {
        let is_bytes = |token: Token<'t>| StringToken::parse(token.text()).is_bytes;
        let n_bytes = node.tokens().filter(|it| is_bytes(*it)).count();
        if n_bytes > 0 && n_bytes < node.tokens().count() {
            self.errors.push(LowerError { range: node.range(), kind: LiteralError::MixedBytes.into() });
        }
        let value = if n_bytes > 0 {
            let mut bytes = Vec::new();
            for token in node.tokens() {
                self.bytes(token, StringToken::parse(token.text()), &mut bytes);
            }
            Value::Bytes(self.ast.add_bytes(&bytes))
        } else {
            let mut text = Wtf8Buf::new();
            for token in node.tokens() {
                self.string(token, &mut text);
            }
            Value::Str(self.ast.add_str(&text))
        };
        let kind = node.tokens().next().and_then(constant_kind);
        self.add(Expr::Constant(Constant { value, kind }), node)
    }

    /// Appends the value of a STRING token.
    fn string(&mut self, token: Token<'t>, out: &mut Wtf8Buf) {
        let parts = StringToken::parse(token.text());
        match parts.decode() {
            Ok(decoded) => {
                if let Some(warning) = decoded.warning {
                    self.warn(token.start, token.start + parts.body_start, parts.body, warning);
                }
                out.push_wtf8(&decoded.value);
            }
            Err(error) => self.errors.push(LowerError { range: token.range(), kind: error.into() }),
        }
    }

    fn bytes(&mut self, token: Token<'t>, parts: StringToken<'t>, out: &mut Vec<u8>) {
        match parts.decode_bytes() {
            Ok(decoded) => {
                if let Some(warning) = decoded.warning {
                    self.warn(token.start, token.start + parts.body_start, parts.body, warning);
                }
                out.extend_from_slice(&decoded.value);
            }
            Err(error) => self.errors.push(LowerError { range: token.range(), kind: error.into() }),
        }
    }

    /// `token` is the one that CPython names, `body` the text that starts at `start`.
    fn warn(&mut self, token: TextSize, start: TextSize, body: &str, warning: EscapeWarning) {
        let before = &body[..usize::from(warning.range.start()) + 1];
        let line_start = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |at| at + 1);
        let n_bytes = u32::from(TextSize::of(&before[line_start..]));
        let n_lines = type_comments::line_breaks(before);
        self.warnings.push(LowerWarning { range: warning.range + start, token, n_lines, n_bytes, warning });
    }

    /// The parts of all literals in `node`, in one list.
    fn template_values(&mut self, node: Syntax<'t>) -> List<ExprId> {
        let mut parts = Parts::default();
        for child in node.children() {
            match child {
                Child::Token(token) => {
                    let mut text = Wtf8Buf::new();
                    self.string(token, &mut text);
                    parts.push_text(token.range(), constant_kind(token), &text);
                }
                Child::Node(part) => self.template(part, &mut parts),
            }
        }
        self.finish_parts(node, parts)
    }

    fn finish_parts(&mut self, node: Syntax<'t>, mut parts: Parts) -> List<ExprId> {
        self.finish_text(node, &mut parts);
        self.ast.add_list(parts.done)
    }

    /// An interpolation or the end follows the text.
    fn finish_text(&mut self, node: Syntax<'t>, parts: &mut Parts) {
        let Some(range) = parts.text_range.take() else { return };
        let kind = parts.kind.take();
        if parts.text.is_empty() {
            return;
        }
        let value = Value::Str(self.ast.add_str(&parts.text));
        parts.text.clear();
        let id = self.add_at(Expr::Constant(Constant { value, kind }), node, range);
        parts.done.push(id);
    }

    /// One f-string or t-string.
    fn template(&mut self, node: Syntax<'t>, parts: &mut Parts) {
        let template = if node.kind == TSTRING { Template::Interpolated } else { Template::Formatted };
        let end = node.tokens().find(|it| matches!(it.kind, FSTRING_END | TSTRING_END));
        let outer = self.template_end.replace(end.map_or(node.end(), |it| it.start));
        let mut is_raw = false;
        for child in node.children() {
            match child {
                Child::Token(token) => match token.kind {
                    FSTRING_START | TSTRING_START => is_raw = StringToken::parse(token.text()).is_raw,
                    FSTRING_MIDDLE | TSTRING_MIDDLE => self.middle(token, is_raw, false, parts),
                    _ => {}
                },
                Child::Node(part) if part.kind == INTERPOLATION => {
                    self.interpolation(part, is_raw, template, parts);
                }
                Child::Node(_) => {}
            }
        }
        self.template_end = outer;
    }

    /// The text between two interpolations, in the pieces in which CPython's tokenizer cuts it.
    fn middle(&mut self, token: Token<'t>, is_raw: bool, is_spec: bool, parts: &mut Parts) {
        let mut text = Wtf8Buf::new();
        let mut rest = token.text();
        while !rest.is_empty() {
            let (piece, skipped) = next_piece(rest, is_raw, is_spec);
            let start = token.range().end() - TextSize::of(rest);
            match decode_str(piece, is_raw) {
                Ok(decoded) => {
                    // The tokenizer has warned of a backslash before a brace already.
                    let warning = decoded.warning.filter(|it| !matches!(it.escape.as_str(), "{" | "}"));
                    if let Some(warning) = warning {
                        let named = self.template_end.filter(|_| !is_spec).unwrap_or(token.start);
                        self.warn(named, start, piece, warning);
                    }
                    text.push_wtf8(&decoded.value);
                }
                Err(error) => self.errors.push(LowerError { range: token.range(), kind: error.into() }),
            }
            rest = &rest[piece.len() + skipped..];
        }
        if !text.is_empty() {
            parts.push_text(token.range(), None, &text);
        }
    }

    fn interpolation(&mut self, node: Syntax<'t>, is_raw: bool, template: Template, parts: &mut Parts) {
        let mut field = self.replacement_field(node, is_raw);
        let source_start = node.start + TextSize::of('{');
        if field.equal.is_some() {
            // The source itself is text before the value, which then is shown by its `repr`.
            let text = source(node, source_start, field.source_end);
            parts.push_text(range_to(source_start, field.source_end), None, &Wtf8Buf::from(text));
            if field.conversion == NO_CONVERSION && field.spec.is_none() {
                field.conversion = REPR_CONVERSION;
            }
        }
        self.finish_text(node, parts);
        let ReplacementField { value, conversion, spec, .. } = field;
        let expr = match template {
            Template::Formatted => {
                let conversion = conversion.into();
                Expr::FormattedValue(FormattedValue { value, conversion, format_spec: spec })
            }
            Template::Interpolated => {
                let text = source(node, source_start, field.equal.unwrap_or(field.source_end));
                let str = self.ast.add_str(text.as_str());
                Expr::Interpolation(Interpolation { value, str, conversion, format_spec: spec })
            }
        };
        parts.done.push(self.add(expr, node));
    }

    fn replacement_field(&mut self, node: Syntax<'t>, is_raw: bool) -> ReplacementField {
        let (mut value, mut spec, mut equal, mut source_end) = (None, None, None, None);
        let mut conversion = NO_CONVERSION;
        for child in node.children() {
            match child {
                Child::Token(token) if token.kind == T![=] => equal = Some(token.start),
                Child::Token(token) if token.kind == R_BRACE => {
                    source_end.get_or_insert(token.start);
                }
                Child::Token(_) => {}
                Child::Node(part) if part.kind == CONVERSION => {
                    source_end.get_or_insert(part.start);
                    conversion = conversion_of(part);
                }
                Child::Node(part) if part.kind == FORMAT_SPEC => {
                    source_end.get_or_insert(part.start);
                    spec = Some(self.format_spec(part, is_raw));
                }
                Child::Node(part) if is_expr(part.kind) && value.is_none() => value = Some(self.expr(part)),
                Child::Node(_) => {}
            }
        }
        let value = value.unwrap_or_else(|| self.missing(node));
        ReplacementField { value, conversion, spec, equal, source_end: source_end.unwrap_or(node.end()) }
    }

    /// A format specification is an f-string without quotes, of a t-string too.
    fn format_spec(&mut self, node: Syntax<'t>, is_raw: bool) -> ExprId {
        let mut parts = Parts::default();
        for child in node.children() {
            match child {
                Child::Token(token) if matches!(token.kind, FSTRING_MIDDLE | TSTRING_MIDDLE) => {
                    self.middle(token, is_raw, true, &mut parts);
                }
                Child::Node(part) if part.kind == INTERPOLATION => {
                    self.interpolation(part, is_raw, Template::Formatted, &mut parts);
                }
                Child::Token(_) | Child::Node(_) => {}
            }
        }
        let values = self.finish_parts(node, parts);
        self.add(Expr::JoinedStr(JoinedStr { values }), node)
    }
}

impl Parts {
    fn push_text(&mut self, range: TextRange, kind: Option<ConstantKind>, text: &Wtf8Buf) {
        match self.text_range {
            Some(before) => self.text_range = Some(before.cover(range)),
            None => {
                self.text_range = Some(range);
                self.kind = kind;
            }
        }
        self.text.push_wtf8(text);
    }
}

/// The code point of the letter after `!`.
fn conversion_of(node: Syntax<'_>) -> i8 {
    let name = node.tokens().find(|it| it.kind == NAME);
    name.and_then(|it| it.text().bytes().next()).and_then(|it| i8::try_from(it).ok()).unwrap_or(NO_CONVERSION)
}

/// The `kind` of a constant that a token makes.
fn constant_kind(token: Token<'_>) -> Option<ConstantKind> {
    token.text().starts_with('u').then_some(ConstantKind::U)
}

/// The first piece of an f-string's text and how many bytes after it are left out: a piece ends with the first of
/// doubled braces, and with the brace of a character's name.
fn next_piece(text: &str, is_raw: bool, is_spec: bool) -> (&str, usize) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(step) = memchr::memchr3(b'{', b'}', b'\\', &bytes[at..]) {
        at += step;
        match (bytes[at], bytes.get(at + 1)) {
            (b'\\', Some(b'N')) if !is_raw && bytes.get(at + 2) == Some(&b'{') => {
                match memchr::memchr(b'}', &bytes[at..]) {
                    Some(len) => return (&text[..at + len + 1], 0),
                    None => break,
                }
            }
            (b'\\', Some(b'{' | b'}')) => at += 1,
            (b'\\', Some(next)) if next.is_ascii() => at += 2,
            (b'\\', _) => at += 1,
            (brace, Some(next)) if *next == brace && !is_spec => return (&text[..=at], 1),
            _ => at += 1,
        }
    }
    (text, 0)
}

/// The source between two places of an interpolation, without comments, and with LF alone as line break.
fn source(node: Syntax<'_>, start: TextSize, end: TextSize) -> String {
    let tokens = node.all_tokens_in(TextRange::new(start, end)).filter(|it| it.kind != COMMENT);
    let out: String = tokens.map(Token::text).collect();
    if out.contains('\r') { out.replace("\r\n", "\n").replace('\r', "\n") } else { out }
}
