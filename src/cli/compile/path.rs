//! What compiled files and messages call a file.

use std::io;
use std::path::Path;

use rustpython_wtf8::{CodePoint, Wtf8Buf};

use super::Args;
use crate::text::report::shown_path;
use crate::text::repr::write_str;

/// What code objects of the file at `path` say, and what is wrong with `-s`. `top` is the folder that was given, if
/// it was one.
pub(super) fn code_filename(args: &Args, path: &Path, top: Option<&Path>) -> (String, Option<String>) {
    let shown = shown_path(path);
    let (strip, prepend) = match (&args.destination, top) {
        (Some(destination), Some(top)) => (Some(shown_path(top).into_owned()), Some(destination.clone())),
        (Some(destination), None) => {
            let name = shown.rsplit('/').next().unwrap_or(&shown);
            return (join(destination, name), None);
        }
        (None, _) => (args.strip.clone(), args.prepend.clone()),
    };
    let mut name = None;
    let mut complaint = None;
    if let Some(strip) = &strip {
        let parts: Vec<&str> = shown.split('/').collect();
        let strip_parts: Vec<&str> = strip.split('/').collect();
        match parts.strip_prefix(strip_parts.as_slice()) {
            Some(rest) => name = rest.iter().map(|it| (*it).to_owned()).reduce(|a, b| join(&a, &b)),
            None => {
                complaint = Some(format!(
                    "The stripdir path {} is not a valid prefix for source path {}; ignoring",
                    python_repr(Path::new(strip)),
                    python_repr(path)
                ));
            }
        }
    }
    let name = match prepend {
        Some(prepend) => join(&prepend, name.as_deref().unwrap_or(&shown)),
        None => name.unwrap_or_else(|| shown.into_owned()),
    };
    (name, complaint)
}

/// `os.path.join`.
fn join(folder: &str, name: &str) -> String {
    if name.starts_with('/') || folder.is_empty() {
        return name.to_owned();
    }
    if folder.ends_with('/') { format!("{folder}{name}") } else { format!("{folder}/{name}") }
}

/// `repr` of a path as Python reads it: bytes that are no UTF-8 are lone surrogates.
pub(super) fn python_repr(path: &Path) -> String {
    let mut text = Wtf8Buf::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.extend(CodePoint::from_u32(0xdc00 + u32::from(*byte)));
        }
    }
    let mut repr = String::new();
    write_str(&mut repr, &text);
    repr
}

/// An `OSError` about files, as `compileall` prints it.
pub(super) fn os_error(error: &io::Error, paths: &[&Path]) -> String {
    /// Classes by the numbers of Linux.
    const CLASSES: &[(i32, &str)] = &[
        (1, "PermissionError"),
        (2, "FileNotFoundError"),
        (13, "PermissionError"),
        (17, "FileExistsError"),
        (20, "NotADirectoryError"),
        (21, "IsADirectoryError"),
    ];
    let shown: Vec<String> = paths.iter().map(|it| python_repr(it)).collect();
    let shown = shown.join(" -> ");
    let Some(number) = error.raw_os_error() else { return format!("OSError: {error}: {shown}") };
    let class = CLASSES.iter().find(|(it, _)| *it == number).map_or("OSError", |(_, class)| class);
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    format!("{class}: [Errno {number}] {text}: {shown}")
}
