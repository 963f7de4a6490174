//! Whether a file that was found holds Python.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Endings of the names of Python files: modules, stubs, programs with windows.
const EXTENSIONS: &[&str] = &["py", "pyi", "pyw"];

/// Longest first line of a script that is looked at, in bytes; Linux reads no more either.
const MAX_SHEBANG_BYTES: u64 = 256;

/// Whether the name says that it holds Python.
pub(super) fn has_python_name(path: &Path) -> bool {
    path.extension().is_some_and(|it| EXTENSIONS.iter().any(|known| it == *known))
}

/// Whether it is a script without an ending whose first line has it run by a Python.
pub(super) fn is_python_script(path: &Path) -> bool {
    if path.extension().is_some() {
        return false;
    }
    let mut start = Vec::new();
    let read = File::open(path).and_then(|it| it.take(MAX_SHEBANG_BYTES).read_to_end(&mut start));
    if read.is_err() || !start.starts_with(b"#!") {
        return false;
    }
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    memchr::memmem::find(line, b"python").is_some()
}
