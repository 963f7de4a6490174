//! SyntaxErrors and SyntaxWarnings on standard error, as CPython prints them there.

use std::io::{self, IsTerminal as _, Write as _};

use rustc_hash::FxHashSet;

use super::exit_status::ExitStatus;
use super::input::{STDIN_NAME, Undecodable};
use super::warning_filter::{Action, Filters, SyntaxWarningSite};
use crate::text::report::{ReportStyle, render_error, render_warning};
use crate::text::{LineIndex, SyntaxError, SyntaxWarning};

/// Prints the report that `python FILE` prints.
pub(super) fn print_error(error: &SyntaxError, name: &str) -> io::Result<ExitStatus> {
    let style = if is_colored() { ReportStyle::COLORED } else { ReportStyle::PLAIN };
    io::stderr().write_all(render_error(error, name, style).as_bytes())?;
    Ok(ExitStatus::Failure)
}

/// Prints CPython's report of a file that does not decode.
pub(super) fn print_undecodable(it: &Undecodable) -> io::Result<ExitStatus> {
    print_error(&it.error, &it.name)
}

fn is_colored() -> bool {
    io::stderr().is_terminal() && anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
}

/// Prints the warnings that the filters of `PYTHONWARNINGS` let through, in order. A filter that makes one an error
/// ends it: the status then is that of a file that does not parse.
pub(super) fn print_warnings(
    warnings: &[SyntaxWarning],
    name: &str,
    text: &str,
) -> io::Result<Option<ExitStatus>> {
    // CPython reads the line from the file again, and standard input is read up.
    let text = if name == STDIN_NAME { None } else { Some(text) };
    match WarningPrinter::from_environment()?.print(warnings, name, text)? {
        Some(as_error) => print_error(as_error, name).map(Some),
        None => Ok(None),
    }
}

/// Prints warnings of one file after another.
pub(super) struct WarningPrinter {
    filters: Filters,
    /// Messages that are not to come again.
    shown_once: FxHashSet<String>,
}

impl WarningPrinter {
    /// One with the filters of `PYTHONWARNINGS`; complains about those that are not understood.
    pub(super) fn from_environment() -> io::Result<Self> {
        let (filters, complaints) = Filters::from_environment();
        let mut err = io::stderr().lock();
        for complaint in complaints {
            writeln!(err, "Invalid -W option ignored: {complaint}")?;
        }
        Ok(Self { filters, shown_once: FxHashSet::default() })
    }

    /// Prints those of a file that the filters let through, with their lines if its `text` is known, up to the first
    /// that a filter makes an error, which it gives.
    pub(super) fn print<'a>(
        &mut self,
        warnings: &'a [SyntaxWarning],
        name: &str,
        text: Option<&str>,
    ) -> io::Result<Option<&'a SyntaxError>> {
        if warnings.is_empty() {
            return Ok(None);
        }
        let lines = text.map(|text| (LineIndex::new(text), text));
        let mut err = io::stderr().lock();
        for warning in warnings {
            let site = SyntaxWarningSite { message: &warning.message, file: name, line: warning.line };
            match self.filters.action(site) {
                Action::Ignore => continue,
                Action::Error => return Ok(Some(&warning.as_error)),
                Action::Once if !self.shown_once.insert(warning.message.clone()) => continue,
                Action::Once | Action::Show => {}
            }
            let line = lines.as_ref().and_then(|(index, text)| index.line_text(text, warning.line));
            err.write_all(render_warning(warning, name, line).as_bytes())?;
        }
        Ok(None)
    }
}
