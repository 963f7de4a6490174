//! Replacing the content of a file: all of it or nothing.
//!
//! The new content goes to a temporary file in the same folder, with the mode and owner of the old one, and is moved to
//! its place. A symbolic link stays a link: what it leads to is replaced. A file with more than one name (hard links)
//! would lose the others by a move, so it is written in place, once the temporary file has shown that there is room,
//! and gets its old content back if that fails. A file that is not what was read is not touched.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Why the content of a file is not replaced; it is as it was, unless that is denied.
#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum ReplaceError {
    /// Nobody may write it.
    #[error("cannot write it: it is read-only")]
    ReadOnly,
    /// A device, a pipe or a folder.
    #[error("cannot write it: it is no regular file")]
    NotRegular,
    /// Somebody else wrote it.
    #[error("it changed while it was worked on, and is left as it is")]
    Changed,
    /// The system says no.
    #[error("cannot write it: {0}; it is left as it is")]
    Io(#[from] io::Error),
    /// The system says no in the middle of it, and again when the old content is put back.
    #[error("cannot write it: {error}; its old content could not be put back and is in {}", .backup.display())]
    Lost {
        /// The first failure.
        error: io::Error,
        /// Where the old content is.
        backup: PathBuf,
    },
}

/// Replaces the content of the file at `path`, which was read as `old`, by `new`.
pub(in crate::cli) fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), ReplaceError> {
    let path = fs::canonicalize(path)?;
    let metadata = fs::metadata(&path)?;
    if !metadata.is_file() {
        return Err(ReplaceError::NotRegular);
    }
    if metadata.permissions().readonly() {
        return Err(ReplaceError::ReadOnly);
    }
    // Moving a file to the place of another asks for the folder's permission alone; this asks for the file's.
    let mut file = File::options().read(true).write(true).open(&path)?;
    let temporary = match written_beside(&path, new) {
        Ok(temporary) => Some(temporary),
        // A file in a folder that nothing can be added to can still be written in place.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => None,
        Err(error) => return Err(error.into()),
    };
    if !holds(&mut file, old)? {
        return Err(ReplaceError::Changed);
    }
    match temporary {
        Some(temporary) if !has_other_names(&metadata) && take_after(&metadata, &temporary).is_ok() => {
            temporary.persist(&path).map_err(|error| error.error)?;
            Ok(())
        }
        _ => write_in_place(&mut file, &path, old, new),
    }
}

fn written_beside(path: &Path, content: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut file = tempfile::Builder::new().prefix(".reskin-").suffix(".tmp").tempfile_in(folder)?;
    // Through the file itself: the wrapper's errors name the temporary file, which nobody asked for.
    file.as_file_mut().write_all(content)?;
    Ok(file)
}

/// Whether the content of the file is `expected`.
fn holds(file: &mut File, expected: &[u8]) -> io::Result<bool> {
    if file.metadata()?.len() != expected.len() as u64 {
        return Ok(false);
    }
    let mut actual = Vec::with_capacity(expected.len());
    file.seek(io::SeekFrom::Start(0))?;
    file.read_to_end(&mut actual)?;
    Ok(actual == expected)
}

fn write_in_place(file: &mut File, path: &Path, old: &[u8], new: &[u8]) -> Result<(), ReplaceError> {
    let Err(error) = overwrite(file, new) else { return Ok(()) };
    if overwrite(file, old).is_ok() {
        return Err(error.into());
    }
    let backup =
        std::env::temp_dir().join(path.file_name().unwrap_or_default()).with_extension("reskin-backup");
    match fs::write(&backup, old) {
        Ok(()) => Err(ReplaceError::Lost { error, backup }),
        Err(second) => Err(ReplaceError::Io(io::Error::other(format!("{error}; {second}")))),
    }
}

fn overwrite(file: &mut File, content: &[u8]) -> io::Result<()> {
    file.seek(io::SeekFrom::Start(0))?;
    file.write_all(content)?;
    file.set_len(content.len() as u64)
}

#[cfg(unix)]
fn has_other_names(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    metadata.nlink() > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Gives the temporary file the owner and the mode of the old one.
#[cfg(unix)]
fn take_after(old: &Metadata, temporary: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let new = temporary.as_file().metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        std::os::unix::fs::fchown(temporary.as_file(), Some(old.uid()), Some(old.gid()))?;
    }
    // After the owner: a change of that clears the set-user-id bits.
    temporary.as_file().set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn take_after(old: &Metadata, temporary: &NamedTempFile) -> io::Result<()> {
    temporary.as_file().set_permissions(old.permissions())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn mode_links_and_other_names_stay() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link, other) =
            (folder.path().join("x.py"), folder.path().join("link.py"), folder.path().join("other.py"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o751)).unwrap();
        symlink("x.py", &link).unwrap();
        replace(&link, b"old", b"newer").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"newer");
        assert_eq!(fs::metadata(&file).unwrap().mode() & 0o7777, 0o751);
        fs::hard_link(&file, &other).unwrap();
        replace(&file, b"newer", b"new").unwrap();
        assert_eq!(fs::read(&other).unwrap(), b"new");
        assert_eq!(fs::metadata(&file).unwrap().ino(), fs::metadata(&other).unwrap().ino());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn what_is_not_what_was_read_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.py");
        fs::write(&file, "theirs").unwrap();
        assert!(matches!(replace(&file, b"old", b"new"), Err(ReplaceError::Changed)));
        assert!(matches!(replace(&file, b"mytext", b"new"), Err(ReplaceError::Changed)));
        assert_eq!(fs::read(&file).unwrap(), b"theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
