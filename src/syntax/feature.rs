//! Which version brought which syntax.

use super::PythonVersion;

/// A piece of syntax that not every Python 3 has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the table says what each is")]
pub enum Feature {
    SeveralWithItems,
    UnicodePrefix,
    YieldFrom,
    AsyncFunction,
    MatrixMultiplication,
    UnpackingGeneralization,
    FString,
    VariableAnnotation,
    NumericUnderscore,
    AsyncComprehension,
    CommaAfterStarParameter,
    AsyncGeneratorInPlainFunction,
    NamedExpression,
    PositionalOnlyParameter,
    FStringDebug,
    UnparenthesizedUnpacking,
    TupleAnnotationValue,
    RelaxedDecorator,
    ParenthesizedWithItems,
    StarredLoopIterable,
    UnparenthesizedNamedElement,
    UnparenthesizedNamedIndex,
    Match,
    ExceptStar,
    StarredIndex,
    StarredAnnotation,
    TypeParameter,
    TypeAlias,
    NestedFString,
    TypeParameterDefault,
    TString,
    BareExceptTuple,
    LazyImport,
    ComprehensionUnpacking,
}

/// One row a feature: the minor version that brought it, and what people call it.
const TABLE: &[(Feature, u8, &str)] = &[
    (Feature::SeveralWithItems, 1, "several items in one `with`"),
    (Feature::UnicodePrefix, 3, "the prefix `u`"),
    (Feature::YieldFrom, 3, "`yield from`"),
    (Feature::AsyncFunction, 5, "`async` and `await`"),
    (Feature::MatrixMultiplication, 5, "the operator `@`"),
    (Feature::UnpackingGeneralization, 5, "unpacking in displays, or several times in a call"),
    (Feature::FString, 6, "f-strings"),
    (Feature::VariableAnnotation, 6, "annotations of variables"),
    (Feature::NumericUnderscore, 6, "underscores in numbers"),
    (Feature::AsyncComprehension, 6, "asynchronous comprehensions"),
    (Feature::CommaAfterStarParameter, 6, "a comma after `*` and `**` parameters"),
    (Feature::AsyncGeneratorInPlainFunction, 7, "an asynchronous generator outside of an `async` function"),
    (Feature::NamedExpression, 8, "`:=`"),
    (Feature::PositionalOnlyParameter, 8, "positional-only parameters"),
    (Feature::FStringDebug, 8, "`=` in f-strings"),
    (Feature::UnparenthesizedUnpacking, 8, "unpacking without parentheses in `return` and `yield`"),
    (Feature::TupleAnnotationValue, 8, "a tuple without parentheses as the value of an annotated variable"),
    (Feature::RelaxedDecorator, 9, "any expression as a decorator"),
    (Feature::ParenthesizedWithItems, 9, "parentheses around the items of `with`"),
    (Feature::StarredLoopIterable, 9, "unpacking without parentheses after `in`"),
    (Feature::UnparenthesizedNamedElement, 9, "`:=` without parentheses in a set"),
    (Feature::UnparenthesizedNamedIndex, 10, "`:=` without parentheses in an index"),
    (Feature::Match, 10, "`match`"),
    (Feature::ExceptStar, 11, "`except*`"),
    (Feature::StarredIndex, 11, "unpacking in an index"),
    (Feature::StarredAnnotation, 11, "an unpacked annotation of `*args`"),
    (Feature::TypeParameter, 12, "type parameters"),
    (Feature::TypeAlias, 12, "`type` statements"),
    (
        Feature::NestedFString,
        12,
        "backslashes, comments, line breaks and the same quotes within an f-string's braces",
    ),
    (Feature::TypeParameterDefault, 13, "defaults of type parameters"),
    (Feature::TString, 14, "t-strings"),
    (Feature::BareExceptTuple, 14, "several exceptions without parentheses after `except`"),
    (Feature::LazyImport, 15, "`lazy` imports"),
    (Feature::ComprehensionUnpacking, 15, "unpacking in comprehensions"),
];

impl Feature {
    fn row(self) -> &'static (Self, u8, &'static str) {
        let row = &TABLE[self as usize];
        debug_assert_eq!(row.0, self);
        row
    }

    /// The first version that has it.
    pub fn since(self) -> PythonVersion {
        PythonVersion::new(self.row().1).expect("the table holds versions that are read")
    }

    /// What people call it, to stand before "needs Python 3.8".
    pub fn name(self) -> &'static str {
        self.row().2
    }
}
