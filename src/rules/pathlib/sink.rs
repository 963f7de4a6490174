//! Functions that take a path object where they take a string, and do the same with it.
//!
//! The library's signatures name more: what gives its argument back, keeps it where it can be seen, or takes path
//! objects only in newer versions is not among these.
//!
//! Source: `testdata/rules/record_path_sinks.py`, which asks CPython 3.8 to 3.14.

use super::code::Code;
use super::path_expr::version;
use crate::ast::{Call, Expr, ExprId, NodeId, Stmt};
use crate::semantic::types::{Callee, Part};
use crate::semantic::{Qualified, UseKind};

/// What becomes of a path object that is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// A file is named by it, and nothing else shows.
    ToFile,
    /// Its text may be seen in what comes out.
    Shown,
    /// It comes out again, so that the result must not be used.
    Returned,
    /// By the parameter of this name alone.
    ByName(&'static str),
}

const FUNCTIONS: &[(&str, Taken)] = &[
    ("builtins.open", Taken::Shown),
    ("bz2.BZ2File", Taken::ToFile),
    ("bz2.open", Taken::ToFile),
    ("codecs.open", Taken::Shown),
    ("filecmp.cmp", Taken::ToFile),
    ("gzip.GzipFile", Taken::Shown),
    ("gzip.open", Taken::Shown),
    ("importlib.util.spec_from_file_location", Taken::Shown),
    ("io.open", Taken::Shown),
    ("logging.FileHandler", Taken::Shown),
    ("logging.handlers.RotatingFileHandler", Taken::Shown),
    ("lzma.LZMAFile", Taken::ToFile),
    ("lzma.open", Taken::ToFile),
    ("mimetypes.guess_type", Taken::Shown),
    ("os.access", Taken::ToFile),
    ("os.chdir", Taken::ToFile),
    ("os.chmod", Taken::ToFile),
    ("os.chown", Taken::ToFile),
    ("os.fsdecode", Taken::Shown),
    ("os.fsencode", Taken::Shown),
    ("os.fspath", Taken::Shown),
    ("os.fwalk", Taken::Shown),
    ("os.link", Taken::ToFile),
    ("os.listdir", Taken::ToFile),
    ("os.lstat", Taken::ToFile),
    ("os.makedirs", Taken::ToFile),
    ("os.mkdir", Taken::ToFile),
    ("os.mkfifo", Taken::ToFile),
    ("os.open", Taken::ToFile),
    ("os.path.abspath", Taken::ToFile),
    ("os.path.basename", Taken::ToFile),
    ("os.path.dirname", Taken::Shown),
    ("os.path.exists", Taken::ToFile),
    ("os.path.expanduser", Taken::Shown),
    ("os.path.expandvars", Taken::Shown),
    ("os.path.getatime", Taken::ToFile),
    ("os.path.getctime", Taken::ToFile),
    ("os.path.getmtime", Taken::ToFile),
    ("os.path.getsize", Taken::ToFile),
    ("os.path.isabs", Taken::ToFile),
    ("os.path.isdir", Taken::ToFile),
    ("os.path.isfile", Taken::ToFile),
    ("os.path.islink", Taken::ToFile),
    ("os.path.ismount", Taken::Shown),
    ("os.path.join", Taken::Shown),
    ("os.path.lexists", Taken::ToFile),
    ("os.path.normcase", Taken::Shown),
    ("os.path.normpath", Taken::ToFile),
    ("os.path.realpath", Taken::ToFile),
    ("os.path.relpath", Taken::ToFile),
    ("os.path.samefile", Taken::ToFile),
    ("os.path.split", Taken::Shown),
    ("os.path.splitdrive", Taken::Shown),
    ("os.path.splitext", Taken::Shown),
    ("os.pathconf", Taken::ToFile),
    ("os.readlink", Taken::ToFile),
    ("os.remove", Taken::ToFile),
    ("os.removedirs", Taken::Shown),
    ("os.rename", Taken::ToFile),
    ("os.renames", Taken::Shown),
    ("os.replace", Taken::ToFile),
    ("os.rmdir", Taken::ToFile),
    ("os.scandir", Taken::Shown),
    ("os.stat", Taken::ToFile),
    ("os.statvfs", Taken::ToFile),
    ("os.symlink", Taken::Shown),
    ("os.truncate", Taken::ToFile),
    ("os.unlink", Taken::ToFile),
    ("os.utime", Taken::ToFile),
    ("os.walk", Taken::Shown),
    ("shutil.chown", Taken::ToFile),
    ("shutil.copy", Taken::Returned),
    ("shutil.copy2", Taken::Returned),
    ("shutil.copyfile", Taken::Returned),
    ("shutil.copymode", Taken::ToFile),
    ("shutil.copystat", Taken::ToFile),
    ("shutil.copytree", Taken::Returned),
    ("shutil.disk_usage", Taken::ToFile),
    ("shutil.move", Taken::Returned),
    ("shutil.rmtree", Taken::ToFile),
    ("shutil.unpack_archive", Taken::ToFile),
    ("sqlite3.connect", Taken::ToFile),
    ("subprocess.Popen", Taken::ByName("cwd")),
    ("subprocess.call", Taken::ByName("cwd")),
    ("subprocess.check_call", Taken::ByName("cwd")),
    ("subprocess.check_output", Taken::ByName("cwd")),
    ("subprocess.run", Taken::ByName("cwd")),
    ("tarfile.is_tarfile", Taken::ToFile),
    ("tarfile.open", Taken::Shown),
    ("tempfile.NamedTemporaryFile", Taken::ByName("dir")),
    ("tempfile.TemporaryDirectory", Taken::ByName("dir")),
    ("tempfile.TemporaryFile", Taken::ByName("dir")),
    ("tempfile.mkdtemp", Taken::ByName("dir")),
    ("tempfile.mkstemp", Taken::ByName("dir")),
    ("xml.etree.ElementTree.parse", Taken::Shown),
    ("zipfile.ZipFile", Taken::Shown),
    ("zipfile.is_zipfile", Taken::ToFile),
];

/// Classes whose methods take path objects.
const OWNERS: &[&str] = &["configparser.RawConfigParser", "tarfile.TarFile", "zipfile.ZipFile"];

/// The last words of the names of these functions. What `pathlib` has forms for is among them.
pub(super) fn last_words() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().filter_map(|(name, _)| name.rsplit('.').next())
}

/// Whether every use of the value of `expr` takes a path object as well as a string: `Some(true)` if its text may be
/// seen there. Variables and parameters of this file are followed.
pub(super) fn accepts(code: &Code<'_>, expr: ExprId) -> Option<bool> {
    let mut is_shown = false;
    for use_ in code.ctx.analysis.uses_of(expr) {
        match use_.kind {
            UseKind::Statement => {}
            UseKind::PathArgument | UseKind::StringArgument | UseKind::Passed => {
                is_shown |= takes(code, use_.place, use_.kind)?;
            }
            _ => return None,
        }
    }
    Some(is_shown)
}

/// Whether the call that `argument` is passed to takes a path object.
fn takes(code: &Code<'_>, argument: ExprId, kind: UseKind) -> Option<bool> {
    let ast = code.ast();
    let parents = code.ctx.analysis.parents();
    let (node, keyword) = match parents.parent(argument)? {
        NodeId::Expr(call) => (call, None),
        NodeId::Keyword(keyword) => match parents.parent(keyword)? {
            NodeId::Expr(call) => (call, ast[keyword].arg.map(|name| ast.name(name))),
            _ => return None,
        },
        _ => return None,
    };
    let Expr::Call(call) = ast[node] else { return None };
    if let Qualified::Name(name) = code.ctx.file.qualified_name(call.func) {
        if let Some((_, taken)) = FUNCTIONS.iter().find(|(it, _)| *it == name) {
            // What a signature has a type variable or a string for, or what is an object to the stubs, is told by its
            // place.
            let n_paths = if *taken == Taken::Returned { 2 } else { 1 };
            let is_path = kind == UseKind::PathArgument
                || ast[call.args].iter().take(n_paths).any(|it| *it == argument);
            return is_path.then(|| is_taken(code, *taken, &name, node, keyword)).flatten();
        }
        if matches!(name.as_str(), "pathlib.Path" | "pathlib.PurePath") {
            return Some(false);
        }
    }
    if kind == UseKind::PathArgument { by_type(code, call) } else { None }
}

fn is_taken(code: &Code<'_>, taken: Taken, name: &str, call: ExprId, keyword: Option<&str>) -> Option<bool> {
    match taken {
        Taken::ToFile => Some(false),
        Taken::Shown => Some(true),
        Taken::ByName(wanted) => (keyword == Some(wanted)).then_some(true),
        // Before 3.9 it took its source for a string.
        Taken::Returned if name == "shutil.move" && code.ctx.target < version(9) => None,
        Taken::Returned => {
            let is_statement = match code.ctx.analysis.parents().parent(call)? {
                NodeId::Stmt(stmt) => matches!(code.ast()[stmt], Stmt::Expr(_)),
                _ => false,
            };
            is_statement.then_some(false)
        }
    }
}

/// Methods, by their class, and functions of this file, by their annotations.
fn by_type(code: &Code<'_>, call: Call) -> Option<bool> {
    match code.ctx.analysis.type_of(call.func).only()? {
        Part::Function(Callee::Method { owner, .. }) => {
            let name = owner.qualified.as_str();
            if name.starts_with("pathlib.") { Some(false) } else { OWNERS.contains(&name).then_some(true) }
        }
        Part::Function(Callee::Local(..)) => Some(true),
        Part::Function(Callee::Library(_) | Callee::Lambda(_))
        | Part::Instance(_)
        | Part::Class { .. }
        | Part::Module(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_sorted_by_name() {
        assert!(FUNCTIONS.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn functions_are_recorded_to_do_the_same_with_a_path_object() {
        let record = include_str!("../../../testdata/rules/path_sinks.txt");
        for (name, taken) in FUNCTIONS {
            let recorded = |line: &'static str| line.strip_prefix(*name)?.strip_prefix(": ");
            let found: Vec<&str> = record.lines().filter_map(recorded).collect();
            let fits = |it: &&str| match taken {
                Taken::ToFile | Taken::Shown | Taken::ByName(_) => *it == "same",
                Taken::Returned => *it == "returned" || *it == "raises AttributeError (3.8)",
            };
            assert!(!found.is_empty() && found.iter().all(fits), "{name}: {found:?}");
        }
    }
}
