//! What the names of a file mean.
//!
//! In goes the abstract tree of a file, before anything is folded or rewritten in it; out comes its tree of
//! [`Scopes`]: CPython 3.14's symbol table exactly, with all of its scopes, among them those of annotations and type
//! parameters, and with its errors. The compiler and the rules read the same one. Private names are interned in the
//! tree in their mangled form, so a symbol's name is a [`Name`](crate::ast::Name) of the tree like any other.
//!
//! ```
//! use reskin::ast;
//! use reskin::semantic::{self, Resolution, ScopeKey, ScopeOptions};
//!
//! let text = "def f(a):\n    def g():\n        return a\n    return g\n";
//! let mut tree = ast::parse_module(text);
//! let model = semantic::analyze(&mut tree.ast, tree.root, text, ScopeOptions::default()).unwrap();
//! let f = model.scopes[model.scopes.get(ScopeKey::Module).unwrap()].children[1];
//! let a = tree.ast.intern("a");
//! assert_eq!(model.scopes[f].symbol(a).unwrap().resolution, Resolution::Cell);
//! ```
//!
//! For the rules there are tables of variables, what binds them and where they are read: [`names`]. They are made
//! only where they are asked for.
//!
//! Source: CPython 3.14, `Python/symtable.c`.

mod symbol;

pub mod scopes;

mod collect;
mod occurrence;
mod resolve;
mod special_names;

mod imports;
pub mod names;

pub mod parents;
pub mod stubs;

mod flow;
pub mod types;

pub mod context;
pub mod effects;
pub mod facts;
pub mod uses;

pub mod analysis;
pub mod version_differences;

mod dump;
pub mod error;

pub use analysis::Analysis;
pub use context::Function;
pub use dump::dump_scopes;
pub use effects::Effects;
pub use error::{ScopeError, ScopeErrorKind};
pub use imports::{Import, Qualified};
pub use names::{Answer, Binding, BindingId, Names, Reference, ReferenceId, Variable, VariableId};
pub use occurrence::{BindingKind, Occurrence, Role};
pub use parents::Parents;
pub use scopes::{Comprehension, Directive, Scope, ScopeId, ScopeKey, ScopeKind, Scopes, mangle};
pub use symbol::{Resolution, Symbol, SymbolFlags, Symbols};
pub use uses::{Use, UseClass, UseKind, UsedAs};

use self::collect::Collector;
use self::resolve::Resolver;
use self::special_names::SpecialNames;
use crate::ast::{Ast, Mod, ModId};

/// What the compiler is told beside the file.
#[derive(Debug, Clone, Copy, Default)]
pub struct ScopeOptions {
    /// `from __future__ import annotations` is in force already; the file itself may ask for it, too.
    pub future_annotations: bool,
    /// `await` may stand at the top level.
    pub top_level_await: bool,
    /// Also make the tables of [`Names`], which the compiler does not need.
    pub names: bool,
}

/// What the names of a file mean.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The scopes.
    pub scopes: Scopes,
    /// Variables, bindings and references; empty unless asked for.
    pub names: Names,
}

/// Finds the scopes of the file with the root `root`, whose text is `text`, and resolves their names.
///
/// Of several errors CPython's is returned, which is not always the first of the text. It recurses as deep as the tree
/// but for left spines, so a file of unknown depth wants a thread with
/// [`DEEP_STACK_BYTES`](crate::syntax::DEEP_STACK_BYTES).
pub fn analyze(ast: &mut Ast, root: ModId, text: &str, options: ScopeOptions) -> Result<Model, ScopeError> {
    let names = SpecialNames::new(ast);
    let mut collector = Collector::new(ast, text, options, names);
    collector.module(root).map_err(|error| *error)?;
    let Collector { mut scopes, occurrences, star_imports, .. } = collector;
    Resolver::new(ast, &mut scopes, names).module().map_err(|error| *error)?;
    let mut names = names::build(ast, &scopes, names, &occurrences, star_imports);
    if let Mod::Module(module) = ast[root] {
        names::settle(&mut names, ast, &ast[module.body]);
    }
    Ok(Model { scopes, names })
}
