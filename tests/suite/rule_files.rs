//! Rule files: what loads, and what is said of those that do not.

use std::fs;

use reskin::rewrite::rule_file::load;

use crate::cases::{expect_file, files, root, sections};

/// Each case is a rule file called by the case's name; behind `### -> ` are the messages.
#[test]
fn broken_files_are_told_what_is_wrong_and_where() {
    for path in files(&root().join("testdata/rewrite/rule_file"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let mut found = text[..text.find("### ").unwrap()].to_owned();
        for (name, case) in sections(&text) {
            if name == "->" {
                continue;
            }
            let said = match load(&format!("{name}.toml"), &case) {
                Ok(_) => "(loads)".to_owned(),
                Err(errors) => errors.to_string(),
            };
            found.push_str(&format!("### {name}\n{case}### ->\n{said}\n"));
        }
        expect_file(&path, &found);
    }
}

#[test]
fn shipped_rules_load() {
    let mut said = Vec::new();
    for path in files(&root().join("rules"), "toml") {
        if path.file_name().is_some_and(|it| it == "sets.toml") {
            continue;
        }
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        let text = fs::read_to_string(&path).unwrap();
        said.extend(load(&name, &text).err().map(|it| it.to_string()));
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}
