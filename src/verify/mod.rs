//! Whether a rewritten program still is the program that it was.
//!
//! Level 0 is [`code`]: before and after compile to the same code, or to the same after normalisations that nothing can
//! observe. [`proof`] says so for a pair of files, and for which versions of Python; [`CodeJudge`] for the sites of a
//! rewrite.

pub mod code;

pub mod proof;

mod changes;
mod judge;

pub use judge::CodeJudge;
