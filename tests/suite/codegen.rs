//! `syntax/kind.rs` and `syntax/nodes/generated.rs`, made from `syntax/python.ungram`.
//!
//! `UPDATE_EXPECT=1 cargo test codegen` writes them; otherwise a stale file fails.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use ungrammar::{Grammar, Rule};

/// Operators and delimiters: text, kind, in the order of the `SyntaxKind` enum.
const PUNCTUATION: &[(&str, &str)] = &[
    ("(", "L_PAREN"),
    (")", "R_PAREN"),
    ("[", "L_BRACKET"),
    ("]", "R_BRACKET"),
    ("{", "L_BRACE"),
    ("}", "R_BRACE"),
    (":", "COLON"),
    (",", "COMMA"),
    (";", "SEMICOLON"),
    ("+", "PLUS"),
    ("-", "MINUS"),
    ("*", "STAR"),
    ("/", "SLASH"),
    ("|", "PIPE"),
    ("&", "AMPERSAND"),
    ("<", "LESS"),
    (">", "GREATER"),
    ("=", "EQUAL"),
    (".", "DOT"),
    ("%", "PERCENT"),
    ("~", "TILDE"),
    ("^", "CARET"),
    ("@", "AT"),
    ("!", "EXCLAMATION"),
    ("`", "BACKTICK"),
    ("==", "EQ_EQUAL"),
    ("!=", "NOT_EQUAL"),
    ("<>", "LESS_GREATER"),
    ("<=", "LESS_EQUAL"),
    (">=", "GREATER_EQUAL"),
    ("<<", "LEFT_SHIFT"),
    (">>", "RIGHT_SHIFT"),
    ("**", "DOUBLE_STAR"),
    ("+=", "PLUS_EQUAL"),
    ("-=", "MINUS_EQUAL"),
    ("*=", "STAR_EQUAL"),
    ("/=", "SLASH_EQUAL"),
    ("%=", "PERCENT_EQUAL"),
    ("&=", "AMPERSAND_EQUAL"),
    ("|=", "PIPE_EQUAL"),
    ("^=", "CARET_EQUAL"),
    ("<<=", "LEFT_SHIFT_EQUAL"),
    (">>=", "RIGHT_SHIFT_EQUAL"),
    ("**=", "DOUBLE_STAR_EQUAL"),
    ("//", "DOUBLE_SLASH"),
    ("//=", "DOUBLE_SLASH_EQUAL"),
    ("@=", "AT_EQUAL"),
    ("->", "ARROW"),
    ("...", "ELLIPSIS"),
    (":=", "COLON_EQUAL"),
];

/// Reserved words of Python 3.14.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Words that are keywords in some places and names elsewhere; `print` and `exec` were Python 2's.
const SOFT_KEYWORDS: &[&str] = &["case", "exec", "lazy", "match", "print", "type"];

/// Tokens with more than one text.
const LITERALS: &[&str] = &[
    "NAME",
    "NUMBER",
    "STRING",
    "FSTRING_START",
    "FSTRING_MIDDLE",
    "FSTRING_END",
    "TSTRING_START",
    "TSTRING_MIDDLE",
    "TSTRING_END",
];

/// Tokens of the lexer's stream that structure lines. INDENT, DEDENT and ENDMARKER are empty and in no tree.
const LAYOUT: &[&str] = &["NEWLINE", "INDENT", "DEDENT", "ENDMARKER"];

/// Tokens that the parser does not see.
const TRIVIA: &[&str] = &["WHITESPACE", "COMMENT", "NL", "LINE_CONTINUATION"];

struct Node {
    name: String,
    fields: Vec<Field>,
}

#[derive(Clone, PartialEq, Eq)]
enum Field {
    Token { name: String, kind: String },
    TokenChoice { name: String, kinds: Vec<String> },
    Tokens { name: String, kind: String },
    Node { name: String, ty: String, nth: usize },
    Nodes { name: String, ty: String },
}

struct Choice {
    name: String,
    variants: Vec<String>,
}

#[test]
fn kinds_and_nodes_are_up_to_date_with_the_ungrammar() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/syntax");
    let grammar: Grammar = fs::read_to_string(dir.join("python.ungram")).unwrap().parse().unwrap();
    let (nodes, choices) = read(&grammar);
    check(&dir.join("kind.rs"), &kind_rs(&nodes));
    check(&dir.join("nodes/generated.rs"), &nodes_rs(&nodes, &choices));
}

fn check(path: &Path, text: &str) {
    let text = rustfmt(text);
    let old = fs::read_to_string(path).unwrap_or_default();
    if old != text {
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(path, text).unwrap();
        } else {
            panic!("{} is stale: run UPDATE_EXPECT=1 cargo test codegen", path.display());
        }
    }
}

fn rustfmt(text: &str) -> String {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config", "max_width=110,use_small_heuristics=Max"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt comes with the toolchain");
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success(), "rustfmt rejects the generated text:\n{text}");
    String::from_utf8(out.stdout).unwrap()
}

// ---- the ungrammar as nodes and choices ----

fn read(grammar: &Grammar) -> (Vec<Node>, Vec<Choice>) {
    let mut nodes = Vec::new();
    let mut choices = Vec::new();
    for id in grammar.iter() {
        let name = grammar[id].name.clone();
        match choice_of_nodes(grammar, &grammar[id].rule) {
            Some(variants) => choices.push(Choice { name, variants }),
            None => {
                let mut fields = Vec::new();
                collect(grammar, &grammar[id].rule, None, false, &mut fields);
                number_siblings(&mut fields);
                nodes.push(Node { name, fields });
            }
        }
    }
    flatten(&mut choices);
    (nodes, choices)
}

fn choice_of_nodes(grammar: &Grammar, rule: &Rule) -> Option<Vec<String>> {
    let Rule::Alt(rules) = rule else { return None };
    rules
        .iter()
        .map(|it| match it {
            Rule::Node(node) => Some(grammar[*node].name.clone()),
            _ => None,
        })
        .collect()
}

/// A choice within a choice (`Arg = Expr | KeywordArg`) holds the inner choice's variants through that choice.
fn flatten(choices: &mut [Choice]) {
    for choice in choices {
        let mut seen = BTreeSet::new();
        choice.variants.retain(|variant| seen.insert(variant.clone()));
    }
}

fn collect(grammar: &Grammar, rule: &Rule, label: Option<&str>, repeated: bool, out: &mut Vec<Field>) {
    match rule {
        Rule::Labeled { label, rule } => collect(grammar, rule, Some(label), repeated, out),
        Rule::Opt(rule) => collect(grammar, rule, label, repeated, out),
        Rule::Rep(rule) => collect(grammar, rule, label, true, out),
        Rule::Seq(rules) => rules.iter().for_each(|it| collect(grammar, it, label, repeated, out)),
        Rule::Alt(rules) => match label {
            Some(label) => {
                let kinds = rules.iter().map(|it| token_kind(&grammar_token(grammar, it))).collect();
                out.push(Field::TokenChoice { name: label.to_owned(), kinds });
            }
            None => rules.iter().for_each(|it| collect(grammar, it, None, repeated, out)),
        },
        Rule::Node(node) => {
            let ty = grammar[*node].name.clone();
            let name = label.map_or_else(|| snake(&ty), str::to_owned);
            if repeated {
                let name = if label.is_some() { name } else { plural(&name) };
                out.push(Field::Nodes { name, ty });
            } else {
                out.push(Field::Node { name, ty, nth: 0 });
            }
        }
        Rule::Token(token) => {
            let text = &grammar[*token].name;
            let (kind, name) = (token_kind(text), token_name(text));
            let field = if repeated {
                Field::Tokens { name: plural(&name), kind }
            } else {
                Field::Token { name, kind }
            };
            if !out.contains(&field) {
                out.push(field);
            }
        }
    }
}

fn grammar_token(grammar: &Grammar, rule: &Rule) -> String {
    match rule {
        Rule::Token(token) => grammar[*token].name.clone(),
        _ => panic!("a labelled choice is one of tokens"),
    }
}

/// The second `Expr` of a node is its child of that type with index 1, and so on.
fn number_siblings(fields: &mut [Field]) {
    let mut seen: Vec<(String, usize)> = Vec::new();
    for field in fields {
        if let Field::Node { ty, nth, .. } = field {
            match seen.iter_mut().find(|(name, _)| name == ty) {
                Some((_, count)) => {
                    *count += 1;
                    *nth = *count;
                }
                None => seen.push((ty.clone(), 0)),
            }
        }
    }
}

fn token_kind(text: &str) -> String {
    if let Some((_, kind)) = PUNCTUATION.iter().find(|(it, _)| *it == text) {
        (*kind).to_owned()
    } else if KEYWORDS.contains(&text) || SOFT_KEYWORDS.contains(&text) {
        keyword_kind(text)
    } else {
        assert!(LITERALS.contains(&text), "no token {text:?}");
        text.to_owned()
    }
}

fn token_name(text: &str) -> String {
    let kind = token_kind(text);
    let base = kind.trim_end_matches("_KW").to_lowercase();
    match base.as_str() {
        "name" => "name".to_owned(),
        base => format!("{base}_token"),
    }
}

fn keyword_kind(word: &str) -> String {
    format!("{}_KW", word.to_uppercase())
}

fn plural(name: &str) -> String {
    if name.ends_with('s') { format!("{name}es") } else { format!("{name}s") }
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for (idx, c) in name.char_indices() {
        if c.is_uppercase() && idx > 0 && !name[..idx].ends_with('F') && !name[..idx].ends_with('T') {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

fn screaming(name: &str) -> String {
    match name {
        "FString" => "FSTRING".to_owned(),
        "TString" => "TSTRING".to_owned(),
        _ => snake(name).to_uppercase(),
    }
}

// ---- kind.rs ----

fn kind_rs(nodes: &[Node]) -> String {
    let mut out = String::from(
        "//! The kinds of tokens and nodes. Made from `python.ungram` by `tests/suite/codegen.rs`; do not edit.\n\n\
         /// The kind of a token or node of the concrete syntax tree.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         #[expect(missing_docs, reason = \"a kind is its own name\")]\n\
         #[expect(non_camel_case_types, reason = \"kinds are written as in the grammar\")]\n\
         #[repr(u8)]\npub enum SyntaxKind {\n",
    );
    let mut all: Vec<String> = PUNCTUATION.iter().map(|(_, kind)| (*kind).to_owned()).collect();
    all.extend(KEYWORDS.iter().chain(SOFT_KEYWORDS).map(|word| keyword_kind(word)));
    all.extend(LITERALS.iter().chain(LAYOUT).chain(TRIVIA).map(|kind| (*kind).to_owned()));
    all.extend(["ERROR_TOKEN".to_owned(), "ERROR".to_owned()]);
    all.extend(nodes.iter().map(|node| screaming(&node.name)));
    for kind in &all {
        writeln!(out, "{kind},").unwrap();
    }
    out.push_str("}\n\nuse SyntaxKind::*;\n\nimpl SyntaxKind {\n");
    writeln!(
        out,
        "/// Every kind, in order of its number.\npub const ALL: &[Self] = &[{}];\n",
        all.join(", ")
    )
    .unwrap();
    out.push_str("/// The one text of a token of this kind, if it has one.\npub const fn text(self) -> Option<&'static str> {\nSome(match self {\n");
    for (text, kind) in PUNCTUATION {
        writeln!(out, "{kind} => {text:?},").unwrap();
    }
    for word in KEYWORDS.iter().chain(SOFT_KEYWORDS) {
        writeln!(out, "{} => {word:?},", keyword_kind(word)).unwrap();
    }
    out.push_str("_ => return None,\n})\n}\n\n");
    let last_keyword = keyword_kind(KEYWORDS.last().unwrap());
    let first_keyword = keyword_kind(KEYWORDS[0]);
    let soft = SOFT_KEYWORDS.iter().map(|word| keyword_kind(word)).collect::<Vec<_>>().join(" | ");
    writeln!(
        out,
        "/// Whether this is a reserved word of Python 3.14.\npub const fn is_keyword(self) -> bool {{ \
         (self as u8) >= ({first_keyword} as u8) && (self as u8) <= ({last_keyword} as u8) }}\n\n\
         /// Whether this is a word that is a keyword only in some places.\npub const fn is_soft_keyword(self) -> bool {{ \
         matches!(self, {soft}) }}\n\n\
         /// Whether the parser passes over tokens of this kind.\npub const fn is_trivia(self) -> bool {{ \
         matches!(self, {}) }}\n\n\
         /// Whether this is the kind of a token, and not of a node.\npub const fn is_token(self) -> bool {{ \
         (self as u8) <= (ERROR_TOKEN as u8) }}\n\n\
         /// The keyword, soft or not, with this text.\npub fn from_keyword(word: &str) -> Option<Self> {{ Some(match word {{",
        TRIVIA.join(" | ")
    )
    .unwrap();
    for word in KEYWORDS.iter().chain(SOFT_KEYWORDS) {
        writeln!(out, "{word:?} => {},", keyword_kind(word)).unwrap();
    }
    out.push_str("_ => return None,\n})\n}\n}\n\n");
    out.push_str("/// The kind of a token, by its text: `T![while]`, `T![\"(\"]`.\n#[macro_export]\nmacro_rules! T {\n");
    for (text, kind) in PUNCTUATION {
        let arm = if "()[]{}`".contains(text) || text.starts_with("//") {
            format!("{text:?}")
        } else {
            (*text).to_owned()
        };
        writeln!(out, "[{arm}] => {{ $crate::syntax::SyntaxKind::{kind} }};").unwrap();
    }
    for word in KEYWORDS.iter().chain(SOFT_KEYWORDS) {
        writeln!(out, "[{word}] => {{ $crate::syntax::SyntaxKind::{} }};", keyword_kind(word)).unwrap();
    }
    out.push_str("}\npub use T;\n");
    out
}

// ---- nodes/generated.rs ----

fn nodes_rs(nodes: &[Node], choices: &[Choice]) -> String {
    let mut out = String::from(
        "//! Typed nodes. Made from `python.ungram` by `tests/suite/codegen.rs`; do not edit.\n\n\
         use super::{AstNode, AstChildren, support};\n\
         use crate::syntax::{SyntaxKind::{self, *}, SyntaxNode, SyntaxToken};\n\n",
    );
    for node in nodes {
        let (name, kind) = (&node.name, screaming(&node.name));
        writeln!(
            out,
            "/// A `{kind}` node.\n#[derive(Debug, Clone, PartialEq, Eq, Hash)]\npub struct {name} {{ pub(super) syntax: SyntaxNode }}\n\n\
             impl AstNode for {name} {{\n\
             fn can_cast(kind: SyntaxKind) -> bool {{ kind == {kind} }}\n\
             fn cast(syntax: SyntaxNode) -> Option<Self> {{ (syntax.kind() == {kind}).then_some(Self {{ syntax }}) }}\n\
             fn syntax(&self) -> &SyntaxNode {{ &self.syntax }}\n}}\n"
        )
        .unwrap();
        if node.fields.is_empty() {
            continue;
        }
        writeln!(out, "impl {name} {{").unwrap();
        for field in &node.fields {
            accessor(&mut out, field);
        }
        out.push_str("}\n\n");
    }
    for choice in choices {
        choice_rs(&mut out, choice);
    }
    out
}

fn accessor(out: &mut String, field: &Field) {
    match field {
        Field::Token { name, kind } => writeln!(
            out,
            "/// The `{kind}` token.\npub fn {name}(&self) -> Option<SyntaxToken> {{ support::token(&self.syntax, {kind}) }}"
        ),
        Field::TokenChoice { name, kinds } => writeln!(
            out,
            "/// The first token that is one of its kinds.\npub fn {name}_token(&self) -> Option<SyntaxToken> {{ support::token_of(&self.syntax, &[{}]) }}",
            kinds.join(", ")
        ),
        Field::Tokens { name, kind } => writeln!(
            out,
            "/// Every `{kind}` token.\npub fn {name}(&self) -> impl Iterator<Item = SyntaxToken> + use<> {{ support::tokens(&self.syntax, {kind}) }}"
        ),
        Field::Node { name, ty, nth } => writeln!(
            out,
            "/// Child {nth} (0-based) that is a `{ty}`.\npub fn {name}(&self) -> Option<{ty}> {{ support::child(&self.syntax, {nth}) }}"
        ),
        Field::Nodes { name, ty } => writeln!(
            out,
            "/// Every child that is a `{ty}`, in order.\npub fn {name}(&self) -> AstChildren<{ty}> {{ support::children(&self.syntax) }}"
        ),
    }
    .unwrap();
}

fn choice_rs(out: &mut String, choice: &Choice) {
    let name = &choice.name;
    let list = choice.variants.join(" | ");
    writeln!(out, "/// `{list}`.\n#[derive(Debug, Clone, PartialEq, Eq, Hash)]\n#[expect(missing_docs, reason = \"a variant is its node\")]\npub enum {name} {{").unwrap();
    for variant in &choice.variants {
        writeln!(out, "{variant}({variant}),").unwrap();
    }
    out.push_str("}\n\n");
    let can = choice.variants.iter().map(|v| format!("{v}::can_cast(kind)")).collect::<Vec<_>>().join(" || ");
    writeln!(out, "impl AstNode for {name} {{\nfn can_cast(kind: SyntaxKind) -> bool {{ {can} }}\nfn cast(syntax: SyntaxNode) -> Option<Self> {{ let kind = syntax.kind();").unwrap();
    for variant in &choice.variants {
        writeln!(
            out,
            "if {variant}::can_cast(kind) {{ return {variant}::cast(syntax).map(Self::{variant}); }}"
        )
        .unwrap();
    }
    out.push_str("None }\nfn syntax(&self) -> &SyntaxNode { match self {\n");
    for variant in &choice.variants {
        writeln!(out, "Self::{variant}(it) => it.syntax(),").unwrap();
    }
    out.push_str("} }\n}\n\n");
    for variant in &choice.variants {
        writeln!(
            out,
            "impl From<{variant}> for {name} {{ fn from(it: {variant}) -> Self {{ Self::{variant}(it) }} }}\n"
        )
        .unwrap();
    }
}
