//! The layer table is kept: no file of a layer names a layer that it may not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each folder of `src/` may name. A new edge is a design decision: change it here in a commit of its own.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("syntax", &["text"]),
    ("ast", &["syntax", "text"]),
    ("semantic", &["ast", "syntax", "text"]),
    ("bytecode", &["text"]),
    ("compiler", &["bytecode", "semantic", "ast", "syntax", "text"]),
    ("vm", &["compiler", "bytecode", "semantic", "ast", "syntax", "text"]),
    ("rewrite", &["semantic", "ast", "syntax", "text"]),
    ("rules", &["rewrite", "semantic", "ast", "syntax", "text"]),
    ("verify", &["rules", "rewrite", "vm", "compiler", "bytecode", "semantic", "ast", "syntax", "text"]),
    (
        "cli",
        &["verify", "rules", "rewrite", "vm", "compiler", "bytecode", "semantic", "ast", "syntax", "text"],
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            out.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let name =
        |path: &Path| path.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn layers_name_only_what_the_table_allows() {
    let table: BTreeMap<_, _> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some((layer, _)) = file.split_once('/') else { continue };
        let Some(allowed) = table.get(layer) else {
            wrong.push(format!("src/{layer}/ is no layer of the table"));
            continue;
        };
        for (line_idx, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            if line.contains("crate::{") {
                wrong.push(format!(
                    "src/{file}:{}: one `use` statement a layer, not `crate::{{`",
                    line_idx + 1
                ));
            }
            for (at, _) in line.match_indices("crate::") {
                let rest = &line[at + "crate::".len()..];
                let named: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if table.contains_key(named.as_str()) && named != layer && !allowed.contains(&named.as_str())
                {
                    wrong.push(format!("src/{file}:{}: `{layer}` may not name `{named}`", line_idx + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<_> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(file, _)| file).collect();
    assert!(silent.is_empty(), "no `//!` at the top of: {silent:?}");
}
