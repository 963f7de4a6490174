//! Standard output.

use std::io::{self, BufWriter, Stdout, StdoutLock, Write};

/// Bytes that are held before they are written.
const BUFFER_BYTES: usize = 1 << 16;

/// Standard output, for bytes that are written as they are.
pub(super) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(BUFFER_BYTES, io::stdout().lock())
}

/// The same, for threads that take turns.
pub(super) fn shared_stdout() -> BufWriter<Stdout> {
    BufWriter::with_capacity(BUFFER_BYTES, io::stdout())
}

/// Writes out what is held; what a buffer fails to write when it is dropped would be lost in silence.
pub(super) fn finish(mut out: impl Write) -> io::Result<()> {
    out.flush()
}

/// A writer of text where bytes are wanted; the first failure is kept.
pub(super) struct TextWriter<W> {
    inner: W,
    failure: Option<io::Error>,
}

impl<W: Write> TextWriter<W> {
    pub(super) fn new(inner: W) -> Self {
        Self { inner, failure: None }
    }

    /// The writer, unless something could not be written to it.
    pub(super) fn into_inner(self) -> io::Result<W> {
        match self.failure {
            Some(error) => Err(error),
            None => Ok(self.inner),
        }
    }
}

impl<W: Write> std::fmt::Write for TextWriter<W> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.inner.write_all(text.as_bytes()).map_err(|error| {
            self.failure = Some(error);
            std::fmt::Error
        })
    }
}

/// Whether a command failed only because nobody reads its output any more.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|it| it.downcast_ref::<io::Error>())
        .any(|it| it.kind() == io::ErrorKind::BrokenPipe)
}
