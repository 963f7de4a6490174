//! Colors of what people read.

use std::io;

use anstyle::{AnsiColor, Style};

use crate::rewrite::Verdict;

/// The styles of a report; all of them plain where there is no color.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Palette {
    pub(in crate::cli) rule: Style,
    pub(in crate::cli) frame: Style,
    pub(in crate::cli) added: Style,
    pub(in crate::cli) removed: Style,
    pub(in crate::cli) hunk: Style,
    is_colored: bool,
}

impl Palette {
    pub(in crate::cli) const PLAIN: Self = Self {
        rule: Style::new(),
        frame: Style::new(),
        added: Style::new(),
        removed: Style::new(),
        hunk: Style::new(),
        is_colored: false,
    };

    const COLORED: Self = Self {
        rule: Style::new().bold(),
        frame: AnsiColor::Blue.on_default(),
        added: AnsiColor::Green.on_default(),
        removed: AnsiColor::Red.on_default(),
        hunk: AnsiColor::Cyan.on_default(),
        is_colored: true,
    };

    /// For standard output, unless results go to a file.
    pub(in crate::cli) fn of_stdout(goes_to_file: bool) -> Self {
        let choice = anstream::AutoStream::choice(&io::stdout());
        if goes_to_file || choice == anstream::ColorChoice::Never { Self::PLAIN } else { Self::COLORED }
    }

    /// For standard error.
    pub(in crate::cli) fn of_stderr() -> Self {
        let choice = anstream::AutoStream::choice(&io::stderr());
        if choice == anstream::ColorChoice::Never { Self::PLAIN } else { Self::COLORED }
    }

    pub(in crate::cli) fn is_colored(&self) -> bool {
        self.is_colored
    }

    pub(in crate::cli) fn verdict(&self, verdict: &Verdict) -> Style {
        if !self.is_colored {
            return Style::new();
        }
        match verdict {
            Verdict::Proved(_) => AnsiColor::Green.on_default(),
            Verdict::Verified { .. } => AnsiColor::Cyan.on_default(),
            Verdict::Assumed(_) | Verdict::Unverified(_) => AnsiColor::Yellow.on_default(),
            Verdict::Refuted { .. } => AnsiColor::Red.on_default(),
            Verdict::Refused(_) => AnsiColor::BrightBlack.on_default(),
        }
    }
}
