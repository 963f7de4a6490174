//! A bar on the terminal, where work takes longer than a second.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Shorter work shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that appears when work takes long.
pub(super) struct Progress {
    n_files: usize,
    n_done: u64,
    started: Instant,
    is_wanted: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(super) fn new(n_files: usize, quiet: bool) -> Self {
        let is_wanted = !quiet && io::stderr().is_terminal();
        Self { n_files, n_done: 0, started: Instant::now(), is_wanted, bar: None }
    }

    /// Counts a file, and prints what it has to say without tearing the bar.
    pub(super) fn around(&mut self, print: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        self.n_done += 1;
        if self.is_wanted && self.bar.is_none() && self.started.elapsed() > PATIENCE {
            self.bar = Some(new_bar(self.n_files as u64));
        }
        match &self.bar {
            Some(bar) => {
                bar.set_position(self.n_done);
                bar.suspend(print)
            }
            None => print(),
        }
    }

    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn new_bar(n_files: u64) -> ProgressBar {
    let bar = ProgressBar::new(n_files);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} files, {eta} left") {
        bar.set_style(style);
    }
    bar
}
