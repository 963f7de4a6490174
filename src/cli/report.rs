//! SyntaxErrors and SyntaxWarnings on standard error, as CPython prints them there.

use std::io::{self, IsTerminal as _, Write as _};

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
    let (filters, complaints) = Filters::from_environment();
    let mut err = io::stderr().lock();
    for complaint in complaints {
        writeln!(err, "Invalid -W option ignored: {complaint}")?;
    }
    if warnings.is_empty() {
        return Ok(None);
    }
    let index = LineIndex::new(text);
    let mut shown_once = Vec::new();
    for warning in warnings {
        let site = SyntaxWarningSite { message: &warning.message, file: name, line: warning.line };
        match filters.action(site) {
            Action::Ignore => continue,
            Action::Error => return print_error(&warning.as_error, name).map(Some),
            Action::Once if shown_once.contains(&warning.message) => continue,
            Action::Once => shown_once.push(warning.message.clone()),
            Action::Show => {}
        }
        // CPython reads the line from the file again, and standard input is read up.
        let line = if name == STDIN_NAME { None } else { index.line_text(text, warning.line) };
        err.write_all(render_warning(warning, name, line).as_bytes())?;
    }
    Ok(None)
}
