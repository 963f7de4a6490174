//! Rule files, schema 1: what a rule matches, what it writes, under which conditions, and the evidence for it.
//!
//! In goes the text of a `.toml` file, out comes a [`RuleFile`] with every pattern and template at its place in the
//! file, or all that is wrong with it, each with line, column, key and what was expected. Loading checks what needs no
//! tree: keys and values, names of metavariables, options, levels, assumptions and examples. Patterns are parsed, and
//! conditions answered, by the engine; examples are executed by `reskin rule test`.
//!
//! The build script loads every shipped rule with this very module, so that a broken one fails the build. Therefore it
//! names nothing of the crate but versions, ranges and itself.
//!
//! Where the language left something open, this is what was decided:
//!
//! * `prefilter = ["%"]` in `[rule]` names texts of which one occurs in every file that the rule can change; it is
//!   wanted only of rules whose patterns name nothing ([`prefilter`]).
//! * What TOML cannot write, a `const` says as Python: `const = { python = "None" }`.
//! * A template that applies under conditions may have an `else`; without one, the case does not match where its
//!   conditions do not hold.
//! * An assumption that no input of the pattern alone shows has a `program` instead of a `witness`: a whole source and
//!   its inputs.
//! * `since = "3.9"` of an assumption says which versions show it at all, beside `until`; `optimized = true` that
//!   `python -O` does.
//! * The `why` of a counterexample begins with the name of the reason that is reported, if one is: of a predicate
//!   (`p.type: a file descriptor`), a declared refusal, one of the engine's, or an assumption. What names an assumption is
//!   left alone as long as that is not granted. Where nothing matches, nothing is reported, and `why` is a sentence alone.
//! * `refuse = { reason = "…", because = "…" }` instead of `to` is a case that leaves alone what it matches, and says why.
//!   A rule of nothing else has no examples.
//! * A string of `inside`, `not_inside` and `parent` that is one word in lower case, with hyphens or without, is a
//!   [named context](registry::CONTEXTS); all else is a pattern.
//! * `decorators` of an enclosing function or class is `"none"`, `"identity"` (none of them puts something else in its
//!   place) or a list of qualified names, of which one is there. `enclosing_function = false` asks for none.

mod error;
mod reader;
mod text;

pub mod registry;

mod header;

mod predicate;

mod literal;

mod condition;

mod words;

mod case;

mod derived;

mod safety;

mod evidence;

mod check;
mod file;
mod metavariable;
mod names;

pub mod prefilter;

pub use case::{
    Also, ArgumentMatching, Case, CaseBody, CaseKind, Isomorphism, NativeCase, Place, PlaceKind, Refuse, When,
};
pub use condition::{Condition, OnUnknown};
pub use derived::{Let, LetForm};
pub use error::{Problem, RuleFileError, RuleFileErrors, nearest};
pub use evidence::{Counterexample, Example};
pub use file::{MAX_RULE_FILE_BYTES, RuleFile, load};
pub use header::{Header, RuleOption};
pub use literal::Literal;
pub use metavariable::{Metavariable, metavariables};
pub use names::qualified_names;
pub use predicate::{
    Context, Count, Decorators, Enclosing, FileFacts, NodeKind, Predicate, PureMode, Test, UsedAs,
};
pub use safety::{Assume, Fact, Ignored, ImportStyle, Imports, Level, Observed, Program, Safety, Witness};
pub use text::Text;
