//! Reading a file that is to be rewritten.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::report::Status;
use crate::syntax;
use crate::text::report::{ReportStyle, render_error};
use crate::text::{MAX_FILE_BYTES, SourceError, SourceFile};

/// The file at `path`, or what became of it.
pub(in crate::cli) fn read(path: &Path) -> Result<SourceFile, Status> {
    let unreadable = |error: io::Error| Status::failed(format!("cannot read it: {error}"));
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Status::failed("cannot read it: it is a directory"));
    }
    if metadata.len() > MAX_FILE_BYTES as u64 {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    // The length of what is no regular file, or grows, is known only at its end.
    file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    decode(bytes)
}

/// The source file that `bytes` are, or what became of it.
pub(super) fn decode(bytes: Vec<u8>) -> Result<SourceFile, Status> {
    SourceFile::from_bytes(bytes).map_err(|error| match error {
        SourceError::TooLarge { len } => too_large(len as u64),
        SourceError::Undecodable { error, byte_offset } => {
            Status::failed(format!("byte {byte_offset}: {}", last_line(&error)))
        }
    })
}

fn too_large(len: u64) -> Status {
    Status::Skipped("too large", Some(format!("{len} bytes, the limit is {MAX_FILE_BYTES}")))
}

/// What CPython says first of a text that does not parse: the place, and the line of the exception.
pub(in crate::cli) fn first_report_line(text: &str) -> Status {
    match syntax::report::syntax_error(text, &syntax::report::Options::default()) {
        Some(error) => {
            let place = error.span.map(|span| (span.line, span.column));
            Status::Failed(place, last_line(&error))
        }
        // What CPython's parser accepts and we do not is beyond a limit of ours.
        None => match syntax::outline(text).errors().first() {
            Some(error) => Status::failed(error.kind.to_string()),
            None => Status::failed("it does not parse"),
        },
    }
}

/// `SyntaxError: ...`, the last line of the report.
fn last_line(error: &crate::text::SyntaxError) -> String {
    let report = render_error(error, "", ReportStyle::PLAIN);
    report.lines().last().unwrap_or_default().to_owned()
}
