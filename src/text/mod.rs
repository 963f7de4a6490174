//! Text and positions: what every other layer reads and none of them owns.

pub mod syntax_error;

pub use syntax_error::{ErrorClass, ErrorSpan, SyntaxError};
pub use text_size::{TextRange, TextSize};
