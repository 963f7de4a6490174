//! What a process leaves behind.

use std::process::ExitCode;

/// The exit status of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExitStatus {
    /// 0: done.
    Success,
    /// 1: a file could not be read, parsed or written.
    Failure,
    /// 2: the arguments are not understood; nothing was read or written.
    Usage,
    /// 3: a fault of reskin itself.
    Internal,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(match status {
            ExitStatus::Success => 0,
            ExitStatus::Failure => 1,
            ExitStatus::Usage => 2,
            ExitStatus::Internal => 3,
        })
    }
}

/// Arguments that go not together, or ask for what is not there. The exit status is 2.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub(super) struct UsageError(String);

impl UsageError {
    pub(super) fn new(message: &str) -> Self {
        Self(message.to_owned())
    }
}
