//! Writing a `.pyc` file: beside its place, and moved there, so that nobody reads half of one.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::path::os_error;
use crate::bytecode::CodeObject;
use crate::bytecode::pyc::{Provenance, Pyc};
use crate::text::report::shown_path;

/// What speaks against a `.pyc` file at `target`, if something does: it would become what it is not.
pub(super) fn check_place(target: &Path) -> Result<(), String> {
    // Of what cannot be looked at, writing says what is wrong.
    let Ok(found) = fs::symlink_metadata(target) else { return Ok(()) };
    let (what, which) = if found.is_symlink() {
        ("a symlink", "a regular file")
    } else if !found.is_file() {
        ("a non-regular file", "a regular one")
    } else {
        return Ok(());
    };
    let shown = shown_path(target);
    Err(format!(
        "FileExistsError: {shown} is {what} and will be changed into {which} if import writes a byte-compiled file to it"
    ))
}

/// Writes the file with the mode of its source, of which `source` tells. The error is what `compileall` prints.
pub(super) fn write_pyc(
    code: CodeObject,
    provenance: Provenance,
    target: &Path,
    source: &Metadata,
) -> Result<(), String> {
    let bytes =
        Pyc { provenance, code: Arc::new(code) }.write().map_err(|error| format!("ValueError: {error}"))?;
    let mut temporary = target.as_os_str().to_owned();
    temporary.push(format!(".{}", unique_number()));
    let temporary = Path::new(&temporary);
    let file = match create(temporary, source) {
        // Only the first file of a folder finds that there is none, or that a file is in its way, which then is the
        // error that counts.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            make_folders(target.parent().unwrap_or(Path::new("")))?;
            create(temporary, source)
        }
        created => created,
    };
    let written = file.and_then(|mut file| file.write_all(&bytes));
    written.map_err(|error| os_error(&error, &[temporary])).and_then(|()| {
        fs::rename(temporary, target).map_err(|error| {
            // Nothing is left of a file that has no place; that this fails too tells nothing new.
            let _ = fs::remove_file(temporary);
            os_error(&error, &[temporary, target])
        })
    })
}

/// A number that no other process and no other file of this one has.
fn unique_number() -> String {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    format!("{}{:08}", process::id(), COUNTER.fetch_add(1, Ordering::Relaxed))
}

/// `os.makedirs`, but for a folder that is there, or something else in its place.
fn make_folders(folder: &Path) -> Result<(), String> {
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    if let Some(parent) = folder.parent().filter(|it| !it.exists()) {
        make_folders(parent)?;
    }
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(os_error(&error, &[folder])),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A new file with the source's permissions to read and write, as far as the process may give them, and that the
/// owner may write.
#[cfg(unix)]
fn create(path: &Path, source: &Metadata) -> io::Result<File> {
    use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
    const READ_WRITE: u32 = 0o666;
    const OWNER_WRITES: u32 = 0o200;
    let mode = source.permissions().mode();
    OpenOptions::new().write(true).create_new(true).mode((mode | OWNER_WRITES) & READ_WRITE).open(path)
}

#[cfg(not(unix))]
fn create(path: &Path, _: &Metadata) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
