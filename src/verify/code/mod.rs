//! Whether two sources compile to the same code.
//!
//! In go two texts or trees, each compiled once as a [`Program`]; out comes a [`Comparison`]: the same code, the same
//! in a normal form, or the first difference. A program compares with as many others as there are.
//!
//! ```
//! use reskin::verify::code::{Comparison, Normalization, Program};
//!
//! // Compiled once, compared with as many as there are.
//! let before = Program::from_text("def f(x):\n    y = x()\n    return not y in x\n").unwrap();
//! let compare = |after: &str| before.compare(&Program::from_text(after).unwrap());
//! assert_eq!(compare("def f(x):\n    y = x()\n    return y not in x\n"), Comparison::Same);
//! let renamed = compare("def f(x):\n    z = x()\n    return z not in x\n");
//! let Comparison::NormalForm(normalizations) = renamed else { panic!("it is proved") };
//! assert!(normalizations.contains(&Normalization::RenamedLocals));
//! assert!(matches!(compare("def f(x):\n    return x() not in x\n"), Comparison::Different(_)));
//! ```
//!
//! **Same** is equality of every field of every code object but those that say where the source was: the file's name,
//! the line table, first lines, and `__firstlineno__`, which a class body stores as a constant. Constants compare by
//! type and value: floats by their bits, frozensets by the order in which they are built, for that decides the order of
//! iteration.
//!
//! **Normal form** is equality after [`Normalization`]s. Each is a file of [`normal`] or of this folder, documents its
//! side condition, and checks it; what is not listed there is not done. Left out because they are not sound, or
//! could not be shown to be: dropping a store of anything but a constant (its value, or what it replaces, would be
//! finalised at another time), renaming of parameters (callers pass them by keyword) and of variables that inner
//! functions use (`NameError.name` and `co_freevars` tell them), reordering of anything that can run code.
//!
//! **Optimisation.** Code is compared as `python`, `python -O` and `python -OO` make it, and the weakest answer counts.
//! Equality at one level does not follow from another: `if x: assert False` is `assert not x` without `-O`, where an
//! assertion is a test like any other, and with it still asks `bool(x)` which the other does not; `__doc__ = 'text'` in
//! a class is a docstring until `-OO` drops the one and not the other. A level is left out where neither source has
//! anything that it treats differently.
//!
//! **Not covered**, whatever the answer: line numbers, the text of tracebacks, `inspect.getsource`, warnings of the
//! compiler; attributes of code objects, as a normal form changes them (`co_consts`, `co_names`, `co_varnames`,
//! `co_stacksize`, `co_code`); reference counts as `sys.getrefcount` reads them; at which instruction a signal handler,
//! another thread or the garbage collector gets its turn, and what tracing and profiling functions see; and with
//! renamed, propagated or dropped locals, what a function elsewhere reads of its callers' frames.

mod decode;
mod location;
mod program;

mod same;

mod compare;
mod walk;

mod locals;
pub mod normal;

mod difference;

pub use compare::{Comparison, compare_code};
pub use difference::{Difference, Fact, Refusal};
pub use normal::Normalization;
pub use program::{Program, ProgramError};
