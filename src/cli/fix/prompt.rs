//! The person at the other end.

use std::io::{self, BufRead as _, Write as _};
use std::process::Command;

/// Whoever answers questions.
pub(super) trait Prompt: Send {
    /// Shows text.
    fn show(&mut self, text: &str) -> io::Result<()>;

    /// The answer to a question, without its line break; nothing at the end of the input.
    fn ask(&mut self, question: &str) -> io::Result<Option<String>>;

    /// `text` as it was edited; nothing if there is no editor or it was left without saving.
    fn edit(&mut self, text: &str) -> io::Result<Option<String>>;
}

/// Questions on standard error, answers on standard input, a line each.
pub(super) struct Terminal;

impl Prompt for Terminal {
    fn show(&mut self, text: &str) -> io::Result<()> {
        anstream::stderr().lock().write_all(text.as_bytes())
    }

    fn ask(&mut self, question: &str) -> io::Result<Option<String>> {
        let mut err = io::stderr().lock();
        err.write_all(question.as_bytes())?;
        err.flush()?;
        let mut line = String::new();
        let n_bytes = io::stdin().lock().read_line(&mut line)?;
        Ok((n_bytes > 0).then(|| line.trim().to_owned()))
    }

    fn edit(&mut self, text: &str) -> io::Result<Option<String>> {
        let Some(editor) = ["VISUAL", "EDITOR"].into_iter().find_map(std::env::var_os) else {
            self.show("neither VISUAL nor EDITOR names an editor\n")?;
            return Ok(None);
        };
        let mut file = tempfile::Builder::new().prefix("reskin-").suffix(".py").tempfile()?;
        file.write_all(text.as_bytes())?;
        // An editor's variable may hold arguments, which a shell takes apart.
        let mut command = Command::new("sh");
        command.arg("-c").arg("eval \"$RESKIN_EDITOR \\\"\\$1\\\"\"").arg("sh").arg(file.path());
        let status = command.env("RESKIN_EDITOR", editor).status()?;
        if !status.success() {
            return Ok(None);
        }
        let edited = std::fs::read_to_string(file.path())?;
        Ok((edited != text).then_some(edited))
    }
}
