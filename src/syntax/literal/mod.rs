//! What literals mean: the text of a token in, its value or CPython's complaint out.
//!
//! Nothing here knows of trees. Lowering makes constants of the values, the error reports take the complaints. The
//! lexer has seen the text before; whatever it lets through gives a value or an error here, never a panic.

pub mod number;
pub mod string;

mod char_names;
mod escape;

pub use number::{Number, NumberError};
pub use string::{EscapeWarning, LiteralError, StringToken};
