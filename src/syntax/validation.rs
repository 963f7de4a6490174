//! Which versions of Python a tree is good for.
//!
//! The grammar reads every version at once. [`features`] finds the syntax in a tree that not every version has,
//! [`validate`] says what of a file one version lacks. Sources: the "What's New" documents and PEPs of each version;
//! the table is held against CPython 3.6 to 3.15 by `testdata/validation`.

use super::parse_error::{NewSyntax, ParseErrorKind, Python2};
use super::{Feature, Parse, ParseError, PythonVersion, SyntaxKind, SyntaxKind::*, SyntaxNode, SyntaxToken};
use crate::text::TextRange;

/// `async` and `await` were names before this version.
const ASYNC_IS_RESERVED: u8 = 7;

/// A place where a tree uses a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeatureUse {
    /// Where, in bytes of the text.
    pub range: TextRange,
    /// What.
    pub feature: Feature,
}

/// What `version` does not accept of a parsed file, in the order of the text.
///
/// ```
/// use reskin::syntax::{PythonVersion, parse, validate};
///
/// let parse = parse("if (n := len(a)) > 10: pass\n");
/// let problems = validate(&parse, "3.7".parse().unwrap());
/// assert_eq!(problems[0].kind.to_string(), "`:=` needs Python 3.8");
/// assert!(validate(&parse, PythonVersion::REFERENCE).is_empty());
/// ```
pub fn validate(parse: &Parse, version: PythonVersion) -> Vec<ParseError> {
    let mut problems: Vec<ParseError> =
        parse.errors().iter().filter(|error| !is_right_in(&error.kind, version)).cloned().collect();
    let lacking = features(&parse.syntax_node()).into_iter().filter(|it| it.feature.since() > version);
    problems
        .extend(lacking.map(|it| ParseError { range: it.range, kind: ParseErrorKind::Lacking(it.feature) }));
    problems.sort_by_key(|problem| problem.range.start());
    problems.dedup_by_key(|problem| (problem.range, problem.kind.to_string()));
    problems
}

/// Whether what 3.14 rejects is right in `version`.
fn is_right_in(kind: &ParseErrorKind, version: PythonVersion) -> bool {
    match kind {
        ParseErrorKind::TooNew(NewSyntax::LazyImport) => version >= Feature::LazyImport.since(),
        ParseErrorKind::TooNew(NewSyntax::ComprehensionUnpacking) => {
            version >= Feature::ComprehensionUnpacking.since()
        }
        ParseErrorKind::Python2(Python2::AsyncAsName) => version.minor() < ASYNC_IS_RESERVED,
        _ => false,
    }
}

/// Every use of a feature that not all versions have, in the order of the text.
pub fn features(root: &SyntaxNode) -> Vec<FeatureUse> {
    let mut found = Vec::new();
    for node in root.descendants() {
        let mut use_of = |range, feature| found.push(FeatureUse { range, feature });
        node_features(&node, &mut use_of);
        for token in node.children_with_tokens().filter_map(|it| it.into_token()) {
            if let Some(feature) = token_feature(&token) {
                use_of(token.text_range(), feature);
            }
        }
    }
    found.sort_by_key(|it| it.range.start());
    found
}

/// What a token by itself shows.
fn token_feature(token: &SyntaxToken) -> Option<Feature> {
    match token.kind() {
        NUMBER if token.text().contains('_') => Some(Feature::NumericUnderscore),
        STRING if token.text().starts_with(['u', 'U']) => Some(Feature::UnicodePrefix),
        FSTRING_START => Some(Feature::FString),
        TSTRING_START => Some(Feature::TString),
        AT_EQUAL => Some(Feature::MatrixMultiplication),
        AT if token.parent().is_some_and(|it| it.kind() == BINARY_EXPR) => {
            Some(Feature::MatrixMultiplication)
        }
        COLON_EQUAL => Some(Feature::NamedExpression),
        _ => None,
    }
}

/// What a node and its children show.
fn node_features(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    let range = node.text_range();
    match node.kind() {
        FUNCTION_DEF | FOR_STMT | WITH_STMT if has(node, ASYNC_KW) => use_of(range, Feature::AsyncFunction),
        AWAIT_EXPR => use_of(range, Feature::AsyncFunction),
        COMPREHENSION if has(node, ASYNC_KW) => {
            use_of(range, Feature::AsyncComprehension);
            let function = node.ancestors().find(|it| matches!(it.kind(), FUNCTION_DEF | LAMBDA_EXPR));
            if !function.is_some_and(|it| has(&it, ASYNC_KW)) {
                use_of(range, Feature::AsyncGeneratorInPlainFunction);
            }
        }
        YIELD_FROM_EXPR => use_of(range, Feature::YieldFrom),
        MATCH_STMT => use_of(range, Feature::Match),
        TYPE_ALIAS_STMT => use_of(range, Feature::TypeAlias),
        TYPE_PARAM_LIST => use_of(range, Feature::TypeParameter),
        TYPE_PARAM if has(node, EQUAL) => use_of(range, Feature::TypeParameterDefault),
        POSITIONAL_ONLY_MARKER => use_of(range, Feature::PositionalOnlyParameter),
        INTERPOLATION if has(node, EQUAL) => use_of(range, Feature::FStringDebug),
        FSTRING => nested_f_string(node, use_of),
        _ => {}
    }
    match node.kind() {
        WITH_STMT => with_items(node, use_of),
        DECORATOR if !is_plain_decorator(node) => use_of(range, Feature::RelaxedDecorator),
        EXCEPT_CLAUSE => except_clause(node, use_of),
        ANN_ASSIGN_STMT => annotated_assignment(node, use_of),
        RETURN_STMT | YIELD_EXPR => bare_unpacking(node, Feature::UnparenthesizedUnpacking, use_of),
        FOR_STMT => loop_iterable(node, use_of),
        SUBSCRIPT => index(node, use_of),
        PARAM_LIST => parameters(node, use_of),
        ARG_LIST => arguments(node, use_of),
        LIST_EXPR | TUPLE_EXPR | DICT_EXPR | SET_EXPR => display(node, use_of),
        LIST_COMP | SET_COMP | DICT_COMP | GENERATOR_EXPR => comprehension(node, use_of),
        IMPORT_STMT | IMPORT_FROM_STMT if has(node, LAZY_KW) => use_of(range, Feature::LazyImport),
        _ => {}
    }
    if matches!(node.kind(), SET_EXPR | SET_COMP) {
        named_elements(node, use_of);
    }
}

fn has(node: &SyntaxNode, kind: SyntaxKind) -> bool {
    node.children_with_tokens().any(|it| it.kind() == kind)
}

fn child(node: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxNode> {
    node.children().find(|it| it.kind() == kind)
}

/// A tuple without parentheses of its own.
fn is_bare_tuple(node: &SyntaxNode) -> bool {
    node.kind() == TUPLE_EXPR
        && node.first_token().is_none_or(|it| it.kind() != L_PAREN || it.parent().as_ref() != Some(node))
}

fn with_items(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    let items: Vec<_> = node.children().filter(|it| it.kind() == WITH_ITEM).collect();
    if has(node, L_PAREN) {
        // `with (a):` is an expression in parentheses to the versions that know no other.
        let plain = items.len() == 1 && !has(&items[0], AS_KW) && !has(node, COMMA);
        // `with (a, b):` was a tuple, which has no `__enter__`, but which parses.
        let tuple = items.iter().all(|it| !has(it, AS_KW));
        if !plain && !tuple {
            use_of(node.text_range(), Feature::ParenthesizedWithItems);
        }
    } else if let Some(second) = items.get(1) {
        use_of(second.text_range(), Feature::SeveralWithItems);
    }
}

/// Before 3.9: a dotted name, or a call of one.
fn is_plain_decorator(node: &SyntaxNode) -> bool {
    let Some(mut expr) = node.first_child() else { return true };
    if expr.kind() == CALL {
        match expr.first_child() {
            Some(callee) => expr = callee,
            None => return true,
        }
    }
    while expr.kind() == ATTRIBUTE {
        match expr.first_child() {
            Some(value) => expr = value,
            None => return true,
        }
    }
    expr.kind() == NAME_EXPR
}

fn except_clause(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    if has(node, STAR) {
        use_of(node.text_range(), Feature::ExceptStar);
    }
    if let Some(tuple) = node.children().find(is_bare_tuple) {
        use_of(tuple.text_range(), Feature::BareExceptTuple);
    }
}

fn annotated_assignment(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    use_of(node.text_range(), Feature::VariableAnnotation);
    if let Some(value) = node.children().nth(2)
        && (is_bare_tuple(&value) || value.kind() == STARRED_EXPR)
    {
        use_of(value.text_range(), Feature::TupleAnnotationValue);
    }
}

/// Unpacking in a tuple without parentheses that is a child of `node`.
fn bare_unpacking(node: &SyntaxNode, feature: Feature, use_of: &mut impl FnMut(TextRange, Feature)) {
    let Some(tuple) = node.children().find(is_bare_tuple) else { return };
    if let Some(starred) = child(&tuple, STARRED_EXPR) {
        use_of(starred.text_range(), feature);
    }
}

fn loop_iterable(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    let Some(iter) = node.children().nth(1).filter(is_bare_tuple) else { return };
    if let Some(starred) = child(&iter, STARRED_EXPR) {
        use_of(starred.text_range(), Feature::StarredLoopIterable);
    }
}

fn index(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    let Some(index) = node.children().nth(1) else { return };
    let parts = if is_bare_tuple(&index) { index.children().collect() } else { vec![index] };
    for part in parts {
        match part.kind() {
            STARRED_EXPR => use_of(part.text_range(), Feature::StarredIndex),
            NAMED_EXPR => use_of(part.text_range(), Feature::UnparenthesizedNamedIndex),
            _ => {}
        }
    }
}

fn named_elements(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    for named in node.children().filter(|it| it.kind() == NAMED_EXPR) {
        use_of(named.text_range(), Feature::UnparenthesizedNamedElement);
    }
}

fn parameters(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    let mut starred = None;
    for element in node.children_with_tokens() {
        match element.kind() {
            PARAM => {
                let param = element.as_node().expect("a PARAM is a node");
                starred = (has(param, STAR) || has(param, DOUBLE_STAR)).then(|| param.clone());
                if let Some(annotation) = child(param, STARRED_EXPR) {
                    use_of(annotation.text_range(), Feature::StarredAnnotation);
                }
            }
            COMMA => {}
            R_PAREN | COLON => break,
            _ => starred = if element.kind().is_trivia() { starred } else { None },
        }
    }
    let ends_in_comma = node
        .children_with_tokens()
        .filter(|it| !it.kind().is_trivia() && it.kind() != R_PAREN)
        .last()
        .is_some_and(|it| it.kind() == COMMA);
    if let Some(param) = starred.filter(|_| ends_in_comma) {
        use_of(param.text_range(), Feature::CommaAfterStarParameter);
    }
}

/// Before 3.5: one `*`, then keywords, then one `**`, and no comma behind them.
fn arguments(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    let mut unpacked = false;
    let mut keywords_unpacked = false;
    for argument in node.children() {
        let too_new = match argument.kind() {
            STARRED_EXPR => std::mem::replace(&mut unpacked, true) || keywords_unpacked,
            DOUBLE_STARRED => std::mem::replace(&mut keywords_unpacked, true),
            KEYWORD_ARG => keywords_unpacked,
            _ => unpacked || keywords_unpacked,
        };
        if too_new {
            use_of(argument.text_range(), Feature::UnpackingGeneralization);
            return;
        }
    }
    let last = node.children_with_tokens().filter(|it| !it.kind().is_trivia() && it.kind() != R_PAREN).last();
    if (unpacked || keywords_unpacked) && last.is_some_and(|it| it.kind() == COMMA) {
        use_of(node.text_range(), Feature::UnpackingGeneralization);
    }
}

/// Unpacking in a display that is no target.
fn display(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    if matches!(node.kind(), LIST_EXPR | TUPLE_EXPR) && is_target(node) {
        return;
    }
    let index_or_statement = node.parent().is_some_and(|it| {
        matches!(it.kind(), SUBSCRIPT | RETURN_STMT | YIELD_EXPR | FOR_STMT) && is_bare_tuple(node)
    });
    if index_or_statement {
        return;
    }
    if let Some(unpacked) = node.children().find(|it| matches!(it.kind(), STARRED_EXPR | DOUBLE_STARRED)) {
        use_of(unpacked.text_range(), Feature::UnpackingGeneralization);
    }
}

/// Whether a list or tuple is assigned to, and not a value.
fn is_target(node: &SyntaxNode) -> bool {
    let mut inner = node.clone();
    while let Some(parent) = inner.parent() {
        match parent.kind() {
            TUPLE_EXPR | LIST_EXPR | PAREN_EXPR | STARRED_EXPR => inner = parent,
            ASSIGN_STMT => return parent.last_child().as_ref() != Some(&inner),
            FOR_STMT | COMPREHENSION => return parent.first_child().as_ref() == Some(&inner),
            WITH_ITEM => return parent.first_child().as_ref() != Some(&inner),
            DELETE_STMT => return true,
            _ => return false,
        }
    }
    false
}

fn comprehension(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    if let Some(element) = node.first_child()
        && matches!(element.kind(), STARRED_EXPR | DOUBLE_STARRED)
    {
        use_of(element.text_range(), Feature::ComprehensionUnpacking);
    }
}

/// What PEP 701 allows between the braces of an f-string.
fn nested_f_string(node: &SyntaxNode, use_of: &mut impl FnMut(TextRange, Feature)) {
    let Some(start) = node.first_token() else { return };
    let quotes = start.text().trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
    let mut tokens = node.descendants_with_tokens().filter_map(|it| it.into_token());
    let own = |token: &SyntaxToken| token.parent().as_ref() == Some(node);
    let in_spec = |token: &SyntaxToken| token.parent().is_some_and(|it| it.kind() == FORMAT_SPEC);
    let too_new = tokens.find(|token| {
        let text = token.text();
        !own(token)
            && (token.kind() == COMMENT
                || (text.contains('\\') && !in_spec(token))
                || text.contains(&*quotes)
                || (quotes.len() == 1 && text.contains(['\n', '\r']) && !in_spec(token)))
    });
    if let Some(token) = too_new {
        use_of(token.text_range(), Feature::NestedFString);
    }
}
