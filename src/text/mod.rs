//! Text and positions: what every other layer reads and none of them owns.
//!
//! A file's bytes become a [`SourceFile`]; a [`LineIndex`] turns offsets into lines and columns; [`Edits`] change
//! text once and map positions over; a [`SyntaxError`] is rendered by [`report`] and nowhere else.

pub mod encoding;
pub mod source;

pub mod line_index;

pub mod diff;
pub mod edit;

pub mod report;
pub mod repr;
pub mod syntax_error;
pub mod syntax_warning;

pub use edit::{Bias, EditError, Edits, TextEdit};
pub use line_index::{ColumnUnit, LineColumn, LineIndex};
pub use source::{EncodeError, MAX_FILE_BYTES, SourceError, SourceFile};
pub use syntax_error::{ErrorClass, ErrorSpan, SyntaxError};
pub use syntax_warning::SyntaxWarning;
pub use text_size::{TextRange, TextSize};
