//! The distributions that a project depends on, by normalized name (PEP 503).
//!
//! Read from every file in the project's folder where one is usually named: `pyproject.toml` (PEP 621, PEP 735,
//! Poetry, build requirements left out), `requirements*.txt` also in `requirements/`, `setup.cfg`, `setup.py` (its
//! string literals that look like requirements in a list of requirements), `tox.ini`. Only names are read: a rule
//! asks whether the project knows a library, not which version of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use toml::de::{DeTable, DeValue};

use super::file::{find, read_text};

/// Files that mark the root of a project.
const MARKERS: &[&str] = &["pyproject.toml", "setup.py", "setup.cfg", "tox.ini"];

/// Whether `folder` looks like the root of a project.
pub(super) fn is_project(folder: &Path) -> bool {
    MARKERS.iter().any(|name| folder.join(name).is_file()) || !requirement_files(folder).is_empty()
}

/// The normalized names of what the project in `folder` depends on.
pub(super) fn in_folder(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let text_of = |name: &str| read_text(&folder.join(name)).unwrap_or_default();
    from_pyproject(&text_of("pyproject.toml"), &mut names);
    from_ini(&text_of("setup.cfg"), &mut names);
    from_ini(&text_of("tox.ini"), &mut names);
    from_setup_py(&text_of("setup.py"), &mut names);
    for path in requirement_files(folder) {
        from_requirements(&read_text(&path).unwrap_or_default(), &mut names);
    }
    names
}

/// `requirements*.txt` and `requirements/*.txt`, sorted.
fn requirement_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let listed = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path());
    let name = |path: &Path| path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let mut files: Vec<_> = listed(folder)
        .filter(|path| name(path).contains("requirements") && name(path).ends_with(".txt"))
        .chain(listed(&folder.join("requirements")).filter(|path| name(path).ends_with(".txt")))
        .collect();
    files.sort();
    files
}

fn from_pyproject(text: &str, names: &mut BTreeSet<String>) {
    let Ok(table) = DeTable::parse(text) else { return };
    let table = table.get_ref();
    if let Some(project) = find(table, "project").and_then(DeValue::as_table) {
        if let Some(list) = find(project, "dependencies") {
            add_list(list, names);
        }
        add_lists(find(project, "optional-dependencies"), names);
    }
    add_lists(find(table, "dependency-groups"), names);
    let tool = find(table, "tool").and_then(DeValue::as_table);
    if let Some(poetry) = tool.and_then(|it| find(it, "poetry")).and_then(DeValue::as_table) {
        from_poetry(poetry, names);
    }
}

/// Poetry names distributions by the keys of tables.
fn from_poetry(poetry: &DeTable<'_>, names: &mut BTreeSet<String>) {
    let mut add_keys = |table: Option<&DeValue<'_>>| {
        for (key, _) in table.and_then(DeValue::as_table).into_iter().flatten() {
            add(key.get_ref(), names);
        }
    };
    add_keys(find(poetry, "dependencies"));
    add_keys(find(poetry, "dev-dependencies"));
    for (_, group) in find(poetry, "group").and_then(DeValue::as_table).into_iter().flatten() {
        add_keys(group.get_ref().as_table().and_then(|it| find(it, "dependencies")));
    }
}

fn add_lists(table: Option<&DeValue<'_>>, names: &mut BTreeSet<String>) {
    for (_, list) in table.and_then(DeValue::as_table).into_iter().flatten() {
        add_list(list.get_ref(), names);
    }
}

fn add_list(list: &DeValue<'_>, names: &mut BTreeSet<String>) {
    for item in list.as_array().into_iter().flat_map(|it| it.iter()) {
        if let Some(requirement) = item.get_ref().as_str() {
            add(requirement, names);
        }
    }
}

fn from_requirements(text: &str, names: &mut BTreeSet<String>) {
    for line in text.lines().map(str::trim) {
        match line.split_once("#egg=") {
            Some((_, egg)) => add(egg, names),
            // Options, such as `-r other.txt`, and links name nothing here.
            None if line.starts_with('-') || line.contains("://") && !line.contains(" @ ") => {}
            None => add(line, names),
        }
    }
}

/// Keys of INI files below which a line is a requirement.
const INI_KEYS: &[&str] = &["install_requires", "tests_require", "deps", "requires", "setup_requires"];

/// Requirements below the keys that hold them, in `[options.extras_require]` below every key.
fn from_ini(text: &str, names: &mut BTreeSet<String>) {
    let (mut is_extras, mut is_list) = (false, false);
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with('[') && trimmed.ends_with(']') && !line.starts_with(char::is_whitespace) {
            (is_extras, is_list) = (trimmed == "[options.extras_require]", false);
        } else if line.starts_with(char::is_whitespace) {
            if is_list {
                // tox writes `py38: pytest` for one of its environments.
                add(trimmed.rsplit_once(": ").map_or(trimmed, |(_, it)| it), names);
            }
        } else if let Some((key, value)) = line.split_once('=') {
            is_list = is_extras || INI_KEYS.contains(&key.trim());
            if is_list {
                add(value.trim(), names);
            }
        }
    }
}

/// Strings in the lists that keyword arguments of `setup()` or names of the script such as `tests_require` hold.
fn from_setup_py(text: &str, names: &mut BTreeSet<String>) {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b\w*(?:require|dependencies)\w*\s*=\s*[\[({]").expect("the pattern is valid")
    });
    static STRING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"["']([^"'\n]*)["']\s*(:?)"#).expect("the pattern is valid"));
    for found in LIST.find_iter(text) {
        let rest = &text[found.end()..];
        for string in STRING.captures_iter(&rest[..closing(rest)]) {
            // What stands before a colon is the name of an extra.
            if string[2].is_empty() {
                add(&string[1], names);
            }
        }
    }
}

/// Where the bracket that was opened before `text` closes, brackets in strings counted too: they come in pairs.
fn closing(text: &str) -> usize {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// Adds the name that a requirement (PEP 508) starts with, if it does.
fn add(requirement: &str, names: &mut BTreeSet<String>) {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:$|[\[<>=!~;@,( #])")
            .expect("the pattern is valid")
    });
    if let Some(name) = NAME.captures(requirement.trim()) {
        names.insert(normalized(&name[1]));
    }
}

/// Lower case, runs of `-`, `_` and `.` one `-`.
fn normalized(name: &str) -> String {
    let parts: Vec<_> = name.split(['-', '_', '.']).filter(|it| !it.is_empty()).collect();
    parts.join("-").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(read: fn(&str, &mut BTreeSet<String>), text: &str) -> Vec<String> {
        let mut names = BTreeSet::new();
        read(text, &mut names);
        names.into_iter().collect()
    }

    #[test]
    fn pyproject() {
        let text = r#"
            [project]
            dependencies = ["Attrs>=20", "zope.interface ; python_version < '4'", "x[y]==1"]
            optional-dependencies = { test = ["pytest"] }
            [dependency-groups]
            dev = ["mypy", { include-group = "test" }]
            [tool.poetry.dependencies]
            python = "^3.8"
            django = { version = "4" }
            [tool.poetry.group.dev.dependencies]
            black = "*"
        "#;
        let expected = ["attrs", "black", "django", "mypy", "pytest", "python", "x", "zope-interface"];
        assert_eq!(names(from_pyproject, text), expected);
    }

    #[test]
    fn requirements() {
        let text =
            "# all\n-r base.txt\npytest>=7  # why\nsix\ngit+https://h/x.git#egg=Foo_Bar\nhttps://h/x.whl\n";
        assert_eq!(names(from_requirements, text), ["foo-bar", "pytest", "six"]);
    }

    #[test]
    fn ini_files() {
        let cfg = "[metadata]\nname = x\nlicense = MIT\n[options]\ninstall_requires =\n  six>=1\n  attrs\n\
                   [options.extras_require]\ntest = pytest\n";
        assert_eq!(names(from_ini, cfg), ["attrs", "pytest", "six"]);
        let tox = "[testenv]\ndeps =\n    py38: pytest\n    -r req.txt\n    mock\ncommands = pytest\n";
        assert_eq!(names(from_ini, tox), ["mock", "pytest"]);
    }

    #[test]
    fn setup_py() {
        let text = "tests_require = ['pytest']\nsetup(name='x', install_requires=['six', \"a [b]\"],\n\
                    extras_require={'dev': ['mypy']}, keywords=['nothing'])\n";
        assert_eq!(names(from_setup_py, text), ["a", "mypy", "pytest", "six"]);
    }
}
