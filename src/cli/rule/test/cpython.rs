//! Executing programs with a CPython, all of a rule in one process.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use super::plan::{Job, Step};
use crate::syntax::PythonVersion;

/// The script that executes jobs; it says itself what goes in and out.
const DRIVER: &str = include_str!("driver.py");

/// How often a process is asked whether it has ended.
const POLL: Duration = Duration::from_millis(5);

/// A Python to execute programs with.
#[derive(Debug)]
pub(super) struct CPython {
    path: PathBuf,
    /// The version that it is.
    pub(super) version: PythonVersion,
    timeout: Duration,
}

impl CPython {
    /// Asks the program at `path` for its version.
    pub(super) fn find(path: &Path, timeout: Duration) -> anyhow::Result<Self> {
        let shown = path.display();
        let asked = Command::new(path)
            .args(["-I", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("cannot run {shown}"))?;
        let Ok(version) = String::from_utf8_lossy(&asked.stdout).trim().parse() else {
            bail!("{shown} does not answer as Python 3.5 or later does");
        };
        Ok(Self { path: path.to_owned(), version, timeout })
    }

    /// The outcomes of the jobs, in their order: of each the steps, the code first, then each input.
    pub(super) fn execute(&self, jobs: &[Job]) -> anyhow::Result<Vec<Vec<Step>>> {
        let folder = Folder::new()?;
        let mut child = Command::new(&self.path)
            // Isolated: neither the folder nor the user's packages change what is imported; but installed packages,
            // such as pytest, are there.
            .args(["-I", "-c", DRIVER])
            .env("PYTHONHASHSEED", "0")
            .current_dir(&folder.path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot run {}", self.path.display()))?;
        let input = serde_json::to_vec(jobs)?;
        let answer = self.converse(&mut child, &input)?;
        let outcomes: Vec<Vec<Step>> =
            serde_json::from_slice(&answer).context("Python's answer is not understood")?;
        if outcomes.len() != jobs.len() {
            bail!("Python answered {} jobs, expected {}", outcomes.len(), jobs.len());
        }
        Ok(outcomes)
    }

    /// Writes the input and reads the answer; a process that takes too long is ended.
    fn converse(&self, child: &mut Child, input: &[u8]) -> anyhow::Result<Vec<u8>> {
        let (mut stdin, mut stdout, mut stderr) =
            match (child.stdin.take(), child.stdout.take(), child.stderr.take()) {
                (Some(stdin), Some(stdout), Some(stderr)) => (stdin, stdout, stderr),
                _ => bail!("Python has no pipes"),
            };
        thread::scope(|scope| {
            // A process that ends early closes its input, which its status tells better.
            scope.spawn(move || {
                let _ = stdin.write_all(input);
            });
            let answer = scope.spawn(move || {
                let mut bytes = Vec::new();
                let _ = stdout.read_to_end(&mut bytes);
                bytes
            });
            let said = scope.spawn(move || {
                let mut bytes = Vec::new();
                let _ = stderr.read_to_end(&mut bytes);
                bytes
            });
            let ended = wait(child, self.timeout)?;
            let (answer, said) = (answer.join().unwrap_or_default(), said.join().unwrap_or_default());
            match ended {
                None => bail!("Python took more than {} seconds", self.timeout.as_secs()),
                Some(true) => Ok(answer),
                Some(false) => bail!("Python failed: {}", String::from_utf8_lossy(&said).trim()),
            }
        })
    }
}

/// Whether the process ended well; `None` if it had to be ended.
fn wait(child: &mut Child, timeout: Duration) -> anyhow::Result<Option<bool>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if start.elapsed() >= timeout {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(POLL);
    }
}

/// A folder that goes away with this value.
struct Folder {
    path: PathBuf,
}

impl Folder {
    fn new() -> anyhow::Result<Self> {
        let process = std::process::id();
        for number in 0.. {
            let path = std::env::temp_dir().join(format!("reskin-rule-test-{process}-{number}"));
            match std::fs::create_dir(&path) {
                Ok(()) => return Ok(Self { path }),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).with_context(|| format!("cannot make {}", path.display())),
            }
        }
        bail!("no name for a temporary folder is free")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is in a folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
