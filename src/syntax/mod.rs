//! From text to a lossless concrete syntax tree.
//!
//! [`parse`] takes any text and gives a tree whose text is that text, byte for byte, and a list of what is wrong with
//! it. The stages, each a module: the lexer's tokens; the parser, which sees kinds alone and makes events; the tree
//! builder, which puts tokens, whitespace and comments into a rowan tree. [`nodes`] has typed views of its nodes.
//! [`outline()`] stops short of that tree, for those who only want what can be lowered.
//!
//! Offsets are bytes of the decoded text. Nothing here knows files, encodings or names' meanings.

pub mod kind;
pub mod lexer;
pub mod literal;
mod token_set;

mod event;
mod grammar;
mod parse;
mod parse_error;
mod parser;
mod tree;
mod tree_builder;

pub mod outline;

pub mod editor;
pub mod nodes;
pub mod report;

mod feature;
mod validation;
mod version;

pub use editor::{Position, SyntaxEditor};
pub use feature::Feature;
pub use kind::{SyntaxKind, T};
pub use outline::Outline;
pub use parse::{
    DEEP_STACK_BYTES, MAX_TREE_DEPTH, Parse, outline, outline_block, outline_expression, outline_func_type,
    parse, parse_expression, parse_func_type,
};
pub use parse_error::{Expected, Misplaced, NewSyntax, ParseError, ParseErrorKind, Python2, TargetRole};
pub use rowan::{NodeOrToken, WalkEvent};
pub use tree::{Python, SyntaxElement, SyntaxNode, SyntaxNodeChildren, SyntaxToken};
pub use validation::{FeatureUse, features, validate};
pub use version::{PythonVersion, UnknownVersion};
