//! `PYTHONWARNINGS` on the command line, as CPython was recorded to mind it.

use std::fs;
use std::process::Command;

use crate::cases::{root, sections};

#[test]
fn warnings_pass_the_filters_of_cpython() {
    let recorded = fs::read_to_string(root().join("testdata/cli/warning_filters.txt")).unwrap();
    let mut cases = sections(&recorded).into_iter();
    let (name, program) = cases.next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(&name), program).unwrap();
    for (value, expected) in cases {
        let done = Command::new(env!("CARGO_BIN_EXE_reskin"))
            .args(["ast", &name])
            .current_dir(folder.path())
            .env("PYTHONWARNINGS", value.trim_matches('"'))
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&done.stderr), expected, "PYTHONWARNINGS={value}");
        let is_error = expected.contains("SyntaxError: ");
        assert_eq!(done.status.code(), Some(i32::from(is_error)), "PYTHONWARNINGS={value}");
    }
}
