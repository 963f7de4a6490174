//! The constructs that differences between versions are about, and how each is found in a tree.

use serde::Deserialize;

use crate::syntax::{SyntaxKind, SyntaxKind::*, SyntaxNode, WalkEvent};
use crate::text::TextRange;

/// A form of the language that versions of CPython treat differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Construct {
    /// A string literal `%` a tuple display.
    PercentFormat,
    /// The same with a tuple of more than one item.
    PercentFormatWithSeveralOperands,
    /// `with (a, b):`, without an `as` in the parentheses.
    ParenthesizedWithItems,
    /// `a.b: t = v`, `a[i]: t` or `(a): t` in a module or class.
    AnnotationOfAnAttributeOrItem,
    /// `\N{...}` in a string.
    CharacterName,
    /// An `and` with an `or` for an operand, or the other way round.
    NestedBooleanOperation,
    /// A string that is a statement and holds a line break, at the start of a body or elsewhere.
    DocstringOfSeveralLines,
    /// A binary operation with an imaginary literal somewhere in it.
    ComplexArithmetic,
    /// An `assert` statement.
    Assert,
    /// An annotation of a parameter, return value or variable.
    Annotation,
    /// A list, set or dict comprehension; generator expressions are none.
    Comprehension,
    /// A `with` statement.
    With,
}

/// Every construct of the tree that lies in one of `ranges` or reaches into it, with its range, in the order of the
/// text.
///
/// `ranges`: sorted, disjoint, bytes of the text. Neighbors count as meeting, so that an empty range finds what is at
/// its place.
pub fn constructs(root: &SyntaxNode, ranges: &[TextRange]) -> Vec<(Construct, TextRange)> {
    let meets = |range: TextRange| {
        let first = ranges.partition_point(|it| it.end() < range.start());
        ranges.get(first).is_some_and(|it| it.start() <= range.end())
    };
    let mut found = Vec::new();
    let mut walk = root.preorder();
    while let Some(event) = walk.next() {
        let WalkEvent::Enter(node) = event else { continue };
        if !meets(node.text_range()) {
            walk.skip_subtree();
            continue;
        }
        of_node(&node, &mut |construct| found.push((construct, node.text_range())));
    }
    found
}

fn of_node(node: &SyntaxNode, found: &mut impl FnMut(Construct)) {
    match node.kind() {
        BINARY_EXPR => {
            percent_format(node, found);
            // The innermost one says it; those around it have it for an operand.
            if node.children().map(unparenthesized).any(|it| is_imaginary(&it)) {
                found(Construct::ComplexArithmetic);
            }
        }
        EXPR_STMT if is_long_string(node) => found(Construct::DocstringOfSeveralLines),
        WITH_STMT => with_statement(node, found),
        ANN_ASSIGN_STMT => annotated_assignment(node, found),
        STRING_EXPR | FSTRING | TSTRING if has_character_name(node) => found(Construct::CharacterName),
        BOOL_EXPR if node.children().any(is_boolean_operation) => {
            found(Construct::NestedBooleanOperation);
        }
        ASSERT_STMT => found(Construct::Assert),
        PARAM if has(node, COLON) => found(Construct::Annotation),
        FUNCTION_DEF if has(node, ARROW) => found(Construct::Annotation),
        LIST_COMP | SET_COMP | DICT_COMP => found(Construct::Comprehension),
        _ => {}
    }
}

fn has(node: &SyntaxNode, kind: SyntaxKind) -> bool {
    node.children_with_tokens().any(|it| it.kind() == kind)
}

/// What stands in any number of parentheses.
fn unparenthesized(mut node: SyntaxNode) -> SyntaxNode {
    while node.kind() == PAREN_EXPR
        && let Some(inner) = node.first_child()
    {
        node = inner;
    }
    node
}

fn is_boolean_operation(node: SyntaxNode) -> bool {
    unparenthesized(node).kind() == BOOL_EXPR
}

/// An imaginary literal, with or without a sign.
fn is_imaginary(node: &SyntaxNode) -> bool {
    node.last_token().is_some_and(|it| it.kind() == NUMBER && it.text().ends_with(['j', 'J']))
        && matches!(node.kind(), LITERAL | UNARY_EXPR)
}

fn is_long_string(node: &SyntaxNode) -> bool {
    let strings = node.children().map(unparenthesized).filter(|it| it.kind() == STRING_EXPR);
    strings.into_iter().any(|it| it.text().contains_char('\n') || it.text().contains_char('\r'))
}

fn percent_format(node: &SyntaxNode, found: &mut impl FnMut(Construct)) {
    if !has(node, PERCENT) {
        return;
    }
    let mut operands = node.children().map(unparenthesized);
    let (Some(format), Some(values)) = (operands.next(), operands.next()) else { return };
    if format.kind() != STRING_EXPR || values.kind() != TUPLE_EXPR {
        return;
    }
    found(Construct::PercentFormat);
    if values.children().count() > 1 {
        found(Construct::PercentFormatWithSeveralOperands);
    }
}

fn with_statement(node: &SyntaxNode, found: &mut impl FnMut(Construct)) {
    found(Construct::With);
    let items = || node.children().filter(|it| it.kind() == WITH_ITEM);
    if has(node, L_PAREN) && !items().any(|it| has(&it, AS_KW)) {
        found(Construct::ParenthesizedWithItems);
    }
}

fn annotated_assignment(node: &SyntaxNode, found: &mut impl FnMut(Construct)) {
    found(Construct::Annotation);
    let is_name = node.first_child().is_some_and(|target| target.kind() == NAME_EXPR);
    let scope = node.ancestors().find(|it| matches!(it.kind(), FUNCTION_DEF | CLASS_DEF));
    if !is_name && scope.is_none_or(|it| it.kind() == CLASS_DEF) {
        found(Construct::AnnotationOfAnAttributeOrItem);
    }
}

/// Raw strings have none, but telling them apart gains nothing.
fn has_character_name(node: &SyntaxNode) -> bool {
    node.children_with_tokens().filter_map(|it| it.into_token()).any(|it| it.text().contains("\\N{"))
}
