//! Where a `.pyc` file lies, and whether it is up to date.

use std::env;
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use siphasher::sip::SipHasher13;
use std::hash::Hasher as _;

use crate::bytecode::pyc::{MAGIC_NUMBER, Provenance};

/// What tells that a source has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Invalidation {
    /// Its hash, which CPython looks at on each import.
    CheckedHash,
    /// Its time and size.
    Timestamp,
    /// Nothing does.
    UncheckedHash,
}

impl Invalidation {
    /// What CPython does if nothing is said: reproducible builds want no times.
    pub(super) fn from_environment() -> Self {
        match env::var_os("SOURCE_DATE_EPOCH") {
            Some(value) if !value.is_empty() => Self::CheckedHash,
            _ => Self::Timestamp,
        }
    }

    /// What the header of the `.pyc` file says of the source with these bytes, of which `source` tells.
    pub(super) fn provenance(self, source: &Metadata, bytes: &[u8]) -> Provenance {
        match self {
            Self::Timestamp => {
                // CPython keeps both modulo 2 to the 32nd.
                Provenance::Timestamp {
                    seconds: modified(source).unwrap_or(0) as u32,
                    size: bytes.len() as u32,
                }
            }
            Self::CheckedHash => Provenance::Hash { hash: source_hash(bytes), is_checked: true },
            Self::UncheckedHash => Provenance::Hash { hash: source_hash(bytes), is_checked: false },
        }
    }
}

/// `_imp.source_hash`: SipHash-1-3 with the magic number, as it stands in a file, for a key.
fn source_hash(bytes: &[u8]) -> [u8; 8] {
    let [low, high] = MAGIC_NUMBER.to_le_bytes();
    let key = u32::from_le_bytes([low, high, b'\r', b'\n']);
    let mut hasher = SipHasher13::new_with_keys(key.into(), 0);
    hasher.write(bytes);
    hasher.finish().to_le_bytes()
}

/// Seconds since 1970 of the last change; before it they are negative, with what is less than a second cut off.
fn modified(file: &Metadata) -> Option<i64> {
    let time = file.modified().ok()?;
    Some(match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_secs().cast_signed(),
        Err(error) => -error.duration().as_secs().cast_signed(),
    })
}

/// Whether the `.pyc` file at `cached` is of the source as it is now, by the time.
pub(super) fn is_up_to_date(source: &Metadata, cached: &Path) -> bool {
    const START: usize = 12;
    let mut actual = [0; START];
    let read = fs::File::open(cached).and_then(|mut file| file.read_exact(&mut actual));
    let (Ok(()), Some(seconds)) = (read, modified(source)) else { return false };
    let mut expected = [0; START];
    expected[..2].copy_from_slice(&MAGIC_NUMBER.to_le_bytes());
    expected[2..4].copy_from_slice(b"\r\n");
    expected[8..].copy_from_slice(&(seconds as u32).to_le_bytes());
    actual == expected
}

/// `importlib.util.cache_from_source`, or the place beside the source.
pub(super) fn place(source: &Path, level: i64, is_legacy: bool) -> PathBuf {
    if is_legacy {
        let mut name = source.as_os_str().to_owned();
        name.push("c");
        return name.into();
    }
    let tag = match level {
        ..=0 => String::new(),
        1.. => format!(".opt-{level}"),
    };
    // `.py` is a name without an ending, `a.` has an empty one.
    let name = source.file_name().unwrap_or_default().as_encoded_bytes();
    let stem = name.strip_suffix(b".py").filter(|it| !it.is_empty()).unwrap_or(b"py");
    let mut name = os_string(stem);
    name.push(format!(".cpython-314{tag}.pyc"));
    let folder = source.parent().unwrap_or(Path::new(""));
    match env::var_os("PYTHONPYCACHEPREFIX").filter(|it| !it.is_empty()) {
        Some(prefix) => below(Path::new(&prefix), folder).join(name),
        None => folder.join("__pycache__").join(name),
    }
}

fn os_string(bytes: &[u8]) -> OsString {
    #[cfg(unix)]
    return std::os::unix::ffi::OsStringExt::from_vec(bytes.to_owned());
    #[cfg(not(unix))]
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// The absolute path of a folder, `..` and all, below another folder.
fn below(prefix: &Path, folder: &Path) -> PathBuf {
    let absolute = match env::current_dir() {
        Ok(current) => current.join(folder),
        Err(_) => folder.to_owned(),
    };
    prefix.join(absolute.components().skip_while(|it| !is_relative(it)).collect::<PathBuf>())
}

fn is_relative(component: &Component<'_>) -> bool {
    !matches!(component, Component::RootDir | Component::Prefix(_))
}
