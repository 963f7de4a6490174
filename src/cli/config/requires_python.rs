//! The oldest Python that a project says it runs on.
//!
//! It is the oldest minor version of which some release fits `requires-python` (PEP 440), of `pyproject.toml`, Poetry's
//! `python`, `setup.cfg` or `setup.py`, whichever is there first.

use std::path::Path;
use std::str::FromStr as _;
use std::sync::LazyLock;

use pep440_rs::{Version, VersionSpecifiers};
use regex::Regex;
use toml::de::DeTable;

use super::document::shown;
use super::file::{find, read_text};
use super::origin::{Origin, Sourced};
use crate::syntax::PythonVersion;

/// Patch releases that are tried of each minor version; CPython has made no more than 24 of one.
const MAX_PATCH: u64 = 40;

/// Finds the specifiers in the text of a file.
type Reader = fn(&str) -> Option<String>;

/// The oldest Python of the project in `folder` itself, and what says so.
pub(super) fn in_folder(folder: &Path) -> Option<Sourced<PythonVersion>> {
    let sources: [(&str, Reader); 3] =
        [("pyproject.toml", in_pyproject), ("setup.cfg", in_setup_cfg), ("setup.py", in_setup_py)];
    sources.into_iter().find_map(|(name, read)| {
        let path = folder.join(name);
        let specifiers = read(&read_text(&path).ok()?)?;
        let value = oldest(&specifiers)?;
        let what = format!("`requires-python = \"{specifiers}\"` in {}", shown(&path));
        Some(Sourced { value, origin: Origin::Project(what) })
    })
}

/// The oldest minor version of which a release fits.
fn oldest(specifiers: &str) -> Option<PythonVersion> {
    let specifiers = VersionSpecifiers::from_str(specifiers).ok()?;
    (0..=PythonVersion::NEWEST.minor()).filter_map(PythonVersion::new).find(|version| {
        let minor = u64::from(version.minor());
        (0..=MAX_PATCH).any(|patch| specifiers.contains(&Version::new([3, minor, patch])))
    })
}

fn in_pyproject(text: &str) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let table = table.get_ref();
    let of_project =
        || Some(find(find(table, "project")?.as_table()?, "requires-python")?.as_str()?.to_owned());
    let of_poetry = || {
        let poetry = find(find(table, "tool")?.as_table()?, "poetry")?.as_table()?;
        find(find(poetry, "dependencies")?.as_table()?, "python")?.as_str().map(from_poetry)
    };
    of_project().or_else(of_poetry)
}

/// Poetry's carets and tildes as what they say of the lower end; alternatives count from the first.
fn from_poetry(text: &str) -> String {
    let first = text.split("||").next().unwrap_or_default();
    let parts: Vec<String> = first
        .split(',')
        .map(|part| match part.trim() {
            "*" => ">=3".to_owned(),
            part if part.starts_with("~=") => part.to_owned(),
            part if part.starts_with(['^', '~']) => format!(">={}", &part[1..]),
            part if part.starts_with(|c: char| c.is_ascii_digit()) => format!("=={part}"),
            part => part.to_owned(),
        })
        .collect();
    parts.join(",")
}

fn in_setup_cfg(text: &str) -> Option<String> {
    static KEY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^python_requires\s*=\s*(\S.*?)\s*$").expect("the pattern is valid")
    });
    Some(KEY.captures(text)?[1].to_owned())
}

fn in_setup_py(text: &str) -> Option<String> {
    static KEY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"\bpython_requires\s*=\s*["']([^"']+)["']"#).expect("the pattern is valid")
    });
    Some(KEY.captures(text)?[1].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_minor_version_with_a_release_that_fits() {
        for (specifiers, expected) in [
            (">=3.9", Some(9)),
            (">=3.9, <4", Some(9)),
            ("~=3.8", Some(8)),
            ("~=3.8.2", Some(8)),
            (">3.7", Some(7)),
            (">3.7.99", Some(8)),
            (">=3.8,!=3.8.*", Some(9)),
            ("==3.11.*", Some(11)),
            ("==3.11.4", Some(11)),
            (">=2.7, !=3.0.*, !=3.1.*", Some(2)),
            (">=3", Some(0)),
            (">=3.99", None),
            ("three", None),
        ] {
            assert_eq!(oldest(specifiers).map(PythonVersion::minor), expected, "{specifiers}");
        }
    }

    #[test]
    fn every_file_that_names_versions_is_understood() {
        let poetry = "[tool.poetry.dependencies]\npython = \"^3.10\"\n";
        assert_eq!(in_pyproject(poetry).as_deref(), Some(">=3.10"));
        let project = "[project]\nrequires-python = \">=3.12\"\n";
        assert_eq!(in_pyproject(project).as_deref(), Some(">=3.12"));
        assert_eq!(in_setup_cfg("[options]\npython_requires = >=3.7\n").as_deref(), Some(">=3.7"));
        assert_eq!(in_setup_py("setup(python_requires='>=3.6')").as_deref(), Some(">=3.6"));
    }
}
