//! Which versions accept a program: `validate` against what CPython 3.6 to 3.15 said of `testdata/validation`.

use std::fs;

use reskin::syntax::{PythonVersion, parse, validate};

use crate::cases::{root, sections};

#[test]
fn programs_are_accepted_by_the_versions_that_accept_them() {
    let dir = root().join("testdata/validation");
    let cases = sections(&fs::read_to_string(dir.join("cases.txt")).unwrap());
    let recorded = fs::read_to_string(dir.join("versions.txt")).unwrap();
    let mut lines = recorded.lines();
    let asked: Vec<&str> = lines.next().unwrap().trim_start_matches("# ").split(' ').collect();
    let mut wrong = Vec::new();
    for ((name, source), line) in cases.iter().zip(lines.by_ref()) {
        let (recorded_name, accepting) = line.split_once(':').unwrap();
        assert_eq!(name, recorded_name, "versions.txt is out of step: run record.py");
        let accepting: Vec<&str> = accepting.split_whitespace().collect();
        let parse = parse(source);
        for version in &asked {
            let problems = validate(&parse, version.parse::<PythonVersion>().unwrap());
            if problems.is_empty() != accepting.contains(version) {
                wrong.push(format!(
                    "{name} in {version}: {:?}",
                    problems.first().map(|it| it.kind.to_string())
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(lines.next().is_none() && cases.len() > 50);
}

#[test]
fn a_version_that_is_not_read_is_no_version() {
    for text in ["3.16", "2.7", "3", "3.x", ""] {
        let error = text.parse::<PythonVersion>().unwrap_err();
        assert!(error.to_string().contains(&format!("found `{text}`")), "{error}");
    }
}
