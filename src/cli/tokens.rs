//! `reskin tokens`: a drop-in for `python -m tokenize`.

mod listing;

use std::io::{self, Write as _};

use super::exit_status::ExitStatus;
use super::input::{Input, InputArgs, STDIN_NAME, Undecodable};
use super::output;

pub use listing::{Names, TokenError, listing};

/// Print the tokens of a file, as `python -m tokenize`
///
/// A line a token: where it begins and ends, its type, its text. Lines are counted from 1, columns from 0, in code
/// points. Files that do not parse have tokens too.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name operators by what they are (`PLUS`), not by their class (`OP`)
    #[arg(short, long)]
    exact: bool,
    #[command(flatten)]
    input: InputArgs,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitStatus> {
    let input = args.input.read()?;
    let is_stdin = input.name == STDIN_NAME;
    let source = match standard_text(input, is_stdin).decode()? {
        Ok(source) => source,
        Err(Undecodable { name, error, .. }) => {
            writeln!(io::stderr(), "{name}: error: {}", error.message)?;
            return Ok(ExitStatus::Failure);
        }
    };
    let names = if args.exact { Names::Exact } else { Names::Plain };
    // CPython reads standard input as text, of which it shows no encoding.
    let encoding = Some(source.file.encoding_name()).filter(|_| !is_stdin);
    let (lines, error) = match listing(source.file.text(), encoding, names) {
        Ok(lines) => (lines, None),
        // CPython prints the tokens of standard input as it reads them, those of a file when it has all.
        Err(mut error) if is_stdin => (std::mem::take(&mut error.listed), Some(error)),
        Err(error) => (String::new(), Some(error)),
    };
    let mut out = output::stdout();
    out.write_all(lines.as_bytes())?;
    output::finish(out)?;
    let Some(error) = error else { return Ok(ExitStatus::Success) };
    writeln!(io::stderr(), "{}{error}", source.name)?;
    Ok(ExitStatus::Failure)
}

/// Standard input with line feeds for all line breaks, as Python's text streams have them.
fn standard_text(mut input: Input, is_stdin: bool) -> Input {
    if is_stdin && input.bytes.contains(&b'\r') {
        let mut bytes = Vec::with_capacity(input.bytes.len());
        for (idx, byte) in input.bytes.iter().copied().enumerate() {
            match (byte, input.bytes.get(idx + 1)) {
                (b'\r', Some(b'\n')) => {}
                (b'\r', _) => bytes.push(b'\n'),
                (byte, _) => bytes.push(byte),
            }
        }
        input.bytes = bytes;
    }
    input
}
