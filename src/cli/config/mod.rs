//! Configuration: what `pyproject.toml`, `reskin.toml` and the command line say, resolved for each folder.
//!
//! A [`Layer`](layer::Layer) is what one file or the command line says, each value with the place it comes from. The
//! nearest file counts; `extend` puts it on top of another one; the command line is on top of all. What nobody says is
//! read from the project itself (`requires-python`, dependencies) or is a default. The outcome is [`Settings`].
//!
//! Everything that can be wrong here is a [`ConfigError`] with file, line and what was expected: nothing is read or
//! written then.

mod error;
mod origin;

mod document;
mod read;
mod value;

mod file;
mod layer;

mod dependencies;
mod requires_python;

mod resolver;
mod settings;
mod show;

pub(super) use error::ConfigError;
pub(super) use layer::{ExcludePattern, Layer, Rename};
pub(super) use origin::{Origin, Sourced};
pub(super) use resolver::{ConfigChoice, Resolver};
pub(super) use settings::{ImportStyle, Settings};
pub(super) use show::{Args, acceptance_name, run};
