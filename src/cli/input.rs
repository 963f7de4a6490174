//! The one file that a pipeline command reads.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::text::report::shown_path;
use crate::text::{MAX_FILE_BYTES, SourceError, SourceFile, SyntaxError};

/// What CPython calls standard input.
pub(super) const STDIN_NAME: &str = "<stdin>";

/// The bytes of a file or of standard input, and the name to show for them.
pub(super) struct Input {
    /// As CPython shows it: the path as given, or `<stdin>`.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// A file that is to be read; `-` or nothing is standard input.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct InputArgs {
    /// The file to read; standard input if it is `-` or left out
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl InputArgs {
    /// Reads it all. The error names the file and the reason.
    pub(super) fn read(&self) -> anyhow::Result<Input> {
        match self.file.as_deref().filter(|path| path.as_os_str() != OsStr::new("-")) {
            Some(path) => Input::read_file(path),
            None => {
                let bytes = read_limited(io::stdin().lock()).context("cannot read standard input")?;
                Ok(Input { name: STDIN_NAME.to_owned(), bytes })
            }
        }
    }
}

fn read_file(path: &Path) -> anyhow::Result<Vec<u8>> {
    if path.is_dir() {
        bail!("it is a directory, expected a file");
    }
    read_limited(File::open(path)?)
}

/// Reads up to the limit, so that an endless device ends too.
fn read_limited(reader: impl io::Read) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_FILE_BYTES {
        bail!("it has more than {MAX_FILE_BYTES} bytes, which is the limit");
    }
    Ok(bytes)
}

impl Input {
    /// Reads a file. The error names it and the reason.
    pub(super) fn read_file(path: &Path) -> anyhow::Result<Self> {
        let name = shown_path(path).into_owned();
        let bytes = read_file(path).with_context(|| format!("cannot read {name}"))?;
        Ok(Self { name, bytes })
    }

    /// The decoded file, or what CPython says of one that does not decode.
    pub(super) fn decode(self) -> anyhow::Result<Result<Source, Undecodable>> {
        let name = self.name;
        match SourceFile::from_bytes(self.bytes) {
            Ok(file) => Ok(Ok(Source { name, file })),
            Err(SourceError::Undecodable { error, byte_offset }) => {
                Ok(Err(Undecodable { name, error, byte_offset }))
            }
            Err(error @ SourceError::TooLarge { .. }) => {
                Err(error).with_context(|| format!("cannot read {name}"))
            }
        }
    }
}

/// A file that decodes.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) file: SourceFile,
}

/// A file that does not.
pub(super) struct Undecodable {
    pub(super) name: String,
    pub(super) error: SyntaxError,
    /// Where, in bytes of the file.
    pub(super) byte_offset: usize,
}
