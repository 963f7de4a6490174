//! Rule files: what loads, and what is said of those that do not.

use std::fs;
use std::path::Path;
use std::process::Command;

use reskin::rewrite::Acceptance;
use reskin::rewrite::rule_file::load;
use reskin::rewrite::rule_set::{ArgumentChange, Catalog, Choice, Rename, Selection};

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
fn shipped_rules_name_rules_and_sets_that_there_are() {
    let catalog = Catalog::shipped().unwrap();
    let dangling: Vec<_> = catalog.dangling().unwrap().iter().map(ToString::to_string).collect();
    assert!(dangling.is_empty(), "{}", dangling.join("\n"));
    for rule in catalog.rules() {
        let home = &rule.sets[0];
        assert_eq!(
            rule.file,
            format!("rules/{home}/{}.toml", rule.id),
            "a rule is in the folder of its home"
        );
    }
}

/// Case: `key = words` lines that make a selection from the rules of the file's head; behind `### ->`, what is on,
/// and why the others are off.
#[test]
fn rules_are_selected() {
    let path = root().join("testdata/rewrite/rule_set.txt");
    let text = fs::read_to_string(&path).unwrap();
    let head = &text[..text.find("### ").unwrap()];
    let catalog = catalog(head);
    let mut found = head.to_owned();
    for (name, case) in sections(&text) {
        if name == "->" {
            continue;
        }
        found.push_str(&format!("### {name}\n{case}### ->\n"));
        match catalog.states(&selection(&case)) {
            Err(error) => found.push_str(&format!("{error}\n")),
            Ok(states) => {
                for (rule, off) in states {
                    let state = off.map_or("on".to_owned(), |off| format!("off: {off}"));
                    found.push_str(&format!("{}: {state}\n", rule.id));
                }
            }
        }
    }
    expect_file(&path, &found);
}

const SETS: &str = r#"
[sets.pathlib]
title = "p"
include = ["os-*"]

[sets.pytest]

[sets.all-of-it]
implies = ["pathlib", "pytest"]
"#;

/// The rules of a table `| id | sets | tags | level | min | requires |`, and three sets.
fn catalog(head: &str) -> Catalog {
    let mut catalog = Catalog::default();
    catalog.add_sets("sets.toml", SETS).unwrap();
    catalog.add_version_sets();
    let rows = head.lines().filter(|it| it.starts_with("| ") && !it.starts_with("| id"));
    for row in rows {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let [_, id, sets, tags, level, min, requires, _] = cells[..] else { panic!("{row}") };
        let list = |cell: &str| format!("{:?}", cell.split_whitespace().collect::<Vec<_>>());
        let assume = if level == "assumes" { "[[assume]]\nid = \"a\"\nbecause = \"b\"\n" } else { "" };
        let text = format!(
            r#"schema = 1
[rule]
id = "{id}"
title = "t"
rationale = "r"
sets = {}
tags = {}
min_version = "{min}"
requires = {}
[[rewrite]]
from = "m.f"
to = "m.g"
[safety]
level = "{level}"
{assume}
[[example]]
before = "m.f"
after = "m.g"
differs = {}
"#,
            list(sets),
            list(tags),
            list(requires),
            level == "changes",
        );
        catalog.add_local(&format!("{id}.toml"), &text).unwrap();
    }
    catalog
}

fn selection(case: &str) -> Selection {
    let mut selection = Selection::default();
    for line in case.lines() {
        let (key, words) = line.split_once(" = ").unwrap();
        let words = words.split_whitespace();
        let configured = || words.clone().map(Choice::configured).collect();
        match key {
            "select" => selection.select = configured(),
            "--select" => selection.select = words.map(Choice::on_command_line).collect(),
            "extend-select" => selection.extend_select = configured(),
            "ignore" => selection.ignore = configured(),
            "tier" => selection.tier = words.last().and_then(|it| it.parse().ok()),
            "target" => selection.target = words.last().and_then(|it| it.parse().ok()),
            "dependencies" => selection.dependencies = words.map(str::to_owned).collect(),
            "accept" => selection.acceptance = Some(Acceptance::Changes),
            key => panic!("{key}"),
        }
    }
    selection
}

#[test]
fn a_local_rule_may_not_shadow_one_of_ours() {
    let mut catalog = Catalog::shipped().unwrap();
    let text = catalog.rule("os-path-exists").unwrap().text.to_string();
    let said = catalog.add_local("tools/os-path-exists.toml", &text).unwrap_err().to_string();
    assert_eq!(
        said,
        "tools/os-path-exists.toml: the id `os-path-exists` is that of a rule of reskin; \
         a project's rules need ids of their own"
    );
}

#[test]
fn a_rename_of_the_configuration_is_a_rule() {
    let rename = Rename {
        from: "mylib.load_config".to_owned(),
        to: "mylib.config.load".to_owned(),
        args: vec![
            ("strict".to_owned(), ArgumentChange::Drop),
            ("path".to_owned(), ArgumentChange::Rename("filename".to_owned())),
        ],
        since: Some("2.0 \"\n'''".to_owned()),
    };
    let mut catalog = Catalog::default();
    catalog.add_rename(&rename).unwrap();
    let rule = catalog.rule("rename-mylib-load-config").unwrap();
    let file = rule.load().unwrap();
    let cases: Vec<_> = file.cases.iter().map(|it| it.from().unwrap().as_str()).collect();
    assert_eq!(
        cases,
        [
            "mylib.load_config($...before, strict=$strict, $...after0, path=$path, $...after1)",
            "mylib.load_config($...before, path=$path, $...after0, strict=$strict, $...after1)",
            "mylib.load_config($...before, strict=$strict, $...after0)",
            "mylib.load_config($...before, path=$path, $...after0)",
            "mylib.load_config",
        ]
    );
    assert_eq!(rule.prefilter, ["load_config"]);
    let wrong = Rename { from: "load config".to_owned(), ..rename };
    assert_eq!(
        catalog.add_rename(&wrong).unwrap_err().to_string(),
        "rename: `from` is `load config`, expected a qualified name such as `mylib.load_config`"
    );
}

fn reskin(folder: &Path, args: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_reskin")).current_dir(folder).args(args).output().unwrap();
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// Case: the arguments of `rule new`, one a line, then the file that it writes.
#[test]
fn new_rules_load() {
    let path = root().join("testdata/rewrite/rule_new.txt");
    let text = fs::read_to_string(&path).unwrap();
    let mut found = text[..text.find("### ").unwrap()].to_owned();
    for (name, case) in sections(&text) {
        if name == "->" {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let mut args = vec!["rule", "new", &name];
        args.extend(case.lines());
        reskin(folder.path(), &args);
        let file = format!("{name}.toml");
        let text = fs::read_to_string(folder.path().join(&file)).unwrap();
        load(&file, &text).unwrap();
        found.push_str(&format!("### {name}\n{case}### ->\n{text}"));
    }
    expect_file(&path, &found);
}

/// The page of a rule that has all that a page can show.
#[test]
fn pages_show_all_that_a_rule_has() {
    let folder = root().join("testdata/rewrite/rule_page");
    for (format, ending) in [("text", "txt"), ("markdown", "md"), ("json", "json")] {
        let page =
            reskin(&folder, &["rule", "explain", "everything", "--rules-dir", ".", "--format", format]);
        expect_file(&folder.join(format!("everything.{ending}")), &page);
    }
}

#[test]
fn the_schema_for_editors_is_that_of_the_program() {
    expect_file(&root().join("rules/rule.schema.json"), &reskin(root(), &["schema", "rule"]));
}

/// Every example becomes what it says and settles there, alone and with all other rules; every counterexample is left
/// alone for the reason that it names; and every predicate is needed by one.
#[test]
fn shipped_rules_hold_their_examples() {
    let program = env!("CARGO_BIN_EXE_reskin");
    let output = Command::new(program).args(["rule", "test", "--mutants"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
