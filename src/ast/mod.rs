//! CPython 3.14's abstract syntax tree.
//!
//! In goes the concrete syntax tree of a file, out comes what Python's `ast` module makes of it: the same classes
//! with the same fields and positions ([`nodes`]), `ast.dump` ([`dump`](mod@dump)) and `ast.unparse`
//! ([`unparse`](mod@unparse)) to the byte. A tree lies in arenas ([`Ast`]), so ids are cheap to keep, side tables
//! are vectors, and nothing recurses when it is dropped.
//!
//! ```
//! use reskin::ast::{self, Expr, LowerOptions, Mod, Stmt};
//! use reskin::syntax;
//!
//! let text = "total = price*count  # of apples\n";
//! let parse = syntax::parse(text);
//! assert!(parse.errors().is_empty());
//! let lowered = ast::lower_module(&parse, text, LowerOptions::default());
//! let tree = &lowered.ast;
//!
//! // Ids are followed by indexing, nodes are matched.
//! let Mod::Module(module) = tree[lowered.root] else { unreachable!("`lower_module` makes a module") };
//! let Stmt::Assign(assign) = tree[tree[module.body][0]] else { panic!("it is an assignment") };
//! assert!(matches!(tree[assign.value], Expr::BinOp(_)));
//! assert_eq!(&text[tree.range(assign.value)], "price*count");
//!
//! assert_eq!(ast::unparse(tree), "total = price * count");
//! assert!(ast::dump(tree, lowered.root, Default::default()).starts_with("Module(body=[Assign(targets=[Name(id='total'"));
//! ```

mod arena;
mod field;
mod names;
mod precedence;
mod repr;
mod source_map;
mod tree;
mod value;
mod warnings;

pub mod nodes;

pub mod lower;

pub mod dump;
pub mod preprocess;
pub mod transform;
pub mod unparse;
pub mod visit;

pub use arena::List;
pub use dump::{DumpOptions, dump, write_dump};
pub use field::{Field, FieldList, Fields, Pooled};
pub use lower::{
    LowerError, LowerErrorKind, LowerOptions, LowerWarning, Lowered, LoweredBlock, lower_block,
    lower_expression, lower_func_type, lower_interactive, lower_module, parse_module,
};
pub use names::Name;
pub use nodes::*;
pub use precedence::Precedence;
pub use preprocess::{OptimizeLevel, finally_exits};
pub use source_map::{Origin, SourceMap};
pub use transform::Transformer;
pub use tree::{Ast, Mark};
pub use unparse::{annotation_text, unparse, unparse_node, unparse_with_lines};
pub use value::{BigIntId, BytesId, Complex, ComplexId, Float, StrId, Value};
pub use visit::Visitor;
pub use warnings::syntax_warnings;
