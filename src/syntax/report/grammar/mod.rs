//! The grammar that CPython 3.14's parser follows, its rules for reports included, as a table.
//!
//! The `.peg` files beside this one hold it, a family a file; [`notation`](super::notation) says how they are
//! written and turns them into these types, once a process. Order is meaning: alternatives are tried in turn, and a
//! rule whose name begins with `invalid_` takes part only in the second pass, where the first of them that matches
//! decides what is reported. The rules are those of `Grammar/python.gram` of CPython 3.14.

use std::sync::LazyLock;

use super::notation;
use super::token::{KindSet, TokenKind};

const FAMILIES: &[&str] = &[
    include_str!("statements.peg"),
    include_str!("imports.peg"),
    include_str!("compound.peg"),
    include_str!("functions.peg"),
    include_str!("patterns.peg"),
    include_str!("expressions.peg"),
    include_str!("comprehensions.peg"),
    include_str!("targets.peg"),
    include_str!("strings.peg"),
];

/// The one grammar of this process.
pub(super) static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| notation::read(FAMILIES));

/// A rule's place in [`Grammar::rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RuleId(pub(super) u16);

/// All rules.
#[derive(Debug)]
pub(super) struct Grammar {
    pub(super) rules: Vec<Rule>,
}

impl Grammar {
    /// The rule of this name; the names asked for are those of the `.peg` files, which a test checks.
    pub(super) fn rule(&self, name: &str) -> RuleId {
        let idx = self.rules.iter().position(|rule| rule.name == name);
        RuleId(idx.unwrap_or_default() as u16)
    }
}

/// A rule: ordered alternatives under a name.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) memo: Memo,
    /// Invalid rules are off while this rule runs.
    pub(super) quiet: bool,
    pub(super) body: Choice,
    /// What can follow the rule within itself, if it begins with itself: without such a token it grows no further.
    pub(super) growth: KindSet,
}

/// What is kept of a rule's results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Memo {
    /// Nothing: it runs anew.
    Not,
    /// Its result at each place.
    Kept,
    /// The same, grown from nothing, since the rule begins with itself.
    Left,
}

/// Ordered alternatives.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) alternatives: Vec<Alternative>,
    /// The kinds of token that a match can begin with. No rule matches nothing.
    pub(super) first: KindSet,
}

/// Items in a row, and what becomes of them.
#[derive(Debug)]
pub(super) struct Alternative {
    pub(super) items: Vec<Item>,
    pub(super) action: Action,
    /// It is nothing but a rule `invalid_…`: not tried in the first pass.
    pub(super) second_pass: bool,
    pub(super) first: KindSet,
}

/// One item, and the slot that keeps its value.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) slot: Option<usize>,
    pub(super) element: Element,
    /// The kinds of token that it can begin with; all if it can match nothing.
    pub(super) first: KindSet,
}

/// What an item matches.
#[derive(Debug)]
pub(super) enum Element {
    /// A token.
    Token(TokenKind),
    /// A name with this text.
    Word(&'static str),
    /// A name that is a keyword in some places.
    SoftKeyword,
    Rule(RuleId),
    Group(Choice),
    Optional(Box<Element>),
    /// As many as there are.
    Many {
        element: Box<Element>,
        at_least_one: bool,
    },
    /// At least one, with separators between.
    Separated {
        separator: TokenKind,
        element: Box<Element>,
    },
    /// Looked at, not taken.
    Look {
        element: Box<Element>,
        positive: bool,
    },
    /// A token without which the text is rejected at once, in either pass.
    Forced(TokenKind),
    /// From here on the other alternatives are out.
    Cut,
}

/// What becomes of the items of an alternative.
#[derive(Debug)]
pub(super) enum Action {
    /// The value of the one item.
    Pass(usize),
    /// The value of a slot.
    Slot(usize),
    /// A node, with the values of some slots as its children.
    Node(NodeKind, Vec<usize>),
    /// A feature that CPython has since this minor version of Python 3.
    Since { minor: u8, feature: &'static str, then: Box<Action> },
    /// A check, which may reject the text.
    Check { check: Check, slots: Vec<usize>, message: &'static str, then: Option<NodeKind> },
}

macro_rules! named {
    ($(#[$meta:meta])* enum $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// The one with this name in the `.peg` files.
            pub(super) fn from_name(name: &str) -> Option<Self> {
                Some(match name { $($text => Self::$variant,)* _ => return None })
            }
        }
    };
}

named! {
    /// What a check does with its slots and its message.
    enum Check {
        /// Rejects, at the slot.
        At = "at",
        /// Rejects, from the start of one slot to the end of another.
        Range = "range",
        /// The same, of a list of values its last.
        RangeLast = "range_last",
        /// Rejects, from the slot to where the tokenizer stands.
        From = "from",
        /// Rejects, at the last token that was fetched.
        Here = "here",
        /// Rejects, at the next token.
        Next = "next",
        /// Rejects the indentation, at the last token that was fetched.
        Indent = "indent",
        /// Rejects what cannot be assigned to.
        AssignTarget = "assign_target",
        /// Rejects what cannot be deleted.
        DeleteTarget = "delete_target",
        /// Rejects what cannot be a loop's target.
        LoopTarget = "loop_target",
        /// Two expressions in a row.
        MissingComma = "missing_comma",
        /// A statement of Python 2.
        Legacy = "legacy",
        /// A key of a dict display without a value.
        KeyWithoutValue = "key_without_value",
        /// A bound where a type parameter takes none.
        Bound = "bound",
        /// A generator without parentheses between arguments.
        BareGenerator = "bare_generator",
        /// Arguments in the wrong order.
        PositionalAfterKeyword = "positional_after_keyword",
        /// `!=`, or `<>` where it is the one to use.
        NotEqual = "not_equal",
        /// Two tokens that would be Python 2's `<>`.
        LessGreater = "less_greater",
        /// The real part of a complex number.
        Real = "real",
        /// The imaginary part of a complex number.
        Imaginary = "imaginary",
        /// A string or bytes literal.
        String = "string",
        /// Literals side by side.
        Concatenate = "concatenate",
        /// An f-string or t-string.
        Template = "template",
        /// The conversion of a replacement field.
        Conversion = "conversion",
        /// Text in a format specification.
        FormatText = "format_text",
        /// `from __future__ import …`.
        Future = "future",
        /// The end of a compound statement.
        Statement = "statement",
        /// The end of interactive input.
        NothingToRun = "nothing_to_run",
    }
}

named! {
    /// What a node is, as far as reports tell.
    enum NodeKind {
        Attribute = "Attribute",
        Subscript = "Subscript",
        Starred = "Starred",
        List = "List",
        Tuple = "Tuple",
        Lambda = "Lambda",
        Call = "Call",
        /// A boolean, binary or unary operation.
        Operator = "Operator",
        GeneratorExp = "GeneratorExp",
        Yield = "Yield",
        Await = "Await",
        ListComp = "ListComp",
        SetComp = "SetComp",
        DictComp = "DictComp",
        Dict = "Dict",
        Set = "Set",
        FString = "FString",
        TString = "TString",
        Literal = "Literal",
        Compare = "Compare",
        /// `in` and its operand.
        InOperator = "InOperator",
        IfExp = "IfExp",
        NamedExpr = "NamedExpr",
        /// The arguments of a call.
        Args = "Args",
        Keyword = "Keyword",
        KeywordUnpack = "KeywordUnpack",
        /// One `for` of a comprehension; children: what is iterated, the conditions.
        Comprehension = "Comprehension",
        /// A function definition.
        Function = "Function",
        /// A list of values.
        Seq = "Seq",
        /// What no report tells from others.
        Other = "Other",
    }
}
