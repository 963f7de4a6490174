//! What the benchmarks share: the files that they run over, and numbers by chance that are the same everywhere.
#![allow(dead_code, reason = "no benchmark needs all of it")]

use std::path::{Path, PathBuf};
use std::{env, fs, thread};

use reskin::syntax;

/// Runs `work` on the texts of the `.py` files below the folders of the command line (default: the test data) that
/// `is_wanted`, on a thread with a stack for deep trees.
pub(crate) fn on_texts(is_wanted: fn(&str) -> bool, work: fn(&[String])) {
    let all = move || {
        let mut folders: Vec<PathBuf> =
            env::args().skip(1).filter(|arg| !arg.starts_with('-')).map(Into::into).collect();
        if folders.is_empty() {
            folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata"));
        }
        work(&read(&folders, is_wanted));
    };
    let deep = thread::Builder::new().stack_size(syntax::DEEP_STACK_BYTES);
    deep.spawn(all).expect("a thread can be started").join().expect("the benchmark runs through");
}

fn read(folders: &[PathBuf], is_wanted: fn(&str) -> bool) -> Vec<String> {
    let mut texts = Vec::new();
    let mut open: Vec<PathBuf> = folders.to_vec();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
        } else if path.extension().is_some_and(|it| it == "py")
            && let Ok(text) = fs::read_to_string(&path)
            && is_wanted(&text)
        {
            texts.push(text);
        }
    }
    texts
}

/// The generator SplitMix64: small, and the same everywhere.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    /// A number below `bound`, which is not 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}
