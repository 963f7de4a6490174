//! The rules there are, the sets they belong to, and which of them are on.
//!
//! Every rule is listed with what selecting it needs: id, sets, tags, versions, level and the words of which one occurs
//! in any file that it changes. The rest of its file is read only when it is wanted. Shipped rules come from a table
//! that the build script made; rules of a project join them, and may not take their ids.

mod catalog;
mod listing;
mod rename;
mod select;
mod sets;

pub use catalog::{Catalog, CatalogError};
pub use listing::{Listing, Origin};
pub use rename::{ArgumentChange, Rename, RenameError};
pub use select::{Choice, Off, Selection, SelectionError};
pub use sets::{RuleSet, SetsError};
